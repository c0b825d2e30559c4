//! One open report: whatever is done, sheet and findings belong to it, and undo takes it back.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use given::{edits, form, texts};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use ziping::check;
use ziping::desk::{Barred, Desk};
use ziping::form::CellId;
use ziping::report::{self, Edit, Explanation, Mark, Refused, Report, Source};
use ziping::sheet::derive;

fn today() -> chrono::NaiveDate {
    "2024-03-15".parse().expect("a date")
}

/// A new report, of which one text is last year's and awaits confirmation.
fn desk() -> Desk {
    let form = form();
    let mut report = Report::new(&form, form.from_year);
    let copied = CellId::new("report", "duties", "");
    Arc::make_mut(&mut report.content).cells.write(&copied, "上年的职能");
    Arc::make_mut(&mut report.notes).marks.insert(copied, Mark::new(Source::LastYear, true));
    Desk::new(form, report, today())
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(address: &str, text: &str) -> Edit {
    Edit::Write { at: at(address), text: text.into() }
}

fn all(desk: &Desk) -> (Report, usize) {
    (Report::clone(desk.report()), desk.findings().len())
}

fn in_step(desk: &Desk) -> Result<(), TestCaseError> {
    let sheet = derive(desk.form(), desk.report());
    prop_assert!(**desk.sheet() == sheet, "the sheet is another report's");
    prop_assert!(
        desk.findings() == check::checked(desk.form(), desk.report(), &sheet, today()).findings,
        "the findings are another's"
    );
    Ok(())
}

/// The cells an edit writes to. None for edits that are never merged with the one before.
fn written(edit: &Edit) -> Option<&CellId> {
    if let Edit::Write { at, .. } = edit { Some(at) } else { None }
}

/// What is typed at once is a step a sentence or line, in paragraphs.
fn most_steps(edit: &Edit) -> usize {
    if let Edit::Write { text, .. } = edit {
        1 + text.matches(['。', '！', '？', '；', '\r', '\n']).count()
    } else {
        1
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn undo_takes_back_and_redo_does_again(edits in prop::collection::vec(edits(), 1..25)) {
        let mut desk = desk();
        let (opened, mut touched) = (all(&desk), BTreeSet::new());
        for edit in &edits {
            let before = all(&desk);
            let could = (desk.can_undo(), desk.can_redo());
            if desk.apply(edit).is_err() {
                prop_assert!(all(&desk) == before && (desk.can_undo(), desk.can_redo()) == could, "refused, and yet done");
                continue;
            }
            in_step(&desk)?;
            let merges = written(edit).is_some_and(|at| !touched.insert(at.clone()));
            let after = all(&desk);
            if after != before && !merges {
                let steps = (1..=most_steps(edit)).find(|_| desk.undo() && all(&desk) == before);
                prop_assert!(steps.is_some(), "{:?} is not taken back", edit);
                in_step(&desk)?;
                let again = (1..=most_steps(edit)).find(|_| desk.redo() && all(&desk) == after);
                prop_assert!(again == steps && !desk.can_redo(), "{:?} is not done again", edit);
                in_step(&desk)?;
            }
        }
        let last = all(&desk);
        prop_assert_eq!(desk.is_saved(), last == opened);
        while desk.undo() {}
        prop_assert!(all(&desk) == opened && desk.is_saved() && !desk.can_undo());
        while desk.redo() {}
        prop_assert!(all(&desk) == last && !desk.can_redo());
    }

    #[test]
    fn typed_and_deleted_is_never_typed(before in prop::collection::vec(edits(), 0..6), text in texts(), row in 0usize..400) {
        let mut desk = desk();
        for edit in &before {
            desk.apply(edit).ok();
        }
        let blank: Vec<CellId> = desk.sheet().cells().filter(|c| c.is_writable() && desk.report().content.cells.text(&c.at).is_empty()).map(|c| c.at.clone()).collect();
        let (at, was) = (blank[row % blank.len()].clone(), all(&desk));
        for text in [text.as_str(), "8", ""] {
            desk.apply(&Edit::Write { at: at.clone(), text: text.into() }).expect("a cell of the form");
        }
        prop_assert_eq!(all(&desk), was, "{}", at);
    }
}

/// What a clerk does in a few cells, to whom the same cell may come again.
#[derive(Clone, Debug)]
enum Doing {
    Type(usize, &'static str),
    /// Esc in that cell, which held this when it was entered.
    GiveUp(usize, &'static str),
    /// A change that is not typed.
    AddRow,
    Undo,
    Redo,
}

const TOUCHED: [&str; 3] = ["base/public/last", "base/public/final", "report/duties"];
/// Of these the one that holds paragraphs: none of the texts goes on from another there.
const PARAGRAPHS: usize = 2;

fn doings() -> impl Strategy<Value = Doing> {
    let (cell, text) = (0..TOUCHED.len(), prop::sample::select(vec!["", "1", "2", "3"]));
    prop_oneof![
        6 => (cell.clone(), text.clone()).prop_map(|(cell, text)| Doing::Type(cell, text)),
        1 => (cell, text).prop_map(|(cell, text)| Doing::GiveUp(cell, text)),
        1 => Just(Doing::AddRow),
        3 => Just(Doing::Undo),
        1 => Just(Doing::Redo),
    ]
}

/// The law, said once more: typing on in the cell that was typed in last joins its step, back to where it began takes
/// the step away, and whatever else happens, Esc too, ends it. In paragraphs nothing takes it away.
#[derive(Default)]
struct Steps {
    before: Vec<Report>,
    after: Vec<Report>,
    typing: Option<usize>,
}

impl Steps {
    fn push(&mut self, before: Report, cell: Option<usize>, now: &Report) {
        self.after.clear();
        let goes_on = cell.is_some() && cell == self.typing;
        if !goes_on {
            self.before.push(before);
        }
        let back = goes_on && self.before.last() == Some(now);
        if back {
            self.before.pop();
        }
        self.typing = cell.filter(|_| !back);
    }

    fn step(from: &mut Vec<Report>, to: &mut Vec<Report>, now: Report) -> Option<Report> {
        let other = from.pop()?;
        to.push(now);
        Some(other)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_step_ends_where_another_begins(doings in prop::collection::vec(doings(), 1..20)) {
        let mut desk = desk();
        let mut steps = Steps::default();
        for doing in &doings {
            let before = Report::clone(desk.report());
            let moved = match doing {
                Doing::Type(cell, text) => { desk.apply(&write(TOUCHED[*cell], text)).expect("a cell"); None }
                Doing::GiveUp(cell, text) => { desk.give_back(&at(TOUCHED[*cell]), text, Mark::default()).expect("a cell"); None }
                Doing::AddRow => { desk.apply(&Edit::AddRow { section: "base".into(), under: "other".into() }).expect("a place"); None }
                Doing::Undo => Some((desk.undo(), Steps::step(&mut steps.before, &mut steps.after, before.clone()))),
                Doing::Redo => Some((desk.redo(), Steps::step(&mut steps.after, &mut steps.before, before.clone()))),
            };
            if let Some((moved, expected)) = moved {
                prop_assert_eq!(moved, expected.is_some());
                prop_assert!(*desk.report().as_ref() == expected.unwrap_or(before), "{:?} of {:?}", doing, doings);
                if moved {
                    steps.typing = None;
                }
            } else if **desk.report() != before {
                let cell = if let Doing::Type(cell, _) = doing { Some(*cell) } else { None };
                if cell == Some(PARAGRAPHS) {
                    steps.typing = None;
                }
                steps.push(before, cell, desk.report());
            }
            prop_assert_eq!((desk.can_undo(), desk.can_redo()), (!steps.before.is_empty(), !steps.after.is_empty()));
        }
    }
}

#[test]
fn what_is_typed_after_undo_is_a_step_of_its_own() {
    let mut desk = desk();
    for (cell, text) in [("base/public/last", "1"), ("base/public/final", "2")] {
        desk.apply(&write(cell, text)).expect("a cell");
    }
    assert!(desk.undo());
    desk.apply(&write("base/public/last", "3")).expect("a cell");
    assert!(desk.undo());
    assert_eq!(desk.report().content.cells.text(&at("base/public/last")), "1");
}

const PROSE: &str = "report/duties";

/// Types into the report's text letter by letter, at its end.
fn type_in(desk: &mut Desk, typed: &str) {
    for letter in typed.chars() {
        let text = format!("{}{letter}", desk.report().content.cells.text(&at(PROSE)));
        desk.apply(&write(PROSE, &text)).expect("a cell");
    }
}

/// What stands in the report's text after each step back.
fn steps_back(desk: &mut Desk) -> Vec<String> {
    let text = |desk: &Desk| desk.report().content.cells.text(&at(PROSE)).to_string();
    std::iter::from_fn(|| desk.undo().then(|| text(desk))).collect()
}

#[test]
fn in_paragraphs_a_step_is_a_sentence() {
    let mut desk = desk();
    desk.apply(&write(PROSE, "")).expect("a cell");
    type_in(&mut desk, "走访了企业。服务了群众！\n还有");
    assert_eq!(
        steps_back(&mut desk),
        ["走访了企业。服务了群众！\n", "走访了企业。服务了群众！", "走访了企业。", "", "上年的职能"]
    );
    while desk.redo() {}
    assert_eq!(desk.report().content.cells.text(&at(PROSE)), "走访了企业。服务了群众！\n还有");
}

#[test]
fn in_paragraphs_a_step_ends_where_the_caret_moves_and_where_typing_turns_to_deleting() {
    let mut desk = desk();
    let mut each = |texts: &[&str]| {
        for text in texts {
            desk.apply(&write(PROSE, text)).expect("a cell");
        }
    };
    // Typed at the end, two letters before it, then deleted backwards and onwards from there.
    each(&["", "企业企业", "企业企业多", "企业企业多少", "企业有企业多少", "企业有些企业多少"]);
    each(&["企业有企业多少", "企业企业多少", "企业业多少", "企业多少", "企业家多少"]);
    let back = ["企业多少", "企业有些企业多少", "企业企业多少", "", "上年的职能"];
    assert_eq!(steps_back(&mut desk), back);
}

#[test]
fn what_is_pasted_into_paragraphs_is_a_step() {
    let mut desk = desk();
    desk.apply(&write(PROSE, "")).expect("a cell");
    type_in(&mut desk, "共");
    desk.apply(&Edit::All(vec![write(PROSE, "共甲。乙")])).expect("a cell");
    desk.apply(&write(PROSE, "共甲。乙丙")).expect("a cell");
    assert_eq!(steps_back(&mut desk), ["共甲。乙", "共", "", "上年的职能"]);
}

#[test]
fn what_is_given_up_comes_back_by_undo_and_leaves_no_trace() {
    let mut desk = desk();
    let (cell, other) = (at("report/duties"), at("base/public/final"));
    desk.apply(&write("base/public/final", "8")).expect("a cell");
    let (was, mark) = (all(&desk), Mark::new(Source::LastYear, true));
    for text in ["今", "今年"] {
        desk.apply(&write("report/duties", text)).expect("a cell");
    }
    desk.give_back(&cell, "上年的职能", mark).expect("a cell");
    assert!(all(&desk) == was, "the text and its mark are there again");
    assert!(desk.undo() && desk.report().content.cells.text(&cell) == "今年");
    assert!(desk.undo() && all(&desk) == was, "what was typed is a step");
    assert!(desk.undo() && desk.report().content.cells.text(&other).is_empty(), "the step before is taken back");
    assert!(!desk.can_undo());
}

#[test]
fn typing_on_in_one_cell_is_one_step() {
    let mut desk = desk();
    for text in ["8", "8.", "8.8", "8.87"] {
        desk.apply(&write("base/public/final", text)).expect("a cell");
    }
    desk.apply(&write("base/public/budget", "6.68")).expect("a cell");
    desk.apply(&write("base/public/final", "9")).expect("a cell");
    let text = |desk: &Desk| desk.report().content.cells.text(&at("base/public/final")).to_string();
    assert!(desk.undo() && text(&desk) == "8.87", "the same cell later is another step");
    assert!(desk.undo() && desk.undo() && text(&desk).is_empty());
    assert!(!desk.can_undo() && desk.is_saved());
    assert!(desk.redo() && text(&desk) == "8.87");
    // A step taken again is done with: typing on is a step of its own.
    desk.apply(&write("base/public/final", "8.9")).expect("a cell");
    assert!(!desk.can_redo() && desk.undo() && text(&desk) == "8.87");
}

#[test]
fn typing_back_to_where_it_was_is_no_step() {
    let mut desk = desk();
    for text in ["8", "8.8", ""] {
        desk.apply(&write("base/public/final", text)).expect("a cell");
    }
    assert!(!desk.can_undo() && desk.is_saved());
    desk.apply(&write("base/public/final", "")).expect("a cell");
    assert!(!desk.can_undo(), "nothing has changed");
}

#[test]
fn a_pasted_block_is_one_step_and_wholly_refused() {
    let mut desk = desk();
    let block = Edit::All(vec![write("base/public/last", "1"), write("base/public/final", "2")]);
    desk.apply(&block).expect("cells");
    assert!(desk.undo() && !desk.can_undo());
    let was = all(&desk);
    let spoilt = Edit::All(vec![write("base/public/last", "1"), write("base/procurement/last", "2")]);
    let refused = desk.apply(&spoilt).expect_err("crossed out").to_string();
    assert!(refused.contains("base/procurement/last") && refused.ends_with('。'), "{refused}");
    assert!(all(&desk) == was && desk.can_redo(), "what could be redone still can");
    let mut bare = Report::clone(desk.report());
    assert!(report::apply(desk.form(), &mut bare, &spoilt).is_err() && bare == **desk.report());
}

#[test]
fn saved_is_what_reached_the_disk() {
    let mut desk = desk();
    desk.apply(&write("cover/unit", "某局")).expect("a cell");
    assert!(!desk.is_saved());
    let reached = Arc::clone(desk.report());
    desk.apply(&write("cover/date", "2024年3月15日")).expect("a cell");
    desk.set_saved(&reached);
    assert!(!desk.is_saved(), "typed on while it was being saved");
    assert!(desk.undo() && desk.is_saved());
    assert!(desk.undo() && !desk.is_saved(), "undone beyond what was saved");
    assert!(desk.redo() && desk.is_saved());
    desk.set_unsaved();
    assert!(!desk.is_saved());
}

/// What the file was is kept before a save only where more than typing has changed the report since the last.
#[test]
fn what_changes_much_at_once_is_known_until_it_is_saved() {
    let mut desk = desk();
    desk.apply(&write("cover/unit", "某局")).expect("a cell");
    let explanation = Explanation { text: "原因".into(), about: "".into() };
    desk.apply(&Edit::All(vec![Edit::Explain { finding: "rule@cover/unit".into(), explanation }])).expect("a note");
    assert!(!desk.is_changed_at_once(), "typed, and explained");
    desk.apply(&Edit::All(vec![write("cover/date", "2024年3月15日")])).expect("a cell");
    assert!(desk.is_changed_at_once());
    let reached = Arc::clone(desk.report());
    desk.apply(&write("cover/unit", "某某局")).expect("a cell");
    desk.set_saved(&reached);
    assert!(desk.is_changed_at_once(), "not all of it is on the disk");
    let reached = Arc::clone(desk.report());
    desk.set_saved(&reached);
    assert!(!desk.is_changed_at_once());
    desk.bring_back(Report::new(desk.form(), 2022)).expect("another report");
    assert!(desk.is_changed_at_once());
}

/// What snapshots keep is counted by its places in memory: what two of them share lies in one.
#[test]
fn a_step_costs_what_it_changed() {
    let form = form();
    let mut report = Report::new(&form, 2023);
    let columns = ["name", "target", "actual", "weight", "score", "reason"];
    let imported = (1..=1000).flat_map(|row| columns.map(|column| at(&format!("scores/quantity-{row}/{column}"))));
    let mark = Mark::new(Source::Imported, true);
    let bring = |at: CellId| Edit::Bring { at, text: "5".into(), mark: mark.clone() };
    report::apply(&form, &mut report, &Edit::All(imported.map(bring).collect())).expect("cells");
    let mut snapshots = vec![report];
    for n in 0..200 {
        let row = 1 + n * 37 % 1000;
        let explanation = Explanation { text: "原因".into(), about: "5".into() };
        let edit = match n % 4 {
            0 | 1 => write(&format!("scores/quantity-{row}/actual"), "7"),
            2 => Edit::Confirm(at(&format!("scores/quantity-{row}/target"))),
            _ => Edit::Explain { finding: format!("rule@scores/quantity-{row}/target"), explanation },
        };
        let mut after = snapshots[n].clone();
        report::apply(&form, &mut after, &edit).expect("possible");
        assert!(after != snapshots[n], "{edit:?}");
        snapshots.push(after);
    }
    let kept =
        |places: &dyn Fn(&Report) -> Vec<usize>| snapshots.iter().flat_map(places).collect::<BTreeSet<_>>().len();
    let rows = kept(&|report| report.content.cells.section("scores").expect("rows").values().map(place).collect());
    let marks = kept(&|report| report.notes.marks.values().map(place).collect());
    let explained = kept(&|report| report.notes.explanations.values().map(place).collect());
    let added = kept(&|report| report.content.rows.values().map(place).collect());
    // Entries lie in leaves of a few dozen; whatever else is written, the others stay where they are.
    assert!(rows < 1000 + 100 * 50, "{rows} places of rows");
    assert!(marks < 6000 + 150 * 50, "{marks} places of marks");
    assert!(explained < 50 * 50 && added < 50, "{explained} of explanations, {added} of rows added");
    let texts = kept(&|report| {
        report.content.cells.section("scores").expect("rows").values().map(|row| Arc::as_ptr(row) as usize).collect()
    });
    assert_eq!(texts, 1000 + 100, "one row is copied for each text that is written");
    assert!(snapshots.windows(2).filter(|two| Arc::ptr_eq(&two[0].content, &two[1].content)).count() == 100);
}

/// Where something lies in memory.
fn place<T>(it: &T) -> usize {
    std::ptr::from_ref(it) as usize
}

#[test]
fn findings_follow_a_new_day() {
    let mut desk = desk();
    desk.apply(&write("cover/date", "2024年3月16日")).expect("a cell");
    let (before, next) = (desk.findings().to_vec(), today().succ_opt().expect("a day"));
    desk.turn_to(next);
    let now = check::checked(desk.form(), desk.report(), desk.sheet(), next).findings;
    assert!(desk.findings() == now && before != now, "a date that has not come yet comes");
    desk.apply(&write("cover/unit", "某局")).expect("a cell");
    assert!(
        desk.findings() == check::checked(desk.form(), desk.report(), desk.sheet(), next).findings,
        "and stays the day"
    );
}

#[test]
fn an_explanation_is_a_step_and_lapses_with_its_figures() {
    let mut desk = desk();
    desk.apply(&Edit::All(vec![write("base/public/budget", "6.68"), write("base/public/final", "7.87")]))
        .expect("cells");
    let over = |desk: &Desk| desk.findings_at(&at("base/public/final")).next().cloned();
    let finding = over(&desk).expect("over the budget");
    assert!(finding.is_outstanding());
    desk.explain(&finding, "年中增加了任务。").expect("always possible");
    assert!(over(&desk).is_some_and(|f| !f.is_outstanding() && f.explained.as_deref() == Some("年中增加了任务。")));
    assert!(desk.undo() && over(&desk).is_some_and(|f| f.is_outstanding()));
    assert!(desk.redo() && over(&desk).is_some_and(|f| !f.is_outstanding()));
    desk.apply(&write("base/public/final", "8.87")).expect("a cell");
    assert!(over(&desk).is_some_and(|f| f.is_outstanding()), "it was about other figures");
}

#[test]
fn what_is_typed_over_or_confirmed_no_longer_awaits_it() {
    for edit in [write("report/duties", "今年的职能"), Edit::Confirm(at("report/duties"))] {
        let mut desk = desk();
        let awaits = |desk: &Desk| desk.sheet().cell(&at("report/duties")).is_some_and(|cell| cell.unconfirmed);
        assert!(awaits(&desk));
        desk.apply(&edit).expect("a cell");
        assert!(!awaits(&desk), "{edit:?}");
        assert!(desk.undo() && awaits(&desk));
    }
}

#[test]
fn what_is_only_looked_at_is_not_changed() {
    let why: Arc<str> = "这个文件正在另一个窗口里填写，这里只能查看。要在这里填写，请另存一份。".into();
    let mut desk = desk();
    desk.apply(&write("base/public/final", "7.87")).expect("a cell of the form");
    let before = all(&desk);
    desk.set_read_only(Some(Arc::clone(&why)));
    let refused = Refused::ReadOnly(Arc::clone(&why));
    let copied = CellId::new("report", "duties", "");
    assert_eq!(desk.apply(&write("base/public/final", "8.87")), Err(refused.clone()));
    assert_eq!(desk.apply(&Edit::Confirm(copied.clone())), Err(refused.clone()), "nor is anything noted");
    assert_eq!(desk.give_back(&copied, "", Mark::default()), Err(refused.clone()));
    let blanks = desk.blanks().to_vec();
    assert_eq!(desk.explain_blanks(&blanks, "没有"), Err(refused.clone()));
    assert_eq!(desk.finish(today()), Err(Barred::Refused(refused.clone())));
    assert_eq!(desk.lift(today(), "有误").map_err(|barred| barred.to_string()), Err(why.to_string()));
    assert!(!desk.can_undo() && !desk.undo() && !desk.redo() && !desk.is_writable());
    assert!(all(&desk) == before);
    desk.set_read_only(None);
    assert!(desk.undo() && desk.is_writable(), "its steps are there again");
}
