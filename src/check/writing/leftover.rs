//! What a form's own prompts and a word processor leave behind in a text: （100字以内）, ……, [bookmark: _GoBack]. The numbers
//! that the official form prints before indicators (指标1：) are none.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::form::ColumnRole;
use crate::sheet::{Cell, Origin};
use crate::value::{is_digit, signs};
use std::ops::Range;

pub static PLACEHOLDER_LEFT: Rule = Rule {
    id: "placeholder-left",
    number: "Q16",
    severity: Wrong,
    title: "留有提示语或占位符号",
    basis: "表样的提示语和占位符号应删去或填实",
    authority: Authority::Form,
    run: placeholder_left,
};

/// Q16. A prompt or placeholder is left in a cell.
fn placeholder_left(context: &Context, found: &mut Found) {
    let written = |cell: &&Cell| !matches!(cell.origin, Origin::Blank | Origin::Computed | Origin::Blocked);
    context.sheet.cells().filter(written).filter(|cell| may_hold(&cell.text)).for_each(|cell| {
        let text = cell.text.as_str();
        let Some(first) = leftovers(text).next() else { return };
        let words = text.get(first.range.clone()).unwrap_or_default().trim();
        let what = if first.removable { "请删去" } else { "请换成实际内容" };
        let finding = found.say(&cell.at, &[], format!("这里留有“{words}”，{what}。"));
        // What is published often has names and numbers covered so; 撰写短文（800字以上）20篇 is no prompt, and some
        // print the form's own blank rows.
        let covered = !first.removable && !words.starts_with("此处");
        let within = first.range.end < text.trim_end().len() && words.starts_with(['（', '(']);
        if covered || within || cell.role == Some(ColumnRole::Name) {
            finding.severity = Doubt;
        }
        if let Some(clean) = cleaned(text) {
            finding.mend_by_writing(&cell.at, &clean);
            if let (Some(mend), false) = (finding.mends.last_mut(), clean.is_empty()) {
                mend.label = format!("删去“{words}”");
            }
        }
    });
}

/// A stretch of text that should not be there.
struct Leftover {
    range: Range<usize>,
    /// Without it the text is whole; otherwise something is missing in its place.
    removable: bool,
}

/// The text without what is left over; none where something has to be filled in instead.
fn cleaned(text: &str) -> Option<String> {
    let mut clean = String::with_capacity(text.len());
    let mut kept = 0;
    for left in leftovers(text) {
        if !left.removable {
            return None;
        }
        clean.push_str(text.get(kept..left.range.start)?);
        kept = left.range.end;
    }
    clean.push_str(text.get(kept..)?);
    let clean = clean.trim();
    leftovers(clean).next().is_none().then(|| clean.to_string())
}

/// Something is left over in a text.
pub fn is_left(text: &str) -> bool {
    leftovers(text).next().is_some()
}

/// The leftovers of a text, in order. One pass over its characters: it runs over every written cell on every edit.
fn leftovers(text: &str) -> impl Iterator<Item = Leftover> {
    let trimmed = text.trim();
    let dots = !trimmed.is_empty() && trimmed.chars().all(|c| matches!(c, '…' | '.' | '⋯'));
    let mut first = dots.then_some(Leftover { range: 0..text.len(), removable: true });
    // Of those within a text only two begin with a Han character.
    let words = ["错误", "此处"].iter().any(|word| text.contains(word));
    let mut from = 0;
    std::iter::from_fn(move || {
        let next = first.take().or_else(|| {
            let rest = text.get(from..)?;
            let sign = |(at, _)| leftover_at(text, from + at, rest.get(at..)?.chars().next().filter(|c| begins(*c))?);
            if words {
                return rest.char_indices().find_map(|(at, c)| leftover_at(text, from + at, c));
            }
            signs(rest).find_map(sign)
        })?;
        from = next.range.end;
        Some(next)
    })
}

/// No leftover is longer, so that no text makes the search slow.
const LONGEST: usize = 48;

/// Something stands in a text with which a leftover can begin, those that are the whole text included: most texts hold
/// nothing of it.
fn may_hold(text: &str) -> bool {
    let may_begin = |(at, byte): (usize, u8)| match byte {
        b'.' | b'2' | b'[' | b'(' | b'*' | b'X' | b'x' | b'_' => true,
        0xc3 | 0xe2 | 0xef => {
            text.get(at..).is_some_and(|rest| rest.starts_with(|c| begins(c) || matches!(c, '…' | '⋯')))
        }
        _ => false,
    };
    ["错误", "此处"].iter().any(|word| text.contains(word)) || signs(text).any(may_begin)
}

/// A leftover within a text can begin with it.
fn begins(c: char) -> bool {
    matches!(c, '[' | '（' | '(' | '错' | '此' | '2' | '×' | '＊' | '*' | 'X' | 'x' | '□' | '_' | '＿')
}

fn leftover_at(text: &str, at: usize, c: char) -> Option<Leftover> {
    let rest = text.get(at..)?;
    let until = |end: char| rest.char_indices().take(LONGEST).find(|&(_, c)| c == end).map(|(i, c)| i + c.len_utf8());
    let found = match c {
        '[' if rest.starts_with("[bookmark:") => (until(']').unwrap_or("[bookmark:".len()), true),
        '（' | '(' => (word_limit(rest)?, true),
        '错' if rest.starts_with("错误！未") || rest.starts_with("错误!未") => {
            (until('。').unwrap_or("错误".len()), true)
        }
        '此' if rest.starts_with("此处填写") => ("此处填写".len(), false),
        '2' if ["20××", "20XX", "20xx", "20**"].iter().any(|year| rest.starts_with(year)) => {
            (rest.chars().take(4).map(char::len_utf8).sum(), false)
        }
        '×' | '＊' | '*' | 'X' | 'x' | '□' | '_' | '＿' => (filler(text.get(..at)?, rest, c)?, false),
        _ => return None,
    };
    Some(Leftover { range: at..at + found.0, removable: found.1 })
}

/// ×××, XXX, **: how long it is. Letters within a word are none.
fn filler(before: &str, rest: &str, c: char) -> Option<usize> {
    if before.ends_with(|b: char| b == c || (c.is_ascii_alphabetic() && b.is_ascii_alphanumeric())) {
        return None;
    }
    let length = rest.find(|other| other != c).unwrap_or(rest.len());
    let word = c.is_ascii_alphabetic() && rest.get(length..)?.starts_with(|a: char| a.is_ascii_alphanumeric());
    let enough = if matches!(c, '*' | '＊') { 2 } else { 3 };
    (!word && rest.get(..length)?.chars().count() >= enough).then_some(length)
}

/// （100字以内）, （限200字）: how long the prompt in brackets is.
fn word_limit(rest: &str) -> Option<usize> {
    let close = rest.char_indices().take(16).find(|(_, c)| matches!(c, '）' | ')'))?;
    let inner = rest.get(1..close.0).or_else(|| rest.get(3..close.0))?;
    let counted = |tail: &str| inner.trim_end().strip_suffix(tail).is_some_and(|head| head.ends_with(is_digit));
    let limit = ["字以内", "字内", "字左右", "字以上"].iter().any(|tail| counted(tail))
        || (counted("字") && inner.contains(['限', '不']));
    limit.then(|| close.0 + close.1.len_utf8())
}
