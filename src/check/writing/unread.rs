//! Texts that stand where a figure should and cannot be read. They are kept and shown as written, and count for nothing.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::form::Holds;
use crate::sheet::{Origin, Value};

/// As much of a text as a sentence quotes.
const QUOTED: usize = 20;

pub static FIGURE_UNREADABLE: Rule = Rule {
    id: "figure-unreadable",
    number: "V01",
    severity: Wrong,
    title: "应填数字的格子读不出数字",
    basis: "金额、数量、比率、分数和指标值应填数字",
    authority: Authority::Form,
    run: figure_unreadable,
};

/// V01. A figure's cell holds something that is no figure; dates have a rule of their own.
fn figure_unreadable(context: &Context, found: &mut Found) {
    for cell in context.sheet.cells().filter(|cell| matches!(cell.value, Value::Unreadable)) {
        let (what, like) = match cell.holds {
            Holds::Money => ("金额", "85.22"),
            Holds::Count => ("数字", "3"),
            Holds::Rate => ("比率", "98%"),
            Holds::Points => ("分数", "10"),
            Holds::Target | Holds::Actual => ("指标值", "≥4次"),
            Holds::Date | Holds::Degree | Holds::Phone | Holds::Text | Holds::Long => continue,
        };
        let mut written: String = cell.text.chars().take(QUOTED).collect();
        if written.len() < cell.text.len() {
            written.push('…');
        }
        let says = format!("这里应填{what}，“{written}”读不出来，没有计算在内，请改成“{like}”这样的写法。");
        let finding = found.say(&cell.at, &[], says);
        // Targets may be of any sort, and what was printed may say more than the figure.
        if matches!(cell.holds, Holds::Target | Holds::Actual) || cell.origin == Origin::Imported {
            finding.severity = Doubt;
        }
    }
}
