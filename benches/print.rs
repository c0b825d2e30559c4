//! Paper: a whole report to PDF, one edit to the new picture of its page, and the command from a cold start.

use super::common::{FORM, Figures, large, sample, write_one};
use std::process::{Command, Stdio};
use ziping::form::{self, Form};
use ziping::output::{Laid, Manuscript, Stamp, lay_out};
use ziping::report::{self, Report};
use ziping::sheet::derive;
use ziping::store;

/// 96 dots an inch.
const SCREEN: f64 = 96.0 / 72.0;

pub fn run(figures: &mut Figures) {
    let (form, report) = sample();
    let laid = lay(&form, &report);
    let took = figures.time("print/report to pdf", || lay(&form, &report).pdf());
    let floor = figures.time("print/pages to pdf", || laid.pdf());
    figures.set("report to PDF, nothing changed since the last", took, "—", "writing the PDF alone", floor);
    one_edit(figures, &form, report.clone(), &laid);
    cold(figures, &form, &report);
}

fn lay(form: &Form, report: &Report) -> Laid {
    lay_out(&Manuscript::new(form, &derive(form, report), Stamp::default())).expect("lays out")
}

/// Each round writes another figure, so that nothing remembered fits.
fn one_edit(figures: &mut Figures, form: &Form, mut report: Report, before: &Laid) {
    let mut round = 0;
    let mut edited = || {
        round += 1;
        let edit = write_one("base/public/final", &format!("{}.{:02}", 10 + round / 100, round % 100));
        report::apply(form, &mut report, &edit).expect("a cell of the form");
        lay(form, &report)
    };
    let after = edited();
    let differs = |page: &usize| before.png(*page, 96.0).ok() != after.png(*page, 96.0).ok();
    let page = (0..after.pages()).find(differs).expect("the edit is on some page");
    let took = figures.time("print/one edit to picture", || edited().picture(page, SCREEN));
    let floor = figures.time("print/picture", || after.picture(page, SCREEN));
    figures.set("one edit to its page's new picture, 96 dpi", took, "40 ms", "drawing the picture alone", floor);
}

/// The whole process, as a script pays for it.
fn cold(figures: &mut Figures, form: &Form, report: &Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = form::bundled_text(FORM).expect("the form is bundled");
    for (name, report) in [("sample", report), ("half", &large(60, 20, 24).1), ("long", &large(60, 40, 24).1)] {
        store::save(&folder.path().join(format!("{name}.zpb")), form, text, report).expect("saves");
    }
    let ziping = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
        command.args(arguments).current_dir(folder.path()).stdout(Stdio::null());
        command.status().expect("starts").code()
    };
    let print = |file: &str, kinds: &str| {
        let ended = ziping(&["print", file, "--out", ".", "--as", kinds]);
        assert!(ended.is_some_and(|code| code < 2), "the command prints");
    };
    let floor = figures.time("print/start alone", || ziping(&["--version"]));
    let took = figures.time("print/cold", || print("sample.zpb", "pdf"));
    figures.set("`ziping print` as PDF, whole process", took, "250 ms", "starting the program for nothing", floor);
    let set = figures.time("print/cold whole set", || print("sample.zpb", "pdf,docx,xlsx"));
    figures.set("the same as PDF, Word and Excel", set, "400 ms", "PDF alone", took);
    let half = figures.time("print/cold 20 projects", || print("half.zpb", "pdf"));
    let took = figures.time("print/cold 40 projects", || print("long.zpb", "pdf"));
    figures.set("40 projects of 24 indicators as PDF (linear is 2.0)", took, "2,000 ms", "20 of them", half);
}
