//! rtf: rich text, as one reads it with all changes accepted. What is said of letters and paragraphs holds to the end of
//! its group; a row says the right edge of each of its cells.

mod token;

use super::cells::Downwards;
use super::edges::{CellShape, EdgedTables, RowShape};
use super::run::symbol;
use super::style::heading_by_name;
use crate::intake::letters::page;
use crate::intake::{Document, DocumentFault, DocumentLine};
use encoding_rs::{BIG5, Encoding, GBK, WINDOWS_1252};
use std::collections::HashMap;
use token::{RtfToken, RtfTokens};

/// Groups within groups.
const DEEPEST: usize = 2_000;
/// Letters of the whole text.
const LETTERS: usize = 8_000_000;
/// Cells of one row.
const CELLS: usize = 255;

/// Reads a rich text.
///
/// # Errors
/// When it is damaged or larger than any report.
pub(in crate::intake) fn read_rtf(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut reader = RtfReader::new();
    for token in RtfTokens::new(bytes) {
        reader.token(token)?;
    }
    reader.settle();
    if !reader.text.is_empty() {
        reader.line()?;
    }
    Ok(Document::of(reader.tables.finish()?))
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Body,
    /// The automatic number of a paragraph, as it was written out.
    Number,
    /// The shape of a row of a table within a cell.
    InnerRow,
    Faces,
    Styles,
    Nowhere,
}

/// What holds in a group.
#[derive(Clone, Copy, Default)]
struct RtfGroup {
    destination: Destination,
    hidden: bool,
    deleted: bool,
    /// How many letters stand in place of one of a wider set, for programs that do not know it.
    stand_ins: usize,
    face: i32,
    /// The paragraph: in a table, how deep, of which style, a heading of which level from 0.
    in_table: bool,
    depth: usize,
    style: i32,
    outline: Option<u8>,
}

struct RtfReader {
    groups: Vec<RtfGroup>,
    now: RtfGroup,
    /// The next control word names a destination that may be unknown.
    starred: bool,
    page: &'static Encoding,
    faces: HashMap<i32, &'static Encoding>,
    headings: HashMap<i32, u8>,
    tables: EdgedTables,
    /// The shape of the row, as it was said last; of a row within a cell; and of the next cell in it.
    row: RowShape,
    inner_row: RowShape,
    cell: CellShape,
    /// A row has been begun and not ended: some programs do not say of paragraphs that they stand in it.
    in_row: bool,
    /// Bytes that wait for those that make letters of them; letters; the place where a number began.
    bytes: Vec<u8>,
    text: Vec<u16>,
    number: usize,
    /// The name of a style.
    name: String,
    /// Letters still to be passed over.
    skip: usize,
    left: usize,
}

impl RtfReader {
    fn new() -> Self {
        Self {
            groups: Vec::new(),
            now: RtfGroup { stand_ins: 1, ..RtfGroup::default() },
            starred: false,
            page: WINDOWS_1252,
            faces: HashMap::new(),
            headings: HashMap::new(),
            tables: EdgedTables::new(),
            row: RowShape::default(),
            inner_row: RowShape::default(),
            cell: CellShape::default(),
            in_row: false,
            bytes: Vec::new(),
            text: Vec::new(),
            number: 0,
            name: String::new(),
            skip: 0,
            left: LETTERS,
        }
    }

    fn token(&mut self, token: RtfToken) -> Result<(), DocumentFault> {
        match token {
            RtfToken::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else if self.is_seen() || self.now.destination == Destination::Styles {
                    self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
                    self.bytes.push(byte);
                }
                return Ok(());
            }
            RtfToken::Word("u", Some(code)) => {
                self.settle();
                if self.is_seen() {
                    self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
                    self.wide(code.cast_unsigned() as u16);
                }
                self.skip = self.now.stand_ins;
                return Ok(());
            }
            _ => {}
        }
        self.settle();
        self.skip = 0;
        match token {
            RtfToken::Open => {
                if self.groups.len() >= DEEPEST {
                    return Err(DocumentFault::Broken);
                }
                self.groups.push(self.now);
            }
            RtfToken::Close => self.close(),
            RtfToken::Sign(sign) => self.sign(sign)?,
            RtfToken::Word(word, number) => self.word(word, number)?,
            RtfToken::Byte(_) => {}
        }
        Ok(())
    }

    fn is_seen(&self) -> bool {
        matches!(self.now.destination, Destination::Body | Destination::Number) && !self.now.hidden && !self.now.deleted
    }

    /// Makes letters of the bytes that wait.
    fn settle(&mut self) {
        if !self.bytes.is_empty() {
            let page = self.faces.get(&self.now.face).copied().unwrap_or(self.page);
            let text = page.decode_without_bom_handling(&self.bytes).0;
            if self.now.destination == Destination::Styles {
                self.name.push_str(&text);
            } else {
                self.text.extend(text.encode_utf16());
            }
            self.bytes.clear();
        }
    }

    /// A letter by its number.
    fn wide(&mut self, unit: u16) {
        match unit {
            0xf000..=0xf0ff => self.text.extend(symbol(unit).encode_utf16()),
            _ => self.text.push(unit),
        }
    }

    fn close(&mut self) {
        let ended = std::mem::replace(&mut self.now, self.groups.pop().unwrap_or_default());
        if ended.destination == Destination::Number && self.now.destination == Destination::Body {
            // A dot or a square before a paragraph is no number.
            let number = String::from_utf16_lossy(self.text.get(self.number..).unwrap_or_default());
            self.text.truncate(self.number);
            if number.contains(char::is_alphanumeric) {
                self.text.extend(number.trim().encode_utf16());
            }
        }
        if ended.destination == Destination::Styles {
            let name = std::mem::take(&mut self.name).trim_end_matches(';').to_lowercase();
            let level = heading_by_name(&name).filter(|_| !self.headings.contains_key(&ended.style));
            self.headings.extend(level.map(|level| (ended.style, level - 1)));
        }
    }

    fn sign(&mut self, sign: u8) -> Result<(), DocumentFault> {
        match sign {
            b'*' => self.starred = true,
            b'~' => self.put(0xa0),
            b'_' => self.put(0x2d),
            b'\\' | b'{' | b'}' => self.put(sign.into()),
            b'\r' | b'\n' => self.paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, unit: u16) {
        let room = self.left.checked_sub(1);
        if let Some(left) = room.filter(|_| self.is_seen()) {
            self.left = left;
            self.text.push(unit);
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), DocumentFault> {
        let starred = std::mem::take(&mut self.starred);
        if self.now.destination == Destination::Nowhere {
            return Ok(());
        }
        if let Some(destination) = destination(word, starred) {
            self.now.destination = destination;
            self.number = self.text.len();
            return Ok(());
        }
        let on = number != Some(0);
        match word {
            "ansicpg" => self.page = number.and_then(|page| u16::try_from(page).ok()).map_or(self.page, page),
            "uc" => self.now.stand_ins = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(20),
            "f" => self.now.face = number.unwrap_or_default(),
            "fcharset" if self.now.destination == Destination::Faces => {
                let page = match number {
                    Some(134) => Some(GBK),
                    Some(136) => Some(BIG5),
                    _ => None,
                };
                self.faces.extend(page.map(|page| (self.now.face, page)));
            }
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "plain" => (self.now.hidden, self.now.deleted) = (false, false),
            "s" => self.now.style = number.unwrap_or_default(),
            "outlinelevel" => {
                self.now.outline = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
                if self.now.destination == Destination::Styles {
                    self.headings.extend(self.now.outline.map(|level| (self.now.style, level)));
                }
            }
            _ if matches!(self.now.destination, Destination::Faces | Destination::Styles) => {}
            _ => self.body_word(word, number)?,
        }
        Ok(())
    }

    /// A control word of the text itself.
    fn body_word(&mut self, word: &str, number: Option<i32>) -> Result<(), DocumentFault> {
        match word {
            "par" | "sect" => self.paragraph()?,
            "pard" => {
                (self.now.in_table, self.now.depth) = (false, 0);
                (self.now.style, self.now.outline) = (0, None);
            }
            "intbl" => self.now.in_table = true,
            "itap" => self.now.depth = number.and_then(|depth| usize::try_from(depth).ok()).unwrap_or_default(),
            "cell" => self.cell(self.depth().max(1))?,
            "nestcell" => self.cell(self.depth().max(2))?,
            "row" => {
                self.in_row = false;
                self.text.clear();
                self.tables.row(1, self.row.clone())?;
            }
            "nestrow" => {
                self.text.clear();
                self.tables.row(self.depth().max(2), self.inner_row.clone())?;
            }
            "tab" if self.now.destination == Destination::Body => self.put(0x09),
            "line" | "page" | "column" => self.put(0x0a),
            "emdash" => self.put(0x2014),
            "endash" => self.put(0x2013),
            "lquote" => self.put(0x2018),
            "rquote" => self.put(0x2019),
            "ldblquote" => self.put(0x201c),
            "rdblquote" => self.put(0x201d),
            "bullet" => self.put(0x2022),
            "emspace" | "enspace" | "qmspace" => self.put(0x20),
            _ => self.shape_word(word, number),
        }
        Ok(())
    }

    /// A control word about the shape of a row.
    fn shape_word(&mut self, word: &str, number: Option<i32>) {
        let is_inner = self.now.destination == Destination::InnerRow;
        let row = if is_inner { &mut self.inner_row } else { &mut self.row };
        match word {
            "trowd" => {
                (*row, self.cell) = (RowShape::default(), CellShape::default());
                self.in_row |= !is_inner;
            }
            "trleft" => row.left = number.unwrap_or_default(),
            "clvmgf" => self.cell.downwards = Downwards::Begins,
            "clvmrg" => self.cell.downwards = Downwards::GoesOn,
            "clmgf" => self.cell.joins_left = false,
            "clmrg" => self.cell.joins_left = true,
            "cellx" if row.cells.len() < CELLS => {
                let right = number.unwrap_or_default();
                row.cells.push(CellShape { right, ..std::mem::take(&mut self.cell) });
            }
            _ => {}
        }
    }

    /// How many tables deep the paragraph stands.
    fn depth(&self) -> usize {
        match self.now.depth {
            0 => usize::from(self.now.in_table || self.in_row),
            depth => depth,
        }
    }

    /// The end of a paragraph.
    fn paragraph(&mut self) -> Result<(), DocumentFault> {
        if self.now.deleted || self.now.destination != Destination::Body {
            return Ok(());
        }
        self.line()
    }

    fn line(&mut self) -> Result<(), DocumentFault> {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.text));
        let heading = self.now.outline.or_else(|| self.headings.get(&self.now.style).copied()).map(|level| level + 1);
        self.tables.line(self.depth(), DocumentLine { text, heading })
    }

    fn cell(&mut self, depth: usize) -> Result<(), DocumentFault> {
        self.now.depth = depth;
        self.line()?;
        self.tables.cell(depth)
    }
}

/// Where the text goes that follows this word in its group.
fn destination(word: &str, starred: bool) -> Option<Destination> {
    match word {
        "fonttbl" => Some(Destination::Faces),
        "stylesheet" => Some(Destination::Styles),
        "listtext" | "pntext" => Some(Destination::Number),
        "nesttableprops" => Some(Destination::InnerRow),
        "colortbl" | "info" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
        | "footerr" | "footerf" | "footnote" | "annotation" | "fldinst" | "nonshppict" | "nonesttables" | "xe"
        | "tc" | "rxe" | "sp" | "shp" | "objdata" | "filetbl" | "revtbl" | "listtable" | "listoverridetable"
        | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "do" | "template" | "datafield" => Some(Destination::Nowhere),
        _ if starred => Some(Destination::Nowhere),
        _ => None,
    }
}
