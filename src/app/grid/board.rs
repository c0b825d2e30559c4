//! A board: labels and cells at their places on one sheet of paper, as the form has them. The four kinds of section draw
//! on it; one painter shows what is visible.

use crate::app::action::Action;
use crate::app::grid::row_tools::RowTool;
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use crate::form::CellId;
use crate::sheet::Cell;
use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::borrow::Cow;
use std::ops::Range;

/// A board being filled from top to bottom.
pub(crate) struct Board<'a> {
    pub width: f32,
    pub height: f32,
    pub placed: Vec<PlacedPiece<'a>>,
    pub tables: Vec<TablePlace>,
    /// What its rows are handled by.
    pub tools: Vec<RowTool>,
    /// It is only looked at: no rows are added, none taken away.
    pub still: bool,
}

/// The first and the last cell of rows or columns.
pub(crate) type CellPair<'a> = (&'a CellId, &'a CellId);

/// A table whose head and labels stay while it is scrolled.
#[derive(Clone, Debug)]
pub(crate) struct TablePlace {
    pub rect: Rect,
    /// How high its head is, and how wide the labels before its columns are.
    pub fixed: Vec2,
    /// Which of what is placed stands in it.
    pub pieces: Range<usize>,
}

/// One thing at its place.
pub(crate) struct PlacedPiece<'a> {
    pub rect: Rect,
    pub piece: Piece<'a>,
}

/// What can stand on a board.
pub(crate) enum Piece<'a> {
    /// The form's own words.
    Label(Label<'a>),
    /// A cell, with what is said below its text (建议 14.54).
    Cell(&'a Cell, Option<String>),
    /// Something to press.
    Button { words: Cow<'a, str>, about: String, action: Box<Action>, quiet: bool },
}

/// The form's own words.
pub(crate) struct Label<'a> {
    pub text: Cow<'a, str>,
    pub style: LabelStyle,
    /// Indentation in steps.
    pub depth: u8,
    /// So much of its place is kept free below its words.
    pub foot: f32,
}

/// How a label is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabelStyle {
    /// A section's title, no border.
    Title,
    /// A heading of the report, no border.
    Heading,
    /// Above a column.
    Head,
    /// Before a row.
    Row,
    /// A figure that is only shown here.
    Figure,
    /// Over a label that is there already: words without border.
    Plain,
    /// Lesser words, no border.
    Note,
    /// Something is amiss, no border.
    Amiss,
}

impl LabelStyle {
    /// How large its letters are.
    pub fn size(self) -> f32 {
        match self {
            Self::Title => theme::TITLE,
            Self::Note | Self::Amiss => theme::SMALL,
            Self::Heading | Self::Head | Self::Row | Self::Figure | Self::Plain => theme::BODY,
        }
    }

    /// What its words are made of: what stands over the whole width is text.
    pub fn texture(self) -> Texture {
        match self {
            Self::Title | Self::Heading | Self::Note | Self::Figure => Texture::Written,
            Self::Head | Self::Row | Self::Plain | Self::Amiss => Texture::Label,
        }
    }
}

impl<'a> Board<'a> {
    /// An empty board.
    pub fn new(width: f32) -> Self {
        Self { width, height: 0.0, placed: Vec::new(), tables: Vec::new(), tools: Vec::new(), still: false }
    }

    /// An empty board that is only looked at.
    pub fn still(width: f32) -> Self {
        Self { still: true, ..Self::new(width) }
    }

    /// An empty one like it, of another width.
    pub fn of_width(&self, width: f32) -> Self {
        Self { still: self.still, ..Self::new(width) }
    }

    /// Puts two boards side by side, and moves on below both.
    pub fn side_by_side(&mut self, left: Self, right: Self, apart: f32) {
        let height = left.height.max(right.height);
        let x = left.width + apart;
        for (board, x) in [(left, 0.0), (right, x)] {
            let (by, first) = (vec2(x, self.height), self.placed.len());
            self.placed.extend(board.placed.into_iter().map(|one| PlacedPiece { rect: one.rect.translate(by), ..one }));
            self.tools.extend(board.tools.into_iter().map(|tool| tool.moved(by)));
            self.tables.extend(board.tables.into_iter().map(|table| TablePlace {
                rect: table.rect.translate(by),
                pieces: table.pieces.start + first..table.pieces.end + first,
                ..table
            }));
        }
        self.height += height;
    }

    /// What was placed since the piece of that number is a table that began at `top`, with a head so high and labels so
    /// wide.
    pub fn table(&mut self, first: usize, top: f32, fixed: Vec2) {
        let rect = Rect::from_min_max(pos2(0.0, top), pos2(self.width, self.height));
        self.tables.push(TablePlace { rect, fixed, pieces: first..self.placed.len() });
    }

    /// Leaves room.
    pub fn gap(&mut self, height: f32) {
        self.height += height;
    }

    /// Has a row handled by these; by none where it is only looked at.
    pub fn tools(&mut self, tools: impl IntoIterator<Item = RowTool>) {
        if !self.still {
            self.tools.extend(tools);
        }
    }

    /// Puts something at a place, without moving on.
    pub fn put(&mut self, rect: Rect, piece: Piece<'a>) {
        self.placed.push(PlacedPiece { rect, piece });
    }

    /// Puts words at a place.
    pub fn label(&mut self, rect: Rect, text: impl Into<Cow<'a, str>>, style: LabelStyle, depth: u8) {
        self.put(rect, Piece::Label(Label { text: text.into(), style, depth, foot: 0.0 }));
    }

    /// Puts a cell at a place.
    pub fn cell(&mut self, rect: Rect, cell: &'a Cell) {
        self.put(rect, Piece::Cell(cell, None));
    }

    /// Puts something quiet to press at a place; nothing where it is only looked at.
    pub fn button(&mut self, rect: Rect, words: &'a str, about: String, action: Action) {
        if !self.still {
            self.put(rect, Piece::Button { words: words.into(), about, action: Box::new(action), quiet: true });
        }
    }

    /// Where a cell stands, and the cell.
    pub fn place_of(&self, at: &CellId) -> Option<(Rect, &'a Cell)> {
        self.placed.iter().find_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if cell.at == *at => Some((placed.rect, *cell)),
            _ => None,
        })
    }

    /// The cell that stands there.
    pub fn cell_at(&self, point: Pos2) -> Option<&'a Cell> {
        self.placed.iter().find_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if placed.rect.contains(point) => Some(*cell),
            _ => None,
        })
    }

    /// The first cell to fill in that is seen whole: one that is blank before any other.
    pub fn first_to_fill(&self, view: Rect) -> Option<&'a Cell> {
        let whole = |rect: Rect| view.y_range().contains(rect.top()) && view.y_range().contains(rect.bottom());
        let seen = self.placed.iter().filter(|placed| whole(placed.rect));
        let mut cells = seen.filter_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if cell.is_to_fill() => Some(*cell),
            _ => None,
        });
        let first = cells.clone().next();
        cells.find(|cell| cell.is_blank()).or(first)
    }

    /// Where the first row begins that begins no higher than this.
    pub fn row_below(&self, least: f32) -> f32 {
        let tops = self.placed.iter().map(|placed| placed.rect.top()).filter(|top| *top >= least);
        let first = tops.fold(f32::INFINITY, f32::min);
        if first.is_finite() { first } else { least }
    }

    /// The first and the last cell of the rows or the column that a label names: what stands beside it, or below it.
    pub fn lines_of(&self, style: LabelStyle, label: Rect) -> Option<CellPair<'a>> {
        let close = |one: f32, other: f32| (one - other).abs() < 0.5;
        let beside = |rect: Rect| rect.top() > label.top() - 0.5 && rect.bottom() < label.bottom() + 0.5;
        let named = |rect: Rect| match style {
            LabelStyle::Row => rect.left() > label.right() - 0.5 && beside(rect),
            LabelStyle::Head => {
                rect.top() > label.bottom() - 0.5
                    && close(rect.left(), label.left())
                    && close(rect.right(), label.right())
            }
            _ => false,
        };
        let mut cells = self.placed.iter().filter_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if named(placed.rect) => Some(&cell.at),
            _ => None,
        });
        let first = cells.clone().next()?;
        let last = cells.rfind(|at| at.section == first.section)?;
        Some((first, last))
    }

    /// Words across the whole width, and moves on below them.
    pub fn words(&mut self, text: impl Into<Cow<'a, str>>, style: LabelStyle) {
        let text = text.into();
        let lines = typeset::lines(&text, self.width, style.size(), Texture::Written);
        let height = lines as f32 * (theme::LINE_HEIGHT / theme::BODY * style.size()) + theme::PAD.y * 2.0;
        let rect = self.row(height);
        self.label(rect, text, style, 0);
    }

    /// The next strip of the whole width, and moves on below it.
    pub fn row(&mut self, height: f32) -> Rect {
        let rect = Rect::from_min_size(pos2(0.0, self.height), vec2(self.width, height));
        self.height += height;
        rect
    }

    /// Columns that share the width so.
    pub fn columns(&self, shares: impl IntoIterator<Item = f32>) -> Columns {
        let shares: Vec<f32> = shares.into_iter().collect();
        let all: f32 = shares.iter().sum();
        let mut left = 0.0;
        let ends = shares.iter().map(|share| {
            let right = left + share / all * self.width;
            (std::mem::replace(&mut left, right), right)
        });
        Columns(ends.collect())
    }
}

/// The left and right ends of columns.
#[derive(Clone, Debug)]
pub(crate) struct Columns(Vec<(f32, f32)>);

impl Columns {
    /// The ends of one column; nothing beyond the last.
    fn ends(&self, number: usize) -> (f32, f32) {
        self.0.get(number).copied().unwrap_or_default()
    }

    /// How wide a column is.
    pub fn width(&self, number: usize) -> f32 {
        let (left, right) = self.ends(number);
        right - left
    }

    /// A place in one column.
    pub fn place(&self, number: usize, top: f32, height: f32) -> Rect {
        self.across(number, number, top, height)
    }

    /// A place across several columns, the last included.
    pub fn across(&self, first: usize, last: usize, top: f32, height: f32) -> Rect {
        Rect::from_min_max(pos2(self.ends(first).0, top), pos2(self.ends(last).1, top + height))
    }

    /// The number of the last column.
    pub fn last(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
}

/// A row's height for this text in that width, at least one line.
pub(crate) fn height(text: &str, width: f32, texture: Texture) -> f32 {
    let lines = typeset::lines(text, width - theme::PAD.x * 2.0, theme::BODY, texture);
    lines as f32 * theme::LINE_HEIGHT + theme::PAD.y * 2.0
}

/// How many lines a written text takes.
pub(crate) fn lines(text: &str, width: f32, size: f32) -> f32 {
    typeset::lines(text, width, size, Texture::Written) as f32
}
