//! A cell as it is when it is entered.

use crate::app::grid::clipboard::PasteInto;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::Mark;
use crate::sheet::Cell;

/// A cell as it is when it is entered, and as long as nothing is done with its text. Esc goes back to its text and mark.
pub(crate) struct EnteredCell {
    pub at: CellId,
    pub holds: Holds,
    /// It can be typed in.
    pub writable: bool,
    /// What it is to what is pasted.
    pub into: PasteInto,
    pub text: String,
    pub mark: Mark,
}

impl EnteredCell {
    /// The cell at this address. None where there is none.
    pub fn of(desk: &Desk, at: &CellId) -> Option<Self> {
        let cell = desk.sheet().cell(at)?;
        Some(Self {
            at: at.clone(),
            holds: cell.holds,
            writable: Self::is_open(desk, at),
            into: PasteInto::of(&desk.form().slot(at)?),
            text: desk.report().content.cells.text(at).into(),
            mark: desk.report().notes.marks.get(at).cloned().unwrap_or_default(),
        })
    }

    /// The cell at this address can be typed in.
    pub fn is_open(desk: &Desk, at: &CellId) -> bool {
        desk.is_writable() && desk.sheet().cell(at).is_some_and(Cell::is_writable)
    }

    /// Paragraphs: Enter begins a new one.
    pub fn is_long(&self) -> bool {
        self.into != PasteInto::Line
    }

    /// Lines can be broken in it, since it holds words.
    pub fn holds_lines(&self) -> bool {
        self.writable && matches!(self.holds, Holds::Text | Holds::Long | Holds::Target | Holds::Actual)
    }
}
