//! Every bundled form can be used; every fault of a form is named with its line, as data in `tests/data/lint.ron`.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::spoilt;

use proptest::prelude::*;
use spoilt::Case;
use ziping::check::{self, Severity};
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn forms() -> impl Iterator<Item = (&'static str, Form)> {
    form::sources().map(|text| (text, form::parse(text).expect("a bundled form")))
}

/// Findings of a report on a day soon after its year.
fn wrong(form: &Form, report: &Report) -> Vec<String> {
    let today = chrono::NaiveDate::from_ymd_opt(report.content.year + 1, 3, 15).expect("a date");
    let found = check::run(form, report, &derive(form, report), today);
    found.into_iter().filter(|f| f.severity == Severity::Wrong).map(|f| format!("{} {}", f.at, f.says)).collect()
}

#[test]
fn every_form_is_without_fault_and_an_empty_report_on_it_without_error() {
    let mut ids = std::collections::BTreeSet::new();
    for (text, form) in forms() {
        assert_eq!(form::lint(text), [], "{}", form.id);
        assert!(ids.insert(form.id.clone()), "two forms are called {}", form.id);
        assert_eq!(form::bundled(&form.id).as_deref(), Some(&form));
        assert_eq!(form::bundled_text(&form.id), Some(text));
        assert_eq!(wrong(&form, &Report::new(&form, form.from_year)), Vec::<String>::new());
    }
    assert!(!ids.is_empty());
}

#[cfg(feature = "print")]
#[test]
fn every_form_prints() {
    for (_, form) in forms() {
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let laid =
            ziping::output::lay_out(&ziping::output::Manuscript::new(&form, &sheet, ziping::output::Stamp::default()))
                .expect("laid out");
        assert!(laid.pages() > 0 && laid.missing.is_empty(), "{}: {:?}", form.id, laid.missing);
    }
}

/// Nothing on a form is out of reach: each cell has its place in words, and says how it is filled in.
#[test]
fn every_cell_of_every_form_has_words_and_an_address() {
    for (_, form) in forms() {
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let mut known = std::collections::BTreeSet::new();
        for cell in sheet.cells() {
            let words = sheet.words(&form, &cell.at);
            assert!(words.contains('·') && !words.contains(['{', '}']), "{}: {words}", cell.at);
            assert!(known.insert(cell.at.clone()), "{}: {} stands there twice", form.id, cell.at);
            assert_eq!(CellId::parse(&cell.at.to_string()).as_ref(), Some(&cell.at));
            let slot = form.slot(&cell.at).unwrap_or_else(|| panic!("{}: no slot for {}", form.id, cell.at));
            assert_eq!((slot.blocked, slot.holds), (!cell.is_writable(), cell.holds), "{}", cell.at);
        }
    }
}

/// What a finance office begins with is a form like any other, though none of those offered.
#[test]
fn the_template_is_without_fault_and_can_be_filled_in() {
    let text = include_str!("../assets/template.ron");
    assert_eq!(form::lint(text), []);
    let form = form::parse(text).expect("a form");
    assert!(forms().all(|(_, other)| other.id != form.id));
    assert_eq!(wrong(&form, &Report::new(&form, form.from_year)), Vec::<String>::new());
    #[cfg(feature = "print")]
    {
        use ziping::output::{Manuscript, Stamp, lay_out};
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let laid = lay_out(&Manuscript::new(&form, &sheet, Stamp::default())).expect("laid out");
        assert!(laid.pages() > 0 && laid.missing.is_empty(), "{:?}", laid.missing);
    }
}

#[test]
fn every_fault_is_named_with_its_line() {
    let good = forms().next().expect("a form").0;
    let cases: Vec<Case> = ron::from_str(include_str!("data/lint.ron")).expect("cases");
    for case in cases {
        let (broken, line) = case.put_into(good);
        let faults = form::lint(&broken);
        let named = |fault: &form::FormFault| fault.line == line && case.is_said_by(fault);
        assert!(faults.iter().any(named), "{}: not on line {line}: {faults:#?}", case.fault);
        assert!(form::parse(&broken).is_err(), "{}: it can be used all the same", case.fault);
    }
}

#[test]
fn a_text_that_is_no_form_is_named_as_such() {
    for text in ["", "\n\n", "(", "{}", "<html>", "\u{0}", "[1, 2]", "(id: \"a\")", &"(".repeat(100_000)] {
        let faults = form::lint(text);
        assert!(!faults.is_empty() && faults[0].line >= 1, "{text:.20}");
        assert!(form::parse(text).is_err());
    }
}

/// Places in the form's text that begin a character.
fn spoilt(text: &str, from: usize, length: usize, by: &str) -> String {
    let place = |at: usize| text.char_indices().map(|(i, _)| i).nth(at).unwrap_or(text.len());
    format!("{}{by}{}", &text[..place(from)], &text[place(from + length)..])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_the_linter(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for text in [text, String::from_utf8_lossy(&bytes).into()] {
            prop_assert_eq!(form::lint(&text).is_empty(), form::parse(&text).is_ok());
        }
    }

    /// A spoilt form is refused with a line, or it can be worked on like any other.
    #[test]
    fn a_spoilt_form_is_refused_or_usable(
        from in 0usize..18_000, length in 0usize..12,
        by in prop_oneof![any::<String>(), "[a-z0-9\"(),:{}% -]{0,6}", Just(String::new())],
    ) {
        let broken = spoilt(form::sources().next().expect("a form"), from, length, &by);
        match form::parse(&broken) {
            Err(fault) => prop_assert!((1..=broken.lines().count() + 1).contains(&fault.line) && fault.says.ends_with('。'), "{fault}"),
            Ok(form) => {
                let mut report = Report::new(&form, form.from_year);
                let cells: Vec<CellId> = derive(&form, &report).cells().map(|cell| cell.at.clone()).collect();
                for at in cells {
                    report::apply(&form, &mut report, &Edit::Write { at, text: "12%".into() }).ok();
                }
                let today = "2024-03-15".parse().expect("a date");
                prop_assert!(check::run(&form, &report, &derive(&form, &report), today).iter().all(|f| form.slot(&f.at).is_some()));
            }
        }
    }
}
