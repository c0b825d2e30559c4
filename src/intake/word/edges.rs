//! Tables as old files keep them: rows one by one, each cell between two edges on the page. What stands in one column is
//! told by the edges of all rows together.

use super::cells::{CellPlace, Downwards, GrowingTable};
use super::{BLOCKS, CELLS};
use crate::intake::{DocumentBlock, DocumentFault, DocumentLine, DocumentTable};

/// Edges no further apart are meant as one: lines are drawn by hand. In twentieths of a point.
const NEAR: i32 = 20;
/// The width of a cell of which nothing is known.
const USUAL: i32 = 1_440;
/// Tables within tables.
const DEEPEST: usize = 50;

/// The shape of a cell: its right edge, and how it joins those around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellShape {
    pub right: i32,
    pub downwards: Downwards,
    pub joins_left: bool,
}

/// The shape of a row: where it begins, and its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct RowShape {
    pub left: i32,
    pub cells: Vec<CellShape>,
}

struct EdgedRow {
    shape: RowShape,
    texts: Vec<String>,
}

/// A table being read, and the cell in it.
#[derive(Default)]
struct OpenTable {
    rows: Vec<EdgedRow>,
    texts: Vec<String>,
    lines: Vec<String>,
    /// The tables within its cells.
    within: Vec<DocumentBlock>,
}

/// What has been read: lines, tables, and the tables that are still being read, one within the other.
pub(super) struct EdgedTables {
    blocks: Vec<DocumentBlock>,
    open: Vec<OpenTable>,
    left: usize,
}

impl EdgedTables {
    pub fn new() -> Self {
        Self { blocks: Vec::new(), open: Vec::new(), left: CELLS }
    }

    /// A paragraph, so many tables deep.
    pub fn line(&mut self, depth: usize, line: DocumentLine) -> Result<(), DocumentFault> {
        if let Some(table) = self.at(depth)? {
            table.lines.push(line.text);
        } else {
            self.blocks.push(DocumentBlock::Line(line));
        }
        Ok(())
    }

    /// The end of a cell.
    pub fn cell(&mut self, depth: usize) -> Result<(), DocumentFault> {
        self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
        if let Some(table) = self.at(depth)? {
            while table.lines.last().is_some_and(|line| line.trim().is_empty()) {
                table.lines.pop();
            }
            table.texts.push(table.lines.join("\n"));
            table.lines.clear();
        }
        Ok(())
    }

    /// The end of a row.
    pub fn row(&mut self, depth: usize, shape: RowShape) -> Result<(), DocumentFault> {
        if let Some(table) = self.at(depth)? {
            let texts = std::mem::take(&mut table.texts);
            table.rows.push(EdgedRow { shape, texts });
        }
        Ok(())
    }

    /// The end of a row that was struck out.
    pub fn drop_row(&mut self, depth: usize) -> Result<(), DocumentFault> {
        if let Some(table) = self.at(depth)? {
            table.texts.clear();
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<DocumentBlock>, DocumentFault> {
        self.at(0)?;
        Ok(self.blocks)
    }

    /// The table at a depth; those that lie deeper are finished, those on the way there begun.
    fn at(&mut self, depth: usize) -> Result<Option<&mut OpenTable>, DocumentFault> {
        let depth = depth.min(DEEPEST);
        while self.open.len() > depth {
            let Some(mut done) = self.open.pop() else { break };
            done.give_up_row();
            let blocks = self.open.last_mut().map_or(&mut self.blocks, |above| &mut above.within);
            if !done.rows.is_empty() {
                blocks.push(DocumentBlock::Table(table(done.rows)));
            }
            blocks.append(&mut done.within);
        }
        if self.blocks.len() > BLOCKS {
            return Err(DocumentFault::TooLarge);
        }
        while self.open.len() < depth {
            self.open.push(OpenTable::default());
        }
        Ok(self.open.last_mut())
    }
}

impl OpenTable {
    /// A row whose end was lost is one all the same.
    fn give_up_row(&mut self) {
        if self.lines.iter().any(|line| !line.trim().is_empty()) {
            self.texts.push(self.lines.join("\n"));
        }
        if !self.texts.is_empty() {
            let texts = std::mem::take(&mut self.texts);
            self.rows.push(EdgedRow { shape: RowShape::default(), texts });
        }
    }
}

/// The table of these rows.
fn table(rows: Vec<EdgedRow>) -> DocumentTable {
    let mut edges: Vec<i32> = rows.iter().flat_map(EdgedRow::edges).collect();
    edges.sort_unstable();
    let mut columns: Vec<i32> = Vec::new();
    for edge in edges {
        if columns.last().is_none_or(|last| edge.saturating_sub(*last) > NEAR) {
            columns.push(edge);
        }
    }
    let column = |edge: i32| columns.partition_point(|column| *column <= edge).saturating_sub(1);
    let mut growing = GrowingTable::default();
    for (n, row) in rows.into_iter().enumerate() {
        let mut edges = row.edges();
        let mut from = edges.next().map(column).unwrap_or_default();
        let edges: Vec<i32> = edges.collect();
        for ((text, edge), at) in row.texts.into_iter().zip(edges).zip(0..) {
            let shape = row.shape.cells.get(at).copied().unwrap_or_default();
            let to = column(edge).max(from + 1);
            let (downwards, joins_left) = (shape.downwards, shape.joins_left);
            let place = CellPlace { row: n, column: from, across: to - from, downwards, joins_left, hidden: false };
            growing.put(place, || text);
            from = to;
        }
    }
    growing.finish()
}

impl EdgedRow {
    /// The left edge, and the right one of each cell that has a text; those beyond the shape go on at the usual width.
    fn edges(&self) -> impl Iterator<Item = i32> + '_ {
        let known = self.shape.cells.iter().map(|cell| cell.right);
        let last = self.shape.cells.last().map_or(self.shape.left, |cell| cell.right);
        let more = (1..).map(move |n: i32| last.saturating_add(USUAL.saturating_mul(n)));
        std::iter::once(self.shape.left).chain(known.chain(more).take(self.texts.len()))
    }
}
