//! One part as a sheet: its label and title, its tables one below the other, and what stands below them.

use super::align::aligned;
use super::cell::BookCell;
use super::columns::{BookColumns, Reach};
use super::day::day;
use super::style::{Across, Sort, Style, WORDS};
use super::text;
use crate::output::manuscript::{Block, ManuscriptPart, Signed, Table, TableCell};
use crate::sheet::Value;
use crate::value::MoneyUnit;
use std::ops::Range;

/// What a row keeps free above and below its words, in points.
const AIR: f64 = 6.0;
/// What an entry to be signed takes at least, in pixels.
const LEAST: f64 = 60.0;
/// A row no higher than this can be scrolled past; one that needs more becomes several. Excel's own limit is 409.
const HIGHEST: f64 = 180.0;

/// A sheet as it will stand.
pub(super) struct BookSheet<'p> {
    /// What it is called.
    pub name: String,
    /// On a page laid across.
    pub landscape: bool,
    /// How wide its columns are, in pixels.
    pub widths: Vec<f64>,
    /// How high its rows are, in points.
    pub heights: Vec<f64>,
    /// The rows that come again on every page.
    pub heads: Option<Range<usize>>,
    /// Hidden, and its last column also once it is shown.
    pub is_hidden: bool,
    /// What stands on it, in reading order.
    pub cells: Vec<BookCell<'p>>,
}

impl<'p> BookSheet<'p> {
    pub fn new(part: &'p ManuscriptPart, name: String, unit: MoneyUnit) -> Self {
        let mut sheet = Self::drafted(part, name);
        sheet.widths = widths(sheet.widths, &sheet.cells, unit);
        sheet.raise();
        sheet.part_rows();
        sheet
    }

    /// A hidden one of a line a cell, however much it says.
    pub fn of_cells(part: &'p ManuscriptPart, name: String) -> Self {
        let mut sheet = Self { is_hidden: true, ..Self::drafted(part, name) };
        for cell in &mut sheet.cells {
            cell.style = Style::of(Sort::Plain);
        }
        sheet
    }

    fn drafted(part: &'p ManuscriptPart, name: String) -> Self {
        let columns = BookColumns::new(part);
        let mut draft = SheetDraft { part, columns, rows: 0, heads: None, cells: Vec::new() };
        draft.fill();
        Self {
            name,
            landscape: part.landscape,
            widths: draft.columns.pixels(),
            heights: vec![WORDS + AIR; draft.rows],
            heads: draft.heads,
            is_hidden: false,
            cells: draft.cells,
        }
    }

    /// Makes every row as high as its words need.
    fn raise(&mut self) {
        let mut heights = std::mem::take(&mut self.heights);
        // What covers several rows comes last: only then is it known what they leave to be desired.
        let mut cells: Vec<&BookCell> = self.cells.iter().collect();
        cells.sort_by_key(|cell| cell.down);
        for cell in cells {
            let room = self.widths.iter().take(cell.right).skip(cell.left).sum::<f64>();
            let room = room - f64::from(cell.style.indent) * text::HAN;
            let lines = text::lines(&cell.text, room, cell.style.size() / WORDS);
            let has: f64 = heights.iter().skip(cell.top).take(cell.down).sum();
            if let Some(last) = heights.get_mut(cell.top + cell.down.max(1) - 1) {
                *last += (lines * cell.style.line() + AIR - has).max(0.0);
            }
        }
        self.heights = heights;
    }

    /// Parts rows that are too high for Excel into several, under cells merged over them.
    #[allow(clippy::cast_sign_loss, reason = "no height is negative")]
    fn part_rows(&mut self) {
        let parts: Vec<usize> = self.heights.iter().map(|height| (height / HIGHEST).ceil().max(1.0) as usize).collect();
        let start = |row: usize| parts.iter().take(row).sum::<usize>();
        for cell in &mut self.cells {
            (cell.top, cell.down) = (start(cell.top), start(cell.top + cell.down) - start(cell.top));
        }
        self.heads = self.heads.take().map(|heads| start(heads.start)..start(heads.end));
        let each = self.heights.iter().zip(&parts);
        self.heights = each.flat_map(|(height, parts)| vec![height / *parts as f64; *parts]).collect();
    }
}

/// Columns wide enough for their figures: Excel shows no part of a number that does not fit.
fn widths(mut widths: Vec<f64>, cells: &[BookCell], unit: MoneyUnit) -> Vec<f64> {
    let least = if unit == MoneyUnit::Wan { "100.00%" } else { "10000000.00" };
    for cell in cells.iter().filter(|cell| cell.is_figure()) {
        let needed = text::width(&cell.text).max(text::width(least)) + text::MARGINS;
        let reach = cell.left..cell.right;
        let has: f64 = widths.iter().take(reach.end).skip(reach.start).sum();
        if has < needed {
            widths.iter_mut().take(reach.end).skip(reach.start).for_each(|width| *width *= needed / has);
        }
    }
    widths
}

/// A sheet while its rows are put one below the other.
struct SheetDraft<'p> {
    part: &'p ManuscriptPart,
    columns: BookColumns,
    rows: usize,
    heads: Option<Range<usize>>,
    cells: Vec<BookCell<'p>>,
}

impl<'p> SheetDraft<'p> {
    fn fill(&mut self) {
        let part = self.part;
        self.line(&part.label, Sort::Label);
        self.line(&part.title.join("\n"), Sort::Title);
        // Excel repeats the head of one table only: that of the longest, or of the one whose labels go over pages.
        let with_heads = part.tables().filter(|table| table.heads > 0);
        let main = with_heads.max_by_key(|table| (table.spine > 0, table.rows.len()));
        for block in &part.blocks {
            match block {
                Block::Table(table) => self.table(table, main.is_some_and(|main| std::ptr::eq(main, table))),
                Block::Notes(notes) => notes.iter().for_each(|note| self.line(note, Sort::Line)),
                Block::Signatures(line) => line.rows().for_each(|row| self.signed(row)),
                Block::Lines(entries) => entries.iter().for_each(|entry| self.signed(std::slice::from_ref(entry))),
                Block::Heading(_, words) => self.line(words, Sort::Line),
                Block::Words(text) => text.paragraphs().for_each(|words| self.line(words, Sort::Line)),
                Block::CellNotes(_) | Block::Chart(_) | Block::Contents(_) => {}
                Block::Annexes(label, text) => self.line(&format!("{label}\n{}", text.text), Sort::Line),
            }
        }
    }

    /// Words over the whole width.
    fn line(&mut self, words: &str, sort: Sort) {
        if !words.is_empty() {
            self.put((0, self.columns.count()), 1, words.into(), Style::of(sort));
            self.rows += 1;
        }
    }

    /// Entries side by side, each over its share of the width; they can be written as on paper.
    fn signed(&mut self, entries: &'p [Signed]) {
        if entries.len() > self.columns.count() {
            return entries.iter().for_each(|entry| self.sign(entry, (0, self.columns.count().max(1))));
        }
        let pixels = self.columns.pixels();
        let long = |entry: &Signed| text::width(&entry.words()).max(LEAST);
        let scale = pixels.iter().sum::<f64>() / entries.iter().map(long).sum::<f64>();
        let (mut left, mut used) = (0, 0.0);
        for (n, entry) in entries.iter().enumerate() {
            used += long(entry) * scale;
            let right = pixels.iter().scan(0.0, |x, width| Some((*x, *x += width).0 + width / 2.0));
            let right = right.take_while(|middle| *middle < used).count();
            let right = right.clamp(left + 1, pixels.len() + n + 1 - entries.len());
            self.sign(entry, (left, right));
            self.rows -= 1;
            left = right;
        }
        self.rows += 1;
    }

    fn sign(&mut self, entry: &'p Signed, reach: Reach) {
        let cell = self.put(reach, 1, entry.words(), Style { unlocked: true, ..Style::of(Sort::Line) });
        if !entry.written.key.is_empty() {
            // The same entry below another sheet follows this one, where it is labelled alike.
            cell.key = format!("{}{}", entry.label, entry.written.key);
        }
        if let Value::Date(when) = &entry.figure.value {
            cell.day = day(&entry.label, &entry.written.text, &entry.after, when);
        }
        self.rows += 1;
    }

    fn table(&mut self, table: &'p Table, main: bool) {
        if main {
            self.heads = Some(self.rows..self.rows + table.heads);
        }
        for (row, across) in table.rows.iter().zip(aligned(table)) {
            row.cells.iter().zip(across).for_each(|(cell, across)| self.cell(table, cell, across));
            self.rows += 1;
        }
    }

    fn cell(&mut self, table: &'p Table, cell: &'p TableCell, across: Across) {
        let style = Style { across, indent: cell.indent, ..Style::of(Sort::Cell) };
        let reach = self.columns.reach(table, cell);
        let written = &cell.whole().text;
        if let Some((label, behind)) = self.columns.halves(table, cell) {
            self.put(label, cell.down, cell.label.clone(), Style { sort: Sort::Before, across: Across::Left, ..style });
            self.figure(behind, cell, Style { sort: Sort::Behind, indent: 0, ..style });
        } else if cell.label.is_empty() {
            self.figure(reach, cell, style);
        } else {
            self.put(reach, cell.down, format!("{}{written}", cell.label), style);
        }
    }

    fn figure(&mut self, reach: Reach, cell: &'p TableCell, style: Style) {
        let put = self.put(reach, cell.down, cell.whole().text.clone(), Style { unlocked: cell.figure.typed, ..style });
        put.key.clone_from(&cell.written.key);
        put.figure = Some(&cell.figure);
    }

    fn put(&mut self, (left, right): Reach, down: usize, text: String, style: Style) -> &mut BookCell<'p> {
        let (top, down, key) = (self.rows, down.max(1), String::new());
        self.cells.push_mut(BookCell { top, down, left, right, key, text, figure: None, day: None, style })
    }
}
