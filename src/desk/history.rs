//! Undo by whole-report snapshots, merged by cell, not by clock.
//!
//! Snapshots share every section that did not change, so a step costs little more than what it changed.

use crate::form::CellId;
use crate::report::{Edit, Report};
use std::sync::Arc;

/// More steps than anyone takes back.
const STEPS: usize = 1000;

/// The steps back and forward.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Arc<Report>>,
}

#[derive(Clone, Debug)]
struct Step {
    before: Arc<Report>,
    /// The one cell the step wrote to, if that is all it did.
    cell: Option<CellId>,
}

impl History {
    /// Remembers the report before an edit. Typing on in one cell is one step; typing back to where it was is none.
    pub fn push(&mut self, before: &Arc<Report>, edit: &Edit, after: &Report) {
        self.redo.clear();
        let cell = if let Edit::Write { at, .. } = edit { Some(at.clone()) } else { None };
        match self.undo.last() {
            Some(last) if cell.is_some() && last.cell == cell => {
                if *last.before == *after {
                    self.undo.pop();
                }
            }
            _ => self.undo.push(Step { before: Arc::clone(before), cell }),
        }
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    pub fn undo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let step = self.undo.pop()?;
        self.redo.push(Arc::clone(now));
        Some(step.before)
    }

    /// A step taken again is a step of its own: it does not merge with what is typed next.
    pub fn redo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let after = self.redo.pop()?;
        self.undo.push(Step { before: Arc::clone(now), cell: None });
        Some(after)
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
