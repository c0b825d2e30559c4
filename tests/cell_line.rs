//! 编辑栏: the text of the current cell above the form, written in either place, and the cells a figure is made of.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, ImeEvent, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::{USUAL, Window, cell, press, send, text};
use ziping::app::App;

const APPROVED: &str = "人员情况·财政供养人员·编制数";
const PRESENT: &str = "人员情况·财政供养人员·2023年实际在职人数";
const RATE: &str = "人员情况·财政供养人员·控制率";
const LINE: &str = "当前格的内容";

/// The sample, at a cell.
fn at(words: &str) -> Window {
    let mut window = window::sample(USUAL);
    cell(&mut window, words);
    window
}

fn line(harness: &Harness<'_, App>) -> Option<String> {
    harness.get_by_label(LINE).value()
}

#[test]
fn what_is_typed_in_either_place_stands_in_both() {
    let mut harness = at(APPROVED);
    assert_eq!(line(&harness).as_deref(), Some("3"));
    send(&mut harness, Event::Text("45".into()));
    assert_eq!(line(&harness).as_deref(), Some("45"));
    press(&mut harness, Modifiers::COMMAND, Key::F2);
    assert!(harness.get_by_label(LINE).is_focused());
    send(&mut harness, Event::Text("7".into()));
    send(&mut harness, Event::Text("8".into()));
    assert_eq!(text(&harness, "staff/posts/approved"), "78");
    assert!(harness.get_by_label(LINE).is_focused(), "typing stays where it is");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, PRESENT).is_focused());
}

#[test]
fn escape_gives_back_what_was_there() {
    let mut harness = at(APPROVED);
    press(&mut harness, Modifiers::COMMAND, Key::F2);
    send(&mut harness, Event::Text("9".into()));
    assert_eq!(text(&harness, "staff/posts/approved"), "9");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "staff/posts/approved"), "3");
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, APPROVED).is_focused());
}

#[test]
fn what_is_composed_in_the_line_reaches_its_cell_only_when_it_is_chosen() {
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    let commit = |text: &str| Event::Ime(ImeEvent::Commit(text.into()));
    let mut harness = at(APPROVED);
    press(&mut harness, Modifiers::COMMAND, Key::F2);
    send(&mut harness, preedit("san"));
    assert_eq!(text(&harness, "staff/posts/approved"), "3");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    send(&mut harness, commit("三"));
    assert_eq!(text(&harness, "staff/posts/approved"), "三");
    // Left behind it reaches neither its own cell nor the next.
    send(&mut harness, preedit("si"));
    cell(&mut harness, PRESENT);
    send(&mut harness, commit("四"));
    assert_eq!(text(&harness, "staff/posts/approved"), "三");
    assert_eq!(text(&harness, "staff/posts/present"), "3");
    assert_eq!(line(&harness).as_deref(), Some("3"));
    // Nor where both hold the same.
    let mut harness = at(APPROVED);
    press(&mut harness, Modifiers::COMMAND, Key::F2);
    send(&mut harness, preedit("si"));
    cell(&mut harness, PRESENT);
    send(&mut harness, commit("四"));
    assert_eq!(
        (text(&harness, "staff/posts/approved"), text(&harness, "staff/posts/present")),
        ("3".into(), "3".into())
    );
}

/// A line end in a cell of a table stays one, whoever looks at it.
#[test]
fn what_is_only_looked_at_is_not_written() {
    let mut harness = at(APPROVED);
    send(&mut harness, Event::Text("3\n另有借调2人".into()));
    cell(&mut harness, PRESENT);
    cell(&mut harness, APPROVED);
    assert_eq!(text(&harness, "staff/posts/approved"), "3\n另有借调2人");
}

#[test]
fn a_figure_names_the_cells_it_is_made_of_and_a_click_goes_there() {
    let mut harness = at(RATE);
    assert!(harness.query_by_label(LINE).is_none(), "it is computed");
    harness.get_by_label(&format!("到来源：{PRESENT}"));
    harness.get_by_label(&format!("到来源：{APPROVED}")).click();
    harness.run();
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, APPROVED).is_focused());
}
