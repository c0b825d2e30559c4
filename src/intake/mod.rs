//! Old files in: what a Word file or a workbook holds, as lines and tables, whatever kind of file it was; and which
//! cells of a form its texts go to, by their labels.
//!
//! Reads bytes, never paths. A document from elsewhere is not to be trusted: everything read is bounded. Nothing is
//! corrected on the way: a text goes to its cell as it is written, and the checks then speak.

mod document;
mod fault;
mod inline;
mod label;
mod lattice;
mod proposal;
mod prose;
mod recognise;
mod rows;
mod settle;
mod term;

pub use document::{Block, Document, Laid, Line, Spot, Table};
pub use fault::DocumentFault;
pub use label::Likeness;
pub use proposal::{Found, Homeless, Place, Placed, Proposal};
pub use recognise::recognise;
