//! 小数位数: amounts written with as many decimals everywhere.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::is_written;
use crate::check::finding::Severity::Note;
use crate::check::rule::{Found, Rule};
use crate::form::Holds;
use crate::sheet::Cell;
use crate::value::Money;
use std::collections::BTreeMap;

/// What amounts are rounded to, unless some are written more exactly.
const USUAL: usize = 2;

/// So many different numbers of decimals are a muddle; 1250.6 beside 1580.45 only left out a 0.
const MUDDLE: usize = 3;

pub static DECIMALS_MIXED: Rule = Rule {
    id: "decimals-mixed",
    number: "B14",
    severity: Note,
    title: "金额的小数位数不统一",
    basis: "同一份表的金额一般保留相同的小数位数",
    authority: Authority::Practice,
    run: decimals_mixed,
};

/// B14. Amounts written with none, one and two decimals side by side; said once for the whole report.
///
/// Silent until the report is under way, and where only one number of decimals differs. 0, amounts with a unit or commas,
/// and what the program computes do not count.
fn decimals_mixed(context: &Context, found: &mut Found) {
    let written: Vec<(&Cell, usize)> = context
        .amounts
        .iter()
        .copied()
        .filter(|cell| cell.holds == Holds::Money && is_written(cell))
        .filter(|cell| cell.money().is_some_and(|money| money != Money::ZERO))
        .filter_map(|cell| Some((cell, decimals(&cell.text)?)))
        .collect();
    let mut examples: BTreeMap<usize, &Cell> = BTreeMap::new();
    for (cell, own) in &written {
        examples.entry(*own).or_insert(cell);
    }
    let (Some((fewest, first)), Some((most, _))) = (examples.first_key_value(), examples.last_key_value()) else {
        return;
    };
    if examples.len() < MUDDLE || !context.begun() {
        return;
    }
    let places = *most.max(&USUAL);
    let list: Vec<String> =
        examples.iter().map(|(own, cell)| format!("“{}”{}", cell.text.trim(), said(*own))).collect();
    let says = format!(
        "金额的小数位数不统一：{}。请统一写成{places}位小数，如“{}”。",
        list.join("，"),
        padded(&first.text, *fewest, places)
    );
    let also: Vec<_> = examples.values().skip(1).map(|cell| &cell.at).collect();
    let mended = written.iter().map(|(cell, own)| (&cell.at, padded(&cell.text, *own, places)));
    found.say(&first.at, &also, says).mend_by_writing_all(format!("统一写成{places}位小数"), mended);
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
