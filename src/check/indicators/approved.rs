//! Indicators, targets and weights against those that were approved at the beginning of the year, where these stand
//! beside the report.

use crate::carry::{ApprovedGrid, ApprovedPair, FilledCell, approved_sheet, filled_rows};
use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::finding::{Finding, Mend};
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole, Kind, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line};
use crate::value::{Score, listed, numbered, shortened};

/// As many are named in a sentence.
const NAMED: usize = 5;
/// As much of a goal is quoted.
const SHORT: usize = 40;

pub static APPROVED_TARGET_DIFFERS: Rule = Rule {
    id: "approved-target-differs",
    number: "Q24",
    severity: Doubt,
    title: "指标值与年初批复的不一致",
    basis: "自评的指标值是预算批复时确定的",
    authority: Authority::ProjectEvaluation,
    run: target_differs,
};

pub static APPROVED_WEIGHT_DIFFERS: Rule = Rule {
    id: "approved-weight-differs",
    number: "S23",
    severity: Doubt,
    title: "分值与年初批复的不一致",
    basis: "指标的分值在预算批复时确定，一般不作调整",
    authority: Authority::Practice,
    run: weight_differs,
};

pub static APPROVED_INDICATOR_MISSING: Rule = Rule {
    id: "approved-indicator-missing",
    number: "Q25",
    severity: Doubt,
    title: "年初批复的指标在表里没有",
    basis: "自评的指标是预算批复时确定的",
    authority: Authority::ProjectEvaluation,
    run: indicator_missing,
};

pub static APPROVED_INDICATOR_ADDED: Rule = Rule {
    id: "approved-indicator-added",
    number: "Q26",
    severity: Doubt,
    title: "表里的指标年初没有批复",
    basis: "自评的指标是预算批复时确定的",
    authority: Authority::ProjectEvaluation,
    run: indicator_added,
};

pub static APPROVED_INDICATOR_RENAMED: Rule = Rule {
    id: "approved-indicator-renamed",
    number: "Q27",
    severity: Doubt,
    title: "指标名称与年初批复的不一致",
    basis: "自评的指标是预算批复时确定的",
    authority: Authority::ProjectEvaluation,
    run: indicator_renamed,
};

pub static APPROVED_GOALS_DIFFER: Rule = Rule {
    id: "approved-goals-differ",
    number: "T22",
    severity: Note,
    title: "年度绩效目标与年初批复的不一致",
    basis: "预期目标填预算批复时确定的绩效目标",
    authority: Authority::ProjectEvaluation,
    run: goals_differ,
};

/// Q24. The target is another than was approved. What it was adjusted to in a column of its own is not looked at.
fn target_differs(context: &Context, found: &mut Found) {
    for pair in pairs(context).filter(|pair| !pair.keeps_target(context.sheet.year)) {
        let Some(((then, now), cell)) = pair.targets().zip(pair.now.at(ColumnRole::Target)) else { continue };
        let says = format!(
            "“{}”批复的指标值是“{then}”，表里是“{now}”，请按批复的填；经批准调整过的，请说明。{}",
            name(pair.now),
            doubtful(pair.then, &[ColumnRole::Target, ColumnRole::Sense, ColumnRole::Unit])
        );
        let beside = [ColumnRole::Name, ColumnRole::Sense, ColumnRole::Unit].into_iter();
        let also: Vec<&CellId> = beside.filter_map(|role| pair.now.at(role)).map(|cell| &cell.at).collect();
        let finding = found.say(&cell.at, &also, says).against(&then);
        put_back(finding, pair, &[ColumnRole::Target, ColumnRole::Sense, ColumnRole::Unit]);
    }
}

/// S23. The weight is another than was approved.
fn weight_differs(context: &Context, found: &mut Found) {
    for pair in pairs(context).filter(|pair| !pair.keeps_weight()) {
        let weight = |line: &Line| line.at(ColumnRole::Weight).and_then(Cell::points).map(Score::plain);
        let (Some(cell), Some(then), Some(now)) =
            (pair.now.at(ColumnRole::Weight), weight(pair.then), weight(pair.now))
        else {
            continue;
        };
        let says = format!(
            "“{}”批复的分值是{then}分，表里是{now}分，请按批复的填；经批准调整过的，请说明。{}",
            name(pair.now),
            doubtful(pair.then, &[ColumnRole::Weight])
        );
        let also: Vec<&CellId> = pair.now.at(ColumnRole::Name).map(|cell| &cell.at).into_iter().collect();
        let finding = found.say(&cell.at, &also, says).against(&then);
        put_back(finding, pair, &[ColumnRole::Weight]);
    }
}

/// Q25. Indicators that were approved are not there, kind by kind, or with all of their project. Silent while none is in
/// use.
fn indicator_missing(context: &Context, found: &mut Found) {
    project_missing(context, found);
    for grid in grids(context).filter(|grid| !grid.missing.is_empty() && !is_unused(grid)) {
        let mut kinds: Vec<Option<(usize, usize)>> = grid.missing.iter().map(|line| line.kind).collect();
        kinds.dedup();
        for kind in kinds {
            kind_missing(context, grid, kind, found);
        }
    }
}

fn project_missing(context: &Context, found: &mut Found) {
    let first = context.sheet.line_of(Some(0), Role::ProjectName).and_then(Line::only);
    let (Some(cell), Some(approval)) = (first.filter(|cell| cell.is_stated()), &context.approval) else { return };
    let names: Vec<String> = approval.missing_projects().into_iter().map(|name| format!("“{name}”")).collect();
    if names.is_empty() {
        return;
    }
    let says = format!(
        "批复的绩效目标里有项目{}，表里没有，请按批复补上；经批准取消的，请说明。",
        listed(names.iter(), NAMED)
    );
    let own = (0..context.sheet.projects()).filter_map(|n| context.sheet.line_of(Some(n), Role::ProjectName)?.only());
    let also: Vec<&CellId> = own.map(|cell| &cell.at).filter(|at| **at != cell.at).collect();
    found.say(&cell.at, &also, says).against(&names.concat());
}

fn kind_missing(context: &Context, grid: &ApprovedGrid, kind: Option<(usize, usize)>, found: &mut Found) {
    let missing: Vec<&Line> = grid.missing.iter().copied().filter(|line| line.kind == kind).collect();
    let names: Vec<String> = missing.iter().map(|line| format!("“{}”", name(line))).collect();
    let own: Vec<&Line> = grid.part.lines.iter().filter(|line| line.kind == kind).collect();
    let Some(at) = home(grid, &own) else { return };
    let says = format!(
        "{}里批复的{}在表里没有，请按批复补上；经批准取消的，请说明。",
        kind_words(context, grid, kind),
        listed(names.iter(), NAMED)
    );
    let also: Vec<&CellId> =
        own.iter().filter_map(|line| line.at(ColumnRole::Name)).map(|cell| &cell.at).filter(|id| *id != at).collect();
    let finding = found.say(at, &also, says).against(&names.concat());
    let Some(approved) = approved_sheet(context.form, context.report) else { return };
    let rows = filled_rows(context.form, context.report, context.sheet, &approved);
    let rows = rows.iter().filter(|row| missing.iter().any(|line| is_of(line, &row.from)));
    let edits: Vec<Edit> = rows.flat_map(|row| &row.cells).map(FilledCell::edit).collect();
    if !edits.is_empty() {
        finding.mends.push(Mend { label: "按批复补上".into(), edit: Edit::All(edits) });
    }
}

/// Q26. Indicators are there that were not approved.
fn indicator_added(context: &Context, found: &mut Found) {
    for line in grids(context).flat_map(|grid| &grid.added) {
        let Some(cell) = line.at(ColumnRole::Name).filter(|cell| cell.is_stated()) else { continue };
        let says = format!("“{}”在批复的绩效目标里没有，请改用批复的指标；经批准增加的，请说明。", name(line));
        found.say(&cell.at, &[], says);
    }
}

/// Q27. An indicator has another name than the approved one with the same target and weight.
fn indicator_renamed(context: &Context, found: &mut Found) {
    for pair in grids(context).flat_map(|grid| &grid.renamed) {
        let Some(cell) = pair.now.at(ColumnRole::Name) else { continue };
        let says = format!(
            "“{}”在批复的绩效目标里没有，指标值和分值一样的是“{}”；只是改了名称的，请改回批复的名称，不是同一个指标的，请说明。",
            name(pair.now),
            name(pair.then)
        );
        let finding = found.say(&cell.at, &[], says).against(name(pair.then));
        put_back(finding, *pair, &[ColumnRole::Name]);
    }
}

/// T22. The goals are other than was approved.
fn goals_differ(context: &Context, found: &mut Found) {
    let Some(approval) = &context.approval else { return };
    let lines = context.sheet.parts.iter().flat_map(|part| &part.lines);
    for cell in lines.filter(|line| line.role == Some(Role::ExpectedGoals)).filter_map(Line::only) {
        let Some(then) = approval.cell(&cell.at).filter(|then| then.is_stated() && cell.is_stated()) else { continue };
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        if words(&then.text) == words(&cell.text) {
            continue;
        }
        let says = format!(
            "{}与批复的不一样，批复的是“{}”，请对照批复核对。",
            context.place(cell),
            shortened(&then.text.replace('\n', " "), SHORT)
        );
        let finding = found.say(&cell.at, &[], says).against(&then.text);
        finding.mend_by_rewriting(&cell.at, "改成批复的", then.text.to_string());
    }
}

fn grids<'c>(context: &'c Context) -> impl Iterator<Item = &'c ApprovedGrid<'c>> {
    context.approval.iter().flat_map(|approval| &approval.grids)
}

fn pairs<'c>(context: &'c Context) -> impl Iterator<Item = ApprovedPair<'c>> {
    grids(context).flat_map(|grid| &grid.pairs).copied()
}

fn is_unused(grid: &ApprovedGrid) -> bool {
    grid.pairs.is_empty() && grid.added.is_empty() && grid.renamed.is_empty()
}

/// Its name without the number that the official form prints before it.
fn name(line: &Line) -> &str {
    numbered(line.name()).unwrap_or(line.name())
}

fn is_of(line: &Line, from: &CellId) -> bool {
    line.cells.first().is_some_and(|cell| cell.at.section == from.section && cell.at.row == from.row)
}

/// Where it is said that something is missing: the first of its kind in use, else the first row of it, else of the grid.
fn home<'g>(grid: &'g ApprovedGrid, own: &[&'g Line]) -> Option<&'g CellId> {
    let used = own.iter().find(|line| line.indicator.as_ref().is_some_and(|indicator| indicator.used));
    let first = used.or(own.first()).copied().or_else(|| grid.part.lines.first());
    first?.at(ColumnRole::Name).map(|cell| &cell.at)
}

fn kind_words(context: &Context, grid: &ApprovedGrid, kind: Option<(usize, usize)>) -> String {
    let section = context.section(grid.part).map(|section| &section.kind);
    let (Some(Kind::Scores(scores)), Some((group, kind))) = (section, kind) else { return "绩效指标".into() };
    let kind = scores.groups.get(group).and_then(|group| group.kinds.get(kind));
    kind.map_or_else(|| "绩效指标".into(), |kind| kind.label.to_string())
}

/// What to do first where the approved text was read with a doubt.
fn doubtful(then: &Line, roles: &[ColumnRole]) -> &'static str {
    let unsure = roles.iter().filter_map(|role| then.at(*role)).any(|cell| cell.unconfirmed);
    if unsure { "批复文件的这一格读得没有把握，请先对照原件。" } else { "" }
}

/// Offers to write what was approved into these columns, as far as it is another text.
fn put_back(finding: &mut Finding, pair: ApprovedPair, roles: &[ColumnRole]) {
    let cells = roles.iter().filter_map(|role| pair.now.at(*role).zip(pair.then.at(*role)));
    let cells = cells.filter(|(now, then)| now.is_writable() && now.text.trim() != then.text.trim());
    let mut edits: Vec<Edit> =
        cells.map(|(now, then)| Edit::Write { at: now.at.clone(), text: then.text.trim().into() }).collect();
    let edit = if edits.len() == 1 { edits.pop() } else { (!edits.is_empty()).then_some(Edit::All(edits)) };
    finding.mends.extend(edit.map(|edit| Mend { label: "改成批复的".into(), edit }));
}
