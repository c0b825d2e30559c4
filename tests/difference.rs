//! 对照: in what two reports differ, as data; what is taken of it makes them the same.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use given::{edits, form, sample};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use ziping::carry::{
    Difference, DifferentCell, DifferentLine, DifferentNote, DifferentPiece, Snapshot, SpanKind, forward, text_spans,
};
use ziping::desk::{Contrast, ContrastFinding, Desk};
use ziping::form::{CellId, bundled, bundled_text};
use ziping::report::{Approved, Code, Edit, Explanation, Mark, OwnRow, Refused, Report, Source, apply};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    both: BTreeMap<String, String>,
    #[serde(default)]
    before: Written,
    #[serde(default)]
    now: Written,
    lines: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
    /// Findings that came and went, of these rules alone.
    #[serde(default)]
    findings: Vec<String>,
}

/// What one side has beside what both have.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    form: Option<String>,
    #[serde(default)]
    year: Option<i32>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    remove_projects: Vec<String>,
    #[serde(default)]
    cells: BTreeMap<String, String>,
}

fn today() -> chrono::NaiveDate {
    "2024-03-15".parse().expect("a date")
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

impl Written {
    fn snapshot(&self, both: &BTreeMap<String, String>) -> Snapshot {
        let form = self.form.as_ref().map_or_else(form, |id| bundled(id).expect("a bundled form"));
        let mut report = Report::new(&form, self.year.unwrap_or(2023));
        let write = |(address, text): (&String, &String)| Edit::Write { at: at(address), text: text.as_str().into() };
        let remove = |row: &String| {
            let (section, row) = row.split_once('/').expect("a row");
            Edit::RemoveRow { section: section.into(), row: row.into() }
        };
        let rows = self.remove.iter().map(remove);
        let projects = self.remove_projects.iter().map(|id| Edit::RemoveProject(id.as_str().into()));
        let all = both.iter().map(write).chain(rows).chain(projects).chain(self.cells.iter().map(write));
        apply(&form, &mut report, &Edit::All(all.collect())).expect("cells of the form");
        Snapshot::new(form, Arc::new(report))
    }
}

/// A line as the cases tell it.
fn told(line: &DifferentLine) -> String {
    match line {
        DifferentLine::Cell(cell) => told_cell(cell),
        DifferentLine::Piece(DifferentPiece { at, words, cells, take, .. }) => {
            let mut told = format!("{at} {words} {}", line.piece().expect("one").says());
            for cell in cells {
                let (at, text) = (cell.at.as_ref().or(cell.was.as_ref()).expect("one"), [&cell.before, &cell.now]);
                write!(told, "; {at} {}{}", text[0], text[1]).expect("a text");
            }
            told + &refusal(take)
        }
    }
}

fn told_cell(cell: &DifferentCell) -> String {
    let address = |at: &Option<CellId>| at.as_ref().map_or_else(|| "-".to_string(), ToString::to_string);
    let place =
        if cell.at == cell.was { address(&cell.at) } else { format!("{}→{}", address(&cell.was), address(&cell.at)) };
    let says = if cell.is_figure || cell.before.is_empty() || cell.now.is_empty() {
        format!("{}→{}", cell.before, cell.now)
    } else {
        let span = |kind, text: &str| match kind {
            SpanKind::Kept => text.to_string(),
            SpanKind::Removed => format!("[-{text}-]"),
            SpanKind::Added => format!("[+{text}+]"),
        };
        text_spans(&cell.before, &cell.now).iter().map(|one| span(one.kind, &one.text)).collect()
    };
    let computed = match cell.computed {
        (false, false) => "",
        (true, true) => " 计算",
        (true, false) => " 原是计算",
        (false, true) => " 现是计算",
    };
    format!("{place} {} {says}{computed}{}", cell.words, refusal(&cell.take))
}

fn refusal<T>(take: &Result<T, ziping::carry::NotTaken>) -> String {
    take.as_ref().err().map_or_else(String::new, |why| format!(" {why:?}"))
}

/// What can be taken of a difference, as one edit.
fn all_taken(difference: &Difference) -> Edit {
    Edit::All(difference.takes())
}

#[test]
fn every_case_differs_as_it_says() {
    let cases: Vec<Case> = ron::from_str(include_str!("data/difference.ron")).expect("cases");
    let mut wrong = String::new();
    for case in &cases {
        let (before, now) = (case.before.snapshot(&case.both), case.now.snapshot(&case.both));
        let contrast = Contrast::new(&before, &now, today());
        let lines: Vec<String> = contrast.difference.lines.iter().map(told).collect();
        let note = |DifferentNote { words, before, now, .. }: &DifferentNote| format!("{words} {before}→{now}");
        let notes: Vec<String> = contrast.difference.notes.iter().map(note).collect();
        let found = [("+", &contrast.came), ("-", &contrast.went)].into_iter().flat_map(|(sign, all)| {
            all.iter().map(move |one| format!("{sign}{}@{}", one.finding.rule, one.finding.at))
        });
        let rule = |told: &str| told[1..].split_once('@').expect("a rule").0.to_string();
        let asked: Vec<String> = case.findings.iter().map(|told| rule(told)).collect();
        let findings: Vec<String> = found.clone().filter(|told| asked.contains(&rule(told))).collect();
        if (&lines, &notes, &findings) != (&case.lines, &case.notes, &case.findings) {
            writeln!(wrong, "{}:\nlines: {lines:#?},\nnotes: {notes:#?}", case.name).expect("a text");
            writeln!(wrong, "findings: {:?}", found.collect::<Vec<_>>()).expect("a text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_report_differs_from_itself_in_nothing() {
    for (name, form, report) in given::filled() {
        let one = Snapshot::new(form, Arc::new(report));
        let contrast = Contrast::new(&one, &one, today());
        assert!(contrast.difference.is_empty() && contrast.came.is_empty() && contrast.went.is_empty(), "{name}");
        assert_eq!(contrast.difference.says(), "两份内容相同。");
    }
}

#[test]
fn another_edition_of_the_form_is_told_and_its_cells_are_the_same() {
    let mut form = ziping::form::Form::clone(&form());
    form.edition += 1;
    let (before, now) = sample_after(&[write("base/public/final", "8.87")]);
    let now = Snapshot::new(Arc::new(form), now.report);
    let difference = Difference::between(&before, &now);
    let cells: Vec<String> = difference.lines.iter().map(told).collect();
    assert_eq!(cells, ["base/public/final 基础数据表·公用经费·2023年决算数 7.87→8.87"]);
    let notes: Vec<&str> = difference.notes.iter().map(|note| note.words.as_str()).collect();
    assert_eq!(notes, ["表样"]);
    assert_eq!((difference.grounds().len(), difference.other_notes().len()), (1, 0));
    assert!(difference.says().starts_with("表样不同，1格填写的内容不同"), "{}", difference.says());
}

/// The sample, and the same after these edits.
fn sample_after(edits: &[Edit]) -> (Snapshot, Snapshot) {
    let before = Snapshot::new(form(), Arc::new(sample()));
    let mut report = sample();
    apply(&form(), &mut report, &Edit::All(edits.to_vec())).expect("cells of the form");
    (before, Snapshot::new(form(), Arc::new(report)))
}

fn write(address: &str, text: &str) -> Edit {
    Edit::Write { at: at(address), text: text.into() }
}

#[test]
fn what_is_noted_otherwise_is_told_too() {
    let explanation = Explanation { text: "按批复".into(), about: "".into() };
    let unconfirmed = Edit::Bring {
        at: at("report/duties"),
        text: sample().content.cells.text(&at("report/duties")).into(),
        mark: Mark::new(Source::LastYear, true),
    };
    let approved = Approved { from: "绩效目标表.docx".into(), report: Report::new(&form(), 2023) };
    let explain = Edit::Explain { finding: "over-budget@base/public/final".into(), explanation };
    let (before, now) = sample_after(&[
        explain,
        unconfirmed,
        Edit::Approve(Some(Arc::new(approved))),
        Edit::Finish("2024-03-15".parse().expect("a day")),
    ]);
    let difference = Difference::between(&before, &now);
    assert!(difference.lines.is_empty() && !difference.is_empty());
    let notes: Vec<[&str; 3]> =
        difference.notes.iter().map(|note| [note.words.as_str(), &note.before, &note.now]).collect();
    let code = Code::of(&form(), &now.report.content);
    let finished = format!("2024-03-15定稿，校验码 {code}");
    assert_eq!(
        notes,
        [
            ["定稿", "没有定稿", &finished],
            ["批复的绩效目标", "没有", "绩效目标表.docx"],
            ["说明原因：基础数据表·公用经费·2023年决算数", "没有", "按批复"],
            ["自评报告·（一）主要职能", "不用核实", "待核实"],
        ]
    );
    assert_eq!(difference.says(), "另有4处说明、定稿或标记不同。");
}

#[test]
fn what_is_taken_is_one_step_and_refused_where_nothing_may_be_changed() {
    let edits = [write("base/public/final", "8.87"), write("base/other-1/name", "印刷费"), Edit::AddProject];
    let (before, now) = sample_after(&edits);
    let difference = Difference::between(&before, &now);
    assert_eq!(difference.says(), "1格填写的内容不同，增加1个项目，增加1行。");
    let first = difference.lines.iter().find_map(|line| line.cell()?.take.clone().ok()).expect("a cell");
    let mut desk = Desk::new(form(), Report::clone(&now.report), today());
    desk.apply(&Edit::All(vec![first.clone()])).expect("one cell");
    assert_eq!(desk.report().content.cells.text(&at("base/public/final")), "7.87");
    assert_eq!(desk.report().content.cells.text(&at("base/other-1/name")), "印刷费", "nothing else");
    desk.apply(&all_taken(&difference)).expect("all");
    assert!(Difference::between(&before, &desk.snapshot()).is_empty());
    assert!(desk.undo() && desk.undo() && *desk.report() == now.report, "two steps");
    desk.set_read_only(Some("只能查看，请另存。".into()));
    assert!(matches!(desk.apply(&first), Err(Refused::ReadOnly(_))));
    let mut report = Report::clone(&now.report);
    let day = "2024-03-15".parse().expect("a day");
    apply(&form(), &mut report, &Edit::Finish(day)).expect("nobody asks the findings here");
    assert_eq!(Desk::new(form(), report, today()).apply(&first), Err(Refused::Finished));
}

#[test]
fn another_order_is_taken_back() {
    let row = |number: u8| OwnRow::Added {
        section: "base".into(),
        under: "other".into(),
        row: format!("other-{number}").into(),
    };
    let named = ["印刷费", "租赁费", "邮电费", "物业费"];
    let rows = (1..).zip(named).map(|(number, name)| write(&format!("base/other-{number}/name"), name));
    let rows: Vec<Edit> = rows.chain([Edit::AddProject, Edit::AddProject]).collect();
    let (_, before) = sample_after(&rows);
    for moves in [
        vec![Edit::MoveRow { row: row(1), to: 3 }],
        vec![Edit::MoveRow { row: row(4), to: 0 }],
        vec![Edit::MoveRow { row: row(2), to: 2 }],
        vec![Edit::MoveRow { row: OwnRow::Project("p1".into()), to: 2 }],
        vec![Edit::RemoveRow { section: "base".into(), row: "other-1".into() }, Edit::MoveRow { row: row(4), to: 0 }],
    ] {
        let (_, now) = sample_after(&[rows.clone(), moves.clone()].concat());
        let mut desk = Desk::new(form(), Report::clone(&now.report), today());
        let difference = Difference::between(&before, &desk.snapshot());
        let moved = difference.lines.iter().filter(|line| matches!(line.take(), Ok(Edit::MoveRow { .. })));
        assert_eq!(moved.count(), 1, "{moves:?}");
        for _ in 0..2 {
            let takes = Difference::between(&before, &desk.snapshot()).takes();
            desk.apply(&Edit::All(takes)).expect("what can be taken");
        }
        assert!(Difference::between(&before, &desk.snapshot()).lines.is_empty(), "{moves:?}");
    }
}

#[test]
fn what_is_last_years_is_taken_as_such() {
    let last = sample();
    let report = forward(&form(), bundled_text(&form().id).expect("bundled"), &last, &form(), 2024).report;
    let now = Snapshot::new(form(), Arc::new(report));
    let before = now.last_year().expect("it goes along");
    let difference = Difference::between(&before, &now);
    let cell = difference.lines.iter().filter_map(DifferentLine::cell);
    let mut cell = cell.filter(|cell| cell.at == Some(at("base/public/final")));
    let Ok(Edit::Bring { text, mark, .. }) = &cell.next().expect("blank now").take else { panic!("it can be taken") };
    assert_eq!((text.as_str(), mark), ("7.87", &Mark::new(Source::LastYear, true)));
    assert!(difference.lines.iter().all(|line| line.piece().is_none()), "rows and projects are the same");
}

#[test]
fn findings_come_and_go_with_the_cells() {
    let (before, now) = sample_after(&[write("base/public/final", "9.99")]);
    let contrast = Contrast::new(&before, &now, today());
    assert!(!contrast.came.is_empty(), "7.87 was told in a text");
    let back = Contrast::new(&now, &before, today());
    let rules = |all: &[ContrastFinding]| all.iter().map(|one| one.finding.key()).collect::<Vec<_>>();
    assert_eq!((rules(&contrast.came), rules(&contrast.went)), (rules(&back.went), rules(&back.came)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn all_that_can_be_taken_makes_them_the_same(
        one in prop::collection::vec(edits(), 0..8),
        other in prop::collection::vec(edits(), 0..8),
    ) {
        let after = |edits: &[Edit]| {
            let mut desk = Desk::new(form(), sample(), today());
            for edit in edits.iter().filter(|edit| !matches!(edit, Edit::Finish(_))) {
                let _refused = desk.apply(edit);
            }
            desk
        };
        let (before, mut now) = (after(&one).snapshot(), after(&other));
        let difference = Difference::between(&before, &now.snapshot());
        if difference.lines.is_empty() {
            let code = |report: &Report| Code::of(&form(), &report.content);
            prop_assert_eq!(code(&before.report), code(now.report()));
        }
        prop_assert_eq!(now.apply(&all_taken(&difference)), Ok(()));
        let left = Difference::between(&before, &now.snapshot());
        // Rows and projects without a name of their own are nobody's again once they stand under another address.
        let takes = left.lines.iter().filter(|line| line.cell().is_some_and(|cell| cell.take.is_ok()));
        let takes: Vec<String> = takes.map(told).collect();
        prop_assert!(takes.is_empty(), "{:#?}", takes);
    }
}
