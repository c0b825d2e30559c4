//! The current cell is in sight: on arrival, at every size, in rows that do not shrink under the hand; and 审核 shows what
//! is new.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, Rect, Role, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::{Window, press, tab};

const SIZE: Vec2 = vec2(1366.0, 740.0);

fn sample() -> Window {
    window::sample(SIZE)
}

/// The box of the current cell.
fn editor(window: &Window) -> Option<Rect> {
    window.query_all_by_role(Role::MultilineTextInput).find(egui_kittest::Node::is_focused).map(|node| node.rect())
}

/// The window gets larger: what it shows is laid out in fewer points.
fn larger(window: &mut Window) {
    press(window, Modifiers::COMMAND, Key::Plus);
    window.run_steps(12);
}

/// The current cell, or its beginning, stands between 编辑栏 and the bottom line.
fn is_in_sight(window: &Window) -> bool {
    let (above, room) = (window.get_by_label("当前格的内容").rect().bottom(), window.ctx.content_rect());
    editor(window).is_some_and(|cell| {
        cell.top() >= above && cell.top() + 20.0 <= room.bottom() - 30.0 && cell.left() < room.right() - 20.0
    })
}

#[test]
fn on_arrival_the_current_cell_is_seen_with_the_head_of_its_page() {
    let mut window = sample();
    for page in ["预算执行", "绩效指标", "自评报告", "单位信息"] {
        tab(&mut window, page);
        assert!(is_in_sight(&window), "{page}: {:?}", editor(&window));
    }
}

#[test]
fn at_every_size_the_current_cell_stays_in_sight() {
    let mut window = sample();
    for page in ["预算执行", "绩效指标", "自评报告"] {
        tab(&mut window, page);
        press(&mut window, Modifiers::COMMAND, Key::End);
        for size in 0..10 {
            larger(&mut window);
            assert!(is_in_sight(&window), "{page} at {size}: {:?} of {}", editor(&window), window.ctx.content_rect());
        }
        press(&mut window, Modifiers::COMMAND, Key::Num0);
        window.run_steps(12);
        assert!(is_in_sight(&window), "{page}");
    }
}

/// 说明 and 审核 take half of the paper's room away: the caret in a wide cell was beyond it.
#[test]
fn beside_the_side_the_caret_of_a_wide_cell_is_in_sight() {
    for page in ["绩效指标", "自评报告"] {
        let mut window = sample();
        tab(&mut window, page);
        for _ in 0..10 {
            larger(&mut window);
        }
        window.event(Event::Text("一二三四五六七八九十".repeat(4)));
        window.run_steps(12);
        for shown in [true, false, true] {
            press(&mut window, Modifiers::NONE, Key::F8);
            window.run_steps(12);
            let right =
                if shown { window.get_by_label("本页").rect().left() } else { window.ctx.content_rect().right() };
            let caret = caret(&window).expect("a caret");
            assert!(caret.right() <= right && caret.left() >= 0.0, "{page}, {shown}: {caret} left of {right}");
        }
    }
}

/// Where an input method is told that the caret is.
fn caret(window: &Window) -> Option<Rect> {
    window.output().platform_output.ime.map(|ime| ime.cursor_rect)
}

#[test]
fn a_row_does_not_shrink_while_one_types_in_it() {
    let mut window = sample();
    tab(&mut window, "绩效指标");
    let tall = |window: &Window| editor(window).map_or(0.0, |cell| cell.height());
    let mut before = tall(&window);
    for _ in 0..40 {
        if before > 45.0 && before < 120.0 {
            break;
        }
        press(&mut window, Modifiers::NONE, Key::Tab);
        before = tall(&window);
    }
    assert!(before > 45.0, "no cell of several lines");
    window.event(Event::Text("好".into()));
    window.run_ok();
    assert!((tall(&window) - before).abs() < 0.1);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!((tall(&window) - before).abs() < 0.1);
}

#[test]
fn a_large_window_keeps_its_cards_above_the_bottom_line() {
    let mut window = sample();
    for _ in 0..10 {
        larger(&mut window);
    }
    press(&mut window, Modifiers::NONE, Key::F8);
    let buttons = window.query_all_by_role(Role::Button);
    let cards = buttons.filter(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("到这一格")));
    let bottom = window.ctx.content_rect().bottom() - 30.0;
    let whole = cards.filter(|card| card.rect().bottom() <= bottom).count();
    assert!(whole >= 2, "{whole} cards");
}

#[test]
fn what_is_blank_opens_no_card_and_the_list_stays_at_its_head() {
    let mut window = sample();
    let stood = window.get_by_label("本页").rect();
    let first = |window: &Window| {
        let buttons = window.query_all_by_role(Role::Button);
        let names = buttons.filter_map(|button| Some((button.accesskit_node().label()?, button.rect())));
        let cards = names.filter(|(name, _)| name.starts_with("到这一格：")).map(|(_, rect)| rect.top());
        cards.fold(f32::INFINITY, f32::min)
    };
    let head = first(&window);
    for _ in 0..12 {
        press(&mut window, Modifiers::NONE, Key::Enter);
        window.run_steps(6);
        assert!(window.query_by_label("说明不填的原因…").is_none());
    }
    // Back on the cell with nothing found of it, wherever the cards of the others led.
    for _ in 0..12 {
        press(&mut window, Modifiers::SHIFT, Key::Enter);
        window.run_steps(6);
    }
    assert_eq!((window.get_by_label("本页").rect(), first(&window)), (stood, head));
}
