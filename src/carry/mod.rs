//! 结转: last year's report into this year's, what can be carried and nothing else.
//!
//! Which columns carry is the form's word (`from_last`); what else does follows from what a cell holds and what the rules
//! call it. Everything carried is marked so and waits to be looked at.

mod counterpart;
mod forward;
mod years;

pub use counterpart::counterpart;
pub use forward::{Forwarded, Left, forward};
pub use years::{StaleYear, stale_years};
