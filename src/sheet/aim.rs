//! The target of an indicator: one text, however many columns the form splits it over, and what that means.

use super::{Cell, Line};
use crate::form::ColumnRole;
use crate::value::{Aim, Reading, Target, Text, read_target};

impl Line {
    /// The cell that states the indicator's target: the adjusted one (调整指标值) once it is filled in.
    #[must_use]
    pub fn aim(&self) -> Option<&Cell> {
        let adjusted = self.at(ColumnRole::AdjustedTarget).filter(|cell| !cell.is_blank());
        adjusted.or_else(|| self.at(ColumnRole::Target))
    }

    /// Its target is said in words: only then its degree (完成程度) is asked for.
    #[must_use]
    pub fn aims_at_words(&self) -> bool {
        self.target(ColumnRole::Target).is_some_and(|(_, target)| matches!(target.aim, Aim::Quality(_)))
    }

    /// The target as one text as it was set at first, whatever it was adjusted to later.
    #[must_use]
    pub fn first_aimed(&self) -> Text {
        self.at(ColumnRole::Target).map(|cell| together(self, cell)).unwrap_or_default()
    }

    /// The indicator's target or its result, and the cell that states it.
    #[must_use]
    pub fn target(&self, column: ColumnRole) -> Option<(&Cell, &Target)> {
        if column == ColumnRole::Target {
            Some((self.aim()?, self.indicator.as_ref()?.target()?))
        } else {
            let cell = self.at(column)?;
            Some((cell, cell.target()?))
        }
    }

    /// The unit of its target or result: as written there, else that of the column for it.
    #[must_use]
    pub fn unit(&self, column: ColumnRole) -> &str {
        let own = self.target(column).map_or("", |(_, value)| value.unit());
        let beside = self.at(ColumnRole::Unit).filter(|cell| own.is_empty() && cell.is_stated());
        match beside.map(|cell| cell.text.trim()) {
            Some("百分比" | "％") => "%",
            Some(unit) => unit,
            None => own,
        }
    }
}

/// The target as one would write it in one cell: 指标性质, 指标值 and 度量单位 together, ≥4次.
pub(super) fn aimed(line: &Line) -> Text {
    line.aim().map(|cell| together(line, cell)).unwrap_or_default()
}

fn together(line: &Line, cell: &Cell) -> Text {
    let beside = |role| line.at(role).filter(|cell| cell.is_stated()).map_or("", |cell| cell.text.trim());
    let (sense, unit) = (beside(ColumnRole::Sense), beside(ColumnRole::Unit));
    if !cell.is_stated() || (sense.is_empty() && unit.is_empty()) {
        return cell.text.clone();
    }
    joined(sense, &cell.text, cell.target(), unit)
}

/// A target that a paper splits over several columns, as one text; none where that would not say the same.
#[must_use]
pub fn joined_target(sense: &str, text: &str, unit: &str) -> Option<Text> {
    let read = |text: &str| if let Reading::Is(target) = read_target(text) { Some(target) } else { None };
    let own = read(text)?;
    let number = own.number()?;
    let all = joined(sense, text, Some(&own), unit);
    let said = read(&all)?;
    let sense_said = sense.is_empty() || said.sense.is_some();
    let unit_said = unit.is_empty() || own.unit() == unit || (own.unit().is_empty() && !said.unit().is_empty());
    (said.number() == Some(number) && sense_said && unit_said).then_some(all)
}

/// What the clerk wrote again beside the number is not said twice.
fn joined(sense: &str, text: &str, own: Option<&Target>, unit: &str) -> Text {
    let sense = if own.is_some_and(|own| own.sense.is_some()) { "" } else { sign(sense) };
    let bare = own.is_some_and(|own| own.number().is_some() && own.unit().is_empty());
    format!("{sense}{}{}", text.trim(), if bare { unit } else { "" }).into()
}

/// Some forms say which way is good in words.
fn sign(sense: &str) -> &str {
    match sense {
        "正向" | "正向指标" => "≥",
        "反向" | "反向指标" => "≤",
        "定性指标" => "定性",
        other => other,
    }
}
