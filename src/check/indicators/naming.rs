//! Names of indicators: what they should not hold, names given twice, rows that say 无.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Mend;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::indicator::{IndicatorRow, ScoredGrid};
use crate::check::reading::sentences::has_any;
use crate::check::rule::{Found, Rule};
use crate::check::writing::leftover::is_left;
use crate::form::ColumnRole;
use crate::report::Edit;
use crate::sheet::Value;
use crate::value::{Score, family, quantities};
use std::borrow::Cow;
use std::collections::HashMap;

/// Signs and words right before a target.
const BEFORE: [&str; 17] = [
    "≥",
    "≤",
    ">=",
    "<=",
    "＞",
    "＜",
    ">",
    "<",
    "=",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "至少",
    "达到",
    "达",
    "为",
];
/// Words right behind a target.
const BEHIND: [&str; 5] = ["及以上", "以上", "及以下", "以下", "以内"];

pub static TARGET_IN_NAME: Rule = Rule {
    id: "target-in-name",
    number: "Q04",
    severity: Note,
    title: "指标名称里写了指标值",
    basis: "指标名称不带指标值，指标值写在年度指标值一列",
    authority: Authority::Practice,
    run: target_in_name,
};

/// Q04. The name repeats the row's own target: 满意度达80%以上 beside 80%.
///
/// Silent where the number in the name is not the target's number in the target's unit (60岁以上老人体检率, 规模以上企业),
/// and where it stands bare as a part of a name (20家重点企业走访).
fn target_in_name(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(cell), Some((target_cell, target))) = (row.cell(ColumnRole::Name), row.target(ColumnRole::Target))
        else {
            continue;
        };
        let Some(number) = target.number() else { continue };
        let name = cell.text.as_str();
        let same = |unit: &str| target.unit().is_empty() || family(unit) == family(target.unit());
        let Some(quantity) = quantities(name).find(|m| m.number == number && same(m.unit)) else { continue };
        let (head, tail) = (name.get(..quantity.range.start), name.get(quantity.range.end..));
        let (Some(head), Some(tail)) = (head, tail) else { continue };
        let signed = BEFORE.iter().find_map(|sign| head.trim_end().strip_suffix(sign));
        let behind = BEHIND.iter().find_map(|word| tail.strip_prefix(word));
        let ends = behind.unwrap_or(tail).trim().is_empty();
        if signed.is_none() && behind.is_none() && !(ends && quantity.unit.ends_with(['%', '％'])) {
            continue;
        }
        let says = format!(
            "指标名称“{}”里写了指标值，指标值“{}”已有自己的一列，名称里请不写。",
            name.trim(),
            target_cell.text.trim()
        );
        let shorter = signed.unwrap_or(head).trim();
        let finding = found.say(&cell.at, &[&target_cell.at], says);
        if ends && shorter.chars().count() >= 2 {
            finding.mend_by_writing(&cell.at, shorter);
        }
    }
}

pub static INDICATOR_NAMED_TWICE: Rule = Rule {
    id: "indicator-named-twice",
    number: "Q12",
    severity: Doubt,
    title: "两个指标同名",
    basis: "同一张表里的指标各有各的名称",
    authority: Authority::Practice,
    run: indicator_named_twice,
};

/// Q12. Two indicators of one grid have the same name.
fn indicator_named_twice(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let mut named: HashMap<Cow<str>, IndicatorRow> = HashMap::new();
        for row in grid.used() {
            let (Some(cell), name) = (row.cell(ColumnRole::Name), tidy(row.line.label.as_str())) else { continue };
            if name.is_empty() {
                continue;
            }
            let Some(first) = named.get(&name) else {
                named.insert(name, row);
                continue;
            };
            let kinds = if first.kind.id == row.kind.id {
                format!("{}里", row.kind.label)
            } else {
                format!("{}和{}里", first.kind.label, row.kind.label)
            };
            let says = format!("{kinds}各有一个“{}”，两个指标同名，请写出区别，重复的请删去一行。", row.name().trim());
            let also: Vec<_> = first.cell(ColumnRole::Name).into_iter().map(|cell| &cell.at).collect();
            found.say(&cell.at, &also, says);
        }
    }
}

/// A name without spaces.
fn tidy(name: &str) -> Cow<'_, str> {
    if !name.contains(char::is_whitespace) {
        return name.into();
    }
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the execution of the whole budget is called.
const EXECUTION: [&str; 5] = ["预算执行率", "资金执行率", "预算资金执行率", "资金预算执行率", "预算完成率"];
/// Executions of a part of the budget: an indicator may well measure these.
const PARTS: [&str; 9] = ["采购", "三公", "公用", "会议", "接待", "培训", "政府性基金", "收入", "专项债"];

pub static EXECUTION_RATE_AS_INDICATOR: Rule = Rule {
    id: "execution-rate-as-indicator",
    number: "Q13",
    severity: Doubt,
    title: "预算执行率又列作一个指标",
    basis: "预算执行率在资金一行已经计分，不再重复设指标",
    authority: Authority::Practice,
    run: execution_rate_as_indicator,
};

/// Q13. The execution rate has points of its own in the fund line, and is an indicator besides.
///
/// Silent where the form gives the fund line no points, and for parts of the budget (政府采购执行率).
fn execution_rate_as_indicator(context: &Context, found: &mut Found) {
    let weight = context.form.scoring.execution.weight;
    if weight == Score::default() {
        return;
    }
    let rows = context.grids.iter().filter(|grid| grid.budget.is_some()).flat_map(ScoredGrid::used);
    // Those that the form itself lists are none of the clerk's choice.
    for row in rows.filter(|row| row.line.added_under.is_some()) {
        let (Some(cell), name) = (row.cell(ColumnRole::Name), row.line.label.as_str()) else { continue };
        // Most names speak of no rate at all, and that is quickly seen.
        if name.contains('率') && has_any(name, &EXECUTION) && !has_any(name, &PARTS) {
            let also: Vec<_> = row.cell(ColumnRole::Weight).into_iter().map(|cell| &cell.at).collect();
            let points = row.points(ColumnRole::Weight).map_or_else(String::new, |p| format!("，占{}分", p.plain()));
            let says = format!(
                "“{}”列作{}{points}，资金一行的执行率已占{}分，同一件事计了两次分，请换一个指标。",
                name.trim(),
                row.kind.label,
                weight.plain()
            );
            found.say(&cell.at, &also, says);
        }
    }
}

pub static UNUSED_ROW_FILLED: Rule = Rule {
    id: "unused-row-filled",
    number: "Q15",
    severity: Note,
    title: "写“无”的指标行还有指标值，或得分写法不一",
    basis: "没有的指标填“无”，分值和得分填0",
    authority: Authority::Practice,
    run: unused_row_filled,
};

/// Q15. A row that says 无 has a target or a result, or a score of 无 beside a weight of 0. Its points are another rule's.
fn unused_row_filled(context: &Context, found: &mut Found) {
    for row in context.grids.iter().flat_map(ScoredGrid::rows) {
        let Some(name) = row.cell(ColumnRole::Name) else { continue };
        if !matches!(name.value, Value::Nothing | Value::Dash) {
            continue;
        }
        let (weight, score) = (row.cell(ColumnRole::Weight), row.cell(ColumnRole::Score));
        let label = &row.kind.label;
        let valued = [ColumnRole::Target, ColumnRole::Actual].into_iter().filter_map(|column| row.cell(column));
        if let Some(cell) = valued.into_iter().find(|cell| cell.is_stated()) {
            let says = format!("{label}写的是“无”，却填了“{}”，请改成“无”，或写上指标名称。", cell.text.trim());
            let finding = found.say(&cell.at, &[&name.at], says);
            finding.mend_by_writing(&cell.at, "无");
            let edit = Edit::Write { at: name.at.clone(), text: "".into() };
            finding.mends.push(Mend { label: "清空名称另填".into(), edit });
        } else if let (Some(weight), Some(score)) = (weight, score)
            && weight.points().is_some()
            && matches!(score.value, Value::Nothing | Value::Dash)
        {
            let says = format!(
                "{label}写的是“无”，分值填{}，得分填“{}”，两格写法不一，得分请也填0。",
                weight.text.trim(),
                score.text.trim()
            );
            found.say(&score.at, &[&weight.at], says).mend_by_writing(&score.at, "0");
        }
    }
}

pub static NAME_WITHOUT_WORDS: Rule = Rule {
    id: "name-without-words",
    number: "Q17",
    severity: Note,
    title: "指标名称只有符号",
    basis: "指标名称应写明考核的内容",
    authority: Authority::Practice,
    run: name_without_words,
};

/// Q17. A name of signs alone. What a form's own prompts leave behind is another rule's.
fn name_without_words(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let Some(cell) = row.cell(ColumnRole::Name).filter(|cell| !cell.text.is_empty()) else { continue };
        let text = cell.text.as_str();
        if text.chars().all(|c| !c.is_alphanumeric()) && !is_left(text) {
            let says = format!("{}的名称“{text}”只有符号，请写明考核的内容，没有的填“无”。", row.kind.label);
            found.say(&cell.at, &[], says);
        }
    }
}
