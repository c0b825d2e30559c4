//! 年初批复的绩效目标: targets as they were approved, beside the report that is to keep to them.

use super::Report;
use crate::form::{CellId, ColumnRole, Form, Holds, Kind, Role};
use crate::value::Text;
use serde::{Deserialize, Serialize};

/// The targets as they were approved at the beginning of the year. No content of the report they stand beside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// The name of the document they were read from.
    pub from: Text,
    /// What was read of it, on the form of the report, marked as it was read.
    pub report: Report,
}

impl Approved {
    /// What is approved can say something there: names, goals, indicators with targets and weights, the first budget.
    /// Results, points and reasons come with the year.
    #[must_use]
    pub fn states(form: &Form, at: &CellId) -> bool {
        let Some(slot) = form.slot(at) else { return false };
        match &slot.section.kind {
            Kind::Facts(_) => {
                let later = matches!(
                    slot.role,
                    Some(Role::AchievedGoals | Role::AdjustedGoals | Role::Filler | Role::CoverDate | Role::FilledOn)
                );
                !later && !slot.role.is_some_and(Role::tells) && !matches!(slot.holds, Holds::Date | Holds::Phone)
            }
            Kind::Scores(_) => slot.column_role.is_some_and(ColumnRole::is_set_first),
            Kind::Grid(_) => slot.column_role == Some(ColumnRole::Initial),
            Kind::Prose(_) => false,
        }
    }

    /// It comes with the year: what was done, what was given for it, why it is otherwise.
    #[must_use]
    pub fn is_result(form: &Form, at: &CellId) -> bool {
        let Some(slot) = form.slot(at) else { return false };
        slot.role == Some(Role::AchievedGoals)
            || matches!(
                slot.column_role,
                Some(
                    ColumnRole::Actual
                        | ColumnRole::Score
                        | ColumnRole::Degree
                        | ColumnRole::Reason
                        | ColumnRole::Executed
                )
            )
    }
}
