//! 分值 and 得分: what they come to, how they are given and spread, 总分 and 等级.

pub mod scores;
pub mod spread;
pub mod survey;
pub mod told;
pub mod totals;
pub mod weights;
