//! What stood in the current cell last year, and what has changed: looked up once for each cell and report.

use crate::app::theme;
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
    made: Option<(Arc<Review>, Arc<Past>, CellId)>,
    words: Vec<String>,
}

impl LastYearWords {
    /// Shows them; nothing where last year is not known.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, cell: &Cell) {
        let Some(past) = desk.past() else { return };
        let same = |(review, made, at): &(Arc<Review>, Arc<Past>, CellId)| {
            Arc::ptr_eq(review, desk.review()) && Arc::ptr_eq(made, past) && *at == cell.at
        };
        if !self.made.as_ref().is_some_and(same) {
            self.made = Some((Arc::clone(desk.review()), Arc::clone(past), cell.at.clone()));
            self.words = words(desk, past, cell);
        }
        for words in &self.words {
            ui.label(RichText::new(words).color(theme::NOTE));
        }
    }
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
