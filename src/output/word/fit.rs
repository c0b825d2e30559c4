//! A part on one page (一表一页): how close a form is set so that it stands on one, by what its rows come to.
//!
//! Only Word knows where Word breaks its lines. What is reckoned here is a little more than it takes.

use crate::form::{ACROSS, PartKind, UPRIGHT};
use crate::output::compose::{SEAL, ems};
use crate::output::manuscript::{Block, ManuscriptPart, SignLine, Signed, Table, TableCell};

/// How close a part is set, and which way its pages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartFit {
    /// Less is kept free around than official documents do.
    pub close: bool,
    /// Words of tables are 小五.
    pub small: bool,
    /// On pages laid across.
    pub across: bool,
}

/// The text block of a page that keeps less free, upright, in tenths of a millimetre.
pub(super) const CLOSE: [u32; 2] = [1700, 2470];
/// The usual one.
const USUAL: [u32; 2] = [UPRIGHT, ACROSS];
/// Points in a tenth of a millimetre.
const POINTS: f64 = 72.0 / 254.0;
/// What a page keeps in reserve, in points.
const RESERVE: f64 = 6.0;
/// 附件2 and the empty line behind it; a line of a title and what stands free under all of them.
const LABEL: f64 = 57.9;
const TITLE: [f64; 2] = [33.0, 6.0];
/// What cells keep free at both sides; what their lines take; what stands above a note.
const BESIDE: f64 = 4.0;
const RULE: f64 = 0.5;
const ABOVE: f64 = 4.0;
/// How much wider a text may come out than it is reckoned.
const WIDER: f64 = 1.05;

impl PartFit {
    /// The first with which a part stands on one page; where none does, its tables are set close on several.
    pub fn of(part: &ManuscriptPart) -> Self {
        let usual = Self { close: false, small: false, across: part.landscape };
        if !matches!(part.kind, PartKind::Annex | PartKind::Table) {
            return usual;
        }
        let close = Self { close: part.tables().next().is_some(), ..usual };
        let all = [usual, close, Self { small: true, ..close }];
        all.into_iter().find(|fit| fit.high(part) + RESERVE <= fit.page()[1]).unwrap_or(close)
    }

    /// How wide and high the text block is, in tenths of a millimetre.
    pub fn block(self) -> [u32; 2] {
        let [short, long] = if self.close { CLOSE } else { USUAL };
        if self.across { [long, short] } else { [short, long] }
    }

    /// The same in points.
    fn page(self) -> [f64; 2] {
        self.block().map(|length| f64::from(length) * POINTS)
    }

    /// What a width of the form becomes.
    pub fn wide(self, width: u32) -> u32 {
        let usual = Self { close: false, ..self };
        width * self.block()[0] / usual.block()[0]
    }

    /// Size and line of words in tables, in points.
    fn words(self) -> [f64; 2] {
        if self.small { [9.0, 10.8] } else { [10.5, 13.15] }
    }

    /// How wide words come out that are so wide in 五号.
    pub fn of_words(self, wide: u32) -> u32 {
        if self.small { wide * 6 / 7 } else { wide }
    }

    /// What cells keep free above and below their words, in twentieths of a point.
    pub fn above(self) -> u32 {
        if self.small { 14 } else { 20 }
    }

    /// The same in points, with the line between two rows.
    fn around(self) -> f64 {
        f64::from(self.above()) / 10.0 + RULE
    }

    /// How many lines words take.
    fn lines(self, words: &str, room: f64) -> f64 {
        let [size, _] = self.words();
        (ems(words) * WIDER * size / room.max(size)).ceil().max(1.0)
    }

    /// The style of words in tables.
    pub fn style(self) -> &'static str {
        if self.small { "TableTextSmall" } else { "TableText" }
    }

    /// The style of words under tables.
    pub fn note_style(self) -> &'static str {
        if self.small { "TableNoteSmall" } else { "TableNote" }
    }

    /// How high a part is.
    fn high(self, part: &ManuscriptPart) -> f64 {
        let label = if part.label.is_empty() { 0.0 } else { LABEL };
        let [line, below] = TITLE;
        let blocks = part.blocks.iter().map(|block| match block {
            Block::Table(table) => self.table(table) + 1.0,
            Block::Notes(notes) => notes.iter().map(|note| self.note(note)).sum(),
            Block::Signatures(signed) => self.signed(signed) + 1.0,
            Block::Lines(_)
            | Block::Heading(..)
            | Block::Words(_)
            | Block::Annexes(..)
            | Block::Chart(_)
            | Block::Contents(_) => f64::MAX,
        });
        label + part.title.len() as f64 * line + below + blocks.sum::<f64>()
    }

    fn note(self, words: &str) -> f64 {
        let ([_, line], [width, _]) = (self.words(), self.page());
        self.lines(words, width) * line + ABOVE
    }

    fn signed(self, signed: &SignLine) -> f64 {
        let [_, line] = self.words();
        let row = |seal: Option<u32>| seal.map_or(line + ABOVE, |seal| f64::from(seal) * POINTS);
        signed.rows().map(|entries| row(seal(entries))).sum()
    }

    /// Rows are as high as their highest cell; what a merged cell lacks is the last of its rows'.
    fn table(self, table: &Table) -> f64 {
        let [_, line] = self.words();
        let mut heights = vec![line + self.around(); table.rows.len()];
        let cells = || table.rows.iter().enumerate().flat_map(|(row, it)| it.cells.iter().map(move |cell| (row, cell)));
        for (row, cell) in cells() {
            let rows = row..(row + cell.down.max(1)).min(heights.len());
            let need = self.cell(table, cell);
            let have: f64 = heights.get(rows.clone()).map_or(0.0, |rows| rows.iter().sum());
            if let Some(last) = heights.get_mut(rows.end.saturating_sub(1)).filter(|_| need > have) {
                *last += need - have;
            }
        }
        heights.iter().sum()
    }

    fn cell(self, table: &Table, cell: &TableCell) -> f64 {
        let [size, line] = self.words();
        let width: u32 = table.widths.iter().skip(cell.at).take(cell.span).sum();
        let room = f64::from(self.wide(width)) * POINTS - BESIDE - f64::from(cell.indent) * size;
        let words = format!("{}{}", cell.label, cell.written.text);
        words.split('\n').map(|words| self.lines(words, room)).sum::<f64>() * line + self.around()
    }
}

/// How high a seal is that is put in a row of the line to sign on, in tenths of a millimetre.
pub(super) fn seal(row: &[Signed]) -> Option<u32> {
    row.iter().map(|entry| entry.ink).filter(|ink| *ink >= SEAL).max()
}
