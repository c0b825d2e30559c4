//! Labels and values in one text: 填表人：××　填报日期：　联系电话：

use super::vocabulary::{Names, Single};
use crate::intake::label::{LabelText, Likeness, plain};
use crate::value::MONEY_UNITS;

/// A label found in a text, and what stands behind it.
pub(super) struct Pair<'t, 's> {
    /// What the form calls it; none for words that belong to no cell.
    pub single: Option<&'s Single>,
    pub sure: Likeness,
    pub value: &'t str,
    /// What stands before it and belongs to no label.
    pub before: &'t str,
}

/// Longer texts are sentences, not lines of labels.
const LONGEST: usize = 400;

/// A label begins at most so far before its colon.
const FURTHEST: usize = 120;
const COLONS: [char; 2] = [':', '：'];

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
            let single = singles.iter().find_map(|single| Some((Some(single), known(&single.names)?)));
            let found = single.or_else(|| Some((None, others.iter().find_map(known)?)));
            found.map(|(single, sure)| (from + start, single, sure))
        });
        // The surest, and of those the longest: 联系电话, not 电话; 填报日期, not what stands in brackets before it.
        let found = candidates.reduce(|best, next| if next.2 > best.2 { next } else { best });
        let Some((start, single, sure)) = found else { continue };
        let end = text[colon..].chars().next().map_or(colon, |c| colon + c.len_utf8());
        let before = match pairs.last_mut() {
            Some((at, last)) => {
                last.value = text.get(*at..start).unwrap_or_default().trim();
                ""
            }
            None => text.get(..start).unwrap_or_default().trim(),
        };
        pairs.push((end, Pair { single, sure, value: text.get(end..).unwrap_or_default().trim(), before }));
        from = end;
    }
    pairs.into_iter().map(|(_, pair)| pair).collect()
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
    MONEY_UNITS
        .into_iter()
        .map(|(unit, _)| unit)
        .find(|unit| text.contains(&format!("({unit})")) || text.contains(&format!("位:{unit}")))
}

/// What stands beside labels says nothing of its own: units, stamps, blanks to be filled in.
pub(super) fn is_idle(text: &str) -> bool {
    let text = plain(text);
    let stamps = ["(盖章)", "(公章)", "(签章)", "(签字)", "盖章", "签字"];
    let rest = stamps.into_iter().fold(text, |text, stamp| text.replace(stamp, ""));
    MONEY_UNITS.iter().any(|(unit, _)| *unit == rest.trim_matches(['(', ')']))
        || rest.chars().all(|c| "年月日_、,;.()-—/".contains(c))
}
