//! Sections (节): the paper's size and margins, its grid of lines and characters, and what stands at its head and foot.

use super::super::xml::Xml;
use super::pages::{PITCH, PageKind, twips};
use super::stamp::{self, Foot};

/// What the grid adds to the 16 points of a character, in 4096ths of a point.
const CHARACTER_SPACE: &str = "-848";
/// A4, short side first, in tenths of a millimetre as all that follows.
const PAPER: [u32; 2] = [2100, 2970];
/// 天头, 切口, 地脚, 订口.
const MARGINS: [u32; 4] = [370, 260, 350, 280];
/// From the paper's edge to the head.
const HEAD: u32 = 150;
/// From the paper's edge to the foot, so that the dashes beside the number stand 7 mm under the text block: on upright
/// pages, and on those laid across.
const FOOT: [u32; 2] = [245, 155];

/// Writes a section's properties; with `first`, its pages are counted from 1.
pub(super) fn write(xml: &mut Xml, pages: PageKind, first: bool, watermarked: bool) {
    xml.element("w:sectPr", &[], |xml| {
        if watermarked {
            for side in stamp::SIDES {
                xml.leaf("w:headerReference", &[("w:type", side.word()), ("r:id", side.header())]);
            }
        }
        for foot in Foot::under(pages) {
            xml.leaf("w:footerReference", &[("w:type", foot.side.word()), ("r:id", &foot.name())]);
        }
        xml.val("w:type", "nextPage");
        let across = pages == PageKind::Across;
        let [short, long] = PAPER.map(|side| twips(side).to_string());
        if across {
            xml.leaf("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")]);
        } else {
            xml.leaf("w:pgSz", &[("w:w", &short), ("w:h", &long)]);
        }
        margins(xml, across);
        if first {
            xml.leaf("w:pgNumType", &[("w:start", "1")]);
        }
        xml.leaf("w:cols", &[("w:space", "425")]);
        let pitch = PITCH.to_string();
        let grid = [("w:type", "linesAndChars"), ("w:linePitch", pitch.as_str()), ("w:charSpace", CHARACTER_SPACE)];
        xml.leaf("w:docGrid", &grid);
    });
}

/// The margins; a page laid across has its binding at the top.
fn margins(xml: &mut Xml, across: bool) {
    let [top, right, bottom, left] = MARGINS;
    let [top, right, bottom, left] = if across { [left, top, right, bottom] } else { [top, right, bottom, left] };
    let [upright, laid] = FOOT;
    let all = [
        ("w:top", top),
        ("w:right", right),
        ("w:bottom", bottom),
        ("w:left", left),
        ("w:header", HEAD),
        ("w:footer", if across { laid } else { upright }),
        ("w:gutter", 0),
    ];
    let all = all.map(|(side, width)| (side, twips(width).to_string()));
    xml.leaf("w:pgMar", &all.each_ref().map(|(side, width)| (*side, width.as_str())));
}
