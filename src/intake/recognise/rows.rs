//! The rows of a table that is known to be a part of the form: heads, and labels with values.

use super::arrangement::{Arrangement, TableColumn};
use super::inline::{declared_unit, written};
use super::lattice::Lattice;
use super::reader::Reader;
use super::vocabulary::{ColumnWords, Names, PartWords, Single};
use crate::form::{CellId, Holds, NAME_COLUMN, Name};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::intake::plan::Place;
use std::ops::Range;

/// Rows being read.
pub(super) struct TableRows<'r, 'a, 't> {
    pub reader: &'r mut Reader<'a>,
    pub part: &'a PartWords,
    block: usize,
    pub lattice: &'t Lattice<'t>,
}

/// What stands in a row under a column.
pub(super) struct RowValue<'c, 'a, 't> {
    pub column: &'c TableColumn<'a>,
    /// Which cell of the table.
    pub index: usize,
    pub spot: &'t Spot,
}

impl<'r, 'a, 't> TableRows<'r, 'a, 't> {
    pub fn new(reader: &'r mut Reader<'a>, part: &'a PartWords, block: usize, lattice: &'t Lattice<'t>) -> Self {
        Self { reader, part, block, lattice }
    }

    /// Reads rows, the first as what the table before would go on with; answers what a table that goes on with this one
    /// would.
    pub fn read(mut self, rows: Range<usize>, first: Arrangement<'a>) -> Arrangement<'a> {
        rows.fold(first, |arrangement, n| self.row(n, arrangement))
    }

    /// Reads a row; answers how the next one is read.
    fn row(&mut self, n: usize, arrangement: Arrangement<'a>) -> Arrangement<'a> {
        let unit = self.lattice.begun(n).find_map(|(_, spot)| declared_unit(&spot.text));
        self.reader.placing.declare_unit(unit);
        if let Some(head) = self.head(n, &arrangement) {
            return head;
        }
        let next = match arrangement {
            Arrangement::Beside => None,
            Arrangement::Grid { words, columns, last } => self.grid_row(n, words, columns, last),
            Arrangement::Scores { words, columns, last } => self.indicator(n, words, columns, last),
            Arrangement::Below(labels) => Some(self.below(n, &labels)),
        };
        next.unwrap_or_else(|| self.beside(n))
    }

    // ---- Heads ----

    /// The row is a head of some kind: how the rows below it are read.
    fn head(&mut self, n: usize, before: &Arrangement<'a>) -> Option<Arrangement<'a>> {
        let part = self.part;
        if let Some(head) = self.head_goes_on(n, before) {
            return Some(head);
        }
        for words in &part.scores {
            let columns = self.columns(n, &words.columns);
            let named = columns.iter().any(|column| column.words.id == NAME_COLUMN);
            if named && columns.len() >= 3 {
                self.labels(n, |_| true);
                return Some(Arrangement::Scores { words, columns, last: None });
            }
        }
        let grids = part.grids.iter().map(|words| (words, self.columns(n, &words.columns)));
        let best = grids.filter(|(_, columns)| columns.len() >= 2).max_by_key(|(_, columns)| columns.len());
        if let Some((words, columns)) = best {
            let first = first_of(&columns);
            let titles: Vec<usize> = columns.iter().map(|column| column.columns.start).collect();
            self.labels(n, |spot| spot.column < first || titles.contains(&spot.column));
            return Some(Arrangement::Grid { words, columns, last: None });
        }
        self.head_across(n)
    }

    /// Labels of facts whose values stand below them.
    fn head_across(&mut self, n: usize) -> Option<Arrangement<'a>> {
        let part = self.part;
        let across: Vec<_> = self
            .lattice
            .begun(n)
            .filter_map(|(_, spot)| {
                let label = LabelText::new(&spot.text);
                let (single, sure) = best_single(part, &label)?;
                // What is called like one of several may be what they are called together.
                let together = sure == Likeness::Near && is_own_word(part, &label);
                (single.across && !together).then(|| (columns_of(spot), single, sure))
            })
            .collect();
        (across.len() >= 2).then(|| {
            self.labels(n, |_| true);
            Arrangement::Below(across)
        })
    }

    /// The head of the indicators goes on: below what stands over several columns stand their own labels.
    fn head_goes_on(&mut self, n: usize, before: &Arrangement<'a>) -> Option<Arrangement<'a>> {
        let Arrangement::Scores { words, columns: above, last: None } = before else { return None };
        let below = self.columns(n, &words.columns);
        let written = self.lattice.begun(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).count();
        if below.is_empty() || below.len() != written {
            return None;
        }
        let apart = |above: &&TableColumn| {
            let apart =
                |new: &TableColumn| new.columns.end <= above.columns.start || above.columns.end <= new.columns.start;
            below.iter().all(|new| new.words.id != above.words.id && apart(new))
        };
        let columns = above.iter().filter(apart).chain(&below).cloned().collect();
        self.labels(n, |_| true);
        Some(Arrangement::Scores { words, columns, last: None })
    }

    /// Which of these columns stand as labels in a row. A label is one column's only: the surest.
    fn columns(&self, n: usize, wanted: &'a [ColumnWords]) -> Vec<TableColumn<'a>> {
        let mut columns: Vec<TableColumn<'a>> = Vec::new();
        for (_, spot) in self.lattice.begun(n) {
            let label = LabelText::new(&spot.text);
            let free = wanted
                .iter()
                .filter(|words| !columns.iter().any(|known| known.words.id == words.id && known.sure > Likeness::Near));
            let found = free.filter_map(|words| Some((words, words.names.like(&label)?))).max_by_key(|(_, sure)| *sure);
            if let Some((words, sure)) = found {
                columns.retain(|known| known.words.id != words.id);
                columns.push(TableColumn { columns: columns_of(spot), words, sure });
            }
        }
        columns
    }

    // ---- Labels with values ----

    /// Values below the labels of the row above.
    fn below(&mut self, n: usize, labels: &[(Range<usize>, &'a Single, Likeness)]) -> Arrangement<'a> {
        for (columns, single, sure) in labels {
            let Some((index, spot)) = self.lattice.at(n, columns.start) else { continue };
            let from = self.from(index);
            if !plain(&spot.text).is_empty() {
                let at = self.reader.parts.cell(self.part, &single.at);
                self.reader.place(from, at, &text_of(spot, single.holds), *sure);
            }
        }
        self.labels(n, |_| true);
        Arrangement::Beside
    }

    /// Labels with their values at their right, or in the same cell behind a colon.
    fn beside(&mut self, n: usize) -> Arrangement<'a> {
        let part = self.part;
        let mut value_of: Option<(&Single, Likeness)> = None;
        let spots: Vec<(usize, &'t Spot)> =
            self.lattice.row(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).collect();
        for (index, spot) in spots {
            let from = self.from(index);
            let label = LabelText::new(&spot.text);
            if let Some(found) = best_single(part, &label) {
                self.reader.placing.label(from);
                value_of = Some(found);
            } else if self.reader.inline(from, Some(part), &spot.text, &part.singles, &part.others) {
                value_of = None;
            } else if is_own_word(part, &label) || self.reader.parts.is_note(&spot.text) {
                self.reader.placing.label(from);
                value_of = None;
            } else if let Some((single, sure)) = value_of.take() {
                let text = text_of(spot, single.holds);
                let at = self.reader.parts.cell(part, &single.at);
                self.reader.place(from, at, written(&text, single), sure);
            }
        }
        Arrangement::Beside
    }

    /// A row speaks of labels with values, so that a grid above it is over.
    pub fn has_singles(&mut self, n: usize) -> bool {
        let part = self.part;
        let spots: Vec<&Spot> = self.lattice.begun(n).map(|(_, spot)| spot).collect();
        spots.into_iter().any(|spot| {
            best_single(part, &LabelText::new(&spot.text)).is_some()
                || !self.reader.parts.pairs(&spot.text, &part.singles, &part.others).is_empty()
        })
    }

    // ---- Cells of a row ----

    pub fn from(&self, index: usize) -> Place {
        Place { block: self.block, spot: Some(index) }
    }

    /// What begins in a row is the form's own words.
    pub fn labels(&mut self, n: usize, which: impl Fn(&Spot) -> bool) {
        for (index, _) in self.lattice.begun(n).filter(|(_, spot)| which(spot)) {
            self.label(index);
        }
    }

    /// A cell is the form's own words.
    pub fn label(&mut self, index: usize) {
        self.reader.placing.label(self.from(index));
    }

    /// What stands in a row under these columns. Blank ones are left out.
    pub fn values<'c>(&self, n: usize, columns: &'c [TableColumn<'a>]) -> Vec<RowValue<'c, 'a, 't>> {
        let value = |column: &'c TableColumn<'a>| {
            let (index, spot) = self.lattice.at(n, column.columns.start)?;
            let own = self.lattice.begins(n, spot) && spot.column >= column.columns.start;
            (own && !plain(&spot.text).is_empty()).then_some(RowValue { column, index, spot })
        };
        columns.iter().filter_map(value).collect()
    }

    /// Values go to a row of a section.
    pub fn write(&mut self, section: &str, row: &Name, values: &[RowValue], sure: Likeness) {
        for RowValue { column, index, spot } in values {
            let at = CellId::new(section, row.clone(), column.words.id.clone());
            let at = self.reader.parts.cell(self.part, &at);
            let text = text_of(spot, column.words.holds);
            self.reader.place(self.from(*index), at, &text, sure.min(column.sure));
        }
    }

    /// Values of a row that the form does not have.
    pub fn refuse(&mut self, values: &[RowValue], why: &str) {
        for value in values {
            self.reader.placing.homeless(self.from(value.index), why.into());
        }
    }
}

/// Where the first of these columns begins.
pub(super) fn first_of(columns: &[TableColumn]) -> usize {
    columns.iter().map(|column| column.columns.start).min().unwrap_or_default()
}

fn columns_of(spot: &Spot) -> Range<usize> {
    spot.column..spot.column.saturating_add(spot.across.max(1))
}

/// The label of a single value that a text is.
fn best_single<'t>(part: &'t PartWords, label: &LabelText) -> Option<(&'t Single, Likeness)> {
    let like = part.singles.iter().filter_map(|single| Some((single, single.names.like(label)?)));
    // max_by_key takes the last of equals; the first is meant.
    like.rev().max_by_key(|(_, sure)| *sure)
}

/// The form's own words, that have no value.
fn is_own_word(part: &PartWords, label: &LabelText) -> bool {
    let like = |names: &Names| names.like(label) >= Some(Likeness::Close);
    part.others.iter().chain(part.grids.iter().map(|grid| &grid.corner)).any(like)
        || part.grids.iter().flat_map(|grid| &grid.columns).any(|column| like(&column.names))
}

/// A cell's text: paragraphs stay where paragraphs belong; elsewhere a line break is only the table's narrowness.
fn text_of(spot: &Spot, holds: Holds) -> String {
    let lines = spot.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    if holds == Holds::Long { lines.collect::<Vec<_>>().join("\n") } else { lines.collect() }
}
