//! Last year's report into this year's: what is carried, what stays blank on purpose, what found no place.

use super::counterpart;
use crate::form::{CellId, ColumnRole, Form, Grid, Holds, Kind, NAME_COLUMN, Name, Role, TOTAL_ROW};
use crate::report::{Edit, LastYear, Mark, Report, Source, apply, place};
use crate::sheet::{Cell, Follow, Origin, Sheet, Value, derive};
use crate::value::{MoneyUnit, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A cell of last year's that this year's form has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Last year's cell.
    pub at: CellId,
    /// It in words.
    pub words: String,
    /// What it says.
    pub text: Text,
}

/// What came of carrying forward. Every cell of last year's report that says something is in exactly one of the lists.
#[derive(Clone, Debug, Default)]
pub struct Forwarded {
    /// This year's report, everything in it 待核实.
    pub report: Report,
    /// Last year's cells, and the cells of this year they went to.
    pub carried: Vec<(CellId, CellId)>,
    /// Last year's cells that this year begins anew.
    pub blank: Vec<CellId>,
    /// Those without a place. They stay in [`Report::last`].
    pub left: Vec<Left>,
}

/// Carries a report forward to a year, on the same form or another.
#[must_use]
pub fn forward(old: &Form, old_text: &str, last: &Report, new: &Form, year: i32) -> Forwarded {
    let sheet = derive(old, last);
    let mut report = Report::with_projects(new, year, &last.content.projects);
    keep_rows(old, new, last, &mut report);
    let mut all = Forwarded::default();
    let mut edits = Vec::new();
    for cell in sheet.cells().filter(|cell| says_something(cell)) {
        match fate(old, new, &sheet, cell) {
            Fate::To(at) => {
                let text = converted(cell, old.money, new.money);
                let mark = Mark::new(Source::LastYear, true);
                edits.push(Edit::Bring { at: at.clone(), text, mark });
                all.carried.push((cell.at.clone(), at));
            }
            Fate::Blank => all.blank.push(cell.at.clone()),
            Fate::NoPlace => {
                let words = sheet.words(old, &cell.at);
                all.left.push(Left { at: cell.at.clone(), words, text: cell.text.clone() });
            }
        }
    }
    // Each goes to a cell of the form that can be written; one that cannot would only be left out.
    for edit in &edits {
        apply(new, &mut report, edit).ok();
    }
    for edit in requoted((old, &sheet), new, &report, &edits) {
        // Its cell took a text just now, so it takes this one.
        apply(new, &mut report, &edit).ok();
    }
    let kept = Report { last: None, ..last.clone() };
    report.last = Some(Arc::new(LastYear { form_text: old_text.into(), report: kept }));
    Forwarded { report, ..all }
}

/// The carried texts that quote figures by names which another form does not know, or which lead elsewhere now.
fn requoted(before: (&Form, &Sheet), new: &Form, report: &Report, edits: &[Edit]) -> Vec<Edit> {
    let brought = edits
        .iter()
        .filter_map(|edit| if let Edit::Bring { at, text, mark } = edit { Some((at, text, mark)) } else { None });
    let quoting =
        |at: &CellId, text: &Text| text.contains('【') && new.slot(at).is_some_and(|slot| slot.holds == Holds::Long);
    let quoting: Vec<_> = brought.filter(|(at, text, _)| quoting(at, text)).collect();
    if quoting.is_empty() {
        return Vec::new();
    }
    let after = derive(new, report);
    let to = |at: &CellId| counterpart(before.0, new, at).filter(|at| after.cell(at).is_some());
    let follow = Follow { before, after: (new, &after), to: &to };
    let followed = quoting.into_iter().filter_map(|(at, text, mark)| {
        Some(Edit::Bring { at: at.clone(), text: follow.text(text)?, mark: mark.clone() })
    });
    followed.collect()
}

/// The rows of last year's that have a place, in their order, instead of the first ones of an empty report.
fn keep_rows(old: &Form, new: &Form, last: &Report, report: &mut Report) {
    let mut kept: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for (key, rows) in &last.content.rows {
        let Some((section, _)) = key.split_once('/') else { continue };
        for row in rows.iter() {
            let Some(at) = counterpart(old, new, &CellId::new(section, row.clone(), NAME_COLUMN)) else { continue };
            let Some(under) = new.slot(&at).and_then(|slot| slot.added_under) else { continue };
            kept.entry(place(&at.section, under)).or_default().push(at.row);
        }
    }
    let rows = kept.into_iter().map(|(key, rows)| (key, Arc::new(rows)));
    Arc::make_mut(&mut report.content).rows.extend(rows);
}

/// Blank cells say nothing, nor does —— where the form itself says so.
fn says_something(cell: &Cell) -> bool {
    !cell.text.trim().is_empty() && cell.origin != Origin::Blocked
}

enum Fate {
    To(CellId),
    Blank,
    NoPlace,
}

fn fate(old: &Form, new: &Form, sheet: &Sheet, cell: &Cell) -> Fate {
    let (project, id) = cell.at.project_and_section();
    let Some(section) = old.section(id, project.is_some()) else { return Fate::NoPlace };
    let slot = old.slot(&cell.at);
    let role = slot.as_ref().and_then(|slot| slot.role);
    let goes = match &section.kind {
        Kind::Facts(_) => cell.holds != Holds::Date && !matches!(role, Some(Role::AchievedGoals | Role::AdjustedGoals)),
        // Without a text the program lists the annexes there are.
        Kind::Prose(_) => role != Some(Role::AnnexList),
        Kind::Scores(_) => cell.at.row != TOTAL_ROW && cell.role.is_some_and(ColumnRole::is_set_first),
        Kind::Grid(grid) => return grid_fate(old, new, sheet, grid, cell),
    };
    if !goes {
        return Fate::Blank;
    }
    match counterpart(old, new, &cell.at) {
        // What the new form fills in itself it does not take from elsewhere.
        Some(at) if new.slot(&at).is_some_and(|slot| slot.blocked) => Fate::Blank,
        Some(at) => Fate::To(at),
        None => Fate::NoPlace,
    }
}

/// In a grid only those columns carry that a column of this year takes its figures from.
fn grid_fate(old: &Form, new: &Form, sheet: &Sheet, grid: &Grid, cell: &Cell) -> Fate {
    // A row of one's own carries its name where it carries a figure.
    if cell.at.column == NAME_COLUMN {
        let figures = grid.columns.iter().filter_map(|column| sheet.cell(&cell.at.in_column(&column.id)));
        let carries =
            |figure: &Cell| says_something(figure) && matches!(grid_fate(old, new, sheet, grid, figure), Fate::To(_));
        if !figures.into_iter().any(carries) {
            return Fate::Blank;
        }
        return counterpart(old, new, &cell.at).map_or(Fate::NoPlace, Fate::To);
    }
    // What its own rows add up to is added up again.
    if cell.origin == Origin::Computed && cell.rows_sum.is_some() && cell.role != Some(ColumnRole::Balance) {
        return Fate::Blank;
    }
    let Some(same) = counterpart(old, new, &cell.at) else {
        // Whether it would have carried, a column of the old form can say as well.
        let carries = grid.columns.iter().any(|column| column.from_last.as_ref() == Some(&cell.at.column));
        return if carries && is_worth(cell) { Fate::NoPlace } else { Fate::Blank };
    };
    let (project, id) = same.project_and_section();
    let Some(Kind::Grid(to)) = new.section(id, project.is_some()).map(|section| &section.kind) else {
        return Fate::Blank;
    };
    let Some(column) = to.columns.iter().find(|column| column.from_last.as_ref() == Some(&same.column)) else {
        return Fate::Blank;
    };
    let at = if column.role == Some(ColumnRole::CarryOver) {
        // What a project has left over, all of it together, arrives in the row of 上年结转.
        let whole = old.slot(&cell.at).and_then(|slot| slot.role) == Some(Role::ProjectTotal);
        let into = to.find(&|row| row.role == Some(Role::ProjectCarryOver));
        match (whole, into) {
            (true, Some(row)) if is_worth(cell) => CellId { row: row.id.clone(), ..same.in_column(&column.id) },
            (false, None) if is_worth(cell) => same.in_column(&column.id),
            _ => return Fate::Blank,
        }
    } else {
        same.in_column(&column.id)
    };
    match new.slot(&at) {
        Some(slot) if !slot.blocked => Fate::To(at),
        _ => Fate::Blank,
    }
}

/// An amount that is not nothing.
fn is_worth(cell: &Cell) -> bool {
    cell.money().is_some_and(|money| !money.0.is_zero())
}

/// A figure in the unit of the other form; what is no bare amount stays as it is written.
fn converted(cell: &Cell, from: MoneyUnit, to: MoneyUnit) -> Text {
    let bare = cell.text.trim().parse::<rust_decimal::Decimal>().is_ok();
    match &cell.value {
        Value::Money(money) if from != to && bare => money.plain(to).into(),
        _ => cell.text.clone(),
    }
}
