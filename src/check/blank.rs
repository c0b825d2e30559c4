//! 还没填: cells that the form requires and that are blank. They are no findings, and bar 定稿 like one.

use crate::check::figure::is_written;
use crate::check::finding::Finding;
use crate::form::{CellId, Column, ColumnRole, Form, Grid, Holds, Indicators, Kind, Section};
use crate::report::Report;
use crate::sheet::{Cell, Line, Part, Sheet};
use std::collections::{HashMap, HashSet};

/// Rules that say of a blank cell what figure is due there.
const KNOWS_MORE: [&str; 2] = ["total-empty", "basic-adjustment-differs"];

/// A required cell that is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Where.
    pub at: CellId,
    /// It wants a text, and 无 is one.
    pub is_text: bool,
    /// Why it stays blank, in the clerk's words.
    pub explained: Option<String>,
}

impl Blank {
    /// Under this name reasons for leaving cells blank are kept, as others are under their rule's.
    pub const RULE: &str = "blank";

    /// The clerk's word for it.
    pub const WORD: &str = "还没填";

    /// The key of its reason.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}@{}", Self::RULE, self.at)
    }

    /// What to do.
    #[must_use]
    pub fn says(&self) -> &'static str {
        if self.is_text { "还没有填写，没有内容的写“无”。" } else { "还没有填写。" }
    }

    fn of(cell: &Cell, reasons: &HashMap<&str, &str>) -> Self {
        let mut blank = Self { at: cell.at.clone(), is_text: cell.holds == Holds::Long, explained: None };
        if !reasons.is_empty() {
            blank.explained = reasons.get(blank.at.to_string().as_str()).map(ToString::to_string);
        }
        blank
    }
}

/// What was said of cells while they were blank, be it to a rule that found them so.
fn reasons(report: &Report) -> HashMap<&str, &str> {
    let explanations = report.notes.explanations.iter();
    let of_blank = explanations.filter(|(_, explanation)| Finding::was_blank(&explanation.about));
    of_blank.filter_map(|(key, explanation)| Some((key.split_once('@')?.1, explanation.text.as_str()))).collect()
}

/// Every required cell that is blank, in the order of the form. A project counts once something is written of it.
pub(super) fn blanks(form: &Form, report: &Report, sheet: &Sheet) -> Vec<Blank> {
    let begun = |part: &&Part| {
        let cells = |part: &Part| part.lines.iter().flat_map(|line| &line.cells).any(is_written);
        part.project.is_none() || sheet.parts_of(part.project).any(cells)
    };
    let parts = sheet.parts.iter().filter(begun).filter_map(|part| Some((part, form.sections.get(part.section)?)));
    let required = parts.flat_map(|(part, section)| required(section, part));
    let reasons = reasons(report);
    required.filter(|cell| cell.is_blank() && cell.is_writable()).map(|cell| Blank::of(cell, &reasons)).collect()
}

/// A finding about a cell that is merely blank gives way: it is no other fact. Where a rule knows more, the blank does.
pub(super) fn give_way(findings: &mut Vec<Finding>, blanks: &mut Vec<Blank>) {
    if blanks.is_empty() {
        return;
    }
    let known = findings.iter().filter(|finding| KNOWS_MORE.contains(&finding.rule));
    let known: HashSet<CellId> = known.map(|finding| finding.at.clone()).collect();
    blanks.retain(|blank| !known.contains(&blank.at));
    let blank: HashSet<&CellId> = blanks.iter().map(|blank| &blank.at).collect();
    findings.retain(|finding| !blank.contains(&finding.at));
}

/// The cells of a part that must be filled in.
fn required<'a>(section: &'a Section, part: &'a Part) -> Vec<&'a Cell> {
    match &section.kind {
        Kind::Facts(facts) => {
            let facts = facts.iter().zip(&part.lines).filter(|(fact, _)| fact.is_required());
            facts.filter_map(|(_, line)| line.only()).collect()
        }
        Kind::Prose(headings) => {
            let texts = headings.iter().zip(&part.lines).filter(|(heading, _)| heading.is_required());
            texts.filter_map(|(_, line)| line.only()).collect()
        }
        Kind::Grid(grid) => of_grid(grid, part),
        Kind::Scores(scores) => of_indicators(scores, part),
    }
}

fn of_grid<'a>(grid: &'a Grid, part: &'a Part) -> Vec<&'a Cell> {
    let asked = |line: &&Line| grid.find(&|row| row.id == line.id).is_some_and(crate::form::Row::is_required);
    let lines = part.lines.iter().filter(asked);
    lines.flat_map(|line| grid.required().filter_map(|column| line.cell(&column.id))).collect()
}

/// Indicators in use and those that the form itself lists; of the report's own grid one at least is to be there.
fn of_indicators<'a>(scores: &'a Indicators, part: &'a Part) -> Vec<&'a Cell> {
    let lines: Vec<&Line> = part.lines.iter().filter(|line| is_asked(line)).collect();
    if lines.is_empty() {
        let first = part.lines.iter().find(|line| line.indicator.is_some() && part.project.is_none());
        return first.and_then(|line| line.at(ColumnRole::Name)).into_iter().collect();
    }
    // Weights that no indicator has are asked for once, by a rule.
    let weighted = lines.iter().any(|line| line.at(ColumnRole::Weight).is_some_and(|cell| !cell.is_blank()));
    let full = part.points.as_ref().is_some_and(|points| !points.weights.differs(points.full));
    let asked = |line: &Line, column: &Column| match column.role {
        Some(ColumnRole::Weight) => weighted && !has_no_points(line, full),
        Some(ColumnRole::Score) => !has_no_points(line, full),
        _ => true,
    };
    let cells = |line: &&'a Line| {
        let columns = scores.required().filter(|column| asked(line, column));
        columns.filter_map(|column| of_indicator(line, &column.id)).collect::<Vec<_>>()
    };
    lines.iter().flat_map(cells).collect()
}

fn is_asked(line: &Line) -> bool {
    let fixed = line.added_under.is_none();
    line.indicator.as_ref().is_some_and(|indicator| indicator.used || fixed)
}

/// It has neither weight nor score and wants none: it is a part of the indicator above it (其中), or the others have all
/// points among them.
fn has_no_points(line: &Line, full: bool) -> bool {
    let bare = [ColumnRole::Weight, ColumnRole::Score].into_iter().all(|role| line.at(role).is_none_or(Cell::is_blank));
    bare && (full || line.name().trim_start_matches(['（', '(']).starts_with("其中"))
}

/// The cell of that column, unless it is a target in the place of which another stands.
fn of_indicator<'a>(line: &'a Line, column: &str) -> Option<&'a Cell> {
    let cell = line.cell(column)?;
    let replaced = cell.role == Some(ColumnRole::Target) && line.aim().is_some_and(|aim| aim.at != cell.at);
    (!replaced).then_some(cell)
}
