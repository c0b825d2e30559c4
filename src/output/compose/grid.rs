//! Grids on paper: under their columns' labels, or two side by side.

use super::Maker;
use super::bands::{Drafts, Edges, label};
use crate::form::{Column, Name};
use crate::output::manuscript::TableCell;
use crate::sheet::{Line, Part, columns, is_own_name};

impl Maker<'_> {
    /// A grid: its columns' labels, then its lines.
    pub(super) fn grid_rows(
        &self,
        id: &Name,
        widths: &[u32],
        wanted: Option<&[Name]>,
        bare: bool,
        cornerless: bool,
    ) -> Vec<Drafts> {
        let Some((part, section)) = self.part_of(id) else { return Vec::new() };
        let printed: Vec<&Column> = columns(&section.kind)
            .iter()
            .filter(|column| wanted.map_or(!column.screen_only, |wanted| wanted.contains(&column.id)))
            .collect();
        let corner = super::grid_of(section).map(|grid| self.words(&grid.corner)).filter(|_| !cornerless);
        let mut edges = Edges::new(widths);
        let mut head = Vec::new();
        if !bare {
            head.push(edges.put(1, label(&corner.unwrap_or_default())));
        }
        head.extend(printed.iter().map(|column| edges.put(1, label(&self.words(&column.label)))));
        let lines: Vec<&Line> = part.lines.iter().filter(|line| !is_filled_place(part, line)).collect();
        let rows = lines.iter().zip(indents(&lines)).map(|(line, indent)| {
            let mut edges = Edges::new(widths);
            let mut cells = Vec::new();
            if !bare {
                cells.push(edges.put(1, TableCell { left: true, indent, ..self.name(line) }));
            }
            let before = usize::from(!bare);
            cells.extend(printed.iter().enumerate().map(|(n, column)| {
                let width = widths.get(before + n).copied().unwrap_or_default();
                edges.put(1, self.at(line, column, width))
            }));
            Drafts { cells, ..Drafts::default() }
        });
        std::iter::once(Drafts { cells: head, head: true, ..Drafts::default() }).chain(rows).collect()
    }

    /// What a line is called: its label, or in a row the clerk added the cell she wrote its name in.
    pub(super) fn name(&self, line: &Line) -> TableCell {
        let own = line.cells.iter().find(|cell| is_own_name(&cell.at, line));
        own.map_or_else(|| label(&line.label), |cell| self.cell(line, cell))
    }

    /// The cell of a line in a column, which the form has so wide: a dash where the form has none, nothing in a place for
    /// more lines (……).
    pub(super) fn at(&self, line: &Line, column: &Column, width: u32) -> TableCell {
        match line.cell(&column.id) {
            Some(cell) => self.noted(line, column, width, self.cell(line, cell)),
            None if line.takes_rows => label(""),
            None => label("——"),
        }
    }

    /// Two grids of one column side by side, label and figure in one cell.
    pub(super) fn halves(&self, ids: [&Name; 2], widths: &[u32]) -> Vec<Drafts> {
        let halves = ids.map(|id| {
            let lines: Vec<&Line> = self.part_of(id).map_or_else(Vec::new, |(part, _)| part.lines.iter().collect());
            let indents = indents(&lines);
            lines.into_iter().zip(indents).collect::<Vec<_>>()
        });
        let count = halves.iter().map(Vec::len).max().unwrap_or(0);
        let half = |edges: &mut Edges, lines: &[(&Line, u8)], n: usize| {
            let cell = lines.get(n).and_then(|(line, indent)| {
                let cell = self.cell(line, line.cells.first()?);
                Some(TableCell { label: line.label.to_string(), left: true, indent: *indent, ..cell })
            });
            edges.put(1, cell.unwrap_or_else(|| label("")))
        };
        let row = |n: usize| {
            let mut edges = Edges::new(widths);
            Drafts { cells: halves.iter().map(|lines| half(&mut edges, lines, n)).collect(), ..Drafts::default() }
        };
        (0..count).map(row).collect()
    }
}

/// Line labels step in by depth; lines that go on after “其中：” stand under its first word, as on issued forms.
fn indents(lines: &[&Line]) -> Vec<u8> {
    let mut under = None;
    let indent = |line: &&Line| {
        let first = line.label.starts_with("其中");
        if first {
            under = Some(line.depth);
        } else if under != Some(line.depth) {
            under = None;
        }
        line.depth + if under.is_some() && !first { 3 } else { 0 }
    };
    lines.iter().map(indent).collect()
}

/// A place for added rows (……) is printed as issued while it is empty, and gives way to the rows once there are some.
fn is_filled_place(part: &Part, line: &Line) -> bool {
    line.takes_rows && part.lines.iter().any(|l| l.added_under.as_ref() == Some(&line.id))
}
