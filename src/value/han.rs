//! Numbers in Han characters, as headings, notes and sentences count: 三, 十二, 二十.

/// What they are written with.
const DIGITS: &str = "一二三四五六七八九";

/// A character that numbers are written with in Han characters.
#[must_use]
pub fn is_han_digit(c: char) -> bool {
    c == '十' || han_digit(c).is_some()
}

/// The value of one from 1 to 9.
#[must_use]
pub fn han_digit(c: char) -> Option<u32> {
    DIGITS.chars().position(|digit| digit == c).and_then(|at| u32::try_from(at + 1).ok())
}

/// 1 to 99 as headings write them.
#[must_use]
pub fn in_han(number: u32) -> String {
    let digit = |n: u32| DIGITS.chars().nth((n as usize).wrapping_sub(1)).map(String::from).unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// 1 to 99, 一十二 as people say it too.
#[must_use]
pub fn from_han(text: &str) -> Option<u32> {
    let digit = |text: &str| {
        let mut chars = text.chars();
        let (first, None) = (chars.next()?, chars.next()) else { return None };
        han_digit(first)
    };
    let Some((tens, ones)) = text.split_once('十') else { return digit(text) };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in 1..100 {
            assert_eq!(from_han(&in_han(number)), Some(number));
        }
        assert_eq!(from_han("一十二"), Some(12));
        for text in ["", "十十", "一二", "百", "二十一二"] {
            assert_eq!(from_han(text), None, "{text}");
        }
    }
}
