//! Where cells stand to each other, without pixels: which is right of, below, before and after another, and which lie
//! in the rectangle between two.
//!
//! It follows the screen: the tables of one tab, one below the other, each with its lines as rows. *No rectangle leaves
//! its table, and left and right never leave their row.* Lines that hold nothing to write (a heading, the place where
//! rows are added) are no rows.

use super::{Cell, Part, Sheet, columns};
use crate::form::{CellId, Form, Holds, Kind, Tab};
use std::ops::RangeInclusive;

/// Where to go from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The next cell above in its column, or in the last row of the table above.
    Up,
    /// The next cell below in its column, or in the first row of the table below.
    Down,
    /// In its row.
    Left,
    /// In its row.
    Right,
    /// In reading order, over cells that are the clerk's to fill in.
    Next,
    /// The same, backwards.
    Back,
    /// The first cell of the tab that is to be filled in.
    First,
    /// The last one.
    Last,
}

/// A rectangle of cells, row by row; none where no cell stands.
pub type CellBlock<'s> = Vec<Vec<Option<&'s Cell>>>;

/// Where the cells of one tab stand.
#[derive(Clone, Debug)]
pub struct Geometry<'s> {
    /// In reading order.
    seats: Vec<Seat<'s>>,
}

/// One cell at its place.
#[derive(Clone, Copy, Debug)]
struct Seat<'s> {
    cell: &'s Cell,
    /// Which table of the tab.
    table: usize,
    /// Which row of the tab.
    row: usize,
    /// Which column of the table; 0 is that of the lines' own names.
    column: usize,
}

impl<'s> Geometry<'s> {
    /// The cells of a tab as they stand while that project is shown.
    #[must_use]
    pub fn of(form: &Form, sheet: &'s Sheet, tab: Tab, project: usize) -> Self {
        let (mut seats, mut row) = (Vec::new(), 0);
        for (table, part) in sheet.parts_on(form, tab, project).enumerate() {
            let Some(section) = form.sections.get(part.section) else { continue };
            let beside = part.is_side_by_side(&section.kind);
            for (number, line) in part.lines.iter().enumerate() {
                for cell in &line.cells {
                    let column = if beside { number + 1 } else { column_of(&section.kind, cell) };
                    seats.push(Seat { cell, table, row, column });
                }
                row += usize::from(!line.cells.is_empty() && !beside);
            }
            row += usize::from(beside);
        }
        Self { seats }
    }

    /// Every cell, in reading order.
    pub fn cells(&self) -> impl Iterator<Item = &'s Cell> {
        self.seats.iter().map(|seat| seat.cell)
    }

    /// The cell to go to from another. None where the way ends, or the other stands elsewhere.
    #[must_use]
    pub fn step(&self, from: &CellId, to: Direction) -> Option<&'s CellId> {
        let index = self.seats.iter().position(|seat| seat.cell.at == *from)?;
        let (before, rest) = self.seats.split_at_checked(index)?;
        let (here, after) = rest.split_first()?;
        let (filled, writable) = (|seat: &&Seat| seat.cell.is_to_fill(), |seat: &&Seat| seat.cell.is_writable());
        let found = match to {
            Direction::Next => after.iter().find(filled),
            Direction::Back => before.iter().rev().find(filled),
            Direction::First => self.seats.iter().find(filled),
            Direction::Last => self.seats.iter().rev().find(filled),
            Direction::Right => after.iter().take_while(|seat| seat.row == here.row).find(writable),
            Direction::Left => before.iter().rev().take_while(|seat| seat.row == here.row).find(writable),
            Direction::Down => here.beyond(after.iter()),
            Direction::Up => here.beyond(before.iter().rev()),
        };
        found.map(|seat| &seat.cell.at)
    }

    /// The cells in the rectangle of which these are two corners. None where they stand in two tables.
    #[must_use]
    pub fn between(&self, one: &CellId, other: &CellId) -> Option<CellBlock<'s>> {
        let (one, other) = (self.seat(one)?, self.seat(other)?);
        let rows = one.row.min(other.row)..=one.row.max(other.row);
        let columns = one.column.min(other.column)..=one.column.max(other.column);
        (one.table == other.table).then(|| self.block(one.table, rows, columns))
    }

    /// The cells in the rectangle of so many rows and columns from a cell on, as far as its table goes.
    #[must_use]
    pub fn from(&self, at: &CellId, rows: usize, columns: usize) -> CellBlock<'s> {
        let Some(first) = self.seat(at).filter(|_| rows > 0 && columns > 0) else { return Vec::new() };
        let own = self.seats.iter().filter(|seat| seat.table == first.table);
        let (last_row, last_column) =
            own.fold((0, 0), |(row, column), seat| (seat.row.max(row), seat.column.max(column)));
        let rows = first.row..=last_row.min(first.row.saturating_add(rows - 1));
        let columns = first.column..=last_column.min(first.column.saturating_add(columns - 1));
        self.block(first.table, rows, columns)
    }

    fn seat(&self, at: &CellId) -> Option<&Seat<'s>> {
        self.seats.iter().find(|seat| seat.cell.at == *at)
    }

    fn block(&self, table: usize, rows: RangeInclusive<usize>, columns: RangeInclusive<usize>) -> CellBlock<'s> {
        let mut block = vec![vec![None; columns.clone().count()]; rows.clone().count()];
        for seat in self.seats.iter().filter(|seat| seat.table == table) {
            let row = seat.row.checked_sub(*rows.start()).and_then(|row| block.get_mut(row));
            let column = seat.column.checked_sub(*columns.start());
            if let Some(place) = row.zip(column).and_then(|(row, column)| row.get_mut(column)) {
                *place = Some(seat.cell);
            }
        }
        block
    }
}

impl<'s> Seat<'s> {
    /// The next writable cell of its column among those that follow it, or else the nearest one in the row with which
    /// another table begins.
    fn beyond<'a>(&self, others: impl Iterator<Item = &'a Seat<'s>> + Clone) -> Option<&'a Seat<'s>>
    where
        's: 'a,
    {
        let others = others.filter(|seat| seat.row != self.row && seat.cell.is_writable());
        let own = others.clone().find(|seat| seat.table == self.table && seat.column == self.column);
        own.or_else(|| {
            let first = others.clone().find(|seat| seat.table != self.table)?;
            others.filter(|seat| seat.row == first.row).min_by_key(|seat| seat.column.abs_diff(self.column))
        })
    }
}

/// Which column of its table a cell stands in; a table without columns of the form's own has one.
fn column_of(kind: &Kind, cell: &Cell) -> usize {
    match kind {
        Kind::Facts(_) | Kind::Prose(_) => 1,
        Kind::Grid(_) | Kind::Scores(_) => {
            columns(kind).iter().position(|column| column.id == cell.at.column).map_or(0, |number| number + 1)
        }
    }
}

impl Part {
    /// Two or more facts that are long texts (预期目标, 实际完成情况) stand side by side under their labels.
    #[must_use]
    pub fn is_side_by_side(&self, kind: &Kind) -> bool {
        let long = |line: &super::Line| line.only().is_some_and(|cell| cell.holds == Holds::Long);
        matches!(kind, Kind::Facts(_)) && self.lines.len() > 1 && self.lines.iter().all(long)
    }
}

impl Sheet {
    /// The parts of a tab as they stand while that project is shown.
    pub fn parts_on(&self, form: &Form, tab: Tab, project: usize) -> impl Iterator<Item = &Part> {
        let here = move |part: &&Part| form.sections.get(part.section).is_some_and(|section| section.tab == tab);
        self.parts.iter().filter(here).filter(move |part| part.project.is_none_or(|own| own == project))
    }
}
