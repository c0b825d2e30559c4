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
    /// In reading order, over cells that are the clerk's to fill in; 完成程度 only where the target is said in words.
    Next,
    /// The same, backwards.
    Back,
    /// The next cell below in its column that is to be filled in, or else the first one of the tables that follow, in
    /// reading order.
    Onward,
    /// The next such cell above, or else the last one of the tables before.
    Return,
    /// The first cell of its row.
    RowStart,
    /// The last one.
    RowEnd,
    /// The first cell of its table.
    TableStart,
    /// The last one.
    TableEnd,
    /// The last of the filled cells that follow one another upwards, or over blank ones to the next that is filled.
    EdgeUp,
    /// The same, downwards.
    EdgeDown,
    /// The same, in its row.
    EdgeLeft,
    /// The same, in its row.
    EdgeRight,
    /// The first cell of the tab that is to be filled in.
    First,
    /// The last one.
    Last,
}

/// How far a selection reaches from its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extension {
    /// To this cell: the rectangle between the two.
    To(CellId),
    /// The whole rows from its own to that of this cell.
    Rows(CellId),
    /// The whole columns from its own to that of this cell.
    Columns(CellId),
    /// The whole table.
    Table,
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
    /// It is to be filled in on the way through the tab: not so a degree that nobody asks for.
    asked: bool,
}

impl<'s> Geometry<'s> {
    /// The cells of a tab, or of the whole form, as they stand while that project is shown.
    #[must_use]
    pub fn of(form: &Form, sheet: &'s Sheet, tab: impl Into<Option<Tab>>, project: usize) -> Self {
        let (mut seats, mut row) = (Vec::new(), 0);
        for (table, part) in sheet.parts_on(form, tab, project).into_iter().enumerate() {
            let Some(section) = form.sections.get(part.section) else { continue };
            let beside = part.is_side_by_side(&section.kind);
            for (number, line) in part.lines.iter().enumerate() {
                for cell in &line.cells {
                    let asked = cell.is_to_fill() && (cell.holds != Holds::Degree || line.aims_at_words());
                    let column = if beside { number + 1 } else { column_of(&section.kind, cell) };
                    seats.push(Seat { cell, table, row, column, asked });
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
        let filled = |seat: &&Seat| seat.asked;
        let found = match to {
            Direction::Next => after.iter().find(filled),
            Direction::Back => before.iter().rev().find(filled),
            Direction::First => self.seats.iter().find(filled),
            Direction::Last => self.seats.iter().rev().find(filled),
            Direction::Onward => here.onward(after.iter()),
            Direction::Return => here.onward(before.iter().rev()),
            Direction::Down => here.beyond(after.iter()),
            Direction::Up => here.beyond(before.iter().rev()),
            Direction::EdgeDown => {
                self.within(here, to, |seat| seat.cell.is_writable()).or_else(|| here.beyond(after.iter()))
            }
            Direction::EdgeUp => {
                self.within(here, to, |seat| seat.cell.is_writable()).or_else(|| here.beyond(before.iter().rev()))
            }
            _ => self.within(here, to, |seat| seat.cell.is_writable()),
        };
        found.map(|seat| &seat.cell.at)
    }

    /// The cell to which a selection reaches that is drawn from another in this direction: any cell of its table.
    #[must_use]
    pub fn reach(&self, from: &CellId, to: Direction) -> Option<&'s CellId> {
        self.within(self.seat(from)?, to, |_| true).map(|seat| &seat.cell.at)
    }

    /// So many steps up or down at once, as far as the way goes.
    #[must_use]
    pub fn paged(
        &self,
        from: &CellId,
        rows: usize,
        step: impl Fn(&CellId) -> Option<&'s CellId>,
    ) -> Option<&'s CellId> {
        let from = &self.seat(from)?.cell.at;
        std::iter::successors(step(from), |at| step(at)).take(rows).last()
    }

    /// The cell in the row of the one and the column of the other.
    #[must_use]
    pub fn crossing(&self, row: &CellId, column: &CellId) -> Option<&'s CellId> {
        let (row, column) = (self.seat(row)?, self.seat(column)?);
        let crosses = |seat: &&Seat| seat.row == row.row && seat.column == column.column;
        self.seats
            .iter()
            .filter(|seat| row.table == column.table && seat.table == row.table)
            .find(crosses)
            .map(|seat| &seat.cell.at)
    }

    /// The cell of its table that lies in that direction, among those that will do.
    fn within(&self, here: &Seat<'s>, to: Direction, will_do: impl Fn(&Seat<'s>) -> bool) -> Option<&Seat<'s>> {
        let table = self.seats.iter().filter(|seat| seat.table == here.table && will_do(seat));
        let row = table.clone().filter(|seat| seat.row == here.row);
        let column = table.clone().filter(|seat| seat.column == here.column);
        let after = |seat: &&Seat| seat.column > here.column;
        let before = |seat: &&Seat| seat.column < here.column;
        let (below, above) = (|seat: &&Seat| seat.row > here.row, |seat: &&Seat| seat.row < here.row);
        match to {
            Direction::Right => row.clone().find(after),
            Direction::Left => row.filter(before).last(),
            Direction::Down => column.clone().find(below),
            Direction::Up => column.filter(above).last(),
            Direction::RowStart => row.min_by_key(|seat| seat.column),
            Direction::RowEnd => row.max_by_key(|seat| seat.column),
            Direction::TableStart => table.clone().next(),
            Direction::TableEnd => table.last(),
            Direction::EdgeRight => here.edge(row.filter(after)),
            Direction::EdgeLeft => here.edge(row.filter(before).collect::<Vec<_>>().into_iter().rev()),
            Direction::EdgeDown => here.edge(column.filter(below)),
            Direction::EdgeUp => here.edge(column.filter(above).collect::<Vec<_>>().into_iter().rev()),
            _ => None,
        }
    }

    /// The cells that a selection holds, row by row. None where it stands in no table, or in two.
    #[must_use]
    pub fn selected(&self, from: &CellId, reach: &Extension) -> Option<CellBlock<'s>> {
        let here = self.seat(from)?;
        let end = match reach {
            Extension::To(end) | Extension::Rows(end) | Extension::Columns(end) => self.seat(end)?,
            Extension::Table => here,
        };
        if end.table != here.table {
            return None;
        }
        let (mut rows, mut columns) = self.extent(here.table);
        if matches!(reach, Extension::To(_) | Extension::Rows(_)) {
            rows = here.row.min(end.row)..=here.row.max(end.row);
        }
        if matches!(reach, Extension::To(_) | Extension::Columns(_)) {
            columns = here.column.min(end.column)..=here.column.max(end.column);
        }
        Some(self.block(here.table, rows, columns))
    }

    /// The cells in the rectangle of which these are two corners. None where they stand in two tables.
    #[must_use]
    pub fn between(&self, one: &CellId, other: &CellId) -> Option<CellBlock<'s>> {
        self.selected(one, &Extension::To(other.clone()))
    }

    /// The cells in the rectangle of so many rows and columns from a cell on, as far as its table goes.
    #[must_use]
    pub fn from(&self, at: &CellId, rows: usize, columns: usize) -> CellBlock<'s> {
        let Some(first) = self.seat(at).filter(|_| rows > 0 && columns > 0) else { return Vec::new() };
        let (all_rows, all_columns) = self.extent(first.table);
        let rows = first.row..=*all_rows.end().min(&first.row.saturating_add(rows - 1));
        let columns = first.column..=*all_columns.end().min(&first.column.saturating_add(columns - 1));
        self.block(first.table, rows, columns)
    }

    /// From which row to which a table goes, and from which column to which.
    fn extent(&self, table: usize) -> (RangeInclusive<usize>, RangeInclusive<usize>) {
        let own = self.seats.iter().filter(|seat| seat.table == table);
        let none = ((usize::MAX, 0), (usize::MAX, 0));
        let ((top, bottom), (left, right)) = own.fold(none, |((top, bottom), (left, right)), seat| {
            ((top.min(seat.row), bottom.max(seat.row)), (left.min(seat.column), right.max(seat.column)))
        });
        (top..=bottom, left..=right)
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
    /// The next cell of its column to be filled in among those that follow it, or else the first of another table's.
    fn onward<'a>(&self, others: impl Iterator<Item = &'a Seat<'s>> + Clone) -> Option<&'a Seat<'s>>
    where
        's: 'a,
    {
        let mut others = others.filter(|seat| seat.row != self.row && seat.cell.is_to_fill());
        let own = others.clone().find(|seat| seat.table == self.table && seat.column == self.column);
        own.or_else(|| others.find(|seat| seat.table != self.table))
    }

    /// Along these cells the last of the filled ones that follow one another from here, or else the next that is filled,
    /// or else the end.
    fn edge<'a>(&self, line: impl Iterator<Item = &'a Seat<'s>> + Clone) -> Option<&'a Seat<'s>>
    where
        's: 'a,
    {
        let filled = |seat: &&Seat| !seat.cell.is_blank();
        let run = if self.cell.is_blank() { None } else { line.clone().take_while(filled).last() };
        run.or_else(|| line.clone().find(filled)).or_else(|| line.last())
    }

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
    /// The parts of a tab, or of the whole form in the order of its paper, as they stand while that project is shown.
    #[must_use]
    pub fn parts_on(&self, form: &Form, tab: impl Into<Option<Tab>>, project: usize) -> Vec<&Part> {
        let tab = tab.into();
        let here = |part: &&Part| {
            part.project.is_none_or(|own| own == project)
                && form.sections.get(part.section).is_some_and(|section| tab.is_none_or(|tab| section.tab == tab))
        };
        let mut parts: Vec<&Part> = self.parts.iter().filter(here).collect();
        if tab.is_none() {
            let order = form.paper_order();
            parts.sort_by_key(|part| order.iter().position(|section| *section == part.section));
        }
        parts
    }
}
