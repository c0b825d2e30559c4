//! One grid of columns for all tables of a sheet: the edges of all of them.

use crate::output::manuscript::{ManuscriptPart, Table, TableCell};
use std::collections::BTreeSet;

/// Edges nearer than this, in tenths of a millimetre, are one.
const NEAR: u32 = 25;
/// Pixels of a tenth of a millimetre, with a tenth more than on paper, since a sheet's cells keep more free.
const PIXELS: f64 = 0.416;
/// A Han character of a table, in tenths of a millimetre.
const EM: u32 = 37;

/// Where columns begin and end, in tenths of a millimetre.
pub(super) struct BookColumns {
    /// Each column's left edge, and the right one of the last.
    edges: Vec<u32>,
}

/// The columns a cell covers: the first, and the one behind the last.
pub(super) type Reach = (usize, usize);

impl BookColumns {
    pub fn new(part: &ManuscriptPart) -> Self {
        let cells =
            part.tables().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells).map(move |c| (table, c)));
        let mut all = BTreeSet::new();
        let mut narrowest = NEAR;
        for (table, cell) in cells {
            let (from, to) = edges(table, cell);
            narrowest = narrowest.min(to.saturating_sub(from).max(1));
            all.extend([from, to]);
            all.extend(label_edge(table, cell));
        }
        let mut columns: Vec<u32> = Vec::new();
        for edge in all {
            if columns.last().is_none_or(|last| edge - last >= narrowest) {
                columns.push(edge);
            }
        }
        Self { edges: columns }
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// How wide each is, in pixels.
    pub fn pixels(&self) -> Vec<f64> {
        self.edges.iter().zip(self.edges.iter().skip(1)).map(|(from, to)| f64::from(to - from) * PIXELS).collect()
    }

    /// The columns that a cell covers.
    pub fn reach(&self, table: &Table, cell: &TableCell) -> Reach {
        let (from, to) = edges(table, cell);
        let left = self.at(from);
        (left, self.at(to).max(left + 1))
    }

    /// The columns of a cell's label and of what is written behind it, where both stand in one cell on paper.
    pub fn halves(&self, table: &Table, cell: &TableCell) -> Option<(Reach, Reach)> {
        let (left, right) = self.reach(table, cell);
        let middle = self.at(label_edge(table, cell)?);
        (left < middle && middle < right).then_some(((left, middle), (middle, right)))
    }

    /// The column that begins there: edges near one another are the first of them.
    fn at(&self, x: u32) -> usize {
        self.edges.partition_point(|edge| *edge <= x).saturating_sub(1)
    }
}

/// Where a cell begins and ends.
fn edges(table: &Table, cell: &TableCell) -> (u32, u32) {
    let until = |column: usize| table.widths.iter().take(column).sum();
    (until(cell.at), until(cell.at + cell.span))
}

/// Where the labels end that share their cells with figures: a figure needs a cell of its own.
fn label_edge(table: &Table, cell: &TableCell) -> Option<u32> {
    let shared = |cell: &&TableCell| !cell.label.is_empty() && !cell.written.key.is_empty();
    if !shared(&cell) {
        return None;
    }
    let like = table.rows.iter().flat_map(|row| &row.cells).filter(|c| c.at == cell.at && c.span == cell.span);
    let room = like.filter(shared).map(|c| EM * (1 + c.label.chars().count() as u32 + u32::from(c.indent))).max()?;
    let (from, to) = edges(table, cell);
    Some(from + room.min((to - from) * 3 / 5))
}
