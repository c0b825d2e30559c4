//! The clerk's own rows: put in, had twice, moved, taken out, filled with 无; as edits, and in the window.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use given::{edits, form, sample};
use proptest::prelude::*;
use std::time::Instant;
use window::{USUAL, press};
use ziping::app::App;
use ziping::desk::{Desk, RowDeed};
use ziping::form::CellId;
use ziping::report::{Edit, Mark, OwnRow, Refused, Report, Side, Source, apply};

fn today() -> chrono::NaiveDate {
    "2024-03-15".parse().expect("a date")
}

fn desk() -> Desk {
    Desk::new(form(), sample(), today())
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(address: &str, text: &str) -> Edit {
    Edit::Write { at: at(address), text: text.into() }
}

fn indicator(row: &str) -> OwnRow {
    OwnRow::Added { section: "scores".into(), under: "quantity".into(), row: row.into() }
}

fn own_rows(desk: &Desk) -> Vec<OwnRow> {
    let mut all: Vec<OwnRow> = desk.sheet().cells().filter_map(|cell| desk.own_row(&cell.at)).collect();
    all.dedup();
    all
}

const DEEDS: [RowDeed; 7] = [
    RowDeed::Insert(Side::Above),
    RowDeed::Insert(Side::Below),
    RowDeed::Duplicate,
    RowDeed::Up,
    RowDeed::Down,
    RowDeed::Remove,
    RowDeed::FillNone,
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    /// Whatever was done before: each deed is one step that undo takes back exactly; up and down again is nothing.
    #[test]
    fn a_deed_is_one_step(before in prop::collection::vec(edits(), 0..8), row in 0usize..400) {
        let mut desk = desk();
        for edit in &before {
            desk.apply(edit).ok();
        }
        let cells: Vec<CellId> = desk.sheet().cells().map(|cell| cell.at.clone()).collect();
        let cell = &cells[row * 7 % cells.len()];
        for deed in DEEDS {
            let Some(edit) = desk.row_edit(cell, deed) else { continue };
            let was = Report::clone(desk.report());
            desk.apply(&edit).expect("what is offered can be done");
            prop_assert!(was != **desk.report(), "{deed:?} at {cell} does nothing");
            let back = match deed { RowDeed::Up => Some(RowDeed::Down), RowDeed::Down => Some(RowDeed::Up), _ => None };
            if let Some(back) = back {
                let edit = desk.row_edit(cell, back).expect("the way back");
                desk.apply(&edit).expect("the way back");
                prop_assert!(was.content.rows == desk.report().content.rows && was.content.projects == desk.report().content.projects);
                desk.undo();
            }
            desk.undo();
            prop_assert!(was == **desk.report(), "{deed:?} at {cell} is not taken back");
        }
    }

    /// A row has its texts, marks and explanations wherever it goes; no other row's change.
    #[test]
    fn what_is_moved_keeps_what_it_has(number in 0usize..400, to in 0usize..40) {
        let mut desk = desk();
        let rows = own_rows(&desk);
        let row = rows[number % rows.len()].clone();
        desk.apply(&Edit::MoveRow { row: row.clone(), to }).expect("a row that is there");
        let (after, before) = (desk.report(), sample());
        prop_assert_eq!(&after.content.cells, &before.content.cells);
        prop_assert_eq!(&after.notes, &before.notes);
        let place = row.position(&after.content).expect("it is still there");
        prop_assert_eq!(place, to.min(row.among(&after.content).len() - 1));
    }
}

#[test]
fn a_row_comes_beside_one_and_twice() {
    let mut desk = desk();
    let names = |desk: &Desk| {
        desk.report().content.added("scores", "quantity").iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let there = names(&desk);
    assert_eq!(there[0], "quantity-1");
    desk.apply(&Edit::InsertRow { beside: indicator("quantity-1"), side: Side::Above }).expect("a row");
    let new = names(&desk)[0].clone();
    assert!(!there.contains(&new));
    assert_eq!(names(&desk)[1..], there);
    desk.undo();
    let first = at("scores/quantity-1/name");
    let mark = Mark::new(Source::LastYear, true);
    let text = desk.report().content.cells.text(&first).to_string();
    desk.apply(&Edit::Bring { at: first.clone(), text: text.as_str().into(), mark }).expect("a cell");
    desk.apply(&Edit::DuplicateRow(indicator("quantity-1"))).expect("a row");
    let twin = names(&desk)[1].clone();
    let cells = &desk.report().content.cells;
    assert_eq!(cells.row("scores", &twin), cells.row("scores", "quantity-1"));
    let noted = |row: &str| desk.report().notes.marks.keys().any(|at| at.row == row);
    assert!(noted("quantity-1") && !noted(&twin), "what is had twice counts as typed");
}

#[test]
fn a_project_comes_twice_with_all_its_tables() {
    let mut desk = desk();
    desk.apply(&write("p1.scores/served-2/name", "受益企业")).expect("a cell");
    desk.apply(&Edit::DuplicateRow(OwnRow::Project("p1".into()))).expect("a project");
    let content = &desk.report().content;
    let twin = content.projects[1].clone();
    assert_eq!(content.projects[0], "p1");
    let texts = |project: &str| {
        let own = content.cells.iter().filter(|(at, _)| at.project_and_section().0 == Some(project));
        own.map(|(at, text)| (at.project_and_section().1.to_string(), at.row, at.column, text.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&twin), texts("p1"));
    assert_eq!(content.added(&format!("{twin}.scores"), "served"), content.added("p1.scores", "served"));
}

#[test]
fn quotations_follow_rows_that_move() {
    let mut desk = desk();
    desk.apply(&write("scores/quantity-7/target", "12")).expect("a cell");
    let content = &desk.report().content;
    let last = OwnRow::position(&indicator("quantity-7"), content).expect("it is there") + 1;
    desk.apply(&write("report/duties", &format!("【绩效指标·数量指标{last}·年度指标值】"))).ok();
    let name = desk.sheet().reference(desk.form(), &at("scores/quantity-7/target")).expect("a name");
    desk.apply(&write("report/duties", &format!("共【{name}】次"))).expect("a text");
    let says =
        |desk: &Desk| desk.sheet().quote(desk.form(), &desk.sheet().cell(&at("report/duties")).expect("a cell").text);
    assert_eq!(says(&desk), "共12次");
    desk.apply(&Edit::MoveRow { row: indicator("quantity-7"), to: 0 }).expect("a row");
    assert_eq!(says(&desk), "共12次");
    desk.apply(&Edit::InsertRow { beside: indicator("quantity-7"), side: Side::Above }).expect("a row");
    assert_eq!(says(&desk), "共12次");
}

#[test]
fn what_is_not_there_is_refused() {
    let (form, mut report) = (form(), sample());
    let add = Edit::AddRow { section: "p77.scores".into(), under: "served".into() };
    assert!(matches!(apply(&form, &mut report, &add), Err(Refused::NoRowsHere(_))));
    for edit in [
        Edit::InsertRow { beside: indicator("quantity-99"), side: Side::Below },
        Edit::DuplicateRow(OwnRow::Project("p77".into())),
        Edit::MoveRow { row: indicator("quantity-99"), to: 0 },
    ] {
        assert_eq!(apply(&form, &mut report, &edit), Err(Refused::NoSuchRow));
    }
    assert_eq!(report, sample());
}

#[test]
fn many_rows_at_once_cost_their_number() {
    let (form, mut report) = (form(), sample());
    let add = Edit::AddRow { section: "base".into(), under: "other".into() };
    let begun = Instant::now();
    apply(&form, &mut report, &Edit::All(vec![add; 20_000])).expect("rows");
    let took = begun.elapsed();
    assert!(report.content.added("base", "other").len() >= 20_000);
    assert!(took.as_millis() < 500, "{took:?}");
}

#[test]
fn none_goes_into_what_is_blank_and_may_say_it() {
    let mut desk = desk();
    desk.apply(&Edit::AddRow { section: "scores".into(), under: "quantity".into() }).expect("a row");
    let row = desk.report().content.added("scores", "quantity").last().expect("a row").to_string();
    desk.apply(&write(&format!("scores/{row}/name"), "走访企业数")).expect("a cell");
    let edit = desk.row_edit(&at(&format!("scores/{row}/name")), RowDeed::FillNone).expect("blank cells");
    desk.apply(&edit).expect("cells");
    let line = desk.sheet().part("scores").expect("a part").lines.iter().find(|line| *line.id == *row).expect("a line");
    for cell in &line.cells {
        let expected = match (&*cell.at.column, cell.holds) {
            ("name", _) => "走访企业数",
            (_, ziping::form::Holds::Degree) => "",
            _ => "无",
        };
        assert_eq!(cell.text, expected, "{}", cell.at);
    }
    assert_eq!(desk.row_edit(&at(&format!("scores/{row}/name")), RowDeed::FillNone), None, "nothing is blank any more");
}

fn rows_of(harness: &Harness<'_, App>, under: &str) -> Vec<String> {
    let desk = harness.state().desk().expect("a report");
    desk.report().content.added("scores", under).iter().map(ToString::to_string).collect()
}

#[test]
fn rows_come_move_and_go_by_keys() {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    let is_at = |harness: &Harness<'_, App>, number: usize| {
        let words = format!("绩效指标·数量指标{number}·三级指标");
        harness.query_by_role_and_label(Role::MultilineTextInput, &words).is_some()
    };
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1"]);
    harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·三级指标").click();
    harness.run();
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1"], "there is nowhere to go");
    press(&mut harness, Modifiers::ALT, Key::Insert);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1", "quantity-2"]);
    assert!(is_at(&harness, 2), "the new row is entered");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    let text = |harness: &Harness<'_, App>| {
        let desk = harness.state().desk().expect("a report");
        desk.report().content.cells.text(&at("scores/quantity-2/reason")).to_string()
    };
    assert_eq!(text(&harness), "无");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-2", "quantity-1"]);
    assert!(is_at(&harness, 1), "the clerk goes along");
    press(&mut harness, Modifiers::ALT | Modifiers::SHIFT, Key::Insert);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-3", "quantity-2", "quantity-1"]);
    press(&mut harness, Modifiers::ALT, Key::Delete);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-2", "quantity-1"]);
    assert!(is_at(&harness, 1), "the row below is entered");
    press(&mut harness, Modifiers::ALT, Key::Delete);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1"]);
    assert!(harness.query_by_label("已删除“无”这一行").is_some(), "what was filled goes with a word");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-2", "quantity-1"], "what was taken out comes back");
    assert_eq!(text(&harness), "无");
}

#[test]
fn a_menu_has_what_can_be_done_with_the_row() {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·三级指标").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "行").click();
    harness.run();
    assert!(harness.query_all_by_label_contains("上移").all(|node| node.accesskit_node().is_disabled()));
    harness.get_by_label_contains("复制行").click();
    harness.run();
    let content = harness.state().desk().expect("a report").report().content.clone();
    let rows = content.added("scores", "quantity");
    assert_eq!(content.cells.row("scores", &rows[0]), content.cells.row("scores", &rows[1]));
}

fn event(harness: &mut Harness<'_, App>, event: Event) {
    harness.event(event);
    harness.run();
}

fn button(harness: &mut Harness<'_, App>, pos: Pos2, button: PointerButton, pressed: bool) {
    event(harness, Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
}

#[test]
fn a_row_is_dragged_to_its_place() {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    for _ in 0..2 {
        harness.get_by_label("加一行数量指标").click();
        harness.run();
    }
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1", "quantity-2", "quantity-3"]);
    let name = harness
        .state()
        .desk()
        .expect("a report")
        .report()
        .content
        .cells
        .text(&at("scores/quantity-1/name"))
        .to_string();
    let from = harness.get_by_label(&format!("拖动{name}")).rect().center();
    let below = harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标2·年度指标值").rect();
    event(&mut harness, Event::PointerMoved(from));
    button(&mut harness, from, PointerButton::Primary, true);
    for step in [0.3, 0.7, 1.0] {
        event(&mut harness, Event::PointerMoved(from.lerp(below.center_bottom() - vec2(0.0, 4.0), step)));
    }
    assert_eq!(rows_of(&harness, "quantity")[0], "quantity-1", "nothing moves before it is let go");
    button(&mut harness, below.center_bottom() - vec2(0.0, 4.0), PointerButton::Primary, false);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-2", "quantity-1", "quantity-3"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1", "quantity-2", "quantity-3"]);
}

#[test]
fn the_right_button_opens_the_menu_of_the_cell() {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    let pos = harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·年度指标值").rect().center();
    event(&mut harness, Event::PointerMoved(pos));
    // One after the other, or the clock of the harness runs on and it is no click.
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos, button, pressed, modifiers });
    }
    harness.run();
    assert!(harness.query_by_role_and_label(Role::MultilineTextInput, "绩效指标·数量指标1·年度指标值").is_some());
    assert!(harness.query_all_by_label_contains("上移").all(|node| node.accesskit_node().is_disabled()));
    harness.get_by_label_contains("复制行").click();
    harness.run();
    assert_eq!(rows_of(&harness, "quantity"), ["quantity-1", "quantity-2"]);
    assert!(harness.query_by_label_contains("复制行").is_none(), "the menu goes");
}

#[test]
fn none_goes_into_all_rows_that_are_selected_as_one_step() {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    for _ in 0..2 {
        harness.get_by_label("加一行数量指标").click();
        harness.run();
    }
    harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标2·年度指标值").click();
    harness.run();
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    let named = |harness: &Harness<'_, App>| {
        let cells = &harness.state().desk().expect("a report").report().content.cells;
        [2, 3].map(|number| cells.text(&at(&format!("scores/quantity-{number}/name"))).to_string())
    };
    assert_eq!(named(&harness), ["无", "无"]);
    assert!(harness.query_by_label_contains("格填“无”").is_some());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(named(&harness), ["", ""]);
}
