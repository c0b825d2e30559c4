//! What takes a while: import, export, print, preview.

pub(crate) mod accepted;
pub(crate) mod errand;
pub(crate) mod exporting;
mod extra_choice;
mod file_choice;
mod hiding;
mod import_document;
mod import_form;
mod import_list;
mod import_page;
pub(crate) mod importing;
mod page_picture;
pub(crate) mod preview;
pub(crate) mod printing;
mod submitting;
pub(crate) mod task;
pub(crate) mod viewer_copy;
