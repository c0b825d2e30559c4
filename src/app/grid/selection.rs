//! What is selected: the cells, and what their figures come to.

use crate::form::CellId;
use crate::sheet::{CellBlock, Value};
use crate::value::{MoneyUnit, plain, rounded};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// What is selected beside the current cell, as it is reckoned once for a picture.
pub(crate) struct Selection {
    /// To find one.
    held: HashSet<CellId>,
    /// What its figures come to, as the status line says it; none where it has no two.
    pub tally: Option<String>,
}

impl Selection {
    /// Of these cells.
    pub fn new(block: &CellBlock<'_>, unit: MoneyUnit) -> Self {
        let cells = || block.iter().flatten().filter_map(|cell| *cell);
        let figures: Vec<(Decimal, &str)> = cells().filter_map(|cell| figure(&cell.value, unit)).collect();
        Self { held: cells().map(|cell| cell.at.clone()).collect(), tally: tally(&figures) }
    }

    /// The cell is in it.
    pub fn holds(&self, at: &CellId) -> bool {
        self.held.contains(at)
    }
}

/// What figures come to, each with the word behind it. Of several kinds nothing is summed, and of percentages there is no
/// sum.
fn tally(figures: &[(Decimal, &str)]) -> Option<String> {
    let (_, word) = *figures.first().filter(|_| figures.len() > 1)?;
    let count = format!("个数 {}", figures.len());
    if figures.iter().any(|(_, other)| *other != word) {
        return Some(count);
    }
    let sum = figures.iter().try_fold(Decimal::ZERO, |sum, (figure, _)| sum.checked_add(*figure))?;
    let mean = plain(rounded(sum.checked_div(Decimal::from(figures.len()))?, 4));
    let sum = if word == PERCENT { String::new() } else { format!("合计 {}{word}　", plain(sum)) };
    Some(format!("{sum}{count}　平均 {mean}{word}"))
}

/// The word behind percentages.
const PERCENT: &str = "%";

/// A figure as the form shows it, and the word behind it: each kind has its own.
fn figure(value: &Value, unit: MoneyUnit) -> Option<(Decimal, &'static str)> {
    match value {
        Value::Money(money) => Some((money.number(unit), unit.word())),
        Value::Rate(rate) => Some((rate.percent(), PERCENT)),
        Value::Score(score) => Some((score.0, "分")),
        Value::Count(count) => Some((count.0, "")),
        _ => None,
    }
}
