//! Saving over a file that is known: what was changed elsewhere meanwhile is not written over.
//!
//! The last line of a file says who saved it when. It is a remark: every version of the program reads over it, and it is
//! in no 校验码.

use super::backups::{self, back_up};
use super::moment::WHEN;
use super::state::{Elsewhere, FileState};
use super::user::FileUser;
use super::{LARGEST, OpenFault, SaveFault, file, no_newer, read_bounded, write_aside};
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
    on: (&Form, &str),
    report: &Report,
    known: FileState,
    by: &FileUser,
) -> Result<FileState, SaveFault> {
    standing(path, known)?.ok();
    write(path, &text(on, report, by))
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
    let there = standing(path, known)?;
    let text = text(on, report, by);
    let kept = back_up(path, there, by.since, much);
    if let Ok(Some(_)) = kept {
        // That may have taken long.
        standing(path, known)?.ok();
    }
    let state = match (write(path, &text), &kept) {
        (Err(SaveFault::Full(_)), Ok(Some(backup))) if backups::take_back(backup).is_ok() => write(path, &text)?,
        (saved, _) => saved?,
    };
    Ok(Saved { state, unkept: kept.err() })
}

fn text((form, form_text): (&Form, &str), report: &Report, by: &FileUser) -> String {
    file::write(form, form_text, report) + &saved_line(by)
}

fn write(path: &Path, text: &str) -> Result<FileState, SaveFault> {
    write_aside(path, text.as_bytes())?;
    Ok(FileState::of(text.as_bytes()))
}

/// What a file is now.
#[must_use]
pub fn state_of(path: &Path) -> FileState {
    read_bounded(path, LARGEST).map_or(FileState::Absent, |bytes| FileState::of(&bytes))
}

/// What stands in a file that is to be saved over, read once; refused where it is not what is known of it, or of a later
/// program.
fn standing(path: &Path, known: FileState) -> Result<Result<Vec<u8>, OpenFault>, SaveFault> {
    let there = read_bounded(path, LARGEST);
    let Ok(bytes) = &there else {
        // What cannot be read is left to the writing to refuse.
        let gone = known != FileState::Absent && !path.exists();
        return if gone {
            Err(SaveFault::Elsewhere(Elsewhere::Gone, FileState::Absent, path.into()))
        } else {
            Ok(there)
        };
    };
    let (state, text) = (FileState::of(bytes), std::str::from_utf8(bytes).unwrap_or_default());
    if state != known {
        return Err(SaveFault::Elsewhere(Elsewhere::Changed(saved_by(text)), state, path.into()));
    }
    no_newer(path, text)?;
    Ok(there)
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
