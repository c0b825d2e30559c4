//! Versions kept beside a report: under a word, or because they went out; listed with what they are, brought back as one
//! step.
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;

use chrono::NaiveDateTime;
use given::{form, sample};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ziping::carry::Snapshot;
use ziping::desk::Desk;
use ziping::form::{CellId, bundled_text};
use ziping::report::{Code, Edit, Refused, Report, apply};
use ziping::store::{self, CodeOwner, Version, VersionKind, code_owner, keep, keep_named, version_of, versions};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

fn text() -> &'static str {
    bundled_text(&form().id).expect("bundled")
}

/// The sample with another 公用经费, saved.
fn saved(folder: &Path, public: &str) -> (PathBuf, Report) {
    let mut report = sample();
    let write = Edit::Write { at: CellId::parse("base/public/final").expect("an address"), text: public.into() };
    apply(&form(), &mut report, &write).expect("a cell");
    let file = folder.join("自评表.zpb");
    store::save(&file, &form(), text(), &report).expect("saved");
    (file, report)
}

fn told(version: &Version) -> String {
    let kind = match &version.kind {
        VersionKind::Named(word) => word.as_str(),
        VersionKind::Printed => "打印",
        VersionKind::Backup => "自动备份",
    };
    let at = version.at.map_or_else(String::new, |at| at.format(" %d日%H:%M").to_string());
    let (printed, whole) =
        (if version.printed { " 打印过" } else { "" }, if version.content.is_ok() { "" } else { " 打不开" });
    format!("{kind}{at}{printed}{whole}")
}

fn listed(file: &Path) -> Vec<String> {
    versions(file, || true).iter().map(told).collect()
}

#[test]
fn versions_are_kept_under_words_and_listed_with_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, report) = saved(folder.path(), "7.87");
    assert_eq!(listed(&file), Vec::<String>::new());
    let form = form();
    let named = |report: &Report, word: &str, time: &str| {
        keep_named(&file, (&form, text()), report, word, at(time)).expect("kept")
    };
    let kept = named(&report, "送审前", "2024-03-01 09:00").expect("new");
    assert_eq!(named(&report, "送审前", "2024-03-02 09:00"), None, "that content is kept under that word");
    assert!(named(&report, "局长看过", "2024-03-03 09:00").is_some(), "under another word it is kept again");
    let (_, later) = saved(folder.path(), "8.87");
    keep(&file, &form, text(), &later, at("2024-03-04 10:00")).expect("kept").expect("new");
    named(&later, "第1/2稿", "2024-03-05 10:00").expect("new");
    assert_eq!(keep(&file, &form, text(), &later, at("2024-03-06 10:00")).expect("fine"), None, "it went out before");
    std::fs::write(kept.with_file_name("自评表 坏了.zpb"), "(format: 5, form:").expect("written");
    std::fs::write(kept.with_file_name("说明.txt"), "不是版本").expect("written");
    assert_eq!(
        listed(&file),
        [
            "第1／2稿 05日10:00 打印过",
            "打印 04日10:00 打印过",
            "局长看过 03日09:00",
            "送审前 01日09:00",
            "自评表 坏了 打不开"
        ]
    );
    let damaged = versions(&file, || true).pop().expect("listed").content.expect_err("damaged");
    assert!(damaged.ends_with('。') || damaged.ends_with('：'), "{damaged}");
    // A version knows whose it is, and its own list is the same.
    assert_eq!((version_of(&kept), version_of(&file)), (Some(file.clone()), None));
    assert_eq!(listed(&kept), listed(&file));
    assert_eq!(
        keep(&kept, &form, text(), &report, at("2024-03-07 10:00")).expect("kept").expect("new").parent(),
        kept.parent()
    );
    // What is asked to stop stops.
    assert_eq!(versions(&file, || false), Vec::new());
}

#[test]
fn backups_are_listed_behind_and_answer_for_their_code_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, first) = saved(folder.path(), "7.87");
    let backups = folder.path().join("自评表 各版本").join("自动备份");
    std::fs::create_dir_all(&backups).expect("a folder");
    let backup = backups.join("自评表 2024-03-02 080000.zpb");
    store::save(&backup, &form(), text(), &first).expect("saved");
    saved(folder.path(), "8.87");
    let all = listed(&file);
    assert_eq!(all, ["自动备份 02日08:00"], "{all:?}");
    let code = Code::of(&form(), &first.content);
    let owner = code_owner(&file, code).expect("it opens");
    assert_eq!(owner, CodeOwner::Version { path: backup.clone(), public: false });
    assert_eq!(version_of(&backup), Some(file.clone()));
    let kept = keep(&file, &form(), text(), &first, at("2024-03-01 10:00")).expect("kept").expect("new");
    let CodeOwner::Version { path, .. } = code_owner(&file, code).expect("it opens") else { panic!("a version") };
    assert_eq!(path, kept, "a backup is asked last");
}

#[test]
fn a_version_comes_back_as_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, then) = saved(folder.path(), "7.87");
    let day = "2024-03-15".parse().expect("a day");
    let (_, now) = saved(folder.path(), "8.87");
    let mut desk = Desk::new(form(), now.clone(), day);
    let version = Snapshot::new(form(), Arc::new(then.clone()));
    desk.restore(&version).expect("it may be changed");
    assert!(desk.report().content == then.content && !desk.is_saved());
    assert!(desk.undo() && **desk.report() == now && !desk.can_undo(), "one step");
    assert!(desk.redo() && desk.report().content == then.content);
    let mut other = ziping::form::Form::clone(&form());
    other.edition += 1;
    let other = Snapshot::new(Arc::new(other), Arc::new(now.clone()));
    assert_eq!(desk.restore(&other), Err(Refused::OtherForm));
    desk.set_read_only(Some("只能查看，请另存。".into()));
    assert!(matches!(desk.restore(&version), Err(Refused::ReadOnly(_))));
    let mut finished = now;
    apply(&form(), &mut finished, &Edit::Finish(day)).expect("nobody asks the findings here");
    assert_eq!(Desk::new(form(), finished, day).restore(&version), Err(Refused::Finished));
}
