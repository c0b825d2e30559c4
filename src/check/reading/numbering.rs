//! OpenLists of headings and items: 一、 （一） 1. （1）

use crate::value::leading_year;

/// The families of numbers in official writing. 1. and 1、 are one: clerks mix them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    /// 一、
    Chinese,
    /// （一）
    ChineseInBrackets,
    /// 1. or 1、
    Arabic,
    /// （1）
    ArabicInBrackets,
}

/// A number at the start of a line or an item, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemNumber<'t> {
    pub style: NumberStyle,
    pub number: u32,
    pub written: &'t str,
    pub rest: &'t str,
}

impl<'t> ItemNumber<'t> {
    /// The number a text begins with, if it is an item's: not 3.5万元, not 3、4月, not 一、二等奖.
    pub fn read(text: &'t str) -> Option<Self> {
        let text = text.trim_start();
        let first = text.chars().next()?;
        let (style, inner, len) = if matches!(first, '（' | '(') {
            let inside = &text[first.len_utf8()..];
            let end = inside.char_indices().take(4).find(|(_, c)| matches!(c, '）' | ')'))?;
            let inner = &inside[..end.0];
            let style = if inner.starts_with(|c: char| c.is_ascii_digit()) {
                NumberStyle::ArabicInBrackets
            } else {
                NumberStyle::ChineseInBrackets
            };
            (style, inner, first.len_utf8() + end.0 + end.1.len_utf8())
        } else {
            let (end, sign) = text.char_indices().take(4).find(|(_, c)| matches!(c, '、' | '.' | '．'))?;
            let arabic = first.is_ascii_digit();
            let style = if arabic { NumberStyle::Arabic } else { NumberStyle::Chinese };
            if !arabic && sign != '、' {
                return None;
            }
            (style, &text[..end], end + sign.len_utf8())
        };
        let number = if inner.len() <= 2 { inner.parse().ok() } else { None }.or_else(|| from_chinese(inner))?;
        let rest = &text[len..];
        (!enumerates(rest)).then_some(Self { style, number, written: &text[..len], rest })
    }

    /// The same kind of mark with another number.
    pub fn renumbered(&self, number: u32) -> String {
        let brackets = self.written.starts_with('(');
        match self.style {
            NumberStyle::Chinese => format!("{}、", chinese(number)),
            NumberStyle::ChineseInBrackets if brackets => format!("({})", chinese(number)),
            NumberStyle::ChineseInBrackets => format!("（{}）", chinese(number)),
            NumberStyle::ArabicInBrackets if brackets => format!("({number})"),
            NumberStyle::ArabicInBrackets => format!("（{number}）"),
            NumberStyle::Arabic => format!("{number}{}", self.written.chars().last().unwrap_or('.')),
        }
    }
}

/// What follows shows that the number was one of several, or part of one.
fn enumerates(rest: &str) -> bool {
    // 1.2023年年初安排: an item that begins with a year.
    if leading_year(rest).is_some() {
        return false;
    }
    let mut chars = rest.chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    first.is_ascii_digit() || (DIGITS.contains(first) && "、级等类层线批期".contains(second))
}

const DIGITS: &str = "一二三四五六七八九十";

/// 1 to 99 as a heading writes them.
pub fn chinese(number: u32) -> String {
    let digit = |n: u32| DIGITS.chars().nth((n as usize).wrapping_sub(1)).map(String::from).unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, ones) => format!("十{}", digit_or_none(ones, digit)),
        (tens, ones) => format!("{}十{}", digit(tens), digit_or_none(ones, digit)),
    }
}

fn digit_or_none(ones: u32, digit: impl Fn(u32) -> String) -> String {
    if ones == 0 { String::new() } else { digit(ones) }
}

fn from_chinese(text: &str) -> Option<u32> {
    let digit = |text: &str| {
        let mut chars = text.chars();
        let (first, None) = (chars.next()?, chars.next()) else { return None };
        DIGITS.chars().take(9).position(|digit| digit == first).and_then(|at| u32::try_from(at + 1).ok())
    };
    let Some((tens, ones)) = text.split_once('十') else { return digit(text) };
    // 十, not 一十.
    let tens = if tens.is_empty() { 1 } else { digit(tens).filter(|tens| *tens > 1)? };
    Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_read_as_they_are_written() {
        for number in 1..100 {
            assert_eq!(from_chinese(&chinese(number)), Some(number));
        }
        for text in ["", "一十", "十十", "一二", "百", "二十一二"] {
            assert_eq!(from_chinese(text), None, "{text}");
        }
    }
}
