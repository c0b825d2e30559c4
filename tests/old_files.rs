//! Files that predecessors left: of old Office programs, rich text, web pages and XML under the names of workbooks, rows
//! of cells. Each is read like its newer kind, whatever it is named.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::laid;
use crate::made;

use encoding_rs::GBK;
use laid::document;
use made::{compound, paragraph, words};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use ziping::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, TextOrigin, read};

/// What is written in a document, blank lines and cells aside: a line a line, a cell a line with its place.
fn written(document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    for block in &document.blocks {
        match block {
            DocumentBlock::Line(line) if line.text.trim().is_empty() => {}
            DocumentBlock::Line(line) => {
                let heading = line.heading.map(|level| format!("# {level} ")).unwrap_or_default();
                all.push(heading + line.text.trim());
            }
            DocumentBlock::Table(table) => {
                all.push("表".into());
                let cells = table.cells.iter().filter(|spot| !spot.text.trim().is_empty());
                all.extend(cells.map(|s| format!("{},{} {}x{} {}", s.row, s.column, s.down, s.across, s.text.trim())));
            }
        }
    }
    all
}

fn seen(bytes: &[u8]) -> Vec<String> {
    written(&read(bytes).unwrap_or_else(|fault| panic!("{fault}")))
}

fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents")
}

/// A layout of the harvest.
fn harvest(name: &str) -> Document {
    let text = std::fs::read_to_string(documents().join("harvest").join(name).with_extension("txt")).expect("a text");
    document(text.split("\n>>>\n").next().expect("a document"))
}

const OLD: [&str; 5] = ["01-order", "02-yuan", "07-projects", "10-years", "13-old"];

/// A file that an old Word keeps; see tests/data/documents/make.sh.
fn old(name: &str) -> Vec<u8> {
    std::fs::read(documents().join("old").join(name)).expect("a file")
}

#[test]
fn a_file_of_an_old_word_is_read_like_a_new_one() {
    for name in OLD {
        assert_eq!(seen(&old(&format!("{name}.doc"))), written(&harvest(name)), "{name}");
    }
}

#[test]
fn only_what_one_reads_in_an_old_file_is_read() {
    let expected = [
        "# 1 第一章",
        "# 2 二级",
        "一、甲",
        "二、乙",
        "（1）子",
        "三、丙",
        "5.重来",
        "见链接完",
        "留增",
        "前半后半",
        "看得",
        "上\n下\t右-末",
        "ASCII, 100% “引号” — ① 𠮷 ≥5",
        "表",
        "0,0 2x1 竖",
        "0,1 1x2 横",
        "1,1 1x1 一段\n二段",
        "1,2 1x1 后",
        "2,1 1x1 退",
        "2,2 1x1 四、列表\n五、列表二",
        "表",
        "0,0 1x1 内一",
        "0,1 1x1 内二",
        "表",
    ];
    let found = seen(&old("parts.doc"));
    assert_eq!(found[..expected.len()], expected);
    // A row so long that its shape is kept elsewhere.
    let more: Vec<String> = (0..40).map(|n| format!("0,{n} 1x1 {n}")).collect();
    assert_eq!(found[expected.len()..][..40], more);
    assert_eq!(found[expected.len() + 40..], ["1,0 1x20 合并", "1,20 1x20 二十", "尾"]);
    // The newer file is read alike.
    assert_eq!(found, seen(&parts()));
}

fn t(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn p(properties: &str, inside: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>")
}

fn numbered(level: u8, list: u8, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), &t(text))
}

fn cell(width: usize, more: &str, inside: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{inside}</w:tc>"#)
}

fn table(grid: &[usize], rows: &[String]) -> String {
    let grid = grid.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect::<Vec<_>>().concat();
    let rows = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect::<Vec<_>>().concat();
    format!("<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
}

/// A Word file with everything in it that may be read wrongly.
fn parts() -> Vec<u8> {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let instruction = r#"<w:r><w:instrText xml:space="preserve"> HYPERLINK "http://a" </w:instrText></w:r>"#;
    let link = [&t("见"), &mark("begin"), instruction, &mark("separate"), &t("链接"), &mark("end"), &t("完")].concat();
    let who = r#"w:author="甲" w:date="2024-01-01T00:00:00Z""#;
    let changed = format!(
        r#"{}<w:del w:id="1" {who}><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins w:id="2" {who}>{}</w:ins>"#,
        t("留"),
        t("增")
    );
    let hidden = t("看") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r>" + &t("得");
    let signs = "<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t><w:noBreakHyphen/><w:t>末</w:t></w:r>";
    let body = [
        p(r#"<w:pStyle w:val="h1"/>"#, &t("第一章")),
        p(r#"<w:outlineLvl w:val="1"/>"#, &t("二级")),
        numbered(0, 1, "甲"),
        numbered(0, 1, "乙"),
        numbered(1, 1, "子"),
        numbered(0, 1, "丙"),
        numbered(0, 2, "重来"),
        p("", &link),
        p("", &changed),
        p(&format!(r#"<w:rPr><w:del w:id="3" {who}/></w:rPr>"#), &t("前半")),
        p("", &t("后半")),
        p("", &hidden),
        p("", signs),
        p("", &t("ASCII, 100% “引号” — ① 𠮷 ≥5")),
        merged(),
        p("", ""),
        wide(),
        p("", &t("尾")),
    ];
    let styles = r#"<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"#;
    let level = |n: u8, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let lists = format!(
        r#"<w:abstractNum w:abstractNumId="1">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="2">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#,
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "（%2）"),
        level(0, "decimal", "%1.")
    );
    made::word_with(&body.concat(), styles, &lists)
}

/// A table merged both ways, with a table in a cell, a row that begins further in, and numbers.
fn merged() -> String {
    let inner = table(&[400, 600], &[cell(400, "", &p("", &t("内一"))) + &cell(600, "", &p("", &t("内二")))]);
    let rows = [
        cell(1000, r#"<w:vMerge w:val="restart"/>"#, &p("", &t("竖")))
            + &cell(2000, r#"<w:gridSpan w:val="2"/>"#, &p("", &t("横"))),
        cell(1000, "<w:vMerge/>", &p("", ""))
            + &cell(1000, "", &(p("", &t("一段")) + &p("", &t("二段"))))
            + &cell(1000, "", &(inner + &p("", &t("后")))),
        r#"<w:trPr><w:gridBefore w:val="1"/><w:wBefore w:w="1000" w:type="dxa"/></w:trPr>"#.to_string()
            + &cell(1000, "", &p("", &t("退")))
            + &cell(1000, "", &(numbered(0, 1, "列表") + &numbered(0, 1, "列表二"))),
    ];
    table(&[1000, 1000, 1000], &rows)
}

/// A table of so many columns that an old file keeps the shapes of its rows elsewhere.
fn wide() -> String {
    let twenty = r#"<w:gridSpan w:val="20"/>"#;
    let rows = [
        (0..40).map(|n| cell(300, "", &p("", &t(&n.to_string())))).collect(),
        cell(6000, twenty, &p("", &t("合并"))) + &cell(6000, twenty, &p("", &t("二十"))),
    ];
    table(&[300; 40], &rows)
}

#[test]
#[ignore = "makes what tests/data/documents/make.sh has LibreOffice turn into old files"]
#[allow(clippy::disallowed_methods, reason = "nothing is lost if half of it stays behind")]
fn what_old_files_are_made_of_is_made() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("old");
    std::fs::create_dir_all(&folder).expect("a folder");
    for name in OLD {
        std::fs::write(folder.join(name).with_extension("rtf"), made::rtf_of(&harvest(name))).expect("written");
    }
    std::fs::write(folder.join("parts.docx"), parts()).expect("written");
}

#[test]
fn an_old_file_that_cannot_be_read_says_why() {
    let bytes = old("10-years.doc");
    let head = bytes.windows(2).position(|two| two == [0xec, 0xa5]).expect("the head of the text");
    let changed = |at: usize, value: u8| {
        let mut bytes = bytes.clone();
        bytes[head + at] = value;
        read(&bytes)
    };
    assert_eq!(changed(11, bytes[head + 11] | 1), Err(DocumentFault::Locked), "encrypted");
    assert_eq!(changed(11, bytes[head + 11] | 0x80), Err(DocumentFault::Locked), "obfuscated");
    assert_eq!(changed(0, 0xdc), Err(DocumentFault::OldText), "of Word 95");
    assert_eq!(read(&compound(&[("WordDocument", &[0; 4096])])), Err(DocumentFault::OldText));
    let short = [words(&[0xa5ec, 0xc1]), vec![0; 4092]].concat();
    assert_eq!(read(&compound(&[("WordDocument", &short)])), Err(DocumentFault::Broken));
    assert_eq!(read(&compound(&[("Works", &short)])), Err(DocumentFault::OldSheet));
}

#[test]
fn rich_text_is_read_as_one_reads_it() {
    let rich = |body: &str| {
        let head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}{\stylesheet{\s1 heading 1;}{\s2\outlinelevel1 x;}}{\info{\title t}}{\header h\par}";
        seen(format!("{head}{body}}}").as_bytes())
    };
    for (body, expected) in [
        (r"\f0\'bc\'d7\'d2\'d2 abc\par", &["甲乙 abc"][..]),
        (r"\uc1\u30002?\uc2\u20057\'d2\'d2\uc0\u19993\par", &["甲乙丙"]),
        (r"\f1 \ldblquote a\rdblquote\~b\_c\-d\par", &["“a”\u{a0}b-cd"]),
        (
            r"{\v \'bc}{\deleted x}{\field{\*\fldinst HYPERLINK a}{\fldrslt link}}{\pict 0102}{\*\unknown y}\par",
            &["link"],
        ),
        (r"\bin5 }}}}}end\par", &["end"]),
        (r"\pard\s1 a\par\pard\s2 b\par\pard\outlinelevel2 c\par\pard d", &["# 1 a", "# 2 b", "# 3 c", "d"]),
        (r"{\listtext 1.\tab}a\par{\listtext\u8226?\tab}b\par", &["1.a", "b"]),
        (
            r"\trowd\trleft0\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl a\cell b\cell c\cell\row\trowd\clvmrg\cellx1000\cellx2000\cellx3005\pard\intbl\cell d\par e\cell f\cell\row\pard g\par",
            &["表", "0,0 2x1 a", "0,1 1x2 b", "1,1 1x1 d\ne", "1,2 1x1 f", "g"],
        ),
        (r"\trowd\cellx1000\cellx2000 a\cell b\cell\row\pard c\par", &["表", "0,0 1x1 a", "0,1 1x1 b", "c"]),
        (
            r"\trowd\cellx1000\cellx2000\pard\intbl a\cell\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx1400\cellx2000\nestrow}{\nonesttables\par}\pard\intbl d\cell\row\pard e\par",
            &["表", "0,0 1x1 a", "0,1 1x1 d", "表", "0,0 1x1 b", "0,1 1x1 c", "e"],
        ),
    ] {
        assert_eq!(rich(body), expected, "{body}");
    }
    assert_eq!(read(b"{\\rtf1}"), Err(DocumentFault::Empty));
}

#[test]
fn a_web_page_is_read_whatever_it_is_named() {
    let table = |rows: &str| format!("<table>{rows}</table>");
    for (page, expected) in [
        // A head that is merged both ways, ends left out, blanks of the file.
        (
            table("<tr><td rowspan=2>甲<td colspan='2'>乙\n  丙<tr><TD>丁</TD><td>&ge;5&#20010;<br>戊</td></tr>"),
            &["表", "0,0 2x1 甲", "0,1 1x2 乙 丙", "1,1 1x1 丁", "1,2 1x1 ≥5个\n戊"][..],
        ),
        (
            format!(
                "<!DOCTYPE html><html><head><title>题</title><style>td{{}}</style></head><body><h2>一</h2><p>二<p>三{}四",
                table("<tr><td>甲")
            ),
            &["# 2 一", "二", "三", "表", "0,0 1x1 甲", "四"],
        ),
        // One that only holds others together is none.
        (table(&format!("<tr><td>{}</td></tr>", table("<tr><td>内</td></tr>"))), &["表", "0,0 1x1 内"]),
        (
            table(&format!("<tr><td>外</td><td>{}</td></tr>", table("<tr><td>内</td></tr>"))),
            &["表", "0,0 1x1 外", "表", "0,0 1x1 内"],
        ),
        (
            table(
                r#"<tr style="display:none"><td>藏</td></tr><tr><td x="a>b" colspan=2>看<span style="mso-hide:all;display:none">不<span>见</span></span>得<!-- 注 --><![if !x]>了<![endif]></td></tr>"#,
            ),
            &["表", "0,0 1x1 藏", "1,0 1x2 看得了"],
        ),
        (
            table(
                r#"<tr><td><input type="hidden" value="1"><input value="填&gt;">a < b &amp; c<td rowspan="0" colspan="-1">d"#,
            ),
            &["表", "0,0 1x1 填>a < b & c", "0,1 1x1 d"],
        ),
        // Points that the page numbers.
        (
            "<ol start=3><li>甲<li>乙<ul><li>丙</ul></ol><ol type=A><li>丁</ol><p>戊".into(),
            &["3.甲", "4.乙", "丙", "丁", "戊"],
        ),
        // Word ends lines of the file within words.
        (
            "<html><head><meta name=Generator content=\"Microsoft Word 15\"></head><body><p>绩效\n自评 a\nb".into(),
            &["绩效自评 a b"],
        ),
    ] {
        assert_eq!(seen(page.as_bytes()), expected, "{page}");
    }
    let hidden = read(table("<tr style='display: none'><td>藏").as_bytes()).expect("a table");
    assert!(matches!(&hidden.blocks[0], DocumentBlock::Table(table) if table.cells[0].hidden));
}

/// One table in every way its letters are kept.
#[test]
fn letters_are_told_by_what_stands_in_the_file() {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><table><tr><td>项目支出≥</td></tr></table></html>";
    let bare = "<table><tr><td>项目支出≥</td></tr></table>";
    let wide = |text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    for bytes in [
        GBK.encode(&page.replace("gb2312", "utf-8")).0.to_vec(),
        GBK.encode(page).0.to_vec(),
        GBK.encode(bare).0.to_vec(),
        bare.as_bytes().to_vec(),
        [&[0xef, 0xbb, 0xbf], page.as_bytes()].concat(),
        wide(bare, [0xff, 0xfe], u16::to_le_bytes),
        wide(bare, [0xfe, 0xff], u16::to_be_bytes),
        wide(bare, [b'<', 0], u16::to_le_bytes)[2..].to_vec(),
    ] {
        assert_eq!(seen(&bytes), ["表", "0,0 1x1 项目支出≥"]);
    }
}

#[test]
fn a_page_packed_as_a_mail_is_read() {
    let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_x\"\r\n\r\n前言\r\n----=_x\r\nContent-Location: a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<html><table><tr><td colspan=3D2>=E7=94=B2=\r\n</td></tr></table></html>\r\n----=_x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+5LmZ\r\nPC9wPg==\r\n----=_x\r\nContent-Type: image/png\r\n\r\n<p>丙</p>\r\n----=_x--\r\n";
    assert_eq!(seen(mail.as_bytes()), ["表", "0,0 1x2 甲", "乙"]);
}

#[test]
fn a_workbook_of_xml_shows_what_is_seen() {
    let styles = r#"<Style ss:ID="a"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style><Style ss:ID="b"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;;@"/></Style><Style ss:ID="c"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="d" ss:Parent="c"/>"#;
    let data = |kind: &str, text: &str| format!(r#"<Data ss:Type="{kind}">{text}</Data>"#);
    let cell = |more: &str, inside: String| format!("<Cell {more}>{inside}</Cell>");
    let rows = [
        format!(
            "<Row>{}{}</Row>",
            cell(r#"ss:MergeAcross="1" ss:MergeDown="1""#, data("String", "甲&#10;乙")),
            cell(r#"ss:StyleID="a""#, data("Number", "880.1"))
        ),
        format!("<Row>{}</Row>", cell(r#"ss:Index="3" ss:StyleID="b""#, data("DateTime", "2023-12-15T00:00:00.000"))),
        format!(
            r#"<Row ss:Index="5" ss:StyleID="d" ss:Hidden="1">{}{}{}</Row>"#,
            cell("", data("Number", "0.95")),
            cell(r#"ss:Formula="=R1C1""#, data("Number", "1")),
            cell(r#"ss:Formula="=R1C1""#, String::new()),
        ),
    ];
    let sheets = format!(
        r#"<Worksheet ss:Name="附件2"><Table><Column ss:Index="2" ss:Hidden="1"/>{}</Table></Worksheet><Worksheet ss:Name="藏"><Table><Row>{}</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"#,
        rows.concat(),
        cell("", format!("{}<Comment><Data>批注</Data></Comment>", data("Boolean", "1")))
    );
    let document = read(made::book_xml(styles, &sheets).as_bytes()).expect("a workbook");
    let tables: Vec<&DocumentTable> = document
        .blocks
        .iter()
        .filter_map(|block| if let DocumentBlock::Table(table) = block { Some(table) } else { None })
        .collect();
    let names: Vec<_> = tables.iter().map(|table| (table.name.as_str(), table.hidden)).collect();
    assert_eq!(names, [("附件2", false), ("藏", true)]);
    let found: Vec<_> = tables[0]
        .cells
        .iter()
        .map(|s| (s.row, s.column, s.down, s.across, s.text.as_str(), s.origin, s.hidden))
        .collect();
    assert_eq!(
        found,
        [
            (0, 0, 2, 2, "甲\n乙", TextOrigin::Written, false),
            (0, 2, 1, 1, "880.10万元", TextOrigin::Written, false),
            (1, 2, 1, 1, "2023年12月", TextOrigin::Written, false),
            (4, 0, 1, 1, "95.00%", TextOrigin::Written, true),
            (4, 1, 1, 1, "100.00%", TextOrigin::Computed, true),
            (4, 2, 1, 1, "", TextOrigin::Missing, true),
        ]
    );
    assert_eq!(tables[1].cells[0].text, "TRUE");
}

#[test]
fn a_word_file_of_xml_is_read_like_a_package() {
    let body = format!(
        r#"{}<wx:sect><w:p><w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:hmerge w:val="restart"/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:hmerge/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></wx:sect>"#,
        paragraph("甲"),
        paragraph("竖"),
        paragraph("横")
    );
    let expected = ["甲", "一、乙", "表", "0,0 2x1 竖", "0,1 1x2 横"];
    let spaces = r#"xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint""#;
    let one = format!(
        r#"<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument {spaces}><w:body>{body}</w:body></w:wordDocument>"#
    );
    assert_eq!(seen(one.as_bytes()), expected);
    let flat = format!(
        r#"<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage" {spaces}><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document><w:body>{body}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"#
    );
    assert_eq!(seen(flat.as_bytes()), expected);
}

#[test]
fn rows_of_cells_are_read_whatever_parts_them() {
    let expected = ["表", "0,0 1x1 公用经费", "0,1 1x1 1,234.5", "1,0 1x1 说“明”\"\n次行", "1,1 1x1 0012"];
    let text = |sign: char| format!("公用经费{sign}\"1,234.5\"\r\n\"说“明”\"\"\r\n次行\"{sign}=\"0012\"\r\n");
    for sign in [',', ';', '\t'] {
        assert_eq!(seen(text(sign).as_bytes()), expected, "{sign:?}");
        assert_eq!(seen(&GBK.encode(&text(sign)).0), expected, "{sign:?}");
    }
    for none in [
        "一段话，没有表格。\n再一段话。",
        "(\n  format: 4,\n  form: \"a\",\n  report: (\n    year: 2024,\n",
        "{\"a\": 1, \"b\": 2}\n{\"a\": 1, \"b\": 2}",
        "<svg xmlns=\"a\"/>",
        "",
    ] {
        assert_eq!(read(none.as_bytes()), Err(DocumentFault::OtherKind), "{none}");
    }
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0"), Err(DocumentFault::OtherKind));
}

/// Small files of each kind, to be damaged.
fn small(which: usize) -> Vec<u8> {
    let laid = document("附件3\n| 甲 | < | 乙 |\n| ^ | ^ | 3.5% |\n");
    match which {
        0 => old("parts.doc"),
        1 => old("10-years.doc"),
        2 => made::rtf_of(&laid),
        3 => made::web_of(&laid).into_bytes(),
        4 => made::book_xml_of(&laid).into_bytes(),
        _ => made::csv_of(&made::sheets_of(&laid)[1]).into_bytes(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_stops_the_reading(
        which in 0_usize..6,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = small(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        read(&bytes).ok();
    }
}
