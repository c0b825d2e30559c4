//! 还没填: cells that the form requires and that are blank. They are no findings, and bar 定稿 like one.

use crate::check::figure::is_written;
use crate::check::finding::{Finding, Severity};
use crate::form::{CellId, Column, ColumnRole, Form, Grid, Holds, Indicators, Kind, Name, Section};
use crate::report::Report;
use crate::sheet::{Cell, Line, Part, Sheet};
use std::collections::{HashMap, HashSet};

/// Rules that say of a blank cell what figure is due there.
const KNOWS_MORE: [&str; 2] = ["total-empty", "basic-adjustment-differs"];

/// The rule that looks amounts of the texts up in the tables.
const LOOKS_UP_AMOUNTS: &str = "amount-not-in-tables";

/// A required cell that is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Where.
    pub at: CellId,
    /// It wants a text, and 无 is one.
    pub is_text: bool,
    /// Why it stays blank, in the clerk's words.
    pub explained: Option<String>,
    /// The rule that asks for it, where the form alone does not.
    pub asked: Option<Box<Asked>>,
}

/// What asks for a cell that the form alone does not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The rule's sentence.
    says: String,
    /// The key of the reason for it, and what that is written about: it lapses with the rule's figures.
    key: String,
    about: String,
}

impl Blank {
    /// Under this name reasons for leaving cells blank are kept, as others are under their rule's.
    pub const RULE: &str = "blank";

    /// The clerk's word for it.
    pub const WORD: &str = "还没填";

    /// The key of its reason.
    #[must_use]
    pub fn key(&self) -> String {
        self.asked.as_ref().map_or_else(|| format!("{}@{}", Self::RULE, self.at), |asked| asked.key.clone())
    }

    /// What its reason is written about; nothing, where nothing but the cell is.
    #[must_use]
    pub fn about(&self) -> &str {
        self.asked.as_ref().map_or("", |asked| asked.about.as_str())
    }

    /// The sentence of the rule that asks for it, where one does.
    #[must_use]
    pub fn asked(&self) -> Option<&str> {
        self.asked.as_ref().map(|asked| asked.says.as_str())
    }

    /// The same with what is said of it in other words.
    #[must_use]
    pub fn said_as(mut self, words: impl Fn(&str) -> String) -> Self {
        self.explained = self.explained.as_deref().map(&words);
        if let Some(asked) = &mut self.asked {
            asked.says = words(&asked.says);
        }
        self
    }

    /// What to do.
    #[must_use]
    pub fn says(&self) -> &str {
        if let Some(asked) = self.asked() {
            return asked;
        }
        if self.is_text { "还没有填写，没有内容的写“无”。" } else { "还没有填写。" }
    }

    fn of(cell: &Cell, reasons: &HashMap<&str, &str>) -> Self {
        let mut blank = Self { at: cell.at.clone(), is_text: cell.holds == Holds::Long, explained: None, asked: None };
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

/// Every required cell that is blank, in the order of the form, and how many are required, table by table. A project
/// counts once something is written of it.
pub(super) fn blanks(form: &Form, report: &Report, sheet: &Sheet) -> (Vec<Blank>, Vec<(Name, usize)>) {
    let begun = |part: &&Part| {
        let cells = |part: &Part| part.lines.iter().flat_map(|line| &line.cells).any(is_written);
        part.project.is_none() || sheet.parts_of(part.project).any(cells)
    };
    let parts = sheet.parts.iter().filter(begun).filter_map(|part| Some((part, form.sections.get(part.section)?)));
    let reasons = reasons(report);
    let (mut blanks, mut counts) = (Vec::new(), Vec::new());
    for (part, section) in parts {
        let required = required(section, part).into_iter().filter(|cell| cell.is_writable());
        let mut count = 0;
        for cell in required {
            count += 1;
            blanks.extend(cell.is_blank().then(|| Blank::of(cell, &reasons)));
        }
        counts.push((part.id.clone(), count));
    }
    (blanks, counts)
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

/// Findings that merely lack a cell become 还没填, beside what the form itself requires. One that is asked for already is
/// not asked for twice, unless it was said why it stays blank: that was said of something else.
pub(super) fn ask(sheet: &Sheet, findings: &mut Vec<Finding>, checked: &mut (Vec<Blank>, Vec<(Name, usize)>)) {
    let (blanks, required) = checked;
    let known = blanks.len();
    findings.retain(|finding| {
        let lacks = finding.lacks.as_ref().filter(|_| finding.severity != Severity::Note);
        let Some(cell) = lacks.and_then(|at| sheet.cell(at)) else { return true };
        if let Some(blank) = blanks.iter().find(|blank| blank.at == cell.at) {
            return blank.explained.is_some();
        }
        let asked = Asked { says: finding.says.clone(), key: finding.key(), about: finding.about(sheet) };
        let (is_text, explained) = (cell.holds == Holds::Long, finding.explained.clone());
        blanks.push(Blank { at: cell.at.clone(), is_text, explained, asked: Some(Box::new(asked)) });
        required.iter_mut().filter(|(table, _)| *table == cell.at.section).for_each(|(_, count)| *count += 1);
        false
    });
    if blanks.len() > known {
        let places: HashMap<&CellId, usize> = sheet.cells().map(|cell| &cell.at).zip(0..).collect();
        blanks.sort_by_key(|blank| places.get(&blank.at).copied());
    }
}

/// Amounts in texts are looked up in the tables: before these are filled in there is nothing to look up.
pub(super) fn wait_for_tables(form: &Form, sheet: &Sheet, findings: &mut Vec<Finding>, blanks: &[Blank]) {
    let grid = |blank: &Blank| {
        let section = sheet.part(&blank.at.section).and_then(|part| form.sections.get(part.section));
        section.is_some_and(|section| matches!(section.kind, Kind::Grid(_)))
    };
    if blanks.iter().any(|blank| blank.explained.is_none() && blank.asked.is_none() && grid(blank)) {
        findings.retain(|finding| finding.rule != LOOKS_UP_AMOUNTS);
    }
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
    let lines: Vec<&Line> = part.lines.iter().filter(|line| line.is_asked()).collect();
    if lines.is_empty() {
        let first = part.lines.iter().find(|line| line.indicator.is_some() && part.project.is_none());
        return first.and_then(|line| line.at(ColumnRole::Name)).into_iter().collect();
    }
    // Weights that no indicator has are asked for once, by a rule.
    let weighted = lines.iter().any(|line| line.at(ColumnRole::Weight).is_some_and(|cell| !cell.is_blank()));
    let full = part.points.as_ref().is_some_and(|points| !points.weights.differs(points.full));
    let asked = |line: &Line, column: &Column| match column.role {
        Some(ColumnRole::Weight) => weighted && !line.has_no_points(full),
        Some(ColumnRole::Score) => !line.has_no_points(full),
        _ => true,
    };
    let cells = |line: &&'a Line| {
        let columns = scores.required().filter(|column| asked(line, column));
        columns.filter_map(|column| of_indicator(line, &column.id)).collect::<Vec<_>>()
    };
    lines.iter().flat_map(cells).collect()
}

/// The cell of that column, unless it is a target in the place of which another stands.
fn of_indicator<'a>(line: &'a Line, column: &str) -> Option<&'a Cell> {
    let cell = line.cell(column)?;
    let replaced = cell.role == Some(ColumnRole::Target) && line.aim().is_some_and(|aim| aim.at != cell.at);
    (!replaced).then_some(cell)
}
