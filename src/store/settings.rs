//! The PC's own place for settings: small RON files that may be lost without harm.

use super::{read_bounded, write_aside};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// What is larger was not written by us.
const LARGEST: u64 = 1 << 20;

/// Where this PC keeps a file of that name.
pub(super) fn place(name: &str) -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "ziping").map(|dirs| dirs.config_dir().join(name))
}

/// A folder of that name beside the program.
pub(super) fn beside_program(name: &str) -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.join(name))
}

/// What was kept; the usual where there is nothing or it cannot be read.
pub(super) fn load<T: DeserializeOwned + Default>(kept_in: Option<&Path>) -> T {
    let bytes = kept_in.and_then(|path| read_bounded(path, LARGEST).ok());
    bytes.and_then(|bytes| ron::de::from_bytes(&bytes).ok()).unwrap_or_default()
}

/// Keeps it. That it cannot be kept is no reason to trouble the clerk.
pub(super) fn keep<T: Serialize>(kept: &T, kept_in: Option<&Path>) {
    let Some(path) = kept_in else { return };
    let made = path.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok());
    if let (true, Ok(text)) = (made, ron::to_string(kept)) {
        write_aside(path, text.as_bytes()).ok();
    }
}
