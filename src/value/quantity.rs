//! Money, rates, points and counts: exact, and only combined in ways that make sense.

use super::MoneyUnit;
use super::number::{plain, rounded};
use rust_decimal::Decimal;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Decimal);

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self { Self(self.0.saturating_add(other.0)) }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self { Self(self.0.saturating_sub(other.0)) }
        }
        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self { Self(-self.0) }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(all: I) -> Self { all.fold(Self::default(), Add::add) }
        }
        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(Decimal::ZERO);
            /// Without its sign.
            #[must_use]
            pub fn abs(self) -> Self { Self(self.0.abs()) }
        }
    };
}

quantity! {
    /// 金额, in 元, exact.
    Money
}
quantity! {
    /// 比率, as a share: 1 is 100%.
    Rate
}
quantity! {
    /// 分值 or 得分, in points.
    Score
}
quantity! {
    /// 数量: persons, square metres, whatever the form counts.
    Count
}

impl Money {
    /// Money said in a form's unit.
    #[must_use]
    pub fn of(number: Decimal, unit: MoneyUnit) -> Self {
        Self(number.saturating_mul(unit.yuan()))
    }

    /// The number a form shows, in its unit.
    #[must_use]
    pub fn number(self, unit: MoneyUnit) -> Decimal {
        self.0.checked_div(unit.yuan()).unwrap_or_default().normalize()
    }

    /// The number alone, as a form shows it.
    #[must_use]
    pub fn plain(self, unit: MoneyUnit) -> String {
        plain(self.number(unit))
    }

    /// Number and unit, as a sentence says it: 23.91万元.
    #[must_use]
    pub fn said(self, unit: MoneyUnit) -> String {
        format!("{}{}", self.plain(unit), unit.word())
    }

    /// This as a share of `whole`; none of nothing.
    #[must_use]
    pub fn share_of(self, whole: Self) -> Option<Rate> {
        self.0.checked_div(whole.0).map(Rate)
    }
}

impl Count {
    /// This as a share of `whole`; none of nothing.
    #[must_use]
    pub fn share_of(self, whole: Self) -> Option<Rate> {
        self.0.checked_div(whole.0).map(Rate)
    }

    /// As a form shows it.
    #[must_use]
    pub fn plain(self) -> String {
        plain(self.0)
    }
}

impl Rate {
    /// 100%.
    pub const ONE: Self = Self(Decimal::ONE);

    /// As a percentage rounded to two decimals, the form's own precision: 0.861830 is 86.18.
    #[must_use]
    pub fn percent(self) -> Decimal {
        rounded(self.0.saturating_mul(Decimal::ONE_HUNDRED), 2)
    }

    /// As a form shows it: 86.18%.
    #[must_use]
    pub fn plain(self) -> String {
        format!("{}%", plain(self.percent()))
    }

    /// That share of a weight, in points, two decimals.
    #[must_use]
    pub fn of(self, weight: Score) -> Score {
        Score(rounded(self.0.saturating_mul(weight.0), 2))
    }
}

impl Score {
    /// They differ by more than the rounding of points explains: 0.01.
    #[must_use]
    pub fn differs(self, other: Self) -> bool {
        (self - other).abs().0 > Decimal::new(1, 2)
    }

    /// As a form shows it, at most two decimals.
    #[must_use]
    pub fn plain(self) -> String {
        plain(rounded(self.0, 2))
    }

    /// This as a share of `whole`; none of nothing.
    #[must_use]
    pub fn share_of(self, whole: Self) -> Option<Rate> {
        self.0.checked_div(whole.0).map(Rate)
    }
}
