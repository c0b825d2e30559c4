//! Disk: one report is one file, `NAME.zpb`, RON text, one unit and one year.
//!
//! Knows forms and reports only. A file newer than the program is refused in words and never saved over; nothing is
//! ever written except aside, synced and renamed.

mod bounded;
mod fault;
mod file;
mod forms;
mod habits;
mod recent;
mod settings;
mod versions;
mod write;

pub use bounded::read_bounded;
pub use fault::{OpenFault, SaveFault};
pub use file::{FORMAT, Opened, read, write as text};
pub use forms::{Forms, Known};
pub use habits::Habits;
pub use recent::Recent;
pub use versions::{Whose, keep, whose};
pub use write::{write_aside, write_together};

use crate::form::Form;
use crate::report::Report;
use std::path::Path;

/// The ending of a report's file name.
pub const ENDING: &str = "zpb";
/// No report is larger; what is, is something else.
const LARGEST: u64 = 64 << 20;

/// Opens a report file.
///
/// # Errors
/// When there is none, it cannot be read, is no report, or is newer than the program.
pub fn open(path: &Path) -> Result<Opened, OpenFault> {
    let text = open_text(path).map_err(|fault| match fault {
        OpenFault::NoFile(_) | OpenFault::Large(_) => OpenFault::NotOurs,
        fault => fault,
    })?;
    read(&text)
}

/// The text of a file from anywhere: of a sensible size and readable as text.
///
/// # Errors
/// When there is none, it cannot be read, or it is no text.
pub fn open_text(path: &Path) -> Result<String, OpenFault> {
    String::from_utf8(read_bounded(path, LARGEST)?).map_err(|_not_text| OpenFault::NotOurs)
}

/// Saves a report, with the text of its form inside so that it opens for ever.
///
/// # Errors
/// When the folder is gone, the disk is full or read-only, or the file there is newer than the program. Then the file
/// is as it was.
pub fn save(path: &Path, form: &Form, form_text: &str, report: &Report) -> Result<(), SaveFault> {
    if let Ok(there) = open_text(path)
        && let Some(app) = file::newer(&there)
    {
        return Err(SaveFault::Newer(app, path.into()));
    }
    write_aside(path, file::write(form, form_text, report).as_bytes())
}
