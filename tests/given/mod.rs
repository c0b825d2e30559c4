//! What several tests are given: the form, the sample, and random edits for the laws that hold whatever a clerk does.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, reason = "a test may fail")]

use proptest::prelude::*;
use std::sync::Arc;
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Approved, Edit, Explanation, Report, read_listing};
use ziping::sheet::derive;

/// The form the laws are tried on.
pub fn form() -> Arc<Form> {
    let text = form::sources().next().expect("a bundled form");
    Arc::new(form::parse(text).expect("a form without fault"))
}

/// The filled report that comes with the program.
pub fn sample() -> Report {
    let form = form();
    let mut report = Report::new(&form, 2023);
    let listing = read_listing(include_str!("../../assets/sample/hunan-lusong-2023.tsv")).expect("a listing");
    report::apply(&form, &mut report, &Edit::All(listing)).expect("cells");
    report
}

/// The sample and the filled examples of other places' forms, by name.
pub fn filled() -> Vec<(String, Arc<Form>, Report)> {
    let mut all = vec![("sample".to_string(), form(), sample())];
    let folder = format!("{}/tests/data/filled", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    names.sort();
    for path in names {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let form = form::bundled(&name).expect("the form is bundled");
        let year = name.rsplit('-').next().and_then(|year| year.parse().ok()).expect("a year");
        let mut report = Report::new(&form, year);
        for edit in read_listing(&std::fs::read_to_string(&path).expect("a listing")).expect("a listing") {
            report::apply(&form, &mut report, &edit).expect("a cell");
        }
        all.push((name, form, report));
    }
    all
}

/// The cells of a report with two projects and some rows more than a new one.
fn addresses() -> Vec<CellId> {
    let form = form();
    let sheet = derive(&form, &Report::new(&form, form.from_year));
    let writable = |at: &CellId| form.slot(at).is_some_and(|slot| !slot.blocked);
    let mut all: Vec<CellId> = sheet.cells().map(|cell| cell.at.clone()).filter(writable).collect();
    let second =
        |at: &CellId| CellId::new(at.section.replacen("p1.", "p2.", 1), at.row.replace("-1", "-2"), &*at.column);
    let more: Vec<CellId> = all.iter().map(second).filter(|at| !all.contains(at)).collect();
    all.extend(more);
    all.extend(["base/other-1/name", "base/other-1/final", "base/fund-7/budget"].into_iter().filter_map(CellId::parse));
    all
}

/// Figures, words and what nobody expects.
pub fn texts() -> impl Strategy<Value = String> {
    let known = [
        "",
        "",
        "0",
        "85.22",
        "7.87万元",
        "≥4次",
        "80%",
        "无",
        "——",
        "\"#\"##\\",
        "两\r\n行",
        "【公用经费】",
        "#let x = $1$",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(String::from), 1 => any::<String>()]
}

fn writes() -> impl Strategy<Value = Edit> {
    (prop::sample::select(addresses()), texts()).prop_map(|(at, text)| Edit::Write { at, text: text.into() })
}

/// Approved targets of the year of the sample in which these are written.
fn approved(writes: &[Edit]) -> Arc<Approved> {
    let (form, mut report) = (form(), Report::new(&form(), 2023));
    for edit in writes {
        report::apply(&form, &mut report, edit).ok();
    }
    Arc::new(Approved { from: "绩效目标表.docx".into(), report })
}

/// Anything a clerk can ask for, and some of what the form refuses.
pub fn edits() -> impl Strategy<Value = Edit> {
    let under = [
        ("scores", "quantity"),
        ("base", "other"),
        ("base", "fund"),
        ("p1.scores", "served"),
        ("p2.scores", "social"),
        ("base", "public"),
    ];
    let rows = [
        ("scores", "quantity-1"),
        ("scores", "quantity-2"),
        ("base", "other-1"),
        ("p1.scores", "served-1"),
        ("scores", "x"),
    ];
    let refused = [
        "scores/total/score",
        "base/procurement/last",
        "base/fund/final",
        "封面/单位/x",
        "p0.funds/total/full",
        "cover/unit/x",
    ];
    let explained = ("[a-z-]{3,9}@(cover/unit|base/public/final)", texts(), texts());
    prop_oneof![
        8 => writes(),
        2 => prop::collection::vec(writes(), 0..12).prop_map(Edit::All),
        1 => prop::sample::select(under.to_vec()).prop_map(|(s, u)| Edit::AddRow { section: s.into(), under: u.into() }),
        1 => prop::sample::select(rows.to_vec()).prop_map(|(s, r)| Edit::RemoveRow { section: s.into(), row: r.into() }),
        1 => Just(Edit::AddProject),
        1 => prop::sample::select(vec!["p1", "p2", "p3"]).prop_map(|project| Edit::RemoveProject(project.into())),
        1 => explained.prop_map(|(finding, text, about)| Edit::Explain { finding, explanation: Explanation { text: text.into(), about: about.into() } }),
        1 => prop::sample::select(addresses()).prop_map(Edit::Confirm),
        1 => prop::option::of(prop::collection::vec(writes(), 0..9)).prop_map(|writes| Edit::Approve(writes.as_deref().map(approved))),
        1 => prop::sample::select(refused.to_vec()).prop_filter_map("an address", CellId::parse).prop_map(|at| Edit::Write { at, text: "1".into() }),
    ]
}
