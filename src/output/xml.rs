//! XML of a package's part. The library escapes whatever is text; what XML cannot hold at all becomes a space.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::fmt::Display;
use std::io;

/// Attributes of an element: names and texts.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// The names that the elements of documents, footers and headers begin with.
pub(super) const NAMES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ("xmlns:w10", "urn:schemas-microsoft-com:office:word"),
];

/// XML being written. A fault is kept and told at the end, so that what writes need not ask at every element.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    fault: Option<io::Error>,
}

/// A whole part: its root, and what stands in it.
///
/// # Errors
/// When the library cannot write.
pub(super) fn part(root: &str, names: Attributes, inside: impl FnOnce(&mut Xml)) -> io::Result<Vec<u8>> {
    let mut xml = Xml { writer: Writer::new(Vec::new()), fault: None };
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
    xml.element(root, names, inside);
    xml.fault.map_or(Ok(xml.writer.into_inner()), Err)
}

impl Xml {
    /// An element and what stands in it.
    pub fn element(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub fn leaf(&mut self, name: &str, attributes: Attributes) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element that is one value, as most properties are: `<w:jc w:val="center"/>`.
    pub fn val(&mut self, name: &str, value: impl Display) {
        self.leaf(name, &[("w:val", &value.to_string())]);
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&legal(text))));
    }

    fn event(&mut self, event: Event) {
        if let Err(fault) = self.writer.write_event(event) {
            self.fault.get_or_insert(fault);
        }
    }
}

fn start<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, text) in attributes {
        start.push_attribute((*name, legal(text).as_str()));
    }
    start
}

/// Control characters and what is no character stand in no XML 1.0; escaping does not help them.
fn legal(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'), " ")
}
