//! The PC's own place for settings: small RON files that may be lost without harm.

use super::write_aside;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

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
    let text = kept_in.and_then(|path| std::fs::read_to_string(path).ok());
    text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps it. That it cannot be kept is no reason to trouble the clerk.
pub(super) fn keep<T: Serialize>(kept: &T, kept_in: Option<&Path>) {
    let Some(path) = kept_in else { return };
    let made = path.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok());
    if let (true, Ok(text)) = (made, ron::to_string(kept)) {
        write_aside(path, text.as_bytes()).ok();
    }
}
