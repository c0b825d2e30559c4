//! One fact, one finding: what is joined, as data; how a family is explained; and what is 还没填.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use crate::given;

use chrono::NaiveDate;
use given::{form, sample};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ziping::check::{self, Blank, Checked, Finding, Severity};
use ziping::desk::{Barred, Desk};
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Edit, Explanation, Report, read_listing};
use ziping::sheet::derive;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    cells: BTreeMap<String, String>,
    /// The findings of these rules are looked at.
    rules: Vec<String>,
    cards: Vec<Card>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    members: Vec<String>,
    says: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default = "doubt")]
    severity: Severity,
    /// What each mend writes, where that is looked at.
    #[serde(default)]
    mends: Option<Vec<Vec<String>>>,
}

fn doubt() -> Severity {
    Severity::Doubt
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day")
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(form: &Form, report: &mut Report, address: &str, text: &str) {
    report::apply(form, report, &Edit::Write { at: at(address), text: text.into() }).expect("a cell of the form");
}

fn written(cells: &BTreeMap<String, String>) -> Report {
    let form = form();
    let mut report = Report::new(&form, 2023);
    for (address, text) in cells {
        write(&form, &mut report, address, text);
    }
    report
}

fn checked(report: &Report) -> Checked {
    check::checked(&form(), report, &derive(&form(), report), today())
}

fn writes(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::All(edits) => edits.iter().flat_map(writes).collect(),
        Edit::Write { text, .. } => vec![text.to_string()],
        _ => Vec::new(),
    }
}

#[test]
fn what_is_one_fact_is_one_finding() {
    let cases: Vec<Case> = ron::from_str(include_str!("data/families.ron")).expect("cases");
    for Case { name: case, cells, rules, cards } in cases {
        let report = written(&cells);
        let found = checked(&report).findings;
        let found: Vec<&Finding> = found.iter().filter(|f| rules.iter().any(|rule| rule == f.rule)).collect();
        let members = |f: &Finding| f.members().iter().map(Finding::key).collect::<Vec<_>>();
        let told: Vec<_> = found.iter().map(|f| members(f)).collect();
        assert_eq!(told, cards.iter().map(|card| card.members.clone()).collect::<Vec<_>>(), "{case}");
        for (finding, card) in found.iter().zip(cards) {
            assert_eq!(finding.severity, card.severity, "{case}");
            card.says.iter().for_each(|words| assert!(finding.says.contains(words), "{case}: {}", finding.says));
            card.never.iter().for_each(|words| assert!(!finding.says.contains(words), "{case}: {}", finding.says));
            let mends: Vec<Vec<String>> = finding.mends.iter().map(|mend| writes(&mend.edit)).collect();
            assert!(card.mends.as_ref().is_none_or(|expected| *expected == mends), "{case}: {mends:?}");
            let cells = finding.members().iter().map(|member| &member.at).filter(|at| **at != finding.at);
            cells.for_each(|at| assert!(finding.also.contains(at), "{case}: {at} is listed"));
        }
    }
}

/// The sample: few cards, nothing lost, and no sentence twice.
#[test]
fn the_sample_is_told_once() {
    let (form, report) = (form(), sample());
    let sheet = derive(&form, &report);
    let (cards, alone) = (checked(&report).findings, check::run(&form, &report, &sheet, today()));
    assert!((30..=40).contains(&cards.len()), "{} cards of {} findings", cards.len(), alone.len());
    let joined: BTreeSet<String> = cards.iter().flat_map(Finding::members).map(Finding::key).collect();
    let found = alone.iter().filter(|finding| finding.lacks.is_none());
    assert_eq!(joined, found.map(Finding::key).collect(), "nothing is lost");
    let asked: BTreeSet<String> = checked(&report).blanks.iter().map(Blank::key).collect();
    alone.iter().filter(|f| f.lacks.is_some()).for_each(|f| assert!(asked.contains(&f.key()), "{}", f.says));
    for card in &cards {
        let mut told = BTreeSet::new();
        let sentences = card.says.split_inclusive('。').filter(|sentence| !sentence.starts_with('请'));
        sentences.for_each(|sentence| assert!(told.insert(sentence), "twice: {}", card.says));
        assert_eq!(cards.iter().filter(|other| other.says == card.says).count(), 1, "twice: {}", card.says);
    }
    let lead = |rule: &str| cards.iter().filter(|card| card.rule == rule).count();
    assert_eq!((lead("over-fulfilment-unexplained"), lead("unused-row-filled"), lead("item-over-budget")), (3, 1, 0));
}

fn signless() -> Report {
    written(&BTreeMap::from(
        [
            ("scores/quantity-1/name", "走访企业"),
            ("scores/quantity-1/target", "80家"),
            ("scores/quality-1/name", "培训合格率"),
            ("scores/quality-1/target", "95%"),
        ]
        .map(|(address, text)| (address.to_string(), text.to_string())),
    ))
}

fn family(desk: &Desk) -> Finding {
    desk.findings().iter().find(|f| f.rule == "target-without-operator").expect("a family").clone()
}

/// One reason explains all its cells; it lapses for those that changed or joined, and they are asked for alone.
#[test]
fn a_family_is_explained_once_and_lapses_cell_by_cell() {
    let mut desk = Desk::new(form(), signless(), today());
    desk.explain(&family(&desk), "方案里就是这样写的。").expect("always possible");
    assert_eq!(family(&desk).explained.as_deref(), Some("方案里就是这样写的。"));
    let text = |address: &str, text: &str| Edit::Write { at: at(address), text: text.into() };
    desk.apply(&text("scores/quality-1/target", "96%")).expect("a cell");
    desk.apply(&Edit::All(vec![text("scores/quantity-2/name", "学习培训"), text("scores/quantity-2/target", "3次")]))
        .expect("cells");
    let lapsed = family(&desk);
    assert!(lapsed.is_outstanding());
    let asks: Vec<String> = lapsed.asks().iter().map(|member| member.at.to_string()).collect();
    assert_eq!(asks, ["scores/quantity-2/target", "scores/quality-1/target"]);
    desk.explain(&lapsed, "今年新定的。").expect("always possible");
    assert_eq!(
        family(&desk).explained.as_deref(),
        Some("方案里就是这样写的。；今年新定的。"),
        "the other kept its own"
    );
    desk.explain(&family(&desk), "").expect("always possible");
    assert!(family(&desk).members().iter().all(Finding::is_outstanding), "taken back from all");
}

/// A file made before has its reasons by rule and cell.
#[test]
fn reasons_of_older_files_explain_their_cells() {
    let (form, mut report) = (form(), signless());
    let explain = |address: &str, about: &str| Edit::Explain {
        finding: format!("target-without-operator@{address}"),
        explanation: Explanation { text: "原来的说明。".into(), about: about.into() },
    };
    report::apply(&form, &mut report, &explain("scores/quantity-1/target", "80家")).expect("always possible");
    let half = family(&Desk::new(form.clone(), report.clone(), today()));
    assert_eq!((half.is_outstanding(), half.asks().len()), (true, 1), "one cell waits");
    report::apply(&form, &mut report, &explain("scores/quality-1/target", "95%")).expect("always possible");
    assert!(!family(&Desk::new(form, report, today())).is_outstanding());
}

#[test]
fn a_blank_report_of_any_form_is_not_finished() {
    for form in form::sources().map(|text| Arc::new(form::parse(text).expect("a form"))) {
        let mut desk = Desk::new(Arc::clone(&form), Report::new(&form, form.from_year), today());
        assert!(!desk.blanks().is_empty(), "{}", form.id);
        let Err(Barred::Outstanding(bars)) = desk.finish(today()) else { panic!("{} is barred", form.id) };
        assert_eq!((bars.outstanding.blank, bars.outstanding.wrong), (desk.blanks().len(), 0), "{}", form.id);
        assert!(Barred::Outstanding(bars).to_string().contains("还没填"));
    }
}

/// The examples that come with the tests are complete papers.
#[test]
fn a_complete_report_has_no_blanks() {
    for form in form::sources().skip(1).map(|text| form::parse(text).expect("a form")) {
        let file = format!("{}/tests/data/filled/{}.tsv", env!("CARGO_MANIFEST_DIR"), form.id);
        let listing = std::fs::read_to_string(file).expect("an example");
        let mut report = Report::new(&form, form.from_year);
        report::apply(&form, &mut report, &Edit::All(read_listing(&listing).expect("a listing"))).expect("cells");
        let blanks = check::checked(&form, &report, &derive(&form, &report), today()).blanks;
        assert_eq!(
            blanks.iter().map(|blank| blank.at.to_string()).collect::<Vec<_>>(),
            Vec::<String>::new(),
            "{}",
            form.id
        );
    }
}

#[test]
fn a_reason_lifts_a_blank_and_what_was_said_to_a_rule_before_does_too() {
    let mut desk = Desk::new(form(), sample(), today());
    let blanks = desk.blanks().to_vec();
    let of = |desk: &Desk, address: &str| desk.blanks().iter().find(|blank| blank.at == at(address)).cloned();
    assert_eq!(blanks.len(), 8);
    desk.explain_blanks(&blanks[..2], "日期由办公室盖章时填写。").expect("always possible");
    assert_eq!(desk.bars().outstanding.blank, 6);
    let before = Explanation { text: "没有发生。".into(), about: "".into() };
    desk.apply(&Edit::Explain { finding: "thrift-blank@thrift/measures".into(), explanation: before }).expect("fine");
    let thrift = of(&desk, "thrift/measures").and_then(|blank| blank.explained);
    assert_eq!((thrift.as_deref(), desk.bars().outstanding.blank), (Some("没有发生。"), 5));
    desk.apply(&Edit::Write { at: at("cover/date"), text: "2024年3月10日".into() }).expect("a cell");
    assert_eq!(of(&desk, "cover/date"), None, "filled in it is no blank");
}

/// Parts of an indicator and rows beside full points want no points; weights that no row has are a rule's to ask for.
#[test]
fn what_wants_no_points_is_not_asked_for_them() {
    let typed = |rows: &[(&str, &str, &str, &str)]| {
        let mut cells = BTreeMap::new();
        for (row, name, weight, score) in rows {
            let of_row = [("name", *name), ("target", "≥1次"), ("actual", "1次"), ("weight", weight), ("score", score)];
            cells.extend(of_row.map(|(column, text)| (format!("scores/{row}/{column}"), text.to_string())));
        }
        let blanks = checked(&written(&cells)).blanks;
        let of_grid = blanks.into_iter().filter(|blank| blank.at.section == "scores" && blank.asked.is_none());
        of_grid.map(|blank| format!("{}/{}", blank.at.row, blank.at.column)).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(typed(&[("quantity-1", "走访", "10", "10"), ("quantity-2", "其中：企业", "", "")]), none);
    assert_eq!(typed(&[("quantity-1", "走访", "90", "90"), ("quantity-2", "学习", "", "")]), none);
    assert_eq!(
        typed(&[("quantity-1", "走访", "10", "10"), ("quantity-2", "学习", "", "")]),
        ["quantity-2/weight", "quantity-2/score"]
    );
    assert_eq!(
        typed(&[("quantity-1", "走访", "", ""), ("quantity-2", "学习", "", "")]),
        ["quantity-1/score", "quantity-2/score"]
    );
}

/// A form says otherwise: what is required of it is, and what is not is not.
#[test]
fn a_form_says_what_is_required() {
    let text = form::bundled_text("hunan-lusong-2023").expect("bundled");
    let blanks = |old: &str, new: &str| {
        assert!(text.contains(old), "{old}");
        let form = form::parse(&text.replacen(old, new, 1)).expect("a form");
        let report = Report::new(&form, 2023);
        let blanks = check::checked(&form, &report, &derive(&form, &report), today()).blanks;
        blanks.iter().map(|blank| blank.at.to_string()).collect::<Vec<_>>()
    };
    let has = |blanks: &[String], address: &str| blanks.iter().any(|at| at == address);
    let usual = blanks("id: \"cover\"", "id: \"cover\"");
    assert!(has(&usual, "cover/date") && has(&usual, "report/measures") && has(&usual, "scores/quantity-1/name"));
    assert!(!has(&usual, "report/annexes") && !has(&usual, "apply/total/rate") && !has(&usual, "p1.project/name"));
    assert!(!has(&blanks("role: CoverDate,", "role: CoverDate, required: false,"), "cover/date"));
    let office = blanks("(id: \"office\",", "(id: \"office\", required: true,");
    assert!(has(&office, "base/office/final") && !has(&office, "base/office/last"));
    let initial = blanks("role: Initial,", "role: Initial, required: false,");
    assert!(has(&usual, "apply/total/initial") && !has(&initial, "apply/total/initial"));
}
