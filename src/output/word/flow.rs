//! The body as it goes: paragraphs and tables one after the other, and where sections end.
//!
//! A paragraph is kept back until it is known what follows, since a section's properties stand in its last one. Nothing
//! empty stands between, but where the format demands it: between two tables, and behind a table that is a section's last.

use super::super::xml::Xml;
use super::contents::TextMark;
use super::paragraph::{Paragraph, styled_run};

/// Words in a style of letters; none is the paragraph's own.
pub(super) type StyledRun = (&'static str, String);

/// A paragraph of 0.7 points, the least that Word knows.
pub(super) const GAP: Paragraph = Paragraph::of("Gap");

/// What stands in the body so far.
pub(super) struct Flow<'x> {
    xml: &'x mut Xml,
    last: Last,
}

/// What stands last.
enum Last {
    /// Nothing, or what needs no closing.
    Nothing,
    /// A paragraph, not written yet.
    Paragraph(HeldParagraph),
    /// A table, and the paragraph that parts it from another.
    Table(Paragraph<'static>),
}

impl<'x> Flow<'x> {
    pub fn new(xml: &'x mut Xml) -> Self {
        Self { xml, last: Last::Nothing }
    }

    /// A paragraph with these words.
    pub fn words(&mut self, paragraph: Paragraph<'static>, words: &str) {
        self.marked(paragraph, None, vec![("", words.into())]);
    }

    /// A paragraph with these runs, and a bookmark on them; one without words is none.
    pub fn marked(&mut self, paragraph: Paragraph<'static>, mark: Option<TextMark>, runs: Vec<StyledRun>) {
        if runs.iter().all(|(_, words)| words.is_empty()) {
            return;
        }
        self.close();
        self.last = Last::Paragraph(HeldParagraph { paragraph, mark, runs });
    }

    /// A table, with what parts it from another: two with nothing between them would become one.
    pub fn table(&mut self, joint: Paragraph<'static>, write: impl FnOnce(&mut Xml)) {
        match std::mem::replace(&mut self.last, Last::Table(joint)) {
            Last::Nothing => {}
            Last::Paragraph(held) => held.write(self.xml, |_| {}),
            Last::Table(joint) => joint.write(self.xml, ""),
        }
        write(self.xml);
    }

    /// Paragraphs that are written otherwise.
    pub fn raw(&mut self, write: impl FnOnce(&mut Xml)) {
        self.close();
        write(self.xml);
    }

    /// What follows begins on a page of its own, whatever it is.
    pub fn fresh(&mut self) {
        self.close();
        Paragraph { fresh: true, ..GAP }.write(self.xml, "");
    }

    /// A section ends here; with the last one, the document.
    pub fn section(&mut self, is_last: bool, properties: impl FnOnce(&mut Xml)) {
        match (std::mem::replace(&mut self.last, Last::Nothing), is_last) {
            (Last::Paragraph(held), false) => held.write(self.xml, properties),
            (Last::Nothing | Last::Table(_), false) => GAP.with_section(self.xml, properties, |_| {}),
            (Last::Paragraph(held), true) => {
                held.write(self.xml, |_| {});
                properties(self.xml);
            }
            // No document ends with a table, and none is without a paragraph.
            (Last::Nothing | Last::Table(_), true) => {
                GAP.write(self.xml, "");
                properties(self.xml);
            }
        }
    }

    fn close(&mut self) {
        if let Last::Paragraph(held) = std::mem::replace(&mut self.last, Last::Nothing) {
            held.write(self.xml, |_| {});
        }
    }
}

/// A paragraph, not written yet.
struct HeldParagraph {
    paragraph: Paragraph<'static>,
    mark: Option<TextMark>,
    runs: Vec<StyledRun>,
}

impl HeldParagraph {
    fn write(self, xml: &mut Xml, section: impl FnOnce(&mut Xml)) {
        let Self { paragraph, mark, runs } = self;
        let runs = runs.into_iter().filter(|(_, words)| !words.is_empty());
        let write = |xml: &mut Xml| runs.for_each(|(style, words)| styled_run(xml, style, &words));
        paragraph.with_section(xml, section, |xml| match mark {
            Some(mark) => mark.around(xml, write),
            None => write(xml),
        });
    }
}
