//! Texts that stand where a figure should and cannot be read. They are kept and shown as written, and count for nothing.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::form::Holds;
use crate::sheet::{Origin, Value};
use crate::value::is_digit;

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

/// V01. A figure's cell holds something that is no figure; dates have a rule of their own. Only spoilt numbers and words
/// that speak of something else are an error.
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
        if matches!(cell.holds, Holds::Target | Holds::Actual)
            || cell.origin == Origin::Imported
            || tells_something(&cell.text)
        {
            finding.severity = Doubt;
        }
    }
}

/// How words begin by which there is no figure here.
const NONE: [&str; 12] = ["无", "未", "没", "不", "免", "暂", "待", "见", "详见", "同", "满分", "N/A"];

/// It tells a figure with a remark (100（含结转20）), roughly (约86%), as a range or in words, or that there is none: no
/// number to reckon with, and nothing wrong either.
fn tells_something(text: &str) -> bool {
    let text = text.trim();
    let none = NONE.iter().any(|word| text.starts_with(word));
    let in_words = text.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万']);
    let spoilt = text.chars().all(|c| is_digit(c) || ",，.．。 ".contains(c));
    none || in_words || (text.contains(is_digit) && !spoilt)
}
