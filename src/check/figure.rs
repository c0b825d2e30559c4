//! Who wrote a figure, and when two are the same.
//!
//! A figure as printed is right where the exact one rounds to it, half away from zero, at the decimals printed: 86.5% and
//! 86% are 86.48%, and 86.19% is not 86.18%. All rules that compare a written figure with a computed one ask here.

use crate::sheet::{Cell, Origin, Value};
use crate::value::{Money, Rate, Score, fold, leading_number, places, rounded};
use rust_decimal::Decimal;

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

/// A figure as it was printed.
#[derive(Clone, Copy, Debug)]
pub struct Printed {
    /// In the unit it is compared in.
    number: Decimal,
    /// Its decimals.
    places: u32,
}

impl Printed {
    /// Points as printed.
    #[must_use]
    pub fn points(text: &str, points: Score) -> Self {
        Self { number: points.0, places: places(text) }
    }

    /// A rate as printed, be it as a percentage, as a share (0.86) or per mille.
    #[must_use]
    pub fn rate(text: &str, rate: Rate) -> Self {
        let places = match places(text) {
            places if text.contains('‰') => places.saturating_add(1),
            places if number_of(text) == Some(rate.0.abs()) && !text.contains(['%', '％', '﹪']) => {
                places.saturating_sub(2)
            }
            places => places,
        };
        Self { number: rate.0.saturating_mul(Decimal::ONE_HUNDRED), places }
    }

    /// A rate as the program shows it.
    #[must_use]
    pub fn shown(rate: Rate) -> Self {
        Self { number: rate.percent(), places: 2 }
    }

    /// The exact figure rounds to this one.
    #[must_use]
    pub fn is(self, exact: Decimal) -> bool {
        rounded(exact, self.places) == self.number
    }

    /// Points that round to this figure.
    #[must_use]
    pub fn is_points(self, exact: Score) -> bool {
        self.is(exact.0)
    }

    /// Points that a rule gives round to this figure. Whole points are what somebody gave, and no rounding.
    #[must_use]
    pub fn is_given(self, points: Score) -> bool {
        self.is(points.0) && (self.places > 0 || self.number == points.0)
    }

    /// A rate that rounds to this figure.
    #[must_use]
    pub fn is_rate(self, exact: Rate) -> bool {
        self.is(exact.0.saturating_mul(Decimal::ONE_HUNDRED))
    }

    /// The rate may be right though the exact one does not round to it, since what that was computed of had been rounded
    /// itself, each to the decimals it is printed with.
    #[must_use]
    pub fn may_be_rate(self, exact: Rate, of: &[&Cell]) -> bool {
        let exact = exact.0.saturating_mul(Decimal::ONE_HUNDRED);
        let loose: Decimal = of.iter().map(|cell| looseness(cell)).sum();
        loose > Decimal::ZERO
            && self.number.saturating_sub(exact).abs()
                < half(self.places).saturating_add(exact.abs().saturating_mul(loose))
    }
}

/// The number a text begins with, without its sign.
fn number_of(text: &str) -> Option<Decimal> {
    leading_number(fold(text).trim_start_matches(['-', '+', '￥', '¥', ' '])).0
}

/// Half of the last of so many decimals.
fn half(places: u32) -> Decimal {
    Decimal::new(5, places.min(27) + 1)
}

/// How far a figure printed with decimals may be off, as a share of it; one without is exact.
fn looseness(cell: &Cell) -> Decimal {
    let places = places(&cell.text);
    let off = number_of(&cell.text).filter(|_| places > 0).and_then(|number| half(places).checked_div(number));
    off.unwrap_or_default()
}

/// How far a sum of points may be off, since each was printed rounded; those without decimals are exact.
pub fn slack<'c>(cells: impl Iterator<Item = &'c Cell>) -> Score {
    cells.map(|cell| places(&cell.text)).filter(|places| *places > 0).map(|places| Score(half(places))).sum()
}

/// A sum of amounts rounds to what is printed in a cell, or may, since the amounts had been rounded themselves. A total
/// without decimals over rows that have some is no rounding.
pub fn is_sum(cell: &Cell, sum: Money, rows: &[&Cell]) -> bool {
    let loose = rows.iter().filter_map(|row| row.money()?.0.abs().checked_mul(looseness(row))).sum();
    let within = |written: Money| {
        (written - sum).0.abs() <= loose || (places(&cell.text) > 0 && is_amount(&cell.text, written, sum, loose))
    };
    cell.money().is_some_and(within)
}

/// An amount rounds to the one that a text prints, or to within `loose` of it.
pub fn is_amount(text: &str, written: Money, exact: Money, loose: Decimal) -> bool {
    let unit = number_of(text).and_then(|number| written.0.abs().checked_div(number));
    let rounding = unit.map(|unit| half(places(text)).saturating_mul(unit).saturating_add(loose));
    rounding.is_some_and(|rounding| (written - exact).0.abs() <= rounding)
}
