//! Paragraphs in the window: what a step of undo is there, and where the caret then stands.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, ImeEvent, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::{USUAL, Window, cell, press, tab, type_in};
use ziping::app::App;
use ziping::form::CellId;

const DUTIES: &str = "自评报告·（一）主要职能";

/// The sample, with the caret at the end of a text that was emptied.
fn emptied() -> Window {
    let mut window = window::sample(USUAL);
    tab(&mut window, "自评报告");
    cell(&mut window, DUTIES);
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert_eq!(text(&window), "");
    window
}

fn undo(harness: &mut Harness<'_, App>) {
    press(harness, Modifiers::COMMAND, Key::Z);
}

fn commit(harness: &mut Harness<'_, App>, typed: &str) {
    for event in [ImeEvent::Preedit { text: "pinyin".into(), active_range_chars: None }, ImeEvent::Commit(typed.into())]
    {
        harness.event(Event::Ime(event));
        harness.run();
    }
}

fn text(window: &Harness<'_, App>) -> String {
    window::text(window, "report/duties")
}

#[test]
fn of_two_sentences_one_is_taken_back() {
    let mut harness = emptied();
    type_in(&mut harness, "负责预算。");
    commit(&mut harness, "管理");
    commit(&mut harness, "资产");
    undo(&mut harness);
    assert_eq!(text(&harness), "负责预算。");
    undo(&mut harness);
    assert_eq!(text(&harness), "");
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(text(&harness), "负责预算。管理资产");
}

/// What an input method or a dictation delivers at once.
#[test]
fn of_sentences_that_come_at_once_each_is_taken_back() {
    let mut harness = emptied();
    commit(&mut harness, "走访企业。服务群众！\n还有");
    assert_eq!(text(&harness), "走访企业。服务群众！\n还有");
    for left in ["走访企业。服务群众！\n", "走访企业。服务群众！", "走访企业。", ""] {
        undo(&mut harness);
        assert_eq!(text(&harness), left);
    }
    // Before a text that begins like what is put in.
    commit(&mut harness, "走访。");
    press(&mut harness, Modifiers::NONE, Key::Home);
    commit(&mut harness, "走访企业。走动。");
    undo(&mut harness);
    assert_eq!(text(&harness), "走访企业。走访。");
    undo(&mut harness);
    assert_eq!(text(&harness), "走访。");
}

#[test]
fn the_caret_stands_where_undo_changed_the_text_and_nothing_is_selected() {
    let mut harness = emptied();
    type_in(&mut harness, "负责预算。");
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    }
    type_in(&mut harness, "全部");
    assert_eq!(text(&harness), "负责全部预算。");
    press(&mut harness, Modifiers::NONE, Key::End);
    undo(&mut harness);
    assert_eq!(text(&harness), "负责预算。");
    type_in(&mut harness, "年");
    assert_eq!(text(&harness), "负责年预算。");
}

#[test]
fn a_text_that_is_pasted_is_taken_back_alone() {
    let mut harness = emptied();
    type_in(&mut harness, "负责");
    harness.event(Event::Paste("预算、决算".into()));
    harness.run();
    type_in(&mut harness, "和资产");
    undo(&mut harness);
    assert_eq!(text(&harness), "负责预算、决算");
    undo(&mut harness);
    assert_eq!(text(&harness), "负责");
}

#[test]
fn escape_leaves_the_text_and_nothing_is_given_up() {
    let mut harness = emptied();
    type_in(&mut harness, "负责预算。");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness), "负责预算。");
    // Typing goes on where the caret was.
    press(&mut harness, Modifiers::NONE, Key::F2);
    type_in(&mut harness, "、决");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    type_in(&mut harness, "算");
    assert_eq!(text(&harness), "负责预算、决算。");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness), "负责预算、决算。", "Enter goes on, since the text was left");
    assert!(!harness.get_by_role_and_label(Role::Cell, DUTIES).is_focused());
    harness.get_by_role_and_label(Role::Cell, DUTIES).click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(harness.query_by_role_and_label(Role::Cell, DUTIES).is_some(), "arrows lead to other cells");
}

#[test]
fn a_block_pasted_into_paragraphs_goes_in_whole() {
    let block = "资金\t万元\n财政拨款\t79.91";
    let mut harness = emptied();
    type_in(&mut harness, "共");
    harness.event(Event::Paste(block.into()));
    harness.run();
    assert_eq!(text(&harness), format!("共{block}"));
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    if let Some(cell) = harness.query_by_role_and_label(Role::Cell, "总体目标·预期目标") {
        cell.click();
    }
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Paste(block.into()));
    harness.run();
    let desk = harness.state().desk().expect("a report is open");
    assert_eq!(desk.report().content.cells.text(&CellId::parse("goals/expected").expect("an address")), block);
}

/// Also where the typing is faster than the pictures.
#[test]
fn what_is_chosen_from_the_list_is_a_step_and_so_is_each_sentence_after_it() {
    for at_once in [false, true] {
        let mut harness = emptied();
        type_in(&mut harness, "【qnys");
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
        press(&mut harness, Modifiers::NONE, Key::Enter);
        let chosen = text(&harness);
        assert!(chosen.starts_with('【') && chosen != "【qnys", "{chosen}");
        if at_once {
            "wan。second。".chars().for_each(|letter| harness.event(Event::Text(letter.into())));
            harness.run();
        } else {
            type_in(&mut harness, "wan。second。");
        }
        assert_eq!(text(&harness), format!("{chosen}wan。second。"));
        for left in [format!("{chosen}wan。"), chosen, "【qnys".into(), String::new()] {
            undo(&mut harness);
            assert_eq!(text(&harness), left, "at once: {at_once}");
        }
    }
}

#[test]
fn the_caret_is_where_it_was_when_one_comes_back_to_the_page() {
    let mut harness = emptied();
    type_in(&mut harness, "负责预算。");
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    }
    press(&mut harness, Modifiers::COMMAND, Key::PageUp);
    press(&mut harness, Modifiers::COMMAND, Key::PageDown);
    type_in(&mut harness, "全部");
    assert_eq!(text(&harness), "负责全部预算。");
}

/// The menu's button had the keys on a page without cells.
#[test]
fn on_another_page_the_cell_has_the_keys() {
    let mut harness = emptied();
    harness.get_by_role_and_label(Role::Tab, "预览打印").click();
    harness.run();
    for _ in 0..3 {
        press(&mut harness, Modifiers::NONE, Key::Tab);
        type_in(&mut harness, "ab");
    }
    for _ in 0..3 {
        press(&mut harness, Modifiers::COMMAND, Key::PageUp);
    }
    type_in(&mut harness, "甲");
    harness.get_by_role_and_label(Role::Tab, "自评报告").click();
    harness.run();
    type_in(&mut harness, "乙");
    assert_eq!(text(&harness), "甲乙");
}

#[test]
fn undo_on_a_page_without_cells_leads_to_the_cell() {
    for page in ["预览打印", "一览"] {
        let mut harness = emptied();
        type_in(&mut harness, "负责预算。");
        harness.get_by_role_and_label(Role::Tab, page).click();
        harness.run();
        undo(&mut harness);
        assert_eq!(text(&harness), "");
        type_in(&mut harness, "甲");
        assert_eq!(text(&harness), "甲", "{page}");
    }
}
