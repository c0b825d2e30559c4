//! 查找、替换: where words stand, over every cell, label and finding of the report, and what puts others in their place.

use super::Desk;
use crate::check::Finding;
use crate::form::{CellId, Form, Holds, Kind, Section};
use crate::report::{Edit, longer_than_any};
use crate::sheet::{Cell, Line, Part, Sheet, columns};
use crate::value::has_initials;
use std::collections::HashSet;
use std::ops::Range;

/// What is looked for. Capital and small letters, full and half width are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    letters: Vec<char>,
    /// In labels, as first letters of their pinyin.
    initials: Option<String>,
    /// 【name】: a cell by the name under which texts quote it.
    name: Option<String>,
}

/// What comes of putting words in the place of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacement {
    /// What does it, one step.
    pub edits: Vec<Edit>,
    /// How often the words stand in these cells.
    pub times: usize,
    /// So many cells have them and stay as they are: computed, given by the form, too long, or chosen from a list.
    pub kept: usize,
    /// So many have them in the name of a quotation alone.
    pub quoting: usize,
}

impl Sought {
    /// These words.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let name = words.strip_prefix('【').map(|name| name.trim_end_matches('】').to_string());
        Self {
            letters: words.chars().map(alike).collect(),
            initials: are_initials(words).then(|| words.to_string()),
            name: name.filter(|name| !name.is_empty()),
        }
    }

    /// Nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Where it stands in a text, in bytes, one place after the other.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (first, others) = self.letters.split_first()?;
            for (start, c) in text.get(from..)?.char_indices().map(|(at, c)| (from + at, c)) {
                if alike(c) == *first
                    && let Some(end) = end_of(text, start + c.len_utf8(), others)
                {
                    from = end;
                    return Some(start..end);
                }
            }
            None
        })
    }

    fn is_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    fn is_in_label(&self, label: &str) -> bool {
        self.is_in(label) || self.initials.as_deref().is_some_and(|letters| has_initials(label, letters))
    }
}

/// The letters could be meant as initials: letters alone, at least two.
fn are_initials(letters: &str) -> bool {
    letters.len() > 1 && letters.bytes().all(|letter| letter.is_ascii_alphabetic())
}

/// Where the letters end that go on from there.
fn end_of(text: &str, from: usize, letters: &[char]) -> Option<usize> {
    let mut rest = text.get(from..)?.chars();
    let goes_on = letters.iter().all(|letter| rest.next().is_some_and(|c| alike(c) == *letter));
    goes_on.then(|| text.len() - rest.as_str().len())
}

/// A letter as it is compared.
fn alike(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

impl Desk {
    /// The cells where it stands: in what they show or have written, in the label of their row or column, in what was
    /// found there, in the name by which they are quoted. In the order of the screen, page by page.
    #[must_use]
    pub fn hits(&self, sought: &Sought) -> Vec<CellId> {
        if sought.is_empty() {
            return Vec::new();
        }
        let mut otherwise = self.hit_by_findings(sought);
        otherwise.extend(self.hit_by_name(sought));
        for (part, section) in self.parts_in_order() {
            otherwise.extend(self.hit_by_label(section, part, sought));
        }
        self.cells_in_order()
            .filter(|cell| otherwise.contains(&cell.at) || self.is_hit(cell, sought))
            .map(|cell| cell.at.clone())
            .collect()
    }

    /// Which of the hits comes next from a cell on, or before it; round and round.
    #[must_use]
    pub fn next_hit<'h>(&self, hits: &'h [CellId], from: Option<&CellId>, back: bool) -> Option<&'h CellId> {
        let Some(from) = from else { return if back { hits.last() } else { hits.first() } };
        let order = || self.cells_in_order().map(|cell| &cell.at);
        let before: HashSet<&CellId> = order().take_while(|at| *at != from).collect();
        let first_from = hits.iter().position(|at| !before.contains(at));
        let number = if back {
            first_from.unwrap_or(hits.len()).checked_sub(1).unwrap_or(hits.len().checked_sub(1)?)
        } else {
            let here = first_from.unwrap_or(0);
            if hits.get(here) == Some(from) { (here + 1) % hits.len() } else { here }
        };
        hits.get(number)
    }

    /// Other words in the place of what is sought, in one cell or in all. Marks stay: a text that waits to be looked at
    /// goes on waiting. Names between 【】 stay too.
    #[must_use]
    pub fn replacement(&self, sought: &Sought, by: &str, only: Option<&CellId>) -> Replacement {
        let mut all = Replacement::default();
        let cells = self.cells_in_order().filter(|cell| only.is_none_or(|only| cell.at == *only));
        for cell in cells.filter(|cell| self.is_hit(cell, sought)) {
            self.replace(cell, sought, by, &mut all);
        }
        all
    }

    fn replace(&self, cell: &Cell, sought: &Sought, by: &str, all: &mut Replacement) {
        let written = self.report.content.cells.text(&cell.at);
        let mut places = sought.places(written).peekable();
        if places.peek().is_none() || !cell.is_writable() || !self.is_writable() {
            all.kept += 1;
            return;
        }
        let (mut text, mut from, mut times) = (String::new(), 0, 0);
        for place in places.filter(|place| !is_in_name(written, place)) {
            text.extend([written.get(from..place.start).unwrap_or_default(), by]);
            (from, times) = (place.end, times + 1);
        }
        text.push_str(written.get(from..).unwrap_or_default());
        if times == 0 {
            all.quoting += 1;
        } else if longer_than_any(&text).is_some() || !self.can_be_chosen(cell, &text) {
            all.kept += 1;
        } else {
            let mark = self.report.notes.marks.get(&cell.at).cloned().unwrap_or_default();
            all.edits.push(Edit::Bring { at: cell.at.clone(), text: text.into(), mark });
            all.times += times;
        }
    }

    /// What is chosen from a list is one of the list.
    fn can_be_chosen(&self, cell: &Cell, text: &str) -> bool {
        match cell.holds {
            Holds::Degree => self.form.scoring.qualitative.iter().any(|band| band.name == text),
            _ => self
                .form
                .slot(&cell.at)
                .is_some_and(|slot| slot.choices.is_empty() || slot.choices.iter().any(|c| c == text)),
        }
    }

    fn is_hit(&self, cell: &Cell, sought: &Sought) -> bool {
        let quotes = || cell.holds == Holds::Long && cell.text.contains('【');
        sought.is_in(&cell.text) || quotes() && sought.is_in(&self.sheet.quote(&self.form, &cell.text))
    }

    fn hit_by_findings(&self, sought: &Sought) -> HashSet<&CellId> {
        let members = self.findings().iter().flat_map(Finding::members);
        members.filter(|member| sought.is_in(&member.says)).map(|member| &member.at).collect()
    }

    /// The cells whose name between 【】 has these words in it.
    fn hit_by_name(&self, sought: &Sought) -> Vec<&CellId> {
        let Some(name) = &sought.name else { return Vec::new() };
        let places = self.sheet.places(&self.form).filter(|(place, _)| place.contains(name.as_str()));
        let own = self.form.figures.iter().filter(|figure| figure.name.contains(name.as_str()));
        let own = own.filter_map(|figure| self.sheet.cell(&CellId::parse(figure.at.as_deref()?)?));
        places.map(|(_, cell)| cell).chain(own).map(|cell| &cell.at).collect()
    }

    /// The cells to which labels of a part lead: of a row its first that can be written, of a column its first, of a kind
    /// of indicators the first of its rows, of a title the first of all.
    fn hit_by_label<'d>(&'d self, section: &Section, part: &'d Part, sought: &Sought) -> Vec<&'d CellId> {
        let is_in = |label: &str| sought.is_in_label(&self.form.words(label, self.sheet.year));
        let mut hits = Vec::new();
        if is_in(&section.title) {
            hits.extend(part.lines.iter().find_map(first));
        }
        let own = part.lines.iter().filter(|line| line.added_under.is_none() && sought.is_in_label(&line.label));
        hits.extend(own.filter_map(first));
        for column in columns(&section.kind).iter().filter(|column| is_in(&column.label)) {
            hits.extend(part.lines.iter().find_map(|line| line.cell(&column.id)));
        }
        if let Kind::Scores(scores) = &section.kind {
            for (g, group) in scores.groups.iter().enumerate() {
                for (k, kind) in group.kinds.iter().enumerate() {
                    if is_in(&kind.label) || k == 0 && is_in(&group.label) {
                        hits.extend(part.lines.iter().find(|line| line.kind == Some((g, k))).and_then(first));
                    }
                }
            }
        }
        hits.into_iter().map(|cell| &cell.at).collect()
    }

    /// The parts in the order of the pages.
    fn parts_in_order(&self) -> Vec<(&Part, &Section)> {
        let parts = self.sheet.parts.iter().filter_map(|part| Some((part, self.form.sections.get(part.section)?)));
        let mut parts: Vec<_> = parts.collect();
        parts.sort_by_key(|(part, section)| (section.tab, part.project));
        parts
    }

    fn cells_in_order(&self) -> impl Iterator<Item = &Cell> {
        self.parts_in_order().into_iter().flat_map(|(part, _)| &part.lines).flat_map(|line| &line.cells)
    }
}

/// The cells whose place in words has all of these words, or their initials, in the order of the form.
pub fn cells_called<'a>(form: &'a Form, sheet: &'a Sheet, words: &str) -> impl Iterator<Item = (CellId, String)> + 'a {
    let sought: Vec<Sought> = words.split_whitespace().map(Sought::new).collect();
    let cells = sheet.cells_in_words(form);
    let called = cells.filter(move |(_, place)| sought.iter().all(|sought| sought.is_in_label(place)));
    called.map(|(cell, place)| (cell.at.clone(), place))
}

/// Where a line is gone to.
fn first(line: &Line) -> Option<&Cell> {
    line.cells.iter().find(|cell| cell.is_writable()).or_else(|| line.cells.first())
}

/// It stands within the name of a quotation, and is not the whole of it.
fn is_in_name(text: &str, place: &Range<usize>) -> bool {
    let (before, rest) = (text.get(..place.start).unwrap_or_default(), text.get(place.start..).unwrap_or_default());
    let opened = before.rsplit_once('【').is_some_and(|(_, name)| !name.contains(['】', '\n']));
    let end = rest.find(['】', '【', '\n']);
    opened && end.is_some_and(|end| rest.get(end..).is_some_and(|rest| rest.starts_with('】')))
}
