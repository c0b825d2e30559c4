//! 上年对照: every amount and indicator of a tab beside what it was, and how far it has moved.
//!
//! Rows and projects that people add are called alike in two years only where one was carried from the other; else they
//! are known by their names, and a name that stands there twice is no name.

use super::counterpart;
use crate::form::{CellId, ColumnRole, Form, Holds, Kind, Role, Section, Tab};
use crate::report::{Report, place};
use crate::sheet::{Cell, Line, Origin, Part, Sheet, Value, bare, columns, derive};
use crate::value::{MoneyUnit, Rate, Text};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// A report of an earlier year, to look at.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its form.
    pub form: Form,
    /// What it comes to.
    pub sheet: Sheet,
    /// This year's was carried from it, so that rows and projects have kept their names in addresses.
    pub carried: bool,
}

/// How a figure or a text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One of the years says nothing that can be compared.
    Unsaid,
    /// Nothing has changed.
    Same,
    /// It is another text.
    Other,
    /// 增加
    More(Step),
    /// 减少
    Less(Step),
}

/// How far a figure has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// By how much, without sign, in the unit of this year's form.
    pub by: String,
    /// As a share of last year's, without sign; none of nothing.
    pub rate: Option<Rate>,
}

/// One cell of this year's beside the same of last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it stands under: a section, or an indicator.
    pub heading: String,
    /// Its place below that.
    pub words: String,
    /// This year's cell; none where only last year's had it.
    pub at: Option<CellId>,
    /// What it said last year.
    pub before: Text,
    /// What it says now.
    pub now: Text,
    /// It holds a figure.
    pub figure: bool,
    /// What came of it.
    pub change: Change,
    /// It has changed by more than the form's limit, or from nothing to something: it wants to be looked at.
    pub large: bool,
}

/// What a tab comes to beside last year's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The lines in the order of the paper, what only last year's had below.
    pub lines: Vec<Compared>,
    /// Projects that only last year's had.
    pub gone: Vec<String>,
}

impl Change {
    fn is_large(&self, limit: Rate) -> bool {
        match self {
            Self::More(step) | Self::Less(step) => step.rate.is_none_or(|rate| rate > limit),
            Self::Unsaid | Self::Same | Self::Other => false,
        }
    }

    fn of(before: &Cell, now: &Cell, unit: MoneyUnit) -> Self {
        let (way, step) = match (&before.value, &now.value) {
            (Value::Money(before), Value::Money(now)) => {
                let by = (*now - *before).abs();
                (now.cmp(before), Step { by: by.plain(unit), rate: by.share_of(before.abs()) })
            }
            (Value::Count(before), Value::Count(now)) => {
                let by = (*now - *before).abs();
                (now.cmp(before), Step { by: by.plain(), rate: by.share_of(before.abs()) })
            }
            _ if before.is_blank() || now.is_blank() => return Self::Unsaid,
            _ if before.text.trim() == now.text.trim() => return Self::Same,
            _ if now.value.is_figure() || before.value.is_figure() => return Self::Unsaid,
            _ => return Self::Other,
        };
        match way {
            Ordering::Greater => Self::More(step),
            Ordering::Less => Self::Less(step),
            Ordering::Equal => Self::Same,
        }
    }
}

impl Past {
    /// A report that is only looked at.
    #[must_use]
    pub fn new(form: Form, report: &Report, carried: bool) -> Self {
        let sheet = derive(&form, report);
        Self { form, sheet, carried }
    }

    /// A tab of this year's beside this; on the tab of projects the project that is shown.
    #[must_use]
    pub fn beside(&self, form: &Form, sheet: &Sheet, tab: Tab, project: usize) -> Comparison {
        let pairing = Pairing::new(self, form, sheet);
        let follows = self.sheet.year.saturating_add(1) == sheet.year;
        let (lines, seen) = (Vec::new(), HashSet::new());
        let mut making = Making { unit: sheet.unit, follows, lines, seen, pairing: &pairing };
        let shown =
            |form: &Form, part: &Part| form.sections.get(part.section).is_some_and(|section| section.tab == tab);
        let parts = sheet.parts.iter().filter(|part| shown(form, part));
        for part in parts.filter(|part| part.project.is_none_or(|p| p == project)) {
            making.part(form, sheet.year, part);
        }
        let partner = project_id(sheet, project).and_then(|id| pairing.project(id));
        let own = |part: &&Part| part.id.split_once('.').is_none_or(|(id, _)| Some(id) == partner);
        for part in self.sheet.parts.iter().filter(|part| shown(&self.form, part)).filter(own) {
            making.gone(part);
        }
        let gone = if tab == Tab::Projects { pairing.gone_projects() } else { Vec::new() };
        Comparison { lines: making.lines, gone }
    }

    /// What it said, in the unit of the other form.
    fn said(&self, cell: &Cell, unit: MoneyUnit) -> Text {
        match &cell.value {
            Value::Money(money) if self.form.money != unit => money.plain(unit).into(),
            _ => cell.text.clone(),
        }
    }
}

/// Which cell of last year's belongs to which of this year's.
struct Pairing<'a> {
    past: &'a Past,
    form: &'a Form,
    projects: (Named<'a>, Named<'a>),
    /// The added rows by the place they hang under, this year's and last year's.
    rows: (HashMap<String, Named<'a>>, HashMap<String, Named<'a>>),
    lines: HashMap<(&'a str, &'a str), &'a Line>,
}

/// Things that people add, by their name in addresses and by what they are called.
#[derive(Default)]
struct Named<'a> {
    names: HashMap<&'a str, &'a str>,
    /// None for what several are called.
    ids: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Named<'a> {
    fn add(&mut self, id: &'a str, name: &'a str) {
        self.names.insert(id, name);
        self.ids.entry(name).and_modify(|id| *id = None).or_insert(Some(id));
    }

    /// The one of `past` that is the same as this one: of the same name; else of the id it had, where ids were kept and
    /// its name is nobody else's now.
    fn partner(&self, id: &str, had: &str, past: &Named<'a>, kept: bool) -> Option<&'a str> {
        let name = self.names.get(id)?;
        let alike = past.names.get_key_value(had).filter(|_| kept);
        let named = || if name.is_empty() { None } else { past.ids.get(name).copied().flatten() };
        let renamed = || alike.filter(|(_, was)| !self.ids.contains_key(**was)).map(|(id, _)| *id);
        alike.filter(|(_, was)| *was == name).map(|(id, _)| *id).or_else(named).or_else(renamed)
    }
}

impl<'a> Pairing<'a> {
    fn new(past: &'a Past, form: &'a Form, sheet: &'a Sheet) -> Self {
        let lines = past.sheet.parts.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        Self {
            past,
            form,
            projects: (projects(sheet), projects(&past.sheet)),
            rows: (rows(sheet), rows(&past.sheet)),
            lines: lines.map(|(part, line)| ((part.id.as_str(), line.id.as_str()), line)).collect(),
        }
    }

    /// Last year's project that is the same as this one.
    fn project(&self, id: &str) -> Option<&'a str> {
        self.projects.0.partner(id, id, &self.projects.1, self.past.carried)
    }

    fn gone_projects(&self) -> Vec<String> {
        let kept: HashSet<&str> = self.projects.0.names.keys().filter_map(|id| self.project(id)).collect();
        let gone = self.projects.1.names.iter().filter(|(id, name)| !kept.contains(**id) && !name.is_empty());
        let mut gone: Vec<(&str, String)> = gone.map(|(id, name)| (*id, (*name).to_string())).collect();
        gone.sort_by_key(|(id, _)| (id.len(), *id));
        gone.into_iter().map(|(_, name)| name).collect()
    }

    /// Last year's cell.
    fn cell(&self, at: &CellId, line: &Line) -> Option<&'a Cell> {
        let mut to = counterpart(self.form, &self.past.form, at)?;
        if let (Some(project), id) = at.project_and_section() {
            let id = to.section.split_once('.').map_or(id, |(_, id)| id);
            to.section = format!("{}.{id}", self.project(project)?).into();
        }
        if is_added(line) {
            let none = Named::default();
            let own = self.rows.0.get(&place(&at.section, under(&at.row)))?;
            let past = self.rows.1.get(&place(&to.section, under(&to.row))).unwrap_or(&none);
            to.row = own.partner(&at.row, &to.row, past, self.past.carried)?.into();
        }
        self.lines.get(&(to.section.as_str(), to.row.as_str()))?.cell(&to.column)
    }
}

fn projects(sheet: &Sheet) -> Named<'_> {
    let mut all = Named::default();
    for number in 0..sheet.projects() {
        let name = sheet.line_of(Some(number), Role::ProjectName).and_then(Line::only);
        if let Some(id) = project_id(sheet, number) {
            all.add(id, name.map_or("", |cell| cell.text.trim()));
        }
    }
    all
}

fn project_id(sheet: &Sheet, number: usize) -> Option<&str> {
    let (id, _) = sheet.parts_of(Some(number)).next()?.id.split_once('.')?;
    Some(id)
}

fn rows(sheet: &Sheet) -> HashMap<String, Named<'_>> {
    let mut all: HashMap<String, Named<'_>> = HashMap::new();
    for part in &sheet.parts {
        for line in part.lines.iter().filter(|line| is_added(line)) {
            all.entry(place(&part.id, under(&line.id))).or_default().add(&line.id, name(line));
        }
    }
    all
}

fn is_added(line: &Line) -> bool {
    line.added_under.is_some() || line.kind.is_some()
}

/// The place an added row hangs under: `quantity` of `quantity-2`.
fn under(row: &str) -> &str {
    row.rsplit_once('-').map_or(row, |(under, _)| under)
}

/// What an added row is called.
fn name(line: &Line) -> &str {
    line.at(ColumnRole::Name).map_or(line.label.trim(), |cell| cell.text.trim())
}

/// The lines as far as they are made.
struct Making<'a> {
    unit: MoneyUnit,
    /// Last year's is of the very year before.
    follows: bool,
    lines: Vec<Compared>,
    /// Last year's cells that have found theirs.
    seen: HashSet<&'a CellId>,
    pairing: &'a Pairing<'a>,
}

impl<'a> Making<'a> {
    fn part(&mut self, form: &'a Form, year: i32, part: &'a Part) {
        let Some(section) = form.sections.get(part.section) else { return };
        for line in &part.lines {
            let before = |cell: &Cell| self.pairing.cell(&as_last_year(section, &cell.at, self.follows), line);
            let pairs: Vec<_> = told(line).into_iter().map(|cell| (cell, before(cell))).collect();
            self.seen.extend(pairs.iter().filter_map(|(_, before)| before.map(|before| &before.at)));
            let says =
                |(now, before): &(&Cell, Option<&Cell>)| !is_nothing(now) || before.is_some_and(|b| !is_nothing(b));
            let wanted = |pair: &&(&Cell, Option<&Cell>)| line.kind.is_some() || says(pair);
            if !pairs.iter().any(says) {
                continue;
            }
            let was = line.at(ColumnRole::Name).and_then(|cell| self.pairing.cell(&cell.at, line));
            let heading = heading_beside(section, line, was);
            for (now, before) in pairs.iter().filter(wanted) {
                let change = before.map_or(Change::Unsaid, |before| Change::of(before, now, self.unit));
                self.lines.push(Compared {
                    heading: heading.clone(),
                    words: words(form, year, section, line, now),
                    at: Some(now.at.clone()),
                    before: before.map(|before| self.pairing.past.said(before, self.unit)).unwrap_or_default(),
                    now: now.text.clone(),
                    figure: now.holds.is_figure(),
                    large: change.is_large(form.limits.change),
                    change,
                });
            }
        }
    }

    /// What a part of last year's says and this year's has no cell for.
    fn gone(&mut self, part: &'a Part) {
        let past = self.pairing.past;
        let Some(section) = past.form.sections.get(part.section) else { return };
        for line in &part.lines {
            // What it said of the year before is not this report's to say.
            let own = told(line).into_iter().filter(|cell| cell.role != Some(ColumnRole::Last));
            for cell in own.filter(|cell| !is_nothing(cell) && !self.seen.contains(&cell.at)) {
                self.lines.push(Compared {
                    heading: format!("上年有、本年没有：{}", heading(section, line)),
                    words: words(&past.form, past.sheet.year, section, line, cell),
                    at: None,
                    before: past.said(cell, self.unit),
                    now: Text::default(),
                    figure: cell.holds.is_figure(),
                    change: Change::Unsaid,
                    large: false,
                });
            }
        }
    }
}

/// Where last year's report says what this cell says: its 决算数 is the 上年决算数 of the year that follows.
fn as_last_year(section: &Section, at: &CellId, follows: bool) -> CellId {
    let column = columns(&section.kind).iter().find(|column| column.id == at.column);
    let from = column.filter(|column| follows && column.role == Some(ColumnRole::Last));
    from.and_then(|column| column.from_last.as_ref()).map_or_else(|| at.clone(), |column| at.in_column(column))
}

/// What of a line is compared: amounts and counts; of an indicator its target and its result.
fn told(line: &Line) -> Vec<&Cell> {
    let of = |cell: &&Cell| match line.kind {
        Some(_) => matches!(cell.role, Some(ColumnRole::Target | ColumnRole::Actual)),
        None => matches!(cell.holds, Holds::Money | Holds::Count) && cell.origin != Origin::Blocked,
    };
    line.cells.iter().filter(of).collect()
}

/// Blank, 无 or ——.
fn is_nothing(cell: &Cell) -> bool {
    !cell.is_stated() || cell.origin == Origin::Blocked
}

/// The section; for an indicator its kind and name.
fn heading(section: &Section, line: &Line) -> String {
    let (Kind::Scores(scores), Some((group, kind))) = (&section.kind, line.kind) else {
        return section.short.to_string();
    };
    let kind = scores.groups.get(group).and_then(|group| group.kinds.get(kind)).map_or("", |kind| kind.label.as_str());
    match name(line) {
        "" => format!("{kind}（没有填名称）"),
        name => format!("{kind}：{name}"),
    }
}

/// The same, saying of an indicator that it was called otherwise last year, or was not there.
fn heading_beside(section: &Section, line: &Line, was: Option<&Cell>) -> String {
    let own = heading(section, line);
    match was.map(|cell| cell.text.trim()) {
        _ if line.kind.is_none() => own,
        None => format!("{own}（上年没有）"),
        Some(was) if was != name(line) && !was.is_empty() => format!("{own}（上年：{was}）"),
        Some(_) => own,
    }
}

fn words(form: &Form, year: i32, section: &Section, line: &Line, cell: &Cell) -> String {
    let column = columns(&section.kind).iter().find(|column| column.id == cell.at.column);
    let column = column.map(|column| form.words(&column.label, year));
    let row = match bare(&line.label) {
        "" => "新加的一行",
        label => label,
    };
    match column {
        Some(column) if line.kind.is_some() => column.into(),
        Some(column) => format!("{row}·{column}"),
        None => row.to_string(),
    }
}
