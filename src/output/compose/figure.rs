//! What a workbook keeps of a cell beside its text.

use crate::form::{CellId, ColumnRole, Form, Holds, Role, Slot};
use crate::output::manuscript::{BookAsked, BookFigure};
use crate::sheet::{Cell, Line, Origin, Recipe, Sheet};

impl BookFigure {
    /// What a workbook keeps of a cell.
    pub(super) fn of(form: &Form, sheet: &Sheet, cell: &Cell) -> Self {
        let recipe = Recipe::of(form, sheet, &cell.at);
        let computed = recipe.is_some() && matches!(cell.origin, Origin::Computed | Origin::Blank);
        let typed = cell.is_writable() && !computed;
        let asked = if typed { asked(form, sheet, cell) } else { total(form, sheet, cell) };
        Self { value: cell.value.clone(), recipe, typed, numeric: cell.holds.is_figure(), asked }
    }
}

fn line<'s>(sheet: &'s Sheet, at: &CellId) -> Option<&'s Line> {
    sheet.part(&at.section)?.lines.iter().find(|line| line.id == at.row)
}

/// What all 分值 should come to.
fn total(form: &Form, sheet: &Sheet, cell: &Cell) -> BookAsked {
    let closing = || line(sheet, &cell.at).is_some_and(|line| line.role == Some(Role::TotalPoints));
    let is_sum = cell.role == Some(ColumnRole::Weight) && closing();
    if is_sum { BookAsked::Sum(form.scoring.full) } else { BookAsked::Anything }
}

fn asked(form: &Form, sheet: &Sheet, cell: &Cell) -> BookAsked {
    let weight = || Some(line(sheet, &cell.at)?.at(ColumnRole::Weight)?.at.clone());
    match (cell.holds, cell.role) {
        (Holds::Points, Some(ColumnRole::Score)) => weight().map_or(BookAsked::Anything, BookAsked::Points),
        // Changes of a budget, and what is left of it, may be below 0.
        (Holds::Money, Some(ColumnRole::Adjusted | ColumnRole::Balance)) => BookAsked::Anything,
        (Holds::Money, _) => BookAsked::Amount,
        (Holds::Degree, _) => choice(form.scoring.qualitative.iter().map(|band| band.name.clone()).collect()),
        (Holds::Text, _) => {
            let slot = form.slot(&cell.at).filter(|slot| !slot.is_ticked());
            choice(slot.map_or_else(Vec::new, |slot: Slot| slot.choices.to_vec()))
        }
        _ => BookAsked::Anything,
    }
}

fn choice(words: Vec<crate::value::Text>) -> BookAsked {
    if words.is_empty() { BookAsked::Anything } else { BookAsked::Choice(words) }
}
