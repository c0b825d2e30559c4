//! The form as it looks on paper, filled in where it stands.

pub(crate) mod board;
pub(crate) mod cell;
mod cell_keys;
pub(crate) mod cell_menu;
pub(crate) mod clipboard;
pub(crate) mod draft;
pub(crate) mod editor;
pub(crate) mod entered_cell;
pub(crate) mod figure;
mod fixed;
pub(crate) mod flash;
pub(crate) mod keys;
pub(crate) mod legend;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod pick_list;
pub(crate) mod piece;
pub(crate) mod projects;
pub(crate) mod row_command;
pub(crate) mod row_tools;
pub(crate) mod sections;
pub(crate) mod selection;
pub(crate) mod spread;
pub(crate) mod still;
pub(crate) mod typeset;
