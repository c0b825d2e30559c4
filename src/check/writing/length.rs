//! Texts against the number of characters their form allows.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::rule::{Found, Rule};
use crate::form::Kind;
use crate::sheet::{Line, Part};
use std::borrow::Cow;

pub static TEXT_TOO_LONG: Rule = Rule {
    id: "text-too-long",
    number: "F09",
    severity: Doubt,
    title: "文字超过表样规定的字数",
    basis: "表样对这一栏规定了字数",
    authority: Authority::Form,
    run: text_too_long,
};

/// F09. A text as printed has more characters than its form allows; spaces and line ends do not count.
fn text_too_long(context: &Context, found: &mut Found) {
    for part in &context.sheet.parts {
        for line in &part.lines {
            let (Some(limit), Some(cell)) = (limit(context, part, line), line.only()) else { continue };
            let read = context.texts.iter().find(|text| text.cell.at == cell.at).map(|text| Cow::Borrowed(text.text));
            let printed = read.unwrap_or_else(|| context.sheet.quote(context.form, &cell.text).into());
            let long = printed.chars().filter(|c| !c.is_whitespace()).count();
            if long > limit {
                let says = format!("这里写了{long}字，表样规定不超过{limit}字，多{}字，请精简。", long - limit);
                found.say(&cell.at, &[], says);
            }
        }
    }
}

/// How many characters the form allows there.
fn limit(context: &Context, part: &Part, line: &Line) -> Option<usize> {
    match &context.section(part)?.kind {
        Kind::Facts(facts) => facts.iter().find(|fact| fact.id == line.id)?.limit,
        Kind::Prose(headings) => headings.iter().find(|heading| heading.id == line.id)?.limit,
        Kind::Grid(_) | Kind::Scores(_) => None,
    }
}
