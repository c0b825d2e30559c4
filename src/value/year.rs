//! Years that texts name: 2023年, ２０２３年度, 2023-12-31. The one reader of them.

use super::number::{digit, find_digit, is_digit};
use std::ops::{Range, RangeInclusive};

/// The years that can be meant where one is asked for; others are slips.
pub const MEANT_YEARS: RangeInclusive<i32> = 1949..=2999;

/// A year that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedYear {
    /// Which.
    pub year: i32,
    /// Where its digits stand.
    pub digits: Range<usize>,
    /// Where what follows begins: behind 年, where that is written.
    pub end: usize,
    /// 年 stands behind the digits, with or without a gap.
    pub with_word: bool,
    /// The digits are of full width.
    wide: bool,
}

impl NamedYear {
    /// Another year in digits of the same width.
    #[must_use]
    pub fn written(&self, year: i32) -> String {
        let narrow = year.to_string();
        let widened = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c);
        if self.wide { narrow.chars().map(widened).collect() } else { narrow }
    }
}

/// The years a text names, in order: numbers of just four digits, of either width. Those that are part of a figure
/// (120232, 2023.5, 2023万元) are none, and neither is what nobody means by a year (0012).
pub fn years(text: &str) -> impl Iterator<Item = NamedYear> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + find_digit(text.get(from..)?)?;
            let run = text.get(start..)?;
            let length = run.find(|c| !is_digit(c)).unwrap_or(run.len());
            from = start + length;
            if let Some(named) = year(text, start..from) {
                return Some(named);
            }
        }
    })
}

/// The year a text begins with, where 年 follows it.
#[must_use]
pub fn leading_year(text: &str) -> Option<NamedYear> {
    let length = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    year(text, 0..length).filter(|named| named.with_word)
}

/// The year that this run of digits is.
fn year(text: &str, digits: Range<usize>) -> Option<NamedYear> {
    let run = text.get(digits.clone())?;
    let mut year = 0;
    for c in run.chars() {
        year = year * 10 + i32::try_from(digit(c).filter(|_| run.chars().nth(4).is_none())?).ok()?;
    }
    let behind = text.get(digits.end..)?;
    let close = behind.trim_start_matches([' ', '　']);
    let with_word = close.starts_with('年');
    let figure = |c: char| matches!(c, '.' | ',' | '．' | '%' | '％' | '万' | '元');
    // 1.2023年 is a year in a list.
    let alone = with_word || !(behind.starts_with(figure) || text.get(..digits.start)?.ends_with(figure));
    let end = if with_word { text.len() - close.len() + '年'.len_utf8() } else { digits.end };
    let wide = run.chars().all(|c| !c.is_ascii());
    (alone && (1000..10_000).contains(&year)).then_some(NamedYear { year, digits, end, with_word, wide })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_figures() {
        let told = |text: &str| years(text).map(|y| (y.year, y.with_word)).collect::<Vec<_>>();
        for (text, expected) in [
            ("2023年比2022年多", &[(2023, true), (2022, true)][..]),
            ("２０２２年度，2023 年", &[(2022, true), (2023, true)]),
            ("截止2023-12-31", &[(2023, false)]),
            ("1.2023年安排", &[(2023, true)]),
            ("2023.5万元，2023万元，3,2023元，12023，20231231，０００１年，一二三", &[]),
            ("", &[]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        let written = |text: &str| years(text).map(|y| y.written(2024)).collect::<String>();
        assert_eq!((written("2023年"), written("２０２３年")), ("2024".into(), "２０２４".into()));
    }

    #[test]
    fn what_follows_a_leading_year_begins_behind_it() {
        let rest = |text: &'static str| leading_year(text).and_then(|y| text.get(y.end..));
        assert_eq!(rest("2023年度部门整体"), Some("度部门整体"));
        assert_eq!((rest("２０２３ 年度"), rest("共2023年"), rest("2023-12-31")), (Some("度"), None, None));
    }
}
