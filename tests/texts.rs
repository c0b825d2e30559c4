//! What leaves the program, read back: every printable cell of every form stands in the PDF, the Word file and the
//! workbook, once and in the order of the manuscript. What else a PDF must be.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;
use crate::package;
use crate::unpacked;

use calamine::{Reader as _, Xlsx};
use given::{form, sample};
use package::Package;
use std::io::Cursor;
use unpacked::unpacked;
use ziping::form::Form;
use ziping::intake::letters_of_pdf;
use ziping::output::{Manuscript, ManuscriptPart, PdfWish, Stamp, book, lay_out, word};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

/// The text of each page of a PDF, without spaces.
fn read(pdf: &[u8]) -> Vec<String> {
    letters_of_pdf(pdf).expect("a PDF").iter().map(|page| bare(page)).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}').collect()
}

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() })
}

/// Every blank cell gets a text of its own, long ones two paragraphs.
fn filled(form: &Form) -> Report {
    let mut report = Report::new(form, form.from_year);
    let blank: Vec<_> =
        derive(form, &report).cells().filter(|c| c.is_writable() && c.is_blank()).map(|c| c.at.clone()).collect();
    for (n, at) in blank.into_iter().enumerate() {
        report::apply(form, &mut report, &Edit::Write { at, text: format!("甲{n}乙").into() }).expect("a cell");
    }
    report
}

/// The cells' texts that stand in a text, in its order.
fn told(text: &str) -> Vec<String> {
    let begun = text.split('甲').skip(1).filter_map(|rest| rest.split_once('乙'));
    begun.map(|(number, _)| format!("甲{number}乙")).collect()
}

/// What parts tell: their titles name the unit, then come their cells.
fn tell<'p>(parts: impl Iterator<Item = &'p ManuscriptPart>) -> Vec<String> {
    parts
        .flat_map(|part| {
            let cells: String = part.texts().iter().map(|said| said.text.as_str()).collect();
            told(&(part.title.concat() + &cells))
        })
        .collect()
}

/// The text of a Word file.
fn word_text(manuscript: &Manuscript) -> String {
    Package::open(&word(manuscript).expect("a Word file")).document().words()
}

/// The text of a workbook, sheet by sheet, row by row.
fn book_text(manuscript: &Manuscript, form: &Form) -> String {
    let mut book = Xlsx::new(Cursor::new(book(manuscript, form.money).expect("a workbook"))).expect("opens");
    book.worksheets().iter().flat_map(|(_, range)| range.cells()).map(|(_, _, data)| data.to_string()).collect()
}

#[test]
fn every_cell_stands_once_and_in_order_in_every_file_of_every_form() {
    for text in ziping::form::sources() {
        let form = ziping::form::parse(text).expect("a bundled form");
        let manuscript = manuscript(&form, &filled(&form));
        let expected = tell(manuscript.printed());
        assert!(expected.len() > 20, "{}: cells are written", form.id);
        let pages = read(&lay_out(&manuscript).expect("laid out").pdf().expect("a PDF"));
        assert_eq!(told(&pages.concat()), expected, "{}: PDF", form.id);
        assert!(!pages.concat().contains('\u{fffd}'), "{}: every letter can be read", form.id);
        let written = |page: &&String| !page.is_empty();
        let stamped = |page: &String| page.contains("校验码2Q7K-9F3M");
        assert!(pages.iter().filter(written).all(stamped), "the code is on every page but the back of the cover");
        assert_eq!(told(&word_text(&manuscript)), expected, "{}: Word", form.id);
        let expected = tell(manuscript.booked());
        assert_eq!(told(&book_text(&manuscript, &form)), expected, "{}: Excel", form.id);
    }
}

#[test]
fn parts_and_chosen_pages_are_what_they_say() {
    let form = form();
    let laid = lay_out(&manuscript(&form, &sample())).expect("laid out");
    let parts = laid.parts();
    let ids: Vec<&str> = parts.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["cover", "report", "base", "scores", "project"]);
    assert_eq!((parts[0].1.start, parts[4].1.end), (0, laid.pages()));
    assert!(parts.windows(2).all(|pair| pair[0].1.end == pair[1].1.start));
    let all = read(&laid.pdf().expect("a PDF"));
    let wish = PdfWish { archive: None, pages: parts[2].1.clone().chain(parts[4].1.clone()).collect() };
    let some = read(&laid.pdf_as(&wish).expect("a PDF"));
    let expected: Vec<String> = wish.pages.iter().map(|page| all[*page].clone()).collect();
    assert_eq!(some, expected);
    assert!(some[0].contains("附件2") && some[some.len() - 1].contains("附件4"));
}

#[test]
fn a_pdf_for_keeping_says_so_and_when() {
    let laid = lay_out(&manuscript(&form(), &sample())).expect("laid out");
    let made = |time: &str| {
        let archive = chrono::DateTime::parse_from_rfc3339(time).expect("a time");
        laid.pdf_as(&PdfWish { archive: Some(archive), pages: Vec::new() }).expect("a PDF")
    };
    let pdf = made("2024-03-15T10:30:00+08:00");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("pdfaid:part>3<") && text.contains("pdfaid:conformance>B<"), "PDF/A-3b");
    // On the clock of the place, with how far that is from the world's.
    for (time, in_the_file) in [
        ("2024-03-15T10:30:00+08:00", "2024-03-15T10:30:00+08:00"),
        ("2024-03-15T10:30:00-03:30", "2024-03-15T10:30:00-03:30"),
    ] {
        let pdf = made(time);
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains(in_the_file) && !text.contains("10:30:00Z"), "{time}");
    }
    assert_eq!(read(&pdf), read(&laid.pdf().expect("a PDF")));
}

/// Titles of all parts, in order.
#[test]
fn bookmarks_tell_the_parts_apart() {
    let form = form();
    let mut report = sample();
    report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
    let pdf = lay_out(&manuscript(&form, &report)).expect("laid out").pdf().expect("a PDF");
    let written = String::from_utf8_lossy(&unpacked(&pdf)).to_uppercase();
    let holds = |words: &str| {
        let hex: Vec<String> = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        written.contains(&hex.concat())
    };
    for title in ["封面", "附件2", "附件4-1", "附件4-2"] {
        assert!(holds(title), "{title}");
    }
}

/// The PC's official faces are asked for by name; where they are, the pages are set in them.
#[test]
fn official_faces_are_used_where_they_are() {
    let manuscript = manuscript(&form(), &sample());
    let named = |name: &str| {
        let bytes = ziping::output::bundled_face("FandolFang-Regular").expect("a face").to_vec();
        let mut faces = fontdb::Database::new();
        faces.load_font_data(bytes);
        let mut face = faces.faces().next().expect("a face").clone();
        face.families = vec![(name.into(), fontdb::Language::Chinese_PeoplesRepublicOfChina)];
        let mut renamed = fontdb::Database::new();
        renamed.push_face_info(face);
        renamed
    };
    let plain = lay_out(&manuscript).expect("laid out").pdf().expect("a PDF");
    let set = |name: &str| {
        let laid = ziping::output::lay_out_with(&manuscript, &named(name)).expect("laid out");
        laid.pdf().expect("a PDF")
    };
    assert_ne!(set("宋体"), plain, "tables are set in the face that is called 宋体");
    assert_eq!(set("别的字体"), plain, "no other face is taken");
    assert_eq!(read(&set("宋体")), read(&plain), "and say the same");
}
