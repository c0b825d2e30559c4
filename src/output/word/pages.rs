//! The sorts of pages, and the measures of their text block.

use super::fit::PartFit;
use crate::form::PartKind;
use crate::output::manuscript::ManuscriptPart;

/// A line of the text block, in twips: 22 of them are 225 mm, a little rounded down so that all 22 fit.
pub(super) const PITCH: u32 = 579;
/// A character of the text block, in twips: 28 of them are 156 mm, rounded down likewise.
pub(super) const CHARACTER: u32 = 315;

/// Tenths of a millimetre to twips, twentieths of a point, in which the format counts.
pub(super) const fn twips(tenths: u32) -> u32 {
    (tenths * 1440 + 127) / 254
}

/// What sort of pages parts stand on. Parts of one sort that follow each other share a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    /// The cover and the 目录: no number.
    Cover,
    /// Numbered: upright, or laid across so that the binding is at the top.
    Numbered(PartFit),
}

impl PageKind {
    /// The pages a part stands on.
    pub fn of(part: &ManuscriptPart) -> Self {
        match part {
            ManuscriptPart { kind: PartKind::Cover | PartKind::Contents, .. } => Self::Cover,
            // Words of tables are no matter of the page.
            part => Self::Numbered(PartFit { small: false, ..PartFit::of(part) }),
        }
    }

    /// How it is set.
    pub fn fit(self) -> PartFit {
        match self {
            Self::Cover => PartFit { close: false, small: false, across: false },
            Self::Numbered(fit) => fit,
        }
    }
}
