//! How a figure comes about, said in addresses: what a workbook turns into a formula.
//!
//! It says again what `grid`, `scores` and `points` do; a test computes every figure both ways.

use super::{Origin, Part, Sheet, columns};
use crate::form::{CellId, Column, ColumnRole, Form, Formula, Grid, Holds, Kind, NAME_COLUMN, Role, Row, RowsBelow};
use crate::value::{Score, Text};

/// How a figure comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Recipe {
    /// These added up; what is no figure does not count, and of none at all there is none.
    Sum(Vec<CellId>),
    /// These added up, and the other with them; none where none of these is a figure.
    SumWith(Vec<CellId>, CellId),
    /// The first, or where that gives nothing the second.
    Either(Box<[Recipe; 2]>),
    /// The first less the second.
    Less(CellId, CellId),
    /// The first as a share of the second.
    Share(CellId, CellId),
    /// The first added up as a share of the second added up; none where there are not as many of these as of those.
    ShareOfSums(Vec<CellId>, Vec<CellId>),
    /// A rate's share of a weight, from 0, in two decimals; not above the weight where the form caps it.
    Points {
        /// The rate.
        rate: CellId,
        /// The weight.
        weight: CellId,
        /// Not above the weight.
        cap: bool,
    },
    /// The form gives it.
    Given(Score),
    /// 等级 of points: the first of the steps that they reach.
    Grade {
        /// The points.
        points: CellId,
        /// From how many points on, and what it is called; the highest first.
        steps: Vec<(Score, Text)>,
    },
}

impl Recipe {
    /// How the figure of a cell comes about; none where the clerk writes it.
    #[must_use]
    pub fn of(form: &Form, sheet: &Sheet, at: &CellId) -> Option<Self> {
        let part = sheet.part(&at.section)?;
        let section = form.sections.get(part.section)?;
        let column = columns(&section.kind).iter().find(|column| column.id == at.column)?;
        let cell = part.lines.iter().find(|line| line.id == at.row)?.cell(&at.column)?;
        if cell.origin == Origin::Blocked {
            return None;
        }
        match &section.kind {
            Kind::Grid(grid) => match (of_parts(part, grid, column, at), of_column(form, column, at)) {
                (Some(parts), Some(column)) => Some(Self::Either(Box::new([parts, column]))),
                (parts, column) => parts.or(column),
            },
            Kind::Scores(_) if at.row == crate::form::TOTAL_ROW => of_points(sheet, part, column),
            Kind::Scores(_) => of_column(form, column, at),
            Kind::Facts(_) | Kind::Prose(_) => None,
        }
    }

    /// The cells it is made of.
    #[must_use]
    pub fn inputs(&self) -> Vec<&CellId> {
        match self {
            Self::Sum(cells) => cells.iter().collect(),
            Self::SumWith(cells, with) => std::iter::once(with).chain(cells).collect(),
            Self::Either(both) => both.iter().flat_map(Self::inputs).collect(),
            Self::Less(first, second) | Self::Share(first, second) => vec![first, second],
            Self::ShareOfSums(part, whole) => part.iter().chain(whole).collect(),
            Self::Points { rate, weight, .. } => vec![rate, weight],
            Self::Given(_) => Vec::new(),
            Self::Grade { points, .. } => vec![points],
        }
    }
}

/// A row that is the sum of those below it.
fn of_parts(part: &Part, grid: &Grid, column: &Column, at: &CellId) -> Option<Recipe> {
    if !matches!(column.holds, Holds::Money | Holds::Count) {
        return None;
    }
    let row = grid.find(&|row| row.id == at.row && !row.takes_rows && row.below == RowsBelow::Sum)?;
    let below: Vec<CellId> =
        row.rows.iter().flat_map(|row| counted(part, row)).map(|row| CellId { row, ..at.clone() }).collect();
    (!below.is_empty()).then_some(Recipe::Sum(below))
}

/// The lines a row below counts with: itself, or those the clerk added in its place.
fn counted(part: &Part, row: &Row) -> Vec<crate::form::Name> {
    if !row.takes_rows {
        return vec![row.id.clone()];
    }
    part.lines.iter().filter(|line| line.added_under.as_ref() == Some(&row.id)).map(|line| line.id.clone()).collect()
}

fn of_column(form: &Form, column: &Column, at: &CellId) -> Option<Recipe> {
    let beside = |column: &str| at.in_column(column);
    Some(match column.formula.as_ref()? {
        Formula::Share(part, whole) => Recipe::Share(beside(part), beside(whole)),
        Formula::Sum(columns) => Recipe::Sum(columns.iter().map(|column| beside(column)).collect()),
        Formula::Less(from, less) => Recipe::Less(beside(from), beside(less)),
        Formula::ExecutionRate(initial, full, executed) => {
            Recipe::Share(beside(executed), beside(form.scoring.execution.whole(initial, full)))
        }
        Formula::ExecutionPoints(rate, weight) => {
            Recipe::Points { rate: beside(rate), weight: beside(weight), cap: form.scoring.execution.cap }
        }
        Formula::ExecutionWeight => Recipe::Given(form.scoring.execution.weight),
    })
}

/// 总分: every indicator, and 预算执行率 with them.
fn of_points(sheet: &Sheet, part: &Part, column: &Column) -> Option<Recipe> {
    let role = column.role.filter(|role| matches!(role, ColumnRole::Weight | ColumnRole::Score))?;
    let budget = if part.project.is_some() { Role::ProjectTotal } else { Role::Budget };
    let execution = sheet.line_of(part.project, budget).and_then(|line| line.at(role));
    let indicators = part.lines.iter().filter(|line| line.indicator.is_some()).filter_map(|line| line.at(role));
    let indicators = indicators.map(|cell| cell.at.clone()).collect();
    Some(match execution {
        Some(execution) => Recipe::SumWith(indicators, execution.at.clone()),
        None => Recipe::Sum(indicators),
    })
}

/// The name cell of a row the clerk added to a grid.
#[must_use]
pub fn is_own_name(at: &CellId, line: &super::Line) -> bool {
    line.added_under.is_some() && line.kind.is_none() && at.column == NAME_COLUMN
}
