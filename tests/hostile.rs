//! Documents that mean harm: small files that would become large or take for ever. Each is refused, or read as far as is
//! reasonable, within bounded time and memory; the figures are printed.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may fail, and its figures are to be seen"
)]

use crate::given;
use crate::laid;
use crate::made;

use made::pdf::{pages, pdf, pdf_of, stream};
use made::{book, compound, ods, package, paragraph, record, wide, word, word_with, words, xls};
use std::io::Write as _;
use std::time::{Duration, Instant};
use ziping::intake::{DocumentFault, read, recognise};
use ziping::report::{Report, apply};

/// Without optimisation, beside other work, on a machine that others slow down; a release takes a twentieth of it.
const LONGEST: Duration = Duration::from_mins(1);
/// In kilobytes, all that the test itself has in memory included.
const MOST: u64 = 500 << 10;

/// A document, and why it is refused; none where it is read, as far as is reasonable.
type Case = (&'static str, fn() -> Vec<u8>, Option<DocumentFault>);

const CASES: &[Case] = &[
    (
        "docx: 100 MB of blanks in 100 KB",
        || package(&[("word/document.xml", &vec![b' '; 100 << 20])]),
        Some(DocumentFault::TooLarge),
    ),
    (
        "docx: a million cells",
        || word(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(1_000_000))),
        Some(DocumentFault::TooLarge),
    ),
    ("docx: five million elements", || word(&"<w:p/>".repeat(5_000_000)), Some(DocumentFault::TooLarge)),
    ("docx: a hundred thousand paragraphs", || word(&"<w:p/>".repeat(100_000)), Some(DocumentFault::TooLarge)),
    ("docx: elements in elements", || word(&"<w:p>".repeat(1_000_000)), Some(DocumentFault::Broken)),
    ("docx: boxes in boxes", || word(&nested(60, 4_000)), None),
    (
        "docx: attributes of one element",
        || word(&format!("<w:p {}/>", "a=\"\" ".repeat(5_000_000))),
        Some(DocumentFault::Broken),
    ),
    ("docx: attributes of all elements", attributes, Some(DocumentFault::Broken)),
    ("docx: prefixes carried down", prefixes, Some(DocumentFault::Broken)),
    ("docx: an entity of entities", || entities(), Some(DocumentFault::Broken)),
    ("docx: an entity from elsewhere", elsewhere, Some(DocumentFault::Broken)),
    ("docx: a long number before each paragraph", numbers, None),
    ("docx: sixty thousand entries", entries, Some(DocumentFault::TooLarge)),
    ("docx: cells that cover everything", spans, None),
    ("docx: colons", || indicators(3_000, &":".repeat(390)), None),
    ("docx: five thousand indicators", || indicators(5_000, "走访企业"), None),
    (
        "xlsx: 100 MB of blanks in 100 KB",
        || book(&[("表", "", &" ".repeat(100 << 20))], "", ""),
        Some(DocumentFault::TooLarge),
    ),
    (
        "xlsx: a million cells",
        || sheet(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1_000_000)), ""),
        Some(DocumentFault::TooLarge),
    ),
    ("xlsx: a long text in many cells", shared, Some(DocumentFault::TooLarge)),
    ("xlsx: a million merged regions", merges, Some(DocumentFault::TooLarge)),
    ("xlsx: hidden columns", columns, None),
    ("xlsx: a hundred thousand sheets", sheets, Some(DocumentFault::TooLarge)),
    ("xlsx: one sheet under five hundred names", again, Some(DocumentFault::Empty)),
    ("ods: cells repeated", || ods("", &repeated("1")), Some(DocumentFault::TooLarge)),
    ("ods: a long text repeated", || ods("", &repeated(&"长".repeat(1 << 20))), Some(DocumentFault::TooLarge)),
    ("ods: blank rows repeated", || ods("", &repeated("")), Some(DocumentFault::Empty)),
    ("xls: cells in all corners of five hundred sheets", corners, None),
    ("xls: five hundred sheets at one place", one_place, Some(DocumentFault::TooLarge)),
    ("xls: strings without end", strings, Some(DocumentFault::TooLarge)),
    ("xls: a long text in many cells", long_text, Some(DocumentFault::TooLarge)),
    ("xls: sectors in a ring", ring, Some(DocumentFault::OldSheet)),
    ("doc: pieces at one place", || doc(0x1a2, &pieces(20_000, 1 << 15)), Some(DocumentFault::TooLarge)),
    ("doc: a piece without end", || doc(0x1a2, &pieces(1, u32::MAX)), Some(DocumentFault::TooLarge)),
    ("doc: a million paragraphs", || doc(0x1a2, &pieces(40, 1 << 17)), Some(DocumentFault::TooLarge)),
    ("doc: one page of properties a million times", one_page_again, Some(DocumentFault::TooLarge)),
    ("doc: styles and lists without end", || doc(0xa2, &[0xff; 4 << 20]), Some(DocumentFault::Broken)),
    ("rtf: groups in groups", || [&b"{\\rtf1"[..], &b"{".repeat(5_000_000)].concat(), Some(DocumentFault::Broken)),
    ("rtf: a row of a million cells", || rtf(&r"\cellx1".repeat(1_000_000), 1), Some(DocumentFault::Empty)),
    ("rtf: a million cells", || rtf(&r"\cell ".repeat(1_000_000), 1), Some(DocumentFault::TooLarge)),
    ("rtf: long rows, again and again", || rtf(&r"\trowd\cellx1\intbl a\cell\row".repeat(150_000), 1), None),
    ("rtf: tables in tables", || rtf(r"\intbl\itap99999999 a\nestcell\nestrow\pard\intbl b\cell\row", 10_000), None),
    ("rtf: bytes without end", || rtf(r"\bin2147483647 a", 1), Some(DocumentFault::Empty)),
    ("html: tables in tables", || "<table><tr><td>".repeat(1_000_000).into_bytes(), Some(DocumentFault::Broken)),
    ("html: elements in elements", || "<div><span>字".repeat(40_000).into_bytes(), None),
    (
        "html: a hidden element in itself",
        || [&b"<p>a</p>"[..], &b"<b style=display:none>".repeat(1_000_000)].concat(),
        None,
    ),
    ("html: cells that cover everything", covering, Some(DocumentFault::TooLarge)),
    (
        "html: a million cells",
        || [&b"<table><tr>"[..], &b"<td>1".repeat(1_000_000)].concat(),
        Some(DocumentFault::TooLarge),
    ),
    ("html: quotes that never end", || [&b"<p>a"[..], &b"<b c=\"d e='>".repeat(1_000_000)].concat(), None),
    ("html: comments that never end", || [&b"<p>a"[..], &b"<!-- <b>".repeat(1_000_000)].concat(), None),
    ("html: letters by name", || [&b"<p>"[..], &b"&amp".repeat(5_000_000)].concat(), None),
    ("html: attributes of one element", || [&b"<table><tr><td "[..], &b"a= ".repeat(2_000_000), b">b"].concat(), None),
    ("mail: parts without end", mail, None),
    (
        "xml: a million cells",
        || sheet_xml(&"<Cell><Data>1</Data></Cell>".repeat(250_000)),
        Some(DocumentFault::TooLarge),
    ),
    (
        "xml: cells in all corners",
        || sheet_xml(&r#"<Cell ss:Index="9999999999" ss:MergeDown="99999999"><Data>1</Data></Cell>"#.repeat(1_000)),
        None,
    ),
    ("xml: columns without end", || columns_xml(), None),
    ("csv: a million cells", || "1,2,3,4,5,6,7,8,9,0\n".repeat(100_000).into_bytes(), Some(DocumentFault::TooLarge)),
    ("csv: quotes that never end", || "\"a,\"\"b\n".repeat(1_000_000).into_bytes(), Some(DocumentFault::TooLarge)),
    ("csv: one quote in each cell", || "\"a\",\"\"\"b\n".repeat(300_000).into_bytes(), Some(DocumentFault::OtherKind)),
    ("pdf: 500 MB of blanks in 500 KB", || packed_page(&[b' '; 1 << 20], 500), Some(DocumentFault::TooLarge)),
    ("pdf: a million arrays in arrays", || drawn(&"[".repeat(1_000_000)), Some(DocumentFault::BrokenPdf)),
    ("pdf: as many arrays in arrays as are let through", || drawn(&"[".repeat(49_000)), Some(DocumentFault::Empty)),
    ("pdf: the same, packed", || packed_page(&[b'['; 1_000_000], 1), Some(DocumentFault::BrokenPdf)),
    ("pdf: the same among the objects", || pdf(&[[b'['; 49_000].to_vec()]), Some(DocumentFault::BrokenPdf)),
    ("pdf: forms in forms", forms, Some(DocumentFault::TooLarge)),
    ("pdf: a form in itself", || form_pages(&["/F0 Do /F0 Do"]), Some(DocumentFault::TooLarge)),
    ("pdf: pages in a ring", || tree("<< /Type /Pages /Kids [2 0 R 2 0 R] >>"), Some(DocumentFault::Empty)),
    ("pdf: pages that stand in many", many_pages, Some(DocumentFault::BrokenPdf)),
    ("pdf: pages one in another", deep_pages, Some(DocumentFault::TooLarge)),
    ("pdf: widths of four billion characters", widths, Some(DocumentFault::BrokenPdf)),
    ("pdf: four billion objects of no length", objects, Some(DocumentFault::BrokenPdf)),
    ("pdf: a million letters", || drawn(&letters(1_000_000)), Some(DocumentFault::TooLarge)),
    ("pdf: a hundred thousand letters at one place", || drawn(&letters(100_000)), None),
    ("pdf: a hundred thousand lines", || drawn(&lines(100_000)), Some(DocumentFault::Empty)),
    ("pdf: lines of a finest grid", || drawn(&grid(400)), Some(DocumentFault::Empty)),
    ("pdf: pictures in a text", || drawn(&"BI /W 1 /H 1 ID x EI ".repeat(299)), Some(DocumentFault::Empty)),
    (
        "pdf: texts without end",
        || [&b"%PDF-1.7\n"[..], &b"1 0 obj (".repeat(10_000)].concat(),
        Some(DocumentFault::BrokenPdf),
    ),
];

#[test]
fn what_means_harm_is_refused_in_bounded_time_and_memory() {
    let form = given::form();
    let mut wrong = Vec::new();
    for (name, make, expected) in CASES {
        let bytes = make();
        forget_peak();
        let since = Instant::now();
        let outcome = read(&bytes).map(|document| {
            let proposal = recognise(&form, &document, 2023);
            let mut report = Report::new(&form, proposal.year);
            let edit = proposal.edit(&form, &report, |_| true);
            apply(&form, &mut report, &edit).expect("what is proposed can be done");
        });
        let (took, peak) = (since.elapsed(), peak());
        let said = outcome.as_ref().map_or_else(ToString::to_string, |()| "读入".into());
        println!("{name}: {} KB, {took:.2?}, {} MB: {said}", bytes.len() >> 10, peak >> 10);
        if outcome.err() != *expected || took > LONGEST || peak > MOST {
            wrong.push(*name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The most memory there was, in kilobytes, as far as the system says.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// The most memory there was is reckoned from here on.
#[allow(clippy::disallowed_methods, reason = "no file is written: the system is told")]
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").ok();
}

fn nested(depth: usize, width: usize) -> String {
    let inside = "<w:r><w:t>字</w:t></w:r>".repeat(width);
    (0..depth).fold(inside, |inside, _| format!("<w:p><w:r><w:txbxContent>{inside}</w:txbxContent></w:r></w:p>"))
}

fn attributes() -> Vec<u8> {
    let names = (0..190).map(|n| format!("a{n}=\"\" ")).collect::<Vec<_>>().concat();
    word(&format!("<w:p {names}/>").repeat(30_000))
}

fn prefixes() -> Vec<u8> {
    let declared = (0..100).map(|n| format!("xmlns:a{n}=\"b\" ")).collect::<Vec<_>>().concat();
    let body = format!("<w:p {declared}>").repeat(100) + &"<w:r xmlns:c=\"d\"/>".repeat(100_000);
    word(&(body + &"</w:p>".repeat(100)))
}

fn entities() -> Vec<u8> {
    let more = (1..20).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)));
    let more = more.collect::<Vec<_>>().concat();
    let xml = format!(
        "<!DOCTYPE a [<!ENTITY e0 \"哈\">{more}]><w:document xmlns:w=\"w\"><w:body>&e19;</w:body></w:document>"
    );
    package(&[("word/document.xml", xml.as_bytes())])
}

fn elsewhere() -> Vec<u8> {
    let xml = r#"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    package(&[("word/document.xml", xml.as_bytes())])
}

fn numbers() -> Vec<u8> {
    let text = "%1".repeat(1 << 20);
    let list = format!(
        r#"<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>"#
    );
    let item = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"#;
    word_with(&item.repeat(40_000), "", &list)
}

fn entries() -> Vec<u8> {
    let names: Vec<String> = (0..60_000).map(|n| n.to_string()).collect();
    package(&names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>())
}

fn spans() -> Vec<u8> {
    let wide = r#"<w:tc><w:tcPr><w:gridSpan w:val="99999999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc>"#;
    let more = r#"<w:tc><w:tcPr><w:gridSpan w:val="2000"/><w:vMerge/></w:tcPr><w:p/></w:tc>"#;
    word(&format!(
        "<w:tbl><w:tr>{}</w:tr>{}</w:tbl>",
        wide.repeat(80),
        format!("<w:tr>{}</w:tr>", more.repeat(80)).repeat(2_000)
    ))
}

fn indicators(rows: usize, text: &str) -> Vec<u8> {
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let head = row(&["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]);
    let one = row(&["产出指标", "数量指标", text, "≥4次", "5次", "1", "1"]);
    let two = row(&[text, "", text]);
    word(&format!("{}<w:tbl>{head}{}</w:tbl>", paragraph("附件3"), (one + &two).repeat(rows)))
}

fn sheet(rows: &str, strings: &str) -> Vec<u8> {
    book(&[("表", "", &format!("<sheetData>{rows}</sheetData>"))], strings, "")
}

fn shared() -> Vec<u8> {
    let strings = format!("<si><t>{}</t></si>", "长".repeat(1 << 20));
    sheet(&format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100_000)), &strings)
}

fn merges() -> Vec<u8> {
    let regions = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(1_200_000);
    let rows = "<row><c><v>1</v></c></row>".repeat(3_000);
    book(&[("表", "", &format!("<sheetData>{rows}</sheetData><mergeCells>{regions}</mergeCells>"))], "", "")
}

fn columns() -> Vec<u8> {
    let hidden = r#"<col min="1" max="16384" hidden="1"/>"#.repeat(16_000);
    let rows = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10)).repeat(10_000);
    book(&[("表", "", &format!("<cols>{hidden}</cols><sheetData>{rows}</sheetData>"))], "", "")
}

fn sheets() -> Vec<u8> {
    let names = r#"<sheet name="表" sheetId="1" r:id="rId1"/>"#.repeat(100_000);
    let workbook = format!(r#"<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>"#);
    package(&[("xl/workbook.xml", workbook.as_bytes())])
}

fn again() -> Vec<u8> {
    let names = r#"<sheet name="表" sheetId="1" r:id="rId1"/>"#.repeat(500);
    let workbook = format!(r#"<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>"#);
    let relations = r#"<Relationships><Relationship Id="rId1" Target="a.xml"/></Relationships>"#;
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row><c/></row>".repeat(60_000));
    package(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/a.xml", sheet.as_bytes()),
    ])
}

fn repeated(text: &str) -> String {
    format!(
        r#"<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
    )
}

fn corners() -> Vec<u8> {
    let number =
        |row: u16, column: u16| record(0x203, &[words(&[row, column, 0]), 1.0_f64.to_le_bytes().to_vec()].concat());
    // The size a sheet says it has is not to be believed either.
    let size = record(0x200, &[&[0; 4], &u32::MAX.to_le_bytes()[..], &words(&[0, u16::MAX, 0])].concat());
    let body = [size, number(0, 0), number(u16::MAX, u16::MAX)].concat();
    xls(&[], &vec![("表", 0, body.as_slice()); 500])
}

fn one_place() -> Vec<u8> {
    let many = record(0x208, &[0; 16]).repeat(50_000);
    let bytes = xls(&[], &[("表", 0, &many)]);
    // The name of the sheet comes again and again before it.
    let stream = bytes.get(512..).unwrap_or_default();
    let begin = record(0x809, &words(&[0x600, 5, 0, 0, 0, 0, 0, 0]));
    let from = stream.windows(begin.len()).position(|some| some == begin).expect("the stream");
    let stream = stream.get(from..).unwrap_or_default();
    let name = stream.windows(4).position(|some| some.starts_with(&[0x85, 0])).expect("a name");
    let length = 4 + usize::from(*stream.get(name + 2).expect("a length"));
    let mut one = stream.get(name..name + length).expect("a name").to_vec();
    let all = begin.len() + length * 500 + 4;
    one.splice(4..8, u32::try_from(all).expect("small").to_le_bytes());
    let rest = stream.get(begin.len() + length + 4..).unwrap_or_default();
    compound(&[("Workbook", &[begin, one.repeat(500), record(0x0a, &[]), rest.to_vec()].concat())])
}

fn strings() -> Vec<u8> {
    let short = [1_u8, 0, 0, b'a'].repeat(2_000);
    let first = record(0xfc, &[&[0xff; 8], short.as_slice()].concat());
    xls(&[first, record(0x3c, &short).repeat(300)].concat(), &[("表", 0, &[])])
}

fn long_text() -> Vec<u8> {
    let text = wide(&"长".repeat(4_000));
    let strings = record(0xfc, &[&[1, 0, 0, 0, 1, 0, 0, 0], text.as_slice()].concat());
    let cell = record(0xfd, &[words(&[0, 0, 0]), vec![0; 4]].concat());
    xls(&strings, &[("表", 0, &cell.repeat(100_000))])
}

fn ring() -> Vec<u8> {
    let mut bytes = compound(&[("Nothing", &vec![1; 1 << 20])]);
    // Every sector is followed by the next, the last by the first: no chain ends.
    let tables = bytes.get(0x2c).copied().map_or(1, usize::from);
    let longs = bytes.len() / 4;
    for (n, at) in (512..512 + tables * 512).step_by(4).enumerate() {
        let next = u32::try_from(n + 1).expect("small") % u32::try_from(longs / 128 - 1).expect("small");
        bytes.splice(at..at + 4, next.to_le_bytes());
    }
    bytes
}

/// A file of an old Word with one part in its table, by where the head tells its place.
fn doc(at: usize, part: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 1024];
    let mut put = |at: usize, value: u32| drop(head.splice(at..at + 4, value.to_le_bytes()));
    put(0, 0x00c1_a5ec);
    put(0x4c, u32::MAX);
    put(at + 4, u32::try_from(part.len()).expect("small"));
    head.resize(1 << 18, 0x0d);
    compound(&[("WordDocument", &head), ("0Table", part)])
}

/// Pieces of so many letters each, all at one place.
fn pieces(count: u32, letters: u32) -> Vec<u8> {
    let places: Vec<u8> = (0..=count).flat_map(|n| n.saturating_mul(letters).to_le_bytes()).collect();
    let piece = [&[0, 0][..], &(0x4000_0000_u32 | (1024 * 2)).to_le_bytes(), &[0, 0]].concat();
    let table = [places, piece.repeat(count as usize)].concat();
    [&[2][..], &u32::try_from(table.len()).expect("small").to_le_bytes(), &table].concat()
}

/// A table of pages that names one page again and again, each run of which has long properties.
fn one_page_again() -> Vec<u8> {
    let mut stream = vec![0; 1024];
    let mut put = |at: usize, value: u32| drop(stream.splice(at..at + 4, value.to_le_bytes()));
    let text = pieces(1, 44_000);
    let table = [vec![0; 500_004 * 4], 1_u32.to_le_bytes().repeat(500_003)].concat();
    for (at, value) in
        [(0, 0x00c1_a5ec), (0x4c, 44_000), (0x1a6, text.len()), (0x102, text.len()), (0x106, table.len())]
    {
        put(at, u32::try_from(value).expect("small"));
    }
    // The page: one run over everything, whose properties lie elsewhere, at the beginning of the data.
    let mut page = vec![0; 512];
    page.splice(0..8, [0_u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat());
    page.splice(8..9, [100]);
    page.splice(200..209, [5, 0, 0, 0x46, 0x66, 0, 0, 0, 0]);
    page.splice(511..512, [1]);
    stream.splice(512..1024, page);
    stream.resize(1024 + 40_000, b'a');
    stream.extend(vec![0x0d; 4_000]);
    let data = [&60_000_u16.to_le_bytes()[..], &[0x16, 0x24, 0].repeat(20_000)].concat();
    compound(&[("WordDocument", &stream), ("0Table", &[text, table].concat()), ("Data", &data)])
}

fn rtf(body: &str, times: usize) -> Vec<u8> {
    format!("{{\\rtf1 {}}}", body.repeat(times)).into_bytes()
}

fn covering() -> Vec<u8> {
    let row = format!("<tr>{}", "<td rowspan=99999999 colspan=99999999>1".repeat(100));
    format!("<table>{}</table>", row.repeat(100)).into_bytes()
}

fn mail() -> Vec<u8> {
    let part = "--x\n\nContent-Type: text/html\n--x\nContent-Type: text/html\n\n<p>a\n";
    format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{}", part.repeat(40_000)).into_bytes()
}

fn sheet_xml(cells: &str) -> Vec<u8> {
    let sheet = format!(r#"<Worksheet ss:Name="a"><Table><Row>{cells}</Row></Table></Worksheet>"#);
    made::book_xml("", &sheet).into_bytes()
}

fn columns_xml() -> Vec<u8> {
    let column = r#"<Column ss:Index="1" ss:Span="99999999" ss:Hidden="1"/>"#;
    let row = "<Row><Cell><Data>1</Data></Cell></Row>".repeat(10);
    let sheet = format!(r#"<Worksheet ss:Name="a"><Table>{}{row}</Table></Worksheet>"#, column.repeat(16_000));
    made::book_xml("", &sheet).into_bytes()
}

fn drawn(content: &str) -> Vec<u8> {
    pages(&[content.into()], "/MediaBox [0 0 595 842]", false)
}

/// So many times the same, which never lies in memory as a whole: what makes a file may not count as what reads it.
fn packed(content: &[u8], times: usize) -> Vec<u8> {
    let mut packing = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    (0..times).for_each(|_| packing.write_all(content).expect("packed"));
    packing.finish().expect("packed")
}

/// A tree of pages below this node.
fn tree(node: &str) -> Vec<u8> {
    pdf(&[b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), node.into()])
}

fn packed_page(content: &[u8], times: usize) -> Vec<u8> {
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("/Filter /FlateDecode", &packed(content, times)),
    ])
}

/// A page that draws the first of these forms.
fn form_pages(contents: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (0..contents.len()).map(|n| format!("/F{n} {} 0 R ", 5 + n)).collect();
    let resources = format!("/Resources << /XObject << {} >> >>", names.concat());
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {resources} >>").into_bytes(),
        stream("", b"/F0 Do"),
    ];
    let said = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}");
    objects.extend(contents.iter().map(|content| stream(&said, content.as_bytes())));
    pdf(&objects)
}

fn forms() -> Vec<u8> {
    let contents: Vec<String> = (1..=30).map(|n| format!("/F{n} Do ").repeat(10)).collect();
    form_pages(&contents.iter().map(String::as_str).collect::<Vec<_>>())
}

fn many_pages() -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    objects.extend((3..60).map(|n| format!("<< /Type /Pages /Kids [{n} 0 R {n} 0 R] >>").into_bytes()));
    pdf(&objects)
}

fn deep_pages() -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    objects.extend((3..100_000).map(|n| format!("<< /Type /Pages /Kids [{n} 0 R] >>").into_bytes()));
    pdf(&objects)
}

fn widths() -> Vec<u8> {
    let whole = drawn(&letters(1));
    let at = whole.windows(4).position(|four| four == b"/W [").expect("widths");
    [&whole[..at], b"/W [0 4294967295 500 ", &whole[at + 4..]].concat()
}

fn objects() -> Vec<u8> {
    let table = stream("/Type /XRef /Size 4 /Root 1 0 R /W [0 0 0] /Index [0 4294967295]", b"x");
    [b"%PDF-1.7\n1 0 obj\n".to_vec(), table, b"\nendobj\nstartxref\n9\n%%EOF".to_vec()].concat()
}

fn letters(many: usize) -> String {
    format!("BT /F1 9 Tf 0 Tc {}ET", "1 0 0 1 50 50 Tm <5B57> Tj ".repeat(many))
}

fn lines(many: usize) -> String {
    let line = |n: usize| format!("{} {} m {} {} l S ", n % 500, n % 800, n % 500 + 50, n % 800);
    (0..many).map(line).collect::<Vec<_>>().concat()
}

fn grid(many: usize) -> String {
    let level = (0..many).map(|n| format!("0 {} m 595 {} l S ", n * 2, n * 2));
    let upright = (0..many).map(|n| format!("{} 0 m {} 842 l S ", n * 2, n * 2));
    level.chain(upright).collect::<Vec<_>>().concat()
}

/// Bytes changed, left out and put in anywhere: it is read or refused, and nothing ends the program.
#[test]
fn damaged_pdf_files_are_read_or_refused() {
    let laid = laid::document("附件3\n| 名称 | 年初预算数 |\n| 公用经费 | 7.87 |\n");
    let whole = pdf_of(&laid);
    let mut dice = Dice(20_240_315);
    let mut read_still = 0;
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(4) {
            dice.change(&mut bytes);
        }
        read_still += usize::from(read(&bytes).is_ok());
    }
    println!("{read_still} of 400 are still read");
    assert!(read_still > 100, "{read_still}");
}

/// Numbers by chance, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % most.max(1)
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        const WORDS: [&str; 12] =
            ["<<", ">>", "[", "]", "(", "99999999999", "-1", " 0 R", "/Kids", "stream", "endstream", "/Length 1"];
        let at = self.below(bytes.len());
        let many = self.below(40).min(bytes.len() - at);
        match self.below(4) {
            0 => bytes[at] = u8::try_from(self.below(256)).expect("a byte"),
            1 => drop(bytes.drain(at..at + many)),
            2 => drop(bytes.splice(at..at, WORDS[self.below(WORDS.len())].bytes())),
            _ => {
                let again = bytes[at..at + many].to_vec();
                let to = self.below(bytes.len());
                drop(bytes.splice(to..to, again));
            }
        }
    }
}
