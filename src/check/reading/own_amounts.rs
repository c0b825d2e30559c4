//! The unit's own money, as the texts speak of it.

use crate::check::context::Context;
use crate::form::Role;
use crate::sheet::Cell;
use crate::value::{Money, MoneyUnit, Quantity, quantities};

/// The texts that speak of the unit's own money.
pub const MONEY_TALK: [Role; 4] = [Role::BasicText, Role::ProjectText, Role::OverallText, Role::UsageText];
/// Words by which a sentence is about the unit's budget.
const BUDGET_WORDS: [&str; 9] = ["预算", "支出", "拨款", "决算", "结转", "结余", "财政", "收入", "资金总"];
/// Words by which an amount is other people's.
const OTHERS: [&str; 11] = ["捐", "奖励", "奖金", "资助", "认购", "贷款", "募集", "税收", "产值", "营业", "投资额"];

pub fn money_talk<'l>(context: &'l Context) -> impl Iterator<Item = (&'l Cell, Role, &'l str)> {
    let talk = context.prose.iter().filter_map(|(line, cell, text)| Some((*cell, line.role?, text.as_str())));
    talk.filter(|(_, role, _)| MONEY_TALK.contains(role))
}

pub fn speaks_of_budget(sentence: &str) -> bool {
    BUDGET_WORDS.iter().any(|word| sentence.contains(word))
}

/// The unit's own amounts in a text, said exactly and not 0. What a form in 万元 says in 元 is too small for its tables.
pub fn own_amounts<'t>(context: &Context, text: &'t str) -> impl Iterator<Item = (Quantity<'t>, Money)> + use<'t> {
    let small = context.form.money == MoneyUnit::Wan;
    quantities(text)
        .filter(move |m| !m.rough && (!small || m.unit != "元"))
        .filter(|m| !OTHERS.iter().any(|word| m.before.contains(word) || m.after.contains(word)))
        .filter_map(|m| m.money().map(|money| (m, money)))
        .filter(|(_, money)| *money != Money::ZERO)
}
