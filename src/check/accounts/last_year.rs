//! 上年决算数 against last year's own report, where this one was carried from it.

use crate::carry::{Pairing, Past};
use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::is_written;
use crate::check::finding::Severity::Doubt;
use crate::check::rule::{Found, Rule};
use crate::form::ColumnRole;
use crate::report::LastYear;
use crate::sheet::{Cell, Line, Part, bare, columns};

pub static LAST_YEAR_DIFFERS: Rule = Rule {
    id: "last-year-differs",
    number: "D20",
    severity: Doubt,
    title: "上年决算数与上年自评表的决算数不一致",
    basis: "上年决算数应与上年度自评表的本年决算数一致",
    authority: Authority::Practice,
    run: last_year_differs,
};

/// D20. An amount of last year written here is not what last year's report says in the same row.
///
/// Silent without last year's report, or with one of another year; where that report says nothing in the row; and where
/// the row is called otherwise now. What was carried forward untouched agrees by itself, so last year's form is only read
/// once something was written otherwise.
fn last_year_differs(context: &Context, found: &mut Found) {
    let last = context
        .report
        .last
        .as_deref()
        .filter(|last| last.report.content.year.checked_add(1) == Some(context.sheet.year));
    let Some(last) = last else { return };
    let rewritten: Vec<(&Line, &Cell)> =
        context.sheet.parts.iter().flat_map(|part| rewritten(context, part, last)).collect();
    if rewritten.is_empty() {
        return;
    }
    let Some(past) = Past::of(last) else { return };
    let pairing = Pairing::new(&past, context.form, context.sheet);
    for (line, cell) in rewritten {
        let Some((then, earlier)) = pairing.line_and_cell(&cell.at) else { continue };
        if then.role != line.role || bare(&then.label) != bare(&line.label) {
            continue;
        }
        let (Some(written), Some(earlier)) = (cell.money(), earlier.money()) else { continue };
        if context.differ(written, earlier, 1) {
            let says = format!(
                "{}填的是{}，上年自评表里这一行的决算数是{}，请改成一致；决算后来有调整的，请说明。",
                context.place(cell),
                context.in_unit(written),
                context.in_unit(earlier)
            );
            found.say(&cell.at, &[], says).mend_by_writing(&cell.at, &earlier.plain(context.form.money));
        }
    }
}

/// The amounts of last year in a part that were written here and not, as the form's own rows have them, as last year's
/// report has them.
fn rewritten<'a>(context: &Context<'a>, part: &'a Part, last: &LastYear) -> Vec<(&'a Line, &'a Cell)> {
    let Some(section) = context.section(part) else { return Vec::new() };
    let from = columns(&section.kind).iter().find(|column| column.role == Some(ColumnRole::Last));
    let Some(from) = from.and_then(|column| column.from_last.as_ref()) else { return Vec::new() };
    let amounts = part.lines.iter().filter_map(|line| Some((line, line.at(ColumnRole::Last)?)));
    let written = amounts.filter(|(_, cell)| is_written(cell) && cell.money().is_some());
    let agrees = |cell: &Cell| last.report.content.cells.text(&cell.at.in_column(from)) == cell.text.as_str();
    // A row that was added may be another one under that address.
    written.filter(|(line, cell)| line.added_under.is_some() || !agrees(cell)).collect()
}
