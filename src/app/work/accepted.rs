//! What is wished for of a document that was read.

use crate::form::{CellId, Form};
use crate::intake::{ImportPlan, Placed};
use crate::report::{Edit, Report};
use crate::store::Known;
use std::sync::Arc;

/// What is to be written.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The form it was read on.
    pub known: Known,
    /// All that was found a place for.
    pub plan: Arc<ImportPlan>,
    /// Which of it is wished for.
    pub wished: Vec<bool>,
    /// What stands in the report may be written over.
    pub overwrite: bool,
    /// It stands beside the report as the approved targets, and nothing of it is put in.
    pub approved: bool,
    /// The name of the document.
    pub from: String,
}

impl Accepted {
    /// The cell to look at first of those that were put in: one that waits to be confirmed, where one does.
    pub fn leads_to(edit: &Edit) -> Option<&CellId> {
        let Edit::All(edits) = edit else { return None };
        let brought = edits.iter().filter_map(|edit| match edit {
            Edit::Bring { at, mark, .. } => Some((at, mark.unconfirmed)),
            _ => None,
        });
        let waiting = brought.clone().find(|(_, waits)| *waits);
        waiting.or_else(|| brought.clone().next()).map(|(at, _)| at)
    }

    /// What came of it, for a short line.
    pub fn told(&self, edit: &Edit) -> String {
        let Edit::All(edits) = edit else { return String::new() };
        let waiting = edits.iter().filter(|edit| matches!(edit, Edit::Bring { mark, .. } if mark.unconfirmed)).count();
        let converted = self.plan.placed.iter().any(|placed| placed.printed.is_some());
        let wished = self.wished.iter().filter(|wished| **wished).count();
        let told =
            |count: usize, words: &str| if count > 0 { words.replace("{}", &count.to_string()) } else { String::new() };
        [
            format!("已放入{}格", edits.len()),
            told(
                waiting,
                if converted {
                    "，其中{}格有疑问或换算过，标为待核实"
                } else {
                    "，其中{}格有疑问，标为待核实"
                },
            ),
            told(wished - edits.len().min(wished), "；{}格保留了原有的内容"),
            told(self.plan.homeless.len(), "；文件里有{}处没有找到位置，没有放入"),
        ]
        .concat()
    }

    fn is_wished(&self, placed: &Placed) -> bool {
        let n = self.plan.placed.iter().position(|other| std::ptr::eq(other, placed));
        n.is_some_and(|n| self.wished.get(n).copied().unwrap_or_default())
    }

    /// What to do to a report, as one step.
    pub fn edit(&self, form: &Form, report: &Report) -> Edit {
        let wished = |placed: &Placed| self.is_wished(placed);
        if self.approved {
            return Edit::Approve(Some(Arc::new(self.plan.approved(form, &self.from, wished))));
        }
        if self.overwrite { self.plan.edit(form, report, wished) } else { self.plan.edit_blank(form, report, wished) }
    }
}
