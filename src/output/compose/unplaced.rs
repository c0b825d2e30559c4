//! What a workbook keeps of a cell beside its text, and the figures it needs that stand nowhere in it.

use crate::form::{CellId, Form};
use crate::output::manuscript::{BookFigure, Manuscript, ManuscriptPart};
use crate::sheet::{Cell, Origin, Recipe, Sheet};
use std::collections::{BTreeMap, BTreeSet};

impl BookFigure {
    /// What a workbook keeps of a cell.
    pub(super) fn of(form: &Form, sheet: &Sheet, cell: &Cell) -> Self {
        let recipe = Recipe::of(form, sheet, &cell.at);
        let computed = recipe.is_some() && matches!(cell.origin, Origin::Computed | Origin::Blank);
        Self { value: cell.value.clone(), recipe, typed: cell.is_writable() && !computed }
    }
}

/// The figures that stand in none of a workbook's tables, yet others there rest on them.
pub(super) fn unplaced(form: &Form, sheet: &Sheet, manuscript: &Manuscript) -> BTreeMap<CellId, BookFigure> {
    let cells = || manuscript.booked().flat_map(ManuscriptPart::cells);
    let placed: BTreeSet<&str> = cells().map(|cell| cell.written.key.as_str()).collect();
    let mut wanted: Vec<CellId> =
        cells().filter_map(|cell| cell.figure.recipe.as_ref()).flat_map(Recipe::inputs).cloned().collect();
    let mut unplaced = BTreeMap::new();
    while let Some(at) = wanted.pop() {
        if unplaced.contains_key(&at) || placed.contains(at.to_string().as_str()) {
            continue;
        }
        let figure = sheet.cell(&at).map(|cell| BookFigure::of(form, sheet, cell)).unwrap_or_default();
        wanted.extend(figure.recipe.iter().flat_map(Recipe::inputs).cloned());
        unplaced.insert(at, figure);
    }
    unplaced
}
