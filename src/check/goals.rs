//! Goals, indicators and the report's text: each goal is measured, and the same fact has one number.

use super::Severity::{Doubt, Wrong};
use super::mention::{Mention, family, mentions};
use super::topic::{Topic, items};
use super::{Found, Look, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::Aim;
use rust_decimal::Decimal;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 4] = [
    Rule {
        id: "goal-without-indicator",
        number: "T01",
        severity: Doubt,
        title: "有目标没有对应的绩效指标",
        basis: "预期目标逐条细化为绩效指标",
        run: goal_without_indicator,
    },
    Rule {
        id: "goal-differs-from-target",
        number: "T03",
        severity: Wrong,
        title: "预期目标的数与年度指标值不一致",
        basis: "预期目标与年度指标值应一致",
        run: goal_differs_from_target,
    },
    Rule {
        id: "achieved-differs-from-actual",
        number: "T04",
        severity: Wrong,
        title: "实际完成情况的数与实际完成值不一致",
        basis: "实际完成情况与实际完成值应一致",
        run: achieved_differs_from_actual,
    },
    Rule {
        id: "one-fact-two-numbers",
        number: "T05",
        severity: Doubt,
        title: "同一件事在报告和表格里数字不同",
        basis: "自评报告与自评表的数据应一致",
        run: one_fact_two_numbers,
    },
];

/// The texts that tell what was done.
const TOLD: [Role; 4] = [Role::ProjectText, Role::OverallText, Role::UsageText, Role::ResultsText];
/// Words that make a number part of a fact, or of another year's.
const PARTIAL: [&str; 12] =
    ["其中", "每", "人均", "上半年", "下半年", "季度", "首", "上年", "去年", "累计", "新增", "环比"];

/// T01. A numbered goal that no indicator measures, in the report or in a project.
fn goal_without_indicator(look: &Look, found: &mut Found) {
    for project in scopes(look) {
        let measured: Vec<Topic> = used(look, project).map(measure).collect();
        let cells: Vec<&Cell> = goals(look, project, Role::ExpectedGoals).collect();
        let Some(cell) = cells.first() else { continue };
        let goals: Vec<&str> = cells.iter().flat_map(|cell| items(&cell.text)).collect();
        let topics: Vec<Topic> = goals.iter().map(|goal| Topic::of(&[goal])).collect();
        if measured.is_empty() {
            continue;
        }
        let bare: Vec<String> = goals
            .iter()
            .zip(covered(&topics, &measured))
            .enumerate()
            .filter(|(_, (_, covered))| !covered)
            .map(|(number, (goal, _))| format!("第{}条“{}”", number + 1, short(goal)))
            .collect();
        if !bare.is_empty() {
            let says = format!(
                "预期目标共{}条，其中{}没有对应的绩效指标，请补充指标，或说明不设指标的原因。",
                goals.len(),
                bare.join("、")
            );
            found.say(&cell.at, &[], says);
        }
    }
}

/// T03. A goal's number and the target of the indicator that measures it.
fn goal_differs_from_target(look: &Look, found: &mut Found) {
    goal_differs(look, found, Role::ExpectedGoals, ColumnRole::Target);
}

/// T04. The number of a goal's result and the indicator's result.
fn achieved_differs_from_actual(look: &Look, found: &mut Found) {
    goal_differs(look, found, Role::AchievedGoals, ColumnRole::Actual);
}

/// T05. A number in the report's text about what an indicator or a goal states another number of.
fn one_fact_two_numbers(look: &Look, found: &mut Found) {
    let facts = facts(look);
    if facts.is_empty() {
        return;
    }
    for (line, cell, text) in &look.prose {
        if !line.role.is_some_and(|role| TOLD.contains(&role)) {
            continue;
        }
        let mut says = Vec::new();
        let mut also = Vec::new();
        for mention in mentions(text).filter(|m| is_whole(m) && facts.iter().any(|fact| fact.unit == family(m.unit))) {
            let words = words_of(&mention);
            let same: Vec<&Fact> = facts.iter().filter(|fact| fact.is_about(&mention, &words)).collect();
            if let Some(fact) = same.first().filter(|_| same.iter().all(|fact| fact.number != mention.number)) {
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

fn goal_differs(look: &Look, found: &mut Found, role: Role, column: ColumnRole) {
    for project in scopes(look) {
        let told = goals(look, project, role).flat_map(|goal| {
            let items = items(&goal.text).into_iter();
            items.flat_map(move |item| {
                let whole = mentions(item).filter(is_whole);
                whole.map(move |mention| (goal, item, words_of(&mention), mention))
            })
        });
        let told: Vec<(&Cell, &str, Topic, Mention)> = told.collect();
        for line in used(look, project) {
            let Some((cell, number, unit)) = number_of(line, column) else { continue };
            let topic = Topic::of(&[name(line)]);
            let fits = |mention: &Mention| unit.is_empty() || family(mention.unit) == unit;
            let same: Vec<_> =
                told.iter().filter(|(_, _, words, mention)| fits(mention) && topic.is_told_by(words)).collect();
            let Some((goal, item, _, mention)) =
                same.first().filter(|_| same.iter().all(|(.., mention)| mention.number != number))
            else {
                continue;
            };
            let says = format!(
                "{}写的是“{}”，指标“{}”的{}填的是{}，两处应一致，请核对后改正。",
                look.words(goal),
                mention.quoted(item),
                name(line),
                look.column_words(cell),
                cell.text.trim()
            );
            found.say(&cell.at, &[&goal.at], says);
        }
    }
}

/// Which goals some indicator measures: it shares a word that no other goal has, or shares most with that goal.
fn covered(goals: &[Topic], measured: &[Topic]) -> Vec<bool> {
    let mut covered = vec![false; goals.len()];
    for topic in measured {
        let mut shared = vec![0; goals.len()];
        for pair in topic.pairs() {
            let alone = goals.iter().filter(|goal| goal.holds(pair)).count() == 1;
            for ((goal, shared), covered) in goals.iter().zip(&mut shared).zip(&mut covered) {
                if goal.holds(pair) {
                    *shared += if alone { 2 } else { 1 };
                    *covered |= alone;
                }
            }
        }
        let most = shared.iter().copied().max().unwrap_or(0);
        for (covered, shared) in covered.iter_mut().zip(shared) {
            *covered |= most > 0 && shared == most;
        }
    }
    covered
}

/// A number that a table or a goal states of something.
struct Fact<'a> {
    cell: &'a Cell,
    topic: Topic,
    number: Decimal,
    unit: String,
    bound: bool,
    said: String,
}

impl Fact<'_> {
    fn is_about(&self, mention: &Mention, words: &Topic) -> bool {
        self.bound == mention.bound && self.unit == family(mention.unit) && self.topic.is_told_by(words)
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
    (!unit.is_empty()).then(|| Fact { cell, topic: Topic::of(&[name(line)]), number, unit: unit.into(), bound, said })
}

/// What a text states, number by number.
fn told(cell: &Cell, bound: bool) -> impl Iterator<Item = Fact<'_>> {
    mentions(&cell.text).filter(is_whole).map(move |mention| Fact {
        cell,
        topic: words_of(&mention),
        number: mention.number,
        unit: family(mention.unit).into(),
        bound,
        said: mention.said(&cell.text).into(),
    })
}

/// What a number is said of.
fn words_of(mention: &Mention) -> Topic {
    Topic::of(&[mention.before, mention.after])
}

/// A number of something whole, said exactly.
fn is_whole(mention: &Mention) -> bool {
    !mention.rough && mention.money().is_none() && !PARTIAL.iter().any(|word| mention.before.contains(word))
}

/// The number in an indicator's cell and the family of its unit, taken from the name (次) where the cell has none.
fn number_of(line: &Line, column: ColumnRole) -> Option<(&Cell, Decimal, &str)> {
    let (cell, target) = line.target(column)?;
    let written = Some(line.unit(column)).filter(|unit| !unit.is_empty());
    let named = || name(line).strip_suffix(['）', ')'])?.rsplit(['（', '(']).next();
    let unit = written.or_else(named).unwrap_or_default();
    Some((cell, target.number()?, family(unit)))
}

/// The report itself, then its projects.
fn scopes(look: &Look) -> impl Iterator<Item = Option<usize>> + use<> {
    std::iter::once(None).chain((0..look.sheet.projects()).map(Some))
}

/// The goals, one text or several; adjusted ones in place of the first.
fn goals<'a>(look: &Look<'a>, project: Option<usize>, role: Role) -> impl Iterator<Item = &'a Cell> + use<'a> {
    let sheet = look.sheet;
    let written = move |role| {
        let lines = sheet.parts_of(project).flat_map(|part| &part.lines).filter(move |line| line.role == Some(role));
        lines.filter_map(Line::only).filter(|cell| cell.value == Value::Words)
    };
    let adjusted = role == Role::ExpectedGoals && written(Role::AdjustedGoals).next().is_some();
    written(if adjusted { Role::AdjustedGoals } else { role })
}

/// The indicators that are used and have a name.
fn used<'a>(look: &Look<'a>, project: Option<usize>) -> impl Iterator<Item = &'a Line> + use<'a> {
    look.sheet
        .indicators(project)
        .filter(|line| line.indicator.as_ref().is_some_and(|i| i.used) && !name(line).is_empty())
}

fn name(line: &Line) -> &str {
    line.at(ColumnRole::Name).map_or("", |cell| cell.text.trim())
}

/// What an indicator measures: its name, and the words of a target that is words.
fn measure(line: &Line) -> Topic {
    let words = match line.target(ColumnRole::Target).map(|(_, target)| &target.aim) {
        Some(Aim::Quality(words)) => words.as_str(),
        _ => "",
    };
    Topic::of(&[name(line), words])
}

fn short(goal: &str) -> String {
    let head: String = goal.chars().take(20).collect();
    if head.len() < goal.len() { format!("{head}…") } else { head }
}
