//! What a clerk chose when she last printed or made files, remembered in the PC's own place for settings.

use super::settings;
use crate::form::Extra;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What was chosen last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box that was ticked or not")]
pub struct Habits {
    /// The printer's name, empty while none was chosen.
    pub printer: String,
    /// Both sides of the paper, bound at the left.
    pub two_sided: bool,
    /// The kinds of file that were wished for, by name; none while nothing was chosen.
    pub files: Option<Vec<String>>,
    /// What is printed more than the form asks for, by name.
    pub extras: Vec<String>,
    /// With the PC's official faces.
    pub official_faces: bool,
    /// PDF/A.
    pub archive: bool,
    /// What is handed in lies in a folder instead of a zip.
    pub submits_folder: bool,
    /// The folder is shown afterwards.
    pub open_folder: bool,
    /// Where a copy goes whenever a report is closed; none where that is not wished for.
    pub backup_to: Option<PathBuf>,
    #[serde(skip)]
    kept_in: Option<PathBuf>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            printer: String::new(),
            two_sided: false,
            files: None,
            extras: Vec::new(),
            official_faces: false,
            archive: false,
            submits_folder: false,
            open_folder: true,
            backup_to: None,
            kept_in: None,
        }
    }
}

impl Habits {
    /// As they were left; the usual ones where there are none or they cannot be read.
    #[must_use]
    pub fn load(kept_in: Option<PathBuf>) -> Self {
        let read: Self = settings::load(kept_in.as_deref());
        Self { kept_in, ..read }
    }

    /// Where this PC keeps them.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::place("habits.ron")
    }

    /// What is printed more than the form asks for.
    #[must_use]
    pub fn extras(&self) -> Vec<Extra> {
        let is_wished = |extra: &Extra| self.extras.iter().any(|name| name == extra.name());
        Extra::ALL.into_iter().filter(is_wished).collect()
    }

    /// Wishes for one of them, or no longer.
    pub fn wish_for(&mut self, extra: Extra, on: bool) {
        self.extras.retain(|name| name != extra.name());
        if on {
            self.extras.push(extra.name().into());
        }
    }

    /// Keeps them. Where that cannot be done it is no reason to trouble the clerk.
    pub fn keep(&self) {
        settings::keep(self, self.kept_in.as_deref());
    }
}
