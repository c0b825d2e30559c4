//! Cells selected by keys, by drawing and by clicks, in the window.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::{cell, click, is_current, press_each, tab, text};
use ziping::app::App;
use ziping::store::Recent;

const FIRST: &str = "基础数据表·公用经费·2022年决算数";
const MIDDLE: &str = "基础数据表·公用经费·2023年预算数";
const LAST: &str = "基础数据表·公用经费·2023年决算数";
const BELOW: &str = "基础数据表·办公经费·2023年决算数";

/// The sample at 预算执行, its 公用经费 of the last year current.
fn sample() -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 1500.0))
        .with_step_dt(0.03)
        .with_max_steps(12)
        .build_eframe(|cc| App::with_recent(&cc.egui_ctx, Recent::default()));
    harness.run();
    click(&mut harness, "打开示例");
    tab(&mut harness, "预算执行");
    cell(&mut harness, FIRST);
    harness
}

#[track_caller]
fn says(harness: &Harness<'_, App>, tally: &str) {
    assert!(harness.query_by_label(tally).is_some(), "{tally} is not said");
}

#[test]
fn shift_selects_and_the_status_line_says_what_it_comes_to() {
    let mut harness = sample();
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowRight, Key::ArrowRight]);
    says(&harness, "合计 22.06万元　个数 3　平均 7.3533万元");
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowLeft]);
    says(&harness, "合计 14.19万元　个数 2　平均 7.095万元");
    press_each(&mut harness, Modifiers::SHIFT, &[Key::End, Key::ArrowDown]);
    says(&harness, "合计 24.43万元　个数 6　平均 4.0717万元");
    assert!(is_current(&harness, FIRST), "the cell it was drawn from stays the current one");
    press_each(&mut harness, Modifiers::NONE, &[Key::Escape]);
    assert!(harness.query_by_label_contains("合计 24.43").is_none(), "Esc selects the cell alone");
    press_each(&mut harness, Modifiers::NONE, &[Key::ArrowRight]);
    assert!(is_current(&harness, MIDDLE));
}

#[test]
fn a_selection_never_leaves_its_table() {
    let mut harness = sample();
    press_each(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::Home]);
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowUp, Key::ArrowLeft, Key::PageUp]);
    says(&harness, "合计 31.53万元　个数 4　平均 7.8825万元");
    press_each(&mut harness, Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::End]);
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowDown, Key::PageDown]);
    assert!(is_current(&harness, FIRST));
}

#[test]
fn drawing_and_shift_and_a_click_select() {
    let mut harness = sample();
    let middle =
        |harness: &Harness<'_, App>, words: &str| harness.get_by_role_and_label(Role::Cell, words).rect().center();
    let (from, to) = (middle(&harness, MIDDLE), middle(&harness, BELOW));
    let button = |pos: Pos2, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(from));
    harness.event(button(from, true));
    harness.run();
    for pos in [from + vec2(12.0, 0.0), from.lerp(to, 0.5), to] {
        harness.event(Event::PointerMoved(pos));
        harness.run();
    }
    harness.event(button(to, false));
    harness.run();
    says(&harness, "合计 16.05万元　个数 4　平均 4.0125万元");
    assert!(is_current(&harness, MIDDLE));
    harness.get_by_role_and_label(Role::Cell, FIRST).click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, LAST).click_modifiers(Modifiers::SHIFT);
    harness.run();
    says(&harness, "合计 22.06万元　个数 3　平均 7.3533万元");
    harness.get_by_label("选定整行：其中：办公经费").click();
    harness.run();
    says(&harness, "合计 2.37万元　个数 3　平均 0.79万元");
    harness.get_by_label("选定整列：2023年预算数").click();
    harness.run();
    assert!(harness.query_by_label_contains("合计 13.68万元　个数 ").is_some(), "the column of one table");
}

#[test]
fn a_second_click_is_no_edit_and_a_double_click_is() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Cell, MIDDLE).click();
    harness.run();
    // Longer than two clicks of a double click are apart.
    (0..40).for_each(|_| harness.step());
    harness.get_by_role_and_label(Role::MultilineTextInput, MIDDLE).click();
    harness.run();
    harness.event(Event::Text("9".into()));
    harness.run();
    assert_eq!(text(&harness, "base/public/budget"), "9", "typing replaces what was there");
    harness.get_by_role_and_label(Role::Cell, FIRST).click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, FIRST).click();
    harness.run();
    harness.event(Event::Text("9".into()));
    harness.run();
    let edited = text(&harness, "base/public/last");
    assert!(edited.len() == 5 && edited.replacen('9', "", 1) == "7.51", "the caret stands where it was put: {edited}");
}

/// Where the form's rows go by keys.
#[test]
fn keys_of_the_cells_go_as_they_do_in_a_spreadsheet() {
    let mut harness = sample();
    let ctrl = Modifiers::COMMAND;
    for (modifiers, key, to) in [
        (Modifiers::NONE, Key::End, LAST),
        (Modifiers::NONE, Key::Home, FIRST),
        (ctrl, Key::ArrowRight, LAST),
        (ctrl, Key::ArrowDown, BELOW),
        (ctrl, Key::Home, "基础数据表·三公经费·2022年决算数"),
        (ctrl, Key::End, "基础数据表·部门基本支出预算调整·2023年决算数"),
        (Modifiers::NONE, Key::Enter, "楼堂馆所·本年完工项目·批复规模（㎡）"),
        (Modifiers::SHIFT, Key::Enter, "基础数据表·部门基本支出预算调整·2023年决算数"),
    ] {
        press_each(&mut harness, modifiers, &[key]);
        assert!(is_current(&harness, to), "{key:?} leads not to {to}");
    }
}

#[test]
fn enter_goes_back_to_the_column_where_tab_began() {
    let mut harness = sample();
    press_each(&mut harness, Modifiers::NONE, &[Key::Tab, Key::Tab, Key::Enter]);
    assert!(is_current(&harness, "基础数据表·办公经费·2022年决算数"));
    press_each(&mut harness, Modifiers::NONE, &[Key::ArrowRight, Key::Enter]);
    assert!(is_current(&harness, "基础数据表·水费、电费、差旅费·2023年预算数"), "an arrow begins anew");
}

#[test]
fn pages_are_turned_by_keys() {
    let mut harness = sample();
    for (key, shows) in [
        (Key::PageDown, "项目1·项目概况·项目名称"),
        (Key::PageUp, LAST),
        (Key::PageUp, "封面·封面日期"),
        (Key::PageUp, "封面·封面日期"),
    ] {
        press_each(&mut harness, Modifiers::COMMAND, &[key]);
        assert!(harness.query_all_by_label(shows).next().is_some(), "{key:?} does not show {shows}");
    }
}

#[test]
fn what_is_of_several_kinds_is_counted_and_not_summed() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "单位信息").click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, "人员情况·财政供养人员·编制数").click();
    harness.run();
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowRight]);
    says(&harness, "合计 6　个数 2　平均 3");
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowRight]);
    says(&harness, "个数 3");
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    harness.get_by_label("选定整列：得分").click();
    harness.run();
    assert!(harness.query_by_label_contains("分　个数 ").is_some(), "points are of one kind");
}

/// Undo leads to a cell that is current, and not edited: keys of the cells go on from there.
#[test]
fn after_undo_keys_belong_to_the_cells() {
    let mut harness = sample();
    let name = "绩效指标·数量指标1·三级指标";
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, name).click();
    harness.run();
    press_each(&mut harness, Modifiers::NONE, &[Key::F2]);
    harness.event(Event::Text("多".into()));
    harness.run();
    press_each(&mut harness, Modifiers::COMMAND, &[Key::Z]);
    assert!(is_current(&harness, name));
    press_each(&mut harness, Modifiers::NONE, &[Key::ArrowRight]);
    assert!(is_current(&harness, "绩效指标·数量指标1·年度指标值"));
    press_each(&mut harness, Modifiers::COMMAND, &[Key::Y]);
    press_each(&mut harness, Modifiers::SHIFT, &[Key::ArrowRight]);
    assert!(is_current(&harness, name));
    press_each(&mut harness, Modifiers::NONE, &[Key::Escape, Key::Delete]);
    assert_eq!(text(&harness, "scores/quantity-1/name"), "");
}

#[test]
fn letters_where_nothing_can_be_written_are_answered() {
    for (tab, cell, says) in [
        ("预算执行", "基础数据表·政府采购金额·2022年决算数", "没有填写。这一格表样已经印好“——”，不用填。"),
        ("绩效指标", "绩效指标·总分·得分", "没有填写。这一格由程序计算，改了它所依据的格子，它就跟着变。"),
    ] {
        let mut harness = sample();
        harness.get_by_role_and_label(Role::Tab, tab).click();
        harness.run();
        harness.get_by_role_and_label(Role::Cell, cell).click();
        harness.run();
        harness.event(Event::Text("9".into()));
        harness.run();
        assert!(harness.query_by_label(says).is_some(), "{cell}: nothing is said");
    }
}
