//! A table of a web page, as its rows and cells come.

use crate::intake::{DocumentBlock, DocumentFault, DocumentTable, Spot};

/// Wider and higher cells are clamped: nobody reads so many.
const WIDEST: usize = 1_000;
/// Columns of all cells of a table together.
const COLUMNS: usize = 2_000_000;

/// A table that is being read.
#[derive(Default)]
pub(super) struct WebTable {
    cells: Vec<Spot>,
    /// How many rows have begun.
    rows: usize,
    in_row: bool,
    row_hidden: bool,
    /// For each column the first row in which it is free.
    free: Vec<usize>,
    column: usize,
    covered: usize,
    in_cell: bool,
    lines: Vec<String>,
    /// The tables within its cells.
    pub within: Vec<DocumentBlock>,
}

impl WebTable {
    pub fn is_in_cell(&self) -> bool {
        self.in_cell
    }

    pub fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    pub fn begin_row(&mut self, hidden: bool) {
        self.end_row();
        (self.in_row, self.row_hidden, self.column) = (true, hidden, 0);
        self.rows += 1;
    }

    pub fn end_row(&mut self) {
        self.end_cell();
        self.in_row = false;
    }

    pub fn begin_cell(&mut self, down: usize, across: usize, hidden: bool) -> Result<(), DocumentFault> {
        self.end_cell();
        if !self.in_row {
            self.begin_row(false);
        }
        let row = self.rows.saturating_sub(1);
        while self.free.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let (column, down, across) = (self.column, down.clamp(1, WIDEST), across.clamp(1, WIDEST));
        self.covered += across;
        if self.covered > COLUMNS {
            return Err(DocumentFault::TooLarge);
        }
        self.column += across;
        if self.free.len() < self.column {
            self.free.resize(self.column, 0);
        }
        self.free.iter_mut().skip(column).take(across).for_each(|free| *free = row + down);
        let hidden = hidden || self.row_hidden;
        self.cells.push(Spot { row, column, down, across, hidden, ..Spot::default() });
        self.in_cell = true;
        Ok(())
    }

    pub fn end_cell(&mut self) {
        if std::mem::take(&mut self.in_cell) {
            let text = std::mem::take(&mut self.lines).join("\n");
            if let Some(spot) = self.cells.last_mut() {
                spot.text = text;
            }
        }
    }

    /// The table and those within it; one that only holds others together is none.
    pub fn finish(mut self) -> Vec<DocumentBlock> {
        self.end_row();
        let says = self.cells.iter().any(|spot| !spot.text.is_empty());
        let table = DocumentTable { cells: self.cells, ..DocumentTable::default() };
        let own = says.then_some(DocumentBlock::Table(table));
        own.into_iter().chain(self.within).collect()
    }
}
