//! What the clerk wrote, as text, by cell, with the rows added, marks and explanations, and nothing derived.
//!
//! Knows the form it is written on only to say which cells there are.

mod cells;
mod closing;
mod code;
mod edit;
mod listing;
mod mark;
mod phrase;
mod public;

pub use cells::Cells;
pub use closing::Closing;
pub use code::{BadCode, Code};
pub use edit::{Edit, Refused, apply};
pub use listing::{ListingFault, read_listing};
pub use mark::{Explanation, Mark, Source};
pub use phrase::{Phrase, phrases};
pub use public::{Personal, PersonalKind, personal, public};

use crate::form::{CellId, Form, Kind, Name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One unit's report for one year. Cheap to clone: sections are shared until written to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The year reported on.
    pub year: i32,
    /// The projects, in order: `p1`, `p2` …
    #[serde(default)]
    pub projects: Vec<Name>,
    /// The rows the clerk added, in order, by the section and the row they hang under: `scores/quantity`.
    #[serde(default)]
    pub rows: BTreeMap<String, Vec<Name>>,
    /// What is written. A blank cell has no entry.
    #[serde(default)]
    pub cells: Cells,
    /// Where texts came from, and what still awaits confirmation. Typed by hand is the default and has no entry.
    #[serde(default)]
    pub marks: BTreeMap<CellId, Mark>,
    /// Explanations of findings, by rule and cell.
    #[serde(default)]
    pub explanations: BTreeMap<String, Explanation>,
    /// 定稿 and its liftings, in order.
    #[serde(default)]
    pub closings: Vec<Closing>,
    /// Last year's report, where this one was carried from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Arc<LastYear>>,
}

/// Last year's report as it was, with the text of its form: what found no place in this year's is not lost, and every
/// figure can be looked at beside this year's. It is no content of this year's report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastYear {
    /// The text of the form it is written on.
    pub form_text: String,
    /// What was written. Its own last year is left out.
    pub report: Report,
}

impl Report {
    /// An empty report: one project, one row for each kind of indicator.
    #[must_use]
    pub fn new(form: &Form, year: i32) -> Self {
        let each = form.sections.iter().any(|s| s.each_project);
        let first = each.then(|| Name::new_static("p1"));
        Self::with_projects(form, year, first.as_slice())
    }

    /// An empty report with these projects.
    #[must_use]
    pub fn with_projects(form: &Form, year: i32, projects: &[Name]) -> Self {
        let mut report = Self { year, ..Self::default() };
        for section in form.sections.iter().filter(|s| !s.each_project) {
            first_rows(&mut report, &section.id, &section.kind);
        }
        for project in projects {
            report.add_project(form, project.clone());
        }
        report
    }

    /// 定稿: nothing can be changed until it is lifted.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self.closings.last(), Some(Closing::Finished { .. }))
    }

    /// The rows added under a row of a section, in order.
    #[must_use]
    pub fn added(&self, section: &str, under: &str) -> &[Name] {
        self.rows.get(&place(section, under)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add_project(&mut self, form: &Form, project: Name) {
        for section in form.sections.iter().filter(|s| s.each_project) {
            first_rows(self, &format!("{project}.{}", section.id), &section.kind);
        }
        self.projects.push(project);
    }
}

fn first_rows(report: &mut Report, section: &str, kind: &Kind) {
    if let Kind::Scores(scores) = kind {
        for (_, kind) in scores.kinds().filter(|(_, kind)| kind.rows.is_empty()) {
            report.rows.insert(place(section, &kind.id), vec![format!("{}-1", kind.id).into()]);
        }
    }
}

/// The key of [`Report::rows`].
#[must_use]
pub fn place(section: &str, under: &str) -> String {
    format!("{section}/{under}")
}
