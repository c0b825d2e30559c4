//! A report as finished text, by section, line and cell key, ready for any output.

use crate::form::{Column, ColumnRole, Form, Holds, Kind, Name, Role};
use crate::sheet::{Cell, Line, Part, Quoted, Sheet, columns, quote};
use crate::value::Text;
use serde::Serialize;
use std::collections::BTreeMap;

/// A report as finished text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The form's name, which chooses the layout.
    pub form: Name,
    /// The year reported on.
    pub year: i32,
    /// The year before.
    pub last: i32,
    /// The report's title.
    pub title: String,
    /// The unit's name.
    pub unit: Text,
    /// The projects, `p1` …
    pub projects: Vec<Name>,
    /// Every printable cell's text by key, empty where blank.
    pub cells: BTreeMap<String, String>,
    /// The sections by name, `p1.funds` for a project's.
    pub sections: BTreeMap<Name, PagePart>,
}

/// One section.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PagePart {
    /// facts, grid, scores or prose.
    pub kind: &'static str,
    /// As printed.
    pub title: Text,
    /// What stands above a grid's row labels.
    pub corner: Text,
    /// The columns that are printed.
    pub columns: Vec<PageColumn>,
    /// The lines; of an indicator grid only the closing one.
    pub lines: Vec<PageLine>,
    /// 一级指标 of an indicator grid.
    pub groups: Vec<PageGroup>,
    /// 说明 below it.
    pub notes: Vec<Text>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageColumn {
    /// Its name in addresses.
    pub id: Name,
    /// As printed.
    pub label: Text,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageLine {
    /// Its name in addresses.
    pub id: Name,
    /// As printed.
    pub label: Text,
    /// How deep it stands in the tree.
    pub depth: u8,
    /// Its cells.
    pub cells: Vec<PageCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageCell {
    /// The cell's address.
    pub key: String,
    /// Its column's name, empty for facts and prose.
    pub column: Name,
    /// The finished text.
    pub text: String,
    /// `right` for figures, `left` for texts.
    pub align: &'static str,
}

/// 一级指标
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageGroup {
    /// Its name.
    pub id: Name,
    /// As printed.
    pub label: Text,
    /// Its points.
    pub weight: String,
    /// 二级指标
    pub kinds: Vec<PageKind>,
}

/// 二级指标
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageKind {
    /// Its name.
    pub id: Name,
    /// As printed.
    pub label: Text,
    /// The indicators under it.
    pub lines: Vec<PageLine>,
}

impl Page {
    /// The finished text of a report.
    #[must_use]
    pub fn new(form: &Form, sheet: &Sheet) -> Self {
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        let figures = sheet.figures(form);
        let maker = Maker { form, sheet, figures };
        let sections: BTreeMap<Name, PagePart> =
            sheet.parts.iter().filter_map(|part| Some((part.id.clone(), maker.part(part)?))).collect();
        let cells =
            sections.values().flat_map(PagePart::cells).map(|cell| (cell.key.clone(), cell.text.clone())).collect();
        Self {
            form: form.id.clone(),
            year: sheet.year,
            last: sheet.year.saturating_sub(1),
            title: form.words(&form.report_title, sheet.year).replace("{unit}", &unit),
            unit,
            projects: (0..sheet.projects()).filter_map(|n| project_name(sheet, n)).collect(),
            cells,
            sections,
        }
    }
}

fn project_name(sheet: &Sheet, number: usize) -> Option<Name> {
    let part = sheet.parts_of(Some(number)).next()?;
    part.id.split_once('.').map(|(project, _)| project.into())
}

impl PagePart {
    /// Every cell of it.
    pub fn cells(&self) -> impl Iterator<Item = &PageCell> {
        let indicators = self.groups.iter().flat_map(|g| &g.kinds).flat_map(|k| &k.lines);
        self.lines.iter().chain(indicators).flat_map(|line| &line.cells)
    }
}

struct Maker<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    figures: Vec<Quoted>,
}

impl Maker<'_> {
    fn part(&self, part: &Part) -> Option<PagePart> {
        let section = self.form.sections.get(part.section)?;
        let printed: Vec<&Column> = columns(&section.kind).iter().filter(|c| !c.screen_only).collect();
        let mut page = PagePart {
            kind: "facts",
            title: self.words(&section.title),
            corner: Text::default(),
            columns: printed.iter().map(|c| PageColumn { id: c.id.clone(), label: self.words(&c.label) }).collect(),
            lines: Vec::new(),
            groups: Vec::new(),
            notes: section.notes.iter().map(|note| self.words(note)).collect(),
        };
        let own = |line: &&Line| line.kind.is_none() && !is_filled_place(part, line);
        page.lines = part.lines.iter().filter(own).map(|line| self.line(line, &printed)).collect();
        match &section.kind {
            Kind::Facts(_) => {}
            Kind::Prose(_) => page.kind = "prose",
            Kind::Grid(grid) => {
                page.kind = "grid";
                page.corner = self.words(&grid.corner);
            }
            Kind::Scores(scores) => {
                page.kind = "scores";
                page.groups = scores
                    .groups
                    .iter()
                    .enumerate()
                    .map(|(g, group)| PageGroup {
                        id: group.id.clone(),
                        label: group.label.clone(),
                        weight: group.weight.plain(),
                        kinds: group
                            .kinds
                            .iter()
                            .enumerate()
                            .map(|(k, kind)| {
                                let under = part.lines.iter().filter(|line| line.kind == Some((g, k)));
                                let lines = under.map(|line| self.line(line, &printed)).collect();
                                PageKind { id: kind.id.clone(), label: kind.label.clone(), lines }
                            })
                            .collect(),
                    })
                    .collect();
            }
        }
        Some(page)
    }

    fn line(&self, line: &Line, printed: &[&Column]) -> PageLine {
        let shows = |cell: &&Cell| {
            cell.at.column.is_empty() || printed.iter().any(|c| c.id == cell.at.column) || is_own_name(line, cell)
        };
        let cells = line.cells.iter().filter(shows).map(|cell| self.cell(line, cell)).collect();
        PageLine { id: line.id.clone(), label: line.label.clone(), depth: line.depth, cells }
    }

    fn cell(&self, line: &Line, cell: &Cell) -> PageCell {
        let text = match line.role {
            Some(Role::AnnexList) if cell.is_blank() => self.annexes(),
            _ if cell.holds == Holds::Long => quote(&cell.text, &self.figures),
            _ => cell.text.to_string(),
        };
        let align = if cell.holds.is_figure() { "right" } else { "left" };
        PageCell { key: cell.at.to_string(), column: cell.at.column.clone(), text, align }
    }

    /// The list of annexes as they really are: the report itself is the first and is not listed in itself.
    fn annexes(&self) -> String {
        let listed = self.form.annexes.iter().skip(1).filter(|a| !a.each_project || self.sheet.projects() > 0);
        let lines = listed.enumerate().map(|(n, annex)| format!("{}.{}", n + 1, self.words(&annex.title)));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn words(&self, label: &str) -> Text {
        self.form.words(label, self.sheet.year)
    }
}

/// The name cell of a row the clerk added to a grid; its text is printed as the row's label.
fn is_own_name(line: &Line, cell: &Cell) -> bool {
    line.added_under.is_some()
        && line.kind.is_none()
        && cell.role != Some(ColumnRole::Name)
        && cell.at.column == crate::form::NAME_COLUMN
}

/// A place for added rows (……) is printed as issued while it is empty, and gives way to the rows once there are some.
fn is_filled_place(part: &Part, line: &Line) -> bool {
    line.open && part.lines.iter().any(|l| l.added_under.as_ref() == Some(&line.id))
}
