//! How the four kinds of section stand on the board, as on paper.

use super::action::Action;
use super::board::{Board, Look, Piece, height, place};
use super::theme;
use crate::form::{CellId, Column, ColumnRole, Form, Holds, Indicators, Kind, Section};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Part, Quoted, Sheet, bare, columns, quote};
use eframe::egui::{Rect, pos2};

/// What the sections are drawn from.
pub(super) struct Sketch<'a> {
    pub form: &'a Form,
    pub sheet: &'a Sheet,
    pub figures: Vec<Quoted>,
    /// The cell that is open for typing: it shows its text as written.
    pub current: Option<&'a CellId>,
}

/// A row of one line.
const LEAST: f32 = theme::LINE_HEIGHT + 9.0;
/// The button that adds a row, below a label.
const ADD: f32 = 22.0;

impl<'a> Sketch<'a> {
    /// Draws one section below what is there.
    pub fn part(&self, board: &mut Board<'a>, part: &'a Part) {
        let Some(section) = self.form.sections.get(part.section) else { return };
        if !matches!(section.kind, Kind::Prose(_)) {
            board.words(self.form.words(&section.title, self.sheet.year).to_string(), Look::Title);
        }
        match &section.kind {
            Kind::Facts(_) if pairs(part) => self.side_by_side(board, part),
            Kind::Facts(_) => self.facts(board, part),
            Kind::Prose(_) => self.prose(board, part),
            Kind::Grid(grid) => self.grid(board, part, section, &grid.corner),
            Kind::Scores(scores) => self.scores(board, part, scores),
        }
        for note in &section.notes {
            board.words(self.form.words(note, self.sheet.year).to_string(), Look::Note);
        }
        board.gap(18.0);
    }

    fn cell(&self, board: &mut Board<'a>, rect: Rect, cell: &'a Cell, below: Option<String>) {
        board.put(rect, Piece::Cell(cell, below));
    }

    /// The text a cell shows: figures put in, except while it is typed in.
    pub fn shown(&self, cell: &Cell) -> String {
        if cell.holds == Holds::Long && self.current != Some(&cell.at) {
            quote(&cell.text, &self.figures)
        } else {
            cell.text.to_string()
        }
    }

    fn facts(&self, board: &mut Board<'a>, part: &'a Part) {
        let ends = board.columns(&[0.22, 0.78]);
        for line in &part.lines {
            let Some(cell) = line.only() else { continue };
            let least = if cell.holds == Holds::Long { LEAST * 2.0 } else { LEAST };
            let high = height(&self.shown(cell), ends[1].1 - ends[1].0).max(least);
            let top = board.row(high).top();
            board.label(place(ends[0], top, high), line.label.as_str(), Look::Row, 0);
            self.cell(board, place(ends[1], top, high), cell, None);
        }
    }

    /// Two long texts that belong side by side: 预期目标 and 实际完成情况.
    fn side_by_side(&self, board: &mut Board<'a>, part: &'a Part) {
        let ends = board.columns(&vec![1.0; part.lines.len()]);
        let top = board.row(LEAST).top();
        let texts = part
            .lines
            .iter()
            .zip(&ends)
            .filter_map(|(line, ends)| line.only().map(|c| height(&self.shown(c), ends.1 - ends.0)));
        let high = texts.fold(LEAST * 4.0, f32::max);
        board.row(high);
        for (line, ends) in part.lines.iter().zip(&ends) {
            board.label(place(*ends, top, LEAST), line.label.as_str(), Look::Head, 0);
            if let Some(cell) = line.only() {
                self.cell(board, place(*ends, top + LEAST, high), cell, None);
            }
        }
    }

    fn prose(&self, board: &mut Board<'a>, part: &'a Part) {
        for line in &part.lines {
            board.words(line.label.as_str(), Look::Heading);
            if let Some(cell) = line.only() {
                let high = height(&self.shown(cell), board.width).max(LEAST * 2.0);
                let rect = board.row(high);
                self.cell(board, rect, cell, None);
                board.gap(10.0);
            }
        }
    }

    fn grid(&self, board: &mut Board<'a>, part: &'a Part, section: &'a Section, corner: &'a str) {
        let columns = columns(&section.kind);
        let count = columns.len() as f32;
        let label = (0.5 - 0.045 * count).clamp(0.2, 0.42);
        let mut shares = vec![label];
        shares.extend(vec![(1.0 - label) / count; columns.len()]);
        let ends = board.columns(&shares);
        let words = |text: &str| self.form.words(text, self.sheet.year).to_string();
        let heads: Vec<String> =
            std::iter::once(corner).chain(columns.iter().map(|c| c.label.as_str())).map(words).collect();
        let high = heads.iter().zip(&ends).map(|(head, ends)| height(head, ends.1 - ends.0)).fold(LEAST, f32::max);
        let top = board.row(high).top();
        for (head, ends) in heads.into_iter().zip(&ends) {
            board.label(place(*ends, top, high), head, Look::Head, 0);
        }
        for line in &part.lines {
            self.grid_line(board, part, line, &ends);
        }
    }

    fn grid_line(&self, board: &mut Board<'a>, part: &'a Part, line: &'a Line, ends: &[(f32, f32)]) {
        let (added, label) = (line.added_under.is_some(), line.label.as_str());
        let indent = f32::from(line.depth) * theme::BODY;
        let high = height(label, ends[0].1 - ends[0].0 - indent).max(LEAST);
        let top = board.row(high).top();
        if line.open {
            let whole = (ends[0].0, ends.last().map_or(0.0, |e| e.1));
            let action = Action::Edit(Edit::AddRow { section: part.id.clone(), under: line.id.clone() });
            let about = format!("在“{}”下面加一行", bare(self.label_above(part, line)));
            board.label(place(whole, top, high), "", Look::Row, 0);
            board.put(place(whole, top, high), Piece::Button { words: "＋ 加一行".into(), about, action, quiet: true });
            return;
        }
        let mut cells = line.cells.iter();
        if added {
            if let Some(name) = cells.next() {
                self.cell(board, place(ends[0], top, high), name, None);
            }
            self.remove(board, top, part, line);
        } else {
            board.label(place(ends[0], top, high), label, Look::Row, line.depth);
        }
        for (cell, ends) in cells.zip(&ends[1..]) {
            self.cell(board, place(*ends, top, high), cell, None);
        }
    }

    fn label_above(&self, part: &'a Part, line: &Line) -> &'a str {
        let index = part.lines.iter().position(|l| l.id == line.id).unwrap_or_default();
        let above = part.lines[..index].iter().rev().find(|l| l.depth < line.depth && l.added_under.is_none());
        above.map_or("", |l| l.label.as_str())
    }

    /// In the margin, beside the row it removes.
    fn remove(&self, board: &mut Board<'a>, top: f32, part: &Part, line: &Line) {
        let rect = place((board.width + 3.0, board.width + 25.0), top + 3.0, LEAST - 6.0);
        let action = Action::Edit(Edit::RemoveRow { section: part.id.clone(), row: line.id.clone() });
        let name = if line.label.is_empty() { "这一行" } else { line.label.as_str() };
        board.put(rect, Piece::Button { words: "×".into(), about: format!("删除{name}"), action, quiet: true });
    }

    fn scores(&self, board: &mut Board<'a>, part: &'a Part, scores: &'a Indicators) {
        let shares: Vec<f32> = [0.085, 0.085].into_iter().chain(scores.columns.iter().map(share)).collect();
        let ends = board.columns(&shares);
        let heads = ["一级指标", "二级指标"].into_iter().chain(scores.columns.iter().map(|c| c.label.as_str()));
        let top = board.row(LEAST * 1.6).top();
        for (head, ends) in heads.zip(&ends) {
            board.label(place(*ends, top, LEAST * 1.6), head, Look::Head, 0);
        }
        for g in 0..scores.groups.len() {
            self.group(board, part, scores, g, &ends);
        }
        let total = part.lines.iter().find(|line| line.kind.is_none());
        if let Some(total) = total {
            let top = board.row(LEAST).top();
            let first = scores.columns.iter().position(|c| total.cell(&c.id).is_some()).unwrap_or(0) + 2;
            board.label(place((ends[0].0, ends[first - 1].1), top, LEAST), total.label.as_str(), Look::Head, 0);
            for (column, ends) in scores.columns.iter().zip(&ends[2..]).skip(first - 2) {
                match total.cell(&column.id) {
                    Some(cell) => self.cell(board, place(*ends, top, LEAST), cell, None),
                    None => board.label(place(*ends, top, LEAST), self.total_words(part, column), Look::Row, 0),
                }
            }
        }
    }

    /// Beside the total: the grade.
    fn total_words(&self, part: &Part, column: &Column) -> String {
        let grade = part.points.as_ref().and_then(|p| p.grade.as_ref());
        match (column.role, grade) {
            (Some(ColumnRole::Reason), Some(grade)) => format!("等级：{grade}"),
            _ => String::new(),
        }
    }

    fn group(&self, board: &mut Board<'a>, part: &'a Part, scores: &'a Indicators, g: usize, ends: &[(f32, f32)]) {
        let Some(group) = scores.groups.get(g) else { return };
        let top = board.height;
        for (k, kind) in group.kinds.iter().enumerate() {
            let kind_top = board.height;
            let lines: Vec<&Line> = part.lines.iter().filter(|line| line.kind == Some((g, k))).collect();
            // Room for the label and the button below it, however few rows there are.
            let mut short = height(&kind.label, ends[1].1 - ends[1].0) + ADD;
            for (number, line) in lines.iter().enumerate() {
                let own = indicator_height(line, &ends[2..]);
                let high = if number + 1 == lines.len() { own.max(short) } else { own };
                short -= high;
                self.indicator(board, part, line, ends, high);
            }
            board.gap(short.max(0.0));
            let rect = place(ends[1], kind_top, board.height - kind_top);
            let (above, add) = rect.split_top_bottom_at_y(rect.bottom() - ADD);
            board.label(rect, "", Look::Row, 0);
            board.label(above, kind.label.as_str(), Look::Plain, 0);
            let action = Action::Edit(Edit::AddRow { section: part.id.clone(), under: kind.id.clone() });
            board.put(
                add,
                Piece::Button {
                    words: "＋ 加一行".into(),
                    about: format!("加一行{}", kind.label),
                    action,
                    quiet: true,
                },
            );
        }
        let rect = place(ends[0], top, board.height - top);
        let sums = part.points.as_ref().and_then(|p| p.groups.get(g));
        let mut words = group.label.to_string();
        if scores.total.is_some() {
            words += &format!("\n（{}分）", group.weight.plain());
        }
        board.label(rect, words, Look::Row, 0);
        if let Some(sums) = sums.filter(|s| s.weights != s.full && s.weights != crate::value::Score::ZERO) {
            let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0 * theme::LINE_HEIGHT - 4.0), rect.max);
            let gap = (sums.full - sums.weights).plain();
            let words = gap
                .strip_prefix('-')
                .map_or_else(|| format!("分值还差\n{gap}分"), |over| format!("分值多出\n{over}分"));
            board.label(foot, words, Look::Amiss, 0);
        }
    }

    fn indicator(&self, board: &mut Board<'a>, part: &'a Part, line: &'a Line, ends: &[(f32, f32)], high: f32) {
        let below = advice(line);
        let top = board.row(high).top();
        for (cell, ends) in line.cells.iter().zip(&ends[2..]) {
            let below = below.clone().filter(|_| cell.role == Some(ColumnRole::Score));
            self.cell(board, place(*ends, top, high), cell, below);
        }
        self.remove(board, top, part, line);
    }
}

/// Two or more long texts stand side by side.
fn pairs(part: &Part) -> bool {
    part.lines.len() > 1 && part.lines.iter().all(|line| line.only().is_some_and(|c| c.holds == Holds::Long))
}

/// What share of the width a column of indicators takes.
fn share(column: &Column) -> f32 {
    match column.role {
        Some(ColumnRole::Name) => 0.18,
        Some(ColumnRole::Target | ColumnRole::Actual) => 0.125,
        Some(ColumnRole::Level) => 0.085,
        Some(ColumnRole::Weight | ColumnRole::Score) => 0.068,
        _ => 0.18,
    }
}

fn indicator_height(line: &Line, ends: &[(f32, f32)]) -> f32 {
    let tall = line.cells.iter().zip(ends).map(|(cell, ends)| height(&cell.text, ends.1 - ends.0));
    let below = if advice(line).is_some() { theme::LINE_HEIGHT * 0.8 } else { 0.0 };
    tall.fold(LEAST, f32::max) + below
}

/// 建议: the points the form's rule gives, where the clerk wrote none or others.
fn advice(line: &Line) -> Option<String> {
    let proposal = line.indicator.as_ref()?.proposal.as_ref()?;
    let written = line.at(ColumnRole::Score)?;
    (written.points() != Some(proposal.points)).then(|| format!("建议{}", proposal.points.plain()))
}
