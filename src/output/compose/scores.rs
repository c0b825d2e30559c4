//! The indicator grid on paper: labels of groups and kinds reach over their rows.

use super::bands::{Draft, Drafts, Edges, label};
use super::notes::SEE;
use super::widths::{EASY, Lengths, by_content};
use super::{Maker, ems};
use crate::form::{Column, IndicatorGroup, Indicators, Kind, PaperBand, filled};
use crate::output::manuscript::TableCell;
use crate::sheet::{Line, Part};
use crate::value::Text;

/// How much wider the text block is across where less is kept free around.
const CLOSER: f64 = 247.0 / 225.0;

impl Maker<'_> {
    /// The rows of the grid, and the lines that close it.
    pub(super) fn scores(&self, band: &PaperBand, width: u32) -> Vec<Drafts> {
        let PaperBand::Scores { section, levels, widths, above, .. } = band else { return Vec::new() };
        let Some((part, Kind::Scores(scores))) = self.part_of(section).map(|(part, section)| (part, &section.kind))
        else {
            return Vec::new();
        };
        let printed: Vec<&Column> = scores.columns.iter().filter(|column| !column.screen_only).collect();
        let all = filled(widths, width);
        let (_, own) = all.split_at(all.len().saturating_sub(printed.len()));
        let widths = self.by_content(&all, own, part, &printed);
        let levels: Vec<&Text> = above.iter().chain(levels).take(band.levels()).collect();
        let mut rows = self.heads(&levels, &printed, &widths);
        let grid = ScoresGrid { band, scores, part, printed: &printed, widths: &widths, own };
        for (g, group) in scores.groups.iter().enumerate() {
            self.group(&grid, g, group, &mut rows);
        }
        let closing = part.lines.iter().filter(|line| line.kind.is_none());
        rows.extend(closing.map(|line| self.total(&grid, line)));
        rows
    }

    /// The columns as wide as what stands in them asks for; the levels before them stay.
    fn by_content(&self, all: &[u32], own: &[u32], part: &Part, printed: &[&Column]) -> Vec<u32> {
        let lengths = |line: &Line, (column, own): (&&Column, &u32)| match line.cell(&column.id) {
            Some(cell) => {
                let text = self.written(line, cell).text;
                let text = if self.is_below(column, &text, *own) { SEE } else { text.as_str() };
                text.split('\n').map(ems).collect()
            }
            None => vec![1.0],
        };
        let rows: Vec<Vec<Lengths>> = part
            .lines
            .iter()
            .map(|line| printed.iter().zip(own).map(|column| lengths(line, column)).collect())
            .collect();
        // What is turned takes several pages, and there keeps less free around.
        let scale = if self.scale > 1.0 { self.scale * CLOSER } else { 1.0 };
        let heads: Vec<f64> = printed.iter().map(|column| ems(&column.label)).collect();
        let levels = all.len().saturating_sub(printed.len());
        let mut widths = all.to_vec();
        // On paper the levels are as wide as upright; what that leaves is the last column's, to be shared.
        let before: u32 = all.iter().sum();
        for level in widths.iter_mut().take(levels) {
            *level = self.unscaled(*level);
        }
        let left = before - widths.iter().sum::<u32>();
        widths.iter_mut().next_back().into_iter().for_each(|last| *last += left);
        let (levels, columns) = widths.split_at(levels);
        // What has notes in place of texts has room to give.
        let easy = if self.notes { 1.0 } else { EASY };
        levels.iter().copied().chain(by_content(columns, &heads, &rows, (scale, easy))).collect()
    }

    /// What stands over the columns: one row, or two where some have something over them together.
    fn heads(&self, levels: &[&Text], printed: &[&Column], widths: &[u32]) -> Vec<Drafts> {
        let down = if printed.iter().any(|column| column.over.is_some()) { 2 } else { 1 };
        let (mut upper, mut lower) = (Edges::new(widths), Edges::new(widths));
        let mut above: Vec<Draft> =
            levels.iter().map(|words| upper.put(1, TableCell { down, ..label(words) })).collect();
        let mut below = Vec::new();
        lower.put(levels.len(), label(""));
        for run in printed.chunk_by(|one, next| one.over.is_some() && one.over == next.over) {
            let labels: Vec<Text> = run.iter().map(|column| self.words(&column.label)).collect();
            if let Some(over) = run.first().and_then(|column| column.over.as_ref()) {
                above.push(upper.put(run.len(), label(&self.words(over))));
                below.extend(labels.iter().map(|words| lower.put(1, label(words))));
            } else {
                above.extend(labels.iter().map(|words| upper.put(1, TableCell { down, ..label(words) })));
                lower.put(run.len(), label(""));
            }
        }
        let head = |cells| Drafts { cells, head: true, ..Drafts::default() };
        [above, below].into_iter().filter(|cells| !cells.is_empty()).map(head).collect()
    }

    /// A group: its label as high as all its kinds, each kind's as high as its indicators.
    fn group(&self, grid: &ScoresGrid, g: usize, group: &IndicatorGroup, rows: &mut Vec<Drafts>) {
        for k in 0..group.kinds.len() {
            for n in 0..grid.high(g, k) {
                let mut edges = Edges::new(grid.widths);
                let mut cells = grid.labels(&mut edges, (g, k), group, n);
                let line = grid.lines(g, k).nth(n);
                let filled = |(column, width): (&&Column, &u32)| {
                    line.map_or_else(|| label(""), |line| self.at(line, column, *width))
                };
                cells.extend(grid.printed.iter().zip(grid.own).map(|column| edges.put(1, filled(column))));
                rows.push(Drafts { cells, ..Drafts::default() });
            }
        }
    }

    /// A line under the indicators: its label up to the first column it fills.
    fn total(&self, grid: &ScoresGrid, line: &Line) -> Drafts {
        let first = grid.printed.iter().position(|column| line.cell(&column.id).is_some()).unwrap_or(0);
        let mut edges = Edges::new(grid.widths);
        let mut cells = vec![edges.put(grid.widths.len() - grid.printed.len() + first, label(&line.label))];
        for (n, column) in grid.printed.iter().enumerate().skip(first) {
            let last = n + 1 == grid.printed.len();
            let words = if last { grid.grade() } else { "" };
            let cell = line.cell(&column.id).map_or_else(|| label(words), |cell| self.cell(line, cell));
            cells.push(edges.put(1, cell));
        }
        Drafts { cells, closing: true, ..Drafts::default() }
    }
}

/// An indicator grid on its way to paper.
struct ScoresGrid<'a> {
    band: &'a PaperBand,
    scores: &'a Indicators,
    part: &'a Part,
    printed: &'a [&'a Column],
    widths: &'a [u32],
    /// How wide the form has the printed columns.
    own: &'a [u32],
}

impl<'a> ScoresGrid<'a> {
    fn lines(&self, g: usize, k: usize) -> impl Iterator<Item = &'a Line> {
        self.part.lines.iter().filter(move |line| line.kind == Some((g, k)))
    }

    /// How many rows a kind has; one without indicators has an empty one.
    fn high(&self, g: usize, k: usize) -> usize {
        self.lines(g, k).count().max(1)
    }

    /// The labels that begin in the `n`th row of a kind.
    fn labels(&self, edges: &mut Edges, (g, k): (usize, usize), group: &IndicatorGroup, n: usize) -> Vec<Draft> {
        let Some(kind) = group.kinds.get(k).filter(|_| self.band.levels() > 0) else { return Vec::new() };
        let high = |kinds: std::ops::Range<usize>| kinds.map(|k| self.high(g, k)).sum();
        let first = |k: usize| group.kinds.get(k).and_then(|kind| kind.first.as_ref());
        let mut labels = vec![(k == 0, group_words(self.scores, group), high(0..group.kinds.len()))];
        if self.band.levels() > 2 {
            let begins = k.checked_sub(1).is_none_or(|before| first(before) != first(k));
            let ends = (k..group.kinds.len()).find(|&next| first(next) != first(k)).unwrap_or(group.kinds.len());
            labels.push((begins, kind.first.clone().unwrap_or_default().into(), high(k..ends)));
        }
        labels.push((true, kind.label.to_string(), self.high(g, k)));
        let put = labels.into_iter().map(|(begins, words, down)| {
            let draft = edges.put(1, TableCell { down, ..label(&words) });
            (begins && n == 0).then_some(draft)
        });
        put.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// 等级, where the form has it in the last row.
    fn grade(&self) -> &'a str {
        let wanted = matches!(self.band, PaperBand::Scores { grade: true, .. });
        let grade = self.part.points.as_ref().and_then(|points| points.grade.as_ref());
        grade.filter(|_| wanted).map_or("", |grade| grade.as_str())
    }
}

fn group_words(scores: &Indicators, group: &IndicatorGroup) -> String {
    match group.weight.filter(|_| scores.total.is_some()) {
        Some(weight) => format!("{}\n（{}分）", group.label, weight.plain()),
        None => group.label.to_string(),
    }
}
