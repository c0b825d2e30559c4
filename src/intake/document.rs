//! What every kind of document comes down to: lines and tables of merged cells, in reading order.

use crate::report::{Enclosed, EnclosedFault, is_enclosed, is_gathered};
use std::sync::Arc;

/// Heads stand in one of the first rows: over them a number, a title and the unit of amounts.
const HEADS: usize = 5;

/// A document as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its lines and tables, in reading order. In a workbook each sheet is one table.
    pub blocks: Vec<DocumentBlock>,
    /// What it encloses, unseen, where it is a paper of ours.
    pub enclosed: Option<Result<Arc<Enclosed>, EnclosedFault>>,
    /// It says of itself what one sees in it, and that is still so: nothing was changed.
    pub untouched: bool,
}

impl Document {
    /// These blocks, and nothing unseen.
    #[must_use]
    pub fn of(blocks: Vec<DocumentBlock>) -> Self {
        Self { blocks, ..Self::default() }
    }

    /// What it encloses, where that can be used.
    #[must_use]
    pub fn own(&self) -> Option<&Arc<Enclosed>> {
        self.enclosed.as_ref()?.as_ref().ok()
    }

    /// A sheet that only holds what is enclosed, or says again what others say, is none of its sheets.
    pub(super) fn take_out_own(&mut self) {
        let again = |table: &DocumentTable| (0..HEADS).any(|row| is_gathered(&table.row(row)));
        self.blocks.retain(|block| !matches!(block, DocumentBlock::Table(table) if again(table)));
        let is_enclosing = |block: &DocumentBlock| match block {
            DocumentBlock::Table(table) => table.cells.first().is_some_and(|spot| is_enclosed(&spot.text)),
            DocumentBlock::Line(_) => false,
        };
        let Some(at) = self.blocks.iter().position(is_enclosing) else { return };
        if let DocumentBlock::Table(table) = self.blocks.remove(at) {
            let text: String = table.cells.into_iter().map(|spot| spot.text).collect();
            self.enclosed = Some(Enclosed::read(&text).map(Arc::new));
        }
    }

    /// Only these of its sheets.
    ///
    /// # Errors
    /// The name no sheet has, and those there are.
    pub fn only(mut self, sheets: &[String]) -> Result<Self, (String, Vec<String>)> {
        let named = |block: &DocumentBlock| {
            if let DocumentBlock::Table(table) = block { Some(table.name.clone()) } else { None }
        };
        let names = self.sheets();
        if let Some(unknown) = sheets.iter().find(|sheet| !names.contains(sheet)) {
            return Err((unknown.clone(), names));
        }
        // What it encloses is all of it.
        if names.iter().any(|name| !sheets.contains(name)) {
            self.enclosed = None;
        }
        self.blocks.retain(|block| named(block).is_some_and(|name| sheets.contains(&name)));
        Ok(self)
    }

    /// The names of its sheets, in order; a Word file has none.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        let named = |block: &DocumentBlock| {
            if let DocumentBlock::Table(table) = block { Some(table.name.clone()) } else { None }
        };
        self.blocks.iter().filter_map(named).filter(|name| !name.is_empty()).collect()
    }

    /// Nothing is written in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| match block {
            DocumentBlock::Line(line) => line.text.trim().is_empty(),
            DocumentBlock::Table(table) => table.cells.iter().all(|spot| spot.text.trim().is_empty()),
        })
    }
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentBlock {
    /// A paragraph.
    Line(DocumentLine),
    /// A table.
    Table(DocumentTable),
}

impl DocumentBlock {
    /// It is a hidden sheet.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Table(table) if table.hidden)
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its text as one reads it, automatic numbers included; line breaks inside it are `\n`.
    pub text: String,
    /// The level of its heading, from 1, where its style says so.
    pub heading: Option<u8>,
}

/// A table, or a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentTable {
    /// The sheet's name; empty in a Word file.
    pub name: String,
    /// The sheet is hidden.
    pub hidden: bool,
    /// Its cells, row by row, left to right. Cells without text may be missing.
    pub cells: Vec<Spot>,
}

impl DocumentTable {
    /// What stands in one of its rows.
    fn row(&self, row: usize) -> Vec<&str> {
        self.cells.iter().filter(|spot| spot.row == row).map(|spot| spot.text.trim()).collect()
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// How many rows it covers, at least 1.
    pub down: usize,
    /// How many columns it covers, at least 1.
    pub across: usize,
    /// Its text as one reads it there: paragraphs parted by `\n`, 0.95 in a percent format is `95%`.
    pub text: String,
    /// How its text came about.
    pub origin: TextOrigin,
    /// Its row or column is hidden.
    pub hidden: bool,
}

/// How the text of a cell came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextOrigin {
    /// Written.
    #[default]
    Written,
    /// A formula's result, kept in the file.
    Computed,
    /// A formula whose result the file does not keep; the text is empty.
    Missing,
}
