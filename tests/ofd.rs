//! The OFD file: it reads as the PDF does, its elements stand in the order that the standard gives them, every number is
//! one's own, and the words of a cell are known by its tag. That others draw it as we do is seen by `tests/readers`.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use given::{form, sample};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use ziping::form::Form;
use ziping::intake::letters_of_pdf;
use ziping::output::{Laid, LayWish, Manuscript, OfdAbout, Stamp, lay_out, lay_out_as, ofd};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

/// The names of the standard.
const NAMES: &str = "http://www.ofdspec.org/2016";

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() })
}

/// Every blank cell says something, with what faces draw otherwise: marks over letters, signs, digits.
fn filled(form: &Form) -> Report {
    let mut report = Report::new(form, form.from_year);
    let blank: Vec<_> =
        derive(form, &report).cells().filter(|c| c.is_writable() && c.is_blank()).map(|c| c.at.clone()).collect();
    for (n, at) in blank.into_iter().enumerate() {
        report::apply(form, &mut report, &Edit::Write { at, text: format!("甲{n}乙 ≥80%").into() }).expect("a cell");
    }
    report
}

fn about() -> OfdAbout {
    OfdAbout {
        title: "自评报告".into(), author: "某单位".into(), made: chrono::NaiveDate::from_ymd_opt(2024, 3, 15)
    }
}

fn written(laid: &Laid) -> Vec<u8> {
    ofd(laid, &about()).expect("an OFD file")
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}').collect()
}

/// What stands on each page, in the order in which it is drawn.
fn texts(bytes: &[u8]) -> Vec<String> {
    let parts = parts(bytes);
    let page = |number: usize| {
        let page = parts.get(&format!("Doc_0/Pages/Page_{number}/Content.xml"))?;
        let page = roxmltree::Document::parse(std::str::from_utf8(page).expect("UTF-8")).expect("XML");
        let runs = page.descendants().filter(|element| element.has_tag_name((NAMES, "TextCode")));
        Some(bare(&runs.filter_map(|run| run.text()).collect::<String>()))
    };
    (0..).map_while(page).collect()
}

fn every_form() -> impl Iterator<Item = (Form, Laid)> {
    ziping::form::sources().map(|text| {
        let form = ziping::form::parse(text).expect("a bundled form");
        let report = filled(&form);
        let laid = lay_out(&manuscript(&form, &report)).expect("laid out");
        (form, laid)
    })
}

#[test]
fn it_reads_as_the_pdf_does() {
    for (form, laid) in every_form() {
        let pdf = letters_of_pdf(&laid.pdf().expect("a PDF")).expect("a PDF");
        let pdf: Vec<String> = pdf.iter().map(|page| bare(page)).collect();
        assert_eq!(texts(&written(&laid)), pdf, "{}", form.id);
    }
}

/// What may stand in an element, in the order of GB/T 33190-2016 (figures and tables of chapters 7 to 11 and 14 to 16).
const ORDER: &[(&str, &[&str])] = &[
    ("OFD", &["DocBody"]),
    ("DocBody", &["DocInfo", "DocRoot", "Versions", "Signatures"]),
    (
        "DocInfo",
        &[
            "DocID",
            "Title",
            "Author",
            "Subject",
            "Abstract",
            "CreationDate",
            "ModDate",
            "DocUsage",
            "Cover",
            "Keywords",
            "Creator",
            "CreatorVersion",
            "CustomDatas",
        ],
    ),
    (
        "Document",
        &[
            "CommonData",
            "Pages",
            "Outlines",
            "Permissions",
            "Actions",
            "VPreferences",
            "Bookmarks",
            "Annotations",
            "CustomTags",
            "Attachments",
            "Extensions",
        ],
    ),
    ("CommonData", &["MaxUnitID", "PageArea", "PublicRes", "DocumentRes", "TemplatePage", "DefaultCS"]),
    ("PageArea", &["PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"]),
    ("Area", &["PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"]),
    ("Pages", &["Page"]),
    ("Outlines", &["OutlineElem"]),
    ("OutlineElem", &["Actions", "OutlineElem"]),
    ("Actions", &["Action"]),
    ("Action", &["Region", "Goto", "URI", "GotoA", "Sound", "Movie"]),
    ("Goto", &["Dest", "Bookmark"]),
    ("Page", &["Template", "PageRes", "Area", "Content", "Actions"]),
    ("Content", &["Layer"]),
    ("TextObject", &["Actions", "Clips", "FillColor", "StrokeColor", "CGTransform", "TextCode"]),
    ("CGTransform", &["Glyphs"]),
    ("PathObject", &["Actions", "Clips", "StrokeColor", "FillColor", "AbbreviatedData"]),
    ("Res", &["ColorSpaces", "DrawParams", "Fonts", "MultiMedias", "CompositeGraphicUnits"]),
    ("Fonts", &["Font"]),
    ("Font", &["FontFile"]),
    ("CustomTags", &["CustomTag"]),
    ("CustomTag", &["SchemaLoc", "FileLoc"]),
    ("Cells", &["Cell"]),
    ("Cell", &["ObjectRef"]),
];
/// Elements in which others stand in any order.
const ANY: &[&str] = &["Layer"];

/// The files of a package.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let read = |number| {
        let mut file = zip.by_index(number).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("read");
        (file.name().expect("a name").to_string(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).expect("a package").len()).map(read).collect()
}

fn is_in_order(element: roxmltree::Node<'_, '_>) {
    let name = element.tag_name().name();
    let children: Vec<&str> =
        element.children().filter(roxmltree::Node::is_element).map(|c| c.tag_name().name()).collect();
    if !children.is_empty() && !ANY.contains(&name) {
        let order = ORDER.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name} is not known")).1;
        let place =
            |child: &&str| order.iter().position(|known| known == child).unwrap_or_else(|| panic!("{child} in {name}"));
        let places: Vec<usize> = children.iter().map(place).collect();
        assert!(places.is_sorted(), "{name}: {children:?}");
    }
    element.children().filter(roxmltree::Node::is_element).for_each(is_in_order);
}

/// Numbers are one to an object, none above the highest told; what is referred to is there.
#[test]
fn elements_stand_in_the_order_of_the_standard_and_numbers_are_ones_own() {
    let form = form();
    let bytes = written(
        &lay_out_as(&manuscript(&form, &sample()), LayWish { keyed: true, ..LayWish::default() }).expect("pages"),
    );
    let (mut numbers, mut asked, mut highest) = (BTreeSet::new(), BTreeSet::new(), 0);
    let parts = parts(&bytes);
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.contains("/Res/")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let tree = roxmltree::Document::parse(text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        is_in_order(tree.root_element());
        for element in tree.descendants().filter(roxmltree::Node::is_element) {
            let number = |name| element.attribute(name).map(|text: &str| text.parse::<u32>().expect("a number"));
            // A page's number stands in the list of pages.
            if let Some(number) = number("ID") {
                assert!(numbers.insert(number), "{name}: {number} twice");
            }
            asked.extend(["Font", "PageID", "PageRef"].into_iter().filter_map(number));
            match (element.tag_name().name(), element.text()) {
                ("ObjectRef", Some(text)) => _ = asked.insert(text.parse().expect("a number")),
                ("MaxUnitID", Some(text)) => highest = text.parse().expect("a number"),
                ("FontFile", Some(file)) => assert!(parts.contains_key(&format!("Doc_0/Res/{file}"))),
                _ => {}
            }
        }
    }
    assert!(asked.is_subset(&numbers));
    assert_eq!(numbers.last(), Some(&highest));
}

/// The text of each cell that is printed whole in one run, by its tag.
#[test]
fn tags_say_which_words_are_of_which_cell() {
    let form = form();
    let manuscript = manuscript(&form, &sample());
    let plain = written(&lay_out(&manuscript).expect("pages"));
    let keyed = written(&lay_out_as(&manuscript, LayWish { keyed: true, ..LayWish::default() }).expect("pages"));
    assert_eq!(texts(&plain), texts(&keyed), "the same pages");
    let parts = parts(&keyed);
    let tree = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    let mut words = BTreeMap::new();
    for (name, _) in parts.iter().filter(|(name, _)| name.ends_with("Content.xml")) {
        let text = tree(name);
        let page = roxmltree::Document::parse(&text).expect("XML");
        for run in page.descendants().filter(|element| element.has_tag_name((NAMES, "TextObject"))) {
            let said = run.descendants().filter_map(|e| e.text()).next_back().unwrap_or_default().to_string();
            words.insert(run.attribute("ID").expect("a number").to_string(), said);
        }
    }
    let tags = tree("Doc_0/Tags/Cells.xml");
    let tags = roxmltree::Document::parse(&tags).expect("XML");
    let mut told: BTreeMap<&str, String> = BTreeMap::new();
    for cell in tags.root_element().children() {
        let said = told.entry(cell.attribute("At").expect("a cell")).or_default();
        for object in cell.children() {
            said.push_str(&words[object.text().expect("a number")]);
        }
    }
    for (at, says) in [("cover/unit", "芦淞区工商业联合会（示例）"), ("staff/posts/approved", "3")] {
        assert!(told[at].contains(says), "{at}: {}", told[at]);
    }
    let blank =
        roxmltree::Document::parse(std::str::from_utf8(&self::parts(&plain)["Doc_0/Tags/Cells.xml"]).expect("UTF-8"))
            .expect("XML")
            .root_element()
            .children()
            .count();
    assert_eq!(blank, 0, "pages that are not keyed name no cell");
}
