//! The window that tests are given: opened, with the sample in it, clicked and typed into, by accessible name.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on should stop loudly")]

use eframe::egui::{Event, Key, Modifiers, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use std::time::{Duration, Instant};
use ziping::app::App;
use ziping::form::CellId;
use ziping::store::Recent;

/// A window.
pub type Window = Harness<'static, App>;

/// As large as most tests have it.
pub const USUAL: Vec2 = vec2(1280.0, 820.0);

/// So many pictures a thing takes at most until it is done: what scrolls glides.
const STEPS: u64 = 16;

/// A window so large, with its start page, on which these files are.
pub fn begun(size: Vec2, recent: Recent) -> Window {
    let builder = Harness::builder().with_size(size).with_max_steps(STEPS);
    let mut window = builder.build_eframe(|cc| App::with_recent(&cc.egui_ctx, recent));
    window.run_ok();
    window
}

/// A window so large, with the sample in it.
pub fn sample(size: Vec2) -> Window {
    let mut window = begun(size, Recent::default());
    click(&mut window, "打开示例");
    window
}

/// A window so large, in which this file was opened from the start page.
pub fn opened(size: Vec2, file: &Path) -> Window {
    let mut recent = Recent::default();
    recent.add(file);
    let mut window = begun(size, recent);
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    window.get_by_role_and_label(Role::Link, &name).click();
    window.run_ok();
    window
}

/// Clicks on what has this name.
pub fn click(window: &mut Harness<'_, App>, name: &str) {
    window.get_by_label(name).click();
    window.run_ok();
}

/// Runs until these words are shown, no longer than anyone waits.
pub fn wait(window: &mut Harness<'_, App>, words: &str) {
    let since = Instant::now();
    while window.query_by_label_contains(words).is_none() {
        assert!(since.elapsed() < Duration::from_secs(45), "“{words}” is never said");
        std::thread::sleep(Duration::from_millis(20));
        window.step();
    }
}

/// Turns to a page.
pub fn tab(window: &mut Harness<'_, App>, name: &str) {
    window.get_by_role_and_label(Role::Tab, name).click();
    window.run_ok();
}

/// Goes to a cell, by its place in words; it may be the current one already.
pub fn cell(window: &mut Harness<'_, App>, words: &str) {
    if let Some(cell) = window.query_by_role_and_label(Role::Cell, words) {
        cell.click();
    }
    window.run_ok();
}

/// Presses a key.
pub fn press(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

/// Presses one key after the other.
pub fn press_each(window: &mut Harness<'_, App>, modifiers: Modifiers, keys: &[Key]) {
    for key in keys {
        press(window, modifiers, *key);
    }
}

/// Something happens to the window.
pub fn send(window: &mut Harness<'_, App>, event: Event) {
    window.event(event);
    window.run_ok();
}

/// Types letter by letter.
pub fn type_in(window: &mut Harness<'_, App>, typed: &str) {
    typed.chars().for_each(|letter| send(window, Event::Text(letter.into())));
}

/// What is written in a cell, by its address.
pub fn text(window: &Harness<'_, App>, at: &str) -> String {
    let desk = window.state().desk().expect("a report is open");
    desk.report().content.cells.text(&CellId::parse(at).expect("an address")).to_string()
}

/// That cell is the current one, by its place in words.
pub fn is_current(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_by_role_and_label(Role::MultilineTextInput, words).is_some_and(|node| node.is_focused())
}
