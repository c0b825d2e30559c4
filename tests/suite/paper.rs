//! What leaves: PDF, OFD, Word, Excel, packages.

#[path = "../given/mod.rs"]
mod given;
#[path = "../laid/mod.rs"]
mod laid;
#[path = "../made/mod.rs"]
mod made;
#[path = "../package/mod.rs"]
mod package;
#[path = "../spoilt/mod.rs"]
mod spoilt;
#[path = "../unpacked/mod.rs"]
mod unpacked;

#[path = "../any_paper.rs"]
mod any_paper;
#[path = "../books.rs"]
mod books;
#[path = "../extras.rs"]
mod extras;
#[path = "../forms.rs"]
mod forms;
#[path = "../gathering.rs"]
mod gathering;
#[path = "../notes.rs"]
mod notes;
#[path = "../ofd.rs"]
mod ofd;
#[path = "../own_papers.rs"]
mod own_papers;
#[path = "../packages.rs"]
mod packages;
#[path = "../pdf_files.rs"]
mod pdf_files;
#[path = "../places.rs"]
mod places;
#[path = "../prints.rs"]
mod prints;
#[path = "../public.rs"]
mod public;
#[path = "../seal.rs"]
mod seal;
#[path = "../sheets.rs"]
mod sheets;
#[path = "../spool.rs"]
mod spool;
#[path = "../tagged.rs"]
mod tagged;
#[path = "../texts.rs"]
mod texts;
#[path = "../there_and_back.rs"]
mod there_and_back;
#[path = "../words.rs"]
mod words;
#[path = "../workbook.rs"]
mod workbook;
