//! Execution rates that the report's sentences tell, against the tables.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::Printed;
use crate::check::finding::Mend;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::reading::sentences::{has_any, names_other_year};
use crate::check::reading::texts::ReadText;
use crate::check::reading::told_rates::ToldRate;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Value};
use crate::value::{Money, Rate, WordSet, read_rate};
use std::ops::Range;
use std::sync::LazyLock;

/// Rates of a part of the budget, of a part of the year, of others, or that are asked for.
#[rustfmt::skip]
static OTHERS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[
    "采购", "三公", "公用", "人员", "基本支出", "一般公共预算", "政府性基金", "国有资本", "社保", "专户", "结转", "会议", "培训", "接待",
    "上年", "去年", "往年", "上半年", "下半年", "季度", "月", "截至", "截止", "支付", "进度", "平均", "全市", "全县", "全区", "全省", "通报",
    "标准", "要求", "应达", "考核", "目标", "计划",
]));
/// A rate that is not the table's: where it stands, what the table says, and the fund line that says so.
type Differing<'a> = (Range<usize>, Rate, &'a Line);

pub static EXECUTION_RATE_IN_TEXT_DIFFERS: Rule = Rule {
    id: "execution-rate-in-text-differs",
    number: "B02",
    severity: Wrong,
    title: "报告里的执行率与自评表不一致",
    basis: "报告与自评表的执行率应按同一个分母计算",
    authority: Authority::Practice,
    run: differs,
};

/// B02. A text tells an execution rate that is not the table's, mostly because it was divided by 年初预算.
fn differs(context: &Context, found: &mut Found) {
    for read in &context.texts {
        let ReadText { line, cell, text, .. } = read;
        let all = differing(context, line, &read.rates);
        let Some((at, rate, funds)) = all.first() else { continue };
        let written = text.get(at.clone()).unwrap_or_default();
        let said = read_rate(written).value().map(|&rate| Printed::rate(written, rate));
        let cause = said.and_then(|said| cause(context, funds, said, *rate));
        let caused = cause.is_some();
        let cause =
            cause.map_or_else(|| format!("是{written}，表里是{}", rate.plain()), |cause| format!("{written}{cause}"));
        let also: Vec<_> = amounts(funds).into_iter().map(|c| &c.at).collect();
        let says = format!("报告里写的执行率{cause}，请改成一致。");
        let certain = caused && !has_any(text, &["按年初", "年初预算计算", "以年初"]);
        let finding = found.say(&cell.at, &also, says);
        finding.about_words(all.iter().filter_map(|(at, ..)| text.get(at.clone())));
        // Without a share of the table's own amounts that it is, the rate may be one of other money.
        if !certain {
            finding.severity = Doubt;
        }
        let raw = differing(context, line, read.typed_rates());
        if raw.len() == all.len() {
            let (label, text) = (format!("改成 {}", rate.plain()), rewritten(&cell.text, &raw).into());
            finding.mends.push(Mend { label, edit: Edit::Write { at: cell.at.clone(), text } });
        }
    }
}

/// Every rate of a text that is not the table's.
fn differing<'a>(context: &Context<'a>, line: &Line, told: &[ToldRate]) -> Vec<Differing<'a>> {
    let told = told.iter().filter(|told| speaks_of_this(context, told.clause));
    let against = told.filter_map(|told| table_rate(context, line, told).map(|(funds, rate)| (told, rate, funds)));
    let differing = against.filter(|(told, rate, funds)| !agrees(told, funds, *rate));
    differing.map(|(told, rate, funds)| (told.at.clone(), rate, funds)).collect()
}

/// The clause is about this year's budget as a whole, or about projects.
fn speaks_of_this(context: &Context, clause: &str) -> bool {
    !names_other_year(clause, context.sheet.year) && !OTHERS.is_in(clause)
}

/// The fund line a sentence is about, and its rate. Where several projects could be meant there is none.
fn table_rate<'a>(context: &Context<'a>, line: &Line, told: &ToldRate) -> Option<(&'a Line, Rate)> {
    let whole = context.sheet.line(Role::Budget).and_then(rated);
    let under_projects = matches!(line.role, Some(Role::ProjectText | Role::UsageText | Role::ResultsText));
    let of_projects = has_any(told.clause, &["项目", "专项"]);
    if !of_projects && (!under_projects || has_any(told.clause, &["整体", "部门", "单位"])) {
        return whole;
    }
    if under_projects && whole.is_some_and(|(funds, rate)| agrees(told, funds, rate)) {
        return whole;
    }
    let mut projects = context.budget_lines().filter_map(|(line, project)| project.and(Some(line)));
    let only = projects.next().filter(|_| projects.next().is_none())?;
    rated(only)
}

/// A fund line with the rate its amounts give, or else the one written.
fn rated(line: &Line) -> Option<(&Line, Rate)> {
    let cell = line.at(ColumnRole::Rate)?;
    match cell.computed.as_deref() {
        Some(Value::Rate(rate)) => Some((line, *rate)),
        _ => Some((line, cell.rate()?)),
    }
}

/// The rate told is the table's: what the amounts give or what is written there, as exactly as the text writes it.
fn agrees(told: &ToldRate, line: &Line, table: Rate) -> bool {
    let written = line.at(ColumnRole::Rate).and_then(Cell::rate);
    told.printed.is_rate(table) || written.is_some_and(|written| told.printed.is_rate(written))
}

fn amounts(line: &Line) -> Vec<&Cell> {
    let columns = [ColumnRole::Rate, ColumnRole::Initial, ColumnRole::Full, ColumnRole::Executed];
    columns.into_iter().filter_map(|column| line.at(column)).collect()
}

/// An amount and what it is called.
type Sum = (&'static str, Money);

/// Which share of the fund line is the rate that was written, and which is the table's.
fn cause(context: &Context, line: &Line, said: Printed, table: Rate) -> Option<String> {
    let money = |(name, column)| Some((name, line.at(column).and_then(Cell::money)?));
    let initial = money(("年初预算数", ColumnRole::Initial));
    let full = money(("全年预算数", ColumnRole::Full));
    let spent = money(("全年执行数", ColumnRole::Executed));
    let gives = |rate: Printed, (part, whole): (Option<Sum>, Option<Sum>)| {
        let ((part, amount), (whole, base)) = (part?, whole?);
        rate.is_rate(amount.share_of(base)?).then(|| (part, context.in_unit(amount), whole, context.in_unit(base)))
    };
    let shares = [(spent, initial), (spent, full), (full, initial)];
    let (part, amount, whole, base) = shares.into_iter().find_map(|share| gives(said, share))?;
    let by_form = [(spent, full), (spent, initial)].into_iter().find_map(|share| gives(Printed::shown(table), share));
    let by_form = by_form.map_or_else(String::new, |(_, _, whole, base)| format!("按{whole}{base}"));
    Some(format!("是{part}{amount}对{whole}{base}的；执行率{by_form}应为{}", table.plain()))
}

/// The text with each of those rates replaced by the table's.
fn rewritten(text: &str, wrong: &[Differing]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut from = 0;
    for (at, rate, _) in wrong {
        new.push_str(text.get(from..at.start).unwrap_or_default());
        new.push_str(&rate.plain());
        from = at.end;
    }
    new.push_str(text.get(from..).unwrap_or_default());
    new
}
