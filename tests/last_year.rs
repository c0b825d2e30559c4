//! 上年对照 and 待核实 in the window, by accessible name: what is shown beside, what is confirmed, what is moved on.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::Path;
use window::{Window, click, press, tab, text};
use ziping::carry::forward;
use ziping::desk::Desk;
use ziping::form::{CellId, Form, Tab, bundled_text};
use ziping::report::{Edit, Report, apply};
use ziping::store;

/// A report file, opened from the start page.
fn opened(folder: &Path, name: &str, report: &Report) -> Window {
    let form = given::form();
    opened_on(folder, &form, bundled_text(&form.id).expect("bundled"), name, report)
}

fn opened_on(folder: &Path, form: &Form, text: &str, name: &str, report: &Report) -> Window {
    let file = folder.join(format!("{name}.zpb"));
    store::save(&file, form, text, report).expect("saved");
    window::opened(vec2(1350.0, 850.0), &file)
}

/// The sample as it is carried to the next year.
fn carried(folder: &Path) -> Window {
    let form = given::form();
    let text = bundled_text(&form.id).expect("bundled");
    opened(folder, "今年", &forward(&form, text, &given::sample(), &form, 2024).report)
}

fn menu(window: &mut Window, menu: &str, command: &str) {
    click(window, menu);
    window.get_by_label_contains(command).click();
    window.run_ok();
}

fn desk(window: &Window) -> &Desk {
    window.state().desk().expect("a report is open")
}

fn waits(window: &Window, at: &str) -> bool {
    desk(window).sheet().cell(&CellId::parse(at).expect("an address")).expect("a cell").unconfirmed
}

const FULL: &str = "年度预算申请·年度资金总额·全年预算数";

#[test]
fn two_years_stand_side_by_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    tab(&mut window, "预算执行");
    press(&mut window, Modifiers::NONE, Key::F7);
    window.get_by_label("2023年度与2024年度对照");
    assert!(window.query_by_label("审核").is_none(), "it takes the place of 审核");
    click(&mut window, &format!("{FULL}：上年85.22，本年未填，——"));
    assert!(window.get_by_role_and_label(Role::MultilineTextInput, FULL).is_focused(), "the line leads to its cell");
    window.event(Event::Text("81".into()));
    window.run_ok();
    window.get_by_label(&format!("{FULL}：上年85.22，本年81，减少4.22，-4.95%"));
    press(&mut window, Modifiers::NONE, Key::F7);
    window.get_by_label("审核");
}

/// What stands above the table is made from the form's own limit.
#[test]
fn how_much_is_large_is_the_forms_to_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = bundled_text(&given::form().id).expect("bundled");
    for (limit, says) in [("", "增减超过30%"), ("change: \"12.5%\", ", "增减超过12.5%")] {
        let text = text.replacen("limits: (", &format!("limits: ({limit}"), 1);
        let form = ziping::form::parse(&text).expect("a form");
        let report = forward(&form, &text, &given::sample(), &form, 2024).report;
        let mut window = opened_on(folder.path(), &form, &text, "今年", &report);
        tab(&mut window, "预算执行");
        press(&mut window, Modifiers::NONE, Key::F7);
        window.get_by_label_contains(says);
    }
}

/// That the form inside was damaged is said where the file is opened.
#[test]
fn a_damaged_form_inside_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = bundled_text(&given::form().id).expect("bundled").replacen("scoring: (", "scoring: ", 1);
    let window = opened_on(folder.path(), &given::form(), &text, "坏了", &given::sample());
    window.get_by_label_contains("文件里的表样有损坏");
    assert!(window.state().desk().is_some(), "it opens all the same");
}

#[test]
fn last_years_report_is_looked_at_and_not_written_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    tab(&mut window, "预算执行");
    press(&mut window, Modifiers::NONE, Key::F7);
    click(&mut window, "上年原表");
    window.get_by_label("2023年度（上年，只读）");
    let before = Report::clone(desk(&window).report());
    let words = "2023年度·年度预算申请·年度资金总额·全年预算数";
    let cell = window.get_by_role_and_label(Role::Cell, words);
    assert_eq!(cell.accesskit_node().value().as_deref(), Some("85.22"));
    cell.click();
    window.run_ok();
    let open = window.query_by_role_and_label(Role::MultilineTextInput, words);
    assert!(open.is_none(), "nothing of it is opened for typing");
    assert!(*desk(&window).report().as_ref() == before, "nothing is written");
    tab(&mut window, "项目支出");
    assert_eq!(window.query_all_by_label("加一个项目").count(), 1, "only this year's can be added to");
    window.get_by_label("显示民营企业工作经费（2023年度）");
}

#[test]
fn another_file_can_be_looked_at_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = given::form();
    let old = folder.path().join("去年.zpb");
    store::save(&old, &form, bundled_text(&form.id).expect("bundled"), &given::sample()).expect("saved");
    let mut window = opened(folder.path(), "新表", &Report::new(&form, 2024));
    let before = Report::clone(desk(&window).report());
    press(&mut window, Modifiers::NONE, Key::F7);
    // There is no file dialog here: the path is asked for.
    let path = |window: &mut Window, path: &Path| {
        for _ in 0..200 {
            if window.query_by_label("文件位置").is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
            window.step();
        }
        window.get_by_role_and_label(Role::MultilineTextInput, "文件位置").focus();
        window.run_ok();
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.run_ok();
        window.event(Event::Text(path.display().to_string()));
        window.run_ok();
        click(window, "确定");
    };
    path(&mut window, &old);
    window.get_by_label("2023年度与2024年度对照");
    window.get_by_label("换一份…");
    assert!(*desk(&window).report().as_ref() == before, "it does not become part of this one");
    assert!(desk(&window).is_saved());
    window.get_by_label("上年：去年.zpb");
    // Another of the same year: the heads say which is which.
    let other = folder.path().join("股室改过的.zpb");
    let mut report = Report::new(&form, 2024);
    let full = CellId::new("apply", "total", "full");
    apply(&form, &mut report, &Edit::Write { at: full, text: "80".into() }).expect("a cell");
    store::save(&other, &form, bundled_text(&form.id).expect("bundled"), &report).expect("saved");
    click(&mut window, "换一份…");
    path(&mut window, &other);
    tab(&mut window, "预算执行");
    window.get_by_label("2024年度两份自评表对照");
    window.get_by_label("对照：股室改过的.zpb");
    window.get_by_label(&format!("{FULL}：对照80，本表未填，——"));
    // One of a later year is none to look back at; a damaged form is told.
    let later = folder.path().join("明年.zpb");
    let text = bundled_text(&form.id).expect("bundled");
    store::save(&later, &form, text, &Report::new(&form, 2025)).expect("saved");
    click(&mut window, "换一份…");
    path(&mut window, &later);
    window.get_by_label_contains("请选2024年度或更早的");
    click(&mut window, "知道了");
    store::save(&later, &form, &text.replacen("scoring: (", "scoring: ", 1), &given::sample()).expect("saved");
    click(&mut window, "换一份…");
    path(&mut window, &later);
    window.get_by_label_contains("对照的文件里表样有损坏");
}

#[test]
fn typing_confirms_and_escape_takes_that_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    let unit = "封面·部门（单位）名称";
    assert!(waits(&window, "cover/unit"));
    window.get_by_role_and_label(Role::Cell, unit).click();
    window.run_ok();
    window.event(Event::Text("新名称".into()));
    window.run_ok();
    assert!(!waits(&window, "cover/unit"), "what is typed is the clerk's own");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(text(&window, "cover/unit"), "芦淞区工商业联合会（示例）");
    assert!(waits(&window, "cover/unit"), "last year's text is back, and nobody has looked at it");
}

#[test]
fn the_colours_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = carried(folder.path());
    for words in ["自己填写", "程序计算", "改过计算结果", "上年带来", "文件导入", "待核实"] {
        window.get_by_label(&format!("颜色：{words}"));
    }
}

#[test]
fn what_waits_is_listed_and_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    tab(&mut window, "绩效指标");
    window.get_by_role_and_label(Role::Button, "待核实").click();
    window.run_ok();
    let here = desk(&window).unconfirmed(Some(Tab::Indicators)).len();
    window.get_by_label_contains(&format!("本页{here}格，共"));
    let goal = "年度总体目标·预期目标";
    window.get_by_label(&format!("待核实：{goal}")).click();
    window.run_ok();
    assert!(window.get_by_role_and_label(Role::MultilineTextInput, goal).is_focused(), "a card leads to its cell");
    click(&mut window, &format!("已核实：{goal}"));
    assert!(!waits(&window, "goals/expected"));
    assert!(window.query_by_label(&format!("待核实：{goal}")).is_none(), "its card is gone");
    let target = "绩效指标·数量指标1·年度指标值";
    click(&mut window, &format!("待核实：{target}"));
    click(&mut window, "这一行都已核实");
    for column in ["name", "target", "weight"] {
        assert!(!waits(&window, &format!("scores/quantity-1/{column}")), "{column}");
    }
    click(&mut window, "待核实：绩效指标·质量指标1·年度指标值");
    click(&mut window, "这张表都已核实…");
    click(&mut window, "确定");
    assert_eq!(desk(&window).unconfirmed_in("scores"), []);
    assert!(!desk(&window).unconfirmed(None).is_empty(), "other tables still wait");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(!desk(&window).unconfirmed_in("scores").is_empty(), "all of them are one step");
    click(&mut window, "全部问题");
    window.get_by_label("审核");
}

#[test]
fn only_the_ticked_years_are_moved_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    let before = Report::clone(desk(&window).report());
    let spots: Vec<(String, String)> = {
        let desk = desk(&window);
        let stale = ziping::carry::stale_years(desk.report());
        let named = |stale: ziping::carry::StaleYear| {
            let words = desk.sheet().words(desk.form(), &stale.at);
            stale.mentions.into_iter().map(move |mention| (format!("{words}：{}", mention.before), mention.after))
        };
        stale.into_iter().flat_map(named).collect()
    };
    assert!(spots.len() > 2, "{spots:?}");
    menu(&mut window, "编辑", "更新结转文字里的年度");
    click(&mut window, &format!("全部{}处", spots.len()));
    assert!(window.get_by_label("改0处").accesskit_node().is_disabled(), "nothing is ticked");
    let (first, after) = spots.first().expect("one");
    click(&mut window, first);
    click(&mut window, "改1处");
    let changed: Vec<CellId> = {
        let cells = &desk(&window).report().content.cells;
        let differs = |at: &CellId| cells.text(at) != before.content.cells.text(at);
        before.content.cells.iter().map(|(at, _)| at).filter(differs).collect()
    };
    let [at] = changed.as_slice() else { panic!("one text is changed, not {changed:?}") };
    let inner = after.trim_matches('…');
    assert!(desk(&window).report().content.cells.text(at).contains(inner), "{inner}");
    assert!(waits(&window, &at.to_string()), "it still waits");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(desk(&window).report().content.cells == before.content.cells, "one step");
}

#[test]
fn nothing_is_final_while_anything_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = carried(folder.path());
    let waiting = desk(&window).unconfirmed(None).len();
    menu(&mut window, "文件", "定稿…");
    window.get_by_label_contains(&format!("{waiting}格待核实"));
    click(&mut window, "关闭");
    assert!(!desk(&window).report().is_finished());
}
