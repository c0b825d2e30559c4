//! Paragraphs: how one differs from its style, and the text in it.

use super::super::xml::Xml;

/// How a paragraph differs from its style. Lengths in twips.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    /// Its style; none is 正文.
    pub style: &'a str,
    /// On the page of the next one.
    pub keep: bool,
    /// Not on that page, though its style asks for it.
    pub apart: bool,
    /// On a page of its own.
    pub fresh: bool,
    /// Room above it.
    pub before: Option<u32>,
    /// Indentation of its lines.
    pub left: u32,
    /// The same at the right.
    pub right: u32,
    /// How far the first line stands out of that.
    pub hanging: u32,
    /// Where its lines stand: left, center.
    pub side: Option<&'a str>,
    /// How large its words are, in half points, where that is not as large as the style's.
    pub size: Option<u32>,
}

impl<'a> Paragraph<'a> {
    /// As its style is.
    pub const fn of(style: &'a str) -> Self {
        Self {
            style,
            keep: false,
            apart: false,
            fresh: false,
            before: None,
            left: 0,
            right: 0,
            hanging: 0,
            side: None,
            size: None,
        }
    }

    /// Writes it, with these words.
    pub fn write(self, xml: &mut Xml, words: &str) {
        self.with(xml, |xml| {
            if !words.is_empty() {
                sized_run(xml, words, self.size);
            }
        });
    }

    /// Writes it, with these runs.
    pub fn with(self, xml: &mut Xml, runs: impl FnOnce(&mut Xml)) {
        self.with_section(xml, |_| {}, runs);
    }

    /// Writes it, with the properties of the section that ends with it, and these runs.
    pub fn with_section(self, xml: &mut Xml, section: impl FnOnce(&mut Xml), runs: impl FnOnce(&mut Xml)) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                self.properties(xml);
                section(xml);
            });
            runs(xml);
        });
    }

    /// In the order the format asks for.
    fn properties(self, xml: &mut Xml) {
        if !self.style.is_empty() {
            xml.val("w:pStyle", self.style);
        }
        if self.keep {
            xml.leaf("w:keepNext", &[]);
        } else if self.apart {
            xml.leaf("w:keepNext", &[("w:val", "0")]);
        }
        if self.fresh {
            xml.leaf("w:pageBreakBefore", &[]);
        }
        if let Some(before) = self.before {
            xml.leaf("w:spacing", &[("w:before", &before.to_string())]);
        }
        if self.left > 0 {
            let (left, hanging) = (self.left.to_string(), self.hanging.to_string());
            xml.leaf("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        } else if self.right > 0 {
            xml.leaf("w:ind", &[("w:right", &self.right.to_string())]);
        }
        if let Some(side) = self.side {
            xml.val("w:jc", side);
        }
    }
}

/// Text as it stands: its lines parted by breaks, its spaces kept.
pub(super) fn run(xml: &mut Xml, words: &str) {
    run_as(xml, words, |_| {});
}

/// The same in a style of letters; none is the paragraph's own.
pub(super) fn styled_run(xml: &mut Xml, style: &str, words: &str) {
    run_as(xml, words, |xml| {
        if !style.is_empty() {
            xml.element("w:rPr", &[], |xml| xml.val("w:rStyle", style));
        }
    });
}

/// The same so large, in half points.
fn sized_run(xml: &mut Xml, words: &str, size: Option<u32>) {
    run_as(xml, words, |xml| {
        if let Some(size) = size {
            xml.element("w:rPr", &[], |xml| {
                xml.val("w:sz", size);
                xml.val("w:szCs", size);
            });
        }
    });
}

fn run_as(xml: &mut Xml, words: &str, properties: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        properties(xml);
        for (n, line) in words.replace("\r\n", "\n").split('\n').enumerate() {
            if n > 0 {
                xml.leaf("w:br", &[]);
            }
            if !line.is_empty() {
                xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(line));
            }
        }
    });
}
