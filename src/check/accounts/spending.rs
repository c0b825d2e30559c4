//! What was spent, item by item: against its budget, against last year, and how much of it the items explain.

use crate::check::accounts::over::Over;
use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::reading::matter::Matter;
use crate::check::reading::sentences::{ReadSentence, has_any};
use crate::check::rule::{Found, Rule};
use crate::check::whole::{Whole, rows_sum};
use crate::form::{CellId, ColumnRole, Role};
use crate::sheet::{Cell, Line, bare};
use crate::value::{Money, Rate};

fn of_three_public(sentence: &ReadSentence) -> bool {
    sentence.has(Matter::ThreePublic) && sentence.has(Matter::Reason)
}

pub static THREE_PUBLIC_OVER_BUDGET: Rule = Rule {
    id: "three-public-over-budget",
    number: "D05",
    severity: Doubt,
    title: "三公经费超过预算，报告没有说明原因",
    basis: "三公经费控制率＝三公经费决算数÷预算数，不应超过100%",
    authority: Authority::CommonIndicators,
    run: three_public_over_budget,
};

/// D05. More was spent on 三公经费 than budgeted. Silent once a sentence about them gives a reason.
fn three_public_over_budget(context: &Context, found: &mut Found) {
    let Some(whole) = Whole::of(context, Role::ThreePublic) else { return };
    let Some(over) = Over::of(context, whole.line).filter(|_| !context.tells(of_three_public)) else { return };
    let items: Vec<Over> = lowest_over(context, whole).collect();
    let among: Vec<String> = items.iter().map(|item| item.says(context)).collect();
    let among = if among.is_empty() { String::new() } else { format!("（其中{}）", among.join("；")) };
    let says = format!("{}{among}，请核对，或在自评报告里说明原因。", over.says(context));
    let also =
        std::iter::once(&over.budgeted.at).chain(items.iter().flat_map(|item| [&item.spent.at, &item.budgeted.at]));
    found.say(&over.spent.at, &also.collect::<Vec<_>>(), says);
}

/// The lines below that are over their budgets, without those that only are because a line below them is.
fn lowest_over<'a>(context: &Context<'a>, whole: Whole<'a>) -> impl Iterator<Item = Over<'a>> {
    let by_itself = move |part: &Whole<'a>| !part.below().any(|line| Over::of(context, line).is_some());
    whole.tree().skip(1).filter(by_itself).filter_map(move |part| Over::of(context, part.line))
}

pub static THREE_PUBLIC_OVER_LAST_YEAR: Rule = Rule {
    id: "three-public-over-last-year",
    number: "D06",
    severity: Doubt,
    title: "三公经费比上年增加，报告没有说明原因",
    basis: "三公经费只减不增，增加的应说明原因",
    authority: Authority::Practice,
    run: three_public_over_last_year,
};

/// D06. More was spent on 三公经费 than last year. Silent once a sentence about them gives a reason.
fn three_public_over_last_year(context: &Context, found: &mut Found) {
    let Some(change) = context.sheet.line(Role::ThreePublic).and_then(|line| YearChange::of(context, line)) else {
        return;
    };
    if change.by() > context.tolerance(2) && !context.tells(of_three_public) {
        let says = format!("{}，请核对，或在自评报告里说明增加的原因。", change.says(context));
        found.say(change.now.0, &[change.before.0], says);
    }
}

pub static PROJECTS_NOT_ITEMISED: Rule = Rule {
    id: "projects-not-itemised",
    number: "D24",
    severity: Doubt,
    title: "项目支出有数，下面各行都空着",
    basis: "项目支出填报基本支出以外的所有项目，一个项目一行",
    authority: Authority::Form,
    run: projects_not_itemised,
};

/// D24. 项目支出 was written as a sum, and not one of its rows.
fn projects_not_itemised(context: &Context, found: &mut Found) {
    let Some(whole) = Whole::of(context, Role::ProjectFunds) else { return };
    let spent = whole.line.at(ColumnRole::Final).and_then(|cell| Some((cell, cell.money()?)));
    let Some((cell, money)) = spent.filter(|(_, money)| *money > Money::ZERO) else { return };
    if whole.tree().skip(1).flat_map(|row| &row.line.cells).any(Cell::is_stated) {
        return;
    }
    let says = format!("{}是{}，下面各行都空着，请按项目填写。", context.place(cell), context.in_unit(money));
    found.say(&cell.at, &[], says);
}

pub static ITEMS_EXPLAIN_LITTLE: Rule = Rule {
    id: "items-explain-little",
    number: "D09",
    severity: Note,
    title: "公用经费其中各项只占一小部分",
    basis: "公用经费的主要去向应在其中各项里反映",
    authority: Authority::Practice,
    run: items_explain_little,
};

/// D09. The items among 公用经费 come to less of it than the form's limit. Silent while no item is stated.
fn items_explain_little(context: &Context, found: &mut Found) {
    let Some(whole) = Whole::of(context, Role::PublicFunds) else { return };
    let Some(cell) = whole.line.at(ColumnRole::Final) else { return };
    let (Some(spent), Some(sum)) = (cell.money(), rows_sum(cell)) else { return };
    let little = |share: &Rate| *share < context.form.limits.items && sum >= Money::ZERO;
    let Some(share) = sum.share_of(spent).filter(little) else { return };
    let items = whole.stated_below(&cell.at.column);
    let also: Vec<_> = items.iter().map(|item| &item.at).collect();
    let says = format!(
        "{}是{}，其中各项合计只有{}，占{}，请看看其余的支出能不能归到其中各项里。",
        context.place(cell),
        context.in_unit(spent),
        context.in_unit(sum),
        share.plain()
    );
    found.say(&cell.at, &also, says);
}

pub static ITEM_OVER_BUDGET: Rule = Rule {
    id: "item-over-budget",
    number: "D11",
    severity: Doubt,
    title: "其中的某项超过预算，报告没有说明原因",
    basis: "各项支出应按预算执行，超过的应说明原因",
    authority: Authority::Practice,
    run: item_over_budget,
};

/// D11. An item among 公用经费, or of 三公经费 while those together keep to theirs, is over its own budget.
///
/// Silent once a sentence that names the item gives a reason, and while an item of 公用经费 keeps to the form's limit,
/// since a budget hardly hits each of them. Where 公用经费 as a whole keeps to its budget, money moved
/// between its items, and it is only a hint.
fn item_over_budget(context: &Context, found: &mut Found) {
    if let Some(whole) = Whole::of(context, Role::ThreePublic).filter(|whole| Over::of(context, whole.line).is_none())
        && !context.tells(of_three_public)
    {
        for over in lowest_over(context, whole) {
            say_item(context, found, &over);
        }
    }
    let Some(whole) = Whole::of(context, Role::PublicFunds) else { return };
    let within = Over::of(context, whole.line).is_none();
    for over in whole.below().filter_map(|line| Over::of(context, line)).filter(|over| over.is_far(context)) {
        let names: Vec<&str> = over.name.split('、').collect();
        if context.tells(|sentence| sentence.has(Matter::Reason) && has_any(sentence.text, &names)) {
            continue;
        }
        let finding = say_item(context, found, &over);
        if within {
            finding.severity = Note;
        }
    }
}

fn say_item<'f>(context: &Context, found: &'f mut Found, over: &Over) -> &'f mut crate::check::Finding {
    let says = format!("{}，请核对，或在自评报告里说明原因。", over.says(context));
    found.say(&over.spent.at, &[&over.budgeted.at], says)
}

pub static PROCUREMENT_BELOW_BUDGET: Rule = Rule {
    id: "procurement-below-budget",
    number: "D13",
    severity: Doubt,
    title: "政府采购远低于预算，报告没有说明原因",
    basis: "政府采购执行率＝实际采购金额÷采购预算",
    authority: Authority::CommonIndicators,
    run: procurement_below_budget,
};

/// D13. Less of the procurement budget was used than the form's limit. Silent once a sentence about 采购 gives a reason.
fn procurement_below_budget(context: &Context, found: &mut Found) {
    let Some(line) = context.sheet.line(Role::Procurement) else { return };
    let (Some(budgeted), Some(bought)) = (line.at(ColumnRole::Budgeted), line.at(ColumnRole::Final)) else { return };
    let (Some(budget), Some(outlay)) = (budgeted.money(), bought.money()) else { return };
    let low = |rate: &Rate| *rate < context.form.limits.procurement && budget > Money::ZERO;
    let Some(rate) = outlay.share_of(budget).filter(low) else { return };
    if context.tells(|s| s.has(Matter::Procurement) && s.matters.has_any(&[Matter::Cause, Matter::Reason])) {
        return;
    }
    let says = format!(
        "{}决算数{}，只有预算数{}的{}，请核对，或在自评报告里说明没有采购的原因。",
        bare(&line.label),
        context.in_unit(outlay),
        context.in_unit(budget),
        rate.plain()
    );
    found.say(&bought.at, &[&budgeted.at], says);
}

pub static CHANGED_MUCH_SINCE_LAST_YEAR: Rule = Rule {
    id: "changed-much-since-last-year",
    number: "D21",
    severity: Note,
    title: "决算数与上年相比变化较大，报告没有说到",
    basis: "支出比上年增减较大的，一般要说明原因",
    authority: Authority::Practice,
    run: changed_much_since_last_year,
};

/// D21. 项目支出 or 公用经费 differs from last year's by more than the form's limit. Silent once a sentence compares it with
/// last year; what 三公经费 have grown by has a rule of its own.
fn changed_much_since_last_year(context: &Context, found: &mut Found) {
    let last = context.sheet.year.saturating_sub(1);
    let by_year = [format!("比{last}年"), format!("较{last}年"), format!("{last}年决算")];
    let compared = |s: &ReadSentence| s.has(Matter::Compared) || by_year.iter().any(|words| s.text.contains(words));
    for (role, matter) in [(Role::ProjectFunds, Matter::Projects), (Role::PublicFunds, Matter::PublicFunds)] {
        let Some(change) = context.sheet.line(role).and_then(|line| YearChange::of(context, line)) else { continue };
        let large = change.rate().is_some_and(|rate| rate.abs() > context.form.limits.change);
        if large && !context.tells(|sentence| sentence.has(matter) && compared(sentence)) {
            let says = format!("{}，变化较大，请在自评报告里说明原因。", change.says(context));
            found.say(change.now.0, &[change.before.0], says);
        }
    }
}

/// A line's final amounts of last year and of this.
struct YearChange<'a> {
    name: &'a str,
    before: (&'a CellId, Money),
    now: (&'a CellId, Money),
}

impl<'a> YearChange<'a> {
    /// None unless both are stated.
    fn of(context: &Context<'a>, line: &'a Line) -> Option<Self> {
        let stated = |column| line.at(column).and_then(|cell| Some((&cell.at, cell.money()?)));
        let (before, now) = (stated(ColumnRole::Last)?, stated(ColumnRole::Final)?);
        context.differ(before.1, now.1, 2).then(|| Self { name: bare(&line.label), before, now })
    }

    fn by(&self) -> Money {
        self.now.1 - self.before.1
    }

    fn rate(&self) -> Option<Rate> {
        self.by().share_of(self.before.1)
    }

    /// 项目支出本年决算数5.31万元比上年决算数12.01万元减少6.7万元（55.79%）
    fn says(&self, context: &Context) -> String {
        let word = if self.by() < Money::ZERO { "减少" } else { "增加" };
        let rate = self.rate().map_or(String::new(), |rate| format!("（{}）", Rate(rate.0.abs()).plain()));
        format!(
            "{}本年决算数{}比上年决算数{}{word}{}{rate}",
            self.name,
            context.in_unit(self.now.1),
            context.in_unit(self.before.1),
            context.in_unit(self.by().abs())
        )
    }
}
