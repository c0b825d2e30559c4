//! What stands at one place of a sheet.

use super::day::day;
use super::fault::BookFault;
use super::number::Number;
use super::style::Style;
use crate::output::manuscript::BookFigure;
use crate::sheet::Value;
use crate::value::{Aim, MoneyUnit, Target};

/// A text, and where it stands.
pub(super) struct BookCell<'p> {
    /// The first row.
    pub top: usize,
    /// How many rows.
    pub down: usize,
    /// The first column.
    pub left: usize,
    /// The one behind the last.
    pub right: usize,
    /// The address of its cell; empty for words that belong to none.
    pub key: String,
    /// Its text.
    pub text: String,
    /// What is known of it beside its text.
    pub figure: Option<&'p BookFigure>,
    /// The day that it states among words.
    pub day: Option<Number>,
    /// How it looks.
    pub style: Style,
}

/// No figure is longer: what is goes on over lines as words do.
const LONGEST_FIGURE: usize = 30;

impl BookCell<'_> {
    /// It holds a figure, or will once its inputs do.
    pub fn is_figure(&self) -> bool {
        self.text.len() <= LONGEST_FIGURE
            && self.figure.is_some_and(|figure| figure.recipe.is_some() || figure.value.is_figure())
    }
}

impl BookCell<'_> {
    /// The number or the day that stands for its text.
    pub fn number(&self, unit: MoneyUnit) -> Option<Number> {
        let Some(figure) = self.figure else { return self.day.clone() };
        match &figure.value {
            Value::Date(when) | Value::Target(Target { sense: None, aim: Aim::By(when) }) => {
                day("", &self.text, "", when)
            }
            value if is_written(figure) => Number::written(&self.text, value, unit),
            value => Number::computed(&self.text, value, unit),
        }
    }
}

/// It is as the clerk or the form wrote it.
pub(super) fn is_written(figure: &BookFigure) -> bool {
    figure.typed || figure.recipe.is_none()
}

/// A row and a column as Excel numbers them.
pub(super) fn place(row: usize, column: usize) -> Result<(u32, u16), BookFault> {
    let row = u32::try_from(row).map_err(|_too_many| BookFault::Large)?;
    let column = u16::try_from(column).map_err(|_too_many| BookFault::Large)?;
    Ok((row, column))
}
