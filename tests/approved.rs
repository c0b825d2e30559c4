//! Approved targets: what is read of a 绩效目标表 stands beside a report and goes into it by name, wherever its rows
//! stand; once it is in, nothing differs.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::laid;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use ziping::check::run;
use ziping::desk::Desk;
use ziping::form::{CellId, Form, bundled};
use ziping::intake::recognise;
use ziping::report::{Approved, Edit, Report};

/// The papers that state targets and no results, each with a form it is read on.
fn papers() -> Vec<(String, Arc<Form>, Approved)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/papers");
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).expect("papers") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let (paper, forms) = text.split_once("\n>>> ").expect("what comes of it");
        let lines: Vec<&str> = paper.lines().filter(|line| !line.starts_with('#')).collect();
        let document = laid::document(&lines.join("\n"));
        for form in forms.split("\n>>> ").filter_map(|block| block.lines().next()) {
            let form = bundled(form.trim()).expect("a bundled form");
            let plan = recognise(&form, &document, form.from_year);
            if plan.is_of_targets(&form) {
                let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                let approved = plan.approved(&form, &name, |_| true);
                all.push((format!("{name} on {}", form.id), form, approved));
            }
        }
    }
    all
}

fn beside(form: &Arc<Form>, report: Report, approved: Approved) -> Desk {
    let mut desk = Desk::new(Arc::clone(form), report, "2026-03-15".parse().expect("a day"));
    desk.apply(&Edit::Approve(Some(Arc::new(approved)))).expect("of its year");
    desk
}

/// What of the report is told to be otherwise than approved.
fn told(desk: &Desk) -> Vec<String> {
    let found = run(desk.form(), desk.report(), desk.sheet(), "2026-03-15".parse().expect("a day"));
    found.into_iter().filter(|found| found.rule.starts_with("approved-")).map(|found| found.says).collect()
}

fn fill(desk: &mut Desk) -> usize {
    let rows = desk.filled_rows();
    let edits: Vec<Edit> = rows.iter().flat_map(|row| &row.cells).map(ziping::carry::FilledCell::edit).collect();
    let count = edits.len();
    desk.apply(&Edit::All(edits)).expect("cells of the form");
    count
}

/// The texts of every row that is approved: what it says, whatever its address.
fn rows(form: &Form, report: &Report) -> BTreeSet<Vec<String>> {
    let sheet = ziping::sheet::derive(form, report);
    let lines = sheet.parts.iter().flat_map(|part| &part.lines);
    let used = lines.filter(|line| line.indicator.as_ref().is_some_and(|indicator| indicator.used));
    let named = used.filter(|line| !line.name().is_empty());
    let said = |cell: &&ziping::sheet::Cell| Approved::states(form, &cell.at) && !cell.text.is_empty();
    named.map(|line| line.cells.iter().filter(said).map(|cell| cell.text.to_string()).collect()).collect()
}

#[test]
fn what_was_approved_fills_a_blank_report_and_then_nothing_differs() {
    let papers = papers();
    assert!(papers.len() >= 8, "{} papers of targets", papers.len());
    for (paper, form, approved) in papers {
        let year = approved.report.content.year;
        let then = rows(&form, &approved.report);
        assert!(!then.is_empty(), "{paper}");
        let mut desk = beside(&form, Report::new(&form, year), approved);
        assert_eq!(told(&desk), Vec::<String>::new(), "{paper}: nothing is filled in yet");
        assert!(fill(&mut desk) > 0, "{paper}");
        assert_eq!(rows(&form, desk.report()), then, "{paper}");
        assert_eq!(told(&desk), Vec::<String>::new(), "{paper}");
        assert_eq!(fill(&mut desk), 0, "{paper}: what is filled is not filled again");
        assert!(desk.undo() && desk.is_blank(), "{paper}: it is one step");
    }
}

/// The rows of a report stand in another order than those approved; each keeps its own.
#[test]
fn rows_are_found_by_their_names_in_any_order() {
    let form = bundled("hunan-lusong-2023").expect("a bundled form");
    let write = |report: &mut Report, at: &str, text: &str| {
        let at = CellId::parse(at).expect("an address");
        ziping::report::apply(&form, report, &Edit::Write { at, text: text.into() }).expect("a cell");
    };
    let mut approved = Report::new(&form, 2023);
    let mut report = Report::new(&form, 2023);
    for (number, name) in ["走访企业", "培训场次", "慰问困难会员"].iter().enumerate() {
        write(&mut approved, &format!("scores/quantity-{}/name", number + 1), name);
        write(&mut approved, &format!("scores/quantity-{}/target", number + 1), &format!("≥{}次", number + 1));
        if number < 2 {
            write(&mut report, &format!("scores/quantity-{}/name", 2 - number), name);
        }
    }
    write(&mut report, "scores/quantity-3/actual", "3次");
    write(&mut approved, "p1.project/name", "乙项目");
    write(&mut approved, "p2.project/name", "甲项目");
    write(&mut approved, "p2.scores/quantity-1/name", "印制资料");
    write(&mut report, "p1.project/name", "甲项目");
    let mut desk = beside(&form, report, Approved { from: "目标.docx".into(), report: approved });
    assert!(told(&desk).iter().any(|says| says.contains("项目“乙项目”")), "{:?}", told(&desk));
    fill(&mut desk);
    assert_eq!(told(&desk), Vec::<String>::new());
    for (at, text) in [
        ("scores/quantity-2/target", "≥1次"),
        ("scores/quantity-1/target", "≥2次"),
        ("scores/quantity-3/name", ""),
        ("scores/quantity-4/name", "慰问困难会员"),
        ("p1.scores/quantity-1/name", "印制资料"),
        ("p2.project/name", "乙项目"),
    ] {
        let at = CellId::parse(at).expect("an address");
        assert_eq!(desk.report().content.cells.text(&at), text, "{at}");
    }
}
