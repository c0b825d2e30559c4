//! Cells copied, cut, emptied and filled, in the window.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, OutputCommand, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::{Window, cell, press_each, tab};
use ziping::app::App;
use ziping::form::CellId;

const LAST_YEAR: &str = "基础数据表·公用经费·2022年决算数";
const PUBLIC: [&str; 3] = ["base/public/last", "base/public/budget", "base/public/final"];
const OFFICE: [&str; 3] = ["base/office/last", "base/office/budget", "base/office/final"];
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

/// The sample at 预算执行, the row of 公用经费 and that below it selected.
fn selected() -> Window {
    let mut window = window::sample(vec2(1280.0, 1500.0));
    tab(&mut window, "预算执行");
    cell(&mut window, LAST_YEAR);
    press_each(&mut window, SHIFT, &[Key::End, Key::ArrowDown]);
    window
}

fn texts(harness: &Harness<'_, App>, cells: [&str; 3]) -> [String; 3] {
    let desk = harness.state().desk().expect("a report is open");
    cells.map(|at| desk.report().content.cells.text(&CellId::parse(at).expect("an address")).to_string())
}

/// What reaches the clipboard within the next pictures.
fn copied(harness: &mut Harness<'_, App>, event: Event) -> Option<String> {
    harness.event(event);
    (0..4).find_map(|_| {
        harness.step();
        harness.output().platform_output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    })
}

#[test]
fn cells_are_copied_and_cut_as_a_spreadsheet_has_them() {
    let mut harness = selected();
    let block = "7.51\t6.68\t7.87\r\n0.87\t0.5\t1";
    assert_eq!(copied(&mut harness, Event::Copy).as_deref(), Some(block));
    assert_eq!(texts(&harness, PUBLIC), ["7.51", "6.68", "7.87"]);
    assert_eq!(copied(&mut harness, Event::Cut).as_deref(), Some(block));
    harness.run();
    assert_eq!(texts(&harness, PUBLIC), ["", "", ""]);
    press_each(&mut harness, CTRL, &[Key::Z]);
    assert_eq!(texts(&harness, OFFICE), ["0.87", "0.5", "1"], "one step");
}

#[test]
fn delete_empties_what_is_selected() {
    let mut harness = selected();
    press_each(&mut harness, NONE, &[Key::Delete]);
    assert_eq!(
        (texts(&harness, PUBLIC), texts(&harness, OFFICE)),
        (<[String; 3]>::default(), <[String; 3]>::default())
    );
    press_each(&mut harness, CTRL, &[Key::Z]);
    assert_eq!(texts(&harness, PUBLIC), ["7.51", "6.68", "7.87"]);
}

#[test]
fn one_text_fills_what_is_selected() {
    let mut harness = selected();
    harness.event(Event::Paste("2".into()));
    harness.run();
    assert_eq!(texts(&harness, OFFICE), ["2", "2", "2"]);
    harness.event(Event::Text("3".into()));
    harness.run();
    press_each(&mut harness, CTRL, &[Key::Enter]);
    assert_eq!(
        (texts(&harness, PUBLIC), texts(&harness, OFFICE)),
        (["3"; 3].map(String::from), ["3"; 3].map(String::from))
    );
}

#[test]
fn cells_are_filled_downwards_and_to_the_right() {
    let mut harness = selected();
    press_each(&mut harness, CTRL, &[Key::D]);
    assert_eq!(texts(&harness, OFFICE), ["7.51", "6.68", "7.87"]);
    press_each(&mut harness, CTRL, &[Key::R]);
    assert_eq!(texts(&harness, PUBLIC), ["7.51", "7.51", "7.51"]);
    assert_eq!(texts(&harness, OFFICE), ["7.51", "7.51", "7.51"]);
    // Of one row alone: what stands above it.
    press_each(&mut harness, NONE, &[Key::Escape, Key::ArrowDown, Key::ArrowDown]);
    press_each(&mut harness, SHIFT, &[Key::End]);
    press_each(&mut harness, CTRL, &[Key::D]);
    assert_eq!(texts(&harness, ["base/utilities/last", "base/utilities/budget", "base/utilities/final"]), ["7.51"; 3]);
}

#[test]
fn all_of_a_table_is_selected_and_what_is_computed_stays() {
    let mut harness = selected();
    press_each(&mut harness, NONE, &[Key::Escape]);
    press_each(&mut harness, CTRL, &[Key::A]);
    harness.event(Event::Paste("1".into()));
    harness.run();
    harness.get_by_label_contains("格不能填");
    assert_eq!(texts(&harness, PUBLIC), ["1", "1", "1"]);
    let desk = harness.state().desk().expect("open");
    let total = desk.report().content.cells.text(&CellId::parse("base/procurement/last").expect("an address"));
    assert_eq!(total, "", "nothing is written where the form crosses it out");
}

/// While a text is edited these keys are its own.
#[test]
fn keys_of_the_cells_are_the_texts_while_it_is_edited() {
    let mut harness = selected();
    press_each(&mut harness, NONE, &[Key::Escape, Key::F2]);
    press_each(&mut harness, CTRL, &[Key::A]);
    assert_eq!(copied(&mut harness, Event::Copy).as_deref(), Some("7.51"));
    press_each(&mut harness, NONE, &[Key::Home, Key::Delete]);
    assert_eq!(texts(&harness, PUBLIC), [".51", "6.68", "7.87"]);
    press_each(&mut harness, CTRL, &[Key::D, Key::R]);
    assert_eq!(texts(&harness, PUBLIC), [".51", "6.68", "7.87"]);
}

/// Whether the cell is only current, typed in or edited.
#[test]
fn a_block_is_spread_over_cells_also_from_a_text() {
    let row = |number: usize| ["name", "target", "actual"].map(|column| format!("scores/quantity-{number}/{column}"));
    let name = "绩效指标·数量指标1·三级指标";
    for before in [&[][..], &[Key::F2], &[Key::A]] {
        let mut harness = selected();
        harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
        harness.run();
        harness.get_by_label("加一行数量指标").click();
        harness.run();
        harness.get_by_role_and_label(Role::Cell, name).click();
        harness.run();
        match before {
            [Key::A] => harness.event(Event::Text("走".into())),
            keys => keys.iter().for_each(|key| harness.key_press(*key)),
        }
        harness.run();
        harness.event(Event::Paste("走访\t≥4次\t5次\n培训\t≥2次\t3次\n".into()));
        harness.run();
        let (first, second) = (row(1), row(2));
        assert_eq!(texts(&harness, first.each_ref().map(String::as_str)), ["走访", "≥4次", "5次"], "{before:?}");
        assert_eq!(texts(&harness, second.each_ref().map(String::as_str)), ["培训", "≥2次", "3次"], "{before:?}");
    }
}

/// What is typed in a cell and then pasted over is the block, at whatever speed.
#[test]
fn a_block_of_figures_pasted_while_one_types_is_spread_whole() {
    for at_once in [false, true] {
        let mut harness = selected();
        press_each(&mut harness, NONE, &[Key::Escape]);
        harness.event(Event::Text("9".into()));
        if !at_once {
            harness.run();
        }
        harness.event(Event::Paste("1\t2\t3\n4\t5\t6\n".into()));
        harness.run();
        assert_eq!(
            (texts(&harness, PUBLIC), texts(&harness, OFFICE)),
            (["1", "2", "3"].map(String::from), ["4", "5", "6"].map(String::from))
        );
    }
}

/// 项目支出, a sum, and the first of what it sums.
const PROJECTS: [&str; 3] = ["base/projects/last", "base/projects/budget", "base/projects/final"];
const BUSINESS: [&str; 3] = ["base/business/last", "base/business/budget", "base/business/final"];

/// The sample, both rows selected from the sum on.
fn selected_from_a_sum() -> Harness<'static, App> {
    from_a_sum(selected())
}

fn from_a_sum(mut harness: Harness<'static, App>) -> Harness<'static, App> {
    press_each(&mut harness, NONE, &[Key::Escape]);
    let at = CellId::parse(PROJECTS[0]).expect("an address");
    let desk = harness.state().desk().expect("a report is open");
    let words = desk.sheet().words(desk.form(), &at);
    // It may be the current one already.
    if let Some(cell) = harness.query_by_role_and_label(Role::Cell, &words) {
        cell.click();
    }
    harness.run();
    press_each(&mut harness, SHIFT, &[Key::End, Key::ArrowDown]);
    harness
}

#[test]
fn what_is_typed_over_a_sum_goes_into_the_others_as_one_step() {
    let mut harness = selected_from_a_sum();
    let before = texts(&harness, BUSINESS);
    harness.event(Event::Text("5".into()));
    harness.run();
    press_each(&mut harness, CTRL, &[Key::Enter]);
    harness.get_by_label("已填写4格，2格不能填");
    assert_eq!(
        (texts(&harness, PROJECTS), texts(&harness, BUSINESS)),
        (["5", "", ""].map(String::from), ["5"; 3].map(String::from))
    );
    press_each(&mut harness, CTRL, &[Key::Z]);
    assert_eq!((texts(&harness, PROJECTS), texts(&harness, BUSINESS)), (<[String; 3]>::default(), before));
}

/// Nor is one that is a sum only once the others are filled in.
#[test]
fn no_filling_and_no_block_writes_over_a_sum() {
    for blank in [false, true] {
        for fill in ["2", "2\t2\t2\n2\t2\t2\n"] {
            let mut harness = selected_from_a_sum();
            if blank {
                press_each(&mut harness, CTRL, &[Key::A]);
                press_each(&mut harness, NONE, &[Key::Delete]);
                harness = from_a_sum(harness);
            }
            harness.event(Event::Paste(fill.into()));
            harness.run();
            assert_eq!(
                (texts(&harness, PROJECTS), texts(&harness, BUSINESS)),
                (<[String; 3]>::default(), ["2"; 3].map(String::from)),
                "{fill:?} {blank}"
            );
            harness.get_by_label_contains("3格，3格不能填");
        }
    }
    let mut harness = selected_from_a_sum();
    press_each(&mut harness, CTRL, &[Key::A]);
    press_each(&mut harness, NONE, &[Key::Delete]);
    press_each(&mut harness, CTRL | SHIFT, &[Key::N]);
    assert_eq!(
        (texts(&harness, PROJECTS), texts(&harness, BUSINESS)),
        (<[String; 3]>::default(), ["无"; 3].map(String::from))
    );
}

/// What was done is said where no cell stands: in the place of what the colours mean.
#[test]
fn what_was_done_is_said_beside_the_cells() {
    let mut harness = selected();
    let legend = harness.get_by_label("颜色：自己填写").rect();
    harness.event(Event::Paste("1\t2\t3\n4\t5\t6\n".into()));
    harness.run();
    let said = harness.get_by_label("已粘贴6格").rect();
    assert!(legend.expand(6.0).y_range().contains(said.center().y), "{said:?} at {legend:?}");
    assert!(harness.query_by_label("颜色：自己填写").is_none());
    press_each(&mut harness, NONE, &[Key::Escape]);
    assert!(harness.query_by_label("已粘贴6格").is_none() && harness.query_by_label("颜色：自己填写").is_some());
}
