//! Calm checking in the window: what is new is shown when the cell, or the row, is left; the three filters of 审核; from
//! finding to finding and to the very words; 核对全部.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, Role, TextEdit};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeSet;
use window::{USUAL, Window, click, send, tab};
use ziping::check::{Finding, Severity};
use ziping::desk::{Desk, Review};
use ziping::form::CellId;

fn sample() -> Window {
    window::sample(USUAL)
}

/// Goes to the cell where that row and that column meet, which is in sight.
fn enter(window: &mut Window, address: &str) {
    let at = CellId::parse(address).expect("an address");
    let words = desk(window).sheet().words(desk(window).form(), &at);
    window.get_by_role_and_label(Role::Cell, &words).click();
    window.run_ok();
}

fn type_in(window: &mut Window, text: &str) {
    send(window, Event::Text(text.into()));
}

fn desk(window: &Window) -> &Desk {
    window.state().desk().expect("a report is open")
}

fn keys(review: &Review) -> BTreeSet<String> {
    review.findings().iter().flat_map(Finding::members).map(Finding::key).collect()
}

/// The names of the cards that are listed.
fn cards(window: &Window) -> Vec<String> {
    let buttons = window.query_all_by_role(Role::Button).filter_map(|button| button.accesskit_node().label());
    buttons.filter(|name| name.starts_with("到这一格：")).collect()
}

#[test]
fn what_is_new_is_shown_when_the_cell_is_left() {
    let mut window = sample();
    enter(&mut window, "staff/posts/approved");
    let (before, grade) = (keys(desk(&window).shown()), desk(&window).shown_points().clone());
    type_in(&mut window, "几");
    let found = keys(desk(&window).review());
    assert!(found.difference(&before).next().is_some(), "there is something new to be found: {found:?}");
    let shown = keys(desk(&window).shown());
    assert_eq!(shown.difference(&before).collect::<Vec<_>>(), Vec::<&String>::new(), "and it is not shown");
    assert_eq!(desk(&window).shown_points(), &grade);
    enter(&mut window, "cover/unit");
    assert_eq!(keys(desk(&window).shown()), keys(desk(&window).review()), "the row is left");
}

#[test]
fn what_is_new_of_a_row_waits_for_the_row_and_nothing_else_does() {
    let mut window = sample();
    tab(&mut window, "绩效指标");
    enter(&mut window, "scores/quantity-1/actual");
    type_in(&mut window, "1次");
    let new: BTreeSet<String> =
        keys(desk(&window).review()).difference(&keys(desk(&window).shown())).cloned().collect();
    assert!(!new.is_empty());
    let here = |key: &String| key.contains("@scores/quantity-1/");
    window.key_press(Key::Tab);
    window.run_ok();
    let shown = keys(desk(&window).shown());
    for key in &new {
        assert_eq!(shown.contains(key), !here(key), "{key}: the cell is left, the row is not");
    }
    // Whatever asks for all of it is shown all of it.
    window.key_press(Key::F9);
    window.run_ok();
    assert_eq!(keys(desk(&window).shown()), keys(desk(&window).review()));
}

#[test]
fn a_sort_a_page_and_what_is_explained_are_filtered() {
    let mut window = sample();
    let count = |window: &Window, severity| {
        desk(window).shown().findings().iter().filter(|finding| finding.severity == severity).count()
    };
    let (wrong, doubt) = (count(&window, Severity::Wrong), count(&window, Severity::Doubt));
    click(&mut window, &format!("错误{wrong}"));
    assert_eq!(cards(&window).len(), wrong, "only 错误");
    click(&mut window, &format!("错误{wrong}"));
    assert!(cards(&window).len() > wrong, "all again");
    tab(&mut window, "单位信息");
    click(&mut window, "本页");
    let at = |page: &str| CellId::parse(page).expect("an address").section;
    let here = |finding: &&Finding| {
        finding
            .members()
            .iter()
            .any(|member| ["cover/a/b", "staff/a/b"].iter().any(|page| at(page) == member.at.section))
    };
    let few = desk(&window).shown().findings().iter().filter(here).count();
    assert!(cards(&window).len() <= few + 4, "{few} findings and the tables that are not filled in");
    click(&mut window, "全部");
    click(&mut window, &format!("需说明{doubt}"));
    let first = cards(&window).first().expect("a card").clone();
    click(&mut window, &first);
    window.get_all_by_label("说明原因…").next().expect("its card is opened").click_accesskit();
    window.run_ok();
    type_in(&mut window, "按上级通知办理。");
    click(&mut window, "确定");
    window.get_by_label(&format!("需说明{}", doubt - 1));
    assert!(!cards(&window).contains(&first), "what was explained is folded away");
    click(&mut window, "已说明1条，列出");
    assert!(window.query_by_label_contains("已说明：按上级通知办理。").is_some() || cards(&window).contains(&first));
}

#[test]
fn a_card_leads_to_the_very_words() {
    let mut window = sample();
    let cited = desk(&window).shown().findings().iter().find_map(|finding| {
        let text = desk(&window).report().content.cells.text(&finding.at);
        let words = finding.cited(text).into_iter().next()?;
        let long = finding.at.section == "report";
        let characters = |end: usize| text.get(..end).map(|text| text.chars().count());
        long.then(|| {
            Some((finding.says.clone(), finding.at.clone(), characters(words.start)?, characters(words.end)?))
        })?
    });
    let (says, at, from, to) = cited.expect("a finding about words of a text");
    for _ in 0..200 {
        window.key_press(Key::F4);
        window.run_ok();
        if window.query_by_label(&says).is_some() {
            break;
        }
    }
    window.get_by_label(&says);
    let editor =
        window.query_all_by_role(Role::MultilineTextInput).find(egui_kittest::Node::is_focused).expect("an editor");
    let words = desk(&window).sheet().words(desk(&window).form(), &at);
    assert_eq!(editor.accesskit_node().label().as_deref(), Some(words.as_str()));
    let id = eframe::egui::Id::unique(("cell editor", &at));
    let range = TextEdit::load_state(&window.ctx, id).and_then(|state| state.cursor.char_range()).expect("a selection");
    let range = range.as_sorted_char_range();
    assert_eq!((range.start.0, range.end.0), (from, to));
}

#[test]
fn keys_lead_from_finding_to_finding_and_back() {
    let mut window = sample();
    let current = |window: &Window| {
        let editor = window.query_all_by_role(Role::MultilineTextInput).find(egui_kittest::Node::is_focused);
        editor.and_then(|node| node.accesskit_node().label())
    };
    window.key_press(Key::F4);
    window.run_ok();
    let first = current(&window);
    assert!(first.is_some());
    window.key_press(Key::F4);
    window.run_ok();
    window.key_press_modifiers(Modifiers::SHIFT, Key::F4);
    window.run_ok();
    assert_eq!(current(&window), first);
}

#[test]
fn all_is_checked_at_a_key_and_what_is_blank_can_be_gone_to() {
    let mut window = sample();
    window.key_press(Key::F9);
    window.run_ok();
    window.get_by_label_contains("还不能定稿：错误");
    window.get_by_label("封面，1格还没填");
    click(&mut window, "封面日期");
    type_in(&mut window, "2024年3月");
    let date = CellId::parse("cover/date").expect("an address");
    assert_eq!(desk(&window).report().content.cells.text(&date), "2024年3月");
}

#[test]
fn enter_on_a_link_of_a_dialog_goes_where_it_leads() {
    let mut window = sample();
    window.key_press(Key::F9);
    window.run_ok();
    window.get_by_label("封面日期").focus();
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(window.query_by_label("封面，1格还没填").is_none(), "the list has gone");
    type_in(&mut window, "2024年3月");
    let date = CellId::parse("cover/date").expect("an address");
    assert_eq!(desk(&window).report().content.cells.text(&date), "2024年3月");
}
