//! The budget block: execution rate, its points, sums by income and by outlay, the projects' funds.

use super::Severity::Wrong;
use super::{Found, Look, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Origin, Value};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 2] = [
    Rule {
        id: "execution-rate-differs",
        number: "B01",
        severity: Wrong,
        title: "执行率与预算数、执行数不符",
        basis: "执行率＝全年执行数÷全年预算数",
        run: execution_rate_differs,
    },
    Rule {
        id: "executed-over-full",
        number: "B04",
        severity: Wrong,
        title: "全年执行数大于全年预算数",
        basis: "全年执行数不应超过全年预算数",
        run: executed_over_full,
    },
];

/// B01. A rate written by hand that is not what the amounts give, in the report or in a project.
fn execution_rate_differs(look: &Look, found: &mut Found) {
    for (line, _) in look.budget_lines() {
        let Some(cell) = line.at(ColumnRole::Rate).filter(|cell| cell.origin == Origin::Overridden) else { continue };
        let (Some(written), Some(Value::Rate(computed))) = (cell.rate(), &cell.computed) else { continue };
        if written.percent() == computed.percent() {
            continue;
        }
        let also: Vec<_> = [ColumnRole::Full, ColumnRole::Executed].into_iter().filter_map(|c| line.at(c)).map(|c| &c.at).collect();
        let says = format!("执行率填的是{}，按预算数和执行数计算应为{}。", written.plain(), computed.plain());
        found.say(&cell.at, &also, says).mend_by_writing(&cell.at, "");
    }
}

/// B04. More was spent than the adjusted budget holds.
fn executed_over_full(look: &Look, found: &mut Found) {
    for (line, _) in look.budget_lines() {
        let (Some(full), Some(executed)) = (line.at(ColumnRole::Full), line.at(ColumnRole::Executed)) else { continue };
        let (Some(budget), Some(spent)) = (full.money(), executed.money()) else { continue };
        if spent - budget > look.tolerance(2) {
            let says = format!("全年执行数{}大于全年预算数{}，请核对，或说明原因。", look.said(spent), look.said(budget));
            found.say(&executed.at, &[&full.at], says);
        }
    }
}

