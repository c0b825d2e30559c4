//! One text into many cells: over all that are selected, downwards, to the right; and cells emptied. Each is one step.

use crate::app::grid::clipboard::as_typed;
use crate::desk::Desk;
use crate::form::CellId;
use crate::report::Edit;
use crate::sheet::{Cell, CellBlock};
use std::collections::HashSet;

/// What is written into selected cells. What the program computes is passed over, as in a paste.
#[derive(Debug, Default)]
pub(crate) struct Spread {
    /// What is written.
    pub edits: Vec<Edit>,
    /// Where it was typed, over a figure that the program computes: there it stands already.
    typed: Option<CellId>,
    /// So many cells are not the clerk's to fill in.
    passed: usize,
}

impl Spread {
    /// This text in every one.
    pub fn all(block: &CellBlock<'_>, text: &str) -> Self {
        let mut spread = Self::default();
        block.iter().flatten().flatten().for_each(|cell| spread.write(cell, text));
        spread
    }

    /// What was typed in one of the cells, in every other: that the one is computed is known to whom typed over it.
    pub fn typed(block: &CellBlock<'_>, typed: &Cell) -> Self {
        let mut spread = Self::default();
        for cell in block.iter().flatten().flatten() {
            if cell.at == typed.at && !cell.is_to_fill() {
                spread.typed = Some(typed.at.clone());
            } else {
                spread.write(cell, &typed.text);
            }
        }
        spread
    }

    /// The cells of the first row into those below them; of one row alone, the cells of the table above it.
    pub fn down<'s>(block: &CellBlock<'s>, table: &CellBlock<'s>) -> Self {
        Self::along(&turned(block), &turned(table))
    }

    /// The cells of the first column into those at their right; of one column alone, the cells of the table at its left.
    pub fn right<'s>(block: &CellBlock<'s>, table: &CellBlock<'s>) -> Self {
        Self::along(block, table)
    }

    /// Along each line of the block.
    fn along<'s>(block: &CellBlock<'s>, table: &CellBlock<'s>) -> Self {
        let mut spread = Self::default();
        if block.iter().all(|line| line.len() < 2) {
            let held: HashSet<&CellId> = block.iter().flatten().flatten().map(|cell| &cell.at).collect();
            for line in table {
                let mut before: Option<&Cell> = None;
                for cell in line.iter().flatten() {
                    if let (Some(from), true) = (before, held.contains(&cell.at)) {
                        spread.write(cell, &from.text);
                    }
                    before = Some(cell);
                }
            }
            return spread;
        }
        for line in block {
            let mut cells = line.iter();
            let Some(Some(first)) = cells.next() else { continue };
            for cell in cells.flatten() {
                spread.write(cell, &first.text);
            }
        }
        spread
    }

    /// Nothing in any: what was typed over a computed figure goes, and that stands there again.
    pub fn cleared(block: &CellBlock<'_>) -> Self {
        let cells = block.iter().flatten().flatten().filter(|cell| cell.is_writable());
        let empty = |cell: &&Cell| Edit::Write { at: cell.at.clone(), text: "".into() };
        Self { edits: cells.map(empty).collect(), ..Self::default() }
    }

    /// What comes to be computed by what is written beside it is passed over too.
    pub fn leave_computed(&mut self, desk: &Desk) {
        self.passed += desk.leave_computed(&mut self.edits);
    }

    /// What is worth saying: that some cells were passed over.
    pub fn says(&self) -> Option<String> {
        let written = self.edits.len() + usize::from(self.typed.is_some());
        (self.passed > 0).then(|| match written {
            0 => "没有填写：所选的格子由程序计算，或者不能填。".into(),
            _ => format!("已填写{written}格，{}格不能填", self.passed),
        })
    }

    fn write(&mut self, cell: &Cell, text: &str) {
        if cell.is_to_fill() {
            self.edits.push(Edit::Write { at: cell.at.clone(), text: as_typed(cell, text.trim()) });
        } else {
            self.passed += 1;
        }
    }
}

/// Columns as rows.
fn turned<'s>(block: &CellBlock<'s>) -> CellBlock<'s> {
    let width = block.iter().map(Vec::len).max().unwrap_or_default();
    let column = |number: usize| block.iter().map(|row| row.get(number).copied().flatten()).collect();
    (0..width).map(column).collect()
}
