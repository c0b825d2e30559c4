//! Other places' forms: a filled example of each, typed cell by cell, comes to what was reckoned by hand, has no 错误,
//! opens as it was saved and leaves as every kind of file.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ziping::check::{self, Severity};
use ziping::form::{self, CellId, Form, bundled_text};
use ziping::report::{self, Edit, Report, read_listing};
use ziping::sheet::{Indicator, Sheet, derive};
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

/// An indicator typed on a form; what it comes to, and which rules speak of its row.
fn typed(form: &str, row: &str, cells: &[(&str, &str)]) -> (Indicator, String, BTreeSet<&'static str>) {
    let form = form::bundled(form).expect("the form is bundled");
    let mut report = Report::new(&form, 2023);
    for (column, text) in cells.iter().filter(|(_, text)| !text.is_empty()) {
        let at = CellId::new("scores", row, *column);
        report::apply(&form, &mut report, &Edit::Write { at, text: (*text).into() }).expect("a cell");
    }
    let sheet = derive(&form, &report);
    let line = sheet.part("scores").and_then(|part| part.lines.iter().find(|line| line.id == row)).expect("a row");
    let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 15).expect("a date");
    let found = check::run(&form, &report, &sheet, today);
    let about = found.iter().filter(|f| f.at.row == row).map(|f| f.rule).collect();
    (line.indicator.clone().expect("an indicator"), sheet.points.proposed.plain(), about)
}

/// A target in three columns earns, is checked and counts like the same one in one.
#[test]
fn a_target_over_three_columns_is_the_same_as_one_in_one() {
    let cases = [
        ("quantity-1", "≥", "4", "次", "3次", "3"),
        ("quantity-1", "≥", "4", "次", "12次", "12"),
        ("quantity-1", "", "4", "次", "3次", "3"),
        ("quality-1", "≥", "95", "%", "98%", "98"),
        ("quality-1", "≥", "95", "%", "0.97", "0.97"),
        ("quality-1", "≥", "5", "件", "6件", "6"),
        ("quality-1", "=", "0", "起", "1起", "1"),
        ("timeliness-1", "", "9月前", "", "10月", "10月"),
        ("timeliness-1", "≥", "7,00.0,77", "", "1", "1"),
        ("social-1", "定性", "好", "", "较好", "较好"),
        ("social-1", "", "无", "", "无", "无"),
        ("served-1", "≥", "90", "百分比", "105%", "105"),
        ("cost-1", "≤", "46.89", "万元", "64.52万元", "64.52"),
        ("cost-1", "≥", "46.89", "万元", "40万元", "40"),
        ("quantity-1", "≥", "4", "次", "3场", "3场"),
        ("quantity-1", "≥", "4", "次", "很多", "很多"),
    ];
    for case @ (row, sense, number, unit, actual, bare) in cases {
        let beside = [("name", "某项工作"), ("weight", "10"), ("score", "9"), ("reason", "原因")];
        let target = format!("{sense}{number}{unit}");
        let whole = [&beside[..], &[("target", target.as_str()), ("actual", actual)]].concat();
        let split = [&beside[..], &[("sense", sense), ("target", number), ("unit", unit), ("actual", bare)]].concat();
        let (one, one_total, _) = typed("mof-project-2020", row, &whole);
        let (three, three_total, rules) = typed("yunnan-project-2020", row, &split);
        assert_eq!(three.target, one.target, "{case:?}");
        assert_eq!(three, Indicator { aimed: three.aimed.clone(), ..one }, "{case:?}");
        assert_eq!(three_total, one_total, "{case:?}");
        // How points are shared out is each form's own affair: the rules are compared on one form.
        let (_, _, in_one_cell) = typed("yunnan-project-2020", row, &whole);
        assert_eq!(rules, in_one_cell, "{case:?}");
    }
}

/// Once it is filled in, the adjusted target counts, and 指标性质 may be said in words.
#[test]
fn an_adjusted_target_takes_the_place_of_the_first() {
    let first = [("sense", "正向"), ("target", "1200"), ("unit", "人次"), ("actual", "1050"), ("weight", "24")];
    let (indicator, ..) = typed("chongqing-whole-2021", "own-1", &first);
    assert_eq!(indicator.proposal.map(|it| it.points.plain()).as_deref(), Some("21"));
    let adjusted = [&first[..], &[("adjusted", "1000")]].concat();
    let (indicator, ..) = typed("chongqing-whole-2021", "own-1", &adjusted);
    assert_eq!(
        (indicator.aimed.as_str(), indicator.proposal.map(|it| it.points.plain()).as_deref()),
        ("≥1000人次", Some("24"))
    );
}

/// What the form itself fills in is not written over, and no rows are added where it lists them all.
#[test]
fn indicators_of_the_form_itself_stand_as_they_are() {
    let form = form::bundled("chongqing-whole-2021").expect("the form is bundled");
    let mut report = Report::new(&form, 2021);
    for at in ["scores/staff-control/weight", "scores/staff-control/name", "scores/management-1/name"] {
        let at = CellId::parse(at).expect("an address");
        assert!(report::apply(&form, &mut report, &Edit::Write { at, text: "5".into() }).is_err());
    }
    let more = Edit::AddRow { section: "scores".into(), under: "management".into() };
    assert!(report::apply(&form, &mut report, &more).is_err());
    let sheet = derive(&form, &report);
    assert_eq!(sheet.points.weights.plain(), "40", "14 indicators of 30 points and the execution of 10");
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
    use ziping::output::{Manuscript, Stamp, book, lay_out, word};
    for case in cases() {
        let (form, report) = filled(&case);
        let manuscript = Manuscript::new(&form, &derive(&form, &report), Stamp::default());
        let laid = lay_out(&manuscript).unwrap_or_else(|fault| panic!("{}: {fault}", case.form));
        assert!(laid.pdf().is_ok() && laid.missing.is_empty(), "{}: {:?}", case.form, laid.missing);
        assert!(word(&manuscript).is_ok() && book(&manuscript, form.money).is_ok(), "{}", case.form);
    }
}

/// What leaves as a Word file or a workbook comes back the same.
#[cfg(feature = "print")]
#[test]
fn examples_come_back_from_both_files() {
    use ziping::intake::{read, recognise};
    use ziping::output::{Manuscript, ManuscriptPart, Stamp, book, word};
    for case in cases() {
        let (form, report) = filled(&case);
        let manuscript = Manuscript::new(&form, &derive(&form, &report), Stamp::default());
        let printed = |report: &Report| {
            let keys: BTreeSet<String> =
                manuscript.printed().flat_map(ManuscriptPart::texts).map(|said| said.key.clone()).collect();
            let sheet = derive(&form, report);
            let told = sheet.cells().filter(|cell| keys.contains(&cell.at.to_string()) && !cell.is_blank());
            told.map(|cell| (cell.at.to_string(), cell.text.split_whitespace().collect::<String>()))
                .filter(|(at, _)| !at.starts_with("scores/total"))
                .collect::<BTreeMap<_, _>>()
        };
        for file in [word(&manuscript).expect("a Word file"), book(&manuscript, form.money).expect("a workbook")] {
            let proposal = recognise(&form, &read(&file).expect("it is read"), case.year);
            let mut back = Report::new(&form, proposal.year);
            let edit = proposal.edit(&form, &back, |_| true);
            report::apply(&form, &mut back, &edit).expect("cells of the form");
            assert_eq!(printed(&back), printed(&report), "{}", case.form);
        }
    }
}
