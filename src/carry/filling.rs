//! The approved targets into the report: what each row of them would write, and over what. Rows are found by their
//! names, so nothing that stands under another name is written over.

use super::approval::{Approval, ApprovedPair, same_words};
use crate::form::{CellId, ColumnRole, Form, Kind, NAME_COLUMN, Name, added_number, project_number};
use crate::report::{Approved, Edit, Mark, Report, place};
use crate::sheet::{Cell, Line, Origin, Part, Sheet, columns};
use crate::value::Text;
use std::collections::{HashMap, HashSet};

/// A row of what was approved, and the cells of the report it would go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledRow {
    /// The approved row; its column is empty.
    pub from: CellId,
    /// It in words: 数量指标“走访企业”.
    pub words: String,
    /// The report has no such row: one of its kind in which nothing stands takes it, or it comes new.
    pub is_new: bool,
    /// Of a new one the names of its kind that stand there and were not approved: one of them may be the same.
    pub unapproved: Vec<Text>,
    /// The cells whose texts differ, left to right.
    pub cells: Vec<FilledCell>,
}

/// A cell that would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledCell {
    /// The report's cell. Its row or project may still have to come.
    pub at: CellId,
    /// The words over its column; empty where there are none.
    pub column: String,
    /// What stands there.
    pub there: Text,
    /// What was approved.
    pub text: Text,
    mark: Mark,
}

impl FilledCell {
    /// Writes it; what was doubtful when it was read is 待核实.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Bring { at: self.at.clone(), text: self.text.clone(), mark: self.mark.clone() }
    }

    /// Something else stands there.
    #[must_use]
    pub fn is_over(&self) -> bool {
        !self.there.trim().is_empty()
    }
}

/// What the approved targets of a report would write into it, row by row, in their order; `then` is what they come to.
#[must_use]
pub fn filled_rows(form: &Form, report: &Report, sheet: &Sheet, then: &Sheet) -> Vec<FilledRow> {
    let Some(approved) = report.approved.as_deref() else { return Vec::new() };
    let approval = Approval::new(form, sheet, then);
    let projects = projects(report, then, &approval);
    let (rows, taken) = (HashMap::new(), HashSet::new());
    let mut filling = Filling { form, report, sheet, approved, approval, projects, rows, taken };
    filling.pair();
    then.parts.iter().flat_map(|part| filling.part(then, part)).collect()
}

struct Filling<'a> {
    form: &'a Form,
    report: &'a Report,
    sheet: &'a Sheet,
    approved: &'a Approved,
    approval: Approval<'a>,
    /// The report's project for each approved one.
    projects: HashMap<Name, Name>,
    /// The report's row for each approved one, both without a column.
    rows: HashMap<CellId, CellId>,
    /// Rows of the report that something goes to.
    taken: HashSet<CellId>,
}

impl Filling<'_> {
    /// The rows that are the same by name.
    fn pair(&mut self) {
        for part in &self.sheet.parts {
            for (now, then) in self.approval.lines(part) {
                let own = CellId::new(part.id.clone(), now.id.clone(), "");
                self.taken.insert(own.clone());
                self.rows.insert(then, own);
            }
        }
    }

    fn part(&mut self, then: &Sheet, part: &Part) -> Vec<FilledRow> {
        part.lines.iter().filter(|line| is_worth(line)).filter_map(|line| self.row(then, part, line)).collect()
    }

    fn row(&mut self, then: &Sheet, part: &Part, line: &Line) -> Option<FilledRow> {
        let from = CellId::new(part.id.clone(), line.id.clone(), "");
        let said: Vec<&Cell> = line.cells.iter().filter(|cell| self.says(cell)).collect();
        if said.is_empty() {
            return None;
        }
        let is_new = line.added_under.is_some() && !self.rows.contains_key(&from);
        let own = self.home(part, line, &from)?;
        let unapproved = if is_new { self.unapproved(&own, line) } else { Vec::new() };
        let cells: Vec<FilledCell> = said.into_iter().filter_map(|cell| self.cell(part, line, &own, cell)).collect();
        (!cells.is_empty()).then(|| FilledRow { words: self.words(then, part, line), from, is_new, unapproved, cells })
    }

    /// What is in use beside an approved line and was not approved.
    fn unapproved(&self, own: &CellId, line: &Line) -> Vec<Text> {
        let grid = self.approval.grids.iter().find(|grid| grid.part.id == own.section);
        let all = grid
            .into_iter()
            .flat_map(|grid| grid.added.iter().copied().chain(grid.renamed.iter().map(|pair| pair.now)));
        all.filter(|now| now.kind == line.kind).map(|now| now.name().into()).collect()
    }

    /// It is something that was approved, and not computed.
    fn says(&self, cell: &Cell) -> bool {
        let written = !matches!(cell.origin, Origin::Blank | Origin::Computed | Origin::Blocked);
        written && (cell.at.column == NAME_COLUMN || Approved::states(self.form, &cell.at))
    }

    /// The row of the same name; else one of its kind in which nothing stands; else a new one.
    fn home(&mut self, part: &Part, line: &Line, from: &CellId) -> Option<CellId> {
        if let Some(own) = self.rows.get(from) {
            return Some(own.clone());
        }
        let section = match part.id.split_once('.') {
            Some((project, id)) => format!("{}.{id}", self.projects.get(project)?).into(),
            None => part.id.clone(),
        };
        let row = |row: &Name| CellId::new(section.clone(), row.clone(), "");
        let own = match &line.added_under {
            None => row(&line.id),
            Some(under) => {
                let content = &self.report.content;
                let there = content.added(&section, under);
                let blank = |name: &&Name| content.cells.row(&section, name).is_none();
                let free = there.iter().filter(blank).map(row).find(|own| !self.taken.contains(own));
                free.unwrap_or_else(|| {
                    let before = place(&section, under);
                    let coming = self.taken.iter().filter(|own| place(&own.section, under) == before);
                    let numbers = there.iter().chain(coming.map(|own| &own.row));
                    let last = numbers.filter_map(|name| added_number(name, under)).max().unwrap_or_default();
                    row(&format!("{under}-{}", last.saturating_add(1)).into())
                })
            }
        };
        self.taken.insert(own.clone());
        Some(own)
    }

    /// None where the report says the same already, or nothing can be written.
    fn cell(&self, part: &Part, line: &Line, own: &CellId, cell: &Cell) -> Option<FilledCell> {
        let at = own.in_column(&cell.at.column);
        if self.form.slot(&at).is_none_or(|slot| slot.blocked) {
            return None;
        }
        let there: Text = self.report.content.cells.text(&at).into();
        let section = self.form.sections.get(part.section)?;
        // What stands in a table of figures was put there by somebody who knew it.
        let stays = matches!(section.kind, Kind::Grid(_)) || self.is_kept(own, line, cell.role);
        if same_words(&there, &cell.text) || (!there.trim().is_empty() && stays) {
            return None;
        }
        let column = columns(&section.kind).iter().find(|column| column.id == cell.at.column);
        let column = column.map_or_else(String::new, |column| self.form.words(&column.label, self.sheet.year).into());
        let mark = self.approved.report.notes.marks.get(&cell.at).cloned().unwrap_or_default();
        Some(FilledCell { at, column, there, text: cell.text.clone(), mark })
    }

    /// The report's indicator says the same in other words.
    fn is_kept(&self, own: &CellId, then: &Line, role: Option<ColumnRole>) -> bool {
        let now = self.sheet.part(&own.section).and_then(|part| part.lines.iter().find(|line| line.id == own.row));
        let Some(pair) = now.map(|now| ApprovedPair { now, then }) else { return false };
        match role {
            Some(ColumnRole::Name) => true,
            Some(ColumnRole::Target | ColumnRole::Sense | ColumnRole::Unit) => pair.keeps_target(self.sheet.year),
            Some(ColumnRole::Weight) => pair.keeps_weight(),
            _ => false,
        }
    }

    fn words(&self, then: &Sheet, part: &Part, line: &Line) -> String {
        let project = part.project.map(|number| then.project_name(number)).filter(|name| !name.is_empty());
        let project = project.map_or_else(String::new, |name| format!("项目“{name}”·"));
        let Some(section) = self.form.sections.get(part.section) else { return project };
        let kind = match (&section.kind, line.kind) {
            (Kind::Scores(scores), Some((group, kind))) => {
                scores.groups.get(group).and_then(|group| group.kinds.get(kind)).map(|kind| &kind.label)
            }
            _ => None,
        };
        match kind {
            Some(kind) => format!("{project}{kind}“{}”", line.name()),
            None => format!("{project}{}", crate::sheet::bare(&line.label)),
        }
    }
}

/// Of indicators only those in use that have a name: by it they are found again.
fn is_worth(line: &Line) -> bool {
    line.indicator.as_ref().is_none_or(|indicator| indicator.used && !line.name().is_empty())
}

/// Which project of the report each approved one is: that of its name, else one in which nothing stands, else a new one.
fn projects(report: &Report, then: &Sheet, approval: &Approval<'_>) -> HashMap<Name, Name> {
    let own: Vec<&Name> = report.content.projects.iter().collect();
    let mut found: HashMap<Name, Name> =
        own.iter().filter_map(|id| Some((approval.project(id)?.into(), (*id).clone()))).collect();
    let is_blank = |id: &&Name| {
        let before = format!("{id}.");
        !report.content.cells.iter().any(|(at, _)| at.section.starts_with(&before))
    };
    let mut free: Vec<&Name> = own.iter().copied().filter(is_blank).rev().collect();
    let mut last = own.iter().filter_map(|id| project_number(id)).max().unwrap_or_default();
    for id in (0..then.projects()).filter_map(|number| then.project_id(number)) {
        if found.contains_key(id) {
            continue;
        }
        let home = free.pop().cloned().unwrap_or_else(|| {
            last = last.saturating_add(1);
            format!("p{last}").into()
        });
        found.insert(id.into(), home);
    }
    found
}
