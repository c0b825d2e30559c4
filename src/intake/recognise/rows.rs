//! The rows of a table that is known to be a part of the form: heads, rows of grids, indicators, labels with values.

use super::Reader;
use super::inline::{beginning, unit_said, written};
use super::lattice::Lattice;
use super::vocabulary::{ColumnWords, GridRow, GridWords, Names, PartWords, ScoresWords, Single};
use crate::form::{CellId, NAME_COLUMN, Name, TOTAL_ROW};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::intake::proposal::Place;
use std::ops::Range;

/// A column of the table, and which of the form's it is.
#[derive(Clone)]
pub(super) struct TableColumn<'t> {
    columns: Range<usize>,
    term: &'t ColumnWords,
    sure: Likeness,
}

/// What the head read last says of the rows below it.
#[derive(Default)]
pub(super) enum Arrangement<'t> {
    /// Labels with their values beside them.
    #[default]
    Beside,
    /// A grid: its columns, and the row of the form read last.
    Grid(&'t GridWords, Vec<TableColumn<'t>>, Option<usize>),
    /// Indicators: their columns, and the kind read last.
    Scores(&'t ScoresWords, Vec<TableColumn<'t>>, Option<usize>),
    /// Values that stand below their labels.
    Below(Vec<(Range<usize>, &'t Single, Likeness)>),
}

/// The rows being read.
pub(super) struct TableRows<'r, 'a, 't> {
    reader: &'r mut Reader<'a>,
    part: &'a PartWords,
    block: usize,
    lattice: &'t Lattice<'t>,
    mode: Arrangement<'a>,
}

impl<'r, 'a, 't> TableRows<'r, 'a, 't> {
    /// Ready to read, under the head of the table before where this one goes on with it.
    pub fn new(
        reader: &'r mut Reader<'a>,
        part: &'a PartWords,
        block: usize,
        lattice: &'t Lattice<'t>,
        mode: Arrangement<'a>,
    ) -> Self {
        Self { reader, part, block, lattice, mode }
    }

    /// Reads rows; answers what a table that goes on would go on with.
    pub fn read(mut self, rows: Range<usize>) -> Arrangement<'a> {
        for n in rows {
            let unit = self.lattice.begun(n).find_map(|(_, spot)| unit_said(&spot.text));
            self.reader.unit = unit.or(self.reader.unit);
            if self.head(n) {
                continue;
            }
            let done = match std::mem::replace(&mut self.mode, Arrangement::Beside) {
                Arrangement::Beside => false,
                Arrangement::Grid(grid, heads, last) => self.grid_row(n, grid, heads, last),
                Arrangement::Scores(scores, heads, last) => self.indicator(n, scores, heads, last),
                Arrangement::Below(below) => self.below(n, &below),
            };
            if !done {
                self.beside(n);
            }
        }
        self.mode
    }

    fn from(&self, spot: usize) -> Place {
        Place { block: self.block, spot: Some(spot) }
    }

    /// The row is a head of some kind.
    fn head(&mut self, n: usize) -> bool {
        let part = self.part;
        if self.goes_on(n) {
            return true;
        }
        for scores in &part.scores {
            let heads = self.heads(n, &scores.columns);
            let named = heads.iter().any(|head| head.term.id == NAME_COLUMN);
            if named && heads.len() >= 3 {
                self.labels(n, |_| true);
                self.mode = Arrangement::Scores(scores, heads, None);
                return true;
            }
        }
        let grids = part.grids.iter().map(|grid| (grid, self.heads(n, &grid.columns)));
        let best = grids.filter(|(_, heads)| heads.len() >= 2).max_by_key(|(_, heads)| heads.len());
        if let Some((grid, heads)) = best {
            let first = heads.iter().map(|head| head.columns.start).min().unwrap_or_default();
            let titles = heads.iter().map(|head| head.columns.start).collect::<Vec<_>>();
            self.labels(n, |spot| spot.column < first || titles.contains(&spot.column));
            self.mode = Arrangement::Grid(grid, heads, None);
            return true;
        }
        let across: Vec<_> = self
            .lattice
            .begun(n)
            .filter_map(|(_, spot)| {
                let label = LabelText::new(&spot.text);
                let (single, sure) = best_single(part, &label)?;
                // What is called like one of several may be what they are called together.
                let together = sure == Likeness::Near && is_own_word(part, &label);
                (single.across && !together).then(|| (columns(spot), single, sure))
            })
            .collect();
        if across.len() >= 2 {
            self.labels(n, |_| true);
            self.mode = Arrangement::Below(across);
            return true;
        }
        false
    }

    /// The head of the indicators goes on: below what stands over several columns stand their own labels.
    fn goes_on(&mut self, n: usize) -> bool {
        let Arrangement::Scores(scores, above, None) = &self.mode else { return false };
        let (scores, below) = (*scores, self.heads(n, &scores.columns));
        let written = self.lattice.begun(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).count();
        if below.is_empty() || below.len() != written {
            return false;
        }
        let apart = |head: &&TableColumn| {
            let apart =
                |new: &TableColumn| new.columns.end <= head.columns.start || head.columns.end <= new.columns.start;
            below.iter().all(|new| new.term.id != head.term.id && apart(new))
        };
        let heads = above.iter().filter(apart).chain(&below).cloned().collect();
        self.labels(n, |_| true);
        self.mode = Arrangement::Scores(scores, heads, None);
        true
    }

    /// Which of these columns stand as labels in a row. A label is one column's only: the surest.
    fn heads(&self, n: usize, terms: &'a [ColumnWords]) -> Vec<TableColumn<'a>> {
        let mut heads: Vec<TableColumn<'a>> = Vec::new();
        for (_, spot) in self.lattice.begun(n) {
            let label = LabelText::new(&spot.text);
            let free = terms
                .iter()
                .filter(|term| !heads.iter().any(|head| head.term.id == term.id && head.sure > Likeness::Near));
            let found = free.filter_map(|term| Some((term, term.names.like(&label)?))).max_by_key(|(_, sure)| *sure);
            if let Some((term, sure)) = found {
                heads.retain(|head| head.term.id != term.id);
                heads.push(TableColumn { columns: columns(spot), term, sure });
            }
        }
        heads
    }

    fn labels(&mut self, n: usize, which: impl Fn(&Spot) -> bool) {
        let spots: Vec<usize> = self.lattice.begun(n).filter(|(_, spot)| which(spot)).map(|(index, _)| index).collect();
        for spot in spots {
            let from = self.from(spot);
            self.reader.label(from);
        }
    }

    /// What stands in a row under these heads: the head, the cell, its text. Blank ones are left out.
    fn values(&self, n: usize, heads: &[TableColumn<'a>]) -> Vec<(TableColumn<'a>, usize, &'t Spot)> {
        let value = |head: &TableColumn<'a>| {
            let (index, spot) = self.lattice.at(n, head.columns.start)?;
            (self.lattice.begins(n, spot) && spot.column >= head.columns.start && !plain(&spot.text).is_empty())
                .then(|| (head.clone(), index, spot))
        };
        heads.iter().filter_map(value).collect()
    }

    /// A row of a grid. It is over when a row has neither a label of it nor room for one more.
    fn grid_row(&mut self, n: usize, grid: &'a GridWords, heads: Vec<TableColumn<'a>>, last: Option<usize>) -> bool {
        let first = heads.iter().map(|head| head.columns.start).min().unwrap_or_default();
        let left: Vec<(usize, &Spot)> = self.lattice.row(n).filter(|(_, spot)| spot.column < first).collect();
        let values = self.values(n, &heads);
        let named = left.iter().rev().find_map(|(index, spot)| {
            let label = LabelText::new(&spot.text);
            let (row, sure) = grid_row_like(grid, &label, last)?;
            Some((*index, row, sure))
        });
        if let Some((index, row, sure)) = named {
            let from = self.from(index);
            self.reader.label(from);
            if let Some(term) = grid.rows.get(row).filter(|term| !term.open) {
                self.write(grid.section.as_str(), &term.id, &values, sure);
            }
            self.mode = Arrangement::Grid(grid, heads, Some(row));
            return true;
        }
        let begun: Vec<(usize, &Spot)> =
            self.lattice.begun(n).filter(|(_, spot)| spot.column < first && !plain(&spot.text).is_empty()).collect();
        let single = grid.rows.iter().filter(|row| !row.open).count() == 1;
        if begun.is_empty() && single && last.is_none() {
            if let Some(term) = grid.rows.first() {
                self.write(grid.section.as_str(), &term.id, &values, Likeness::Close);
            }
            self.mode = Arrangement::Grid(grid, heads, Some(0));
            return true;
        }
        if self.knows(n) {
            return false;
        }
        let Some((index, label)) = begun.last().copied() else {
            self.mode = Arrangement::Grid(grid, heads, last);
            return true;
        };
        self.open_row(grid, last, (index, label), &values);
        self.mode = Arrangement::Grid(grid, heads, last);
        true
    }

    /// A row the form does not name goes where rows can be added, the nearest such place below the last row.
    fn open_row(
        &mut self,
        grid: &GridWords,
        last: Option<usize>,
        (index, label): (usize, &Spot),
        values: &[(TableColumn, usize, &Spot)],
    ) {
        let from = self.from(index);
        if values.is_empty() {
            return self.reader.label(from);
        }
        let Some(open) = open_row_after(grid, last) else {
            self.reader.label(from);
            return self.refuse(values, &format!("表样里没有“{}”这一行。", beginning(&label.text)));
        };
        let row = self.reader.next_row(self.part, &grid.section, &open.id);
        let at = self.reader.cell(self.part, &CellId::new(grid.section.clone(), row.clone(), NAME_COLUMN));
        self.reader.place(from, at, label.text.trim(), Likeness::Close);
        self.write(&grid.section, &row, values, Likeness::Close);
    }

    fn write(&mut self, section: &str, row: &Name, values: &[(TableColumn, usize, &Spot)], sure: Likeness) {
        for (head, index, spot) in values {
            let at = self.reader.cell(self.part, &CellId::new(section, row.clone(), head.term.id.clone()));
            let from = self.from(*index);
            self.reader.place(from, at, &text_of(spot, head.term.holds), sure.min(head.sure));
        }
    }

    fn refuse(&mut self, values: &[(TableColumn, usize, &Spot)], why: &str) {
        for (_, index, _) in values {
            let from = self.from(*index);
            self.reader.homeless(from, why.into());
        }
    }

    /// An indicator, or the closing row.
    fn indicator(
        &mut self,
        n: usize,
        scores: &'a ScoresWords,
        heads: Vec<TableColumn<'a>>,
        last: Option<usize>,
    ) -> bool {
        let first = heads
            .iter()
            .filter(|head| head.term.id == NAME_COLUMN)
            .map(|head| head.columns.start)
            .min()
            .unwrap_or_default();
        let left: Vec<(usize, &Spot)> =
            self.lattice.row(n).filter(|(_, spot)| spot.column < first && !plain(&spot.text).is_empty()).collect();
        let labels: Vec<(usize, bool, LabelText)> = left
            .iter()
            .map(|(index, spot)| (*index, self.lattice.begins(n, spot), LabelText::new(&spot.text)))
            .collect();
        if labels.iter().any(|(_, _, label)| scores.total.like(label) >= Some(Likeness::Close)) {
            self.total(n, scores, &heads);
            self.mode = Arrangement::Beside;
            return true;
        }
        let values = self.values(n, &heads);
        let kind = labels.iter().rev().find_map(|(_, _, label)| kind_like(scores, label, &labels));
        let unknown = labels.iter().any(|(_, begun, label)| *begun && !known_left(scores, self.part, label));
        let kind = match kind {
            Some(found) => Some(found),
            None if !unknown => last.map(|last| (last, Likeness::Close)),
            None => None,
        };
        if kind.is_none() && values.is_empty() && self.knows(n) {
            return false;
        }
        for (index, _, _) in &labels {
            let from = self.from(*index);
            self.reader.label(from);
        }
        self.mode = Arrangement::Scores(scores, heads, kind.map_or(last, |(kind, _)| Some(kind)));
        if is_placeholder(&values) {
            for (_, index, _) in &values {
                let from = self.from(*index);
                self.reader.label(from);
            }
            return true;
        }
        if let Some(row) = fixed_row(scores, &values) {
            self.write(&scores.section, row, &values, Likeness::Same);
        } else if let Some((kind, sure)) = kind.and_then(|(kind, sure)| Some((scores.kinds.get(kind)?, sure))) {
            let row = self.reader.next_row(self.part, &scores.section, &kind.id);
            self.write(&scores.section, &row, &values, sure);
        } else {
            let label = left.last().map_or_else(String::new, |(_, spot)| beginning(&spot.text));
            self.refuse(&values, &format!("表样里没有“{label}”这一类指标。"));
        }
        true
    }

    fn total(&mut self, n: usize, scores: &ScoresWords, heads: &[TableColumn<'a>]) {
        self.labels(n, |spot| scores.total.like(&LabelText::new(&spot.text)).is_some());
        let values = self.values(n, heads);
        let figures: Vec<_> = values
            .into_iter()
            .filter(|(_, _, spot)| scores.total.like(&LabelText::new(&spot.text)).is_none())
            .collect();
        self.write(&scores.section, &TOTAL_ROW.into(), &figures, Likeness::Same);
    }

    /// Values below the labels of the row above.
    fn below(&mut self, n: usize, below: &[(Range<usize>, &'a Single, Likeness)]) -> bool {
        for (columns, single, sure) in below {
            let Some((index, spot)) = self.lattice.at(n, columns.start) else { continue };
            let from = self.from(index);
            if !plain(&spot.text).is_empty() {
                let at = self.reader.cell(self.part, &single.at);
                self.reader.place(from, at, &text_of(spot, single.holds), *sure);
            }
        }
        self.labels(n, |_| true);
        true
    }

    /// Labels with their values at their right, or in the same cell behind a colon.
    fn beside(&mut self, n: usize) {
        let part = self.part;
        let mut value_of: Option<(&Single, Likeness)> = None;
        let spots: Vec<(usize, &'t Spot)> =
            self.lattice.row(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).collect();
        for (index, spot) in spots {
            let from = self.from(index);
            let label = LabelText::new(&spot.text);
            if let Some(found) = best_single(part, &label) {
                self.reader.label(from);
                value_of = Some(found);
            } else if self.reader.inline(from, Some(part), &spot.text, &part.singles, &part.others) {
                value_of = None;
            } else if is_own_word(part, &label) || self.reader.is_note(&spot.text) {
                self.reader.label(from);
                value_of = None;
            } else if let Some((single, sure)) = value_of.take() {
                let text = text_of(spot, single.holds);
                let at = self.reader.cell(part, &single.at);
                self.reader.place(from, at, written(&text, single), sure);
            }
        }
    }

    /// A row speaks of labels with values, so that a grid above it is over.
    fn knows(&mut self, n: usize) -> bool {
        let part = self.part;
        let spots: Vec<&Spot> = self.lattice.begun(n).map(|(_, spot)| spot).collect();
        spots.into_iter().any(|spot| {
            best_single(part, &LabelText::new(&spot.text)).is_some()
                || !self.reader.pairs(&spot.text, &part.singles, &part.others).is_empty()
        })
    }
}

fn columns(spot: &Spot) -> Range<usize> {
    spot.column..spot.column.saturating_add(spot.across.max(1))
}

/// The label of a single value that a text is.
fn best_single<'t>(part: &'t PartWords, label: &LabelText) -> Option<(&'t Single, Likeness)> {
    let like = part.singles.iter().filter_map(|single| Some((single, single.names.like(label)?)));
    // max_by_key takes the last of equals; the first is meant.
    like.rev().max_by_key(|(_, sure)| *sure)
}

/// The row of a grid a label names: the next one of that name below the last, else any.
fn grid_row_like(grid: &GridWords, label: &LabelText, last: Option<usize>) -> Option<(usize, Likeness)> {
    let after = last.map_or(0, |last| last + 1);
    let rows = || grid.rows.iter().enumerate();
    let best = |rows: &mut dyn Iterator<Item = (usize, &GridRow)>| {
        let like = rows.filter_map(|(n, row)| Some((n, row.names.like(label)?)));
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
fn open_row_after(grid: &GridWords, last: Option<usize>) -> Option<&GridRow> {
    let open = |(_, row): &(usize, &GridRow)| {
        let around = last.and_then(|last| grid.rows.get(last)).map_or(&[][..], |last| &last.among);
        row.open
            && row.among.last().is_none_or(|parent| last.is_none_or(|last| *parent == last) || around.contains(parent))
    };
    let after = last.map_or(0, |last| last + 1);
    let rows = || grid.rows.iter().enumerate().filter(open);
    let beside = grid.rows.iter().enumerate().skip(after).take_while(|(_, row)| row.open).filter(open).last();
    let found = beside.or_else(|| rows().find(|(n, _)| *n >= after)).or_else(|| rows().next_back());
    found.map(|(_, row)| row)
}

/// The row of an indicator that the form itself lists.
fn fixed_row<'t>(scores: &'t ScoresWords, values: &[(TableColumn, usize, &Spot)]) -> Option<&'t Name> {
    let (_, _, name) = values.iter().find(|(head, ..)| head.term.id == NAME_COLUMN)?;
    let label = LabelText::new(&name.text);
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

/// The form's own words, that have no value.
fn is_own_word(part: &PartWords, label: &LabelText) -> bool {
    let like = |names: &Names| names.like(label) >= Some(Likeness::Close);
    part.others.iter().chain(part.grids.iter().map(|grid| &grid.corner)).any(like)
        || part.grids.iter().flat_map(|grid| &grid.columns).any(|column| like(&column.names))
}

/// “指标1：”, “……”: what a template leaves for the clerk to write over.
fn is_placeholder(values: &[(TableColumn, usize, &Spot)]) -> bool {
    let [(_, _, only)] = values else { return values.is_empty() };
    let text = plain(&only.text);
    let rest = text.strip_prefix("指标").map(|rest| rest.trim_matches(|c: char| c.is_ascii_digit() || c == ':'));
    rest == Some("") || (!text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.')))
}

/// A cell's text: paragraphs stay where paragraphs belong; elsewhere a line break is only the table's narrowness.
fn text_of(spot: &Spot, holds: crate::form::Holds) -> String {
    let lines = spot.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    if holds == crate::form::Holds::Long { lines.collect::<Vec<_>>().join("\n") } else { lines.collect() }
}
