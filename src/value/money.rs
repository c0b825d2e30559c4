//! Units of money: the one list of them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a form speaks of money. Inside, money is always 元.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元
    #[default]
    Wan,
}

impl MoneyUnit {
    /// How many 元 one unit is.
    #[must_use]
    pub fn yuan(self) -> Decimal {
        match self {
            Self::Yuan => Decimal::ONE,
            Self::Wan => Decimal::from(10_000),
        }
    }

    /// The unit's own word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Wan => "万元",
        }
    }
}

/// Units of amounts as people write them, the longer before those they end with, and how many 元 each is.
pub const MONEY_UNITS: [(&str, i64); 5] =
    [("百万元", 1_000_000), ("万元", 10_000), ("千元", 1_000), ("亿元", 100_000_000), ("元", 1)];

/// How many 元 a unit of money is; none when the word is no unit of money. Behind a number 元 may be left out of 万元 and
/// 亿元.
#[must_use]
pub fn yuan_in(unit: &str) -> Option<Decimal> {
    let known = |&(name, yuan): &(&str, i64)| {
        let short = matches!(name, "万元" | "亿元") && name.strip_suffix('元') == Some(unit);
        (name == unit || short).then(|| Decimal::from(yuan))
    };
    MONEY_UNITS.iter().find_map(known)
}
