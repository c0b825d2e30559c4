//! The window, driven by accessible name: what a clerk does, and what an input method does to her.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use crate::given;
use crate::window;

use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use window::{USUAL, press, text};
use ziping::app::App;
use ziping::carry::forward;
use ziping::form::{CellId, bundled_text};
use ziping::report::{self, Edit, Report};
use ziping::store::{self, Recent};

const APPROVED: &str = "人员情况·财政供养人员·编制数";
const PRESENT: &str = "人员情况·财政供养人员·2023年实际在职人数";
const UNIT: &str = "封面·部门（单位）名称";
const DATE: &str = "封面·封面日期";

fn window() -> Harness<'static, App> {
    window_of(880.0)
}

fn window_of(height: f32) -> Harness<'static, App> {
    window::begun(vec2(1280.0, height), Recent::default())
}

fn sample() -> Harness<'static, App> {
    sample_in(window())
}

/// The sample in a window in which all of a page is seen.
fn tall_sample() -> Harness<'static, App> {
    sample_in(window_of(2000.0))
}

fn sample_in(mut harness: Harness<'static, App>) -> Harness<'static, App> {
    harness.get_by_label("打开示例").click();
    harness.run();
    harness
}

fn shown(harness: &Harness<'_, App>, at: &str) -> String {
    let desk = harness.state().desk().expect("a report is open");
    desk.sheet().cell(&CellId::parse(at).expect("an address")).expect("a cell").text.to_string()
}

/// Clicks a cell and waits until its editor has the focus.
fn enter(harness: &mut Harness<'_, App>, words: &str) {
    // It may be the current one already.
    let cell = harness.query_by_role_and_label(Role::Cell, words);
    cell.unwrap_or_else(|| harness.get_by_role_and_label(Role::MultilineTextInput, words)).click();
    harness.run();
    assert!(
        harness.get_by_role_and_label(Role::MultilineTextInput, words).is_focused(),
        "{words} is not open for typing"
    );
}

fn type_in(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Text(text.into()));
    harness.run();
}

fn preedit(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None }));
    harness.run();
}

fn commit(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Ime(ImeEvent::Commit(text.into())));
    harness.run();
}

#[test]
fn typing_computes_and_enter_and_tab_move() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "4");
    assert_eq!(text(&harness, "staff/posts/approved"), "4");
    assert_eq!(shown(&harness, "staff/posts/rate"), "75%");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    type_in(&mut harness, "２");
    assert_eq!(text(&harness, "staff/posts/present"), "２");
    assert_eq!(shown(&harness, "staff/posts/rate"), "50%");
    assert!(harness.query_by_role_and_label(Role::MultilineTextInput, PRESENT).is_some());
}

#[test]
fn arrows_and_enter_go_by_the_paper() {
    let mut harness = sample();
    enter(&mut harness, UNIT);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, DATE).is_focused());
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, UNIT).is_focused());
}

#[test]
fn escape_gives_back_what_was_there() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "99");
    assert_eq!(text(&harness, "staff/posts/approved"), "99");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "staff/posts/approved"), "3");
    assert!(harness.query_by_label("已放弃“99”").is_some(), "it is said");
    harness.get_by_label("撤销").click();
    harness.run();
    assert_eq!(text(&harness, "staff/posts/approved"), "99");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "staff/posts/approved"), "99", "of a cell that is not edited nothing is given up");
}

#[test]
fn undo_goes_across_cells_and_tabs() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "5");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    type_in(&mut harness, "6");
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    for expected in [("5", "3"), ("3", "3")] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(
            (text(&harness, "staff/posts/approved").as_str(), text(&harness, "staff/posts/present").as_str()),
            expected
        );
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run();
    assert_eq!(text(&harness, "staff/posts/approved"), "5");
}

#[test]
fn pinyin_reaches_the_report_only_when_it_is_chosen() {
    let mut harness = sample();
    enter(&mut harness, DATE);
    preedit(&mut harness, "ni");
    preedit(&mut harness, "ni'hao");
    assert_eq!(text(&harness, "cover/date"), "");
    commit(&mut harness, "你好");
    assert_eq!(text(&harness, "cover/date"), "你好");
}

#[test]
fn the_enter_that_picks_a_candidate_does_not_move() {
    let mut harness = sample();
    enter(&mut harness, DATE);
    preedit(&mut harness, "ni");
    // Some systems deliver the key beside the commit, some before it.
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.event(Event::Ime(ImeEvent::Commit("你".into())));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(text(&harness, "cover/date"), "你");
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, DATE).is_focused());
}

#[test]
fn a_composition_left_behind_neither_stays_nor_follows() {
    let mut harness = sample();
    enter(&mut harness, DATE);
    preedit(&mut harness, "zhong");
    harness.get_by_role_and_label(Role::Cell, APPROVED).click();
    harness.run();
    commit(&mut harness, "中");
    assert_eq!(text(&harness, "cover/date"), "", "raw pinyin stayed in the old cell");
    assert_eq!(text(&harness, "staff/posts/approved"), "3", "a late commit landed in the new cell");
    preedit(&mut harness, "si");
    commit(&mut harness, "四");
    assert_eq!(text(&harness, "staff/posts/approved"), "四", "the next composition is its own");
}

#[test]
fn a_cancelled_composition_leaves_the_text() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    press(&mut harness, Modifiers::NONE, Key::F2);
    preedit(&mut harness, "wo");
    preedit(&mut harness, "");
    assert_eq!(text(&harness, "staff/posts/approved"), "3");
}

#[test]
fn a_block_from_a_spreadsheet_fills_cells() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    harness.event(Event::Paste("7\t8\r\n".into()));
    harness.run();
    assert_eq!(text(&harness, "staff/posts/approved"), "7");
    assert_eq!(text(&harness, "staff/posts/present"), "8");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(text(&harness, "staff/posts/approved"), "3", "one paste is one step");
}

#[test]
fn a_small_sum_becomes_its_result_when_the_cell_is_left() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "=1+2.5");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(text(&harness, "staff/posts/approved"), "3.5");
}

#[test]
fn a_finding_leads_to_its_cell_and_its_mend_mends() {
    let mut harness = sample();
    let says = harness
        .state()
        .desk()
        .expect("open")
        .findings()
        .iter()
        .find(|f| f.rule == "basic-adjustment-differs")
        .expect("found")
        .says
        .clone();
    harness.get_by_label(&format!("到这一格：{says}")).click();
    harness.run();
    let words = "基础数据表·部门基本支出预算调整·2023年决算数";
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, words).is_focused());
    harness.get_by_label("填入 23.91").click();
    harness.run();
    assert_eq!(text(&harness, "base/basic-adjustment/final"), "23.91");
    assert!(harness.state().desk().expect("open").findings().iter().all(|f| f.rule != "basic-adjustment-differs"));
}

#[test]
fn unsaved_changes_are_asked_about() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "9");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run();
    harness.get_by_label("取消").click();
    harness.run();
    assert!(harness.state().desk().is_some(), "staying keeps the report open");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::W);
    harness.run();
    harness.get_by_label("不保存").click();
    harness.run();
    assert!(harness.state().desk().is_none());
}

#[test]
fn an_explanation_is_written_in_a_box_of_its_own() {
    let mut harness = sample();
    let before = harness.state().desk().expect("open").findings().iter().filter(|f| f.is_outstanding()).count();
    press(&mut harness, Modifiers::NONE, Key::F4);
    harness.get_all_by_label("说明原因…").next().expect("something to explain").click();
    harness.run();
    harness.get_by_label("原因").focus();
    harness.run();
    type_in(&mut harness, "口径不同，已核实。");
    harness.get_by_label("确定").click();
    harness.run();
    let after = harness.state().desk().expect("open").findings().iter().filter(|f| f.is_outstanding()).count();
    assert_eq!(after, before - 1);
}

#[test]
fn every_tab_can_be_seen_and_no_glyph_is_missing() {
    let mut harness = tall_sample();
    // The harness stops at any glyph that no face can draw and at any box without a name.
    for (tab, holds) in [
        ("预算执行", "年度预算申请·年度资金总额·年初预算数"),
        ("项目支出", "项目1·项目概况·项目名称"),
        ("绩效指标", "绩效指标·数量指标1·三级指标"),
        ("自评报告", "自评报告·（一）主要职能"),
        ("单位信息", APPROVED),
    ] {
        harness.get_by_role_and_label(Role::Tab, tab).click();
        harness.run();
        assert!(harness.query_all_by_label(holds).next().is_some(), "{tab} lacks {holds}");
    }
}

#[test]
fn a_new_report_begins_empty_and_without_errors() {
    let mut harness = window();
    harness.get_by_label("新建自评表").click();
    harness.run();
    let desk = harness.state().desk().expect("a report is open");
    assert!(desk.report().content.cells.iter().next().is_none());
    assert!(desk.findings().iter().all(|f| f.severity != ziping::check::Severity::Wrong));
}

#[test]
fn idle_is_idle() {
    let mut harness = sample();
    harness.run();
    harness.step();
    let delay = harness.output().viewport_output.values().map(|v| v.repaint_delay).min().expect("a viewport");
    assert!(delay > std::time::Duration::from_secs(1), "a repaint is asked for after {delay:?}");
    let _: &egui::Context = &harness.ctx;
}

/// The sample with so many indicators and projects of its own.
fn grown(indicators: usize, projects: usize) -> Report {
    let form = given::form();
    let mut report = given::sample();
    let mut edits = Vec::new();
    let mut write = |at: String, text: String| {
        edits.push(Edit::Write { at: CellId::parse(&at).expect("an address"), text: text.into() });
    };
    for number in 1..=indicators {
        let row = format!("scores/quantity-{number}");
        for (column, text) in [("target", "≥80家"), ("actual", "113家"), ("weight", "1"), ("score", "1")] {
            write(format!("{row}/{column}"), text.into());
        }
        write(format!("{row}/name"), format!("走访企业第{number}批（家）"));
    }
    for number in 1..=projects {
        write(format!("p{number}.project/name"), format!("第{number}项工作经费"));
        write(format!("p{number}.funds/grant/initial"), "3".into());
        write(format!("p{number}.funds/grant/executed"), "3.2".into());
    }
    report::apply(&form, &mut report, &Edit::All(edits)).expect("cells of the form");
    report
}

/// A report in its window, opened from a file.
fn opened(report: &Report) -> Harness<'static, App> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("报告.zpb");
    let form = given::form();
    store::save(&file, &form, bundled_text(&form.id).expect("bundled"), report).expect("saved");
    window::opened(USUAL, &file)
}

/// How long this thread has been at work; where the system does not say, how long it has been about.
fn at_work() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse().ok());
    told.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

#[test]
fn a_picture_of_the_window_costs_what_is_seen_in_it() {
    let mut windows = [given::sample(), grown(200, 40)].map(|report| opened(&report));
    let found = |harness: &Harness<'_, App>| harness.state().desk().expect("open").findings().len();
    assert!(found(&windows[1]) > 4 * found(&windows[0]), "there is more to be shown");
    // Without optimisation, and beside other work; the benches hold it to twice.
    let no_more = |windows: &mut [Harness<'_, App>; 2], shown: &str| {
        let [small, large] = windows.each_mut().map(|harness| {
            let before = at_work();
            (0..40).for_each(|_| harness.step());
            at_work().saturating_sub(before)
        });
        assert!(large < small * 3, "{shown}: {large:?} beside {small:?}");
    };
    for tab in ["单位信息", "预算执行", "项目支出", "绩效指标", "自评报告"] {
        for harness in &mut windows {
            harness.get_by_role_and_label(Role::Tab, tab).click();
            harness.run();
        }
        no_more(&mut windows, tab);
    }
    for harness in &mut windows {
        enter(harness, "自评报告·（一）基本支出情况");
    }
    no_more(&mut windows, "自评报告, a text open");
    let carried = |report: &Report| {
        let form = given::form();
        forward(&form, bundled_text(&form.id).expect("bundled"), report, &form, report.content.year + 1).report
    };
    let mut windows = [given::sample(), grown(200, 40)].map(|report| opened(&carried(&report)));
    for harness in &mut windows {
        harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
        harness.run();
        harness.get_by_role_and_label(Role::Button, "待核实").click();
        harness.run();
        enter(harness, "绩效指标·数量指标1·三级指标");
    }
    no_more(&mut windows, "待核实");
}

#[test]
fn typing_goes_on_in_the_cell_after_a_dialog() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    press(&mut harness, Modifiers::NONE, Key::F1);
    harness.get_by_label("关闭").click();
    harness.run();
    type_in(&mut harness, "8");
    assert_eq!(text(&harness, "staff/posts/approved"), "8");
}

#[test]
fn nothing_reaches_a_cell_below_a_dialog() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "9");
    press(&mut harness, Modifiers::NONE, Key::F1);
    for event in
        [Event::Text("7".into()), Event::Paste("8\t8".into()), Event::Paste("8".into()), Event::Text("6".into())]
    {
        harness.event(event);
        harness.run();
    }
    assert_eq!(text(&harness, "staff/posts/approved"), "9");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    type_in(&mut harness, "5");
    assert_eq!(text(&harness, "staff/posts/approved"), "95", "typing goes on where it was");
}

fn undo(harness: &mut Harness<'_, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
}

#[test]
fn what_escape_gave_up_comes_back_first() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "4");
    enter(&mut harness, UNIT);
    type_in(&mut harness, "新名称");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "cover/unit"), "芦淞区工商业联合会（示例）");
    for (unit, approved) in [("新名称", "4"), ("芦淞区工商业联合会（示例）", "4"), ("芦淞区工商业联合会（示例）", "3")]
    {
        undo(&mut harness);
        assert_eq!(
            (text(&harness, "cover/unit"), text(&harness, "staff/posts/approved")),
            (unit.into(), approved.into())
        );
    }
}

#[test]
fn a_small_sum_comes_back_before_its_result_goes() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "=72.04+7.87");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    assert_eq!(text(&harness, "staff/posts/approved"), "79.91");
    for expected in ["=72.04+7.87", "3"] {
        undo(&mut harness);
        assert_eq!(text(&harness, "staff/posts/approved"), expected);
    }
    type_in(&mut harness, "99");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "staff/posts/approved"), "3", "what was taken back does not come with Esc");
}

fn paste(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Paste(text.into()));
    harness.run();
}

#[test]
fn what_is_pasted_into_the_report_is_text() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "自评报告").click();
    harness.run();
    let cells = ["report/duties", "report/setup", "report/basic"];
    let before = cells.map(|at| text(&harness, at));
    enter(&mut harness, "自评报告·（一）主要职能");
    let pasted = "\t一、做好思想引导。\n\t二、组织参政议政。\n";
    paste(&mut harness, pasted);
    let written = text(&harness, cells[0]);
    assert!(written.contains(pasted), "tabs and all: {written}");
    assert_eq!(written.replacen(pasted, "", 1), before[0], "where the caret stands");
    assert_eq!(cells.map(|at| text(&harness, at))[1..], before[1..], "the headings below keep their texts");
    undo(&mut harness);
    assert_eq!(text(&harness, cells[0]), before[0]);
}

#[test]
fn a_block_stays_in_its_table_and_says_what_did_not_fit() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    enter(&mut harness, "年度总体目标·预期目标");
    let name = text(&harness, "scores/quantity-1/name");
    // While the paragraph is written in, a block would go into it as a text.
    press(&mut harness, Modifiers::NONE, Key::Escape);
    paste(&mut harness, "a\tb\nc\td");
    assert_eq!((text(&harness, "goals/expected"), text(&harness, "goals/achieved")), ("a".into(), "b".into()));
    assert_eq!(text(&harness, "scores/quantity-1/name"), name, "the next table is as it was");
    harness.get_by_label_contains("已粘贴2格，2格超出了这张表");
    harness.get_by_label("撤销").click();
    harness.run();
    assert_ne!(text(&harness, "goals/expected"), "a", "taken back from the line itself");
    assert!(harness.query_by_label_contains("已粘贴2格").is_none(), "and the line is gone");
}

#[test]
fn a_cell_with_a_line_end_in_it_is_pasted_as_one() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    enter(&mut harness, "绩效指标·数量指标1·年度指标值");
    let below = text(&harness, "scores/quality-1/target");
    paste(&mut harness, "\"≥5次\n（含线上）\"\r\n");
    assert_eq!(text(&harness, "scores/quantity-1/target"), "≥5次\n（含线上）");
    paste(&mut harness, "\"≥6次\n（含线上）\"\t7\r\n");
    assert_eq!(text(&harness, "scores/quantity-1/actual"), "7");
    assert_eq!(text(&harness, "scores/quality-1/target"), below);
    enter(&mut harness, "绩效指标·数量指标1·实际完成值");
    paste(&mut harness, "12\r\n");
    assert_eq!(text(&harness, "scores/quantity-1/actual"), "12", "the end of a spreadsheet's line is not typed");
}

#[test]
fn a_text_taller_than_the_view_lets_the_window_rest() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "自评报告").click();
    harness.run();
    enter(&mut harness, "自评报告·（一）主要职能");
    paste(&mut harness, &"一行文字。\n".repeat(200));
    for key in [Key::Tab, Key::Tab] {
        press(&mut harness, Modifiers::NONE, key);
    }
    for modifiers in [Modifiers::SHIFT, Modifiers::SHIFT] {
        harness.key_press_modifiers(modifiers, Key::Tab);
        harness.run();
    }
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, "自评报告·（一）主要职能").is_focused());
    harness.step();
    let delay = harness.output().viewport_output.values().map(|v| v.repaint_delay).min().expect("a viewport");
    assert!(delay > std::time::Duration::from_millis(100), "a repaint is asked for after {delay:?}");
}

#[test]
fn a_new_row_and_a_new_project_take_the_cursor() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "项目支出").click();
    harness.run();
    harness.get_by_label("加一个项目").click();
    harness.run();
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, "项目2·项目概况·项目名称").is_focused());
    type_in(&mut harness, "新项目");
    assert_eq!(text(&harness, "p2.project/name"), "新项目");
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    harness.get_by_label("加一行数量指标").click();
    harness.run();
    type_in(&mut harness, "走访户数（户）");
    assert_eq!(text(&harness, "scores/quantity-2/name"), "走访户数（户）");
}

#[test]
fn a_project_goes_only_when_said_twice() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "项目支出").click();
    harness.run();
    harness.get_by_label("删除民营企业工作经费").click();
    harness.run();
    assert_eq!(harness.state().desk().expect("open").report().content.projects.len(), 1);
    harness.get_by_label("确定").click();
    harness.run();
    assert!(harness.state().desk().expect("open").report().content.projects.is_empty());
}

#[test]
fn what_cannot_be_read_is_kept_and_flagged() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "三名");
    assert_eq!(text(&harness, "staff/posts/approved"), "三名");
    let at = CellId::parse("staff/posts/approved").expect("an address");
    let desk = harness.state().desk().expect("open");
    assert!(desk.findings_at(&at).any(|finding| finding.rule == "figure-unreadable"));
}

#[test]
fn a_level_is_chosen_by_its_number() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·完成程度").click();
    harness.run();
    type_in(&mut harness, "2");
    assert_eq!(text(&harness, "scores/quantity-1/level"), "部分达成年度指标并具有一定效果");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(text(&harness, "scores/quantity-1/level"), "");
}

/// Opens 说明原因 of the first finding.
fn explain(harness: &mut Harness<'_, App>) {
    harness.get_all_by_label("说明原因…").next().expect("something to explain").click();
    harness.run();
}

fn explained(harness: &Harness<'_, App>) -> Vec<String> {
    let desk = harness.state().desk().expect("a report is open");
    desk.findings().iter().filter_map(|finding| finding.explained.clone()).collect()
}

#[test]
fn pinyin_that_is_not_chosen_reaches_no_reason_and_no_cell() {
    let mut harness = sample();
    press(&mut harness, Modifiers::NONE, Key::F4);
    harness.get_by_role_and_label(Role::Tab, "单位信息").click();
    harness.run();
    enter(&mut harness, APPROVED);
    explain(&mut harness);
    type_in(&mut harness, "已核实。");
    preedit(&mut harness, "shu'zi");
    // Keys of the input method: neither a new line nor the end of the dialog.
    press(&mut harness, Modifiers::NONE, Key::Enter);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label("确定").click();
    harness.run();
    assert_eq!(explained(&harness), ["已核实。"]);
    commit(&mut harness, "数字");
    assert_eq!(text(&harness, "staff/posts/approved"), "3", "a late commit landed in the cell behind the dialog");
    assert_eq!(explained(&harness), ["已核实。"]);
    type_in(&mut harness, "5");
    assert_eq!(text(&harness, "staff/posts/approved"), "5");
}

#[test]
fn what_is_composed_in_a_dialog_is_its_own() {
    let mut harness = sample();
    press(&mut harness, Modifiers::NONE, Key::F4);
    harness.get_by_role_and_label(Role::Tab, "单位信息").click();
    harness.run();
    enter(&mut harness, APPROVED);
    explain(&mut harness);
    preedit(&mut harness, "shu");
    commit(&mut harness, "属实。");
    harness.get_by_label("确定").click();
    harness.run();
    assert_eq!(explained(&harness), ["属实。"]);
    type_in(&mut harness, "6");
    assert_eq!(text(&harness, "staff/posts/approved"), "6", "the cell waits for a composition that was never its own");
}

#[test]
fn the_enter_that_picks_a_candidate_asks_for_nothing() {
    let mut harness = sample();
    harness.get_by_label("文件").click();
    harness.run();
    harness.get_by_label_contains("核对校验码").click();
    harness.run();
    type_in(&mut harness, "ABCD-EFGH");
    preedit(&mut harness, "a");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.query_by_label_contains("与这个文件不符").is_none());
    preedit(&mut harness, "");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label_contains("与这个文件不符");
}

/// Undo leads to where the step was made, be other cells changed before it in the order of the form.
#[test]
fn undo_leads_to_the_cell_of_the_edit() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    harness.event(Event::Paste("3\t8\r\n".into()));
    harness.run();
    assert_eq!(
        (text(&harness, "staff/posts/approved"), text(&harness, "staff/posts/present")),
        ("3".into(), "8".into())
    );
    enter(&mut harness, DATE);
    type_in(&mut harness, "2024年3月");
    for (key, words) in [(Key::Z, DATE), (Key::Z, APPROVED), (Key::Y, APPROVED), (Key::Y, DATE)] {
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        harness.run();
        assert!(harness.get_by_role_and_label(Role::MultilineTextInput, words).is_focused(), "{key:?} {words}");
    }
}

/// Esc closes an open menu and leaves the cell as it is.
#[test]
fn escape_closes_a_menu_first() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    type_in(&mut harness, "99");
    harness.get_by_label("编辑").click();
    harness.run();
    assert!(harness.query_by_label_contains("采用修改建议").is_some());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label_contains("采用修改建议").is_none(), "the menu is closed");
    assert_eq!(text(&harness, "staff/posts/approved"), "99");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&harness, "staff/posts/approved"), "3");
}

/// A figure in several lines has a row of that height.
#[test]
fn a_row_is_as_high_as_its_figures() {
    let mut harness = sample();
    enter(&mut harness, APPROVED);
    let high = |harness: &Harness<'_, App>| harness.get_by_role_and_label(Role::Cell, PRESENT).rect().height();
    let before = high(&harness);
    type_in(&mut harness, "3\n另有借调2人\n合计5");
    assert!(high(&harness) > before * 2.0, "{} after {before}", high(&harness));
}

/// One card for five rows that say 无: it names its cells, leads to each, and mends all as one step.
#[test]
fn a_card_of_several_cells_leads_to_each_and_mends_all() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    enter(&mut harness, "绩效指标·社会效益指标1·得分");
    let says = "到这一格：经济效益指标写的是“无”，分值填0，得分填“无”，两格写法不一，得分请也填0。同样的还有4格";
    harness.get_by_label_contains(says);
    harness.get_by_label("同类5条，逐格列出").click();
    harness.run_ok();
    harness.get_by_role_and_label(Role::Link, "生态效益指标1·得分").click();
    harness.run_ok();
    let here = harness.get_by_role_and_label(Role::MultilineTextInput, "绩效指标·生态效益指标1·得分");
    assert!(here.is_focused());
    harness.get_by_label("填入 0（5格）").click();
    harness.run_ok();
    let rows = ["economic-1", "social-1", "ecological-1", "social-cost-1", "ecological-cost-1"];
    assert!(rows.iter().all(|row| text(&harness, &format!("scores/{row}/score")) == "0"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_ok();
    assert!(rows.iter().all(|row| text(&harness, &format!("scores/{row}/score")) == "无"), "one step");
}

/// Whoever comes to a cell sees its card, and what the card says is not said again above it.
#[test]
fn what_a_card_says_is_not_said_beside_it() {
    let mut harness = sample();
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    enter(&mut harness, "绩效指标·时效指标1·得分");
    let at = CellId::parse("scores/timeliness-1/score").expect("an address");
    let says: Vec<String> =
        harness.state().desk().expect("open").findings_at(&at).map(|finding| finding.says.clone()).collect();
    assert_eq!(says.len(), 1, "{says:?}");
    assert_eq!(harness.query_all_by_label(&says[0]).count(), 1, "on its card");
    harness.get_by_label(&format!("到这一格：{}", says[0]));
}

#[test]
fn what_is_not_filled_in_is_listed_apart_and_a_reason_lifts_it() {
    let mut harness = sample();
    harness.get_by_label_contains("还没填8/").click();
    harness.run_ok();
    harness.get_by_label("到这一格：封面·封面日期还没填").click();
    harness.run_ok();
    harness.get_all_by_label("说明不填的原因…").next().expect("a blank").click();
    harness.run_ok();
    harness.get_by_label("1格还没填：封面·封面日期。");
    harness.event(Event::Text("日期盖章时手写。".into()));
    harness.run_ok();
    harness.get_by_label("确定").click();
    harness.run_ok();
    harness.get_by_label_contains("还没填7/");
    enter(&mut harness, UNIT);
    enter(&mut harness, DATE);
    harness.get_by_label("已说明：日期盖章时手写。");
    type_in(&mut harness, "2024年3月10日");
    assert_eq!(harness.query_all_by_label("已说明：日期盖章时手写。").count(), 0, "filled in it needs none");
}
