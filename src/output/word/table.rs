//! Tables: widths that agree to the twip, merged cells, heads that come again, rows that stay whole.

use super::super::xml::Xml;
use super::fit::{BESIDE, PartFit, indent, seal};
use super::flow::GAP;
use super::pages::twips;
use super::paragraph::Paragraph;
use crate::output::manuscript::{Block, SignLine, Signed, Table, TableCell, TableRow};

/// A table of so many rows at most is kept on one page.
const SHORT: usize = 10;

/// Where columns begin and end, in twips. Edges are rounded, not widths, so that nothing adds up.
struct WordColumns(Vec<u32>);

impl WordColumns {
    fn new(widths: &[u32], fit: PartFit) -> Self {
        let ends = widths.iter().scan(0, |sum, width| {
            *sum += width;
            Some(twips(fit.page.wide(*sum)))
        });
        Self(std::iter::once(0).chain(ends).collect())
    }

    fn columns(&self) -> usize {
        self.0.len() - 1
    }

    fn width(&self, at: usize, span: usize) -> u32 {
        let edge = |n: usize| self.0.get(n).or(self.0.last()).copied().unwrap_or(0);
        edge(at + span).saturating_sub(edge(at))
    }
}

/// A cell at its place.
#[derive(Clone, Copy)]
struct WordCell<'a> {
    row: usize,
    at: usize,
    span: usize,
    down: usize,
    /// What stands in it.
    cell: Option<&'a TableCell>,
    /// The side without a line.
    open_side: Option<&'static str>,
}

/// What a table ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableEnd {
    /// Whatever comes next.
    Free,
    /// What should stand on the same page.
    Kept,
    /// Another table, on the same page: the line between them is that one's first.
    Stacked,
    /// Another table, behind a row that may go over pages: it has a line of its own where a page ends.
    Torn,
}

impl TableEnd {
    /// How a table ends, by what follows it. A row that may go over pages is not carried to the next one for that.
    pub fn of(table: &Table, next: Option<&Block>, fit: PartFit) -> Self {
        let goes_on = !fit.whole && table.rows.last().is_some_and(is_tall);
        match next {
            Some(Block::Table(_)) if goes_on => Self::Torn,
            Some(Block::Table(_)) => Self::Stacked,
            // No notes and no signing on a page of their own.
            Some(Block::Notes(_) | Block::Signatures(_)) if !goes_on => Self::Kept,
            _ => Self::Free,
        }
    }

    /// Its last row stands on the page of what follows. Where all stands on one page, none needs to be told.
    fn is_kept(self, fit: PartFit) -> bool {
        match self {
            Self::Free | Self::Torn => false,
            Self::Kept => true,
            Self::Stacked => !fit.whole,
        }
    }

    /// What parts it from another table.
    pub fn joint(self, fit: PartFit) -> Paragraph<'static> {
        let style = match self {
            Self::Free | Self::Kept => GAP,
            Self::Stacked => Paragraph::of("Joint"),
            Self::Torn => Paragraph::of("HiddenJoint"),
        };
        Paragraph { keep: self.is_kept(fit), ..style }
    }
}

/// One of its texts may go over pages.
fn is_tall(row: &TableRow) -> bool {
    row.cells.iter().any(|cell| cell.tall)
}

/// A table.
pub(super) fn write(xml: &mut Xml, table: &Table, fit: PartFit, end: TableEnd) {
    let edges = WordColumns::new(&table.widths, fit);
    let short = is_short(table);
    let placed = placed(table, !short);
    let heads = repeated(table, &placed);
    let closing = closing(table);
    frame(xml, &edges, Some((fit.above, end)), |xml| {
        for (row, is_tall) in table.rows.iter().map(is_tall).enumerate() {
            let cells = row_of(&placed, row, edges.columns());
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    if !is_tall {
                        xml.leaf("w:cantSplit", &[]);
                    }
                    if row < heads {
                        xml.leaf("w:tblHeader", &[]);
                    }
                });
                let heading = table.rows.get(row).is_some_and(|row| row.heading);
                let is_last = row + 1 == table.rows.len();
                let keep = if is_last {
                    end.is_kept(fit)
                } else {
                    !fit.whole && (short || heading || row >= closing && !is_tall)
                };
                for cell in &cells {
                    let paragraph = Paragraph { keep, ..Paragraph::of(fit.style()) };
                    write_cell(xml, cell, row, edges.width(cell.at, cell.span), fit, paragraph);
                }
            });
        }
    });
}

/// The cells at their places. A head that comes again cannot be merged with what stands under it: Word would then
/// repeat nothing, or draw the label over and over. In a table that may go over a page (`cut`) a label that reaches
/// from the head downwards is therefore cut there, its words below and no line between, and looks like one cell still.
fn placed(table: &Table, cut: bool) -> Vec<WordCell<'_>> {
    let rows = table.rows.iter().enumerate();
    let cells = rows.flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell)));
    let places = cells.flat_map(|(row, cell)| {
        let whole = WordCell { row, at: cell.at, span: cell.span, down: cell.down, cell: Some(cell), open_side: None };
        if !cut || row >= table.heads || row + cell.down <= table.heads {
            return vec![whole];
        }
        let above = table.heads - row;
        vec![
            WordCell { down: above, cell: None, open_side: Some("w:bottom"), ..whole },
            WordCell { row: table.heads, down: cell.down - above, open_side: Some("w:top"), ..whole },
        ]
    });
    places.collect()
}

/// The row from which all others are kept on a page: those that close the table, with one before them.
fn closing(table: &Table) -> usize {
    let closes = |row: &TableRow| row.cells.first().is_some_and(|cell| cell.at == 0 && cell.span > 1);
    let spined = (table.spine > 0).then(|| table.rows.iter().skip(table.heads).position(closes)).flatten();
    let first = spined.map_or(table.rows.len().saturating_sub(1), |at| table.heads + at);
    first.saturating_sub(1)
}

/// It is kept on one page.
fn is_short(table: &Table) -> bool {
    table.rows.len() <= SHORT && !table.rows.iter().any(is_tall)
}

/// The cells whose words stand in each row.
pub(super) fn cells_by_row(table: &Table) -> Vec<Vec<&TableCell>> {
    let mut rows = vec![Vec::new(); table.rows.len()];
    for placed in placed(table, !is_short(table)) {
        if let (Some(row), Some(cell)) = (rows.get_mut(placed.row), placed.cell) {
            row.push(cell);
        }
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.at);
    }
    rows
}

/// How many rows come again on every page: none, if a cell reaches out of them.
fn repeated(table: &Table, placed: &[WordCell]) -> usize {
    let reaches = placed.iter().any(|cell| cell.row < table.heads && cell.row + cell.down > table.heads);
    if reaches || table.heads == table.rows.len() { 0 } else { table.heads }
}

/// What a row consists of, left to right: the cells that begin in it and those that reach into it, and empty ones
/// where there is neither.
fn row_of<'a>(placed: &[WordCell<'a>], row: usize, columns: usize) -> Vec<WordCell<'a>> {
    let mut here: Vec<WordCell> =
        placed.iter().filter(|cell| cell.row <= row && row < cell.row + cell.down).copied().collect();
    here.sort_by_key(|cell| cell.at);
    let mut all = Vec::new();
    let mut column = 0;
    let empty =
        |from: usize, to: usize| WordCell { row, at: from, span: to - from, down: 1, cell: None, open_side: None };
    for cell in here {
        if cell.at > column {
            all.push(empty(column, cell.at));
        }
        column = cell.at + cell.span;
        all.push(cell);
    }
    if column < columns {
        all.push(empty(column, columns));
    }
    all
}

fn write_cell(xml: &mut Xml, placed: &WordCell, row: usize, width: u32, fit: PartFit, paragraph: Paragraph) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if placed.span > 1 {
                xml.val("w:gridSpan", placed.span);
            }
            if placed.down > 1 {
                xml.val("w:vMerge", if placed.row == row { "restart" } else { "continue" });
            }
            if let Some(side) = placed.open_side {
                xml.element("w:tcBorders", &[], |xml| xml.val(side, "nil"));
            }
            xml.val("w:vAlign", "center");
        });
        let cell = placed.cell.filter(|_| placed.row == row);
        let Some(cell) = cell else { return paragraph.write(xml, "") };
        let (size, words) = (fit.size(cell, width), fit.said(cell, width));
        if let Some(point) = cell.point {
            let [wide, behind] = [point.wide, point.behind].map(|tenths| fit.of_figures(cell, size, twips(tenths)));
            let right = (width.saturating_sub(wide) / 2 + behind).saturating_sub(BESIDE);
            let right = right.min(fit.farthest(cell, size, width.saturating_sub(BESIDE * 2)));
            return Paragraph { right, side: Some("right"), size, ..paragraph }.write(xml, &words);
        }
        let (left, side) = (indent(cell), cell.left.then_some("left"));
        Paragraph { left, side, size, ..paragraph }.write(xml, &words);
    });
}

/// The line to sign on, as a table without lines: each entry keeps its place while another is edited, and one too
/// long for its place goes on below itself.
pub(super) fn write_signatures(xml: &mut Xml, line: &SignLine, fit: PartFit) {
    let edges = WordColumns::new(&line.widths, fit);
    frame(xml, &edges, None, |xml| {
        let last = line.rows().count();
        for (n, row) in line.rows().enumerate() {
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    xml.leaf("w:cantSplit", &[]);
                    if let Some(high) = seal(row) {
                        xml.leaf("w:trHeight", &[("w:val", &twips(high).to_string()), ("w:hRule", "atLeast")]);
                    }
                });
                for at in 0..edges.columns() {
                    let words = row.get(at).map_or_else(String::new, Signed::words);
                    let keep = n + 1 < last;
                    let paragraph = Paragraph { side: Some("left"), keep, ..Paragraph::of(fit.note_style()) };
                    write_entry(xml, &words, edges.width(at, 1), paragraph);
                }
            });
        }
    });
}

fn write_entry(xml: &mut Xml, words: &str, width: u32, paragraph: Paragraph) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        });
        paragraph.write(xml, words);
    });
}

/// A table's properties and columns, and its rows. It stands in the middle, and is as wide as the text block: where
/// its left edge is then does not depend on the version of Word whose ways a reader follows.
fn frame(xml: &mut Xml, edges: &WordColumns, lined: Option<(u32, TableEnd)>, rows: impl FnOnce(&mut Xml)) {
    let columns = edges.columns();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.leaf("w:tblW", &[("w:w", &edges.width(0, columns).to_string()), ("w:type", "dxa")]);
            xml.val("w:jc", "center");
            if let Some((_, end)) = lined {
                borders(xml, end);
            }
            xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
            margins(xml, lined.map_or([0, 0], |(high, _)| [high, BESIDE]));
        });
        xml.element("w:tblGrid", &[], |xml| {
            for at in 0..columns {
                xml.leaf("w:gridCol", &[("w:w", &edges.width(at, 1).to_string())]);
            }
        });
        rows(xml);
    });
}

fn borders(xml: &mut Xml, end: TableEnd) {
    xml.element("w:tblBorders", &[], |xml| {
        for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            if side == "w:bottom" && end == TableEnd::Stacked {
                xml.val(side, "nil");
            } else {
                xml.leaf(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
            }
        }
    });
}

/// What cells keep free above and below their words, and beside them.
fn margins(xml: &mut Xml, [high, wide]: [u32; 2]) {
    xml.element("w:tblCellMar", &[], |xml| {
        for (side, width) in [("w:top", high), ("w:left", wide), ("w:bottom", high), ("w:right", wide)] {
            xml.leaf(side, &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        }
    });
}
