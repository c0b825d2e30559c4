//! KnownFacts: numbers that indicators and goals state, and the report's text tells again.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::goals::{SATISFIED, goals, is_whole, name, number_of, scopes, used, words_of};
use crate::check::reading::topic::{Index, Topic};
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Aim, Quantity, family, quantities};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that tell what was done.
const TOLD: [Role; 4] = [Role::ProjectText, Role::OverallText, Role::UsageText, Role::ResultsText];

pub static ONE_FACT_TWO_NUMBERS: Rule = Rule {
    id: "one-fact-two-numbers",
    number: "T05",
    severity: Doubt,
    title: "同一件事在报告和表格里数字不同",
    basis: "自评报告与自评表的数据应一致",
    source: Authority::Practice,
    run: one_fact_two_numbers,
};

/// T05. A number in the report's text about what an indicator or a goal states another number of.
fn one_fact_two_numbers(context: &Context, found: &mut Found) {
    let facts = KnownFacts::of(context);
    for (line, cell, text) in &context.prose {
        if !line.role.is_some_and(|role| TOLD.contains(&role)) {
            continue;
        }
        let mut says = Vec::new();
        let mut also = Vec::new();
        for quantity in quantities(text).filter(is_whole) {
            if let Some(fact) = facts.contradicts(&quantity) {
                says.push(format!("“{}”与{}里的{}", quantity.quoted(text), context.place(fact.cell), fact.said));
                also.push(&fact.cell.at);
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
struct StatedFact<'a> {
    cell: &'a Cell,
    topic: Topic,
    number: Decimal,
    unit: String,
    bound: bool,
    /// It is the satisfaction of all who are served, not of one group.
    of_everyone: bool,
    said: String,
}

/// Those who are served, as any report calls them.
const EVERYONE: [&str; 9] = ["服务对象", "社会公众", "公众", "群众", "对象", "社会", "总体", "综合", "平均"];

/// 满意度, 服务对象满意度, and not 职工满意度.
fn satisfies_everyone(words: &str) -> bool {
    let head = words.find(SATISFIED).and_then(|at| words.get(..at));
    head.is_some_and(|head| head.trim().is_empty() || EVERYONE.iter().any(|all| head.ends_with(all)))
}

/// What kind of number it is: its unit, and whether it is a bound.
type FactKind = (String, bool);

/// The first of the facts of one topic, and all their numbers.
type Alike = (usize, BTreeSet<Decimal>);

/// The facts of a report: those of one kind and one topic together, found by what they are about.
struct KnownFacts<'a> {
    all: Vec<StatedFact<'a>>,
    /// By kind and topic: the first of them, and every number.
    alike: BTreeMap<FactKind, (Index, Vec<Alike>)>,
    /// Of everyone's satisfaction.
    of_everyone: Vec<usize>,
}

impl<'a> KnownFacts<'a> {
    fn of(context: &Context<'a>) -> Self {
        let all = facts(context);
        let mut groups: BTreeMap<FactKind, BTreeMap<&Topic, Alike>> = BTreeMap::new();
        for (at, fact) in all.iter().enumerate() {
            let sort = groups.entry((fact.unit.clone(), fact.bound)).or_default();
            sort.entry(&fact.topic).or_insert_with(|| (at, BTreeSet::new())).1.insert(fact.number);
        }
        let indexed = groups
            .into_iter()
            .map(|(sort, topics)| (sort, (Index::of_rare(topics.keys().copied()), topics.into_values().collect())));
        let alike = indexed.collect();
        let of_everyone = all.iter().enumerate().filter(|(_, fact)| fact.of_everyone).map(|(at, _)| at).collect();
        Self { all, alike, of_everyone }
    }

    /// The first fact of what a number is said of, where no fact of it has that number.
    fn contradicts(&self, quantity: &Quantity) -> Option<&StatedFact<'a>> {
        let unit = family(quantity.unit);
        let (index, groups) = self.alike.get(&(unit.to_string(), quantity.bound))?;
        let words = words_of(quantity);
        let told = index.told_by(&words).into_iter().filter_map(|at| groups.get(at));
        let told = told.filter(|(first, _)| self.all.get(*first).is_some_and(|fact| fact.topic.is_told_by(&words)));
        let mut first: Option<usize> = None;
        for (at, numbers) in told {
            if numbers.contains(&quantity.number) {
                return None;
            }
            first = Some(first.map_or(*at, |first| first.min(*at)));
        }
        if unit == "%" && satisfies_everyone(quantity.before) {
            for at in &self.of_everyone {
                let Some(fact) = self.all.get(*at).filter(|fact| fact.bound == quantity.bound) else { continue };
                if fact.number == quantity.number {
                    return None;
                }
                first = Some(first.map_or(*at, |first| first.min(*at)));
            }
        }
        self.all.get(first?)
    }
}

fn facts<'a>(context: &Context<'a>) -> Vec<StatedFact<'a>> {
    let mut facts = Vec::new();
    for project in scopes(context) {
        for line in used(context, project) {
            for (column, bound) in [(ColumnRole::Target, true), (ColumnRole::Actual, false)] {
                facts.extend(stated(line, column, bound));
            }
            let result =
                line.at(ColumnRole::Actual).filter(|c| c.target().is_some_and(|t| matches!(t.aim, Aim::Quality(_))));
            facts.extend(result.into_iter().flat_map(|cell| told(cell, false)));
        }
        for (role, bound) in [(Role::ExpectedGoals, true), (Role::AchievedGoals, false)] {
            facts.extend(goals(context, project, role).flat_map(|cell| told(cell, bound)));
        }
    }
    facts
}

/// What an indicator's cell states, where it counts something.
fn stated(line: &Line, column: ColumnRole, bound: bool) -> Option<StatedFact<'_>> {
    let (cell, number, unit) = number_of(line, column)?;
    let said = format!("{number}{unit}");
    let of_everyone = unit == "%" && satisfies_everyone(name(line));
    let topic = Topic::of(&[name(line)]);
    (!unit.is_empty()).then(|| StatedFact { cell, topic, number, unit: unit.into(), bound, of_everyone, said })
}

/// What a text states, number by number.
fn told(cell: &Cell, bound: bool) -> impl Iterator<Item = StatedFact<'_>> {
    quantities(&cell.text).filter(is_whole).map(move |quantity| StatedFact {
        cell,
        topic: words_of(&quantity),
        number: quantity.number,
        unit: family(quantity.unit).into(),
        bound,
        of_everyone: false,
        said: quantity.written(&cell.text).into(),
    })
}
