//! The list of projects: a line for each, and their sums.

use super::Maker;
use super::bands::{Drafts, Edges, label};
use crate::form::{PaperBand, filled};
use crate::output::manuscript::{BookFigure, KeyedText, TableCell};
use crate::sheet::{Cell, Recipe, Value};

impl Maker<'_> {
    /// A line for each project, and their sums.
    pub(super) fn projects(&self, band: &PaperBand, width: u32) -> Vec<Drafts> {
        let PaperBand::Projects { name, section, row, columns, sums, words, widths } = band else { return Vec::new() };
        let widths = filled(widths, width);
        let [names, sum] = words;
        let of = |project| Maker { project: Some(project), ..*self };
        let all: Vec<Maker> = (0..self.sheet.projects()).map(of).collect();
        let Some((_, known)) = all.first().and_then(|maker| maker.part_of(section)) else { return Vec::new() };
        let heads = columns.iter().filter_map(|id| crate::sheet::columns(&known.kind).iter().find(|c| c.id == *id));
        let mut edges = Edges::new(&widths);
        let head = ["序号".into(), names.clone()].into_iter().chain(heads.map(|column| self.words(&column.label)));
        let mut rows = vec![Drafts {
            cells: head.map(|words| edges.put(1, label(&words))).collect(),
            head: true,
            ..Drafts::default()
        }];
        for (n, maker) in all.iter().enumerate() {
            let mut edges = Edges::new(&widths);
            let mut cells = vec![edges.put(1, label(&(n + 1).to_string()))];
            let named = maker.fact(name).map_or_else(|| label(""), |(line, cell)| maker.cell(line, cell));
            cells.push(edges.put(1, TableCell { left: true, ..named }));
            cells.extend(columns.iter().map(|column| edges.put(1, maker.figure(section, row, column))));
            rows.push(Drafts { cells, ..Drafts::default() });
        }
        let mut edges = Edges::new(&widths);
        let mut last = vec![edges.put(2, label(sum))];
        last.extend(columns.iter().map(|column| {
            let cell = if sums.contains(column) { summed(&all, section, row, column) } else { label("") };
            edges.put(1, cell)
        }));
        rows.push(Drafts { cells: last, ..Drafts::default() });
        rows
    }

    fn figure(&self, section: &str, row: &str, column: &str) -> TableCell {
        let line = self.part_of(section).and_then(|(part, _)| part.lines.iter().find(|line| line.id == row));
        let cell = line.and_then(|line| Some((line, line.cell(column)?)));
        cell.map_or_else(|| label(""), |(line, cell)| self.cell(line, cell))
    }
}

/// One figure of every project, added up: of no form's cell, only of the list.
fn summed(all: &[Maker], section: &str, row: &str, column: &str) -> TableCell {
    let cells: Vec<&Cell> = all
        .iter()
        .filter_map(|maker| {
            let (part, _) = maker.part_of(section)?;
            part.lines.iter().find(|line| line.id == row)?.cell(column)
        })
        .collect();
    let stated: Vec<_> = cells.iter().filter_map(|cell| cell.money()).collect();
    let value = if stated.is_empty() { Value::Blank } else { Value::Money(stated.into_iter().sum()) };
    let text = all.first().map(|maker| value.shown(maker.sheet.unit)).unwrap_or_default();
    let recipe = Some(Recipe::Sum(cells.into_iter().map(|cell| cell.at.clone()).collect()));
    let written = KeyedText { key: String::new(), text: text.to_string() };
    TableCell {
        written,
        down: 1,
        figure: BookFigure { value, recipe, numeric: true, ..BookFigure::default() },
        ..TableCell::default()
    }
}
