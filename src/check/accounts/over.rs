//! A line of the basic data on which more was spent than budgeted.

use crate::check::context::Context;
use crate::form::ColumnRole;
use crate::sheet::{Cell, Line, bare};
use crate::value::Money;

/// A line on which more was spent than budgeted.
pub struct Over<'a> {
    pub name: &'a str,
    pub budgeted: &'a Cell,
    pub budget: Money,
    pub spent: &'a Cell,
    pub outlay: Money,
}

impl<'a> Over<'a> {
    pub fn of(context: &Context, line: &'a Line) -> Option<Self> {
        let (budgeted, spent) = (line.at(ColumnRole::Budgeted)?, line.at(ColumnRole::Final)?);
        let (budget, outlay) = (budgeted.money()?, spent.money()?);
        (outlay - budget > context.tolerance(2)).then(|| Self {
            name: bare(&line.label),
            budgeted,
            budget,
            spent,
            outlay,
        })
    }

    /// Beyond the form's limit for an item, or over a budget of nothing.
    pub fn is_far(&self, context: &Context) -> bool {
        self.outlay.share_of(self.budget).is_none_or(|rate| rate > context.form.limits.item_over)
    }

    /// 公用经费决算数7.87万元超过预算数6.68万元，是预算的117.81%
    pub fn says(&self, context: &Context) -> String {
        let rate =
            self.outlay.share_of(self.budget).map_or(String::new(), |rate| format!("，是预算的{}", rate.plain()));
        format!("{}决算数{}超过预算数{}{rate}", self.name, context.in_unit(self.outlay), context.in_unit(self.budget))
    }
}
