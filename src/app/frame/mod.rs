//! What surrounds the paper: menus, tabs, status, start page.

pub(crate) mod cell_line;
pub(crate) mod found_again;
pub(crate) mod notice;
mod ring;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod top;
