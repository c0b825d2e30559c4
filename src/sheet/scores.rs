//! The indicator grid: the clerk's rows under the form's kinds, each with its direction, attainment and proposal.

use super::cell::Writing;
use super::propose::{self, Proposal};
use super::{Cell, Line, Value, line};
use crate::form::{ColumnRole, Form, IndicatorGroup, IndicatorKind, Indicators, Role, TOTAL_ROW};
use crate::value::{Rate, Score, Sense, Target};

/// What an indicator comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// It is used: its name is not 无 and something is written in it.
    pub used: bool,
    /// Which side of the target is good; stated in the target, or usual for its kind.
    pub sense: Option<Sense>,
    /// Result as a share of the target, where both are numbers and the target is not 0.
    pub attainment: Option<Rate>,
    /// The points the form's rule gives, and the rule's name.
    pub proposal: Option<Proposal>,
    /// What the other known rules would give.
    pub others: Vec<Proposal>,
}

pub(super) fn lines(form: &Form, scores: &Indicators, desk: &Writing) -> Vec<Line> {
    let mut lines = Vec::new();
    for (g, group) in scores.groups.iter().enumerate() {
        for (k, kind) in group.kinds.iter().enumerate() {
            for row in desk.added(&kind.id) {
                let cells: Vec<Cell> = scores.columns.iter().map(|column| desk.column(row, column)).collect();
                let mut line = Line {
                    cells,
                    kind: Some((g, k)),
                    added_under: Some(kind.id.clone()),
                    ..line(row, &String::new().into(), 0, kind.role)
                };
                line.label = line.at(ColumnRole::Name).map(|c| c.text.clone()).unwrap_or_default();
                line.indicator = Some(indicator(form, &line, group, kind));
                lines.push(line);
            }
        }
    }
    if let Some(label) = &scores.total {
        let row = TOTAL_ROW.into();
        let cells = scores
            .columns
            .iter()
            .filter(|c| matches!(c.role, Some(ColumnRole::Weight | ColumnRole::Score)))
            .map(|column| Cell { text: "".into(), value: Value::Blank, writable: false, ..desk.column(&row, column) })
            .collect();
        lines.push(Line { cells, ..line(&row, label, 0, Some(Role::TotalPoints)) });
    }
    lines
}

fn indicator(form: &Form, line: &Line, group: &IndicatorGroup, kind: &IndicatorKind) -> Indicator {
    let name = line.at(ColumnRole::Name).map(|c| &c.value);
    let unused = matches!(name, Some(Value::Nothing | Value::Dash));
    let used = !unused && line.cells.iter().any(Cell::is_stated);
    if !used {
        return Indicator::default();
    }
    let target = line.at(ColumnRole::Target).and_then(Cell::target);
    let actual = line.at(ColumnRole::Actual).and_then(Cell::target);
    let sense = target.map(|target| sense(target, group.is_cost(kind)));
    let weight = line.at(ColumnRole::Weight).and_then(Cell::points);
    let written = line.at(ColumnRole::Score).and_then(Cell::points);
    let level = line.at(ColumnRole::Level).map_or("", |c| c.text.as_str());
    let mut indicator = Indicator { used, sense, attainment: attainment(target, actual), ..Indicator::default() };
    if let Some(weight) = weight {
        let question = propose::Question {
            scoring: &form.scoring,
            weight,
            target,
            actual,
            sense: sense.unwrap_or(Sense::AtLeast),
            satisfaction: group.is_satisfaction(kind),
            level,
            written,
        };
        (indicator.proposal, indicator.others) = question.answer();
    }
    indicator
}

/// Less is better for costs and for a target of nothing (0起); otherwise more is, unless the target says.
fn sense(target: &Target, is_cost: bool) -> Sense {
    let usual = if is_cost || target.number().is_some_and(|n| n.is_zero()) {
        Sense::AtMost
    } else {
        Sense::AtLeast
    };
    target.sense.unwrap_or(usual)
}

fn attainment(target: Option<&Target>, actual: Option<&Target>) -> Option<Rate> {
    let (a, b) = propose::same_unit(target?, actual?)?;
    b.checked_div(a).map(Rate)
}

/// A written score as points; 无 beside a weight of 0 counts as nothing, not as a fault.
pub(super) fn scored(cell: Option<&Cell>) -> Score {
    cell.and_then(Cell::points).unwrap_or_default()
}
