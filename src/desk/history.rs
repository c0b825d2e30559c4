//! Undo by whole-report snapshots, merged by cell, not by clock.
//!
//! Snapshots share every part, and in it every row, that did not change: a step costs little more than what it changed.

use crate::form::CellId;
use crate::report::Report;
use crate::sheet::Sheet;
use std::sync::Arc;

/// More steps than anyone takes back.
const STEPS: usize = 1000;

/// The steps back and forward.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// The report before each step.
    undo: Vec<Arc<Report>>,
    redo: Vec<Arc<Report>>,
    /// The cell that is being typed in, and what the report came to before: what is typed there next joins the last
    /// step. None after any other step, and once a step was taken back or taken again.
    typing: Option<(CellId, Arc<Sheet>)>,
}

impl History {
    /// The report and sheet before the step that typing on in this cell joins.
    pub fn before_typing(&self, cell: &CellId) -> Option<(&Arc<Report>, &Arc<Sheet>)> {
        let (_, sheet) = self.typing.as_ref().filter(|(typing, _)| typing == cell)?;
        Some((self.undo.last()?, sheet))
    }

    /// Remembers report and sheet before an edit; `cell` is the one cell that was typed in, if that is all the edit did.
    /// Typing on in one cell is one step; typing back to where it was is none.
    pub fn push(&mut self, before: (&Arc<Report>, &Arc<Sheet>), cell: Option<CellId>, after: &Report) {
        self.redo.clear();
        if cell.as_ref().and_then(|cell| self.before_typing(cell)).is_none() {
            self.undo.push(Arc::clone(before.0));
            self.typing = cell.map(|cell| (cell, Arc::clone(before.1)));
        } else if self.undo.last().is_some_and(|last| **last == *after) {
            self.undo.pop();
            self.typing = None;
        }
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    pub fn undo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let before = self.undo.pop()?;
        self.redo.push(Arc::clone(now));
        self.typing = None;
        Some(before)
    }

    pub fn redo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let after = self.redo.pop()?;
        self.undo.push(Arc::clone(now));
        self.typing = None;
        Some(after)
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
