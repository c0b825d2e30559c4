//! 小数位数: amounts written with as many decimals everywhere.

use super::Severity::Note;
use super::{Found, Look, Rule, is_written};
use crate::form::Holds;
use crate::sheet::Cell;
use crate::value::Money;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 1] = [Rule {
    id: "decimals-mixed",
    number: "B14",
    severity: Note,
    title: "金额的小数位数不统一",
    basis: "同一份表的金额一般保留相同的小数位数",
    run: decimals_mixed,
}];

/// What amounts are rounded to, unless some are written more exactly.
const USUAL: usize = 2;

/// B14. Amounts written with none, one or two decimals side by side; said once for the whole report.
///
/// Silent until the report is under way. 0, amounts with a unit or commas, and what the program computes do not count.
fn decimals_mixed(look: &Look, found: &mut Found) {
    let written: Vec<(&Cell, usize)> = look
        .sheet
        .cells()
        .filter(|cell| cell.holds == Holds::Money && is_written(cell))
        .filter(|cell| cell.money().is_some_and(|money| money != Money::ZERO))
        .filter_map(|cell| Some((cell, decimals(&cell.text)?)))
        .collect();
    let Some(most) = written.iter().map(|(_, places)| *places).max() else { return };
    let short: Vec<(&Cell, usize)> = written.iter().copied().filter(|(_, places)| *places < most).collect();
    let (Some((first, fewest)), Some((full, _))) = (short.first(), written.iter().find(|(_, places)| *places == most))
    else {
        return;
    };
    if !look.begun() {
        return;
    }
    let places = most.max(USUAL);
    let says = format!(
        "金额的小数位数不统一：“{}”{}，“{}”{}。请统一写成{places}位小数，如“{}”。",
        first.text.trim(),
        said(*fewest),
        full.text.trim(),
        said(most),
        padded(&first.text, *fewest, places)
    );
    let mended = written.iter().map(|(cell, own)| (&cell.at, padded(&cell.text, *own, places)));
    found.say(&first.at, &[&full.at], says).mend_by_writing_all(format!("统一写成{places}位小数"), mended);
}

fn said(places: usize) -> String {
    if places == 0 { "没有小数".to_string() } else { format!("有{places}位小数") }
}

/// How many decimals a bare number is written with.
fn decimals(text: &str) -> Option<usize> {
    let number = text.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fits = digits(whole.strip_prefix('-').unwrap_or(whole)) && (digits(fraction) || !number.contains('.'));
    fits.then_some(fraction.len())
}

/// The same number with zeros behind it.
fn padded(text: &str, own: usize, places: usize) -> String {
    let point = if own == 0 && places > 0 { "." } else { "" };
    format!("{}{point}{}", text.trim(), "0".repeat(places.saturating_sub(own)))
}
