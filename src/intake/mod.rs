//! Old files in: what a Word file or a workbook holds, as lines and tables, whatever kind of file it was; and which
//! cells of a form its texts go to, by their labels.
//!
//! Reads bytes, never paths. A document from elsewhere is not to be trusted: everything read is bounded. Nothing is
//! corrected on the way: a text goes to its cell as it is written, and the checks then speak.

mod book;
mod compound;
mod document;
mod fault;
mod label;
mod package;
mod plan;
mod recognise;
mod word;

pub use document::{Document, DocumentBlock, DocumentLine, DocumentTable, Spot, TextOrigin};
pub use fault::DocumentFault;
pub use label::Likeness;
pub use plan::{FoundTable, Homeless, ImportPlan, Place, Placed};
pub use recognise::recognise;

use compound::Compound;
use package::Package;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Reads a document, whatever kind it is: its content says so, never its name.
///
/// # Errors
/// When it is of another kind, old, locked, damaged or too large; each a sentence that says what to do.
pub fn read(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let document = if bytes.starts_with(b"PK") {
        packed(bytes)?
    } else if bytes.starts_with(&compound::MARK) {
        old(bytes)?
    } else if bytes.starts_with(b"{\\rtf") {
        return Err(DocumentFault::OldText);
    } else {
        return Err(DocumentFault::OtherKind);
    };
    if document.is_empty() { Err(DocumentFault::Empty) } else { Ok(document) }
}

fn packed(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut package = Package::open(bytes)?;
    if package.has("word/document.xml") {
        return word::read_word(&mut package);
    }
    if package.has("xl/workbook.xml") {
        return book::read_xlsx(&mut package);
    }
    if package.has("content.xml") {
        return book::read_ods(&mut package);
    }
    Err(DocumentFault::OtherKind)
}

/// The files of old Office programs, and of new ones behind a password: which, the streams in them say.
fn old(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let file = Compound::open(bytes).ok_or(DocumentFault::Broken)?;
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        Err(DocumentFault::Locked)
    } else if file.has("WordDocument") {
        Err(DocumentFault::OldText)
    } else {
        book::read_xls(&file)
    }
}
