//! One fact with two numbers: what indicators and goals state, and the report's text tells again.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::scope::{Measured, SATISFIED, Scope, is_whole, number_of, words_of};
use crate::check::reading::texts::ReadText;
use crate::check::reading::topic::{Index, Topic};
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::Cell;
use crate::value::{Aim, Quantity, family, quantities};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that tell what was done.
const TOLD: [Role; 4] = [Role::ProjectText, Role::OverallText, Role::UsageText, Role::ResultsText];

pub static ONE_FACT_TWO_NUMBERS: Rule = Rule {
    id: "one-fact-two-numbers",
    number: "T05",
    severity: Doubt,
    title: "同一件事在报告和表格里数字不同",
    basis: "自评报告与自评表的数据应一致",
    authority: Authority::Practice,
    run: one_fact_two_numbers,
};

/// T05. A number in the report's text about what an indicator or a goal states another number of.
fn one_fact_two_numbers(context: &Context, found: &mut Found) {
    let told = context.texts.iter().filter(|text| text.line.role.is_some_and(|role| TOLD.contains(&role)));
    let told: Vec<(&ReadText, Vec<&Quantity>)> =
        told.map(|text| (text, text.quantities.iter().filter(|quantity| is_whole(quantity)).collect())).collect();
    let known = KnownNumbers::of(context, told.iter().flat_map(|(_, quantities)| quantities.iter().copied()));
    for (ReadText { cell, text, .. }, quantities) in told {
        let mut says = Vec::new();
        let mut also = Vec::new();
        for quantity in quantities {
            if let Some(known) = known.contradicts(quantity) {
                let said = known.said();
                says.push(format!("“{}”与{}里的{said}", quantity.clause(text), context.place(known.cell)));
                also.push(&known.cell.at);
            }
        }
        if !says.is_empty() {
            let says = format!(
                "{}说的像是同一件事，数字却不一样。请核对后改成一致；如果范围不同，请在文字里写明。",
                says.join("，")
            );
            found.say(&cell.at, &also, says);
        }
    }
}

/// A number that a table or a goal states of something.
struct KnownNumber<'s, 'a> {
    cell: &'a Cell,
    topic: Cow<'s, Topic>,
    number: Decimal,
    unit: &'a str,
    bound: bool,
    /// It is the satisfaction of all who are served, not of one group.
    of_everyone: bool,
    /// As a sentence writes it; none in a cell of its own.
    written: Option<&'a str>,
}

impl KnownNumber<'_, '_> {
    fn said(&self) -> String {
        self.written.map_or_else(|| format!("{}{}", self.number, self.unit), str::to_string)
    }
}

/// Those who are served, as any report calls them.
const EVERYONE: [&str; 9] = ["服务对象", "社会公众", "公众", "群众", "对象", "社会", "总体", "综合", "平均"];

/// 满意度, 服务对象满意度, and not 职工满意度.
fn satisfies_everyone(words: &str) -> bool {
    let head = words.find(SATISFIED).and_then(|at| words.get(..at));
    head.is_some_and(|head| head.trim().is_empty() || EVERYONE.iter().any(|all| head.ends_with(all)))
}

/// What kind of number it is: its unit, and whether it is a bound.
type NumberKind<'t> = (&'t str, bool);

/// The first of the known numbers of one topic, and all their numbers.
type Alike = (usize, BTreeSet<Decimal>);

/// The numbers that a report states: those of one kind and one topic together, found by what they are about.
struct KnownNumbers<'s, 'a> {
    all: Vec<KnownNumber<'s, 'a>>,
    /// By kind and topic: the first of them, and every number.
    alike: BTreeMap<NumberKind<'a>, (Index, Vec<Alike>)>,
    /// Of everyone's satisfaction.
    of_everyone: Vec<usize>,
}

impl<'s, 'a> KnownNumbers<'s, 'a> {
    /// Only numbers of the kinds that the texts tell of: nothing else is compared.
    fn of<'t>(context: &'s Context<'a>, told: impl Iterator<Item = &'t Quantity<'t>>) -> Self {
        let kinds: BTreeSet<NumberKind> = told.map(|quantity| (family(quantity.unit), quantity.bound)).collect();
        let all: Vec<KnownNumber> = context.scopes.iter().flat_map(|scope| known(scope, &kinds)).collect();
        let mut groups: BTreeMap<NumberKind, BTreeMap<&Topic, Alike>> = BTreeMap::new();
        for (at, known) in all.iter().enumerate() {
            let alike = groups.entry((known.unit, known.bound)).or_default();
            alike.entry(&known.topic).or_insert_with(|| (at, BTreeSet::new())).1.insert(known.number);
        }
        let indexed = groups
            .into_iter()
            .map(|(kind, topics)| (kind, (Index::of_rare(topics.keys().copied()), topics.into_values().collect())));
        let alike = indexed.collect();
        let of_everyone = all.iter().enumerate().filter(|(_, known)| known.of_everyone).map(|(at, _)| at).collect();
        Self { all, alike, of_everyone }
    }

    /// The first number stated of what this one is said of, where none of them equals it.
    fn contradicts(&self, quantity: &Quantity) -> Option<&KnownNumber<'s, 'a>> {
        let unit = family(quantity.unit);
        let (index, groups) = self.alike.get(&(unit, quantity.bound))?;
        let words = words_of(quantity);
        let told = index.told_by(&words).into_iter().filter_map(|at| groups.get(at));
        let told = told.filter(|(first, _)| self.all.get(*first).is_some_and(|known| known.topic.is_told_by(&words)));
        let mut first: Option<usize> = None;
        for (at, numbers) in told {
            if numbers.contains(&quantity.number) {
                return None;
            }
            first = Some(first.map_or(*at, |first| first.min(*at)));
        }
        if unit == "%" && satisfies_everyone(quantity.before) {
            for at in &self.of_everyone {
                let Some(known) = self.all.get(*at).filter(|known| known.bound == quantity.bound) else { continue };
                if known.number == quantity.number {
                    return None;
                }
                first = Some(first.map_or(*at, |first| first.min(*at)));
            }
        }
        self.all.get(first?)
    }
}

/// The numbers of those kinds that indicators and goals state.
fn known<'s, 'a>(scope: &'s Scope<'a>, kinds: &BTreeSet<NumberKind>) -> Vec<KnownNumber<'s, 'a>> {
    let told = |(cell, quantity): (&'a Cell, Quantity<'a>), bound| {
        let unit = family(quantity.unit);
        (kinds.contains(&(unit, bound)) && is_whole(&quantity)).then(|| KnownNumber {
            cell,
            topic: Cow::Owned(words_of(&quantity)),
            number: quantity.number,
            unit,
            bound,
            of_everyone: false,
            written: Some(quantity.written(&cell.text)),
        })
    };
    let mut known = Vec::new();
    for indicator in &scope.indicators {
        for (column, bound) in [(ColumnRole::Target, true), (ColumnRole::Actual, false)] {
            known.extend(stated(indicator, column, bound, kinds));
        }
        let result = indicator.line.at(ColumnRole::Actual);
        let words = result.filter(|cell| cell.target().is_some_and(|target| matches!(target.aim, Aim::Quality(_))));
        let in_words = words.into_iter().flat_map(|cell| quantities(&cell.text).map(move |quantity| (cell, quantity)));
        known.extend(in_words.filter_map(|quantity| told(quantity, false)));
    }
    for (texts, bound) in [(&scope.expected, true), (&scope.achieved, false)] {
        let quantities =
            texts.iter().flat_map(|text| text.quantities.iter().map(|quantity| (text.cell, quantity.clone())));
        known.extend(quantities.filter_map(|quantity| told(quantity, bound)));
    }
    known
}

/// What an indicator's cell states, where it counts something.
fn stated<'s, 'a>(
    indicator: &'s Measured<'a>,
    column: ColumnRole,
    bound: bool,
    kinds: &BTreeSet<NumberKind>,
) -> Option<KnownNumber<'s, 'a>> {
    let (cell, number, unit) = number_of(indicator.line, column)?;
    if unit.is_empty() || !kinds.contains(&(unit, bound)) {
        return None;
    }
    let of_everyone = unit == "%" && satisfies_everyone(indicator.name);
    let topic = Cow::Borrowed(indicator.topic());
    Some(KnownNumber { cell, topic, number, unit, bound, of_everyone, written: None })
}
