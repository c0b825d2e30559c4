//! Workbooks read: what one sees in their cells, whatever is stored; and files that mean harm.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::made;

use made::{book, ods, package, record, wide, words, xls};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use ziping::intake::{DocumentBlock, DocumentFault, DocumentTable, Spot, TextOrigin, read, recognise};

fn tables(bytes: &[u8]) -> Vec<DocumentTable> {
    let blocks = read(bytes).unwrap_or_else(|fault| panic!("{fault}")).blocks;
    blocks
        .into_iter()
        .filter_map(|block| if let DocumentBlock::Table(table) = block { Some(table) } else { None })
        .collect()
}

fn cells(bytes: &[u8]) -> Vec<Spot> {
    tables(bytes).swap_remove(0).cells
}

fn texts(bytes: &[u8]) -> Vec<String> {
    cells(bytes).into_iter().map(|spot| spot.text).collect()
}

fn sheet(xml: &str, styles: &str) -> Vec<u8> {
    book(&[("表", "", &format!("<sheetData>{xml}</sheetData>"))], "", styles)
}

/// A format, what is stored, and what one sees.
const SEEN: &[(&str, &str, &str)] = &[
    ("General", "85.219999999999999", "85.22"),
    ("General", "1E-05", "0.00001"),
    ("General", "-23.91", "-23.91"),
    ("General", "123456789012", "123456789012"),
    ("General\"元\"", "-5", "-5元"),
    // Decimals are those of the format, not those that are stored.
    ("0.00", "880.1", "880.10"),
    ("0.00", "7.8666", "7.87"),
    ("0.00", "-0.001", "0.00"),
    ("0", "12.5", "13"),
    ("0.0#", "5", "5.0"),
    ("#.##", "5", "5"),
    ("#.##", "0.5", ".5"),
    (".00", "12.5", "12.50"),
    ("000", "7", "007"),
    ("#", "0", ""),
    ("@", "12.5", "12.5"),
    // Thousands.
    ("#,##0", "1234567", "1,234,567"),
    ("#,##0.00", "-1234.5", "-1,234.50"),
    ("#,##0.00", "0.5", "0.50"),
    ("#,##0", "999", "999"),
    ("#,##0,", "1234567", "1,235"),
    ("0!.0,\"万\"", "12345", "1.2万"),
    // Percentages.
    ("0%", "0.95", "95%"),
    ("0.00%", "0.95", "95.00%"),
    ("0.00%", "1.4444", "144.44%"),
    ("[Red]0.0%", "0.863", "86.3%"),
    ("0.00\"%\"", "95", "95.00%"),
    // Units and other words.
    ("0.00\"万元\"", "7.8700000000000001", "7.87万元"),
    ("\\≥0\"个\"", "5", "≥5个"),
    ("\"≥\"0", "5", "≥5"),
    ("\"第\"0\"期\"", "2", "第2期"),
    ("[$¥-804]#,##0.00", "1234", "¥1,234.00"),
    ("0.00;-0.00;\"无\"", "0", "无"),
    // What only colours and brackets tell is told by a sign, right before the digits.
    ("0.00;[Red]0.00", "-5", "-5.00"),
    ("0.00_);[Red]\\(0.00\\)", "-5", "-5.00"),
    ("\"¥\"#,##0.00;\\-\"¥\"#,##0.00", "-1234.5", "¥-1,234.50"),
    ("\"¥\"0.00", "-5", "¥-5.00"),
    // A dash stands for 0; a section without anything hides it.
    ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0"),
    ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-23.9", "-23.90"),
    ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1234.5", "1,234.50"),
    ("0;-0;;@", "0", ""),
    // Conditions.
    ("[>=10000]0!.0,\"万\";0", "12345", "1.2万"),
    ("[>=10000]0!.0,\"万\";0", "999", "999"),
    ("[=1]\"是\";[=0]\"否\";General", "1", "是"),
    ("[=1]\"是\";[=0]\"否\";General", "7", "7"),
    // Days, as much of them as the format has.
    ("yyyy\"年\"m\"月\"", "45275", "2023年12月"),
    ("yyyy\"年\"m\"月\"d\"日\"", "45275.5", "2023年12月15日"),
    ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "45275", "2023年12月15日"),
    ("m\"月\"d\"日\"", "45275", "12月15日"),
    ("yyyy/m/d;@", "45366", "2024/3/15"),
    ("yyyy\\-mm\\-dd", "45366", "2024-03-15"),
    ("yyyy.mm", "45366", "2024.03"),
    ("yy/m/d", "45366", "2024/3/15"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "45366", "2024年3月15日"),
    ("mmm\\-yy", "45366", "2024年3月"),
    ("aaaa", "45366", "星期五"),
    ("yyyy/m/d h:mm", "45366.75", "2024/3/15 18:00"),
    ("h:mm:ss AM/PM", "0.75", "6:00:00 下午"),
    ("[h]:mm", "1.5", "36:00"),
    ("yyyy/m/d", "-5", "-5"),
    ("yyyy/m/d", "99999999999999", "99999999999999"),
    // Fractions and powers of ten are shown as any number.
    ("# ?/?", "0.5", "0.5"),
    ("0.00E+00", "123456", "123456"),
    // Nothing that any program writes.
    ("0.00000000000000000000000000000000", "1", "1.00000000000000000000"),
    ("\"", "1", ""),
    ("[", "1", ""),
    ("\\", "1", ""),
];

#[test]
fn numbers_are_read_as_they_are_seen() {
    for (format, stored, seen) in SEEN {
        let code = made::escaped(format).replace('"', "&quot;");
        let styles = format!(
            r#"<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>"#
        );
        let bytes =
            sheet(&format!(r#"<row r="1"><c r="A1" s="0"><v>{stored}</v></c><c t="str"><v>末</v></c></row>"#), &styles);
        let expected: Vec<&str> = [*seen, "末"].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(texts(&bytes), expected, "{format} of {stored}");
    }
}

#[test]
fn formats_that_go_by_a_number_are_known() {
    for (id, stored, seen) in [
        (0, "59", "59"),
        (1, "59.4", "59"),
        (2, "59", "59.00"),
        (4, "1234.5", "1,234.50"),
        (9, "0.95", "95%"),
        (10, "0.95", "95.00%"),
        (14, "45366", "2024/3/15"),
        (27, "45366", "2024年3月"),
        (31, "45366", "2024年3月15日"),
        (43, "0", "0"),
        (57, "45366.5", "2024年3月"),
        (58, "45366", "3月15日"),
        (99, "59", "59"),
    ] {
        let styles = format!(r#"<cellXfs><xf numFmtId="{id}"/></cellXfs>"#);
        let bytes = sheet(&format!(r#"<row r="1"><c r="A1" s="0"><v>{stored}</v></c></row>"#), &styles);
        assert_eq!(texts(&bytes), [seen], "{id}");
    }
}

#[test]
fn texts_are_read_wherever_they_are_kept() {
    let strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr/><t>丙</t></r><rPh><t>bing</t></rPh></si>";
    let xml = r#"<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>丁</t></is></c><c t="str"><f>A1</f><v>戊</v></c><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="s"><v>99</v></c></row></sheetData>"#;
    let bytes = book(&[("表", "", xml)], strings, "");
    assert_eq!(texts(&bytes), ["甲", "乙丙", "丁", "戊", "TRUE", "#DIV/0!"]);
    let columns: Vec<_> = cells(&bytes).iter().map(|spot| (spot.row, spot.column)).collect();
    assert_eq!(columns, [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5)], "places not named are counted");
}

#[test]
fn formulas_without_results_are_told() {
    let bytes = sheet(
        r#"<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>1+1</f></c><c r="D2"><f>1+1</f><v></v></c></row>"#,
        "",
    );
    let found: Vec<_> = cells(&bytes).into_iter().map(|spot| (spot.column, spot.text, spot.origin)).collect();
    let expected = [
        (1, "2".to_string(), TextOrigin::Computed),
        (2, String::new(), TextOrigin::Missing),
        (3, String::new(), TextOrigin::Missing),
    ];
    assert_eq!(found, expected);
}

#[test]
fn merged_and_hidden_cells_are_known() {
    let xml = r#"<cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>3</v></c></row><row r="2" hidden="1"><c r="A2"/><c r="E2"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
    let bytes = book(&[("一", "", xml), ("二", r#"state="hidden""#, ""), ("三", r#"state="veryHidden""#, "")], "", "");
    let all = tables(&bytes);
    let sheets: Vec<_> = all.iter().map(|table| (table.name.as_str(), table.hidden)).collect();
    assert_eq!(sheets, [("一", false), ("二", true), ("三", true)]);
    let found: Vec<_> = all[0].cells.iter().map(|s| (s.row, s.column, s.down, s.across, s.hidden)).collect();
    assert_eq!(found, [(0, 0, 2, 2, false), (0, 2, 1, 1, true), (1, 4, 1, 1, true)]);
}

#[test]
fn an_open_document_says_what_is_seen() {
    let p = |text: &str| format!("<text:p>{text}</text:p>");
    let cell = |more: &str, inside: &str| format!("<table:table-cell {more}>{inside}</table:table-cell>");
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row>{}<table:covered-table-cell/>{}{}</table:table-row>\
         <table:table-row table:visibility=\"collapse\">{}{}{}</table:table-row>",
        cell("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"", &p("合<text:s text:c=\"2\"/>计")),
        cell("office:value-type=\"percentage\" office:value=\"0.95\"", &p("95%")),
        cell("", &format!("<office:annotation>{}</office:annotation>{}{}", p("批注"), p("上"), p("下"))),
        cell("table:number-columns-repeated=\"2\"", ""),
        cell("table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"", &p("1")),
        cell("table:formula=\"of:=1\"", ""),
    );
    let styles = r#"<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>"#;
    let sheets = format!(
        "<table:table table:name=\"甲\">{rows}</table:table><table:table table:name=\"乙\" table:style-name=\"ta2\"/>"
    );
    let bytes = ods(styles, &sheets);
    let all = tables(&bytes);
    assert_eq!(all.iter().map(|table| table.hidden).collect::<Vec<_>>(), [false, true]);
    let found: Vec<_> =
        all[0].cells.iter().map(|s| (s.row, s.column, s.down, s.across, s.text.as_str(), s.origin)).collect();
    let top = 1_000_000;
    assert_eq!(
        found,
        [
            (top, 0, 2, 2, "合  计", TextOrigin::Written),
            (top, 2, 1, 1, "95%", TextOrigin::Written),
            (top, 3, 1, 1, "上\n下", TextOrigin::Written),
            (top + 1, 2, 1, 1, "1", TextOrigin::Computed),
            (top + 1, 3, 1, 1, "", TextOrigin::Missing),
        ]
    );
    assert!(all[0].cells[3].hidden);
}

#[test]
fn an_old_workbook_is_read_too() {
    // tests/data/documents/make.sh
    let books = [&include_bytes!("data/documents/old.xls")[..], include_bytes!("data/documents/old-95.xls")];
    for bytes in books {
        let all = tables(bytes);
        let sheets: Vec<_> = all.iter().map(|table| (table.name.as_str(), table.hidden)).collect();
        assert_eq!(sheets, [("附件2", false), ("旧表", true)]);
        let cell = |s: &Spot| (s.row, s.column, s.across, s.text.clone(), s.origin, s.hidden);
        let found: Vec<_> = all[0].cells.iter().map(cell).collect();
        let is = |row, column, across, text: &str, laid, hidden| (row, column, across, text.to_string(), laid, hidden);
        let expected = [
            is(0, 0, 3, "基础数据表", TextOrigin::Written, false),
            is(1, 0, 1, "公用经费", TextOrigin::Written, false),
            is(1, 1, 1, "7.87", TextOrigin::Written, false),
            is(1, 2, 1, "95.00%", TextOrigin::Written, false),
            is(1, 3, 1, "59", TextOrigin::Written, false),
            is(1, 4, 1, "1", TextOrigin::Written, true),
            is(2, 0, 1, "填报日期", TextOrigin::Written, true),
            is(2, 1, 1, "2024-3-15", TextOrigin::Written, true),
            is(3, 0, 1, "15.74", TextOrigin::Computed, false),
            is(3, 1, 1, "#DIV/0!", TextOrigin::Computed, false),
        ];
        assert_eq!(found, expected);
        assert_eq!(all[1].cells[0].text, "-23.915");
    }
}

#[test]
fn the_records_of_an_old_workbook_are_read_as_they_are_kept() {
    let at = |row: u16, column: u16, style: u16| words(&[row, column, style]);
    let short = |number: u32| number.to_le_bytes().to_vec();
    // Whole numbers and halves of long ones, each also as a hundredth.
    let whole = |number: i32, hundredth: u32| short((number.cast_unsigned() << 2) | 2 | hundredth);
    let half = |number: f64, hundredth: u32| short((number.to_bits() >> 32) as u32 & !3 | hundredth);
    let body = [
        record(0x27e, &[at(0, 0, 0), whole(-8522, 1)].concat()),
        record(0x27e, &[at(0, 1, 0), half(1.5, 0)].concat()),
        record(0xbd, &[words(&[1, 0, 0]), whole(59, 0), words(&[1]), half(86.5, 1), words(&[1])].concat()),
        record(0xfd, &[at(2, 0, 0), short(0)].concat()),
        record(0xfd, &[at(2, 1, 0), short(1)].concat()),
        record(0xfd, &[at(2, 2, 0), short(99)].concat()),
        record(0x205, &[at(3, 0, 0), vec![0, 0]].concat()),
        record(0x205, &[at(3, 1, 0), vec![0x2a, 1]].concat()),
        // A formula with no result, and one whose result is a text.
        record(0x06, &[at(4, 0, 0), vec![3, 0, 0, 0, 0, 0, 0xff, 0xff], vec![0; 8]].concat()),
        record(0x06, &[at(4, 1, 0), vec![0, 0, 0, 0, 0, 0, 0xff, 0xff], vec![0; 8]].concat()),
        record(0x207, &wide("结果")),
        // A chart within the sheet has records of its own.
        record(0x809, &words(&[0x600, 0x20])),
        record(0x203, &[at(9, 9, 0), 1.0_f64.to_le_bytes().to_vec()].concat()),
        record(0x0a, &[]),
        record(0x204, &[at(5, 0, 0), wide("末行")].concat()),
        record(0x204, &at(6, 0, 0)),
    ]
    .concat();
    // The second text goes on in another record, and there in one byte a letter.
    let head =
        [short(2), short(2), wide("甲乙"), words(&[4]), vec![1], words(&[u16::from_le_bytes([0x19, 0x4e])])].concat();
    let strings = [record(0xfc, &head), record(0x3c, &[&[0], &b"abc"[..]].concat())].concat();
    let styles = [0_u16, 10].map(|format| record(0xe0, &words(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0]))).concat();
    let bytes = xls(&[strings, styles].concat(), &[("表", 0, &body), ("藏", 1, &[])]);
    let found: Vec<_> = cells(&bytes).into_iter().map(|s| (s.row, s.column, s.text, s.origin)).collect();
    let is = |row, column, text: &str| (row, column, text.to_string(), TextOrigin::Written);
    let expected = [
        is(0, 0, "-85.22"),
        is(0, 1, "1.5"),
        is(1, 0, "59"),
        is(1, 1, "86.50%"),
        is(2, 0, "甲乙"),
        is(2, 1, "丙abc"),
        is(3, 0, "FALSE"),
        is(3, 1, "#N/A"),
        (4, 0, String::new(), TextOrigin::Missing),
        (4, 1, "结果".into(), TextOrigin::Computed),
        is(5, 0, "末行"),
    ];
    assert_eq!(found, expected);
    // Programs differ in how they write the stream's name.
    let begin = |sort: u16| record(0x809, &words(&[0x600, sort, 0, 0, 0, 0, 0, 0]));
    let name = record(0x85, &[&[0; 4][..], &[0, 0, 1, 0, b'a']].concat());
    let from = u32::try_from(begin(5).len() + name.len() + 4).expect("small").to_le_bytes();
    let name = record(0x85, &[&from[..], &[0, 0, 1, 0, b'a']].concat());
    let one = record(0x204, &[at(0, 0, 0), wide("甲")].concat());
    let stream = [begin(5), name, record(0x0a, &[]), begin(16), one, record(0x0a, &[])].concat();
    for name in ["Workbook", "WORKBOOK", "Book", "book"] {
        assert_eq!(texts(&made::compound(&[(name, &stream)])), ["甲"], "{name}");
    }
    let locked = xls(&record(0x2f, &words(&[1, 1, 1])), &[("表", 0, &body)]);
    assert_eq!(read(&locked), Err(DocumentFault::Locked));
}

#[test]
fn what_is_hidden_or_without_result_is_told() {
    let rows = |last: &str| {
        let head = ["经费控制情况", "2022年决算数", "2023年预算数", "2023年决算数"];
        let cells = head.map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).concat();
        let label = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
        format!(
            r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">{cells}</row><row r="2">{}<c><v>1</v></c><c><v>2</v></c><c><f>B2+C2</f>{last}</c></row><row r="3" hidden="1">{}<c/><c><v>4</v></c><c><v>5</v></c></row></sheetData>"#,
            label("公用经费"),
            label("政府采购金额")
        )
    };
    let (seen, old) = (rows(""), rows("<v>9</v>"));
    let bytes = book(&[("旧表", r#"state="hidden""#, &old), ("附件2", "", &seen)], "", "");
    let proposal = recognise(&given::form(), &read(&bytes).expect("it is read"), 2020);
    let told = |at: &str| proposal.placed.iter().find(|placed| placed.at.to_string() == at).expect("it is placed");
    let hidden = |at: &str| told(at).doubts.iter().any(|doubt| doubt.contains("隐藏"));
    assert!(hidden("base/public/last"), "its column");
    assert!(!hidden("base/public/budget"));
    assert!(hidden("base/procurement/final"), "its row");
    // What one sees comes first; the figure of the hidden sheet fills the gap, and is told.
    assert_eq!(told("base/public/budget").from.block, 1);
    assert!(hidden("base/public/final"));
    let missing: Vec<_> = proposal.homeless.iter().map(|homeless| homeless.why.as_str()).collect();
    assert_eq!(missing, ["附件2第2行的公式没有存下结果。如果在Excel或WPS里看到这一格有数，请在那里保存一次，再导入。"]);
    let empty = r#"<row><c t="str"><f>IF(A2="","",A2)</f><v></v></c><c><v>1</v></c></row>"#;
    assert_eq!(texts(&sheet(empty, "")), ["1"], "an empty text is a result");
}

#[test]
fn what_is_locked_or_means_harm_is_refused_at_once() {
    let since = Instant::now();
    let locked = package(&[("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<m><encryption-data/></m>")]);
    assert_eq!(read(&locked), Err(DocumentFault::Locked));
    let many = "<row>".to_string() + &"<c><v>1</v></c>".repeat(600_000) + "</row>";
    assert_eq!(read(&sheet(&many, "")), Err(DocumentFault::TooLarge));
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="99999999999"><c r="ZZZZZZZZ9"><v>2</v></c></row>"#;
    assert_eq!(cells(&sheet(far, "")).len(), 2);
    let repeats = "<table:table><table:table-row table:number-rows-repeated=\"99999999\"><table:table-cell table:number-columns-repeated=\"99999999\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(read(&ods("", repeats)), Err(DocumentFault::TooLarge));
    let merges = "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>".to_string()
        + &"<mergeCell ref=\"A1:XFD1048576\"/>".repeat(50_000)
        + "</mergeCells>";
    assert_eq!(cells(&book(&[("表", "", &merges)], "", "")).len(), 1);
    assert!(since.elapsed() < Duration::from_secs(30), "{:?}", since.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_stops_the_reading(which in 0..3, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut: bool) {
        let mut bytes = match which {
            0 => sheet(r#"<row r="1"><c r="A1" s="1"><v>1.5</v></c></row>"#, ""),
            1 => ods("", "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>"),
            _ => include_bytes!("data/documents/old.xls").to_vec(),
        };
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        read(&bytes).ok();
    }
}
