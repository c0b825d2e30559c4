//! Properties of letters, paragraphs and rows: each text of properties is a list of changes to what holds without them.

use crate::intake::compound::{long, word};
use crate::intake::word::cells::Downwards;
use crate::intake::word::edges::{CellShape, RowShape};

/// What the text of pieces is made of: changes, then the pieces.
pub(super) const PIECE_RULES: u8 = 1;
pub(super) const TEXT: u8 = 2;

/// Cells of a row.
const CELLS: usize = 255;
/// The bytes of a cell in the shape of a row.
const SHAPE: usize = 20;

/// The numbers of the changes that are understood.
mod change {
    pub const DELETED: u16 = 0x0800;
    pub const FIELD_CODE: u16 = 0x0802;
    pub const SYMBOL: u16 = 0x6a09;
    pub const HIDDEN: u16 = 0x083c;
    pub const LEVEL: u16 = 0x260a;
    pub const LIST: u16 = 0x460b;
    pub const OUTLINE: u16 = 0x2640;
    pub const IN_TABLE: u16 = 0x2416;
    pub const ROW_END: u16 = 0x2417;
    pub const DEPTH: u16 = 0x6649;
    pub const INNER_CELL: u16 = 0x244b;
    pub const INNER_ROW_END: u16 = 0x244c;
    pub const ELSEWHERE: [u16; 3] = [0x6645, 0x6646, 0x646b];
    pub const TABS: u16 = 0xc615;
    pub const ROW: u16 = 0xd608;
    pub const MERGE: u16 = 0x5624;
    pub const UNMERGE: u16 = 0x5625;
    pub const MERGE_DOWN: u16 = 0xd62b;
    pub const INSERT: u16 = 0x7621;
    pub const REMOVE: u16 = 0x5622;
    pub const WIDTH: u16 = 0x7623;
}

/// The changes in a text of properties: the number of each, and what it is set to.
fn changes(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let kind = word(rest, 0)?;
        let more = rest.get(2..)?;
        let first = usize::from(*more.first()?);
        let (skip, length) = match (kind, kind >> 13) {
            (change::ROW, _) => (2, usize::from(word(more, 0)?).checked_sub(1)?),
            // Its length does not fit its byte then, and nothing of tabs is wanted.
            (change::TABS, _) if first == 255 => return None,
            (_, 0 | 1) => (0, 1),
            (_, 2 | 4 | 5) => (0, 2),
            (_, 3) => (0, 4),
            (_, 7) => (0, 3),
            _ => (1, first),
        };
        let value = more.get(skip..skip + length)?;
        rest = more.get(skip + length..)?;
        Some((kind, value))
    })
}

/// What a letter is.
#[derive(Clone, Copy, Default)]
pub(super) struct LetterLook {
    pub hidden: bool,
    pub deleted: bool,
    /// A letter of a symbol face stands in its place.
    pub symbol: Option<u16>,
}

impl LetterLook {
    pub fn change(&mut self, bytes: &[u8]) {
        for (kind, value) in changes(bytes) {
            let on = value.first().is_some_and(|value| matches!(value, 1 | 0x81));
            match kind {
                change::DELETED => self.deleted = on,
                change::HIDDEN | change::FIELD_CODE => self.hidden = on,
                change::SYMBOL => self.symbol = word(value, 2),
                _ => {}
            }
        }
    }
}

/// What a paragraph is.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphLook {
    pub in_table: bool,
    /// Its mark ends a row, or the cell of a table within a cell.
    pub ends_row: bool,
    pub ends_inner_cell: bool,
    /// How many tables deep it stands, where that is said.
    pub depth: Option<u32>,
    /// The level of its heading, from 0; 9 is none.
    pub outline: Option<u8>,
    pub list: Option<u16>,
    pub level: Option<u8>,
    pub row: RowLook,
}

impl ParagraphLook {
    /// Changes it; some changes say that there are more elsewhere, in `data`. How many bytes these are is handed back.
    pub fn change(&mut self, bytes: &[u8], data: &[u8]) -> usize {
        let mut elsewhere = 0;
        for (kind, value) in changes(bytes) {
            if change::ELSEWHERE.contains(&kind) {
                let at = long(value, 0).map_or(usize::MAX, |at| at as usize);
                let length = word(data, at).map(usize::from).unwrap_or_default();
                let more = at.checked_add(2).and_then(|at| data.get(at..at.checked_add(length)?));
                elsewhere += more.map_or(0, <[u8]>::len);
                changes(more.unwrap_or_default()).for_each(|(kind, value)| self.set(kind, value));
            } else {
                self.set(kind, value);
            }
        }
        elsewhere
    }

    fn set(&mut self, kind: u16, value: &[u8]) {
        let first = value.first().copied().unwrap_or_default();
        match kind {
            change::IN_TABLE => self.in_table = first == 1,
            change::ROW_END | change::INNER_ROW_END => self.ends_row = first == 1,
            change::INNER_CELL => self.ends_inner_cell = first == 1,
            change::DEPTH => self.depth = long(value, 0),
            change::OUTLINE => self.outline = Some(first),
            change::LIST => self.list = word(value, 0),
            change::LEVEL => self.level = Some(first),
            _ => {
                self.row.set(kind, value);
            }
        }
    }
}

/// The shape of a row: where it begins, and its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct RowLook {
    left: i32,
    cells: Vec<CellLook>,
}

#[derive(Clone, Copy, Debug, Default)]
struct CellLook {
    width: i32,
    downwards: Downwards,
    /// Part of a run of merged cells: how it is marked.
    merged: u8,
}

impl RowLook {
    fn set(&mut self, kind: u16, value: &[u8]) -> Option<()> {
        let (first, last) = (usize::from(*value.first()?), usize::from(*value.get(1)?));
        let cells = || first..last;
        match kind {
            change::ROW => self.define(value)?,
            change::MERGE => self.cells.get_mut(cells())?.iter_mut().zip(0..).for_each(|(cell, n)| {
                cell.merged = if n == 0 { 1 } else { 2 };
            }),
            change::UNMERGE => self.cells.get_mut(cells())?.iter_mut().for_each(|cell| cell.merged = 0),
            change::MERGE_DOWN => self.cells.get_mut(first)?.downwards = downwards(last & 1 != 0, last & 2 != 0),
            change::INSERT => {
                let (count, width) = (last.min(CELLS.saturating_sub(self.cells.len())), word(value, 2)?);
                let new = CellLook { width: i32::from(width), ..CellLook::default() };
                let at = first.min(self.cells.len());
                self.cells.splice(at..at, std::iter::repeat_n(new, count));
            }
            change::REMOVE => drop(self.cells.drain(first.min(last)..last.min(self.cells.len()).max(first.min(last)))),
            change::WIDTH => {
                let width = i32::from(word(value, 2)?);
                self.cells.get_mut(cells())?.iter_mut().for_each(|cell| cell.width = width);
            }
            _ => {}
        }
        Some(())
    }

    /// The number of cells, their edges, and what is said of each.
    fn define(&mut self, value: &[u8]) -> Option<()> {
        let count = usize::from(*value.first()?);
        let edge = |n: usize| word(value, 1 + n * 2).map(|edge| i32::from(edge.cast_signed()));
        let shapes = value.get(1 + (count + 1) * 2..).unwrap_or_default();
        self.left = edge(0)?;
        let mut left = self.left;
        self.cells = (0..count)
            .map_while(|n| {
                let right = edge(n + 1)?;
                let width = right.saturating_sub(left).max(0);
                left = right;
                let flags = word(shapes, n * SHAPE).unwrap_or_default();
                let downwards = downwards(flags & 0x20 != 0, flags & 0x40 != 0);
                Some(CellLook { width, downwards, merged: (flags & 3) as u8 })
            })
            .collect();
        Some(())
    }

    /// Its shape on the page.
    pub fn shape(&self) -> RowShape {
        let mut right = self.left;
        // Which mark is the first cell's and which the others' differs by program: the first of a run tells.
        let mut run = 0;
        let cells = self.cells.iter().map(|cell| {
            right = right.saturating_add(cell.width);
            if cell.merged == 0 || run == 0 {
                run = cell.merged;
                return CellShape { right, downwards: cell.downwards, joins_left: false };
            }
            CellShape { right, downwards: cell.downwards, joins_left: cell.merged != run }
        });
        RowShape { left: self.left, cells: cells.collect() }
    }
}

fn downwards(merged: bool, begins: bool) -> Downwards {
    match (merged, begins) {
        (_, true) => Downwards::Begins,
        (true, false) => Downwards::GoesOn,
        (false, false) => Downwards::Alone,
    }
}
