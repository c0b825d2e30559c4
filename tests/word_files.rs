//! Word files read: what one reads in them, in order, whatever Word has left between; and files that mean harm.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::laid;
use crate::made;

use laid::document;
use made::{package, paragraph, word, word_of, word_with};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use ziping::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, read, recognise};

fn lines(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes).unwrap_or_else(|fault| panic!("{fault}"));
    let line = |block: DocumentBlock| match block {
        DocumentBlock::Line(line) => line.text,
        DocumentBlock::Table(table) => format!("{:?}", texts(&table)),
    };
    document.blocks.into_iter().map(line).collect()
}

fn texts(table: &DocumentTable) -> Vec<(usize, usize, usize, usize, &str)> {
    table.cells.iter().map(|spot| (spot.row, spot.column, spot.down, spot.across, spot.text.as_str())).collect()
}

fn table(bytes: &[u8]) -> DocumentTable {
    let blocks = read(bytes).unwrap_or_else(|fault| panic!("{fault}")).blocks;
    let tables =
        blocks.into_iter().find_map(|block| if let DocumentBlock::Table(table) = block { Some(table) } else { None });
    tables.expect("a table")
}

/// What is written in a document, blank cells and blanks at ends aside.
fn bare(document: &Document) -> Vec<DocumentBlock> {
    let mut blocks = document.blocks.clone();
    for block in &mut blocks {
        match block {
            DocumentBlock::Line(line) => line.text = line.text.trim().into(),
            DocumentBlock::Table(table) => {
                table.cells.iter_mut().for_each(|spot| spot.text = spot.text.trim().into());
                table.cells.retain(|spot| !spot.text.is_empty());
            }
        }
    }
    blocks
}

#[test]
fn the_sample_as_a_word_file_is_read_as_it_was_laid_out() {
    let laid = document(include_str!("data/documents/sample.txt"));
    let read = read(&word_of(&laid)).expect("a Word file");
    assert_eq!(bare(&read), bare(&laid));
    let form = given::form();
    let (one, other) = (recognise(&form, &read, 2020), recognise(&form, &laid, 2020));
    assert_eq!((one.placed.len(), one.homeless), (other.placed.len(), other.homeless));
}

#[test]
#[ignore = "makes target/tmp/sample.docx, to be looked at in the window"]
fn the_sample_is_made_as_a_word_file() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample.docx");
    let bytes = word_of(&document(include_str!("data/documents/sample.txt")));
    #[allow(clippy::disallowed_methods, reason = "nothing is lost if half of it stays behind")]
    std::fs::write(&path, bytes).expect("written");
}

#[test]
fn only_what_one_reads_is_read() {
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    for (body, expected) in [
        (
            format!(
                "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>",
                t("甲"),
                t("乙")
            ),
            "甲乙",
        ),
        (format!("<w:p><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>", t("旧"), t("新")), "新"),
        (
            format!(
                r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \* 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
                t("7")
            ),
            "7",
        ),
        (format!(r#"<w:p><w:fldSimple w:instr="DATE">{}</w:fldSimple></w:p>"#, t("3月")), "3月"),
        (
            format!(
                r#"<w:p><w:hyperlink>{}</w:hyperlink><w:commentRangeStart w:id="1"/>{}<w:r><w:commentReference w:id="1"/></w:r></w:p>"#,
                t("链"),
                t("接")
            ),
            "链接",
        ),
        (
            format!(
                "<w:p><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
                t("控件")
            ),
            "控件",
        ),
        (format!("<w:sdt><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>", t("块")), "块"),
        (
            format!(
                "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>{}<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r></w:p>",
                t("明")
            ),
            "明显",
        ),
        (
            "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t xml:space=\"preserve\"> 右</w:t></w:r></w:p>"
                .into(),
            "上\n下\t 右",
        ),
        ("<w:p><w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F052\"/><w:t>是</w:t></w:r></w:p>".into(), "☑是"),
        ("<w:p><w:r><w:t>a &amp; &lt;w:p&gt; &#x4e2d;</w:t></w:r></w:p>".into(), "a & <w:p> 中"),
    ] {
        assert_eq!(lines(&word(&body)), [expected], "{body}");
    }
}

#[test]
fn a_text_box_is_read_once() {
    let shape = |text: &str| format!("<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>", paragraph(text));
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{}",
        shape("框里"),
        shape("框里"),
        paragraph("后")
    );
    assert_eq!(lines(&word(&body)), ["前", "框里", "后"]);
}

#[test]
fn merged_cells_are_one() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
        cell(r#"<w:vMerge w:val="restart"/>"#, "甲"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "乙"),
        cell("<w:vMerge/>", ""),
        cell("", "丙"),
        cell("", "丁"),
        cell("", "戊"),
    );
    let table = table(&word(&body));
    assert_eq!(
        texts(&table),
        [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁"), (2, 1, 1, 1, "戊")]
    );
}

#[test]
fn changes_are_read_as_accepted() {
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let struck = |text: &str| format!("<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let joined =
        format!("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>", t("年初"), t("预算数"));
    assert_eq!(lines(&word(&joined)).concat(), "年初预算数", "the end of a paragraph is struck out");
    let cell = |inside: &str| format!("<w:tc><w:tcPr/><w:p>{inside}</w:p></w:tc>");
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let comment = format!(
        r#"<w:commentRangeStart w:id="3"/>{}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>"#,
        t("7.87")
    );
    let field = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        t("8.87")
    );
    let control =
        |inside: &str| format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let body = [
        row("", &[cell(&(t("公用经费") + &struck("（旧）"))), cell(&comment)].concat()),
        row(r#"<w:del w:id="4"/>"#, &[cell(&struck("删去的行")), cell(&struck("1"))].concat()),
        row(r#"<w:ins w:id="5"/>"#, &[cell(&format!("<w:ins>{}</w:ins>", t("合计"))), control(&cell(&field))].concat()),
        control(&row(
            "",
            &[cell(&control(&t("其他"))), cell(&format!("{}<w:ins>{}</w:ins>", struck("1"), t("2")))].concat(),
        )),
    ];
    let table = table(&word(&format!("<w:tbl>{}</w:tbl>", body.concat())));
    let found: Vec<&str> = table.cells.iter().map(|spot| spot.text.as_str()).collect();
    assert_eq!(found, ["公用经费", "7.87", "合计", "8.87", "其他", "2"]);
}

#[test]
fn a_table_within_a_cell_is_recognised_too() {
    let laid = |text: &str| made::word_body(&document(text));
    let inner = laid(
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n| 产出指标 | 数量指标 | 走访企业 | ≥80家 | 113家 |\n",
    );
    let outer = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}{inner}<w:p/></w:tc></w:tr></w:tbl>",
        paragraph("附件3"),
        paragraph("区级预算部门（单位）名称"),
        paragraph("某局"),
        paragraph("绩效指标"),
    );
    let proposal = recognise(&given::form(), &read(&word(&outer)).expect("it is read"), 2023);
    let found: Vec<_> = proposal.placed.iter().map(|placed| (placed.at.to_string(), placed.text.to_string())).collect();
    let is = |at: &str, text: &str| (at.to_string(), text.to_string());
    assert_eq!(
        found,
        [
            is("cover/unit", "某局"),
            is("scores/quantity-1/name", "走访企业"),
            is("scores/quantity-1/target", "≥80家"),
            is("scores/quantity-1/actual", "113家"),
        ]
    );
}

#[test]
fn a_table_within_a_cell_comes_after_its_own() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("里"));
    let body = format!("<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc></w:tr></w:tbl>", paragraph("外"));
    assert_eq!(lines(&word(&body)), [r#"[(0, 0, 1, 1, "外")]"#, r#"[(0, 0, 1, 1, "里")]"#]);
}

#[test]
fn automatic_numbers_stand_before_the_text() {
    let level = |n: u8, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="5">{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
           <w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>"#,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "decimal", "%2."),
        level(2, "bullet", "●"),
    );
    let styles = r#"<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>
        <w:style w:styleId="b"><w:name w:val="我的"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let item = |list: u8, level: u8, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled = r#"<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>丁</w:t></w:r></w:p>"#;
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 1, "丙"),
        styled.into(),
        item(1, 1, "戊"),
        item(1, 2, "己"),
        item(2, 0, "庚"),
    ];
    let bytes = word_with(&body.concat(), styles, &numbering);
    assert_eq!(lines(&bytes), ["一、甲", "1.乙", "2.丙", "二、丁", "1.戊", "己", "八、庚"]);
    let headings: Vec<_> = read(&bytes)
        .expect("reads")
        .blocks
        .into_iter()
        .map(|block| match block {
            DocumentBlock::Line(line) => line.heading,
            DocumentBlock::Table(_) => None,
        })
        .collect();
    assert_eq!(headings[3], Some(2), "a style based on a heading is one");
}

#[test]
fn other_kinds_of_file_are_told_what_to_do() {
    let ole = |name: &str| made::compound(&[(name, b"content")]);
    let within = made::compound(&[("Something", b"WordDocument")]);
    let mut cut = ole("Workbook");
    cut.truncate(700);
    for (bytes, fault) in [
        (ole("WordDocument"), DocumentFault::OldText),
        (ole("EncryptedPackage"), DocumentFault::Locked),
        (ole("EncryptionInfo"), DocumentFault::Locked),
        (ole("Something"), DocumentFault::OldSheet),
        (within, DocumentFault::OldSheet),
        (cut, DocumentFault::Broken),
        (b"%PDF-1.7".to_vec(), DocumentFault::BrokenPdf),
        (Vec::new(), DocumentFault::OtherKind),
        (b"PK\x03\x04".to_vec(), DocumentFault::Broken),
        (package(&[("a.txt", b"x")]), DocumentFault::Packed),
        (package(&[("OFD.xml", b"x")]), DocumentFault::Ofd),
        (word("<w:p/>"), DocumentFault::Empty),
        (word("<w:p>"), DocumentFault::Broken),
    ] {
        assert_eq!(read(&bytes), Err(fault));
    }
}

#[test]
fn a_file_that_means_harm_is_refused_at_once() {
    let since = Instant::now();
    let bomb = package(&[("word/document.xml", vec![b' '; 200 << 20].as_slice())]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb), Err(DocumentFault::TooLarge));
    let cells = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(1_000_000));
    assert_eq!(read(&word(&cells)), Err(DocumentFault::TooLarge));
    let wide = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999999\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        paragraph("宽")
    );
    assert_eq!(table(&word(&wide)).cells.len(), 1);
    assert_eq!(read(&word(&"<w:p>".repeat(100_000))), Err(DocumentFault::Broken));
    assert_eq!(read(&word(&format!("<w:p {}/>", "a=\"\" ".repeat(9_000)))), Err(DocumentFault::Broken));
    let entity = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    assert_eq!(read(&package(&[("word/document.xml", entity.as_bytes())])), Err(DocumentFault::Broken));
    assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_stops_the_reading(at in any::<prop::sample::Index>(), byte in any::<u8>(), inside: bool, cut: bool) {
        let xml = made::word_of(&document("一、部门（单位）基本情况\n| 甲 | < |\n| 乙 | 丙 |\n"));
        let mut bytes = if inside {
            let body = format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", paragraph("甲乙丙丁"));
            let mut body = body.into_bytes();
            let at = at.index(body.len());
            body[at] = byte;
            package(&[("word/document.xml", &body)])
        } else {
            xml
        };
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else if !inside { bytes[at] = byte }
        read(&bytes).ok();
    }
}
