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
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The cell that is being typed in, and what the report came to before: what is typed there next joins the last
    /// step. None after any other step, and once a step was taken back or taken again.
    typing: Option<(CellId, Arc<Sheet>)>,
}

/// A step that can be taken back or taken again.
#[derive(Clone, Debug)]
struct Step {
    /// The report on its other side.
    report: Arc<Report>,
    /// The first cell that was written, if any was.
    at: Option<CellId>,
}

impl History {
    /// The report and sheet before the step that typing on in this cell joins.
    pub fn before_typing(&self, cell: &CellId) -> Option<(&Arc<Report>, &Arc<Sheet>)> {
        let (_, sheet) = self.typing.as_ref().filter(|(typing, _)| typing == cell)?;
        Some((&self.undo.last()?.report, sheet))
    }

    /// Remembers report and sheet before an edit, and the first cell `at` which it writes; `typed` where that is all it
    /// does, by typing. Typing on in one cell is one step; typing back to where it was is none.
    pub fn push(&mut self, before: (&Arc<Report>, &Arc<Sheet>), at: Option<CellId>, typed: bool, after: &Report) {
        self.redo.clear();
        let cell = at.clone().filter(|_| typed);
        if cell.as_ref().and_then(|cell| self.before_typing(cell)).is_none() {
            self.undo.push(Step { report: Arc::clone(before.0), at });
            self.typing = cell.map(|cell| (cell, Arc::clone(before.1)));
        } else if self.undo.last().is_some_and(|last| *last.report == *after) {
            self.undo.pop();
            self.typing = None;
        }
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    pub fn undo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let before = turn(&mut self.undo, &mut self.redo, now)?;
        self.typing = None;
        Some(before)
    }

    pub fn redo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let after = turn(&mut self.redo, &mut self.undo, now)?;
        self.typing = None;
        Some(after)
    }

    /// Where the step was made that undo takes back next.
    pub fn undo_at(&self) -> Option<&CellId> {
        self.undo.last()?.at.as_ref()
    }

    /// Where the step was made that redo takes again next.
    pub fn redo_at(&self) -> Option<&CellId> {
        self.redo.last()?.at.as_ref()
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

/// Takes a step from one side to the other. Answers with the report it leads to.
fn turn(from: &mut Vec<Step>, to: &mut Vec<Step>, now: &Arc<Report>) -> Option<Arc<Report>> {
    let Step { report, at } = from.pop()?;
    to.push(Step { report: Arc::clone(now), at });
    Some(report)
}
