//! What is wished for of a document that was read.

use crate::form::{Form, Name};
use crate::intake::{ImportPlan, Placed};
use crate::report::{Edit, Report};

/// What is to be written.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The id of the form it was read on.
    pub form: Name,
    /// All that was found a place for.
    pub plan: ImportPlan,
    /// Which of it is wished for.
    pub wished: Vec<bool>,
}

impl Accepted {
    /// The year of the document.
    pub fn year(&self) -> i32 {
        self.plan.year
    }

    /// What to do to a report, as one step.
    pub fn edit(&self, form: &Form, report: &Report) -> Edit {
        let wished = |placed: &Placed| {
            let n = self.plan.placed.iter().position(|other| std::ptr::eq(other, placed));
            n.is_some_and(|n| self.wished.get(n).copied().unwrap_or_default())
        };
        self.plan.edit(form, report, wished)
    }
}
