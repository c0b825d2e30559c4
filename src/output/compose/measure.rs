//! How large words in tables come out, roughly: nothing is laid out here.

use super::ems;
use crate::output::manuscript::TableCell;

/// 五号, the size of words in tables, in tenths of a millimetre; and what a cell keeps free at both sides.
pub(super) const EM: f64 = 37.04;
pub(super) const MARGINS: f64 = 17.6;

/// How many lines a text takes, roughly.
pub(super) fn lines(cell: &TableCell, width: u32) -> f64 {
    let room = (f64::from(width) - MARGINS).max(EM);
    cell.written.text.split('\n').map(|line| (ems(line) * EM / room).ceil().max(1.0)).sum()
}
