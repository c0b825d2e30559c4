//! The program as it is called: commands, files, several of them at once.

#[path = "../given/mod.rs"]
mod given;
#[path = "../laid/mod.rs"]
mod laid;
#[path = "../made/mod.rs"]
mod made;
#[path = "../spoilt/mod.rs"]
mod spoilt;

#[path = "../built_once.rs"]
mod built_once;
#[path = "../cli.rs"]
mod cli;
#[path = "../json.rs"]
mod json;
#[path = "../kills.rs"]
mod kills;
#[path = "../saves.rs"]
mod saves;
#[path = "../short.rs"]
mod short;
#[path = "../submission.rs"]
mod submission;
#[path = "../two_writers.rs"]
mod two_writers;
