//! Numbers in the hands of clerks: full-width digits, thousands commas, units that trail, small sums.

use super::words::signs;
use rust_decimal::{Decimal, RoundingStrategy};

/// Full-width ASCII to ASCII, the many signs for one thing to one sign, ends trimmed.
///
/// `８５．２２％` becomes `85.22%`, `≧` becomes `≥`, `═` becomes `=`.
#[must_use]
pub fn fold(text: &str) -> String {
    let folded: String = text.chars().map(fold_char).collect();
    folded.trim().replace(">=", "≥").replace("<=", "≤")
}

fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\t' | '\r' | '\n' => ' ',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '═' | '﹦' => '=',
        '﹪' => '%',
        '﹐' => ',',
        '。' => '.',
        '−' | '–' => '-',
        other => other,
    }
}

/// The value of a digit, of either width.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| u32::from(c) - u32::from('０')))
}

/// It is a digit, of either width.
#[must_use]
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// Where the first digit stands.
pub(super) fn find_digit(text: &str) -> Option<usize> {
    let begins = |&(at, byte): &(usize, u8)| {
        byte.is_ascii_digit() || (byte == WIDE && text.get(at..).is_some_and(|rest| rest.starts_with(is_digit)))
    };
    signs(text).find(begins).map(|(at, _)| at)
}

/// The first byte of the digits of full width, and of no Han character.
const WIDE: u8 = 0xef;

/// The number a folded text begins with, and what follows it.
///
/// Thousands commas must group by three: `1,234.50` is read, `7,00.0,77` is not.
pub(super) fn leading(folded: &str) -> Option<(Decimal, &str)> {
    let end = folded
        .char_indices()
        .find(|&(i, c)| !(c.is_ascii_digit() || c == '.' || c == ',' || (i == 0 && matches!(c, '-' | '+'))))
        .map_or(folded.len(), |(i, _)| i);
    let (digits, rest) = folded.split_at(end);
    Some((parse(digits)?, rest))
}

fn parse(digits: &str) -> Option<Decimal> {
    let unsigned = digits.trim_start_matches(['-', '+']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let grouped = whole.contains(',');
    let groups_fit = !grouped
        || whole.split(',').enumerate().all(|(i, g)| if i == 0 { (1..=3).contains(&g.len()) } else { g.len() == 3 });
    let plain_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !groups_fit || !plain_digits(&whole.replace(',', "")) || !plain_digits(fraction) {
        return None;
    }
    digits.replace(',', "").trim_start_matches('+').parse().ok()
}

/// How many decimals the number is written with that a text begins with: 86.50% has two.
#[must_use]
pub fn places(text: &str) -> u32 {
    let folded = fold(text);
    let bare = folded.trim_start_matches(['￥', '¥', '≥', '≤', '>', '<']).trim_start();
    whole(bare).map_or(0, |(number, _)| number.scale())
}

/// A folded text that is one number, or a small sum that begins with `=`, as in `=72.04+7.87`.
pub(super) fn whole(folded: &str) -> Option<(Decimal, &str)> {
    let Some(sum) = folded.strip_prefix('=') else { return leading(folded) };
    let mut rest = sum.trim_start();
    let (mut total, mut tail) = leading(rest)?;
    loop {
        rest = tail.trim_start();
        if !rest.starts_with(['+', '-']) {
            return Some((total, rest));
        }
        let sign = &rest[..1];
        let (next, after) = leading(rest[1..].trim_start())?;
        total = if sign == "+" { total.checked_add(next)? } else { total.checked_sub(next)? };
        tail = after;
    }
}

/// Rounded to `places` decimals, half away from zero: the field's rule (2.345 becomes 2.35, never 2.34).
#[must_use]
pub fn rounded(number: Decimal, places: u32) -> Decimal {
    if number.scale() <= places {
        return number;
    }
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A number as a form shows it: no trailing zeros, no exponent.
#[must_use]
pub fn plain(number: Decimal) -> String {
    // Every sentence and every computed cell says figures, and nearly all fit here.
    let Ok(mut digits) = u64::try_from(number.mantissa().unsigned_abs()) else { return number.normalize().to_string() };
    let mut places = number.scale() as usize;
    while places > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        places -= 1;
    }
    let mut text = digits.to_string();
    if places > 0 {
        if text.len() <= places {
            text.insert_str(0, ZEROS.get(..=places - text.len()).unwrap_or_default());
        }
        text.insert(text.len() - places, '.');
    }
    if number.is_sign_negative() && digits > 0 {
        text.insert(0, '-');
    }
    text
}

/// As many as a number can have behind its point, and one before it.
const ZEROS: &str = "00000000000000000000000000000";
