//! Every command of the table: by its keys, or by its menu where it has none, it does something, or is grey for a reason.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, KeyboardShortcut, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::Path;
use window::{Window, press};
use ziping::app::commands;
use ziping::form::bundled_text;
use ziping::store;

/// Not tried here, and why.
const APART: [(&str, &str); 5] = [
    ("导入Word、Excel或PDF…", "asks the PC for a file"),
    ("另存为…", "asks the PC for a file"),
    ("上年对照", "asks the PC for a file, where last year's is not known"),
    ("粘贴", "what was copied is the PC's"),
    ("整表或分页", "tried in `whole.rs`"),
];

/// Grey with this file, and why.
const GREY: [(&str, &str); 3] = [
    ("更新结转文字里的年度…", "nothing was carried from last year"),
    ("按批复的绩效目标填写…", "no targets were read"),
    ("不再对照批复的绩效目标…", "no targets were read"),
];

/// A command, the page it is tried on, and what is pressed first.
type First = (&'static str, &'static str, &'static [(Modifiers, Key)]);

/// What is to be pressed first, so that a command has something to do.
const FIRST: [First; 14] = [
    ("向下填充", SCORES, &[(Modifiers::NONE, Key::ArrowDown)]),
    ("向右填充", SCORES, &[(Modifiers::NONE, Key::ArrowRight)]),
    ("重做", BUDGET, &[(Modifiers::COMMAND, Key::Z)]),
    ("填入所选各格", BUDGET, &[(Modifiers::SHIFT, Key::ArrowDown)]),
    ("缩小", BUDGET, &[(Modifiers::COMMAND, Key::Plus)]),
    ("原始大小", BUDGET, &[(Modifiers::COMMAND, Key::Plus)]),
    ("在上方插入行", SCORES, &[]),
    ("在下方插入行", SCORES, &[]),
    ("复制行", SCORES, &[]),
    ("上移", SCORES, &[(Modifiers::ALT, Key::Insert)]),
    ("下移", SCORES, &[(Modifiers::ALT.plus(Modifiers::SHIFT), Key::Insert)]),
    ("删除行", SCORES, &[(Modifiers::ALT, Key::Insert)]),
    ("本行填“无”", SCORES, &[(Modifiers::ALT, Key::Insert)]),
    ("到编辑栏", BUDGET, &[]),
];
const BUDGET: &str = "预算执行";
const SCORES: &str = "绩效指标";

/// The sample in a file, opened, something typed into it and not saved, on that page.
fn opened(folder: &Path, page: &str) -> Window {
    let (file, form) = (folder.join("自评表.zpb"), given::form());
    store::save(&file, &form, bundled_text(&form.id).expect("bundled"), &given::sample()).expect("saved");
    let mut window = window::opened(vec2(1280.0, 900.0), &file);
    window.get_by_role_and_label(Role::Tab, page).click();
    window.run_ok();
    press(&mut window, Modifiers::COMMAND, Key::Home);
    if let Some(name) = window.query_by_role_and_label(Role::Cell, "绩效指标·数量指标1·三级指标") {
        name.click();
        window.run_ok();
    }
    window.event(Event::Text("12".into()));
    window.run_ok();
    for key in [Key::Enter, Key::ArrowUp] {
        press(&mut window, Modifiers::NONE, key);
    }
    window
}

/// All that is seen, and what goes to the PC.
fn seen(window: &Window) -> String {
    let nodes = window.root().children_recursive().map(|node| {
        let node = node.accesskit_node();
        format!("{:?} {:?} {:?} {:?} {}\n", node.role(), node.label(), node.value(), node.toggled(), node.is_focused())
    });
    let shapes = window.output().shapes.iter().take(3).map(|shape| format!("{:?}", shape.shape));
    let copied = format!("{:?}", window.output().platform_output.commands);
    nodes.chain(shapes).chain([copied]).collect()
}

/// The entry of a menu, once that is open: its place, and whether it can be done.
fn entry(window: &Window, words: &str, keys: &[KeyboardShortcut]) -> Option<bool> {
    let whole = |label: &str| label.trim() == words || !keys.is_empty() && label.starts_with(&format!("{words} "));
    let found = window.query_all_by_label_contains(words).find(|node| {
        node.accesskit_node().role() == Role::Button && node.accesskit_node().label().is_some_and(|label| whole(&label))
    });
    found.map(|node| !node.accesskit_node().is_disabled())
}

#[test]
fn every_command_does_something_or_is_grey_for_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    for (words, keys) in commands().filter(|(words, _)| APART.iter().all(|(apart, _)| apart != words)) {
        let first = FIRST.iter().find(|(of, ..)| *of == words);
        let mut window = opened(folder.path(), first.map_or(BUDGET, |(_, page, _)| page));
        for (modifiers, key) in first.map_or(&[][..], |(.., keys)| keys) {
            press(&mut window, *modifiers, *key);
        }
        let before = seen(&window);
        let menus = ["文件", "编辑", "行", "查看", "帮助"];
        let mut can = None;
        for menu in menus {
            window.get_by_role_and_label(Role::Button, menu).click();
            window.run_ok();
            can = entry(&window, words, keys);
            if can.is_some() {
                break;
            }
            press(&mut window, Modifiers::NONE, Key::Escape);
        }
        let can = can.unwrap_or_else(|| panic!("{words} stands in no menu"));
        let grey = GREY.iter().any(|(grey, _)| *grey == words);
        assert_eq!(can, !grey, "{words}");
        if grey {
            continue;
        }
        if let Some(keys) = keys.first() {
            press(&mut window, Modifiers::NONE, Key::Escape);
            press(&mut window, keys.modifiers, keys.logical_key);
        } else {
            window.query_all_by_label_contains(words).last().expect("the entry").click();
            window.run_ok();
        }
        assert_ne!(seen(&window), before, "{words} does nothing");
    }
}
