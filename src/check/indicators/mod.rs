//! Indicators one by one: names, targets, results, units, wording.

pub mod approved;
pub mod naming;
pub mod targets;
pub mod units;
pub mod values;
pub mod wording;
