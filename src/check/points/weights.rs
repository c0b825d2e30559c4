//! 分值: what they come to, by group and together, and that every indicator in use has one.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::slack;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::indicator::{IndicatorRow, ScoredGrid, is_among};
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole};
use crate::sheet::Cell;
use crate::value::Score;

pub static WEIGHTS_DIFFER_FROM_FULL: Rule = Rule {
    id: "weights-differ-from-full",
    number: "S01",
    severity: Wrong,
    title: "分值合计不等于满分",
    basis: "各指标分值与预算执行率分值之和应等于满分",
    authority: Authority::ProjectEvaluation,
    run: weights_differ_from_full,
};

/// S01. All weights and that of the execution rate come to something else than the full points.
fn weights_differ_from_full(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let Some(total) = grid.total(ColumnRole::Weight).filter(|_| is_off(grid)) else { continue };
        let (sum, full) = (grid.points.weights, grid.points.full);
        // A paper may give all points to its indicators and none to the execution rate.
        let own: Score = grid.points.groups.iter().map(|group| group.weights).sum();
        // Rows that tell a part of the one above them may have their share of its weight.
        let shares: Score =
            grid.used().filter(|row| is_among(&row.line.label)).filter_map(|row| row.points(ColumnRole::Weight)).sum();
        // A unit may have left the form's own indicators that are none of its business as they are printed.
        let untouched: Vec<IndicatorRow> = grid.rows().filter(is_untouched).collect();
        let left: Score = untouched.iter().filter_map(|row| row.points(ColumnRole::Weight)).sum();
        let gap = (sum - full).abs().plain();
        let says = if let Some(first) = untouched.first().filter(|_| !(sum - left).differs(full)) {
            format!(
                "分值合计{}分，应为{}分，多出的{gap}分是“{}”等{}项没有填写的指标的分值，请填写这些指标并调整分值，或说明不用的原因。",
                sum.plain(),
                full.plain(),
                first.name(),
                untouched.len()
            )
        } else if own.differs(full) {
            let (word, what) = if sum > full { ("多", "调低") } else { ("少", "补足") };
            let (sum, full, which) = (sum.plain(), full.plain(), told_by_group(grid));
            format!("分值合计{sum}分，应为{full}分，{word}了{gap}分{which}，请{what}指标分值。")
        } else {
            let which = told_by_group(grid);
            format!(
                "各指标分值合计已有{}分，加上预算执行率的{gap}分是{}分，应为{}分{which}，请调低指标分值，或说明原因。",
                own.plain(),
                sum.plain(),
                full.plain()
            )
        };
        let execution = grid.budget.and_then(|line| line.at(ColumnRole::Weight)).map(|cell| &cell.at);
        let also: Vec<&CellId> = weighted(grid.rows()).map(|cell| &cell.at).chain(execution).collect();
        let finding = found.say(&total.at, &also, says);
        let without = [shares, left].iter().any(|less| !(sum - *less).differs(full));
        if (sum < full && grid.is_unfinished()) || !own.differs(full) || without {
            finding.severity = Doubt;
        }
        // While rows wait to be filled in, so do their weights.
        if sum < full {
            finding.lacks(grid.unfinished());
        }
    }
}

/// All weights come to something else than the full points.
fn is_off(grid: &ScoredGrid) -> bool {
    let weights: Vec<&Cell> = weighted(grid.rows()).collect();
    let gap = (grid.points.weights - grid.points.full).abs();
    !weights.is_empty() && gap > slack(weights.into_iter())
}

/// The form lists it, and nothing was written in it.
fn is_untouched(row: &IndicatorRow) -> bool {
    let lacks = |column| row.lacks(column).is_some();
    row.is_fixed() && lacks(ColumnRole::Actual) && lacks(ColumnRole::Score) && row.points(ColumnRole::Weight).is_some()
}

pub static GROUP_WEIGHTS_DIFFER: Rule = Rule {
    id: "group-weights-differ",
    number: "S02",
    severity: Doubt,
    title: "一级指标的分值合计与表样不符",
    basis: "三级指标分值之和应等于一级指标的规定分值",
    authority: Authority::Form,
    run: group_weights_differ,
};

/// S02. A group's weights come to something else than the form gives the group. That may be so where there is a reason,
/// and so is only mended where all weights then come to the full points.
fn group_weights_differ(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let apart = groups_apart(grid);
        if told_otherwise(grid, &apart) {
            continue;
        }
        for GroupApart { label, weights, full, cells } in apart {
            let Some((first, others)) = cells.split_first() else { continue };
            let mended = grid.points.weights - weights + full;
            let (sum, full) = (weights.plain(), full.plain());
            let says = format!("“{label}”各指标分值合计{sum}分，规定为{full}分，请调整为{full}分，或说明调整的原因。");
            let also: Vec<&CellId> = others.iter().map(|cell| &cell.at).collect();
            let finding = found.say(&first.at, &also, says);
            if also.is_empty() && !mended.differs(grid.points.full) {
                finding.mend_by_writing(&first.at, &full);
            }
        }
    }
}

/// A group whose weights come to something else than the form gives it.
struct GroupApart<'a> {
    label: &'a str,
    weights: Score,
    full: Score,
    cells: Vec<&'a Cell>,
}

fn groups_apart<'a>(grid: &ScoredGrid<'a>) -> Vec<GroupApart<'a>> {
    let mut all = Vec::new();
    for (number, (group, points)) in grid.form.groups.iter().zip(&grid.points.groups).enumerate() {
        let Some(full) = points.full else { continue };
        let rows = || grid.rows().filter(move |row| row.group_number == number);
        let apart = (points.weights - full).abs() > slack(weighted(rows()));
        // An indicator in use stands for its group.
        let Some(first) = weighted(rows().filter(|row| row.indicator.used)).next() else { continue };
        if apart && !(points.weights < full && rows().any(|row| row.is_unfinished())) {
            let others = weighted(rows()).filter(|cell| cell.at != first.at);
            let cells = std::iter::once(first).chain(others).collect();
            all.push(GroupApart { label: &group.label, weights: points.weights, full, cells });
        }
    }
    all
}

/// Another finding says it: that all weights are off by just as much, or which group without an indicator left them its
/// points.
fn told_otherwise(grid: &ScoredGrid, apart: &[GroupApart]) -> bool {
    let moved = apart.iter().map(|group| group.weights - group.full).sum::<Score>();
    if is_off(grid) {
        return grid.total(ColumnRole::Weight).is_some() && moved == grid.points.weights - grid.points.full;
    }
    let idle = groups_without(grid).map(|(_, _, own)| own).sum::<Score>();
    idle > Score::ZERO && moved == idle
}

/// Behind what all weights come to: the groups that make the difference.
fn told_by_group(grid: &ScoredGrid) -> String {
    let apart = groups_apart(grid);
    if apart.is_empty() || !told_otherwise(grid, &apart) {
        return String::new();
    }
    let told = apart.iter().map(|g| format!("“{}”{}分，规定{}分", g.label, g.weights.plain(), g.full.plain()));
    format!("（{}）", told.collect::<Vec<_>>().join("；"))
}

pub static GROUP_WITHOUT_INDICATOR: Rule = Rule {
    id: "group-without-indicator",
    number: "S03",
    severity: Doubt,
    title: "有规定分值的一级指标没有使用",
    basis: "一级指标的分值统一设置，有特殊情况才作调整",
    authority: Authority::ProjectEvaluation,
    run: group_without_indicator,
};

/// S03. A group to which the form gives points has no indicator, while the others are weighted.
fn group_without_indicator(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let apart = groups_apart(grid);
        let which = if is_off(grid) { String::new() } else { told_by_group(grid) };
        for (label, at, own) in groups_without(grid) {
            let (own, sum) = (own.plain(), grid.points.weights.plain());
            let reason = if which.is_empty() {
                format!("这{own}分调到了哪里")
            } else {
                "这样调整的原因".to_string()
            };
            let says = format!(
                "“{label}”规定{own}分，却没有使用任何指标，现在各项分值合计{sum}分{which}。请补充指标，或说明{reason}。"
            );
            let told = apart.iter().filter(|_| !which.is_empty()).flat_map(|group| &group.cells);
            let also: Vec<&CellId> = told.map(|cell| &cell.at).collect();
            found.say(&at.at, &also, says);
        }
    }
}

/// The groups to which the form gives points and that have no indicator, while the others are weighted: each with the
/// cell where one would stand, and its points.
fn groups_without<'a>(grid: &ScoredGrid<'a>) -> impl Iterator<Item = (&'a str, &'a Cell, Score)> {
    let weighs = weighted(grid.used()).next().is_some();
    grid.form.groups.iter().enumerate().filter(move |_| weighs).filter_map(|(number, group)| {
        let own = group.weight.filter(|weight| *weight > Score::ZERO)?;
        let mut rows = grid.rows().filter(|row| row.group_number == number).peekable();
        let at = rows.peek().and_then(|row| row.cell(ColumnRole::Name)).or_else(|| grid.total(ColumnRole::Weight));
        let (mut used, mut blank) = (false, false);
        rows.for_each(|row| {
            used |= row.indicator.used || row.is_fixed();
            blank |= row.is_unfinished();
        });
        let not_there_yet = blank && grid.points.weights < grid.points.full;
        Some((group.label.as_str(), at.filter(|_| !used && !not_there_yet)?, own))
    })
}

pub static INDICATOR_WITHOUT_WEIGHT: Rule = Rule {
    id: "indicator-without-weight",
    number: "S04",
    severity: Doubt,
    title: "指标在用却没有分值，或不用却有分值",
    basis: "在用指标的分值应大于0，填“无”的指标分值为0",
    authority: Authority::Practice,
    run: indicator_without_weight,
};

/// S04. Indicators in use without a weight, said once for a grid, or one that says 无 with a weight.
///
/// A row that tells a part of the indicator above it (其中) needs none, and neither does one without weight and points
/// where the others have all points among them.
fn indicator_without_weight(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        for row in grid.rows().filter(|row| !row.indicator.used && !row.is_fixed()) {
            let Some(cell) = row.cell(ColumnRole::Weight) else { continue };
            if let Some(weight) = cell.points().filter(|weight| *weight != Score::ZERO) {
                let says = format!("“{}”没有使用（填“无”），分值却是{}分，应为0分。", row.kind.label, weight.plain());
                let name = row.cell(ColumnRole::Name).map(|name| &name.at);
                found.say(&cell.at, name.as_slice(), says).mend_by_writing(&cell.at, "0");
            }
        }
        unweighted(found, grid);
    }
}

fn unweighted(found: &mut Found, grid: &ScoredGrid) {
    let full = !grid.points.weights.differs(grid.points.full);
    let bare = |row: &IndicatorRow| row.lacks(ColumnRole::Weight).is_some() && row.lacks(ColumnRole::Score).is_some();
    let without: Vec<(IndicatorRow, &Cell)> = grid
        .used()
        .filter(|row| !(row.is_part() || (full && bare(row))))
        .filter_map(|row| Some((row, row.cell(ColumnRole::Weight)?)))
        .filter(|(_, cell)| cell.points().is_none_or(|weight| weight <= Score::ZERO))
        .collect();
    let Some(((row, first), others)) = without.split_first() else { return };
    let also: Vec<&CellId> = others.iter().map(|(_, cell)| &cell.at).collect();
    let written =
        if first.is_blank() { "没有填".to_string() } else { format!("填的是“{}”", first.text.trim()) };
    let says = if grid.used().count() > 1 && weighted(grid.used()).next().is_none() {
        let count = without.len();
        format!("{count}项指标都没有分值，算不出各项的满分，请在“{}”等{count}格填写分值，或说明原因。", row.name())
    } else if others.is_empty() {
        let name = row.name();
        format!("“{name}”的分值{written}，在用指标的分值应大于0分，请填写分值；不用的指标名称填“无”。")
    } else {
        let names: Vec<String> = without.iter().map(|(row, _)| format!("“{}”", row.name())).collect();
        format!("{}没有分值，在用指标的分值应大于0分，请填写分值；不用的指标名称填“无”。", names.join("、"))
    };
    found.say(&first.at, &also, says);
}

/// The weight cells of these indicators that hold points.
fn weighted<'a>(rows: impl Iterator<Item = IndicatorRow<'a>>) -> impl Iterator<Item = &'a Cell> {
    rows.filter_map(|row| row.cell(ColumnRole::Weight))
        .filter(|cell| cell.points().is_some_and(|weight| weight > Score::ZERO))
}
