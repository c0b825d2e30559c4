//! Which part of the form is being read: by titles and labels, never by position.

use super::arrangement::Arrangement;
use super::inline::{Pair, colons, pairs};
use super::lattice::Lattice;
use super::meaning::MEANINGS;
use super::names::Names;
use super::prose::Prose;
use super::vocabulary::Vocabulary;
use super::words::{PartWords, Single};
use crate::form::{CellId, Form, Name};
use crate::intake::document::{Document, DocumentBlock};
use crate::intake::label::{LabelText, Likeness, plain, unnumbered};
use crate::intake::plan::FoundTable;
use crate::report::OUTSIDE_NOTE;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Colons that are read for labels before them. A long report has some hundreds.
const COLONS: usize = 20_000;

/// Where in the form the reading stands.
pub(super) struct FormParts<'a> {
    form: &'a Form,
    document: &'a Document,
    vocabulary: &'a Vocabulary,
    /// Which parts have a label, by its text.
    known: HashMap<String, Vec<usize>>,
    /// The part whose title was read last.
    pub titled: Option<usize>,
    /// The part the last table belonged to.
    pub last: Option<usize>,
    /// How wide that table was, and what it would go on with.
    pub goes_on: (usize, Arrangement<'a>),
    /// The project that is being read, from 1.
    project: usize,
    /// How many rows there are under each place for them and each kind of indicator.
    rows: HashMap<CellId, usize>,
    /// Where in the report's text.
    pub prose: Prose<'a>,
    /// The tables so far.
    pub tables: Vec<FoundTable>,
    /// How many colons may still be read for labels before them.
    colons: usize,
}

impl<'a> FormParts<'a> {
    pub fn new(form: &'a Form, vocabulary: &'a Vocabulary, document: &'a Document) -> Self {
        Self {
            form,
            document,
            vocabulary,
            known: known(vocabulary),
            titled: None,
            last: None,
            goes_on: (0, Arrangement::default()),
            project: 0,
            rows: HashMap::new(),
            prose: Prose::new(&vocabulary.headings, document),
            tables: Vec::new(),
            colons: COLONS,
        }
    }

    /// A part by its number.
    pub fn get(&self, part: usize) -> Option<&'a PartWords> {
        self.vocabulary.parts.get(part)
    }

    /// The part a line between tables belongs to: the one whose title came last, else that of the last table, else the
    /// only one.
    pub fn of_line(&self) -> Option<&'a PartWords> {
        let only = || if let [only] = self.vocabulary.parts.as_slice() { Some(only) } else { None };
        self.titled.or(self.last).and_then(|part| self.get(part)).or_else(only)
    }

    /// The single values that a line of a part may tell.
    pub fn told_in(&self, part: Option<&'a PartWords>) -> &'a [Single] {
        part.map_or(&self.vocabulary.loose, |part| &part.told)
    }

    /// Words that belong to no cell, whatever part they stand in.
    pub fn others(&self) -> &'a [Names] {
        &self.vocabulary.others
    }

    /// A text is the label of a project's name.
    pub fn names_project(&self, text: &str) -> bool {
        let label = LabelText::new(text);
        let mut names = self.vocabulary.parts.iter().filter_map(PartWords::project_name);
        let fact = MEANINGS.fact(&label);
        names.any(|name| name.like(&label, fact) >= Some(Likeness::Close))
    }

    /// What stands on the cover.
    pub fn cover(&self) -> &'a [Single] {
        &self.vocabulary.cover
    }

    /// A label of some part.
    pub fn is_known(&self, text: &str) -> bool {
        self.known.contains_key(LabelText::new(text).key())
    }

    /// A note below a table, in the form's own words or the workbook's.
    pub fn is_note(&self, text: &str) -> bool {
        let text = plain(text);
        let mut own = self.vocabulary.parts.iter().flat_map(|part| &part.notes);
        own.any(|note| *note == text) || plain(OUTSIDE_NOTE) == text
    }

    // ---- Titles ----

    /// The part whose number or title a line is. In the report itself both stand in the list of annexes as well, there
    /// with numbers before them; a title that counts has a table after it.
    pub fn title_line(&mut self, block: usize, text: &str) -> Option<usize> {
        let label = LabelText::new(text);
        let mut parts = self.vocabulary.parts.iter();
        let before_table = |within: usize| {
            let mut next = self.document.blocks.iter().skip(block + 1).take(within);
            next.any(|block| matches!(block, DocumentBlock::Table(_)))
        };
        // In a text of the report it stands too: 附件3.
        let is_report = self.prose.begun() && !before_table(6);
        let labelled = parts.position(|part| part.is_labelled(text)).filter(|_| !is_report);
        if labelled.is_some() {
            self.prose.leave();
            return labelled;
        }
        let titled = |part: &PartWords| part.title.like(&label).is_some() || part.is_titled(&label);
        let part = self.vocabulary.parts.iter().position(titled)?;
        let plain = plain(text);
        let bare = unnumbered(&plain) == plain;
        if !bare {
            self.prose.annexes();
        }
        (bare && before_table(4)).then(|| {
            self.prose.leave();
            part
        })
    }

    /// The part whose number or title stands in a cell.
    pub fn title_cell(&self, text: &str) -> Option<usize> {
        let label = LabelText::new(text);
        // With a number before it, it stands in the list of annexes.
        let plain = plain(text);
        let bare = unnumbered(&plain) == plain;
        let titled =
            |part: &PartWords| bare && (part.title.like(&label) >= Some(Likeness::Close) || part.is_titled(&label));
        let mut parts = self.vocabulary.parts.iter();
        parts.position(|part| part.is_labelled(text) || titled(part))
    }

    // ---- Tables ----

    /// The part most labels speak for; a title counts as several, and so does going on with the last part.
    pub fn of_table(&self, lattice: &Lattice, rows: Range<usize>, title: Option<usize>) -> Option<usize> {
        if let Some(again) = title.filter(|part| self.get(*part).is_some_and(|part| part.again)) {
            return Some(again);
        }
        let mut seen: HashSet<String> = HashSet::new();
        let mut votes = vec![0_usize; self.vocabulary.parts.len()];
        for (_, cell) in rows.flat_map(|n| lattice.begun(n)) {
            for text in [Some(cell.text.as_str()), cell.text.split([':', '：']).next()].into_iter().flatten() {
                let label = LabelText::new(text);
                if label.is_empty() || !seen.insert(label.key().to_string()) {
                    continue;
                }
                for part in self.speaks_for(&label) {
                    votes.iter_mut().skip(part).take(1).for_each(|votes| *votes += 1);
                }
            }
        }
        let spoken = votes.iter().any(|vote| *vote >= 2);
        for (part, bonus) in [(title, 3), (self.last, 1)] {
            if let Some(vote) = part.and_then(|part| votes.get_mut(part)) {
                *vote += bonus;
            }
        }
        // max_by_key would take the last of equals: the first is meant.
        let (part, votes) = votes.iter().enumerate().rev().max_by_key(|(_, votes)| **votes)?;
        (spoken || title == Some(part) || (self.last == Some(part) && *votes > 1)).then_some(part)
    }

    /// The parts that have a label, by its words or by what it means.
    fn speaks_for(&self, label: &LabelText) -> BTreeSet<usize> {
        // What stands in brackets may make it another label: 单位（专项）名称.
        let named = label.unremarked().is_none_or(|bare| MEANINGS.fact(&bare) == MEANINGS.fact(label));
        let keys = MEANINGS.keys(label).into_iter().chain(named.then(|| label.key().to_string()));
        keys.filter_map(|key| self.known.get(&key)).flatten().copied().collect()
    }

    /// A table of a part that is there once a project begins another one: its first fact, the project's name, is there,
    /// or no project has begun.
    pub fn begins_project(&mut self, part: &PartWords, lattice: &Lattice, rows: Range<usize>) -> bool {
        let named = |name: &Single| {
            let mut cells = rows.flat_map(|n| lattice.begun(n));
            cells.any(|(_, cell)| {
                let label = LabelText::new(&cell.text);
                name.like(&label, MEANINGS.fact(&label)) >= Some(Likeness::Close)
            })
        };
        let begins = part.each_project && (self.project == 0 || part.singles.first().is_some_and(named));
        self.project += usize::from(begins);
        begins
    }

    /// A list goes on with another project.
    pub fn next_project(&mut self) {
        self.project += 1;
    }

    /// Back to a project that has been read. Answers which was being read; none where there is no such project.
    pub fn turn_to(&mut self, number: usize) -> Option<usize> {
        (1..=self.project).contains(&number).then(|| std::mem::replace(&mut self.project, number))
    }

    /// On with the project that was being read.
    pub fn turn_back(&mut self, before: usize) {
        self.project = before;
    }

    /// The project that a table of a part belongs to.
    pub fn project_of(&self, part: &PartWords) -> Option<usize> {
        part.each_project.then_some(self.project.max(1))
    }

    // ---- Cells ----

    /// The cell of a part, in the project that is being read.
    pub fn cell(&self, part: &PartWords, at: &CellId) -> CellId {
        if part.each_project && self.form.section(&at.section, true).is_some() {
            CellId { section: format!("p{}.{}", self.project.max(1), at.section).into(), ..at.clone() }
        } else {
            at.clone()
        }
    }

    /// The next row to be added at its place or under a kind of indicator.
    pub fn next_row(&mut self, part: &PartWords, section: &str, under: &str) -> Name {
        let place = self.cell(part, &CellId::new(section, under, ""));
        let count = self.rows.entry(place).or_default();
        *count += 1;
        format!("{under}-{count}").into()
    }

    /// Labels and values of one text, as long as there is time for it.
    pub fn pairs<'s, 'x>(&mut self, text: &'x str, singles: &'s [Single], others: &[Names]) -> Vec<Pair<'x, 's>> {
        let Some(left) = self.colons.checked_sub(colons(text)) else { return Vec::new() };
        self.colons = left;
        pairs(text, singles, others)
    }
}

/// Every label of every part, as a text, with the parts that have it.
fn known(vocabulary: &Vocabulary) -> HashMap<String, Vec<usize>> {
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, part) in vocabulary.parts.iter().enumerate() {
        for key in part.keys() {
            let parts = known.entry(key).or_default();
            if parts.last() != Some(&n) {
                parts.push(n);
            }
        }
    }
    known
}
