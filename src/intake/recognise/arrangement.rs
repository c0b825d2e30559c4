//! What a head says of the rows below it.

use super::words::{ColumnWords, GridWords, ScoresWords, Single};
use crate::form::ColumnRole;
use crate::intake::label::{LabelText, Likeness};
use crate::value::Text;
use std::ops::Range;

/// A column of the table, and which of the form's it is.
#[derive(Clone)]
pub(super) struct TableColumn<'a> {
    pub columns: Range<usize>,
    pub words: &'a ColumnWords,
    pub sure: Likeness,
    /// The unit of its amounts, where its head says so.
    pub unit: Option<&'static str>,
}

/// A column of the table that the form has none for.
#[derive(Clone)]
pub(super) struct StrangeColumn {
    pub columns: Range<usize>,
    pub label: Text,
    /// Why the form has none.
    pub why: Text,
    /// What it says of the target: its sign or its unit.
    pub of_target: Option<ColumnRole>,
}

/// A column left of the indicators that says something of all of them: whose they are, what they cost, what is aimed at.
#[derive(Clone)]
pub(super) struct FactColumn<'a> {
    pub columns: Range<usize>,
    pub says: SaidBeside<'a>,
}

/// What such a column says.
#[derive(Clone)]
pub(super) enum SaidBeside<'a> {
    Single(&'a Single, Likeness),
    Amount(ColumnRole),
}

/// The columns that a head names.
#[derive(Clone, Default)]
pub(super) struct TableHead<'a> {
    pub columns: Vec<TableColumn<'a>>,
    pub strange: Vec<StrangeColumn>,
    pub facts: Vec<FactColumn<'a>>,
    /// 一级指标, 二级指标
    pub levels: [Option<Range<usize>>; 2],
}

impl TableHead<'_> {
    /// Where the first of the form's columns begins.
    pub fn first(&self) -> usize {
        self.columns.iter().map(|column| column.columns.start).min().unwrap_or_default()
    }

    /// A place is in a column that the form has none for.
    pub fn is_strange(&self, column: usize) -> bool {
        self.strange.iter().any(|strange| strange.columns.contains(&column))
    }

    /// A place is in a column that says something of all indicators right of it.
    pub fn is_fact(&self, column: usize) -> bool {
        self.facts.iter().any(|fact| fact.columns.contains(&column))
    }
}

/// What the head read last says of the rows below it.
#[derive(Default)]
pub(super) enum Arrangement<'a> {
    /// Labels with their values beside them.
    #[default]
    Beside,
    /// A grid: its columns, and the row of the form read last.
    Grid { words: &'a GridWords, head: TableHead<'a>, last: Option<usize> },
    /// Indicators: their columns, and where among the levels the rows stand.
    Scores { words: &'a ScoresWords, head: TableHead<'a>, last: Levels },
    /// Values that stand below their labels.
    Below(Vec<LabelAbove<'a>>),
}

/// A label whose value stands below it; of none where the form has no cell for that.
pub(super) struct LabelAbove<'a> {
    pub columns: Range<usize>,
    pub label: Text,
    pub single: Option<(&'a Single, Likeness)>,
}

/// The levels read last: 一级指标 as it is written, and the kind.
#[derive(Clone, Default)]
pub(super) struct Levels {
    pub group: Option<LabelText>,
    pub kind: Option<usize>,
}
