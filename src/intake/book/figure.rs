//! Numbers as one sees them: percentages with their sign, days as days, no noise of binary fractions.

use super::format::NumberShape;
use chrono::{Datelike as _, Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

/// Workbooks keep fifteen digits; what lies beyond is noise.
const DIGITS: u32 = 15;

/// A stored number as its format shows it. What is stored counts, not how many places of it are shown.
pub(super) fn shown(stored: &str, shape: NumberShape, from_1904: bool) -> String {
    let Some(number) = read(stored) else { return stored.trim().into() };
    match shape {
        NumberShape::Plain => plain(number),
        NumberShape::Percent => {
            number.checked_mul(Decimal::ONE_HUNDRED).map_or_else(|| stored.into(), |percent| plain(percent) + "%")
        }
        NumberShape::Day => day(number, from_1904).unwrap_or_else(|| plain(number)),
    }
}

fn read(stored: &str) -> Option<Decimal> {
    let stored = stored.trim();
    let number = if stored.contains(['e', 'E']) { Decimal::from_scientific(stored).ok() } else { stored.parse().ok() };
    number?.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Days since the last day of 1899, the one that never was included.
fn day(number: Decimal, from_1904: bool) -> Option<String> {
    let days: u64 = number.trunc().to_string().parse().ok()?;
    let (year, month, first) = if from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let day = NaiveDate::from_ymd_opt(year, month, first)?.checked_add_days(Days::new(days))?;
    (day.year() <= 9999).then(|| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}
