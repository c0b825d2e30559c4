//! How the four kinds of section stand on the board, as on paper.

use crate::app::action::Action;
use crate::app::grid::board::{Board, Columns, Label, LabelStyle, Piece, height};
use crate::app::grid::figure::drawn;
use crate::app::grid::row_tools::RowTool;
use crate::app::grid::typeset::Texture;
use crate::app::theme;
use crate::form::{CellId, Column, ColumnRole, Form, Holds, Indicators, Kind, Section};
use crate::report::{Edit, OwnRow};
use crate::sheet::{Cell, Line, Origin, Part, Proposal, Quoted, Sheet, Stretch, bare, columns};
use crate::value::{Score, Text};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Rect, pos2, vec2};
use std::borrow::Cow;

/// What the sections are drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Sketch<'a> {
    pub form: &'a Form,
    pub sheet: &'a Sheet,
    /// The cell that is open for typing: it shows its text as written.
    pub current: Option<&'a CellId>,
    /// How high the row at least is that is typed in, by a cell of it: it does not shrink under the hand.
    pub typed_in: Option<(&'a CellId, f32)>,
}

/// A row of one line.
pub(crate) const LEAST: f32 = theme::LINE_HEIGHT + 9.0;
/// What the labels of single values want, where there is room: 部门（单位）名称 on one line.
const LABELS: f32 = 148.0;
/// 一级指标 and 二级指标 stand before the columns of an indicator.
pub(crate) const LEVELS: usize = 2;
/// Their shares of the width: four characters of the second stand on one line.
const LEVEL_SHARES: [f32; LEVELS] = [0.085, 0.108];

impl<'a> Sketch<'a> {
    /// Draws one section below what is there.
    pub fn part(&self, board: &mut Board<'a>, part: &'a Part) {
        let Some(section) = self.form.sections.get(part.section) else { return };
        if !matches!(section.kind, Kind::Prose(_)) {
            board.words(self.words(&section.title), LabelStyle::Title);
        }
        match &section.kind {
            Kind::Facts(_) if part.is_side_by_side(&section.kind) => self.side_by_side(board, part),
            Kind::Facts(_) => self.facts(board, part),
            Kind::Prose(_) => self.prose(board, part),
            Kind::Grid(grid) => self.grid(board, part, section, &grid.corner),
            Kind::Scores(scores) => {
                self.scores_table(board, part, scores, &self.form.paper.level_heads(&section.id));
            }
        }
        for note in &section.notes {
            board.words(self.words(note), LabelStyle::Note);
        }
        board.gap(18.0);
    }

    /// How high a row at least is.
    fn least(&self, line: &Line) -> f32 {
        let typed_in = self.typed_in.filter(|(at, _)| line.cells.iter().any(|cell| cell.at == **at));
        typed_in.map_or(LEAST, |(_, high)| high)
    }

    pub fn words(&self, label: &str) -> String {
        self.form.words(label, self.sheet.year).to_string()
    }

    /// The text a cell shows: figures put in, except while it is typed in.
    pub fn shown(&self, cell: &'a Cell) -> Cow<'a, str> {
        if cell.holds == Holds::Long && self.current != Some(&cell.at) && cell.text.contains('【') {
            self.sheet.quote(self.form, &cell.text).into()
        } else {
            cell.text.as_str().into()
        }
    }

    /// The figure that a cell's text quotes at that character of what it shows.
    pub fn quoted_at(&self, cell: &Cell, character: usize) -> Option<Quoted> {
        let mut end = 0;
        let mut stretches = self.sheet.stretches(self.form, &cell.text).into_iter();
        let at = stretches.find(|stretch| {
            end += stretch.shown().chars().count();
            character < end
        })?;
        if let Stretch::Figure(figure) = at { Some(figure) } else { None }
    }

    /// The text a cell shows, in its colours: quoted figures as computed ones.
    pub fn job(&self, cell: &Cell) -> LayoutJob {
        let color = match cell.origin {
            Origin::Computed => theme::FIGURE,
            Origin::Blocked => theme::WEAK,
            _ => theme::INK,
        };
        let mut job = LayoutJob::default();
        let mut add = |text: &str, color| job.append(text, 0.0, TextFormat::simple(theme::plain(theme::BODY), color));
        if cell.holds == Holds::Long && cell.text.contains('【') {
            for stretch in self.sheet.stretches(self.form, &cell.text) {
                let quoted = matches!(stretch, Stretch::Figure(_));
                add(stretch.shown(), if quoted { theme::ACCENT } else { color });
            }
        } else {
            add(&drawn(cell), color);
        }
        job
    }

    fn facts(&self, board: &mut Board<'a>, part: &'a Part) {
        // A narrow board gives its labels more of it: they are as long as on a wide one.
        let labels = (LABELS / board.width).clamp(0.22, 0.34);
        let columns = board.columns([labels, 1.0 - labels]);
        for line in &part.lines {
            let Some(cell) = line.only() else { continue };
            let least = if cell.holds == Holds::Long { LEAST * 2.0 } else { self.least(line) };
            let high = height(&self.shown(cell), columns.width(1), Texture::Written)
                .max(height(&line.label, columns.width(0), Texture::Label))
                .max(least);
            let top = board.row(high).top();
            board.label(columns.place(0, top, high), line.label.as_str(), LabelStyle::Row, 0);
            board.cell(columns.place(1, top, high), cell);
        }
    }

    /// Long texts that belong side by side: 预期目标 and 实际完成情况.
    fn side_by_side(&self, board: &mut Board<'a>, part: &'a Part) {
        let columns = board.columns(part.lines.iter().map(|_| 1.0));
        let heads = part.lines.iter().map(|line| height(&line.label, columns.width(0), Texture::Label));
        let head = heads.fold(LEAST, f32::max);
        let top = board.row(head).top();
        let texts = part
            .lines
            .iter()
            .filter_map(Line::only)
            .map(|cell| height(&self.shown(cell), columns.width(0), Texture::Written));
        let high = texts.fold(LEAST * 4.0, f32::max);
        board.row(high);
        for (number, line) in part.lines.iter().enumerate() {
            board.label(columns.place(number, top, head), line.label.as_str(), LabelStyle::Head, 0);
            if let Some(cell) = line.only() {
                board.cell(columns.place(number, top + head, high), cell);
            }
        }
    }

    fn prose(&self, board: &mut Board<'a>, part: &'a Part) {
        for line in &part.lines {
            board.words(line.label.as_str(), LabelStyle::Heading);
            if let Some(cell) = line.only() {
                let rect = board.row(height(&self.shown(cell), board.width, Texture::Written).max(LEAST * 2.0));
                board.cell(rect, cell);
                board.gap(10.0);
            }
        }
    }

    fn grid(&self, board: &mut Board<'a>, part: &'a Part, section: &'a Section, corner: &'a str) {
        let columns = columns(&section.kind);
        let shares: Vec<f32> = columns.iter().map(grid_share).collect();
        let all: f32 = shares.iter().sum();
        let label = (0.5 - 0.045 * columns.len() as f32).clamp(0.2, 0.42);
        let places =
            board.columns(std::iter::once(label).chain(shares.iter().map(|share| (1.0 - label) * share / all)));
        let heads = std::iter::once(corner).chain(columns.iter().map(|c| c.label.as_str()));
        let heads: Vec<String> = heads.map(|head| self.words(head)).collect();
        let tall = heads.iter().enumerate().map(|(number, head)| height(head, places.width(number), Texture::Label));
        let high = tall.fold(LEAST, f32::max);
        let first = board.placed.len();
        let top = board.row(high).top();
        for (number, head) in heads.into_iter().enumerate() {
            board.label(places.place(number, top, high), head, LabelStyle::Head, 0);
        }
        for line in &part.lines {
            self.grid_line(board, part, line, &places);
        }
        board.table(first, top, vec2(places.width(0), high));
    }

    fn grid_line(&self, board: &mut Board<'a>, part: &'a Part, line: &'a Line, columns: &Columns) {
        if line.takes_rows && board.still {
            return;
        }
        let indent = f32::from(line.depth) * theme::BODY;
        let first = usize::from(line.added_under.is_none());
        let texts = line
            .cells
            .iter()
            .enumerate()
            .map(|(number, cell)| height(&drawn(cell), columns.width(first + number), Texture::Written));
        let high =
            texts.fold(height(&line.label, columns.width(0) - indent, Texture::Label).max(self.least(line)), f32::max);
        let top = board.row(high).top();
        if line.takes_rows {
            let about = format!("在“{}”下面加一行", bare(label_above(part, line)));
            let action = Action::Edit(Edit::AddRow { section: part.id.clone(), under: line.id.clone() });
            let rect = columns.across(0, columns.last(), top, high);
            board.label(rect, "", LabelStyle::Row, 0);
            board.button(rect, "＋ 加一行", about, action);
            return;
        }
        let mut cells = line.cells.iter();
        if line.added_under.is_some() {
            if let Some(name) = cells.next() {
                board.cell(columns.place(0, top, high), name);
            }
            handled(board, top, high, part, line);
        } else {
            board.label(columns.place(0, top, high), line.label.as_str(), LabelStyle::Row, line.depth);
        }
        for (number, cell) in cells.enumerate() {
            board.cell(columns.place(number + 1, top, high), cell);
        }
    }

    fn scores_table(&self, board: &mut Board<'a>, part: &'a Part, scores: &'a Indicators, levels: &[Text; LEVELS]) {
        let columns = board.columns(LEVEL_SHARES.into_iter().chain(scores.columns.iter().map(share)));
        let heads: Vec<&Text> = levels.iter().chain(scores.columns.iter().map(|column| &column.label)).collect();
        let tall = heads.iter().enumerate().map(|(number, head)| height(head, columns.width(number), Texture::Label));
        let high = tall.fold(LEAST, f32::max);
        let first = board.placed.len();
        let top = board.row(high).top();
        for (number, head) in heads.into_iter().enumerate() {
            board.label(columns.place(number, top, high), head.to_string(), LabelStyle::Head, 0);
        }
        for g in 0..scores.groups.len() {
            self.group(board, part, scores, g, &columns);
        }
        if let Some(total) = part.lines.iter().find(|line| line.kind.is_none()) {
            self.total_line(board, part, scores, total, &columns);
        }
        // The name tells which indicator a row is: it stays with the levels.
        let named = scores.columns.iter().take_while(|column| column.role == Some(ColumnRole::Name)).count();
        let labels = (0..LEVELS + named).map(|number| columns.width(number)).sum();
        board.table(first, top, vec2(labels, high));
    }

    /// 总分 across the columns before the weights, then the sums, the grade beside them.
    fn total_line(
        &self,
        board: &mut Board<'a>,
        part: &'a Part,
        scores: &'a Indicators,
        total: &'a Line,
        columns: &Columns,
    ) {
        let first = scores.columns.iter().position(|c| total.cell(&c.id).is_some()).unwrap_or_default();
        let tall = scores.columns.iter().enumerate().map(|(number, column)| {
            let text = total.cell(&column.id).map_or_else(|| grade_beside(part, column).into(), drawn);
            height(&text, columns.width(number + LEVELS), Texture::Written)
        });
        let high = tall.skip(first).fold(self.least(total), f32::max);
        let top = board.row(high).top();
        board.label(columns.across(0, first + LEVELS - 1, top, high), total.label.as_str(), LabelStyle::Head, 0);
        for (number, column) in scores.columns.iter().enumerate().skip(first) {
            let rect = columns.place(number + LEVELS, top, high);
            match total.cell(&column.id) {
                Some(cell) => board.cell(rect, cell),
                None => board.label(rect, grade_beside(part, column), LabelStyle::Row, 0),
            }
        }
    }

    /// One 一级指标: its rows kind by kind, then the merged labels at their left.
    fn group(&self, board: &mut Board<'a>, part: &'a Part, scores: &'a Indicators, g: usize, columns: &Columns) {
        let Some(group) = scores.groups.get(g) else { return };
        let top = board.height;
        let sums = part.points.as_ref().and_then(|points| points.groups.get(g));
        let lacks = sums.and_then(|sums| gap(sums.full?, sums.weights));
        let foot = if lacks.is_some() { 2.0 * theme::LINE_HEIGHT + 4.0 } else { 0.0 };
        let weight = group.weight.filter(|_| scores.total.is_some());
        let weight = weight.map_or_else(String::new, |weight| format!("\n{}分", weight.plain()));
        let name = format!("{}{weight}", group.label);
        let least = height(&name, columns.width(0), Texture::Label) + foot;
        for (k, kind) in group.kinds.iter().enumerate() {
            let kind_top = board.height;
            let lines: Vec<&Line> = part.lines.iter().filter(|line| line.kind == Some((g, k))).collect();
            // Room for the label, however few rows there are.
            let first = kind.first.as_ref().map_or_else(String::new, |first| format!("{first}\n"));
            let label = format!("{first}{}", kind.label);
            let mut short = height(&label, columns.width(1), Texture::Label);
            if k + 1 == group.kinds.len() {
                short = short.max(least - (kind_top - top));
            }
            for (number, line) in lines.iter().enumerate() {
                let own = self.indicator_height(line, columns);
                let high = if number + 1 == lines.len() { own.max(short) } else { own };
                short -= high;
                indicator(board, part, line, columns, high);
            }
            board.gap(short.max(0.0));
            let rect = columns.place(1, kind_top, board.height - kind_top);
            board.label(rect, label, LabelStyle::Row, 0);
            if kind.rows.is_empty() {
                let action = Action::Edit(Edit::AddRow { section: part.id.clone(), under: kind.id.clone() });
                let strip = columns.across(0, columns.last(), kind_top, rect.height());
                board.tools([RowTool::add(strip, format!("加一行{}", kind.label), action)]);
            }
        }
        let rect = columns.place(0, top, board.height - top);
        board.put(rect, Piece::Label(Label { text: name.into(), style: LabelStyle::Row, depth: 0, foot }));
        if let Some(words) = lacks {
            board.label(rect.with_min_y(rect.bottom() - foot), words, LabelStyle::Amiss, 0);
        }
    }

    fn indicator_height(&self, line: &Line, columns: &Columns) -> f32 {
        let tall = line
            .cells
            .iter()
            .enumerate()
            .map(|(number, cell)| height(&drawn(cell), columns.width(number + LEVELS), Texture::Written));
        let below = if advised(line).is_some() { theme::LINE_HEIGHT * 0.8 } else { 0.0 };
        (tall.fold(LEAST, f32::max) + below).max(self.least(line))
    }
}

/// The label of the row under which rows can be added.
fn label_above<'a>(part: &'a Part, place: &Line) -> &'a str {
    let above = part.lines.iter().take_while(|line| line.id != place.id);
    let parent = above.filter(|line| line.depth < place.depth && line.added_under.is_none()).last();
    parent.map_or("", |line| line.label.as_str())
}

/// What a row that was added is handled by, in the margins beside it.
fn handled(board: &mut Board<'_>, top: f32, high: f32, part: &Part, line: &Line) {
    let Some(under) = line.added_under.clone() else { return };
    let row = OwnRow::Added { section: part.id.clone(), under, row: line.id.clone() };
    let within = Rect::from_min_size(pos2(0.0, top), vec2(board.width, high));
    let name = if line.label.is_empty() { "这一行" } else { line.label.as_str() };
    board.tools([RowTool::drag(within, name, row.clone()), RowTool::remove(within, name, row)]);
}

fn grade_beside(part: &Part, column: &Column) -> String {
    let grade = part.points.as_ref().and_then(|p| p.grade.as_ref()).filter(|_| column.role == Some(ColumnRole::Reason));
    grade.map_or_else(String::new, |grade| format!("等级：{grade}"))
}

/// What a group's weights lack or have too many, once there are some.
fn gap(full: Score, weights: Score) -> Option<String> {
    if weights == Score::ZERO || weights == full {
        return None;
    }
    let gap = (full - weights).abs().plain();
    Some(if weights < full { format!("分值还差\n{gap}分") } else { format!("分值多出\n{gap}分") })
}

fn indicator<'a>(board: &mut Board<'a>, part: &'a Part, line: &'a Line, columns: &Columns, high: f32) {
    let top = board.row(high).top();
    for (number, cell) in line.cells.iter().enumerate() {
        let advised = advised(line).filter(|_| cell.role == Some(ColumnRole::Score));
        let below = advised.map(|proposal| format!("建议{}", proposal.points.plain()));
        board.put(columns.place(number + LEVELS, top, high), Piece::Cell(cell, below));
    }
    handled(board, top, high, part, line);
}

/// What share of the width a column of a grid takes, beside the others.
fn grid_share(column: &Column) -> f32 {
    match column.holds {
        Holds::Long => 2.4,
        Holds::Text => 1.5,
        Holds::Points => 0.75,
        _ => 1.0,
    }
}

/// What share of the width a column of indicators takes.
fn share(column: &Column) -> f32 {
    match column.role {
        Some(ColumnRole::Target | ColumnRole::AdjustedTarget | ColumnRole::Actual) => 0.125,
        Some(ColumnRole::Degree) => 0.09,
        // So that 97.62 stands on one line however narrow the paper is.
        Some(ColumnRole::Weight | ColumnRole::Score) => 0.095,
        Some(ColumnRole::Sense | ColumnRole::Unit | ColumnRole::Core) => 0.082,
        None if column.holds == Holds::Rate => 0.115,
        _ => 0.18,
    }
}

/// 建议: the points the form's rule gives, where the clerk wrote none or others.
fn advised(line: &Line) -> Option<&Proposal> {
    let proposal = line.indicator.as_ref()?.proposal.as_ref()?;
    (line.at(ColumnRole::Score)?.points() != Some(proposal.points)).then_some(proposal)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may fail")]

    use super::*;
    use crate::form::{self, Tab};
    use crate::report::{self, Report};
    use crate::sheet::{Direction, Geometry, derive};

    const TABS: [Tab; 5] = [Tab::Unit, Tab::Budget, Tab::Projects, Tab::Indicators, Tab::Report];

    /// The form's report with two rows more wherever rows can be added.
    fn grown(form: &Form) -> Report {
        let mut report = Report::new(form, form.from_year);
        for part in derive(form, &report).parts {
            for line in part.lines.iter().filter(|line| line.takes_rows || line.added_under.is_some()) {
                let under = line.added_under.as_ref().unwrap_or(&line.id).clone();
                let edit = Edit::AddRow { section: part.id.clone(), under };
                report::apply(form, &mut report, &Edit::All(vec![edit.clone(), edit])).expect("rows are added there");
            }
        }
        report
    }

    /// The cells of a tab, drawn from top to bottom.
    fn drawn_on<'a>(sketch: &Sketch<'a>, tab: Option<Tab>) -> Vec<(&'a CellId, Rect)> {
        let mut board = Board::new(900.0);
        sketch.page(&mut board, tab, 0);
        let cell = |placed: crate::app::grid::board::PlacedPiece<'a>| match placed.piece {
            Piece::Cell(cell, _) => Some((&cell.at, placed.rect)),
            _ => None,
        };
        board.placed.into_iter().filter_map(cell).collect()
    }

    #[test]
    fn cells_are_drawn_where_the_geometry_has_them() {
        for text in form::sources() {
            let form = form::parse(text).expect("a bundled form");
            let report = grown(&form);
            let sheet = derive(&form, &report);
            let sketch = Sketch { form: &form, sheet: &sheet, current: None, typed_in: None };
            for tab in TABS.into_iter().map(Some).chain([None]) {
                let (drawn, geometry) = (drawn_on(&sketch, tab), Geometry::of(&form, &sheet, tab, 0));
                let own: Vec<&CellId> = drawn.iter().map(|(at, _)| *at).collect();
                assert_eq!(own, geometry.cells().map(|cell| &cell.at).collect::<Vec<_>>(), "{} {tab:?}", form.id);
                let rect = |at: &CellId| drawn.iter().find(|(own, _)| *own == at).expect("drawn").1;
                for (at, place) in &drawn {
                    if let Some(right) = geometry.step(at, Direction::Right).map(rect) {
                        assert!(right.left() >= place.right() - 0.1 && (right.top() - place.top()).abs() < 0.1, "{at}");
                    }
                    let Some(to) = geometry.step(at, Direction::Down) else { continue };
                    let below = rect(to);
                    let beside = to.section != at.section && below.left() >= place.right();
                    assert!(beside || below.top() >= place.bottom() - 0.1, "{to} is not below {at}");
                    let apart = (below.left() - place.left()).abs().max((below.right() - place.right()).abs());
                    assert!(to.section != at.section || apart < 0.1, "{to} is not in the column of {at}");
                }
            }
        }
    }
}
