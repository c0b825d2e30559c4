//! What a text states. 0, blank, 无 and —— are four different statements.

use super::number::{fold, plain, whole};
use super::{Count, Money, MoneyUnit, Rate, Score, yuan_in};
use rust_decimal::Decimal;

/// What was made of a cell's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading<T> {
    /// Nothing is written: nothing is stated.
    #[default]
    Blank,
    /// 无: it is stated that there is none.
    Nothing,
    /// ——, / and the like: it does not apply here.
    Dash,
    /// This.
    Is(T),
    /// Something that cannot be read. It is kept and shown as written.
    Unreadable,
}

impl<T> Reading<T> {
    /// What is stated, where something is.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            _ => None,
        }
    }

    /// The same statement about something made of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reading<U> {
        self.and_then(|value| Reading::Is(make(value)))
    }

    /// The same statement, or what a further reading of the value makes of it.
    pub fn and_then<U>(self, make: impl FnOnce(T) -> Reading<U>) -> Reading<U> {
        match self {
            Self::Blank => Reading::Blank,
            Self::Nothing => Reading::Nothing,
            Self::Dash => Reading::Dash,
            Self::Is(value) => make(value),
            Self::Unreadable => Reading::Unreadable,
        }
    }
}

/// Sorts out the texts that state no value; hands the folded rest on.
pub(super) fn stated(text: &str) -> Reading<String> {
    let folded = fold(text);
    if folded.is_empty() {
        Reading::Blank
    } else if matches!(folded.as_str(), "无" | "没有" | "暂无") {
        Reading::Nothing
    } else if folded == "一" || folded.chars().all(|c| matches!(c, '—' | '-' | '/' | '\\' | '―' | '─')) {
        Reading::Dash
    } else {
        Reading::Is(folded)
    }
}

fn read<T>(text: &str, make: impl FnOnce(Decimal, &str) -> Option<T>) -> Reading<T> {
    stated(text).and_then(|folded| {
        let bare = folded.trim_start_matches(['￥', '¥']).trim_start();
        whole(bare).and_then(|(number, rest)| make(number, rest.trim())).map_or(Reading::Unreadable, Reading::Is)
    })
}

/// 金额. A bare number is in the form's unit; a trailing unit (85.22万, 10万元, 852200元) is believed instead.
#[must_use]
pub fn read_money(text: &str, unit: MoneyUnit) -> Reading<Money> {
    read(text, |number, rest| {
        let yuan = if rest.is_empty() { unit.yuan() } else { yuan_in(rest)? };
        number.checked_mul(yuan).map(Money)
    })
}

/// Words: only whether something is said, or 无, or —— that it does not apply.
#[must_use]
pub fn read_words(text: &str) -> Reading<()> {
    let words = text.trim().trim_end_matches('。');
    // Long texts need no folding to be words.
    if words.len() > 12 { Reading::Is(()) } else { stated(words).map(|_| ()) }
}

/// 数量. A short word behind the number (3名, 120㎡) is its unit and is left alone.
#[must_use]
pub fn read_count(text: &str) -> Reading<Count> {
    read(text, |number, rest| {
        let unit = rest.chars().count() <= 4 && !rest.chars().any(|c| c.is_ascii_digit() || ",.%‰+-".contains(c));
        unit.then_some(Count(number))
    })
}

/// 比率. `%`, `‰`, 百分比 and 比例 are understood; a bare number up to 1 is a share, above it a percentage, whatever its
/// sign: -0.05 and -5 are both five per cent less.
#[must_use]
pub fn read_rate(text: &str) -> Reading<Rate> {
    read(text, |number, rest| {
        let is_share = rest == "比例" || (rest.is_empty() && number.abs() <= Decimal::ONE);
        let whole = match rest {
            _ if is_share => Decimal::ONE,
            "" | "%" | "百分比" | "%(百分比)" => Decimal::ONE_HUNDRED,
            "‰" => Decimal::ONE_THOUSAND,
            _ => return None,
        };
        number.checked_div(whole).map(Rate)
    })
}

/// 分值 or 得分, with or without 分.
#[must_use]
pub fn read_points(text: &str) -> Reading<Score> {
    read(text, |number, rest| matches!(rest, "" | "分").then_some(Score(number)))
}

/// A number cell's text as it should stand once the clerk leaves the cell, if it was a small sum: `=72.04+7.87` is 79.91.
#[must_use]
pub fn tidy_number(text: &str) -> Option<String> {
    let folded = fold(text);
    let sum = folded.strip_prefix('=').map(str::trim_start)?;
    let (total, rest) = whole(&folded)?;
    (sum[1..].contains(['+', '-']) && rest.is_empty()).then(|| plain(total))
}
