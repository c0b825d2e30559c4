//! What the paper asks: a form (表样) as data. Kinds of section are code, every instance of one is a file.
//!
//! Knows how to read and lint a form's text; knows no report and no disk. No place and no year is named here.

mod cell;
mod extra;
mod full;
mod grid;
mod library;
mod lint;
mod merge;
mod paper;
mod preset;
mod required;
mod role;
mod scoring;
mod section;
mod submission;
mod tree;

pub use cell::{CellId, NAME_COLUMN, Slot, TOTAL_ROW, added_number, is_project, project_number};
pub use extra::Extra;
pub use full::FullText;
pub use grid::{Column, Formula, Grid, Holds, Row, RowsBelow};
pub use library::{Library, bundled, bundled_text, parse, sources};
pub use lint::{FormFault, lint};
pub use paper::{ACROSS, Entry, Paper, PaperBand, PaperBlock, PaperPart, PartKind, ProjectList, UPRIGHT, filled};
pub use role::{ColumnRole, Role};
pub use scoring::{
    Band, Cap, Denominator, Execution, Grade, Limits, Overshoot, Reverse, Satisfaction, SatisfactionStep, Scoring,
};
pub use section::{
    Fact, FixedIndicator, Heading, IndicatorGroup, IndicatorKind, Indicators, Kind, Section, Tab, Wording,
};
pub use submission::{Submission, SubmittedFile};

use crate::value::{MoneyUnit, Text};
use serde::{Deserialize, Serialize};

/// The stable name of a row, a column or a section. Never a position, never a label.
pub type Name = smol_str::SmolStr;

/// A form (表样): one place, one edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The stable name, as in `hunan-lusong-2023`.
    pub id: Name,
    /// Raised when the file changes, so that a report knows which text it was written on.
    pub edition: u32,
    /// Where it is in use.
    pub place: Text,
    /// What it is called on the start page.
    pub title: Text,
    /// The report's own title; `{year}`, `{last}` and `{unit}` are filled in. Where it holds a line break the paper
    /// breaks it.
    pub report_title: Text,
    /// The first year it is for.
    pub from_year: i32,
    /// The unit of every amount.
    pub money: MoneyUnit,
    /// Points, grades and the formulas chosen.
    pub scoring: Scoring,
    /// From where on a figure is odd enough to ask about.
    #[serde(default)]
    pub limits: Limits,
    /// The figures a sentence may quote, as 【name】.
    pub figures: Vec<Figure>,
    /// The annexes of the report, in order, as its list of annexes names them.
    pub annexes: Vec<Annex>,
    /// The sections, in the order the clerk fills them in; the paper finds them by name.
    pub sections: Vec<Section>,
    /// With what it opens; unless given, a form of one table with all of it on one page.
    #[serde(default)]
    pub opens: Option<Opening>,
    /// How all of it stands on paper. A form without it can be filled in and not printed.
    #[serde(default)]
    pub paper: Paper,
    /// What the office wants of it.
    #[serde(default)]
    pub submission: Submission,
}

/// With what a form opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opening {
    /// The first of its tabs.
    Tabs,
    /// 整表: all of it on one page.
    Whole,
}

/// A figure that sentences quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The name between the brackets.
    pub name: Text,
    /// The cell, written as an address.
    #[serde(default)]
    pub at: Option<Text>,
    /// Instead of a cell, what no cell states and the figures imply.
    #[serde(default)]
    pub implied: Option<Implied>,
    /// What stands behind the number in a sentence: 万元, 分 or nothing.
    #[serde(default)]
    pub unit: Text,
}

/// What no cell states and the figures imply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Implied {
    /// 预算调整: 全年预算 less 年初预算
    Adjustment,
    /// 预算调整率, of 年初预算
    AdjustmentRate,
    /// 年初基本支出预算
    InitialBasic,
    /// 基本支出预算调整
    BasicAdjustment,
    /// 人员经费: 基本支出 less 公用经费
    Staff,
    /// 人员经费调整
    StaffAdjustment,
    /// 公用经费调整
    PublicAdjustment,
    /// 项目支出调整
    ProjectAdjustment,
    /// 等级
    Grade,
}

/// One annex (附件) of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// 附件2
    pub label: Text,
    /// Its title, with `{year}`.
    pub title: Text,
    /// It is there once for each project.
    #[serde(default)]
    pub each_project: bool,
}

impl Form {
    /// A form's words with the report's year put in: `{year}` and `{last}`.
    #[must_use]
    pub fn words(&self, label: &str, year: i32) -> Text {
        if !label.contains('{') {
            return label.into();
        }
        label.replace("{year}", &year.to_string()).replace("{last}", &year.saturating_sub(1).to_string()).into()
    }

    /// With what it opens.
    #[must_use]
    pub fn opening(&self) -> Opening {
        let one_table = matches!(self.paper.parts.as_slice(), [part] if part.kind == PartKind::Table);
        self.opens.unwrap_or(if one_table { Opening::Whole } else { Opening::Tabs })
    }

    /// The sections in the order of the paper, as positions; one that is not on it stands behind the one before it.
    #[must_use]
    pub fn paper_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.sections.len());
        for part in self.paper.parts.iter().filter(|part| part.kind != PartKind::Book) {
            let each = self.annex(part).is_some_and(|annex| annex.each_project);
            for (id, is_fact) in part.sections() {
                // The points at the top of a table are no place for the indicators.
                let on_paper = |s: &Section| {
                    s.id == id && s.each_project == each && (!is_fact || matches!(s.kind, Kind::Facts(_)))
                };
                let found = self.sections.iter().position(on_paper).filter(|found| !order.contains(found));
                order.extend(found);
            }
        }
        for number in 0..self.sections.len() {
            if !order.contains(&number) {
                let before = number.checked_sub(1).and_then(|before| order.iter().position(|own| *own == before));
                order.insert(before.map_or(0, |before| before + 1), number);
            }
        }
        order
    }

    /// The annex that a part of the paper is, by its label.
    #[must_use]
    pub fn annex(&self, part: &PaperPart) -> Option<&Annex> {
        self.annexes.iter().find(|annex| annex.label == part.label)
    }

    /// It has annexes that can be handed in on their own.
    #[must_use]
    pub fn has_annexes(&self) -> bool {
        self.paper.parts.iter().any(|part| part.kind == PartKind::Annex)
    }

    /// The section of that name, among those of the report or those of each project: both may have `goals`.
    #[must_use]
    pub fn section(&self, id: &str, each_project: bool) -> Option<&Section> {
        self.sections.iter().find(|s| s.id == id && s.each_project == each_project)
    }
}
