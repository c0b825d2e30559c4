//! Targets and results: a direction, a number where a number is due, nothing over 100%, nothing missing; and the cost of
//! staff against the budget.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::indicator::{IndicatorRow, ScoredGrid};
use crate::check::indicators::units::unit_of_name;
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole, Role};
use crate::sheet::{Cell, Value};
use crate::value::{Aim, Money, Sense, Target, may_be_reverse, plain, signed, yuan_in};
use rust_decimal::Decimal;

pub static TARGET_WITHOUT_OPERATOR: Rule = Rule {
    id: "target-without-operator",
    number: "Q01",
    severity: Doubt,
    title: "定量指标值没有写比较符号",
    basis: "定量指标值由符号、数值和计量单位组成",
    authority: Authority::Practice,
    run: target_without_operator,
};

/// Q01. A number without ≥ or ≤. Which of them belongs there is only said where the indicator's meaning tells.
///
/// Silent where the number is the row's own weight, which then stands in the wrong column.
fn target_without_operator(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let Some((cell, target)) = row.target(ColumnRole::Target) else { continue };
        if target.sense.is_some() || target.number().is_none() || row.is_weight(target) {
            continue;
        }
        let (name, aimed) = (row.name(), row.aimed());
        let at = &row.cell(ColumnRole::Sense).unwrap_or(cell).at;
        let Some(usual) = row.indicator.sense else {
            let says =
                format!("“{name}”的指标值“{aimed}”没有写比较符号，请写明是不少于（≥）、不超过（≤）还是等于（=）。");
            found.say(at, &[], says);
            continue;
        };
        let mended = signed(aimed, usual);
        let says = format!("“{name}”的指标值“{aimed}”没有写比较符号，请写成“{mended}”这样；方向不对的请改。");
        found.say(at, &[], says).mend_sign(&row, usual, &mended);
    }
}

pub static WORDS_FOR_NUMBER: Rule = Rule {
    id: "words-for-number",
    number: "Q03",
    severity: Doubt,
    title: "定量指标的完成值不是数字",
    basis: "定量指标的实际完成值应填数字",
    authority: Authority::Practice,
    run: words_for_number,
};

/// Q03. The target is a number and the result is not, or only copies the target's sign.
///
/// Silent where less is better and the words say that there was none: 小于5次, and 无上访.
fn words_for_number(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some(cell), Some(of)) = (row.cell(ColumnRole::Actual), row.cell(ColumnRole::Target)) else { continue };
        let (name, written, aimed) = (row.name(), cell.text.trim(), row.aimed());
        if row.indicator.target().is_none_or(|target| target.number().is_none()) {
            continue;
        }
        let forward = !row.indicator.sense.is_some_and(Sense::is_reverse);
        let none = NONE.iter().any(|none| written.starts_with(none));
        let said_none = matches!(cell.value, Value::Nothing | Value::Dash) && forward;
        let words = cell.target().is_some_and(|actual| actual.number().is_none()) && (forward || !none);
        if words || said_none {
            let says = format!("“{name}”的指标值是“{aimed}”，完成值填的“{written}”不是一个数，请填实际完成的数。");
            found.say(&cell.at, &[&of.at], says);
        } else if is_copied(cell) {
            let says =
                format!("“{name}”的完成值“{written}”照抄了指标值“{aimed}”的写法，请填实际完成的数，不带比较符号。");
            found.say(&cell.at, &[&of.at], says);
        }
    }
}

/// Words that there was none of it.
const NONE: [&str; 5] = ["无", "未", "零", "没有", "从未"];

/// ≥266米 for ≥266米: not a measured number. 95%以上 and the like count too.
fn is_copied(cell: &Cell) -> bool {
    cell.target()
        .is_some_and(|actual| actual.number().is_some() && actual.sense.is_some_and(|sense| sense != Sense::Exactly))
}

pub static COST_NOT_AT_MOST: Rule = Rule {
    id: "cost-not-at-most",
    number: "Q05",
    severity: Doubt,
    title: "成本指标值的符号不是“≤”",
    basis: "成本指标反映成本的控制范围，一般为“≤”",
    authority: Authority::CoreIndicators,
    run: cost_not_at_most,
};

/// Q05. A cost is aimed at without ≤.
///
/// Silent for what is saved or given (节约率, 补助标准), for rates, and where exactly so much is meant. A sign that is written
/// is asked about and never turned round.
fn cost_not_at_most(context: &Context, found: &mut Found) {
    for row in context.indicators().filter(IndicatorRow::is_cost) {
        let Some((cell, target)) = row.target(ColumnRole::Target) else { continue };
        let (name, aimed) = (row.name(), row.aimed());
        let Some(number) = target.number().filter(|_| is_money(name, target)) else { continue };
        if may_be_reverse(name) || GIVEN.iter().any(|word| name.contains(word)) || row.is_weight(target) {
            continue;
        }
        if matches!(target.sense, Some(Sense::AtLeast | Sense::Over)) {
            let says = format!("成本指标“{name}”的指标值是“{aimed}”，成本一般不超过控制数，请核对比较符号。");
            found.say(&cell.at, &[], says);
        } else if target.sense.is_none() && row.indicator.sense == Some(Sense::AtMost) {
            let mended = format!("≤{}{}", plain(number), target.unit());
            let says = format!("成本指标“{name}”的指标值是“{aimed}”，成本一般不超过控制数，请写成“{mended}”。");
            found.say(&cell.at, &[], says).mend_sign(&row, Sense::AtMost, &mended);
        }
    }
}

/// What is saved, given or earned: the more of it may be the better.
const GIVEN: [&str; 9] = ["标准", "补助", "补贴", "待遇", "收入", "收益", "效益", "率", "节能"];

/// An amount of money, or a bare number beside a name that speaks of money.
fn is_money(name: &str, target: &Target) -> bool {
    let unit = if target.unit().is_empty() { unit_of_name(name) } else { target.unit() };
    let spoken = || ["成本", "费", "支出", "投资", "金额", "造价", "单价"].iter().any(|word| name.contains(word));
    unit.contains('元') || unit == "万" || (unit.is_empty() && spoken())
}

impl Finding {
    /// Offers to write the target with that sign: in its own column where the form has one, else before the number.
    fn mend_sign(&mut self, row: &IndicatorRow, sense: Sense, mended: &str) {
        match (row.cell(ColumnRole::Sense), row.cell(ColumnRole::Target)) {
            (Some(own), _) => self.mend_by_writing(&own.at, sense.sign()),
            (None, Some(cell)) => self.mend_by_writing(&cell.at, mended),
            (None, None) => {}
        }
    }
}

/// Rates of a whole: no more than all of it.
const OF_A_WHOLE: [&str; 21] = [
    "满意度",
    "满意率",
    "合格率",
    "达标率",
    "通过率",
    "优良率",
    "优秀率",
    "及时率",
    "准确率",
    "正确率",
    "完好率",
    "覆盖率",
    "到位率",
    "公开率",
    "知晓率",
    "参与率",
    "出勤率",
    "入学率",
    "发放率",
    "办结率",
    "普及率",
];

pub static PERCENT_OVER_HUNDRED: Rule = Rule {
    id: "percent-over-hundred",
    number: "Q10",
    severity: Wrong,
    title: "满意度、合格率一类的比率超过100%",
    basis: "满意度、合格率一类的比率不会超过100%",
    authority: Authority::Practice,
    run: percent_over_hundred,
};

/// Q10. More than all of a whole.
fn percent_over_hundred(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let satisfaction = row.group.is_satisfaction(row.kind);
        let of_a_whole = || satisfaction || OF_A_WHOLE.iter().any(|rate| row.name().contains(rate));
        for column in [ColumnRole::Target, ColumnRole::Actual] {
            let Some((cell, value)) = row.target(column) else { continue };
            let unit = row.line.unit(column);
            let percent = unit == "%" || (satisfaction && unit.is_empty());
            if percent && value.number().is_some_and(|number| number > Decimal::ONE_HUNDRED) && of_a_whole() {
                let text = if column == ColumnRole::Target { row.aimed() } else { cell.text.trim() };
                let says = format!("“{}”填的是{text}，这一比率不会超过100%，请核对。", row.name());
                let finding = found.say(&cell.at, &[], says);
                // 满意度调查 counts sheets, and 毛入学率 may well be more.
                let named = row.name().trim_end_matches(|c: char| !c.is_alphabetic());
                if unit != "%"
                    || !["满意度", "满意率", "合格率", "优良率", "准确率"].iter().any(|rate| named.ends_with(rate))
                {
                    finding.severity = Doubt;
                }
            }
        }
    }
}

pub static TARGET_OR_RESULT_MISSING: Rule = Rule {
    id: "target-or-result-missing",
    number: "Q11",
    severity: Doubt,
    title: "指标值或完成值没有填，或指标值为0算不出完成比例",
    basis: "在用的指标都要有年度指标值和实际完成值",
    authority: Authority::Practice,
    run: target_or_result_missing,
};

/// Q11. Points are given while the target or the result is missing, or the target is 0 where more is better.
fn target_or_result_missing(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let scored = row.points(ColumnRole::Score);
        for column in [ColumnRole::Target, ColumnRole::Actual] {
            let (Some(cell), Some(points)) = (row.cell(column).filter(|cell| cell.is_blank()), scored) else {
                continue;
            };
            let score = row.cell(ColumnRole::Score).map(|score| &score.at);
            let what = context.column_name(cell);
            let says = format!("“{}”得{}分，{what}却没有填，请填写。", row.name(), points.plain());
            found.say(&cell.at, score.as_slice(), says);
        }
        let (Some((cell, target)), Some((of, actual))) =
            (row.target(ColumnRole::Target), row.target(ColumnRole::Actual))
        else {
            continue;
        };
        let (true, Some(done)) = (target.number().is_some_and(|a| a.is_zero()), actual.number()) else { continue };
        let forward = matches!(target.sense, Some(Sense::AtLeast | Sense::Over)) && done > Decimal::ZERO;
        if forward {
            let says = format!(
                "“{}”的指标值是“{}”，完成值是“{}”，算不出完成比例，请核对指标值；越少越好的请写“≤0”。",
                row.name(),
                row.aimed(),
                of.text.trim()
            );
            found.say(&cell.at, &[&of.at], says);
        }
    }
}

pub static STAFF_COST_DIFFERS: Rule = Rule {
    id: "staff-cost-differs",
    number: "Q14",
    severity: Doubt,
    title: "人员成本与预算、决算里的人员经费不符",
    basis: "人员经费＝基本支出－公用经费",
    authority: Authority::Practice,
    run: staff_cost_differs,
};

/// Q14. What the indicator of staff cost says is not what the budget and the accounts imply.
fn staff_cost_differs(context: &Context, found: &mut Found) {
    let implied = &context.sheet.implied;
    let basic = context.at(Role::BasicOutlay, ColumnRole::Amount);
    let public = context.at(Role::PublicFunds, ColumnRole::Final);
    let initial = context.at(Role::Budget, ColumnRole::Initial);
    let projects = context.at(Role::ProjectFunds, ColumnRole::Budgeted);
    let budgeted = context.at(Role::PublicFunds, ColumnRole::Budgeted);
    let report = context.grids.iter().filter(|grid| grid.part.project.is_none()).flat_map(ScoredGrid::used);
    for row in report.filter(|row| is_staff_cost(row.name())) {
        let sides = [
            (
                ColumnRole::Target,
                "指标值",
                implied.initial_staff,
                [initial, projects, budgeted],
                "年初预算减去项目支出、公用经费后，人员经费",
            ),
            (ColumnRole::Actual, "完成值", implied.staff, [basic, public, None], "基本支出减去公用经费后，人员经费"),
        ];
        for (column, what, implied, cells, how) in sides {
            let Some((cell, written, implied)) =
                amount(context, &row, column).zip(implied).map(|((c, w), i)| (c, w, i))
            else {
                continue;
            };
            if context.differ(written, implied, 3) {
                let gap = context.in_unit((written - implied).abs());
                let says = format!(
                    "“{}”的{what}是{}，{how}是{}，相差{gap}，请核对，或说明口径。",
                    row.name(),
                    context.in_unit(written),
                    context.in_unit(implied)
                );
                let also: Vec<&CellId> = cells.into_iter().flatten().map(|cell| &cell.at).collect();
                found.say(&cell.at, &also, says);
            }
        }
    }
}

fn is_staff_cost(name: &str) -> bool {
    name.contains("人员") && ["成本", "经费", "支出", "费用"].iter().any(|word| name.contains(word))
}

/// The amount of money a target or result states: in its own unit, or for a cost without one in the form's.
pub fn amount<'a>(context: &Context, row: &IndicatorRow<'a>, column: ColumnRole) -> Option<(&'a Cell, Money)> {
    let (cell, target) = row.target(column)?;
    let (Aim::Amount { number, .. }, unit) = (&target.aim, row.line.unit(column)) else { return None };
    let money = if unit.is_empty() && row.is_cost() {
        Money::of(*number, context.form.money)
    } else {
        Money(number.checked_mul(yuan_in(unit)?)?)
    };
    Some((cell, money))
}
