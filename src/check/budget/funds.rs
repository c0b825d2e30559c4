//! The sums of the budget block: the projects' funds, by income, by outlay, and blank totals over rows that are not.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::{is_amount, is_sum, overridden};
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::check::whole::{Whole, by_rows, rows_sum, total_differs};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Origin, Value};
use crate::value::Money;
use rust_decimal::Decimal;

pub static PROJECT_FUNDS_DIFFER: Rule = Rule {
    id: "project-funds-differ",
    number: "B08",
    severity: Wrong,
    title: "项目资金各行合计与总额不符",
    basis: "年度资金总额＝当年财政拨款＋上年结转资金＋其他资金",
    authority: Authority::Form,
    run: project_funds_differ,
};

/// B08. A total of funds written by hand is not what its sources add up to, in a project or a report of one.
fn project_funds_differ(context: &Context, found: &mut Found) {
    for whole in Whole::each(context, Role::ProjectTotal).chain(Whole::of(context, Role::Budget)) {
        total_differs(context, found, whole);
    }
}

pub static INCOME_TOTAL_DIFFERS: Rule = Rule {
    id: "income-total-differs",
    number: "B09",
    severity: Wrong,
    title: "按收入性质分的合计与各项不符",
    basis: "按收入性质分的合计等于各项收入之和",
    authority: Authority::Form,
    run: income_total_differs,
};

/// B09. The total by income, written by hand, is not what its items add up to.
fn income_total_differs(context: &Context, found: &mut Found) {
    if let Some(whole) = Whole::of(context, Role::Income) {
        total_differs(context, found, whole);
    }
}

pub static OUTLAY_TOTAL_DIFFERS: Rule = Rule {
    id: "outlay-total-differs",
    number: "B10",
    severity: Wrong,
    title: "按支出性质分的合计与各项不符",
    basis: "按支出性质分的合计等于基本支出与项目支出之和",
    authority: Authority::Form,
    run: outlay_total_differs,
};

/// B10. The total by outlay, written by hand, is not what its items add up to.
fn outlay_total_differs(context: &Context, found: &mut Found) {
    if let Some(whole) = Whole::of(context, Role::Outlay) {
        total_differs(context, found, whole);
    }
}

pub static INCOME_OUTLAY_FULL_DIFFER: Rule = Rule {
    id: "income-outlay-full-differ",
    number: "B11",
    severity: Wrong,
    title: "收入合计、支出合计与全年预算数不一致",
    basis: "按收入性质分、按支出性质分的合计都等于全年预算数",
    authority: Authority::Form,
    run: income_outlay_full_differ,
};

/// B11. The totals by income and by outlay are not the full-year budget; without one, not each other.
fn income_outlay_full_differ(context: &Context, found: &mut Found) {
    let totals = [("按收入性质分", Role::Income), ("按支出性质分", Role::Outlay)];
    let [income, outlay] =
        totals.map(|(name, role)| context.money(role, ColumnRole::Amount).map(|total| (name, total)));
    let full = context.money(Role::Budget, ColumnRole::Full).map(|total| ("全年预算数", total));
    let pairs = if full.is_some() { vec![(income, full), (outlay, full)] } else { vec![(outlay, income)] };
    let outlays = Whole::of(context, Role::Outlay);
    for (one, other) in pairs {
        let (Some((name, (cell, money))), Some((against, (other, should)))) = (one, other) else { continue };
        let rounded = is_sum(cell, should, &[other]) || is_sum(other, money, &[cell]);
        if context.differ(money, should, 2) && !rounded {
            let gap = context.in_unit((money - should).abs());
            let says = format!(
                "{name}的合计是{}，{against}是{}，相差{gap}，请核对。",
                context.in_unit(money),
                context.in_unit(should)
            );
            let finding = found.say(&cell.at, &[&other.at], says);
            // Some tell what was spent and not what was budgeted, or whole 万元.
            let spent = context.money(Role::Budget, ColumnRole::Executed);
            let rounds = |cell: &Cell, written, exact| is_amount(&cell.text, written, exact, Decimal::ZERO);
            let rounded = rounds(cell, money, should) || rounds(other, should, money);
            if rounded || spent.is_some_and(|(_, spent)| !context.differ(money, spent, 2)) {
                finding.severity = Doubt;
            }
            // What is missing may be what is not filled in yet.
            if money < should && cell.origin == Origin::Computed {
                let whole = outlays.filter(|whole| whole.line.cells.iter().any(|part| part.at == cell.at));
                let parts = whole.into_iter().flat_map(|whole| whole.children().collect::<Vec<_>>());
                let mut parts = parts.filter_map(|part| part.line.cell(&cell.at.column));
                finding.lacks(parts.find(|part| part.is_blank()));
            }
        }
    }
}

pub static TOTAL_EMPTY: Rule = Rule {
    id: "total-empty",
    number: "B12",
    severity: Wrong,
    title: "下面各行有数，合计却是0或空白",
    basis: "合计应等于下面各行之和，其中各项不能多于总额",
    authority: Authority::Form,
    run: total_empty,
};

/// B12. The rows hold something, their total is 0, 无 or, where it is not added up, blank.
fn total_empty(context: &Context, found: &mut Found) {
    for whole in context.sheet.parts.iter().flat_map(Whole::all) {
        for cell in &whole.line.cells {
            let Some(sum) = rows_sum(cell).filter(|sum| sum.abs() > context.tolerance(1)) else { continue };
            let state = match &cell.value {
                Value::Blank => "还空着".to_string(),
                Value::Nothing | Value::Dash => format!("填的是“{}”", cell.text.trim()),
                Value::Money(written) if *written == Money::ZERO => format!("填的是{}", context.in_unit(*written)),
                _ => continue,
            };
            let also: Vec<_> = whole.stated_below(&cell.at.column).into_iter().map(|row| &row.at).collect();
            let says = format!("{}{state}，下面各行却共有{}，请核对。", context.place(cell), context.in_unit(sum));
            let finding = found.say(&cell.at, &also, says);
            if overridden(cell).is_some() {
                finding.mends.push(by_rows(context, cell, sum));
            }
            // Blank or —— says nothing that the rows contradict.
            if cell.money().is_none() {
                finding.severity = Doubt;
            }
        }
    }
}
