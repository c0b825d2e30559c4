//! 总分 and 等级: whether they fit the execution rate, and what other rules would make of them.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::indicator::ScoredGrid;
use crate::check::rule::{Found, Rule};
use crate::form::ColumnRole;
use crate::sheet::Cell;
use crate::value::{Rate, Score};

pub static GRADE_DEPENDS_ON_RULE: Rule = Rule {
    id: "grade-depends-on-rule",
    number: "V04",
    severity: Note,
    title: "换一种评分办法，等级会变",
    basis: "建议得分按表样选定的评分办法计算，各地办法不尽相同",
    authority: Authority::Practice,
    run: grade_depends_on_rule,
};

/// V04. Another known way of giving points would give another grade. Silent while points are not proposed for every
/// indicator in use: the totals are then no totals.
fn grade_depends_on_rule(context: &Context, found: &mut Found) {
    for grid in context.grids.iter().filter(|grid| grid.is_scored()) {
        if grid.used().any(|row| row.indicator.proposal.is_none()) {
            continue;
        }
        let outcomes = context.sheet.outcomes(context.form, grid.part);
        let Some((own, others)) = outcomes.split_first() else { continue };
        // The choice that differs in the fewest rules.
        let differing = others.iter().find(|other| other.grade != own.grade);
        let (Some(other), Some(cell)) = (differing, grid.total(ColumnRole::Score)) else {
            continue;
        };
        let name = |grade: &Option<crate::value::Text>| grade.clone().unwrap_or_default();
        let says = format!(
            "按表样的评分办法应得{}分，为“{}”；{}的，应得{}分，为“{}”，用哪一种办法请以当地的通知为准。",
            own.points.plain(),
            name(&own.grade),
            other.words,
            other.points.plain(),
            name(&other.grade)
        );
        found.say(&cell.at, &[], says);
    }
}

pub static TOTAL_OVER_EXECUTION_CAP: Rule = Rule {
    id: "total-over-execution-cap",
    number: "S15",
    severity: Doubt,
    title: "预算执行率偏低，总分超过上限",
    basis: "预算执行率偏低的，自评总分有上限",
    authority: Authority::Practice,
    run: total_over_execution_cap,
};

/// S15. The total is more than the form allows at that execution rate.
fn total_over_execution_cap(context: &Context, found: &mut Found) {
    for grid in context.grids.iter().filter(|grid| grid.used().next().is_some()) {
        let (Some(cell), Some((rate_cell, rate))) = (grid.total(ColumnRole::Score), execution(grid)) else { continue };
        let Some(cap) = context.form.scoring.caps.iter().rev().find(|cap| rate.percent() < cap.below.percent()) else {
            continue;
        };
        let total = grid.points.points;
        if total > cap.points {
            let says = format!(
                "预算执行率是{}，不到{}的总分一般不超过{}分，现在总分{}分，请核对得分，或说明原因。",
                rate.plain(),
                cap.below.plain(),
                cap.points.plain(),
                total.plain()
            );
            found.say(&cell.at, &[&rate_cell.at], says);
        }
    }
}

pub static POINTS_OVER_EXECUTION: Rule = Rule {
    id: "points-over-execution",
    number: "S16",
    severity: Doubt,
    title: "指标得分率明显高于预算执行率",
    basis: "指标得分应与预算执行进度相称",
    authority: Authority::Practice,
    run: points_over_execution,
};

/// S16. The indicators earn a much larger share of their points than was spent of the budget. Silent until all weights
/// are there: of some of them the share is another.
fn points_over_execution(context: &Context, found: &mut Found) {
    let limit = context.form.limits.points_over_execution;
    for grid in context.grids.iter().filter(|grid| grid.is_scored() && !grid.points.weights.differs(grid.points.full)) {
        let (Some(cell), Some((rate_cell, rate))) = (grid.total(ColumnRole::Score), execution(grid)) else { continue };
        let sum = |of: fn(&crate::sheet::GroupPoints) -> Score| grid.points.groups.iter().map(of).sum::<Score>();
        let (points, weights) = (sum(|group| group.points), sum(|group| group.weights));
        let Some(earned) = points.share_of(weights).filter(|earned| *earned > rate) else { continue };
        let ahead = (earned - rate).0.checked_div(earned.0).map(Rate);
        if let Some(ahead) = ahead.filter(|ahead| ahead.percent() > limit.percent()) {
            let says = format!(
                "各指标得{}分，占分值{}分的{}，预算执行率只有{}，高出的占得分率的{}，超过{}，请核对得分，或说明原因。",
                points.plain(),
                weights.plain(),
                earned.plain(),
                rate.plain(),
                ahead.plain(),
                limit.plain()
            );
            found.say(&cell.at, &[&rate_cell.at], says);
        }
    }
}

fn execution<'a>(grid: &ScoredGrid<'a>) -> Option<(&'a Cell, Rate)> {
    Some((grid.budget?.at(ColumnRole::Rate)?, grid.points.execution_rate?))
}
