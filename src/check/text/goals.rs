//! Goals, indicators and the report's text: each goal is measured, and the same fact has one number.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::finding::{Finding, Mend};
use crate::check::indicator::ScoredGrid;
use crate::check::indicators::units::counted;
use crate::check::reading::scope::{Goal, GoalText, Measured, SATISFIED, Scope, name, number_of, words_of};
use crate::check::reading::topic::{Index, Topic};
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::{Quantity, family, is_digit, plain, shortened};
use rust_decimal::Decimal;
use std::cell::OnceCell;

pub static GOAL_WITHOUT_INDICATOR: Rule = Rule {
    id: "goal-without-indicator",
    number: "T01",
    severity: Doubt,
    title: "有目标没有对应的绩效指标",
    basis: "预期目标逐条细化为绩效指标",
    authority: Authority::Practice,
    run: goal_without_indicator,
};

/// T01. A numbered goal that no indicator measures, in the report or in a project.
fn goal_without_indicator(context: &Context, found: &mut Found) {
    for scope in &context.scopes {
        let Some(first) = scope.expected.first().filter(|_| !scope.indicators.is_empty()) else { continue };
        let goals: Vec<&Goal> = scope.goals().collect();
        let by_number = OnceCell::new();
        let measured = |goal: &Goal| {
            let numbers: &Vec<_> = by_number.get_or_init(|| numbers_alone(scope));
            numbers.iter().any(|(number, unit)| goal.counts(*number, unit))
        };
        let bare: Vec<String> = goals
            .iter()
            .zip(covered(&goals, &scope.indicators))
            .enumerate()
            .filter(|(_, (goal, covered))| !covered && !measured(goal))
            .map(|(number, (goal, _))| format!("第{}条“{}”", number + 1, shortened(goal.text, 20)))
            .collect();
        // A goal that is the only one says in general words what all indicators are for.
        if !bare.is_empty() && goals.len() > 1 {
            let says = format!(
                "预期目标共{}条，其中{}没有对应的绩效指标，请补充指标，或说明不设指标的原因。",
                goals.len(),
                bare.join("、")
            );
            let grid = context.grids.iter().find(|grid| grid.part.project == scope.project);
            found.say(&first.cell.at, &[], says).lacks(grid.and_then(ScoredGrid::unfinished));
        }
    }
}

pub static INDICATOR_WITHOUT_GOAL: Rule = Rule {
    id: "indicator-without-goal",
    number: "T02",
    severity: Note,
    title: "数量指标在预期目标里没有提到",
    basis: "绩效指标由预期目标细化而来",
    authority: Authority::Practice,
    run: indicator_without_goal,
};

/// T02. An indicator counts what no goal speaks of.
///
/// Silent unless the goals are several and another count is among them: goals in general words are measured by any
/// indicator. Silent too where a goal has the very number of the target under another noun.
fn indicator_without_goal(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let Some(scope) = context.scope(grid.part.project) else { continue };
        let Some(first) = scope.expected.first().filter(|_| scope.goals().nth(1).is_some()) else { continue };
        let of_goals = |topic: &Topic| scope.goals().any(|goal| goal.topic.meets(topic));
        let rows = grid.used().filter(|row| row.group.role == Some(Role::Output) && counted(row).is_some());
        let (told, untold): (Vec<_>, Vec<_>) = rows.partition(|row| of_goals(&Topic::of(&[name(row.line)])));
        if told.is_empty() {
            continue;
        }
        for row in untold {
            let Some(name) = row.cell(ColumnRole::Name).filter(|cell| cell.is_stated()) else { continue };
            let Some((target, number, unit)) = number_of(row.line, ColumnRole::Target) else { continue };
            if !scope.goals().any(|goal| goal.counts(number, unit)) {
                let says = format!(
                    "预期目标共{}条，都没有提到指标“{}”（指标值{}），请在目标里写上这一条，或核对指标。",
                    scope.goals().count(),
                    row.name().trim(),
                    target.text.trim()
                );
                found.say(&name.at, &[&first.cell.at], says);
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
    authority: Authority::Practice,
    run: goal_without_number,
};

/// T03. A goal names no number, and the indicator that measures it has one.
///
/// Silent unless other goals of the text name numbers, and where several goals could be meant.
fn goal_without_number(context: &Context, found: &mut Found) {
    for scope in &context.scopes {
        let goals: Vec<&Goal> = scope.goals().collect();
        let bare: Vec<bool> = goals.iter().map(|goal| goal.told.is_empty() && !has_number(goal.text)).collect();
        let Some(first) = scope.expected.first().filter(|_| goals.len() > 1 && bare.contains(&false)) else { continue };
        let index = Index::of(goals.iter().map(|goal| &goal.topic));
        let (mut said, mut also) = (Vec::new(), Vec::new());
        for indicator in &scope.indicators {
            let Some((target, _, unit)) = number_of(indicator.line, ColumnRole::Target) else { continue };
            let about = index.about(indicator.topic());
            let [number] = about.as_slice() else { continue };
            if !unit.is_empty() && unit != "%" && bare.get(*number) == Some(&true) {
                let goal = goals.get(*number).map_or("", |goal| goal.text);
                said.push(format!(
                    "第{}条“{}”没有写数，指标“{}”的指标值是“{}”",
                    number + 1,
                    shortened(goal, 20),
                    indicator.name,
                    target.text.trim()
                ));
                also.push(&target.at);
            }
        }
        if !said.is_empty() {
            found.say(&first.cell.at, &also, format!("预期目标{}，请在目标里写上同样的数。", said.join("；")));
        }
    }
}

/// A figure stands in it, typed or quoted, or a word that may be one: 两场, 三个.
fn has_number(item: &str) -> bool {
    item.contains('【') || item.chars().any(|c| is_digit(c) || "两三四五六七八九十百千".contains(c))
}

/// The targets of indicators that share no noun with any goal, with the families of their units: a goal with the same
/// number may mean them in other words.
fn numbers_alone<'a>(scope: &Scope<'a>) -> Vec<(Decimal, &'a str)> {
    let alone = |indicator: &&Measured| !scope.goals().any(|goal| goal.topic.meets(indicator.measures()));
    let numbers = scope.indicators.iter().filter(alone).filter_map(|indicator| {
        let (_, number, unit) = number_of(indicator.line, ColumnRole::Target)?;
        (!unit.is_empty()).then_some((number, unit))
    });
    numbers.collect()
}

pub static GOAL_DIFFERS_FROM_TARGET: Rule = Rule {
    id: "goal-differs-from-target",
    number: "T03",
    severity: Doubt,
    title: "预期目标的数与年度指标值不一致",
    basis: "预期目标与年度指标值应一致",
    authority: Authority::Practice,
    run: goal_differs_from_target,
};

/// T03. A goal's number and the target of the indicator that measures it.
fn goal_differs_from_target(context: &Context, found: &mut Found) {
    goal_differs(context, found, Role::ExpectedGoals, ColumnRole::Target);
}

pub static ACHIEVED_DIFFERS_FROM_ACTUAL: Rule = Rule {
    id: "achieved-differs-from-actual",
    number: "T04",
    severity: Doubt,
    title: "实际完成情况的数与实际完成值不一致",
    basis: "实际完成情况与实际完成值应一致",
    authority: Authority::Practice,
    run: achieved_differs_from_actual,
};

/// T04. The number of a goal's result and the indicator's result.
fn achieved_differs_from_actual(context: &Context, found: &mut Found) {
    goal_differs(context, found, Role::AchievedGoals, ColumnRole::Actual);
}

/// A number that a goal tells, the goal, its cell, and what the number is said of.
struct ToldNumber<'s, 'a> {
    cell: &'a Cell,
    goal: &'s Goal<'a>,
    topic: Topic,
    quantity: &'s Quantity<'a>,
}

fn goal_differs(context: &Context, found: &mut Found, role: Role, column: ColumnRole) {
    for scope in &context.scopes {
        let told = told(if role == Role::ExpectedGoals { &scope.expected } else { &scope.achieved });
        if told.is_empty() {
            continue;
        }
        let index = Index::of(told.iter().map(|told| &told.topic));
        let satisfactions = scope.indicators.iter().filter(|indicator| indicator.name.contains(SATISFIED)).count();
        for indicator in &scope.indicators {
            let Measured { line, name, .. } = indicator;
            let Some((cell, number, unit)) = number_of(line, column) else { continue };
            let fits = |told: &&ToldNumber| {
                if unit.is_empty() { is_count(told.quantity) } else { family(told.quantity.unit) == unit }
            };
            let about = index.about(indicator.topic()).into_iter().filter_map(|at| told.get(at));
            let mut same: Vec<_> = about.filter(fits).collect();
            // Whose satisfaction it is, a goal seldom says in the same words; where one is measured and one told, it is that.
            let by_word = same.is_empty() && satisfactions == 1 && unit == "%" && name.contains(SATISFIED);
            if by_word {
                same = told.iter().filter(fits).filter(|told| told.quantity.before.contains(SATISFIED)).collect();
                same.truncate(usize::from(same.len() == 1));
            }
            let differs = |told: &&ToldNumber| told.quantity.number != number;
            let Some(ToldNumber { cell: of, goal, quantity, .. }) = same.first().filter(|_| same.iter().all(differs))
            else {
                continue;
            };
            let says = format!(
                "{}写的是“{}”，指标“{}”的{}填的是{}，两处应一致，请核对后改正。",
                context.place(of),
                quantity.clause(goal.text),
                name,
                context.column_name(cell),
                cell.text.trim()
            );
            found.say(&cell.at, &[&of.at], says).mend_either(of, goal.text, quantity, cell, number);
        }
    }
}

/// The numbers that goals tell.
fn told<'s, 'a>(texts: &'s [GoalText<'a>]) -> Vec<ToldNumber<'s, 'a>> {
    let goals = texts.iter().flat_map(|text| text.goals.iter().map(move |goal| (text.cell, goal)));
    let told = goals.flat_map(|(cell, goal)| {
        let told = goal.told.iter();
        told.map(move |quantity| ToldNumber { cell, goal, topic: words_of(quantity), quantity })
    });
    told.collect()
}

impl Finding {
    /// The goal's number may be wrong, or the indicator's: offers to write either in the place of the other.
    fn mend_either(&mut self, goal: &Cell, item: &str, quantity: &Quantity, cell: &Cell, number: Decimal) {
        let once = |text: &str, part: &str| text.matches(part).count() == 1;
        let (said, right) = (quantity.written(item), plain(number));
        if once(&goal.text, item) && once(item, said) {
            let corrected = format!("{right}{}", quantity.unit);
            let text = goal.text.replacen(item, &item.replacen(said, &corrected, 1), 1);
            let edit = Edit::Write { at: goal.at.clone(), text: text.into() };
            self.mends.push(Mend { label: format!("目标里改成 {corrected}"), edit });
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
fn covered(goals: &[&Goal], measured: &[Measured]) -> Vec<bool> {
    let index = Index::of(goals.iter().map(|goal| &goal.topic));
    let mut covered = vec![false; goals.len()];
    let mut shared = vec![0usize; goals.len()];
    for indicator in measured {
        shared.fill(0);
        for holders in indicator.measures().pairs().map(|pair| index.holders(pair)) {
            for (_, goal) in holders {
                let more = if holders.len() == 1 { 2 } else { 1 };
                shared.iter_mut().skip(*goal).take(1).for_each(|shared| *shared += more);
            }
            if let [(_, alone)] = holders {
                covered.iter_mut().skip(*alone).take(1).for_each(|covered| *covered = true);
            }
        }
        let most = shared.iter().copied().max().unwrap_or(0);
        let best = covered.iter_mut().zip(&shared).filter(|(_, shared)| **shared == most && most > 0);
        best.for_each(|(covered, _)| *covered = true);
    }
    covered
}
