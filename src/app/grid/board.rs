//! A board: labels and cells at their places on one sheet of paper, as the form has them. The four kinds of section draw
//! on it; one painter shows what is visible; moving by keys goes by its geometry.

use crate::app::action::Action;
use crate::app::theme;
use crate::sheet::Cell;
use eframe::egui::{Rect, Vec2, pos2, vec2};
use std::borrow::Cow;

/// A board being filled from top to bottom.
pub(crate) struct Board<'a> {
    pub width: f32,
    pub height: f32,
    pub placed: Vec<Placed<'a>>,
    /// It is only looked at: no rows are added, none taken away.
    pub still: bool,
}

/// One thing at its place.
pub(crate) struct Placed<'a> {
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
    pub look: Look,
    /// Indentation in steps.
    pub depth: u8,
}

/// How a label looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
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

impl<'a> Board<'a> {
    /// An empty board.
    pub fn new(width: f32) -> Self {
        Self { width, height: 0.0, placed: Vec::new(), still: false }
    }

    /// An empty board that is only looked at.
    pub fn still(width: f32) -> Self {
        Self { still: true, ..Self::new(width) }
    }

    /// Leaves room.
    pub fn gap(&mut self, height: f32) {
        self.height += height;
    }

    /// Puts something at a place, without moving on.
    pub fn put(&mut self, rect: Rect, piece: Piece<'a>) {
        self.placed.push(Placed { rect, piece });
    }

    /// Puts words at a place.
    pub fn label(&mut self, rect: Rect, text: impl Into<Cow<'a, str>>, look: Look, depth: u8) {
        self.put(rect, Piece::Label(Label { text: text.into(), look, depth }));
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

    /// Words across the whole width, and moves on below them.
    pub fn words(&mut self, text: impl Into<Cow<'a, str>>, look: Look) {
        let text = text.into();
        let size = if look == Look::Title { theme::TITLE } else { theme::BODY };
        let height = lines(&text, self.width, size) * theme::LINE_HEIGHT + theme::PAD.y * 2.0;
        let rect = self.row(height);
        self.label(rect, text, look, 0);
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
pub(crate) fn height(text: &str, width: f32) -> f32 {
    lines(text, width - theme::PAD.x * 2.0, theme::BODY) * theme::LINE_HEIGHT + theme::PAD.y * 2.0
}

/// How many lines a text takes, at most. Reckoned by character, not laid out, so that a thousand rows that are not seen
/// cost next to nothing; a Chinese line ends at most one character early.
pub(crate) fn lines(text: &str, width: f32, size: f32) -> f32 {
    let room = (width - size).max(size);
    let mut count = 0.0;
    for paragraph in text.split('\n') {
        let long: f32 = paragraph.chars().map(|c| if c.is_ascii() { size * 0.58 } else { size }).sum();
        count += if long <= width - 2.0 { 1.0 } else { (long / room).ceil().max(1.0) };
    }
    count
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Up,
    Down,
    Left,
    Right,
    /// In reading order, over cells that can be typed in.
    Next,
    Back,
}

/// The places of a board's cells, kept from one frame to the next for moving about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(pub Vec<(crate::form::CellId, Rect, bool)>);

impl Places {
    /// The cells of a board in reading order, and whether they are typed in.
    pub fn of(board: &Board<'_>) -> Self {
        let cells = board.placed.iter().filter_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) => {
                let typed = cell.is_writable() && cell.computed.is_none();
                Some((cell.at.clone(), placed.rect, typed))
            }
            _ => None,
        });
        Self(cells.collect())
    }

    /// The cell one step from another.
    pub fn step(&self, from: &crate::form::CellId, step: Step) -> Option<&crate::form::CellId> {
        let index = self.0.iter().position(|(at, ..)| at == from)?;
        let (_, here, _) = self.0.get(index)?;
        let found = match step {
            Step::Next => self.0.iter().skip(index + 1).find(|(.., typed)| *typed),
            Step::Back => self.0.iter().take(index).rev().find(|(.., typed)| *typed),
            _ => self.nearest(here, step),
        };
        found.map(|(at, ..)| at)
    }

    fn nearest(&self, here: &Rect, step: Step) -> Option<&(crate::form::CellId, Rect, bool)> {
        let away = |there: &Rect| -> Option<Vec2> {
            let (along, across, overlaps) = match step {
                Step::Down => (
                    there.top() - here.bottom(),
                    there.center().x - here.center().x,
                    overlap(here.x_range(), there.x_range()),
                ),
                Step::Up => (
                    here.top() - there.bottom(),
                    there.center().x - here.center().x,
                    overlap(here.x_range(), there.x_range()),
                ),
                Step::Right => (
                    there.left() - here.right(),
                    there.center().y - here.center().y,
                    overlap(here.y_range(), there.y_range()),
                ),
                _ => (
                    here.left() - there.right(),
                    there.center().y - here.center().y,
                    overlap(here.y_range(), there.y_range()),
                ),
            };
            (along > -1.0 && overlaps).then(|| vec2(along, across.abs()))
        };
        let ranked = self.0.iter().filter_map(|place| away(&place.1).map(|away| (place, away)));
        ranked
            .min_by(|(_, a), (_, b)| (a.x, a.y).partial_cmp(&(b.x, b.y)).unwrap_or(std::cmp::Ordering::Equal))
            .map(|(place, _)| place)
    }

    /// Where a cell stands.
    pub fn rect(&self, at: &crate::form::CellId) -> Option<Rect> {
        self.0.iter().find(|(known, ..)| known == at).map(|(_, rect, _)| *rect)
    }
}

fn overlap(one: eframe::egui::Rangef, other: eframe::egui::Rangef) -> bool {
    one.min < other.max - 1.0 && other.min < one.max - 1.0
}
