//! Which part of the form each table of a document is, by its labels, never by its position.

mod inline;
mod lattice;
mod lines;
mod owner;
mod prose;
mod reconcile;
mod rows;
mod vocabulary;

use crate::form::{CellId, Form, Holds, Name};
use crate::intake::document::{Document, DocumentBlock, DocumentTable, Spot};
use crate::intake::label::{LabelText, Likeness, plain, unnumbered};
use crate::intake::proposal::{FoundTable, Homeless, ImportPlan, Place, Placed};
use crate::value::Text;
use lattice::Lattice;
use owner::Owner;
use prose::Prose;
use rows::{Arrangement, TableRows};
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Names, PartWords, Vocabulary};

/// Reads a document as a report on a form. The year is the document's own where it says so, else the one given.
#[must_use]
pub fn recognise(form: &Form, document: &Document, otherwise: i32) -> ImportPlan {
    let year = year_of(document).unwrap_or(otherwise);
    let terms = Vocabulary::new(form, year);
    let mut reader = Reader::new(form, &terms, document);
    // What one sees comes first: a hidden sheet is often last year's, or a draft.
    let mut blocks: Vec<(usize, &DocumentBlock)> = document.blocks.iter().enumerate().collect();
    blocks.sort_by_key(|(_, block)| block.is_hidden());
    for (block, content) in blocks {
        match content {
            DocumentBlock::Line(line) => reader.line(Place { block, spot: None }, &line.text),
            DocumentBlock::Table(table) => reader.table(block, table),
        }
    }
    reader.end(year)
}

/// The year a document reports on: the one most of its titles and column labels name as 年度, 年预算数 or 年决算数.
fn year_of(document: &Document) -> Option<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    let mut vote = |text: &str| {
        if text.chars().take(81).count() > 80 {
            return;
        }
        let text = plain(text);
        for (at, words) in text.match_indices("年") {
            let Some(year) = text.get(at.saturating_sub(4)..at).and_then(|year| year.parse().ok()) else { continue };
            let rest = text.get(at + words.len()..).unwrap_or_default();
            let weight = if rest.starts_with("预算数") { 2 } else { usize::from(rest.starts_with('度')) };
            if (1990..=2100).contains(&year) && weight > 0 {
                *votes.entry(year).or_default() += weight;
            }
        }
    };
    for block in document.blocks.iter().filter(|block| !block.is_hidden()) {
        match block {
            DocumentBlock::Line(line) => vote(&line.text),
            DocumentBlock::Table(table) => table.cells.iter().for_each(|spot| vote(&spot.text)),
        }
    }
    votes.into_iter().max_by_key(|(year, votes)| (*votes, *year)).map(|(year, _)| year)
}

/// Colons that are looked at for labels before them. A long report has some hundreds.
const LOOKS: usize = 20_000;
/// Texts that go to cells. A report with a hundred projects has some thousands.
const PLACED: usize = 20_000;

/// What became of a text of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TextFate {
    /// It is the form's own words.
    Label,
    /// It goes to a cell.
    Placed,
    /// It found none, and why.
    Homeless(String),
}

/// What is known so far.
pub(super) struct Reader<'a> {
    form: &'a Form,
    terms: &'a Vocabulary,
    document: &'a Document,
    /// How many labels of a part a text may be, by the text.
    known: HashMap<String, u64>,
    /// The part whose title was read last.
    titled: Option<usize>,
    /// The part the last table belonged to.
    last: Option<usize>,
    /// How wide that table was, and what it would go on with.
    goes_on: (usize, Arrangement<'a>),
    project: usize,
    /// How many rows there are under each open row and each kind of indicator.
    rows: HashMap<CellId, usize>,
    prose: Prose<'a>,
    placed: Vec<Placed>,
    /// Which cells something goes to already.
    taken: HashMap<CellId, usize>,
    tables: Vec<FoundTable>,
    fates: HashMap<Place, TextFate>,
    remarks: Vec<String>,
    /// The unit the amounts are in, where the document says so.
    pub unit: Option<&'static str>,
    whose: Owner,
    /// How many colons may still be looked at for labels before them.
    looks: usize,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form, terms: &'a Vocabulary, document: &'a Document) -> Self {
        Self {
            form,
            terms,
            document,
            known: known(terms),
            titled: None,
            last: None,
            goes_on: (0, Arrangement::default()),
            project: 0,
            rows: HashMap::new(),
            prose: Prose::new(&terms.headings),
            placed: Vec::new(),
            taken: HashMap::new(),
            tables: Vec::new(),
            fates: HashMap::new(),
            remarks: Vec::new(),
            unit: None,
            whose: Owner::default(),
            looks: LOOKS,
        }
    }

    /// A text goes to a cell. A cell that has one already keeps it; another text is named there as a doubt.
    pub fn place(&mut self, from: Place, at: CellId, text: &str, sure: Likeness) {
        let choices = self.form.slot(&at).map_or(&[][..], |slot| slot.choices);
        let text: Text = ticked(choices, text).unwrap_or(text).into();
        self.fates.insert(from, TextFate::Placed);
        if let Some(first) = self.taken.get(&at).and_then(|index| self.placed.get_mut(*index)) {
            if plain(&first.text) != plain(&text) {
                first.doubts.push(format!("文件里另一处写的是“{text}”。"));
            }
            return;
        }
        if self.placed.len() >= PLACED {
            return self.homeless(from, "文件里要填的格数太多，超出了一份自评报告，请分开导入。".into());
        }
        self.taken.insert(at.clone(), self.placed.len());
        let doubts = self.doubts(from, &at, &text);
        self.placed.push(Placed { at, text, from, also: Vec::new(), sure, doubts });
    }

    /// What is doubtful about a text because of where it stands.
    fn doubts(&self, from: Place, at: &CellId, text: &str) -> Vec<String> {
        let slot = self.form.slot(at);
        let mut doubts = Vec::new();
        if let Some(DocumentBlock::Table(table)) = self.document.blocks.get(from.block)
            && (table.hidden || from.spot.and_then(|spot| table.cells.get(spot)).is_some_and(|spot| spot.hidden))
        {
            doubts.push("文件里这一格是隐藏的，请核对要不要用。".into());
        }
        let own = self.form.money.word();
        let money = slot.as_ref().is_some_and(|slot| slot.holds == Holds::Money);
        let figure = !text.contains('元') && text.contains(|c: char| ('1'..='9').contains(&c));
        if let Some(unit) = self.unit.filter(|unit| *unit != own && money && figure) {
            doubts.push(format!("文件里的金额单位是{unit}，表样是{own}，请换算后再填。"));
        }
        if self.whose.again && !self.names_owner(at) {
            doubts.push("文件里这张表不止一份，请核对用的是不是这一份。".into());
        }
        doubts
    }

    /// Adds to the text of a cell, as a further paragraph.
    fn add(&mut self, from: Place, at: &CellId, text: &str) {
        match self.taken.get(at).and_then(|index| self.placed.get_mut(*index)) {
            Some(placed) => {
                placed.text = format!("{}\n{text}", placed.text).into();
                placed.also.push(from);
                self.fates.insert(from, TextFate::Placed);
            }
            None => self.place(from, at.clone(), text, Likeness::Same),
        }
    }

    /// A text is the form's own words.
    pub fn label(&mut self, from: Place) {
        self.fates.entry(from).or_insert(TextFate::Label);
    }

    /// A text found no place, and why.
    pub fn homeless(&mut self, from: Place, why: String) {
        self.fates.insert(from, TextFate::Homeless(why));
    }

    /// The cell of a part, in the project that is being read.
    pub fn cell(&self, part: &PartWords, at: &CellId) -> CellId {
        if part.each_project && self.form.section(&at.section, true).is_some() {
            CellId { section: format!("p{}.{}", self.project.max(1), at.section).into(), ..at.clone() }
        } else {
            at.clone()
        }
    }

    /// The next row to be added under an open row or a kind of indicator.
    pub fn next_row(&mut self, part: &PartWords, section: &str, under: &str) -> Name {
        let place = self.cell(part, &CellId::new(section, under, ""));
        let count = self.rows.entry(place).or_default();
        *count += 1;
        format!("{under}-{count}").into()
    }

    // ---- Tables ----

    /// A table, cut where the title of another part stands in it.
    fn table(&mut self, block: usize, table: &DocumentTable) {
        self.prose.leave();
        let lattice = Lattice::new(table);
        let before = self.titled.take();
        let mut runs: Vec<(usize, Option<usize>)> = vec![(0, before)];
        for n in 0..lattice.rows() {
            let title = lattice.begun(n).find_map(|(spot, cell)| Some((spot, self.title_part(&cell.text)?)));
            let Some((spot, part)) = title else { continue };
            self.label(Place { block, spot: Some(spot) });
            match runs.last_mut() {
                Some(run) if run.0 == n || run.1 == Some(part) && !self.speaks(&lattice, run.0..n) => {
                    run.1 = Some(part);
                }
                _ => runs.push((n, Some(part))),
            }
        }
        let ends: Vec<usize> = runs.iter().skip(1).map(|(from, _)| *from).chain([lattice.rows()]).collect();
        for ((from, title), to) in runs.into_iter().zip(ends) {
            // A title begins anew; what was said between it and its table holds.
            if title.is_some() && (from > 0 || before.is_none()) {
                self.unit = None;
            }
            self.run(block, table, &lattice, from..to, title);
        }
    }

    fn title_part(&self, text: &str) -> Option<usize> {
        let label = LabelText::new(text);
        // With a number before it, it stands in the list of annexes.
        let plain = plain(text);
        let bare = unnumbered(&plain) == plain;
        let close = |names: &Names| bare && names.like(&label) >= Some(Likeness::Close);
        self.terms.parts.iter().position(|part| part.marks.like(&label) == Some(Likeness::Same) || close(&part.title))
    }

    /// Anything beside titles stands in these rows.
    fn speaks(&self, lattice: &Lattice, rows: std::ops::Range<usize>) -> bool {
        let mut cells = rows.flat_map(|n| lattice.begun(n));
        cells.any(|(_, cell)| !plain(&cell.text).is_empty() && self.title_part(&cell.text).is_none())
    }

    fn run(
        &mut self,
        block: usize,
        table: &DocumentTable,
        lattice: &Lattice,
        rows: std::ops::Range<usize>,
        title: Option<usize>,
    ) {
        let part = self.part_of(lattice, rows.clone(), title);
        let terms = self.terms;
        let row = first_row(lattice, rows.start);
        let Some((part, term)) = part.and_then(|part| Some((part, terms.parts.get(part)?))) else {
            self.tables.push(FoundTable { block, row, part: Text::default(), project: None });
            return self.lines(block, lattice, rows);
        };
        if term.again {
            self.tables.push(FoundTable { block, row, part: term.label.clone(), project: None });
            rows.flat_map(|n| lattice.begun(n)).for_each(|(spot, _)| self.label(Place { block, spot: Some(spot) }));
            return;
        }
        if self.is_foreign(part, term, title, lattice, rows.clone()) {
            self.tables.push(FoundTable { block, row, part: term.label.clone(), project: None });
            self.last = Some(part);
            return self.refuse(block, lattice, rows);
        }
        let begins = term.each_project && self.begins_project(term, lattice, rows.clone());
        if begins {
            self.project += 1;
        }
        let width = lattice.width();
        let (before, mode) = std::mem::take(&mut self.goes_on);
        let same = title.is_none() && self.last == Some(part) && !begins && before == width;
        let mode = if same { mode } else { Arrangement::default() };
        let project = term.each_project.then_some(self.project.max(1));
        self.tables.push(FoundTable { block, row, part: term.label.clone(), project });
        self.last = Some(part);
        self.goes_on = (width, TableRows::new(self, term, block, lattice, mode).read(rows));
        self.formulas(block, table);
    }

    /// The first fact of a part, the project's name, is there, or no project has begun.
    fn begins_project(&self, part: &PartWords, lattice: &Lattice, rows: std::ops::Range<usize>) -> bool {
        let Some(name) = part.singles.first() else { return self.project == 0 };
        let mut cells = rows.flat_map(|n| lattice.begun(n));
        self.project == 0
            || cells.any(|(_, cell)| name.names.like(&LabelText::new(&cell.text)) >= Some(Likeness::Close))
    }

    /// The part most labels speak for; a title counts as several, and so does going on with the last part.
    fn part_of(&self, lattice: &Lattice, rows: std::ops::Range<usize>, title: Option<usize>) -> Option<usize> {
        if let Some(again) = title.filter(|part| self.terms.parts.get(*part).is_some_and(|part| part.again)) {
            return Some(again);
        }
        let mut seen: HashSet<String> = HashSet::new();
        let mut votes = vec![0_usize; self.terms.parts.len()];
        for (_, cell) in rows.flat_map(|n| lattice.begun(n)) {
            for text in [Some(cell.text.as_str()), cell.text.split([':', '：']).next()].into_iter().flatten() {
                let key = LabelText::new(text).key().to_string();
                let Some(parts) = self.known.get(&key).filter(|_| seen.insert(key.clone())) else { continue };
                for (part, vote) in votes.iter_mut().enumerate() {
                    *vote += usize::from(parts & (1 << part) != 0);
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

    /// A formula without a result says nothing: the clerk is told.
    fn formulas(&mut self, block: usize, table: &DocumentTable) {
        for (index, spot) in table
            .cells
            .iter()
            .enumerate()
            .filter(|(_, spot)| spot.origin == crate::intake::document::TextOrigin::Missing)
        {
            let from = Place { block, spot: Some(index) };
            self.fates.entry(from).or_insert_with(|| {
                let row = spot.row + 1;
                TextFate::Homeless(format!(
                    "{}第{row}行的公式没有存下结果，请用Excel或WPS打开后保存一次，再导入。",
                    table.name
                ))
            });
        }
    }

    // ---- End ----

    fn end(mut self, year: i32) -> ImportPlan {
        self.front_page();
        let mut homeless = Vec::new();
        for (block, content) in self.document.blocks.iter().enumerate() {
            let spots: Vec<(Option<usize>, &str)> = match content {
                DocumentBlock::Line(line) => vec![(None, line.text.as_str())],
                DocumentBlock::Table(table) => table
                    .cells
                    .iter()
                    .enumerate()
                    .map(|(n, spot): (usize, &Spot)| (Some(n), spot.text.as_str()))
                    .collect(),
            };
            for (spot, text) in spots {
                let from = Place { block, spot };
                let why = match self.fates.remove(&from) {
                    Some(TextFate::Homeless(why)) => why,
                    None if !plain(text).is_empty() => "没有认出它属于哪一栏。".into(),
                    _ => continue,
                };
                homeless.push(Homeless { from, text: text.trim().into(), why });
            }
        }
        let Self { tables, placed, remarks, .. } = self;
        let mut proposal = ImportPlan { year, tables, placed, agreed: Vec::new(), homeless, remarks };
        reconcile::reconcile(self.form, &mut proposal);
        proposal
    }

    /// The report's title, over one line or several: the lines before the first heading that end as it does.
    fn front_page(&mut self) {
        let title = self.form.report_title.split('}').next_back().unwrap_or_default();
        let tail = plain(title);
        let front: Vec<Place> =
            self.fates.iter().filter(|(_, fate)| matches!(fate, TextFate::Homeless(_))).map(|(p, _)| *p).collect();
        let mut front = front;
        front.sort();
        let text = |place: &Place| match (self.document.blocks.get(place.block), place.spot) {
            (Some(DocumentBlock::Line(line)), None) => plain(&line.text),
            (Some(DocumentBlock::Table(table)), Some(spot)) => {
                table.cells.get(spot).map_or_else(String::new, |cell| plain(&cell.text))
            }
            _ => String::new(),
        };
        let texts: Vec<(Place, String)> = front.iter().map(|place| (*place, text(place))).collect();
        for end in 0..texts.len() {
            for from in end.saturating_sub(3)..=end {
                let lines = texts.get(from..=end).unwrap_or_default();
                let joined: String = lines.iter().map(|(_, text)| text.as_str()).collect();
                if !tail.is_empty() && joined.ends_with(&tail) && joined.chars().count() < 80 {
                    for (place, _) in lines {
                        self.fates.insert(*place, TextFate::Label);
                    }
                    break;
                }
            }
        }
    }
}

/// Every label of every part, as a text, with the parts that have it.
fn known(terms: &Vocabulary) -> HashMap<String, u64> {
    let mut known: HashMap<String, u64> = HashMap::new();
    for (n, part) in terms.parts.iter().enumerate().take(64) {
        for key in part.keys() {
            *known.entry(key.to_string()).or_default() |= 1 << n;
        }
    }
    known
}

fn first_row(lattice: &Lattice, n: usize) -> usize {
    lattice.begun(n).next().map_or(0, |(_, spot)| spot.row)
}

/// Which of several choices is ticked (□甲　☑乙), where the text lists them; nothing while none is.
fn ticked<'t>(choices: &'t [Text], text: &str) -> Option<&'t str> {
    let marked = |c: char| matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■');
    let boxes = |c: char| marked(c) || matches!(c, '□' | '☐');
    let text: String = text.split_whitespace().collect();
    if choices.is_empty() || !text.contains(boxes) {
        return None;
    }
    let before = text.starts_with(|c: char| boxes(c));
    let is_marked = |choice: &&Text| {
        text.split_once(choice.as_str())
            .is_some_and(|(head, tail)| if before { head.ends_with(marked) } else { tail.starts_with(marked) })
    };
    Some(choices.iter().find(is_marked).map_or("", Text::as_str))
}
