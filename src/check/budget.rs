//! The budget block: execution rate, its points, sums by income and by outlay, the projects' funds.

use super::Severity::{Doubt, Wrong};
use super::sums::{Whole, total_differs, total_empty};
use super::{Found, Look, Rule, adjustment, carry, execution, overridden, quoted_rate, same_points, same_rate};
use crate::form::{ColumnRole, Denominator, Role};
use crate::sheet::{Cell, Line, Value};
use crate::value::{Money, Rate};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 13] = [
    Rule {
        id: "execution-rate-differs",
        number: "B01",
        severity: Wrong,
        title: "执行率与预算数、执行数不符",
        basis: "执行率＝全年执行数÷全年预算数",
        run: execution_rate_differs,
    },
    Rule {
        id: "execution-rate-in-text-differs",
        number: "B02",
        severity: Wrong,
        title: "报告里的执行率与自评表不一致",
        basis: "报告与自评表的执行率应按同一个分母计算",
        run: quoted_rate::differs,
    },
    Rule {
        id: "execution-points-differ",
        number: "B03",
        severity: Wrong,
        title: "执行率得分与执行率不符",
        basis: "执行率得分＝执行率×分值，最高不超过分值",
        run: execution_points_differ,
    },
    Rule {
        id: "executed-over-full",
        number: "B04",
        severity: Wrong,
        title: "全年执行数大于全年预算数",
        basis: "全年执行数不应超过全年预算数",
        run: executed_over_full,
    },
    Rule {
        id: "execution-low-unexplained",
        number: "B05",
        severity: Doubt,
        title: "预算执行率偏低，报告没有说明原因",
        basis: "预算执行率偏低的，应说明原因，提出改进措施",
        run: execution::low_unexplained,
    },
    Rule {
        id: "executed-of-nothing",
        number: "B06",
        severity: Wrong,
        title: "没有全年预算数，却有全年执行数",
        basis: "有执行数就应有预算数，否则算不出执行率",
        run: execution::of_nothing,
    },
    Rule {
        id: "adjustment-unexplained",
        number: "B07",
        severity: Doubt,
        title: "预算调整较大，报告没有说明原因",
        basis: "全年预算比年初预算变动较大的，应在报告里说明原因",
        run: adjustment::unexplained,
    },
    Rule {
        id: "project-funds-differ",
        number: "B08",
        severity: Wrong,
        title: "项目资金各行合计与总额不符",
        basis: "年度资金总额＝当年财政拨款＋上年结转资金＋其他资金",
        run: project_funds_differ,
    },
    Rule {
        id: "income-total-differs",
        number: "B09",
        severity: Wrong,
        title: "按收入性质分的合计与各项不符",
        basis: "按收入性质分的合计等于各项收入之和",
        run: income_total_differs,
    },
    Rule {
        id: "outlay-total-differs",
        number: "B10",
        severity: Wrong,
        title: "按支出性质分的合计与各项不符",
        basis: "按支出性质分的合计等于基本支出与项目支出之和",
        run: outlay_total_differs,
    },
    Rule {
        id: "income-outlay-full-differ",
        number: "B11",
        severity: Wrong,
        title: "收入合计、支出合计与全年预算数不一致",
        basis: "按收入性质分、按支出性质分的合计都等于全年预算数",
        run: income_outlay_full_differ,
    },
    Rule {
        id: "total-empty",
        number: "B12",
        severity: Wrong,
        title: "下面各行有数，合计却是0或空白",
        basis: "合计应等于下面各行之和，其中各项不能多于总额",
        run: total_empty,
    },
    Rule {
        id: "carry-over-differs",
        number: "B15",
        severity: Wrong,
        title: "项目结转结余不平",
        basis: "年初预算＋上年结转＋调增调减＝全年预算，全年预算－全年执行＝结余",
        run: carry::differs,
    },
];

/// B01. A rate written by hand that is not what the amounts give, in the report or in a project.
fn execution_rate_differs(look: &Look, found: &mut Found) {
    for (line, _) in look.budget_lines() {
        rate_differs(found, line, "执行率", "按预算数和执行数计算", &[ColumnRole::Full, ColumnRole::Executed]);
    }
}

/// Says where a line's rate was written by hand and is not what the columns give.
pub(super) fn rate_differs(found: &mut Found, line: &Line, name: &str, how: &str, columns: &[ColumnRole]) {
    let Some(cell) = line.at(ColumnRole::Rate) else { return };
    let (Some(written), Some(Value::Rate(computed))) = (cell.rate(), overridden(cell)) else { return };
    if same_rate(written, *computed) {
        return;
    }
    let also: Vec<_> = columns.iter().filter_map(|&column| line.at(column)).map(|c| &c.at).collect();
    let says = format!("{name}填的是{}，{how}应为{}。", written.plain(), computed.plain());
    found.say(&cell.at, &also, says).mend_by_writing(&cell.at, "");
}

/// B03. Points for the execution rate written by hand that are not the rate's share of the weight.
fn execution_points_differ(look: &Look, found: &mut Found) {
    for (line, _) in look.budget_lines() {
        let Some(cell) = line.at(ColumnRole::Score) else { continue };
        let (Some(written), Some(Value::Score(computed))) = (cell.points(), overridden(cell)) else { continue };
        if same_points(written, *computed) {
            continue;
        }
        let sources: Vec<&Cell> =
            [ColumnRole::Rate, ColumnRole::Weight].into_iter().filter_map(|c| line.at(c)).collect();
        let also: Vec<_> = sources.iter().map(|c| &c.at).collect();
        let rate = line.at(ColumnRole::Rate).and_then(Cell::rate).map_or(String::new(), Rate::plain);
        let says = format!("执行率得分填的是{}分，按执行率{rate}计算应为{}分。", written.plain(), computed.plain());
        found.say(&cell.at, &also, says).mend_by_writing(&cell.at, "");
    }
}

/// B04. More was spent than the adjusted budget holds. Where the form divides by 年初预算 this only needs a reason.
fn executed_over_full(look: &Look, found: &mut Found) {
    let initial = look.form.scoring.execution.denominator == Denominator::Initial;
    for (line, _) in look.budget_lines() {
        let (Some(full), Some(executed)) = (line.at(ColumnRole::Full), line.at(ColumnRole::Executed)) else { continue };
        let (Some(budget), Some(spent)) = (full.money(), executed.money()) else { continue };
        // Of nothing at all has a rule of its own.
        if budget != Money::ZERO && spent - budget > look.tolerance(2) {
            let says =
                format!("全年执行数{}大于全年预算数{}，请核对，或说明原因。", look.said(spent), look.said(budget));
            let finding = found.say(&executed.at, &[&full.at], says);
            if initial {
                finding.severity = Doubt;
            }
        }
    }
}

/// B08. A total of funds written by hand is not what its sources add up to, in a project or a report of one.
fn project_funds_differ(look: &Look, found: &mut Found) {
    for whole in Whole::each(look, Role::ProjectTotal).chain(Whole::of(look, Role::Budget)) {
        total_differs(look, found, whole);
    }
}

/// B09. The total by income, written by hand, is not what its items add up to.
fn income_total_differs(look: &Look, found: &mut Found) {
    if let Some(whole) = Whole::of(look, Role::Income) {
        total_differs(look, found, whole);
    }
}

/// B10. The total by outlay, written by hand, is not what its items add up to.
fn outlay_total_differs(look: &Look, found: &mut Found) {
    if let Some(whole) = Whole::of(look, Role::Outlay) {
        total_differs(look, found, whole);
    }
}

/// B11. The totals by income and by outlay are not the full-year budget; without one, not each other.
fn income_outlay_full_differ(look: &Look, found: &mut Found) {
    let totals = [("按收入性质分", Role::Income), ("按支出性质分", Role::Outlay)];
    let [income, outlay] = totals.map(|(name, role)| look.money(role, ColumnRole::Amount).map(|total| (name, total)));
    let full = look.money(Role::Budget, ColumnRole::Full).map(|total| ("全年预算数", total));
    let pairs = if full.is_some() { vec![(income, full), (outlay, full)] } else { vec![(outlay, income)] };
    for (one, other) in pairs {
        let (Some((name, (cell, money))), Some((against, (other, should)))) = (one, other) else { continue };
        if look.differ(money, should, 2) {
            let gap = look.said((money - should).abs());
            let says =
                format!("{name}的合计是{}，{against}是{}，相差{gap}，请核对。", look.said(money), look.said(should));
            found.say(&cell.at, &[&other.at], says);
        }
    }
}
