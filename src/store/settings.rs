//! The PC's own place for settings: small RON files that may be lost without harm.

use super::{read_bounded, write_aside};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// Beside the program one of these says that it is carried about and leaves nothing on the PC.
const PORTABLE: [&str; 2] = ["便携", "portable"];
/// There everything is then kept, beside the program too.
const CARRIED: &str = "便携数据";
/// What is larger was not written by us.
const LARGEST: u64 = 1 << 20;

/// Where this PC keeps settings; beside the program where that is carried about.
#[must_use]
pub fn settings_folder() -> Option<PathBuf> {
    carried().or_else(|| Some(dirs()?.config_dir().into()))
}

/// Where this PC keeps a file of that name.
pub(super) fn place(name: &str) -> Option<PathBuf> {
    settings_folder().map(|folder| folder.join(name))
}

/// Where this PC keeps, in a folder of that name, what belongs to no other PC of the same user.
pub(super) fn kept_aside(name: &str) -> Option<PathBuf> {
    carried().or_else(|| Some(dirs()?.data_local_dir().into())).map(|folder| folder.join(name))
}

fn dirs() -> Option<directories::ProjectDirs> {
    directories::ProjectDirs::from("", "", "ziping")
}

fn carried() -> Option<PathBuf> {
    let is_carried = PORTABLE.iter().any(|name| beside_program(name).is_some_and(|sign| sign.exists()));
    beside_program(CARRIED).filter(|_| is_carried)
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
