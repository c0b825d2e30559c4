//! What is not filled in yet is not wrong: of a report that is empty, or only begun, nothing is found.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use chrono::NaiveDate;
use std::collections::BTreeMap;
use ziping::check::{Finding, Severity, checked};
use ziping::form::{self, ColumnRole, Form, Role};
use ziping::report::{self, Edit, Report};
use ziping::sheet::{Cell, derive};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day")
}

fn write(form: &Form, report: &mut Report, cells: &[(Role, ColumnRole, &str)]) {
    for (row, column, text) in cells {
        let sheet = derive(form, report);
        let lines = sheet.parts.iter().flat_map(|part| &part.lines).filter(|line| line.role == Some(*row));
        for at in lines.filter_map(|line| line.at(*column)).filter(|cell| cell.is_writable()).map(|cell| &cell.at) {
            let _refused = report::apply(form, report, &Edit::Write { at: at.clone(), text: (*text).into() });
        }
    }
}

#[test]
fn a_report_that_is_only_begun_is_not_wrong() {
    let funds = [Role::Budget, Role::ProjectTotal].into_iter().flat_map(|row| {
        [(ColumnRole::Initial, "80"), (ColumnRole::Full, "100"), (ColumnRole::Executed, "100")]
            .map(|(column, text)| (row, column, text))
    });
    let funds: Vec<_> = funds.collect();
    let begun: [&[(Role, ColumnRole, &str)]; 2] = [&[], &funds];
    for text in form::sources() {
        let form = form::parse(text).expect("a form without fault");
        for cells in begun {
            let mut report = Report::new(&form, form.from_year);
            write(&form, &mut report, cells);
            let sheet = derive(&form, &report);
            let checked = checked(&form, &report, &sheet, today());
            let found = checked.findings.iter().filter(|finding| finding.severity != Severity::Note);
            assert_eq!(found.map(|finding| &finding.says).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", form.id);
            assert_eq!(sheet.points.grade, None, "{}: of some of the points there is no grade", form.id);
            let required: usize = checked.required.iter().map(|(_, count)| count).sum();
            assert!(checked.blanks.len() <= required && required > 0, "{}", form.id);
            let totals = sheet.parts.iter().flat_map(|part| &part.lines);
            let mut totals = totals.filter(|line| line.role == Some(Role::TotalPoints));
            assert!(totals.all(|line| line.at(ColumnRole::Score).is_none_or(Cell::is_blank)), "{}", form.id);
        }
    }
}

/// What may be found on the way and is gone at the end, row after row: a total whose rows are added one by one, what is
/// still to be written at the end of the form, and a project of several.
const ON_THE_WAY: [&str; 3] = ["weights-differ-from-full", "execution-low-unexplained", "project-amount-differs"];

/// A whole report written in the order of its paper: when a row is left, hardly anything is found that is not so at the
/// end too.
#[test]
fn hardly_anything_is_found_on_the_way() {
    for (name, form, whole) in given::filled() {
        let found = |report: &Report| {
            let checked = checked(&form, report, &derive(&form, report), today());
            let found = checked.findings.iter().flat_map(Finding::members).filter(|f| f.severity != Severity::Note);
            found.map(|finding| (finding.key(), finding.rule)).collect::<BTreeMap<_, _>>()
        };
        let (end, last) = (found(&whole), derive(&form, &whole));
        let mut report = Report::new(&form, whole.content.year);
        for line in last.parts.iter().flat_map(|part| &part.lines) {
            for cell in line.cells.iter().filter(|cell| cell.is_writable()) {
                let text = whole.content.cells.text(&cell.at).into();
                // Rows that were added are not there yet.
                let _refused = report::apply(&form, &mut report, &Edit::Write { at: cell.at.clone(), text });
            }
            for (key, rule) in found(&report) {
                assert!(end.contains_key(&key) || ON_THE_WAY.contains(&rule), "{name}: {key} after {}", line.id);
            }
        }
    }
}
