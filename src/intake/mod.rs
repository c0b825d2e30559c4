//! Old files in: what a Word file or a workbook holds, as lines and tables, whatever kind of file it was.
//!
//! Reads bytes, never paths. A document from elsewhere is not to be trusted: everything read is bounded.

mod document;
mod fault;

pub use document::{Block, Document, Laid, Line, Spot, Table};
pub use fault::DocumentFault;
