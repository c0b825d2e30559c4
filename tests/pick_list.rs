//! The list at the caret and below a cell: figures behind a 【, and what can be chosen in a cell, by keys.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, ImeEvent, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::{USUAL, Window, cell, press, tab, text, type_in};
use ziping::app::App;
use ziping::form::{self};
use ziping::report::Report;
use ziping::store;

const DUTIES: &str = "自评报告·（一）主要职能";
const DEGREE: &str = "绩效指标·数量指标1·完成程度";

/// The sample, at a cell of one of its tabs.
fn at(page: &str, words: &str) -> Window {
    let mut window = window::sample(USUAL);
    tab(&mut window, page);
    cell(&mut window, words);
    window
}

/// The same with a text of the report emptied.
fn emptied() -> Harness<'static, App> {
    let mut harness = at("自评报告", DUTIES);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    harness
}

fn is_listed(harness: &Harness<'_, App>, item: &str) -> bool {
    harness.query_by_label(&format!("选：{item}")).is_some()
}

#[test]
fn a_figure_is_quoted_by_keys_alone() {
    for typed in ["全年预", "qnys"] {
        let mut harness = emptied();
        type_in(&mut harness, "共【");
        type_in(&mut harness, typed);
        assert!(is_listed(&harness, "全年预算数"), "{typed}");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(text(&harness, "report/duties"), "共【全年预算数】万元");
        assert!(!is_listed(&harness, "全年预算数"));
        type_in(&mut harness, "。");
        assert_eq!(text(&harness, "report/duties"), "共【全年预算数】万元。");
    }
}

#[test]
fn arrows_move_in_the_list_and_escape_leaves_what_was_typed() {
    let mut harness = emptied();
    type_in(&mut harness, "【预算");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "report/duties"), "【预算");
    assert!(!is_listed(&harness, "全年预算数"));
    // Put away it stays so for this 【, and Enter begins a line again.
    type_in(&mut harness, "数");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness, "report/duties"), "【预算数\n");
    type_in(&mut harness, "【全年预");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(text(&harness, "report/duties"), "【预算数\n【全年预算数】万元");
}

#[test]
fn the_keys_of_an_input_method_are_its_own_above_the_list() {
    let mut harness = emptied();
    type_in(&mut harness, "【");
    let preedit = ImeEvent::Preedit { text: "yu'suan".into(), active_range_chars: None };
    harness.event(Event::Ime(preedit));
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness, "report/duties"), "【");
    harness.event(Event::Ime(ImeEvent::Commit("全年预算".into())));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(text(&harness, "report/duties"), "【全年预算");
    assert!(is_listed(&harness, "全年预算数"));
}

#[test]
fn a_degree_is_chosen_from_its_list_by_keys_and_by_mouse() {
    let mut harness = at("绩效指标", DEGREE);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness, "scores/quantity-1/level"), "部分达成年度指标并具有一定效果");
    harness.get_by_role_and_label(Role::ComboBox, DEGREE).click();
    harness.run();
    harness.get_by_label("选：（不选）").click();
    harness.run();
    assert_eq!(text(&harness, "scores/quantity-1/level"), "");
    type_in(&mut harness, "1");
    assert_eq!(text(&harness, "scores/quantity-1/level"), "达成年度指标");
}

/// Letters pick what they fit, by its first characters or by how it is said; else nothing is written, and it is said what
/// can be chosen.
#[test]
fn letters_pick_a_degree_that_they_fit_and_no_other() {
    let degree = "scores/quantity-1/level";
    for (typed, key, chosen) in [
        ("达", Key::Enter, "达成年度指标"),
        ("bf", Key::Enter, "部分达成年度指标并具有一定效果"),
        ("dcw", Key::Tab, ""),
        ("x", Key::Enter, ""),
        ("9", Key::Enter, ""),
    ] {
        let mut harness = at("绩效指标", DEGREE);
        press(&mut harness, Modifiers::NONE, Key::Delete);
        type_in(&mut harness, typed);
        let says = harness.query_by_label_contains("这一格只能选：1 达成年度指标").is_some();
        assert_eq!(says, chosen.is_empty(), "{typed}");
        press(&mut harness, Modifiers::NONE, key);
        assert_eq!(text(&harness, degree), chosen, "{typed}");
        assert!(!is_listed(&harness, "达成年度指标"), "{typed}: the list is put away");
    }
}

/// Where other words can be written too, they are.
#[test]
fn letters_pick_a_sense_that_they_fit_or_stay_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("四川.zpb");
    let source = form::bundled_text("sichuan-project-2023").expect("the form is bundled");
    let parsed = form::parse(source).expect("a form");
    store::save(&file, &parsed, source, &Report::new(&parsed, 2023)).expect("saves");
    let mut harness = window::opened(vec2(1366.0, 900.0), &file);
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    let sense = "绩效指标·数量指标1·指标性质";
    for (typed, written) in [("dx", "定性"), ("定", "定性"), ("大于", "大于"), ("x", "x"), ("≥", "≥")] {
        harness.get_by_role_and_label(Role::Cell, sense).click();
        harness.run();
        type_in(&mut harness, typed);
        assert_eq!(is_listed(&harness, "定性"), written == "定性", "{typed}");
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(text(&harness, "scores/quantity-1/sense"), written);
        assert!(harness.query_by_role_and_label(Role::Cell, sense).is_some(), "{typed}: Tab goes on");
    }
}

#[test]
fn reasons_written_before_are_listed_behind_the_figures() {
    let mut harness = at("绩效指标", "绩效指标·数量指标1·偏差原因分析及改进措施");
    type_in(&mut harness, "受疫情影响推迟");
    harness.get_by_role_and_label(Role::Tab, "自评报告").click();
    harness.run();
    if let Some(cell) = harness.query_by_role_and_label(Role::Cell, DUTIES) {
        cell.click();
    }
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    type_in(&mut harness, "因【sy");
    harness.get_by_label("选：写过的：受疫情影响推迟").click();
    harness.run();
    assert_eq!(text(&harness, "report/duties"), "因受疫情影响推迟");
}

/// The list opens on what the cell holds; where that is nothing, on nothing.
#[test]
fn a_list_that_is_looked_at_changes_nothing() {
    let degree = "scores/quantity-1/level";
    for (held, key, modifiers) in [
        ("3", Key::ArrowDown, Modifiers::ALT),
        ("2", Key::F2, Modifiers::NONE),
        ("", Key::ArrowDown, Modifiers::ALT),
        ("", Key::F2, Modifiers::NONE),
    ] {
        let mut harness = at("绩效指标", DEGREE);
        press(&mut harness, Modifiers::NONE, Key::Delete);
        type_in(&mut harness, held);
        let before = text(&harness, degree);
        press(&mut harness, modifiers, key);
        assert!(is_listed(&harness, "达成年度指标"));
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(text(&harness, degree), before, "{held:?}");
        assert!(!is_listed(&harness, "达成年度指标"), "{held:?}");
    }
    let mut harness = at("绩效指标", DEGREE);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness, degree), "达成年度指标");
}
