//! Goals and indicators, and the numbers they state of things.

use crate::check::context::Context;
use crate::check::reading::topic::Topic;
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::{Aim, Quantity, family};
use rust_decimal::Decimal;

/// Words that make a number part of a fact, or of another year's.
const PARTIAL: [&str; 12] =
    ["其中", "每", "人均", "上半年", "下半年", "季度", "首", "上年", "去年", "累计", "新增", "环比"];

/// The word by which a rate is one of satisfaction.
pub const SATISFIED: &str = "满意";

/// What a number is said of.
pub fn words_of(quantity: &Quantity) -> Topic {
    Topic::of(&[quantity.before, quantity.after])
}

/// A number of something whole, said exactly.
pub fn is_whole(quantity: &Quantity) -> bool {
    !quantity.rough && quantity.money().is_none() && !PARTIAL.iter().any(|word| quantity.before.contains(word))
}

/// The number in an indicator's cell and the family of its unit, taken from the name (次) or the target (≥4次) where the
/// cell has none.
pub fn number_of(line: &Line, column: ColumnRole) -> Option<(&Cell, Decimal, &str)> {
    let (cell, target) = line.target(column)?;
    let written = Some(line.unit(column)).filter(|unit| !unit.is_empty());
    let named = || name(line).strip_suffix(['）', ')'])?.rsplit(['（', '(']).next();
    let aimed = || Some(line.unit(ColumnRole::Target));
    let unit = written.or_else(named).or_else(aimed).unwrap_or_default();
    Some((cell, target.number()?, family(unit)))
}

/// The report itself, then its projects.
pub fn scopes(context: &Context) -> impl Iterator<Item = Option<usize>> + use<> {
    std::iter::once(None).chain((0..context.sheet.projects()).map(Some))
}

/// The goals, one text or several; adjusted ones in place of the first.
pub fn goals<'a>(
    context: &Context<'a>,
    project: Option<usize>,
    role: Role,
) -> impl Iterator<Item = &'a Cell> + use<'a> {
    let sheet = context.sheet;
    let written = move |role| {
        let lines = sheet.parts_of(project).flat_map(|part| &part.lines).filter(move |line| line.role == Some(role));
        lines.filter_map(Line::only).filter(|cell| cell.value == Value::Words)
    };
    let adjusted = role == Role::ExpectedGoals && written(Role::AdjustedGoals).next().is_some();
    written(if adjusted { Role::AdjustedGoals } else { role })
}

/// The indicators that are used and have a name.
pub fn used<'a>(context: &Context<'a>, project: Option<usize>) -> impl Iterator<Item = &'a Line> + use<'a> {
    context
        .sheet
        .indicators(project)
        .filter(|line| line.indicator.as_ref().is_some_and(|i| i.used) && !name(line).is_empty())
}

pub fn name(line: &Line) -> &str {
    line.at(ColumnRole::Name).map_or("", |cell| cell.text.trim())
}

/// What an indicator measures: its name, and the words of a target that is words.
pub fn measure(line: &Line) -> Topic {
    let words = match line.target(ColumnRole::Target).map(|(_, target)| &target.aim) {
        Some(Aim::Quality(words)) => words.as_str(),
        _ => "",
    };
    Topic::of(&[name(line), words])
}
