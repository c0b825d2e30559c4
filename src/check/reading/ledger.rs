//! Every amount that the tables hold or imply, to look for one that a text names.

use crate::check::context::Context;
use crate::sheet::Cell;
use crate::value::Money;

/// Every amount the report's tables hold or imply, smallest first.
pub struct Ledger<'a>(Vec<(Money, Option<&'a Cell>)>);

impl<'a> Ledger<'a> {
    pub fn of(context: &Context<'a>) -> Self {
        let figures = &context.sheet.implied;
        let implied = [
            figures.adjustment,
            figures.initial_basic,
            figures.basic_adjustment,
            figures.staff,
            figures.initial_staff,
            figures.staff_adjustment,
            figures.public_adjustment,
            figures.project_adjustment,
        ];
        let stated = context.amounts.iter().filter_map(|&cell| Some((cell.money()?, Some(cell))));
        let mut all: Vec<_> = stated.chain(implied.into_iter().flatten().map(|money| (money.abs(), None))).collect();
        all.sort_by_key(|(money, _)| *money);
        Self(all)
    }

    pub fn holds(&self, money: Money, tolerance: Money) -> bool {
        self.nearest(money).is_none_or(|(near, _)| (near - money).abs() <= tolerance)
    }

    /// The cell that holds exactly that amount.
    pub fn holder(&self, money: Money) -> Option<&'a Cell> {
        self.nearest(money).filter(|(near, _)| *near == money).and_then(|(_, cell)| cell)
    }

    /// The amount next to that one; none while nothing is stated at all.
    pub fn nearest(&self, money: Money) -> Option<(Money, Option<&'a Cell>)> {
        let at = self.0.partition_point(|(known, _)| *known < money);
        let around = [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(|at| self.0.get(at));
        around.min_by_key(|(known, _)| (*known - money).abs()).copied()
    }
}
