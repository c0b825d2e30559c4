//! Amounts: heads of them, over one row or two, and those that stand beside their labels without a head.

use super::arrangement::{Arrangement, StrangeColumn, TableColumn, TableHead};
use super::heads::{HeadCell, matched, strange_column};
use super::lattice::filled;
use super::meaning::MEANINGS;
use super::rows::{TableRows, columns_of};
use super::words::{ColumnWords, GridRow, GridWords};
use crate::form::{CellId, ColumnRole};
use crate::intake::label::{LabelText, Likeness, digits, plain};
use crate::intake::plan::Place;
use crate::value::{Reading, read_count, read_money, read_rate};

impl<'a> TableRows<'_, 'a, '_> {
    /// The head of amounts.
    pub fn amounts_head(&self, n: usize, wanted: &'a [ColumnWords]) -> TableHead<'a> {
        let mut cells = self.head_cells(n, |label| MEANINGS.amount(label));
        cells.retain_mut(|cell| {
            let is_reason = matches!(cell.meaning, Some((Some(ColumnRole::Reason), _)));
            is_reason || !self.has_words_below(n, cell.columns.start) || self.stands_beside_words(n, cell)
        });
        let mut head = matched(&cells, wanted);
        if self.has_amounts_beside(n, &head) {
            return TableHead::default();
        }
        let first = head.first();
        let strange = cells
            .iter()
            .filter(|cell| !head.has(&cell.columns) && (cell.meaning.is_some() || cell.columns.start > first));
        head.strange = strange.map(|cell| strange_column(cell, "表样里没有")).collect();
        head
    }

    /// Below a place stand words: it is the head of labels, not of amounts.
    fn has_words_below(&self, n: usize, column: usize) -> bool {
        let below = self.lattice.at(n + 1, column).filter(|(_, below)| self.lattice.begins(n + 1, below));
        let words =
            |text: &str| !text.contains(|c: char| c.is_ascii_digit()) && read_count(text) == Reading::Unreadable;
        below.is_some_and(|(_, below)| words(&below.text))
    }

    /// A head stands over the labels of rows and over their amounts as well: it is the head of the latter.
    fn stands_beside_words(&self, n: usize, cell: &mut HeadCell) -> bool {
        let Some((_, label)) = self.lattice.at(n + 1, cell.columns.start) else { return false };
        // Without merged cells it reaches as far as the next one.
        let mut after =
            filled(self.lattice, n).map(|(_, spot)| spot.column).filter(|column| *column > cell.columns.start);
        let end = cell.columns.end.max(after.next().unwrap_or_else(|| self.lattice.width()));
        let amounts = columns_of(label).end..end;
        let amount = self.lattice.at(n + 1, amounts.start).filter(|_| !amounts.is_empty());
        let found = cell.meaning.is_some() && amount.is_some_and(|(_, spot)| is_amount(&spot.text));
        if found {
            cell.columns = amounts;
        }
        found
    }

    /// Amounts stand beside their labels in the same row: it is no head.
    fn has_amounts_beside(&self, n: usize, head: &TableHead) -> bool {
        let beside = |column: &&TableColumn| {
            let spot = self.lattice.at(n, column.columns.end).filter(|(_, spot)| self.lattice.begins(n, spot));
            spot.is_some_and(|(_, spot)| is_amount(&spot.text))
        };
        head.columns.iter().filter(beside).count() * 2 >= head.columns.len().max(1)
    }

    /// The head of amounts goes on: 年初 and 调整后 below 预算数.
    pub fn amounts_go_on(&mut self, n: usize, before: &Arrangement<'a>) -> Option<Arrangement<'a>> {
        let Arrangement::Grid { words, head: above, last: None } = before else { return None };
        let mut cells = self.head_cells(n, |_| None);
        cells.retain(|cell| self.lattice.begins(n, cell.spot));
        for cell in &mut cells {
            // What stands over it, in a cell that reaches that far or in the last one before it.
            let over = filled(self.lattice, n.checked_sub(1)?).filter(|(_, spot)| spot.column <= cell.spot.column);
            let over = LabelText::new(&over.last()?.1.text);
            cell.label = LabelText::new(&format!("{}{}", plain(&cell.spot.text), over.key()));
            cell.meaning = MEANINGS.amount(&cell.label).filter(|_| digits(cell.label.key()).is_empty());
        }
        cells.retain(|cell| cell.meaning.is_some());
        let below = matched(&cells, &words.columns);
        if !words.is_budget() || cells.len() != filled(self.lattice, n).count() || below.columns.is_empty() {
            return None;
        }
        let strange = cells.iter().filter(|cell| !below.has(&cell.columns));
        let strange: Vec<StrangeColumn> = strange.map(|cell| strange_column(cell, "表样里没有")).collect();
        let apart = |above: &&TableColumn| {
            below.columns.iter().all(|new| new.words.id != above.words.id && new.columns.start != above.columns.start)
        };
        let columns = above.columns.iter().filter(apart).chain(&below.columns).cloned().collect();
        let apart = |above: &&StrangeColumn| !cells.iter().any(|cell| above.columns.contains(&cell.columns.start));
        let strange = above.strange.iter().filter(apart).cloned().chain(strange).collect();
        let head = TableHead { columns, strange, ..TableHead::default() };
        drop(cells);
        self.labels(n, |_| true);
        Some(Arrangement::Grid { words, head, last: None })
    }

    // ---- Without a head ----

    pub fn is_amount(&self, text: &str) -> bool {
        matches!(read_money(text, self.reader.form.money), Reading::Is(_))
    }

    pub fn is_figure(&self, text: &str) -> bool {
        self.is_amount(text) || matches!(read_rate(text), Reading::Is(_))
    }

    /// The column that a label beside an amount names: 预算数 is the year's where what was spent stands beside it, else
    /// what was approved.
    pub fn amount_label(&self, n: usize, label: &LabelText) -> Option<ColumnRole> {
        let role = |label: &LabelText| MEANINGS.amount(label).filter(|(_, sure)| *sure > Likeness::Near)?.0;
        let own = role(label).filter(|_| self.part.grids.iter().any(GridWords::is_budget))?;
        let beside = |other: &[ColumnRole]| {
            let mut cells = self.lattice.begun(n);
            cells.any(|(_, spot)| role(&LabelText::new(&spot.text)).is_some_and(|role| other.contains(&role)))
        };
        match own {
            ColumnRole::Full if !beside(&[ColumnRole::Initial, ColumnRole::Executed]) => Some(ColumnRole::Initial),
            ColumnRole::Initial | ColumnRole::Full | ColumnRole::Executed | ColumnRole::Rate => Some(own),
            ColumnRole::Weight | ColumnRole::Score if beside(&[ColumnRole::Rate]) => Some(own),
            _ => None,
        }
    }

    /// The table says what was spent.
    pub fn is_executed(&mut self) -> bool {
        let lattice = self.lattice;
        *self.executed.get_or_insert_with(|| {
            let mut cells = (0..lattice.rows()).flat_map(|n| lattice.begun(n));
            let spent = |text: &str| {
                let role = MEANINGS.amount(&LabelText::new(text)).and_then(|(role, _)| role);
                matches!(role, Some(ColumnRole::Executed | ColumnRole::Rate))
            };
            cells.any(|(_, spot)| spent(&spot.text))
        })
    }

    pub fn has_fund(&self, label: &LabelText) -> bool {
        let mut grids = self.part.grids.iter().filter(|grid| grid.is_budget());
        grids.any(|grid| grid.rows.iter().any(|row| row.like(label).is_some()))
    }

    /// An amount beside the label of its row, of its column or of both, without a head above: all of the money, as it was
    /// approved, where they do not say otherwise.
    pub fn amount_alone(&mut self, from: Place, row: Option<&LabelText>, column: Option<ColumnRole>, text: &str) {
        let part = self.part;
        let wanted = column.unwrap_or(ColumnRole::Initial);
        for grid in part.grids.iter().filter(|grid| grid.is_budget()) {
            let like =
                |own: &GridRow| row.map_or_else(|| own.is_whole().then_some(Likeness::Close), |label| own.like(label));
            let found = grid.rows.iter().filter_map(|own| Some((like(own)?, own)));
            let Some((sure, own)) = found.max_by_key(|(sure, _)| *sure) else { continue };
            let called = |role| grid.columns.iter().find(|column| column.role == Some(role));
            let approved = || called(ColumnRole::Full).filter(|_| wanted == ColumnRole::Initial);
            let Some(words) = called(wanted).or_else(approved) else { continue };
            // Where money was spent, an amount of no column may be any.
            let sure = if column.is_none() && self.is_executed() { Likeness::Near } else { sure };
            let at = CellId::new(grid.section.clone(), own.id.clone(), words.id.clone());
            let at = self.reader.parts.cell(part, &at);
            return self.reader.place(from, at, text.trim(), sure);
        }
        self.reader.placing.homeless(from, "表样里没有这一栏。".into());
    }
}

/// A figure and nothing beside it but its signs.
fn is_amount(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}
