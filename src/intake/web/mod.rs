//! Web pages: what systems on the web hand out as a workbook or a Word file is often one. Read as people wrote them, with
//! what is left out or crossed, never by the book.

mod entity;
mod mail;
mod spanning;
mod tag;

use super::{Document, DocumentBlock, DocumentFault, DocumentLine, letters};
use entity::meant;
use spanning::WebTable;
use tag::{WebPiece, WebPieces, WebTag};

/// Cells of all tables together.
const CELLS: usize = 200_000;
/// Lines outside of tables, and tables.
const BLOCKS: usize = 50_000;
/// Tables within tables.
const DEEPEST: usize = 50;
/// Pages of Word say so near their beginning; a line of the file ends wherever one may end in print.
const HEAD: usize = 4_096;
const WORD: &str = "Microsoft Word";
/// From here on letters are as wide as high: lines may end between them.
const WIDE: char = '\u{2e80}';

/// Reads a web page.
///
/// # Errors
/// When it is damaged or larger than any report.
pub(super) fn read_web(text: &str) -> Result<Document, DocumentFault> {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default();
    let wraps_words = head.contains(WORD);
    let mut reader = WebReader { left: CELLS, wraps_words, ..WebReader::default() };
    for piece in WebPieces::new(text) {
        reader.piece(&piece)?;
    }
    reader.line();
    while !reader.open.is_empty() {
        reader.end_table();
    }
    Ok(Document::of(reader.blocks))
}

/// Reads the web pages packed as a mail.
///
/// # Errors
/// As [`read_web`].
pub(super) fn read_mail(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut blocks = Vec::new();
    for page in mail::pages(bytes) {
        blocks.extend(read_web(&letters::text(&page).ok_or(DocumentFault::Broken)?)?.blocks);
    }
    Ok(Document::of(blocks))
}

#[derive(Default)]
struct WebReader {
    blocks: Vec<DocumentBlock>,
    /// The open tables, one within the other.
    open: Vec<WebTable>,
    /// The line being read.
    text: String,
    /// Lines of the file end within words.
    wraps_words: bool,
    /// A blank before the next letter; a line of the file ended in it.
    blank: Option<bool>,
    heading: Option<u8>,
    /// The open lists: how far each counts, where it counts.
    lists: Vec<Option<usize>>,
    /// An element that is not to be seen, and how many of its name are open in it.
    unseen: Option<(String, usize)>,
    left: usize,
}

impl WebReader {
    fn piece(&mut self, piece: &WebPiece) -> Result<(), DocumentFault> {
        if let Some((name, depth)) = &mut self.unseen {
            match piece {
                WebPiece::Open(tag) if tag.name == *name => *depth += 1,
                WebPiece::Close(closed) if closed == name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.unseen = None;
            }
            return Ok(());
        }
        match piece {
            WebPiece::Text(text) => self.letters(text),
            WebPiece::Open(tag) => self.opened(tag)?,
            WebPiece::Close(name) => self.closed(name),
        }
        if self.blocks.len() > BLOCKS { Err(DocumentFault::TooLarge) } else { Ok(()) }
    }

    fn letters(&mut self, text: &str) {
        // Blanks of the file are one blank; those that were meant are written by name, and become blanks below.
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
            let (blanks, more) = rest.split_at(end);
            if !blanks.is_empty() {
                self.blank = Some(self.blank.unwrap_or_default() || blanks.contains('\n'));
            }
            let end = more.find(|c: char| c.is_ascii_whitespace()).unwrap_or(more.len());
            let (word, more) = more.split_at(end);
            self.word(word);
            rest = more;
        }
    }

    fn word(&mut self, word: &str) {
        let word = meant(word);
        let Some(first) = word.chars().next() else { return };
        if let (Some(ended), Some(last)) = (self.blank.take(), self.text.chars().last()) {
            let is_wrapped = ended && self.wraps_words && first >= WIDE && last >= WIDE;
            if last != '\n' && !is_wrapped {
                self.text.push(' ');
            }
        }
        self.text.push_str(&word);
    }

    fn opened(&mut self, tag: &WebTag) -> Result<(), DocumentFault> {
        match tag.name.as_str() {
            "table" => {
                self.line();
                if self.open.len() >= DEEPEST {
                    return Err(DocumentFault::Broken);
                }
                self.open.push(WebTable::default());
            }
            "tr" => {
                self.line();
                if let Some(table) = self.open.last_mut() {
                    table.begin_row(tag.is_hidden());
                }
            }
            "td" | "th" => {
                self.line();
                self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
                if let Some(table) = self.open.last_mut() {
                    table.begin_cell(tag.number("rowspan"), tag.number("colspan"), tag.is_hidden())?;
                }
            }
            "br" => {
                self.text.push('\n');
                self.blank = None;
            }
            "input"
                if !matches!(tag.attribute("type"), Some("hidden" | "button" | "submit" | "checkbox" | "radio")) =>
            {
                self.word(tag.attribute("value").unwrap_or_default());
            }
            "del" | "select" => self.unseen = Some((tag.name.clone(), 1)),
            name if is_block(name) => {
                self.line();
                self.heading = heading(name);
                self.number(tag);
            }
            name if tag.is_hidden() && !is_single(name) => self.unseen = Some((name.into(), 1)),
            _ => {}
        }
        Ok(())
    }

    fn closed(&mut self, name: &str) {
        match name {
            "table" => {
                self.line();
                self.end_table();
            }
            "tr" => {
                self.line();
                self.open.last_mut().into_iter().for_each(WebTable::end_row);
            }
            "td" | "th" => {
                self.line();
                self.open.last_mut().into_iter().for_each(WebTable::end_cell);
            }
            name if is_block(name) => {
                self.line();
                self.heading = None;
                if matches!(name, "ol" | "ul") {
                    self.lists.pop();
                }
            }
            _ => {}
        }
    }

    /// What a page numbers by itself is numbered here: the points of a list, where they have plain numbers.
    fn number(&mut self, tag: &WebTag) {
        match tag.name.as_str() {
            "ol" => {
                let plain = tag.attribute("type").is_none_or(|sort| sort.trim() == "1")
                    && tag.attribute("style").is_none_or(|style| !style.contains("list-style"));
                self.lists.push(plain.then(|| tag.number("start") - 1));
            }
            "ul" => self.lists.push(None),
            "li" => {
                if let Some(Some(count)) = self.lists.last_mut() {
                    *count = count.saturating_add(1);
                    let number = format!("{count}.");
                    self.word(&number);
                }
            }
            _ => {}
        }
    }

    /// The end of a line.
    fn line(&mut self) {
        self.blank = None;
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.open.last_mut().filter(|table| table.is_in_cell()) {
            Some(table) => table.line(text.into()),
            // What stands in a table and in no cell stands before it.
            None => self.blocks.push(DocumentBlock::Line(DocumentLine { text: text.into(), heading: self.heading })),
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.open.pop() {
            self.open.last_mut().map_or(&mut self.blocks, |above| &mut above.within).extend(table.finish());
        }
    }
}

/// An element of this name begins web pages, or pieces of them.
pub(super) fn is_web(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_block(&name)
        || is_single(&name)
        || matches!(
            name.as_str(),
            "html" | "head" | "table" | "tr" | "title" | "style" | "script" | "span" | "font" | "b"
        )
}

/// It stands on lines of its own.
fn is_block(name: &str) -> bool {
    heading(name).is_some()
        || matches!(
            name,
            "p" | "div"
                | "li"
                | "ul"
                | "ol"
                | "dl"
                | "dt"
                | "dd"
                | "hr"
                | "center"
                | "caption"
                | "pre"
                | "blockquote"
                | "body"
                | "section"
                | "article"
                | "form"
                | "header"
                | "footer"
                | "w:p"
        )
}

/// It has no end of its own.
fn is_single(name: &str) -> bool {
    matches!(name, "input" | "img" | "col" | "br" | "hr" | "meta" | "link" | "o:p" | "wbr" | "area" | "base")
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
