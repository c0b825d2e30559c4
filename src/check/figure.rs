//! Who wrote a figure, and when two are the same.

use crate::sheet::{Cell, Origin, Value};
use crate::value::{Rate, Score};

/// Somebody wrote here for this year's report: typed or imported, not carried forward and not computed.
#[must_use]
pub fn is_written(cell: &Cell) -> bool {
    matches!(cell.origin, Origin::Typed | Origin::Overridden | Origin::Imported)
}

/// What the program computes, where something else is written: typed, imported or carried forward.
#[must_use]
pub fn overridden(cell: &Cell) -> Option<&Value> {
    let by_hand = is_written(cell) || cell.origin == Origin::LastYear;
    cell.computed.as_deref().filter(|computed| by_hand && **computed != cell.value)
}

/// Two scores are the same within 0.01 points.
#[must_use]
pub fn same_points(one: Score, other: Score) -> bool {
    (one - other).abs() <= Score(rust_decimal::Decimal::new(1, 2))
}

/// Two rates are the same within 0.01 percentage points.
#[must_use]
pub fn same_rate(one: Rate, other: Rate) -> bool {
    (Rate(one.percent()) - Rate(other.percent())).abs() <= Rate(rust_decimal::Decimal::new(1, 2))
}
