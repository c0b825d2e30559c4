//! The budget block: its sums, the execution rate, adjustments, money carried over, units and decimals.

pub mod adjustment;
pub mod blanks;
pub mod carry_over;
pub mod decimals;
pub mod execution;
pub mod funds;
pub mod scale;
pub mod told_rate;
