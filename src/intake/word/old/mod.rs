//! doc and wps: the Word files of old Office programs, as one reads them with all changes accepted.
//!
//! The text lies in pieces, its properties in pages of runs by their place in the stream; a table is no thing of its own
//! but paragraphs whose marks end cells and rows.

mod head;
mod list;
mod page;
mod piece;
mod property;
mod stylesheet;

use super::edges::EdgedTables;
use super::number::Numbers;
use super::run::symbol;
use crate::intake::compound::Compound;
use crate::intake::{Document, DocumentFault, DocumentLine};
use head::{HeadPart, OldHead};
use page::{PropertyRun, PropertyRuns, places, styled};
use piece::{OldPiece, pieces};
use property::{LetterLook, ParagraphLook};
use std::collections::HashSet;
use stylesheet::OldStyles;

/// Bytes of properties that are looked at, together: a few may be everybody's.
const PROPERTIES: usize = 64 << 20;
/// Fields within fields.
const FIELDS: usize = 100;

/// Reads a Word file of an old Office program.
///
/// # Errors
/// When it is locked, damaged, older than Word 97 or larger than any report.
pub(in crate::intake) fn read_doc(file: &Compound) -> Result<Document, DocumentFault> {
    let stream = file.stream("WordDocument").ok_or(DocumentFault::Broken)?;
    let head = OldHead::read(&stream)?;
    let table = file.stream(head.table).ok_or(DocumentFault::Broken)?;
    let data = file.stream("Data").unwrap_or_default();
    let pieces = pieces(head.part(&table, HeadPart::Pieces))?;
    let mut reader = OldReader {
        data: &data,
        letters: PropertyRuns::of_letters(&stream, head.part(&table, HeadPart::Characters)),
        paragraphs: PropertyRuns::of_paragraphs(&stream, head.part(&table, HeadPart::Paragraphs)),
        styles: OldStyles::read(head.part(&table, HeadPart::Styles)),
        numbers: list::numbers(&head, &table),
        sections: places(head.part(&table, HeadPart::Sections), 12).filter_map(|end| end.checked_sub(1)).collect(),
        tables: EdgedTables::new(),
        text: Vec::new(),
        joined: Vec::new(),
        fields: Vec::new(),
        instructions: 0,
        left: PROPERTIES,
    };
    // Boxes stand at their place on the page, wherever that is: they are read behind the text.
    for (from, to) in [(0, head.main), head.boxes] {
        for piece in &pieces {
            reader.piece(piece, &stream, from, to)?;
        }
        reader.rest()?;
    }
    Ok(Document::of(reader.tables.finish()?))
}

/// What is needed to read, and what has been read.
struct OldReader<'s> {
    data: &'s [u8],
    letters: PropertyRuns<'s>,
    paragraphs: PropertyRuns<'s>,
    styles: OldStyles,
    numbers: Numbers,
    /// Where the last mark of each section stands.
    sections: HashSet<u32>,
    tables: EdgedTables,
    /// The paragraph being read.
    text: Vec<u16>,
    /// A paragraph whose end was struck out: it goes on in the next.
    joined: Vec<u16>,
    /// The open fields, and whether each is at its result; how many are not.
    fields: Vec<bool>,
    instructions: usize,
    left: usize,
}

impl OldReader<'_> {
    fn piece(&mut self, piece: &OldPiece, stream: &[u8], from: u32, to: u32) -> Result<(), DocumentFault> {
        let mut run = PropertyRun { from: 0, to: 0, bytes: &[] };
        let mut look = LetterLook::default();
        for (place, at, unit) in piece.letters(stream, from, to) {
            if !(run.from..run.to).contains(&at) {
                run = self.letters.at(at).unwrap_or(PropertyRun { from: at, to: at + 1, bytes: &[] });
                self.spend(run.bytes.len() + piece.changes.len())?;
                look = LetterLook::default();
                look.change(run.bytes);
                look.change(piece.changes);
            }
            match unit {
                0x0d | 0x07 => self.mark(unit, at, look.deleted, piece.changes)?,
                0x0c if self.sections.contains(&place) => self.mark(unit, at, false, piece.changes)?,
                _ if look.deleted => {}
                0x13..=0x15 => self.field(unit),
                _ if look.hidden || self.instructions > 0 => {}
                _ => self.letter(unit, look),
            }
        }
        Ok(())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), DocumentFault> {
        self.left = self.left.checked_sub(bytes).ok_or(DocumentFault::TooLarge)?;
        Ok(())
    }

    /// A letter as one reads it.
    fn letter(&mut self, unit: u16, look: LetterLook) {
        match (unit, look.symbol) {
            (0x28, Some(code)) => self.text.extend(symbol(code).encode_utf16()),
            (0x09, _) => self.text.push(unit),
            (0x0b | 0x0c | 0x0e, _) => self.text.push(0x0a),
            (0x1e, _) => self.text.push(0x2d),
            // Pictures, notes and hyphens that are not seen.
            (0x00..0x20, _) => {}
            // Some programs write the letters of symbol faces as they are.
            (0xf000..=0xf0ff, _) => self.text.extend(symbol(unit).encode_utf16()),
            _ => self.text.push(unit),
        }
    }

    /// The beginning of a field, of its result, or its end.
    fn field(&mut self, unit: u16) {
        match unit {
            0x13 if self.fields.len() < FIELDS => self.fields.push(false),
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            0x15 => drop(self.fields.pop()),
            _ => {}
        }
        self.instructions = self.fields.iter().filter(|at_result| !**at_result).count();
    }

    /// The mark at the end of a paragraph, a cell or a row.
    fn mark(&mut self, unit: u16, at: u32, deleted: bool, changes: &[u8]) -> Result<(), DocumentFault> {
        // An instruction does not go on in the next paragraph, unless its end was lost.
        self.fields.retain(|at_result| *at_result);
        self.instructions = 0;
        let (style, bytes) = styled(self.paragraphs.at(at).map(|run| run.bytes).unwrap_or_default());
        let mut look = ParagraphLook::default();
        let elsewhere = look.change(bytes, self.data) + look.change(changes, self.data);
        self.spend(bytes.len() + changes.len() + elsewhere)?;
        let depth = match (unit, look.depth) {
            (_, Some(depth)) if depth > 0 => depth as usize,
            (0x07, _) => 1,
            _ => usize::from(look.in_table),
        };
        if look.ends_row && depth > 0 {
            self.text.clear();
            return if deleted { self.tables.drop_row(depth) } else { self.tables.row(depth, look.row.shape()) };
        }
        let ends_cell = unit == 0x07 || (look.ends_inner_cell && depth > 1);
        let text = std::mem::take(&mut self.text);
        if deleted && !ends_cell {
            self.joined.extend(text);
            return Ok(());
        }
        let line = self.line(&text, style, &look);
        self.tables.line(depth, line)?;
        if ends_cell { self.tables.cell(depth) } else { Ok(()) }
    }

    /// A paragraph, its automatic number before it.
    fn line(&mut self, text: &[u16], style: u16, look: &ParagraphLook) -> DocumentLine {
        let direct = look.outline.filter(|level| *level < 9).map(|level| level + 1);
        let heading = direct.or_else(|| self.styles.heading(style));
        let (list, level) = self.styles.numbers(style);
        let (list, level) = (look.list.or(list).unwrap_or_default(), look.level.or(level).unwrap_or_default());
        // Word counts a paragraph without text as well.
        let number = if list == 0 { String::new() } else { self.numbers.next(&list.to_string(), &level.to_string()) };
        let text = String::from_utf16_lossy(text);
        let text = if text.trim().is_empty() { text } else { number + &text };
        DocumentLine { text: String::from_utf16_lossy(&std::mem::take(&mut self.joined)) + &text, heading }
    }

    /// What has no mark behind it.
    fn rest(&mut self) -> Result<(), DocumentFault> {
        self.fields.clear();
        self.instructions = 0;
        let text = [std::mem::take(&mut self.joined), std::mem::take(&mut self.text)].concat();
        let text = String::from_utf16_lossy(&text);
        if text.is_empty() { Ok(()) } else { self.tables.line(0, DocumentLine { text, heading: None }) }
    }
}
