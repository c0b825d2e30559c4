//! What is selected: the cells, and what their figures come to.

use crate::form::CellId;
use crate::sheet::{Cell, CellBlock, Value};
use crate::value::{MoneyUnit, plain, rounded};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// What is selected beside the current cell.
pub(crate) struct Selection<'s> {
    /// Row by row.
    pub block: CellBlock<'s>,
    /// To find one.
    held: HashSet<&'s CellId>,
}

impl<'s> Selection<'s> {
    /// Of these cells.
    pub fn new(block: CellBlock<'s>) -> Self {
        let held = block.iter().flatten().flatten().map(|cell| &cell.at).collect();
        Self { block, held }
    }

    /// Its cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &'s Cell> {
        self.block.iter().flatten().filter_map(|cell| *cell)
    }

    /// The cell is in it.
    pub fn holds(&self, at: &CellId) -> bool {
        self.held.contains(at)
    }

    /// What its figures come to, as the status line says it; none where it has no two.
    pub fn says(&self, unit: MoneyUnit) -> Option<String> {
        let figures: Vec<(Decimal, &str)> = self.cells().filter_map(|cell| figure(&cell.value, unit)).collect();
        let (_, first) = *figures.first().filter(|_| figures.len() > 1)?;
        let word = if figures.iter().all(|(_, word)| *word == first) { first } else { "" };
        let sum = figures.iter().try_fold(Decimal::ZERO, |sum, (figure, _)| sum.checked_add(*figure))?;
        let mean = sum.checked_div(Decimal::from(figures.len()))?;
        let (sum, mean) = (plain(sum), plain(rounded(mean, 4)));
        Some(format!("合计 {sum}{word}　个数 {}　平均 {mean}{word}", figures.len()))
    }
}

/// A figure as the form shows it, and the word behind it.
fn figure(value: &Value, unit: MoneyUnit) -> Option<(Decimal, &'static str)> {
    match value {
        Value::Money(money) => Some((money.number(unit), unit.word())),
        Value::Rate(rate) => Some((rate.percent(), "%")),
        Value::Score(score) => Some((score.0, "分")),
        Value::Count(count) => Some((count.0, "")),
        _ => None,
    }
}
