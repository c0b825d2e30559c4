//! Derive and check: what every keystroke costs before anything is painted.

use super::common::{Figures, large, prose, sample, write_one};
use chrono::NaiveDate;
use std::hint::black_box;
use std::sync::Arc;
use ziping::check::{self, Checked, offers};
use ziping::desk::{Desk, Sought};
use ziping::form::{CellId, Form};
use ziping::report::Report;
use ziping::sheet::{Sheet, Value, derive};

pub fn run(figures: &mut Figures) {
    let reading = "reading every written text once";
    let (form, report) = sample();
    let (took, floor) = both(figures, "sample", &form, &report);
    figures.set("derive and check, sample", took, "1 ms", reading, floor);

    let (form, report) = large(500, 100, 5);
    let (took, floor) = both(figures, "1,000 indicators, 100 projects", &form, &report);
    figures.set("derive and check, 1,000 indicators and 100 projects", took, "20 ms", reading, floor);

    let (form, report) = large(1000, 200, 5);
    let (twice, _) = both(figures, "2,000 indicators, 200 projects", &form, &report);
    figures.set("the same, twice as large (linear is 2.0)", twice, "40 ms", "once as large", took);

    let (form, mut report) = large(500, 100, 5);
    prose(&form, &mut report, 50);
    let (took, floor) = both(figures, "1,000 indicators, 100 projects, 50 pages", &form, &report);
    figures.set("the same with 50 pages of prose", took, "20 ms", reading, floor);

    find(figures);

    let (form, mut report) = sample();
    prose(&form, &mut report, 50);
    key(figures, &form, report, floor);
}

/// One key typed into a text of 50 pages: everything is derived and checked again, and what was typed is offered to
/// become a quotation.
fn key(figures: &mut Figures, form: &Arc<Form>, report: Report, floor: super::common::Time) {
    let at = CellId::parse("report/results").expect("an address");
    let text = report.content.cells.text(&at).to_string();
    let mut desk = Desk::new(Arc::clone(form), report, NaiveDate::from_ymd_opt(2024, 3, 15).expect("a date"));
    let mut count = 0;
    let took = figures.time("key/50 pages", || {
        count += 1;
        let text = format!("{text}{count}");
        desk.apply(&write_one("report/results", &text)).expect("a cell of the form");
        black_box(offers(form, desk.sheet(), &at).len())
    });
    figures.set(
        "one key in 50 pages of prose",
        took,
        "8 ms",
        "reading every written text of the large report once",
        floor,
    );
}

/// A letter more in the bar that finds: everything is looked through.
fn find(figures: &mut Figures) {
    let (form, report) = large(200, 40, 5);
    let floor = {
        let sheet = derive(&form, &report);
        figures.time("read/200 indicators, 40 projects", || read(&sheet))
    };
    let desk = Desk::new(form, report, NaiveDate::from_ymd_opt(2024, 3, 15).expect("a date"));
    for (how, words) in [("words", "经费"), ("initials", "gyjf"), ("a figure", "85.22"), ("a name", "【公用")] {
        let took = figures.time(&format!("find/{how}"), || black_box(desk.hits(&Sought::new(words)).len()));
        let what = format!("find as one types, 200 indicators and 40 projects, {how}");
        figures.set(&what, took, "5 ms", "reading every written text once", floor);
    }
}

fn both(figures: &mut Figures, name: &str, form: &Form, report: &Report) -> (super::common::Time, super::common::Time) {
    let took = figures.time(&format!("derive and check/{name}"), || whole(form, report));
    let sheet = derive(form, report);
    let floor = figures.time(&format!("read/{name}"), || read(&sheet));
    (took, floor)
}

fn whole(form: &Form, report: &Report) -> (Sheet, Checked) {
    let today = NaiveDate::from_ymd_opt(2024, 3, 15).expect("a date");
    let sheet = derive(form, report);
    let checked = check::checked(form, report, &sheet, today);
    (sheet, checked)
}

/// What no program can do without: finding out what each text means.
fn read(sheet: &Sheet) {
    for cell in sheet.cells().filter(|cell| cell.is_writable()) {
        black_box(Value::read(&cell.text, cell.holds, sheet.unit));
    }
}
