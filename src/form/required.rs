//! What must be filled in before a report is finished: by role, for each kind of section; a form may say otherwise.

use super::{Column, ColumnRole, Fact, Grid, Heading, Indicators, Role, Row};

/// The rows of a grid whose amounts or counts every paper states.
const ROWS: [Role; 8] = [
    Role::Budget,
    Role::ProjectTotal,
    Role::Income,
    Role::Outlay,
    Role::Staff,
    Role::ThreePublic,
    Role::ProjectFunds,
    Role::PublicFunds,
];
/// The columns in which they state them.
const COLUMNS: [ColumnRole; 8] = [
    ColumnRole::Initial,
    ColumnRole::Full,
    ColumnRole::Executed,
    ColumnRole::Budgeted,
    ColumnRole::Final,
    ColumnRole::Amount,
    ColumnRole::Approved,
    ColumnRole::Present,
];
/// What an indicator in use must have.
const OF_AN_INDICATOR: [ColumnRole; 5] =
    [ColumnRole::Name, ColumnRole::Target, ColumnRole::Actual, ColumnRole::Weight, ColumnRole::Score];

/// By default what rules know by a role; goals are adjusted only where they were.
fn is_known(role: Option<Role>) -> bool {
    role.is_some_and(|role| !matches!(role, Role::AdjustedGoals | Role::AnnexList))
}

impl Fact {
    /// It must be filled in.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required.unwrap_or_else(|| is_known(self.role))
    }
}

impl Heading {
    /// A text must stand under it, or 无.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.body && self.required.unwrap_or_else(|| is_known(self.role))
    }
}

impl Row {
    /// Its cells in the columns that are required must be filled in.
    #[must_use]
    pub fn is_required(&self) -> bool {
        !self.takes_rows && self.required.unwrap_or_else(|| self.role.is_some_and(|role| ROWS.contains(&role)))
    }
}

impl Grid {
    /// The columns in which required rows must be filled in; what is computed is not.
    pub fn required(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.is_required(&COLUMNS))
    }
}

impl Indicators {
    /// The columns in which an indicator in use must be filled in. A column that is not printed is not.
    pub fn required(&self) -> impl Iterator<Item = &Column> {
        let asked = |column: &&Column| column.required.is_some() || !column.screen_only;
        self.columns.iter().filter(asked).filter(|column| column.is_required(&OF_AN_INDICATOR))
    }
}

impl Column {
    fn is_required(&self, usual: &[ColumnRole]) -> bool {
        let by_role = || self.role.is_some_and(|role| usual.contains(&role));
        self.formula.is_none() && self.required.unwrap_or_else(by_role)
    }
}
