//! 得分: within their weight, as the form's rule gives them, and explained where points are lost or targets far exceeded.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::{Printed, slack};
use crate::check::finding::Severity::{Doubt, Note, Wrong};
use crate::check::indicator::IndicatorRow;
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole};
use crate::sheet::{Cell, PointRule, Proposal, Value};
use crate::value::{Aim, Rate, Score};

pub static SCORE_OUTSIDE_WEIGHT: Rule = Rule {
    id: "score-outside-weight",
    number: "S05",
    severity: Wrong,
    title: "得分不在0分到分值之间",
    basis: "得分不小于0分，不大于分值",
    authority: Authority::Practice,
    run: score_outside_weight,
};

/// S05. More points than the weight, fewer than none, or no points at all where the others have theirs.
fn score_outside_weight(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let any = grid.used().any(|row| row.points(ColumnRole::Score).is_some());
        for row in grid.rows() {
            let (Some(cell), Some(of)) = (row.cell(ColumnRole::Score), row.cell(ColumnRole::Weight)) else { continue };
            let Some(weight) = of.points().or_else(|| (!row.indicator.used).then_some(Score::ZERO)) else { continue };
            let severity = match (&cell.value, cell.points()) {
                (_, Some(points)) if (Score::ZERO..=weight.max(Score::ZERO)).contains(&points) => continue,
                // Either is printed with fewer decimals than the other.
                (_, Some(points)) if points > weight && points - weight <= slack(std::iter::once(of)) => continue,
                (_, Some(points)) if Printed::points(&cell.text, points).is_given(weight) => continue,
                (Value::Blank, _) if any && weight > Score::ZERO => Doubt,
                (Value::Nothing | Value::Dash, _) if weight > Score::ZERO => Doubt,
                // A score that cannot be read is another rule's.
                (_, Some(_)) => Wrong,
                _ => continue,
            };
            let written = if cell.is_blank() {
                "还没有填".to_string()
            } else {
                format!("填的是“{}”", cell.text.trim())
            };
            let says = format!("“{}”的得分{written}，分值是{}分，得分应在0分到分值之间。", row.name(), weight.plain());
            let finding = found.say(&cell.at, &[&of.at], says);
            finding.severity = severity;
            let likely = row.proposal().filter(|p| p.rule != PointRule::Judged).map(|p| p.points);
            if let Some(points) = likely.or_else(|| cell.points().is_some_and(|p| p > weight).then_some(weight)) {
                finding.mend_by_writing(&cell.at, &points.plain());
            }
        }
    }
}

pub static SCORE_DIFFERS_FROM_RULE: Rule = Rule {
    id: "score-differs-from-rule",
    number: "S09",
    severity: Doubt,
    title: "得分与评分办法算出的不符",
    basis: "完成指标值的得满分，未完成的按表样的评分办法记分",
    authority: Authority::ProjectEvaluation,
    run: score_differs_from_rule,
};

/// S09. Points other than the form's rule gives; names the rule, and what the other known rules would give.
fn score_differs_from_rule(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(cell), Some(weight), Some(proposal)) =
            (row.cell(ColumnRole::Score), row.points(ColumnRole::Weight), row.proposal())
        else {
            continue;
        };
        let Some(points) = cell.points().filter(|p| (Score::ZERO..=weight).contains(p)) else { continue };
        let lower_with_reason = points < proposal.points && row.is_explained();
        let taken_off = lower_with_reason && excess(&row).is_some();
        let printed = Printed::points(&cell.text, points);
        if proposal.rule == PointRule::Judged || taken_off || printed.is_given(proposal.points) {
            continue;
        }
        if points == weight && is_in_named_month(&row) {
            continue;
        }
        let (rule, right) = (proposal.rule.words(), proposal.points.plain());
        let (name, compared) = (row.name(), compared(&row));
        let mut says = format!("“{name}”{compared}，得分填的是{}分；{rule}，应为{right}分", points.plain());
        for other in row.indicator.others.iter().filter(|other| other.points != proposal.points) {
            says.push_str(&other_rule(other, printed));
        }
        says.push_str("。请核对后修改，或说明采用的评分办法。");
        let also = cells(&row, &[ColumnRole::Target, ColumnRole::Actual, ColumnRole::Weight]);
        let finding = found.say(&cell.at, &also, says);
        finding.mend_by_writing(&cell.at, &proposal.points.plain());
        if lower_with_reason {
            finding.severity = Note;
        }
    }
}

/// 3月前, and done in March: some count the month that is named, and some do not.
fn is_in_named_month(row: &IndicatorRow) -> bool {
    let by = |column| if let Aim::By(when) = &row.target(column)?.1.aim { Some(when) } else { None };
    by(ColumnRole::Target).zip(by(ColumnRole::Actual)).is_some_and(|(limit, done)| {
        let same_year = limit.year.is_none() || done.year.is_none() || limit.year == done.year;
        limit.before && limit.day.is_none() && limit.month.is_some() && limit.month == done.month && same_year
    })
}

fn other_rule(other: &Proposal, written: Printed) -> String {
    let same = if written.is_points(other.points) { "，与所填相同" } else { "" };
    format!("；{}，则为{}分{same}", other.rule.words(), other.points.plain())
}

pub static SCORE_OUTSIDE_BAND: Rule = Rule {
    id: "score-outside-band",
    number: "S10",
    severity: Wrong,
    title: "定性指标的得分不在所选完成程度的区间内",
    basis: "定性指标按完成程度分档记分",
    authority: Authority::ProjectEvaluation,
    run: score_outside_band,
};

/// S10. The points of a qualitative indicator lie outside the band of the degree chosen.
fn score_outside_band(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(cell), Some(degree), Some(weight)) =
            (row.cell(ColumnRole::Score), row.cell(ColumnRole::Degree), row.cell(ColumnRole::Weight))
        else {
            continue;
        };
        let judged = row.proposal().filter(|p| p.rule == PointRule::Judged);
        let (Some(points), Some(of), Some(proposal)) = (cell.points(), weight.points(), judged) else { continue };
        let Some(band) = context.form.scoring.band(&degree.text) else { continue };
        let (low, high) = band.points(of);
        let printed = Printed::points(&cell.text, points);
        if (low..=high).contains(&points) || printed.is_given(low) {
            continue;
        }
        let says = format!(
            "“{}”的完成程度选的是“{}”，{}分的指标应得{}分到{}分，现在是{}分，请改得分或完成程度。",
            row.name(),
            band.name,
            of.plain(),
            low.plain(),
            high.plain(),
            points.plain()
        );
        found.say(&cell.at, &[&degree.at, &weight.at], says).mend_by_writing(&cell.at, &proposal.points.plain());
    }
}

pub static LOST_POINTS_UNEXPLAINED: Rule = Rule {
    id: "lost-points-unexplained",
    number: "S11",
    severity: Wrong,
    title: "未得满分，没有写原因",
    basis: "未完成绩效目标的要说明原因，提出改进措施",
    authority: Authority::ProjectEvaluation,
    run: lost_points_unexplained,
};

/// S11. Points were lost and the reason is not written.
fn lost_points_unexplained(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let Some(reason) = row.lacks_reason() else { continue };
        let (Some(points), Some(weight)) = (row.points(ColumnRole::Score), row.points(ColumnRole::Weight)) else {
            continue;
        };
        let full =
            row.cell(ColumnRole::Score).is_some_and(|cell| Printed::points(&cell.text, points).is_points(weight));
        if points < weight && !full {
            let lost = (weight - points).plain();
            let blank = unexplained(reason);
            let says = format!(
                "“{}”得{}分，分值{}分，少得{lost}分，{blank}，请写明扣分原因和改进措施。",
                row.name(),
                points.plain(),
                weight.plain()
            );
            let finding = found.say(&reason.at, &cells(&row, &[ColumnRole::Score, ColumnRole::Weight]), says);
            // The reason may stand in another place.
            if reason.is_stated() || is_told_elsewhere(context, &row, reason) {
                finding.severity = Doubt;
            }
        }
    }
}

/// Another text names the indicator, or the reason beside another one speaks of several.
fn is_told_elsewhere(context: &Context, row: &IndicatorRow, reason: &Cell) -> bool {
    let name = row.name();
    let names = |text: &str| name.chars().count() >= NAMED && text.contains(name);
    let several = |text: &str| ["以上", "上述", "各项", "同上", "几项", "两项"].iter().any(|word| text.contains(word));
    let mut reasons = context.paragraphs.iter().filter(|cell| cell.role == Some(ColumnRole::Reason));
    reasons.any(|cell| cell.at != reason.at && (names(&cell.text) || several(&cell.text)))
        || context.texts.iter().any(|text| names(text.text))
}

/// A shorter name may be any words.
const NAMED: usize = 4;

pub static OVER_FULFILMENT_UNEXPLAINED: Rule = Rule {
    id: "over-fulfilment-unexplained",
    number: "S12",
    severity: Doubt,
    title: "完成值比指标值高很多，没有写原因",
    basis: "完成值高于指标值较多的，要分析原因",
    authority: Authority::ProjectEvaluation,
    run: over_fulfilment_unexplained,
};

/// S12. The result is far above the target and the reason is not written.
fn over_fulfilment_unexplained(context: &Context, found: &mut Found) {
    let from = Rate((context.form.scoring.over.from - Rate::ONE).0).plain();
    for row in context.indicators() {
        let (Some(over), Some(reason)) = (excess(&row), row.lacks_reason()) else { continue };
        let blank = unexplained(reason);
        let says = format!(
            "“{}”{}，超出{}，达到{from}以上要说明原因，{blank}，请写明。",
            row.name(),
            compared(&row),
            over.plain()
        );
        found.say(&reason.at, &cells(&row, &[ColumnRole::Target, ColumnRole::Actual]), says);
    }
}

pub static OVER_FULFILMENT_FULL_SCORE: Rule = Rule {
    id: "over-fulfilment-full-score",
    number: "S13",
    severity: Doubt,
    title: "完成值比指标值高很多，仍得满分",
    basis: "年初指标值明显偏低的，按偏离程度适度调减分值",
    authority: Authority::ProjectEvaluation,
    run: over_fulfilment_full_score,
};

/// S13. The result is far above the target and has all its points: the target may have been set too low.
fn over_fulfilment_full_score(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(over), Some(cell)) = (excess(&row), row.cell(ColumnRole::Score)) else { continue };
        let (Some(points), Some(weight)) = (cell.points(), row.points(ColumnRole::Weight)) else { continue };
        if weight <= Score::ZERO || points < weight {
            continue;
        }
        let says = format!(
            "“{}”{}，超出{}，得分{}分仍是满分；如果年初指标值定得偏低，应按偏离程度适度调减得分。",
            row.name(),
            compared(&row),
            over.plain(),
            points.plain()
        );
        let finding =
            found.say(&cell.at, &cells(&row, &[ColumnRole::Target, ColumnRole::Actual, ColumnRole::Weight]), says);
        if row.is_explained() {
            finding.severity = Note;
        }
    }
}

/// How far a result is above its target, as a share of the target, where that is far and more is better.
fn excess(row: &IndicatorRow) -> Option<Rate> {
    row.indicator.attainment.filter(|_| row.indicator.is_far).map(|attained| attained - Rate::ONE)
}

fn unexplained(reason: &Cell) -> String {
    if reason.is_blank() {
        "原因还没有写".to_string()
    } else {
        format!("原因写的是“{}”", reason.text.trim())
    }
}

/// 指标值80%，完成值87%
fn compared(row: &IndicatorRow) -> String {
    let actual = row.cell(ColumnRole::Actual).map_or("", |cell| cell.text.trim());
    format!("指标值{}，完成值{actual}", row.aimed())
}

fn cells<'a>(row: &IndicatorRow<'a>, columns: &[ColumnRole]) -> Vec<&'a CellId> {
    let split = [ColumnRole::Sense, ColumnRole::Unit].iter().filter(|_| columns.contains(&ColumnRole::Target));
    columns.iter().chain(split).filter_map(|&column| row.cell(column)).map(|cell| &cell.at).collect()
}
