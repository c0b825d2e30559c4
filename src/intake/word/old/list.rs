//! The lists of an old Word file.

use super::head::{HeadPart, OldHead};
use crate::intake::compound::{long, word};
use crate::intake::word::number::{LEVELS, LONGEST, NumberLevel, Numbers};
use std::collections::HashMap;

/// The bytes of a list, of a level before its text, of a list's use, and of a level that begins otherwise.
const LIST: usize = 28;
const LEVEL: usize = 28;
const USE: usize = 16;
const OVERRIDE: usize = 8;

/// Reads what Word counts.
pub(super) fn numbers(head: &OldHead, table: &[u8]) -> Numbers {
    let mut numbers = Numbers::default();
    lists(head, table, &mut numbers);
    uses(head.part(table, HeadPart::ListOverrides), &mut numbers);
    numbers
}

/// The lists, then the levels of each, which lie behind them all.
fn lists(head: &OldHead, table: &[u8], numbers: &mut Numbers) -> Option<()> {
    let part = head.part(table, HeadPart::Lists);
    let (from, length) = head.place(HeadPart::Lists)?;
    let mut rest = table.get(from.checked_add(length)?..)?;
    for list in part.get(2..)?.chunks_exact(LIST).take(usize::from(word(part, 0)?)) {
        let count = if list.get(26)? & 1 == 1 { 1 } else { LEVELS };
        let mut levels = vec![NumberLevel::default(); LEVELS];
        for slot in levels.iter_mut().take(count) {
            let (level, length) = level(rest)?;
            *slot = level;
            rest = rest.get(length..)?;
        }
        numbers.add_kind(&long(list, 0)?.to_string(), levels);
    }
    Some(())
}

/// A level and how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(NumberLevel, usize)> {
    let (start, kind) = (long(bytes, 0)?, *bytes.get(4)?);
    let text = LEVEL + usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let count = usize::from(word(bytes, text)?);
    let end = text + 2 + count * 2;
    let units = bytes.get(text + 2..end)?.chunks_exact(2).filter_map(|two| word(two, 0));
    let mut pattern = String::new();
    for letter in char::decode_utf16(units).flatten().take(LONGEST) {
        // The first nine letters stand for the numbers of the levels.
        match u32::from(letter) {
            level @ 0..=8 => pattern.extend(['%', char::from_digit(level + 1, 10).unwrap_or('%')]),
            _ => pattern.push(letter),
        }
    }
    Some((NumberLevel { format: format(kind).into(), text: pattern, start }, end))
}

/// The use of lists: which list, and where its levels begin instead.
fn uses(part: &[u8], numbers: &mut Numbers) -> Option<()> {
    let count = long(part, 0)? as usize;
    let all = part.get(4..)?;
    let mut rest = all.get(count.checked_mul(USE)?..)?;
    for (number, one) in (1_u32..).zip(all.chunks_exact(USE).take(count)) {
        // A number that says nothing stands before the levels.
        rest = rest.get(4..).unwrap_or_default();
        let mut starts = HashMap::new();
        for _ in 0..*one.get(12)? {
            let (start, flags) = (long(rest, 0), long(rest, 4).unwrap_or_default());
            rest = rest.get(OVERRIDE..).unwrap_or_default();
            if let Some(start) = start.filter(|_| flags & 0x10 != 0 && flags & 0x20 == 0) {
                starts.insert((flags & 0xf) as usize, start);
            }
            if let Some((level, length)) = (flags & 0x20 != 0).then(|| level(rest)).flatten() {
                starts.extend((flags & 0x10 != 0).then_some(((flags & 0xf) as usize, level.start)));
                rest = rest.get(length..).unwrap_or_default();
            }
        }
        numbers.add_list(&number.to_string(), &long(one, 0)?.to_string(), starts);
    }
    Some(())
}

/// How a level counts, as newer files name it.
fn format(kind: u8) -> &'static str {
    match kind {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 11 | 30 | 33 | 37 => "chineseCounting",
        35 | 39 => "chineseCountingThousand",
        18 | 28 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}
