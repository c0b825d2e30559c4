//! What surrounds the paper: menus, tabs, status, start page.

pub(crate) mod cell_line;
pub(crate) mod find_bar;
pub(crate) mod found_again;
pub(crate) mod hints;
pub(crate) mod menu_keys;
pub(crate) mod notice;
pub(crate) mod recent_list;
mod ring;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod toolbar;
pub(crate) mod top;
