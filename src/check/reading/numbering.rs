//! OpenLists of headings and items: 一、 （一） 1. （1）

use crate::value::{from_han, in_han, is_han_digit, leading_year};

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
            NumberStyle::Chinese => format!("{}、", in_han(number)),
            NumberStyle::ChineseInBrackets if brackets => format!("({})", in_han(number)),
            NumberStyle::ChineseInBrackets => format!("（{}）", in_han(number)),
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
    first.is_ascii_digit() || (is_han_digit(first) && "、级等类层线批期".contains(second))
}

/// 十, not 一十: as headings write it.
fn from_chinese(text: &str) -> Option<u32> {
    from_han(text).filter(|number| in_han(*number) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_read_as_they_are_written() {
        assert_eq!([from_chinese("十"), from_chinese("二十一")], [Some(10), Some(21)]);
        for text in ["", "一十", "十十"] {
            assert_eq!(from_chinese(text), None, "{text}");
        }
    }
}
