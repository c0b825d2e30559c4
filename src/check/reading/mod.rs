//! What the texts say: sentences, quantities, topics, scores, amounts. Holds no rule.

pub mod goals;
pub mod ledger;
pub mod numbering;
pub mod own_amounts;
pub mod sentences;
pub mod stated_scores;
pub mod texts;
pub mod topic;
pub mod vocabulary;
