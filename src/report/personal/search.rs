//! Numbers of persons in one text, each kind by the way it is written and by what stands around it.
//!
//! Whatever is looked at around a place is bounded, and no run of letters and digits is looked at twice: a text costs
//! what its length costs.

use super::kind::{KINDS, PersonalKind, Telling};
use regex::Regex;
use std::ops::Range;

/// So far before and behind a place is looked.
const FAR: usize = 48;
/// What may stand between a label and what it says.
const FILLING: [char; 13] = [' ', ':', '(', '[', '=', '#', '、', '.', '-', '/', '号', '码', '是'];
/// What parts the members of a list.
const LISTING: [char; 11] = [' ', '、', '/', ',', ';', '；', '，', '或', '和', '及', '\n'];

/// Something found in a text as it is seen.
pub(super) type PersonalRange = (Range<usize>, PersonalKind);

/// Every number of a person in a text as it is seen, in order, none within another.
pub(super) fn numbers(text: &str) -> Vec<PersonalRange> {
    let few = text.bytes().filter(u8::is_ascii_alphanumeric).take(5).count() < 5;
    let tellings = KINDS.tellings.iter().filter(|telling| !few || telling.kind == Some(PersonalKind::Name));
    let mut found = Vec::new();
    for telling in tellings {
        let Some(kind) = telling.kind else { continue };
        let mut known = Vec::new();
        for (pattern, labelled) in [(&telling.alone, false), (&telling.labelled, true)] {
            let Some(pattern) = pattern else { continue };
            // A list goes on behind what needed no label.
            let any =
                !labelled || !known.is_empty() || telling.labels.iter().any(|label| text.contains(label.as_str()));
            if any {
                let more = Look { telling, pattern, labelled, text, known: &known }.all();
                known.extend(more);
            }
        }
        found.extend(known.into_iter().map(|range| (range, kind)));
    }
    merged(found)
}

/// PersonalRange places in order, those that overlap as one.
pub(super) fn merged(mut found: Vec<PersonalRange>) -> Vec<PersonalRange> {
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut all: Vec<PersonalRange> = Vec::with_capacity(found.len());
    for (range, kind) in found {
        match all.last_mut() {
            Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
            _ => all.push((range, kind)),
        }
    }
    all
}

/// One way in which a kind is written, looked for in one text.
struct Look<'t> {
    telling: &'t Telling,
    pattern: &'t Regex,
    /// A label must stand before it.
    labelled: bool,
    text: &'t str,
    /// What was found of the kind before, in order.
    known: &'t [Range<usize>],
}

impl Look<'_> {
    fn all(&self) -> Vec<Range<usize>> {
        let (mut found, mut from) = (Vec::<Range<usize>>::new(), 0);
        while let Some(place) = self.pattern.find_at(self.text, from) {
            let last = found.last().map(|range| range.end);
            from = if let Some(range) = self.taken(place.range(), last) {
                let end = range.end;
                found.push(range);
                end
            } else {
                past(self.text, place.start())
            };
        }
        found
    }

    /// The place, if it is one: with its extension.
    fn taken(&self, mut range: Range<usize>, last: Option<usize>) -> Option<Range<usize>> {
        // A bracket that closes behind the number is none of it.
        let found = self.text.get(range.clone())?;
        if found.starts_with('(') && !found.contains(')') {
            range.start += 1;
        }
        let (before, after) = around(self.text, &range);
        let found = self.text.get(range.clone())?;
        let named = is_behind(before, &self.telling.labels);
        // A second number behind one label.
        let listed = self.telling.listed && self.is_listed(range.start, last);
        if self.labelled && !named && !listed {
            return None;
        }
        let is_number = found.contains(|c: char| c.is_ascii_digit());
        if is_number && self.is_part(&range, last, named) {
            return None;
        }
        let sure = named && self.telling.sure || self.telling.kind == Some(PersonalKind::Mail);
        if !sure && (is_figure(after) || !named && is_code(before)) {
            return None;
        }
        if self.telling.proof.is_some_and(|proof| !proof.holds(found, after)) {
            return None;
        }
        Some(range.start..range.end + self.extension(after))
    }

    /// It is part of a longer number, a figure or a code.
    fn is_part(&self, range: &Range<usize>, last: Option<usize>, named: bool) -> bool {
        let (before, after) = around(self.text, range);
        let found = self.text.get(range.clone()).unwrap_or_default();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inner = found.trim_start_matches(['(', '+']);
        let (first, end) = (inner.chars().next(), found.chars().next_back());
        // Digits that go on, or letters in a word that begins or ends with letters.
        let goes_on = |c: Option<char>, own: Option<char>| {
            c.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_alphabetic() && !digit(own))
        };
        if goes_on(before.chars().next_back(), first) || goes_on(after.chars().next(), end) {
            return true;
        }
        if is_decimal(before, after) {
            return true;
        }
        if named {
            return false;
        }
        has_other_digits(before, after) || self.is_of_a_row(range, last)
    }

    /// Its groups go on before or behind it: it is a row of figures, or a longer code.
    fn is_of_a_row(&self, range: &Range<usize>, last: Option<usize>) -> bool {
        let (before, after) = around(self.text, range);
        let found = self.text.get(range.clone()).unwrap_or_default();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let Some(between) = found.chars().find(|c| matches!(c, ' ' | '-' | '.' | '·')) else { return false };
        let goes_on = after.strip_prefix(between).is_some_and(|rest| {
            // Several numbers in a row are no longer number.
            let another = self.pattern.find(rest).is_some_and(|next| next.start() == 0);
            digit(rest.chars().next()) && !another && !(self.telling.extended && between == '-')
        });
        let comes_on = before.strip_suffix(between).is_some_and(|rest| {
            let another = last == Some(range.start - between.len_utf8());
            digit(rest.chars().next_back()) && !another
        });
        goes_on || comes_on
    }

    /// Nothing but what parts the members of a list stands between it and the one before.
    fn is_listed(&self, start: usize, last: Option<usize>) -> bool {
        let known = self.known.partition_point(|range| range.end <= start);
        let known = known.checked_sub(1).and_then(|n| self.known.get(n)).map(|range| range.end);
        let Some(from) = last.max(known).filter(|from| start - from <= FAR) else { return false };
        let between = self.text.get(from..start).unwrap_or_default();
        !between.is_empty() && between.chars().all(|c| LISTING.contains(&c) || is_numbering(c))
    }

    /// How long the extension behind it is.
    fn extension(&self, after: &str) -> usize {
        let extension = KINDS.extension.as_ref().filter(|_| self.telling.extended);
        let Some(found) = extension.and_then(|extension| extension.find(after)) else { return 0 };
        let rest = after.get(found.end()..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_ascii_digit()) { 0 } else { found.end() }
    }
}

/// Numbers the members of a list: 电话：①……②……
fn is_numbering(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⑴'..='⒛')
}

/// What stands before and behind a place, as far as is looked.
fn around<'t>(text: &'t str, range: &Range<usize>) -> (&'t str, &'t str) {
    let (from, to) =
        (text.floor_char_boundary(range.start.saturating_sub(FAR)), text.ceil_char_boundary(range.end + FAR));
    (text.get(from..range.start).unwrap_or_default(), text.get(range.end..to).unwrap_or_default())
}

/// Where the letters and digits that begin there end.
fn past(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let run = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    from + run.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// One of the words stands before, with what may stand between.
fn is_behind(mut before: &str, words: &[String]) -> bool {
    for _ in 0..12 {
        let ends = |word: &String| {
            let rest = before.strip_suffix(word.as_str());
            let letters = word.starts_with(|c: char| c.is_ascii_alphabetic());
            rest.is_some_and(|rest| !(letters && rest.ends_with(|c: char| c.is_ascii_alphanumeric())))
        };
        if words.iter().any(ends) {
            return true;
        }
        let Some(last) = before.chars().next_back() else { return false };
        // 电话（办公室）：
        before = match last {
            ')' => match before.rfind('(') {
                Some(open) => before.get(..open).unwrap_or_default(),
                None => return false,
            },
            filling if FILLING.contains(&filling) || is_numbering(filling) => {
                before.strip_suffix(filling).unwrap_or_default()
            }
            _ => return false,
        };
    }
    false
}

/// A word stands before that says it is the number of a paper or a thing, with letters of its own or none; or so do the
/// first groups of such a number: 2303-04-, 2023-.
fn is_code(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let group = before
        .strip_suffix('-')
        .map_or("", |rest| rest.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    let grouped = (1..=3).contains(&group.len()) || group.len() == 4 && group.starts_with("20");
    grouped || is_behind(before, &KINDS.codes) || is_behind(bare, &KINDS.codes)
}

/// A unit follows.
fn is_figure(after: &str) -> bool {
    let after = after.strip_prefix(' ').unwrap_or(after);
    let begins = |words: &[String]| words.iter().any(|word| after.starts_with(word.as_str()));
    begins(&KINDS.units) && !begins(&KINDS.not_units)
}

/// Decimals go before or follow: 0.138…, 138….50.
fn is_decimal(before: &str, after: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let behind = after.strip_prefix('.').map_or(0, digits);
    let ahead = before.strip_suffix('.').map_or(0, |rest| rest.chars().rev().take_while(char::is_ascii_digit).count());
    (1..=6).contains(&behind) || (1..=6).contains(&ahead)
}

/// The letters around it have other digits among them: a code.
fn has_other_digits(before: &str, after: &str) -> bool {
    let word = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    before.chars().rev().take_while(word).chain(after.chars().take_while(word)).any(|c| c.is_ascii_digit())
}

/// Its digits are part of a longer number or of a figure.
pub(super) fn is_part_of_figure(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = around(text, range);
    let goes_on = before.ends_with(|c: char| c.is_ascii_digit()) || after.starts_with(|c: char| c.is_ascii_digit());
    goes_on || is_decimal(before, after) || is_figure(after)
}
