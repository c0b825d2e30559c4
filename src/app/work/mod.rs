//! What takes a while: import, export, print, preview.

pub(crate) mod exporting;
pub(crate) mod importing;
pub(crate) mod preview;
pub(crate) mod printing;
