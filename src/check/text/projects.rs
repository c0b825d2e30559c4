//! Projects: the same amount everywhere, and indicators of their own.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::reading::own_amounts::own_amounts;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Kind, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Money, Quantity};

pub static PROJECT_AMOUNT_DIFFERS: Rule = Rule {
    id: "project-amount-differs",
    number: "T08",
    severity: Wrong,
    title: "项目支出的金额各处不一致",
    basis: "报告、基础数据表、自评表和项目表中的项目支出应一致",
    authority: Authority::Practice,
    run: project_amount_differs,
};

/// T08. The amount spent on projects, by every table and text that names it.
fn project_amount_differs(context: &Context, found: &mut Found) {
    let spent = context.money(Role::ProjectFunds, ColumnRole::Final);
    let outlay = context.money(Role::ProjectOutlay, ColumnRole::Amount);
    let executed = projects_together(context, ColumnRole::Executed);
    if let (Some((cell, spent)), Some((parts, sum))) = (spent, &executed)
        && context.differ(spent, *sum, parts.len() + 1)
    {
        let says = format!(
            "{}是{}，各项目的全年执行数合计是{}，应一致。",
            context.place(cell),
            context.in_unit(spent),
            context.in_unit(*sum)
        );
        let also: Vec<_> = parts.iter().map(|part| &part.at).collect();
        let finding = found.say(&cell.at, &also, says);
        // Not every project need have a table of its own.
        if *sum < spent {
            finding.severity = Doubt;
            let unspent = context.budget_lines().filter(|(_, project)| project.is_some());
            let blank = |cell: &&Cell| cell.is_blank();
            finding.lacks(unspent.filter_map(|(line, _)| line.at(ColumnRole::Executed)).find(blank));
        }
    }
    outlay_differs(context, found, spent, outlay);
    let known: Vec<Money> =
        [spent.map(|s| s.1), outlay.map(|o| o.1), executed.map(|e| e.1)].into_iter().flatten().collect();
    for role in [Role::ProjectText, Role::UsageText] {
        project_text_differs(context, found, role, &known);
    }
}

/// 按支出性质分 speaks of the full year's budget: the same amount as was spent only once all of it is spent.
fn outlay_differs(context: &Context, found: &mut Found, spent: Option<(&Cell, Money)>, outlay: Option<(&Cell, Money)>) {
    let (Some((base, spent)), Some((cell, outlay))) = (spent, outlay) else { return };
    let budget = |column| context.money(Role::Budget, column).map(|(_, money)| money);
    let all_spent =
        budget(ColumnRole::Full).zip(budget(ColumnRole::Executed)).is_some_and(|(full, executed)| full == executed);
    let full = projects_together(context, ColumnRole::Full);
    let as_budgeted = full.as_ref().map(|(_, full)| !context.differ(outlay, *full, 2));
    if context.differ(outlay, spent, 2) && !as_budgeted.unwrap_or(!all_spent) {
        let says = format!(
            "{}是{}，{}是{}，应一致，请核对。",
            context.place(cell),
            context.in_unit(outlay),
            context.place(base),
            context.in_unit(spent)
        );
        let finding = found.say(&cell.at, &[&base.at], says);
        if !all_spent {
            finding.severity = Doubt;
        }
    }
}

fn project_text_differs(context: &Context, found: &mut Found, role: Role, known: &[Money]) {
    let Some(ReadText { cell, text, quantities, .. }) = context.text(role) else { return };
    let Some(&amount) = known.first() else { return };
    let spent: Vec<(&Quantity, Money)> =
        own_amounts(context, quantities).filter(|(m, _)| role == Role::ProjectText || says_spent(m)).collect();
    let sum: Money = spent.iter().map(|(_, money)| *money).sum();
    let fits = |named: Money| known.iter().any(|&known| !context.differ(named, known, spent.len() + 1));
    let Some((quantity, named)) = spent.first() else { return };
    if fits(sum) || spent.iter().any(|(_, money)| fits(*money)) {
        return;
    }
    let (written, place) = if spent.len() > 1 { ("各项金额合计", sum) } else { ("金额", *named) };
    let says = format!(
        "文字里项目支出的{written}是{}，表格里的项目支出是{}，应一致。",
        context.in_unit(place),
        context.in_unit(amount)
    );
    let finding = found.say(&cell.at, &project_cells(context), says);
    finding.severity = Doubt;
    finding.about_words(spent.iter().map(|(quantity, _)| quantity.written(text)));
    if spent.len() == 1 && cell.text == *text {
        finding.mend_by_replacing(cell, std::slice::from_ref(&quantity.range), &context.in_unit(amount));
    }
}

/// 实际支出, but not 预算支出.
fn says_spent(quantity: &Quantity) -> bool {
    let words = quantity.before;
    words.contains("支出") && !["预算", "年初", "计划", "上年"].iter().any(|word| words.contains(word))
}

fn project_cells<'a>(context: &Context<'a>) -> Vec<&'a crate::form::CellId> {
    let spent = context.at(Role::ProjectFunds, ColumnRole::Final);
    let outlay = context.at(Role::ProjectOutlay, ColumnRole::Amount);
    spent.into_iter().chain(outlay).filter(|cell| cell.is_stated()).map(|cell| &cell.at).collect()
}

/// A column of the projects' fund totals added up; none unless every project states it.
fn projects_together<'a>(context: &Context<'a>, column: ColumnRole) -> Option<(Vec<&'a Cell>, Money)> {
    let lines = (0..context.sheet.projects()).map(|p| context.sheet.line_of(Some(p), Role::ProjectTotal));
    let cells: Vec<&Cell> = lines.map(|line| line.and_then(|line: &Line| line.at(column))).collect::<Option<_>>()?;
    let sum = cells.iter().map(|cell| cell.money()).sum::<Option<Money>>()?;
    (!cells.is_empty()).then_some((cells, sum))
}

pub static PROJECT_WITHOUT_INDICATORS: Rule = Rule {
    id: "project-without-indicators",
    number: "T15",
    severity: Doubt,
    title: "有项目支出，没有项目绩效自评表",
    basis: "有项目支出的，每个项目填一张项目支出绩效自评表",
    authority: Authority::Practice,
    run: project_without_indicators,
};

/// T15. Money went into a project that has no indicators of its own.
fn project_without_indicators(context: &Context, found: &mut Found) {
    let forms_ask = context.form.sections.iter().any(|s| s.each_project && matches!(s.kind, Kind::Scores(_)));
    if !forms_ask {
        return;
    }
    let projects = context.sheet.projects();
    let spent = |project| {
        context
            .sheet
            .line_of(Some(project), Role::ProjectTotal)
            .and_then(|line| over_zero(line.at(ColumnRole::Executed)?))
    };
    let filled =
        |project| context.sheet.indicators(Some(project)).any(|line| line.indicator.as_ref().is_some_and(|i| i.used));
    for project in (0..projects).filter(|&p| !filled(p)) {
        let Some((cell, money)) = spent(project) else { continue };
        let at = context.sheet.indicators(Some(project)).find_map(|line| line.at(ColumnRole::Name)).unwrap_or(cell);
        let says = format!(
            "项目{}{}支出{}，还没有填它自己的绩效指标，应填项目支出绩效自评表。",
            project + 1,
            named(context, project),
            context.in_unit(money)
        );
        found.say(&at.at, &[&cell.at], says).lacks(Some(at));
    }
    let outlay = context.at(Role::ProjectOutlay, ColumnRole::Amount).and_then(over_zero);
    let none_told = (0..projects).all(|project| spent(project).is_none() && !filled(project));
    if let Some((cell, money)) = outlay.filter(|_| none_told) {
        let says = format!(
            "项目支出是{}，却没有一个项目填了资金和绩效指标，应每个项目填一张项目支出绩效自评表。",
            context.in_unit(money)
        );
        let total = context.sheet.line_of(Some(0), Role::ProjectTotal);
        found.say(&cell.at, &[], says).lacks(total.and_then(|line| line.at(ColumnRole::Executed)));
    }
}

fn over_zero(cell: &Cell) -> Option<(&Cell, Money)> {
    cell.money().filter(|money| *money > Money::ZERO).map(|money| (cell, money))
}

fn named(context: &Context, project: usize) -> String {
    let name =
        context.sheet.line_of(Some(project), Role::ProjectName).and_then(Line::only).filter(|cell| cell.is_stated());
    name.map_or_else(String::new, |cell| format!("“{}”", cell.text.trim()))
}
