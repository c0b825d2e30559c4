//! A table as one reads it: which cell stands at a place, merged ones at all they cover.

use crate::intake::document::{DocumentTable, Spot};
use crate::intake::label::plain;
use std::collections::BTreeMap;

/// A merged cell that covers more rows than that is only known where it begins.
const DEEPEST: usize = 2_000;
/// How many places merged cells may cover together.
const WIDEST: usize = 2_000_000;

/// The cells with a text that begin in the n-th row of a table.
pub(super) fn filled<'t>(lattice: &Lattice<'t>, n: usize) -> impl Iterator<Item = (usize, &'t Spot)> {
    lattice.begun(n).filter(|(_, spot)| !plain(&spot.text).is_empty())
}

/// A table by rows. Rows without any text are left out.
pub(super) struct Lattice<'t> {
    spots: &'t [Spot],
    /// For each row that has a text, the spots that stand in it, left to right.
    rows: Vec<(usize, Vec<usize>)>,
}

impl<'t> Lattice<'t> {
    pub fn new(table: &'t DocumentTable) -> Self {
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, spot) in table.cells.iter().enumerate() {
            rows.entry(spot.row).or_default().push(index);
        }
        let own: Vec<usize> = rows.keys().copied().collect();
        let mut left = WIDEST;
        for (index, spot) in table.cells.iter().enumerate().filter(|(_, spot)| spot.down > 1) {
            let end = spot.row.saturating_add(spot.down.min(DEEPEST));
            let from = own.partition_point(|row| *row <= spot.row);
            for row in own.iter().skip(from).take_while(|row| **row < end) {
                left = left.saturating_sub(1);
                if left > 0 {
                    rows.entry(*row).or_default().push(index);
                }
            }
        }
        let column = |index: &usize| table.cells.get(*index).map_or(0, |spot| spot.column);
        for spots in rows.values_mut() {
            spots.sort_by_key(column);
        }
        let said = |index: &usize| table.cells.get(*index).is_some_and(|spot| !spot.text.trim().is_empty());
        rows.retain(|_, spots| spots.iter().any(said));
        Self { spots: &table.cells, rows: rows.into_iter().collect() }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.spots.iter().map(|spot| spot.column.saturating_add(spot.across)).max().unwrap_or_default()
    }

    /// The cells that stand in the n-th row, left to right, with their places in [`DocumentTable::cells`].
    pub fn row(&self, n: usize) -> impl DoubleEndedIterator<Item = (usize, &'t Spot)> + Clone + '_ {
        let spots = self.rows.get(n).map_or(&[][..], |(_, spots)| spots);
        spots.iter().filter_map(|index| Some((*index, self.spots.get(*index)?)))
    }

    /// Those of them that begin there.
    pub fn begun(&self, n: usize) -> impl DoubleEndedIterator<Item = (usize, &'t Spot)> + Clone + '_ {
        self.row(n).filter(move |(_, spot)| self.begins(n, spot))
    }

    /// A cell that stands in the n-th row begins there.
    pub fn begins(&self, n: usize, spot: &Spot) -> bool {
        self.rows.get(n).is_some_and(|(row, _)| *row == spot.row)
    }

    /// The cell of the n-th row that stands in a column.
    pub fn at(&self, n: usize, column: usize) -> Option<(usize, &'t Spot)> {
        self.row(n).find(|(_, spot)| (spot.column..spot.column.saturating_add(spot.across)).contains(&column))
    }
}
