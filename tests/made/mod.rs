//! Documents made by code, so that anyone can make them again: Word packages around a body, workbooks around sheets of
//! three kinds, or all of these laid out from a text.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

pub mod pdf;

use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;
use ziping::intake::{Document, DocumentBlock, DocumentTable, Spot};

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

const WORD_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>"#;
const WORD_TARGET: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD_PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;

/// A Word file with this body.
pub fn word(body: &str) -> Vec<u8> {
    word_with(body, "", "")
}

/// A Word file with this body, these styles and these lists.
pub fn word_with(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", WORD_TYPES.as_bytes()),
        ("_rels/.rels", WORD_TARGET.as_bytes()),
        ("word/_rels/document.xml.rels", WORD_PARTS.as_bytes()),
        ("word/document.xml", word_document(body).as_bytes()),
        ("word/styles.xml", word_styles(styles).as_bytes()),
        ("word/numbering.xml", word_lists(numbering).as_bytes()),
    ])
}

pub fn word_document(body: &str) -> String {
    format!(r#"<?xml version="1.0"?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"#)
}

pub fn word_styles(styles: &str) -> String {
    format!("<w:styles {SPACES}>{styles}</w:styles>")
}

pub fn word_lists(lists: &str) -> String {
    format!("<w:numbering {SPACES}>{lists}</w:numbering>")
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
    word(&word_body(document))
}

/// What stands in the body of such a file.
pub fn word_body(document: &Document) -> String {
    let block = |block: &DocumentBlock| match block {
        DocumentBlock::Line(line) => paragraph(&line.text),
        DocumentBlock::Table(table) => table_of(table),
    };
    document.blocks.iter().map(block).collect()
}

/// The cell that stands at a place of a table.
fn covering(table: &DocumentTable, row: usize, column: usize) -> Option<&Spot> {
    let covers = |spot: &&Spot| {
        (spot.row..spot.row + spot.down).contains(&row) && (spot.column..spot.column + spot.across).contains(&column)
    };
    table.cells.iter().find(covers)
}

fn table_of(table: &DocumentTable) -> String {
    let rows = table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default();
    let width = table.cells.iter().map(|spot| spot.column + spot.across).max().unwrap_or_default();
    let mut xml = String::from("<w:tbl><w:tblPr/><w:tblGrid/>");
    for row in 0..rows {
        xml.push_str("<w:tr>");
        let mut column = 0;
        while column < width {
            let Some(spot) = covering(table, row, column) else {
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
    let content = ods_content(styles, spreadsheet);
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

pub fn ods_content(styles: &str, spreadsheet: &str) -> String {
    format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"#
    )
}

/// The XML of a sheet that holds a table. Figures stand in it as numbers, percentages as shares in style 1.
pub fn sheet_of(table: &DocumentTable) -> String {
    let mut rows: BTreeMap<usize, String> = BTreeMap::new();
    let mut regions = String::new();
    for spot in &table.cells {
        let place = name_of(spot.row, spot.column);
        let cell = match figure(&spot.text) {
            Some((number, style)) => format!(r#"<c r="{place}" s="{style}"><v>{number}</v></c>"#),
            None if spot.text.is_empty() => format!(r#"<c r="{place}"/>"#),
            None => format!(
                r#"<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                escaped(&spot.text)
            ),
        };
        rows.entry(spot.row).or_default().push_str(&cell);
        if spot.down > 1 || spot.across > 1 {
            let last = name_of(spot.row + spot.down - 1, spot.column + spot.across - 1);
            write!(regions, r#"<mergeCell ref="{place}:{last}"/>"#).expect("text");
        }
    }
    let rows = rows.into_iter().map(|(row, cells)| format!(r#"<row r="{}">{cells}</row>"#, row + 1));
    format!("<sheetData>{}</sheetData><mergeCells>{regions}</mergeCells>", rows.collect::<String>())
}

/// The formats of percentages with so many decimals, and their numbers in a file.
pub const PERCENTS: [(&str, u16); 5] = [("0%", 9), ("0.0%", 164), ("0.00%", 10), ("0.000%", 165), ("0.0000%", 166)];

/// A style of plain numbers, and one for each format of percentages.
pub const STYLES: &str = r#"<numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0.000%"/><numFmt numFmtId="166" formatCode="0.0000%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>"#;

/// `B3`
fn name_of(row: usize, column: usize) -> String {
    let (mut letters, mut left) = (String::new(), column + 1);
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).expect("a letter");
        letters.insert(0, char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// What a program keeps for a text that is a number or a percentage as it would write it, and in which style.
pub fn figure(text: &str) -> Option<(Decimal, u8)> {
    let (number, is_percent) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
    let decimal: Decimal = number.parse().ok()?;
    if !is_percent {
        return (decimal.normalize().to_string() == number).then_some((decimal, 0));
    }
    let decimals = u8::try_from(decimal.scale()).ok().filter(|decimals| usize::from(*decimals) < PERCENTS.len())?;
    (decimal.to_string() == number).then_some((decimal / Decimal::ONE_HUNDRED, decimals + 1))
}

/// A document as the sheets of a workbook: a line is a cell in the first column, a table begins in the second; what
/// stands from one `附件` on is a sheet.
pub fn sheets_of(document: &Document) -> Vec<DocumentTable> {
    let mut sheets: Vec<DocumentTable> = vec![DocumentTable { name: "封面".into(), ..DocumentTable::default() }];
    let mut row = 0;
    for block in &document.blocks {
        match block {
            DocumentBlock::Line(line) => {
                if line.text.starts_with("附件") {
                    sheets.push(DocumentTable {
                        name: format!("{}（{}）", line.text, sheets.len()),
                        ..DocumentTable::default()
                    });
                    row = 0;
                }
                let text = line.text.clone();
                let spot = Spot { row, column: 0, down: 1, across: 1, text, ..Spot::default() };
                sheets.last_mut().expect("a sheet").cells.push(spot);
                row += 1;
            }
            DocumentBlock::Table(table) => {
                let spots = table.cells.iter().map(|spot| Spot {
                    row: spot.row + row,
                    column: spot.column + 1,
                    ..spot.clone()
                });
                sheets.last_mut().expect("a sheet").cells.extend(spots);
                row += table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default() + 1;
            }
        }
    }
    sheets
}

/// A document laid out as a workbook.
pub fn book_of(document: &Document) -> Vec<u8> {
    let sheets: Vec<(String, String)> =
        sheets_of(document).iter().map(|sheet| (sheet.name.clone(), sheet_of(sheet))).collect();
    let sheets: Vec<(&str, &str, &str)> = sheets.iter().map(|(name, xml)| (name.as_str(), "", xml.as_str())).collect();
    book(&sheets, "", STYLES)
}

/// A document laid out as an ods workbook.
pub fn ods_of(document: &Document) -> Vec<u8> {
    ods("", &ods_tables(document))
}

/// The tables of such a file.
pub fn ods_tables(document: &Document) -> String {
    sheets_of(document).iter().map(ods_table).collect()
}

fn ods_table(table: &DocumentTable) -> String {
    let rows = table.cells.iter().map(|spot| spot.row + 1).max().unwrap_or_default();
    let mut xml = format!(r#"<table:table table:name="{}">"#, escaped(&table.name));
    for row in 0..rows {
        xml.push_str("<table:table-row>");
        let mut column = 0;
        for spot in table.cells.iter().filter(|spot| spot.row == row) {
            if spot.column > column {
                write!(xml, r#"<table:table-cell table:number-columns-repeated="{}"/>"#, spot.column - column)
                    .expect("text");
            }
            let kept = match figure(&spot.text) {
                Some((number, 0)) => format!(r#"office:value-type="float" office:value="{number}""#),
                Some((number, _)) => format!(r#"office:value-type="percentage" office:value="{number}""#),
                None => r#"office:value-type="string""#.into(),
            };
            let lines = spot.text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line)));
            write!(
                xml,
                r#"<table:table-cell table:number-columns-spanned="{}" table:number-rows-spanned="{}" {kept}>{}</table:table-cell>"#,
                spot.across,
                spot.down,
                lines.collect::<String>()
            )
            .expect("text");
            column = spot.column + 1;
        }
        xml.push_str("</table:table-row>");
    }
    xml + "</table:table>"
}

/// A document laid out as a workbook of an old Office program.
pub fn xls_of(document: &Document) -> Vec<u8> {
    let sheets: Vec<(String, Vec<u8>)> =
        sheets_of(document).iter().map(|sheet| (sheet.name.clone(), xls_sheet(sheet))).collect();
    let sheets: Vec<(&str, u8, &[u8])> =
        sheets.iter().map(|(name, body)| (name.as_str(), 0, body.as_slice())).collect();
    let format = |(code, id): &(&str, u16)| record(0x41e, &[words(&[*id]), wide(code)].concat());
    let formats: Vec<u8> = PERCENTS.iter().flat_map(format).collect();
    let ids = std::iter::once(0).chain(PERCENTS.map(|(_, id)| id));
    let styles: Vec<u8> = ids.flat_map(|id| record(0xe0, &words(&[0, id, 0, 0, 0, 0, 0, 0, 0, 0]))).collect();
    xls(&[formats, styles].concat(), &sheets)
}

fn xls_sheet(table: &DocumentTable) -> Vec<u8> {
    let mut body = Vec::new();
    let mut regions = Vec::new();
    for spot in table.cells.iter().filter(|spot| !spot.text.is_empty()) {
        let [row, column] = [spot.row, spot.column].map(|n| u16::try_from(n).expect("a place"));
        match figure(&spot.text) {
            Some((number, style)) => {
                let number: f64 = number.to_string().parse().expect("a number");
                body.extend(record(
                    0x203,
                    &[words(&[row, column, style.into()]), number.to_le_bytes().to_vec()].concat(),
                ));
            }
            None => body.extend(record(0x204, &[words(&[row, column, 0]), wide(&spot.text)].concat())),
        }
        if spot.down > 1 || spot.across > 1 {
            let last =
                [spot.row + spot.down - 1, spot.column + spot.across - 1].map(|n| u16::try_from(n).expect("small"));
            regions.push(words(&[row, last[0], column, last[1]]));
        }
    }
    for some in regions.chunks(1_000) {
        let count = u16::try_from(some.len()).expect("few");
        body.extend(record(0xe5, &[words(&[count]), some.concat()].concat()));
    }
    body
}

/// A record of an old workbook.
pub fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a short record");
    [words(&[kind, length]), bytes.to_vec()].concat()
}

/// Numbers of two bytes each.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text of an old workbook: its length, how it is kept, its letters.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [words(&[u16::try_from(units.len()).expect("a short text")]), vec![1], words(&units)].concat()
}

/// A workbook of an old Office program: records that all sheets share, then each sheet's name, 1 where it is hidden, and
/// its records.
pub fn xls(shared: &[u8], sheets: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let begin = |sort: u16| record(0x809, &words(&[0x600, sort, 0, 0, 0, 0, 0, 0]));
    let end = record(0x0a, &[]);
    let named = |from: usize, (name, hidden, _): &(&str, u8, &[u8])| {
        let units: Vec<u16> = name.encode_utf16().collect();
        let from = u32::try_from(from).expect("a place").to_le_bytes();
        let length = u8::try_from(units.len()).expect("a short name");
        record(0x85, &[from.to_vec(), vec![*hidden, 0, length, 1], words(&units)].concat())
    };
    let head = begin(5).len() + shared.len() + end.len();
    let mut from = head + sheets.iter().map(|sheet| named(0, sheet).len()).sum::<usize>();
    let mut stream = [begin(5), shared.to_vec()].concat();
    for sheet in sheets {
        stream.extend(named(from, sheet));
        from += begin(16).len() + sheet.2.len() + end.len();
    }
    stream.extend(&end);
    for (_, _, body) in sheets {
        stream.extend([&begin(16), *body, &end].concat());
    }
    compound(&[("Workbook", &stream)])
}

/// A compound file of these streams: a head, the table of sectors, the directory, the streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    let long = |n: usize| u32::try_from(n).expect("a small file");
    let put = |file: &mut [u8], at: usize, value: u32| file[at..at + 4].copy_from_slice(&value.to_le_bytes());
    // Shorter streams would be kept elsewhere.
    let length = |stream: &[u8]| stream.len().max(4096);
    let sectors: Vec<usize> = streams.iter().map(|(_, stream)| length(stream).div_ceil(SECTOR)).collect();
    let directory = (streams.len() + 1).div_ceil(4);
    let all = directory + sectors.iter().sum::<usize>();
    let tables = all.div_ceil(SECTOR / 4 - 1);
    assert!(tables <= 109, "a larger file would need lists of its own");
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.resize(SECTOR, 0);
    for (at, value) in [(0x1e, 9), (0x20, 6), (0x2c, tables), (0x30, tables), (0x38, 4096)] {
        put(&mut file, at, long(value));
    }
    put(&mut file, 0x3c, END);
    put(&mut file, 0x44, END);
    (0..109).for_each(|n| put(&mut file, 0x4c + n * 4, if n < tables { long(n) } else { u32::MAX }));
    let mut next = vec![0xffff_fffd; tables];
    for sectors in [vec![directory], sectors.clone()].concat() {
        next.extend((1..sectors).map(|_| 0));
        next.push(END);
    }
    for (n, next) in next.iter_mut().enumerate().filter(|(_, next)| **next == 0) {
        *next = long(n + 1);
    }
    next.resize(tables * SECTOR / 4, u32::MAX);
    file.extend(next.iter().flat_map(|next| next.to_le_bytes()));
    let entry = |name: &str, kind: u8, right: u32, child: u32, first: u32, size: usize| {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let used = bytes.len() + 2;
        bytes.resize(128, 0);
        bytes[64] = u8::try_from(used).expect("a short name");
        bytes[66] = kind;
        for (at, value) in [(68, u32::MAX), (72, right), (76, child), (116, first), (120, long(size))] {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        bytes
    };
    let mut entries = entry("Root Entry", 5, u32::MAX, 1, END, 0);
    let mut first = tables + directory;
    for (n, (name, stream)) in streams.iter().enumerate() {
        let right = if n + 1 < streams.len() { long(n + 2) } else { u32::MAX };
        entries.extend(entry(name, 2, right, u32::MAX, long(first), length(stream)));
        first += sectors[n];
    }
    entries.resize(directory * SECTOR, 0);
    file.extend(entries);
    for ((_, stream), sectors) in streams.iter().zip(&sectors) {
        let from = file.len();
        file.extend(*stream);
        file.resize(from + sectors * SECTOR, 0);
    }
    file
}

/// A document laid out as rich text: edges of cells, letters by number.
pub fn rtf_of(document: &Document) -> Vec<u8> {
    let mut rtf = String::from(r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 SimSun;}}{\*\generator x;}");
    for block in &document.blocks {
        match block {
            DocumentBlock::Line(line) => writeln!(rtf, "\\pard {}\\par", rtf_text(&line.text)).expect("text"),
            DocumentBlock::Table(table) => rtf.push_str(&rtf_table(table)),
        }
    }
    (rtf + "}").into_bytes()
}

fn rtf_table(table: &DocumentTable) -> String {
    let rows = table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default();
    let width = table.cells.iter().map(|spot| spot.column + spot.across).max().unwrap_or_default();
    let mut rtf = String::new();
    for row in 0..rows {
        let (mut shape, mut texts) = (String::from("\\trowd\\trleft-108"), String::new());
        let mut column = 0;
        while column < width {
            let covers = |spot: &&Spot| {
                (spot.row..spot.row + spot.down).contains(&row)
                    && (spot.column..spot.column + spot.across).contains(&column)
            };
            let spot = table.cells.iter().find(covers);
            let merge = match spot {
                Some(spot) if spot.down > 1 && spot.row == row => "\\clvmgf",
                Some(spot) if spot.down > 1 => "\\clvmrg",
                _ => "",
            };
            column += spot.map_or(1, |spot| spot.across);
            write!(shape, "{merge}\\cellx{}", column * 1_000 - 108).expect("text");
            let text = spot.filter(|spot| spot.row == row).map(|spot| spot.text.as_str()).unwrap_or_default();
            let lines: Vec<String> = text.split('\n').map(rtf_text).collect();
            write!(texts, "\\pard\\intbl {}\\cell ", lines.join("\\par ")).expect("text");
        }
        writeln!(rtf, "{shape}{texts}\\row").expect("text");
    }
    rtf + "\\pard\\par\n"
}

fn rtf_text(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\\' | '{' | '}' => format!("\\{letter}"),
        ' '..='~' => letter.to_string(),
        _ => {
            let mut units = [0; 2];
            let units = letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{}?", unit.cast_signed()));
            units.collect::<Vec<_>>().concat()
        }
    };
    text.chars().map(letter).collect()
}

/// A document laid out as a web page, as systems on the web hand one out.
pub fn web_of(document: &Document) -> String {
    let mut page = String::from("<html><head><meta charset=\"utf-8\"><title>导出</title></head><body>\n");
    let lines = |text: &str| text.split('\n').map(escaped).collect::<Vec<_>>().join("<br>").replace("  ", "&nbsp; ");
    for block in &document.blocks {
        match block {
            DocumentBlock::Line(line) => writeln!(page, "<p>{}</p>", lines(&line.text)).expect("text"),
            DocumentBlock::Table(table) => {
                page.push_str("<table border=1>");
                let rows = table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default();
                for row in 0..rows {
                    page.push_str("<tr>\n");
                    for spot in table.cells.iter().filter(|spot| spot.row == row) {
                        let (across, down, text) = (spot.across, spot.down, lines(&spot.text));
                        writeln!(page, "<td colspan={across} rowspan=\"{down}\">{text}").expect("text");
                    }
                }
                page.push_str("</table>\n");
            }
        }
    }
    page
}

/// A document laid out as a workbook of XML.
pub fn book_xml_of(document: &Document) -> String {
    let sheets = sheets_of(document);
    let sheet = |sheet: &DocumentTable| {
        let mut rows: BTreeMap<usize, String> = BTreeMap::new();
        for spot in &sheet.cells {
            let (kind, style, text) = match figure(&spot.text) {
                Some((number, style)) => ("Number", style, number.to_string()),
                None => ("String", 0, escaped(&spot.text).replace('\n', "&#10;")),
            };
            let (across, down) = (spot.across - 1, spot.down - 1);
            let cell = format!(
                r#"<Cell ss:Index="{}" ss:StyleID="s{style}" ss:MergeAcross="{across}" ss:MergeDown="{down}"><Data ss:Type="{kind}">{text}</Data></Cell>"#,
                spot.column + 1
            );
            rows.entry(spot.row).or_default().push_str(&cell);
        }
        let rows = rows.into_iter().map(|(row, cells)| format!(r#"<Row ss:Index="{}">{cells}</Row>"#, row + 1));
        let rows = rows.collect::<Vec<_>>().concat();
        format!(r#"<Worksheet ss:Name="{}"><Table>{rows}</Table></Worksheet>"#, escaped(&sheet.name))
    };
    let styles = (0..)
        .zip(PERCENTS)
        .map(|(n, (code, _))| format!(r#"<Style ss:ID="s{}"><NumberFormat ss:Format="{code}"/></Style>"#, n + 1));
    let styles: String = styles.collect();
    book_xml(&styles, &sheets.iter().map(sheet).collect::<String>())
}

/// A workbook of XML with these styles and sheets.
pub fn book_xml(styles: &str, sheets: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="Default"/>{styles}</Styles>{sheets}</Workbook>"#
    )
}

/// A sheet laid out as rows of cells parted by commas.
pub fn csv_of(table: &DocumentTable) -> String {
    let rows = table.cells.iter().map(|spot| spot.row + 1).max().unwrap_or_default();
    let width = table.cells.iter().map(|spot| spot.column + 1).max().unwrap_or_default();
    let mut csv = String::new();
    for row in 0..rows {
        let text = |column: usize| {
            let spot = table.cells.iter().find(|spot| (spot.row, spot.column) == (row, column));
            format!("\"{}\"", spot.map(|spot| spot.text.replace('"', "\"\"")).unwrap_or_default())
        };
        csv.push_str(&(0..width).map(text).collect::<Vec<_>>().join(","));
        csv.push_str("\r\n");
    }
    csv
}
