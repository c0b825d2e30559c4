//! A Word file taken apart: its parts as trees, and what must hold of every one.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod order;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

/// An element. Text is an element without a name.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Itself and all within it, in order.
    pub fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Element::all)).collect()
    }

    /// All of a name within it.
    pub fn every(&self, name: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// The words in it; a break is a line end.
    pub fn words(&self) -> String {
        let word = |element: &Element| match element.name.as_str() {
            "w:br" => "\n".to_string(),
            "w:t" => element.children.iter().map(|text| text.text.as_str()).collect(),
            _ => String::new(),
        };
        self.all().into_iter().map(word).collect()
    }

    /// The value of a property deep in it: `value("w:tcPr/w:vMerge")`.
    pub fn value(&self, path: &str) -> Option<&str> {
        let found = path.split('/').try_fold(self, |element, name| element.child(name))?;
        Some(found.attribute("w:val"))
    }
}

fn opened(start: &BytesStart) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let text = unescape(&attribute.value).expect("a text").into_owned();
        (attribute.key.as_ref().to_string(), text)
    });
    Element { name: start.name().as_ref().to_string(), attributes: attributes.collect(), ..Element::default() }
}

/// A part as a tree.
pub fn parse(bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r') || c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(text.chars().all(legal), "XML 1.0 has no such characters");
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let put = |open: &mut Vec<Element>, element| open.last_mut().expect("an open one").children.push(element);
    let words = |text: String| Element { text, ..Element::default() };
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(opened(&start)),
            Event::Empty(start) => put(&mut open, opened(&start)),
            Event::End(_) => {
                let closed = open.pop().expect("an open one");
                put(&mut open, closed);
            }
            Event::Text(text) => put(&mut open, words(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let known = resolve_predefined_entity(&name.xml10_content()).map(String::from);
                let char = || name.resolve_char_ref().expect("a reference").map(String::from);
                put(&mut open, words(known.or_else(char).expect("a known entity")));
            }
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
            other => panic!("not expected: {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed");
    open.remove(0).children.into_iter().find(|child| !child.name.is_empty()).expect("a root")
}

/// A Word file taken apart.
pub struct Package(BTreeMap<String, Element>);

impl Package {
    pub fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let count = zip.len();
        let part = |n| {
            let mut file = zip.by_index(n).expect("a file");
            let name = file.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (name, parse(&bytes))
        };
        let parts: Vec<(String, Element)> = (0..count).map(part).collect();
        let package = Self(parts.into_iter().collect());
        assert_eq!(package.0.len(), count, "two files of one name");
        package
    }

    pub fn part(&self, name: &str) -> &Element {
        self.0.get(name).unwrap_or_else(|| panic!("no {name}"))
    }

    pub fn document(&self) -> &Element {
        self.part("word/document.xml")
    }

    /// The footers or headers: all parts whose name begins so.
    pub fn begins<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a String, &'a Element)> {
        self.0.iter().filter(move |(name, _)| name.starts_with(start))
    }

    /// What stands in its parts out of order, whatever sort of package it is.
    pub fn out_of_order(&self) -> Vec<String> {
        let faults = |(name, root)| order::faults(root).into_iter().map(move |fault| format!("{name}: {fault}"));
        self.0.iter().flat_map(faults).collect()
    }

    /// What is wrong with a Word file; nothing, if it is well.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.types();
        faults.extend(self.relations());
        faults.extend(self.ids());
        for (name, root) in &self.0 {
            let within = order::faults(root).into_iter().chain(root.every("w:tbl").into_iter().flat_map(table));
            faults.extend(within.map(|fault| format!("{name}: {fault}")));
        }
        faults.extend(body(self.document().child("w:body").expect("a body")));
        faults
    }

    /// Every part has a type, and every type a part.
    fn types(&self) -> Vec<String> {
        let types = self.part("[Content_Types].xml");
        let named: BTreeSet<&str> =
            types.named("Override").map(|part| part.attribute("PartName").trim_start_matches('/')).collect();
        let endings: BTreeSet<&str> = types.named("Default").map(|ending| ending.attribute("Extension")).collect();
        // What is enclosed is XML of our own, of no further type.
        let by_ending = |name: &str| name.ends_with(".rels") || name.starts_with("customXml/item");
        let ending = |name: &str| name.rsplit('.').next().is_some_and(|ending| endings.contains(ending));
        let known = |name: &str| named.contains(name) || by_ending(name) && ending(name);
        let lost = named.iter().filter(|name| !self.0.contains_key(**name)).map(|name| format!("no part {name}"));
        let bare = self.0.keys().filter(|name| *name != "[Content_Types].xml" && !known(name));
        lost.chain(bare.map(|name| format!("{name} has no type"))).collect()
    }

    /// Every relation leads somewhere, and every reference to one is known.
    fn relations(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, list) in self.0.iter().filter(|(name, _)| name.strip_suffix(".rels").is_some()) {
            let folder = name.split("_rels/").next().unwrap_or_default();
            let mut ids = BTreeSet::new();
            for relation in list.named("Relationship") {
                let target = match relation.attribute("Target").strip_prefix("../") {
                    Some(above) => above.to_string(),
                    None => format!("{folder}{}", relation.attribute("Target")),
                };
                if !self.0.contains_key(&target) {
                    faults.push(format!("{name} leads to {target}"));
                }
                if !ids.insert(relation.attribute("Id")) {
                    faults.push(format!("{name} has two {}", relation.attribute("Id")));
                }
            }
            if folder == "word/" {
                let used = self.document().all().into_iter().filter_map(|element| element.attributes.get("r:id"));
                faults.extend(used.filter(|id| !ids.contains(id.as_str())).map(|id| format!("no relation {id}")));
            }
        }
        faults
    }

    /// Ids of shapes and styles stand once, and every style asked for is there.
    fn ids(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut shapes = BTreeSet::new();
        let all: Vec<&Element> = self.0.values().flat_map(Element::all).collect();
        for shape in all.iter().filter(|element| element.name == "v:shape") {
            for id in [shape.attribute("id"), shape.attribute("o:spid")] {
                if id.is_empty() || !shapes.insert(id) {
                    faults.push(format!("two shapes {id:?}"));
                }
            }
        }
        let mut styles = BTreeSet::new();
        for style in self.part("word/styles.xml").named("w:style") {
            if !styles.insert(style.attribute("w:styleId")) {
                faults.push(format!("two styles {}", style.attribute("w:styleId")));
            }
        }
        let asks = ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"];
        let asked = all.iter().filter(|element| asks.contains(&element.name.as_str()));
        faults.extend(
            asked.map(|e| e.attribute("w:val")).filter(|id| !styles.contains(id)).map(|id| format!("no style {id}")),
        );
        faults
    }
}

/// Widths and spans of every row agree with the grid, and what goes on from above began above.
fn table(table: &Element) -> Vec<String> {
    let number = |text: &str| text.parse::<usize>().unwrap_or_else(|_| panic!("{text:?} is no number"));
    let grid: Vec<usize> = table
        .child("w:tblGrid")
        .expect("a grid")
        .named("w:gridCol")
        .map(|column| number(column.attribute("w:w")))
        .collect();
    let mut faults = Vec::new();
    let whole = table.child("w:tblPr").and_then(|p| p.child("w:tblW")).expect("a width").attribute("w:w");
    if number(whole) != grid.iter().sum::<usize>() {
        faults.push(format!("a table is {whole} wide, its columns {}", grid.iter().sum::<usize>()));
    }
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for row in table.named("w:tr") {
        let (mut at, mut merged) = (0, BTreeMap::new());
        for cell in row.named("w:tc") {
            let properties = cell.child("w:tcPr").expect("properties");
            let span = properties.value("w:gridSpan").map_or(1, number);
            let width = number(properties.child("w:tcW").expect("a width").attribute("w:w"));
            if grid.iter().skip(at).take(span).sum::<usize>() != width || at + span > grid.len() {
                faults.push(format!("a cell of {span} columns at {at} is {width} wide: {}", cell.words()));
            }
            match properties.value("w:vMerge") {
                Some("restart") => {
                    merged.insert(at, span);
                }
                Some("continue") => {
                    if above.get(&at) != Some(&span) {
                        faults.push(format!("column {at} goes on from nothing"));
                    }
                    if !cell.words().is_empty() {
                        faults.push(format!("never seen: {}", cell.words()));
                    }
                    merged.insert(at, span);
                }
                Some(other) => faults.push(format!("vMerge {other}")),
                None => {}
            }
            if cell.children.last().is_none_or(|last| last.name != "w:p") {
                faults.push("a cell does not end with a paragraph".into());
            }
            at += span;
        }
        if at != grid.len() {
            faults.push(format!("a row has {at} columns of {}: {}", grid.len(), row.words()));
        }
        above = merged;
    }
    let heads: Vec<bool> = table.named("w:tr").map(|row| row.every("w:tblHeader").len() == 1).collect();
    if heads.windows(2).any(|pair| pair[1] && !pair[0]) || heads.iter().all(|head| *head) && !heads.is_empty() {
        faults.push("heads that come again stand first, and something under them".into());
    }
    faults
}

/// A bookmark is no block.
fn is_mark(element: &Element) -> bool {
    element.name.starts_with("w:bookmark")
}

/// Tables do not touch each other, the last thing is a section, and nothing empty stands where the format does not demand
/// it: between two tables, behind one that a section or the document ends with, or to begin a page that has no words.
fn body(body: &Element) -> Vec<String> {
    let touch = body.children.windows(2).any(|pair| pair.iter().all(|block| block.name == "w:tbl"));
    let ends = body.children.last().is_some_and(|last| last.name == "w:sectPr");
    let last = body.children.iter().rev().nth(1).is_some_and(|last| last.name == "w:p");
    let blocks: Vec<Option<&Element>> =
        std::iter::once(None).chain(body.children.iter().filter(|it| !is_mark(it)).map(Some)).chain([None]).collect();
    let is = |block: Option<&Element>, name: &str| block.is_some_and(|block| block.name == name);
    let empty = blocks.windows(3).any(|three| {
        let Some(it) = three[1].filter(|it| it.name == "w:p" && it.words().is_empty()) else { return false };
        let section = it.value("w:pPr/w:sectPr").is_some() || is(three[2], "w:sectPr");
        let between = is(three[0], "w:tbl") && (is(three[2], "w:tbl") || section);
        let begins = it.value("w:pPr/w:pageBreakBefore").is_some();
        let nothing = section && three[0].is_none_or(|before| before.value("w:pPr/w:sectPr").is_some());
        // Lines of the 目录 are no texts of their own.
        let listed = three[0].is_some_and(|before| before.value("w:pPr/w:pStyle") == Some("ContentsLine"));
        !between && !begins && !nothing && !listed
    });
    let faults = [
        (touch, "two tables touch"),
        (!ends, "no last section"),
        (!last, "ends with a table"),
        (empty, "an empty paragraph for nothing"),
    ];
    faults.into_iter().filter(|(wrong, _)| *wrong).map(|(_, says)| says.into()).collect()
}
