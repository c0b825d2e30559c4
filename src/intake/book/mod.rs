//! Workbooks: each sheet is a table; a cell's text is what one sees in it.

mod figure;
mod format;
mod ods;
mod xls;
mod xlsx;

pub(super) use ods::read_ods;
pub(super) use xls::read_xls;
pub(super) use xlsx::read_xlsx;

use super::{DocumentFault, Spot};
use std::collections::HashMap;

/// Cells of all sheets together.
const CELLS: usize = 500_000;
/// More sheets are no report.
const SHEETS: usize = 500;

/// The cells of a sheet as they come, and how many more there may be.
struct Cells<'l> {
    spots: Vec<Spot>,
    left: &'l mut usize,
}

impl Cells<'_> {
    fn put(&mut self, spot: Spot) -> Result<(), DocumentFault> {
        *self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
        self.spots.push(spot);
        Ok(())
    }

    /// Merges regions: the cell at the top left covers them, the others are taken out. Each is first row, first column,
    /// last row, last column.
    fn merge(mut self, regions: &[[usize; 4]]) -> Vec<Spot> {
        let first: HashMap<(usize, usize), [usize; 4]> =
            regions.iter().map(|region| ((region[0], region[1]), *region)).collect();
        for spot in &mut self.spots {
            if let Some([top, left, bottom, right]) = first.get(&(spot.row, spot.column)) {
                spot.down = bottom.saturating_sub(*top) + 1;
                spot.across = right.saturating_sub(*left) + 1;
            }
        }
        // Covered cells are blank in honest files: one that says something stays.
        self.spots.retain(|spot| !spot.text.is_empty() || spot.laid == super::Laid::Missing);
        self.spots
    }
}
