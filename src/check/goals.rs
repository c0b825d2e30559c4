//! Goals, indicators and the report's text: each goal is measured, and the same fact has one number.

use super::Severity::{Doubt, Note, Wrong};
use super::mention::{Mention, family, mentions, worded};
use super::topic::{Index, Topic, items};
use super::units::counted;
use super::{Finding, Found, Look, Mend, Rule, fact};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Value};
use crate::value::{Aim, plain, shortened};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 6] = [
    Rule {
        id: "goal-without-indicator",
        number: "T01",
        severity: Doubt,
        title: "有目标没有对应的绩效指标",
        basis: "预期目标逐条细化为绩效指标",
        run: goal_without_indicator,
    },
    Rule {
        id: "indicator-without-goal",
        number: "T02",
        severity: Note,
        title: "数量指标在预期目标里没有提到",
        basis: "绩效指标由预期目标细化而来",
        run: indicator_without_goal,
    },
    Rule {
        id: "goal-without-number",
        number: "T03",
        severity: Note,
        title: "目标没有写数，对应的指标有数",
        basis: "预期目标尽量写明数量，与年度指标值一致",
        run: goal_without_number,
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
        run: fact::one_fact_two_numbers,
    },
];

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
        let by_number = numbers_alone(look, project, &Topic::of(&goals));
        let bare: Vec<String> = goals
            .iter()
            .zip(covered(&topics, &measured))
            .enumerate()
            .filter(|(_, (goal, covered))| !covered && !counts(goal).iter().any(|count| by_number.contains(count)))
            .map(|(number, (goal, _))| format!("第{}条“{}”", number + 1, shortened(goal, 20)))
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

/// T02. An indicator counts what no goal speaks of.
///
/// Silent unless the goals are several and another count is among them: goals in general words are measured by any
/// indicator. Silent too where a goal has the very number of the target under another noun.
fn indicator_without_goal(look: &Look, found: &mut Found) {
    for grid in look.grids() {
        let cells: Vec<&Cell> = goals(look, grid.part.project, Role::ExpectedGoals).collect();
        let Some(cell) = cells.first() else { continue };
        let items: Vec<&str> = cells.iter().flat_map(|cell| items(&cell.text)).collect();
        let topic = Topic::of(&items);
        let numbers: Vec<Count> = items.iter().flat_map(|item| counts(item)).collect();
        let rows = grid.used().filter(|row| row.group.role == Some(Role::Output) && counted(row).is_some());
        let (told, untold): (Vec<_>, Vec<_>) = rows.partition(|row| measure(row.line).meets(&topic));
        if items.len() < 2 || told.is_empty() {
            continue;
        }
        for row in untold {
            let Some(name) = row.cell(ColumnRole::Name).filter(|cell| cell.is_stated()) else { continue };
            let Some((target, number, unit)) = number_of(row.line, ColumnRole::Target) else { continue };
            if !numbers.contains(&(number, unit.to_string())) {
                let says = format!(
                    "预期目标共{}条，都没有提到指标“{}”（指标值{}），请在目标里写上这一条，或核对指标。",
                    items.len(),
                    row.name().trim(),
                    target.text.trim()
                );
                found.say(&name.at, &[&cell.at], says);
            }
        }
    }
}

/// T03. A goal names no number, and the indicator that measures it has one.
///
/// Silent unless other goals of the text name numbers, and where several goals could be meant.
fn goal_without_number(look: &Look, found: &mut Found) {
    for project in scopes(look) {
        let cells: Vec<&Cell> = goals(look, project, Role::ExpectedGoals).collect();
        let Some(cell) = cells.first() else { continue };
        let items: Vec<&str> = cells.iter().flat_map(|cell| items(&cell.text)).collect();
        let bare: Vec<bool> = items.iter().map(|item| counts(item).is_empty() && !has_number(item)).collect();
        if items.len() < 2 || bare.iter().all(|bare| *bare) {
            continue;
        }
        let topics: Vec<Topic> = items.iter().map(|item| Topic::of(&[item])).collect();
        let index = Index::of(topics.iter());
        let (mut said, mut also) = (Vec::new(), Vec::new());
        for line in used(look, project) {
            let Some((target, _, unit)) = number_of(line, ColumnRole::Target) else { continue };
            let about = index.about(&Topic::of(&[name(line)]));
            let [number] = about.as_slice() else { continue };
            if !unit.is_empty() && unit != "%" && bare.get(*number) == Some(&true) {
                let goal = items.get(*number).copied().unwrap_or_default();
                said.push(format!(
                    "第{}条“{}”没有写数，指标“{}”的指标值是“{}”",
                    number + 1,
                    shortened(goal, 20),
                    name(line),
                    target.text.trim()
                ));
                also.push(&target.at);
            }
        }
        if !said.is_empty() {
            found.say(&cell.at, &also, format!("预期目标{}，请在目标里写上同样的数。", said.join("；")));
        }
    }
}

/// A figure stands in it, typed or quoted, or a word that may be one: 两场, 三个.
fn has_number(item: &str) -> bool {
    item.contains('【')
        || item
            .chars()
            .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || "两三四五六七八九十百千".contains(c))
}

/// A number and the family of its unit.
type Count = (Decimal, String);

/// What a goal counts.
fn counts(goal: &str) -> Vec<Count> {
    told_in(goal).map(|m| (m.number, family(m.unit).to_string())).collect()
}

/// The numbers of something whole in a goal, in digits or in words.
fn told_in(goal: &str) -> impl Iterator<Item = Mention<'_>> {
    mentions(goal).chain(worded(goal)).filter(is_whole)
}

/// The targets of indicators that share no noun with any goal: a goal with the same number may mean them in other words.
fn numbers_alone(look: &Look, project: Option<usize>, goals: &Topic) -> Vec<Count> {
    let alone = used(look, project).filter(|line| !measure(line).meets(goals));
    let numbers = alone.filter_map(|line| number_of(line, ColumnRole::Target));
    numbers.filter(|(.., unit)| !unit.is_empty()).map(|(_, number, unit)| (number, unit.to_string())).collect()
}

/// T03. A goal's number and the target of the indicator that measures it.
fn goal_differs_from_target(look: &Look, found: &mut Found) {
    goal_differs(look, found, Role::ExpectedGoals, ColumnRole::Target);
}

/// T04. The number of a goal's result and the indicator's result.
fn achieved_differs_from_actual(look: &Look, found: &mut Found) {
    goal_differs(look, found, Role::AchievedGoals, ColumnRole::Actual);
}

fn goal_differs(look: &Look, found: &mut Found, role: Role, column: ColumnRole) {
    for project in scopes(look) {
        let told = goals(look, project, role).flat_map(|goal| {
            let items = items(&goal.text).into_iter();
            items.flat_map(move |item| told_in(item).map(move |mention| (goal, item, words_of(&mention), mention)))
        });
        let told: Vec<(&Cell, &str, Topic, Mention)> = told.collect();
        let index = Index::of(told.iter().map(|(_, _, words, _)| words));
        let satisfactions = used(look, project).filter(|line| name(line).contains(SATISFIED)).count();
        for line in used(look, project) {
            let Some((cell, number, unit)) = number_of(line, column) else { continue };
            let topic = Topic::of(&[name(line)]);
            let fits =
                |mention: &Mention| if unit.is_empty() { is_count(mention) } else { family(mention.unit) == unit };
            let about = index.about(&topic).into_iter().filter_map(|at| told.get(at));
            let mut same: Vec<_> = about.filter(|(.., mention)| fits(mention)).collect();
            // Whose satisfaction it is, a goal seldom says in the same words; where one is measured and one told, it is that.
            let by_word = same.is_empty() && satisfactions == 1 && unit == "%" && name(line).contains(SATISFIED);
            if by_word {
                same =
                    told.iter().filter(|(.., mention)| fits(mention) && mention.before.contains(SATISFIED)).collect();
                same.truncate(usize::from(same.len() == 1));
            }
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
            let finding = found.say(&cell.at, &[&goal.at], says);
            finding.mend_either(goal, item, mention, cell, number);
            // Without a unit the number might count something else about the same thing.
            if unit.is_empty() || by_word {
                finding.severity = Doubt;
            }
        }
    }
}

impl Finding {
    /// The goal's number may be wrong, or the indicator's: offers to write either in the place of the other.
    fn mend_either(&mut self, goal: &Cell, item: &str, mention: &Mention, cell: &Cell, number: Decimal) {
        let once = |text: &str, part: &str| text.matches(part).count() == 1;
        let (said, right) = (mention.said(item), plain(number));
        if once(&goal.text, item) && once(item, said) {
            let told = format!("{right}{}", mention.unit);
            let text = goal.text.replacen(item, &item.replacen(said, &told, 1), 1);
            let edit = Edit::Write { at: goal.at.clone(), text: text.into() };
            self.mends.push(Mend { label: format!("目标里改成 {told}"), edit });
        }
        if once(&cell.text, &right) {
            let text = cell.text.replacen(&right, &plain(mention.number), 1);
            self.mend_by_writing(&cell.at, &text);
        }
    }
}

/// The word by which a rate is one of satisfaction.
pub(super) const SATISFIED: &str = "满意";

/// It counts things or times, and is no rate.
fn is_count(mention: &Mention) -> bool {
    !matches!(family(mention.unit), "%" | "‰" | "个百分点")
}

/// Which goals some indicator measures: it shares a word that no other goal has, or shares most with that goal.
fn covered(goals: &[Topic], measured: &[Topic]) -> Vec<bool> {
    let index = Index::of(goals.iter());
    let mut covered = vec![false; goals.len()];
    for topic in measured {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for holders in topic.pairs().map(|pair| index.holders(pair)) {
            for goal in holders {
                *shared.entry(*goal).or_default() += if holders.len() == 1 { 2 } else { 1 };
            }
            if let [alone] = holders {
                covered.iter_mut().skip(*alone).take(1).for_each(|covered| *covered = true);
            }
        }
        let most = shared.values().copied().max().unwrap_or(0);
        for (goal, _) in shared.into_iter().filter(|(_, shared)| *shared == most) {
            covered.iter_mut().skip(goal).take(1).for_each(|covered| *covered = true);
        }
    }
    covered
}

/// What a number is said of.
pub(super) fn words_of(mention: &Mention) -> Topic {
    Topic::of(&[mention.before, mention.after])
}

/// A number of something whole, said exactly.
pub(super) fn is_whole(mention: &Mention) -> bool {
    !mention.rough && mention.money().is_none() && !PARTIAL.iter().any(|word| mention.before.contains(word))
}

/// The number in an indicator's cell and the family of its unit, taken from the name (次) or the target (≥4次) where the
/// cell has none.
pub(super) fn number_of(line: &Line, column: ColumnRole) -> Option<(&Cell, Decimal, &str)> {
    let (cell, target) = line.target(column)?;
    let written = Some(line.unit(column)).filter(|unit| !unit.is_empty());
    let named = || name(line).strip_suffix(['）', ')'])?.rsplit(['（', '(']).next();
    let aimed = || Some(line.unit(ColumnRole::Target));
    let unit = written.or_else(named).or_else(aimed).unwrap_or_default();
    Some((cell, target.number()?, family(unit)))
}

/// The report itself, then its projects.
pub(super) fn scopes(look: &Look) -> impl Iterator<Item = Option<usize>> + use<> {
    std::iter::once(None).chain((0..look.sheet.projects()).map(Some))
}

/// The goals, one text or several; adjusted ones in place of the first.
pub(super) fn goals<'a>(
    look: &Look<'a>,
    project: Option<usize>,
    role: Role,
) -> impl Iterator<Item = &'a Cell> + use<'a> {
    let sheet = look.sheet;
    let written = move |role| {
        let lines = sheet.parts_of(project).flat_map(|part| &part.lines).filter(move |line| line.role == Some(role));
        lines.filter_map(Line::only).filter(|cell| cell.value == Value::Words)
    };
    let adjusted = role == Role::ExpectedGoals && written(Role::AdjustedGoals).next().is_some();
    written(if adjusted { Role::AdjustedGoals } else { role })
}

/// The indicators that are used and have a name.
pub(super) fn used<'a>(look: &Look<'a>, project: Option<usize>) -> impl Iterator<Item = &'a Line> + use<'a> {
    look.sheet
        .indicators(project)
        .filter(|line| line.indicator.as_ref().is_some_and(|i| i.used) && !name(line).is_empty())
}

pub(super) fn name(line: &Line) -> &str {
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
