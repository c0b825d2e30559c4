//! The unit's own money, as the texts speak of it.

use crate::check::context::Context;
use crate::check::reading::texts::ReadText;
use crate::form::Role;
use crate::value::{Money, MoneyUnit, Quantity, WordSet};
use std::sync::LazyLock;

/// The texts that speak of the unit's own money.
pub const MONEY_TALK: [Role; 4] = [Role::BasicText, Role::ProjectText, Role::OverallText, Role::UsageText];
/// Words by which an amount is other people's.
static OTHERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["捐", "奖励", "奖金", "资助", "认购", "贷款", "募集", "税收", "产值", "营业", "投资额"])
});

/// The texts that do, with their roles.
pub fn money_talk<'l, 'a>(context: &'l Context<'a>) -> impl Iterator<Item = (Role, &'l ReadText<'a>)> {
    let talk = context.texts.iter().filter_map(|text| Some((text.line.role?, text)));
    talk.filter(|(role, _)| MONEY_TALK.contains(role))
}

/// The unit's own amounts among the numbers of a text, said exactly and not 0. What a form in 万元 says in 元 is too small for its tables.
pub fn own_amounts<'q, 't>(
    context: &Context,
    quantities: &'q [Quantity<'t>],
) -> impl Iterator<Item = (&'q Quantity<'t>, Money)> + use<'q, 't> {
    let small = context.form.money == MoneyUnit::Wan;
    let exact = quantities.iter().filter(move |quantity| !quantity.rough && (!small || quantity.unit != "元"));
    let amounts = exact.filter_map(|quantity| Some((quantity, quantity.money()?)));
    let of_others = |quantity: &Quantity| OTHERS.is_in(quantity.before) || OTHERS.is_in(quantity.after);
    amounts.filter(move |(quantity, money)| *money != Money::ZERO && !of_others(quantity))
}
