//! What surrounds the paper: sizes, toolbar, menus by keys, dialogs by keys and in small windows, the start page.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on should stop loudly")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Rect, Role, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::{Window, begun, press};
use ziping::form::bundled_text;
use ziping::store::{self, FileUser, Locking, Recent};

/// A screen of 1366 by 768 with its bars taken off, at 100%, 125%, 150% and 200%.
const SCREEN: Vec2 = vec2(1366.0, 700.0);
const FACTORS: [f32; 4] = [1.0, 1.25, 1.5, 2.0];

fn sample(size: Vec2) -> Window {
    let mut window = begun(size, Recent::default());
    by_menu(&mut window, 0, "打开示例");
    window
}

/// What of the frame is always there.
const FRAME: [&str; 17] = [
    "文件",
    "编辑",
    "查看",
    "帮助",
    "保存（Ctrl+S）",
    "撤销（Ctrl+Z）",
    "上年对照（F7）",
    "显示或隐藏审核栏（F8）",
    "打印（Ctrl+P）",
    "导出文件（Ctrl+E）",
    "单位信息",
    "预算执行",
    "项目支出",
    "绩效指标",
    "自评报告",
    "预览打印",
    "放大（Ctrl+加号）",
];

/// Walks to a command of a menu by keys, and does it.
fn by_menu(window: &mut Window, menu: usize, command: &str) {
    press(window, Modifiers::NONE, Key::F10);
    for _ in 0..menu {
        press(window, Modifiers::NONE, Key::ArrowRight);
    }
    for _ in 0..40 {
        if window.query_all_by_label_contains(command).any(|node| node.is_focused()) {
            return press(window, Modifiers::NONE, Key::Enter);
        }
        press(window, Modifiers::NONE, Key::ArrowDown);
    }
    panic!("{command} is never reached");
}

#[test]
fn the_sizes_by_keys_and_wheel_stay_between_one_and_two() {
    let mut window = sample(vec2(1280.0, 820.0));
    let shows = |window: &Window, words: &str| window.query_by_label(words).is_some();
    for percent in ["110%", "120%"] {
        press(&mut window, Modifiers::COMMAND, Key::Plus);
        assert!(shows(&window, percent), "{percent}");
    }
    let turn = |y: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, y),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND,
    };
    for (notches, percent) in [(1.0, "130%"), (-1.0, "120%"), (-1.0, "110%"), (-1.0, "100%"), (-1.0, "100%")] {
        window.event(turn(notches));
        window.run_ok();
        assert!(shows(&window, percent), "{percent}");
    }
    for _ in 0..12 {
        press(&mut window, Modifiers::COMMAND, Key::Equals);
    }
    assert!(shows(&window, "200%"));
    press(&mut window, Modifiers::COMMAND, Key::Num0);
    assert!(shows(&window, "100%"));
}

#[test]
fn at_every_size_all_of_the_frame_is_in_sight() {
    for factor in FACTORS {
        let size = SCREEN / factor;
        let mut window = sample(size);
        let all = Rect::from_min_size(pos2(0.0, 0.0), size).expand(1.0);
        for name in FRAME {
            let rect = window.get_by_label(name).rect();
            assert!(all.contains_rect(rect), "{name} at {factor}: {rect:?}");
        }
        // 审核 folds where the paper needs the room, and comes when asked for.
        let side = |window: &Window| window.query_by_label("说明和审核的分界").is_some();
        assert_eq!(side(&window), factor < 1.4, "{factor}");
        press(&mut window, Modifiers::NONE, Key::F8);
        assert_eq!(side(&window), factor >= 1.4, "{factor}");
    }
}

#[test]
fn every_dialog_fits_at_every_size() {
    for factor in FACTORS {
        let size = SCREEN / factor;
        for (menu, command) in [
            (0, "保存一个版本…"),
            (0, "各版本…"),
            (0, "另存备份…"),
            (0, "打印…"),
            (0, "导出文件…"),
            (0, "报送…"),
            (0, "核对校验码…"),
            (1, "采用修改建议…"),
            (1, "采用建议得分…"),
            (1, "全部说明…"),
            (4, "使用说明"),
            (4, "关于"),
        ] {
            let mut window = sample(size);
            by_menu(&mut window, menu, command);
            let ways_out = ["取消", "关闭", "知道了"].iter().find_map(|words| window.query_by_label(words));
            let way_out = ways_out.unwrap_or_else(|| panic!("{command} is not there"));
            let all = Rect::from_min_size(pos2(0.0, 0.0), size);
            assert!(all.contains_rect(way_out.rect()), "{command} at {factor}: {:?}", way_out.rect());
            press(&mut window, Modifiers::NONE, Key::Escape);
            let gone = ["取消", "关闭", "知道了"].iter().all(|words| window.query_by_label(words).is_none());
            assert!(gone, "{command} at {factor}: Esc leaves");
        }
    }
}

/// Each dialog has a title, and its buttons at the right of its foot: the way out last, the main one beside it.
#[test]
fn every_dialog_is_of_one_look() {
    for (menu, command, title, width, buttons) in [
        (0, "核对校验码…", "核对校验码", 460.0, &["核对", "关闭"][..]),
        (0, "打印…", "打印", 460.0, &["取消"]),
        (0, "导出文件…", "导出文件", 520.0, &["导出", "取消"]),
        (0, "报送…", "报送", 520.0, &["生成报送包", "取消"]),
        (1, "采用修改建议…", "采用修改建议", 640.0, &["取消"]),
        (1, "采用建议得分…", "采用建议得分", 640.0, &["取消"]),
        (1, "全部说明…", "全部说明", 640.0, &["关闭"]),
        (1, "核对全部…", "核对全部", 640.0, &["关闭"]),
        (4, "使用说明", "使用说明", 640.0, &["关闭"]),
        (4, "关于", "关于绩效自评填报", 640.0, &["知道了"]),
    ] {
        let size = vec2(1280.0, 820.0);
        let mut window = sample(size);
        by_menu(&mut window, menu, command);
        let labels: Vec<String> = window.query_all_by_role(Role::Label).filter_map(|node| node.value()).collect();
        assert!(labels.iter().any(|label| label == title), "{title} stands above: {labels:?}");
        let mut right = f32::midpoint(size.x, width);
        for words in buttons.iter().rev() {
            let at = window.query_all_by_role_and_label(Role::Button, words).map(|node| node.rect());
            let rect = at.max_by(|one, other| one.max.x.total_cmp(&other.max.x)).expect("a button");
            assert!((rect.max.x - right).abs() < 1.5, "{words} of {title}: {rect:?}, {right}");
            right = rect.min.x - 8.0;
        }
    }
}

#[test]
fn nothing_of_the_bar_lies_over_another() {
    for factor in [1.0, 1.5, 2.0] {
        let size = SCREEN / factor;
        let mut window = sample(size);
        press(&mut window, Modifiers::COMMAND, Key::H);
        let names = ["查找内容", "替换为", "上一处", "下一处", "替换", "全部替换", "关闭查找"];
        let rects: Vec<_> = names
            .iter()
            .flat_map(|name| window.query_all_by_label(name).map(|node| (*name, node.rect())).collect::<Vec<_>>())
            .collect();
        assert!(rects.len() >= names.len(), "{rects:?} at {factor}");
        for (n, (name, rect)) in rects.iter().enumerate() {
            assert!(rect.max.x <= size.x && rect.max.y <= size.y, "{name} at {factor}: {rect:?}");
            for (other, beside) in rects.iter().skip(n + 1) {
                assert!(!rect.shrink(1.0).intersects(*beside), "{name}, {other} at {factor}");
            }
        }
    }
}

/// What cannot be done on a page without cells is grey there.
#[test]
fn commands_of_cells_are_grey_where_there_are_none() {
    let mut window = sample(vec2(1280.0, 820.0));
    let enabled = |window: &mut Window, menu: &str, command: &str| {
        window.get_by_role_and_label(Role::Button, menu).click();
        window.run_ok();
        let found =
            window.query_all_by_label_contains(command).next_back().map(|node| !node.accesskit_node().is_disabled());
        press(window, Modifiers::NONE, Key::Escape);
        found.unwrap_or_else(|| panic!("{command} is not there"))
    };
    let commands = [
        ("编辑", "粘贴"),
        ("编辑", "选定整张表"),
        ("编辑", "批注…"),
        ("编辑", "到编辑栏"),
        ("查看", "显示或隐藏审核栏"),
    ];
    for (menu, command) in commands {
        assert!(enabled(&mut window, menu, command), "{command}");
    }
    window.get_by_role_and_label(Role::Tab, "预览打印").click();
    window.run_ok();
    for (menu, command) in commands {
        assert!(!enabled(&mut window, menu, command), "{command} on the preview");
    }
    assert!(enabled(&mut window, "编辑", "查找…"), "it leads back to the cells");
}

#[test]
fn the_menus_are_walked_by_keys() {
    let mut window = sample(vec2(1280.0, 820.0));
    press(&mut window, Modifiers::NONE, Key::F10);
    window.run_ok();
    let focused = |window: &Window, words: &str| window.get_by_label_contains(words).is_focused();
    assert!(focused(&window, "新建…"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert!(focused(&window, "从上年结转…"));
    for _ in 0..4 {
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
        window.run_ok();
    }
    assert!(focused(&window, "使用说明"), "帮助 is the last");
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert!(focused(&window, "关于"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_ok();
    assert!(window.query_by_label_contains("GPL-3.0").is_some());
    // Its button has the keys: Enter puts it away.
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.run_ok();
    assert!(window.query_by_label_contains("GPL-3.0").is_none());
    press(&mut window, Modifiers::NONE, Key::F10);
    window.run_ok();
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.run_ok();
    assert!(window.query_by_label_contains("从上年结转…").is_none());
}

#[test]
fn alt_alone_opens_the_menus_and_alt_with_another_key_does_not() {
    let mut window = sample(vec2(1280.0, 820.0));
    let alt = |window: &mut Window, down: bool| {
        // As the window's own library tells it: the modifier, and the key.
        let modifiers = if down { Modifiers::ALT } else { Modifiers::NONE };
        window.event(Event::ModifiersChanged(modifiers));
        let (key, physical_key) = (Key::AltLeft, Some(Key::AltLeft));
        window.event(Event::Key { key, physical_key, pressed: down, repeat: false, modifiers });
        window.run_ok();
        window.run_ok();
    };
    alt(&mut window, true);
    press(&mut window, Modifiers::ALT, Key::X);
    alt(&mut window, false);
    assert!(window.query_by_label_contains("从上年结转…").is_none());
    alt(&mut window, true);
    alt(&mut window, false);
    assert!(window.query_by_label_contains("从上年结转…").is_some());
}

#[test]
fn the_manual_opens_where_one_is_and_is_looked_through() {
    let mut window = sample(vec2(1280.0, 820.0));
    press(&mut window, Modifiers::NONE, Key::F1);
    assert!(window.query_by_label_contains("表格和纸上的一样").is_some(), "the chapter 填写");
    window.get_by_role_and_label(Role::Button, "按键").click();
    window.run_ok();
    assert!(window.query_by_label("Ctrl+S：保存").is_some());
    window.get_by_role_and_label(Role::MultilineTextInput, "查找").focus();
    window.run_ok();
    window.event(Event::Text("校验码".into()));
    window.run_ok();
    assert!(window.query_by_label_contains("每页页脚有校验码").is_some());
    assert!(window.query_by_label("Ctrl+S：保存").is_none());
}

#[test]
fn what_is_gone_is_said_and_taken_off_the_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut recent = Recent::default();
    recent.add(&folder.path().join("去年的.zpb"));
    let mut window = begun(vec2(1280.0, 820.0), recent);
    let since = std::time::Instant::now();
    while window.query_by_label("找不到").is_none() {
        assert!(since.elapsed().as_secs() < 30, "that it is gone is never said");
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.step();
    }
    window.get_by_label("从列表移除：去年的").click();
    window.run_ok();
    assert!(window.query_by_label("去年的").is_none());
}

#[test]
fn what_is_open_elsewhere_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut recent = Recent::default();
    for name in ["在用.zpb", "没人用.zpb"] {
        let (file, form) = (folder.path().join(name), given::form());
        store::save(&file, &form, bundled_text(&form.id).expect("bundled"), &given::sample()).expect("saved");
        recent.add(&file);
    }
    let here = FileUser::here("2024-03-15T10:00:00".parse().expect("a time"), true);
    let other = ron::to_string(&here).expect("text").replace(&std::process::id().to_string(), "1");
    let other: FileUser = ron::from_str(&other).expect("a user");
    let Locking::Ours(_lock) = store::lock(&folder.path().join("在用.zpb"), &other) else { panic!("nobody has it") };
    let mut window = begun(vec2(1280.0, 820.0), recent);
    let since = std::time::Instant::now();
    while window.query_all_by_label("草稿").count() < 2 {
        assert!(since.elapsed().as_secs() < 30, "they are never looked at");
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.step();
    }
    assert_eq!(window.query_all_by_label("别处打开着").count(), 1);
    assert!(!folder.path().join(".~lock.没人用.zpb#").exists(), "a look leaves nothing behind");
}
