//! What is written: the year, the projects, the rows added and the texts. The 校验码 is of this alone.

use super::Cells;
use super::cells::drop_all;
use crate::form::{Form, Kind, Name};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStrBuilder;
use std::sync::Arc;

/// What is written in a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The year reported on.
    pub year: i32,
    /// The projects, in order: `p1`, `p2` …
    pub projects: Arc<Vec<Name>>,
    /// The rows the clerk added, in order, by the section and the row they hang under: `scores/quantity`.
    pub rows: OrdMap<Name, Arc<Vec<Name>>>,
    /// What is written. A blank cell has no entry.
    pub cells: Cells,
}

impl Content {
    /// Nothing is written: these projects, and one row for each kind of indicator.
    pub(super) fn new(form: &Form, year: i32, projects: &[Name]) -> Self {
        let mut content = Self { year, ..Self::default() };
        for section in form.sections.iter().filter(|s| !s.each_project) {
            content.first_rows(&section.id, &section.kind);
        }
        for project in projects {
            content.add_project(form, project.clone());
        }
        content
    }

    /// The rows added under a row of a section, in order.
    #[must_use]
    pub fn added(&self, section: &str, under: &str) -> &[Name] {
        self.rows.get(place(section, under).as_str()).map_or(&[], |rows| rows.as_slice())
    }

    /// Adds a row below the others under a row of a section.
    pub(super) fn add_row(&mut self, section: &str, under: &str, row: Name) {
        Arc::make_mut(self.rows.entry(place(section, under)).or_default()).push(row);
    }

    pub(super) fn add_project(&mut self, form: &Form, project: Name) {
        for section in form.sections.iter().filter(|s| s.each_project) {
            self.first_rows(&format!("{project}.{}", section.id), &section.kind);
        }
        Arc::make_mut(&mut self.projects).push(project);
    }

    /// Drops a row that was added, with its texts.
    pub(super) fn remove_row(&mut self, section: &str, row: &str) {
        let before = place(section, "");
        let has = |at: &Name, rows: &[Name]| at.starts_with(before.as_str()) && rows.iter().any(|known| known == row);
        let places: Vec<Name> = self.rows.iter().filter(|(at, rows)| has(at, rows)).map(|(at, _)| at.clone()).collect();
        for at in places {
            Arc::make_mut(self.rows.entry(at).or_default()).retain(|known| known != row);
        }
        self.cells.remove_row(section, row);
    }

    /// Drops a project, with its rows and texts.
    pub(super) fn remove_project(&mut self, project: &str) {
        let before = format!("{project}.");
        Arc::make_mut(&mut self.projects).retain(|known| known != project);
        self.cells.remove_sections(|section| section.starts_with(&before));
        drop_all(&mut self.rows, |at| at.starts_with(&before));
    }

    fn first_rows(&mut self, section: &str, kind: &Kind) {
        if let Kind::Scores(scores) = kind {
            for (_, kind) in scores.kinds().filter(|(_, kind)| kind.rows.is_empty()) {
                self.rows.insert(place(section, &kind.id), Arc::new(vec![format!("{}-1", kind.id).into()]));
            }
        }
    }
}

/// The key of [`Content::rows`].
#[must_use]
pub fn place(section: &str, under: &str) -> Name {
    let mut place = SmolStrBuilder::new();
    for piece in [section, "/", under] {
        place.push_str(piece);
    }
    place.finish()
}
