//! 结转: what is carried arrives where it belongs and waits to be looked at, and nothing of last year's is lost.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use given::{edits, form, sample};
use proptest::prelude::*;
use std::collections::BTreeSet;
use ziping::carry::{Forwarded, counterpart, forward, stale_years};
use ziping::form::{CellId, Form, bundled_text, parse};
use ziping::report::{Code, Edit, Report, Source, apply, read_listing};
use ziping::sheet::{Origin, derive};

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn text_of(form: &Form) -> &'static str {
    bundled_text(&form.id).expect("bundled")
}

fn carried(last: &Report) -> Forwarded {
    let form = form();
    forward(&form, text_of(&form), last, &form, 2024)
}

#[test]
fn the_sample_is_carried_to_the_next_year() {
    let forwarded = carried(&sample());
    let report = &forwarded.report;
    for (address, text) in [
        ("cover/unit", "芦淞区工商业联合会（示例）"),
        ("unit/filler", "经办人（示例）"),
        ("base/business/last", "5.31"),
        ("base/public/last", "7.87"),
        ("base/public/budget", ""),
        ("base/public/final", ""),
        ("base/projects/last", ""),
        ("base/procurement/last", ""),
        ("staff/posts/approved", ""),
        ("apply/total/initial", ""),
        ("p1.project/name", "民营企业工作经费"),
        ("p1.funds/grant/initial", ""),
        ("p1.funds/carry/carried", ""),
        ("scores/quantity-1/target", "≥4次"),
        ("scores/quantity-1/weight", "20"),
        ("scores/quantity-1/actual", ""),
        ("scores/quantity-1/score", ""),
        ("scores/quantity-1/reason", ""),
        ("goals/achieved", ""),
        ("report/fund", "无。"),
        ("report/annexes", ""),
    ] {
        assert_eq!(report.content.cells.text(&at(address)), text, "{address}");
    }
    assert!(!report.content.cells.text(&at("goals/expected")).is_empty());
    let marked = |mark: &ziping::report::Mark| mark.source == Source::LastYear && mark.unconfirmed;
    assert!(report.notes.marks.values().all(marked));
    assert_eq!(
        report.notes.marks.len(),
        report.content.cells.iter().count(),
        "everything carried waits to be looked at"
    );
    assert_eq!(forwarded.left, []);
    let sheet = derive(&form(), report);
    let projects = sheet.cell(&at("base/projects/last")).expect("a cell");
    assert_eq!((projects.text.as_str(), projects.origin), ("5.31", Origin::Computed), "sums are added up again");
}

#[test]
fn what_a_project_has_left_arrives_as_carried_money() {
    let (form, mut last) = (form(), sample());
    for (address, text) in [("p1.funds/grant/executed", "2.5"), ("p1.funds/carry/executed", "2.01")] {
        apply(&form, &mut last, &Edit::Write { at: at(address), text: text.into() }).expect("a cell");
    }
    let report = carried(&last).report;
    assert_eq!(report.content.cells.text(&at("p1.funds/carry/carried")), "0.8");
    assert_eq!(report.content.cells.text(&at("p1.funds/grant/carried")), "");
}

#[test]
fn years_are_offered_and_only_changed_when_wished() {
    let report = carried(&sample()).report;
    let stale = stale_years(&report);
    let basic = stale.iter().find(|stale| stale.at == at("report/basic")).expect("it speaks of 2023");
    assert_eq!(basic.years, [2023]);
    assert!(report.content.cells.text(&basic.at).contains("2023年"), "nothing is changed by itself");
    let mut after = report.clone();
    apply(&form(), &mut after, &Edit::All(stale.iter().map(ziping::carry::StaleYear::edit).collect())).expect("cells");
    assert!(after.content.cells.text(&at("report/basic")).contains("2024年"));
    assert!(after.notes.marks.get(&at("report/basic")).is_some_and(|mark| mark.unconfirmed), "it still waits");
    assert_eq!(stale_years(&after).len(), 0);
}

#[test]
fn last_year_goes_along_and_only_one_deep() {
    let form = form();
    let one = carried(&sample()).report;
    let last = one.last.as_ref().expect("it is kept");
    assert_eq!((&last.report, &*last.form_text), (&sample(), text_of(&form)));
    let two = forward(&form, text_of(&form), &one, &form, 2025).report;
    let kept = &two.last.as_ref().expect("it is kept").report;
    assert_eq!((kept.content.year, kept.last.is_none()), (2024, true));
    let without = Report { last: None, ..one.clone() };
    assert_eq!(Code::of(&form, &one.content), Code::of(&form, &without.content), "last year is no content of this one");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.zpb");
    ziping::store::save(&file, &form, text_of(&form), &one).expect("saved");
    assert_eq!(ziping::store::open(&file).expect("opens").report, one);
}

/// The same form as another place might have it: other names, some cells fewer, 元 for 万元.
fn other() -> Form {
    let text = text_of(&form())
        .replace("id: \"hunan-lusong-2023\"", "id: \"other-2024\"")
        .replace("(id: \"office\",", "(id: \"office-money\", was: [\"office\"],")
        .replace("(id: \"three-public\",", "(id: \"three\",")
        .replace("base/three-public/final", "base/three/final")
        .replace("(id: \"meetings\", label: \"会议费、培训费\", role: Meetings),", "")
        .replace("money: Wan", "money: Yuan");
    parse(&text).expect("a form")
}

#[test]
fn another_form_gets_what_it_has_a_place_for() {
    let (old, new) = (form(), other());
    let forwarded = forward(&old, text_of(&old), &sample(), &new, 2024);
    let text = |address: &str| forwarded.report.content.cells.text(&at(address)).to_string();
    assert_eq!(text("base/office-money/last"), "10000", "1 万元 by a name it had, in 元");
    assert_eq!(text("base/three/last"), "0", "by what the rules call it");
    let left: Vec<_> = forwarded.left.iter().map(|left| (left.at.to_string(), left.text.as_str())).collect();
    assert_eq!(left, [] as [(String, &str); 0], "meetings were 0");
    assert_eq!(counterpart(&old, &new, &at("base/meetings/final")), None);
    let mut last = sample();
    apply(&old, &mut last, &Edit::Write { at: at("base/meetings/final"), text: "0.3".into() }).expect("a cell");
    let forwarded = forward(&old, text_of(&old), &last, &new, 2024);
    let left: Vec<_> = forwarded.left.iter().map(|left| (left.words.as_str(), left.text.as_str())).collect();
    assert_eq!(left, [("基础数据表·会议费、培训费·2023年决算数", "0.3")]);
}

/// Every cell of last year's that says something is in exactly one list.
fn covers_all(old: &Form, last: &Report, forwarded: &Forwarded) -> Result<(), TestCaseError> {
    let sheet = derive(old, last);
    let says = sheet.cells().filter(|cell| !cell.text.trim().is_empty() && cell.origin != Origin::Blocked);
    let expected: BTreeSet<CellId> = says.map(|cell| cell.at.clone()).collect();
    let carried = forwarded.carried.iter().map(|(from, _)| from);
    let all = carried.chain(&forwarded.blank).chain(forwarded.left.iter().map(|left| &left.at));
    prop_assert_eq!(all.clone().count(), expected.len(), "none is in two lists");
    prop_assert_eq!(all.cloned().collect::<BTreeSet<_>>(), expected);
    for (from, to) in &forwarded.carried {
        prop_assert!(!forwarded.report.content.cells.text(to).is_empty(), "{} arrives at {}", from, to);
    }
    Ok(())
}

#[test]
fn the_sample_is_covered() {
    let mended = read_listing(include_str!("data/mended.tsv")).expect("a listing");
    let mut last = sample();
    apply(&form(), &mut last, &Edit::All(mended)).expect("cells");
    covers_all(&form(), &last, &carried(&last)).unwrap_or_else(|fault| panic!("{fault}"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_last_years_is_lost(edits in prop::collection::vec(edits(), 0..60)) {
        let (old, new) = (form(), other());
        let mut last = Report::new(&old, 2023);
        for edit in &edits {
            apply(&old, &mut last, edit).ok();
        }
        covers_all(&old, &last, &forward(&old, text_of(&old), &last, &old, 2024))?;
        covers_all(&old, &last, &forward(&old, text_of(&old), &last, &new, 2024))?;
    }
}
