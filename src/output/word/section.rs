//! Sections (节): the paper's size and margins, its grid of lines and characters, and what stands at its head and foot.

use super::stamp::{self, Foot};
use super::xml::Xml;
use crate::form::PartKind;
use crate::output::page::Part;

/// A line of the text block, in twips: 22 of them are 225 mm, a little rounded down so that all 22 fit.
pub(super) const PITCH: u32 = 579;
/// A character of the text block, in twips: 28 of them are 156 mm.
pub(super) const CHARACTER: u32 = 315;
/// The height of the text block, in twips.
pub(super) const HEIGHT: u32 = 12756;
/// What the grid adds to the 16 points of a character, in 4096ths of a point.
const CHARACTER_SPACE: &str = "-848";
/// A4 in twips, short side first.
const PAPER: [&str; 2] = ["11906", "16838"];
/// 天头 37 mm, 切口 26 mm, 地脚 35 mm, 订口 28 mm, in twips.
const MARGINS: [&str; 4] = ["2098", "1474", "1984", "1587"];
/// From the paper's edge to the foot, so that the dashes beside the number stand 7 mm under the text block.
const FOOT: [&str; 2] = ["1387", "877"];

/// What sort of pages parts stand on. Parts of one sort that follow each other share a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// The cover: no number.
    Cover,
    /// Upright.
    Upright,
    /// Laid across: turned so that the binding is at the top.
    Across,
}

impl Pages {
    /// The pages a part stands on.
    pub fn of(part: &Part) -> Self {
        match part {
            Part { kind: PartKind::Cover, .. } => Self::Cover,
            Part { landscape: true, .. } => Self::Across,
            Part { .. } => Self::Upright,
        }
    }
}

/// Writes a section's properties; with `first`, its pages are counted from 1.
pub(super) fn write(xml: &mut Xml, pages: Pages, first: bool, marked: bool) {
    xml.element("w:sectPr", &[], |xml| {
        if marked {
            for side in stamp::SIDES {
                xml.leaf("w:headerReference", &[("w:type", side.word()), ("r:id", side.header())]);
            }
        }
        for foot in Foot::under(pages) {
            xml.leaf("w:footerReference", &[("w:type", foot.side.word()), ("r:id", &foot.name())]);
        }
        xml.val("w:type", "nextPage");
        let [short, long] = PAPER;
        let [top, right, bottom, left] = MARGINS;
        let [low, lower] = FOOT;
        let across = pages == Pages::Across;
        if across {
            xml.leaf("w:pgSz", &[("w:w", long), ("w:h", short), ("w:orient", "landscape")]);
        } else {
            xml.leaf("w:pgSz", &[("w:w", short), ("w:h", long)]);
        }
        let [top, right, bottom, left] = if across { [left, top, right, bottom] } else { [top, right, bottom, left] };
        xml.leaf(
            "w:pgMar",
            &[
                ("w:top", top),
                ("w:right", right),
                ("w:bottom", bottom),
                ("w:left", left),
                ("w:header", "851"),
                ("w:footer", if across { lower } else { low }),
                ("w:gutter", "0"),
            ],
        );
        if first {
            xml.leaf("w:pgNumType", &[("w:start", "1")]);
        }
        xml.leaf("w:cols", &[("w:space", "425")]);
        let pitch = PITCH.to_string();
        let grid = [("w:type", "linesAndChars"), ("w:linePitch", pitch.as_str()), ("w:charSpace", CHARACTER_SPACE)];
        xml.leaf("w:docGrid", &grid);
    });
}
