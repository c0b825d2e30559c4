//! Whatever stands in whatever cell of whatever form: pages, Word file and workbook come out, and nothing of it is lost.
#![allow(clippy::expect_used, reason = "a test may fail")]
#![cfg(feature = "print")]

use std::sync::Arc;
use typst::layout::{Frame, FrameItem};
use ziping::export::{Wish, manuscript};
use ziping::form::{self, CellId, Extra, Form};
use ziping::output::{Laid, Manuscript, PdfWish, Stamp, book, lay_out, word};
use ziping::report::{Edit, Report, apply};
use ziping::sheet::derive;

/// Every so manyth case is in it: a prime, so that every sort and length is met in every part of every form.
const STRIDE: usize = 1_871;

/// What stays free at the right of a page, and below its foot, in points.
const SIDE: f64 = 40.0;
const FOOT: f64 = 30.0;

/// The longest text, in characters.
const LONGEST: usize = 3_000;

/// Sorts of text that no form reckons with.
const SORTS: [&str; 8] = [
    "因项目招标推迟，部分尾款跨年支付。",
    "8",
    "一行\n",
    "👨‍👩‍👧‍👦",
    "שלום עליכם ",
    "https://example.invalid/very-long?query=",
    "e\u{301}\u{302}\u{323}",
    "#let x = $1$\t\"\\",
];

fn forms() -> Vec<Arc<Form>> {
    form::sources().map(|text| Arc::new(form::parse(text).expect("a form without fault"))).collect()
}

/// A text of that sort, so many characters long.
fn text(sort: &str, length: usize) -> String {
    sort.chars().cycle().take(length).collect()
}

/// A report of two projects, with a row added wherever one can be.
fn grown(form: &Form) -> Report {
    let mut report = Report::new(form, form.from_year);
    if !report.content.projects.is_empty() {
        apply(form, &mut report, &Edit::AddProject).expect("a project can be added");
    }
    let sheet = derive(form, &report);
    let lines = sheet.parts.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
    let more = lines.filter_map(|(part, line)| {
        let under = if line.takes_rows { Some(&line.id) } else { line.added_under.as_ref() };
        under.map(|under| Edit::AddRow { section: part.id.clone(), under: under.clone() })
    });
    let more = Edit::All(more.collect());
    apply(form, &mut report, &more).expect("rows can be added");
    report
}

fn writable(form: &Form, report: &Report) -> Vec<CellId> {
    derive(form, report).cells().filter(|cell| cell.is_writable()).map(|cell| cell.at.clone()).collect()
}

fn put(form: &Form, report: &Report, cells: &[CellId], text: &str) -> Report {
    let mut report = report.clone();
    let write = |at: &CellId| Edit::Write { at: at.clone(), text: text.into() };
    apply(form, &mut report, &Edit::All(cells.iter().map(write).collect())).expect("cells of the form");
    report
}

/// Every kind of file.
fn comes_out(form: &Form, report: &Report, what: &str) {
    let sheet = derive(form, report);
    let manuscript = Manuscript::new(form, &sheet, Stamp::default());
    let laid = lay_out(&manuscript).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    assert!(!laid.is_plain, "{what}: laid out in the plain way");
    assert!(!laid.is_unsettled, "{what}: not settled");
    stays_on_the_pages(&laid, what);
    laid.pdf_as(&PdfWish::default()).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    word(&manuscript).unwrap_or_else(|fault| panic!("{what}: {fault}"));
    book(&manuscript, sheet.unit).unwrap_or_else(|fault| panic!("{what}: {fault}"));
}

/// No text is drawn beyond the paper, and as much is drawn as is written.
fn stays_on_the_pages(laid: &Laid, what: &str) {
    for (n, page) in laid.document().pages().iter().enumerate() {
        let size = page.frame.size();
        let (right, bottom) = (size.x.to_pt() - SIDE, size.y.to_pt() - FOOT);
        let (x, y) = furthest(&page.frame);
        let there = format!("{x:.0}, {y:.0} of {right:.0}, {bottom:.0} pt");
        assert!(x <= right && y <= bottom, "{what}: page {} is written on up to {there}", n + 1);
    }
}

/// How far to the right and down texts reach, in points.
fn furthest(frame: &Frame) -> (f64, f64) {
    let each = frame.items().map(|(at, item)| {
        let (x, y) = match item {
            FrameItem::Group(group) if group.transform.is_identity() => furthest(&group.frame),
            FrameItem::Text(text) => (text.width().to_pt(), 0.0),
            _ => return (0.0, 0.0),
        };
        (at.x.to_pt() + x, at.y.to_pt() + y)
    });
    each.fold((0.0, 0.0), |far, (x, y)| (far.0.max(x), far.1.max(y)))
}

/// Every cell of every form alone, with every sort of text at every length; then all of them together.
fn all(mut pick: impl FnMut() -> bool) {
    for form in forms() {
        let report = grown(&form);
        let cells = writable(&form, &report);
        for sort in SORTS {
            for length in [1, 40, 80, 150, 400, 1_000, LONGEST] {
                for at in cells.iter().filter(|_| pick()) {
                    let what = format!("{}: {at}, {length} × {sort:?}", form.id);
                    comes_out(&form, &put(&form, &report, std::slice::from_ref(at), &text(sort, length)), &what);
                }
            }
        }
    }
}

#[test]
fn a_slice_of_it_comes_out() {
    let mut count = 0;
    let mut each = || {
        count += 1;
        count % STRIDE == 0
    };
    all(&mut each);
    assert!(count > 20 * STRIDE, "the slice is of all forms: {count}");
}

#[test]
fn all_cells_together_come_out() {
    for form in forms() {
        let report = grown(&form);
        let cells = writable(&form, &report);
        for (sort, length) in SORTS.iter().zip([150, 80, 400]) {
            let what = format!("{}: all cells, {length} × {sort:?}", form.id);
            comes_out(&form, &put(&form, &report, &cells, &text(sort, length)), &what);
        }
    }
}

/// Marks that may begin or end no line, in cells and in notes under tables.
#[test]
fn marks_alone_stay_on_the_pages() {
    const MARKS: [&str; 6] = ["。", "……", "——", "（", "①", "《"];
    for form in forms() {
        let mut report = grown(&form);
        let cells = writable(&form, &report);
        for (n, mark) in MARKS.into_iter().enumerate() {
            let share: Vec<CellId> = cells.iter().skip(n).step_by(MARKS.len()).cloned().collect();
            report = put(&form, &report, &share, &mark.repeat(200));
        }
        let wish = Wish { extras: vec![Extra::Notes], ..Wish::default() };
        let laid = lay_out(&manuscript((&form, &derive(&form, &report)), &report, &wish)).expect("pages");
        stays_on_the_pages(&laid, &form.id);
    }
}

/// A cell of Excel holds 32,767 characters; longer texts go on in the rows below.
#[test]
fn a_text_longer_than_a_cell_of_a_workbook_comes_out() {
    for form in forms() {
        let report = grown(&form);
        for at in writable(&form, &report).iter().step_by(17) {
            let report = put(&form, &report, std::slice::from_ref(at), &text("8", 33_000));
            let sheet = derive(&form, &report);
            let manuscript = Manuscript::new(&form, &sheet, Stamp::default());
            book(&manuscript, sheet.unit).unwrap_or_else(|fault| panic!("{}: {at}: {fault}", form.id));
        }
    }
}

#[test]
#[ignore = "takes hours: every cell, every sort, every length"]
fn all_of_it_comes_out() {
    all(|| true);
}
