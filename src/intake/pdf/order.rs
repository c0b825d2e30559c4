//! A page in the order of reading: lines of text, and tables with what stands in their cells.

use super::canvas::Canvas;
use super::frame::{Frame, frames};
use super::letter::Letter;
use super::line::{TextLine, lines};
use super::rule::seen;
use super::ruled::RuledTable;

/// A page.
pub(super) struct PageText {
    pub width: f64,
    pub height: f64,
    /// What stands in no table, top to bottom.
    pub lines: Vec<TextLine>,
    /// Each with how far down it begins, top to bottom.
    pub tables: Vec<(f64, RuledTable)>,
    /// Nothing is written on it and most of it is a picture.
    pub is_picture: bool,
}

impl PageText {
    /// What was drawn, as one reads it.
    pub fn new(canvas: Canvas<'_>, width: f64, height: f64) -> Self {
        let is_picture = canvas.letters.is_empty() && canvas.pictured > width * height / 2.0;
        let frames = frames(&seen(canvas.rules));
        let mut inside: Vec<Vec<Vec<Letter>>> =
            frames.iter().map(|frame| vec![Vec::new(); frame.cells.len()]).collect();
        let mut outside = Vec::new();
        for letter in canvas.letters {
            let (x, y) = letter.middle();
            let cell = frames.iter().zip(&mut inside).find_map(|(frame, cells)| cells.get_mut(frame.at(x, y)?));
            cell.unwrap_or(&mut outside).push(letter);
        }
        let table = |(frame, cells): (&Frame, Vec<Vec<Letter>>)| {
            let [_, top, ..] = frame.bounds();
            (top, RuledTable::new(frame, cells.into_iter().map(lines).collect()))
        };
        let mut tables: Vec<(f64, RuledTable)> = frames.iter().zip(inside).map(table).collect();
        tables.retain(|(_, table)| !table.is_blank());
        tables.sort_by(|one, other| one.0.total_cmp(&other.0));
        Self { width, height, lines: lines(outside), tables, is_picture }
    }
}
