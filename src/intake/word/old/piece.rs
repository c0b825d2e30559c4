//! The text of an old Word file: pieces in the order one reads them, each somewhere in the stream.

use super::property::{PIECE_RULES, TEXT};
use crate::intake::DocumentFault;
use crate::intake::compound::{long, word};
use encoding_rs::WINDOWS_1252;

/// Letters of all pieces together: several may say that they lie at the same place.
const LETTERS: usize = 8_000_000;
/// Set where a letter takes one byte.
const NARROW: u32 = 0x4000_0000;

/// A piece of the text.
pub(super) struct OldPiece<'t> {
    /// The place of its first letter in the whole text, and the one behind its last.
    from: u32,
    to: u32,
    /// Where it lies in the stream.
    at: u32,
    wide: bool,
    /// What it changes in the properties of what stands in it.
    pub changes: &'t [u8],
}

impl OldPiece<'_> {
    /// Its letters between two places of the text, each with its place and where it lies in the stream.
    pub fn letters(&self, stream: &[u8], from: u32, to: u32) -> Vec<(u32, u32, u16)> {
        let width = if self.wide { 2 } else { 1 };
        let (first, last) = (self.from.max(from), self.to.min(to));
        let skipped = u64::from(first.saturating_sub(self.from)) * width;
        let begin = usize::try_from(u64::from(self.at) + skipped).unwrap_or(usize::MAX);
        let rest = stream.get(begin..).unwrap_or_default();
        let count = last.saturating_sub(first) as usize;
        let bytes = rest.get(..count.saturating_mul(width as usize).min(rest.len())).unwrap_or_default();
        let units: Vec<u16> = if self.wide {
            bytes.chunks_exact(2).filter_map(|two| word(two, 0)).collect()
        } else {
            WINDOWS_1252.decode_without_bom_handling(bytes).0.encode_utf16().collect()
        };
        let place = |n: u32| (first.saturating_add(n), (begin as u32).saturating_add(n.saturating_mul(width as u32)));
        (0..).zip(units).map(|(n, unit)| (place(n).0, place(n).1, unit)).collect()
    }
}

/// The pieces of a text.
pub(super) fn pieces(part: &[u8]) -> Result<Vec<OldPiece<'_>>, DocumentFault> {
    let mut rules: Vec<&[u8]> = Vec::new();
    let mut rest = part;
    while let Some((&kind, more)) = rest.split_first() {
        if kind == TEXT {
            return table(more, &rules);
        }
        let length = word(more, 0).filter(|_| kind == PIECE_RULES).map(usize::from);
        let Some(rule) = length.and_then(|length| more.get(2..length + 2)) else { break };
        rules.push(rule);
        rest = more.get(rule.len() + 2..).unwrap_or_default();
    }
    Err(DocumentFault::Broken)
}

fn table<'t>(bytes: &'t [u8], rules: &[&'t [u8]]) -> Result<Vec<OldPiece<'t>>, DocumentFault> {
    let length = long(bytes, 0).ok_or(DocumentFault::Broken)? as usize;
    let bytes = bytes.get(4..).unwrap_or_default();
    let bytes = bytes.get(..length).unwrap_or(bytes);
    let count = bytes.len().saturating_sub(4) / 12;
    let piece = |n: usize| {
        let entry = (count + 1) * 4 + n * 8;
        let at = long(bytes, entry + 2)?;
        let wide = at & NARROW == 0;
        let at = if wide { at } else { (at & !NARROW) / 2 };
        let change = word(bytes, entry + 6)?;
        let changes = if change & 1 == 1 { rules.get(usize::from(change >> 1)).copied() } else { None };
        let (from, to) = (long(bytes, n * 4)?, long(bytes, n * 4 + 4)?);
        Some(OldPiece { from, to, at, wide, changes: changes.unwrap_or_default() })
    };
    let pieces: Vec<OldPiece> = (0..count).map_while(piece).collect();
    let letters = pieces.iter().map(|piece| piece.to.saturating_sub(piece.from) as usize);
    if letters.fold(0, usize::saturating_add) > LETTERS { Err(DocumentFault::TooLarge) } else { Ok(pieces) }
}
