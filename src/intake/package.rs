//! The zip packages of Word files and workbooks, opened with bounds: no more is unpacked than a report can be, and XML
//! is looked over before it is read.

use super::DocumentFault;
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// One part unpacked, in bytes.
const PART: u64 = 48 << 20;
/// All parts that are read, together.
const WHOLE: u64 = 96 << 20;
/// Entries of a package.
const ENTRIES: usize = 4_000;
/// Elements and texts of a part.
const NODES: u32 = 1_000_000;
/// Elements within elements.
const DEEPEST: usize = 200;
/// Attributes of one element: looking for repeated ones takes the square of their number.
const ATTRIBUTES: usize = 200;
/// Attributes of all elements together.
const ALL_ATTRIBUTES: usize = 2_000_000;
/// Prefixes that hold at one place. An element that adds one gets all the others again, each compared with each.
const PREFIXES: usize = 200;
/// Such comparisons together.
const COMPARISONS: usize = 100_000_000;

/// An open package.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens it.
    pub fn open(bytes: &'b [u8]) -> Result<Self, DocumentFault> {
        // The library keeps all there is of each entry: they are counted before.
        if bytes.windows(4).filter(|four| four == b"PK\x01\x02").take(ENTRIES + 1).count() > ENTRIES {
            return Err(DocumentFault::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_fault| DocumentFault::Broken)?;
        if zip.len() > ENTRIES { Err(DocumentFault::TooLarge) } else { Ok(Self { zip, left: WHOLE }) }
    }

    /// There is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The text of a part; none when there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, DocumentFault> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                return Err(DocumentFault::Locked);
            }
            Err(_) => return Err(DocumentFault::Broken),
        };
        // What the package says of its sizes may be a lie: it is counted while unpacking.
        let most = PART.min(self.left);
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes).map_err(|_fault| DocumentFault::Broken)? as u64;
        if read > most {
            return Err(DocumentFault::TooLarge);
        }
        self.left -= read;
        text(bytes).map(Some)
    }
}

/// The text of a part: UTF-8, or UTF-16 with its mark.
fn text(bytes: Vec<u8>) -> Result<String, DocumentFault> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units = units.filter_map(|pair| Some(from([*pair.first()?, *pair.get(1)?])));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_fault| DocumentFault::Broken)
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        _ => {
            let text = String::from_utf8(bytes).map_err(|_fault| DocumentFault::Broken)?;
            Ok(text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text))
        }
    }
}

/// The XML of a part as a tree.
pub(super) fn tree(text: &str) -> Result<Document<'_>, DocumentFault> {
    if !is_sane(text) {
        return Err(DocumentFault::Broken);
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|fault| match fault {
        roxmltree::Error::NodesLimitReached => DocumentFault::TooLarge,
        _ => DocumentFault::Broken,
    })
}

/// An element of that name, whatever its prefix.
pub(super) fn named(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child of that name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| named(*child, name))
}

/// An attribute by its name, whatever its prefix.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Nothing in it is so deep or so wide that reading it would take for ever.
fn is_sane(text: &str) -> bool {
    let mut measure = Measure { prefixes: vec![0], attributes: 0, comparisons: 0 };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>")].into_iter().find(|(open, _)| rest.starts_with(open));
        if let Some((open, close)) = skipped {
            let Some(end) = rest[open.len()..].find(close) else { return true };
            rest = &rest[open.len() + end + close.len()..];
            continue;
        }
        let tag = Tag::read(rest.as_bytes());
        if !measure.allows(&rest[..tag.length], &tag) {
            return false;
        }
        rest = &rest[tag.length..];
    }
    true
}

/// What has been met so far.
struct Measure {
    /// How many prefixes hold in each open element, outermost first.
    prefixes: Vec<usize>,
    attributes: usize,
    comparisons: usize,
}

impl Measure {
    /// Takes a tag in, unless it is too much.
    fn allows(&mut self, text: &str, tag: &Tag) -> bool {
        let hold = self.prefixes.last().copied().unwrap_or_default() + tag.prefixes;
        self.attributes += tag.attributes;
        self.comparisons += if tag.prefixes > 0 { hold * hold } else { 0 };
        if text.starts_with("</") {
            self.prefixes.pop();
        } else if !text.starts_with("<?") && !text.ends_with("/>") {
            self.prefixes.push(hold);
        }
        self.prefixes.len() <= DEEPEST + 1
            && tag.attributes <= ATTRIBUTES
            && self.attributes <= ALL_ATTRIBUTES
            && hold <= PREFIXES
            && self.comparisons <= COMPARISONS
    }
}

/// What can be told of a tag at a glance.
#[derive(Default)]
struct Tag {
    length: usize,
    attributes: usize,
    /// How many of its attributes declare a prefix.
    prefixes: usize,
}

impl Tag {
    /// The tag at the beginning.
    fn read(bytes: &[u8]) -> Self {
        let mut tag = Self { length: bytes.len(), ..Self::default() };
        let mut quote = None;
        for (n, byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                (Some(mark), byte) => quote = (mark != byte).then_some(mark),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => tag.attributes += 1,
                (None, b'x') if bytes.get(n..).is_some_and(|rest| rest.starts_with(b"xmlns")) => tag.prefixes += 1,
                (None, b'>') => {
                    tag.length = n + 1;
                    break;
                }
                _ => {}
            }
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_take_for_ever_is_refused() {
        assert!(is_sane("<?xml version=\"1.0\"?><a><b c=\"<>/\"/><!-- it's <a> --><d>1 = 2</d></a>"));
        assert!(is_sane(&"<a></a><b/>".repeat(DEEPEST * 3)));
        assert!(!is_sane(&"<a>".repeat(DEEPEST + 1)));
        assert!(!is_sane(&format!("<a {}/>", "b=\"\" ".repeat(ATTRIBUTES + 1))));
        assert!(is_sane(&"<a xmlns:b=\"c\"/>".repeat(PREFIXES * 3)), "they hold where they stand");
        assert!(!is_sane(&"<a xmlns:b=\"c\">".repeat(PREFIXES + 1)));
        let wide = format!("<a {}>", "xmlns:b=\"c\" ".repeat(PREFIXES - 1));
        assert!(!is_sane(&(wide + &"<a xmlns:b=\"c\"/>".repeat(COMPARISONS / PREFIXES / PREFIXES + 1))));
        assert_eq!(
            tree("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>").err(),
            Some(DocumentFault::Broken)
        );
    }
}
