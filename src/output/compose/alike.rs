//! One look a column: what a column has in words stands alike, figures stand below each other by the point and in one size.

use crate::output::manuscript::{PointPlace, Table, TableCell};
use crate::output::measure::{EM, MARGINS, SMALLEST, SMALLEST_WITH_UNIT, figure, figure_ems, is_quantity, lines_of};
use crate::value::{Reading, read_words};
use std::collections::BTreeMap;

/// So much longer, in characters, is what some columns have behind the point that others would look odd with it.
const MANY_PLACES: f64 = 1.6;
/// Words over more lines begin at the left.
const CENTRED: f64 = 4.0;

/// Makes the columns of a table look alike: each, and those of figures beside each other.
pub(super) fn alike(table: &mut Table) {
    let columns = columns(table).into_iter();
    let mut columns: Vec<PaperColumn> = columns.map(|(at, places)| PaperColumn::of(table, at, places)).collect();
    columns.sort_by_key(|column| (column.places.first().map(|(row, _)| *row), column.at));
    for beside in columns.chunk_by_mut(PaperColumn::goes_on_in).filter(|beside| beside.len() > 1) {
        share(beside);
    }
    for PaperColumn { look, places, .. } in columns {
        for at in places {
            if let Some(cell) = cell_mut(table, at) {
                look.give(cell);
            }
        }
    }
}

/// Cells below each other, and how they stand.
struct PaperColumn {
    at: usize,
    end: usize,
    width: u32,
    places: Vec<PlaceInTable>,
    /// It has percents.
    is_rate: bool,
    /// How wide its longest figure is, in characters.
    longest: f64,
    look: ColumnLook,
}

impl PaperColumn {
    fn of(table: &Table, (at, span): (usize, usize), places: Vec<PlaceInTable>) -> Self {
        let width = table.widths.iter().skip(at).take(span).sum();
        let texts: Vec<String> =
            places.iter().filter_map(|at| Some(cell(table, *at)?.written.text.trim().into())).collect();
        let said: Vec<&str> = texts.iter().map(String::as_str).filter(|text| says(text)).collect();
        let figures: Option<Vec<[f64; 2]>> = said.iter().map(|text| figure(text)).collect();
        let many = |cell: &TableCell| lines_of(cell, width) > CENTRED;
        let look = match figures {
            Some(figures) if figures.len() > 1 => ColumnLook::of_figures(&figures, width),
            Some(_) => ColumnLook::default(),
            None if places.iter().filter_map(|at| cell(table, *at)).any(many) => {
                ColumnLook { left: true, ..ColumnLook::default() }
            }
            None => ColumnLook { size: with_units(&said, width), ..ColumnLook::default() },
        };
        let is_rate = said.iter().any(|text| text.ends_with(['%', '％']));
        let longest = said.iter().map(|text| figure_ems(text)).fold(0.0, f64::max);
        Self { at, end: at + span, width, places, is_rate, longest, look }
    }

    /// The next one stands beside it and has such figures too, and about as much room for them.
    fn goes_on_in(&self, next: &Self) -> bool {
        let row = |column: &Self| column.places.first().map(|(row, _)| *row);
        let (narrow, wide) = (self.width.min(next.width), self.width.max(next.width));
        let figures = self.look.figures.is_some() && next.look.figures.is_some() && self.is_rate == next.is_rate;
        figures && self.end == next.at && wide <= narrow * 2 && row(self) == row(next)
    }
}

/// Figures beside each other stand alike: their points at one place of their columns where all have room for that as
/// they are, else their ends.
fn share(beside: &mut [PaperColumn]) {
    let all: Vec<[f64; 2]> = beside.iter().filter_map(|column| column.look.figures).collect();
    let widest = |of: fn(&[f64; 2]) -> f64| all.iter().map(of).fold(0.0, f64::max);
    let behind = widest(|[_, behind]| *behind);
    let unlike = all.iter().map(|[_, other]| behind - other).fold(0.0, f64::max);
    if unlike > MANY_PLACES {
        return;
    }
    let wide = widest(|[wide, behind]| wide - behind) + behind;
    let narrowest = beside.iter().map(|column| column.width).min().unwrap_or_default();
    if smaller(wide, narrowest, SMALLEST) == Ok(None) {
        for figures in beside.iter_mut().filter_map(|column| column.look.figures.as_mut()) {
            *figures = [wide, behind];
        }
        return;
    }
    let longest = beside.iter().map(|column| column.longest).fold(0.0, f64::max);
    let Ok(size) = smaller(longest, narrowest, SMALLEST) else { return };
    for column in beside.iter_mut().filter(|_| unlike > 0.0) {
        column.look = ColumnLook { size, figures: Some([longest, 0.0]), ..ColumnLook::default() };
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
