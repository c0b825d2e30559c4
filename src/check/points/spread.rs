//! How the points are spread over the indicators: all full, too many on one, too few indicators, one sort of benefit.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::indicator::IndicatorRow;
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole, Role};
use crate::value::Score;

/// Fewer indicators than this all at their full points say little.
const SEVERAL: usize = 3;

pub static ALL_POINTS_FULL: Rule = Rule {
    id: "all-points-full",
    number: "S14",
    severity: Note,
    title: "每项指标都是满分",
    basis: "自评应实事求是，反映存在的差距",
    authority: Authority::Practice,
    run: all_points_full,
};

/// S14. Every indicator, and the execution rate, has all its points. Only a hint: a year can go well. Silent until all
/// are scored.
fn all_points_full(context: &Context, found: &mut Found) {
    for grid in context.grids.iter().filter(|grid| grid.is_scored()) {
        let Some(total) = grid.total(ColumnRole::Score) else { continue };
        let full = |row: &IndicatorRow| row.points(ColumnRole::Score) == row.points(ColumnRole::Weight);
        let count = grid.used().count();
        let points = grid.points.points;
        if count >= SEVERAL && grid.used().all(|row| full(&row)) && !points.differs(grid.points.full) {
            let says = format!(
                "{count}项指标都得满分，总分{}分，与满分{}分一样，请再核对有没有没完成好的指标。",
                points.plain(),
                grid.points.full.plain()
            );
            found.say(&total.at, &[], says);
        }
    }
}

pub static WEIGHT_ON_ONE_INDICATOR: Rule = Rule {
    id: "weight-on-one-indicator",
    number: "S17",
    severity: Note,
    title: "一项指标的分值过高",
    basis: "分值应按重要程度分到各项指标，权重合理",
    authority: Authority::Practice,
    run: weight_on_one_indicator,
};

/// S17. An indicator carries as much of all points as the form's limit, or more; said once for a grid.
///
/// Silent where only costs do: one indicator often is all there is to say of them, and the form gives them that much.
fn weight_on_one_indicator(context: &Context, found: &mut Found) {
    let limit = context.form.limits.one_indicator;
    for grid in &context.grids {
        let much = |weight: Score| weight.share_of(grid.points.full).is_some_and(|share| share >= limit);
        let heavy: Vec<(IndicatorRow, &CellId, Score)> = grid
            .used()
            .filter_map(|row| Some((row, &row.cell(ColumnRole::Weight)?.at, row.points(ColumnRole::Weight)?)))
            .filter(|(.., weight)| much(*weight))
            .collect();
        let Some(((_, first, _), others)) = heavy.split_first() else { continue };
        if heavy.iter().all(|(row, ..)| row.is_cost()) {
            continue;
        }
        let also: Vec<&CellId> = others.iter().map(|(_, at, _)| *at).collect();
        let list: Vec<String> =
            heavy.iter().map(|(row, _, weight)| format!("“{}”{}分", row.name(), weight.plain())).collect();
        let says = format!(
            "有{}项指标的分值占到满分{}分的{}以上：{}，可以考虑把分值分到更多的指标上。",
            heavy.len(),
            grid.points.full.plain(),
            limit.plain(),
            list.join("、")
        );
        found.say(first, &also, says);
    }
}

pub static TOO_FEW_OUTPUTS: Rule = Rule {
    id: "too-few-outputs",
    number: "S18",
    severity: Doubt,
    title: "产出指标太少",
    basis: "产出指标从数量、质量、时效等方面设置，不宜太少",
    authority: Authority::Practice,
    run: too_few_outputs,
};

/// S18. The report has fewer 产出指标 than the form asks for. Projects, which may be small, are left alone; silent while
/// there is none, which has a rule of its own, and while a row waits to be filled in.
fn too_few_outputs(context: &Context, found: &mut Found) {
    let least = context.form.limits.output_rows;
    for grid in context.grids.iter().filter(|grid| grid.part.project.is_none()) {
        let outputs = || grid.rows().filter(|row| row.group.role == Some(Role::Output));
        let used = outputs().filter(|row| row.indicator.used).count();
        let Some(first) = outputs().find_map(|row| row.cell(ColumnRole::Name).filter(|_| row.indicator.used)) else {
            continue;
        };
        if used < least && !outputs().any(|row| row.is_unfinished()) {
            let says = format!("产出指标只有{used}项，一般不少于{least}项，请补充指标，或说明原因。");
            found.say(&first.at, &[], says);
        }
    }
}

pub static BENEFIT_ONLY_SUSTAINED: Rule = Rule {
    id: "benefit-only-sustained",
    number: "S19",
    severity: Doubt,
    title: "效益指标只有可持续影响一类",
    basis: "效益指标从经济、社会、生态效益和可持续影响等方面设置",
    authority: Authority::Practice,
    run: benefit_only_sustained,
};

/// S19. All 效益指标 in use are of 可持续影响, though the form has other kinds. Silent while a row waits to be filled in.
fn benefit_only_sustained(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let benefits = || grid.rows().filter(|row| row.group.role == Some(Role::Benefit));
        let used: Vec<IndicatorRow> = benefits().filter(|row| row.indicator.used).collect();
        let only = used.iter().all(|row| row.kind.role == Some(Role::Sustained));
        let Some(first) = used.first().filter(|row| only && row.group.kinds.len() > 1) else { continue };
        let Some(name) = first.cell(ColumnRole::Name).filter(|_| !benefits().any(|row| row.is_unfinished())) else {
            continue;
        };
        let weight: Score = used.iter().filter_map(|row| row.points(ColumnRole::Weight)).sum();
        let says = format!(
            "“{}”{}分都在“{}”的{}项指标上，其他{}类都没有设指标，请补充，或说明原因。",
            first.group.label,
            weight.plain(),
            first.kind.label,
            used.len(),
            first.group.kinds.len().saturating_sub(1)
        );
        found.say(&name.at, &[], says);
    }
}
