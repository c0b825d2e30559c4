//! Numbers whose digits are written as other signs: 一三八〇…, ①③⑧…, l38 OOOO OOOO. Such signs are read as digits where
//! enough of them stand in a row, and only a number with one of them in it is found this way.

use super::kind::KINDS;
use super::search::{self, PersonalRange};
use super::seen::SeenText;
use std::ops::Range;

/// Fewer signs in a row are no number.
const SHORTEST: usize = 5;
/// So much may stand between two of them.
const BETWEEN: usize = 3;
/// Where letters stand for digits, so many true ones are among them.
const TRUE: usize = 3;

/// Every number of a person in a text as it is seen, in order, none within another.
pub(super) fn numbers(text: &str) -> Vec<PersonalRange> {
    let found = search::numbers(text);
    let rows = rows(text);
    if rows.is_empty() {
        return found;
    }
    let mut rows = rows.into_iter().peekable();
    let read = SeenText::read(text, |at, c| {
        while rows.next_if(|row| row.end <= at).is_some() {}
        let sign = rows.peek().filter(|row| row.contains(&at)).and_then(|_| sign(c));
        Some(sign.unwrap_or(c))
    });
    let disguised = search::numbers(&read.text).into_iter().filter_map(|(range, kind)| {
        let place = read.written(&range);
        is_disguised(text.get(place.clone())?, read.text.get(range)?).then_some((place, kind))
    });
    search::merged(found.into_iter().chain(disguised).collect())
}

/// A number in plain digits, where other signs stand for some of them and nothing else is in it.
pub(super) fn in_digits(number: &str) -> Option<String> {
    let signs = number.chars().filter(|c| c.is_alphanumeric());
    let plain = signs.clone().all(|c| c.is_ascii_digit());
    let whole = signs.clone().all(|c| c.is_ascii_digit() || sign(c).is_some());
    (whole && !plain).then(|| number.chars().map(|c| sign(c).unwrap_or(c)).collect())
}

/// The digit that a sign stands for.
fn sign(c: char) -> Option<char> {
    KINDS.digits.get(&c).copied()
}

fn is_disguised(written: &str, read: &str) -> bool {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let mut signs = written.chars().zip(read.chars()).filter(|(was, is)| was != is).map(|(was, _)| was).peekable();
    signs.peek().is_some() && (digits >= TRUE || !signs.any(|sign| sign.is_ascii()))
}

/// Where digits and signs for digits stand in a row with at least one such sign among them.
fn rows(text: &str) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut row = SignRow::default();
    // Within a word, where letters may stand for digits, and where it ends.
    let (mut letters, mut word_end) = (0, 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() && at >= word_end {
            let rest = text.get(at..).unwrap_or_default();
            let word = rest.find(|c: char| !c.is_ascii_alphanumeric()).and_then(|end| rest.get(..end)).unwrap_or(rest);
            (letters, word_end) = (at + letters_begin(word), at + word.len());
        }
        // A name before a number may be such a sign: 陆.
        let may_be = |_: &char| if c.is_ascii() { at >= letters } else { row.signs > 0 || !KINDS.surnames.contains(c) };
        let disguised = sign(c).as_ref().is_some_and(may_be);
        if c.is_ascii_digit() || disguised {
            row.add(at..at + c.len_utf8(), disguised);
        } else if row.gap < BETWEEN && matches!(c, '-' | '.' | ' ' | '·' | '(' | ')' | '_') {
            row.gap += 1;
        } else {
            rows.extend(std::mem::take(&mut row).whole());
        }
    }
    rows.extend(row.whole());
    rows
}

/// Where in a word of letters and digits the letters may stand for digits: everywhere where no others are in it, else
/// from its first digit behind those. Tel is no number, and Tel138OOOOOOOO ends with one.
fn letters_begin(word: &str) -> usize {
    let other = word.rfind(|c: char| !c.is_ascii_digit() && sign(c).is_none()).map(|at| at + 1);
    let digit = |from: usize| word.get(from..)?.find(|c: char| c.is_ascii_digit()).map(|at| from + at);
    other.map_or(0, |from| digit(from).unwrap_or(word.len()))
}

#[derive(Default)]
struct SignRow {
    place: Range<usize>,
    signs: usize,
    /// Some are no digits.
    disguised: bool,
    /// So much stands behind the last.
    gap: usize,
}

impl SignRow {
    fn add(&mut self, sign: Range<usize>, disguised: bool) {
        if self.signs == 0 {
            self.place.start = sign.start;
        }
        self.place.end = sign.end;
        self.signs += 1;
        self.disguised |= disguised;
        self.gap = 0;
    }

    fn whole(self) -> Option<Range<usize>> {
        (self.signs >= SHORTEST && self.disguised).then_some(self.place)
    }
}
