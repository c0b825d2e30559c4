//! What the clerk wrote, as text, by cell, with the rows added, marks and explanations, and nothing derived.
//!
//! A report is its parts: what is written, what is noted about it, what is on record, last year's, the approved
//! targets. Snapshots share them, and share within them what was not changed. Knows the form it is written on only to
//! say which cells there are.

mod approved;
mod cells;
mod closing;
mod code;
mod content;
mod edit;
mod enclosed;
mod gathered;
mod listing;
mod mark;
mod own_row;
mod personal;
mod phrase;
mod public;

pub use approved::Approved;
pub use cells::{Cells, Rows};
pub use closing::Closing;
pub use code::{BadCode, Code};
pub use content::{Content, place};
pub use edit::{Edit, LONGEST, Refused, apply, longer_than_any, too_long};
pub use enclosed::{Enclosed, EnclosedFault, PrintedRow, PrintedText, drawn, is_enclosed, is_seen};
pub use gathered::{CELL_HEADS, OUTSIDE_NOTE, PROJECT_HEADS, SUMMARY_HEADS, is_gathered};
pub use listing::{ListingFault, read_listing};
pub use mark::{Explanation, Mark, Notes, Source};
pub use own_row::{OwnRow, Side};
pub use personal::{Personal, PersonalKind, WrittenText, is_personal, personal};
pub use phrase::{Phrase, phrases};
pub use public::{HiddenPlace, PublicCopy, PublicWords, public, rebuilt};

use crate::form::{CellId, Form, Name};
use crate::value::Text;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The years a report can be of: with others nothing can be reckoned.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// One unit's report for one year, in its parts. A copy shares them until it is written to.
///
/// Everything in it is `Eq`, so that what two snapshots share is known to be equal by its pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What is written.
    pub content: Arc<Content>,
    /// What is noted about it.
    pub notes: Arc<Notes>,
    /// What is on record: 定稿 and its liftings, in order.
    pub record: Arc<Vec<Closing>>,
    /// Last year's report, where this one was carried from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Arc<LastYear>>,
    /// The targets as they were approved at the beginning of the year, to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Arc<Approved>>,
}

/// Last year's report as it was, with the text of its form: what found no place in this year's is not lost, and every
/// figure can be looked at beside this year's. It is no content of this year's report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastYear {
    /// The text of the form it is written on.
    pub form_text: Arc<str>,
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
        Self { content: Arc::new(Content::new(form, year, projects)), ..Self::default() }
    }

    /// A cell's text as it is printed in the document it came from, with its unit, where it was converted.
    #[must_use]
    pub fn printed(&self, at: &CellId) -> Option<&str> {
        self.notes.marks.get(at).map(|mark| mark.printed.as_str()).filter(|printed| !printed.is_empty())
    }

    /// What the clerk remarks about a cell (批注).
    #[must_use]
    pub fn remark(&self, at: &CellId) -> Option<&str> {
        self.notes.remarks.get(at).map(Text::as_str)
    }

    /// Something is remarked in it, in last year's report, or in the approved targets.
    #[must_use]
    pub fn has_remarks(&self) -> bool {
        let (last, approved) = (self.last.as_deref(), self.approved.as_deref());
        let beside = last.map(|last| &last.report).into_iter().chain(approved.map(|approved| &approved.report));
        !self.notes.remarks.is_empty() || beside.into_iter().any(Self::has_remarks)
    }

    /// The report as it leaves the house: what the clerk remarks for herself stays.
    #[must_use]
    pub fn without_remarks(&self) -> Self {
        let mut left = self.clone();
        if self.has_remarks() {
            Arc::make_mut(&mut left.notes).remarks.clear();
            if let Some(last) = &mut left.last {
                Arc::make_mut(last).report = last.report.without_remarks();
            }
            if let Some(approved) = &mut left.approved {
                Arc::make_mut(approved).report = approved.report.without_remarks();
            }
        }
        left
    }

    /// It was converted, and nothing else about it is doubtful: it can be confirmed with the others of its table.
    #[must_use]
    pub fn only_converted(&self, at: &CellId) -> bool {
        self.notes.marks.get(at).is_some_and(|mark| !mark.printed.is_empty() && !mark.doubtful)
    }

    /// 定稿: what is written cannot be changed until it is lifted.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        matches!(self.record.last(), Some(Closing::Finished { .. }))
    }
}
