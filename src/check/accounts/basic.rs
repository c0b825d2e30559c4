//! The table of basic data: staff, the three public expenses, projects, public funds, procurement, the adjustment.

use crate::check::accounts::over::Over;
use crate::check::authority::Authority;
use crate::check::budget::execution::rate_differs;
use crate::check::context::Context;
use crate::check::figure::{is_sum, is_written};
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::reading::matter::Matter;
use crate::check::rule::{Found, Rule};
use crate::check::whole::{Whole, rows_sum, total_differs};
use crate::form::{CellId, ColumnRole, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Money, Rate};

pub static STAFF_RATE_DIFFERS: Rule = Rule {
    id: "staff-rate-differs",
    number: "D01",
    severity: Wrong,
    title: "控制率与编制数、在职人数不符",
    basis: "控制率＝实际在职人数÷编制数",
    authority: Authority::Practice,
    run: staff_rate_differs,
};

/// D01. The staff rate written by hand is not what the two counts give.
fn staff_rate_differs(context: &Context, found: &mut Found) {
    if let Some(line) = context.sheet.line(Role::Staff) {
        rate_differs(found, line, "控制率", "按编制数和在职人数计算", &[ColumnRole::Approved, ColumnRole::Present]);
    }
}

pub static STAFF_OVER_APPROVED: Rule = Rule {
    id: "staff-over-approved",
    number: "D02",
    severity: Doubt,
    title: "在职人数超过编制数，报告没有说明原因",
    basis: "控制率不应超过100%，超过的应说明原因",
    authority: Authority::Practice,
    run: staff_over_approved,
};

/// D02. More persons in service than posts. Silent where no post is approved, since then there is no rate, and where a
/// sentence of the report says why.
fn staff_over_approved(context: &Context, found: &mut Found) {
    let (Some(posts), Some(staff)) =
        (context.at(Role::Staff, ColumnRole::Approved), context.at(Role::Staff, ColumnRole::Present))
    else {
        return;
    };
    let (Some(approved), Some(present)) = (posts.count(), staff.count()) else { return };
    let Some(rate) = present.share_of(approved).filter(|rate| *rate > Rate::ONE) else { return };
    if context.tells(|s| s.has(Matter::Staff) && s.matters.has_any(&[Matter::Cause, Matter::OverPosts])) {
        return;
    }
    let (approved, present, rate) = (approved.plain(), present.plain(), rate.plain());
    let says =
        format!("实际在职{present}人，编制数{approved}名，控制率是{rate}，请核对人数，或在自评报告里说明超编的原因。");
    found.say(&staff.at, &[&posts.at], says);
}

pub static THREE_PUBLIC_DIFFERS: Rule = Rule {
    id: "three-public-differs",
    number: "D03",
    severity: Wrong,
    title: "三公经费合计与各项不符",
    basis: "三公经费＝公务用车＋出国＋公务接待",
    authority: Authority::Form,
    run: three_public_differs,
};

/// D03. 三公经费 written by hand is not what its three items add up to, column by column.
fn three_public_differs(context: &Context, found: &mut Found) {
    if let Some(whole) = Whole::of(context, Role::ThreePublic) {
        total_differs(context, found, whole);
    }
}

pub static VEHICLES_DIFFER: Rule = Rule {
    id: "vehicles-differ",
    number: "D04",
    severity: Wrong,
    title: "公务用车合计与各项不符",
    basis: "公务用车购置和维护经费＝公车购置＋公车运行维护",
    authority: Authority::Form,
    run: vehicles_differ,
};

/// D04. 公务用车 written by hand is not purchase and running together, column by column.
fn vehicles_differ(context: &Context, found: &mut Found) {
    if let Some(whole) = Whole::of(context, Role::Vehicles) {
        total_differs(context, found, whole);
    }
}

pub static PROJECT_OUTLAY_DIFFERS: Rule = Rule {
    id: "project-outlay-differs",
    number: "D07",
    severity: Wrong,
    title: "项目支出合计与各行不符",
    basis: "项目支出填报基本支出以外的所有项目支出，等于下面各行之和",
    authority: Authority::Form,
    run: project_outlay_differs,
};

/// D07. 项目支出, or a row below it that has rows of its own, is not what its rows add up to, column by column.
fn project_outlay_differs(context: &Context, found: &mut Found) {
    for whole in Whole::of(context, Role::ProjectFunds).into_iter().flat_map(Whole::tree) {
        total_differs(context, found, whole);
    }
}

pub static PUBLIC_FUNDS_BELOW_PARTS: Rule = Rule {
    id: "public-funds-below-parts",
    number: "D08",
    severity: Wrong,
    title: "公用经费小于其中各项",
    basis: "其中各项包含在公用经费里，合计不能多于公用经费",
    authority: Authority::Form,
    run: public_funds_below_parts,
};

/// D08. The items among 公用经费 are more than it. Equality is not required.
fn public_funds_below_parts(context: &Context, found: &mut Found) {
    let Some(whole) = Whole::of(context, Role::PublicFunds) else { return };
    for cell in &whole.line.cells {
        let (Some(written), Some(sum)) = (cell.money(), rows_sum(cell)) else { continue };
        let items = whole.stated_below(&cell.at.column);
        if written == Money::ZERO || sum - written <= context.tolerance(items.len()) || is_sum(cell, sum, &items) {
            continue;
        }
        let also: Vec<_> = items.iter().map(|item| &item.at).collect();
        let place = context.place(cell);
        let says = format!("{place}是{}，其中各项合计却有{}，请核对。", context.in_unit(written), context.in_unit(sum));
        found.say(&cell.at, &also, says);
    }
}

pub static PUBLIC_FUNDS_OVER_BUDGET: Rule = Rule {
    id: "public-funds-over-budget",
    number: "D10",
    severity: Doubt,
    title: "公用经费超过预算，报告没有说明原因",
    basis: "公用经费控制率＝公用经费决算数÷预算数，超过100%的应说明原因",
    authority: Authority::CommonIndicators,
    run: public_funds_over_budget,
};

/// D10. More 公用经费 was spent than budgeted, and no sentence of the report says why.
fn public_funds_over_budget(context: &Context, found: &mut Found) {
    let Some(whole) = Whole::of(context, Role::PublicFunds) else { return };
    let Some(over) = Over::of(context, whole.line) else { return };
    if context.tells(|sentence| sentence.has(Matter::PublicFunds) && sentence.has(Matter::Reason)) {
        return;
    }
    let items: Vec<Over> = whole.below().filter_map(|line| Over::of(context, line)).collect();
    let mut also = vec![&over.budgeted.at];
    also.extend(items.iter().flat_map(|item| [&item.spent.at, &item.budgeted.at]));
    let among: Vec<String> = items.iter().map(|item| item.says(context)).collect();
    let among = if among.is_empty() { String::new() } else { format!("（其中{}）", among.join("；")) };
    found.say(&over.spent.at, &also, format!("{}{among}，请在自评报告里说明原因。", over.says(context)));
}

pub static PROCUREMENT_OVER_BUDGET: Rule = Rule {
    id: "procurement-over-budget",
    number: "D12",
    severity: Doubt,
    title: "政府采购超过预算",
    basis: "政府采购应按批复的采购预算执行",
    authority: Authority::Practice,
    run: procurement_over_budget,
};

/// D12. More was procured than budgeted.
fn procurement_over_budget(context: &Context, found: &mut Found) {
    let Some(over) = context.sheet.line(Role::Procurement).and_then(|line| Over::of(context, line)) else { return };
    let says = format!("{}，政府采购应按预算执行，请核对，或说明原因。", over.says(context));
    found.say(&over.spent.at, &[&over.budgeted.at], says);
}

pub static BASIC_ADJUSTMENT_DIFFERS: Rule = Rule {
    id: "basic-adjustment-differs",
    number: "D14",
    severity: Wrong,
    title: "部门基本支出预算调整没有填或与表内数字不符",
    basis: "部门基本支出预算调整＝全年基本支出预算－年初基本支出预算",
    authority: Authority::Form,
    run: basic_adjustment_differs,
};

/// D14. 部门基本支出预算调整 is blank or not the difference of the basic outlay and its initial budget.
fn basic_adjustment_differs(context: &Context, found: &mut Found) {
    let Some(line) = context.sheet.line(Role::BasicAdjustment) else { return };
    let (Some(by), Some(initial), Some(cell)) =
        (context.sheet.implied.basic_adjustment, context.sheet.implied.initial_basic, line.at(ColumnRole::Final))
    else {
        return;
    };
    let stated: Vec<Money> = line.cells.iter().filter_map(Cell::money).collect();
    let right = |money: Money| !context.differ(money, by, 3);
    // Some write the two budgets side by side instead of their difference.
    let from_to = matches!(stated[..], [from, to] if right(to - from));
    if from_to || stated.iter().any(|&money| right(money)) || (stated.is_empty() && right(Money::ZERO)) {
        return;
    }
    let written = line.cells.iter().rfind(|cell| is_written(cell));
    let state = written.map_or("还空着".to_string(), |cell| format!("填的是{}", said(context, cell)));
    let sums = format!("全年基本支出{}减年初基本支出预算{}", context.in_unit(initial + by), context.in_unit(initial));
    let says = format!("部门基本支出预算调整{state}，按{sums}，应为{}。", context.in_unit(by));
    let sources = [
        (Role::BasicOutlay, ColumnRole::Amount),
        (Role::Budget, ColumnRole::Initial),
        (Role::ProjectFunds, ColumnRole::Budgeted),
    ];
    let also: Vec<&CellId> =
        sources.into_iter().filter_map(|(row, column)| context.at(row, column)).map(|c| &c.at).collect();
    let at = &written.unwrap_or(cell).at;
    let finding = found.say(at, &also, says);
    finding.mend_by_writing(at, &by.plain(context.form.money));
    // The initial budget is only implied: where another figure is written, that may be the right one.
    if written.is_some() {
        finding.severity = Doubt;
    }
}

fn said(context: &Context, cell: &Cell) -> String {
    cell.money().map_or_else(|| format!("“{}”", cell.text.trim()), |money| context.in_unit(money))
}

pub static YEARS_ALIKE: Rule = Rule {
    id: "years-alike",
    number: "D19",
    severity: Doubt,
    title: "上年决算数与本年决算数完全相同",
    basis: "上年决算数填上年度部门决算，本年决算数填本年度部门决算",
    authority: Authority::Form,
    run: years_alike,
};

/// D19. Every row that states both last year's and this year's final amount states the same: the wrong year was copied.
fn years_alike(context: &Context, found: &mut Found) {
    let part = context.sheet.parts.iter().find(|part| part.lines.iter().any(|l| l.role == Some(Role::PublicFunds)));
    let rows: Vec<(&Cell, &Cell)> = part.into_iter().flat_map(|part| &part.lines).filter_map(both_years).collect();
    if rows.iter().any(|(last, this)| last.money() != this.money()) {
        return;
    }
    let telling: Vec<_> = rows.into_iter().filter(|(last, _)| last.money() != Some(Money::ZERO)).collect();
    let [(last, this), _, _, ..] = telling[..] else { return };
    let also: Vec<_> = telling.iter().flat_map(|(last, this)| [&last.at, &this.at]).skip(1).collect();
    let (one, other) = (context.place(last), context.place(this));
    let says = format!(
        "{one}和{other}都是{}，这样两年完全相同的有{}行，请核对是否填错了年份。",
        last.money().map_or(String::new(), |money| context.in_unit(money)),
        telling.len(),
    );
    found.say(&last.at, &also, says);
}

/// Both years' final amounts of a row, where both are stated; totals only repeat what their rows say.
fn both_years(line: &Line) -> Option<(&Cell, &Cell)> {
    let (last, this) = (line.at(ColumnRole::Last)?, line.at(ColumnRole::Final)?);
    (last.rows_sum.is_none() && last.money().is_some() && this.money().is_some()).then_some((last, this))
}
