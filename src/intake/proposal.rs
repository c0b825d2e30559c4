//! What was found in a document, where it would go, and what found no place: shown before anything is applied.

use super::label::Likeness;
use crate::form::CellId;
use crate::value::Text;

/// A place in a document: a block, and in a table one of its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which of [`super::Document::blocks`].
    pub block: usize,
    /// Which of [`super::Table::cells`]; none for a line.
    pub spot: Option<usize>,
}

/// A text and the cell it would go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The cell. Projects are counted from `p1` as the document has them.
    pub at: CellId,
    /// Its text, as written there.
    pub text: Text,
    /// Where it stands.
    pub from: Place,
    /// How surely its labels are the form's.
    pub sure: Likeness,
    /// What is doubtful about it, in sentences.
    pub doubts: Vec<String>,
}

impl Placed {
    /// Nothing about it needs a second look.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.doubts.is_empty() && self.sure > Likeness::Near
    }
}

/// A text that found no cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Homeless {
    /// Where it stands.
    pub from: Place,
    /// What it says.
    pub text: Text,
    /// Why it found none, in a sentence.
    pub why: String,
}

/// A run of rows of a table, recognised as a part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which of [`super::Document::blocks`].
    pub block: usize,
    /// The first of its rows.
    pub row: usize,
    /// What it is: 附件3; empty where it was not recognised.
    pub part: Text,
    /// Which project it belongs to, from 1.
    pub project: Option<usize>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The year the document reports on.
    pub year: i32,
    /// The tables, in order.
    pub tables: Vec<Found>,
    /// What goes where, in the order of the document.
    pub placed: Vec<Placed>,
    /// What agrees with what the program computes, and so need not be written.
    pub agreed: Vec<Placed>,
    /// What found no place.
    pub homeless: Vec<Homeless>,
    /// What else should be known, in sentences.
    pub remarks: Vec<String>,
}
