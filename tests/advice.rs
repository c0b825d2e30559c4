//! What the program proposes, in the window by accessible name: points and mends looked at together, reasons written
//! before, figures for sentences.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::{USUAL, Window, click};
use ziping::carry::forward;
use ziping::check::Finding;
use ziping::desk::Outstanding;
use ziping::form::{self, CellId};
use ziping::report::{self, Edit};
use ziping::store::{self, Recent};

const BASIC: &str = "自评报告·（一）基本支出情况";

fn sample() -> Window {
    window::sample(vec2(1280.0, 1040.0))
}

/// Opens the next card.
fn next(window: &mut Window) {
    window.key_press(Key::F4);
    window.run_ok();
}

fn edit_menu(window: &mut Window, command: &str) {
    click(window, "编辑");
    window.get_by_label_contains(command).click();
    window.run_ok();
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn written(window: &Window, address: &str) -> String {
    let desk = window.state().desk().expect("open");
    desk.report().content.cells.text(&at(address)).to_string()
}

fn open(window: &Window) -> Outstanding {
    window.state().desk().expect("open").review().outstanding()
}

#[test]
fn proposed_points_are_looked_at_and_taken_as_one_step() {
    let mut window = sample();
    edit_menu(&mut window, "采用建议得分");
    window.get_by_label_contains("46.89÷64.52×20＝14.54");
    window.get_by_label_contains("全部采用后总分94.54分，等级“优”");
    window.get_by_label_contains("总分为88.54分，等级变为“良”");
    click(&mut window, "采用2条");
    assert_eq!(
        (written(&window, "scores/served-1/score"), written(&window, "scores/economic-cost-1/score")),
        ("10".into(), "14.54".into())
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(
        (written(&window, "scores/served-1/score"), written(&window, "scores/economic-cost-1/score")),
        ("8".into(), "15".into())
    );
}

#[test]
fn only_what_is_ticked_is_taken() {
    let mut window = sample();
    edit_menu(&mut window, "采用建议得分");
    let satisfied = |window: &Window| window.get_by_label_contains("社会公众和服务对象满意度达80%以上：填了8分").rect();
    assert!(satisfied(&window).is_positive());
    window.get_by_label_contains("社会公众和服务对象满意度达80%以上：填了8分").click();
    window.run_ok();
    click(&mut window, "采用1条");
    assert_eq!(
        (written(&window, "scores/served-1/score"), written(&window, "scores/economic-cost-1/score")),
        ("8".into(), "14.54".into())
    );
}

#[test]
fn what_can_be_mended_in_one_way_goes_together() {
    let mut window = sample();
    let before = open(&window);
    edit_menu(&mut window, "采用修改建议");
    window.get_by_label("基础数据表·部门基本支出预算调整·2023年决算数：填入 23.91");
    let all = window
        .query_all_by_role(Role::Button)
        .find_map(|button| button.accesskit_node().label().filter(|words| words.starts_with("采用")));
    click(&mut window, &all.expect("a button"));
    window.run_ok();
    let after = open(&window);
    assert_eq!(written(&window, "base/basic-adjustment/final"), "23.91");
    assert!(after.wrong < before.wrong && after.doubt < before.doubt, "{before:?} {after:?}");
}

#[test]
fn of_mends_to_one_cell_none_is_left_and_none_writes_over_another() {
    let mut window = sample();
    let certain = |window: &Window| -> Vec<(&'static str, CellId)> {
        let findings = window.state().desk().expect("open").findings().iter().flat_map(Finding::members);
        findings.filter(|finding| finding.mends.len() == 1).map(|finding| (finding.rule, finding.at.clone())).collect()
    };
    let before = certain(&window);
    let cells = before.iter().map(|(_, at)| at).collect::<std::collections::BTreeSet<_>>().len();
    assert!(cells < before.len(), "several mends are of one cell: {before:?}");
    edit_menu(&mut window, "采用修改建议");
    // Points are the clerk's own to tick.
    window.get_by_label_contains("改动得分的（").click_accesskit();
    window.run_ok();
    click(&mut window, &format!("采用{}条", before.len()));
    let left: Vec<_> = certain(&window).into_iter().filter(|mend| before.contains(mend)).collect();
    assert_eq!(left, [], "what was ticked is mended");
    let desk = window.state().desk().expect("open");
    let buildings = &desk.sheet().part("buildings").expect("a table").lines.first().expect("a row").cells;
    assert!(buildings.iter().all(|cell| cell.text == "无"), "the whole row says that there is none");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(certain(&window), before, "all of them are one step");
}

#[test]
fn reasons_written_before_are_offered_and_all_of_them_read_on_one_page() {
    let mut window = sample();
    next(&mut window);
    window.get_all_by_label("说明原因…").next().expect("a finding").click();
    window.run_ok();
    assert!(window.query_by_label_contains("本单位以前写过的").is_none());
    window.event(Event::Text("按上级通知办理。".into()));
    window.run_ok();
    click(&mut window, "确定");
    next(&mut window);
    window.get_all_by_label("说明原因…").next().expect("another finding").click();
    window.run_ok();
    window.get_by_label_contains("本单位以前写过的");
    click(&mut window, "2023年 按上级通知办理。");
    click(&mut window, "确定");
    let desk = window.state().desk().expect("open");
    assert_eq!(desk.findings().iter().filter(|f| f.explained.as_deref() == Some("按上级通知办理。")).count(), 2);
    edit_menu(&mut window, "全部说明");
    window.get_by_role_and_label(Role::Label, "全部说明");
    assert_eq!(window.get_all_by_label("修改…").count(), 2);
    click(&mut window, "关闭");
}

#[test]
fn a_reason_that_is_left_with_escape_stays_as_it_was_written() {
    let mut window = sample();
    next(&mut window);
    window.get_all_by_label("说明原因…").next().expect("a finding").click();
    window.run_ok();
    window.event(Event::Text("按上级通知办理。".into()));
    window.run_ok();
    window.key_press(Key::Escape);
    window.run_ok();
    let desk = window.state().desk().expect("open");
    let reasons: Vec<&str> = desk.findings().iter().filter_map(|found| found.explained.as_deref()).collect();
    assert_eq!(reasons, ["按上级通知办理。"]);
}

#[test]
fn figures_come_into_sentences_by_offer_by_typing_and_ready_made() {
    let mut window = sample();
    window.get_by_role_and_label(Role::Tab, "自评报告").click();
    window.run_ok();
    window.get_by_role_and_label(Role::Cell, BASIC).click();
    window.run_ok();
    click(&mut window, "59万元 → 【年初预算数】");
    assert!(written(&window, "report/basic").contains("预算资金【年初预算数】万元"));
    window.get_by_label_contains("处全部改成引用").click();
    window.run_ok();
    assert!(written(&window, "report/basic").contains("人员经费【人员经费】万元"));
    // By typing: the names that hold what stands behind the bracket are listed, and one click completes it.
    window.get_by_role_and_label(Role::MultilineTextInput, BASIC).focus();
    window.run_ok();
    window.event(Event::Text("【办公经费".into()));
    window.run_ok();
    window.get_by_label_contains("基础数据表·办公经费·本年决").click();
    window.run_ok();
    assert!(written(&window, "report/basic").contains("【基础数据表·办公经费·本年决算数】万元"));
    click(&mut window, "三公经费");
    assert!(written(&window, "report/basic").contains("“三公”经费支出【三公经费】万元"));
}

/// From the sample's first finding to 定稿, by nothing but what the window offers; counted as a clerk counts, in clicks.
#[test]
fn the_sample_is_brought_to_its_final_form_by_its_own_findings() {
    let mut window = sample();
    let mut clicks = 0;
    let mut press = |window: &mut Window, label: &str| {
        click(window, label);
        clicks += 1;
    };
    // Some mends only show once others are done.
    for _ in 0..3 {
        press(&mut window, "编辑");
        window.get_by_label_contains("采用修改建议").click();
        window.run_ok();
        let buttons = window.query_all_by_role(Role::Button);
        let taken =
            buttons.filter_map(|button| button.accesskit_node().label()).find(|words| words.starts_with("采用"));
        let Some(taken) = taken else {
            press(&mut window, "知道了");
            break;
        };
        // Points are left to the clerk.
        press(&mut window, if taken == "采用0条" { "取消" } else { &taken });
    }
    let mended = open(&window);
    while open(&window) != Outstanding::default() {
        next(&mut window);
        let explain = |window: &Window, label| window.query_all_by_label(label).next().map(|node| node.click());
        let found = explain(&window, "说明原因…").or_else(|| explain(&window, "说明不填的原因…"));
        found.expect("a finding that is open, or a blank");
        window.run_ok();
        window.event(Event::Text("情况属实，已与单位负责人核对。".into()));
        window.run_ok();
        press(&mut window, "确定");
    }
    let reasons = mended.wrong + mended.doubt + mended.blank;
    clicks += reasons + 2;
    click(&mut window, "文件");
    window.get_by_label_contains("定稿或取消定稿").click();
    window.run_ok();
    click(&mut window, "确定");
    assert!(window.state().desk().expect("open").report().is_finished());
    eprintln!("{clicks} clicks: mends in one go, then {reasons} reasons");
    assert!(reasons <= 30 && clicks <= 90, "{clicks} clicks, {reasons} reasons");
}

#[test]
fn last_years_reason_for_the_same_indicator_is_offered_and_awaits_confirmation() {
    let form = given::form();
    let mut last = given::sample();
    let reason = |text: &str| Edit::Write { at: at("scores/quantity-1/reason"), text: text.into() };
    report::apply(&form, &mut last, &reason("活动合并举办，场次多于年初计划。")).expect("a cell");
    let text = form::bundled_text(&form.id).expect("bundled");
    let carried = forward(&form, text, &last, &form, 2024).report;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("今年.zpb");
    store::save(&file, &form, text, &carried).expect("saved");
    let mut window = window::opened(USUAL, &file);
    window.get_by_role_and_label(Role::Tab, "绩效指标").click();
    window.run_ok();
    window.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·偏差原因分析及改进措施").click();
    window.run_ok();
    click(&mut window, "上年 活动合并举办，场次多于年初计…");
    assert_eq!(written(&window, "scores/quantity-1/reason"), "活动合并举办，场次多于年初计划。");
    let desk = window.state().desk().expect("open");
    assert!(desk.sheet().cell(&at("scores/quantity-1/reason")).expect("a cell").unconfirmed);
}

#[test]
fn reasons_of_the_same_unit_in_files_opened_lately_are_offered_once_they_are_read() {
    let form = given::form();
    let text = form::bundled_text(&form.id).expect("bundled");
    let folder = tempfile::tempdir().expect("a folder");
    let mut recent = Recent::default();
    let mut keep = |name: &str, reason: &str, unit: &str| {
        let mut report = given::sample();
        let write = |address: &str, text: &str| Edit::Write { at: at(address), text: text.into() };
        let edits = vec![write("scores/quantity-1/reason", reason), write("cover/unit", unit)];
        report::apply(&form, &mut report, &Edit::All(edits)).expect("cells");
        let file = folder.path().join(format!("{name}.zpb"));
        store::save(&file, &form, text, &report).expect("saved");
        recent.add(&file);
    };
    keep("另一份", "活动合并举办。", "某局");
    keep("别的单位", "别人的原因。", "别的局");
    keep("这一份", "", "某局");
    let mut window = window::begun(USUAL, recent);
    window.get_by_role_and_label(Role::Link, "这一份").click();
    window.run();
    next(&mut window);
    window.get_all_by_label("说明原因…").next().expect("a finding").click();
    window.run_ok();
    let since = std::time::Instant::now();
    while window.query_by_label("2023年 活动合并举办。").is_none() {
        assert!(since.elapsed() < std::time::Duration::from_secs(45), "it is never offered");
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.step();
    }
    assert!(window.query_by_label_contains("别人的原因").is_none(), "another unit's reasons are its own");
}
