//! 目录: what is there, each with a field that says on which page Word has it.

use super::super::xml::Xml;
use super::pages::twips;
use super::paragraph::run;
use crate::form::{PartKind, UPRIGHT};
use crate::output::manuscript::{ContentsLine, Manuscript};

/// The end of the report, whose page is the last.
pub(super) const END: &str = "_Last_page";
/// How far headings of the report step in, in twips.
const STEP: u32 = 560;
/// The numbers of bookmarks on headings, and of that at the end, are behind those on parts.
const HEADINGS: usize = 10_000;
const LAST: usize = 20_000;
/// The longest name that Word takes.
const MOST: usize = 40;

/// The bookmarks that fields look for; none where nothing does.
#[derive(Clone, Copy)]
pub(super) struct Bookmarks {
    contents: bool,
    total: bool,
}

impl Bookmarks {
    pub fn of(manuscript: &Manuscript) -> Self {
        let contents = manuscript.parts.iter().any(|part| part.kind == PartKind::Contents);
        Self { contents, total: manuscript.stamp.total }
    }

    /// That of a part's title or of a heading, which the 目录 leads to.
    pub fn at(self, place: &BookmarkPlace) -> Option<TextMark> {
        self.contents.then(|| TextMark { number: place.number(), name: place.name() })
    }

    /// The end of all.
    pub fn end(self, xml: &mut Xml) {
        if self.total {
            TextMark { number: LAST, name: END.into() }.around(xml, |_| {});
        }
    }
}

/// What a line of the 目录 leads to.
pub(super) enum BookmarkPlace<'a> {
    /// A part, by its place among all and its id.
    Part(usize, &'a str),
    /// One of the first headings of the report.
    Heading(usize),
}

impl BookmarkPlace<'_> {
    fn number(&self) -> usize {
        match self {
            Self::Part(number, _) => *number,
            Self::Heading(number) => HEADINGS + number,
        }
    }

    fn name(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        match self {
            Self::Part(_, id) => format!("_Part_{id}").chars().map(plain).take(MOST).collect(),
            Self::Heading(number) => format!("_Heading_{number}"),
        }
    }
}

/// The lines: name, dots, number.
pub(super) fn write(xml: &mut Xml, lines: &[ContentsLine]) {
    for line in lines {
        let place = line.heading.map_or(BookmarkPlace::Part(0, &line.part), BookmarkPlace::Heading);
        let left = STEP + if line.heading.is_some() { STEP } else { 0 };
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "ContentsLine");
                xml.element("w:tabs", &[], |xml| {
                    let right = twips(UPRIGHT).to_string();
                    xml.leaf("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", &right)]);
                });
                let (left, hanging) = (left.to_string(), STEP.to_string());
                xml.leaf("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
            });
            run(xml, &line.name);
            xml.element("w:r", &[], |xml| xml.leaf("w:tab", &[]));
            page_of(xml, &place.name(), "");
        });
    }
}

/// The number of the page on which a bookmark is: Word's own, reckoned when the file is opened.
pub(super) fn page_of(xml: &mut Xml, bookmark: &str, style: &str) {
    let asks = format!(" PAGEREF {bookmark} ");
    xml.element("w:fldSimple", &[("w:instr", &asks), ("w:dirty", "true")], |xml| {
        super::paragraph::styled_run(xml, style, " ");
    });
}

/// A bookmark around some words.
pub(super) struct TextMark {
    number: usize,
    name: String,
}

impl TextMark {
    pub fn around(&self, xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
        let id = self.number.to_string();
        xml.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", &self.name)]);
        inside(xml);
        xml.leaf("w:bookmarkEnd", &[("w:id", &id)]);
    }
}
