//! Which row of the document is which row that was printed.
//!
//! Rows that are the same hold the order; what lies between two of them is compared more closely.

use super::paper::{DocumentRow, PaperRow};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many pairs of rows are compared between two that are the same.
const PAIRS: usize = 40_000;

/// What a passage of rows on both sides has become.
pub(super) enum Passage {
    /// The same words, though perhaps in other rows.
    Same(Range<usize>, Range<usize>),
    /// One row, of which something changed.
    Changed(usize, usize),
    /// It is not known which is which; either side may be empty.
    Unlike(Range<usize>, Range<usize>),
}

/// How many rows that say something were printed, and how many of them are still there, in order.
pub(super) fn alike(passages: &[Passage], paper: &[PaperRow], document: &[DocumentRow]) -> (usize, usize) {
    let says = |rows: &Range<usize>| paper.iter().take(rows.end).skip(rows.start).filter(|row| !row.whole.is_empty());
    let there = passages.iter().map(|passage| match passage {
        Passage::Same(rows, _) => says(rows).count(),
        Passage::Changed(one, other) => {
            let pair = paper.get(*one).zip(document.get(*other));
            usize::from(pair.is_some_and(|(row, found)| says_no_other(row, found)))
        }
        Passage::Unlike(..) => 0,
    });
    (says(&(0..paper.len())).count(), there.sum())
}

/// What is not as it was printed are formulas that say nothing.
fn says_no_other(row: &PaperRow, found: &DocumentRow) -> bool {
    let was = || row.texts.iter().map(|text| &text.whole).filter(|whole| !whole.is_empty());
    let said: Vec<&String> = found.texts.iter().map(|text| &text.whole).filter(|whole| !whole.is_empty()).collect();
    let unsaid = found.texts.iter().filter(|text| text.unsaid).count();
    unsaid > 0 && was().count() <= said.len() + unsaid && said.iter().all(|said| was().any(|was| was == *said))
}

/// Runs of rows, in order; together they are all rows of both sides.
pub(super) fn passages(paper: &[PaperRow], document: &[DocumentRow]) -> Vec<Passage> {
    let mut matching = Matching { paper, document, passages: Vec::new() };
    let (mut from, mut there) = (0, 0);
    for (paper, document, length) in same(paper, document) {
        matching.between(from..paper, there..document);
        matching.passages.push(Passage::Same(paper..paper + length, document..document + length));
        (from, there) = (paper + length, document + length);
    }
    matching.between(from..paper.len(), there..document.len());
    matching.passages
}

/// Runs of rows that are the same and say something: where they begin, and how long they are.
fn same(paper: &[PaperRow], document: &[DocumentRow]) -> Vec<(usize, usize, usize)> {
    let (one, one_at): (Vec<&str>, Vec<usize>) = said(paper.iter().map(|row| row.whole.as_str()));
    let (other, other_at): (Vec<&str>, Vec<usize>) = said(document.iter().map(|row| row.whole.as_str()));
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &one, &other) {
        let DiffOp::Equal { old_index, new_index, len } = op else { continue };
        let at = |all: &[usize], from: usize| all.get(from..from + len).map(<[usize]>::to_vec).unwrap_or_default();
        for (paper, document) in at(&one_at, old_index).into_iter().zip(at(&other_at, new_index)) {
            match all.last_mut().filter(|(p, d, n)| p + n == paper && d + n == document) {
                Some((.., length)) => *length += 1,
                None => all.push((paper, document, 1)),
            }
        }
    }
    all
}

fn said<'t>(rows: impl Iterator<Item = &'t str>) -> (Vec<&'t str>, Vec<usize>) {
    rows.enumerate().filter(|(_, text)| !text.is_empty()).map(|(n, text)| (text, n)).unzip()
}

struct Matching<'a> {
    paper: &'a [PaperRow<'a>],
    document: &'a [DocumentRow<'a>],
    passages: Vec<Passage>,
}

impl Matching<'_> {
    /// Rows between two that are the same.
    fn between(&mut self, paper: Range<usize>, document: Range<usize>) {
        if self.whole(&paper, &document) {
            return self.passages.push(Passage::Same(paper, document));
        }
        let (mut from, mut there) = (paper.start, document.start);
        for (one, other) in self.likest(&paper, &document) {
            self.rest(from..one, there..other);
            self.passages.push(Passage::Changed(one, other));
            (from, there) = (one + 1, other + 1);
        }
        self.rest(from..paper.end, there..document.end);
    }

    /// Rows of which none is like another. Where there are as many on both sides and none has words of the form to be
    /// known by, each is the one that was there.
    fn rest(&mut self, paper: Range<usize>, document: Range<usize>) {
        if self.whole(&paper, &document) {
            return self.passages.push(Passage::Same(paper, document));
        }
        let is_same_sort = |one: usize, other: usize| {
            let (Some(one), Some(other)) = (self.paper.get(one), self.document.get(other)) else { return false };
            one.table.is_none() == other.is_line && !has_labels(one) && !one.paragraph
        };
        let pairs = || paper.clone().zip(document.clone());
        if paper.len() == document.len() && pairs().all(|(one, other)| is_same_sort(one, other)) {
            let changed: Vec<Passage> = pairs().map(|(one, other)| Passage::Changed(one, other)).collect();
            self.passages.extend(changed);
        } else {
            self.passages.push(Passage::Unlike(paper, document));
        }
    }

    /// Both say the same, taken together.
    fn whole(&self, paper: &Range<usize>, document: &Range<usize>) -> bool {
        let one = self.paper.iter().take(paper.end).skip(paper.start).flat_map(|row| row.whole.bytes());
        let other = self.document.iter().take(document.end).skip(document.start).flat_map(|row| row.whole.bytes());
        one.eq(other)
    }

    /// The pairs of rows that have most in common, in the order of both.
    fn likest(&self, paper: &Range<usize>, document: &Range<usize>) -> Vec<(usize, usize)> {
        let (many, more) = (paper.len(), document.len());
        if many == 0 || more == 0 || many.saturating_mul(more) > PAIRS {
            return Vec::new();
        }
        // The most that can be had from here on, row by row, and what to do for it.
        let mut best = vec![0_usize; (many + 1) * (more + 1)];
        let mut common = vec![0_usize; many * more];
        let at = |one: usize, other: usize| one * (more + 1) + other;
        let value = |best: &[usize], one, other| best.get(at(one, other)).copied().unwrap_or_default();
        for one in (0..many).rev() {
            for other in (0..more).rev() {
                let (Some(row), Some(found)) =
                    (self.paper.get(paper.start + one), self.document.get(document.start + other))
                else {
                    continue;
                };
                let has = in_common(row, found);
                let with = if has > 0 { has + value(&best, one + 1, other + 1) } else { 0 };
                let without = value(&best, one + 1, other).max(value(&best, one, other + 1));
                common.iter_mut().skip(one * more + other).take(1).for_each(|common| *common = has);
                best.iter_mut().skip(at(one, other)).take(1).for_each(|best| *best = with.max(without));
            }
        }
        let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
        while one < many && other < more {
            let has = common.get(one * more + other).copied().unwrap_or_default();
            if has > 0 && value(&best, one, other) == has + value(&best, one + 1, other + 1) {
                pairs.push((paper.start + one, document.start + other));
                (one, other) = (one + 1, other + 1);
            } else if value(&best, one, other) == value(&best, one + 1, other) {
                one += 1;
            } else {
                other += 1;
            }
        }
        pairs
    }
}

/// The form's own words stand in it.
fn has_labels(row: &PaperRow) -> bool {
    row.texts.iter().any(|text| !text.label.is_empty())
}

/// How many texts two rows have in common. Where the form's words stand in one, some of them must stand in the other.
fn in_common(paper: &PaperRow, document: &DocumentRow) -> usize {
    if paper.table.is_none() != document.is_line {
        return 0;
    }
    let (mut labels, mut texts) = (0, 0);
    for text in paper.texts.iter().filter(|text| !text.whole.is_empty()) {
        if document.texts.iter().any(|found| found.whole == text.whole) {
            texts += 1;
            labels += usize::from(!text.label.is_empty());
        } else if !text.label.is_empty() && document.texts.iter().any(|found| found.whole.starts_with(&text.label)) {
            labels += 1;
        }
    }
    if has_labels(paper) && labels == 0 { 0 } else { labels * 4 + texts }
}
