//! A project's money from year to year: initial, carried over, adjusted, spent, left.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::{is_sum, overridden};
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::reading::sentences::{AmountInText, amounts, has_any};
use crate::check::rule::{Found, Rule};
use crate::check::whole::Whole;
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::Money;
use std::collections::BTreeMap;

pub static CARRY_OVER_DIFFERS: Rule = Rule {
    id: "carry-over-differs",
    number: "B15",
    severity: Wrong,
    title: "项目结转结余不平",
    basis: "年初预算＋上年结转＋调增调减＝全年预算，全年预算－全年执行＝结余",
    authority: Authority::Practice,
    run: differs,
};

/// B15. 年初预算＋上年结转＋调增调减 is not the full-year budget written, that less the outlay is not the balance written,
/// or the text on the use of the money names other amounts.
fn differs(context: &Context, found: &mut Found) {
    let names: BTreeMap<Option<usize>, &str> = Whole::each(context, Role::ProjectName)
        .filter_map(|w| Some((w.part.project, w.line.only()?.text.trim())))
        .collect();
    for whole in Whole::each(context, Role::ProjectTotal) {
        for line in whole.tree().map(|w| w.line) {
            full_differs(context, found, line);
            balance_differs(context, found, line);
        }
        if let Some(name) = names.get(&whole.part.project).filter(|name| !name.is_empty()) {
            text_differs(context, found, name, whole.line);
        }
    }
}

/// The full-year budget written is not what its three sources come to.
fn full_differs(context: &Context, found: &mut Found, line: &Line) {
    let [full, initial, carry_over, adjusted] =
        [ColumnRole::Full, ColumnRole::Initial, ColumnRole::CarryOver, ColumnRole::Adjusted]
            .map(|column| line.at(column));
    let (Some(full), Some(carry_over), Some(adjusted)) = (full, carry_over, adjusted) else { return };
    let (Some(written), Some(Value::Money(sum)), None) = (full.money(), overridden(full), &full.rows_sum) else {
        return;
    };
    let sources: Vec<&Cell> = [initial, Some(carry_over), Some(adjusted)].into_iter().flatten().collect();
    if !context.differ(written, *sum, 3) || is_sum(full, *sum, &sources) {
        return;
    }
    let also: Vec<_> = sources.iter().map(|c| &c.at).collect();
    let (place, more) = (context.place(full), written > *sum);
    let (written, sum) = (context.in_unit(written), context.in_unit(*sum));
    if carry_over.is_blank() && adjusted.is_blank() {
        let says = format!("{place}是{written}，年初预算数是{sum}，上年结转和调增调减都没有填，请补填差额的来源。");
        found.say(&full.at, &also, says).lacks(Some(carry_over)).severity = Doubt;
    } else {
        let says = format!("{place}填的是{written}，年初预算、上年结转、调增调减合计是{sum}，请核对。");
        let finding = found.say(&full.at, &also, says);
        finding.mend_by_writing(&full.at, "");
        // What is missing may stand where nothing is written.
        if more && sources.iter().any(|cell| cell.is_blank()) {
            finding.severity = Doubt;
        }
    }
}

/// The balance written is not what the full-year budget leaves after the outlay.
fn balance_differs(context: &Context, found: &mut Found, line: &Line) {
    let columns = [ColumnRole::Balance, ColumnRole::Full, ColumnRole::Executed].map(|column| line.at(column));
    let [Some(balance), Some(full), Some(executed)] = columns else { return };
    let (Some(written), Some(budget), Some(spent)) = (balance.money(), full.money(), executed.money()) else { return };
    let left = budget - spent;
    if overridden(balance).is_none() || !context.differ(written, left, 2) || is_sum(balance, left, &[full, executed]) {
        return;
    }
    let sum = format!(
        "全年预算数{}减全年执行数{}应结余{}",
        context.in_unit(budget),
        context.in_unit(spent),
        context.in_unit(left)
    );
    let says = format!("{}填的是{}，{sum}，请核对。", context.place(balance), context.in_unit(written));
    let finding = found.say(&balance.at, &[&full.at, &executed.at], says);
    finding.mend_by_writing(&balance.at, "");
    // What is left may have been taken back.
    if written < left && written >= Money::ZERO {
        finding.severity = Doubt;
    }
}

/// The text on the use of the money names another carry-over, adjustment or balance than the table.
fn text_differs(context: &Context, found: &mut Found, project: &str, line: &Line) {
    let Some(text) = context.text(Role::UsageText) else { return };
    let Some((_, behind)) = text.text.split_once(project) else { return };
    let passage = behind.split(['。', '\n']).next().unwrap_or_default();
    for named in amounts(passage) {
        let Some((column, said)) = kind(&named) else { continue };
        let Some((cell, written)) = line.at(column).and_then(|cell: &Cell| Some((cell, cell.money()?))) else {
            continue;
        };
        if context.differ(said, written, 1) {
            let (place, written, said) = (context.place(cell), context.in_unit(written), context.in_unit(said));
            let says = format!("{place}是{written}，报告里写的是{said}，请改成一致。");
            found.say(&cell.at, &[&text.cell.at], says).severity = Doubt;
        }
    }
}

/// Which column an amount in a sentence belongs to, and with which sign.
fn kind(named: &AmountInText) -> Option<(ColumnRole, Money)> {
    const CARRY_OVER: [&str; 4] = ["上年结转", "上年度结转", "上年结余", "上年度结余"];
    let behind = named.behind.trim_start_matches(['为', '是', '属', '系', '于']);
    if has_any(named.before, &CARRY_OVER) || CARRY_OVER.iter().any(|word| behind.starts_with(word)) {
        Some((ColumnRole::CarryOver, named.money))
    } else if has_any(named.before, &["结余", "结转下年"]) {
        Some((ColumnRole::Balance, named.money))
    } else if has_any(named.before, &["调增", "追加"]) {
        Some((ColumnRole::Adjusted, named.money))
    } else if has_any(named.before, &["调减", "核减"]) {
        Some((ColumnRole::Adjusted, -named.money))
    } else {
        None
    }
}
