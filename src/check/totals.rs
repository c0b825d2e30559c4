//! 总分 and 等级: what the text says of them, and whether they fit the execution rate.

use super::Severity::{Doubt, Note, Wrong};
use super::claim::{self, Claim};
use super::row::Scored;
use super::{Finding, Found, Look, Mend, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::{Rate, Score};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 6] = [
    Rule {
        id: "stated-total-differs",
        number: "S06",
        severity: Wrong,
        title: "报告里写的自评得分与自评表不符",
        basis: "总分由各项得分汇总形成，报告与自评表应一致",
        run: stated_total_differs,
    },
    Rule {
        id: "total-not-stated",
        number: "S07",
        severity: Note,
        title: "报告没有写自评得分",
        basis: "自评报告应写明自评得分，并与自评表一致",
        run: total_not_stated,
    },
    Rule {
        id: "stated-grade-differs",
        number: "S08",
        severity: Wrong,
        title: "报告里写的等级与总分不符",
        basis: "等级按总分和表样的等级标准确定",
        run: stated_grade_differs,
    },
    Rule {
        id: "total-over-execution-cap",
        number: "S15",
        severity: Doubt,
        title: "预算执行率偏低，总分超过上限",
        basis: "预算执行率偏低的，自评总分有上限",
        run: total_over_execution_cap,
    },
    Rule {
        id: "points-over-execution",
        number: "S16",
        severity: Doubt,
        title: "指标得分率明显高于预算执行率",
        basis: "指标得分应与预算执行进度相称",
        run: points_over_execution,
    },
    Rule {
        id: "grade-depends-on-rule",
        number: "V04",
        severity: Note,
        title: "换一种评分办法，等级会变",
        basis: "建议得分按表样选定的评分办法计算，各地办法不尽相同",
        run: grade_depends_on_rule,
    },
];

/// V04. Another known way of giving points would give another grade. Silent while points are not proposed for every
/// indicator in use: the totals are then no totals.
fn grade_depends_on_rule(look: &Look, found: &mut Found) {
    for grid in look.grids().filter(Scored::is_scored) {
        if grid.used().any(|row| row.indicator.proposal.is_none()) {
            continue;
        }
        let outcomes = look.sheet.outcomes(look.form, grid.part);
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

/// S06. A text states a total that is not the table's, nor a project's; the first of them in each text.
fn stated_total_differs(look: &Look, found: &mut Found) {
    let Some((total, cell)) = report_total(look) else { return };
    let known: Vec<Score> = look.grids().map(|grid| grid.points.points).collect();
    for (_, text_cell, text) in &look.prose {
        let mut claims = claim::totals(text, look.sheet.year, look.form.scoring.full);
        if let Some(claim) = claims.find(|claim| known.iter().all(|points| points.differs(claim.value))) {
            let says = format!(
                "报告里写的自评得分是{}分，自评表的总分是{}分，请改成一致。",
                claim.value.plain(),
                total.plain()
            );
            found.say(&text_cell.at, &[&cell.at], says).mend_claim(text_cell, &claim, &format!("{}分", total.plain()));
        }
    }
}

/// S07. No text states the total. Silent until every indicator has its points and the text on the whole is written;
/// a project's total counts as well, and so does one that is wrong, which has a rule of its own.
fn total_not_stated(look: &Look, found: &mut Found) {
    let Some((total, cell)) = report_total(look) else { return };
    let Some((text_cell, _)) = look.text(Role::OverallText).filter(|(cell, _)| cell.is_stated()) else { return };
    let stated = |text: &str| claim::totals(text, look.sheet.year, look.form.scoring.full).next().is_some();
    if !look.prose.iter().any(|(_, _, text)| stated(text)) {
        let says = format!("自评表的总分是{}分，报告里没有写自评得分，请补写。", total.plain());
        found.say(&text_cell.at, &[&cell.at], says);
    }
}

/// S08. A text states a grade that is not the one the total has; the first of them in each text.
fn stated_grade_differs(look: &Look, found: &mut Found) {
    let Some((total, cell)) = report_total(look) else { return };
    let grades = &look.form.scoring.grades;
    let Some(right) = grades.iter().find(|grade| total >= grade.from) else { return };
    for (_, text_cell, text) in &look.prose {
        if let Some(claim) = claim::grades(text, grades).find(|claim| claim.value != &right.name) {
            let says = format!(
                "报告里写的等级是“{}”，自评表总分{}分，{}分以上为“{}”，请改成一致。",
                claim.value,
                total.plain(),
                right.from.plain(),
                right.name
            );
            found.say(&text_cell.at, &[&cell.at], says).mend_claim(text_cell, &claim, &right.name);
        }
    }
}

/// S15. The total is more than the form allows at that execution rate.
fn total_over_execution_cap(look: &Look, found: &mut Found) {
    for grid in look.grids().filter(|grid| grid.used().next().is_some()) {
        let (Some(cell), Some((rate_cell, rate))) = (grid.total(ColumnRole::Score), execution(&grid)) else { continue };
        let Some(cap) = look.form.scoring.caps.iter().rev().find(|cap| rate.percent() < cap.below.percent()) else {
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

/// S16. The indicators earn a much larger share of their points than was spent of the budget.
fn points_over_execution(look: &Look, found: &mut Found) {
    let limit = look.form.limits.points_over_execution;
    for grid in look.grids().filter(Scored::is_scored) {
        let (Some(cell), Some((rate_cell, rate))) = (grid.total(ColumnRole::Score), execution(&grid)) else { continue };
        let sum = |of: fn(&crate::sheet::GroupPoints) -> Score| grid.points.groups.iter().map(of).sum::<Score>();
        let (points, weights) = (sum(|group| group.points), sum(|group| group.weights));
        let Some(earned) = points.share_of(weights).filter(|earned| *earned > rate) else { continue };
        let ahead = (earned - rate).0.checked_div(earned.0).map(Rate);
        if let Some(ahead) = ahead.filter(|ahead| ahead.percent() > limit.percent()) {
            let says = format!(
                "各指标得{}分，占分值{}分的{}，预算执行率只有{}，相差{}，超过{}，请核对得分，或说明原因。",
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

/// The report's total and its cell, once every indicator has its points.
fn report_total<'a>(look: &Look<'a>) -> Option<(Score, &'a Cell)> {
    let grid = look.grids().find(|grid| grid.part.project.is_none())?;
    grid.is_scored().then(|| grid.total(ColumnRole::Score)).flatten().map(|cell| (grid.points.points, cell))
}

fn execution<'a>(grid: &Scored<'a>) -> Option<(&'a Cell, Rate)> {
    Some((grid.budget?.at(ColumnRole::Rate)?, grid.points.execution_rate?))
}

impl Finding {
    /// Offers to put `right` in the place of a figure or word that a text claims, where it stands there by hand.
    fn mend_claim<T>(&mut self, cell: &Cell, claim: &Claim<'_, T>, right: &str) {
        let fixed = cell.text.replacen(claim.words, &format!("{}{right}", claim.before()), 1);
        if fixed != cell.text.as_str() {
            let edit = Edit::Write { at: cell.at.clone(), text: fixed.into() };
            self.mends.push(Mend { label: format!("改为 {right}"), edit });
        }
    }
}
