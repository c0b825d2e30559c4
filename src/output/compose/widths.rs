//! Widths by content: a column of long texts takes what others beside it have to spare.

use crate::output::measure::{EM, MARGINS};

/// Up to so many lines the form's widths stay as they are.
pub(super) const EASY: f64 = 5.0;
/// No column becomes narrower than so much of what the form gives it, nor than its head in words of so many characters.
const LEAST: f64 = 0.62;
const WORD: f64 = 4.0;
/// Texts up to so many characters keep to one line where they did.
const SHORT: f64 = 7.0;
/// What the shortest keeps free, in characters.
const SPARE: f64 = 0.3;
/// How much is moved at once, in tenths of a millimetre, and how often at most.
const STEP: u32 = 10;
const MOVES: usize = 150;

/// How long the paragraphs of a cell are, in characters.
pub(super) type Lengths = Vec<f64>;

/// The columns of these rows as wide as what stands in them asks for, so that the rows together become as low as they
/// can. `heads` are as long as what stands over the columns; `scale` is how much wider all come out on paper; where none takes
/// more than `easy` lines they stay as they are.
pub(super) fn by_content(widths: &[u32], heads: &[f64], rows: &[Vec<Lengths>], (scale, easy): (f64, f64)) -> Vec<u32> {
    let rows = ContentRows { heads, rows, em: EM / scale, margins: MARGINS / scale, least: LEAST / scale };
    let mut widths = widths.to_vec();
    if !rows.cells().any(|(column, cell)| rows.lines(cell, width_at(&widths, column)) > easy) {
        return widths;
    }
    let least = rows.least(&widths);
    let mut high = rows.high(&widths);
    for _move in 0..MOVES {
        let Some(to) = rows.highest(&widths) else { break };
        let moved = (0..widths.len()).filter(|from| *from != to).filter_map(|from| {
            let mut moved = widths.clone();
            let left = moved.get(from)?.checked_sub(STEP).filter(|left| Some(left) >= least.get(from))?;
            *moved.get_mut(from)? = left;
            *moved.get_mut(to)? += STEP;
            Some((rows.high(&moved), moved))
        });
        let best = moved.min_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((lower, moved)) = best.filter(|(lower, _)| *lower < high) else { break };
        (high, widths) = (lower, moved);
    }
    widths
}

/// What stands in rows, and how large it is against the widths.
struct ContentRows<'r> {
    heads: &'r [f64],
    rows: &'r [Vec<Lengths>],
    em: f64,
    margins: f64,
    least: f64,
}

impl ContentRows<'_> {
    fn cells(&self) -> impl Iterator<Item = (usize, &Lengths)> {
        self.rows.iter().flat_map(|row| row.iter().enumerate())
    }

    /// How many lines a cell takes on the average of all that is as long.
    fn lines(&self, cell: &Lengths, width: u32) -> f64 {
        let room = (f64::from(width) - self.margins).max(self.em);
        cell.iter().map(|long| if long * self.em <= room { 1.0 } else { long * self.em / room + 0.5 }).sum()
    }

    fn high(&self, widths: &[u32]) -> f64 {
        let row = |row: &Vec<Lengths>| {
            let cells = row.iter().zip(widths).map(|(cell, width)| self.lines(cell, *width));
            cells.fold(1.0, f64::max)
        };
        self.rows.iter().map(row).sum()
    }

    /// The column that makes most rows as high as they are.
    fn highest(&self, widths: &[u32]) -> Option<usize> {
        let mut all = vec![0.0; widths.len()];
        for row in self.rows {
            let cells = row.iter().zip(widths).map(|(cell, width)| self.lines(cell, *width)).enumerate();
            if let Some((column, lines)) = cells.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
                all.iter_mut().skip(column).take(1).for_each(|sum| *sum += lines - 1.0);
            }
        }
        let highest = all.iter().enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other));
        highest.map(|(column, _)| column)
    }

    /// How narrow each column may become.
    fn least(&self, widths: &[u32]) -> Vec<u32> {
        let least = widths.iter().enumerate().map(|(at, width)| {
            let cells = self.cells().filter(|(column, _)| *column == at).flat_map(|(_, cell)| cell);
            let word = self.heads.get(at).copied().unwrap_or(WORD).min(WORD);
            let short = cells.copied().filter(|long| *long <= SHORT).fold(word + SPARE, f64::max);
            let wanted = (short * self.em + self.margins).max(f64::from(*width) * self.least);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width within a page")]
            let wanted = wanted.ceil() as u32;
            wanted.min(*width)
        });
        least.collect()
    }
}

fn width_at(widths: &[u32], column: usize) -> u32 {
    widths.get(column).copied().unwrap_or_default()
}
