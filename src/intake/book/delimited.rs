//! csv: cells parted by commas, tabs or semicolons; texts with such signs in them stand in quotes.

use super::{Room, SheetCells};
use crate::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, Spot};
use std::collections::HashMap;

/// What may part cells, the surest first.
const SIGNS: [char; 3] = ['\t', ',', ';'];
/// So many rows tell which.
const LOOKED_AT: usize = 200;

/// Reads rows of cells.
///
/// # Errors
/// When it is no such text, or larger than any report.
pub(in crate::intake) fn read_csv(text: &str) -> Result<Document, DocumentFault> {
    let text = text.trim_end_matches('\u{1a}');
    let sign = sign(text).ok_or(DocumentFault::OtherKind)?;
    let mut room = Room::new();
    let mut cells = SheetCells::new(&mut room);
    for (row, fields) in rows(text, sign).enumerate() {
        for (column, text) in fields.into_iter().enumerate() {
            cells.put(Spot { row, column, down: 1, across: 1, text, ..Spot::default() })?;
        }
    }
    let table = DocumentTable { cells: cells.merge(&[]), ..DocumentTable::default() };
    Ok(Document::of(vec![DocumentBlock::Table(table)]))
}

/// What parts the cells: in most rows it parts as many as in the others.
fn sign(text: &str) -> Option<char> {
    if text.starts_with(['{', '[', '(']) {
        return None;
    }
    SIGNS.into_iter().find(|sign| {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        let (mut rows_told, mut parted) = (0, 0);
        for fields in rows(text, *sign).take(LOOKED_AT).filter(|fields| fields.iter().any(|text| !text.is_empty())) {
            rows_told += 1;
            parted += usize::from(fields.iter().filter(|text| !text.is_empty()).count() > 1);
            *counts.entry(fields.len()).or_default() += 1;
        }
        let usual = counts.iter().filter(|(count, _)| **count > 1).map(|(_, rows)| *rows).max().unwrap_or_default();
        rows_told > 1 && usual * 2 > rows_told && parted * 3 >= rows_told
    })
}

/// The rows: the texts of their cells.
fn rows(text: &str, sign: char) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            let (field, more) = field(rest, sign);
            fields.push(field);
            let Some(more) = more.strip_prefix(sign) else {
                let more = more.strip_prefix('\r').unwrap_or(more);
                rest = more.strip_prefix('\n').unwrap_or(more);
                return Some(fields);
            };
            rest = more;
        }
    })
}

/// The text of the cell at the beginning, and what follows it.
fn field(text: &str, sign: char) -> (String, &str) {
    // ="0012" keeps a text from being taken for a number.
    let quoted = text.strip_prefix('"').or_else(|| text.strip_prefix("=\""));
    let Some(mut rest) = quoted else {
        let (field, rest) = text.split_at(text.find([sign, '\r', '\n']).unwrap_or(text.len()));
        return (field.trim().into(), rest);
    };
    let mut field = String::new();
    while let Some((before, after)) = rest.split_once('"') {
        field.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            // What stands behind a closed quote belongs to it all the same.
            let (more, rest) = after.split_at(after.find([sign, '\r', '\n']).unwrap_or(after.len()));
            return ((field + more).trim().replace("\r\n", "\n"), rest);
        };
        field.push('"');
        rest = more;
    }
    // A quote that is never closed was a letter.
    let (field, rest) = text.split_at(text.find([sign, '\r', '\n']).unwrap_or(text.len()));
    (field.trim().into(), rest)
}
