//! The indicator grid on paper: labels of groups and kinds reach over their rows.

use super::Maker;
use super::table::{Drafts, Edges, label};
use crate::form::{Column, IndicatorGroup, Indicators, Kind, Name};
use crate::output::page::TableCell;
use crate::sheet::{Line, Part};
use crate::value::Text;

impl Maker<'_> {
    /// The rows of the grid, and the lines that close it.
    pub(super) fn scores(&self, id: &Name, levels: &[Text], widths: &[u32]) -> Vec<Drafts> {
        let Some((part, section)) = self.part_of(id) else { return Vec::new() };
        let Kind::Scores(scores) = &section.kind else { return Vec::new() };
        let printed: Vec<&Column> = scores.columns.iter().filter(|column| !column.screen_only).collect();
        let mut edges = Edges::new(widths);
        let heads = levels.iter().cloned().chain(printed.iter().map(|column| self.words(&column.label)));
        let head = heads.map(|words| edges.put(1, label(&words))).collect();
        let mut rows = vec![Drafts { cells: head, head: true, ..Drafts::default() }];
        for (g, group) in scores.groups.iter().enumerate() {
            self.group(scores, part, (g, group), &printed, widths, &mut rows);
        }
        rows.extend(
            part.lines.iter().filter(|line| line.kind.is_none()).map(|line| self.total(line, &printed, widths)),
        );
        rows
    }

    /// 一级指标: its label as high as all its kinds, each kind's as high as its indicators.
    fn group(
        &self,
        scores: &Indicators,
        part: &Part,
        (g, group): (usize, &IndicatorGroup),
        printed: &[&Column],
        widths: &[u32],
        rows: &mut Vec<Drafts>,
    ) {
        let of = |k: usize| part.lines.iter().filter(move |line| line.kind == Some((g, k)));
        let high = |k: usize| of(k).count().max(1);
        let all = (0..group.kinds.len()).map(high).sum();
        for (k, kind) in group.kinds.iter().enumerate() {
            for n in 0..high(k) {
                let mut edges = Edges::new(widths);
                let mut cells = Vec::new();
                let first = edges.put(1, TableCell { down: all, ..label(&group_words(scores, group)) });
                let second = edges.put(1, TableCell { down: high(k), ..label(&kind.label) });
                cells.extend((k == 0 && n == 0).then_some(first));
                cells.extend((n == 0).then_some(second));
                let line = of(k).nth(n);
                cells.extend(
                    printed
                        .iter()
                        .map(|column| edges.put(1, line.map_or_else(|| label(""), |line| self.at(line, column)))),
                );
                rows.push(Drafts { cells, ..Drafts::default() });
            }
        }
    }

    /// A line under the indicators: its label up to the first column it fills.
    fn total(&self, line: &Line, printed: &[&Column], widths: &[u32]) -> Drafts {
        let first = printed.iter().position(|column| line.cell(&column.id).is_some()).unwrap_or(0);
        let mut edges = Edges::new(widths);
        let mut cells = vec![edges.put(widths.len() - printed.len() + first, label(&line.label))];
        for column in printed.iter().skip(first) {
            let cell = line.cell(&column.id).map_or_else(|| label(""), |cell| self.cell(line, cell));
            cells.push(edges.put(1, cell));
        }
        Drafts { cells, closing: true, ..Drafts::default() }
    }
}

fn group_words(scores: &Indicators, group: &IndicatorGroup) -> String {
    match group.weight.filter(|_| scores.total.is_some()) {
        Some(weight) => format!("{}\n（{}分）", group.label, weight.plain()),
        None => group.label.to_string(),
    }
}
