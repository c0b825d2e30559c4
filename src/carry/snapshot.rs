//! A report as it stands, to lay beside another: a version, a file, last year's, or what is open.

use super::pairing::{PairedBy, spoken};
use crate::form::{self, CellId, Form, Name, Role};
use crate::report::Report;
use crate::sheet::{Cell, Line, Part, Sheet, derive};
use std::collections::HashMap;
use std::sync::Arc;

/// A report as it stands, with what it comes to.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its form.
    pub form: Arc<Form>,
    /// What is written.
    pub report: Arc<Report>,
    /// What it comes to.
    pub sheet: Arc<Sheet>,
}

impl Snapshot {
    /// Of a report on its form.
    #[must_use]
    pub fn new(form: Arc<Form>, report: Arc<Report>) -> Self {
        let sheet = Arc::new(derive(&form, &report));
        Self { form, report, sheet }
    }

    /// Last year's report that goes along with it; none where there is none or its form cannot be read.
    #[must_use]
    pub fn last_year(&self) -> Option<Self> {
        let last = self.report.last.as_deref()?;
        Some(Self::new(Arc::new(form::parse(&last.form_text).ok()?), Arc::new(last.report.clone())))
    }

    /// A row in words, with what it is called.
    pub(super) fn row_words(&self, part: &Part, line: &Line) -> String {
        let words = self.sheet.words(&self.form, &CellId::new(part.id.clone(), line.id.clone(), ""));
        let name = line.name();
        if name.is_empty() || words.ends_with(name) { words } else { format!("{words}（{name}）") }
    }

    /// A cell's place in words, with what its row is called where that does not say it.
    pub(super) fn cell_words(&self, line: &Line, cell: &Cell) -> String {
        let words = self.sheet.words(&self.form, &cell.at);
        let name = line.name();
        if line.added_under.is_none() || name.is_empty() || words.contains(name) {
            return words;
        }
        let row = self.sheet.words(&self.form, &CellId { column: Name::default(), ..cell.at.clone() });
        words.strip_prefix(row.as_str()).map_or_else(|| words.clone(), |rest| format!("{row}（{name}）{rest}"))
    }

    /// The project of a part in words, with what it is called.
    pub(super) fn project_words(&self, part: &Part) -> String {
        let number = part.project.unwrap_or_default();
        let name = self.sheet.project_name(number);
        let name = if name.is_empty() { "没有填名称" } else { name };
        format!("项目{}（{name}）", number + 1)
    }

    /// By what rows and projects are the same in a later report: by their addresses where it was carried from this one
    /// or is another version of it.
    pub(super) fn paired_by(&self, later: &Self) -> PairedBy {
        let kept = self.is_last_of(later) || later.is_last_of(self) || self.is_version_of(later);
        if kept { PairedBy::Address } else { PairedBy::Name }
    }

    fn is_last_of(&self, later: &Self) -> bool {
        later.report.last.as_deref().is_some_and(|last| last.report.content == self.report.content)
    }

    /// Of the same form, year and unit; where the unit is called otherwise, most rows and projects are called the same
    /// under the same address.
    fn is_version_of(&self, other: &Self) -> bool {
        if self.form.id != other.form.id || self.sheet.year != other.sheet.year {
            return false;
        }
        let (own, others) = (self.named(), other.named());
        let both: Vec<bool> = own.iter().filter_map(|(id, name)| Some(others.get(id)? == name)).collect();
        let same = both.iter().filter(|same| **same).count();
        self.unit() == other.unit() || same > 0 && same * 2 >= both.len()
    }

    /// The unit, and the project that a form of one project is about.
    fn unit(&self) -> [String; 2] {
        [Role::UnitName, Role::ProjectName]
            .map(|role| self.sheet.only(role).map(|cell| spoken(&cell.text)).unwrap_or_default())
    }

    /// What is called something, by its address: added rows and projects.
    fn named(&self) -> HashMap<String, String> {
        let lines = self.sheet.parts.iter().flat_map(|part| part.lines.iter().map(move |line| (&part.id, line)));
        let rows = lines.filter(|(_, line)| line.added_under.is_some());
        let rows = rows.map(|(part, line)| (format!("{part}/{}", line.id), spoken(line.name())));
        let projects = (0..self.sheet.projects()).filter_map(|number| {
            Some((self.sheet.project_id(number)?.to_string(), spoken(self.sheet.project_name(number))))
        });
        rows.chain(projects).filter(|(_, name)| !name.is_empty()).collect()
    }
}
