//! The workbook: every text and figure of the tables, at its place, once; sums that follow; what is written stays text.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use calamine::{Data, Reader, Xlsx};
use given::{edits, form, sample};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use ziping::form::{CellId, Form};
use ziping::output::{Block, Manuscript, ManuscriptPart, Stamp, TableCell, book};
use ziping::report::{self, Edit, Report};
use ziping::sheet::{Value, derive};

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    let stamp = Stamp { code: "A1B2-C3D4".into(), watermark: "草稿".into(), ..Stamp::default() };
    Manuscript::new(form, &derive(form, report), stamp)
}

fn write(form: &Form, report: &mut Report, cells: &[(&str, &str)]) {
    for (address, text) in cells {
        let edit = Edit::Write { at: CellId::parse(address).expect("an address"), text: (*text).into() };
        report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{refused}"));
    }
}

/// A workbook read back.
struct Book {
    bytes: Vec<u8>,
    xlsx: Xlsx<Cursor<Vec<u8>>>,
}

impl Book {
    fn of(manuscript: &Manuscript, form: &Form) -> Self {
        let bytes = book(manuscript, form.money).unwrap_or_else(|fault| panic!("{fault}"));
        Self { xlsx: Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook"), bytes }
    }

    fn cells(&mut self, sheet: &str) -> Vec<((u32, u32), Data)> {
        let range = self.xlsx.worksheet_range(sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        let used = range.used_cells().filter(|(_, _, data)| !matches!(data, Data::Empty));
        used.map(|(row, column, data)| ((top + row as u32, left + column as u32), data.clone())).collect()
    }

    fn formula(&mut self, sheet: &str, at: (u32, u32)) -> String {
        let range = self.xlsx.worksheet_formula(sheet).expect("formulas");
        range.get_value(at).cloned().unwrap_or_default()
    }

    /// The XML of a sheet, from 1, or of another part of the package.
    fn xml(&self, path: &str) -> String {
        let mut package = zip::ZipArchive::new(Cursor::new(&self.bytes)).expect("a package");
        let mut xml = String::new();
        package.by_name(path).expect("a part").read_to_string(&mut xml).expect("text");
        xml
    }
}

/// The cells of a part in reading order: row by row, left to right.
fn reading(part: &ManuscriptPart) -> Vec<&TableCell> {
    part.cells().collect()
}

fn is_heading(part: &ManuscriptPart, data: &Data) -> bool {
    part.blocks.iter().any(|block| matches!(block, Block::Heading(_, words) if *data == words.as_str()))
}

/// What a workbook shows of a text: full-width figures are folded.
fn shown(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        other => panic!("neither text nor number: {other:?}"),
    }
}

/// The program's own figure of a cell in the form's unit.
fn figure(cell: &TableCell, form: &Form) -> Option<f64> {
    let number = match &cell.figure.value {
        Value::Money(money) => money.number(form.money),
        Value::Count(count) => count.0,
        Value::Rate(rate) => rate.0,
        Value::Score(score) => score.0,
        _ => return None,
    };
    number.to_string().parse().ok()
}

/// Every text and figure of the tables is in the workbook, in the order of the manuscript and nothing beside.
fn holds_the_tables(manuscript: &Manuscript, form: &Form) -> Result<Book, TestCaseError> {
    let mut book = Book::of(manuscript, form);
    let names = book.xlsx.sheet_names();
    prop_assert_eq!(names.len(), manuscript.booked().count());
    for (part, name) in manuscript.booked().zip(&names) {
        let mut cells = book.cells(name).into_iter();
        let mut expected: Vec<String> = vec![part.label.clone(), part.title.join("\n")];
        expected.retain(|text| !text.is_empty());
        for text in expected {
            let (at, data) = cells.next().expect("a label or title");
            prop_assert_eq!((at.1, shown(&data)), (0, text));
        }
        for cell in reading(part) {
            for (text, is_label) in [(&cell.label, true), (&cell.written.text, false)] {
                if text.is_empty() {
                    continue;
                }
                // A formula that comes to nothing yet keeps an empty text.
                let blank = |data: &Data| matches!(data, Data::String(kept) if kept.is_empty());
                let found = cells.by_ref().find(|(_, data)| !blank(data) && !is_heading(part, data));
                let (at, data) = found.unwrap_or_else(|| panic!("{name}: {text:?} is missing"));
                match (data, figure(cell, form).filter(|_| !is_label)) {
                    (Data::String(data), _) => prop_assert_eq!(&data, text, "{} {:?}", name, at),
                    // A figure in another unit than the form's stands as written, or is the very figure.
                    (Data::Float(number), Some(figure)) if !cell.figure.typed || !other_unit(text) => {
                        let percent = bare_percent(text).unwrap_or(figure);
                        let same = |other: f64| (number - other).abs() <= f64::EPSILON * number.abs();
                        prop_assert!(same(figure) || same(percent), "{} {} {}", name, number, figure);
                    }
                    (Data::Float(number), Some(_)) => prop_assert!(digits(text).contains(&number.to_string())),
                    (Data::Float(number), None) if matches!(cell.figure.value, Value::Target(_)) => {
                        let same = |other: Option<f64>| other.is_some_and(|n| (number * 100.0 - n).abs() < 1e-9);
                        prop_assert!(
                            same(bare_percent(text)) || bare_percent(text) == Some(number),
                            "{} {}",
                            name,
                            text
                        );
                    }
                    (Data::DateTime(_), None) => {
                        prop_assert!(matches!(cell.figure.value, Value::Target(_) | Value::Date(_)), "{}", text);
                    }
                    (data, _) => prop_assert!(false, "{name} {at:?}: {data:?} for {text:?}"),
                }
            }
        }
    }
    Ok(book)
}

fn other_unit(text: &str) -> bool {
    text.contains(['元', '亿', '‰'])
}

/// 86.18 in place of a rate, its sign left out.
fn bare_percent(text: &str) -> Option<f64> {
    digits(text).parse().ok()
}

fn digits(text: &str) -> String {
    let folded = ziping::value::fold(text);
    folded.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect()
}

/// Where a text stands in a sheet.
fn place(book: &mut Book, sheet: &str, text: &str) -> (u32, u32) {
    let cells = book.cells(sheet);
    cells.into_iter().find(|(_, data)| matches!(data, Data::String(s) if s == text)).expect("the text").0
}

#[test]
fn the_sample_stands_in_the_workbook() {
    let form = form();
    let manuscript = manuscript(&form, &sample());
    let mut book = holds_the_tables(&manuscript, &form).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(book.xlsx.sheet_names(), ["附件2", "附件3", "附件4", "表外数字", "项目支出一览"]);
    let (row, column) = place(&mut book, "附件2", "三公经费");
    assert_eq!(book.formula("附件2", (row, column + 1)), "", "what she wrote is her number");
    let (row, _) = place(&mut book, "附件3", "年度资金总额");
    let formulas: String = (0..20).map(|column| book.formula("附件3", (row, column)) + "\n").collect();
    assert!(formulas.contains("ROUND(") && formulas.contains('/'), "rate and points are computed: {formulas}");
    let sheet = book.xml("xl/worksheets/sheet1.xml");
    for part in ["<sheetProtection", "fitToPage=\"1\"", "<mergeCells", "校验码 A1B2-C3D4"] {
        assert!(sheet.contains(part), "{part}");
    }
    assert!(!sheet.contains("password"), "locked without a password");
    assert!(book.xml("xl/styles.xml").contains("locked=\"0\""), "what is typed is unlocked");
    let names = book.xml("xl/workbook.xml");
    assert!(names.contains("_xlnm.Print_Area") && names.contains("_xlnm.Print_Titles"));
    assert_eq!(book.bytes, Book::of(&manuscript, &form).bytes, "the same manuscript is the same file");
}

#[test]
fn what_a_clerk_writes_is_never_a_formula() {
    let form = form();
    let hostile = [
        "=HYPERLINK(\"http://a\",\"b\")",
        "+1+1",
        "-2+3|cmd",
        "@SUM(A1)",
        "<w:p>&amp;]]>",
        "http://a.b/c",
        "\u{202e}倒\u{202c}",
        "#REF!",
        "TRUE",
        "1e5",
    ];
    for text in hostile {
        let mut report = Report::new(&form, 2023);
        let cells = ["cover/unit", "base/other-1/name", "scores/quantity-1/name", "scores/quantity-1/reason"];
        write(&form, &mut report, &cells.map(|at| (at, text)));
        write(&form, &mut report, &[("p1.project/name", text), ("goals/expected", text)]);
        holds_the_tables(&manuscript(&form, &report), &form).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_report_makes_a_workbook(edits in prop::collection::vec(edits(), 0..60)) {
        let form = form();
        let mut report = Report::new(&form, 2023);
        for edit in &edits {
            report::apply(&form, &mut report, edit).ok();
        }
        let mut book = Book::of(&manuscript(&form, &report), &form);
        for name in book.xlsx.sheet_names() {
            prop_assert!(book.xlsx.worksheet_range(&name).is_ok());
        }
    }
}
