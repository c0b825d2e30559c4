//! Paragraphs: how one differs from its style, and the text in it.

use super::super::xml::Xml;

/// How a paragraph differs from its style. Lengths in twips.
#[derive(Clone, Copy, Default)]
pub(super) struct Paragraph<'a> {
    /// Its style; none is 正文.
    pub style: &'a str,
    /// On the page of the next one.
    pub keep: bool,
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
}

impl Paragraph<'_> {
    /// Writes it, with these words.
    pub fn write(self, xml: &mut Xml, words: &str) {
        self.with(xml, |xml| {
            if !words.is_empty() {
                run(xml, words);
            }
        });
    }

    /// Writes it, with these runs.
    pub fn with(self, xml: &mut Xml, runs: impl FnOnce(&mut Xml)) {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| self.properties(xml));
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
    styled_run(xml, "", words);
}

/// The same in a style of letters.
pub(super) fn styled_run(xml: &mut Xml, style: &str, words: &str) {
    xml.element("w:r", &[], |xml| {
        if !style.is_empty() {
            xml.element("w:rPr", &[], |xml| xml.val("w:rStyle", style));
        }
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
