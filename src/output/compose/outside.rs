//! 表外数字: what no printed table has and figures in them rest on, as a sheet of the workbook.

use super::Maker;
use super::bands::label;
use crate::form::{CellId, Column, Form, PartKind, UPRIGHT};
use crate::output::manuscript::{Block, Manuscript, ManuscriptPart, Table, TableCell, TableRow};
use crate::report::OUTSIDE_NOTE;
use crate::sheet::{Line, Part, Recipe, Sheet, columns};
use std::collections::BTreeSet;

/// What the sheet is called.
const NAME: &str = "表外数字";
/// How wide a column of figures is, in tenths of a millimetre.
const FIGURE: u32 = 260;

impl Manuscript {
    /// Puts in the sheet of figures that stand on no paper, before other sheets that are only the workbook's.
    pub(super) fn put_outside(&mut self, form: &Form, sheet: &Sheet) {
        let wanted = wanted(form, sheet, self);
        let known = sheet.parts.iter().filter_map(|part| Some((part, form.sections.get(part.section)?)));
        let mut blocks = Vec::new();
        for (part, section) in known {
            let is_wanted =
                |line: &Line, column: &Column| line.cell(&column.id).is_some_and(|cell| wanted.contains(&cell.at));
            let outside: Vec<&Column> = columns(&section.kind)
                .iter()
                .filter(|column| part.lines.iter().any(|line| is_wanted(line, column)))
                .collect();
            if outside.is_empty() {
                continue;
            }
            let maker = Maker { form, sheet, project: part.project, scale: 1.0, notes: false };
            if let Some(number) = part.project.filter(|_| sheet.projects() > 1) {
                blocks.push(Block::Heading(1, format!("项目{}·{}", number + 1, section.title).into()));
            }
            let corner = super::grid_of(section).map_or_else(Default::default, |grid| maker.words(&grid.corner));
            blocks.push(Block::Table(maker.outside(part, &corner, &outside)));
        }
        if blocks.is_empty() {
            return;
        }
        blocks.push(Block::Notes(vec![OUTSIDE_NOTE.into()]));
        let outside = ManuscriptPart {
            id: "outside".into(),
            kind: PartKind::Book,
            name: NAME.into(),
            label: String::new(),
            title: Vec::new(),
            year_line: false,
            landscape: false,
            blocks,
        };
        let at = self.parts.iter().position(|part| part.kind == PartKind::Book).unwrap_or(self.parts.len());
        self.parts.insert(at, outside);
    }
}

impl Maker<'_> {
    /// Some columns of a part, with its lines' names at the left.
    fn outside(&self, part: &Part, corner: &str, outside: &[&Column]) -> Table {
        let put = |(at, cell): (usize, TableCell)| TableCell { at, span: 1, ..cell };
        let row = |cells: Vec<TableCell>| TableRow {
            cells: cells.into_iter().enumerate().map(put).collect(),
            ..TableRow::default()
        };
        let heads = std::iter::once(label(corner)).chain(outside.iter().map(|c| label(&self.words(&c.label))));
        let has_some = |line: &&Line| outside.iter().any(|column| line.cell(&column.id).is_some());
        let rows = part.lines.iter().filter(has_some).map(|line| {
            let name = if line.indicator.is_some() { label(line.name()) } else { self.name(line) };
            let name = TableCell { left: true, ..name };
            row(std::iter::once(name).chain(outside.iter().map(|column| self.at(line, column, 0))).collect())
        });
        let figures = u32::try_from(outside.len()).unwrap_or_default() * FIGURE;
        Table {
            widths: std::iter::once(UPRIGHT.saturating_sub(figures).max(FIGURE))
                .chain(outside.iter().map(|_| FIGURE))
                .collect(),
            heads: 1,
            spine: 0,
            rows: std::iter::once(row(heads.collect())).chain(rows).collect(),
        }
    }
}

/// The cells that stand in none of the tables on paper, yet figures there rest on them.
fn wanted(form: &Form, sheet: &Sheet, manuscript: &Manuscript) -> BTreeSet<CellId> {
    let on_paper = || manuscript.booked().filter(|part| part.kind != PartKind::Book);
    let placed: BTreeSet<&str> =
        on_paper().flat_map(ManuscriptPart::cells).map(|cell| cell.written.key.as_str()).collect();
    let made = manuscript.booked().flat_map(ManuscriptPart::cells).filter_map(|cell| cell.figure.recipe.as_ref());
    let mut open: Vec<CellId> = made.flat_map(Recipe::inputs).cloned().collect();
    let mut wanted = BTreeSet::new();
    while let Some(at) = open.pop() {
        if placed.contains(at.to_string().as_str()) || sheet.cell(&at).is_none() || !wanted.insert(at.clone()) {
            continue;
        }
        open.extend(Recipe::of(form, sheet, &at).iter().flat_map(Recipe::inputs).cloned());
    }
    wanted
}
