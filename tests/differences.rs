//! 各版本 and 逐格对照 in the window, by accessible name: what is kept, looked at, laid beside, taken and brought back.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use window::{USUAL, Window, click, text};
use ziping::desk::Desk;
use ziping::form::{CellId, bundled_text};
use ziping::report::{Code, Edit, Report, apply, read_listing};
use ziping::store;

const POSTS: &str = "人员情况·财政供养人员·编制数";
const AT: &str = "staff/posts/approved";
const DUTIES: &str = "自评报告·（一）主要职能";

/// The sample without a finding.
fn mended() -> Report {
    let (form, mut report) = (given::form(), given::sample());
    let mended = read_listing(include_str!("data/mended.tsv")).expect("a listing");
    apply(&form, &mut report, &Edit::All(mended)).expect("cells");
    report
}

fn saved(file: &Path, report: &Report) {
    let form = given::form();
    store::save(file, &form, bundled_text(&form.id).expect("bundled"), report).expect("saved");
}

/// A report file, opened from the start page.
fn opened(folder: &Path, report: &Report) -> Window {
    let file = folder.join("自评表.zpb");
    saved(&file, report);
    window::opened(USUAL, &file)
}

fn menu(window: &mut Window, menu: &str, command: &str) {
    click(window, menu);
    window.get_by_label_contains(command).click();
    window.run_ok();
}

/// Runs until these words are shown, no longer than anyone waits.
fn wait(window: &mut Window, words: &str) {
    let since = Instant::now();
    while window.query_all_by_label_contains(words).next().is_none() {
        assert!(since.elapsed() < Duration::from_secs(45), "“{words}” is never said");
        std::thread::sleep(Duration::from_millis(20));
        window.step();
    }
    // A dialog takes its place for what it now shows.
    window.run_steps(3);
}

/// Writes over the text of a cell.
fn write(window: &mut Window, tab: &str, cell: &str, text: &str) {
    window.get_by_role_and_label(Role::Tab, tab).click();
    window.run_ok();
    // It may be the current one already.
    if let Some(cell) = window.query_by_role_and_label(Role::Cell, cell) {
        cell.click();
    }
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text(text.into()));
    window.run_ok();
}

fn desk(window: &Window) -> &Desk {
    window.state().desk().expect("a report is open")
}

fn versions(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("自评表 各版本")).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    all.sort();
    all
}

/// Keeps what is open under a word, as the clerk does.
fn keep(window: &mut Window, word: &str) {
    menu(window, "文件", "保存一个版本…");
    window.event(Event::Text(word.into()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.step();
    wait(window, "已保存版本");
    click(window, "知道了");
}

/// A button of the version that is called so.
fn of_version(window: &mut Window, button: &str, word: &str) {
    menu(window, "文件", "各版本…");
    let about = format!("{button}：{word}（");
    wait(window, &about);
    window.get_by_label_contains(&about).click();
    window.step();
}

#[test]
fn a_version_is_kept_laid_beside_and_brought_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path(), &mended());
    keep(&mut window, "送审前");
    let kept = versions(folder.path());
    assert!(kept.len() == 1 && kept.iter().all(|path| path.to_string_lossy().contains(" 送审前 ")), "{kept:?}");

    write(&mut window, "单位信息", POSTS, "几人");
    of_version(&mut window, "对照", "送审前");
    wait(&mut window, "那一份：送审前");
    // Above the form the cell is named too.
    window.get_all_by_role_and_label(Role::Label, POSTS).last().expect("the line's").click();
    window.run_ok();
    assert!(window.get_by_role_and_label(Role::MultilineTextInput, POSTS).is_focused(), "the line leads to its cell");
    window.get_by_label_contains("3　→　几人");
    window.get_by_label_contains("审核：这一份多出来的");
    click(&mut window, &format!("采用这一格：{POSTS}"));
    assert_eq!(text(&window, AT), "3");
    window.get_by_label("两份内容相同。");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(text(&window, AT), "几人", "one step");
    window.get_by_label_contains("3　→　几人");
    click(&mut window, "关闭对照");
    window.get_by_label("审核");

    of_version(&mut window, "恢复这一版", "送审前");
    wait(&mut window, "现在的内容先留一份");
    window.get_by_label("确定").click();
    window.step();
    wait(&mut window, "已恢复成");
    click(&mut window, "知道了");
    assert_eq!(text(&window, AT), "3");
    let kept = versions(folder.path());
    assert!(kept.iter().any(|path| path.to_string_lossy().contains(" 恢复前 ")), "{kept:?}");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(text(&window, AT), "几人", "it can be taken back");
}

#[test]
fn a_version_is_looked_at_and_not_written_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path(), &mended());
    keep(&mut window, "送审前");
    of_version(&mut window, "打开查看", "送审前");
    wait(&mut window, "只读");
    assert!(desk(&window).read_only().is_some());
    window.get_by_role_and_label(Role::Cell, POSTS).click();
    window.run_ok();
    window.get_by_label_contains("这是留存的一个版本，只能查看");
    click(&mut window, "知道了");
    window.event(Event::Text("9".into()));
    window.run_ok();
    assert_eq!(text(&window, AT), "3");
    window.get_by_label_contains("这是留存的一个版本，只能查看");
    click(&mut window, "知道了");
    menu(&mut window, "文件", "各版本…");
    wait(&mut window, "恢复这一版：送审前");
    let restore = window.get_by_label_contains("恢复这一版：送审前");
    assert!(restore.accesskit_node().is_disabled(), "a version is not changed");
    click(&mut window, "打开现在的文件");
    assert!(desk(&window).read_only().is_none());
}

#[test]
fn what_does_not_open_is_listed_with_its_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path(), &mended());
    menu(&mut window, "文件", "各版本…");
    wait(&mut window, "还没有留存过版本");
    click(&mut window, "关闭");
    keep(&mut window, "送审前");
    let backups = folder.path().join("自评表 各版本").join("自动备份");
    std::fs::create_dir_all(&backups).expect("a folder");
    saved(&backups.join("自评表 2024-03-02 080000.zpb"), &given::sample());
    std::fs::write(folder.path().join("自评表 各版本").join("自评表 旧的.zpb"), "(format: 5, form:").expect("written");
    menu(&mut window, "文件", "各版本…");
    wait(&mut window, "打不开：");
    window.get_by_label_contains("打开查看：自动备份（2024-03-02 08:00）");
    window.get_by_label_contains("自动备份（程序在修改以前留的）");
    window.get_by_label_contains("打开查看：送审前");
}

#[test]
fn words_rows_and_projects_are_told_and_all_can_be_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let (form, mut report) = (given::form(), mended());
    let at = |address: &str| CellId::parse(address).expect("an address");
    let duties = report.content.cells.text(&at("report/duties")).to_string();
    let write = |address: &str, text: String| Edit::Write { at: at(address), text: text.into() };
    let edits = vec![
        write("report/duties", format!("{duties}另有其他职责。")),
        write("base/other-1/name", "印刷费".into()),
        write("base/other-1/final", "1.5".into()),
        Edit::AddProject,
        write("p2.project/name", "另一个项目".into()),
    ];
    apply(&form, &mut report, &Edit::All(edits)).expect("cells");
    saved(&folder.path().join("乙.zpb"), &mended());
    let mut window = opened(folder.path(), &report);
    menu(&mut window, "查看", "逐格对照…");
    window.get_by_label_contains("选一份自评表");
    click(&mut window, "各版本…");
    wait(&mut window, "还没有留存过版本");
    click(&mut window, "关闭");
    // On a PC without file dialogs the path is written.
    window.get_by_label("选一个文件…").click();
    window.step();
    wait(&mut window, "请写出文件的完整位置");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text(folder.path().join("乙.zpb").display().to_string()));
    window.run_ok();
    window.get_by_label("确定").click();
    window.step();
    wait(&mut window, "那一份：乙");
    window.get_by_label_contains("另有其他职责。");
    assert!(window.query_all_by_label_contains(DUTIES).count() > 1, "its place and its button");
    assert_eq!(window.query_all_by_label_contains("只有这一份有").count(), 2);
    click(&mut window, "去掉这一行：基础数据表·印刷费");
    assert!(desk(&window).sheet().cell(&at("base/other-1/name")).is_none());
    click(&mut window, "全部采用…");
    window.get_by_label_contains("都改成那一份（乙）的内容");
    click(&mut window, "确定");
    window.get_by_label("两份内容相同。");
    let code = |report: &Report| Code::of(&form, &report.content);
    assert_eq!(code(desk(&window).report()), code(&mended()));
    // Turned off and on, it still lies there.
    menu(&mut window, "查看", "逐格对照…");
    assert!(window.query_by_label("逐格对照").is_none());
    menu(&mut window, "查看", "逐格对照…");
    window.get_by_label("两份内容相同。");
}

/// Two versions ticked lie beside each other, and neither takes anything; then the open one is put in the place of one.
#[test]
fn any_two_are_laid_beside_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path(), &mended());
    keep(&mut window, "初稿");
    write(&mut window, "单位信息", POSTS, "几人");
    keep(&mut window, "送审前");
    write(&mut window, "单位信息", POSTS, "许多人");
    menu(&mut window, "文件", "各版本…");
    wait(&mut window, "选中：初稿（");
    assert!(window.get_by_label("对照选中的两版").accesskit_node().is_disabled());
    for word in ["选中：送审前", "选中：初稿"] {
        window.get_by_label_contains(word).click();
        window.run_ok();
    }
    window.get_by_label("对照选中的两版").click();
    window.step();
    wait(&mut window, "这一份：送审前");
    window.get_by_label_contains("那一份：初稿");
    window.get_by_label_contains("3　→　几人");
    window.get_by_label("这两份都不是现在打开的，只能查看哪里不同。");
    assert!(window.query_by_label(&format!("采用这一格：{POSTS}")).is_none());
    assert_eq!(text(&window, AT), "许多人", "what is open is not touched");

    click(&mut window, "换一份：这一份");
    window.get_by_label("选这一份（较晚的）：");
    click(&mut window, "不换了");
    click(&mut window, "换一份：这一份");
    click(&mut window, "现在打开的");
    window.get_by_label_contains("3　→　许多人");
    window.get_by_label(&format!("采用这一格：{POSTS}"));
    click(&mut window, "换一份：那一份");
    click(&mut window, "各版本…");
    wait(&mut window, "对照：送审前（");
    window.get_by_label_contains("对照：送审前（").click();
    window.step();
    wait(&mut window, "那一份：送审前");
    window.get_by_label_contains("几人　→　许多人");
}

#[test]
fn in_a_narrow_window_the_lines_stay_readable() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path(), &mended());
    keep(&mut window, "送审前");
    write(&mut window, "单位信息", POSTS, "几人");
    window.set_size(vec2(853.0, 500.0));
    window.run_ok();
    of_version(&mut window, "对照", "送审前");
    wait(&mut window, "那一份：送审前");
    let button = window.get_by_label(&format!("采用这一格：{POSTS}")).rect();
    let line = window.get_by_label_contains("3　→　几人").rect();
    assert!(button.right() <= 853.0 && line.right() <= 853.0, "{button:?} {line:?}");
}
