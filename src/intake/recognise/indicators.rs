//! Indicators: each under the kind whose label stands left of it, and the row that closes them.

use super::arrangement::{Arrangement, TableColumn};
use super::inline::beginning;
use super::rows::{RowValue, TableRows};
use super::vocabulary::{Names, PartWords, ScoresWords};
use crate::form::{NAME_COLUMN, Name, TOTAL_ROW};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};

impl<'a> TableRows<'_, 'a, '_> {
    /// An indicator, or the closing row. They are over when a row speaks of labels with values.
    pub fn indicator(
        &mut self,
        n: usize,
        words: &'a ScoresWords,
        columns: Vec<TableColumn<'a>>,
        last: Option<usize>,
    ) -> Option<Arrangement<'a>> {
        let name = columns.iter().filter(|column| column.words.id == NAME_COLUMN);
        let first = name.map(|column| column.columns.start).min().unwrap_or_default();
        let left: Vec<(usize, &Spot)> =
            self.lattice.row(n).filter(|(_, spot)| spot.column < first && !plain(&spot.text).is_empty()).collect();
        let labels: Vec<(usize, bool, LabelText)> = left
            .iter()
            .map(|(index, spot)| (*index, self.lattice.begins(n, spot), LabelText::new(&spot.text)))
            .collect();
        if labels.iter().any(|(_, _, label)| words.total.like(label) >= Some(Likeness::Close)) {
            self.total(n, words, &columns);
            return Some(Arrangement::Beside);
        }
        let values = self.values(n, &columns);
        let kind = kind_of_row(words, self.part, &labels, last);
        if kind.is_none() && values.is_empty() && self.has_singles(n) {
            return None;
        }
        for (index, _, _) in &labels {
            self.label(*index);
        }
        if is_placeholder(&values) {
            for value in &values {
                self.label(value.index);
            }
        } else {
            let label = left.last().map_or("", |(_, spot)| spot.text.as_str());
            self.write_indicator(words, kind, label, &values);
        }
        Some(Arrangement::Scores { words, columns, last: kind.map_or(last, |(kind, _)| Some(kind)) })
    }

    /// An indicator goes to its own row where the form lists it, else to a new one of its kind.
    fn write_indicator(
        &mut self,
        words: &ScoresWords,
        kind: Option<(usize, Likeness)>,
        label: &str,
        values: &[RowValue],
    ) {
        if let Some(row) = fixed_row(words, values) {
            self.write(&words.section, row, values, Likeness::Same);
        } else if let Some((kind, sure)) = kind.and_then(|(kind, sure)| Some((words.kinds.get(kind)?, sure))) {
            let row = self.reader.parts.next_row(self.part, &words.section, &kind.id);
            self.write(&words.section, &row, values, sure);
        } else {
            self.refuse(values, &format!("表样里没有“{}”这一类指标。", beginning(label)));
        }
    }

    fn total(&mut self, n: usize, words: &ScoresWords, columns: &[TableColumn<'a>]) {
        let is_total = |spot: &Spot| words.total.like(&LabelText::new(&spot.text)).is_some();
        self.labels(n, is_total);
        let mut figures = self.values(n, columns);
        figures.retain(|value| !is_total(value.spot));
        self.write(&words.section, &TOTAL_ROW.into(), &figures, Likeness::Same);
    }
}

/// The kind of indicator a row is: what the labels left of it say, each with whether it begins there; where none that
/// begins there is strange, the kind above.
fn kind_of_row(
    words: &ScoresWords,
    part: &PartWords,
    labels: &[(usize, bool, LabelText)],
    last: Option<usize>,
) -> Option<(usize, Likeness)> {
    let named = labels.iter().rev().find_map(|(_, _, label)| kind_like(words, label, labels));
    let strange = labels.iter().any(|(_, begun, label)| *begun && !known_left(words, part, label));
    named.or_else(|| last.filter(|_| !strange).map(|last| (last, Likeness::Close)))
}

/// The row of an indicator that the form itself lists.
fn fixed_row<'t>(scores: &'t ScoresWords, values: &[RowValue]) -> Option<&'t Name> {
    let name = values.iter().find(|value| value.column.words.id == NAME_COLUMN)?;
    let label = LabelText::new(&name.spot.text);
    scores.fixed.iter().find(|(names, _)| names.like(&label) == Some(Likeness::Same)).map(|(_, row)| row)
}

/// The kind a label names; of several of that name the one whose group stands beside it.
fn kind_like(
    scores: &ScoresWords,
    label: &LabelText,
    beside: &[(usize, bool, LabelText)],
) -> Option<(usize, Likeness)> {
    let kinds = scores.kinds.iter().enumerate().filter_map(|(n, kind)| Some((n, kind.names.like(label)?)));
    let in_group = |n: usize| {
        let group = scores.kinds.get(n).map(|kind| &kind.group);
        group.and_then(|group| beside.iter().filter_map(|(.., label)| group.like(label)).max())
    };
    kinds.rev().max_by_key(|(n, sure)| (*sure, in_group(*n))).or_else(|| {
        // A group of one kind may stand for it.
        let of: Vec<usize> = scores
            .kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| kind.group.like(label).is_some())
            .map(|(n, _)| n)
            .collect();
        if let [only] = of.as_slice() { Some((*only, Likeness::Close)) } else { None }
    })
}

/// Words that stand left of the indicators: levels, groups, kinds, the label of the whole table.
fn known_left(scores: &ScoresWords, part: &PartWords, label: &LabelText) -> bool {
    let like = |names: &Names| names.like(label).is_some();
    scores.kinds.iter().any(|kind| like(&kind.names) || like(&kind.group))
        || scores.levels.iter().any(like)
        || part.others.iter().any(like)
}

/// “指标1：”, “……”: what a template leaves for the clerk to write over.
fn is_placeholder(values: &[RowValue]) -> bool {
    let [only] = values else { return values.is_empty() };
    let text = plain(&only.spot.text);
    let rest = text.strip_prefix("指标").map(|rest| rest.trim_matches(|c: char| c.is_ascii_digit() || c == ':'));
    rest == Some("") || (!text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.')))
}
