//! How much of the budget was spent: too little without a reason, or something of nothing.

use super::Severity::Doubt;
use super::sentences::{gives_cause, has_any};
use super::sums::Whole;
use super::{Found, Look};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::Money;

/// Words of a sentence that is about spending the budget.
const SPENDING: [&str; 9] = ["执行", "支付", "支出", "拨付", "结余", "结转", "未使用", "用完", "进度"];

/// B05. Less was spent than from where the form asks for a reason, in the report or in a project.
///
/// Silent while either amount is missing, and once any sentence about spending the money gives a cause: which project
/// it speaks of is not guessed at. A form that asks for the reason beside the fund wants it there; one that has neither
/// such a place nor texts does not ask.
pub(super) fn low_unexplained(look: &Look, found: &mut Found) {
    let limit = look.form.scoring.execution.reason_below;
    let low = look.budget_lines().filter_map(|(line, _)| {
        let cell = line.at(ColumnRole::Rate)?;
        let rate = cell.rate().filter(|rate| rate.percent() < limit.percent())?;
        Some((line, cell, rate))
    });
    let low: Vec<_> = low.collect();
    if low.is_empty() || look.tells(|sentence| has_any(sentence, &SPENDING) && gives_cause(sentence)) {
        return;
    }
    for (line, cell, rate) in low {
        let beside = line.at(ColumnRole::Reason);
        if beside.map_or(look.prose.is_empty(), Cell::is_stated) {
            continue;
        }
        let place =
            beside.map_or_else(|| "自评报告里".to_string(), |cell| format!("“{}”一栏", look.column_words(cell)));
        let amounts: Vec<&Cell> =
            [ColumnRole::Full, ColumnRole::Executed].into_iter().filter_map(|column| line.at(column)).collect();
        let also: Vec<_> = amounts.iter().map(|amount| &amount.at).collect();
        let said: Vec<String> = amounts
            .iter()
            .zip(["全年预算数", "全年执行数"])
            .filter_map(|(amount, name)| Some(format!("{name}{}，", look.said(amount.money()?))))
            .collect();
        let says = format!(
            "{}执行率只有{}，低于{}的要说明原因，请在{place}写明没有用完的原因和改进措施。",
            said.concat(),
            rate.plain(),
            limit.plain()
        );
        found.say(&beside.unwrap_or(cell).at, &also, says);
    }
}

/// B06. Something was spent of a budget of nothing, in the report, in a project, or in one of its sources.
///
/// A source still blank is left alone: many fill in the total only. Where a source says it, the total above does not
/// say it again.
pub(super) fn of_nothing(look: &Look, found: &mut Found) {
    let wholes = [Role::Budget, Role::ProjectTotal].into_iter().flat_map(|role| Whole::each(look, role));
    for whole in wholes.flat_map(Whole::tree) {
        let Some((full, executed, spent)) = unbudgeted(look, whole.line) else { continue };
        let is_source = whole.line.depth > 0;
        if (full.is_blank() && is_source) || whole.below().any(|line| unbudgeted_source(look, line)) {
            continue;
        }
        let state = match &full.value {
            Value::Blank => "还没有填".to_string(),
            Value::Money(money) => format!("是{}", look.said(*money)),
            _ => format!("填的是“{}”", full.text.trim()),
        };
        let says = format!("{}{state}，全年执行数却有{}，请核对全年预算数。", look.words(full), look.said(spent));
        let finding = found.say(&full.at, &[&executed.at], says);
        if full.is_blank() {
            finding.severity = Doubt;
        }
    }
}

fn unbudgeted_source(look: &Look, line: &Line) -> bool {
    unbudgeted(look, line).is_some_and(|(full, ..)| !full.is_blank())
}

/// The full-year budget that is nothing, the outlay that is something, and how much that is.
fn unbudgeted<'a>(look: &Look, line: &'a Line) -> Option<(&'a Cell, &'a Cell, Money)> {
    let (full, executed) = (line.at(ColumnRole::Full)?, line.at(ColumnRole::Executed)?);
    let spent = executed.money().filter(|spent| *spent > look.tolerance(1))?;
    let nothing = !full.is_stated() || full.money() == Some(Money::ZERO);
    nothing.then_some((full, executed, spent))
}
