//! Amounts in the wrong unit: ten thousand times what stands beside them.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::is_written;
use crate::check::finding::Finding;
use crate::check::finding::Severity::Doubt;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line};
use crate::value::{Money, MoneyUnit, Rate};
use rust_decimal::Decimal;

/// Columns of one line that state amounts of the same size.
const ALIKE: [[ColumnRole; 3]; 2] = [
    [ColumnRole::Initial, ColumnRole::Full, ColumnRole::Executed],
    [ColumnRole::Last, ColumnRole::Budgeted, ColumnRole::Final],
];
/// Amounts that are all of the year's money, or most of it.
const WHOLE: [(Role, ColumnRole); 7] = [
    (Role::Budget, ColumnRole::Initial),
    (Role::Budget, ColumnRole::Full),
    (Role::Budget, ColumnRole::Executed),
    (Role::Income, ColumnRole::Amount),
    (Role::GeneralIncome, ColumnRole::Amount),
    (Role::Outlay, ColumnRole::Amount),
    (Role::BasicOutlay, ColumnRole::Amount),
];

pub static AMOUNT_TEN_THOUSAND_TIMES: Rule = Rule {
    id: "amount-ten-thousand-times",
    number: "B13",
    severity: Doubt,
    title: "金额相差一万倍，像是元和万元弄混了",
    basis: "同一份表的金额使用同一个单位",
    authority: Authority::Practice,
    run: ten_thousand_times,
};

/// B13. An amount written here is ten thousand times one that should be of its size, within half a percent.
///
/// Only amounts of one line, or that are all of the year's money, are compared; what is computed follows from others
/// and is not said again. A unit written behind the number is believed and leaves nothing to say.
fn ten_thousand_times(context: &Context, found: &mut Found) {
    let whole: Vec<&Cell> = WHOLE.iter().filter_map(|&(row, column)| context.at(row, column)).collect();
    say_odd(context, found, &whole);
    let lines = context.sheet.parts.iter().flat_map(|part| &part.lines);
    for line in lines.filter(|line| line.indicator.is_none() && line.role != Some(Role::Budget)) {
        for columns in &ALIKE {
            let cells: Vec<&Cell> = columns.iter().filter_map(|&column| stated(line, column)).collect();
            if cells.len() > 1 {
                say_odd(context, found, &cells);
            }
        }
    }
}

fn stated(line: &Line, column: ColumnRole) -> Option<&Cell> {
    line.at(column).filter(|cell| cell.money().is_some())
}

fn say_odd(context: &Context, found: &mut Found, alike: &[&Cell]) {
    for &one in alike {
        let Some(other) = alike.iter().copied().find(|other| is_ten_thousand(one, other)) else { continue };
        let (odd, witness) = if context.form.money == MoneyUnit::Wan { (one, other) } else { (other, one) };
        if !is_written(odd) {
            continue;
        }
        let (Some(big), Some(small)) = (one.money(), other.money()) else { continue };
        let says = format!(
            "{}是{}，{}是{}，相差一万倍，像是元和{}弄混了，请核对单位。",
            context.place(one),
            context.in_unit(big),
            context.place(other),
            context.in_unit(small),
            if context.form.money == MoneyUnit::Wan { context.form.money.word() } else { "万元" }
        );
        let finding = found.say(&odd.at, &[&witness.at], says);
        finding.mend_scale(context, one, big.0.checked_div(Decimal::from(10_000)));
        finding.mend_scale(context, other, small.0.checked_mul(Decimal::from(10_000)));
    }
}

/// The first is about ten thousand times the second.
fn is_ten_thousand(one: &Cell, other: &Cell) -> bool {
    let Some((big, small)) = one.money().zip(other.money()) else { return false };
    let (least, most) = (Rate(Decimal::from(9_950)), Rate(Decimal::from(10_050)));
    // Most amounts beside each other need no division to be told apart.
    small > Money::ZERO && big > small && big.share_of(small).is_some_and(|times| (least..=most).contains(&times))
}

impl Finding {
    /// Offers to write that amount into a cell somebody wrote.
    fn mend_scale(&mut self, context: &Context, cell: &Cell, yuan: Option<Decimal>) {
        let Some(yuan) = yuan.filter(|_| is_written(cell)) else { return };
        let text = Money(yuan).plain(context.form.money);
        let label = format!("{} → {text}", cell.text.trim());
        self.mends.push(crate::check::Mend { label, edit: Edit::Write { at: cell.at.clone(), text: text.into() } });
    }
}
