//! The indicator grid: the clerk's rows under the form's kinds, each with its direction, attainment and proposal.

use super::cell::{Writing, WrittenRow};
use super::propose::{self, Proposal};
use super::{Cell, Line, Origin, Value, aim, line};
use crate::form::{
    Column, ColumnRole, FixedIndicator, Form, Formula, Holds, IndicatorGroup, IndicatorKind, Indicators, Name, Role,
    TOTAL_ROW,
};
use crate::value::{Rate, Score, Sense, Target, Text};
use rust_decimal::Decimal;

/// What an indicator comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// It is used: its name is not 无 and something is written in it.
    pub used: bool,
    /// The target (年度指标值) as one text, however many columns the form splits it over: ≥4次.
    pub aimed: Text,
    /// What that means.
    pub target: Value,
    /// Which side of the target is good; stated in the target, or usual for its kind.
    pub sense: Option<Sense>,
    /// Result as a share of the target, where both are numbers and the target is not 0.
    pub attainment: Option<Rate>,
    /// Target and result as numbers of one unit.
    pub compared: Option<(Decimal, Decimal)>,
    /// The result is far above the target, by the form's measure.
    pub is_far: bool,
    /// The points the form's rule gives, and the rule's name.
    pub proposal: Option<Proposal>,
    /// What the other known rules would give.
    pub others: Vec<Proposal>,
}

impl Indicator {
    /// The target, where there is one.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        if let Value::Target(target) = &self.target { Some(target) } else { None }
    }
}

pub(super) fn lines(form: &Form, scores: &Indicators, writing: &Writing) -> Vec<Line> {
    let mut lines = Vec::new();
    for (g, group) in scores.groups.iter().enumerate() {
        for (k, kind) in group.kinds.iter().enumerate() {
            let fixed = kind.rows.iter().map(|row| (&row.id, Some(row)));
            let added = writing.added(&kind.id).iter().filter(|_| kind.rows.is_empty()).map(|row| (row, None));
            for (row, fixed) in fixed.chain(added) {
                let written = writing.row(row);
                let cells = scores.columns.iter().map(|column| cell(&written, column, fixed)).collect();
                let added_under = fixed.is_none().then(|| kind.id.clone());
                let line = Line { kind: Some((g, k)), added_under, ..line(row, &Text::default(), 0, kind.role) };
                let mut line = line.with(cells);
                line.label = line.at(ColumnRole::Name).map(|c| c.text.clone()).unwrap_or_default();
                line.indicator = Some(indicator(form, &line, group, kind));
                fill_in(form, scores, &mut line);
                lines.push(line);
            }
        }
    }
    if let Some(label) = &scores.total {
        let row = TOTAL_ROW.into();
        let written = writing.row(&row);
        let cells = scores
            .columns
            .iter()
            .filter(|c| matches!(c.role, Some(ColumnRole::Weight | ColumnRole::Score)))
            .map(|column| Cell { text: "".into(), value: Value::Blank, writable: false, ..written.column(column) })
            .collect();
        lines.push(line(&row, label, 0, Some(Role::TotalPoints)).with(cells));
    }
    lines
}

/// A cell as written, or as the form itself fills it in.
fn cell(written: &WrittenRow, column: &Column, fixed: Option<&FixedIndicator>) -> Cell {
    let cell = written.column(column);
    match fixed.and_then(|row| row.given(&column.id)) {
        Some(given) => {
            let value = Value::read(given, column.holds, written.unit());
            Cell { text: given.clone(), value, origin: Origin::Blocked, writable: false, ..cell }
        }
        None => cell,
    }
}

/// Fills in what the form has computed beside the points: 得分系数, points as a share of their weight.
fn fill_in(form: &Form, scores: &Indicators, line: &mut Line) {
    for column in &scores.columns {
        let Some(Formula::Share(part, whole)) = &column.formula else { continue };
        let points = |id: &Name| line.cell(id).and_then(Cell::points);
        let share = points(part).zip(points(whole)).and_then(|(part, whole)| part.share_of(whole));
        if let Some(cell) = line.cells.iter_mut().find(|cell| cell.at.column == column.id && cell.is_writable()) {
            cell.take_computed(share.map(Value::Rate), form.money);
        }
    }
}

fn indicator(form: &Form, line: &Line, group: &IndicatorGroup, kind: &IndicatorKind) -> Indicator {
    let name = line.at(ColumnRole::Name).map(|c| &c.value);
    let unused = matches!(name, Some(Value::Nothing | Value::Dash));
    // What the form itself has filled in is not yet use.
    let used = !unused && line.cells.iter().any(|cell| cell.is_stated() && cell.is_writable());
    if !used {
        return Indicator::default();
    }
    let aimed = aim::aimed(line);
    let stated = line.aim().map(|cell| if aimed == cell.text { cell.value.clone() } else { read(&aimed, form) });
    let indicator = Indicator { used, aimed, target: stated.unwrap_or_default(), ..Indicator::default() };
    let target = indicator.target();
    let actual = line.at(ColumnRole::Actual).and_then(Cell::target);
    let sense = target.map(|target| sense(target, group.is_cost(kind)));
    let weight = line.at(ColumnRole::Weight).and_then(Cell::points);
    let written = line.at(ColumnRole::Score).and_then(Cell::points);
    let degree = line.at(ColumnRole::Degree).map_or("", |c| c.text.as_str());
    let compared = target.zip(actual).and_then(|(target, actual)| propose::same_unit(target, actual));
    let attainment = compared.and_then(|(a, b)| b.checked_div(a)).map(Rate);
    let forward = compared.is_some_and(|(a, _)| a > Decimal::ZERO) && !sense.is_some_and(Sense::is_reverse);
    let is_far = forward && attainment.is_some_and(|rate| rate >= form.scoring.over.from);
    let answer = weight.map(|weight| {
        let question = propose::Question {
            scoring: &form.scoring,
            weight,
            target,
            actual,
            sense: sense.unwrap_or(Sense::AtLeast),
            satisfaction: group.is_satisfaction(kind),
            degree,
            written,
        };
        question.answer()
    });
    let (proposal, others) = answer.unwrap_or_default();
    Indicator { sense, attainment, compared, is_far, proposal, others, ..indicator }
}

fn read(aimed: &str, form: &Form) -> Value {
    Value::read(aimed, Holds::Target, form.money)
}

/// Less is better for costs and for a target of nothing (0起); otherwise more is, unless the target says.
fn sense(target: &Target, is_cost: bool) -> Sense {
    let usual = if is_cost || target.number().is_some_and(|n| n.is_zero()) { Sense::AtMost } else { Sense::AtLeast };
    target.sense.unwrap_or(usual)
}

/// A written score as points; 无 beside a weight of 0 counts as nothing, not as a fault.
pub(super) fn scored(cell: Option<&Cell>) -> Score {
    cell.and_then(Cell::points).unwrap_or_default()
}
