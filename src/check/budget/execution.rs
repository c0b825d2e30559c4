//! How much of the budget was spent: the rate, its points, and too much, too little or something of nothing.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::{Printed, overridden};
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::indicator::says_no_reason;
use crate::check::reading::matter::{Matter, Matters};
use crate::check::rule::{Found, Rule};
use crate::check::whole::Whole;
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::{Money, Rate, Score};
use rust_decimal::Decimal;

pub static EXECUTION_RATE_DIFFERS: Rule = Rule {
    id: "execution-rate-differs",
    number: "B01",
    severity: Wrong,
    title: "执行率与预算数、执行数不符",
    basis: "执行率＝全年执行数÷全年预算数",
    authority: Authority::Form,
    run: execution_rate_differs,
};

/// B01. A rate written by hand that is not what the amounts give, in the report or in a project.
fn execution_rate_differs(context: &Context, found: &mut Found) {
    for (line, _) in context.budget_lines() {
        rate_differs(found, line, "执行率", "按预算数和执行数计算", &[ColumnRole::Full, ColumnRole::Executed]);
    }
}

/// Says where a line's rate was written by hand and is not what the columns give.
pub fn rate_differs(found: &mut Found, line: &Line, name: &str, how: &str, columns: &[ColumnRole]) {
    let Some(cell) = line.at(ColumnRole::Rate) else { return };
    let (Some(written), Some(Value::Rate(computed))) = (cell.rate(), overridden(cell)) else { return };
    let printed = Printed::rate(&cell.text, written);
    if printed.is_rate(*computed) {
        return;
    }
    let of: Vec<&Cell> = columns.iter().filter_map(|&column| line.at(column)).collect();
    let also: Vec<_> = of.iter().map(|c| &c.at).collect();
    let loose = printed.may_be_rate(*computed, &of);
    let hint = if loose { "；两格的数如果是四舍五入来的，请按原数核对" } else { "" };
    let says = format!("{name}填的是{}，{how}应为{}{hint}。", cell.text.trim(), computed.plain());
    let finding = found.say(&cell.at, &also, says);
    finding.mend_by_writing(&cell.at, "");
    // A rate of 年初预算 is one of other money, and no slip of the pen.
    let of_initial =
        line.at(ColumnRole::Initial).and_then(Cell::money).zip(line.at(ColumnRole::Executed).and_then(Cell::money));
    let of_initial = of_initial.and_then(|(initial, spent)| spent.share_of(initial));
    // Where more was spent than budgeted, some print the rate as full.
    let capped = *computed > Rate::ONE && written == Rate::ONE;
    if loose || capped || of_initial.is_some_and(|rate| printed.is_rate(rate)) {
        finding.severity = Doubt;
    }
}

pub static EXECUTION_POINTS_DIFFER: Rule = Rule {
    id: "execution-points-differ",
    number: "B03",
    severity: Wrong,
    title: "执行率得分与执行率不符",
    basis: "执行率得分＝执行率×分值，最高不超过分值",
    authority: Authority::Practice,
    run: execution_points_differ,
};

/// B03. Points for the execution rate written by hand that are not the rate's share of the weight.
///
/// The rate is the one that the amounts give or the one written, which may have been rounded first; the weight the one
/// written or, where that is none the form has, the form's.
fn execution_points_differ(context: &Context, found: &mut Found) {
    let scoring = &context.form.scoring.execution;
    for (line, _) in context.budget_lines() {
        let Some(cell) = line.at(ColumnRole::Score) else { continue };
        let (Some(written), Some(Value::Score(computed))) = (cell.points(), overridden(cell)) else { continue };
        let (rate_cell, weight_cell) = (line.at(ColumnRole::Rate), line.at(ColumnRole::Weight));
        let by_amounts = rate_cell.and_then(|cell| cell.computed.as_deref()).and_then(|value| match value {
            Value::Rate(rate) => Some(*rate),
            _ => None,
        });
        let weights = [weight_cell.and_then(Cell::points), Some(scoring.weight)];
        let points = |rate: Rate, weight: Score| {
            let rate = if scoring.cap { rate.min(Rate::ONE) } else { rate };
            Score(rate.0.max(Decimal::ZERO).saturating_mul(weight.0))
        };
        let printed = Printed::points(&cell.text, written);
        let rates = [rate_cell.and_then(Cell::rate), by_amounts];
        let given =
            rates.iter().flatten().flat_map(|&rate| weights.iter().flatten().map(move |&weight| (rate, weight)));
        if given.into_iter().any(|(rate, weight)| printed.is_points(points(rate, weight))) {
            continue;
        }
        let sources = [rate_cell, weight_cell].into_iter().flatten();
        let also: Vec<_> = sources.map(|c| &c.at).collect();
        let rate = rate_cell.and_then(Cell::rate).map_or(String::new(), Rate::plain);
        let says = format!("执行率得分填的是{}分，按执行率{rate}计算应为{}分。", written.plain(), computed.plain());
        let finding = found.say(&cell.at, &also, says);
        finding.mend_by_writing(&cell.at, "");
        // Where the paper itself does not say how they are reckoned, a place may give points by steps.
        let full = weights.iter().flatten().copied().max().unwrap_or_default();
        if written >= Score::ZERO && written <= full && !context.column_name(cell).contains("执行率") {
            finding.severity = Doubt;
        }
    }
}

pub static EXECUTION_WEIGHT_CHANGED: Rule = Rule {
    id: "execution-weight-changed",
    number: "B17",
    severity: Doubt,
    title: "预算执行率的分值与表样不同",
    basis: "预算执行率的分值由表样统一规定",
    authority: Authority::ProjectEvaluation,
    run: execution_weight_changed,
};

/// B17. The weight of the execution rate was written over: 100, where the form gives 10.
fn execution_weight_changed(context: &Context, found: &mut Found) {
    for (line, _) in context.budget_lines() {
        let Some(cell) = line.at(ColumnRole::Weight) else { continue };
        let (Some(_), Some(Value::Score(own))) = (cell.points(), overridden(cell)) else { continue };
        let (written, own) = (cell.text.trim(), own.plain());
        let says = format!("预算执行率的分值填的是{written}，表样规定是{own}分，请核对，或说明调整的依据。");
        found.say(&cell.at, &[], says).mend_by_writing(&cell.at, "");
    }
}

pub static EXECUTED_OVER_FULL: Rule = Rule {
    id: "executed-over-full",
    number: "B04",
    severity: Doubt,
    title: "全年执行数大于全年预算数",
    basis: "全年执行数不应超过全年预算数",
    authority: Authority::Form,
    run: executed_over_full,
};

/// B04. More was spent than the adjusted budget holds.
fn executed_over_full(context: &Context, found: &mut Found) {
    for (line, _) in context.budget_lines() {
        let (Some(full), Some(executed)) = (line.at(ColumnRole::Full), line.at(ColumnRole::Executed)) else { continue };
        let (Some(budget), Some(spent)) = (full.money(), executed.money()) else { continue };
        // Of nothing at all has a rule of its own.
        if budget != Money::ZERO && spent - budget > context.tolerance(2) {
            let says = format!(
                "全年执行数{}大于全年预算数{}，请核对，或说明原因。",
                context.in_unit(spent),
                context.in_unit(budget)
            );
            found.say(&executed.at, &[&full.at], says);
        }
    }
}

pub static EXECUTION_LOW_UNEXPLAINED: Rule = Rule {
    id: "execution-low-unexplained",
    number: "B05",
    severity: Doubt,
    title: "预算执行率偏低，报告没有说明原因",
    basis: "预算执行率偏低的，应说明原因，提出改进措施",
    authority: Authority::ProjectEvaluation,
    run: low_unexplained,
};

/// B05. Less was spent than from where the form asks for a reason, in the report or in a project.
///
/// Silent while either amount is missing, and once any sentence about spending the money gives a cause: which project
/// it speaks of is not guessed at. A form that asks for the reason beside the fund wants it there; in one that has neither
/// such a place nor texts it may stand in what was achieved, or as a reason of an indicator.
fn low_unexplained(context: &Context, found: &mut Found) {
    let limit = context.form.scoring.execution.reason_below;
    let low = context.budget_lines().filter_map(|(line, project)| {
        let cell = line.at(ColumnRole::Rate)?;
        let rate = cell.rate().filter(|rate| rate.percent() < limit.percent())?;
        Some((line, project, cell, rate))
    });
    let low: Vec<_> = low.collect();
    if low.is_empty() || context.tells(|sentence| sentence.has(Matter::Spending) && sentence.has(Matter::Cause)) {
        return;
    }
    for (line, project, cell, rate) in low {
        let beside = line.at(ColumnRole::Reason);
        let reason = |cell: &Cell| cell.is_stated() && !says_no_reason(&cell.text);
        let elsewhere = || context.texts.is_empty() && context.paragraphs.iter().any(|cell| gives_cause(cell));
        if beside.map_or_else(elsewhere, reason) {
            continue;
        }
        let place = match beside {
            Some(cell) => format!("“{}”一栏", context.column_name(cell)),
            None => place_of_texts(context),
        };
        let amounts: Vec<&Cell> =
            [ColumnRole::Full, ColumnRole::Executed].into_iter().filter_map(|column| line.at(column)).collect();
        let also: Vec<_> = amounts.iter().map(|amount| &amount.at).collect();
        let said: Vec<String> = amounts
            .iter()
            .zip(["全年预算数", "全年执行数"])
            .filter_map(|(amount, name)| Some(format!("{name}{}，", context.in_unit(amount.money()?))))
            .collect();
        let says = format!(
            "{}执行率只有{}，低于{}的要说明原因，请在{place}写明没有用完的原因和改进措施。",
            said.concat(),
            rate.plain(),
            limit.plain()
        );
        let achieved = || context.sheet.line_of(project, Role::AchievedGoals).and_then(Line::only);
        let wanted = beside.or_else(|| achieved().filter(|_| context.texts.is_empty()));
        found.say(&beside.unwrap_or(cell).at, &also, says).lacks(wanted);
    }
}

/// Where a form without a column for it has room for a reason: its report, a text of its table, or what was achieved.
fn place_of_texts(context: &Context) -> String {
    let is_report = |cell: &Cell| context.form.slot(&cell.at).is_some_and(|slot| slot.is_prose());
    match context.texts.first() {
        None => "实际完成情况里".to_string(),
        Some(text) if is_report(text.cell) => "自评报告里".to_string(),
        Some(text) => format!("“{}”里", text.line.label.replace('\n', "")),
    }
}

/// A text says why money was not spent, or something was not reached.
fn gives_cause(cell: &Cell) -> bool {
    let matters = Matters::of(&cell.text);
    matters.has(Matter::Cause) || (cell.role == Some(ColumnRole::Reason) && !says_no_reason(&cell.text))
}

pub static EXECUTED_OF_NOTHING: Rule = Rule {
    id: "executed-of-nothing",
    number: "B06",
    severity: Wrong,
    title: "没有全年预算数，却有全年执行数",
    basis: "有执行数就应有预算数，否则算不出执行率",
    authority: Authority::Practice,
    run: of_nothing,
};

/// B06. Something was spent of a budget of nothing, in the report, in a project, or in one of its sources.
///
/// A source still blank is left alone: many fill in the total only. Where a source says it, the total above does not
/// say it again.
fn of_nothing(context: &Context, found: &mut Found) {
    let wholes = [Role::Budget, Role::ProjectTotal].into_iter().flat_map(|role| Whole::each(context, role));
    for whole in wholes.flat_map(Whole::tree) {
        let Some((full, executed, spent)) = unbudgeted(context, whole.line) else { continue };
        let is_source = whole.line.depth > 0;
        if (full.is_blank() && is_source) || whole.below().any(|line| unbudgeted_source(context, line)) {
            continue;
        }
        let state = match &full.value {
            Value::Blank => "还没有填".to_string(),
            Value::Money(money) => format!("是{}", context.in_unit(*money)),
            _ => format!("填的是“{}”", full.text.trim()),
        };
        let says =
            format!("{}{state}，全年执行数却有{}，请核对全年预算数。", context.place(full), context.in_unit(spent));
        let finding = found.say(&full.at, &[&executed.at], says);
        // Money of one source may be spent on what was budgeted for another.
        if full.money().is_none() || is_source {
            finding.severity = Doubt;
        }
    }
}

fn unbudgeted_source(context: &Context, line: &Line) -> bool {
    unbudgeted(context, line).is_some_and(|(full, ..)| !full.is_blank())
}

/// The full-year budget that is nothing, the outlay that is something, and how much that is.
fn unbudgeted<'a>(context: &Context, line: &'a Line) -> Option<(&'a Cell, &'a Cell, Money)> {
    let (full, executed) = (line.at(ColumnRole::Full)?, line.at(ColumnRole::Executed)?);
    let spent = executed.money().filter(|spent| *spent > context.tolerance(1))?;
    let nothing = !full.is_stated() || full.money() == Some(Money::ZERO);
    nothing.then_some((full, executed, spent))
}
