//! xls: the workbooks of old Office programs, read by calamine. Formats of numbers are not to be had: 0.95 stays 0.95.

use super::figure::shown;
use super::format::Shape;
use super::{CELLS, Cells, SHEETS};
use crate::intake::{Block, Document, DocumentFault, Spot, Table};
use calamine::{Data, Dimensions, Reader as _, Xls, XlsError};
use std::io::Cursor;
use std::panic::catch_unwind;

/// Old workbooks are small; the library keeps every cell between the first and the last.
const LARGEST: usize = 20 << 20;

/// Reads a workbook.
pub(in crate::intake) fn read_xls(bytes: &[u8]) -> Result<Document, DocumentFault> {
    if bytes.len() > LARGEST {
        return Err(DocumentFault::TooLarge);
    }
    // The library trusts what the file says of itself in places; a damaged file is the clerk's misfortune, not ours.
    catch_unwind(|| sheets(bytes)).unwrap_or(Err(DocumentFault::Broken))
}

fn sheets(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|fault| match fault {
        XlsError::Password => DocumentFault::Locked,
        _ => DocumentFault::OldSheet,
    })?;
    let names = book.sheet_names();
    if names.len() > SHEETS {
        return Err(DocumentFault::TooLarge);
    }
    let mut left = CELLS;
    let mut blocks = Vec::new();
    for (n, name) in names.into_iter().enumerate() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, first) = range.start().unwrap_or_default();
        let mut cells = Cells { spots: Vec::new(), left: &mut left };
        for (row, column, data) in range.used_cells() {
            let (row, column) = (top as usize + row, first as usize + column);
            cells.put(Spot { row, column, down: 1, across: 1, text: text(data), ..Spot::default() })?;
        }
        let regions = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let region = |merged: &Dimensions| {
            let ((top, left), (bottom, right)) = (merged.start, merged.end);
            [top as usize, left as usize, bottom as usize, right as usize]
        };
        let regions: Vec<_> = regions.iter().map(region).collect();
        let hidden =
            book.sheets_metadata().get(n).is_some_and(|sheet| sheet.visible != calamine::SheetVisible::Visible);
        blocks.push(Block::Table(Table { name, hidden, cells: cells.merge(&regions) }));
    }
    Ok(Document { blocks })
}

fn text(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Float(number) => shown(&number.to_string(), Shape::Plain, false),
        Data::DateTime(day) => shown(&day.as_f64().to_string(), Shape::Day, false),
        other => other.to_string(),
    }
}
