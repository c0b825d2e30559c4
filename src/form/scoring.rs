//! How points are given: every choice that differs by place and year, by its name.

use crate::value::{Rate, Score, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Points, grades and the formulas a form chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// What all points come to, 100; 0 where the form gives none.
    pub full: Score,
    /// 预算执行率
    pub execution: Execution,
    /// 反向指标 (less is better).
    pub reverse: Reverse,
    /// 定性指标: the bands, best first.
    pub qualitative: Vec<Band>,
    /// 满意度
    pub satisfaction: Satisfaction,
    /// 满意度分档, best first; named in findings even where the form does not choose it.
    pub satisfaction_steps: Vec<SatisfactionStep>,
    /// 完成值高于指标值较多
    pub over: Overshoot,
    /// Highest total by execution rate, where the form limits it; lowest rate last.
    pub caps: Vec<Cap>,
    /// 等级, best first.
    pub grades: Vec<Grade>,
}

/// 预算执行率 and its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execution {
    /// Its points.
    pub weight: Score,
    /// What execution is divided by.
    pub denominator: Denominator,
    /// No more than the weight, however high the rate.
    pub cap: bool,
    /// Below this rate a reason is asked for.
    pub reason_below: Rate,
}

impl Execution {
    /// Whichever of 年初 and 全年 execution is divided by.
    #[must_use]
    pub fn whole<'n, T: ?Sized>(&self, initial: &'n T, full: &'n T) -> &'n T {
        match self.denominator {
            Denominator::Full => full,
            Denominator::Initial => initial,
        }
    }
}

/// What execution is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denominator {
    /// 全年预算数: adjusted, last year's carry-over included.
    Full,
    /// 年初预算数
    Initial,
}

/// Points of an indicator where less is better. A is the target, B the result, W the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reverse {
    /// A/B·W
    TargetByActual,
    /// (1−(B−A)/A)·W, nothing from twice the target on
    Linear,
}

/// A band of a qualitative indicator, as shares of its weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// 达成年度指标
    pub name: Text,
    /// Lowest share, included.
    pub from: Rate,
    /// Highest share; included in the best band, excluded below.
    pub to: Rate,
}

/// How satisfaction is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Satisfaction {
    /// Like any other indicator: all points at the target, a share of them below.
    Proportional,
    /// By the steps.
    Steps,
}

/// From this result on, that share of the weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionStep {
    /// Result, included.
    pub from: Rate,
    /// Share of the weight.
    pub share: Rate,
}

/// Results far above the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overshoot {
    /// From this share of the target on.
    pub from: Rate,
    /// Points taken off the proposal for it; 0 where it only has to be explained.
    pub penalty: Score,
    /// What other places take off, where the clerk should be told.
    #[serde(default)]
    pub elsewhere: Option<Score>,
}

/// The highest total below an execution rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Below this rate.
    pub below: Rate,
    /// No more than this.
    pub points: Score,
}

/// 等级
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Points, included.
    pub from: Score,
    /// 优
    pub name: Text,
}

/// From where on a figure is odd enough to ask about. What a form leaves out is as in [`Limits::default`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// 全年预算 against 年初预算 (预算调整率), above which the text must say why.
    pub adjustment: Rate,
    /// (指标得分率−执行率)/指标得分率, above which the points look out of line with the execution.
    pub points_over_execution: Rate,
    /// Fewest 产出指标.
    pub output_rows: usize,
    /// From this many written cells on a report is under way, and what is required and blank is missing.
    pub begun: usize,
    /// 增减 against last year, above which a change is large.
    pub change: Rate,
    /// What a budget item of 公用经费 may come to of its budget, above which the text must say why.
    pub item_over: Rate,
    /// The share of 公用经费 below which its items explain too little of it.
    pub items: Rate,
    /// The share of its budget below which 政府采购 is asked about.
    pub procurement: Rate,
    /// The share of all points from which one indicator carries much.
    pub one_indicator: Rate,
    /// 数量指标 are counts: the form wants neither amounts of money nor 完成率 among them.
    pub counts_only: bool,
}

impl Default for Limits {
    fn default() -> Self {
        let percent = |percent| Rate(Decimal::new(percent, 2));
        Self {
            adjustment: percent(10),
            points_over_execution: percent(5),
            output_rows: 3,
            begun: 12,
            change: percent(30),
            item_over: percent(110),
            items: percent(50),
            procurement: percent(80),
            one_indicator: percent(20),
            counts_only: false,
        }
    }
}

impl Band {
    /// Nothing is better: its upper end belongs to it.
    #[must_use]
    pub fn is_best(&self) -> bool {
        self.to >= Rate::ONE
    }

    /// The fewest and the most points in it. The upper end of a lower band belongs to the band above.
    #[must_use]
    pub fn points(&self, weight: Score) -> (Score, Score) {
        let (low, high) = (self.from.of(weight), self.to.of(weight));
        let least = Score(Decimal::new(1, 2));
        (low, if self.is_best() { high } else { (high - least).max(low) })
    }
}

impl Scoring {
    /// 完成程度 of that name.
    #[must_use]
    pub fn band(&self, degree: &str) -> Option<&Band> {
        self.qualitative.iter().find(|band| band.name == degree.trim())
    }

    /// 等级 of a total.
    #[must_use]
    pub fn grade(&self, points: Score) -> Option<&Text> {
        self.grades.iter().find(|grade| points >= grade.from).map(|grade| &grade.name)
    }

    /// The share of its weight that a satisfaction rate earns by the steps.
    #[must_use]
    pub fn step(&self, rate: Rate) -> Rate {
        self.satisfaction_steps.iter().find(|step| rate >= step.from).map_or(Rate::ZERO, |step| step.share)
    }

    /// The highest total an execution rate allows, where the form limits it.
    #[must_use]
    pub fn cap(&self, rate: Rate) -> Option<Score> {
        self.caps.iter().rev().find(|cap| rate < cap.below).map(|cap| cap.points)
    }
}
