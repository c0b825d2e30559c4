//! Saving: what is there opens as it was, and a save that fails or is cut off loses nothing.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test may fail"
)]

use crate::given;

use given::form;
use std::path::Path;
use std::sync::Arc;
use ziping::form::CellId;
use ziping::store::{self, OpenFault, Opened, SaveFault};

/// A file that opens.
const GOLDEN: &str = include_str!("data/files/format-1.zpb");

fn sample() -> Opened {
    let form_text = ziping::form::sources().next().expect("a form").into();
    Opened { form: form(), form_text, report: given::sample(), format: store::FORMAT, form_replaced: false }
}

fn save(path: &Path, opened: &Opened) -> Result<(), SaveFault> {
    store::save(path, &opened.form, &opened.form_text, &opened.report)
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_later_programs_file_is_refused_and_never_saved_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("later.zpb");
    let later = GOLDEN.replacen("format: 1", "format: 99", 1).replacen("app: \"0.1.0\"", "app: \"9.8\"", 1);
    let strange = "(format: 7, app: \"9.8\", pages: {1: [Odd(2.5)]}, seal: Some('x'))".to_string();
    for text in [later.clone(), strange, format!("\u{feff}{later}")] {
        std::fs::write(&path, &text).expect("written");
        let refused = store::open(&path).map(|_| ()).expect_err("newer");
        assert!(matches!(&refused, OpenFault::Newer(app) if app == "9.8"), "{refused}");
        let refused = save(&path, &sample()).expect_err("newer");
        assert!(matches!(&refused, SaveFault::Newer(app, _) if app == "9.8"), "{refused}");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), text);
        assert_eq!(names(folder.path()), ["later.zpb"]);
    }
}

#[test]
fn a_saved_report_opens_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, old, sample) = (folder.path().join("自评.zpb"), folder.path().join("旧"), sample());
    for again in [false, true] {
        if again {
            std::fs::write(&path, GOLDEN).expect("written");
            std::fs::hard_link(&path, &old).expect("a second name for the old file");
        }
        save(&path, &sample).expect("saved");
        let opened = store::open(&path).expect("opens");
        assert_eq!(
            (&opened.report, &opened.form, &opened.form_text),
            (&sample.report, &sample.form, &sample.form_text)
        );
    }
    assert_eq!(std::fs::read_to_string(&old).expect("there"), GOLDEN, "the old file is replaced, never written into");
    assert_eq!(names(folder.path()).len(), 2, "nothing is left behind");
}

#[test]
fn a_save_that_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name);
    std::fs::create_dir(here("folder")).expect("a folder");
    std::fs::write(here("file"), "a letter").expect("a file");
    std::fs::write(here("locked.zpb"), GOLDEN).expect("a file");
    let mut locked = std::fs::metadata(here("locked.zpb")).expect("there").permissions();
    locked.set_readonly(true);
    std::fs::set_permissions(here("locked.zpb"), locked).expect("locked");
    let mut before = names(folder.path());
    before.sort();
    for (path, says) in [
        (here("gone").join("a.zpb"), "文件夹不存在"),
        (here("file").join("a.zpb"), "文件夹不存在"),
        (here("folder"), "不能写入"),
        (here("locked.zpb"), "不能写入"),
    ] {
        let refused = save(&path, &sample()).expect_err(says).to_string();
        assert!(refused.contains(says) && refused.ends_with(&path.display().to_string()), "{refused}");
        let mut after = names(folder.path());
        after.sort();
        assert_eq!(after, before, "nothing is left behind");
    }
    assert_eq!(std::fs::read_to_string(here("locked.zpb")).expect("there"), GOLDEN);
    assert_eq!(std::fs::read_to_string(here("file")).expect("there"), "a letter");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_said_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o500)).expect("locked");
    if std::fs::File::create_new(folder.path().join("probe")).is_ok() {
        println!("skipped: the administrator may write into any folder");
        return;
    }
    let refused = save(&folder.path().join("a.zpb"), &sample()).expect_err("locked").to_string();
    assert!(refused.starts_with("这个位置不能写入"), "{refused}");
}

/// Who may read a file is not ours to change; a new one is made as any other program's.
#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let (path, link) = (folder.path().join("a.zpb"), folder.path().join("link.zpb"));
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    save(&path, &sample()).expect("saved");
    std::fs::File::create_new(folder.path().join("other")).expect("created");
    assert_eq!(mode(&path), mode(&folder.path().join("other")));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    let mut changed = sample();
    Arc::make_mut(&mut changed.report.content).year = 2024;
    save(&link, &changed).expect("saved");
    assert_eq!(mode(&path), 0o640);
    assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink(), "the link is a link still");
    assert_eq!(store::open(&path).expect("opens").report.content.year, 2024);
}

/// Writing beyond a few kilobytes is forbidden to the program: the system ends it in the middle of its save, as a power
/// cut would, or, if it may go on, the write fails, as on a full disk. Either way the old file is whole.
#[cfg(unix)]
#[test]
fn an_interrupted_save_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, cells) = (folder.path().join("a.zpb"), folder.path().join("cells.tsv"));
    std::fs::write(&path, GOLDEN).expect("written");
    std::fs::write(&cells, "cover/unit\t某局\n").expect("written");
    let fill = |before: &str| {
        let script = format!("{before}; exec \"$0\" fill \"$1\" --cells \"$2\"");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_ziping")]).arg(&path).arg(&cells).output().expect("a shell")
    };
    let failed = fill("trap '' XFSZ; ulimit -f 8");
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(failed.status.code() == Some(2) && said.contains("原文件没有改动"), "{said}");
    assert_eq!(names(folder.path()).len(), 2, "nothing is left behind");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), GOLDEN);

    let killed = fill("ulimit -c 0; ulimit -f 8");
    assert_eq!(killed.status.code(), None, "ended by the system: {}", String::from_utf8_lossy(&killed.stderr));
    assert_eq!(std::fs::read_to_string(&path).expect("there"), GOLDEN);

    assert_eq!(fill(":").status.code(), Some(0), "what it left is in nobody's way");
    let mut left = names(folder.path());
    left.sort();
    assert_eq!(left, ["a 各版本", "a.zpb", "cells.tsv"], "and gone");
    let backups = folder.path().join("a 各版本/自动备份");
    let kept =
        std::fs::read_dir(&backups).expect("a folder").flatten().map(|kept| std::fs::read_to_string(kept.path()));
    assert!(kept.flatten().any(|kept| kept == GOLDEN), "what it was is kept");
    let opened = store::open(&path).expect("opens");
    assert_eq!(opened.report.content.cells.text(&CellId::new("cover", "unit", "")), "某局");
}

/// A disk with room for the old file and no more, where this system lets a test make one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cells, big) = (folder.path().join("cells.tsv"), "某".repeat(30_000));
    std::fs::write(&cells, format!("cover/unit\t{big}\n")).expect("written");
    std::fs::write(folder.path().join("a.zpb"), GOLDEN).expect("written");
    let script = "mkdir disk && mount -t tmpfs -o size=100k none disk || exit 9; cp a.zpb disk
        \"$0\" fill disk/a.zpb --cells cells.tsv; code=$?
        cmp a.zpb disk/a.zpb && [ $(ls -A disk) = a.zpb ] || exit 8; exit $code";
    let mut unshare = std::process::Command::new("unshare");
    unshare.args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_ziping")]).current_dir(folder.path());
    let ended = unshare.output().expect("it starts");
    let said = String::from_utf8_lossy(&ended.stderr);
    if ended.status.code() == Some(9) || said.contains("unshare") {
        println!("skipped: this system makes no small disk for a test: {said}");
        return;
    }
    assert!(ended.status.code() == Some(2) && said.contains("磁盘已满"), "{:?} {said}", ended.status);
}
