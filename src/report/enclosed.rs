//! What a paper of ours encloses, unseen, so that it comes back whole: the content, the form, and what was printed where.
//!
//! One text, which output puts into a file and intake takes out again; how it is kept there is theirs.

use super::edit::takes_rows;
use super::{Content, YEARS};
use crate::form::{CellId, Form, Name, added_number, is_project};
use crate::value::Text;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Raised when a reader of today would misread what is written.
const VERSION: u32 = 1;
/// How every such text begins, and no other.
const BEGINNING: &str = "{\"ziping\":";
/// A longer text is none of ours, in bytes.
const LONGEST: usize = 16 << 20;
/// More rows are no paper.
const ROWS: usize = 20_000;

/// What a paper encloses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosed {
    /// The text of the form it is on.
    pub form_text: Arc<str>,
    /// What was written when it was made.
    pub content: Arc<Content>,
    /// What was printed of it, in the order of the paper.
    pub printed: Vec<PrintedRow>,
    /// Of a PDF, what was drawn on its pages, as [`drawn`] has it; else empty.
    pub drawn: Text,
}

/// A row of a table, a line, or the paragraphs of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PrintedRow {
    /// A line, or a paragraph of the form's own words.
    Line(PrintedText),
    /// Paragraphs of one cell: its lines, blank ones left out.
    Paragraphs(PrintedText),
    /// A row of one of the tables, which are counted from 0.
    Row(usize, Vec<PrintedText>),
}

/// A text as it was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PrintedText {
    /// The column it begins in.
    #[serde(skip_serializing_if = "is_zero")]
    pub at: usize,
    /// The form's words before it; all of them, where it is no cell's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The cell it is of; empty where it is none's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// The text of the cell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The form's words behind it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Why what a paper encloses is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnclosedFault {
    /// A later version of the program wrote it.
    #[error("这个文件是更新版本的程序导出的，随文件保存的内容读不了，已按看得见的文字读取，请逐格核对。")]
    Newer,
    /// It is damaged.
    #[error("这个文件是本程序导出的，随文件保存的内容有损坏，已按看得见的文字读取，请逐格核对。")]
    Broken,
}

#[derive(Deserialize)]
struct EnclosedHead {
    ziping: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnclosedText<C, P> {
    ziping: u32,
    form_text: Arc<str>,
    content: C,
    printed: P,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    drawn: Text,
}

/// Something is to be seen of a character.
#[must_use]
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Pages of letters, in the order in which they are drawn, as a short text that no other pages have. Blanks are no letters.
#[must_use]
pub fn drawn(pages: impl Iterator<Item = String>) -> Text {
    let mut hash = Sha256::new();
    for page in pages {
        let seen: String = page.chars().filter(|c| is_seen(*c)).collect();
        hash.update((seen.len() as u64).to_le_bytes());
        hash.update(seen);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text begins as those do that papers of ours enclose.
#[must_use]
pub fn is_enclosed(text: &str) -> bool {
    text.starts_with(BEGINNING)
}

impl Enclosed {
    /// As the text that stands in a file.
    ///
    /// It stands in XML, in cells of a workbook and in a PDF: what one of them takes for a sign of its own is spelled out.
    #[must_use]
    pub fn written(&self) -> String {
        let Self { form_text, content, printed, drawn } = self;
        let (form_text, drawn) = (Arc::clone(form_text), drawn.clone());
        let text = EnclosedText { ziping: VERSION, form_text, content, printed, drawn };
        let mut text = serde_json::to_string(&text).unwrap_or_default();
        for (sign, spelled) in [
            ("_x", "_\\u0078"),
            ("/W", "\\u002fW"),
            ("/Kids", "\\u002fKids"),
            ("\u{7f}", "\\u007f"),
            ("\u{fffe}", "\\ufffe"),
            ("\u{ffff}", "\\uffff"),
        ] {
            if text.contains(sign) {
                text = text.replace(sign, spelled);
            }
        }
        text
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// When it is of a later version, damaged, or larger than any report.
    pub fn read(text: &str) -> Result<Self, EnclosedFault> {
        if text.len() > LONGEST {
            return Err(EnclosedFault::Broken);
        }
        let head: EnclosedHead = serde_json::from_str(text).map_err(|_fault| EnclosedFault::Broken)?;
        if head.ziping > VERSION {
            return Err(EnclosedFault::Newer);
        }
        let read: EnclosedText<Arc<Content>, Vec<PrintedRow>> =
            serde_json::from_str(text).map_err(|_fault| EnclosedFault::Broken)?;
        let EnclosedText { form_text, content, printed, drawn, .. } = read;
        if printed.len() > ROWS || !YEARS.contains(&content.year) {
            return Err(EnclosedFault::Broken);
        }
        Ok(Self { form_text, content, printed, drawn })
    }

    /// Everything in it has its place on a form, once.
    #[must_use]
    pub fn is_of(&self, form: &Form) -> bool {
        let content = &*self.content;
        let projects: BTreeSet<&str> = content.projects.iter().map(Name::as_str).collect();
        let known = |section: &str| section.split_once('.').is_none_or(|(project, _)| projects.contains(project));
        let mut added = BTreeSet::new();
        for (place, rows) in &content.rows {
            let (section, under) = place.split_once('/').unwrap_or_default();
            let fits = |row: &Name| added_number(row, under).is_some();
            let fresh = rows.iter().all(|row| added.insert((section, row.as_str())));
            if !known(section) || !takes_rows(form, section, under) || !fresh || !rows.iter().all(fits) {
                return false;
            }
        }
        let has_place = |at: CellId| {
            let slot = form.slot(&at).filter(|slot| !slot.blocked);
            let row = (at.section.as_str(), at.row.as_str());
            known(&at.section) && slot.is_some_and(|slot| slot.added_under.is_none() || added.contains(&row))
        };
        projects.len() == content.projects.len()
            && projects.iter().all(|project| is_project(project))
            && content.cells.iter().all(|(at, _)| has_place(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let words = "_x0041_ /W [0 0 0] /Kids [1 0 R] \u{fffe}\u{ffff}\u{7f}\u{1} <a>&amp;]]> \r\n\t😀";
        let text = PrintedText { at: 3, before: words.into(), key: "a/b".into(), ..PrintedText::default() };
        let printed =
            vec![PrintedRow::Line(text.clone()), PrintedRow::Row(7, vec![text.clone()]), PrintedRow::Paragraphs(text)];
        let content = Content { year: 2023, ..Content::default() };
        let enclosed = Enclosed {
            form_text: words.into(),
            content: Arc::new(content),
            printed,
            drawn: drawn([words.to_string()].into_iter()),
        };
        let text = enclosed.written();
        assert!(is_enclosed(&text) && !text.contains("/W") && !text.contains("_x") && !text.contains('\u{fffe}'));
        assert_eq!(Enclosed::read(&text), Ok(enclosed));
        assert_eq!(Enclosed::read(&text.replacen('1', "2", 1)), Err(EnclosedFault::Newer));
        assert_eq!(Enclosed::read(&text.replacen("2023", "20230", 1)), Err(EnclosedFault::Broken));
        assert_eq!(Enclosed::read("{\"ziping\":1"), Err(EnclosedFault::Broken));
        assert_eq!(Enclosed::read(&format!("{BEGINNING}{}", "[".repeat(1_000_000))), Err(EnclosedFault::Broken));
    }
}
