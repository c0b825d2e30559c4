//! 上年决算数 against last year's own report, where this one was carried from it.

use crate::check::context::Context;
use crate::check::figure::is_written;
use crate::check::finding::Severity::Doubt;
use crate::check::rule::{Found, Rule};
use crate::form;
use crate::form::{CellId, ColumnRole};
use crate::report::LastYear;
use crate::sheet::{Cell, Line, Part, bare, columns, derive};

pub static LAST_YEAR_DIFFERS: Rule = Rule {
    id: "last-year-differs",
    number: "D20",
    severity: Doubt,
    title: "上年决算数与上年自评表的决算数不一致",
    basis: "上年决算数应与上年度自评表的本年决算数一致",
    run: last_year_differs,
};

/// D20. An amount of last year written here is not what last year's report says in the same row.
///
/// Silent without last year's report, or with one of another year; where that report says nothing in the row; and where
/// a row of that name now is another row. What was carried over untouched agrees by itself, so last year's form is only
/// read once something was written otherwise.
fn last_year_differs(context: &Context, found: &mut Found) {
    let Some(last) = context.report.last.as_deref() else { return };
    if last.report.year != context.sheet.year.saturating_sub(1) {
        return;
    }
    let rewritten: Vec<(&Line, &Cell, CellId)> =
        context.sheet.parts.iter().flat_map(|part| rewritten(context, part, last)).collect();
    if rewritten.is_empty() {
        return;
    }
    let Ok(form) = form::parse(&last.form_text) else { return };
    let sheet = derive(&form, &last.report);
    for (line, cell, at) in rewritten {
        let then = sheet.part(&at.section).and_then(|part| part.lines.iter().find(|then| then.id == at.row));
        let Some(then) = then.filter(|then| then.role == line.role && bare(&then.label) == bare(&line.label)) else {
            continue;
        };
        let (Some(written), Some(stated)) = (cell.money(), then.cell(&at.column).and_then(Cell::money)) else {
            continue;
        };
        if context.differ(written, stated, 1) {
            let says = format!(
                "{}填的是{}，上年自评表里这一行的决算数是{}，请改成一致；决算后来有调整的，请说明。",
                context.place(cell),
                context.in_unit(written),
                context.in_unit(stated)
            );
            found.say(&cell.at, &[], says).mend_by_writing(&cell.at, &stated.plain(context.form.money));
        }
    }
}

/// The amounts of last year in a part that were written here and not as last year's report has them, with the cells
/// they should agree with.
fn rewritten<'a>(context: &Context<'a>, part: &'a Part, last: &LastYear) -> Vec<(&'a Line, &'a Cell, CellId)> {
    let Some(section) = context.section(part) else { return Vec::new() };
    let from = columns(&section.kind).iter().find(|column| column.role == Some(ColumnRole::Last));
    let Some(from) = from.and_then(|column| column.from_last.as_ref()) else { return Vec::new() };
    let amounts = part.lines.iter().filter_map(|line| Some((line, line.at(ColumnRole::Last)?)));
    let written = amounts.filter(|(_, cell)| is_written(cell) && cell.money().is_some());
    let there = written.map(|(line, cell)| (line, cell, cell.at.in_column(from)));
    there.filter(|(_, cell, at)| last.report.cells.text(at) != cell.text.as_str()).collect()
}
