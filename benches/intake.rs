//! Importing large documents, beside reading the same bytes plainly.

use super::common::{FORM, Figures};
use super::{laid, made};
use std::path::Path;
use ziping::form::{self, Form};
use ziping::intake::{Document, ImportPlan, read, recognise};
use ziping::report::{Report, apply};

/// The filled report that the tests lay out as a document: some fifteen pages.
const SAMPLE: &str = include_str!("../tests/data/documents/sample.txt");

pub fn run(figures: &mut Figures) {
    let form = form::bundled(FORM).expect("the form is bundled");
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("a Word file of 60 pages", made::word_of(&with_projects(45))),
        ("a PDF of 78 pages", made::pdf::pdf_of(&with_projects(45))),
        ("a workbook of 50 sheets", made::book_of(&with_projects(47))),
        ("an old workbook of 50 sheets", made::xls_of(&with_projects(47))),
    ];
    for (what, bytes) in files {
        let path = folder.path().join("document");
        keep(&path, &bytes);
        let (report, proposal) = import(&form, &path);
        assert!(report.content.projects.len() >= 45 && proposal.placed.len() > 1_500, "it is read whole");
        let took = figures.time(&format!("import/{what}"), || import(&form, &path));
        let floor = figures.time(&format!("import/{what}, same bytes"), || std::fs::read(&path));
        figures.set(&format!("import, {what}"), took, "1,000 ms", "the same bytes read plainly", floor);
    }
}

/// The sample, and so many projects more, each with a table of its own.
fn with_projects(count: usize) -> Document {
    let from = SAMPLE.rfind("附件4").expect("a project");
    let project = SAMPLE.get(from..).expect("its table");
    let more = (1..=count).map(|n| filled(project, n));
    laid::document(&(SAMPLE.to_string() + "\n" + &more.collect::<String>()))
}

/// A project's table with a name of its own and its indicators filled in.
fn filled(project: &str, n: usize) -> String {
    let row = "|  |  |  |  |  |  |";
    let indicator = format!("| 第{n}批走访企业（家） | ≥80家 | 113家 | 10 | 10 | 走访中发现的问题已逐一交办 |");
    let named = project.replace("民营企业工作经费", &format!("第{n}项工作经费"));
    named.replace(row, &indicator) + "\n"
}

fn import(form: &Form, path: &Path) -> (Report, ImportPlan) {
    let document = read(&std::fs::read(path).expect("reads")).expect("a document");
    let proposal = recognise(form, &document, 2023);
    let mut report = Report::new(form, proposal.year);
    let edit = proposal.edit(form, &report, |_| true);
    apply(form, &mut report, &edit).expect("cells of the form");
    (report, proposal)
}

#[allow(clippy::disallowed_methods, reason = "nothing is lost if half of it stays behind")]
fn keep(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("writes");
}
