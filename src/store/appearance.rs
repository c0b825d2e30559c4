//! How the window shows itself, remembered in the PC's own place for settings.

use super::settings;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// How large someone drew 说明 and 审核; none before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SideSize {
    /// How wide both are.
    pub width: Option<i32>,
    /// How high 说明 is.
    pub meaning: Option<i32>,
}

/// How the window shows itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Appearance {
    /// How large, in hundredths of the usual size.
    pub percent: u16,
    /// In colours that stand far apart or not; none where the system says so.
    pub contrast: Option<bool>,
    /// What a newcomer wants to know first was read.
    pub hinted: bool,
    /// It took the whole screen.
    pub maximized: bool,
    /// How wide and high it was otherwise; none before it was closed for the first time.
    pub size: Option<(i32, i32)>,
    /// 说明 and 审核.
    pub side: SideSize,
    /// Where its corner then stood on the screen; none where the system is to place it.
    pub place: Option<(i32, i32)>,
    #[serde(skip)]
    kept_in: Option<PathBuf>,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            percent: 100,
            contrast: None,
            hinted: false,
            maximized: false,
            size: None,
            place: None,
            side: SideSize::default(),
            kept_in: None,
        }
    }
}

impl Appearance {
    /// The sizes there are.
    pub const PERCENTS: RangeInclusive<u16> = 100..=200;

    /// As it was left; the usual where it cannot be read.
    #[must_use]
    pub fn load(kept_in: Option<PathBuf>) -> Self {
        let read: Self = settings::load(kept_in.as_deref());
        let percent = read.percent.clamp(*Self::PERCENTS.start(), *Self::PERCENTS.end());
        Self { percent, kept_in, ..read }
    }

    /// Where this PC keeps it.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::place("appearance.ron")
    }

    /// Someone is here for the first time.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.kept_in.is_some() && !self.hinted
    }

    /// Keeps it. Where that cannot be done it is no reason to trouble the clerk.
    pub fn keep(&self) {
        settings::keep(self, self.kept_in.as_deref());
    }
}
