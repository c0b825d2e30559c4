//! What a workbook is beyond its texts: numbers that show the very text on paper, formulas without figures of their own,
//! one alignment a column, heads in sight, lists, bounds, colours, names.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use given::{filled, form, sample};
use std::io::{Cursor, Read as _};
use ziping::form::{CellId, Form};
use ziping::intake::{DocumentBlock, read};
use ziping::output::{Manuscript, ManuscriptPart, Stamp, book};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp::default())
}

fn written(form: &Form, report: &mut Report, cells: &[(&str, &str)]) {
    for (at, text) in cells {
        let edit = Edit::Write { at: CellId::parse(at).expect("an address"), text: (*text).into() };
        report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{at}: {refused}"));
    }
}

fn workbook(form: &Form, report: &Report) -> Vec<u8> {
    book(&manuscript(form, report), form.money).expect("a workbook")
}

/// The XML of a part of the package.
fn xml(book: &[u8], path: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut xml = String::new();
    package.by_name(path).expect("a part").read_to_string(&mut xml).expect("text");
    xml
}

fn sheet_xml(book: &[u8], number: usize) -> String {
    xml(book, &format!("xl/worksheets/sheet{number}.xml"))
}

/// What one sees in the cells of each sheet, in reading order, blank ones left out.
fn seen(book: &[u8]) -> Vec<Vec<String>> {
    let document = read(book).expect("it is read");
    let texts = |block: &DocumentBlock| match block {
        DocumentBlock::Table(table) => table.cells.iter().map(|spot| spot.text.clone()).collect(),
        DocumentBlock::Line(_) => Vec::new(),
    };
    document.blocks.iter().map(texts).collect()
}

/// The formulas of a sheet by their cells.
fn formulas(xml: &str) -> Vec<(&str, &str)> {
    let cells = xml.split("<c r=\"").skip(1).filter_map(|rest| {
        let (at, rest) = rest.split_once('"')?;
        let cell = rest.split("</c>").next()?;
        let (_, formula) = cell.split_once("<f>")?;
        Some((at, formula.split_once("</f>")?.0))
    });
    cells.collect()
}

#[test]
fn what_one_sees_is_the_text_on_paper() {
    let mut numbers = 0;
    for (name, form, report) in filled() {
        let manuscript = manuscript(&form, &report);
        let book = book(&manuscript, form.money).expect("a workbook");
        for (part, seen) in manuscript.booked().zip(seen(&book)) {
            for cell in part.cells().filter(|cell| !cell.written.text.is_empty() && cell.label.is_empty()) {
                let text = cell.written.text.trim();
                assert!(seen.iter().any(|seen| seen == text), "{name} {} “{text}”: {seen:?}", part.name);
            }
        }
        numbers += manuscript.booked().flat_map(ManuscriptPart::cells).count();
    }
    assert!(numbers > 500, "{numbers}");
}

#[test]
fn results_that_are_only_numbers_are_numbers() {
    let (form, mut report) = (form(), sample());
    let cells = [
        ("scores/quantity-1/target", "≥4次"),
        ("scores/quantity-1/actual", "12"),
        ("scores/quality-1/actual", "95.5%"),
        ("scores/timeliness-1/target", "2023年12月31日"),
        ("scores/timeliness-1/actual", "1,200"),
        ("scores/economic-1/actual", "５"),
        ("scores/social-1/actual", "5户"),
    ];
    written(&form, &mut report, &cells);
    let book = workbook(&form, &report);
    let mut xlsx: calamine::Xlsx<_> = calamine::Reader::new(Cursor::new(&book)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut xlsx, "附件3").expect("a sheet");
    let all: Vec<String> = range.used_cells().map(|(.., data)| format!("{data:?}")).collect();
    for number in ["Float(12.0)", "Float(0.955)", "Float(1200.0)"] {
        assert!(all.iter().any(|data| data == number), "{number}: {all:?}");
    }
    assert!(all.iter().any(|data| data.starts_with("DateTime")), "a day is a date");
    for words in ["≥4次", "５", "5户"] {
        assert!(all.contains(&format!("String({words:?})")), "{words}");
    }
}

#[test]
fn a_day_to_sign_with_is_a_date_and_reads_as_before() {
    let (form, mut report) = (form(), sample());
    written(&form, &mut report, &[("unit/filled-on", "2024年3月15日")]);
    let book = workbook(&form, &report);
    assert!(
        xml(&book, "xl/styles.xml").contains("&quot;填报日期：&quot;yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;")
    );
    assert!(seen(&book)[0].contains(&"填报日期：2024年3月15日".to_string()));
}

#[test]
fn no_formula_has_a_figure_of_its_own() {
    for (name, form, mut report) in filled() {
        if name == "sample" {
            let cells = [("p1.funds/grant/carried", "1.5"), ("p1.funds/other/adjusted", "-0.73")];
            written(&form, &mut report, &cells);
        }
        let book = workbook(&form, &report);
        for n in 1..=read(&book).expect("it is read").sheets().len() {
            let xml = sheet_xml(&book, n);
            for (at, formula) in formulas(&xml) {
                // Numbers that belong to a function: none, all of it, two decimals.
                let plain = formula.replace(",2)", ")").replace("MAX(0,", "MAX(").replace("MIN(1,", "MIN(");
                let plain = plain.replace("=0", "").replace("&lt;2", "");
                let bytes = plain.as_bytes();
                let alone = |(n, b): (usize, &u8)| {
                    b.is_ascii_digit()
                        && n.checked_sub(1).and_then(|n| bytes.get(n)).is_none_or(|b| b",(+-*/".contains(b))
                };
                assert!(!bytes.iter().enumerate().any(alone), "{name} {n} {at}: {formula}");
            }
        }
    }
}

#[test]
fn what_no_table_has_can_be_changed_and_the_tables_follow() {
    let (form, mut report) = (form(), sample());
    written(&form, &mut report, &[("p1.funds/carry/carried", "2.31")]);
    let book = workbook(&form, &report);
    let xml = sheet_xml(&book, 3);
    let follow = formulas(&xml).into_iter().filter(|(_, formula)| formula.contains("表外数字")).count();
    assert!(follow >= 4, "年度资金总额 and the three rows below it: {follow}");
    let outside = &seen(&book)[3];
    for words in ["上年结转", "调增调减", "2.31"] {
        assert!(outside.iter().any(|text| text == words), "{words}: {outside:?}");
    }
    // Its own sheet is not printed on paper.
    assert!(manuscript(&form, &report).printed().all(|part| part.name != "表外数字"));
}

#[test]
fn blank_results_are_empty_and_heads_stay_in_sight() {
    let form = form();
    let book = workbook(&form, &Report::new(&form, 2023));
    let all: String = (1..=5).map(|n| sheet_xml(&book, n)).collect();
    assert!(all.contains("t=\"str\"><f>") && all.contains("</f><v></v>") && !all.contains("<v> </v>"));
    let heads = sheet_xml(&book, 1);
    assert!(heads.contains("<pane ySplit=") && heads.contains("state=\"frozen\""), "附件2");
    assert!(!sheet_xml(&book, 2).contains("<pane "), "the head of 附件3 stands too low to stay");
}

#[test]
fn lists_bounds_and_colours_ask() {
    let (form, report) = (form(), sample());
    let book = workbook(&form, &report);
    let scores = sheet_xml(&book, 2);
    assert!(scores.contains("type=\"decimal\" errorStyle=\"warning\""), "得分");
    assert!(scores.contains("<formula1>0</formula1><formula2>I"), "between 0 and 分值");
    assert!(scores.contains("<conditionalFormatting") && scores.contains(",2)&lt;&gt;100)"), "分值 is not 100");
    let base = sheet_xml(&book, 1);
    assert!(base.contains("operator=\"greaterThanOrEqual\"") && base.contains("<formula1>0</formula1>"), "amounts");
    let chongqing = filled().into_iter().find(|(name, ..)| name == "chongqing-whole-2021").expect("it is there");
    let lists = sheet_xml(&workbook(&chongqing.1, &chongqing.2), 1);
    for list in ["\"≥,≤,＝,定性\"", "\"是,否\""] {
        assert!(lists.contains(&list.replace('"', "&quot;")) || lists.contains(list), "{list}");
    }
    // A change of a budget may be below 0: no bound stands on its sheet but for 上年结转.
    let outside = sheet_xml(&book, 4);
    assert_eq!(outside.matches("<dataValidation ").count(), 3, "上年结转 of the three rows below the sum");
}

#[test]
fn totals_have_names() {
    let (form, report) = (form(), sample());
    let names = xml(&workbook(&form, &report), "xl/workbook.xml");
    for name in ["年初预算数", "全年预算数", "全年执行数", "预算执行率", "自评得分", "三公经费"]
    {
        assert!(names.contains(&format!("<definedName name=\"{name}\">'附件")), "{name}: {names}");
    }
}

#[test]
fn a_column_has_one_alignment() {
    let (form, mut report) = (form(), sample());
    let long = "会员企业得到服务，企业和企业家共同成长，全年举办“企业家看企业”等暖企活动6次";
    written(&form, &mut report, &[("scores/quantity-1/actual", long), ("scores/quality-1/actual", "4")]);
    let book = workbook(&form, &report);
    let styles = xml(&book, "xl/styles.xml");
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).expect("formats").split("<xf ").skip(1).collect();
    let sheet = sheet_xml(&book, 2);
    let across = |at: &str| {
        let cell = sheet.split(&format!("<c r=\"{at}\" s=\"")).nth(1).unwrap_or_else(|| panic!("{at}"));
        let style: usize = cell.split('"').next().expect("a style").parse().expect("a number");
        let format = formats[style];
        ["right", "left", "center"].into_iter().find(|word| format.contains(&format!("horizontal=\"{word}\"")))
    };
    let document = read(&book).expect("it is read");
    let DocumentBlock::Table(table) = &document.blocks[1] else { panic!("a sheet") };
    let names = table.cells.iter().find(|spot| spot.text == "三级指标").expect("the heads");
    let column = |head: &str| -> Vec<Option<&str>> {
        let head = table.cells.iter().find(|spot| spot.row == names.row && spot.text == head).expect("a head");
        let letter = char::from(b'A' + head.column as u8);
        let mut all: Vec<_> = (2..=12).map(|below| across(&format!("{letter}{}", names.row + below))).collect();
        all.dedup();
        all
    };
    assert_eq!((column("分值"), column("得分")), (vec![Some("right")], vec![Some("right")]));
    // One of the results needs many lines: all of them begin at the left.
    assert_eq!(column("实际完成值"), [Some("left")]);
}
