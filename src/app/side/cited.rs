//! What of the text that is written in looks wrong, word for word: looked up once for each cell and review.

use crate::app::theme;
use crate::desk::{Desk, Review};
use crate::form::CellId;
use crate::value::Text;
use eframe::egui::Color32;
use std::ops::Range;
use std::sync::Arc;

/// The words, and of what they are: they hold until one of it is another.
#[derive(Default)]
pub(crate) struct CitedWords {
    made: Option<(Arc<Review>, CellId)>,
    text: Text,
    /// The places in that text, in order and apart, in the colours of what was found there.
    places: Vec<(Range<usize>, Color32)>,
}

impl CitedWords {
    /// Looks them up for the cell one writes in.
    pub fn look(&mut self, desk: &Desk, current: Option<&CellId>) {
        let Some(at) = current else {
            *self = Self::default();
            return;
        };
        if self.made.as_ref().is_some_and(|(review, cell)| Arc::ptr_eq(review, desk.shown()) && cell == at) {
            return;
        }
        self.made = Some((Arc::clone(desk.shown()), at.clone()));
        self.text = desk.report().content.cells.text(at).into();
        self.places.clear();
        let mut found: Vec<_> = desk.shown().found_at(at).filter(|finding| finding.explained.is_none()).collect();
        found.sort_by_key(|finding| finding.severity);
        for finding in found {
            for place in finding.cited(&self.text) {
                let apart = |(known, _): &(Range<usize>, _)| place.end <= known.start || known.end <= place.start;
                if self.places.iter().all(apart) {
                    self.places.push((place, theme::severity(finding.severity)));
                }
            }
        }
        self.places.sort_by_key(|(place, _)| place.start);
    }

    /// Where they stand in a text that is on the way from theirs, with letters that an input method has not finished.
    pub fn within(&self, draft: &str) -> Vec<(Range<usize>, Color32)> {
        let (text, draft) = (self.text.as_bytes(), draft.as_bytes());
        let head = text.iter().zip(draft).take_while(|(one, other)| one == other).count();
        let least = text.len().min(draft.len()) - head;
        let tail =
            text.iter().rev().zip(draft.iter().rev()).take(least).take_while(|(one, other)| one == other).count();
        let moved = |(place, color): &(Range<usize>, Color32)| {
            if place.end <= head {
                return Some((place.clone(), *color));
            }
            let behind = place.start >= text.len() - tail;
            behind.then(|| (place.start + draft.len() - text.len()..place.end + draft.len() - text.len(), *color))
        };
        self.places.iter().filter_map(moved).collect()
    }
}
