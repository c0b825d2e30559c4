//! Old files in: what a Word file, a workbook or a PDF holds, as lines and tables, whatever kind of file it was; and which
//! cells of a form its texts go to, by their labels.
//!
//! Reads bytes, never paths. A document from elsewhere is not to be trusted: everything read is bounded. Nothing is
//! corrected on the way: a text goes to its cell as it is written, and the checks then speak.

mod book;
mod compound;
mod document;
mod fault;
mod label;
mod letters;
mod note;
mod package;
mod pdf;
mod plan;
mod recognise;
mod web;
mod word;

pub use document::{Document, DocumentBlock, DocumentLine, DocumentTable, Spot, TextOrigin};
pub use fault::DocumentFault;
pub use label::Likeness;
pub use pdf::letters_of_pdf;
pub use plan::{FoundTable, Homeless, ImportPlan, Place, Placed, PrintedAmount};
pub use recognise::{recognise, stated_year};

use compound::Compound;
use package::Package;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// The largest one that is no package, in bytes: nothing in it is packed.
const LARGEST_TEXT: usize = 32 << 20;

/// Reads a document, whatever kind it is: its content says so, never its name.
///
/// # Errors
/// When it is of another kind, old, locked, damaged or too large; each a sentence that says what to do.
pub fn read(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut document = if bytes.starts_with(b"PK") {
        packed(bytes)?
    } else if bytes.starts_with(&compound::MARK) {
        old(bytes)?
    } else if bytes.starts_with(b"{\\rtf") {
        word::read_rtf(bytes)?
    } else if pdf::is_pdf(bytes) {
        pdf::read_pdf(bytes)?
    } else {
        written(bytes)?
    };
    document.take_out_own();
    document.put_notes_back();
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
    Err(if package.has("OFD.xml") { DocumentFault::Ofd } else { DocumentFault::Packed })
}

/// The files of old Office programs, and of new ones behind a password: which, the streams in them say.
fn old(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let file = Compound::open(bytes).ok_or(DocumentFault::Broken)?;
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        Err(DocumentFault::Locked)
    } else if file.has("WordDocument") {
        word::read_doc(&file)
    } else {
        book::read_xls(&file)
    }
}

/// Files that are text: workbooks and Word files of XML, web pages, rows of cells.
fn written(bytes: &[u8]) -> Result<Document, DocumentFault> {
    if bytes.len() > LARGEST_TEXT {
        return Err(DocumentFault::TooLarge);
    }
    let text = letters::text(bytes).ok_or(DocumentFault::OtherKind)?;
    let text = text.trim_start();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    if begins("MIME-Version:") || begins("Content-Type: multipart") {
        return web::read_mail(bytes);
    }
    if !text.starts_with('<') {
        return book::read_csv(text);
    }
    match first_element(text) {
        "Workbook" => book::read_xml(text),
        "wordDocument" | "package" => word::read_word_xml(text),
        name if web::is_web(name) => web::read_web(text),
        _ => Err(DocumentFault::OtherKind),
    }
}

/// The name of the first element of a text of tags, whatever its prefix.
fn first_element(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if after.starts_with("!--") {
            rest = after.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(['?', '!']) {
            rest = after;
        } else {
            let end = after.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(after.len());
            let name = after.get(..end).unwrap_or_default();
            return name.rsplit(':').next().unwrap_or_default();
        }
    }
    ""
}
