//! 整表: the whole form on one page, in the order of its paper; what stays while it is scrolled.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::press;
use ziping::app::App;
use ziping::form::{self, Opening};
use ziping::report::{self, Report, read_listing};
use ziping::sheet::{Geometry, derive};
use ziping::store::{self, Recent};

/// The filled example of a form, open in a window.
fn filled(form: &str) -> Harness<'static, App> {
    wide(form, 1366.0)
}

/// The same in a window so wide.
fn wide(form: &str, width: f32) -> Harness<'static, App> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("填好的.zpb");
    let text = form::bundled_text(form).expect("the form is bundled");
    let parsed = form::parse(text).expect("a form");
    let path = format!("{}/tests/data/filled/{form}.tsv", env!("CARGO_MANIFEST_DIR"));
    let mut report = Report::new(&parsed, parsed.from_year);
    for edit in read_listing(&std::fs::read_to_string(path).expect("a listing")).expect("a listing") {
        report::apply(&parsed, &mut report, &edit).expect("it is taken");
    }
    store::save(&file, &parsed, text, &report).expect("saves");
    let mut recent = Recent::default();
    recent.files.push(file);
    let mut harness = window::begun(vec2(width, 768.0), recent);
    harness.get_by_label("填好的").click();
    harness.run();
    assert!(harness.state().desk().is_some(), "the report is open");
    harness
}

fn is_shown(harness: &Harness<'_, App>, tab: &str) -> bool {
    harness.get_by_role_and_label(Role::Tab, tab).accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn forms_of_one_table_open_whole_and_f6_goes_to_the_tab_and_back() {
    let mut harness = filled("sichuan-project-2023");
    assert!(is_shown(&harness, "整表"));
    harness.get_by_role_and_label(Role::Cell, "项目概况·主管部门").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert!(is_shown(&harness, "单位信息"));
    press(&mut harness, Modifiers::NONE, Key::F6);
    assert!(is_shown(&harness, "整表"));
    assert!(harness.query_by_role_and_label(Role::MultilineTextInput, "项目概况·主管部门").is_some());
}

/// The cell one is on is seen on either page.
#[test]
fn f6_keeps_the_cell_in_sight() {
    let mut harness = window::sample(vec2(1366.0, 768.0));
    harness.get_by_role_and_label(Role::Tab, "绩效指标").click();
    harness.run();
    let words = "绩效指标·服务对象满意度指标1·三级指标";
    go(&mut harness, Key::Tab, words);
    for shown in ["整表", "绩效指标", "整表"] {
        press(&mut harness, Modifiers::NONE, Key::F6);
        assert!(is_shown(&harness, shown));
        let rect = harness.get_by_role_and_label(Role::MultilineTextInput, words).rect();
        assert!(rect.top() > 130.0 && rect.bottom() < 740.0, "{shown}: {rect:?}");
    }
}

/// Presses the key until that cell is the current one.
#[track_caller]
fn go(harness: &mut Harness<'_, App>, key: Key, words: &str) {
    let mut passed = Vec::new();
    while current(harness) != words {
        passed.push(current(harness));
        assert!(passed.len() < 120, "{words} is not on the way: {passed:?}");
        press(harness, Modifiers::NONE, key);
    }
}

fn current(harness: &Harness<'_, App>) -> String {
    let cell = harness.query_all_by_role(Role::MultilineTextInput).find(egui_kittest::Node::is_focused);
    cell.and_then(|cell| cell.accesskit_node().label()).unwrap_or_default()
}

/// The head and the labels that stay do what they do where they stand.
#[test]
fn what_stays_of_a_table_is_clicked_as_where_it_stands() {
    let mut harness = wide("sichuan-project-2023", 700.0);
    go(&mut harness, Key::Tab, "绩效指标·服务对象满意度指标1·权重");
    harness.get_by_label("选定整列：得分").click();
    harness.run();
    assert!(harness.query_by_label_contains("分　个数 ").is_some(), "the column is selected");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let name = "绩效指标·服务对象满意度指标1·三级指标";
    go(&mut harness, Key::Tab, name);
    press(&mut harness, Modifiers::NONE, Key::End);
    assert!(current(&harness).ends_with("原因分析"));
    harness.get_by_label("选定整行：服务对象满意度指标").click();
    harness.run();
    assert_eq!(current(&harness), name);
    assert!(harness.query_by_label_contains("个数 2").is_some(), "the row is selected");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::End);
    harness.get_by_role_and_label(Role::Cell, name).click();
    harness.run();
    assert_eq!(current(&harness), name);
    let rect = harness.get_by_role_and_label(Role::MultilineTextInput, name).rect();
    assert!(rect.left() >= 0.0, "it comes into view: {rect:?}");
}

#[test]
fn the_whole_is_every_section_once_in_the_order_of_the_paper() {
    for text in form::sources() {
        let form = form::parse(text).expect("a form");
        let mut order = form.paper_order();
        let names: Vec<&str> = order.iter().map(|number| form.sections[*number].id.as_str()).collect();
        if form.id == "sichuan-project-2023" {
            assert_eq!(names, ["project", "goals", "process", "funds", "scores", "texts"]);
            assert_eq!(form.opening(), Opening::Whole);
        }
        if form.id == "hunan-lusong-2023" {
            assert_eq!(names[..3], ["cover", "report", "staff"]);
            assert_eq!(form.opening(), Opening::Tabs);
        }
        order.sort_unstable();
        assert_eq!(order, (0..form.sections.len()).collect::<Vec<_>>(), "{}", form.id);
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let cells = Geometry::of(&form, &sheet, None, 0).cells().count();
        let first = sheet.parts.iter().filter(|part| part.project.is_none_or(|project| project == 0));
        assert_eq!(cells, first.flat_map(|part| &part.lines).map(|line| line.cells.len()).sum::<usize>());
    }
}

/// Wherever keys lead, the cell is seen whole, below what stays of its table.
#[test]
fn no_cell_is_hidden_under_the_head_of_its_table() {
    let mut harness = filled("sichuan-project-2023");
    let top = harness.get_by_role_and_label(Role::Tab, "整表").rect().bottom();
    let mut seen = 0;
    for modifiers in [Modifiers::NONE; 100].into_iter().chain([Modifiers::SHIFT; 100]) {
        harness.key_press_modifiers(modifiers, Key::Tab);
        harness.run();
        let cell = harness.query_all_by_role(Role::MultilineTextInput).find(egui_kittest::Node::is_focused);
        let Some(cell) = cell else { continue };
        let rect = cell.rect();
        let words = cell.accesskit_node().label().unwrap_or_default();
        assert!(rect.top() >= top && rect.bottom() <= 768.0, "{words} at {rect:?}");
        if words.starts_with("绩效指标") {
            assert!(rect.top() >= top + 30.0, "{words} stands below the head: {rect:?}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}
