//! What a file was when it was last looked at: a save that meets with something else asks first.

use super::user::FileUser;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What stood in a file, told by its bytes and never by its time: those of network drives and U-disks are not to be
/// trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileState {
    /// There is none.
    #[default]
    Absent,
    /// These bytes.
    Of([u8; 32]),
}

impl FileState {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::Of(Sha256::digest(bytes).into())
    }
}

/// What is in the way of saving over a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Someone has written something else into it: when and on whose PC, as far as the file tells.
    Changed(Option<(NaiveDateTime, String)>),
    /// It is gone.
    Gone,
    /// Another program has taken it over.
    TakenOver(FileUser),
}

impl Elsewhere {
    /// What has happened, in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Self::Changed(Some((at, computer))) => {
                format!("这个文件已被别处改过（{}，电脑{computer}）。", at.format("%-m月%-d日%H:%M"))
            }
            Self::Changed(None) => "这个文件已被别处改过。".into(),
            Self::Gone => "原来的文件已经不在那里了，可能被移走、改名或删除。".into(),
            Self::TakenOver(user) => format!("这个文件已由另一个窗口接手（{}）。", user.says()),
        }
    }
}
