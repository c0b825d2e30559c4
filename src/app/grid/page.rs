//! A page of the form: the parts of a tab, or 整表, all of it in the order of the paper. Where there is room, what is
//! narrow stands side by side.

use crate::app::grid::board::Board;
use crate::app::grid::projects;
use crate::app::grid::sections::{LEVELS, Sketch};
use crate::app::theme;
use crate::form::{Kind, Tab};
use crate::sheet::{Line, Part};
use std::ops::RangeInclusive;

/// Between what stands side by side, and how much of the rest is the left one's.
const APART: f32 = 28.0;
const LEFT: f32 = 0.42;
/// A grid of so many columns has room beside another.
const FEW: usize = 2;

impl<'a> Sketch<'a> {
    /// How wide a page may be: at least so that its indicators show their figures on one line, at most so that its lines
    /// can be read; tables without long texts may be wider.
    pub fn widths(&self, tab: Option<Tab>) -> RangeInclusive<f32> {
        let shown = || self.form.sections.iter().filter(|section| tab.is_none_or(|tab| section.tab == tab));
        let columns = shown().filter_map(|section| {
            if let Kind::Scores(scores) = &section.kind { Some(scores.columns.len() + LEVELS) } else { None }
        });
        let least = columns.map(|count| count as f32 * theme::COLUMN_LEAST).fold(theme::PAPER_LEAST, f32::max);
        let long = shown().any(|section| matches!(section.kind, Kind::Prose(_)));
        let most = if long { theme::PAPER_WIDTH } else { theme::PAPER_WIDEST };
        least.min(theme::PAPER_WIDTH)..=most
    }

    /// Draws a page below what is there.
    pub fn page(&self, board: &mut Board<'a>, tab: Option<Tab>, project: usize) {
        let mut parts = self.sheet.parts_on(self.form, tab, project).into_iter().peekable();
        let mut listed = !self.form.sections.iter().any(|section| section.each_project);
        while let Some(part) = parts.next() {
            if part.project.is_some() && !std::mem::replace(&mut listed, true) {
                projects::list(self, board, project);
            }
            match parts.next_if(|next| self.fits_beside(board.width, part, next)) {
                Some(next) => self.beside(board, part, next),
                None => self.part(board, part),
            }
        }
        if !listed && tab.is_none_or(|tab| tab == Tab::Projects) {
            projects::list(self, board, project);
        }
    }

    fn beside(&self, board: &mut Board<'a>, left: &'a Part, right: &'a Part) {
        let room = board.width - APART;
        let share = if self.is_few(left) == self.is_few(right) { 0.5 } else { LEFT };
        let [mut one, mut other] = [room * share, room * (1.0 - share)].map(|width| board.of_width(width));
        self.part(&mut one, left);
        self.part(&mut other, right);
        board.side_by_side(one, other, APART);
    }

    fn fits_beside(&self, width: f32, left: &Part, right: &Part) -> bool {
        let least = if self.is_few(right) { theme::SIDE_BY_SIDE } else { theme::WIDE_BESIDE };
        let is_narrow = self.is_few(right) || self.is_grid(right);
        width >= least && is_narrow && left.project == right.project && self.is_few(left)
    }

    /// A few lines of short facts, or a grid of few columns.
    fn is_few(&self, part: &Part) -> bool {
        let short = |line: &Line| line.only().is_none_or(|cell| cell.holds != crate::form::Holds::Long);
        match self.form.sections.get(part.section).map(|section| &section.kind) {
            Some(Kind::Facts(_)) => part.lines.iter().all(short),
            Some(Kind::Grid(grid)) => grid.columns.len() <= FEW,
            _ => false,
        }
    }

    fn is_grid(&self, part: &Part) -> bool {
        self.form.sections.get(part.section).is_some_and(|section| matches!(section.kind, Kind::Grid(_)))
    }
}
