//! What a PDF says beyond what one sees: which numbers its pages have, which cells are heads, what is a title; and that
//! 草稿 is on every page and in no text that is copied.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use given::{filled, form, sample};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object};
use std::sync::Arc;
use ziping::form::Form;
use ziping::intake::letters_of_pdf;
use ziping::output::{Laid, Manuscript, Stamp, lay_out, lay_out_keyed};
use ziping::report::Report;
use ziping::sheet::derive;

fn laid(form: &Form, report: &Report, watermark: &str) -> Laid {
    let stamp = Stamp { watermark: watermark.into(), ..Stamp::default() };
    lay_out(&Manuscript::new(form, &derive(form, report), stamp)).expect("pages")
}

/// How often each of these sorts of things is tagged in a PDF.
fn tagged<const N: usize>(pdf: &Pdf, sorts: [&str; N]) -> [usize; N] {
    let objects = pdf.objects();
    let dicts: Vec<Dict> = objects
        .into_iter()
        .filter_map(|object| if let Object::Dict(dict) = object { Some(dict) } else { None })
        .collect();
    sorts.map(|sort| {
        let is = |dict: &&Dict| {
            dict.get::<Name>("S").is_some_and(|name| name.as_ref() == sort.as_bytes()) && dict.contains_key("K")
        };
        dicts.iter().filter(is).count()
    })
}

fn read(laid: &Laid) -> Pdf {
    Pdf::new(Arc::new(laid.pdf().expect("a PDF"))).expect("it is read")
}

#[test]
fn every_table_has_heads_and_every_annex_a_title() {
    for (name, form, report) in filled() {
        let pdf = read(&laid(&form, &report, "草稿"));
        let [tables, heads, cells, titles] = tagged(&pdf, ["Table", "TH", "TD", "H1"]);
        assert!(tables > 0 && heads > 10 && cells > 10 && titles > 0, "{name}: {tables} {heads} {cells} {titles}");
    }
}

/// Words over a column are the head of it, words before a text the head of their row.
#[test]
fn heads_say_what_they_are_the_head_of() {
    for (name, form, report) in filled() {
        let pdf = read(&laid(&form, &report, ""));
        let dicts = pdf.objects().into_iter();
        let dicts = dicts.filter_map(|object| if let Object::Dict(dict) = object { Some(dict) } else { None });
        let scopes: Vec<String> = dicts
            .filter_map(|dict| dict.get::<Array>("A"))
            .flat_map(|all| all.iter::<Dict>().collect::<Vec<_>>())
            .filter_map(|says| Some(String::from_utf8_lossy(says.get::<Name>("Scope")?.as_ref()).into_owned()))
            .collect();
        let [rows, columns, both] =
            ["Row", "Column", "Both"].map(|scope| scopes.iter().filter(|it| *it == scope).count());
        assert!(rows > 5 && columns > 5 && both == 0, "{name}: {rows} {columns} {both}");
    }
}

/// What leads to the cells is for the window and for an OFD file; a PDF of the same pages
/// is to the byte that of pages without it.
#[test]
fn nothing_in_a_pdf_leads_to_a_cell() {
    for (name, form, report) in filled() {
        let manuscript = Manuscript::new(&form, &derive(&form, &report), Stamp::default());
        let laid = lay_out_keyed(&manuscript).expect("pages");
        let page = |page| (0..2_000).map(move |n| (page, f64::from(n % 20 * 40), f64::from(n / 20 * 8)));
        let mut seen = (0..laid.pages()).flat_map(page);
        assert!(seen.any(|(page, x, y)| laid.cell_at(page, x, y).is_some()), "{name} leads to no cell");
        let pdf = read(&laid);
        let dicts = pdf.objects().into_iter().filter(
            |object| matches!(object, Object::Dict(dict) if dict.contains_key("URI") || dict.contains_key("Annots")),
        );
        assert_eq!((dicts.count(), tagged(&pdf, ["Link"])), (0, [0]), "{name}");
        let plain = lay_out(&manuscript).expect("pages").pdf().expect("a PDF");
        assert!(laid.pdf().expect("a PDF") == plain, "{name}: the same file");
    }
}

/// A reader shows beside the pages the numbers that stand on them; the cover has none.
#[test]
fn pages_are_labelled_as_they_are_numbered() {
    let laid = laid(&form(), &sample(), "");
    let pdf = read(&laid);
    let mut dicts =
        pdf.objects().into_iter().filter_map(|object| if let Object::Dict(dict) = object { Some(dict) } else { None });
    let numbers = dicts.find_map(|dict| dict.get::<Dict>("PageLabels")?.get::<Array>("Nums")).expect("labels");
    let mut labels: Vec<(usize, Option<i64>)> = Vec::new();
    let mut entries = numbers.iter::<Object>();
    while let (Some(Object::Number(page)), Some(label)) = (entries.next(), entries.next()) {
        let Object::Dict(label) = label else { panic!("a label") };
        let first = label.get::<i64>("St").unwrap_or(1);
        labels.push((usize::try_from(page.as_i64()).expect("a page"), label.contains_key("S").then_some(first)));
    }
    let label_of = |page: usize| {
        let (from, first) = labels.iter().rev().find(|(from, _)| *from <= page).copied()?;
        first.map(|first| first + i64::try_from(page - from).expect("a few pages"))
    };
    let texts = letters_of_pdf(&laid.pdf().expect("a PDF")).expect("its letters");
    for (page, text) in texts.iter().enumerate() {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match label_of(page) {
            Some(number) => assert!(laid.is_blank(page) || text.contains(&format!("—{number}—")), "{page}: {text}"),
            None => assert!(!text.contains("—1—"), "{page} has a number and no label"),
        }
    }
    assert_eq!(label_of(0), None, "the cover");
}

/// 草稿 is seen where it was, and copied from no page.
#[test]
fn the_draft_mark_is_seen_and_not_copied() {
    let (form, report) = (form(), sample());
    let (clean, draft) = (laid(&form, &report, ""), laid(&form, &report, "草稿"));
    let pdf = draft.pdf().expect("a PDF");
    assert_eq!(letters_of_pdf(&pdf).expect("letters"), letters_of_pdf(&clean.pdf().expect("a PDF")).expect("letters"));
    for page in (0..draft.pages()).filter(|page| !draft.is_blank(*page)) {
        let [clean, draft] = [&clean, &draft].map(|laid| laid.picture(page, 1.0).expect("a page"));
        let other = clean.rgba.chunks(4).zip(draft.rgba.chunks(4)).filter(|(one, other)| one != other).count();
        assert!(other > 4_000, "{page}: {other}");
    }
}
