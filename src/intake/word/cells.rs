//! Tables of merged cells, as their rows come one below the other.

use crate::intake::{DocumentTable, Spot};
use std::collections::HashMap;

/// Whether a cell is one with cells above and below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Downwards {
    /// It stands alone.
    #[default]
    Alone,
    /// It is the first of those that are one.
    Begins,
    /// It is one with the cell above.
    GoesOn,
}

/// Where a cell stands, and how it joins those around it.
#[derive(Clone, Copy, Default)]
pub(super) struct CellPlace {
    pub row: usize,
    pub column: usize,
    pub across: usize,
    pub downwards: Downwards,
    /// It is one with the cell to its left.
    pub joins_left: bool,
    pub hidden: bool,
}

/// A table that grows cell by cell.
#[derive(Default)]
pub(super) struct GrowingTable {
    table: DocumentTable,
    /// For each column the cell that goes down from above.
    open: HashMap<usize, usize>,
}

impl GrowingTable {
    /// Puts the next cell. The text of one that is one with another is not asked for.
    pub fn put(&mut self, place: CellPlace, text: impl FnOnce() -> String) {
        let CellPlace { row, column, across, downwards, joins_left, hidden } = place;
        let cells = &mut self.table.cells;
        let above = self.open.get(&column).filter(|_| downwards == Downwards::GoesOn);
        if let Some(above) = above.and_then(|n| cells.get_mut(*n)) {
            above.down = row + 1 - above.row;
        } else if let Some(left) = cells.last_mut().filter(|spot| joins_left && spot.row == row) {
            left.across += across;
        } else {
            self.open.insert(column, cells.len());
            cells.push(Spot { row, column, down: 1, across, text: text(), hidden, ..Spot::default() });
        }
        if downwards == Downwards::Alone {
            self.open.remove(&column);
        }
    }

    pub fn finish(self) -> DocumentTable {
        self.table
    }
}
