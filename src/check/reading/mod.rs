//! What the texts say: sentences, quantities, topics, scores, amounts. Holds no rule.

pub mod ledger;
pub mod matter;
pub mod numbering;
pub mod own_amounts;
pub mod quoting;
pub mod scope;
pub mod sentences;
pub mod texts;
pub mod told_points;
pub mod told_rates;
pub mod topic;
