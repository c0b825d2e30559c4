//! Sections (节): the paper's size and margins, its grid of lines and characters, and what stands at its head and foot.

use super::super::xml::Xml;
use super::pages::{PAPER, PITCH, PageFit, PageKind, twips};
use super::stamp::{self, Foot};

/// What the grid adds to the 16 points of a character, in 4096ths of a point.
const CHARACTER_SPACE: &str = "-848";
/// From the paper's edge to the head, in tenths of a millimetre as all that follows.
const HEAD: u32 = 150;
/// From the paper's edge to the foot, so that the dashes beside the number stand 7 mm under the text block: on upright
/// pages, and on those laid across.
const FOOT: [u32; 2] = [245, 155];
/// How much lower the text block ends where less is kept free.
const LOWER: [u32; 2] = [100, 60];

/// Writes a section's properties; its pages are counted from a number, where they do not go on from those before.
pub(super) fn write(xml: &mut Xml, pages: PageKind, from: Option<u64>, watermarked: bool) {
    xml.element("w:sectPr", &[], |xml| {
        if watermarked {
            for side in stamp::SIDES {
                xml.leaf("w:headerReference", &[("w:type", side.word()), ("r:id", side.header())]);
            }
        }
        for foot in Foot::under(pages) {
            xml.leaf("w:footerReference", &[("w:type", foot.side.word()), ("r:id", &foot.name())]);
        }
        // What is counted from 1 begins on the front of a sheet, printed on both sides too.
        xml.val("w:type", if from == Some(1) { "oddPage" } else { "nextPage" });
        let PageFit { across, close } = pages.page();
        let [short, long] = PAPER.map(|side| twips(side).to_string());
        if across {
            xml.leaf("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")]);
        } else {
            xml.leaf("w:pgSz", &[("w:w", &short), ("w:h", &long)]);
        }
        margins(xml, pages.page());
        if let Some(from) = from {
            xml.leaf("w:pgNumType", &[("w:start", &from.to_string())]);
        }
        xml.leaf("w:cols", &[("w:space", "425")]);
        // Pages set close hold tables alone; a grid of lines, on which nothing stands, would only cost them room.
        if !close {
            let pitch = PITCH.to_string();
            let grid = [("w:type", "linesAndChars"), ("w:linePitch", pitch.as_str()), ("w:charSpace", CHARACTER_SPACE)];
            xml.leaf("w:docGrid", &grid);
        }
    });
}

fn margins(xml: &mut Xml, page: PageFit) {
    let PageFit { across, close } = page;
    let [top, right, bottom, left] = page.kept_free();
    let [upright, laid] = FOOT;
    let [lower_upright, lower_laid] = if close { LOWER } else { [0, 0] };
    let all = [
        ("w:top", top),
        ("w:right", right),
        ("w:bottom", bottom),
        ("w:left", left),
        ("w:header", HEAD),
        ("w:footer", if across { laid - lower_laid } else { upright - lower_upright }),
        ("w:gutter", 0),
    ];
    let all = all.map(|(side, width)| (side, twips(width).to_string()));
    xml.leaf("w:pgMar", &all.each_ref().map(|(side, width)| (*side, width.as_str())));
}
