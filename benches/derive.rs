//! Derive and check: what every keystroke costs before anything is painted.

use super::common::{Figures, large, sample};
use chrono::NaiveDate;
use std::hint::black_box;
use ziping::check::{self, Finding};
use ziping::form::Form;
use ziping::report::Report;
use ziping::sheet::{Sheet, Value, derive};

pub fn run(figures: &mut Figures) {
    let reading = "reading every written text once";
    let (form, report) = sample();
    let (took, floor) = both(figures, "sample", &form, &report);
    figures.set("derive and check, sample", took, "0.3 ms", reading, floor);

    let (form, report) = large(500, 100, 5);
    let (took, floor) = both(figures, "1,000 indicators, 100 projects", &form, &report);
    figures.set("derive and check, 1,000 indicators and 100 projects", took, "10 ms", reading, floor);

    let (form, report) = large(1000, 200, 5);
    let (twice, _) = both(figures, "2,000 indicators, 200 projects", &form, &report);
    figures.set("the same, twice as large (linear is 2.0)", twice, "20 ms", "once as large", took);
}

fn both(figures: &mut Figures, name: &str, form: &Form, report: &Report) -> (super::common::Time, super::common::Time) {
    let took = figures.time(&format!("derive and check/{name}"), || whole(form, report));
    let sheet = derive(form, report);
    let floor = figures.time(&format!("read/{name}"), || read(&sheet));
    (took, floor)
}

fn whole(form: &Form, report: &Report) -> (Sheet, Vec<Finding>) {
    let today = NaiveDate::from_ymd_opt(2024, 3, 15).expect("a date");
    let sheet = derive(form, report);
    let findings = check::run(form, report, &sheet, today);
    (sheet, findings)
}

/// What no program can do without: finding out what each text means.
fn read(sheet: &Sheet) {
    for cell in sheet.cells().filter(|cell| cell.is_writable()) {
        black_box(Value::read(&cell.text, cell.holds, sheet.unit));
    }
}
