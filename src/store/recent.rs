//! The files opened lately, remembered between days in the PC's own place for settings.

use super::write_aside;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// As many as the start page shows.
const KEPT: usize = 8;

/// The files opened lately, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// The files.
    pub files: Vec<PathBuf>,
    #[serde(skip)]
    kept_in: Option<PathBuf>,
}

impl Recent {
    /// The list as it was left; empty where there is none or it cannot be read, since nothing depends on it.
    #[must_use]
    pub fn load(kept_in: Option<PathBuf>) -> Self {
        let text = kept_in.as_deref().and_then(|path| std::fs::read_to_string(path).ok());
        let read: Self = text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default();
        Self { kept_in, ..read }
    }

    /// Where this PC keeps the list.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "ziping").map(|dirs| dirs.config_dir().join("recent.ron"))
    }

    /// Puts a file on top.
    pub fn add(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.into());
        self.files.retain(|file| *file != path);
        self.files.insert(0, path);
        self.files.truncate(KEPT);
        self.keep();
    }

    /// Takes a file off the list.
    pub fn forget(&mut self, path: &Path) {
        self.files.retain(|file| file != path);
        self.keep();
    }

    /// A list that cannot be kept is no reason to trouble the clerk.
    fn keep(&self) {
        let Some(path) = &self.kept_in else { return };
        let made = path.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok());
        if let (true, Ok(text)) = (made, ron::to_string(self)) {
            write_aside(path, text.as_bytes()).ok();
        }
    }
}
