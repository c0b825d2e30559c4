//! 结转: last year's report into this year's, what can be carried and nothing else; and the two beside each other. The
//! approved targets beside the report that keeps to them, and into it.
//!
//! Which columns carry is the form's word (`from_last`); what else does follows from what a cell holds and what the rules
//! call it. Everything carried is marked so and waits to be looked at.

mod approval;
mod bringing;
mod compare;
mod counterpart;
mod difference;
mod differing;
mod filling;
mod forward;
mod moved;
mod noted;
mod pairing;
mod snapshot;
mod span;
mod years;

pub use approval::{Approval, ApprovedGrid, ApprovedPair, approved_sheet};
pub use compare::{Change, Compared, Comparison, Shift};
pub use counterpart::counterpart;
pub use difference::{
    Difference, DifferentCell, DifferentLine, DifferentNote, DifferentPiece, NotTaken, PieceFate, PieceKind,
};
pub use filling::{FilledCell, FilledRow, filled_rows};
pub use forward::{Forwarded, Left, forward};
pub use pairing::{Pairing, Past};
pub use snapshot::Snapshot;
pub use span::{SpanKind, TextSpan, text_spans};
pub use years::{StaleMention, StaleYear, stale_year, stale_years};
