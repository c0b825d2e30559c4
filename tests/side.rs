//! 说明 and 审核 in the window: two parts of a size of their own, in which nothing moves under the hand.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, Role, TouchPhase, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::{USUAL, Window, click};

fn sample() -> Window {
    window::sample(USUAL)
}

/// The cards that are seen, each with its place, from the top.
fn cards(window: &Window) -> Vec<(String, Rect)> {
    let buttons = window.query_all_by_role(Role::Button);
    let cards = buttons.filter_map(|button| Some((button.accesskit_node().label()?, button.rect())));
    cards.filter(|(name, _)| name.starts_with("到这一格：")).collect()
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::default(),
    };
    for event in [Event::PointerMoved(from), button(from, true), Event::PointerMoved(to), button(to, false)] {
        window.event(event);
        window.run_ok();
    }
}

fn scroll(window: &mut Window, over: Pos2, by: f32) {
    window.event(Event::PointerMoved(over));
    let source = eframe::egui::MouseWheelSource::Wheel;
    window.event(Event::MouseWheel {
        source,
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        modifiers: Modifiers::default(),
    });
    window.run_steps(30);
}

#[test]
fn whatever_there_is_to_say_of_a_cell_the_list_stays_where_it_is() {
    let mut window = sample();
    let stood = window.get_by_label("本页").rect();
    for number in 0..6 {
        let seen = cards(&window);
        let (name, _) = seen.get(number % seen.len()).expect("cards").clone();
        click(&mut window, &name);
        assert_eq!(window.get_by_label("本页").rect(), stood, "{name}");
    }
}

#[test]
fn a_card_that_is_clicked_on_opens_where_it_stands() {
    let mut window = sample();
    let top = cards(&window).first().expect("cards").1.top();
    for number in [0, 1, 2, 1, 3] {
        let seen: Vec<(String, Rect)> = cards(&window).into_iter().filter(|(_, rect)| rect.top() >= top).collect();
        let (name, before) = seen.get(number % seen.len()).expect("cards").clone();
        click(&mut window, &name);
        let after = window.get_by_label(&name).rect();
        // Only one that would end below the list is lifted, to be seen to its end.
        let lifted = after.top() < before.top() && after.bottom() > 760.0;
        assert!((after.top() - before.top()).abs() < 0.1 || lifted, "{name}: {before} {after}");
    }
}

#[test]
fn other_cards_are_seen_from_the_first() {
    let mut window = sample();
    let top = cards(&window).first().expect("cards").1.top();
    let list = window.get_by_label("本页").rect().center_bottom() + vec2(0.0, 160.0);
    scroll(&mut window, list, -400.0);
    let scrolled = cards(&window).iter().any(|(_, rect)| rect.top() < top - 1.0);
    assert!(scrolled, "the list is scrolled");
    click(&mut window, "本页");
    assert!((cards(&window).first().expect("cards").1.top() - top).abs() < 0.1);
    scroll(&mut window, list, -400.0);
    click(&mut window, "全部");
    assert!((cards(&window).first().expect("cards").1.top() - top).abs() < 0.1);
}

#[test]
fn the_parts_are_as_large_as_they_are_drawn() {
    let mut window = sample();
    let line = window.get_by_role_and_label(Role::Splitter, "说明和审核的分界").rect().center();
    let stood = window.get_by_label("本页").rect().top();
    drag(&mut window, line, line + vec2(0.0, 70.0));
    let stands = window.get_by_label("本页").rect().top();
    assert!((stands - stood - 70.0).abs() < 2.0, "{stood} {stands}");
    // Neither part is drawn away.
    drag(&mut window, line + vec2(0.0, 70.0), pos2(line.x, 3000.0));
    assert!(window.get_by_label("本页").rect().bottom() < 820.0 - 100.0);
    let edge = window.get_by_role_and_label(Role::Splitter, "表格和右边的分界").rect().center();
    drag(&mut window, edge, edge - vec2(100.0, 0.0));
    let wide = window.get_by_role_and_label(Role::Splitter, "表格和右边的分界").rect().center();
    assert!((wide.x - edge.x + 100.0).abs() < 2.0, "{edge} {wide}");
}
