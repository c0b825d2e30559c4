//! Two who write one file: nothing of either is lost unsaid.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail"
)]

use crate::given;

use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use ziping::form::CellId;
use ziping::report::Report;
use ziping::store::{self, Elsewhere, FileState, FileUser, FormTable, JournalHead, Journals, Locking, SaveFault};

/// One test after the other: a child that one of them is just starting has for a moment a hold of what another holds.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn noon() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2024-03-01 12:00:00", "%Y-%m-%d %H:%M:%S").expect("a time")
}

fn me() -> FileUser {
    FileUser::here(noon(), true)
}

fn form_text() -> &'static str {
    ziping::form::sources().next().expect("a form")
}

fn of_year(year: i32) -> Report {
    let mut report = given::sample();
    Arc::make_mut(&mut report.content).year = year;
    report
}

fn save_known(path: &Path, year: i32, known: FileState) -> Result<FileState, SaveFault> {
    store::save_known(path, (&given::form(), form_text()), &of_year(year), known, &me())
}

fn state(path: &Path) -> FileState {
    store::open_noted(path, &mut FormTable::default()).expect("opens").1
}

fn year(path: &Path) -> i32 {
    store::open(path).expect("opens").report.content.year
}

#[test]
fn what_was_changed_elsewhere_is_not_saved_over() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.zpb");
    let first = save_known(&path, 2021, FileState::Absent).expect("new");
    assert_eq!(first, state(&path), "what a save answers is what the file is");
    let second = save_known(&path, 2022, first).expect("known");
    let refused = save_known(&path, 2023, first).expect_err("changed meanwhile");
    let SaveFault::Elsewhere(Elsewhere::Changed(by), there, _) = &refused else { panic!("{refused}") };
    assert_eq!((by.clone(), *there), (Some((noon(), me().computer)), second), "who and when");
    assert!(refused.to_string().starts_with("这个文件已被别处改过（3月1日12:00，电脑"), "{refused}");
    assert_eq!(year(&path), 2022);
    save_known(&path, 2023, *there).expect("over it, once asked");
    std::fs::remove_file(&path).expect("gone");
    let refused = save_known(&path, 2024, second).expect_err("gone meanwhile");
    assert!(matches!(refused, SaveFault::Elsewhere(Elsewhere::Gone, FileState::Absent, _)), "{refused}");
    assert!(!path.exists());
    std::fs::write(&path, "一封信").expect("another's");
    assert!(matches!(
        save_known(&path, 2024, FileState::Absent),
        Err(SaveFault::Elsewhere(Elsewhere::Changed(..), ..))
    ));
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "一封信");
}

#[test]
fn the_line_that_says_who_saved_is_no_content() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.zpb");
    save_known(&path, 2023, FileState::Absent).expect("saved");
    assert_eq!(store::open(&path).expect("opens").report, given::sample());
    assert!(
        std::fs::read_to_string(&path)
            .expect("text")
            .ends_with(&format!("// 保存：2024-03-01 12:00:00，{}\n", me().computer))
    );
}

#[test]
fn a_file_is_open_once_and_who_died_has_none_open() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.zpb");
    save_known(&path, 2023, FileState::Absent).expect("saved");
    let files = || std::fs::read_dir(folder.path()).expect("a folder").count();
    let Locking::Ours(lock) = store::lock(&path, &me()) else { panic!("it is free") };
    let Locking::Theirs(user) = store::lock(&path, &me()) else { panic!("it is open") };
    assert_eq!((&user, files()), (&me(), 2));
    assert!(user.says().ends_with("3月1日12:00起"), "{}", user.says());
    let over = store::take_over(&path, &me());
    assert_eq!(lock.taken_over(), Some(me()), "whom it was taken from can see that");
    drop(lock);
    assert!(matches!(store::lock(&path, &me()), Locking::Theirs(_)), "and takes nothing away");
    drop(over);
    assert_eq!(files(), 1, "nothing is left behind");
    // Left behind by a program of this PC that was killed: the system holds nothing for it.
    let left = folder.path().join(".~lock.甲.zpb#");
    let note = format!("(computer:\"{}\",since:\"2024-03-01 12:00:00\",window:true,process:7)", me().computer);
    std::fs::write(&left, note).expect("written");
    let Locking::Ours(lock) = store::lock(&path, &me()) else { panic!("nobody has it open") };
    drop(lock);
    // By a program of another PC, just now: whether it lives cannot be told yet.
    let note = "(computer:\"PC-另一台\",since:\"2024-03-01 12:00:00\",window:true,process:7)";
    std::fs::write(&left, note).expect("written");
    assert!(matches!(store::lock(&path, &me()), Locking::Theirs(user) if user.computer == "PC-另一台"));
    assert!(left.exists());
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    std::fs::File::options().write(true).open(&left).expect("there").set_modified(long_ago).expect("set");
    assert!(matches!(store::lock(&path, &me()), Locking::Ours(_)), "it has not said for an hour that it lives");
}

#[test]
fn what_a_program_left_behind_is_found_and_what_lives_is_not() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("journals");
    let head = JournalHead {
        file: Some(PathBuf::from("/某处/甲.zpb")),
        state: FileState::Absent,
        unit: "某局".into(),
        year: 2023,
        at: noon(),
        cells: 12,
    };
    let mut journals = Journals::new(place.clone());
    journals.write(&head, &given::form(), form_text(), &given::sample()).expect("written");
    journals
        .write(&JournalHead { cells: 13, ..head.clone() }, &given::form(), form_text(), &of_year(2022))
        .expect("written");
    assert!(Journals::left_behind(&place, noon()).is_empty(), "its program lives");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&place), 0o700, "nobody else looks in");
        for file in std::fs::read_dir(&place).expect("a folder").flatten() {
            assert_eq!(mode(&file.path()), 0o600, "{file:?}");
        }
    }
    drop(journals);
    let found = Journals::left_behind(&place, noon());
    assert_eq!(found.iter().map(|found| found.head.cells).collect::<Vec<_>>(), [13], "the newest wins");
    assert_eq!(found[0].open(&mut FormTable::default()).expect("opens").report, of_year(2022));
    assert_eq!(Journals::left_behind(&place, noon()), found, "looking takes nothing away");
    found[0].remove().expect("removed");
    assert!(Journals::left_behind(&place, noon()).is_empty());
    assert!(found[0].open(&mut FormTable::default()).is_err());

    std::fs::write(place.join("a1B2c3.living"), "").expect("of a program that died without a journal");
    assert!(Journals::left_behind(&place, noon()).is_empty());
    let mut journals = Journals::new(place.clone());
    journals.write(&head, &given::form(), form_text(), &given::sample()).expect("written");
    journals.remove().expect("saved");
    drop(journals);
    assert_eq!(std::fs::read_dir(&place).expect("there").count(), 0, "nothing is left");
}

#[test]
fn journals_are_kept_for_a_month() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let head =
        JournalHead { file: None, state: FileState::Absent, unit: String::new(), year: 2023, at: noon(), cells: 1 };
    let mut journals = Journals::new(folder.path().into());
    journals.write(&head, &given::form(), form_text(), &given::sample()).expect("written");
    drop(journals);
    let after = |days| noon() + chrono::Days::new(days);
    assert_eq!(Journals::left_behind(folder.path(), after(29)).len(), 1);
    assert!(Journals::left_behind(folder.path(), after(31)).is_empty());
    assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 0);
}

fn ziping(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.args(arguments);
    command
}

/// A report of the sample, and so many listings each of which fills a cell of its own.
fn many(folder: &Path, count: usize) -> (PathBuf, Vec<(PathBuf, CellId)>) {
    let file = folder.join("甲.zpb");
    let rows = ["public", "procurement", "staff", "meeting", "training"];
    store::save(&file, &given::form(), form_text(), &Report::new(&given::form(), 2023)).expect("saved");
    let form = given::form();
    let sheet = ziping::sheet::derive(&form, &Report::new(&form, 2023));
    let writable =
        sheet.cells().map(|cell| cell.at.clone()).filter(|at| form.slot(at).is_some_and(|slot| !slot.blocked));
    let listing = |(n, at): (usize, CellId)| {
        let listing = folder.join(format!("{n}.tsv"));
        std::fs::write(&listing, format!("{at}\t{n}\n")).expect("written");
        (listing, at)
    };
    assert!(rows.len() < count);
    (file, writable.enumerate().map(listing).take(count).collect())
}

#[test]
fn twenty_commands_at_once_all_land_or_say_that_they_did_not() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, listings) = many(folder.path(), 20);
    let fill = |(listing, _): &(PathBuf, CellId)| {
        let arguments = ["fill", file.to_str().expect("a path"), "--cells", listing.to_str().expect("a path")];
        ziping(&arguments)
            .stderr(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("started")
    };
    let started: Vec<_> = listings.iter().map(fill).collect();
    let ended: Vec<Output> = started.into_iter().map(|child| child.wait_with_output().expect("ended")).collect();
    let report = store::open(&file).expect("opens").report;
    for (n, ((_, at), output)) in listings.iter().zip(&ended).enumerate() {
        let said = String::from_utf8_lossy(&output.stderr);
        let landed = report.content.cells.text(at) == n.to_string();
        assert_eq!(output.status.success(), landed, "{at}: {said}");
        assert!(landed || said.contains("请"), "{said}");
    }
    assert!(ended.iter().all(|output| output.status.success()), "they wait for one another");
    let names: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");
}

#[test]
fn a_command_leaves_a_file_alone_that_a_window_has_open() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, listings) = many(folder.path(), 6);
    let Locking::Ours(lock) = store::lock(&file, &me()) else { panic!("it is free") };
    let before = std::fs::read(&file).expect("there");
    let (file_name, listing) = (file.to_str().expect("a path"), listings[0].0.to_str().expect("a path"));
    for arguments in [
        vec!["fill", file_name, "--cells", listing],
        vec!["finish", file_name],
        vec!["import", listing, "--into", file_name],
    ] {
        let output = ziping(&arguments).output().expect("ended");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code() == Some(2) && said.contains("正在另一个窗口里打开（电脑"),
            "{arguments:?}: {said}"
        );
    }
    assert_eq!(std::fs::read(&file).expect("there"), before);
    assert!(ziping(&["check", file_name]).output().expect("ended").status.code() != Some(2), "it can be read");
    drop(lock);
    assert!(ziping(&["fill", file_name, "--cells", listing]).output().expect("ended").status.success());
}
