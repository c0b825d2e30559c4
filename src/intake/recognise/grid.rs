//! Rows of grids: found by their own labels, and rows of one's own where there is room for them.

use super::arrangement::{Arrangement, TableHead};
use super::inline::beginning;
use super::meaning::MEANINGS;
use super::rows::{RowValue, TableRows};
use super::words::{GridRow, GridWords};
use crate::form::{CellId, NAME_COLUMN};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};

/// So many rows above and below are of the same money.
const FEW: usize = 6;

impl<'a> TableRows<'_, 'a, '_> {
    /// A row of a grid. It is over when a row has neither a label of it nor room for one more.
    pub fn grid_row(
        &mut self,
        n: usize,
        words: &'a GridWords,
        head: TableHead<'a>,
        last: Option<usize>,
    ) -> Option<Arrangement<'a>> {
        let first = head.first();
        let left: Vec<(usize, &Spot)> =
            self.lattice.row(n).filter(|(_, spot)| spot.column < first && !head.is_strange(spot.column)).collect();
        let values = self.values(n, &head.columns);
        let named = left.iter().rev().find_map(|(index, spot)| {
            let (row, sure) = grid_row_like(words, &LabelText::new(&spot.text), last)?;
            Some((*index, row, sure))
        });
        if let Some((index, row, sure)) = named {
            let label = self.lattice.row(n).find(|(own, _)| *own == index).map(|(_, spot)| LabelText::new(&spot.text));
            // The same label may stand before each of the row's amounts.
            self.labels(n, |spot| label.as_ref().is_some_and(|label| label.key() == LabelText::new(&spot.text).key()));
            self.label(index);
            let sure = if self.is_part_of_fiscal(n, words, index, row) { Likeness::Near } else { sure };
            if let Some(own) = words.rows.get(row).filter(|row| !row.takes_rows) {
                self.write(&words.section, &own.id, &values, sure);
            }
            self.refuse_strange(n, &head.strange);
            return Some(Arrangement::Grid { words, head, last: Some(row) });
        }
        let begun: Vec<(usize, &Spot)> = left
            .iter()
            .copied()
            .filter(|(_, spot)| self.lattice.begins(n, spot) && !plain(&spot.text).is_empty())
            .collect();
        // A row without a label, right below the head, is the only one, or all of the money.
        let single = words.rows.iter().filter(|row| !row.takes_rows).count() == 1;
        let whole = words.rows.iter().find(|row| single || row.is_whole());
        // So is one that says again what its columns are: 预算数：320　执行数：312.8.
        let says_columns =
            |text: &str| MEANINGS.amount(&LabelText::new(text)).is_some_and(|(_, sure)| sure > Likeness::Near);
        let bare = begun.iter().all(|(_, spot)| says_columns(&spot.text));
        if let Some(whole) = whole.filter(|_| bare && last.is_none() && !values.is_empty()) {
            self.labels(n, |spot| says_columns(&spot.text));
            self.write(&words.section, &whole.id, &values, Likeness::Close);
            self.refuse_strange(n, &head.strange);
            return Some(Arrangement::Grid { words, head, last: Some(0) });
        }
        // What has amounts in several columns is no label with one value.
        let amounts = values.iter().filter(|value| is_figure(value.spot)).count();
        let is_row = words.is_budget() && amounts >= 2 && amounts == values.len() && !begun.is_empty();
        if !is_row && self.has_singles(n) {
            return None;
        }
        if let Some((index, label)) = begun.last() {
            self.own_row(words, last, (*index, label), &values);
        }
        self.refuse_strange(n, &head.strange);
        Some(Arrangement::Grid { words, head, last })
    }

    /// 一般公共预算 is all of what the form calls 财政拨款 only where the paper has no other such row.
    fn is_part_of_fiscal(&self, n: usize, words: &GridWords, index: usize, row: usize) -> bool {
        let label = |spot: &Spot| LabelText::new(&spot.text);
        let other = |label: &LabelText| {
            MEANINGS.fund(label).is_some_and(|(fund, _)| matches!(fund.as_str(), "fund" | "capital"))
        };
        let named = self.lattice.row(n).find(|(own, _)| *own == index).is_some_and(|(_, spot)| {
            words.rows.get(row).is_some_and(|row| row.names.like(&label(spot)).is_none())
                && MEANINGS.fund(&label(spot)).is_some_and(|(fund, _)| fund == "grant")
        });
        let near = n.saturating_sub(FEW)..n.saturating_add(FEW).min(self.lattice.rows());
        let mut around = near.flat_map(|n| self.lattice.begun(n)).map(|(_, spot)| label(spot));
        named && !words.rows.iter().any(|row| row.names.own().is_some_and(other)) && around.any(|label| other(&label))
    }

    /// A row the form does not name goes where rows can be added, the nearest such place below the last row.
    fn own_row(&mut self, words: &GridWords, last: Option<usize>, (index, label): (usize, &Spot), values: &[RowValue]) {
        if values.is_empty() {
            // A row that says nothing; what is no amount's label is no label.
            let is_label = MEANINGS.is_corner(&LabelText::new(&label.text)) || self.reader.parts.is_note(&label.text);
            if words.is_budget() && !is_label {
                return;
            }
            return self.label(index);
        }
        let Some(place) = place_after(words, last) else {
            let says = LabelText::new(&label.text);
            if !words.is_budget() || MEANINGS.is_corner(&says) || MEANINGS.fund(&says).is_some() {
                self.label(index);
            }
            return self.refuse(values, &format!("表样里没有“{}”这一行。", beginning(&label.text)));
        };
        let row = self.reader.parts.next_row(self.part, &words.section, &place.id);
        let at = CellId::new(words.section.clone(), row.clone(), NAME_COLUMN);
        let at = self.reader.parts.cell(self.part, &at);
        self.reader.place(self.from(index), at, label.text.trim(), Likeness::Close);
        self.write(&words.section, &row, values, Likeness::Close);
    }
}

/// A number, a share, or the dash that stands for one.
fn is_figure(spot: &Spot) -> bool {
    !spot.text.contains(char::is_alphabetic)
}

/// The row of a grid a label names: the next one of that name below the last, else any.
fn grid_row_like(grid: &GridWords, label: &LabelText, last: Option<usize>) -> Option<(usize, Likeness)> {
    let after = last.map_or(0, |last| last + 1);
    let rows = || grid.rows.iter().enumerate();
    let best = |rows: &mut dyn Iterator<Item = (usize, &GridRow)>| {
        let like = rows.filter_map(|(n, row)| Some((n, row.like(label)?)));
        like.fold(None, |best: Option<(usize, Likeness)>, found| match best {
            Some(best) if best.1 >= found.1 => Some(best),
            _ => Some(found),
        })
    };
    // Beside the only row there may stand what the whole grid is called.
    let only = grid.rows.len() == 1 && last.is_none() && grid.corner.like(label) >= Some(Likeness::Close);
    if only {
        return Some((0, Likeness::Close));
    }
    let below = best(&mut rows().skip(after));
    let any = best(&mut rows());
    if below.map(|(_, sure)| sure) >= any.map(|(_, sure)| sure) { below } else { any }
}

/// Where a row of one's own goes that stands below a row of the form: among the rows that one is among or has below it,
/// never among those of another.
fn place_after(grid: &GridWords, last: Option<usize>) -> Option<&GridRow> {
    let fits = |(_, row): &(usize, &GridRow)| {
        let around = last.and_then(|last| grid.rows.get(last)).map_or(&[][..], |last| &last.among);
        row.takes_rows
            && row.among.last().is_none_or(|parent| last.is_none_or(|last| *parent == last) || around.contains(parent))
    };
    let after = last.map_or(0, |last| last + 1);
    let rows = || grid.rows.iter().enumerate().filter(fits);
    let nearest = grid.rows.iter().enumerate().skip(after).take_while(|(_, row)| row.takes_rows).filter(fits).last();
    let found = nearest.or_else(|| rows().find(|(n, _)| *n >= after)).or_else(|| rows().next_back());
    found.map(|(_, row)| row)
}
