//! Rates and points as files have them: strings, since a bare decimal in RON passes through f64 and loses digits.

use super::number::{fold, leading, plain};
use super::{Rate, Score, read_rate};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format!("{}%", plain(self.0.saturating_mul(Decimal::ONE_HUNDRED))))
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        read_rate(&text)
            .value()
            .copied()
            .ok_or_else(|| D::Error::custom(format!("“{text}”不是比率，应写成 \"90%\" 这样")))
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&plain(self.0))
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match leading(&fold(&text)) {
            Some((number, "")) => Ok(Self(number)),
            _ => Err(D::Error::custom(format!("“{text}”不是分数，应写成 \"10\" 这样"))),
        }
    }
}
