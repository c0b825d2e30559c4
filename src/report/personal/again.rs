//! What is known to be a person's, found again in any text however it is spaced or grouped.

use super::search::is_part_of_figure;
use regex::{Regex, RegexBuilder};
use std::collections::BTreeSet;
use std::ops::Range;

/// As many in one pattern: any number of them is found, and none makes a pattern too large to be had.
const AT_ONCE: usize = 500;
const LARGEST: usize = 64 << 20;

/// Names and numbers that are looked for.
#[derive(Default)]
pub(super) struct Again {
    names: Vec<Regex>,
    numbers: Vec<Regex>,
}

/// Names as they are seen, without what may stand between letters, and numbers as digits.
#[derive(Default)]
pub(super) struct KnownWords {
    pub names: BTreeSet<String>,
    pub numbers: BTreeSet<String>,
}

impl From<KnownWords> for Again {
    fn from(KnownWords { names, numbers }: KnownWords) -> Self {
        Self { names: any_of(&names), numbers: any_of(&numbers) }
    }
}

impl Again {
    /// Where in a text as it is seen one of them stands.
    pub fn found(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if !self.names.is_empty() {
            let close = CloseText::new(text, |c| matches!(c, ' ' | '·' | '-' | '_' | '.' | '\n'));
            let is_name = |range: &Range<usize>| !is_in_word(text, range) && !is_broken(text, range);
            found.extend(close.all(&self.names).filter(is_name));
        }
        if !self.numbers.is_empty() {
            let close = CloseText::new(text, |c| matches!(c, ' ' | '·' | '-' | '_' | '.' | '(' | ')'));
            found.extend(close.all(&self.numbers).filter(|range| !is_part_of_figure(text, range)));
        }
        found
    }
}

/// A text without what may stand between letters, and where each byte of it stood.
struct CloseText {
    text: String,
    places: Vec<usize>,
}

impl CloseText {
    fn new(text: &str, between: fn(char) -> bool) -> Self {
        let mut close = Self { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices().filter(|(_, c)| !between(*c)) {
            close.text.push(c);
            close.places.extend(at..at + c.len_utf8());
        }
        close
    }

    fn all<'a>(&'a self, patterns: &'a [Regex]) -> impl Iterator<Item = Range<usize>> + 'a {
        let place = |at: usize| self.places.get(at).copied();
        let found = patterns.iter().flat_map(|pattern| pattern.find_iter(&self.text));
        found.filter_map(move |found| Some(place(found.start())?..place(found.end().checked_sub(1)?)? + 1))
    }
}

/// Patterns for all, longest first.
fn any_of(words: &BTreeSet<String>) -> Vec<Regex> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let pattern = |some: &[&String]| {
        let some: Vec<String> = some.iter().map(|word| regex::escape(word)).collect();
        RegexBuilder::new(&some.join("|")).size_limit(LARGEST).build().ok()
    };
    words.chunks(AT_ONCE).filter_map(pattern).collect()
}

/// Two letters on two lines: the end of one sentence and the beginning of the next.
fn is_broken(text: &str, range: &Range<usize>) -> bool {
    let found = text.get(range.clone()).unwrap_or_default();
    found.contains('\n') && found.chars().filter(|c| c.is_alphabetic()).count() < 3
}

/// Letters of a name that are part of a longer word.
fn is_in_word(text: &str, range: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let found = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    letter(found.chars().next()) && letter(before) || letter(found.chars().next_back()) && letter(after)
}
