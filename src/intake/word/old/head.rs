//! The head of an old Word file: what it is, and where its parts lie.

use crate::intake::DocumentFault;
use crate::intake::compound::{long, word};

/// How a file of Word 97 and later begins; earlier ones begin otherwise.
const MARK: u16 = 0xa5ec;
/// The first edition whose files are kept as those of Word 97.
const EDITION: u16 = 0xc1;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
const OBFUSCATED: u16 = 0x8000;
/// Where the lengths of the texts are told: main text, footnotes, heads and feet, macros, comments, endnotes, boxes.
const LENGTHS: usize = 0x4c;
/// Where the places of the parts are told.
const PARTS: usize = 0x9a;

/// A part of the table stream, by its number in the head.
#[derive(Clone, Copy)]
pub(super) enum HeadPart {
    Styles = 1,
    Sections = 6,
    Characters = 12,
    Paragraphs = 13,
    Pieces = 33,
    Lists = 73,
    ListOverrides = 74,
}

/// What the head says.
pub(super) struct OldHead<'s> {
    stream: &'s [u8],
    /// The stream in which the parts lie.
    pub table: &'static str,
    /// How long the main text is, in letters.
    pub main: u32,
    /// Where the texts of boxes begin and end.
    pub boxes: (u32, u32),
}

impl<'s> OldHead<'s> {
    pub fn read(stream: &'s [u8]) -> Result<Self, DocumentFault> {
        let flags = word(stream, 0x0a).ok_or(DocumentFault::Broken)?;
        if word(stream, 0) != Some(MARK) || word(stream, 2) < Some(EDITION) {
            return Err(DocumentFault::OldText);
        }
        if flags & (ENCRYPTED | OBFUSCATED) != 0 {
            return Err(DocumentFault::Locked);
        }
        let length = |n: usize| long(stream, LENGTHS + n * 4).unwrap_or_default();
        let before = (0..6).map(length).fold(0, u32::saturating_add);
        let table = if flags & SECOND_TABLE == 0 { "0Table" } else { "1Table" };
        Ok(Self { stream, table, main: length(0), boxes: (before, before.saturating_add(length(6))) })
    }

    /// Where a part lies in the table stream, and how long it is.
    pub fn place(&self, part: HeadPart) -> Option<(usize, usize)> {
        let at = PARTS + part as usize * 8;
        Some((long(self.stream, at)? as usize, long(self.stream, at + 4)? as usize))
    }

    /// A part; nothing where there is none.
    pub fn part<'t>(&self, table: &'t [u8], part: HeadPart) -> &'t [u8] {
        let place = self.place(part);
        place.and_then(|(from, length)| table.get(from..from.checked_add(length)?)).unwrap_or_default()
    }
}
