//! Goals, indicators and the report's text: each goal is measured, and the same fact has one number.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note, Wrong};
use crate::check::finding::{Finding, Mend};
use crate::check::indicators::units::counted;
use crate::check::reading::goals::{SATISFIED, goals, is_whole, measure, name, number_of, scopes, used, words_of};
use crate::check::reading::topic::{Index, Topic, items};
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::{Quantity, family, is_digit, plain, quantities, shortened, worded};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub static GOAL_WITHOUT_INDICATOR: Rule = Rule {
    id: "goal-without-indicator",
    number: "T01",
    severity: Doubt,
    title: "有目标没有对应的绩效指标",
    basis: "预期目标逐条细化为绩效指标",
    source: Authority::Practice,
    run: goal_without_indicator,
};

/// T01. A numbered goal that no indicator measures, in the report or in a project.
fn goal_without_indicator(context: &Context, found: &mut Found) {
    for project in scopes(context) {
        let measured: Vec<Topic> = used(context, project).map(measure).collect();
        let cells: Vec<&Cell> = goals(context, project, Role::ExpectedGoals).collect();
        let Some(cell) = cells.first() else { continue };
        let goals: Vec<&str> = cells.iter().flat_map(|cell| items(&cell.text)).collect();
        let topics: Vec<Topic> = goals.iter().map(|goal| Topic::of(&[goal])).collect();
        if measured.is_empty() {
            continue;
        }
        let by_number = numbers_alone(context, project, &Topic::of(&goals));
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

pub static INDICATOR_WITHOUT_GOAL: Rule = Rule {
    id: "indicator-without-goal",
    number: "T02",
    severity: Note,
    title: "数量指标在预期目标里没有提到",
    basis: "绩效指标由预期目标细化而来",
    source: Authority::Practice,
    run: indicator_without_goal,
};

/// T02. An indicator counts what no goal speaks of.
///
/// Silent unless the goals are several and another count is among them: goals in general words are measured by any
/// indicator. Silent too where a goal has the very number of the target under another noun.
fn indicator_without_goal(context: &Context, found: &mut Found) {
    for grid in context.grids() {
        let cells: Vec<&Cell> = goals(context, grid.part.project, Role::ExpectedGoals).collect();
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

pub static GOAL_WITHOUT_NUMBER: Rule = Rule {
    id: "goal-without-number",
    number: "T03",
    severity: Note,
    title: "目标没有写数，对应的指标有数",
    basis: "预期目标尽量写明数量，与年度指标值一致",
    source: Authority::Practice,
    run: goal_without_number,
};

/// T03. A goal names no number, and the indicator that measures it has one.
///
/// Silent unless other goals of the text name numbers, and where several goals could be meant.
fn goal_without_number(context: &Context, found: &mut Found) {
    for project in scopes(context) {
        let cells: Vec<&Cell> = goals(context, project, Role::ExpectedGoals).collect();
        let Some(cell) = cells.first() else { continue };
        let items: Vec<&str> = cells.iter().flat_map(|cell| items(&cell.text)).collect();
        let bare: Vec<bool> = items.iter().map(|item| counts(item).is_empty() && !has_number(item)).collect();
        if items.len() < 2 || bare.iter().all(|bare| *bare) {
            continue;
        }
        let topics: Vec<Topic> = items.iter().map(|item| Topic::of(&[item])).collect();
        let index = Index::of(topics.iter());
        let (mut said, mut also) = (Vec::new(), Vec::new());
        for line in used(context, project) {
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
    item.contains('【') || item.chars().any(|c| is_digit(c) || "两三四五六七八九十百千".contains(c))
}

/// A number and the family of its unit.
type Count = (Decimal, String);

/// What a goal counts.
fn counts(goal: &str) -> Vec<Count> {
    told_in(goal).map(|m| (m.number, family(m.unit).to_string())).collect()
}

/// The numbers of something whole in a goal, in digits or in words.
fn told_in(goal: &str) -> impl Iterator<Item = Quantity<'_>> {
    quantities(goal).chain(worded(goal)).filter(is_whole)
}

/// The targets of indicators that share no noun with any goal: a goal with the same number may mean them in other words.
fn numbers_alone(context: &Context, project: Option<usize>, goals: &Topic) -> Vec<Count> {
    let alone = used(context, project).filter(|line| !measure(line).meets(goals));
    let numbers = alone.filter_map(|line| number_of(line, ColumnRole::Target));
    numbers.filter(|(.., unit)| !unit.is_empty()).map(|(_, number, unit)| (number, unit.to_string())).collect()
}

pub static GOAL_DIFFERS_FROM_TARGET: Rule = Rule {
    id: "goal-differs-from-target",
    number: "T03",
    severity: Wrong,
    title: "预期目标的数与年度指标值不一致",
    basis: "预期目标与年度指标值应一致",
    source: Authority::Practice,
    run: goal_differs_from_target,
};

/// T03. A goal's number and the target of the indicator that measures it.
fn goal_differs_from_target(context: &Context, found: &mut Found) {
    goal_differs(context, found, Role::ExpectedGoals, ColumnRole::Target);
}

pub static ACHIEVED_DIFFERS_FROM_ACTUAL: Rule = Rule {
    id: "achieved-differs-from-actual",
    number: "T04",
    severity: Wrong,
    title: "实际完成情况的数与实际完成值不一致",
    basis: "实际完成情况与实际完成值应一致",
    source: Authority::Practice,
    run: achieved_differs_from_actual,
};

/// T04. The number of a goal's result and the indicator's result.
fn achieved_differs_from_actual(context: &Context, found: &mut Found) {
    goal_differs(context, found, Role::AchievedGoals, ColumnRole::Actual);
}

fn goal_differs(context: &Context, found: &mut Found, role: Role, column: ColumnRole) {
    for project in scopes(context) {
        let told = goals(context, project, role).flat_map(|goal| {
            let items = items(&goal.text).into_iter();
            items.flat_map(move |item| told_in(item).map(move |quantity| (goal, item, words_of(&quantity), quantity)))
        });
        let told: Vec<(&Cell, &str, Topic, Quantity)> = told.collect();
        let index = Index::of(told.iter().map(|(_, _, words, _)| words));
        let satisfactions = used(context, project).filter(|line| name(line).contains(SATISFIED)).count();
        for line in used(context, project) {
            let Some((cell, number, unit)) = number_of(line, column) else { continue };
            let topic = Topic::of(&[name(line)]);
            let fits =
                |quantity: &Quantity| if unit.is_empty() { is_count(quantity) } else { family(quantity.unit) == unit };
            let about = index.about(&topic).into_iter().filter_map(|at| told.get(at));
            let mut same: Vec<_> = about.filter(|(.., quantity)| fits(quantity)).collect();
            // Whose satisfaction it is, a goal seldom says in the same words; where one is measured and one told, it is that.
            let by_word = same.is_empty() && satisfactions == 1 && unit == "%" && name(line).contains(SATISFIED);
            if by_word {
                same = told
                    .iter()
                    .filter(|(.., quantity)| fits(quantity) && quantity.before.contains(SATISFIED))
                    .collect();
                same.truncate(usize::from(same.len() == 1));
            }
            let Some((goal, item, _, quantity)) =
                same.first().filter(|_| same.iter().all(|(.., quantity)| quantity.number != number))
            else {
                continue;
            };
            let says = format!(
                "{}写的是“{}”，指标“{}”的{}填的是{}，两处应一致，请核对后改正。",
                context.place(goal),
                quantity.quoted(item),
                name(line),
                context.column_name(cell),
                cell.text.trim()
            );
            let finding = found.say(&cell.at, &[&goal.at], says);
            finding.mend_either(goal, item, quantity, cell, number);
            // Without a unit the number might count something else about the same thing.
            if unit.is_empty() || by_word {
                finding.severity = Doubt;
            }
        }
    }
}

impl Finding {
    /// The goal's number may be wrong, or the indicator's: offers to write either in the place of the other.
    fn mend_either(&mut self, goal: &Cell, item: &str, quantity: &Quantity, cell: &Cell, number: Decimal) {
        let once = |text: &str, part: &str| text.matches(part).count() == 1;
        let (said, right) = (quantity.written(item), plain(number));
        if once(&goal.text, item) && once(item, said) {
            let told = format!("{right}{}", quantity.unit);
            let text = goal.text.replacen(item, &item.replacen(said, &told, 1), 1);
            let edit = Edit::Write { at: goal.at.clone(), text: text.into() };
            self.mends.push(Mend { label: format!("目标里改成 {told}"), edit });
        }
        if once(&cell.text, &right) {
            let text = cell.text.replacen(&right, &plain(quantity.number), 1);
            self.mend_by_writing(&cell.at, &text);
        }
    }
}

/// It counts things or times, and is no rate.
fn is_count(quantity: &Quantity) -> bool {
    !matches!(family(quantity.unit), "%" | "‰" | "个百分点")
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
