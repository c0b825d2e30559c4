//! Which part of the form each table of a document is, by its labels, never by its position.

use super::document::{Block, Document, Spot, Table};
use super::inline::{Pair, colons, is_idle, pairs, unit_said, written};
use super::label::{Label, Likeness, plain, unnumbered};
use super::lattice::Lattice;
use super::proposal::{Found, Homeless, Place, Placed, Proposal};
use super::prose::Prose;
use super::rows::{Mode, Rows};
use super::term::{Names, PartTerm, Single, Terms};
use crate::form::{CellId, Form, Holds, Name, Role};
use crate::value::Text;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads a document as a report on a form. The year is the document's own where it says so, else the one given.
#[must_use]
pub fn recognise(form: &Form, document: &Document, otherwise: i32) -> Proposal {
    let year = year_of(document).unwrap_or(otherwise);
    let terms = Terms::new(form, year);
    let mut reader = Reader::new(form, &terms, document);
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            Block::Line(line) => reader.line(Place { block, spot: None }, &line.text),
            Block::Table(table) => reader.table(block, table),
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
    for block in &document.blocks {
        match block {
            Block::Line(line) => vote(&line.text),
            Block::Table(table) => table.cells.iter().for_each(|spot| vote(&spot.text)),
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
enum Fate {
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
    terms: &'a Terms,
    document: &'a Document,
    /// How many labels of a part a text may be, by the text.
    known: HashMap<String, u64>,
    /// The part whose title was read last.
    titled: Option<usize>,
    /// The part the last table belonged to.
    last: Option<usize>,
    /// How wide that table was, and what it would go on with.
    goes_on: (usize, Mode<'a>),
    project: usize,
    /// How many rows there are under each open row and each kind of indicator.
    rows: HashMap<CellId, usize>,
    prose: Prose<'a>,
    placed: Vec<Placed>,
    /// Which cells something goes to already.
    taken: HashMap<CellId, usize>,
    tables: Vec<Found>,
    fates: HashMap<Place, Fate>,
    remarks: Vec<String>,
    /// The unit the amounts are in, where the document says so.
    pub unit: Option<&'static str>,
    /// The unit of government whose table comes, where the document says so.
    owner: Option<Text>,
    /// Parts that have begun, and whether the one being read has begun before.
    begun: HashSet<usize>,
    again: bool,
    /// How many colons may still be looked at for labels before them.
    looks: usize,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form, terms: &'a Terms, document: &'a Document) -> Self {
        Self {
            form,
            terms,
            document,
            known: known(terms),
            titled: None,
            last: None,
            goes_on: (0, Mode::default()),
            project: 0,
            rows: HashMap::new(),
            prose: Prose::new(&terms.headings),
            placed: Vec::new(),
            taken: HashMap::new(),
            tables: Vec::new(),
            fates: HashMap::new(),
            remarks: Vec::new(),
            unit: None,
            owner: None,
            begun: HashSet::new(),
            again: false,
            looks: LOOKS,
        }
    }

    /// A text goes to a cell. A cell that has one already keeps it; another text is named there as a doubt.
    pub fn place(&mut self, from: Place, at: CellId, text: &str, sure: Likeness) {
        let text: Text = text.into();
        self.fates.insert(from, Fate::Placed);
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
        let doubts = self.doubts(&at, &text);
        self.placed.push(Placed { at, text, from, also: Vec::new(), sure, doubts });
    }

    /// What is doubtful about a text because of where it stands.
    fn doubts(&self, at: &CellId, text: &str) -> Vec<String> {
        let slot = self.form.slot(at);
        let mut doubts = Vec::new();
        let own = self.form.money.word();
        let money = slot.as_ref().is_some_and(|slot| slot.holds == Holds::Money);
        let figure = !text.contains('元') && text.contains(|c: char| ('1'..='9').contains(&c));
        if let Some(unit) = self.unit.filter(|unit| *unit != own && money && figure) {
            doubts.push(format!("文件里的金额单位是{unit}，表样是{own}，请换算后再填。"));
        }
        if self.again && slot.is_some_and(|slot| slot.role != Some(Role::UnitName)) {
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
                self.fates.insert(from, Fate::Placed);
            }
            None => self.place(from, at.clone(), text, Likeness::Same),
        }
    }

    /// A text is the form's own words.
    pub fn label(&mut self, from: Place) {
        self.fates.entry(from).or_insert(Fate::Label);
    }

    /// A text found no place, and why.
    pub fn homeless(&mut self, from: Place, why: String) {
        self.fates.insert(from, Fate::Homeless(why));
    }

    /// The cell of a part, in the project that is being read.
    pub fn cell(&self, part: &PartTerm, at: &CellId) -> CellId {
        if part.each_project && self.form.section(&at.section, true).is_some() {
            CellId { section: format!("p{}.{}", self.project.max(1), at.section).into(), ..at.clone() }
        } else {
            at.clone()
        }
    }

    /// The next row to be added under an open row or a kind of indicator.
    pub fn next_row(&mut self, part: &PartTerm, section: &str, under: &str) -> Name {
        let place = self.cell(part, &CellId::new(section, under, ""));
        let count = self.rows.entry(place).or_default();
        *count += 1;
        format!("{under}-{count}").into()
    }

    // ---- Lines ----

    fn line(&mut self, from: Place, text: &str) {
        if plain(text).is_empty() || is_page_number(text) {
            return self.label(from);
        }
        if let Some(part) = self.title(from.block, text) {
            self.titled = Some(part);
            (self.unit, self.owner) = (None, None);
            return self.label(from);
        }
        if let Some(read) = self.prose.read(text) {
            return self.prose_line(from, text, read);
        }
        self.unit = unit_said(text).or(self.unit);
        self.again = false;
        let terms = self.terms;
        let part = self.titled.or(self.last).and_then(|part| terms.parts.get(part));
        let singles = part.map_or(&terms.cover[..], |part| &part.singles);
        let others = part.map_or(&[][..], |part| &part.others);
        if self.is_note(text) || is_year(text) || is_idle(text) {
            self.label(from);
        } else if !self.inline(from, part, text, singles, others) && !self.cover_date(from, text) {
            self.homeless(from, "文件里的这一段不在表样的任何一栏里。".into());
        }
    }

    fn prose_line(&mut self, from: Place, text: &str, read: super::prose::Read) {
        if let Some(remark) = read.remark {
            self.remarks.push(remark);
        }
        match read.at {
            Some(at) if !read.text.is_empty() => {
                self.add(from, &at, &read.text);
                if read.doubt
                    && let Some(placed) = self.taken.get(&at).and_then(|index| self.placed.get_mut(*index))
                {
                    placed.doubts.push("这段文字写在上一级标题下面，请核对放在这里是否合适。".into());
                }
            }
            Some(_) => self.label(from),
            None if read.text.is_empty() => self.label(from),
            None => self.homeless(from, format!("“{}”前面没有能认出的标题。", shortened(text))),
        }
    }

    /// The part whose number or title a line is. In the report itself both stand in the list of annexes as well, there
    /// with numbers before them; a title that counts has a table after it.
    fn title(&mut self, block: usize, text: &str) -> Option<usize> {
        let label = Label::new(text);
        let mark = self.terms.parts.iter().position(|part| part.marks.like(&label) == Some(Likeness::Same));
        if mark.is_some() {
            self.prose.leave();
            return mark;
        }
        let part = self.terms.parts.iter().position(|part| part.title.like(&label).is_some())?;
        let plain = plain(text);
        let bare = unnumbered(&plain) == plain;
        if !bare {
            self.prose.annexes();
        }
        let next = self.document.blocks.iter().skip(block + 1).take(4);
        let before_table = next.into_iter().any(|block| matches!(block, Block::Table(_)));
        (bare && before_table).then(|| {
            self.prose.leave();
            part
        })
    }

    /// A note below a table, in the form's own words.
    pub fn is_note(&self, text: &str) -> bool {
        let text = plain(text);
        self.terms.parts.iter().flat_map(|part| &part.notes).any(|note| *note == text)
    }

    /// The date on the cover has no label.
    fn cover_date(&mut self, from: Place, text: &str) -> bool {
        let Some(single) = self.terms.cover.iter().find(|single| single.holds == Holds::Date) else { return false };
        if self.prose.begun() || self.last.is_some() || !is_date(text) {
            return false;
        }
        match written(text, single) {
            "" => self.label(from),
            date => self.place(from, single.at.clone(), date, Likeness::Close),
        }
        true
    }

    /// Labels and values of one text, as long as there is time for it.
    pub fn pairs<'s, 'x>(&mut self, text: &'x str, singles: &'s [Single], others: &[Names]) -> Vec<Pair<'x, 's>> {
        let Some(left) = self.looks.checked_sub(colons(text)) else { return Vec::new() };
        self.looks = left;
        pairs(text, singles, others)
    }

    /// Labels with their values in one text.
    pub fn inline(
        &mut self,
        from: Place,
        part: Option<&PartTerm>,
        text: &str,
        singles: &[Single],
        others: &[Names],
    ) -> bool {
        let found = self.pairs(text, singles, others);
        for pair in &found {
            self.label(from);
            let lost = if pair.single.is_none() { [pair.before, pair.value] } else { [pair.before, ""] };
            for text in lost.into_iter().filter(|text| !is_idle(text)) {
                self.remarks.push(format!("“{text}”在表样里没有位置，没有导入。"));
            }
            let Some(single) = pair.single else { continue };
            let value = written(pair.value, single);
            if !value.is_empty() && self.is_owner(single) {
                self.owner = Some(value.into());
            }
            if !value.is_empty() {
                let at = part.map_or_else(|| single.at.clone(), |part| self.cell(part, &single.at));
                self.place(from, at, value, pair.sure);
            }
        }
        !found.is_empty()
    }

    /// It names the unit of government.
    fn is_owner(&self, single: &Single) -> bool {
        self.form.slot(&single.at).is_some_and(|slot| slot.role == Some(Role::UnitName))
    }

    // ---- Tables ----

    /// A table, cut where the title of another part stands in it.
    fn table(&mut self, block: usize, table: &Table) {
        self.prose.leave();
        let lattice = Lattice::new(table);
        let mut runs: Vec<(usize, Option<usize>)> = vec![(0, self.titled.take())];
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
            self.run(block, table, &lattice, from..to, title);
        }
    }

    fn title_part(&self, text: &str) -> Option<usize> {
        let label = Label::new(text);
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
        table: &Table,
        lattice: &Lattice,
        rows: std::ops::Range<usize>,
        title: Option<usize>,
    ) {
        let part = self.part_of(lattice, rows.clone(), title);
        let terms = self.terms;
        let Some(term) = part.and_then(|part| terms.parts.get(part)) else {
            let row = first_row(lattice, rows.start);
            self.tables.push(Found { block, row, part: Text::default(), project: None });
            return self.lines(block, lattice, rows);
        };
        if term.again {
            let row = first_row(lattice, rows.start);
            self.tables.push(Found { block, row, part: term.label.clone(), project: None });
            rows.flat_map(|n| lattice.begun(n)).for_each(|(spot, _)| self.label(Place { block, spot: Some(spot) }));
            return;
        }
        if self.is_foreign(part, term, title, lattice, rows.clone()) {
            self.tables.push(Found {
                block,
                row: first_row(lattice, rows.start),
                part: term.label.clone(),
                project: None,
            });
            return self.refuse(block, lattice, rows);
        }
        let begins = term.each_project && self.begins_project(term, lattice, rows.clone());
        if begins {
            self.project += 1;
        }
        let width = lattice.width();
        let (before, mode) = std::mem::take(&mut self.goes_on);
        let same = title.is_none() && self.last == part && !begins && before == width;
        let mode = if same { mode } else { Mode::default() };
        let row = first_row(lattice, rows.start);
        let project = term.each_project.then_some(self.project.max(1));
        self.tables.push(Found { block, row, part: term.label.clone(), project });
        self.last = part;
        self.goes_on = (width, Rows::new(self, term, block, lattice, mode).read(rows));
        self.formulas(block, table);
    }

    /// What is no table but text, a line to each row, as one finds it in workbooks.
    fn lines(&mut self, block: usize, lattice: &Lattice, rows: std::ops::Range<usize>) {
        let said = |n: usize| lattice.begun(n).filter(|(_, cell)| !plain(&cell.text).is_empty());
        if rows.clone().any(|n| said(n).count() > 1) {
            return;
        }
        for (spot, cell) in rows.flat_map(said) {
            self.line(Place { block, spot: Some(spot) }, &cell.text);
        }
    }

    /// The part has begun before, and this one is another unit's. The same part once more of the same unit is doubtful.
    fn is_foreign(
        &mut self,
        part: Option<usize>,
        term: &PartTerm,
        title: Option<usize>,
        lattice: &Lattice,
        rows: std::ops::Range<usize>,
    ) -> bool {
        self.again = false;
        let named = rows.flat_map(|n| lattice.begun(n).collect::<Vec<_>>().into_iter()).collect::<Vec<_>>();
        let named = self.owner_in(term, &named);
        let owner = named.clone().or_else(|| self.owner.clone());
        if term.each_project || (title.is_none() && named.is_none()) {
            return false;
        }
        self.owner.clone_from(&owner);
        let Some(part) = part else { return false };
        if self.begun.insert(part) {
            return false;
        }
        self.again = true;
        let own = self
            .placed
            .iter()
            .find(|placed| self.form.slot(&placed.at).is_some_and(|slot| slot.role == Some(Role::UnitName)));
        own.zip(owner).is_some_and(|(own, owner)| plain(&own.text) != plain(&owner))
    }

    /// The unit of government that a table names.
    fn owner_in(&mut self, term: &PartTerm, spots: &[(usize, &Spot)]) -> Option<Text> {
        let single = term.singles.iter().find(|single| self.is_owner(single))?;
        let mut behind = false;
        for (_, spot) in spots.iter().filter(|(_, spot)| !plain(&spot.text).is_empty()) {
            if behind {
                return Some(written(&spot.text, single).into());
            }
            behind = single.names.like(&Label::new(&spot.text)).is_some();
            let inline = self.pairs(&spot.text, std::slice::from_ref(single), &term.others);
            let value = inline.into_iter().find(|pair| pair.single.is_some()).map(|pair| written(pair.value, single));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                return Some(value.into());
            }
        }
        None
    }

    /// A table of another unit.
    fn refuse(&mut self, block: usize, lattice: &Lattice, rows: std::ops::Range<usize>) {
        let owner = self.owner.clone().unwrap_or_default();
        let why = format!(
            "这张表是“{owner}”的，与前面的单位不同，没有导入；要导入这一份，请只选它所在的工作表，或另存成单独的文件。"
        );
        for (spot, cell) in rows.flat_map(|n| lattice.begun(n)) {
            if !plain(&cell.text).is_empty() && !self.known.contains_key(Label::new(&cell.text).key()) {
                self.homeless(Place { block, spot: Some(spot) }, why.clone());
            }
        }
    }

    /// The first fact of a part, the project's name, is there, or no project has begun.
    fn begins_project(&self, part: &PartTerm, lattice: &Lattice, rows: std::ops::Range<usize>) -> bool {
        let Some(name) = part.singles.first() else { return self.project == 0 };
        let mut cells = rows.flat_map(|n| lattice.begun(n));
        self.project == 0 || cells.any(|(_, cell)| name.names.like(&Label::new(&cell.text)) >= Some(Likeness::Close))
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
                let key = Label::new(text).key().to_string();
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
    fn formulas(&mut self, block: usize, table: &Table) {
        for (index, spot) in table.cells.iter().enumerate().filter(|(_, spot)| spot.laid == super::Laid::Missing) {
            let from = Place { block, spot: Some(index) };
            self.fates.entry(from).or_insert_with(|| {
                let row = spot.row + 1;
                Fate::Homeless(format!(
                    "{}第{row}行的公式没有存下结果，请用Excel或WPS打开后保存一次，再导入。",
                    table.name
                ))
            });
        }
    }

    // ---- End ----

    fn end(mut self, year: i32) -> Proposal {
        self.front_page();
        let mut homeless = Vec::new();
        for (block, content) in self.document.blocks.iter().enumerate() {
            let spots: Vec<(Option<usize>, &str)> = match content {
                Block::Line(line) => vec![(None, line.text.as_str())],
                Block::Table(table) => table
                    .cells
                    .iter()
                    .enumerate()
                    .map(|(n, spot): (usize, &Spot)| (Some(n), spot.text.as_str()))
                    .collect(),
            };
            for (spot, text) in spots {
                let from = Place { block, spot };
                let why = match self.fates.remove(&from) {
                    Some(Fate::Homeless(why)) => why,
                    None if !plain(text).is_empty() => "没有认出它属于哪一栏。".into(),
                    _ => continue,
                };
                homeless.push(Homeless { from, text: text.trim().into(), why });
            }
        }
        let Self { tables, placed, remarks, .. } = self;
        let mut proposal = Proposal { year, tables, placed, agreed: Vec::new(), homeless, remarks };
        super::settle::settle(self.form, &mut proposal);
        proposal
    }

    /// The report's title, over one line or several: the lines before the first heading that end as it does.
    fn front_page(&mut self) {
        let title = self.form.report_title.split('}').next_back().unwrap_or_default();
        let tail = plain(title);
        let front: Vec<Place> =
            self.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Homeless(_))).map(|(p, _)| *p).collect();
        let mut front = front;
        front.sort();
        let text = |place: &Place| match (self.document.blocks.get(place.block), place.spot) {
            (Some(Block::Line(line)), None) => plain(&line.text),
            (Some(Block::Table(table)), Some(spot)) => {
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
                        self.fates.insert(*place, Fate::Label);
                    }
                    break;
                }
            }
        }
    }
}

/// Every label of every part, as a text, with the parts that have it.
fn known(terms: &Terms) -> HashMap<String, u64> {
    let mut known: HashMap<String, u64> = HashMap::new();
    for (n, part) in terms.parts.iter().enumerate().take(64) {
        for key in part.keys() {
            *known.entry(key.to_string()).or_default() |= 1 << n;
        }
    }
    known
}

/// — 1 —, 第1页
fn is_page_number(text: &str) -> bool {
    let text = plain(text);
    let bare = text.trim_matches(['—', '-', '第', '页', '·']);
    text != bare && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// （2023年度）
fn is_year(text: &str) -> bool {
    let text = plain(text);
    let bare =
        text.trim_matches(['(', ')']).strip_suffix("年度").or_else(|| text.trim_matches(['(', ')']).strip_suffix('年'));
    bare.is_some_and(|year| year.chars().all(|c| c.is_ascii_digit()) && year.len() <= 4)
}

fn first_row(lattice: &Lattice, n: usize) -> usize {
    lattice.begun(n).next().map_or(0, |(_, spot)| spot.row)
}

fn is_date(text: &str) -> bool {
    let text = plain(text);
    ["年", "月"].iter().all(|unit| text.contains(unit))
        && text.chars().all(|c| c.is_ascii_digit() || "年月日〇○一二三四五六七八九十".contains(c))
}

/// The beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    let short: String = text.trim().chars().take(20).collect();
    if short.len() < text.trim().len() { format!("{short}…") } else { short }
}
