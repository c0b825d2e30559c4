//! The records of an old workbook, and the texts in them.

use crate::intake::compound::word;
use crate::intake::letters::page;
use encoding_rs::Encoding;

/// Numbers of records.
pub(super) mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0a;
    pub const CONTINUE: u16 = 0x3c;
    pub const CODE_PAGE: u16 = 0x42;
    pub const DATE_MODE: u16 = 0x22;
    pub const LOCKED: u16 = 0x2f;
    pub const COLUMNS: u16 = 0x7d;
    pub const SHEET: u16 = 0x85;
    pub const NUMBERS: u16 = 0xbd;
    pub const RICH: u16 = 0xd6;
    pub const STYLE: u16 = 0xe0;
    pub const MERGED: u16 = 0xe5;
    pub const STRINGS: u16 = 0xfc;
    pub const STRING_CELL: u16 = 0xfd;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const TRUTH: u16 = 0x205;
    pub const RESULT: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const SHORT_NUMBER: u16 = 0x27e;
    pub const FORMAT: u16 = 0x41e;
    pub const BEGIN: u16 = 0x809;
}

/// A record: what it is, and its bytes.
#[derive(Clone, Copy)]
pub(super) struct Record<'b> {
    pub kind: u16,
    pub bytes: &'b [u8],
}

/// The records of a stream from a place on.
pub(super) fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream.get(from..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, length) = (word(rest, 0)?, usize::from(word(rest, 2)?));
        let bytes = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some(Record { kind, bytes })
    })
}

/// How texts are kept.
#[derive(Clone, Copy)]
pub(super) enum Script {
    /// Of Excel 97 and later: two bytes a letter, or one where that is enough.
    Wide,
    /// Of earlier ones: in a code page.
    Paged(&'static Encoding),
}

impl Script {
    /// A code page by its number.
    pub fn page(number: u16) -> Self {
        Self::Paged(page(number))
    }

    /// The text that begins at a place, its length before it: in one byte, or in two.
    pub fn text(self, bytes: &[u8], at: usize, one_byte: bool) -> Option<String> {
        let length = if one_byte { usize::from(*bytes.get(at)?) } else { usize::from(word(bytes, at)?) };
        let rest = bytes.get(at + if one_byte { 1 } else { 2 }..)?;
        match self {
            Self::Paged(page) => Some(page.decode_without_bom_handling(rest.get(..length.min(rest.len()))?).0.into()),
            Self::Wide => {
                let (flags, letters) = rest.split_first()?;
                Some(wide(letters, length, flags & 1 != 0))
            }
        }
    }
}

/// So many letters, or as many as there are.
fn wide(bytes: &[u8], length: usize, two_bytes: bool) -> String {
    if two_bytes {
        let units: Vec<u16> = bytes.chunks_exact(2).take(length).filter_map(|two| word(two, 0)).collect();
        String::from_utf16_lossy(&units)
    } else {
        bytes.iter().take(length).map(|byte| char::from(*byte)).collect()
    }
}

/// The bytes of a record and of those that continue it. A letter is never parted, but a text that goes on in the next
/// record says there anew how its letters are kept.
pub(super) struct Long<'b> {
    pieces: Vec<&'b [u8]>,
    piece: usize,
    at: usize,
}

impl<'b> Long<'b> {
    pub fn new(pieces: Vec<&'b [u8]>) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    /// What is left of the piece being read; the next one's where nothing is.
    fn left(&mut self) -> Option<&'b [u8]> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            match piece.get(self.at..) {
                Some(left) if !left.is_empty() => return Some(left),
                _ => (self.piece, self.at) = (self.piece + 1, 0),
            }
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.left()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.left()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// The next text: its letters, then what it says of faces and pronunciation, which is passed over.
    pub fn text(&mut self) -> Option<String> {
        let (length, flags) = (usize::from(self.word()?), self.byte()?);
        let faces = if flags & 8 == 0 { 0 } else { usize::from(self.word()?) };
        let spoken = if flags & 4 == 0 { 0 } else { usize::from(self.word()?) | usize::from(self.word()?) << 16 };
        let mut units: Vec<u16> = Vec::new();
        let mut two_bytes = flags & 1 != 0;
        loop {
            let left = self.pieces.get(self.piece)?.get(self.at..).unwrap_or_default();
            let width = if two_bytes { 2 } else { 1 };
            let count = (left.len() / width).min(length - units.len());
            let letters = left.chunks_exact(width).take(count);
            units.extend(
                letters.filter_map(|letter| word(letter, 0).or_else(|| letter.first().copied().map(u16::from))),
            );
            self.at += count * width;
            if units.len() >= length {
                break;
            }
            self.piece += 1;
            two_bytes = self.pieces.get(self.piece)?.first()? & 1 != 0;
            self.at = 1;
        }
        self.skip(faces * 4 + spoken)?;
        Some(String::from_utf16_lossy(&units))
    }
}
