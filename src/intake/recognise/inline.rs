//! Labels and values in one text: 填表人：××　填报日期：　联系电话：

use super::meaning::MEANINGS;
use super::names::Names;
use super::words::Single;
use crate::intake::label::{LabelText, Likeness, digits, plain};
use crate::value::MONEY_UNITS;

/// A label found in a text, and what stands behind it.
#[derive(Clone, Copy)]
pub(super) struct Pair<'t, 's> {
    /// What the form calls it; none for words that belong to no cell.
    pub single: Option<&'s Single>,
    pub sure: Likeness,
    pub value: &'t str,
    /// The label as it is written.
    pub label: &'t str,
    /// What stands before it and belongs to no label.
    pub before: &'t str,
}

/// Longer texts are sentences, not lines of labels.
const LONGEST: usize = 400;

/// A label begins at most so far before its colon.
const FURTHEST: usize = 120;
const COLONS: [char; 2] = [':', '：'];
/// Marks that part a label from what stands before it.
const PARTING: &str = "，。；、,.;)）";

/// How many colons a text has that may have labels before them; none where it is a sentence.
pub(super) fn colons(text: &str) -> usize {
    let sentence = text.chars().take(LONGEST + 1).count() > LONGEST;
    if sentence { 0 } else { text.matches(COLONS).count() }
}

/// The labels with a colon behind them that a text holds, in order, with what stands behind each; none if there is none.
pub(super) fn pairs<'t, 's>(text: &'t str, singles: &'s [Single], others: &[Names]) -> Vec<Pair<'t, 's>> {
    if colons(text) == 0 {
        return Vec::new();
    }
    let mut pairs: Vec<(usize, Pair)> = Vec::new();
    let mut from = 0;
    for (colon, _) in text.match_indices(COLONS) {
        let before = text.get(from..colon).unwrap_or_default();
        let near = before.char_indices().rev().take(FURTHEST).last().map_or(0, |(start, _)| start);
        let candidates = before.char_indices().skip_while(|(start, _)| *start < near).filter_map(|(start, _)| {
            let label = LabelText::new(&before[start..]);
            let known = |names: &Names| names.like(&label).filter(|likeness| *likeness > Likeness::Near);
            // 目标1：is the first of several.
            let whole = is_parted(&before[..start]) && digits(label.key()).is_empty();
            let fact = if whole { MEANINGS.fact(&label) } else { None };
            let meant = |single: &Single| {
                known(&single.names).or_else(|| fact.and_then(|fact| single.like(&label, Some(fact))))
            };
            let single = singles.iter().filter_map(|single| Some((Some(single), meant(single)?)));
            let single = single.reduce(|best, next| if next.1 > best.1 { next } else { best });
            let found = single.or_else(|| Some((None, others.iter().find_map(known)?)));
            found.map(|(single, sure)| (from + start, single, sure))
        });
        // The surest, and of those the longest: 联系电话, not 电话; 填报日期, not what stands in brackets before it; but
        // 预算单位, not 单位 of amounts.
        let found = candidates
            .reduce(|best, next| if next.2 > best.2 && (best.1.is_none() || next.1.is_some()) { next } else { best });
        let end = text[colon..].chars().next().map_or(colon, |c| colon + c.len_utf8());
        let strange = strange_fact(before, near).map(|start| from + start);
        let within =
            found.is_some_and(|(start, single, _)| single.is_none() && strange.is_some_and(|strange| strange < start));
        let Some((start, single, sure)) = found.filter(|_| !within) else {
            // A label that no form's cell has ends the value before it all the same.
            let Some(start) = strange.filter(|_| within || !pairs.is_empty()) else { continue };
            if let Some((at, last)) = pairs.last_mut() {
                last.value = text.get(*at..start).unwrap_or_default().trim();
            }
            let value = text.get(start..).unwrap_or_default().trim();
            pairs.push((start, Pair { single: None, sure: Likeness::Near, value, label: "", before: "" }));
            from = end;
            continue;
        };
        let before = match pairs.last_mut() {
            Some((at, last)) => {
                last.value = text.get(*at..start).unwrap_or_default().trim();
                ""
            }
            None => text.get(..start).unwrap_or_default().trim(),
        };
        let label = text.get(start..colon).unwrap_or_default();
        pairs.push((end, Pair { single, sure, value: text.get(end..).unwrap_or_default().trim(), label, before }));
        from = end;
    }
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// Where the label of a fact begins that ends a text, be it of one that no form has.
fn strange_fact(before: &str, near: usize) -> Option<usize> {
    let starts = before.char_indices().map(|(start, _)| start).skip_while(|start| *start < near);
    let mut parted = starts.filter(|start| is_parted(&before[..*start]));
    // A number before it is the end of a value: 0731-00000000　填报日期.
    let label = |start: &usize| before.get(*start..).filter(|text| !text.starts_with(|c: char| c.is_ascii_digit()));
    parted.find(|start| label(start).is_some_and(|text| MEANINGS.is_fact(&LabelText::new(text))))
}

/// What follows a text begins anew: of a longer text the end may be a label by chance.
fn is_parted(text: &str) -> bool {
    text.chars().next_back().is_none_or(|c| c.is_whitespace() || PARTING.contains(c))
}

/// A value and what stands behind a wide gap after it: 某某中心　　　2024年. The letters of a name may stand that far apart.
pub(super) fn parted(value: &str) -> (&str, &str) {
    let value = value.trim();
    let gap = value
        .char_indices()
        .zip(value.chars().skip(1))
        .find(|((_, one), other)| one.is_whitespace() && other.is_whitespace());
    let Some(((at, _), _)) = gap else { return (value, "") };
    let (before, after) = (value.get(..at).unwrap_or_default(), value.get(at..).unwrap_or_default().trim());
    if before.chars().count() < 2 || is_idle(after) { (value, "") } else { (before, after) }
}

/// What is written, without the words that are printed behind it and the blanks of a date not filled in.
pub(super) fn written<'t>(value: &'t str, single: &Single) -> &'t str {
    let mut value = value.trim();
    for stamp in ["（盖章）", "(盖章)", "（公章）", "（签章）", single.after.as_str()] {
        if !stamp.is_empty() {
            value = value.strip_suffix(stamp).unwrap_or(value).trim();
        }
    }
    if plain(value).chars().all(|c| "年月日_".contains(c)) { "" } else { value }
}

/// The beginning of a text, as sentences about it quote it.
pub(super) fn beginning(text: &str) -> String {
    crate::value::shortened(text, 20)
}

/// The unit of the amounts, where a text says it: 单位：元, 预算数（万元）.
pub(super) fn declared_unit(text: &str) -> Option<&'static str> {
    if !text.contains('元') || text.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let text = plain(text);
    let after = |mark: &'static str| {
        text.split(mark).skip(1).map(|rest| rest.trim_start_matches(['人', '个', '、', ',', '/', '和']))
    };
    // 单位：人、万元 speaks of both.
    let mut stated = after("位:").chain(after("("));
    stated.find_map(|rest| {
        let (unit, _) = MONEY_UNITS.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
        Some(unit)
    })
}

/// What stands beside labels says nothing of its own: units, stamps, blanks to be filled in.
pub(super) fn is_idle(text: &str) -> bool {
    let text = plain(text);
    let stamps = ["(盖章)", "(公章)", "(签章)", "(签字)", "盖章", "签字"];
    let rest = stamps.into_iter().fold(text, |text, stamp| text.replace(stamp, ""));
    MONEY_UNITS.iter().any(|(unit, _)| *unit == rest.trim_matches(['(', ')']))
        || rest.chars().all(|c| "年月日_、,;.()-—/".contains(c))
}
