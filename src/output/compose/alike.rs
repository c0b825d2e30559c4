//! One look a column: what a column has in words stands alike, figures stand below each other by the point and in one size.

use super::measure::{EM, MARGINS, SMALLEST, SMALLEST_WITH_UNIT, figure, figure_ems, is_quantity, lines};
use crate::output::manuscript::{PointPlace, Table, TableCell};
use crate::value::{Reading, read_words};
use std::collections::BTreeMap;

/// Words over more lines begin at the left.
const CENTRED: f64 = 4.0;

/// Makes the columns of a table look alike, each.
pub(super) fn alike(table: &mut Table) {
    for ((at, span), places) in columns(table) {
        let width = table.widths.iter().skip(at).take(span).sum();
        let texts: Vec<String> =
            places.iter().filter_map(|at| Some(cell(table, *at)?.written.text.trim().into())).collect();
        let said: Vec<&str> = texts.iter().map(String::as_str).filter(|text| says(text)).collect();
        let figures: Option<Vec<[f64; 2]>> = said.iter().map(|text| figure(text)).collect();
        let many = |cell: &TableCell| lines(cell, width) > CENTRED;
        let look = match figures {
            Some(figures) if figures.len() > 1 => ColumnLook::of_figures(&figures, width),
            Some(_) => ColumnLook::default(),
            None if places.iter().filter_map(|at| cell(table, *at)).any(many) => {
                ColumnLook { left: true, ..ColumnLook::default() }
            }
            None => ColumnLook { size: with_units(&said, width), ..ColumnLook::default() },
        };
        for at in places {
            if let Some(cell) = cell_mut(table, at) {
                look.give(cell);
            }
        }
    }
}

/// It is neither blank nor 无 nor ——, which stand among figures and words alike.
fn says(text: &str) -> bool {
    matches!(read_words(text), Reading::Is(()) | Reading::Unreadable)
}

/// A cell's row, and its place among the row's cells.
type PlaceInTable = (usize, usize);

/// The cells below each other in which something short can be written.
fn columns(table: &Table) -> BTreeMap<(usize, usize), Vec<PlaceInTable>> {
    let mut columns: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (row, cells) in table.rows.iter().enumerate().skip(table.heads) {
        for (n, cell) in cells.cells.iter().enumerate() {
            if !cell.written.key.is_empty() && cell.label.is_empty() && !cell.left {
                columns.entry((cell.at, cell.span)).or_default().push((row, n));
            }
        }
    }
    columns
}

fn cell(table: &Table, (row, n): PlaceInTable) -> Option<&TableCell> {
    table.rows.get(row)?.cells.get(n)
}

fn cell_mut(table: &mut Table, (row, n): PlaceInTable) -> Option<&mut TableCell> {
    table.rows.get_mut(row)?.cells.get_mut(n)
}

/// How the cells of a column stand.
#[derive(Default)]
struct ColumnLook {
    left: bool,
    /// In percent, where it is smaller.
    size: Option<u8>,
    /// How wide all figures together are, and what the widest has behind its last whole digit, in characters.
    figures: Option<[f64; 2]>,
}

impl ColumnLook {
    fn of_figures(figures: &[[f64; 2]], width: u32) -> Self {
        let widest =
            |n: usize| figures.iter().filter_map(|sides| sides.get(n)).fold(0.0, |one: f64, other| one.max(*other));
        let (before, behind) = (widest(0), widest(1));
        match smaller(before + behind, width, SMALLEST) {
            Ok(size) => Self { left: false, size, figures: Some([before + behind, behind]) },
            // They do not all fit by the point: each stands for itself.
            Err(()) => Self::default(),
        }
    }

    fn give(&self, cell: &mut TableCell) {
        cell.left |= self.left;
        let text = cell.written.text.trim();
        if let (Some([wide, behind]), Some([_, own])) = (self.figures, figure(text)) {
            let em = EM * f64::from(self.size.unwrap_or(100)) / 100.0;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths within a page")]
            let tenths = |characters: f64| (characters * em).max(0.0) as u32;
            cell.point = Some(PointPlace { wide: tenths(wide), behind: tenths(behind - own) });
        }
        if self.size.is_some() && (figure(text).is_some() || is_quantity(text)) {
            cell.size = self.size;
            cell.line = false;
        }
    }
}

/// In what size the widest of the figures with units fits, where that is smaller.
fn with_units(texts: &[&str], width: u32) -> Option<u8> {
    let widest = texts.iter().filter(|text| is_quantity(text)).map(|text| figure_ems(text)).fold(0.0, f64::max);
    smaller(widest, width, SMALLEST_WITH_UNIT).unwrap_or_default()
}

/// The size, in percent, in which so many characters fit; none where they fit as they are.
fn smaller(ems: f64, width: u32, smallest: f64) -> Result<Option<u8>, ()> {
    let room = (f64::from(width) - MARGINS).max(0.0);
    let percent = 100.0 * room / (ems * EM).max(1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    match percent {
        all if all >= 100.0 => Ok(None),
        some if some >= smallest => Ok(Some(some as u8)),
        _ => Err(()),
    }
}
