//! The same cell in an earlier report: last year's, or another version of this one.
//!
//! Rows and projects that people add are paired by their addresses only where those were kept; else by what they are
//! called, however it is spaced and numbered, and a name that stands twice on either side is no name. The 上年决算数 of one year is the 决算数 of the year
//! before.

use super::counterpart::{column_of, place_of, renamed, row_of, section_of};
use crate::form::{self, CellId, ColumnRole, Form, Name, Section};
use crate::report::{LastYear, Report};
use crate::sheet::{Cell, Line, Part, Sheet, columns, derive};
use crate::value::{fold, numbered};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// An earlier report, to look at: of an earlier year, or another version of the same year's.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its form.
    pub form: Arc<Form>,
    /// What it comes to.
    pub sheet: Sheet,
    /// Rows and projects have kept their addresses: the later report was carried from it, or is a later version of it.
    pub keeps_addresses: bool,
}

/// Which cell of an earlier report is the same as one of this.
pub struct Pairing<'a> {
    past: (&'a Form, &'a Sheet),
    form: &'a Form,
    sheet: &'a Sheet,
    by: PairedBy,
    /// This report's projects, and the earlier one's.
    projects: (Named<'a>, Named<'a>),
    /// The earlier one's parts.
    parts: HashMap<&'a str, &'a Part>,
}

/// By what rows and projects that people add are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PairedBy {
    /// By their addresses, where the name is the same or has only changed.
    Address,
    /// By their names, under the same place.
    Name,
    /// By their names, under the same place first, then under any of the part.
    NameAnywhere,
}

/// A part beside the same of the earlier report.
pub(super) struct PairedPart<'a> {
    sections: (&'a Section, &'a Section),
    past: &'a Part,
    /// The earlier report is of the very year before.
    follows: bool,
    by: PairedBy,
    /// The added rows by the place they hang under, this report's and the earlier one's.
    rows: (HashMap<&'a str, Named<'a>>, HashMap<&'a str, Named<'a>>),
    /// All of them, whatever they hang under, where that does not matter.
    all: Option<(Named<'a>, Named<'a>)>,
    /// The earlier one's lines.
    lines: HashMap<&'a str, &'a Line>,
}

impl Past {
    /// A report that is only looked at.
    #[must_use]
    pub fn new(form: impl Into<Arc<Form>>, report: &Report, keeps_addresses: bool) -> Self {
        let form = form.into();
        let sheet = derive(&form, report);
        Self { form, sheet, keeps_addresses }
    }

    /// The report this year's was carried from; none where its form cannot be read.
    #[must_use]
    pub fn of(last: &LastYear) -> Option<Self> {
        Some(Self::new(form::parse(&last.form_text).ok()?, &last.report, true))
    }

    /// It is of the very year before: what it says is last year's (上年).
    #[must_use]
    pub fn is_last_year_of(&self, sheet: &Sheet) -> bool {
        self.sheet.year.checked_add(1) == Some(sheet.year)
    }
}

impl<'a> Pairing<'a> {
    /// Lays an earlier report beside this one.
    #[must_use]
    pub fn new(past: &'a Past, form: &'a Form, sheet: &'a Sheet) -> Self {
        let by = if past.keeps_addresses { PairedBy::Address } else { PairedBy::Name };
        Self::between((&past.form, &past.sheet), (form, sheet), by)
    }

    /// Lays what an earlier report comes to beside what this one does.
    pub(super) fn between(past: (&'a Form, &'a Sheet), own: (&'a Form, &'a Sheet), by: PairedBy) -> Self {
        let parts = past.1.parts.iter().map(|part| (part.id.as_str(), part)).collect();
        let (form, sheet) = own;
        Self { past, form, sheet, by, projects: (projects(sheet), projects(past.1)), parts }
    }

    /// The earlier report's cell that says what this one says.
    #[must_use]
    pub fn cell(&self, at: &CellId) -> Option<&'a Cell> {
        self.line_and_cell(at).map(|(_, cell)| cell)
    }

    /// The same, with the line it stands in.
    #[must_use]
    pub fn line_and_cell(&self, at: &CellId) -> Option<(&'a Line, &'a Cell)> {
        let part = self.sheet.part(&at.section)?;
        let line = part.lines.iter().find(|line| line.id == at.row)?;
        self.part(part)?.line_and_cell(line, &at.column)
    }

    /// The earlier report's project that is the same as this one.
    pub(super) fn project(&self, id: &str) -> Option<&'a str> {
        self.projects.0.partner(id, id, &self.projects.1, self.by == PairedBy::Address)
    }

    /// The names of the projects that only the earlier report has, in order.
    #[must_use]
    pub fn gone_projects(&self) -> Vec<&'a str> {
        let kept: HashSet<&str> = self.projects.0.names.keys().filter_map(|id| self.project(id)).collect();
        let gone = self.projects.1.names.iter().filter(|(id, name)| !kept.contains(**id) && !name.is_empty());
        let mut gone: Vec<(&str, &str)> = gone.map(|(id, name)| (*id, *name)).collect();
        gone.sort_by_key(|(id, _)| (id.len(), *id));
        gone.into_iter().map(|(_, name)| name).collect()
    }

    /// A part of this report beside the same of the earlier one; none where that has none.
    pub(super) fn part(&self, part: &'a Part) -> Option<PairedPart<'a>> {
        let from = self.form.sections.get(part.section)?;
        let to = section_of(from, self.past.0)?;
        let id: Name = match part.id.split_once('.') {
            Some((project, _)) => format!("{}.{}", self.project(project)?, to.id).into(),
            None => to.id.clone(),
        };
        let past = self.parts.get(id.as_str())?;
        Some(PairedPart {
            sections: (from, to),
            past,
            follows: self.past.1.year.checked_add(1) == Some(self.sheet.year),
            by: self.by,
            all: (self.by == PairedBy::NameAnywhere).then(|| (all_rows(part), all_rows(past))),
            rows: (added_rows(part), added_rows(past)),
            lines: past.lines.iter().map(|line| (line.id.as_str(), line)).collect(),
        })
    }
}

impl<'a> PairedPart<'a> {
    /// The earlier report's.
    pub fn past(&self) -> &'a Part {
        self.past
    }

    /// The earlier report's cell that says what this line says in that column.
    pub fn cell(&self, line: &Line, column: &str) -> Option<&'a Cell> {
        self.line_and_cell(line, column).map(|(_, cell)| cell)
    }

    fn line_and_cell(&self, line: &Line, column: &str) -> Option<(&'a Line, &'a Cell)> {
        let (from, to) = self.sections;
        let column = column_of(from, to, self.earlier_column(column))?;
        let line = self.line(line)?;
        Some((line, line.cell(&column)?))
    }

    /// The column in which the earlier report says it: of last year's report its 决算数 is this year's 上年决算数.
    fn earlier_column<'c>(&'c self, column: &'c str) -> &'c str {
        let own = columns(&self.sections.0.kind).iter().find(|own| own.id == column);
        let last = own.filter(|own| self.follows && own.role == Some(ColumnRole::Last));
        last.and_then(|own| own.from_last.as_deref()).unwrap_or(column)
    }

    /// The earlier report's line that is the same as this one.
    pub fn line(&self, line: &Line) -> Option<&'a Line> {
        let (from, to) = self.sections;
        let Some(under) = &line.added_under else {
            return self.lines.get(row_of(from, to, &line.id)?.as_str()).copied();
        };
        let place = place_of(from, to, under)?;
        let (none, rows) = (Named::default(), &self.rows.1);
        let past = rows.get(place.as_str()).unwrap_or(&none);
        let had = renamed(&line.id, under, &place);
        let by_address = self.by == PairedBy::Address;
        let near = self.rows.0.get(under.as_str())?.partner(&line.id, &had, past, by_address);
        let anywhere = || self.all.as_ref().and_then(|(own, past)| own.partner(&line.id, &had, past, false));
        self.lines.get(near.or_else(anywhere)?).copied()
    }
}

/// Things that people add, by their name in addresses and by what they are called.
#[derive(Default)]
struct Named<'a> {
    names: HashMap<&'a str, &'a str>,
    /// By their names, however those are spaced; none for what several are called.
    ids: HashMap<String, Option<&'a str>>,
}

impl<'a> Named<'a> {
    fn add(&mut self, id: &'a str, name: &'a str) {
        self.names.insert(id, name);
        self.ids.entry(spoken(name)).and_modify(|id| *id = None).or_insert(Some(id));
    }

    /// The one of `past` that is the same as this one: of the same address and name; else of its name; else of the
    /// address it had, where addresses were kept and the name it had is nobody else's now.
    fn partner(&self, id: &str, had: &str, past: &Named<'a>, keeps_addresses: bool) -> Option<&'a str> {
        let name = *self.names.get(id)?;
        let alike = past.names.get_key_value(had).filter(|_| keeps_addresses).map(|(id, was)| (*id, *was));
        let same = alike.filter(|(_, was)| *was == name).map(|(id, _)| id);
        let key = spoken(name);
        let own = || !key.is_empty() && self.ids.get(&key).is_some_and(Option::is_some);
        let named = || if own() { past.ids.get(&key).copied().flatten() } else { None };
        let renamed = || alike.filter(|(_, was)| !self.ids.contains_key(&spoken(was))).map(|(id, _)| id);
        same.or_else(named).or_else(renamed)
    }
}

/// A name as it is spoken: of either width, without spaces and the number before it (指标1：).
pub(super) fn spoken(name: &str) -> String {
    fold(numbered(name).unwrap_or(name)).split_whitespace().collect()
}

fn projects(sheet: &Sheet) -> Named<'_> {
    let mut all = Named::default();
    for number in 0..sheet.projects() {
        if let Some(id) = sheet.project_id(number) {
            all.add(id, sheet.project_name(number));
        }
    }
    all
}

fn all_rows(part: &Part) -> Named<'_> {
    let mut all = Named::default();
    for line in part.lines.iter().filter(|line| line.added_under.is_some()) {
        all.add(&line.id, line.name());
    }
    all
}

fn added_rows(part: &Part) -> HashMap<&str, Named<'_>> {
    let mut all: HashMap<&str, Named<'_>> = HashMap::new();
    for line in &part.lines {
        if let Some(under) = &line.added_under {
            all.entry(under).or_default().add(&line.id, line.name());
        }
    }
    all
}
