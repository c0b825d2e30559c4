//! What is written in the tables beside the numbers: results copied from goals, another year, another unit.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::matter::{Matter, Matters};
use crate::check::reading::own_amounts::MONEY_TALK;
use crate::check::reading::scope::GoalText;
use crate::check::reading::sentences::{has_any, sentence_at};
use crate::check::rule::{Found, Rule};
use crate::form::Role;
use crate::sheet::Cell;
use crate::value::{Money, NamedYear, Quantity, quantities, years};
use rust_decimal::Decimal;

pub static ACHIEVED_COPIES_GOAL: Rule = Rule {
    id: "achieved-copies-goal",
    number: "T19",
    severity: Doubt,
    title: "实际完成情况照抄预期目标",
    basis: "实际完成情况对照预期目标写完成的结果",
    authority: Authority::Practice,
    run: achieved_copies_goal,
};

/// T19. 实际完成情况 is word for word 预期目标: a plan is no result.
fn achieved_copies_goal(context: &Context, found: &mut Found) {
    for scope in &context.scopes {
        for GoalText { cell, .. } in &scope.achieved {
            let told = words(&cell.text);
            let Some(goal) = scope.expected.iter().find(|goal| !told.is_empty() && words(&goal.cell.text) == told)
            else {
                continue;
            };
            let says =
                format!("{}与{}一字不差，请对照目标写实际完成的结果。", context.place(cell), context.place(goal.cell));
            found.say(&cell.at, &[&goal.cell.at], says);
        }
    }
}

/// A text without marks and spaces.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

pub static LAST_YEAR_IN_GOALS: Rule = Rule {
    id: "last-year-in-goals",
    number: "T20",
    severity: Doubt,
    title: "目标、原因或说明里写着上一年",
    basis: "目标、完成情况、原因和说明都是评价年度的",
    authority: Authority::Practice,
    run: last_year_in_goals,
};

/// Words by which a sentence may well speak of an earlier year.
#[rustfmt::skip]
const EARLIER: [&str; 33] = [
    "上年", "去年", "往年", "比", "较", "同期", "结转", "结余", "自", "从", "起", "以来", "至", "截", "根据", "按照", "文件", "规划", "批复", "立项",
    "开工", "历年", "成立", "改革", "获", "评为", "出台", "印发", "建成", "竣工", "签订", "合同", "启动",
];
/// Texts that tell of earlier years as a matter of course.
const HISTORY: [Role; 3] = [Role::Duties, Role::ResultsText, Role::AnnexList];

/// T20. A sentence of the goals, of a reason or of another text names the year before the report's, and nothing in it says
/// why. What the report's texts say of the budget is another rule's.
fn last_year_in_goals(context: &Context, found: &mut Found) {
    let year = context.sheet.year;
    for cell in &context.paragraphs {
        let role = context.texts.iter().find(|text| text.cell.at == cell.at).and_then(|text| text.line.role);
        if role.is_some_and(|role| HISTORY.contains(&role)) {
            continue;
        }
        let talk = role.is_some_and(|role| MONEY_TALK.contains(&role));
        let text = cell.text.as_str();
        let left = |named: &NamedYear| {
            if !named.with_word || named.year != year - 1 {
                return false;
            }
            let (_, sentence) = sentence_at(text, &named.digits);
            let both = years(sentence).any(|other| other.year == year);
            let of_budget = talk && Matters::of(sentence).has(Matter::Budget);
            !(both || of_budget || has_any(sentence, &EARLIER))
        };
        let stale: Vec<NamedYear> = years(text).filter(left).collect();
        let Some(first) = stale.first() else { continue };
        let says = format!("这里写的是“{}年”，本表是{year}年度，请核对是不是沿用了上年的文字。", first.year);
        found.say(&cell.at, &[], says);
    }
}

pub static AMOUNT_IN_OTHER_UNIT: Rule = Rule {
    id: "amount-in-other-unit",
    number: "T21",
    severity: Doubt,
    title: "文字里的金额与表里的数相同，单位却不同",
    basis: "同一笔钱在文字和表格里的单位应一致",
    authority: Authority::Practice,
    run: amount_in_other_unit,
};

/// Words by which an amount is one of the budget.
const BUDGET: [&str; 10] = ["预算", "资金", "支出", "执行", "拨款", "安排", "投入", "到位", "下达", "拨付"];
/// Words by which it is so much for each.
const EACH: [&str; 10] = ["每", "人均", "标准", "单价", "补助", "补贴", "户均", "亩均", "日均", "收费"];

/// T21. 全年预算数100元, where the table has 100万元: the same number of another unit, ten thousand times more or less.
///
/// Only amounts of the budget in goals, reasons and other texts of the tables; the report's texts are compared by rules of
/// their own.
fn amount_in_other_unit(context: &Context, found: &mut Found) {
    let budget: Vec<(&Cell, Money)> = context
        .budget_lines()
        .flat_map(|(line, _)| &line.cells)
        .filter_map(|cell| Some((cell, cell.money().filter(|money| *money > Money::ZERO)?)))
        .collect();
    let of_tables = |cell: &Cell| context.form.slot(&cell.at).is_some_and(|slot| !slot.is_prose());
    let texts = context.paragraphs.iter().filter(|cell| cell.text.contains('元') && of_tables(cell));
    for cell in texts {
        let odd = |quantity: &Quantity| {
            let told = quantity.money()?;
            let of_budget = has_any(quantity.before, &BUDGET) && !has_any(quantity.before, &EACH);
            let each = quantity.after.starts_with(['/', '每', '一']);
            let known = budget.iter().any(|(_, money)| *money == told);
            let other = budget.iter().find(|(_, money)| is_ten_thousand(*money, told) || is_ten_thousand(told, *money));
            other.filter(|_| of_budget && !each && !known).copied()
        };
        let Some((quantity, (of, money))) =
            quantities(&cell.text).find_map(|quantity| odd(&quantity).map(|of| (quantity, of)))
        else {
            continue;
        };
        let says = format!(
            "文字里写的是“{}”，{}是{}，相差一万倍，像是单位写错了，请核对。",
            quantity.clause(&cell.text),
            context.place(of),
            context.in_unit(money)
        );
        found.say(&cell.at, &[&of.at], says);
    }
}

fn is_ten_thousand(big: Money, small: Money) -> bool {
    small.0.checked_mul(Decimal::from(10_000)) == Some(big.0)
}
