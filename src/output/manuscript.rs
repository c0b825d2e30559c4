//! A report as finished text: parts of blocks, tables of merged cells, each text with the address it came from.
//!
//! This is all that the outputs see. Where things stand is decided here, once; an output only draws.

use crate::form::{CellId, Name, PartKind};
use crate::report::Content;
use crate::sheet::{Chart, Recipe, Value};
use crate::value::{Score, Text};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A report as finished text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Manuscript {
    /// The report's title.
    pub title: String,
    /// The unit's name.
    pub unit: Text,
    /// When its files are made, where they say so.
    #[serde(skip)]
    pub made: Option<DateTime<FixedOffset>>,
    /// What stands at the foot of every page.
    pub stamp: Stamp,
    /// The parts, each on a page of its own, in order.
    pub parts: Vec<ManuscriptPart>,
    /// The number of a part's first page, where it does not go on from the part before.
    pub numbers: BTreeMap<Name, u64>,
    /// The number of the last page, where these are not all of the parts.
    pub last: Option<u64>,
    /// What a workbook calls some of its cells: the names by which texts quote them.
    #[serde(skip)]
    pub names: Vec<(Text, CellId)>,
    /// What a workbook has for offices that gather, where it is to.
    #[serde(skip)]
    pub gathered: Option<Box<Gathered>>,
    /// What its files enclose, where they are to.
    #[serde(skip)]
    pub enclosure: Option<Enclosure>,
}

/// What files of a report enclose.
#[derive(Clone, Debug, PartialEq)]
pub struct Enclosure {
    /// The text of its form.
    pub form_text: Arc<str>,
    /// What is written.
    pub content: Arc<Content>,
}

/// Sheets of a workbook that say again what stands in its tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    /// 汇总: one row of the report's own figures.
    pub summary: ManuscriptPart,
    /// 数据: a row a cell.
    pub cells: ManuscriptPart,
}

/// What stands on every page beside the report itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// 校验码, empty where there is none.
    pub code: String,
    /// 草稿 over every page, empty on a clean one.
    pub watermark: String,
    /// 公开版, empty on the full one.
    pub copy: String,
    /// The page's number says how many there are: 第几页 共几页.
    pub total: bool,
    /// The 二维码 beside the 校验码, where there is to be one.
    pub qr: Option<QrSquare>,
}

/// A 二维码 as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QrSquare {
    /// How many small squares it is wide and high.
    pub side: usize,
    /// Dark ones beside each other: how far from the left and from above the first is, and how many there are.
    pub dark: Vec<[usize; 3]>,
}

/// A line of the 目录.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContentsLine {
    /// What it says.
    pub name: String,
    /// The part that it leads to.
    pub part: Name,
    /// Which of the first headings of the report it leads to, where it leads to one.
    pub heading: Option<usize>,
    /// The number of that page, where not all of the parts are there to tell it.
    pub number: Option<u64>,
}

/// The numbers that stand on the pages of a manuscript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageNumbers {
    /// On the first page of each part.
    pub first: BTreeMap<Name, u64>,
    /// On the last of the report's pages.
    pub last: Option<u64>,
    /// In the 目录, line by line.
    pub listed: Vec<u64>,
}

/// A part that begins on a page of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ManuscriptPart {
    /// Stable name, with the number of the project behind it.
    pub id: Name,
    /// What sort of part it is.
    pub kind: PartKind,
    /// What the clerk calls it, and its bookmark: 附件4-1 2023年度项目支出绩效自评表（项目名称）.
    pub name: String,
    /// 附件4-1, empty where none is printed.
    pub label: String,
    /// Its title, broken where its words allow; none where there is none.
    pub title: Vec<String>,
    /// The last line of it only says which year, and is smaller: （2020年度）.
    pub year_line: bool,
    /// On a page laid across.
    pub landscape: bool,
    /// What stands on it, top to bottom.
    pub blocks: Vec<Block>,
}

/// What stands on a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", content = "of")]
pub enum Block {
    /// Lines in the middle of a cover.
    Lines(Vec<Signed>),
    /// A heading: its level from 1, and its words.
    Heading(u8, Text),
    /// Paragraphs.
    Words(KeyedText),
    /// The list of annexes: its label, then one name a line.
    Annexes(Text, KeyedText),
    /// A table.
    Table(Table),
    /// What stands under a table in place of its cells, one below the other.
    CellNotes(Vec<CellNote>),
    /// Notes, one a paragraph.
    Notes(Vec<Text>),
    /// The line to sign on.
    Signatures(SignLine),
    /// Bars, on pages only.
    Chart(Chart),
    /// 目录: what is there, each with the number of its page.
    Contents(Vec<ContentsLine>),
}

/// The finished text of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KeyedText {
    /// The cell's address; empty for words that belong to no cell.
    pub key: String,
    /// Its text.
    pub text: String,
}

/// A label, and what is written or signed behind it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Signed {
    /// What stands before it, colon included.
    pub label: String,
    /// What is written.
    pub written: KeyedText,
    /// What stands behind it, or in its place while nothing is written.
    pub after: String,
    /// How much is kept free behind the label for a hand or a seal, in tenths of a millimetre.
    pub ink: u32,
    /// What a workbook keeps of it.
    #[serde(skip)]
    pub figure: BookFigure,
}

/// The line to sign on: entries side by side, row below row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SignLine {
    /// How wide its columns are, in tenths of a millimetre.
    pub widths: Vec<u32>,
    /// What stands in them, left to right, then below.
    pub entries: Vec<Signed>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// How wide its columns are, in tenths of a millimetre.
    pub widths: Vec<u32>,
    /// How many of its first rows come again on every page.
    pub heads: usize,
    /// How many of its first columns hold labels of several rows, which come again on every page.
    pub spine: usize,
    /// Its rows.
    pub rows: Vec<TableRow>,
}

/// A row: the cells that begin in it, left to right. Cells of earlier rows may reach into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableRow {
    /// It heads those below it: it never stands last on a page.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub heading: bool,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableCell {
    /// The column it begins in.
    pub at: usize,
    /// How many columns it covers.
    pub span: usize,
    /// How many rows it covers.
    pub down: usize,
    /// The form's own words in it, before what is written.
    pub label: String,
    /// What is written.
    pub written: KeyedText,
    /// Begins at the left instead of standing in the middle.
    pub left: bool,
    /// A figure of a column in which points stand below each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<PointPlace>,
    /// What is written is so large, in percent, where that is smaller than usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u8>,
    /// Of the form's own words, what they are the head of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<HeadScope>,
    /// How far a label steps in, in characters.
    pub indent: u8,
    /// All of it surely stands in one line.
    pub line: bool,
    /// The text takes so many lines that its row should be free to go over a page.
    pub tall: bool,
    /// What is written, where the cell only says which note under the table has it.
    #[serde(skip)]
    pub note: Option<Box<CellNote>>,
    /// What a workbook keeps of it.
    #[serde(skip)]
    pub figure: BookFigure,
}

/// What the form's own words are the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadScope {
    /// What stands at their right.
    Row,
    /// What stands below them.
    Column,
}

/// What is written in a cell, but stands under its table: 注1（走访企业）：……
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CellNote {
    /// Its number, and what it is about.
    pub head: String,
    /// What is written.
    pub written: KeyedText,
}

/// Where a figure stands in its column: all of them together are in its middle, in tenths of a millimetre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PointPlace {
    /// How wide all together are.
    pub wide: u32,
    /// How much more others have behind the point.
    pub behind: u32,
}

/// What a workbook keeps of a cell beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BookFigure {
    /// What its text means.
    pub value: Value,
    /// How it is computed, if it is.
    pub recipe: Option<Recipe>,
    /// The clerk writes here.
    pub typed: bool,
    /// Its cell is for a figure, whether or not one stands there yet.
    pub numeric: bool,
    /// What is asked of it.
    pub asked: BookAsked,
}

/// What a workbook asks of a cell. Whatever is written all the same stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum BookAsked {
    /// Nothing.
    #[default]
    Anything,
    /// One of these, to choose from.
    Choice(Vec<Text>),
    /// An amount of 0 or more.
    Amount,
    /// Points from 0 to those in that cell.
    Points(CellId),
    /// A sum of so many points.
    Sum(Score),
}

impl Manuscript {
    /// Only these parts, with the numbers that they have among all.
    #[must_use]
    pub fn of_parts(&self, ids: &[&str], PageNumbers { first, last, listed }: PageNumbers) -> Self {
        let is_chosen = |id: &Name| ids.contains(&id.as_str());
        let mut parts: Vec<ManuscriptPart> = self.parts.iter().filter(|part| is_chosen(&part.id)).cloned().collect();
        for block in parts.iter_mut().flat_map(|part| &mut part.blocks) {
            if let Block::Contents(lines) = block {
                lines.iter_mut().zip(&listed).for_each(|(line, number)| line.number = Some(*number));
            }
        }
        let numbers = first.into_iter().filter(|(id, _)| is_chosen(id)).collect();
        Self { parts, numbers, last, ..self.clone() }
    }

    /// Parts that a workbook has a sheet for.
    pub fn booked(&self) -> impl Iterator<Item = &ManuscriptPart> {
        let kind = |part: &ManuscriptPart| matches!(part.kind, PartKind::Annex | PartKind::Table | PartKind::Book);
        self.parts.iter().filter(move |part| kind(part) && part.tables().any(|table| !table.rows.is_empty()))
    }

    /// Parts that are printed.
    pub fn printed(&self) -> impl Iterator<Item = &ManuscriptPart> {
        self.parts.iter().filter(|part| part.kind != PartKind::Book)
    }
}

impl ManuscriptPart {
    /// The cells of its tables.
    pub fn cells(&self) -> impl Iterator<Item = &TableCell> {
        self.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells)
    }

    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }

    /// Every text in it that belongs to a cell, in reading order.
    #[must_use]
    pub fn texts(&self) -> Vec<&KeyedText> {
        let all = self.blocks.iter().flat_map(|block| match block {
            Block::Lines(lines) | Block::Signatures(SignLine { entries: lines, .. }) => {
                lines.iter().map(|line| &line.written).collect()
            }
            Block::Words(text) | Block::Annexes(_, text) => vec![text],
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).map(TableCell::whole).collect(),
            Block::Heading(..) | Block::CellNotes(_) | Block::Notes(_) | Block::Chart(_) | Block::Contents(_) => {
                Vec::new()
            }
        });
        all.filter(|text| !text.key.is_empty()).collect()
    }
}

impl CellNote {
    /// All its words as they stand.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}{}", self.head, self.written.paragraphs().collect::<Vec<_>>().join("\n"))
    }
}

impl TableCell {
    /// All that is written, wherever it stands on paper.
    #[must_use]
    pub fn whole(&self) -> &KeyedText {
        self.note.as_ref().map_or(&self.written, |note| &note.written)
    }
}

impl SignLine {
    /// Entry by entry, those of a row together.
    pub fn rows(&self) -> impl Iterator<Item = &[Signed]> {
        self.entries.chunks(self.widths.len().max(1))
    }
}

impl Signed {
    /// All its words as they stand.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}{}{}", self.label, self.written.text, self.after)
    }
}

impl KeyedText {
    /// What a cell says.
    #[must_use]
    pub fn cell(at: &CellId, text: impl Into<String>) -> Self {
        Self { key: at.to_string(), text: text.into() }
    }

    /// Its lines without what a line begins and ends with, blank ones left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n').map(str::trim).filter(|line| !line.is_empty())
    }
}
