//! How a form stands on paper (版式): its parts in order, and what stands on each. All outputs follow it.
//!
//! Lengths are in tenths of a millimetre; 0 among widths is what the others leave.

use super::{Extra, Name};
use crate::value::Text;
use serde::{Deserialize, Serialize};

/// The width of the text block (版心) on an upright page, and on one laid across.
pub const UPRIGHT: u32 = 1560;
/// See [`UPRIGHT`].
pub const ACROSS: u32 = 2250;

/// How a form stands on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Words before which a title too long for one line breaks.
    #[serde(default)]
    pub joints: Vec<Text>,
    /// What its pages always have more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<Extra>,
    /// The parts, in order.
    pub parts: Vec<PaperPart>,
}

/// A part that begins on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperPart {
    /// Stable name.
    pub id: Name,
    /// What the clerk calls it: 封面, 自评报告; of an annex its label in the form's list of annexes, 附件2.
    pub label: Text,
    /// What sort of part it is.
    pub kind: PartKind,
    /// On a page laid across.
    #[serde(default)]
    pub landscape: bool,
    /// What stands on it, top to bottom.
    pub blocks: Vec<PaperBlock>,
}

/// The sorts of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    /// 封面: the report's title, no page number.
    Cover,
    /// The report itself; page numbers begin here.
    Report,
    /// An annex, under its label and title from the form's list; once a project where the list says so.
    Annex,
    /// A table that is handed in by itself, under the report's title and no label.
    Table,
    /// Only in the workbook, never on paper.
    Book,
    /// 目录, no page number. No form has it among its parts: it is one of its extras.
    #[serde(skip_deserializing)]
    Contents,
}

/// A block of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperBlock {
    /// Lines in the middle of the page, as on a cover.
    Lines(Vec<Entry>),
    /// The headings and texts of a section.
    Prose(Name),
    /// A table made of bands, one below the other. The head of its first band comes again on every page.
    Table(Vec<PaperBand>),
    /// The notes of a section.
    Notes(Name),
    /// The line to sign on.
    Signatures(Vec<Entry>),
}

/// A label and what is written behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The fact, as an address; none where only ink is to stand.
    #[serde(default)]
    pub at: Option<Text>,
    /// What stands before it; unless given, the fact's own label.
    #[serde(default)]
    pub label: Option<Text>,
    /// What stands there while nothing is written.
    #[serde(default)]
    pub blank: Text,
    /// What stands behind it: （盖章）.
    #[serde(default)]
    pub after: Text,
}

/// Rows of a table that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperBand {
    /// A label at the left of other bands, as high as all of them.
    Side {
        /// The label; unless given, that of the first section beside it.
        #[serde(default)]
        label: Option<Text>,
        /// How wide the label is.
        width: u32,
        /// What stands beside it.
        bands: Vec<PaperBand>,
    },
    /// Facts: label, value, label, value.
    Facts {
        /// Row by row; a row of one fact goes over the whole width.
        rows: Vec<Vec<Entry>>,
        /// Of labels and values in turn.
        widths: Vec<u32>,
    },
    /// Facts of a section side by side under their labels.
    Across {
        /// The section.
        section: Name,
        /// One for each fact.
        widths: Vec<u32>,
    },
    /// A grid: its columns' labels, then its lines.
    Grid {
        /// The section.
        section: Name,
        /// Of the line labels, then of the columns; without line labels, of the columns alone.
        widths: Vec<u32>,
        /// Which columns; unless given, all that are printed.
        #[serde(default)]
        columns: Option<Vec<Name>>,
        /// Line labels are left out, as beside a label that says it all.
        #[serde(default)]
        bare: bool,
        /// The grid's corner stays blank, since it stands at the side.
        #[serde(default)]
        cornerless: bool,
    },
    /// Two grids of one column side by side, label and figure in one cell.
    Halves {
        /// The section at the left.
        left: Name,
        /// The section at the right.
        right: Name,
        /// Of both.
        widths: Vec<u32>,
    },
    /// The indicator grid.
    Scores {
        /// The section.
        section: Name,
        /// What stands over the first and the second level.
        levels: [Text; 2],
        /// Of the levels, then of the columns.
        widths: Vec<u32>,
        /// What stands over the groups, where they are above the first level.
        #[serde(default)]
        above: Option<Text>,
        /// The levels are left out: one indicator stands below the other.
        #[serde(default)]
        bare: bool,
        /// The grade (等级) closes the last row.
        #[serde(default)]
        grade: bool,
    },
    /// A line for each project, with figures of one of its lines, and their sums below.
    Projects {
        /// The project's name, as an address within a project.
        name: Text,
        /// The grid whose figures they are, within a project.
        section: Name,
        /// The line of that grid.
        row: Name,
        /// The columns.
        columns: Vec<Name>,
        /// Which of them are summed up.
        sums: Vec<Name>,
        /// What stands over the names, and before the sums.
        words: [Text; 2],
        /// Of the numbers, the names, the columns.
        widths: Vec<u32>,
    },
}

impl PaperPart {
    /// The sections it speaks of, in order, and whether it is one fact of one that it speaks of.
    pub(super) fn sections(&self) -> Vec<(&str, bool)> {
        let mut found = Vec::new();
        for block in &self.blocks {
            match block {
                PaperBlock::Lines(entries) | PaperBlock::Signatures(entries) => {
                    let facts = entries.iter().filter_map(|entry| entry.at.as_deref()?.split('/').next());
                    found.extend(facts.map(|section| (section, true)));
                }
                PaperBlock::Prose(section) => found.push((section.as_str(), false)),
                PaperBlock::Table(bands) => {
                    for band in bands.iter().flat_map(PaperBand::all) {
                        let is_fact = matches!(band, PaperBand::Facts { .. });
                        found.extend(band.sections().into_iter().map(|section| (section, is_fact)));
                    }
                }
                PaperBlock::Notes(_) => {}
            }
        }
        found
    }

    /// How wide its text block is, in tenths of a millimetre.
    #[must_use]
    pub fn width(&self) -> u32 {
        if self.landscape { ACROSS } else { UPRIGHT }
    }
}

impl PaperBand {
    /// The sections it speaks of, bands within it included.
    pub(super) fn sections(&self) -> Vec<&str> {
        match self {
            Self::Side { bands, .. } => bands.iter().flat_map(Self::sections).collect(),
            Self::Facts { rows, .. } => {
                let entries = rows.iter().flatten().filter_map(|entry| entry.at.as_deref());
                entries.filter_map(|at| at.split('/').next()).collect()
            }
            Self::Halves { left, right, .. } => vec![left, right],
            Self::Across { section, .. }
            | Self::Grid { section, .. }
            | Self::Scores { section, .. }
            | Self::Projects { section, .. } => {
                vec![section]
            }
        }
    }

    /// Itself, or what stands beside it where it is a label.
    #[must_use]
    pub fn all(&self) -> Vec<&Self> {
        match self {
            Self::Side { bands, .. } => bands.iter().flat_map(Self::all).collect(),
            band => vec![band],
        }
    }

    /// How many levels stand before the columns of an indicator grid.
    #[must_use]
    pub fn levels(&self) -> usize {
        match self {
            Self::Scores { bare: false, above, .. } => 2 + usize::from(above.is_some()),
            _ => 0,
        }
    }

    /// The widths it gives.
    pub(super) fn widths(&self) -> &[u32] {
        match self {
            Self::Side { .. } => &[],
            Self::Facts { widths, .. }
            | Self::Across { widths, .. }
            | Self::Grid { widths, .. }
            | Self::Halves { widths, .. }
            | Self::Scores { widths, .. }
            | Self::Projects { widths, .. } => widths,
        }
    }
}

/// What stands over the two levels of an indicator grid where the paper says nothing.
const LEVELS: [&str; 2] = ["一级指标", "二级指标"];

/// The list of projects: of each its name, and figures of one of its lines.
#[derive(Clone, Copy, Debug)]
pub struct ProjectList<'f> {
    /// What stands over the names.
    pub name: &'f str,
    /// The grid whose figures they are, within a project.
    pub section: &'f str,
    /// The line of that grid.
    pub row: &'f str,
    /// The columns.
    pub columns: &'f [Name],
}

impl Paper {
    /// All bands of the paper's tables, those beside a label included.
    fn bands(&self) -> impl Iterator<Item = &PaperBand> {
        let tables = self.parts.iter().flat_map(|part| &part.blocks);
        let bands = tables.filter_map(|block| if let PaperBlock::Table(bands) = block { Some(bands) } else { None });
        bands.flatten().flat_map(PaperBand::all)
    }

    /// What stands over the two levels of an indicator grid, as the screen shows them: over the groups, and over the
    /// kinds.
    #[must_use]
    pub fn level_heads(&self, section: &str) -> [Text; 2] {
        let of = |band: &PaperBand| match band {
            PaperBand::Scores { section: own, above, levels, .. } if own == section => Some(match (above, levels) {
                (Some(above), [first, second]) => [above.clone(), format!("{first}\n{second}").into()],
                (None, levels) => levels.clone(),
            }),
            _ => None,
        };
        let said = self.bands().find_map(of).filter(|heads| heads.iter().all(|head| !head.is_empty()));
        said.unwrap_or_else(|| LEVELS.map(Text::from))
    }

    /// The list of projects, where the paper has one.
    #[must_use]
    pub fn project_list(&self) -> Option<ProjectList<'_>> {
        self.bands().find_map(|band| match band {
            PaperBand::Projects { section, row, columns, words: [name, _], .. } => {
                Some(ProjectList { name, section, row, columns })
            }
            _ => None,
        })
    }
}

/// Widths with what is left put where 0 stands.
#[must_use]
pub fn filled(widths: &[u32], whole: u32) -> Vec<u32> {
    let given: u32 = widths.iter().sum();
    let open = widths.iter().filter(|width| **width == 0).count().try_into().unwrap_or(1);
    let share = whole.saturating_sub(given).checked_div(open).unwrap_or(0);
    widths.iter().map(|width| if *width == 0 { share } else { *width }).collect()
}
