//! What takes a while: import, export, print, preview.

pub(crate) mod accepted;
pub(crate) mod exporting;
pub(crate) mod importing;
pub(crate) mod preview;
pub(crate) mod printing;
mod review;
pub(crate) mod task;
