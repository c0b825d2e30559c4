//! Values that cannot be what their column asks for: a name that is a value, a weight, a number against the name's, a day
//! of another year.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::is_amount;
use crate::check::finding::Severity::Doubt;
use crate::check::indicator::IndicatorRow;
use crate::check::indicators::targets::amount;
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole};
use crate::sheet::Cell;
use crate::value::{Aim, When, family, quantities};
use rust_decimal::Decimal;

pub static NAME_IS_VALUE: Rule = Rule {
    id: "name-is-value",
    number: "Q18",
    severity: Doubt,
    title: "指标名称、指标值和完成值写的是同一个值",
    basis: "指标名称应写明考核的内容，指标值和完成值各有一列",
    authority: Authority::Practice,
    run: name_is_value,
};

/// Q18. 2020年, 2020年, 2020年: nothing is said of what is measured. Said once for a grid.
fn name_is_value(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let texts = [ColumnRole::Name, ColumnRole::Target, ColumnRole::Actual];
        let rows = grid.used().filter(|row| {
            let [name, target, actual] = texts.map(|column| row.cell(column).map_or("", |cell| cell.text.trim()));
            !name.is_empty() && name == target && name == actual
        });
        let listed = |row: &IndicatorRow| format!("“{}”", row.name());
        say_once(found, ColumnRole::Name, &rows.collect::<Vec<_>>(), listed, |names| {
            format!("{names}的名称、指标值和完成值写的是同一个值，看不出考核什么，请写上指标名称。")
        });
    }
}

pub static WEIGHT_IN_VALUE_COLUMN: Rule = Rule {
    id: "weight-in-value-column",
    number: "Q22",
    severity: Doubt,
    title: "指标值一列像是填了分值",
    basis: "年度指标值写要达到的数值，分值另有一列",
    authority: Authority::Practice,
    run: weight_in_value_column,
};

/// Q22. Several targets are bare numbers, and every one of them is the row's own weight.
fn weight_in_value_column(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let rows = grid.weights_for_targets();
        if !rows.is_empty() {
            let listed = |row: &IndicatorRow| format!("“{}”{}", row.name(), row.aimed());
            say_once(found, ColumnRole::Target, &rows, listed, |targets| {
                format!("指标值{targets}都和分值相同，像是把分值填到了指标值一列，请核对。")
            });
        }
    }
}

pub static NUMBER_IN_NAME_DIFFERS: Rule = Rule {
    id: "number-in-name-differs",
    number: "Q21",
    severity: Doubt,
    title: "指标名称里的数与指标值不同",
    basis: "指标名称与指标值说的是同一件事，数应一致",
    authority: Authority::Practice,
    run: number_in_name_differs,
};

/// Q21. 道路32.1公里 beside ≥20公里: the one number in the name that is of the target's unit is another one.
///
/// Silent for numbers that only sort out what is meant (每人3次, 60岁以上), and for what is said roughly.
fn number_in_name_differs(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(name), Some((cell, target))) = (row.cell(ColumnRole::Name), row.target(ColumnRole::Target)) else {
            continue;
        };
        let (Some(number), unit) = (target.number(), row.line.unit(ColumnRole::Target)) else { continue };
        if unit.is_empty() || matches!(unit, "%" | "‰") {
            continue;
        }
        let same = |told: &crate::value::Quantity| family(told.unit) == family(unit);
        let mut told = quantities(&name.text).filter(same);
        let Some(only) = told.next().filter(|_| told.next().is_none()) else { continue };
        let sorts = only.bound || only.rough || ["每", "第", "均", "单"].iter().any(|word| only.before.contains(word));
        if only.number != number && !sorts {
            let says =
                format!("指标名称写的是{}，指标值是“{}”，两个数不同，请核对。", only.clause(&name.text), row.aimed());
            found.say(&cell.at, &[&name.at], says);
        }
    }
}

pub static DAY_OUTSIDE_YEAR: Rule = Rule {
    id: "day-outside-year",
    number: "Q19",
    severity: Doubt,
    title: "时限或完成时间不在评价年度内",
    basis: "年度指标值和完成情况都是评价年度的",
    authority: Authority::Practice,
    run: day_outside_year,
};

/// Q19. A time limit or a day of completion that names another year than the report's. Said once for a grid.
fn day_outside_year(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let cells = grid.used().flat_map(|row| {
            [ColumnRole::Target, ColumnRole::Actual]
                .into_iter()
                .filter_map(move |column| Some((row, row.target(column)?)))
        });
        let odd = cells.filter_map(|(row, (cell, value))| match &value.aim {
            Aim::By(When { year: Some(year), .. }) if *year != context.sheet.year => Some((row, cell)),
            _ => None,
        });
        let odd: Vec<(IndicatorRow, &Cell)> = odd.collect();
        let Some(((_, first), others)) = odd.split_first() else { continue };
        let told: Vec<String> =
            odd.iter().map(|(row, cell)| format!("“{}”的“{}”", row.name(), cell.text.trim())).collect();
        let also: Vec<&CellId> = others.iter().map(|(_, cell)| &cell.at).collect();
        let says = format!("{}不在{}年内，请核对年份，或说明原因。", told.join("、"), context.sheet.year);
        found.say(&first.at, &also, says);
    }
}

/// Says one thing of several rows, about their cells in that column.
fn say_once(
    found: &mut Found,
    column: ColumnRole,
    rows: &[IndicatorRow],
    listed: impl Fn(&IndicatorRow) -> String,
    says: impl Fn(&str) -> String,
) {
    let cells: Vec<&CellId> = rows.iter().filter_map(|row| row.cell(column)).map(|cell| &cell.at).collect();
    if let Some((first, others)) = cells.split_first() {
        let names: Vec<String> = rows.iter().map(listed).collect();
        found.say(first, others, says(&names.join("、")));
    }
}

pub static PROJECT_COST_DIFFERS: Rule = Rule {
    id: "project-cost-differs",
    number: "Q20",
    severity: Doubt,
    title: "项目总成本的完成值与全年执行数不同",
    basis: "项目总成本的完成值一般等于项目资金的全年执行数",
    authority: Authority::Practice,
    run: project_cost_differs,
};

/// Q20. 项目总成本 came to something else than was spent of the budget.
fn project_cost_differs(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let Some(executed) = grid.budget.and_then(|line| line.at(ColumnRole::Executed)) else { continue };
        let Some(spent) = executed.money() else { continue };
        for row in grid.used().filter(|row| is_whole_cost(row)) {
            let Some((cell, cost)) = amount(context, &row, ColumnRole::Actual) else { continue };
            if context.differ(cost, spent, 2) && !is_amount(&cell.text, cost, spent, Decimal::ZERO) {
                let says = format!(
                    "“{}”的完成值是{}，{}是{}，请核对，或说明口径。",
                    row.name(),
                    context.in_unit(cost),
                    context.place(executed),
                    context.in_unit(spent)
                );
                found.say(&cell.at, &[&executed.at], says);
            }
        }
    }
}

fn is_whole_cost(row: &IndicatorRow) -> bool {
    row.is_cost()
        && ["项目总成本", "总成本", "项目成本", "项目总支出", "项目支出总额"].iter().any(|name| {
            row.name().trim_end_matches(|c: char| !c.is_alphabetic() || "（）万元".contains(c)).ends_with(name)
        })
}

pub static FULL_SCORE_WITHOUT_REACHING: Rule = Rule {
    id: "full-score-without-reaching",
    number: "S22",
    severity: Doubt,
    title: "没有达到指标值，却得满分",
    basis: "完成指标值的得满分",
    authority: Authority::ProjectEvaluation,
    run: full_score_without_reaching,
};

/// S22. <24小时 and 24小时: the target is not reached, though no rule says how many points are lost.
///
/// Where points are proposed they are compared with those.
fn full_score_without_reaching(context: &Context, found: &mut Found) {
    for row in context.indicators().filter(|row| row.proposal().is_none() && row.indicator.kept == Some(false)) {
        let (Some(cell), Some(weight)) = (row.cell(ColumnRole::Score), row.points(ColumnRole::Weight)) else {
            continue;
        };
        let Some((actual, _)) = row.target(ColumnRole::Actual) else { continue };
        if cell.points().is_some_and(|points| points >= weight) {
            let says = format!(
                "“{}”的指标值是“{}”，完成值是“{}”，没有达到，得分{}分却是满分，请核对。",
                row.name(),
                row.aimed(),
                actual.text.trim(),
                cell.text.trim()
            );
            found.say(&cell.at, &[&actual.at], says);
        }
    }
}
