//! Numbers as files keep them, without the noise of binary fractions.

use super::format::NumberFormat;
use rust_decimal::{Decimal, RoundingStrategy};

/// Workbooks keep fifteen digits; what lies beyond is noise.
const DIGITS: u32 = 15;

/// A stored number as its format shows it.
pub(super) fn shown(stored: &str, format: &NumberFormat, from_1904: bool) -> String {
    read(stored).map_or_else(|| stored.trim().into(), |number| format.show(number, from_1904))
}

fn read(stored: &str) -> Option<Decimal> {
    let stored = stored.trim();
    let number = if stored.contains(['e', 'E']) { Decimal::from_scientific(stored).ok() } else { stored.parse().ok() };
    number?.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)
}
