//! What is typed is not lost, in the window, by accessible name: found again, changed elsewhere, open twice, gone.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::window;

use chrono::NaiveDateTime;
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use window::{Window, click};
use ziping::app::App;
use ziping::form::CellId;
use ziping::report::{Edit, Report, apply};
use ziping::store::{self, FileState, FileUser, FormTable, JournalHead, Journals, Locking, Recent};

const POSTS: &str = "人员情况·财政供养人员·编制数";

fn form_text() -> &'static str {
    ziping::form::sources().next().expect("a form")
}

fn posts() -> CellId {
    CellId::new("staff", "posts", "approved")
}

/// The sample with that many posts.
fn with_posts(posts: &str) -> Report {
    let mut report = given::sample();
    let at = self::posts();
    apply(&given::form(), &mut report, &Edit::Write { at, text: posts.into() }).expect("a cell");
    report
}

fn saved(file: &Path, posts: &str) {
    store::save(file, &given::form(), form_text(), &with_posts(posts)).expect("saved");
}

fn posts_in(file: &Path) -> String {
    store::open(file).expect("opens").report.content.cells.text(&posts()).to_string()
}

fn shown(window: &Window) -> String {
    window.state().desk().expect("open").report().content.cells.text(&posts()).to_string()
}

/// A window whose start page lists the file.
fn window(file: &Path, make: impl FnOnce(App, &eframe::egui::Context) -> App + 'static) -> Window {
    let mut recent = Recent::default();
    recent.add(file);
    let mut window = Harness::builder()
        .with_max_steps(12)
        .with_size(vec2(1280.0, 820.0))
        .build_eframe(move |cc| make(App::with_recent(&cc.egui_ctx, recent), &cc.egui_ctx));
    window.run_ok();
    window
}

fn open(window: &mut Window, file: &Path) {
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    window.get_by_role_and_label(Role::Link, &name).click();
    window.run_ok();
}

fn opened(file: &Path) -> Window {
    let mut window = window(file, |app, _| app);
    open(&mut window, file);
    window
}

fn type_posts(window: &mut Window, text: &str) {
    // Where it is being typed in already, it is no cell but the text.
    if let Some(cell) = window.query_by_role_and_label(Role::Cell, POSTS) {
        cell.click();
        window.run_ok();
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text(text.into()));
    window.run_ok();
    assert_eq!(shown(window), text);
}

fn save(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run_ok();
}

fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}

/// Runs until it is so, no longer than anyone waits.
fn until(window: &mut Window, mut is_so: impl FnMut(&Window) -> bool) {
    let since = Instant::now();
    while !is_so(window) {
        assert!(since.elapsed() < Duration::from_secs(45), "it never is");
        std::thread::sleep(Duration::from_millis(10));
        window.step();
    }
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

/// What a program that died has left in a folder.
fn left(journals: &Path, file: Option<&Path>, posts: &str) {
    let state = file.map_or(FileState::Absent, store::state_of);
    let now = chrono::Local::now().naive_local();
    let head =
        JournalHead { file: file.map(PathBuf::from), state, unit: "某局".into(), year: 2023, at: now, cells: 12 };
    let mut left = Journals::new(journals.into());
    left.write(&head, &given::form(), form_text(), &with_posts(posts)).expect("written");
}

fn still_left(journals: &Path) -> usize {
    Journals::left_behind(journals, chrono::Local::now().naive_local()).len()
}

#[test]
fn what_was_not_saved_is_found_again_as_a_step_that_undo_takes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, journals) = (folder.path().join("甲.zpb"), folder.path().join("journals"));
    saved(&file, "3");
    left(&journals, Some(&file), "17");
    left(&journals, None, "18");
    let place = journals.clone();
    let mut window = window(&file, move |app, ctx| app.with_journals(ctx, &place));
    assert!(says(&window, "甲.zpb（") && says(&window, "还没有存成文件（"), "both are offered");
    open(&mut window, &file);
    assert!(says(&window, "上次没有保存的内容已找回：某局2023年度，甲.zpb（") && says(&window, "，12格）"));
    assert!(!says(&window, "还没有存成文件"), "that is not of this file");
    assert_eq!(shown(&window), "3", "nothing is done unasked");
    click(&mut window, "对照");
    assert!(says(&window, "自动保存的") && says(&window, "填写的1格不同"));
    click(&mut window, "关闭对照");
    click(&mut window, "恢复");
    assert_eq!((shown(&window).as_str(), posts_in(&file).as_str()), ("17", "3"));
    assert!(!says(&window, "已找回"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert_eq!(shown(&window), "3");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_ok();
    save(&mut window);
    assert_eq!(posts_in(&file), "17");
    until(&mut window, |_| still_left(&journals) == 1);
}

#[test]
fn what_never_had_a_file_is_found_again_and_what_is_put_away_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, journals) = (folder.path().join("甲.zpb"), folder.path().join("journals"));
    left(&journals, None, "18");
    let place = journals.clone();
    let mut window = window(&file, move |app, ctx| app.with_journals(ctx, &place));
    click(&mut window, "恢复");
    assert_eq!(shown(&window), "18");
    assert!(says(&window, "未保存"));
    assert!(window.state().desk().is_some_and(|desk| !desk.is_saved()));
    until(&mut window, |window| says(window, "已自动保存"));
    assert_eq!(still_left(&journals), 0, "it is kept here now");

    left(&journals, None, "19");
    let place = journals.clone();
    let mut window = self::window(&file, move |app, ctx| app.with_journals(ctx, &place));
    click(&mut window, "丢弃");
    assert_eq!(still_left(&journals), 1, "only once asked");
    click(&mut window, "确定");
    assert!(still_left(&journals) == 0 && !says(&window, "已找回"));
}

#[test]
fn what_another_window_has_found_again_is_offered_no_longer() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, journals) = (folder.path().join("甲.zpb"), folder.path().join("journals"));
    left(&journals, None, "18");
    let place = journals.clone();
    let mut window = window(&file, move |app, ctx| app.with_journals(ctx, &place));
    Journals::left_behind(&journals, at("2024-03-01 10:32"))[0].remove().expect("dealt with elsewhere");
    click(&mut window, "恢复");
    assert!(says(&window, "已经在另一个窗口里恢复或丢弃了") && !says(&window, "已找回"));
}

#[test]
fn what_was_changed_elsewhere_is_asked_about_and_kept_when_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.zpb");
    saved(&file, "3");
    let mut window = opened(&file);
    type_posts(&mut window, "5");
    saved(&file, "4");
    save(&mut window);
    assert!(says(&window, "这个文件已被别处改过") && says(&window, "没有保存"));
    assert_eq!(posts_in(&file), "4", "nothing is written over unasked");
    click(&mut window, "对照");
    assert!(says(&window, "那一份：别处改过的") && says(&window, "填写的1格不同"));
    assert_eq!((shown(&window).as_str(), posts_in(&file).as_str()), ("5", "4"));
    save(&mut window);
    click(&mut window, "覆盖");
    assert_eq!(posts_in(&file), "5");
    let backups = std::fs::read_dir(folder.path().join("甲 各版本/自动备份")).expect("a folder");
    let kept: Vec<String> = backups.flatten().map(|kept| posts_in(&kept.path())).collect();
    assert_eq!(kept, ["4"], "what was written over is kept");
    window.event(Event::Text("6".into()));
    window.run_ok();
    save(&mut window);
    assert_eq!((shown(&window).as_str(), posts_in(&file).as_str()), ("56", "56"), "and then it is ours again");
}

#[test]
fn the_other_content_can_be_opened_and_ones_own_is_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, journals) = (folder.path().join("甲.zpb"), folder.path().join("journals"));
    saved(&file, "3");
    let place = journals.clone();
    let mut window = window(&file, move |app, ctx| app.with_journals(ctx, &place));
    open(&mut window, &file);
    type_posts(&mut window, "5");
    saved(&file, "4");
    save(&mut window);
    click(&mut window, "重新打开");
    assert_eq!(shown(&window), "4");
    assert!(says(&window, "上次没有保存的内容已找回"));
    click(&mut window, "恢复");
    assert_eq!(shown(&window), "5");
    save(&mut window);
    assert_eq!(posts_in(&file), "5");
    let backups = std::fs::read_dir(folder.path().join("甲 各版本/自动备份")).expect("a folder");
    assert!(backups.flatten().any(|kept| posts_in(&kept.path()) == "4"), "nothing of either is lost");
}

#[test]
fn a_file_that_is_gone_is_said_and_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.zpb");
    saved(&file, "3");
    let mut window = opened(&file);
    type_posts(&mut window, "5");
    std::fs::remove_file(&file).expect("gone");
    save(&mut window);
    assert!(says(&window, "原来的文件已经不在那里了") && !file.exists());
    click(&mut window, "在原处再存一份");
    assert_eq!(posts_in(&file), "5");
}

#[test]
fn a_folder_that_is_gone_is_said_and_another_place_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("U盘");
    std::fs::create_dir(&inner).expect("a folder");
    let file = inner.join("甲.zpb");
    saved(&file, "3");
    let mut window = opened(&file);
    type_posts(&mut window, "5");
    std::fs::rename(&inner, folder.path().join("拔出")).expect("gone");
    save(&mut window);
    assert!(says(&window, "没有保存") && window.query_by_label("另存为…").is_some());
    click(&mut window, "取消");
    assert_eq!(shown(&window), "5");
}

#[test]
fn a_file_that_another_window_has_open_is_looked_at_or_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.zpb");
    saved(&file, "3");
    let mut first = opened(&file);
    // The other program, as far as the lock tells.
    let Locking::Theirs(_) = store::lock(&file, &FileUser::here(at("2024-03-01 10:32"), true)) else {
        panic!("it is open")
    };
    std::fs::remove_file(folder.path().join(".~lock.甲.zpb#")).expect("taken over");
    let Locking::Ours(other) = store::lock(&file, &FileUser::here(at("2024-03-01 10:32"), true)) else {
        panic!("free")
    };
    type_posts(&mut first, "5");
    save(&mut first);
    assert!(says(&first, "这个文件已由另一个窗口接手（") && says(&first, "3月1日10:32起"));
    assert_eq!(posts_in(&file), "3");
    drop(other);

    let note = "(computer:\"PC-另一台\",since:\"2024-03-01 10:32:00\",window:true,process:7)";
    std::fs::write(folder.path().join(".~lock.甲.zpb#"), note).expect("written");
    let mut second = opened(&file);
    assert!(says(&second, "这个文件正在另一个窗口里打开") && says(&second, "电脑PC-另一台，2024年3月1日10:32起"));
    click(&mut second, "只读打开");
    assert!(says(&second, "只读"));
    assert_eq!(shown(&second), "3");
    let mut third = opened(&file);
    click(&mut third, "接手");
    type_posts(&mut third, "7");
    save(&mut third);
    assert_eq!(posts_in(&file), "7");
}

#[test]
fn a_slow_disk_does_not_stop_typing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.zpb");
    saved(&file, "3");
    let mut window = window(&file, |app, _| app.impatient());
    window.get_by_role_and_label(Role::Link, "甲").click();
    until(&mut window, |window| window.state().desk().is_some());
    window.run_ok();
    type_posts(&mut window, "5");
    save(&mut window);
    type_posts(&mut window, "6");
    save(&mut window);
    until(&mut window, |window| window.state().desk().is_some_and(ziping::desk::Desk::is_saved));
    assert_eq!(posts_in(&file), "6", "what was typed while it was saved is saved after");
}

#[test]
fn what_was_finished_elsewhere_stays_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("甲.zpb");
    saved(&file, "3");
    let mut window = opened(&file);
    type_posts(&mut window, "5");
    let mut report = with_posts("3");
    let on = at("2024-03-01 10:32").date();
    apply(&given::form(), &mut report, &Edit::Finish(on)).expect("finished");
    store::save(&file, &given::form(), form_text(), &report).expect("saved");
    save(&mut window);
    assert!(says(&window, "这个文件已被别处改过"));
    click(&mut window, "取消");
    assert!(store::open_noted(&file, &mut FormTable::default()).expect("opens").0.report.is_finished());
}

#[test]
fn a_copy_goes_where_it_is_wished_and_again_when_the_report_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, stick) = (folder.path().join("甲.zpb"), folder.path().join("U盘"));
    std::fs::create_dir(&stick).expect("a folder");
    saved(&file, "3");
    let mut window = opened(&file);
    let copies = || -> Vec<String> {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&stick).expect("a folder").flatten().map(|copy| copy.path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "zpb"));
        files.sort();
        files.iter().map(|copy| posts_in(copy)).collect()
    };
    type_posts(&mut window, "5");
    click(&mut window, "文件");
    window.get_by_label_contains("另存备份…").click();
    window.run_ok();
    window.get_by_role_and_label(Role::MultilineTextInput, "备份到哪个文件夹").focus();
    window.run_ok();
    window.event(Event::Text(stick.display().to_string()));
    window.run_ok();
    click(&mut window, "以后关闭自评表时，也在这里存一份");
    click(&mut window, "存一份");
    assert!(says(&window, "已另存一份："));
    assert_eq!(
        (copies(), posts_in(&file).as_str()),
        (vec!["5".to_string()], "3"),
        "what is written, wherever it is saved"
    );
    click(&mut window, "知道了");
    save(&mut window);
    // Names tell seconds.
    std::thread::sleep(Duration::from_millis(1100));
    window.key_press_modifiers(Modifiers::COMMAND, Key::W);
    window.run_ok();
    assert!(window.state().desk().is_none(), "it is closed");
    assert_eq!(copies(), ["5", "5"]);
    open(&mut window, &file);
    std::fs::rename(&stick, folder.path().join("拔出")).expect("gone");
    window.key_press_modifiers(Modifiers::COMMAND, Key::W);
    window.run_ok();
    assert!(says(&window, "没有能另存备份") && window.state().desk().is_some());
    click(&mut window, "确定");
    assert!(window.state().desk().is_none());
}
