//! Which words of a text a finding is about: what its mend would change, else what its sentence quotes of it, else the
//! numbers it tells.

use crate::carry::{SpanKind, text_spans};
use crate::check::finding::{Finding, Mend};
use crate::report::Edit;
use std::ops::Range;

/// Fewer characters of a sentence that stand in a text too are no quotation of it.
const LEAST: usize = 2;
/// So many places of a text are marked for one finding.
const MOST: usize = 20;

impl Finding {
    /// The places in `text`, that of its cell, in bytes and in order; none where it is about the text as a whole.
    #[must_use]
    pub fn cited(&self, text: &str) -> Vec<Range<usize>> {
        let changed = self.mends.iter().map(|mend| changed(mend, self, text)).find(|places| !places.is_empty());
        let quoted = || of_sentence(&quotations(&self.says), text, |_| true);
        let told = || of_sentence(&numbers(&self.says), text, |place| is_whole_number(text, place));
        let mut places = changed.unwrap_or_else(|| Some(quoted()).filter(|all| !all.is_empty()).unwrap_or_else(told));
        places.truncate(MOST);
        places
    }
}

/// What of the text a mend takes out. One that rewrites all of it cites nothing.
fn changed(mend: &Mend, finding: &Finding, text: &str) -> Vec<Range<usize>> {
    let Edit::Write { at, text: new } = &mend.edit else { return Vec::new() };
    if *at != finding.at || new.is_empty() {
        return Vec::new();
    }
    let (mut from, mut places) = (0, Vec::new());
    for span in text_spans(text, new).into_iter().filter(|span| span.kind != SpanKind::Added) {
        let place = from..from + span.text.len();
        from = place.end;
        places.extend((span.kind == SpanKind::Removed).then_some(place));
    }
    if places.iter().any(|place| place.len() == text.len()) { Vec::new() } else { places }
}

/// Where the first of these words that stand in the text do so.
fn of_sentence(words: &[&str], text: &str, fits: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let of = |word: &&str| text.match_indices(*word).map(|(at, word)| at..at + word.len()).find(|place| fits(place));
    let mut places: Vec<Range<usize>> = Vec::new();
    for place in words.iter().filter_map(of) {
        if places.iter().all(|known| place.end <= known.start || known.end <= place.start) {
            places.push(place);
        }
    }
    places.sort_by_key(|place| place.start);
    places
}

/// What a sentence quotes; the end of what is quoted in short (…) does not stand in the text.
fn quotations(says: &str) -> Vec<&str> {
    let pieces = says.split('“').skip(1).filter_map(|behind| Some(behind.split_once('”')?.0));
    let pieces = pieces.map(|piece| piece.trim_matches('…'));
    pieces.filter(|piece| piece.chars().count() >= LEAST).collect()
}

/// The numbers that a sentence tells.
fn numbers(says: &str) -> Vec<&str> {
    let pieces = says.split(|c: char| !(c.is_ascii_digit() || c == '.')).map(|piece| piece.trim_matches('.'));
    pieces.filter(|piece| piece.len() >= LEAST).collect()
}

/// No digit stands before or behind.
fn is_whole_number(text: &str, place: &Range<usize>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
    let (before, behind) = (text.get(..place.start), text.get(place.end..));
    !digit(before.and_then(|text| text.chars().next_back())) && !digit(behind.and_then(|text| text.chars().next()))
}
