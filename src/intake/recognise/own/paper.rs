//! Both sides as rows of text: what was printed, and what stands in the document now.

use crate::intake::document::{Document, DocumentBlock, Spot, TextOrigin};
use crate::intake::plan::Place;
use crate::report::{PrintedRow, PrintedText, is_seen};

/// A text without what nobody sees of it.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| is_seen(*c)).collect()
}

/// What stands behind a beginning, whatever blanks either has; none where the text begins otherwise.
pub(super) fn behind<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let mut wanted = beginning.chars().filter(|c| is_seen(*c)).peekable();
    for (at, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return text.get(at..);
        }
        if is_seen(c) && wanted.next() != Some(c) {
            return None;
        }
    }
    wanted.peek().is_none().then_some("")
}

/// What stands before an end; none where the text ends otherwise.
pub(super) fn before<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let mut wanted = end.chars().rev().filter(|c| is_seen(*c)).peekable();
    for (at, c) in text.char_indices().rev() {
        if wanted.peek().is_none() {
            return text.get(..at + c.len_utf8());
        }
        if is_seen(c) && wanted.next() != Some(c) {
            return None;
        }
    }
    wanted.peek().is_none().then_some("")
}

/// A row that was printed: a line, a paragraph, a row of a table.
pub(super) struct PaperRow<'e> {
    /// Which table; none outside of one.
    pub table: Option<usize>,
    /// It is one of the paragraphs of a cell.
    pub paragraph: bool,
    pub texts: Vec<PaperText<'e>>,
    /// All of it, without blanks.
    pub whole: String,
}

/// A text of it.
pub(super) struct PaperText<'e> {
    pub said: &'e PrintedText,
    /// The text of the cell in this row: all, or one paragraph.
    pub text: &'e str,
    /// The form's words before it in this row.
    pub before: &'e str,
    /// Which of the printed texts it is, and which paragraph of that.
    pub nth: usize,
    pub paragraph: usize,
    /// The words before it, without blanks.
    pub label: String,
    /// All of it with the words around it, without blanks.
    pub whole: String,
}

impl<'e> PaperText<'e> {
    fn new(said: &'e PrintedText, text: &'e str, nth: usize, paragraph: usize) -> Self {
        let before = if paragraph == 0 { said.before.as_str() } else { "" };
        let (label, whole) = (squeezed(before), squeezed(&[before, text, &said.after].concat()));
        Self { said, text, before, nth, paragraph, label, whole }
    }
}

/// A row of the document: a line, or the cells that begin in a row of a table.
pub(super) struct DocumentRow<'d> {
    pub is_line: bool,
    pub texts: Vec<DocumentText<'d>>,
    pub whole: String,
}

/// A text of it.
pub(super) struct DocumentText<'d> {
    pub place: Place,
    pub column: usize,
    pub text: &'d str,
    /// The same without blanks.
    pub whole: String,
    /// A formula stands there, and what it comes to is not kept: it says nothing, and nobody cleared it.
    pub unsaid: bool,
}

impl<'d> DocumentText<'d> {
    fn new(place: Place, column: usize, text: &'d str) -> Self {
        Self { place, column, text, whole: squeezed(text), unsaid: false }
    }
}

/// What was printed, row by row, and every text of it.
pub(super) fn paper<'e>(printed: &'e [PrintedRow]) -> (Vec<PaperRow<'e>>, Vec<&'e PrintedText>) {
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for row in printed {
        let (table, said) = match row {
            PrintedRow::Line(said) | PrintedRow::Paragraphs(said) => (None, std::slice::from_ref(said)),
            PrintedRow::Row(table, said) => (Some(*table), said.as_slice()),
        };
        let first = all.len();
        all.extend(said);
        if let PrintedRow::Paragraphs(said) = row {
            let lines: Vec<&str> = paragraphs(&said.text).collect();
            let lines = if lines.is_empty() { vec![""] } else { lines };
            let text = |(paragraph, text)| PaperText::new(said, text, first, paragraph);
            rows.extend(lines.into_iter().enumerate().map(text).map(|text| paper_row(None, true, vec![text])));
            continue;
        }
        let text = |(n, said): (usize, &'e PrintedText)| PaperText::new(said, &said.text, first + n, 0);
        rows.push(paper_row(table, false, said.iter().enumerate().map(text).collect()));
    }
    (rows, all)
}

fn paper_row(table: Option<usize>, paragraph: bool, texts: Vec<PaperText<'_>>) -> PaperRow<'_> {
    let whole = texts.iter().map(|text| text.whole.as_str()).collect();
    PaperRow { table, paragraph, texts, whole }
}

/// The lines of a text that say something.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// What stands in a document, row by row.
pub(super) fn rows<'d>(document: &'d Document) -> Vec<DocumentRow<'d>> {
    let mut rows = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            DocumentBlock::Line(line) => {
                rows.push(document_row(true, vec![DocumentText::new(Place { block, spot: None }, 0, &line.text)]));
            }
            DocumentBlock::Table(table) => {
                let mut spots: Vec<_> = table.cells.iter().enumerate().collect();
                spots.sort_by_key(|(_, spot)| (spot.row, spot.column));
                let text = |(n, spot): &(usize, &'d Spot)| {
                    let unsaid = spot.origin == TextOrigin::Missing;
                    let text = DocumentText::new(Place { block, spot: Some(*n) }, spot.column, &spot.text);
                    DocumentText { unsaid, ..text }
                };
                let each = spots.chunk_by(|(_, one), (_, next)| one.row == next.row);
                rows.extend(each.map(|row| document_row(false, row.iter().map(text).collect())));
            }
        }
    }
    rows
}

fn document_row(is_line: bool, texts: Vec<DocumentText<'_>>) -> DocumentRow<'_> {
    let whole = texts.iter().map(|text| text.whole.as_str()).collect();
    DocumentRow { is_line, texts, whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_do_not_matter_at_beginnings_and_ends() {
        assert_eq!(behind("单 位：\n甲 乙", "单位："), Some("\n甲 乙"));
        assert_eq!(behind("单位", "单位"), Some(""));
        assert_eq!((behind("单", "单位"), behind("甲单位", "单位")), (None, None));
        assert_eq!(before("2024年 （盖 章）", "（盖章）"), Some("2024年 "));
        assert_eq!((before("章", "（章"), before("甲", "")), (None, Some("甲")));
    }
}
