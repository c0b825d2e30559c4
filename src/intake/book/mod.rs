//! Workbooks: each sheet is a table; a cell's text is what one sees in it.

mod delimited;
mod figure;
mod format;
mod moment;
mod ods;
mod record;
mod xls;
mod xlsx;
mod xml;

pub(super) use delimited::read_csv;
pub(super) use ods::read_ods;
pub(super) use xls::read_xls;
pub(super) use xlsx::read_xlsx;
pub(super) use xml::read_xml;

use super::{DocumentFault, Spot, TextOrigin};
use std::collections::HashMap;

/// SheetCells of all sheets together that say something.
const CELLS: usize = 200_000;
/// More sheets are no report.
const SHEETS: usize = 500;

/// Letters of all cells together, in bytes: one long text may stand in many cells, and the file keeps it once.
const LETTERS: usize = 32 << 20;

/// How much more there may be in all sheets together.
struct Room {
    cells: usize,
    letters: usize,
}

impl Room {
    fn new() -> Self {
        Self { cells: CELLS, letters: LETTERS }
    }
}

/// The cells of a sheet as they come.
struct SheetCells<'l> {
    spots: Vec<Spot>,
    room: &'l mut Room,
}

impl<'l> SheetCells<'l> {
    fn new(room: &'l mut Room) -> Self {
        Self { spots: Vec::new(), room }
    }

    /// Puts a cell, unless it is blank: sheets are often formatted further than they are written on.
    fn put(&mut self, spot: Spot) -> Result<(), DocumentFault> {
        if spot.text.is_empty() && spot.origin != TextOrigin::Missing {
            return Ok(());
        }
        self.room.cells = self.room.cells.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
        self.room.letters = self.room.letters.checked_sub(spot.text.len()).ok_or(DocumentFault::TooLarge)?;
        self.spots.push(spot);
        Ok(())
    }

    /// Merges regions: the cell at the top left covers them. The others are blank in honest files; one that says something
    /// stays. A region is first row, first column, last row, last column.
    fn merge(mut self, regions: &[[usize; 4]]) -> Vec<Spot> {
        let first: HashMap<(usize, usize), [usize; 4]> =
            regions.iter().map(|region| ((region[0], region[1]), *region)).collect();
        for spot in &mut self.spots {
            if let Some([top, left, bottom, right]) = first.get(&(spot.row, spot.column)) {
                spot.down = bottom.saturating_sub(*top) + 1;
                spot.across = right.saturating_sub(*left) + 1;
            }
        }
        self.spots
    }
}
