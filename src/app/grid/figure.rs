//! Figures as they are drawn: with their thousands set apart.

use crate::form::Holds;
use crate::sheet::Cell;
use std::borrow::Cow;

/// A cell's text as it is drawn: amounts and numbers with their thousands set apart, as nothing keeps or prints them.
pub(crate) fn drawn(cell: &Cell) -> Cow<'_, str> {
    if matches!(cell.holds, Holds::Money | Holds::Count) { grouped(&cell.text) } else { cell.text.as_str().into() }
}

/// 1234.5 as 1,234.5; what is no plain number as it is.
pub(crate) fn grouped(text: &str) -> Cow<'_, str> {
    let (sign, number) = text.strip_prefix('-').map_or(("", text), |number| ("-", number));
    let (whole, rest) = number.find('.').and_then(|dot| number.split_at_checked(dot)).unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() <= 3 || whole.starts_with('0') || !digits(whole) || !digits(rest.trim_start_matches('.')) {
        return text.into();
    }
    let mut grouped = String::from(sign);
    for (number, digit) in whole.chars().enumerate() {
        if number > 0 && (whole.len() - number).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    (grouped + rest).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_in_plain_numbers_alone() {
        for (text, shown) in [
            ("1234.5", "1,234.5"),
            ("1234567", "1,234,567"),
            ("-1234.50", "-1,234.50"),
            ("123", "123"),
            ("1234.5678", "1,234.5678"),
            ("1,234", "1,234"),
            ("0123", "0123"),
            ("1234万元", "1234万元"),
            ("１２３４", "１２３４"),
            ("", ""),
            ("——", "——"),
        ] {
            assert_eq!(grouped(text), shown);
        }
    }
}
