//! A part on one page (一表一页): how close a form is set so that it stands on one, by what its rows come to.
//!
//! Only Word knows where Word breaks its lines. What is reckoned here is a little more than it takes.

use super::pages::{PageFit, PageKind, twips};
use crate::form::PartKind;
use crate::output::compose::{SEAL, ems};
use crate::output::manuscript::{Block, ManuscriptPart, SignLine, Signed, Table, TableCell};
use crate::output::measure::{self, SIZE, STEP_IN, figure_ems, fitting};
use crate::output::{Texture, line_breaks};

/// How close a part is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartFit {
    /// Its pages.
    pub page: PageFit,
    /// Words of tables are 小五.
    pub small: bool,
    /// All of it stands on one page.
    pub whole: bool,
    /// What cells keep free above and below their words, in twips.
    pub above: u32,
}

/// What cells keep free at each side, in twips.
pub(super) const BESIDE: u32 = in_twips(measure::BESIDE);
/// The smallest that figures are set in, in percent of 五号 and in points: no face of a PC breaks one that fits on paper.
const SMALLEST_FIGURE: f64 = 62.0;
const LEAST_FIGURE: f64 = 6.5;
/// A text hardly too long for its line is set so much smaller at most.
const SHRUNK: f64 = 0.85;
/// How much wider a PC's own face may draw figures.
const WIDER_FIGURES: f64 = 1.15;
/// Twips in a point, points in a tenth of a millimetre.
const TWIPS: f64 = 20.0;
const POINTS: f64 = 72.0 / 254.0;
/// What a page keeps in reserve, in points.
const RESERVE: f64 = 6.0;
/// What cells keep free above and below their words at least, in 五号 and in 小五, and at most where there is room, in
/// twips. The lines themselves keep a point and more.
const ABOVE: [u32; 2] = [20, 14];
const ROOMY: u32 = 90;
/// 附件2 and the line kept free behind it; a line of a title and what stands free under all of them, in points.
const LABEL: f64 = 57.9;
const TITLE: [f64; 2] = [33.0, 6.0];
/// The line between two rows; what stands between two tables; what stands above a note.
const RULE: f64 = 0.5;
const BETWEEN: f64 = 1.0;
const OVER_NOTE: f64 = 4.0;
/// The style of texts of cells that stand under their table.
pub(super) const CELL_NOTE: &str = "TableNoteSmall";
/// How much wider a text may come out than it is reckoned.
const WIDER: f64 = 1.05;

impl PartFit {
    /// The first with which a part stands on one page; where none does, its tables are set close on several.
    pub fn of(part: &ManuscriptPart) -> Self {
        let page = PageFit { close: false, across: part.landscape };
        let [above, above_small] = ABOVE;
        let usual = Self { page, small: false, whole: false, above };
        if !matches!(part.kind, PartKind::Annex | PartKind::Table) {
            return usual;
        }
        let close = Self { page: PageFit { close: part.tables().next().is_some(), ..page }, ..usual };
        let all = [usual, close, Self { small: true, above: above_small, ..close }];
        all.into_iter().find_map(|fit| fit.on_one_page(part)).unwrap_or(close)
    }

    /// The same on one page, what is left of it shared among the rows. None where it takes more.
    fn on_one_page(self, part: &ManuscriptPart) -> Option<Self> {
        let spare = self.block()[1] - RESERVE - self.high(part);
        let rows = part.tables().map(|table| table.rows.len()).sum::<usize>().max(1);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
        let share = (spare.max(0.0) * TWIPS / (rows * 2) as f64) as u32;
        (spare >= 0.0).then(|| Self { whole: true, above: (self.above + share).min(ROOMY), ..self })
    }

    /// How wide and high the text block is, in points.
    fn block(self) -> [f64; 2] {
        self.page.block().map(|length| f64::from(length) * POINTS)
    }

    /// Size and line of words in tables, in points.
    fn words(self) -> [f64; 2] {
        if self.small { [9.0, 10.8] } else { [SIZE, 13.15] }
    }

    /// How many characters stand in a line with so much room, in twips.
    fn characters(self, room: u32) -> f64 {
        let [size, _] = self.words();
        f64::from(room) / TWIPS / size
    }

    /// What stands in a cell so wide, in twips: the form's own words break between words, as on paper.
    pub fn said(self, cell: &TableCell, width: u32) -> String {
        if !cell.written.text.is_empty() {
            return format!("{}{}", cell.label, cell.written.text);
        }
        let room = width.saturating_sub(BESIDE * 2 + indent(cell));
        let mut words = cell.label.clone();
        for at in line_breaks(&words, self.characters(room), Texture::Label).into_iter().rev() {
            // A line that is hardly too long may fit in the end.
            if !words.get(at..).is_some_and(|rest| rest.starts_with('）')) {
                words.insert(at, '\n');
            }
        }
        words
    }

    /// How large a figure is set that would not fit its cell, in half points; none where it fits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in half points")]
    pub fn size(self, cell: &TableCell, width: u32) -> Option<u32> {
        let [size, _] = self.words();
        let room = self.characters(width.saturating_sub(BESIDE * 2));
        // A column's figures are as large as on paper.
        let column = cell.size.map(|share| f64::from(share) / 100.0 * SIZE / size);
        let own = |room| fitting(&cell.written.text, room, SMALLEST_FIGURE);
        let own = own(room / WIDER_FIGURES).or_else(|| own(room));
        let own = own.or_else(|| hardly_too_long(&cell.written.text, room));
        let share = column.into_iter().chain(own).reduce(f64::min)?;
        let size = size * 2.0;
        (share < 1.0).then(|| (size * share).floor().max(LEAST_FIGURE * 2.0) as u32)
    }

    /// How wide figures come out, set so large, that the manuscript says are so wide.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
    pub fn of_figures(self, cell: &TableCell, size: Option<u32>, wide: u32) -> u32 {
        let [words, _] = self.words();
        let size = size.map_or(words, |size| f64::from(size) / 2.0);
        (f64::from(wide) * size / SIZE / (f64::from(cell.size.unwrap_or(100)) / 100.0)) as u32
    }

    /// How far a figure, set so large, may stand from the right, with so much room in twips: a wider face does not break it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
    pub fn farthest(self, cell: &TableCell, size: Option<u32>, room: u32) -> u32 {
        let [words, _] = self.words();
        let size = size.map_or(words, |size| f64::from(size) / 2.0);
        (f64::from(room) - figure_ems(cell.written.text.trim()) * size * WIDER_FIGURES * TWIPS).max(0.0) as u32
    }

    /// What cells keep free above and below their words, with the line between two rows, in points.
    fn around(self) -> f64 {
        f64::from(self.above) * 2.0 / TWIPS + RULE
    }

    /// How many lines words take, with so much room in points.
    fn lines(self, words: &str, room: f64) -> f64 {
        let [size, _] = self.words();
        measure::lines(words, room / size / WIDER)
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
            Block::Table(table) => self.table(table) + BETWEEN,
            Block::Notes(notes) => notes.iter().map(|note| self.note(note)).sum(),
            Block::CellNotes(notes) => notes.iter().map(|note| Self { small: true, ..self }.note(&note.words())).sum(),
            Block::Signatures(signed) => self.signed(signed) + BETWEEN,
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
        let ([_, line], [width, _]) = (self.words(), self.block());
        words.split('\n').map(|words| self.lines(words, width)).sum::<f64>() * line + OVER_NOTE
    }

    fn signed(self, signed: &SignLine) -> f64 {
        let [_, line] = self.words();
        let row = |seal: Option<u32>| seal.map_or(line + OVER_NOTE, |seal| f64::from(seal) * POINTS);
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
        let [_, line] = self.words();
        let width = twips(self.page.wide(table.widths.iter().skip(cell.at).take(cell.span).sum()));
        let room = width.saturating_sub(BESIDE * 2 + indent(cell));
        let said = self.said(cell, width);
        let lines = if cell.written.text.is_empty() {
            // A line that is hardly too long may fit in the end, and may not.
            let breaks = line_breaks(&cell.label, self.characters(room), Texture::Label).len();
            (1 + cell.label.matches('\n').count() + breaks) as f64
        } else if self.size(cell, width).is_some() {
            said.split('\n').count() as f64
        } else {
            self.lines(&said, f64::from(room) / TWIPS)
        };
        lines * line + self.around()
    }
}

impl PageKind {
    /// The pages a part stands on.
    pub fn of(part: &ManuscriptPart) -> Self {
        match part {
            ManuscriptPart { kind: PartKind::Cover | PartKind::Contents, .. } => Self::Cover,
            part => Self::Numbered(PartFit::of(part).page),
        }
    }
}

/// The share of its size in which a text fits a line that it is hardly too long for: no character stands alone on another.
fn hardly_too_long(text: &str, room: f64) -> Option<f64> {
    let wide = ems(text.trim());
    let share = room / wide.max(f64::MIN_POSITIVE);
    (!text.trim().contains('\n') && (SHRUNK..1.0).contains(&share) && wide - room < 2.0).then_some(share)
}

/// How far what begins at the left steps in, in twips.
pub(super) fn indent(cell: &TableCell) -> u32 {
    if cell.left { in_twips(SIZE) * u32::from(cell.indent) + in_twips(STEP_IN) } else { 0 }
}

/// Points in twips.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths within a page")]
const fn in_twips(points: f64) -> u32 {
    (points * TWIPS) as u32
}

/// How high a seal is that is put in a row of the line to sign on, in tenths of a millimetre.
pub(super) fn seal(row: &[Signed]) -> Option<u32> {
    row.iter().map(|entry| entry.ink).filter(|ink| *ink >= SEAL).max()
}
