//! Notes: a long text of a column stands under its table, and its cell only says which note it is.

use super::Maker;
use crate::form::{Column, Holds};
use crate::output::manuscript::{Block, CellNote, Table, TableCell};
use crate::output::measure::lines_in;
use crate::sheet::Line;

/// A text of more lines, at the width that the form gives it, is long.
const FEW: f64 = 3.0;
/// What a cell says before the number.
pub(super) const SEE: &str = "见注";
/// A longer name is none by which a note is told from others.
const NAME: usize = 60;

/// Long texts of that column may stand under its table.
#[cfg_attr(not(feature = "print"), allow(dead_code, reason = "only what is printed can be wished for"))]
pub fn is_noted(column: &Column) -> bool {
    column.holds == Holds::Long && !column.screen_only
}

impl Maker<'_> {
    /// A text of that column, which the form has so wide, stands under its table.
    pub(super) fn is_below(&self, column: &Column, text: &str, width: u32) -> bool {
        self.notes && is_noted(column) && !text.trim().is_empty() && lines_in(text, width) > FEW
    }

    /// The cell, or where what is written in it is long the one that says which note has it; its number comes later.
    pub(super) fn noted(&self, line: &Line, column: &Column, width: u32, cell: TableCell) -> TableCell {
        if !self.is_below(column, &cell.written.text, width) {
            return cell;
        }
        let mut said = cell.written.clone();
        said.text = SEE.into();
        let note = CellNote { head: about(line.name()), written: cell.written };
        TableCell { written: said, note: Some(Box::new(note)), ..cell }
    }
}

/// （走访企业）, of a row that has a name. Brackets that do not close would not end it.
fn about(name: &str) -> String {
    let name: String = name.split_whitespace().collect();
    let mut open = 0_i32;
    let closes = name.chars().all(|c| {
        open += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        open >= 0
    });
    let tells = closes && open == 0 && !name.is_empty() && name.chars().count() <= NAME;
    if tells { format!("（{name}）") } else { String::new() }
}

/// Blocks with the notes of their tables under these; numbers go through all of a part.
pub(super) fn put_under(blocks: impl Iterator<Item = Block>) -> Vec<Block> {
    let (mut all, mut open, mut number) = (Vec::new(), Vec::new(), 0);
    let mut blocks = blocks.peekable();
    while let Some(mut block) = blocks.next() {
        if let Block::Table(table) = &mut block {
            open.extend(numbered(table, &mut number));
        }
        all.push(block);
        // Tables that stand on each other are one on paper.
        if !open.is_empty() && !matches!(blocks.peek(), Some(Block::Table(_))) {
            all.push(Block::CellNotes(std::mem::take(&mut open)));
        }
    }
    all
}

/// The notes of a table, numbered as its rows go.
fn numbered(table: &mut Table, number: &mut usize) -> Vec<CellNote> {
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    let notes = cells.filter_map(|cell| {
        let note = cell.note.as_mut()?;
        *number += 1;
        cell.written.text = format!("{SEE}{number}");
        note.head = format!("注{number}{}：", note.head);
        Some((**note).clone())
    });
    notes.collect()
}
