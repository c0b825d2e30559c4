//! A time in a file of ours, to the second, by the clock of the PC that wrote it.

use chrono::NaiveDateTime;
use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

/// How it is written.
pub(super) const WHEN: &str = "%Y-%m-%d %H:%M:%S";

pub(super) fn serialize<S: Serializer>(at: &NaiveDateTime, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&at.format(WHEN))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
    let text = String::deserialize(from)?;
    NaiveDateTime::parse_from_str(&text, WHEN).map_err(D::Error::custom)
}
