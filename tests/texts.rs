//! The finished PDF, read back: every printable cell of every form stands in it, in the order of the page.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

mod given;

use given::{form, sample};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};
use ziping::form::Form;
use ziping::output::{Page, Part, PdfWish, Stamp, lay_out};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

/// Listens to the letters that are drawn.
#[derive(Default)]
struct Reader(String);

impl Device<'_> for Reader {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => self.0.push(letter),
            Some(BfString::String(letters)) => self.0.push_str(&letters),
            None => self.0.push('\u{fffd}'),
        }
    }
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The text of each page of a PDF, without spaces.
fn read(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let whole = Rect::new(0.0, 0.0, 2000.0, 2000.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, whole, &cache, pdf.xref(), settings);
        let mut reader = Reader::default();
        interpret_page(page, &mut context, &mut reader);
        pages.push(bare(&reader.0));
    }
    pages
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}').collect()
}

fn page(form: &Form, report: &Report) -> Page {
    Page::new(form, &derive(form, report), Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() })
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

#[test]
fn every_cell_is_read_back_in_the_order_of_the_page() {
    for text in ziping::form::sources() {
        let form = ziping::form::parse(text).expect("a bundled form");
        let page = page(&form, &filled(&form));
        let pages = read(&lay_out(&page).expect("laid out").pdf().expect("a PDF"));
        let words = pages.concat();
        assert!(!words.contains('\u{fffd}'), "{}: every letter can be read", form.id);
        let mut at = 0;
        for said in page.printed().flat_map(Part::said) {
            for line in said.paragraphs().map(bare) {
                let found = words[at..].find(&line).unwrap_or_else(|| panic!("{}: {line} after byte {at}", said.key));
                at += found + line.len();
            }
        }
        assert!(pages.iter().all(|page| page.contains("校验码2Q7K-9F3M")), "the code is on every page");
    }
}

#[test]
fn parts_and_chosen_pages_are_what_they_say() {
    let form = form();
    let laid = lay_out(&page(&form, &sample())).expect("laid out");
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
    let laid = lay_out(&page(&form(), &sample())).expect("laid out");
    let day = chrono::NaiveDate::from_ymd_opt(2024, 3, 15).and_then(|day| day.and_hms_opt(10, 30, 0));
    let pdf = laid.pdf_as(&PdfWish { archive: day, pages: Vec::new() }).expect("a PDF");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("pdfaid:part>2<") && text.contains("pdfaid:conformance>B<"), "PDF/A-2b");
    assert!(text.contains("2024-03-15T10:30:00"));
    assert_eq!(read(&pdf), read(&laid.pdf().expect("a PDF")));
}

/// Titles of all parts, in order.
#[test]
fn bookmarks_tell_the_parts_apart() {
    let form = form();
    let mut report = sample();
    report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
    let pdf = lay_out(&page(&form, &report)).expect("laid out").pdf().expect("a PDF");
    let written = String::from_utf8_lossy(&pdf).to_uppercase();
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
    let page = page(&form(), &sample());
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
    let plain = lay_out(&page).expect("laid out").pdf().expect("a PDF");
    let set = |name: &str| {
        let laid = ziping::output::lay_out_with(&page, &named(name)).expect("laid out");
        laid.pdf().expect("a PDF")
    };
    assert_ne!(set("宋体"), plain, "tables are set in the face that is called 宋体");
    assert_eq!(set("别的字体"), plain, "no other face is taken");
    assert_eq!(read(&set("宋体")), read(&plain), "and say the same");
}
