//! 汇总 and 数据 of a workbook, from which offices gather by formula: what stands in them follows the tables; they are no
//! part of the paper when it comes back, and a public copy has none.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use calamine::{Data, Reader as _, Xlsx};
use given::{filled, form, sample};
use std::io::{Cursor, Read as _};
use ziping::export::{FileKind, Wish, export};
use ziping::form::{self, CellId, Form};
use ziping::intake::{read, recognise};
use ziping::output::{Manuscript, Stamp, book};
use ziping::report::{self, CELL_HEADS, Edit, Report, SUMMARY_HEADS};
use ziping::sheet::derive;

fn workbook(form: &Form, report: &Report) -> Vec<u8> {
    let stamp = Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() };
    let (sheet, text) = (derive(form, report), form::bundled_text(&form.id).expect("a bundled form"));
    let manuscript = Manuscript::new(form, &sheet, stamp).enclosing(text, &report.content);
    book(&manuscript.gathering(form, &sheet, &report.content), form.money).expect("a workbook")
}

fn written(form: &Form, report: &mut Report, cells: &[(&str, &str)]) {
    for (at, text) in cells {
        let edit = Edit::Write { at: CellId::parse(at).expect("an address"), text: (*text).into() };
        report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{at}: {refused}"));
    }
}

/// The rows of a sheet: texts, and formulas beside them.
fn rows(book: &[u8], sheet: &str) -> Vec<Vec<(String, String)>> {
    let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a workbook");
    let (values, formulas) = (xlsx.worksheet_range(sheet), xlsx.worksheet_formula(sheet));
    let (values, formulas) = (values.expect("a sheet"), formulas.expect("formulas"));
    let (height, width) = values.get_size();
    let text = |at: (u32, u32)| match values.get_value(at) {
        None | Some(Data::Empty) => String::new(),
        Some(data) => data.to_string(),
    };
    let cell = |row: usize, column: usize| {
        let at = (row as u32, column as u32);
        (text(at), formulas.get_value(at).cloned().unwrap_or_default())
    };
    (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
}

fn part(book: &[u8], path: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut xml = String::new();
    package.by_name(path).expect("a part").read_to_string(&mut xml).expect("text");
    xml
}

#[test]
fn the_summary_is_one_row_that_follows_the_tables() {
    let form = form();
    let mut report = sample();
    // In another unit than the form's: gathered in the form's.
    written(&form, &mut report, &[("apply/total/full", "852200元")]);
    let rows = rows(&workbook(&form, &report), "汇总");
    assert_eq!(rows[0].iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), SUMMARY_HEADS);
    let cell = |head: &str| {
        let at = SUMMARY_HEADS.iter().position(|known| *known == head).expect("a head");
        (rows[1][at].0.as_str(), rows[1][at].1.as_str())
    };
    for (head, text) in [
        ("年度", "2023"),
        ("校验码", "2Q7K-9F3M"),
        ("金额单位", "万元"),
        ("年初预算数", "59"),
        ("全年预算数", "85.22"),
        ("全年执行数", "85.22"),
        ("执行率", "1"),
        ("总分", "93"),
        ("等级", "优"),
        ("项目数", "1"),
    ] {
        assert_eq!(cell(head).0, text, "{head}");
    }
    for head in ["单位", "年初预算数", "全年预算数", "全年执行数", "执行率", "总分", "三公经费", "等级"]
    {
        assert!(cell(head).1.contains("附件"), "{head} follows: {:?}", cell(head));
    }
    assert!(cell("全年预算数").1.contains("/10000"), "{:?}", cell("全年预算数"));
    assert!(cell("等级").1.contains(">=90,\"优\""), "{:?}", cell("等级"));
}

#[test]
fn every_form_has_its_summary_and_its_cells() {
    for (name, form, report) in filled() {
        let book = workbook(&form, &report);
        let (summary, cells) = (rows(&book, "汇总"), rows(&book, "数据"));
        let figures = summary[1].iter().filter(|(text, _)| !text.is_empty()).count();
        assert!(figures >= 10, "{name}: {:?}", summary[1]);
        assert_eq!(cells[0].iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), CELL_HEADS);
        for row in cells.iter().skip(1) {
            let [(address, _), (words, _), (value, formula), (text, _)] = row.as_slice() else { panic!("{row:?}") };
            let at = CellId::parse(address).unwrap_or_else(|| panic!("{address}"));
            assert_eq!(report.content.cells.text(&at), text, "{name} {address}");
            assert!(!words.is_empty(), "{name} {address}");
            let stays = value.parse::<f64>().is_ok() || value.is_empty();
            assert!(formula.starts_with("IF(") || stays, "{name} {address}: {value} {formula}");
            let is_shown = !value.is_empty() || text.is_empty();
            assert!(is_shown, "{name} {address} “{text}”");
        }
        assert!(cells.len() > 40, "{name}: {}", cells.len());
    }
}

#[test]
fn a_quotation_is_kept_as_it_was_written() {
    let (form, mut report) = (form(), sample());
    written(&form, &mut report, &[("goals/achieved", "全年支出【全年执行数】万元。")]);
    let cells = rows(&workbook(&form, &report), "数据");
    let row = cells.iter().find(|row| row[0].0 == "goals/achieved").expect("a row");
    assert_eq!((row[2].0.as_str(), row[3].0.as_str()), ("全年支出85.22万元。", "全年支出【全年执行数】万元。"));
}

#[test]
fn they_are_hidden_and_none_of_the_paper() {
    let (form, report) = (form(), sample());
    let book = workbook(&form, &report);
    let names = part(&book, "xl/workbook.xml");
    assert!(names.contains("name=\"数据\" sheetId=\"7\" state=\"hidden\""), "{names}");
    assert!(names.contains("name=\"存档\" sheetId=\"8\" state=\"veryHidden\""), "{names}");
    assert!(names.contains("name=\"汇总\" sheetId=\"6\" r:id"), "{names}");
    assert!(part(&book, "xl/worksheets/sheet7.xml").contains("hidden=\"1\""), "原文 is a hidden column");
    let document = read(&book).expect("it is read");
    assert_eq!(document.sheets(), ["附件2", "附件3", "附件4", "表外数字", "项目支出一览"]);
    // Also where nothing is enclosed any more, nothing in them is taken for a cell of the form.
    let plain = ziping::intake::Document { enclosed: None, ..document };
    let plan = recognise(&form, &plain, 2020);
    assert_eq!(plan.year, 2023);
    assert_eq!(plan.homeless.iter().filter(|homeless| homeless.text.contains("2Q7K")).count(), 0);
}

#[test]
fn a_public_copy_has_neither() {
    let (form, report) = (form(), sample());
    let folder = tempfile::tempdir().expect("a folder");
    let wish = Wish { kinds: vec![FileKind::Xlsx], public: true, ..Wish::default() };
    let now = chrono::DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").expect("a time");
    let text = form::bundled_text(&form.id).expect("a bundled form");
    let made = export((&form, text), &report, &wish, (folder.path(), "sample"), now, &|_| true).expect("files");
    let names = part(&std::fs::read(&made.files[0]).expect("a file"), "xl/workbook.xml");
    assert!(names.contains("附件2") && !["汇总", "数据", "存档"].iter().any(|name| names.contains(name)), "{names}");
}
