//! 楼堂馆所: what was built and paid against what was approved.

use super::Severity::{Doubt, Wrong};
use super::{Found, Look, Rule, overridden, same_rate};
use crate::form::{ColumnRole, Holds, Role};
use crate::sheet::{Cell, Value};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 2] = [
    Rule {
        id: "buildings-rate-differs",
        number: "D16",
        severity: Wrong,
        title: "楼堂馆所的控制率与规模、投资不符",
        basis: "规模控制率＝实际规模÷批复规模，投资概算控制率＝实际投资÷预算投资",
        run: rate_differs,
    },
    Rule {
        id: "buildings-over-approval",
        number: "D16",
        severity: Doubt,
        title: "楼堂馆所超过批复规模或预算投资",
        basis: "实际规模不应超过批复规模，实际投资不应超过预算投资",
        run: over_approval,
    },
];

/// D16. A rate written by hand is not what the amounts beside it give.
fn rate_differs(look: &Look, found: &mut Found) {
    let Some(line) = look.sheet.line(Role::Buildings) else { return };
    for cell in line.cells.iter().filter(|cell| cell.holds == Holds::Rate) {
        let (Some(written), Some(Value::Rate(computed))) = (cell.rate(), overridden(cell)) else { continue };
        if same_rate(written, *computed) {
            continue;
        }
        let says = format!("{}填的是{}，按左边两格计算应为{}。", look.words(cell), written.plain(), computed.plain());
        let also: Vec<_> =
            line.cells.iter().filter(|c| c.holds != Holds::Rate && c.is_stated()).map(|c| &c.at).collect();
        found.say(&cell.at, &also, says).mend_by_writing(&cell.at, "");
    }
}

/// D16. More was built than approved, or more paid than budgeted. Silent while either side is missing or nothing.
fn over_approval(look: &Look, found: &mut Found) {
    let Some(line) = look.sheet.line(Role::Buildings) else { return };
    let sides = [(ColumnRole::Approved, ColumnRole::Present), (ColumnRole::Budgeted, ColumnRole::Final)];
    for (approved, actual) in sides {
        let (Some(of), Some(cell)) = (line.at(approved), line.at(actual)) else { continue };
        let areas =
            of.count().zip(cell.count()).filter(|(of, done)| done > of).and_then(|(of, done)| done.share_of(of));
        let money = of.money().zip(cell.money()).filter(|(of, done)| *done - *of > look.tolerance(2));
        let Some(rate) = areas.or_else(|| money.and_then(|(of, done)| done.share_of(of))) else { continue };
        let says = format!(
            "{}是{}，{}是{}，是后者的{}，请核对，或说明批准调整的情况。",
            look.words(cell),
            said(look, cell),
            look.words(of),
            said(look, of),
            rate.plain()
        );
        found.say(&cell.at, &[&of.at], says);
    }
}

fn said(look: &Look, cell: &Cell) -> String {
    cell.money()
        .map_or_else(|| cell.count().map_or(String::new(), |count| format!("{}㎡", count.plain())), |m| look.said(m))
}
