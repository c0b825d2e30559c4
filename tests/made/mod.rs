//! Documents made by code, so that anyone can make them again: Word packages around a body, or laid out from a text.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;
use ziping::intake::{Block, Document, Table};

/// A zip of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#;

/// A Word file with this body.
pub fn word(body: &str) -> Vec<u8> {
    word_with(body, "", "")
}

/// A Word file with this body, these styles and these lists.
pub fn word_with(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let document =
        format!(r#"<?xml version="1.0"?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"#);
    let styles = format!("<w:styles {SPACES}>{styles}</w:styles>");
    let numbering = format!("<w:numbering {SPACES}>{numbering}</w:numbering>");
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ])
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A paragraph, as Word saves one: in pieces, with what proofing and editing leave in it.
pub fn paragraph(text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (one, other) = text.split_at(middle);
    let run = |text: &str| {
        let lines = text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line)));
        format!("<w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr>{}</w:r>", lines.collect::<Vec<_>>().join("<w:br/>"))
    };
    let left =
        r#"<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>"#;
    format!("<w:p><w:pPr/>{}{left}{}</w:p>", run(one), run(other))
}

/// A document laid out as a Word file: merged cells by gridSpan and vMerge.
pub fn word_of(document: &Document) -> Vec<u8> {
    let block = |block: &Block| match block {
        Block::Line(line) => paragraph(&line.text),
        Block::Table(table) => table_of(table),
    };
    word(&document.blocks.iter().map(block).collect::<String>())
}

fn table_of(table: &Table) -> String {
    let rows = table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default();
    let width = table.cells.iter().map(|spot| spot.column + spot.across).max().unwrap_or_default();
    let mut xml = String::from("<w:tbl><w:tblPr/><w:tblGrid/>");
    for row in 0..rows {
        xml.push_str("<w:tr>");
        let mut column = 0;
        while column < width {
            let covers = |spot: &&ziping::intake::Spot| {
                (spot.row..spot.row + spot.down).contains(&row)
                    && (spot.column..spot.column + spot.across).contains(&column)
            };
            let Some(spot) = table.cells.iter().find(covers) else {
                xml.push_str("<w:tc><w:tcPr/><w:p/></w:tc>");
                column += 1;
                continue;
            };
            let merge = match (spot.down > 1, spot.row == row) {
                (true, true) => r#"<w:vMerge w:val="restart"/>"#,
                (true, false) => "<w:vMerge/>",
                (false, _) => "",
            };
            let text =
                if spot.row == row { spot.text.split('\n').map(paragraph).collect() } else { "<w:p/>".to_string() };
            write!(xml, r#"<w:tc><w:tcPr><w:gridSpan w:val="{}"/>{merge}</w:tcPr>{text}</w:tc>"#, spot.across)
                .expect("text");
            column += spot.across;
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

/// A workbook of these sheets: name, what stands beside its name in the book, and the XML of its sheet.
pub fn book(sheets: &[(&str, &str, &str)], strings: &str, styles: &str) -> Vec<u8> {
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let numbered = || sheets.iter().enumerate().map(|(n, sheet)| (n + 1, sheet));
    let names =
        numbered().map(|(n, (name, more, _))| format!(r#"<sheet name="{name}" sheetId="{n}" {more} r:id="rId{n}"/>"#));
    let workbook = format!("<workbook {main}><sheets>{}</sheets></workbook>", names.collect::<Vec<_>>().concat());
    let targets = numbered().map(|(n, _)| format!(r#"<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>"#));
    let relations = format!("<Relationships>{}</Relationships>", targets.collect::<Vec<_>>().concat());
    let strings = format!("<sst {main}>{strings}</sst>");
    let styles = format!("<styleSheet {main}>{styles}</styleSheet>");
    let parts: Vec<(String, String)> = numbered()
        .map(|(n, (_, _, xml))| (format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet {main}>{xml}</worksheet>")))
        .collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())));
    package(&all)
}

/// An ods workbook whose spreadsheet holds this.
pub fn ods(styles: &str, spreadsheet: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}
