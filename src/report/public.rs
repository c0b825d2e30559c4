//! 公开版: a report without what belongs to persons, and which places that were.

use super::personal::{Finder, HIDDEN};
use super::{Notes, Personal, PersonalKind, Report, WrittenText, personal};
use crate::form::{CellId, Form};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// What files are called where nothing of their name can stay.
const NAMELESS: &str = "自评表";
/// A cut text that shows so many characters of what is hidden, or so many digits, is worth hiding; of longer ones no
/// more are looked for.
const CUT: (usize, usize, usize) = (2, 4, 40);

/// A public copy, and what it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicCopy {
    /// The report without what belongs to persons.
    pub report: Report,
    /// What of its content is hidden.
    pub hidden: Vec<HiddenPlace>,
    /// What looked personal and stayed, as the clerk chose.
    pub kept: Vec<HiddenPlace>,
}

/// A place in a cell of the full report, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HiddenPlace(pub CellId, pub usize, pub usize);

impl PublicCopy {
    /// The copy of a report; what is in `keep` stays, unless the form says that its cell is personal.
    ///
    /// It is made past 定稿, which it keeps: a copy is no change to the report.
    #[must_use]
    pub fn new(form: &Form, report: &Report, keep: &[Personal]) -> Self {
        let keep: HashSet<&Personal> = keep.iter().filter(|place| place.kind != PersonalKind::Cell).collect();
        let (kept, hidden): (Vec<Personal>, Vec<Personal>) =
            personal(form, report).into_iter().partition(|place| keep.contains(place));
        let in_cells = |places: &[Personal]| -> Vec<HiddenPlace> { places.iter().filter_map(in_cell).collect() };
        let in_notes = hidden.iter().filter_map(|place| match &place.at {
            WrittenText::Explanation(finding) => Some((finding.clone(), place.range.clone())),
            WrittenText::Cell(_) => None,
        });
        let mut copy = Self { report: Report::default(), kept: in_cells(&kept), hidden: in_cells(&hidden) };
        let mut notes = Notes { explanations: report.notes.explanations.clone(), ..Notes::default() };
        for (finding, ranges) in grouped(in_notes) {
            if let Some(said) = notes.explanations.get_mut(&finding) {
                said.text = without(&said.text, &ranges).into();
            }
        }
        // What only stands beside is not given out.
        copy.report = Report { notes: Arc::new(notes), last: None, approved: None, ..rebuilt(report, &copy.hidden) };
        copy
    }
}

/// The content of a report with these places hidden: that of the public copy in which they were.
#[must_use]
pub fn rebuilt(report: &Report, hidden: &[HiddenPlace]) -> Report {
    let mut copy = report.clone();
    let cells = &mut Arc::make_mut(&mut copy.content).cells;
    for (at, ranges) in grouped(hidden.iter().map(|HiddenPlace(at, from, to)| (at.clone(), *from..*to))) {
        let text = without(cells.text(&at), &ranges);
        cells.write(&at, &text);
    }
    copy
}

/// A report without what belongs to persons.
#[must_use]
pub fn public(form: &Form, report: &Report, keep: &[Personal]) -> Report {
    PublicCopy::new(form, report, keep).report
}

/// What is said about a report, fit for its public copy.
pub struct PublicWords {
    finder: Finder,
    /// What the clerk chose to keep.
    kept: BTreeSet<String>,
    /// How what is hidden begins: a sentence may quote the beginning of a text.
    beginnings: BTreeSet<String>,
}

impl PublicWords {
    /// About a report, when these places are kept.
    #[must_use]
    pub fn new(form: &Form, report: &Report, keep: &[Personal]) -> Self {
        let stays: HashSet<&Personal> = keep.iter().collect();
        let hidden = personal(form, report).into_iter().filter(|place| !stays.contains(place));
        let hidden: BTreeSet<String> = hidden.map(|place| place.text).collect();
        // What is hidden in one place and kept in another is hidden wherever it is spoken of.
        let kept = keep.iter().map(|place| place.text.clone()).filter(|text| !hidden.contains(text)).collect();
        let beginnings = hidden.iter().flat_map(|text| beginnings(text));
        Self { finder: Finder::new(form, report), beginnings: beginnings.collect(), kept }
    }

    /// A text without what belongs to persons.
    #[must_use]
    pub fn hidden(&self, text: &str) -> String {
        let found = self.finder.found(text).into_iter().map(|(range, _)| range);
        let stays = |range: &Range<usize>| text.get(range.clone()).is_some_and(|text| self.kept.contains(text));
        let mut ranges: Vec<Range<usize>> = found.filter(|range| !stays(range)).collect();
        ranges.extend(text.match_indices('…').filter_map(|(at, _)| self.cut(text, at)));
        ranges.sort_by_key(|range| range.start);
        without(text, &ranges)
    }

    /// The beginning of something hidden that stands before a cut.
    fn cut(&self, text: &str, end: usize) -> Option<Range<usize>> {
        let before = text.get(..end)?;
        let starts = before.char_indices().rev().take(CUT.2).map(|(at, _)| at);
        let starts = starts.filter(|at| before.get(*at..).is_some_and(|tail| self.beginnings.contains(tail)));
        starts.min().map(|start| start..end)
    }

    /// A sentence about a personal cell: whatever it quotes is hidden.
    #[must_use]
    pub fn without_quotes(&self, text: &str) -> String {
        let mut quoted = Vec::new();
        let mut from = 0;
        while let Some(open) = text.get(from..).and_then(|rest| rest.find('“')).map(|at| from + at + '“'.len_utf8())
        {
            let end = text.get(open..).and_then(|rest| rest.find('”')).map_or(text.len(), |at| open + at);
            quoted.push(open..end);
            from = end;
        }
        self.hidden(&without(text, &quoted))
    }

    /// The name of a file without the names of persons.
    #[must_use]
    pub fn file_name(&self, name: &str) -> String {
        let mut bare = String::new();
        let mut from = 0;
        for (range, _) in self.finder.found(name) {
            bare.push_str(name.get(from..range.start).unwrap_or_default());
            from = range.end;
        }
        bare.push_str(name.get(from..).unwrap_or_default());
        let bare = bare.replace("（）", "").replace("()", "");
        let bare = bare.trim_matches(|c: char| c.is_whitespace() || "-_—－·、，.".contains(c));
        if bare.is_empty() { NAMELESS.into() } else { bare.into() }
    }
}

/// How a text can begin before it is cut.
fn beginnings(text: &str) -> impl Iterator<Item = String> {
    let shortest = if text.starts_with(|c: char| c.is_ascii()) { CUT.1 } else { CUT.0 };
    text.char_indices().take(CUT.2).skip(shortest).filter_map(|(at, _)| Some(text.get(..at)?.to_string()))
}

fn in_cell(place: &Personal) -> Option<HiddenPlace> {
    match &place.at {
        WrittenText::Cell(at) => Some(HiddenPlace(at.clone(), place.range.start, place.range.end)),
        WrittenText::Explanation(_) => None,
    }
}

/// Places by the text they stand in.
fn grouped<K: Ord>(places: impl Iterator<Item = (K, Range<usize>)>) -> BTreeMap<K, Vec<Range<usize>>> {
    let mut all: BTreeMap<K, Vec<Range<usize>>> = BTreeMap::new();
    places.for_each(|(at, range)| all.entry(at).or_default().push(range));
    all
}

/// A text with something else in place of these ranges, which are in order; what does not fit the text is passed over.
fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges.iter().filter(|range| text.get((*range).clone()).is_some()) {
        if range.end > from {
            left.push_str(text.get(from..range.start.max(from)).unwrap_or_default());
            left.push_str(HIDDEN);
            from = range.end;
        }
    }
    left.push_str(text.get(from..).unwrap_or_default());
    left
}
