//! Saving, opening and keeping what is typed, beside writing and reading the same bytes plainly.

use super::common::{FORM, Figures, large, sample};
use std::io::Write as _;
use std::path::Path;
use ziping::form;
use ziping::store::{self, FileState, FormTable, JournalHead, Journals};

pub fn run(figures: &mut Figures) {
    let (form, report) = sample();
    let text = form::bundled_text(FORM).expect("the form is bundled");
    let folder = tempfile::tempdir().expect("a folder");
    let (file, plain) = (folder.path().join("sample.zpb"), folder.path().join("plain"));
    store::save(&file, &form, text, &report).expect("saves");
    let bytes = std::fs::read(&file).expect("reads");

    let took = figures.time("save/sample", || store::save(&file, &form, text, &report));
    let synced = figures.time("save/same bytes, synced", || plainly(&plain, &bytes, true));
    let floor = figures.time("save/same bytes, not synced", || plainly(&plain, &bytes, false));
    figures.set("save, sample", took, "—", "the same bytes written plainly", floor);
    figures.set("the same", took, "—", "the same bytes written plainly and synced", synced);

    let took = figures.time("open/sample", || store::open(&file));
    let floor = figures.time("open/same bytes", || std::fs::read(&file));
    figures.set("open, sample", took, "—", "the same bytes read plainly", floor);
    let mut forms = FormTable::default();
    let known = figures.time("open/form known", || store::open_among(&file, &mut forms));
    figures.set("the same, its form read before, as the window and `check` do", known, "—", "its form read anew", took);
    journal(figures, folder.path());
}

/// What is typed, kept aside, of a report of 5,000 cells.
fn journal(figures: &mut Figures, folder: &Path) {
    let (form, report) = large(200, 135, 5);
    let text = form::bundled_text(FORM).expect("the form is bundled");
    let head = JournalHead {
        file: Some(folder.join("large.zpb")),
        state: FileState::Absent,
        unit: "某局".into(),
        year: 2023,
        at: chrono::NaiveDateTime::default(),
        cells: 1,
    };
    let mut journals = Journals::new(folder.join("journals"));
    let took = figures.time("journal/5,000 cells", || journals.write(&head, &form, text, &report).expect("written"));
    let (plain, bytes) = (folder.join("plain"), store::text(&form, text, &report).into_bytes());
    let floor = figures.time("journal/same bytes, synced", || plainly(&plain, &bytes, true));
    let what = format!("a journal of {} cells, on its thread", report.content.cells.iter().count());
    figures.set(&what, took, "20 ms", "the same bytes written plainly and synced", floor);
}

#[allow(clippy::disallowed_methods, reason = "the floor is what a program does that does not care for its file")]
fn plainly(path: &Path, bytes: &[u8], synced: bool) {
    let mut file = std::fs::File::create(path).expect("creates");
    file.write_all(bytes).expect("writes");
    if synced {
        file.sync_all().expect("syncs");
    }
}
