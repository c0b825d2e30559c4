//! The files opened lately, remembered between days in the PC's own place for settings.

use super::settings;
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
        let read: Self = settings::load(kept_in.as_deref());
        Self { kept_in, ..read }
    }

    /// Where this PC keeps the list.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::place("recent.ron")
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
        settings::keep(self, self.kept_in.as_deref());
    }
}
