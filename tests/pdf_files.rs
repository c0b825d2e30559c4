//! PDF files: what was printed, and what an office program made of our Word files and workbooks, comes back cell by cell;
//! how lines, cells and pages are read; what is refused, and in which words.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail, and its figures are to be seen")]

use crate::given;
use crate::laid;
use crate::made;

use laid::document;
use made::pdf::{hex, pages, pdf, pdf_of, stream, turned_pdf_of};
use std::collections::{BTreeMap, BTreeSet};
use ziping::form::{Form, Tab};
use ziping::intake::{Document, DocumentBlock, DocumentFault, letters_of_pdf, read, recognise};
use ziping::output::{Manuscript, ManuscriptPart, Stamp, lay_out};
use ziping::report::{self, Report};
use ziping::sheet::derive;

fn page(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() })
}

/// The cells that stand on paper and are not blank, without blanks in their texts.
fn printed(form: &Form, page: &Manuscript, report: &Report, prose: bool) -> BTreeMap<String, String> {
    let parts: Vec<&ManuscriptPart> = if prose { page.printed().collect() } else { page.booked().collect() };
    let keys: BTreeSet<String> =
        parts.into_iter().flat_map(ManuscriptPart::texts).map(|said| said.key.clone()).collect();
    let sheet = derive(form, report);
    let told = sheet.cells().filter(|cell| keys.contains(&cell.at.to_string()) && !cell.is_blank());
    let told = told.filter(|cell| prose || sheet.tab(form, &cell.at) != Some(Tab::Report));
    told.map(|cell| (cell.at.to_string(), cell.text.split_whitespace().collect())).collect()
}

/// How cells came back.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    missing: Vec<String>,
    more: Vec<String>,
    homeless: Vec<String>,
}

fn tally(form: &Form, report: &Report, pdf: &[u8], prose: bool) -> Tally {
    let proposal = recognise(form, &read(pdf).expect("it is read"), report.content.year);
    let mut back = Report::new(form, proposal.year);
    let edit = proposal.edit(form, &back, |_| true);
    report::apply(form, &mut back, &edit).expect("cells of the form");
    let page = page(form, report);
    let (expected, found) = (printed(form, &page, report, prose), printed(form, &page, &back, prose));
    let mut tally = Tally::default();
    for (at, text) in &expected {
        match found.get(at) {
            Some(other) if other == text => tally.right += 1,
            Some(other) => tally.wrong.push(format!("{at}: “{text}”，读成“{other}”")),
            None => tally.missing.push(format!("{at}: “{text}”")),
        }
    }
    tally.more = found
        .into_iter()
        .filter(|(at, _)| !expected.contains_key(at))
        .map(|(at, text)| format!("{at}: “{text}”"))
        .collect();
    tally.homeless = proposal.homeless.iter().map(|homeless| homeless.text.to_string()).collect();
    tally
}

fn say(name: &str, tally: &Tally) {
    println!(
        "{name}: {} right, {} wrong, {} missing, {} more",
        tally.right,
        tally.wrong.len(),
        tally.missing.len(),
        tally.more.len()
    );
    for (what, texts) in
        [("wrong", &tally.wrong), ("missing", &tally.missing), ("more", &tally.more), ("homeless", &tally.homeless)]
    {
        for text in texts {
            println!("  {what} {text}");
        }
    }
}

#[test]
fn what_is_printed_comes_back() {
    let (mut right, mut all) = (0, 0);
    for (name, form, report) in given::filled() {
        let pdf = lay_out(&page(&form, &report)).expect("laid out").pdf().expect("a PDF");
        let tally = tally(&form, &report, &pdf, true);
        say(&name, &tally);
        right += tally.right;
        all += tally.right + tally.wrong.len() + tally.missing.len();
    }
    println!("{right} of {all}");
    assert!(right * 100 >= all * 97, "{right} of {all}");
}

/// PDF files that LibreOffice made of our Word files and workbooks, so that no test needs it: `data/pdf/make.sh`.
#[test]
fn what_an_office_program_made_of_our_files_comes_back() {
    let (mut right, mut all) = (0, 0);
    for (name, form, report) in given::filled() {
        for kind in ["word", "book"] {
            let Some(pdf) = fixture(&format!("{name}.{kind}")) else { continue };
            let tally = tally(&form, &report, &pdf, kind == "word");
            say(&format!("{name}.{kind}"), &tally);
            right += tally.right;
            all += tally.right + tally.wrong.len() + tally.missing.len();
        }
    }
    println!("{right} of {all}");
    assert!(all > 500 && right * 100 >= all * 99, "{right} of {all}");
}

fn fixture(name: &str) -> Option<Vec<u8>> {
    std::fs::read(format!("{}/tests/data/pdf/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).ok()
}

/// What was read, a block a line; cells parted by bars.
fn said(document: &Document) -> Vec<String> {
    let block = |block: &DocumentBlock| match block {
        DocumentBlock::Line(line) => line.text.clone(),
        DocumentBlock::Table(table) => {
            let cells = table.cells.iter().map(|spot| format!("{}.{} {}", spot.row, spot.column, spot.text));
            cells.collect::<Vec<_>>().join(" | ")
        }
    };
    document.blocks.iter().map(block).collect()
}

fn read_pages(drawn: &[String]) -> Vec<String> {
    said(&read(&pages(drawn, "/MediaBox [0 0 595 842]", false)).expect("it is read"))
}

/// A text at a place, from the lower left corner, turned so.
fn text(text: &str, matrix: &str) -> String {
    format!("BT /F1 10.5 Tf {matrix} Tm <{}> Tj ET\n", hex(text))
}

#[test]
fn pages_are_read_as_they_are_shown() {
    let laid =
        document("附件3\n| 名称 | 年初预算数 | 全年执行数 |\n| 一般公共预算 | 59 | 85.22 |\n| ^ | 7.87 | 5.31 |\n");
    let upright = said(&read(&turned_pdf_of(&laid, 0)).expect("it is read"));
    assert_eq!(
        upright,
        [
            "附件3",
            "0.0 名称 | 0.1 年初预算数 | 0.2 全年执行数 | 1.0 一般公共预算 | 1.1 59 | 1.2 85.22 | 2.1 7.87 | 2.2 5.31"
        ]
    );
    for quarters in 1..4 {
        assert_eq!(said(&read(&turned_pdf_of(&laid, quarters)).expect("it is read")), upright, "{quarters}");
    }
}

/// Strokes instead of thin rectangles; texts that run upwards; what lies askew, or is drawn twice to look bold.
#[test]
fn what_is_drawn_in_other_ways_is_read_as_it_looks() {
    let frame = "100 600 200 100 re S 150 600 m 150 700 l S 150 650 m 300 650 l S\n";
    let drawn = [
        frame.to_string(),
        text("产出指标", "0 1 -1 0 129 625"),
        text("得分", "1 0 0 1 160 670"),
        text("得分", "1 0 0 1 160.3 670"),
        text("9.8", "1 0 0 1 160 620"),
        text("草稿", "0.7 0.7 -0.7 0.7 200 610"),
        "1 1 1 rg 100 720 200 0.5 re f 100 760 200 0.5 re f 100 720 0.5 40 re f 300 720 0.5 40 re f\n".into(),
        text("附件3", "1 0 0 1 100 740"),
    ];
    assert_eq!(read_pages(&[drawn.concat()]), ["附件3", "0.0 产出指标 | 0.1 得分 | 1.1 9.8"]);
}

/// What only the end of a line broke is whole again; what someone broke stays so.
#[test]
fn lines_are_joined_as_one_reads_them() {
    let frame = "100 600 63.3 100 re S 163.3 600 m 300 600 l 300 700 l 163.3 700 l S\n".to_string();
    let at = |line: u32, x: f64, words: &str| text(words, &format!("1 0 0 1 {x} {}", 685 - line * 14));
    let narrow = [at(0, 105.4, "年度预算申"), at(1, 105.4, "请")].concat();
    let wide = [
        at(0, 168.7, "走访企业家座谈会场次"),
        at(1, 168.7, "全年完成一百一十三次，"),
        at(2, 168.7, "比上年增加。"),
        at(3, 168.7, "其中：Annual reports"),
        at(4, 168.7, "published in 2023"),
    ]
    .concat();
    let found = read_pages(&[frame.clone() + &narrow + &wide]);
    assert_eq!(
        found,
        [
            "0.0 年度预算申请 | 0.1 走访企业家座谈会场次\n全年完成一百一十三次，比上年增加。\n其中：Annual reports published in 2023"
        ]
    );
    let figures = [at(0, 105.4, "1234567.89"), at(1, 105.4, "01")].concat();
    assert_eq!(read_pages(&[frame + &figures]), ["0.0 1234567.8901 | 0.1 "]);
}

/// Tables go on over pages; heads that come again, numbers of pages and running heads are no rows and no lines.
#[test]
fn tables_go_on_over_pages() {
    let rows = (1..=60).map(|n| format!("| 指标{n}名称 | ≥{n}次 | {n}次 |\n"));
    let rows: Vec<String> = ["| 三级指标 | 年度指标值 | 实际完成值 |\n".into()].into_iter().chain(rows).collect();
    let mut drawn = made::pdf::drawn(&document(&rows.concat()), 595.0, 842.0);
    assert_eq!(drawn.len(), 2);
    for (n, page) in drawn.iter_mut().enumerate() {
        page.push_str(&text("某县财政局文件", "1 0 0 1 230 810"));
        page.push_str(&text(&format!("— {} —", n + 1), "1 0 0 1 270 30"));
    }
    let one = read_pages(&drawn);
    assert!(one[0].contains("三级指标") && one[0].contains("60.2 60次"), "{one:?}");
    assert!(!one.concat().contains('—'), "{one:?}");
}

#[test]
fn a_row_that_the_page_cut_is_one() {
    let frame = |bottom: u32, top: u32| {
        let high = top - bottom;
        format!("60 {bottom} 475 {high} re S 160 {bottom} m 160 {top} l S 460 {bottom} m 460 {top} l S\n")
    };
    let first = [
        frame(40, 100),
        text("偏差原因", "1 0 0 1 65 80"),
        text("全年完成走访企业一百一十三次，比上年增加三十次，其中重", "1 0 0 1 165 80"),
        text("9.8", "1 0 0 1 465 80"),
    ];
    let second = [frame(740, 780), text("点企业四十次。", "1 0 0 1 165 760")];
    let found = read_pages(&[first.concat(), second.concat()]);
    assert_eq!(
        found,
        ["0.0 偏差原因 | 0.1 全年完成走访企业一百一十三次，比上年增加三十次，其中重点企业四十次。 | 0.2 9.8"]
    );
}

#[test]
fn what_is_not_read_says_why_and_what_to_do() {
    let picture = |more: &str| {
        let image = stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
            &[0],
        );
        pdf(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
            b"<< /Type /Manuscript /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>".to_vec(),
            stream("", format!("q 595 0 0 842 0 0 cm /I Do Q {more}").as_bytes()),
            image,
        ])
    };
    let whole = pdf_of(&document("附件3\n| 名称 | 5 |\n"));
    let words = [text("附件三部门整体支出绩效自评表", "1 0 0 1 100 700")];
    let mute = pages(&words, "/MediaBox [0 0 595 842]", true);
    for (name, bytes, fault) in [
        ("a scan", picture(""), DocumentFault::Picture),
        ("glyphs without characters", mute, DocumentFault::Unmapped),
        ("locked", fixture("locked").expect("a file"), DocumentFault::LockedPdf),
        ("nothing", b"%PDF-1.7".to_vec(), DocumentFault::BrokenPdf),
        ("blank", pages(&[String::new()], "", false), DocumentFault::Empty),
        ("too many pages", pages(&vec![String::new(); 501], "", false), DocumentFault::TooLarge),
    ] {
        assert_eq!(read(&bytes).err(), Some(fault), "{name}");
    }
    assert!(read(&whole[..whole.len() / 3]).is_err(), "cut off");
    let mut late = vec![b'\n'; 1_000];
    late.extend(&whole);
    for (name, bytes) in
        [("whole", whole.clone()), ("without its end", whole[..whole.len() - 40].to_vec()), ("begun late", late)]
    {
        assert_eq!(
            said(&read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"))),
            ["附件3", "0.0 名称 | 0.1 5"],
            "{name}"
        );
    }
    let pages = letters_of_pdf(&fixture("open").expect("a file")).expect("it needs no password");
    assert!(pages.concat().contains("绩效自评表"), "{pages:?}");
}

/// A page that is a picture among pages that are not does not go unsaid.
#[test]
fn a_picture_among_pages_is_named() {
    let image = "595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{0} EI";
    let found = read_pages(&[text("附件3", "1 0 0 1 100 700"), image.into()]);
    assert_eq!(found, ["附件3", "（第2页是图片，上面的文字没有读入。）"]);
}
