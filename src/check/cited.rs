//! Which words of a text a finding is about: those that its rule names, else what its mend would change, else what its
//! sentence quotes of it. The numbers of a sentence are none of them: they may stand in the text for something else.

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
        let mut places = match &self.words {
            Some(words) => of_words(words.iter().map(String::as_str), text),
            None => self.told(text),
        };
        places.truncate(MOST);
        places
    }

    /// What the mend would change, or what the sentence quotes, whichever says it more exactly.
    fn told(&self, text: &str) -> Vec<Range<usize>> {
        let quoted = of_words(quotations(&self.says), text);
        let changed = self.mends.iter().map(|mend| changed(mend, self, text)).find(|places| !places.is_empty());
        let Some(changed) = changed else { return quoted };
        let length = |place: &Range<usize>| text.get(place.clone()).map(|words| words.chars().count());
        let exact = |place: &Range<usize>| {
            let meets = |wide: &&Range<usize>| wide.start < place.end && place.start < wide.end;
            changed.iter().find(meets).is_some_and(|wide| length(place) <= length(wide))
        };
        let exact: Vec<Range<usize>> = quoted.into_iter().filter(exact).collect();
        if exact.len() == changed.len() { exact } else { changed }
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
fn of_words<'w>(words: impl IntoIterator<Item = &'w str>, text: &str) -> Vec<Range<usize>> {
    let of = |word: &str| {
        let mut all = text.match_indices(word).map(|(at, word)| at..at + word.len());
        all.find(|place| is_whole(text, place))
    };
    let mut places: Vec<Range<usize>> = Vec::new();
    for place in words.into_iter().filter(|word| !word.is_empty()).filter_map(of) {
        if places.iter().all(|known| place.end <= known.start || known.end <= place.start) {
            places.push(place);
        }
    }
    places.sort_by_key(|place| place.start);
    places
}

/// What a sentence quotes, also as a quoted figure (【】); the end of what is quoted in short (…) does not stand in the
/// text.
fn quotations(says: &str) -> Vec<&str> {
    let pieces = says.split('“').skip(1).filter_map(|behind| Some(behind.split_once('”')?.0.trim_matches('…')));
    let figures = says.match_indices('【').filter_map(|(at, _)| {
        let behind = says.get(at..)?;
        behind.get(..behind.find('】')? + '】'.len_utf8())
    });
    pieces.chain(figures).filter(|piece| piece.chars().count() >= LEAST).collect()
}

/// No number goes on before or behind it; before a year stands the number of an item (1.2021年).
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, behind) = (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
    let word = text.get(place.clone()).unwrap_or_default();
    let before = before.strip_suffix('.').filter(|_| !word.ends_with('年')).unwrap_or(before);
    let begins = !digit(word.chars().next()) || !digit(before.chars().next_back());
    begins && (!digit(word.chars().next_back()) || !digit(behind.chars().next()))
}
