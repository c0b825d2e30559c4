//! What of 审核 is shown while one writes: what is new of a cell once it is left, what is new of a row once that is.
//!
//! “8” on the way to 85.22 is no figure yet, and a row half filled in no fault. What stands is never held back, only what
//! came by writing; what was mended goes at once. Whatever is asked of the report as a whole looks at all of it.

use super::{Desk, Review};
use crate::check::{Blank, Finding};
use crate::form::CellId;
use crate::sheet::{Points, Sheet};
use std::sync::Arc;

/// Where one writes, and what was known when one came there.
#[derive(Clone, Debug)]
pub(super) struct Attention {
    /// The cell one is in.
    at: Option<CellId>,
    /// What was found when its row was come to, and when it was.
    row: Arc<Review>,
    cell: Arc<Review>,
    /// What the report came to when it was.
    sheet: Arc<Sheet>,
    /// What is shown.
    shown: Arc<Review>,
}

impl Attention {
    /// All of it is shown.
    pub fn new(review: &Arc<Review>, sheet: &Arc<Sheet>) -> Self {
        let review = || Arc::clone(review);
        Self { at: None, row: review(), cell: review(), sheet: Arc::clone(sheet), shown: review() }
    }

    /// The cell one is in.
    pub fn at(&self) -> Option<&CellId> {
        self.at.as_ref()
    }

    fn is_in_row(&self, at: &CellId) -> bool {
        self.at.as_ref().is_some_and(|here| here.section == at.section && here.row == at.row)
    }

    /// It came by writing that is not done yet.
    fn holds_back(&self, finding: &Finding) -> bool {
        !self.cell.has(finding) || (self.is_in_row(&finding.at) && !self.row.has(finding))
    }

    fn holds_back_blank(&self, blank: &Blank) -> bool {
        self.is_in_row(&blank.at) && !self.row.has_blank(&blank.at)
    }
}

impl Desk {
    /// Where one writes from now on; none where nowhere. What was held back elsewhere is shown.
    pub fn attend(&mut self, at: Option<&CellId>) {
        if self.attention.at.as_ref() == at {
            return;
        }
        let same_row = at.is_some_and(|at| self.attention.is_in_row(at));
        if !same_row {
            self.attention.row = Arc::clone(&self.review);
        }
        self.attention.at = at.cloned();
        self.attention.cell = Arc::clone(&self.review);
        self.attention.sheet = Arc::clone(&self.sheet);
        self.look();
    }

    /// Shows all there is to be found, also where one writes.
    pub fn settle(&mut self) {
        let at = self.attention.at.take();
        self.attention = Attention { at, ..Attention::new(&self.review, &self.sheet) };
    }

    /// The report has become another by writing where one writes: what is new by that is held back.
    pub(super) fn look(&mut self) {
        let attention = &self.attention;
        let (held, blank) = (|f: &Finding| attention.holds_back(f), |b: &Blank| attention.holds_back_blank(b));
        let without = self.review.checked.without(&self.form, &self.sheet, held, blank);
        self.attention.shown = match without {
            Some(checked) => Arc::new(Review::new(&self.form, &self.report, &self.sheet, checked)),
            None => Arc::clone(&self.review),
        };
    }

    /// What of the review is shown: all of it, less what is new of the cell and row one still writes in.
    #[must_use]
    pub fn shown(&self) -> &Arc<Review> {
        &self.attention.shown
    }

    /// What the report came to when the cell one writes in was come to: a total on the way is none.
    #[must_use]
    pub fn shown_points(&self) -> &Points {
        &self.attention.sheet.points
    }
}
