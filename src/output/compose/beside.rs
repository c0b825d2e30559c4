//! What a workbook keeps of a cell beside its text, and the figures it needs that stand nowhere in it.

use crate::form::{CellId, Form};
use crate::output::page::{Page, PageFigure, PagePart};
use crate::sheet::{Cell, Origin, Recipe, Sheet};
use std::collections::{BTreeMap, BTreeSet};

impl PageFigure {
    /// What a workbook keeps of a cell.
    pub(super) fn of(form: &Form, sheet: &Sheet, cell: &Cell) -> Self {
        let recipe = Recipe::of(form, sheet, &cell.at);
        let computed = recipe.is_some() && matches!(cell.origin, Origin::Computed | Origin::Blank);
        Self { value: cell.value.clone(), recipe, typed: cell.is_writable() && !computed }
    }
}

/// The figures that stand in none of a workbook's tables, yet others there rest on them.
pub(super) fn beside(form: &Form, sheet: &Sheet, page: &Page) -> BTreeMap<CellId, PageFigure> {
    let cells = || page.booked().flat_map(PagePart::cells);
    let placed: BTreeSet<&str> = cells().map(|cell| cell.said.key.as_str()).collect();
    let mut open: Vec<CellId> =
        cells().filter_map(|cell| cell.figure.recipe.as_ref()).flat_map(Recipe::inputs).cloned().collect();
    let mut beside = BTreeMap::new();
    while let Some(at) = open.pop() {
        if beside.contains_key(&at) || placed.contains(at.to_string().as_str()) {
            continue;
        }
        let figure = sheet.cell(&at).map(|cell| PageFigure::of(form, sheet, cell)).unwrap_or_default();
        open.extend(figure.recipe.iter().flat_map(Recipe::inputs).cloned());
        beside.insert(at, figure);
    }
    beside
}
