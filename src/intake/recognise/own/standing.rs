//! Where in a row that was changed each of its texts stands.

use super::paper::{DocumentRow, PaperRow, PaperText};
use std::collections::HashMap;

/// The column of the document in which a column of a table stands, by the table, the column, and whether it is what is
/// written there or the form's words before it.
pub(super) type KnownColumns = HashMap<(usize, usize, bool), usize>;

/// Where a text stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StandsAt {
    /// That cannot be told.
    Unknown,
    /// Nothing stands in its place.
    Nowhere,
    /// At that text of the row.
    At(usize),
}

/// Where each text of a row stands. KnownColumns tell where they are known, else the order does, where as many texts are left on
/// both sides.
pub(super) fn standing(row: &PaperRow, found: &DocumentRow, columns: &KnownColumns) -> Vec<StandsAt> {
    let mut all: Vec<StandsAt> = row.texts.iter().map(|text| by_column(row, text, found, columns)).collect();
    let is_unknown = |at: &StandsAt| *at == StandsAt::Unknown;
    let mut from = 0;
    while let Some(begin) = all.iter().skip(from).position(is_unknown).map(|n| from + n) {
        let end = all.iter().skip(begin).position(|at| !is_unknown(at)).map_or(all.len(), |n| begin + n);
        for (text, at) in in_order(row, found, &all, begin..end) {
            all.iter_mut().skip(text).take(1).for_each(|standing| *standing = StandsAt::At(at));
        }
        from = end;
    }
    all
}

fn by_column(row: &PaperRow, text: &PaperText, found: &DocumentRow, columns: &KnownColumns) -> StandsAt {
    let at = match row.table {
        None => (!found.texts.is_empty()).then_some(0),
        Some(table) => {
            let column = |written| columns.get(&(table, text.said.at, written));
            let Some(column) = column(true).or_else(|| column(false)) else { return StandsAt::Unknown };
            found.texts.iter().position(|found| found.column == *column)
        }
    };
    at.map_or(StandsAt::Nowhere, StandsAt::At)
}

/// Texts between two whose places are known, and those that stand between these: all of them, or those that say something.
fn in_order(
    row: &PaperRow,
    found: &DocumentRow,
    all: &[StandsAt],
    open: std::ops::Range<usize>,
) -> Vec<(usize, usize)> {
    let known = |at: &StandsAt| if let StandsAt::At(at) = at { Some(*at) } else { None };
    let after = all.iter().take(open.start).filter_map(known).max().map_or(0, |last| last + 1);
    let before = all.iter().skip(open.end).filter_map(known).min().unwrap_or(found.texts.len());
    if open.len() == before.saturating_sub(after) {
        return open.zip(after..before).collect();
    }
    let telling = || open.clone().filter(|n| row.texts.get(*n).is_some_and(|text| !text.whole.is_empty()));
    let left = || (after..before).filter(|n| found.texts.get(*n).is_some_and(|text| !text.whole.is_empty()));
    if telling().count() == left().count() { telling().zip(left()).collect() } else { Vec::new() }
}
