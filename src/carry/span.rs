//! What was kept, taken out and put in between two texts, in pieces that read well.
//!
//! Compared by words: a number whole, a quotation whole, Han characters one by one. What takes too long to compare closely
//! is compared by sentences, and at last told as replaced.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// So many pairs of words are compared in one text, at most: beyond that a rewritten text is told as replaced.
const PAIRS: usize = 4_000_000;
/// As few characters between two changes belong to them: single ones that happen to be the same are no help.
const FEW: usize = 2;

/// Marks that end a clause.
const ENDS: [char; 7] = ['。', '；', '！', '？', '，', '、', '\n'];
/// No name between 【】 is longer, in characters.
const NAME: usize = 100;

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// It stands in both.
    Kept,
    /// Only the earlier text has it.
    Removed,
    /// Only the later text has it.
    Added,
}

/// A piece of two texts laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSpan {
    /// What became of it.
    pub kind: SpanKind,
    /// The piece.
    pub text: String,
}

impl TextSpan {
    /// What of it stands within so many characters of the changes `before` it and `behind` it, where there are such; all
    /// of a short one.
    #[must_use]
    pub fn near(&self, around: usize, before: bool, behind: bool) -> String {
        let (head, tail) = (if before { around } else { 0 }, if behind { around } else { 0 });
        let all = self.text.chars().count();
        if all <= head + tail + 2 {
            return self.text.clone();
        }
        let cut = |n: usize| self.text.char_indices().nth(n).map_or(self.text.len(), |(at, _)| at);
        let (first, last) = (self.text.get(..cut(head)), self.text.get(cut(all - tail)..));
        format!("{}……{}", first.unwrap_or_default(), last.unwrap_or_default())
    }
}

/// Two texts laid over each other: without what was added it is the earlier, without what was removed the later.
#[must_use]
pub fn text_spans(before: &str, now: &str) -> Vec<TextSpan> {
    let mut laying = Laying { changes: vec![Divergence::default()], pairs: PAIRS };
    laying.whole(&words(before), &words(now), true);
    laying.spans()
}

/// What stands alike, and what then differs, up to the next that stands alike.
#[derive(Default)]
struct Divergence {
    kept: String,
    removed: String,
    added: String,
}

impl Divergence {
    /// How much differs, in characters.
    fn size(&self) -> usize {
        self.removed.chars().count().max(self.added.chars().count())
    }
}

struct Laying {
    changes: Vec<Divergence>,
    /// How many pairs may still be compared.
    pairs: usize,
}

impl Laying {
    /// Lays words over words; `sentences` where they may yet be laid over each other sentence by sentence.
    fn whole(&mut self, before: &[&str], now: &[&str], sentences: bool) {
        let head = before.iter().zip(now).take_while(|(one, other)| one == other).count();
        let (before, now) = (self.keep(before, head), now.get(head..).unwrap_or_default());
        let tail = before.iter().rev().zip(now.iter().rev()).take_while(|(one, other)| one == other).count();
        let (before, kept) = before.split_at(before.len() - tail);
        let now = now.get(..now.len() - tail).unwrap_or_default();
        let pairs = before.len().saturating_mul(now.len());
        if pairs == 0 {
            self.replace(before, now);
        } else if pairs <= self.pairs {
            self.pairs -= pairs;
            self.closely(before, now);
        } else if sentences {
            self.by_sentences(before, now);
        } else {
            self.replace(before, now);
        }
        self.keep(kept, tail);
    }

    fn closely(&mut self, before: &[&str], now: &[&str]) {
        for op in capture_diff_slices(Algorithm::Myers, before, now) {
            let (was, is) = (before.get(op.old_range()).unwrap_or_default(), now.get(op.new_range()));
            if op.tag() == DiffTag::Equal {
                self.keep(was, was.len());
            } else {
                self.replace(was, is.unwrap_or_default());
            }
        }
    }

    fn by_sentences(&mut self, before: &[&str], now: &[&str]) {
        let (old, new) = (sentences(before), sentences(now));
        let pairs = old.len().saturating_mul(new.len());
        if pairs > self.pairs {
            return self.replace(before, now);
        }
        self.pairs -= pairs;
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let (was, is) = (op.old_range(), op.new_range());
            let was = old.get(was).unwrap_or_default().concat();
            let is = new.get(is).unwrap_or_default().concat();
            self.whole(&was, &is, false);
        }
    }

    /// The first of the words stand in both. Answers with the rest of them.
    fn keep<'w, 't>(&mut self, words: &'w [&'t str], count: usize) -> &'w [&'t str] {
        let (kept, rest) = words.split_at(count.min(words.len()));
        if let (false, Some(last)) = (kept.is_empty(), self.changes.last_mut()) {
            if last.removed.is_empty() && last.added.is_empty() {
                last.kept.extend(kept.iter().copied());
            } else {
                self.changes.push(Divergence { kept: kept.concat(), ..Divergence::default() });
            }
        }
        rest
    }

    fn replace(&mut self, before: &[&str], now: &[&str]) {
        if let Some(last) = self.changes.last_mut() {
            last.removed.extend(before.iter().copied());
            last.added.extend(now.iter().copied());
        }
    }

    /// Joined to what reads well: a few characters that happen to be the same within longer changes are part of them.
    fn spans(self) -> Vec<TextSpan> {
        let mut joined: Vec<Divergence> = Vec::new();
        for change in self.changes {
            let (between, size) = (change.kept.chars().count(), change.size());
            let few = |last: &&mut Divergence| between <= FEW && between <= size && between <= last.size();
            match joined.last_mut().filter(few) {
                Some(last) => {
                    last.removed.extend([change.kept.as_str(), &change.removed]);
                    last.added.extend([change.kept.as_str(), &change.added]);
                }
                None => joined.push(change),
            }
        }
        slide(&mut joined);
        let spans = joined.into_iter().flat_map(|Divergence { kept, removed, added }| {
            [(SpanKind::Kept, kept), (SpanKind::Removed, removed), (SpanKind::Added, added)]
        });
        spans.filter(|(_, text)| !text.is_empty()).map(|(kind, text)| TextSpan { kind, text }).collect()
    }
}

/// Of a sentence that was put in or taken out before the mark that ends the last one, its own mark is told: 甲。[乙。] and
/// not 甲[。乙]。
fn slide(changes: &mut [Divergence]) {
    for at in 1..changes.len() {
        let Some([change, next]) = changes.get_mut(at - 1..=at) else { continue };
        let piece = match (change.removed.is_empty(), change.added.is_empty()) {
            (true, false) => &mut change.added,
            (false, true) => &mut change.removed,
            _ => continue,
        };
        let first = piece.chars().next().filter(|mark| ENDS.contains(mark));
        // Between two changes something is left standing.
        let last = next.removed.is_empty() && next.added.is_empty();
        let is_next = |mark: &char| next.kept.starts_with(*mark) && (last || next.kept.len() > mark.len_utf8());
        if let Some(mark) = first.filter(is_next) {
            *piece = format!("{}{mark}", piece.split_off(mark.len_utf8()));
            change.kept.push(mark);
            next.kept.drain(..mark.len_utf8());
        }
    }
}

/// The words of a text; together they are all of it.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let (word, after) = rest.split_at(length(first, rest));
        words.push(word);
        rest = after;
    }
    words
}

/// How many bytes the first word of a text has.
fn length(first: char, text: &str) -> usize {
    if first == '【' {
        let name = text.char_indices().take(NAME).take_while(|(_, c)| *c != '\n').find(|(_, c)| *c == '】');
        return name.map_or(first.len_utf8(), |(at, close)| at + close.len_utf8());
    }
    let run = |goes_on: &dyn Fn(char) -> bool| text.find(|c| !goes_on(c)).unwrap_or(text.len());
    if first.is_numeric() && !is_han(first) {
        let number = run(&|c| c.is_numeric() && !is_han(c) || matches!(c, '.' | ',' | '．'));
        // The mark that ends a sentence is none of a number.
        return text.get(..number).map_or(number, |number| number.trim_end_matches(['.', ',', '．']).len());
    }
    if first.is_alphabetic() && !is_han(first) {
        return run(&|c| c.is_alphanumeric() && !is_han(c));
    }
    first.len_utf8()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Words by sentences: up to the mark that ends one, or the line.
fn sentences<'w, 't>(words: &'w [&'t str]) -> Vec<&'w [&'t str]> {
    words.split_inclusive(|word| matches!(*word, "。" | "；" | "！" | "？" | "\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(spans: &[TextSpan], without: SpanKind) -> String {
        spans.iter().filter(|span| span.kind != without).map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn long_texts_that_have_little_in_common_are_told_in_no_time() {
        // All new; the same few words over and over; sentences all new, and one in three.
        let char = |n: u32| char::from_u32(0x4e00 + n % 9_000);
        let all = |from: u32| (0..100_000).filter_map(|n| char(n * 7 + from)).collect::<String>();
        let few = |from: u32| (0..100_000).filter_map(|n| char((n % 1_009 * (n % 1_009) + from) % 5)).collect();
        let sentences = |new: &dyn Fn(u32) -> bool| {
            let word = |n: u32| (0..20).filter_map(move |k| char(n * 31 + k * 7)).chain(['。']);
            let one = |n: u32| word(if new(n) { n + 4_321 } else { n }).collect::<String>();
            (0..4_000).map(one).collect::<String>()
        };
        let pairs = [
            (all(0), all(3)),
            (few(0), few(3)),
            (sentences(&|_| false), sentences(&|_| true)),
            (sentences(&|_| false), sentences(&|n| n % 3 == 0)),
            ("【".repeat(100_000), "【1".repeat(50_000)),
            ("1.".repeat(50_000), "1".repeat(100_000)),
        ];
        for (one, other) in pairs {
            let since = std::time::Instant::now();
            let spans = text_spans(&one, &other);
            assert_eq!((side(&spans, SpanKind::Added), side(&spans, SpanKind::Removed)), (one, other));
            // Letter against letter it would be many minutes.
            assert!(since.elapsed().as_secs() < 60, "{:?}", since.elapsed());
        }
    }

    proptest! {
        #[test]
        fn each_side_is_whole(before in "[甲乙丙丁。\n1-3.,a【】]{0,40}", now in "[甲乙丙丁。\n1-3.,a【】]{0,40}") {
            let spans = text_spans(&before, &now);
            prop_assert_eq!(side(&spans, SpanKind::Added), before);
            prop_assert_eq!(side(&spans, SpanKind::Removed), now);
            prop_assert!(spans.windows(2).all(|pair| pair[0].kind != pair[1].kind));
        }
    }
}
