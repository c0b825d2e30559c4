//! The sorts of pages, and the measures of their text block.

use crate::form::{ACROSS, UPRIGHT};

/// A line of the text block, in twips: 22 of them are 225 mm, a little rounded down so that all 22 fit.
pub(super) const PITCH: u32 = 579;
/// A character of the text block, in twips: 28 of them are 156 mm, rounded down likewise.
pub(super) const CHARACTER: u32 = 315;

/// Tenths of a millimetre to twips, twentieths of a point, in which the format counts.
pub(super) const fn twips(tenths: u32) -> u32 {
    (tenths * 1440 + 127) / 254
}

/// The text block of a page, upright, in tenths of a millimetre; the same where less is kept free around than official
/// documents do.
const USUAL: [u32; 2] = [UPRIGHT, ACROSS];
const CLOSE: [u32; 2] = [1700, 2470];

/// A4, short side first, in tenths of a millimetre as all that follows.
pub(super) const PAPER: [u32; 2] = [2100, 2970];
/// 天头, 切口, 地脚, 订口.
const MARGINS: [u32; 4] = [370, 260, 350, 280];
/// The same where less is kept free around.
const CLOSE_MARGINS: [u32; 4] = [250, 200, 250, 200];

/// How a page lies, and how much it keeps free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageFit {
    /// Less is kept free around than official documents do.
    pub close: bool,
    /// Laid across, so that the binding is at the top.
    pub across: bool,
}

impl PageFit {
    /// How wide and high the text block is, in tenths of a millimetre.
    pub fn block(self) -> [u32; 2] {
        let [short, long] = if self.close { CLOSE } else { USUAL };
        if self.across { [long, short] } else { [short, long] }
    }

    /// What it keeps free at its top, right, bottom and left; laid across it has its binding at the top.
    pub fn kept_free(self) -> [u32; 4] {
        let [top, right, bottom, left] = if self.close { CLOSE_MARGINS } else { MARGINS };
        if self.across { [left, top, right, bottom] } else { [top, right, bottom, left] }
    }

    /// Where the text block ends, from the paper's upper edge, in points.
    pub fn block_end(self) -> f64 {
        let ([short, long], [_, _, bottom, _]) = (PAPER, self.kept_free());
        let high = if self.across { short } else { long };
        f64::from(twips(high) - twips(bottom)) / 20.0
    }

    /// What a width of the form becomes.
    pub fn wide(self, width: u32) -> u32 {
        width * self.block()[0] / self.usual().block()[0]
    }

    fn usual(self) -> Self {
        Self { close: false, ..self }
    }
}

/// What sort of pages parts stand on. Parts of one sort that follow each other share a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    /// The cover and the 目录: no number.
    Cover,
    /// Numbered.
    Numbered(PageFit),
}

impl PageKind {
    /// How they lie.
    pub fn page(self) -> PageFit {
        match self {
            Self::Cover => PageFit { close: false, across: false },
            Self::Numbered(page) => page,
        }
    }
}
