//! Bands of a form's paper to rows of one table: every edge of every band becomes an edge of the table.

use super::alike::alike;
use super::heads::tell_heads;
use super::{Maker, ems};
use crate::form::{Entry, Holds, Name, PaperBand, filled};
use crate::output::manuscript::{BookFigure, Table, TableCell, TableRow};
use crate::output::measure::{EM, MARGINS, STEP_IN, TENTHS, lines_of};
use crate::sheet::{Cell, Line};
use crate::value::Text;
use std::collections::BTreeSet;

/// Above so many lines a row is free to go over a page.
const TALL: f64 = 15.0;

/// A cell before the table's columns are known: where it begins and how wide it is, in tenths of a millimetre.
pub(super) struct Draft {
    x: u32,
    width: u32,
    cell: TableCell,
}

/// A row of such cells.
#[derive(Default)]
pub(super) struct Drafts {
    pub cells: Vec<Draft>,
    /// Comes again on every page, if it is the table's first.
    pub head: bool,
    /// Closes what stands above it: no label at the left reaches down to it.
    pub closing: bool,
}

impl Maker<'_> {
    /// One table of bands.
    pub(super) fn table(&self, bands: &[PaperBand], width: u32) -> Table {
        let mut rows: Vec<Drafts> = bands.iter().flat_map(|band| self.band(band, width)).collect();
        let scaled = |x: u32| self.scaled(x);
        for draft in rows.iter_mut().flat_map(|row| &mut row.cells) {
            (draft.x, draft.width) = (scaled(draft.x), scaled(draft.x + draft.width) - scaled(draft.x));
        }
        let edges: BTreeSet<u32> =
            rows.iter().flat_map(|row| &row.cells).flat_map(|cell| [cell.x, cell.x + cell.width]).collect();
        let edges: Vec<u32> = edges.into_iter().collect();
        let column = |x: u32| edges.partition_point(|edge| *edge < x);
        let set = |draft: Draft| {
            let (at, end) = (column(draft.x), column(draft.x + draft.width));
            let lines = lines_of(&draft.cell, draft.width);
            let cell = draft.cell;
            let indent = cell.indent.min(most_indent(draft.width));
            let line = is_line(&cell, draft.width, indent);
            TableCell { at, span: end - at, line, tall: lines > TALL, indent, ..cell }
        };
        let mut table = Table {
            widths: edges.iter().zip(edges.iter().skip(1)).map(|(from, to)| to - from).collect(),
            heads: rows.iter().take_while(|row| row.head).count(),
            spine: self.spine(bands, 0).map_or(0, |x| column(scaled(x))),
            rows: rows
                .into_iter()
                .map(|row| TableRow { cells: row.cells.into_iter().map(set).collect(), ..TableRow::default() })
                .collect(),
        };
        alike(&mut table);
        tell_heads(&mut table);
        table
    }

    /// A length of the form's as it is on paper.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
    fn scaled(&self, x: u32) -> u32 {
        (f64::from(x) * self.scale).round() as u32
    }

    /// A length of the form's that is as it was upright, however wide the page is.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
    pub(super) fn unscaled(&self, x: u32) -> u32 {
        (f64::from(x) / self.scale).round() as u32
    }

    /// How far labels of several rows reach from the left: where the first indicator begins.
    fn spine(&self, bands: &[PaperBand], x: u32) -> Option<u32> {
        bands.iter().find_map(|band| match band {
            PaperBand::Side { width, bands, .. } => self.spine(bands, x + width),
            PaperBand::Scores { widths, .. } => {
                let levels = widths.iter().take(band.levels());
                Some(x + levels.map(|width| self.unscaled(*width)).sum::<u32>())
            }
            _ => None,
        })
    }

    fn band(&self, band: &PaperBand, width: u32) -> Vec<Drafts> {
        match band {
            PaperBand::Side { label, width: side, bands } => self.side(label.as_ref(), *side, bands, width),
            PaperBand::Facts { rows, widths } => {
                let widths = filled(widths, width);
                rows.iter().map(|row| self.facts(row, &widths)).collect()
            }
            PaperBand::Across { section, widths } => self.across(section, &filled(widths, width)),
            PaperBand::Grid { section, widths, columns, bare, cornerless } => {
                self.grid_rows(section, &filled(widths, width), columns.as_deref(), *bare, *cornerless)
            }
            PaperBand::Halves { left, right, widths } => self.halves([left, right], &filled(widths, width)),
            PaperBand::Scores { .. } => self.scores(band, width),
            PaperBand::Projects { .. } => self.projects(band, width),
        }
    }

    /// A label at the left, as high as what stands beside it.
    fn side(&self, words: Option<&Text>, side: u32, bands: &[PaperBand], width: u32) -> Vec<Drafts> {
        let rest = width.saturating_sub(side);
        let mut rows: Vec<Drafts> = bands.iter().flat_map(|band| self.band(band, rest)).collect();
        for row in &mut rows {
            for (n, draft) in row.cells.iter_mut().enumerate() {
                if row.closing && n == 0 {
                    draft.width += side;
                } else {
                    draft.x += side;
                }
            }
        }
        let down = rows.iter().filter(|row| !row.closing).count();
        let words = words.cloned().unwrap_or_else(|| self.corner(bands));
        if let Some(first) = rows.first_mut() {
            first.cells.insert(0, Draft { x: 0, width: side, cell: TableCell { down, ..label(&words) } });
        }
        rows
    }

    /// What a grid says in its corner, or what the section is called.
    fn corner(&self, bands: &[PaperBand]) -> Text {
        let first = bands.iter().find_map(|band| match band {
            PaperBand::Grid { section, .. } | PaperBand::Across { section, .. } => Some(section),
            _ => None,
        });
        let section = first.and_then(|id| self.part_of(id)).map(|(_, section)| section);
        section.map_or_else(Text::default, |section| {
            self.words(super::grid_of(section).map_or(&section.title, |grid| &grid.corner))
        })
    }

    /// Facts in a row, the last value over what is left.
    fn facts(&self, row: &[Entry], widths: &[u32]) -> Drafts {
        let mut edges = Edges::new(widths);
        let mut cells = Vec::new();
        for (n, entry) in row.iter().enumerate() {
            let Some((line, cell)) = entry.at.as_deref().and_then(|at| self.fact(at)) else { continue };
            let words = entry.label.clone().unwrap_or_else(|| line.label.clone());
            cells.push(edges.put(1, label(&words)));
            let width = if n + 1 == row.len() { widths.len() } else { 1 };
            cells.push(edges.put(width, self.cell(line, cell)));
        }
        Drafts { cells, ..Drafts::default() }
    }

    /// Facts side by side under their labels.
    fn across(&self, id: &Name, widths: &[u32]) -> Vec<Drafts> {
        let Some((part, _)) = self.part_of(id) else { return Vec::new() };
        let mut edges = [Edges::new(widths), Edges::new(widths)];
        let [above, below] = &mut edges;
        let heads = part.lines.iter().map(|line| above.put(1, label(&line.label))).collect();
        let texts = part.lines.iter().filter_map(|line| Some(below.put(1, self.cell(line, line.only()?)))).collect();
        vec![Drafts { cells: heads, head: true, ..Drafts::default() }, Drafts { cells: texts, ..Drafts::default() }]
    }

    /// A filled cell.
    pub(super) fn cell(&self, line: &Line, cell: &Cell) -> TableCell {
        let figure = BookFigure::of(self.form, self.sheet, cell);
        let left = cell.holds == Holds::Long;
        TableCell { written: self.written(line, cell), down: 1, left, figure, ..TableCell::default() }
    }
}

/// Cells put one after the other.
pub(super) struct Edges<'w> {
    widths: &'w [u32],
    used: usize,
    x: u32,
}

impl<'w> Edges<'w> {
    pub fn new(widths: &'w [u32]) -> Self {
        Self { widths, used: 0, x: 0 }
    }

    /// A cell over the next so many columns, or what is left of them.
    pub fn put(&mut self, columns: usize, cell: TableCell) -> Draft {
        let width = self.widths.iter().skip(self.used).take(columns).sum();
        let draft = Draft { x: self.x, width, cell };
        (self.used, self.x) = (self.used + columns, self.x + width);
        draft
    }
}

/// A cell of the form's own words.
pub(super) fn label(words: &str) -> TableCell {
    TableCell { label: words.into(), down: 1, ..TableCell::default() }
}

/// A narrow label steps in less: some characters of it should still stand in a line.
fn most_indent(width: u32) -> u8 {
    (width / 37).saturating_sub(5).try_into().unwrap_or(9)
}

/// Label and text stand in one line for sure, with room to spare for what a guess may miss.
fn is_line(cell: &TableCell, width: u32, indent: u8) -> bool {
    let step_in = if cell.left { EM * f64::from(indent) + STEP_IN * TENTHS } else { 0.0 };
    let room = f64::from(width) - MARGINS - step_in;
    let words = [cell.label.as_str(), cell.written.text.as_str()];
    let han: f64 = words.iter().map(|words| ems(words)).sum();
    words.iter().all(|words| !words.contains('\n')) && (han + 0.3) * EM < room
}
