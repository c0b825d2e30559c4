//! Heads: which of the form's columns stand in a row, and which columns the form does not have.

use super::arrangement::{Arrangement, LabelAbove, Levels, StrangeColumn, TableColumn, TableHead};
use super::inline::declared_unit;
use super::meaning::MEANINGS;
use super::rows::{TableRows, best_single, columns_of, is_own_word};
use super::words::{ColumnWords, GridWords, HeadMeaning, PartWords, ScoresWords};
use crate::form::{ColumnRole, NAME_COLUMN};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::value::Text;
use std::cmp::Reverse;
use std::ops::Range;

/// So many columns of the indicators make a head, the levels above them counted.
const ENOUGH: usize = 3;

/// A cell of a row that may be a head.
pub(super) struct HeadCell<'t> {
    pub spot: &'t Spot,
    /// The columns it is the label of.
    pub columns: Range<usize>,
    pub label: LabelText,
    pub meaning: HeadMeaning,
    pub level: Option<usize>,
}

impl<'a, 't> TableRows<'_, 'a, 't> {
    /// The row is a head of some kind: how the rows below it are read.
    pub fn head(&mut self, n: usize, before: &Arrangement<'a>) -> Option<Arrangement<'a>> {
        let part = self.part;
        if let Some(head) = self.head_goes_on(n, before).or_else(|| self.amounts_go_on(n, before)) {
            return Some(head);
        }
        for words in &part.scores {
            if let Some(head) = self.scores_head(n, words) {
                self.label_head(n, &head, |_, _| false);
                return Some(Arrangement::Scores { words, head, last: Levels::default() });
            }
            if let Some(head) = self.over_head(n, words) {
                self.labels(n, |_| true);
                return Some(Arrangement::Scores { words, head, last: Levels::default() });
            }
        }
        let grids = part.grids.iter().map(|words| (words, self.amounts_head(n, &words.columns)));
        let is_head = |(words, head): &(&GridWords, TableHead)| match head.columns.len() {
            0 => false,
            1 => self.is_corner_with_one(n, words),
            _ => true,
        };
        let best = grids.filter(is_head).max_by_key(|(_, head)| head.columns.len());
        if let Some((words, head)) = best {
            let first = head.first();
            self.label_head(n, &head, |spot, label| {
                spot.column < first && (words.is_budget() && MEANINGS.is_corner(label) || !words.is_budget())
            });
            return Some(Arrangement::Grid { words, head, last: None });
        }
        self.head_across(n)
    }

    /// A row is the corner of a grid and one label beside it.
    fn is_corner_with_one(&self, n: usize, words: &GridWords) -> bool {
        let mut cells = self.lattice.row(n).filter(|(_, spot)| !plain(&spot.text).is_empty());
        let corner = cells
            .next()
            .is_some_and(|(_, spot)| words.corner.like(&LabelText::new(&spot.text)) == Some(Likeness::Same));
        corner && cells.count() == 1
    }

    /// The cells of a row, those that reach down into it included.
    pub fn head_cells(&self, n: usize, meaning: impl Fn(&LabelText) -> HeadMeaning) -> Vec<HeadCell<'t>> {
        let cells = self.lattice.row(n).filter(|(_, spot)| !plain(&spot.text).is_empty());
        let cell = |(_, spot): (usize, &'t Spot)| {
            let label = LabelText::new(&spot.text);
            let meaning = meaning(&label).filter(|_| !is_sentence(&spot.text));
            let level = MEANINGS.level(&label);
            HeadCell { spot, columns: columns_of(spot), label, meaning, level }
        };
        cells.map(cell).collect()
    }

    /// The head of the indicators: 三级指标 with enough beside it.
    fn scores_head(&self, n: usize, words: &'a ScoresWords) -> Option<TableHead<'a>> {
        let begun = self.lattice.begun(n).filter(|(_, spot)| !plain(&spot.text).is_empty()).count();
        let cells = self.head_cells(n, |label| MEANINGS.head(label));
        if begun < 2 || cells.len() < ENOUGH {
            return None;
        }
        let (facts, cells) = self.fact_columns(cells, n);
        let block = block_of(&cells, words);
        let (own, others): (Vec<HeadCell>, Vec<HeadCell>) =
            cells.into_iter().partition(|cell| block.contains(&cell.spot.column));
        let mut head = matched(&own, &words.columns);
        for cell in &own {
            if let Some(level) = cell.level.and_then(|level| head.levels.get_mut(level)) {
                *level = Some(columns_of(cell.spot));
            }
        }
        if !head.has_name() {
            head.columns.extend(unnamed(&own, &head, words));
        }
        let name = head.columns.iter().find(|column| column.words.id == NAME_COLUMN)?.columns.start;
        if head.columns.len() + head.levels.iter().flatten().count() < ENOUGH || head.columns.len() < 2 {
            return None;
        }
        let strange = own.iter().filter(|cell| cell.level.is_none() && !head.has(&cell.columns));
        let strange = strange.filter(|cell| !self.is_over_groups(cell));
        let strange =
            strange.filter(|cell| cell.meaning.is_some() || cell.spot.column > name || self.is_strange_left(n, cell));
        head.strange = strange.map(|cell| strange_column(cell, "表样里没有")).collect();
        let elsewhere = others.iter().filter(|cell| cell.level != Some(0) || cell.spot.column >= block.start);
        for cell in elsewhere {
            match cell.level {
                Some(0) => {}
                _ if cell.spot.column < name && cell.level.is_none() && cell.meaning.is_none() => {}
                _ => head.strange.push(strange_column(cell, "表里有两组指标，只填年度的一组，没有导入另一组的")),
            }
        }
        // 一级指标 stands left of both.
        let first = others.iter().find(|cell| cell.level == Some(0)).map(|cell| columns_of(cell.spot));
        if let [level @ None, _] = &mut head.levels {
            *level = first;
        }
        self.by_values(n, &mut head, words);
        head.facts = facts;
        Some(head)
    }

    /// What the form has over the groups that stand left of its levels.
    pub fn is_over_groups(&self, cell: &HeadCell) -> bool {
        self.part.scores.iter().any(|scores| scores.above.like(&cell.label) >= Some(Likeness::Close))
    }

    /// Left of the levels a head of numbers that are not 序号: 单位代码.
    fn is_strange_left(&self, n: usize, cell: &HeadCell) -> bool {
        let below = self.lattice.at(n + 1, cell.columns.start).filter(|(_, spot)| self.lattice.begins(n + 1, spot));
        let numbers = below.is_some_and(|(_, spot)| spot.text.trim().starts_with(|c: char| c.is_ascii_digit()));
        numbers && cell.label.key() != SERIAL && !is_own_word(self.part, &cell.label)
    }

    /// What a head leaves open, what stands below it says: texts with ≥ are targets.
    fn by_values(&self, n: usize, head: &mut TableHead<'a>, words: &'a ScoresWords) {
        let target = |column: &&ColumnWords| column.role == Some(ColumnRole::Target);
        if head.columns.iter().any(|column| target(&column.words)) {
            return;
        }
        let Some(wanted) = words.columns.iter().find(target) else { return };
        let below = |strange: &StrangeColumn| {
            let texts = (n + 1..self.lattice.rows()).filter_map(|n| self.lattice.at(n, strange.columns.start));
            texts.map(|(_, spot)| plain(&spot.text)).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        let compares = |texts: &[String]| {
            let signs = texts.iter().filter(|text| text.starts_with(['≥', '≤', '>', '<', '='])).count();
            signs * 2 > texts.len()
        };
        if let Some(found) = head.strange.iter().position(|strange| compares(&below(strange))) {
            let columns = head.strange.remove(found).columns;
            head.columns.push(TableColumn { columns, words: wanted, sure: Likeness::Near, unit: None });
        }
    }

    /// What stands over the head of the indicators: 年度指标值 over 指标性质, 指标值 and 度量单位.
    fn over_head(&self, n: usize, words: &'a ScoresWords) -> Option<TableHead<'a>> {
        let cells = self.head_cells(n, |label| MEANINGS.head(label));
        let known = |cell: &HeadCell| {
            let head = cell.meaning.is_some() || cell.level.is_some() || is_own_word(self.part, &cell.label);
            head && !MEANINGS.is_fact(&cell.label)
        };
        let over = cells.iter().all(known) && cells.iter().filter(|cell| cell.meaning.is_some()).count() >= 2;
        let goes_on = over && (self.scores_head(n + 1, words).is_some() || self.are_levels(n + 1, words));
        goes_on.then(|| matched(&cells, &words.columns))
    }

    /// A row names levels and the indicator, and nothing else.
    fn are_levels(&self, n: usize, words: &ScoresWords) -> bool {
        if n >= self.lattice.rows() {
            return false;
        }
        let mut cells = self.head_cells(n, |label| MEANINGS.head(label));
        cells.retain(|cell| self.lattice.begins(n, cell.spot));
        let name = matched(&cells, &words.columns);
        let known = |cell: &HeadCell| cell.level.is_some() || name.has(&cell.columns);
        name.has_name() && cells.len() >= ENOUGH && cells.iter().all(known)
    }

    /// The head of the indicators goes on: below what stands over several columns stand their own labels.
    fn head_goes_on(&mut self, n: usize, before: &Arrangement<'a>) -> Option<Arrangement<'a>> {
        let Arrangement::Scores { words, head: above, last: Levels { group: None, kind: None } } = before else {
            return None;
        };
        let cells = self.head_cells(n, |label| MEANINGS.head(label));
        let cells: Vec<HeadCell> = cells.into_iter().filter(|cell| self.lattice.begins(n, cell.spot)).collect();
        let below = matched(&cells, &words.columns);
        let unknown = |cell: &HeadCell| cell.meaning.is_none() && cell.level.is_none() && !below.has(&cell.columns);
        if cells.is_empty() || cells.iter().any(unknown) {
            return None;
        }
        let mut levels = above.levels.clone();
        for cell in &cells {
            if let Some(level) = cell.level.and_then(|level| levels.get_mut(level)) {
                *level = Some(columns_of(cell.spot));
            }
        }
        let apart = |above: &&TableColumn| {
            let apart =
                |new: &TableColumn| new.columns.end <= above.columns.start || above.columns.end <= new.columns.start;
            below.columns.iter().all(|new| new.words.id != above.words.id && apart(new))
        };
        let strange = cells.iter().filter(|cell| cell.level.is_none() && !below.has(&cell.columns));
        let strange = strange.map(|cell| strange_column(cell, "表样里没有"));
        let strange: Vec<StrangeColumn> = above.strange.iter().cloned().chain(strange).collect();
        let columns: Vec<TableColumn> = above.columns.iter().filter(apart).chain(&below.columns).cloned().collect();
        let head = TableHead { columns, strange, levels, facts: above.facts.clone() };
        drop(cells);
        self.labels(n, |_| true);
        Some(Arrangement::Scores { words, head, last: Levels::default() })
    }

    /// Labels of facts whose values stand below them. Where a value stands beside one of them it is no such row.
    fn head_across(&mut self, n: usize) -> Option<Arrangement<'a>> {
        let part = self.part;
        let mut above: Vec<LabelAbove<'a>> = Vec::new();
        for (_, spot) in self.lattice.begun(n).filter(|(_, spot)| !plain(&spot.text).is_empty()) {
            let label = LabelText::new(&spot.text);
            let single = best_single(part, &label).filter(|(single, _)| single.across);
            let known = single.is_some() || MEANINGS.is_fact(&label) || is_own_word(part, &label);
            if known || (spot.down > 1 && MEANINGS.is_idle(&label)) {
                // What is called like one of several may be what they are called together.
                let single = single.filter(|(_, sure)| *sure > Likeness::Near || !is_own_word(part, &label));
                above.push(LabelAbove { columns: columns_of(spot), label: spot.text.trim().into(), single });
            } else if !above.is_empty() {
                return None;
            }
        }
        // Of several labels of one fact the surest is meant, and of these the last.
        let best = |own: &LabelAbove<'a>| {
            let (single, _) = own.single?;
            let same = above.iter().filter(|other| other.single.is_some_and(|(other, _)| other.at == single.at));
            same.max_by_key(|other| other.single.map(|(_, sure)| sure)).map(|best| best.columns.clone())
        };
        let meant: Vec<bool> = above.iter().map(|own| best(own).as_ref() == Some(&own.columns)).collect();
        let count = meant.iter().filter(|meant| **meant).count();
        let written_below = self.stands_below(n, &above, &meant);
        if count == 0 || above.len() < 2 || !written_below {
            return None;
        }
        for (own, meant) in above.iter_mut().zip(meant) {
            own.single = own.single.filter(|_| meant);
        }
        self.labels(n, |spot| above.iter().any(|own| own.columns.start == spot.column));
        Some(Arrangement::Below(above))
    }

    /// Below at least one of these labels stands a text of its own, that is no label.
    fn stands_below(&self, n: usize, above: &[LabelAbove], meant: &[bool]) -> bool {
        let mut labels = above.iter().zip(meant).filter(|(_, meant)| **meant);
        labels.any(|(own, _)| {
            let below = self.lattice.at(n + 1, own.columns.start);
            below.is_some_and(|(_, spot)| {
                self.lattice.begins(n + 1, spot)
                    && !plain(&spot.text).is_empty()
                    && best_single(self.part, &LabelText::new(&spot.text)).is_none()
            })
        })
    }

    /// The words of a head are the form's, or the field's.
    fn label_head(&mut self, n: usize, head: &TableHead, known: impl Fn(&Spot, &LabelText) -> bool) {
        let part = self.part;
        let cells: Vec<(usize, &Spot)> = self.lattice.row(n).collect();
        for (index, spot) in cells {
            let label = LabelText::new(&spot.text);
            if head.has(&columns_of(spot))
                || head.is_fact(spot.column)
                || head.is_strange(spot.column)
                || MEANINGS.level(&label).is_some()
                || is_known(part, &label)
                || label.key() == SERIAL
                || (spot.down > 1 && MEANINGS.is_idle(&label))
                || known(spot, &label)
            {
                self.label(index);
            }
        }
    }
}

impl TableHead<'_> {
    /// These are the columns of one of the form's.
    pub fn has(&self, columns: &Range<usize>) -> bool {
        self.columns.iter().any(|column| column.columns == *columns)
            || self.levels.iter().flatten().any(|level| level == columns)
    }

    fn has_name(&self) -> bool {
        self.columns.iter().any(|column| column.words.id == NAME_COLUMN)
    }
}

/// Which of these columns stand as labels in a row: the surest first, and of equals the one furthest to the right. A label
/// is one column's, and a column has one label.
pub(super) fn matched<'a>(cells: &[HeadCell], wanted: &'a [ColumnWords]) -> TableHead<'a> {
    let mut pairs: Vec<(Likeness, Range<usize>, &'a ColumnWords, Option<&'static str>)> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.level.is_none()) {
        let unit = declared_unit(&cell.spot.text);
        let like = wanted.iter().filter_map(|words| Some((words.like(&cell.label, cell.meaning)?, words)));
        pairs.extend(like.map(|(sure, words)| (sure, cell.columns.clone(), words, unit)));
    }
    pairs.sort_by_key(|(sure, range, ..)| Reverse((*sure, range.start)));
    let mut columns: Vec<TableColumn> = Vec::new();
    for (sure, range, words, unit) in pairs {
        if columns.iter().all(|known| known.words.id != words.id && known.columns != range) {
            columns.push(TableColumn { columns: range, words, sure, unit });
        }
    }
    columns.sort_by_key(|column| column.columns.start);
    TableHead { columns, ..TableHead::default() }
}

/// Where the indicators of the year stand: all of the row, or where it has two groups of them (实施期 and 年度) the last.
fn block_of(cells: &[HeadCell], words: &ScoresWords) -> Range<usize> {
    let is_name = |cell: &&HeadCell| {
        let mut columns = words.columns.iter().filter(|column| column.id == NAME_COLUMN);
        columns.any(|column| column.like(&cell.label, cell.meaning) >= Some(Likeness::Close))
    };
    let names: Vec<usize> = cells.iter().filter(is_name).map(|cell| cell.spot.column).collect();
    let [.., before, last] = names.as_slice() else { return 0..usize::MAX };
    let level = cells.iter().find(|cell| cell.level.is_some() && (*before..*last).contains(&cell.spot.column));
    level.map_or(*last, |cell| cell.spot.column)..usize::MAX
}

/// The column of names where its head says something unknown: the one right of 二级指标.
fn unnamed<'a>(cells: &[HeadCell], head: &TableHead, words: &'a ScoresWords) -> Option<TableColumn<'a>> {
    let level = head.levels.get(1)?.clone()?;
    let cell = cells.iter().filter(|cell| cell.spot.column >= level.end).min_by_key(|cell| cell.spot.column)?;
    let name = words.columns.iter().find(|column| column.id == NAME_COLUMN)?;
    let free = !head.has(&cell.columns) && cell.meaning.is_none();
    free.then(|| TableColumn { columns: columns_of(cell.spot), words: name, sure: Likeness::Near, unit: None })
}

/// Longer texts are no heads.
const LONGEST: usize = 30;

/// What stands over numbers that count the rows.
const SERIAL: &str = "序号";

/// A sentence, not a head.
fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '，']) || text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).count() > LONGEST
}

pub(super) fn strange_column(cell: &HeadCell, why: &str) -> StrangeColumn {
    let label: Text = plain(&cell.spot.text).into();
    let of_target = cell.meaning.and_then(|(role, _)| role);
    let of_target = of_target.filter(|role| matches!(role, ColumnRole::Sense | ColumnRole::Unit));
    StrangeColumn {
        columns: cell.columns.clone(), why: format!("{why}“{label}”这一列。").into(), label, of_target
    }
}

/// The form's own words, or the field's, that stand in heads.
fn is_known(part: &PartWords, label: &LabelText) -> bool {
    is_own_word(part, label) || MEANINGS.head(label).is_some() || best_single(part, label).is_some()
}
