//! 楼堂馆所: what was built and paid against what was approved.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::{Printed, overridden};
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Holds, Role};
use crate::sheet::{Cell, Value};

pub static BUILDINGS_RATE_DIFFERS: Rule = Rule {
    id: "buildings-rate-differs",
    number: "D16",
    severity: Wrong,
    title: "楼堂馆所的控制率与规模、投资不符",
    basis: "规模控制率＝实际规模÷批复规模，投资概算控制率＝实际投资÷预算投资",
    authority: Authority::Practice,
    run: rate_differs,
};

/// D16. A rate written by hand is not what the amounts beside it give.
fn rate_differs(context: &Context, found: &mut Found) {
    let Some(line) = context.sheet.line(Role::Buildings) else { return };
    for cell in line.cells.iter().filter(|cell| cell.holds == Holds::Rate) {
        let (Some(written), Some(Value::Rate(computed))) = (cell.rate(), overridden(cell)) else { continue };
        let printed = Printed::rate(&cell.text, written);
        if printed.is_rate(*computed) {
            continue;
        }
        let beside: Vec<&Cell> = line.cells.iter().take_while(|c| c.at != cell.at).collect();
        let of = beside.get(beside.len().saturating_sub(2)..).unwrap_or_default();
        let says =
            format!("{}填的是{}，按左边两格计算应为{}。", context.place(cell), written.plain(), computed.plain());
        let also: Vec<_> =
            line.cells.iter().filter(|c| c.holds != Holds::Rate && c.is_stated()).map(|c| &c.at).collect();
        let finding = found.say(&cell.at, &also, says);
        finding.mend_by_writing(&cell.at, "");
        if printed.may_be_rate(*computed, of) {
            finding.severity = Doubt;
        }
    }
}

pub static BUILDINGS_OVER_APPROVAL: Rule = Rule {
    id: "buildings-over-approval",
    number: "D16",
    severity: Doubt,
    title: "楼堂馆所超过批复规模或预算投资",
    basis: "实际规模不应超过批复规模，实际投资不应超过预算投资",
    authority: Authority::Practice,
    run: over_approval,
};

/// D16. More was built than approved, or more paid than budgeted. Silent while either side is missing or nothing.
fn over_approval(context: &Context, found: &mut Found) {
    let Some(line) = context.sheet.line(Role::Buildings) else { return };
    let sides = [(ColumnRole::Approved, ColumnRole::Present), (ColumnRole::Budgeted, ColumnRole::Final)];
    for (approved, actual) in sides {
        let (Some(of), Some(cell)) = (line.at(approved), line.at(actual)) else { continue };
        let areas =
            of.count().zip(cell.count()).filter(|(of, done)| done > of).and_then(|(of, done)| done.share_of(of));
        let money = of.money().zip(cell.money()).filter(|(of, done)| *done - *of > context.tolerance(2));
        let Some(rate) = areas.or_else(|| money.and_then(|(of, done)| done.share_of(of))) else { continue };
        let says = format!(
            "{}是{}，{}是{}，是后者的{}，请核对，或说明批准调整的情况。",
            context.place(cell),
            said(context, cell),
            context.place(of),
            said(context, of),
            rate.plain()
        );
        found.say(&cell.at, &[&of.at], says);
    }
}

fn said(context: &Context, cell: &Cell) -> String {
    cell.money().map_or_else(
        || cell.count().map_or(String::new(), |count| format!("{}㎡", count.plain())),
        |m| context.in_unit(m),
    )
}
