//! What it comes to: `derive(&Form, &Report) -> Sheet`, pure, total and never saved.
//!
//! All of it is computed again on every edit: no caching, no dirty flags, no dependency graph. Knows no screen, no
//! disk, no clock.

mod aim;
mod annexes;
mod cell;
mod chart;
mod geometry;
mod grid;
mod implied;
mod points;
mod propose;
mod quote;
mod recipe;
mod reckoning;
mod reference;
mod requote;
mod scores;

pub use aim::joined_target;
pub use cell::{Cell, Origin, Value};
pub use chart::{Bar, BarGroup, Chart, Series};
pub use geometry::{CellBlock, Direction, Extension, Geometry};
pub use implied::ImpliedFigures;
pub use points::{GroupPoints, Points};
pub use propose::{PointRule, Proposal, say_the_same};
pub use quote::{Quoted, Stretch, names};
pub use recipe::{Recipe, is_own_name};
pub use reckoning::Outcome;
pub use reference::is_place_name;
pub use requote::{Follow, amended};
pub use scores::Indicator;

use crate::form::{CellId, ColumnRole, Form, IndicatorGroup, IndicatorKind, Kind, Name, Role, Section, Tab};
use crate::report::Report;
use crate::value::{MoneyUnit, Text};

/// A report with everything that follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The year reported on.
    pub year: i32,
    /// The unit of every amount shown.
    pub unit: MoneyUnit,
    /// The sections in the order of the paper, those of projects once a project.
    pub parts: Vec<Part>,
    /// Points of the report as a whole.
    pub points: Points,
    /// What the form never states but its figures imply.
    pub implied: ImpliedFigures,
}

/// One section filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The section's name in addresses: `base`, `p1.funds`.
    pub id: Name,
    /// Which of the form's sections it is.
    pub section: usize,
    /// Which project it belongs to, from 0.
    pub project: Option<usize>,
    /// Its lines, top to bottom.
    pub lines: Vec<Line>,
    /// Points, for an indicator grid.
    pub points: Option<Points>,
}

/// One line of a section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The row's name in addresses.
    pub id: Name,
    /// As printed; for a row the clerk added, her own words.
    pub label: Text,
    /// How deep it stands in the tree; for prose the level of its heading.
    pub depth: u8,
    /// What rules call it.
    pub role: Option<Role>,
    /// The row under which it was added, if it was.
    pub added_under: Option<Name>,
    /// Rows can be added here; the line itself has no cells.
    pub takes_rows: bool,
    /// It is among the line above it that stands one level higher (其中).
    pub among: bool,
    /// 一级 and 二级 of an indicator, as positions in the form.
    pub kind: Option<(usize, usize)>,
    /// What the indicator comes to.
    pub indicator: Option<Indicator>,
    /// Its cells, left to right; an added row of a grid has its own name first.
    pub cells: Vec<Cell>,
    /// Where among the cells each role stands, counted from 1; 0 where none has it.
    places: [u16; ColumnRole::COUNT],
}

/// Everything that follows from a report. Total: any texts, any number of rows.
#[must_use]
pub fn derive(form: &Form, report: &Report) -> Sheet {
    let mut parts = Vec::with_capacity(form.sections.len() + report.content.projects.len() * 4);
    for (index, section) in form.sections.iter().enumerate().filter(|(_, s)| !s.each_project) {
        parts.push(part(form, report, index, section, None));
    }
    for (number, project) in report.content.projects.iter().enumerate() {
        for (index, section) in form.sections.iter().enumerate().filter(|(_, s)| s.each_project) {
            parts.push(part(form, report, index, section, Some((number, project))));
        }
    }
    points::fill_in(form, &mut parts);
    let mut sheet = Sheet {
        year: report.content.year,
        unit: form.money,
        parts,
        points: Points::default(),
        implied: ImpliedFigures::default(),
    };
    sheet.points = sheet.part_points(None).cloned().unwrap_or_default();
    sheet.implied = ImpliedFigures::of(&sheet);
    sheet
}

fn part(form: &Form, report: &Report, index: usize, section: &Section, project: Option<(usize, &Name)>) -> Part {
    let id: Name = project.map_or_else(|| section.id.clone(), |(_, p)| format!("{p}.{}", section.id).into());
    let writing = cell::Writing::new(form, report, &id);
    let lines = match &section.kind {
        Kind::Facts(facts) => {
            facts.iter().map(|f| line(&f.id, &f.label, 0, f.role).with(vec![writing.only(&f.id, f.holds)])).collect()
        }
        Kind::Prose(headings) => headings
            .iter()
            .map(|h| {
                let cell = h.body.then(|| writing.only(&h.id, crate::form::Holds::Long));
                line(&h.id, &h.label, h.level, h.role).with(cell.into_iter().collect())
            })
            .collect(),
        Kind::Grid(grid) => grid::lines(form, grid, &writing),
        Kind::Scores(scores) => scores::lines(form, scores, &writing),
    };
    let mut part = Part { id, section: index, project: project.map(|(n, _)| n), lines, points: None };
    for line in part.lines.iter_mut().filter(|l| l.label.contains('{')) {
        line.label = form.words(&line.label, report.content.year);
    }
    part
}

fn line(id: &Name, label: &Text, depth: u8, role: Option<Role>) -> Line {
    Line { id: id.clone(), label: label.clone(), depth, role, ..Line::default() }
}

impl Line {
    /// With these cells. Of two with one role the first is meant by it.
    fn with(mut self, cells: Vec<Cell>) -> Self {
        for (place, cell) in (1..).zip(&cells) {
            let role = cell.role.and_then(|role| self.places.get_mut(role as usize));
            role.into_iter().filter(|known| **known == 0).for_each(|known| *known = place);
        }
        Self { cells, ..self }
    }

    /// The cell of that column.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|c| c.at.column == column)
    }

    /// The cell of the column that rules call so.
    #[must_use]
    pub fn at(&self, role: ColumnRole) -> Option<&Cell> {
        let place = *self.places.get(role as usize)?;
        self.cells.get(usize::from(place).checked_sub(1)?)
    }

    /// The only cell of a fact or a text.
    #[must_use]
    pub fn only(&self) -> Option<&Cell> {
        self.cells.first()
    }

    /// What a row that can be added is called.
    #[must_use]
    pub fn name(&self) -> &str {
        self.at(ColumnRole::Name).map_or(self.label.trim(), |cell| cell.text.trim())
    }
}

impl Sheet {
    /// The parts outside projects, or those of one project. They stand together, projects last and in order.
    pub fn parts_of(&self, project: Option<usize>) -> impl Iterator<Item = &Part> {
        let from = self.parts.partition_point(|part| part.project < project);
        self.parts.iter().skip(from).take_while(move |part| part.project == project)
    }

    /// The line of that role outside projects.
    #[must_use]
    pub fn line(&self, role: Role) -> Option<&Line> {
        self.line_of(None, role)
    }

    /// The line of that role in one project, or outside all.
    #[must_use]
    pub fn line_of(&self, project: Option<usize>, role: Role) -> Option<&Line> {
        self.parts_of(project).flat_map(|part| &part.lines).find(|line| line.role == Some(role))
    }

    /// The cell where that row and that column meet, outside projects.
    #[must_use]
    pub fn at(&self, row: Role, column: ColumnRole) -> Option<&Cell> {
        self.line(row)?.at(column)
    }

    /// The only cell of a fact or a text, outside projects.
    #[must_use]
    pub fn only(&self, role: Role) -> Option<&Cell> {
        self.line(role)?.only()
    }

    /// The part of that name.
    #[must_use]
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }

    /// The cell of that address.
    #[must_use]
    pub fn cell(&self, at: &CellId) -> Option<&Cell> {
        let line = self.part(&at.section)?.lines.iter().find(|line| line.id == at.row)?;
        line.cell(&at.column)
    }

    /// Every cell, in the order of the paper.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.parts.iter().flat_map(|part| &part.lines).flat_map(|line| &line.cells)
    }

    /// The indicator lines of the report, or of one project.
    pub fn indicators(&self, project: Option<usize>) -> impl Iterator<Item = &Line> {
        self.parts_of(project).flat_map(|part| &part.lines).filter(|line| line.indicator.is_some())
    }

    /// How many indicators are in use, those of projects among them.
    #[must_use]
    pub fn indicators_in_use(&self) -> usize {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        lines.filter(|line| line.indicator.as_ref().is_some_and(|indicator| indicator.used)).count()
    }

    /// Points of the report as a whole, or of one project.
    #[must_use]
    pub fn part_points(&self, project: Option<usize>) -> Option<&Points> {
        self.parts_of(project).find_map(|part| part.points.as_ref())
    }

    /// How many projects there are.
    #[must_use]
    pub fn projects(&self) -> usize {
        self.parts.iter().filter_map(|part| part.project).max().map_or(0, |last| last + 1)
    }

    /// The name of a project in addresses: `p1`.
    #[must_use]
    pub fn project_id(&self, number: usize) -> Option<&str> {
        let (id, _) = self.parts_of(Some(number)).next()?.id.split_once('.')?;
        Some(id)
    }

    /// What a project is called, empty where its name is not filled in.
    #[must_use]
    pub fn project_name(&self, number: usize) -> &str {
        let name = self.line_of(Some(number), Role::ProjectName).and_then(Line::only);
        name.map_or("", |cell| cell.text.trim())
    }

    /// Its name in brackets, as titles have it; nothing while it has none.
    #[must_use]
    pub fn of_project(&self, number: usize) -> String {
        let name = self.project_name(number);
        if name.is_empty() { String::new() } else { format!("（{name}）") }
    }

    /// What a project is called in words, also where its name is not filled in.
    #[must_use]
    pub fn project_words(&self, number: usize) -> String {
        match self.project_name(number) {
            "" => format!("项目{}（未填名称）", number + 1),
            name => name.into(),
        }
    }

    /// Which project has this name in addresses.
    #[must_use]
    pub fn project_number(&self, id: &str) -> Option<usize> {
        (0..self.projects()).find(|number| self.project_id(*number) == Some(id))
    }

    /// A cell's place in words: 基础数据表·公用经费·2023年决算数.
    #[must_use]
    pub fn words(&self, form: &Form, at: &CellId) -> String {
        let Some(part) = self.part(&at.section) else { return at.to_string() };
        let Some(section) = form.sections.get(part.section) else { return at.to_string() };
        let part_words = part_words(section, part);
        let Some(line) = part.lines.iter().find(|line| line.id == at.row) else { return part_words };
        let column = self.column_words(form, section, &at.column);
        format!("{part_words}·{}{column}", row_words(section, part, line))
    }

    /// Every cell with its place in words, those of a row found once.
    pub fn cells_in_words<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Cell, String)> {
        let known = self.parts.iter().filter_map(|part| Some((part, form.sections.get(part.section)?)));
        known.flat_map(move |(part, section)| {
            part.lines.iter().flat_map(move |line| {
                let row = format!("{}·{}", part_words(section, part), row_words(section, part, line));
                line.cells
                    .iter()
                    .map(move |cell| (cell, format!("{row}{}", self.column_words(form, section, &cell.at.column))))
            })
        })
    }

    fn column_words(&self, form: &Form, section: &Section, id: &str) -> String {
        match columns(&section.kind).iter().find(|column| column.id == id) {
            Some(column) => format!("·{}", form.words(&column.label, self.year)),
            None if id.is_empty() => String::new(),
            None => "·名称".into(),
        }
    }

    /// The tab on which a cell is filled in.
    #[must_use]
    pub fn tab(&self, form: &Form, at: &CellId) -> Option<Tab> {
        let part = self.part(&at.section)?;
        form.sections.get(part.section).map(|section| section.tab)
    }
}

/// The columns of a grid or of the indicators; facts and prose have none.
#[must_use]
pub fn columns(kind: &Kind) -> &[crate::form::Column] {
    match kind {
        Kind::Grid(grid) => &grid.columns,
        Kind::Scores(scores) => &scores.columns,
        Kind::Facts(_) | Kind::Prose(_) => &[],
    }
}

/// A part in words: its section, and whose project it is.
fn part_words(section: &Section, part: &Part) -> String {
    let project = part.project.map_or_else(String::new, |n| format!("项目{}·", n + 1));
    format!("{project}{}", section.short)
}

/// A line in words: its label, or for a row the clerk added what it is and the how-manieth.
fn row_words(section: &Section, part: &Part, line: &Line) -> String {
    let number = |like: &dyn Fn(&Line) -> bool| {
        let before = part.lines.iter().take_while(|other| other.id != line.id);
        1 + before.filter(|other| like(other)).count()
    };
    match (&section.kind, line.kind, bare(&line.label)) {
        (Kind::Scores(scores), Some((g, k)), label) if line.added_under.is_some() || label.is_empty() => {
            let kind = scores.groups.get(g).and_then(|group| Some((group, group.kinds.get(k)?)));
            let words = kind.map(|(group, kind)| kind_words(group, kind));
            words.map_or_else(|| label.into(), |words| format!("{words}{}", number(&|other| other.kind == line.kind)))
        }
        (_, _, "") => format!("新加第{}行", number(&|other| other.added_under == line.added_under)),
        (_, _, label) => label.into(),
    }
}

/// A kind of indicator in words: its label, under what stands above the first level where something does.
fn kind_words(group: &IndicatorGroup, kind: &IndicatorKind) -> String {
    let above = kind.first.as_ref().map_or_else(String::new, |first| format!("{}·{first}·", group.label));
    format!("{above}{}", kind.label)
}

/// A label without what only the paper needs: 其中：, numbers before it, the colon behind it.
#[must_use]
pub fn bare(label: &str) -> &str {
    let label = label.trim_start_matches(['　', ' ']);
    let label = label.strip_prefix("其中：").unwrap_or(label);
    let numbered = label.split_once('、').filter(|(n, _)| n.chars().all(|c| c.is_ascii_digit()));
    numbered.map_or(label, |(_, rest)| rest).trim_end_matches(['：', ':', ' ', '　'])
}
