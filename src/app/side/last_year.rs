//! What was approved for the current cell, what stood in it last year, and what has changed: looked up once for each cell
//! and report.

use crate::app::theme;
use crate::app::widgets::sentence;
use crate::carry::Past;
use crate::desk::{Desk, Review};
use crate::form::CellId;
use crate::sheet::Cell;
use eframe::egui::{RichText, Ui};
use std::cmp::Ordering;
use std::sync::Arc;

/// The words on last year, and of what they are: they hold until one of them is another.
#[derive(Default)]
pub(crate) struct LastYearWords {
    made: Option<(Arc<Review>, Option<Arc<Past>>, CellId)>,
    words: Vec<String>,
}

impl LastYearWords {
    /// Shows them; nothing where neither is known.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, cell: &Cell) {
        let past = desk.past();
        let same = |(review, made, at): &(Arc<Review>, Option<Arc<Past>>, CellId)| {
            let same_past = made.as_ref().map(Arc::as_ptr) == past.map(Arc::as_ptr);
            Arc::ptr_eq(review, desk.review()) && same_past && *at == cell.at
        };
        if !self.made.as_ref().is_some_and(same) {
            self.made = Some((Arc::clone(desk.review()), past.cloned(), cell.at.clone()));
            let last = past.map(|past| words(desk, past, cell)).unwrap_or_default();
            self.words = approved(desk, cell).into_iter().chain(last).collect();
        }
        for words in &self.words {
            sentence(ui, RichText::new(words).color(theme::NOTE));
        }
    }
}

/// What was approved of it at the beginning of the year.
fn approved(desk: &Desk, cell: &Cell) -> Option<String> {
    let then = desk.approved_cell(&cell.at).filter(|then| !then.is_blank())?;
    let doubt = if then.unconfirmed { "（读得没有把握，请对照原件）" } else { "" };
    Some(format!("年初批复：{}{doubt}", then.text))
}

fn words(desk: &Desk, past: &Past, cell: &Cell) -> Vec<String> {
    let Some(last) = desk.last_year(&cell.at).filter(|last| !last.is_blank()) else { return Vec::new() };
    let unit = desk.form().money;
    let mut words = vec![format!("上年：{}", past.text_in(last, unit))];
    if let (Some(now), Some(before)) = (cell.money(), last.money()) {
        let change = now - before;
        let by = change.abs().plain(unit);
        let rate = change.abs().share_of(before).map_or_else(String::new, |rate| format!("，{}", rate.plain()));
        words.push(match now.cmp(&before) {
            Ordering::Equal => "与上年相同".into(),
            Ordering::Greater => format!("比上年增加{by}{}{rate}", unit.word()),
            Ordering::Less => format!("比上年减少{by}{}{rate}", unit.word()),
        });
    }
    words
}
