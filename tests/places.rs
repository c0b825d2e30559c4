//! Other places' forms: a filled example of each, typed cell by cell, comes to what was reckoned by hand, has no 错误,
//! opens as it was saved and leaves as every kind of file.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use ziping::check::{self, Severity};
use ziping::form::{self, CellId, Form, bundled_text};
use ziping::report::{self, Edit, Report, read_listing};
use ziping::sheet::{Sheet, derive};
use ziping::value::Rate;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    form: String,
    year: i32,
    /// Cells and what stands in them.
    figures: BTreeMap<String, String>,
    /// The points of each first level.
    groups: Vec<String>,
    /// Rows and the points their rule gives.
    proposed: BTreeMap<String, String>,
    /// All points proposed.
    together: String,
    grade: Option<String>,
    /// Everything that still wants an explanation: rule and cell.
    doubts: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    ron::from_str(include_str!("data/places.ron")).expect("cases")
}

fn listing(form: &str) -> String {
    let path = format!("{}/tests/data/filled/{form}.tsv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no filled example: {path}"))
}

/// The example, typed as a clerk would.
fn filled(case: &Case) -> (Arc<Form>, Report) {
    let form = form::bundled(&case.form).expect("the form is bundled");
    let mut report = Report::new(&form, case.year);
    for edit in read_listing(&listing(&case.form)).expect("a listing") {
        report::apply(&form, &mut report, &edit).unwrap_or_else(|refused| panic!("{}: {refused}", case.form));
        let Edit::Write { at, text } = edit else { panic!("a listing writes") };
        let sheet = derive(&form, &report);
        assert!(text.is_empty() || sheet.cell(&at).is_some_and(|cell| cell.text == text), "{at}");
    }
    (form, report)
}

fn text(sheet: &Sheet, at: &str) -> String {
    let at = CellId::parse(at).expect("an address");
    sheet.cell(&at).unwrap_or_else(|| panic!("no cell {at}")).text.to_string()
}

#[test]
fn every_form_but_the_sample_has_an_example() {
    let with: Vec<String> = cases().into_iter().map(|case| case.form).collect();
    let forms = form::sources().skip(1).map(|text| form::parse(text).expect("a form").id.to_string());
    assert_eq!(forms.collect::<Vec<_>>(), with);
}

#[test]
fn examples_come_to_what_was_reckoned_by_hand() {
    for case in cases() {
        let (form, report) = filled(&case);
        let sheet = derive(&form, &report);
        for (at, expected) in &case.figures {
            assert_eq!(text(&sheet, at), *expected, "{}: {at}", case.form);
        }
        let points: Vec<String> = sheet.points.groups.iter().map(|group| group.points.plain()).collect();
        assert_eq!(points, case.groups, "{}", case.form);
        for (row, expected) in &case.proposed {
            let at = CellId::parse(row).expect("an address");
            let part = sheet.part(&at.section).expect("a part");
            let line = part.lines.iter().find(|line| line.id == at.row).expect("a row");
            let proposal = line.indicator.as_ref().and_then(|it| it.proposal.as_ref());
            assert_eq!(proposal.map(|it| it.points.plain()).as_ref(), Some(expected), "{}: {row}", case.form);
        }
        assert_eq!(sheet.points.proposed.plain(), case.together, "{}", case.form);
        assert_eq!(sheet.points.grade.as_deref(), case.grade.as_deref(), "{}", case.form);
        let rate = case.figures.iter().find(|(at, _)| at.ends_with("/rate")).map(|(_, rate)| rate.clone());
        assert_eq!(sheet.points.execution_rate.map(Rate::plain), rate, "{}", case.form);
    }
}

#[test]
fn examples_have_no_errors_and_only_these_doubts() {
    for case in cases() {
        let (form, report) = filled(&case);
        let today = chrono::NaiveDate::from_ymd_opt(case.year + 1, 3, 15).expect("a date");
        let found = check::run(&form, &report, &derive(&form, &report), today);
        let says = |severity| found.iter().filter(move |f| f.severity == severity);
        let wrong: Vec<String> = says(Severity::Wrong).map(|f| format!("{} {} {}", f.rule, f.at, f.says)).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{}", case.form);
        let doubts: Vec<(String, String)> =
            says(Severity::Doubt).map(|f| (f.rule.to_string(), f.at.to_string())).collect();
        let sentences: Vec<&String> = says(Severity::Doubt).map(|f| &f.says).collect();
        assert_eq!(doubts, case.doubts, "{}: {sentences:#?}", case.form);
    }
}

#[test]
fn examples_open_as_they_were_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in cases() {
        let (form, report) = filled(&case);
        let path = folder.path().join(format!("{}.zpb", case.form));
        let form_text = bundled_text(&case.form).expect("its text");
        ziping::store::save(&path, &form, form_text, &report).expect("saved");
        let opened = ziping::store::open(&path).expect("opened");
        assert_eq!((&*opened.form, &opened.report), (&*form, &report), "{}", case.form);
    }
}

#[cfg(feature = "print")]
#[test]
fn examples_leave_as_every_kind_of_file() {
    use ziping::output::{Page, Stamp, book, lay_out, word};
    for case in cases() {
        let (form, report) = filled(&case);
        let page = Page::new(&form, &derive(&form, &report), Stamp::default());
        let laid = lay_out(&page).unwrap_or_else(|fault| panic!("{}: {fault}", case.form));
        assert!(laid.pdf().is_ok() && laid.missing.is_empty(), "{}: {:?}", case.form, laid.missing);
        assert!(word(&page).is_ok() && book(&page, form.money).is_ok(), "{}", case.form);
    }
}
