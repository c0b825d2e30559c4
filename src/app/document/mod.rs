//! The open report and its file.

pub(crate) mod files;
pub(crate) mod filing;
pub(crate) mod finishing;
pub(crate) mod opened;
pub(crate) mod rescue;
