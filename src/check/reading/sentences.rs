//! What a text says of money: its sentences, the reasons they give, the amounts they name.

use crate::check::reading::matter::{Matter, Matters};
use crate::value::{Money, quantities, signs, years};
use std::ops::Range;

/// A sentence of a text.
#[derive(Clone, Copy, Debug)]
pub struct ReadSentence<'t> {
    /// Its words.
    pub text: &'t str,
    /// What it speaks of.
    pub matters: Matters,
    /// Where it begins in the text.
    pub from: usize,
}

impl ReadSentence<'_> {
    /// It speaks of that.
    pub fn has(&self, matter: Matter) -> bool {
        self.matters.has(matter)
    }

    /// It says why an amount of money changed.
    pub fn gives_money_reason(&self) -> bool {
        self.has(Matter::Money) && self.has(Matter::Reason)
    }
}

/// A text's sentences; a semicolon ends one too.
pub fn sentences(text: &str) -> impl Iterator<Item = ReadSentence<'_>> {
    let (mut from, mut over) = (0, false);
    std::iter::from_fn(move || {
        while !over {
            let rest = text.get(from..)?;
            let end = sentence_end(rest);
            over = end.is_none();
            let (piece, mark) = end.map_or((rest, 0), |(at, mark)| (rest.get(..at).unwrap_or_default(), mark));
            let start = from + piece.len() - piece.trim_start().len();
            from += piece.len() + mark;
            let words = piece.trim();
            if !words.is_empty() {
                return Some(ReadSentence { text: words, matters: Matters::of(words), from: start });
            }
        }
        None
    })
}

/// Where the first sentence of a text ends, and how long the mark is that ends it.
fn sentence_end(text: &str) -> Option<(usize, usize)> {
    let may_end = |(_, byte): &(usize, u8)| matches!(byte, b';' | b'\n' | 0xe3 | 0xef);
    let mark = |(at, _)| text.get(at..)?.chars().next().filter(|c| ends_sentence(*c)).map(|c| (at, c.len_utf8()));
    signs(text).filter(may_end).find_map(mark)
}

/// A sentence ends with it.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '\n' | '！' | '？')
}

/// The sentence in which that place stands, and where it begins; of a long one what is near.
pub fn sentence_at<'t>(text: &'t str, place: &Range<usize>) -> (usize, &'t str) {
    let head = text.get(..place.start).unwrap_or_default();
    let back = head.char_indices().rev().take(NEAR).take_while(|&(_, c)| !ends_sentence(c)).last();
    let from = back.map_or(place.start, |(at, _)| at);
    let tail = text.get(place.end..).unwrap_or_default();
    let length: usize = tail.chars().take(NEAR).take_while(|&c| !ends_sentence(c)).map(char::len_utf8).sum();
    (from, text.get(from..place.end + length).unwrap_or_default())
}

/// No sentence is looked at further than this from a place in it, so that no text makes a rule slow.
const NEAR: usize = 240;

/// A year other than this one is named in it: 2022年.
pub fn names_other_year(sentence: &str, year: i32) -> bool {
    years(sentence).any(|named| named.with_word && named.year != year)
}

/// Any of these words is in it.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// An amount that a text names, with the words right before and behind it in the same clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountInText<'t> {
    pub before: &'t str,
    pub money: Money,
    pub behind: &'t str,
}

/// The amounts a text names with their unit, in order. Linear in the text.
pub fn amounts(text: &str) -> impl Iterator<Item = AmountInText<'_>> {
    let mut clause = 0;
    let amounts = quantities(text).filter_map(|quantity| Some((quantity.money()?, quantity.range)));
    amounts.map(move |(money, range)| {
        let before = text.get(clause..range.start).unwrap_or_default();
        let before = before.rfind(is_break).and_then(|at| before.get(at..)).unwrap_or(before);
        let behind = text.get(range.end..).unwrap_or_default().split(is_break).next().unwrap_or_default();
        clause = range.end;
        AmountInText { before: before.trim_start_matches(is_break), money, behind }
    })
}

fn is_break(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。' | '、' | '（' | '）' | '(' | ')' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::MoneyUnit;

    #[test]
    fn amounts_come_with_the_words_around_them() {
        let text = "预算支出3万元，年中调增0万元，实际支出5.31万元（其中2.31万元为上年结转指标），认购10万斤，奖励1,475.5 元。";
        let said: Vec<_> = amounts(text).map(|n| (n.before, n.money.plain(MoneyUnit::Wan), n.behind)).collect();
        let expected = [
            ("预算支出", "3", ""),
            ("年中调增", "0", ""),
            ("实际支出", "5.31", ""),
            ("其中", "2.31", "为上年结转指标"),
            ("奖励", "0.14755", ""),
        ];
        assert_eq!(said, expected.map(|(b, m, a)| (b, m.to_string(), a)));
    }
}
