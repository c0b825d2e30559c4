//! Forms, reports, what they come to, what looks wrong, files of all ages and old files in.

#[path = "../given/mod.rs"]
mod given;
#[path = "../laid/mod.rs"]
mod laid;
#[path = "../made/mod.rs"]
mod made;

#[path = "../any_text.rs"]
mod any_text;
#[path = "../approved.rs"]
mod approved;
#[path = "../begun.rs"]
mod begun;
#[path = "../book_files.rs"]
mod book_files;
#[path = "../cited.rs"]
mod cited;
#[path = "../compare.rs"]
mod compare;
#[path = "../desk.rs"]
mod desk;
#[path = "../difference.rs"]
mod difference;
#[path = "../families.rs"]
mod families;
#[path = "../files.rs"]
mod files;
#[path = "../forward.rs"]
mod forward;
#[path = "../geometry.rs"]
mod geometry;
#[path = "../harvest.rs"]
mod harvest;
#[path = "../hostile.rs"]
mod hostile;
#[path = "../intake.rs"]
mod intake;
#[path = "../layers.rs"]
mod layers;
#[path = "../offline.rs"]
mod offline;
#[path = "../old_files.rs"]
mod old_files;
#[path = "../papers.rs"]
mod papers;
#[path = "../papers_checked.rs"]
mod papers_checked;
#[path = "../personal.rs"]
mod personal;
#[path = "../points.rs"]
mod points;
#[path = "../quotes.rs"]
mod quotes;
#[path = "../recipes.rs"]
mod recipes;
#[path = "../right.rs"]
mod right;
#[path = "../rules.rs"]
mod rules;
#[path = "../sample.rs"]
mod sample;
#[path = "../stand_ins.rs"]
mod stand_ins;
#[path = "../values.rs"]
mod values;
#[path = "../versions.rs"]
mod versions;
#[path = "../word_files.rs"]
mod word_files;
