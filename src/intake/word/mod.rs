//! Word files: paragraphs and tables in reading order, as one reads them with all changes accepted.

mod cells;
mod edges;
mod number;
mod old;
mod rtf;
mod run;
mod style;
mod table;

use super::package::{Package, attribute, child, named, tree};
use super::{Document, DocumentBlock, DocumentFault, DocumentLine};
use crate::report::{Enclosed, EnclosedFault, is_enclosed};
use number::Numbers;
pub(super) use old::read_doc;
use roxmltree::Node;
pub(super) use rtf::read_rtf;
use std::sync::Arc;
use style::Styles;

/// Cells of all tables together.
const CELLS: usize = 200_000;
/// Paragraphs outside of tables, and tables.
const BLOCKS: usize = 50_000;

/// Reads a Word file.
///
/// # Errors
/// When the package or its text is damaged, locked or larger than any report.
pub(super) fn read_word(package: &mut Package) -> Result<Document, DocumentFault> {
    let body = package.part("word/document.xml")?.ok_or(DocumentFault::Broken)?;
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let numbering = package.part("word/numbering.xml")?.unwrap_or_default();
    let body = tree(&body)?;
    // A file whose styles or numbers are damaged is still worth reading.
    let styles = tree(&styles).map(|tree| Styles::read(&tree)).unwrap_or_default();
    let numbers = tree(&numbering).map(|tree| Numbers::read(&tree)).unwrap_or_default();
    let document = read_body(&body, styles, numbers)?;
    Ok(Document { enclosed: enclosed(package), ..document })
}

/// What a Word file of ours encloses as custom XML. Parts of others there, or damaged ones, are nothing to us.
fn enclosed(package: &mut Package) -> Option<Result<Arc<Enclosed>, EnclosedFault>> {
    /// So many such parts are looked at.
    const PARTS: usize = 20;
    let names = (1..=PARTS).map(|n| format!("customXml/item{n}.xml"));
    names.into_iter().find_map(|name| {
        let part = package.part(&name).ok()??;
        // Only ours is taken apart.
        let tree = part.contains("ziping").then(|| tree(&part).ok())??;
        let text = tree.root_element().text().filter(|text| is_enclosed(text))?;
        Some(Enclosed::read(text).map(Arc::new))
    })
}

/// Reads a Word file in a single text of XML: of Word 2003, or all parts of a package in one.
///
/// # Errors
/// As [`read_word`].
pub(super) fn read_word_xml(text: &str) -> Result<Document, DocumentFault> {
    let tree = tree(text)?;
    read_body(&tree, Styles::read(&tree), Numbers::read(&tree))
}

fn read_body(body: &roxmltree::Document, styles: Styles, numbers: Numbers) -> Result<Document, DocumentFault> {
    let mut reader = WordReader { styles, numbers, blocks: Vec::new(), left: CELLS, joined: String::new() };
    let body = body.descendants().find(|node| named(*node, "body")).ok_or(DocumentFault::Broken)?;
    reader.blocks(body)?;
    let left = reader.rest();
    reader.blocks.extend(left.map(|text| DocumentBlock::Line(DocumentLine { text, heading: None })));
    Ok(Document::of(reader.blocks))
}

/// What has been read, and what is needed to read on.
struct WordReader {
    styles: Styles,
    numbers: Numbers,
    blocks: Vec<DocumentBlock>,
    left: usize,
    /// A paragraph whose end was struck out: it goes on in the next.
    joined: String,
}

impl WordReader {
    /// Everything of a body, or of a container in it: content controls, accepted changes.
    fn blocks(&mut self, node: Node) -> Result<(), DocumentFault> {
        for child in node.children().filter(Node::is_element) {
            if self.blocks.len() >= BLOCKS {
                return Err(DocumentFault::TooLarge);
            }
            match child.tag_name().name() {
                "p" => {
                    let line = self.line(child);
                    self.blocks.push(DocumentBlock::Line(line));
                    self.boxes(child)?;
                }
                "tbl" => self.table(child)?,
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.blocks(child)?,
            }
        }
        Ok(())
    }

    /// A paragraph, its automatic number before it.
    fn line(&mut self, paragraph: Node) -> DocumentLine {
        let properties = child(paragraph, "pPr");
        let style = properties.and_then(|node| value(node, "pStyle")).unwrap_or_default();
        let text = run::text(paragraph);
        let heading = properties
            .and_then(|node| value(node, "outlineLvl"))
            .and_then(|level| level.parse::<u8>().ok())
            .filter(|level| *level < 9)
            .map(|level| level + 1)
            .or_else(|| self.styles.heading(style));
        let listed = properties.and_then(|node| child(node, "numPr"));
        let direct = listed.and_then(|node| Some((value(node, "numId")?, value(node, "ilvl").unwrap_or("0"))));
        let own = self.styles.numbers(style);
        let number = direct.or_else(|| own.as_ref().map(|(list, level)| (list.as_str(), level.as_str())));
        // Word counts a paragraph without text as well.
        let number = number.map(|(list, level)| self.numbers.next(list, level));
        // Word 2003 wrote it out.
        let written = || Some(value(child(properties?, "listPr")?, "t")?.to_string());
        let number = number.or_else(written).unwrap_or_default();
        let text = if text.trim().is_empty() { text } else { number + &text };
        let text = std::mem::take(&mut self.joined) + &text;
        let mark = properties.and_then(|node| child(node, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some()) {
            self.joined = text;
            return DocumentLine::default();
        }
        DocumentLine { text, heading }
    }

    /// What waits to go on and does not, since nothing follows.
    fn rest(&mut self) -> Option<String> {
        Some(std::mem::take(&mut self.joined)).filter(|text| !text.is_empty())
    }

    /// Text boxes stand beside their paragraph; one copy of each, not the one for older programs.
    fn boxes(&mut self, paragraph: Node) -> Result<(), DocumentFault> {
        let outermost = |node: &Node| {
            let inside = node.ancestors().skip(1).take_while(|above| *above != paragraph);
            !inside.clone().any(|above| named(above, "txbxContent") || named(above, "Fallback") || named(above, "tbl"))
        };
        let boxes = paragraph.descendants().filter(|node| named(*node, "txbxContent")).filter(outermost);
        boxes.collect::<Vec<_>>().into_iter().try_for_each(|content| self.blocks(content))
    }
}

/// What a property is set to.
fn value<'a>(properties: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(properties, name)?, "val")
}

/// A property that is there is on, unless it says otherwise.
fn is_on(properties: Node, name: &str) -> bool {
    child(properties, name).is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false" | "off")))
}
