//! The window: what it shows and what keys and mouse do, by accessible name.

#[path = "../given/mod.rs"]
mod given;
#[path = "../laid/mod.rs"]
mod laid;
#[path = "../made/mod.rs"]
mod made;
#[path = "../window/mod.rs"]
mod window;

#[path = "../about.rs"]
mod about;
#[path = "../advice.rs"]
mod advice;
#[path = "../calm.rs"]
mod calm;
#[path = "../cell_line.rs"]
mod cell_line;
#[path = "../commands.rs"]
mod commands;
#[path = "../copying.rs"]
mod copying;
#[path = "../dialogs.rs"]
mod dialogs;
#[path = "../differences.rs"]
mod differences;
#[path = "../find.rs"]
mod find;
#[path = "../frame.rs"]
mod frame;
#[path = "../glance.rs"]
mod glance;
#[path = "../in_sight.rs"]
mod in_sight;
#[path = "../keeping.rs"]
mod keeping;
#[path = "../last_year.rs"]
mod last_year;
#[path = "../pages.rs"]
mod pages;
#[path = "../pick_list.rs"]
mod pick_list;
#[path = "../pictures.rs"]
mod pictures;
#[path = "../preview.rs"]
mod preview;
#[path = "../prose.rs"]
mod prose;
#[path = "../readme.rs"]
mod readme;
#[path = "../remarks.rs"]
mod remarks;
#[path = "../rows.rs"]
mod rows;
#[path = "../screens.rs"]
mod screens;
#[path = "../selection.rs"]
mod selection;
#[path = "../side.rs"]
mod side;
#[path = "../submission_window.rs"]
mod submission_window;
#[path = "../typing.rs"]
mod typing;
#[path = "../undrawn.rs"]
mod undrawn;
#[path = "../whole.rs"]
mod whole;
