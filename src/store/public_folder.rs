//! The folder of its own in which a public copy lies.

use super::{SaveFault, write_together};
use std::path::{Path, PathBuf};

/// Writes files into a folder, all or none; it is made where there is none, and gone again when none was written.
///
/// # Errors
/// When the folder cannot be made, or as [`write_together`].
pub fn write_into(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), SaveFault> {
    let made = !folder.is_dir();
    if made {
        std::fs::create_dir(folder).map_err(|fault| SaveFault::from_io(&fault, folder))?;
    }
    write_together(files).inspect_err(|_| {
        if made {
            // Only an empty one goes.
            std::fs::remove_dir(folder).ok();
        }
    })
}

/// What else lies in a folder, by name.
#[must_use]
pub fn others_in(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let others = entries.filter(|entry| files.iter().all(|(file, _)| file.file_name() != Some(&entry.file_name())));
    let mut names: Vec<String> = others.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
