//! Items of lists by the numbers before them.

use crate::value::{from_han, is_han_digit};

/// The number of an item, and how it is written: 1. 2、（三）目标1：
pub(super) struct ListItem {
    pub number: u32,
    pub is_han: bool,
    /// What stands before and behind the number.
    around: (String, char),
}

impl ListItem {
    pub fn of(text: &str) -> Option<Self> {
        let bare = text.trim_start();
        let is_digit = |c: char| c.is_ascii_digit() || is_han_digit(c);
        let from = bare.find(is_digit).filter(|from| *from < 7)?;
        let (before, rest) = bare.split_at(from);
        let behind = rest.trim_start_matches(is_digit);
        let digits = rest.strip_suffix(behind)?;
        let mark = behind.chars().next().filter(|mark| ".．、）):：".contains(*mark))?;
        let is_figure = behind.trim_start_matches(mark).starts_with(|c: char| c.is_ascii_digit());
        let han = from_han(digits);
        let number = digits.parse().ok().or(han)?;
        let is_item = matches!(before, "" | "（" | "(" | "目标" | "指标") && !is_figure;
        is_item.then(|| Self { number, is_han: han.is_some(), around: (before.into(), mark) })
    }

    pub fn is_alike(&self, other: &Self) -> bool {
        (self.is_han, &self.around) == (other.is_han, &other.around)
    }

    pub fn is_before(&self, next: &Self) -> bool {
        self.is_alike(next) && self.number + 1 == next.number
    }
}
