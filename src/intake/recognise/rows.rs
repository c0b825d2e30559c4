//! The rows of a table that is known to be a part of the form: labels with values, and what heads say of the rows below.

use super::arrangement::{Arrangement, LabelAbove, StrangeColumn, TableColumn};
use super::inline::{colons, declared_unit, written};
use super::lattice::Lattice;
use super::meaning::MEANINGS;
use super::names::Names;
use super::reader::Reader;
use super::words::{PartWords, Single};
use crate::form::{CellId, ColumnRole, Holds, Name};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::intake::plan::Place;
use crate::value::Text;
use std::ops::Range;

/// Rows being read.
pub(super) struct TableRows<'r, 'a, 't> {
    pub reader: &'r mut Reader<'a>,
    pub part: &'a PartWords,
    block: usize,
    pub lattice: &'t Lattice<'t>,
    /// The goal whose indicators follow, where the form has indicators by goals.
    pub goal: Option<LabelText>,
    /// The project that a list named last.
    pub listed: Option<Text>,
    /// It is one that the report does not take.
    pub refused: bool,
    /// The table states results of money: it is no plan.
    pub executed: Option<bool>,
}

/// What stands in a row under a column.
#[derive(Clone)]
pub(super) struct RowValue<'c, 'a, 't> {
    pub column: &'c TableColumn<'a>,
    /// Which cell of the table.
    pub index: usize,
    pub spot: &'t Spot,
    /// Which of its lines; all of them, where it is one text.
    pub line: Option<usize>,
}

impl RowValue<'_, '_, '_> {
    /// The text as its column holds it.
    pub fn text(&self) -> String {
        let line = |n| lines_of(self.spot).nth(n).unwrap_or_default().to_string();
        self.line.map_or_else(|| text_of(self.spot, self.column.words.holds), line)
    }
}

impl<'r, 'a, 't> TableRows<'r, 'a, 't> {
    pub fn new(reader: &'r mut Reader<'a>, part: &'a PartWords, block: usize, lattice: &'t Lattice<'t>) -> Self {
        Self { reader, part, block, lattice, goal: None, listed: None, refused: false, executed: None }
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
            Arrangement::Grid { words, head, last } => self.grid_row(n, words, head, last),
            Arrangement::Scores { words, head, last } => Some(self.indicator(n, words, head, &last)),
            Arrangement::Below(labels) => Some(self.below(n, &labels)),
        };
        next.unwrap_or_else(|| self.beside(n))
    }

    // ---- Labels with values ----

    /// Values below the labels of the row above.
    fn below(&mut self, n: usize, labels: &[LabelAbove<'a>]) -> Arrangement<'a> {
        for LabelAbove { columns, label, single } in labels {
            let Some((index, spot)) =
                self.lattice.at(n, columns.start).filter(|(_, spot)| self.lattice.begins(n, spot))
            else {
                continue;
            };
            let from = self.from(index);
            if plain(&spot.text).is_empty() {
                continue;
            }
            match single {
                Some((single, sure)) => {
                    let at = self.reader.parts.cell(self.part, &single.at);
                    self.reader.place(from, at, &text_of(spot, single.holds), *sure);
                }
                None => self.reader.placing.homeless(from, format!("表样里没有“{}”。", plain(label))),
            }
        }
        // What stood beside the labels stands here again where rows are cut into tables of their own.
        let part = self.part;
        self.labels(n, |spot| is_own_word(part, &LabelText::new(&spot.text)));
        Arrangement::Beside
    }

    /// Labels with their values at their right, or in the same cell behind a colon.
    pub fn beside(&mut self, n: usize) -> Arrangement<'a> {
        let part = self.part;
        let mut value_of: Option<(&Single, Likeness)> = None;
        let mut fund: Option<LabelText> = None;
        let mut column: Option<ColumnRole> = None;
        let spots: Vec<(usize, &'t Spot)> =
            self.lattice.row(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).collect();
        // Lines of labels may stand in one cell or in several: 填表人：　| 填表日期：
        let alone = spots.len() == 1;
        let line = alone || spots.iter().all(|(_, spot)| colons(&spot.text) > 0);
        for (index, spot) in spots {
            let from = self.from(index);
            let label = LabelText::new(&spot.text);
            if let Some(found) = best_single(part, &label) {
                self.reader.placing.label(from);
                value_of = Some(found);
            } else if value_of.is_none()
                && (fund.is_some() && self.is_amount(&spot.text) || column.is_some() && self.is_figure(&spot.text))
            {
                let row = if column.is_some() { fund.clone() } else { fund.take() };
                self.amount_alone(from, row.as_ref(), column.take(), &spot.text);
            } else if let Some(role) = self.amount_label(n, &label).filter(|_| value_of.is_none()) {
                self.reader.placing.label(from);
                column = Some(role);
            } else if self.reader.parts.is_note(&spot.text) {
                self.reader.placing.label(from);
                value_of = None;
            } else if self.reader.inline(
                from,
                Some(part),
                &spot.text,
                if line { &part.told } else { &part.singles },
                &part.others,
            ) {
                value_of = None;
            } else if is_own_word(part, &label) {
                self.reader.placing.label(from);
                value_of = None;
            } else if let Some((single, sure)) = value_of.take().filter(|_| !MEANINGS.is_fact(&label)) {
                let text = text_of(spot, single.holds);
                let at = self.reader.parts.cell(part, &single.at);
                self.reader.place(from, at, written(&text, single), sure);
                self.begin_goal(single);
            } else if matches!(MEANINGS.fund(&label), Some((_, Likeness::Close))) && self.has_fund(&label) {
                self.reader.placing.label(from);
                fund = Some(label);
            } else if spot.down > 1 && MEANINGS.is_idle(&label) {
                self.reader.placing.label(from);
            } else if alone {
                self.reader.loose_line(from, &spot.text);
            }
        }
        Arrangement::Beside
    }

    /// Indicators that follow belong to a goal, where the form has such groups.
    fn begin_goal(&mut self, single: &Single) {
        let Some(own) = single.names.own() else { return };
        let mut kinds = self.part.scores.iter().flat_map(|scores| &scores.kinds);
        if kinds.any(|kind| kind.groups.iter().any(|group| group.like(own) == Some(Likeness::Same))) {
            self.goal = Some(own.clone());
        }
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
            let (index, spot) = self.written_at(n, column.columns.start)?;
            Some(RowValue { column, index, spot, line: None })
        };
        columns.iter().filter_map(value).collect()
    }

    /// What stands in a row under a column and begins there.
    pub fn written_at(&self, n: usize, column: usize) -> Option<(usize, &'t Spot)> {
        let (index, spot) = self.lattice.at(n, column)?;
        let own = self.lattice.begins(n, spot) && spot.column >= column;
        (own && !plain(&spot.text).is_empty()).then_some((index, spot))
    }

    /// What stands in a row under columns that the form does not have is listed; answers what it says of the target.
    pub fn refuse_strange(&mut self, n: usize, strange: &[StrangeColumn]) -> Vec<String> {
        let mut of_target = Vec::new();
        for column in strange {
            let Some((index, spot)) = self.written_at(n, column.columns.start) else { continue };
            let from = self.from(index);
            if self.reader.placing.is_settled(from) {
                continue;
            }
            self.reader.placing.homeless(from, column.why.to_string());
            if column.of_target.is_some() {
                of_target.push(format!("“{}”是“{}”", column.label, spot.text.trim()));
            }
        }
        of_target
    }

    /// Values go to a row of a section.
    pub fn write(&mut self, section: &str, row: &Name, values: &[RowValue], sure: Likeness) {
        for value in values {
            let column = value.column;
            let at = CellId::new(section, row.clone(), column.words.id.clone());
            let at = self.reader.parts.cell(self.part, &at);
            let from = self.from(value.index);
            self.reader.place_in(from, at, &value.text(), sure.min(column.sure), column.unit);
        }
    }

    /// What is doubtful about a cell of a row that was written.
    pub fn doubt(&mut self, section: &str, row: &Name, column: &Name, doubt: &str) {
        let at = self.reader.parts.cell(self.part, &CellId::new(section, row.clone(), column.clone()));
        self.reader.placing.doubt(&at, doubt);
    }

    /// Values of a row that the form does not have.
    pub fn refuse(&mut self, values: &[RowValue], why: &str) {
        for value in values {
            self.reader.placing.homeless(self.from(value.index), why.into());
        }
    }
}

pub(super) fn columns_of(spot: &Spot) -> Range<usize> {
    spot.column..spot.column.saturating_add(spot.across.max(1))
}

/// The label of a single value that a text is.
pub(super) fn best_single<'t>(part: &'t PartWords, label: &LabelText) -> Option<(&'t Single, Likeness)> {
    let fact = MEANINGS.fact(label);
    let like = part.singles.iter().filter_map(|single| Some((single, single.like(label, fact)?)));
    // max_by_key takes the last of equals; the first is meant.
    like.rev().max_by_key(|(_, sure)| *sure)
}

/// The form's own words, that have no value.
pub(super) fn is_own_word(part: &PartWords, label: &LabelText) -> bool {
    let like = |names: &Names| names.like(label) >= Some(Likeness::Close);
    part.others.iter().chain(part.grids.iter().map(|grid| &grid.corner)).any(like)
        || part.grids.iter().flat_map(|grid| &grid.columns).any(|column| like(&column.names))
}

/// A cell's text: paragraphs stay where paragraphs belong; elsewhere a line break is only the table's narrowness.
pub(super) fn text_of(spot: &Spot, holds: Holds) -> String {
    let lines = lines_of(spot);
    if holds == Holds::Long { lines.collect::<Vec<_>>().join("\n") } else { lines.collect() }
}

/// The lines of a cell that say something.
pub(super) fn lines_of(spot: &Spot) -> impl Iterator<Item = &str> {
    spot.text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}
