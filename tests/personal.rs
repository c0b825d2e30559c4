//! What belongs to persons is found, kind by kind, and nothing else: as data.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use given::{form, sample};
use serde::Deserialize;
use std::collections::BTreeMap;
use ziping::form::CellId;
use ziping::report::{Edit, Personal, PersonalKind, Report, WrittenText, apply, personal};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// What stands in the personal cells.
    own: BTreeMap<String, String>,
    /// What another text says.
    elsewhere: String,
    found: Vec<KindCases>,
    /// Sentences in which nothing is found.
    quiet: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindCases {
    kind: PersonalKind,
    cases: Vec<(String, Vec<String>)>,
}

fn cases() -> Cases {
    ron::from_str(include_str!("data/personal.ron")).expect("cases")
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(report: &mut Report, address: &str, text: &str) {
    apply(&form(), report, &Edit::Write { at: at(address), text: text.into() }).expect("a cell of the form");
}

/// The sample with these personal cells.
fn given(own: &BTreeMap<String, String>, elsewhere: &str) -> Report {
    let mut report = sample();
    for (address, text) in own {
        write(&mut report, address, text);
    }
    write(&mut report, "report/setup", elsewhere);
    report
}

/// What is found in a text of the report.
fn found(report: &Report, text: &str) -> Vec<Personal> {
    let mut report = report.clone();
    write(&mut report, "report/duties", text);
    let mut all = personal(&form(), &report);
    all.retain(|place| place.at == WrittenText::Cell(at("report/duties")));
    all
}

#[test]
fn numbers_and_names_of_persons_are_found() {
    let cases = cases();
    let report = given(&cases.own, &cases.elsewhere);
    let mut missed = Vec::new();
    for KindCases { kind, cases } in &cases.found {
        assert!(cases.len() >= 8, "{kind:?}");
        for (text, expected) in cases {
            let found = found(&report, text);
            let texts: Vec<&str> = found.iter().map(|place| place.text.as_str()).collect();
            if texts != *expected || found.iter().any(|place| place.kind != *kind) {
                let kinds: Vec<PersonalKind> = found.iter().map(|place| place.kind).collect();
                missed.push(format!("{kind:?} {text:?}: {texts:?} {kinds:?}, expected {expected:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn figures_dates_and_codes_are_nobodys() {
    let cases = cases();
    let report = given(&cases.own, &cases.elsewhere);
    assert!(cases.quiet.len() >= 200, "{}", cases.quiet.len());
    let wrong: Vec<String> = cases
        .quiet
        .iter()
        .flat_map(|text| {
            found(&report, text).into_iter().map(move |place| format!("{text}: {:?} {}", place.kind, place.text))
        })
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
