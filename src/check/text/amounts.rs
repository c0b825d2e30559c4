//! Amounts of money that the report's text names: each stands in a table, under its own heading, and sums are right.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note, Wrong};
use crate::check::reading::ledger::Ledger;
use crate::check::reading::matter::Matter;
use crate::check::reading::own_amounts::{money_talk, own_amounts};
use crate::check::reading::sentences::{ReadSentence, has_any, names_other_year, sentence_at};
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::check::text::named_amounts::differing_amounts;
use crate::form::{ColumnRole, Role};
use crate::value::{Money, Quantity, quantities};

pub static AMOUNT_NOT_IN_TABLES: Rule = Rule {
    id: "amount-not-in-tables",
    number: "T06",
    severity: Doubt,
    title: "文字里的金额在表格里找不到",
    basis: "自评报告中的金额应与基础数据表、自评表一致",
    authority: Authority::Practice,
    run: amount_not_in_tables,
};

/// T06. An amount in the text that no table holds and that follows from none.
fn amount_not_in_tables(context: &Context, found: &mut Found) {
    let mut ledger: Option<Ledger> = None;
    for (role, text) in money_talk(context) {
        let cell = text.cell;
        let of_budget = || text.sentences.iter().filter(|sentence| sentence.has(Matter::Budget));
        let amounts: Vec<(&Quantity, Money)> = match role {
            Role::OverallText => {
                of_budget().flat_map(|sentence| own_amounts(context, text.quantities_in(sentence))).collect()
            }
            _ => own_amounts(context, &text.quantities).collect(),
        };
        if amounts.is_empty() {
            continue;
        }
        let ledger = ledger.get_or_insert_with(|| Ledger::of(context));
        let mut unknown: Vec<(&Quantity, Money)> =
            amounts.into_iter().filter(|(_, money)| !ledger.holds(*money, context.tolerance(1))).collect();
        if !unknown.is_empty() {
            // What is compared with its own row is not asked about again.
            let differing_amounts = differing_amounts(context, text);
            unknown.retain(|(_, money)| !differing_amounts.contains(money));
        }
        if let Some((near, nearest)) = unknown.first().and_then(|(_, money)| ledger.nearest(*money)) {
            let said: Vec<String> = unknown.iter().map(|(_, money)| context.in_unit(*money)).collect();
            let place = nearest.map_or_else(|| "由表格推算".into(), |cell| context.place(cell));
            let says = format!(
                "文字里的{}在表格里找不到，最接近的是{}（{place}）。请核对数字，或说明出处。",
                said.join("、"),
                context.in_unit(near)
            );
            let words = unknown.iter().map(|(quantity, _)| quantity.written(text.text));
            found.say(&cell.at, &[], says).about_words(words);
        }
    }
}

pub static AMOUNTS_IN_TEXT_DO_NOT_ADD_UP: Rule = Rule {
    id: "amounts-in-text-do-not-add-up",
    number: "T07",
    severity: Wrong,
    title: "文字里的分项之和与合计不符",
    basis: "支出＝基本支出＋项目支出，基本支出＝人员经费＋公用经费",
    authority: Authority::Practice,
    run: amounts_in_text_do_not_add_up,
};

/// T07. 其中 that come to more than their whole, or to less where they should be all of it.
fn amounts_in_text_do_not_add_up(context: &Context, found: &mut Found) {
    for (_, text) in money_talk(context) {
        let unsound =
            |sentence: &ReadSentence| Some((sentence.text.trim().to_string(), unsound(context, sentence.text)?));
        let wrong = text.sentences.iter().find_map(unsound);
        if let Some((sentence, Unsound { parts, sum, whole, certain })) = wrong {
            let said: Vec<String> = parts.iter().map(|&money| context.in_unit(money)).collect();
            let says = format!(
                "文字里的分项{}合计{}，与合计数{}不符，请核对。",
                said.join("、"),
                context.in_unit(sum),
                context.in_unit(whole)
            );
            let finding = found.say(&text.cell.at, &[], says).about_words([sentence]);
            if !certain {
                finding.severity = Doubt;
            }
        }
    }
}

/// Amounts told of a whole that do not come to it.
struct Unsound {
    parts: Vec<Money>,
    sum: Money,
    whole: Money,
    /// They are called what is all of it; others may be of something else.
    certain: bool,
}

/// Words of how much something changed: such an amount is no part.
const CHANGES: [&str; 8] = ["比", "较", "同期", "增加", "减少", "增长", "下降", "节约"];

/// The first 其中 of a sentence whose amounts do not come to what stands before it.
///
/// What else stands in the sentence behind them may speak of the whole again: the first of them that come to it are all.
fn unsound(context: &Context, sentence: &str) -> Option<Unsound> {
    let (first, rest) = sentence.contains("其中").then(|| sentence.split_once("其中"))??;
    let amounts = |text| -> Vec<(Quantity, Money)> {
        let quantities: Vec<Quantity> = quantities(text).filter(|m| !has_any(m.before, &CHANGES)).collect();
        own_amounts(context, &quantities).map(|(quantity, money)| (quantity.clone(), money)).collect::<Vec<_>>()
    };
    let mut before = amounts(first);
    let told: Vec<String> = rest.split("其中").map(outside_brackets).collect();
    for among in &told {
        let parts = amounts(among);
        let sum: Money = parts.iter().map(|(_, money)| *money).sum();
        let says = |amounts: &[(Quantity, Money)], word: &str| amounts.iter().any(|(m, _)| m.before.contains(word));
        let is_all = |one: &str, other: &str| says(&parts, one) && says(&parts, other);
        // 人员经费 and 公用经费 are 基本支出, wherever in the sentence that stands.
        let basic = before.iter().find(|(m, _)| is_all("人员", "公用") && m.before.contains("基本"));
        let whole = basic.or(before.last()).map(|(_, money)| *money);
        let whole_given = is_all("人员", "公用") || is_all("项目", "基本");
        if let Some(whole) = whole
            && parts.len() > 1
            && context.differ(sum, whole, parts.len() + 1)
            && (sum > whole || whole_given)
            && !comes_to(context, &parts, whole)
        {
            let parts = parts.into_iter().map(|(_, money)| money).collect();
            return Some(Unsound { parts, sum, whole, certain: whole_given });
        }
        before.extend(parts);
    }
    None
}

/// The first few of the parts are all of the whole.
fn comes_to(context: &Context, parts: &[(Quantity, Money)], whole: Money) -> bool {
    (2..parts.len()).any(|count| {
        let first = parts.iter().take(count);
        !context.differ(first.map(|(_, money)| *money).sum(), whole, count + 1)
    })
}

/// A text up to where the bracket closes in which it stands, without what stands in brackets of its own.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0i32;
    let mut outside = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' if depth == 0 => break,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

pub static WHOLE_BUDGET_UNDER_BASIC: Rule = Rule {
    id: "whole-budget-under-basic",
    number: "T16",
    severity: Note,
    title: "年初预算总额写在基本支出下面",
    basis: "基本支出情况写基本支出，年初预算总额含项目支出",
    authority: Authority::Practice,
    run: whole_budget_under_basic,
};

/// T16. Under the heading of basic outlay stands the budget of the whole unit, projects included.
///
/// Silent where the words say so (总额, 部门预算, 项目), and where there is no budget for projects to tell them apart.
fn whole_budget_under_basic(context: &Context, found: &mut Found) {
    let Some(ReadText { cell, text, quantities, .. }) = context.text(Role::BasicText) else { return };
    let (Some((of, initial)), Some(basic)) =
        (context.money(Role::Budget, ColumnRole::Initial), context.sheet.implied.initial_basic)
    else {
        return;
    };
    if !context.differ(initial, basic, 2) {
        return;
    }
    let projects = initial - basic;
    for quantity in quantities.iter().filter(|m| !m.rough && m.money() == Some(initial)) {
        let (_, sentence) = sentence_at(text, &quantity.range);
        let plain = sentence.contains("预算")
            && !has_any(sentence, &["总", "部门预算", "单位预算", "项目", "合计", "收入", "其中", "全年预算", "拨款"]);
        if !plain || names_other_year(sentence, context.sheet.year) {
            continue;
        }
        let (whole, part, rest) = (context.in_unit(initial), context.in_unit(basic), context.in_unit(projects));
        let says = format!(
            "这里写的是基本支出，{whole}却是{}的总额，含项目支出{rest}；基本支出的年初预算是{part}，请改写或写明。",
            context.place(of)
        );
        let finding = found.say(&cell.at, &[&of.at], says);
        if cell.text == *text {
            finding.mend_by_replacing(cell, std::slice::from_ref(&quantity.range), &part);
            let right = format!("{}（含项目支出{rest}）", quantity.written(text));
            finding.mend_by_replacing(cell, std::slice::from_ref(&quantity.range), &right);
        }
        return;
    }
}
