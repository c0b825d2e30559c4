//! Facts: numbers that indicators and goals state, and the report's text tells again.

use super::goals::{SATISFIED, goals, is_whole, name, number_of, scopes, used, words_of};
use super::mention::{Mention, family, mentions};
use super::topic::{Index, Topic};
use super::{Found, Look};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line};
use crate::value::Aim;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The texts that tell what was done.
const TOLD: [Role; 4] = [Role::ProjectText, Role::OverallText, Role::UsageText, Role::ResultsText];

/// T05. A number in the report's text about what an indicator or a goal states another number of.
pub(super) fn one_fact_two_numbers(look: &Look, found: &mut Found) {
    let facts = Facts::of(look);
    for (line, cell, text) in &look.prose {
        if !line.role.is_some_and(|role| TOLD.contains(&role)) {
            continue;
        }
        let mut says = Vec::new();
        let mut also = Vec::new();
        for mention in mentions(text).filter(is_whole) {
            if let Some(fact) = facts.contradicts(&mention) {
                says.push(format!("“{}”与{}里的{}", mention.quoted(text), look.words(fact.cell), fact.said));
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
struct Fact<'a> {
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
type Sort = (String, bool);

/// The first of the facts of one topic, and all their numbers.
type Alike = (usize, BTreeSet<Decimal>);

/// The facts of a report: those of one kind and one topic together, found by what they are about.
struct Facts<'a> {
    all: Vec<Fact<'a>>,
    /// By kind and topic: the first of them, and every number.
    alike: BTreeMap<Sort, (Index, Vec<Alike>)>,
    /// Of everyone's satisfaction.
    of_everyone: Vec<usize>,
}

impl<'a> Facts<'a> {
    fn of(look: &Look<'a>) -> Self {
        let all = facts(look);
        let mut groups: BTreeMap<Sort, BTreeMap<&Topic, Alike>> = BTreeMap::new();
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
    fn contradicts(&self, mention: &Mention) -> Option<&Fact<'a>> {
        let unit = family(mention.unit);
        let (index, groups) = self.alike.get(&(unit.to_string(), mention.bound))?;
        let words = words_of(mention);
        let told = index.told_by(&words).into_iter().filter_map(|at| groups.get(at));
        let told = told.filter(|(first, _)| self.all.get(*first).is_some_and(|fact| fact.topic.is_told_by(&words)));
        let mut first: Option<usize> = None;
        for (at, numbers) in told {
            if numbers.contains(&mention.number) {
                return None;
            }
            first = Some(first.map_or(*at, |first| first.min(*at)));
        }
        if unit == "%" && satisfies_everyone(mention.before) {
            for at in &self.of_everyone {
                let Some(fact) = self.all.get(*at).filter(|fact| fact.bound == mention.bound) else { continue };
                if fact.number == mention.number {
                    return None;
                }
                first = Some(first.map_or(*at, |first| first.min(*at)));
            }
        }
        self.all.get(first?)
    }
}

fn facts<'a>(look: &Look<'a>) -> Vec<Fact<'a>> {
    let mut facts = Vec::new();
    for project in scopes(look) {
        for line in used(look, project) {
            for (column, bound) in [(ColumnRole::Target, true), (ColumnRole::Actual, false)] {
                facts.extend(stated(line, column, bound));
            }
            let result =
                line.at(ColumnRole::Actual).filter(|c| c.target().is_some_and(|t| matches!(t.aim, Aim::Quality(_))));
            facts.extend(result.into_iter().flat_map(|cell| told(cell, false)));
        }
        for (role, bound) in [(Role::ExpectedGoals, true), (Role::AchievedGoals, false)] {
            facts.extend(goals(look, project, role).flat_map(|cell| told(cell, bound)));
        }
    }
    facts
}

/// What an indicator's cell states, where it counts something.
fn stated(line: &Line, column: ColumnRole, bound: bool) -> Option<Fact<'_>> {
    let (cell, number, unit) = number_of(line, column)?;
    let said = format!("{number}{unit}");
    let of_everyone = unit == "%" && satisfies_everyone(name(line));
    let topic = Topic::of(&[name(line)]);
    (!unit.is_empty()).then(|| Fact { cell, topic, number, unit: unit.into(), bound, of_everyone, said })
}

/// What a text states, number by number.
fn told(cell: &Cell, bound: bool) -> impl Iterator<Item = Fact<'_>> {
    mentions(&cell.text).filter(is_whole).map(move |mention| Fact {
        cell,
        topic: words_of(&mention),
        number: mention.number,
        unit: family(mention.unit).into(),
        bound,
        of_everyone: false,
        said: mention.said(&cell.text).into(),
    })
}
