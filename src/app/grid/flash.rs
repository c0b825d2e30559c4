//! What came back with a step that was taken back or taken again, shown for a moment: a change that is not seen is a
//! change not known of.

use crate::app::theme;
use crate::form::CellId;
use crate::report::Cells;
use eframe::egui::{Color32, Context};
use std::collections::HashSet;
use std::time::Duration;

/// So long it is seen.
const SEEN: f64 = 1.2;

/// Cells that have just changed of themselves.
pub(crate) struct Flash {
    cells: HashSet<CellId>,
    /// Since when they are shown; none before they first were.
    since: Option<f64>,
}

impl Flash {
    /// Those that are written otherwise than before.
    pub fn of(before: &Cells, after: &Cells) -> Self {
        Self { cells: before.all_differences(after).collect(), since: None }
    }

    /// The time is over. One more picture is asked for, no more.
    pub fn is_over(&mut self, ctx: &Context) -> bool {
        let now = ctx.input(|input| input.time);
        let left = SEEN - (now - *self.since.get_or_insert(now));
        if left > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        }
        left <= 0.0
    }

    /// What lies over this cell.
    pub fn over(&self, at: &CellId) -> Option<Color32> {
        self.cells.contains(at).then_some(theme::CAME_BACK)
    }
}
