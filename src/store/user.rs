//! Who has a file open, or saved it: a program on some PC.

use super::moment;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Who has a file open, or saved it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileUser {
    /// The computer's name.
    pub computer: String,
    /// Since when, or when.
    #[serde(with = "moment")]
    pub since: NaiveDateTime,
    /// In a window, which keeps it long; else a command, which is done at once.
    pub window: bool,
    process: u32,
}

impl FileUser {
    /// This program, from now on.
    #[must_use]
    pub fn here(now: NaiveDateTime, window: bool) -> Self {
        let name = gethostname::gethostname().to_string_lossy().replace(char::is_whitespace, " ");
        let computer = if name.is_empty() { "这台电脑".into() } else { name };
        Self { computer, since: now, window, process: std::process::id() }
    }

    /// Someone who has not said who he is yet.
    pub(super) fn unnamed(self) -> Self {
        Self { computer: "另一个程序".into(), ..self }
    }

    /// Who and since when, in words: 电脑PC-1，年月日、时刻起.
    #[must_use]
    pub fn says(&self) -> String {
        format!("电脑{}，{}起", self.computer, self.since.format("%Y年%-m月%-d日%H:%M"))
    }

    /// It is this very program.
    #[must_use]
    pub fn is_this_program(&self) -> bool {
        self.process == std::process::id() && self.is_this_pc()
    }

    pub(super) fn is_this_pc(&self) -> bool {
        self.computer == Self::here(self.since, self.window).computer
    }
}
