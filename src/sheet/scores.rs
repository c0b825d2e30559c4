//! The indicator grid: the clerk's rows under the form's kinds, each with its direction, attainment and proposal.

use super::cell::{FilledBy, Writing, WrittenRow};
use super::propose::{self, Proposal};
use super::{Cell, Line, Origin, Value, aim, line};
use crate::form::{
    Column, ColumnRole, FixedIndicator, Form, Formula, Holds, IndicatorGroup, IndicatorKind, Indicators, Name, Role,
    TOTAL_ROW,
};
use crate::value::{Aim, MoneyUnit, Rate, Score, Sense, Target, Text, direction, is_time, may_be_reverse, numbered};
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
    /// Which side of the target is good: stated in the target, or else told by what the indicator measures. None where
    /// neither tells.
    pub sense: Option<Sense>,
    /// Result as a share of the target, where both are numbers and the target is not 0.
    pub attainment: Option<Rate>,
    /// Target and result as numbers of one unit.
    pub compared: Option<(Decimal, Decimal)>,
    /// The result keeps the target, where both are numbers and the good side is known.
    pub kept: Option<bool>,
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
                spare(&mut line);
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

/// How far a target was met that is a number, the numbers say: 完成程度 is of those in words.
fn spare(line: &mut Line) {
    let target = line.indicator.as_ref().map(|indicator| &indicator.target);
    let counted = matches!(target, Some(Value::Target(target)) if target.number().is_some());
    let degrees = line.cells.iter_mut().filter(|cell| cell.role == Some(ColumnRole::Degree));
    for cell in degrees.filter(|cell| counted && cell.is_blank()) {
        cell.filled_by = FilledBy::Nobody;
    }
}

fn indicator(form: &Form, line: &Line, group: &IndicatorGroup, kind: &IndicatorKind) -> Indicator {
    let unused = line.at(ColumnRole::Name).is_some_and(says_none);
    // What the form itself has filled in is not yet use.
    let used = !unused && line.cells.iter().any(|cell| cell.is_stated() && cell.is_writable());
    if !used {
        return Indicator::default();
    }
    let aimed = aim::aimed(line);
    let stated = line.aim().map(|cell| if aimed == cell.text { cell.value.clone() } else { read(&aimed, form) });
    let stated = stated.unwrap_or_default();
    let target = if let Value::Target(target) = &stated { Some(target) } else { None };
    let actual = line.at(ColumnRole::Actual).and_then(Cell::target);
    let sense = target.and_then(|target| target.sense.or_else(|| told(line, group, kind, target, &aimed)));
    let weight = line.at(ColumnRole::Weight).and_then(Cell::points);
    let written = line.at(ColumnRole::Score).and_then(Cell::points);
    let degree = line.at(ColumnRole::Degree).map_or("", |c| c.text.as_str());
    let compared = target.zip(actual).and_then(|(target, actual)| propose::same_unit(target, actual));
    let attainment = compared.and_then(|(a, b)| b.checked_div(a)).map(Rate);
    let forward = compared.is_some_and(|(a, _)| a > Decimal::ZERO) && sense.is_some_and(|sense| !sense.is_reverse());
    let kept = compared.zip(sense).map(|((a, b), sense)| sense.is_kept(a, b));
    let is_far = forward && attainment.is_some_and(|rate| rate >= form.scoring.over.from);
    let answer = weight.map(|weight| {
        let question = propose::Question {
            scoring: &form.scoring,
            weight,
            target,
            actual,
            sense,
            satisfaction: group.is_satisfaction(kind),
            degree,
            written,
        };
        question.answer()
    });
    let (proposal, others) = answer.unwrap_or_default();
    Indicator { used, aimed, target: stated, sense, attainment, compared, kept, is_far, proposal, others }
}

/// The name says that there is no indicator: 无, /, or either behind the official form's number (指标1:/).
fn says_none(name: &Cell) -> bool {
    let none = |value: &Value| matches!(value, Value::Nothing | Value::Dash);
    none(&name.value)
        || numbered(&name.text).is_some_and(|words| none(&Value::read(words, Holds::Text, MoneyUnit::Wan)))
}

fn read(aimed: &str, form: &Form) -> Value {
    Value::read(aimed, Holds::Target, form.money)
}

/// The good side of a target without a sign: of a time the earlier; of nothing (0起) and of money that is a cost the
/// less; of what is counted, or how many are satisfied, the more; otherwise as the name tells.
fn told(line: &Line, group: &IndicatorGroup, kind: &IndicatorKind, target: &Target, aimed: &str) -> Option<Sense> {
    let Some(number) = target.number() else { return matches!(target.aim, Aim::By(_)).then_some(Sense::AtMost) };
    let (name, unit) = (line.label.as_str(), target.unit());
    let by_name = direction(name, aimed, unit);
    if number.is_zero() {
        return Some(Sense::AtMost);
    }
    if by_name.is_some() || may_be_reverse(name) {
        // How much of a cost was spent, and how much of it one wants spent, are two things.
        return by_name.filter(|_| !(group.is_cost(kind) && name.contains("执行率")));
    }
    if group.is_cost(kind) {
        return is_spent(name, unit).then_some(Sense::AtMost);
    }
    let counted = kind.role == Some(Role::Quantity) && is_counted(name, unit);
    (counted || group.is_satisfaction(kind)).then_some(Sense::AtLeast)
}

/// It is an amount that a cost shall not exceed, and not one that somebody shall get.
fn is_spent(name: &str, unit: &str) -> bool {
    const GIVEN: [&str; 8] = ["标准", "补助", "补贴", "待遇", "收入", "率", "收益", "效益"];
    // Of a bare number its name may say the unit: 人员成本（万元）, but 场地硬化（平方米）.
    let bare = unit.is_empty() && (!name.ends_with(['）', ')']) || name.contains('元'));
    let money = bare || unit == "万" || unit.contains('元');
    money && !GIVEN.iter().any(|word| name.contains(word))
}

/// What is counted there is what was to be done: the more the better. Shares, times and money may be limits, and so may
/// what is used up or spent.
fn is_counted(name: &str, unit: &str) -> bool {
    const SPENT: [&str; 14] = [
        "接待次",
        "接待批",
        "调整次",
        "调整率",
        "变动",
        "消耗",
        "用量",
        "用水",
        "用电",
        "用油",
        "费用",
        "经费",
        "支出",
        "限额",
    ];
    let other = matches!(unit, "%" | "‰" | "万") || is_time(unit) || unit.contains('元') || name.ends_with('率');
    !other && !SPENT.iter().any(|word| name.contains(word))
}

/// A written score as points; 无 beside a weight of 0 counts as nothing, not as a fault.
pub(super) fn scored(cell: Option<&Cell>) -> Score {
    cell.and_then(Cell::points).unwrap_or_default()
}
