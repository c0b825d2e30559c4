//! What is seen of a page when it is opened, and of its rows and texts whatever they hold.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, Rect, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::{Window, tab};

fn sample() -> Window {
    window::sample(vec2(1280.0, 690.0))
}

/// The highest cell that is seen: its words and where it begins.
fn first_cell(window: &Window) -> (String, f32) {
    let cells = window.query_all_by_role(Role::Cell);
    let all = cells.filter_map(|cell| Some((cell.accesskit_node().label()?, cell.rect().top())));
    all.min_by(|one, other| one.1.total_cmp(&other.1)).expect("cells")
}

#[test]
fn a_page_is_seen_from_its_head_until_one_was_further_down() {
    let mut window = sample();
    for (page, first) in [
        ("预算执行", "年度预算申请·年度资金总额·年初预算数"),
        ("绩效指标", "年度总体目标·实际完成情况"),
        ("自评报告", "自评报告·（一）部门机构设置、编制情况"),
    ] {
        tab(&mut window, page);
        let (words, _) = first_cell(&window);
        let near = words.split('·').next();
        assert_eq!(near, first.split('·').next(), "{page} begins with {words}");
    }
    // Where one was is seen again.
    tab(&mut window, "预算执行");
    for _ in 0..3 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::End);
        window.run_ok();
        window.key_press(Key::Enter);
        window.run_ok();
    }
    tab(&mut window, "单位信息");
    tab(&mut window, "预算执行");
    let (words, _) = first_cell(&window);
    assert!(!words.starts_with("年度预算申请"), "{words}");
}

#[test]
fn a_long_text_is_told_in_whole_lines_and_all_of_it_while_it_is_written() {
    let mut window = sample();
    tab(&mut window, "自评报告");
    let folded = window.get_by_label("当前格的内容").rect();
    assert!(folded.height() <= 50.0, "{folded}");
    window.key_press_modifiers(Modifiers::COMMAND, Key::F2);
    window.run_ok();
    let opened = window.get_by_label("当前格的内容");
    assert!(opened.is_focused());
    assert!(opened.rect().height() > 60.0, "{}", opened.rect());
    // The form stays where it is.
    let below = window.get_by_label("本页").rect();
    window.key_press(Key::Escape);
    window.run_ok();
    assert_eq!(window.get_by_label("本页").rect(), below);
    assert_eq!(window.get_by_label("当前格的内容").rect(), folded);
}

#[test]
fn a_quoted_figure_says_what_it_is() {
    let mut window = sample();
    tab(&mut window, "自评报告");
    let words = "自评报告·（一）主要职能";
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text("【全年预算数】万元".into()));
    window.run_ok();
    let told = |window: &mut Window, at: Rect| {
        window.event(Event::PointerMoved(at.left_top() + vec2(24.0, 14.0)));
        window.run_steps(8);
        window.query_by_label_contains("年度预算申请·年度资金总额·全年预算数：85.22万元，").is_some()
    };
    let written = window.get_by_role_and_label(Role::MultilineTextInput, words).rect();
    assert!(told(&mut window, written), "while it is written");
    window.key_press(Key::Tab);
    window.run_ok();
    let cell = window.get_by_role_and_label(Role::Cell, words).rect();
    assert!(told(&mut window, cell), "once it stands");
}

#[test]
fn the_very_words_of_a_finding_are_seen() {
    let mut window = sample();
    window.key_press(Key::F4);
    window.run_ok();
    window.run_steps(20);
    window.get_by_label_contains("报告里写的执行率144.44%");
    let editor = window.get_by_role_and_label(Role::MultilineTextInput, "自评报告·（一）整体支出绩效情况").rect();
    // They stand in its first line.
    let paper = window.get_by_label("当前格的内容").rect().bottom();
    assert!(editor.top() > paper && editor.top() < 600.0, "{editor} below {paper}");
}
