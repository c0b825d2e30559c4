//! Amounts in the wrong unit: ten thousand times what stands beside them.

use super::Severity::Doubt;
use super::{Finding, Found, Look, Rule, is_written};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line};
use crate::value::{Money, MoneyUnit, Rate};
use rust_decimal::Decimal;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 1] = [Rule {
    id: "amount-ten-thousand-times",
    number: "B13",
    severity: Doubt,
    title: "金额相差一万倍，像是元和万元弄混了",
    basis: "同一份表的金额使用同一个单位",
    run: ten_thousand_times,
}];

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

/// B13. An amount written here is ten thousand times one that should be of its size, within half a percent.
///
/// Only amounts of one line, or that are all of the year's money, are compared; what is computed follows from others
/// and is not said again. A unit written behind the number is believed and leaves nothing to say.
fn ten_thousand_times(look: &Look, found: &mut Found) {
    let whole: Vec<&Cell> = WHOLE.iter().filter_map(|&(row, column)| look.at(row, column)).collect();
    say_odd(look, found, &whole);
    for line in look.sheet.parts.iter().flat_map(|part| &part.lines).filter(|line| line.role != Some(Role::Budget)) {
        for columns in &ALIKE {
            let cells: Vec<&Cell> = columns.iter().filter_map(|&column| stated(line, column)).collect();
            if cells.len() > 1 {
                say_odd(look, found, &cells);
            }
        }
    }
}

fn stated(line: &Line, column: ColumnRole) -> Option<&Cell> {
    line.at(column).filter(|cell| cell.money().is_some())
}

fn say_odd(look: &Look, found: &mut Found, alike: &[&Cell]) {
    for &one in alike {
        let Some(other) = alike.iter().copied().find(|other| is_ten_thousand(one, other)) else { continue };
        let (odd, witness) = if look.form.money == MoneyUnit::Wan { (one, other) } else { (other, one) };
        if !is_written(odd) {
            continue;
        }
        let (Some(big), Some(small)) = (one.money(), other.money()) else { continue };
        let says = format!(
            "{}是{}，{}是{}，相差一万倍，像是元和{}弄混了，请核对单位。",
            look.words(one),
            look.said(big),
            look.words(other),
            look.said(small),
            if look.form.money == MoneyUnit::Wan { look.form.money.word() } else { "万元" }
        );
        let finding = found.say(&odd.at, &[&witness.at], says);
        finding.mend_scale(look, one, big.0.checked_div(Decimal::from(10_000)));
        finding.mend_scale(look, other, small.0.checked_mul(Decimal::from(10_000)));
    }
}

/// The first is about ten thousand times the second.
fn is_ten_thousand(one: &Cell, other: &Cell) -> bool {
    let Some((big, small)) = one.money().zip(other.money()) else { return false };
    let (least, most) = (Rate(Decimal::from(9_950)), Rate(Decimal::from(10_050)));
    small > Money::ZERO && big.share_of(small).is_some_and(|times| (least..=most).contains(&times))
}

impl Finding {
    /// Offers to write that amount into a cell somebody wrote.
    fn mend_scale(&mut self, look: &Look, cell: &Cell, yuan: Option<Decimal>) {
        let Some(yuan) = yuan.filter(|_| is_written(cell)) else { return };
        let text = Money(yuan).plain(look.form.money);
        let label = format!("{} → {text}", cell.text.trim());
        self.mends.push(super::Mend { label, edit: Edit::Write { at: cell.at.clone(), text: text.into() } });
    }
}
