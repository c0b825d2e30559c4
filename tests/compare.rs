//! 上年对照: what stands beside what, and what has changed; two years and two versions.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use given::{form, sample};
use std::time::Instant;
use ziping::carry::{Change, Compared, Comparison, Pairing, Past, Shift, forward};
use ziping::check;
use ziping::desk::Desk;
use ziping::form::{CellId, Form, Tab, bundled_text};
use ziping::report::{Edit, Report, apply};
use ziping::sheet::derive;
use ziping::value::Rate;

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(report: &mut Report, cells: &[(&str, &str)]) {
    for (address, text) in cells {
        apply(&form(), report, &Edit::Write { at: at(address), text: (*text).into() }).expect("a cell");
    }
}

/// The sample carried to the next year, and some of it filled in.
fn carried(cells: &[(&str, &str)]) -> Report {
    let form = form();
    let mut report = forward(&form, bundled_text(&form.id).expect("bundled"), &sample(), &form, 2024).report;
    write(&mut report, cells);
    report
}

fn compared(last: &Report, carried: bool, report: &Report, tab: Tab) -> Comparison {
    let form = form();
    Past::new(ziping::form::Form::clone(&form), last, carried).compared(&form, &derive(&form, report), tab, 0)
}

fn line<'c>(comparison: &'c Comparison, address: &str) -> &'c Compared {
    let found = comparison.lines.iter().find(|line| line.at == Some(at(address)));
    found.unwrap_or_else(|| panic!("{address} is not compared: {:#?}", comparison.lines))
}

fn rate(step: &Change) -> Option<String> {
    match step {
        Change::More(Shift { rate, .. }) | Change::Less(Shift { rate, .. }) => rate.map(Rate::plain),
        _ => None,
    }
}

#[test]
fn amounts_stand_beside_last_years() {
    let report = carried(&[
        ("base/public/final", "9.44"),
        ("base/public/budget", "8.88"),
        ("base/meetings/final", "0.1"),
        ("base/business/final", "5.31"),
    ]);
    let comparison = compared(&sample(), true, &report, Tab::Budget);
    let public = line(&comparison, "base/public/final");
    assert_eq!((public.heading.as_str(), public.words.as_str()), ("基础数据表", "公用经费·2024年决算数"));
    assert_eq!((public.before.as_str(), public.now.as_str()), ("7.87", "9.44"));
    assert!(matches!(&public.change, Change::More(step) if step.by == "1.57"), "{:?}", public.change);
    assert_eq!(rate(&public.change).as_deref(), Some("19.95%"));
    assert!(!public.large);
    let budget = line(&comparison, "base/public/budget");
    assert_eq!(rate(&budget.change).as_deref(), Some("32.93%"));
    assert!(budget.large);
    // From where on is this year's form's to say.
    let (mut form, last) = (ziping::form::Form::clone(&form()), sample());
    form.limits.change = ziping::value::read_rate("33%").value().copied().expect("a rate");
    let past = Past::new(form.clone(), &last, true);
    assert!(!line(&past.compared(&form, &derive(&form, &report), Tab::Budget, 0), "base/public/budget").large);
    let meetings = line(&comparison, "base/meetings/final");
    assert!(matches!(&meetings.change, Change::More(step) if step.rate.is_none()), "of nothing there is no share");
    assert!(meetings.large);
    assert_eq!(line(&comparison, "base/business/final").change, Change::Same);
    // What was said of last year is compared with what last year's report itself says.
    let last = line(&comparison, "base/public/last");
    assert_eq!((last.before.as_str(), last.now.as_str(), &last.change), ("7.87", "7.87", &Change::Same));
    // Nothing is written yet this year: nothing has changed.
    let office = line(&comparison, "base/office/final");
    assert_eq!((office.now.as_str(), &office.change), ("", &Change::Unsaid));
    assert!(comparison.lines.iter().all(|line| line.at.is_some()), "all of last year's has its place");
}

#[test]
fn indicators_stand_beside_last_years() {
    let mut report = carried(&[("scores/quantity-1/target", "≥6次"), ("scores/quantity-1/actual", "6次")]);
    let name = |report: &Report, at: &str| report.content.cells.text(&self::at(at)).to_string();
    let comparison = compared(&sample(), true, &report, Tab::Indicators);
    let target = line(&comparison, "scores/quantity-1/target");
    assert_eq!(target.heading, format!("数量指标：{}", name(&report, "scores/quantity-1/name")));
    assert_eq!((target.words.as_str(), target.before.as_str(), &target.change), ("年度指标值", "≥4次", &Change::Other));
    // Renamed, it is still the same; its old name is told.
    let old = name(&report, "scores/quantity-1/name");
    write(&mut report, &[("scores/quantity-1/name", "走访企业")]);
    let comparison = compared(&sample(), true, &report, Tab::Indicators);
    assert_eq!(line(&comparison, "scores/quantity-1/target").heading, format!("数量指标：走访企业（上年：{old}）"));
    // Another under its old name takes its place.
    write(&mut report, &[("scores/quantity-2/name", &old), ("scores/quantity-2/target", "≥4次")]);
    let comparison = compared(&sample(), true, &report, Tab::Indicators);
    assert_eq!(line(&comparison, "scores/quantity-2/target").change, Change::Same);
    assert_eq!(line(&comparison, "scores/quantity-1/target").heading, "数量指标：走访企业（上年没有）");
    // What is gone is told at the end, and leads nowhere.
    let remove = |row: &str| Edit::RemoveRow { section: "scores".into(), row: row.into() };
    apply(&form(), &mut report, &Edit::All(vec![remove("quantity-1"), remove("quantity-2")])).expect("rows");
    let comparison = compared(&sample(), true, &report, Tab::Indicators);
    let gone: Vec<&Compared> = comparison.lines.iter().filter(|line| line.at.is_none()).collect();
    assert_eq!(gone.len(), 2, "{gone:#?}");
    assert!(gone.iter().all(|line| line.heading == format!("上年有、本年没有：数量指标：{old}")));
}

#[test]
fn without_kept_addresses_names_decide() {
    let mut last = sample();
    let form = form();
    apply(&form, &mut last, &Edit::AddProject).expect("a project");
    write(&mut last, &[("p2.project/name", "旧项目"), ("p2.funds/grant/initial", "3")]);
    let mut report = Report::new(&form, 2024);
    write(
        &mut report,
        &[
            ("p1.project/name", "旧项目"),
            ("p1.funds/grant/initial", "2"),
            ("scores/quantity-1/name", "别的指标"),
            ("scores/quantity-1/target", "1次"),
        ],
    );
    let comparison = compared(&last, false, &report, Tab::Projects);
    assert_eq!(line(&comparison, "p1.funds/grant/initial").before, "3", "the second of last year is the first now");
    assert_eq!(comparison.gone, ["民营企业工作经费"]);
    let comparison = compared(&last, false, &report, Tab::Indicators);
    let target = line(&comparison, "scores/quantity-1/target");
    assert_eq!((target.before.as_str(), target.heading.as_str()), ("", "数量指标：别的指标（上年没有）"));
}

/// The finding about 上年决算数 in that cell, if there is one.
fn differs(report: &Report, address: &str) -> Option<String> {
    let all = check::run(&form(), report, &derive(&form(), report), "2025-03-15".parse().expect("a date"));
    all.into_iter().find(|f| f.rule == "last-year-differs" && f.at == at(address)).map(|f| f.says)
}

#[test]
fn every_reader_finds_the_same_cell_of_last_years() {
    let mut last = sample();
    write(
        &mut last,
        &[
            ("base/public/last", "6.5"),
            ("base/other-1/name", "印刷费"),
            ("base/other-1/final", "1.1"),
            ("base/other-2/name", "租赁费"),
            ("base/other-2/last", "9"),
            ("base/other-2/final", "2.2"),
        ],
    );
    let mut report = forward(&form(), bundled_text(&form().id).expect("bundled"), &last, &form(), 2024).report;
    // The first is taken out, and what was the second is typed again under its address.
    apply(&form(), &mut report, &Edit::RemoveRow { section: "base".into(), row: "other-2".into() }).expect("a row");
    write(&mut report, &[("base/public/last", "7.9"), ("base/other-1/name", "租赁费"), ("base/other-1/last", "2.3")]);
    let desk = Desk::new(form(), report.clone(), "2025-03-15".parse().expect("a date"));
    let comparison = compared(&last, true, &report, Tab::Budget);
    for (address, was) in [("base/public/last", "7.87"), ("base/other-1/last", "2.2")] {
        assert_eq!(desk.last_year(&at(address)).map(|cell| cell.text.as_str()), Some(was), "说明: {address}");
        assert_eq!(line(&comparison, address).before, was, "上年对照: {address}");
        let says = differs(&report, address).unwrap_or_else(|| panic!("审核 is silent on {address}"));
        assert!(says.contains(&format!("决算数是{was}万元")), "{says}");
    }
    // What is no 上年决算数 stands beside what stood there.
    assert_eq!(desk.last_year(&at("base/public/final")).map(|cell| cell.text.as_str()), Some("7.87"));
    write(&mut report, &[("base/public/last", "7.87"), ("base/other-1/last", "2.2")]);
    assert_eq!((differs(&report, "base/public/last"), differs(&report, "base/other-1/last")), (None, None));
    // A year further back is not last year.
    let mut gap = last.clone();
    std::sync::Arc::make_mut(&mut gap.content).year = 2022;
    let gap = Past::new(Form::clone(&form()), &gap, false);
    let mut desk = desk;
    desk.look_back(gap);
    assert_eq!(desk.last_year(&at("base/public/final")), None);
}

/// The sample with a second project and two rows of its own, as it first went out.
fn first_version() -> Report {
    let mut old = sample();
    apply(&form(), &mut old, &Edit::AddProject).expect("a project");
    write(
        &mut old,
        &[
            ("p2.project/name", "旧项目"),
            ("p2.funds/grant/initial", "3"),
            ("base/other-1/name", "印刷费"),
            ("base/other-1/final", "1"),
            ("base/other-2/name", "租赁费"),
            ("base/other-2/final", "2"),
        ],
    );
    old
}

#[test]
fn two_versions_of_one_report_stand_beside_each_other() {
    let (form, old) = (form(), first_version());
    let past = Past::new(Form::clone(&form), &old, true);
    let sheet = derive(&form, &old);
    let pairing = Pairing::new(&past, &form, &sheet);
    for cell in sheet.cells() {
        assert_eq!(pairing.cell(&cell.at).map(|was| &was.at), Some(&cell.at), "equal: each is its own");
    }
    assert!(pairing.gone_projects().is_empty());

    let mut new = old.clone();
    let remove = |section: &str, row: &str| Edit::RemoveRow { section: section.into(), row: row.into() };
    let edits = [remove("base", "other-1"), remove("scores", "quantity-1"), Edit::AddProject];
    apply(&form, &mut new, &Edit::All(edits.into())).expect("rows");
    write(
        &mut new,
        &[
            ("base/public/final", "8.87"),
            ("base/public/last", "7"),
            ("base/other-3/name", "邮电费"),
            ("base/other-3/final", "3"),
            ("p1.project/name", "改名项目"),
            ("p1.funds/grant/executed", "2"),
            ("p3.project/name", "新项目"),
        ],
    );
    let sheet = derive(&form, &new);
    let pairing = Pairing::new(&past, &form, &sheet);
    let was = |address: &str| pairing.cell(&at(address)).map(|cell| (cell.at.to_string(), cell.text.to_string()));
    let same = |address: &str| Some((address.to_string(), old.content.cells.text(&at(address)).to_string()));
    for changed in ["base/public/final", "base/public/last", "p1.project/name", "p1.funds/grant/executed"] {
        assert_eq!(was(changed), same(changed), "of one year each column is its own");
    }
    assert_eq!(was("base/other-2/final"), same("base/other-2/final"));
    for added in ["base/other-3/final", "p3.project/name", "p3.funds/grant/initial"] {
        assert_eq!(was(added), None, "{added} is new");
    }
    let kept: Vec<&CellId> = sheet.cells().filter_map(|cell| Some(&pairing.cell(&cell.at)?.at)).collect();
    let gone = past.sheet.cells().map(|cell| &cell.at).filter(|at| !kept.contains(at));
    let rows: std::collections::BTreeSet<String> = gone.map(|at| format!("{}/{}", at.section, at.row)).collect();
    assert_eq!(rows.into_iter().collect::<Vec<_>>(), ["base/other-1", "scores/quantity-1"]);
    assert!(pairing.gone_projects().is_empty(), "renamed is not gone");
    let tab = past.compared(&form, &sheet, Tab::Budget, 0);
    assert_eq!(line(&tab, "base/public/final").before, "7.87");
    assert!(tab.lines.iter().any(|line| line.at.is_none() && line.heading.starts_with("上一版有、这一版没有")));
    // Typed anew by another hand, only names count.
    let past = Past { keeps_addresses: false, ..past };
    let pairing = Pairing::new(&past, &form, &sheet);
    assert_eq!(pairing.cell(&at("p1.funds/grant/executed")), None);
    assert_eq!(pairing.cell(&at("p2.funds/grant/initial")).map(|cell| cell.text.as_str()), Some("3"));
    assert_eq!(pairing.gone_projects(), ["民营企业工作经费"]);
}

#[test]
fn a_name_that_stands_twice_is_no_name() {
    let form = form();
    let mut old = sample();
    write(&mut old, &[("base/other-1/name", "印刷费"), ("base/other-1/final", "1")]);
    let mut new = Report::new(&form, 2023);
    write(&mut new, &[("base/other-4/name", "印刷费")]);
    let past = Past::new(Form::clone(&form), &old, true);
    let pairs = |new: &Report, address: &str| {
        let sheet = derive(&form, new);
        Pairing::new(&past, &form, &sheet).cell(&at(address)).map(|cell| cell.at.clone())
    };
    assert_eq!(pairs(&new, "base/other-4/final"), Some(at("base/other-1/final")));
    write(&mut new, &[("base/other-5/name", "印刷费")]);
    assert_eq!((pairs(&new, "base/other-4/final"), pairs(&new, "base/other-5/final")), (None, None));
}

#[test]
fn every_amount_and_indicator_of_a_report_is_compared_with_itself() {
    for tab in [Tab::Unit, Tab::Budget, Tab::Projects, Tab::Indicators, Tab::Report] {
        let comparison = compared(&sample(), true, &sample(), tab);
        for line in &comparison.lines {
            assert!(matches!(line.change, Change::Same | Change::Unsaid), "{line:?}");
            assert_eq!(line.before, line.now, "{line:?}");
        }
        assert_eq!(comparison.lines.is_empty(), tab == Tab::Report);
    }
}

#[test]
fn twice_as_many_lines_take_no_more_than_their_share() {
    let form = form();
    let many = |count: u32| {
        let mut report = Report::new(&form, 2024);
        let cells = (1..=count).flat_map(|n| {
            let cell = move |column: &str, text: String| Edit::Write {
                at: at(&format!("scores/quantity-{n}/{column}")),
                text: text.into(),
            };
            [cell("name", format!("指标{n}")), cell("target", format!("{n}次"))]
        });
        apply(&form, &mut report, &Edit::All(cells.collect())).expect("cells");
        report
    };
    let time = |count: u32| {
        let report = many(count);
        let sheet = derive(&form, &report);
        let past = Past::new(ziping::form::Form::clone(&form), &report, true);
        let run = || {
            let since = Instant::now();
            assert!(past.compared(&form, &sheet, Tab::Indicators, 0).lines.len() >= count as usize);
            since.elapsed()
        };
        (0..5).map(|_| run()).min().expect("a run")
    };
    let (once, eight) = (time(250), time(2000));
    assert!(eight < once * 30, "250 take {once:?}, 2000 take {eight:?}");
}
