//! What a head says of the rows below it.

use super::vocabulary::{ColumnWords, GridWords, ScoresWords, Single};
use crate::intake::label::Likeness;
use std::ops::Range;

/// A column of the table, and which of the form's it is.
#[derive(Clone)]
pub(super) struct TableColumn<'a> {
    pub columns: Range<usize>,
    pub words: &'a ColumnWords,
    pub sure: Likeness,
}

/// What the head read last says of the rows below it.
#[derive(Default)]
pub(super) enum Arrangement<'a> {
    /// Labels with their values beside them.
    #[default]
    Beside,
    /// A grid: its columns, and the row of the form read last.
    Grid { words: &'a GridWords, columns: Vec<TableColumn<'a>>, last: Option<usize> },
    /// Indicators: their columns, and the kind read last.
    Scores { words: &'a ScoresWords, columns: Vec<TableColumn<'a>>, last: Option<usize> },
    /// Values that stand below their labels.
    Below(Vec<(Range<usize>, &'a Single, Likeness)>),
}
