//! How points come about, in words: the arithmetic of a proposal, and what the total would be under other known rules.

use super::{Line, Part, PointRule, Proposal, Sheet};
use crate::form::{ColumnRole, Form, Reverse, Satisfaction, Scoring};
use crate::value::{Score, Text, plain};

/// The total that a choice of rules gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How the rules differ from the form's, in words; empty for the form's own.
    pub words: String,
    /// 预算执行率 and all proposals together.
    pub points: Score,
    /// 等级 of that total.
    pub grade: Option<Text>,
}

impl Line {
    /// The arithmetic of a proposal for this indicator: 46.89÷64.52×20＝14.54.
    #[must_use]
    pub fn reckoning(&self, proposal: &Proposal) -> String {
        let points = proposal.points.plain();
        let weight = self.at(ColumnRole::Weight).and_then(super::Cell::points).unwrap_or_default();
        let indicator = self.indicator.as_ref();
        let reverse = indicator.and_then(|i| i.sense).is_some_and(crate::value::Sense::is_reverse);
        let compared = indicator.and_then(|i| i.compared).map(|(a, b)| (plain(a), plain(b)));
        let full = weight.plain();
        let target = indicator.map_or("", |i| i.aimed.trim());
        let actual = self.at(ColumnRole::Actual).map_or("", |cell| cell.text.trim());
        match (proposal.rule, compared) {
            (PointRule::Met, _) => {
                let met = if reverse { "没有超过" } else { "达到" };
                let met = format!("完成值“{actual}”{met}指标值“{target}”");
                let less = weight - proposal.points;
                let less =
                    if less > Score::ZERO { format!("，超出较多减{}分", less.plain()) } else { String::new() };
                format!("{met}{less}，得{points}分")
            }
            (PointRule::Proportional, Some((a, b))) => format!("{b}÷{a}×{full}＝{points}"),
            (PointRule::TargetByActual, Some((a, b))) => format!("{a}÷{b}×{full}＝{points}"),
            (PointRule::Linear, Some((a, b))) => format!("［1－（{b}－{a}）÷{a}］×{full}＝{points}"),
            (PointRule::Steps, _) => format!("完成值“{actual}”所在的档得{points}分"),
            (PointRule::Missed, _) => format!("完成值“{actual}”没有达到指标值“{target}”，得{points}分"),
            (PointRule::Judged, _) => format!("在所选完成程度的区间内，得{points}分"),
            _ => format!("得{points}分"),
        }
    }
}

impl Sheet {
    /// The totals of one indicator grid under the form's rules and under the others that are known, the form's own
    /// first; of choices that give the same total only the one that differs least.
    #[must_use]
    pub fn outcomes(&self, form: &Form, part: &Part) -> Vec<Outcome> {
        let Some(points) = &part.points else { return Vec::new() };
        let mut outcomes: Vec<Outcome> = Vec::new();
        let lines: Vec<&Line> = part.lines.iter().filter(|line| depends(line)).collect();
        // Fewest differences first.
        for choice in [0b000_u8, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111] {
            let choice = Choice { reverse: choice & 1 > 0, satisfaction: choice & 2 > 0, penalty: choice & 4 > 0 };
            let change: Score = lines.iter().map(|line| choice.change(&form.scoring, line)).sum();
            let total = points.proposed + change;
            if outcomes.iter().all(|other| other.points != total) {
                let grade = form.scoring.grade(total).cloned();
                outcomes.push(Outcome { words: choice.words(&form.scoring), points: total, grade });
            }
        }
        outcomes
    }
}

/// Another choice of rules can give the indicator other points.
fn depends(line: &Line) -> bool {
    line.indicator.as_ref().is_some_and(|indicator| indicator.is_far || !indicator.others.is_empty())
}

/// Which rules are chosen otherwise than the form does.
#[derive(Clone, Copy)]
struct Choice {
    reverse: bool,
    satisfaction: bool,
    penalty: bool,
}

impl Choice {
    /// By how much an indicator's points differ.
    fn change(self, scoring: &Scoring, line: &Line) -> Score {
        let Some(indicator) = &line.indicator else { return Score::ZERO };
        let Some(own) = &indicator.proposal else { return Score::ZERO };
        let other = indicator.others.iter().find(|other| match (own.rule, other.rule) {
            (PointRule::TargetByActual | PointRule::Linear, PointRule::TargetByActual | PointRule::Linear) => {
                self.reverse
            }
            _ => self.satisfaction,
        });
        let change = other.map_or(Score::ZERO, |other| other.points - own.points);
        let over = &scoring.over;
        let penalty = match over.elsewhere.filter(|_| self.penalty && indicator.is_far) {
            Some(elsewhere) => elsewhere - over.penalty,
            None => Score::ZERO,
        };
        change - penalty
    }

    fn words(self, scoring: &Scoring) -> String {
        let reverse = match scoring.reverse {
            Reverse::TargetByActual => PointRule::Linear,
            Reverse::Linear => PointRule::TargetByActual,
        };
        let satisfaction = match scoring.satisfaction {
            Satisfaction::Proportional => PointRule::Steps.words(),
            Satisfaction::Steps => "满意度按完成比例",
        };
        let penalty = scoring.over.elsewhere.map(|points| {
            let less = points > Score::ZERO;
            if less {
                format!("完成值高出较多减{}分", points.plain())
            } else {
                "完成值高出较多不减分".into()
            }
        });
        let differing = [
            self.reverse.then(|| reverse.words().to_string()),
            self.satisfaction.then(|| satisfaction.to_string()),
            penalty.filter(|_| self.penalty),
        ];
        differing.into_iter().flatten().collect::<Vec<_>>().join("，")
    }
}
