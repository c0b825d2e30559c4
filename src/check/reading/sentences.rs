//! What a text says of money: its sentences, the reasons they give, the amounts they name.

use crate::value::{Money, quantities, years};
use std::ops::Range;

/// Words of a sentence that says why an amount changed.
const REASONS: [&str; 19] = [
    "因", "由于", "新增", "追加", "调整", "调增", "调减", "调资", "增资", "增加", "增人", "减少", "结转", "下拨",
    "核减", "压减", "提标", "上调", "原因",
];

/// Words of a sentence that says why something was not spent, or was not reached.
const CAUSES: [&str; 22] = [
    "因",
    "由于",
    "原因",
    "导致",
    "所致",
    "尚未",
    "推迟",
    "推后",
    "延期",
    "延后",
    "延迟",
    "滞后",
    "跨年",
    "质保",
    "压减",
    "压缩",
    "节约",
    "节省",
    "未完工",
    "未验收",
    "未结算",
    "未到",
];

/// Words of a sentence that speaks of money.
const MONEY: [&str; 7] = ["预算", "经费", "资金", "万元", "指标", "支出", "拨款"];

/// A text's sentences; a semicolon ends one too.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '；', ';', '\n', '！', '？']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// The sentence in which that place stands, and where it begins; of a long one what is near.
pub fn sentence_at<'t>(text: &'t str, place: &Range<usize>) -> (usize, &'t str) {
    let ends = |c: char| matches!(c, '。' | '；' | ';' | '\n' | '！' | '？');
    let head = text.get(..place.start).unwrap_or_default();
    let back = head.char_indices().rev().take(NEAR).take_while(|&(_, c)| !ends(c)).last();
    let from = back.map_or(place.start, |(at, _)| at);
    let tail = text.get(place.end..).unwrap_or_default();
    let length: usize = tail.chars().take(NEAR).take_while(|&c| !ends(c)).map(char::len_utf8).sum();
    (from, text.get(from..place.end + length).unwrap_or_default())
}

/// No sentence is looked at further than this from a place in it, so that no text makes a rule slow.
const NEAR: usize = 240;

/// A year other than this one is named in it: 2022年.
pub fn names_other_year(sentence: &str, year: i32) -> bool {
    years(sentence).any(|named| named.said && named.year != year)
}

/// Any of these words is in it.
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The sentence says why something changed.
pub fn gives_reason(sentence: &str) -> bool {
    has_any(sentence, &REASONS)
}

/// The sentence says why something was not spent, or was not reached.
pub fn gives_cause(sentence: &str) -> bool {
    has_any(sentence, &CAUSES)
}

/// The sentence says why an amount of money changed.
pub fn gives_money_reason(sentence: &str) -> bool {
    has_any(sentence, &MONEY) && gives_reason(sentence)
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
