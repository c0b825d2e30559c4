//! The open report and its file.

pub(crate) mod autosave;
pub(crate) mod backup;
pub(crate) mod file_lock;
pub(crate) mod files;
pub(crate) mod filing;
pub(crate) mod finishing;
pub(crate) mod intent;
pub(crate) mod opened;
pub(crate) mod opening;
pub(crate) mod other_report;
pub(crate) mod recovery;
pub(crate) mod rescue;
pub(crate) mod saving;
pub(crate) mod versions;
