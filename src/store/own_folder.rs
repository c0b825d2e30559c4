//! Folders of their own in which files that leave lie.

use super::{SaveFault, write_together};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes files into folders of their own, all or none; these are made where there are none, and gone again when none
/// was written.
///
/// # Errors
/// When a folder cannot be made, or as [`write_together`].
pub fn write_into_own(files: &[(PathBuf, Vec<u8>)]) -> Result<(), SaveFault> {
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(file, _)| file.parent()).collect();
    let mut made = Vec::new();
    let mut make = |folder: &Path| -> Result<(), SaveFault> {
        if !folder.is_dir() {
            std::fs::create_dir(folder).map_err(|fault| SaveFault::from_io(&fault, folder))?;
            made.push(folder.to_path_buf());
        }
        Ok(())
    };
    let written = folders.into_iter().try_for_each(&mut make).and_then(|()| write_together(files));
    written.inspect_err(|_| {
        for folder in made {
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
