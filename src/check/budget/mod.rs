//! The budget block: its sums, the execution rate, adjustments, money carried over, units and decimals.

pub mod adjustment;
pub mod blanks;
pub mod carried;
pub mod decimals;
pub mod execution;
pub mod funds;
pub mod quoted_rate;
pub mod scale;
