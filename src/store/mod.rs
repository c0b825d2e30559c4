//! Disk: one report is one file, `NAME.zpb`, RON text, one unit and one year.
//!
//! Knows forms and reports only. A file newer than the program is refused in words and never saved over; nothing is
//! ever written except aside, synced and renamed.

mod appearance;
mod aside;
mod backups;
mod bounded;
mod earlier;
mod fault;
mod file;
mod file_words;
mod forms;
mod habits;
mod held;
mod journal;
mod known;
mod lock;
mod moment;
mod own_folder;
mod public_codes;
mod recent;
mod settings;
mod state;
mod stray;
mod submitted;
mod trial;
mod user;
mod version_list;
mod version_name;
mod versions;
mod write;

pub use appearance::{Appearance, SideSize};
pub use bounded::read_bounded;
pub use fault::{OpenFault, SaveFault};
pub use file::{FORMAT, Opened, format_of, write as text};
pub use file_words::spelt;
pub use forms::{FormTable, Forms, Known};
pub use habits::Habits;
pub use journal::{JournalHead, Journals, LeftJournal};
pub use known::{Saved, save_kept, save_known, state_of};
pub use lock::{BEAT, Lock, Locking, lock, open_elsewhere, take_over};
pub use own_folder::{others_in, write_into_own};
pub use recent::Recent;
pub use settings::settings_folder;
pub use state::{Elsewhere, FileState};
pub use submitted::{is_packed, report_in_folder};
pub use trial::Trial;
pub use user::FileUser;
pub use version_list::{Version, VersionContent, VersionKind, versions};
pub use versions::{CodeOwner, code_owner, keep, keep_named, keep_public, version_of};
pub use write::{write_aside, write_together};

use crate::form::Form;
use crate::report::Report;
use crate::value::plain_line_ends;
use std::path::Path;

/// The ending of a report's file name.
pub const ENDING: &str = "zpb";
/// What such a name may end in.
pub const ENDINGS: [&str; 2] = [ENDING, "ron"];
/// No report is larger; what is, is something else.
const LARGEST: u64 = 64 << 20;

/// Opens a report file, one alone.
///
/// # Errors
/// When there is none, it cannot be read, is no report, or is newer than the program.
pub fn open(path: &Path) -> Result<Opened, OpenFault> {
    open_among(path, &mut FormTable::default())
}

/// Opens one of several report files: a form's text that the table knows is not read again. Of a folder or zip that was
/// handed in it is the report in it.
///
/// # Errors
/// As [`open`].
pub fn open_among(path: &Path, forms: &mut FormTable) -> Result<Opened, OpenFault> {
    let path = &report_in_folder(path)?;
    let bytes = bytes_of(path)?;
    read_bytes(submitted::unpacked(path, &bytes)?.as_ref().unwrap_or(&bytes), forms)
}

/// The same of a file that will be saved over, and what it then was. In a zip no report is saved.
///
/// # Errors
/// As [`open`].
pub fn open_noted(path: &Path, forms: &mut FormTable) -> Result<(Opened, FileState), OpenFault> {
    let bytes = bytes_of(path)?;
    if submitted::unpacked(path, &bytes)?.is_some() {
        return Err(OpenFault::Packed(path.into()));
    }
    Ok((read_bytes(&bytes, forms)?, FileState::of(&bytes)))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, OpenFault> {
    read_bounded(path, LARGEST).map_err(|fault| match fault {
        OpenFault::NoFile(_) | OpenFault::Large(_) => OpenFault::NotOurs,
        fault => fault,
    })
}

fn read_bytes(bytes: &[u8], forms: &mut FormTable) -> Result<Opened, OpenFault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => file::read(text, forms),
        Err(fault) => Err(file::broken(bytes, fault.valid_up_to())),
    }
}

/// Reads the text of a report file, one alone.
///
/// # Errors
/// When it is no report, damaged, or newer than the program.
pub fn read(text: &str) -> Result<Opened, OpenFault> {
    file::read(text, &mut FormTable::default())
}

/// Whether a file is a report by its name.
#[must_use]
pub fn is_named_so(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|ours| ending.eq_ignore_ascii_case(ours)))
}

/// The text of a file from anywhere: of a sensible size and readable as text. The mark that some editors put before it
/// is no part of it, and its lines end as ours do.
///
/// # Errors
/// When there is none, it cannot be read, or it is no text.
pub fn open_text(path: &Path) -> Result<String, OpenFault> {
    let text = String::from_utf8(read_bounded(path, LARGEST)?).map_err(|_not_text| OpenFault::NotOurs)?;
    Ok(plain_line_ends(text.strip_prefix('\u{feff}').unwrap_or(&text)).into_owned())
}

/// Saves a report, with the text of its form inside so that it opens for ever, whatever is there.
///
/// # Errors
/// When the folder is gone, the disk is full or read-only, or the file there is newer than the program. Then the file
/// is as it was.
pub fn save(path: &Path, form: &Form, form_text: &str, report: &Report) -> Result<(), SaveFault> {
    if let Ok(there) = open_text(path) {
        no_newer(path, &there)?;
    }
    write_aside(path, file::write(form, form_text, report).as_bytes())
}

/// A file of a later program is never written over.
fn no_newer(path: &Path, there: &str) -> Result<(), SaveFault> {
    file::newer(there).map_or(Ok(()), |app| Err(SaveFault::Newer(app, path.into())))
}
