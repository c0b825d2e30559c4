//! Saving over a file that is known: what was changed elsewhere meanwhile is not written over.
//!
//! The last line of a file says who saved it when. It is a remark: every version of the program reads over it, and it is
//! in no 校验码.

use super::backups::{self, back_up};
use super::moment::WHEN;
use super::state::{Elsewhere, FileState};
use super::user::FileUser;
use super::{LARGEST, SaveFault, file, put, read_bounded};
use crate::form::Form;
use crate::report::Report;
use chrono::NaiveDateTime;
use std::path::Path;

/// Saves a report over a file that is known: where it is another than that by now, it stays. Answers with what it is
/// then.
///
/// # Errors
/// As [`save`](super::save); and when the file was changed or removed elsewhere.
pub fn save_known(
    path: &Path,
    (form, form_text): (&Form, &str),
    report: &Report,
    known: FileState,
    by: &FileUser,
) -> Result<FileState, SaveFault> {
    if let Some((elsewhere, there)) = elsewhere(path, known) {
        return Err(SaveFault::Elsewhere(elsewhere, there, path.into()));
    }
    let text = file::write(form, form_text, report) + &saved_line(by);
    put(path, &text)?;
    Ok(FileState::of(text.as_bytes()))
}

/// A report that was saved.
#[derive(Debug)]
pub struct Saved {
    /// What its file is now.
    pub state: FileState,
    /// Why what it was is not among its backups, where it should be.
    pub unkept: Option<SaveFault>,
}

/// The same; what the file was is kept among its backups before, once a day or where `much` of it may have changed. On a
/// disk that has room for one of the two the report is what counts.
///
/// # Errors
/// As [`save_known`].
pub fn save_kept(
    path: &Path,
    on: (&Form, &str),
    report: &Report,
    known: FileState,
    by: &FileUser,
    much: bool,
) -> Result<Saved, SaveFault> {
    if let Some((elsewhere, there)) = elsewhere(path, known) {
        return Err(SaveFault::Elsewhere(elsewhere, there, path.into()));
    }
    let kept = back_up(path, by.since, much);
    let save = || save_known(path, on, report, known, by);
    let state = match (save(), &kept) {
        (Err(SaveFault::Full(_)), Ok(Some(backup))) if backups::take_back(backup).is_ok() => save()?,
        (saved, _) => saved?,
    };
    Ok(Saved { state, unkept: kept.err() })
}

/// What a file is now.
#[must_use]
pub fn state_of(path: &Path) -> FileState {
    read_bounded(path, LARGEST).map_or(FileState::Absent, |bytes| FileState::of(&bytes))
}

/// What has become of a file, and what it is now: none where it is what is known of it.
fn elsewhere(path: &Path, known: FileState) -> Option<(Elsewhere, FileState)> {
    let Ok(bytes) = read_bounded(path, LARGEST) else {
        // What cannot be read is left to the writing to refuse.
        let gone = known != FileState::Absent && !path.exists();
        return gone.then_some((Elsewhere::Gone, FileState::Absent));
    };
    let there = FileState::of(&bytes);
    if there == known {
        return None;
    }
    let by = std::str::from_utf8(&bytes).ok().and_then(saved_by);
    Some((Elsewhere::Changed(by), there))
}

/// How that line begins.
const SAVED: &str = "// 保存：";

/// That line.
fn saved_line(by: &FileUser) -> String {
    format!("{SAVED}{}，{}\n", by.since.format(WHEN), by.computer.replace(['\n', '\r'], " "))
}

/// Who saved a file and when, by its last line.
fn saved_by(text: &str) -> Option<(NaiveDateTime, String)> {
    let (at, computer) = text.trim_end().rsplit('\n').next()?.strip_prefix(SAVED)?.split_once('，')?;
    Some((NaiveDateTime::parse_from_str(at, WHEN).ok()?, computer.to_string()))
}
