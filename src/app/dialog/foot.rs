//! The foot of a dialog: what stays in sight above its buttons, and the buttons, at the right: the way out last, the main
//! one beside it, whatever else there is before them.
//!
//! A dialog says what stands in its foot, and is asked twice: before anything is laid out, so that what scrolls has the
//! room that is left, and again where one of the buttons was pressed.

use crate::app::theme;
use crate::app::widgets::{button_size, main_button, other_button, sentence, set_sentence};
use eframe::egui::{Align, Color32, Layout, RichText, Ui, Vec2, vec2};

/// Between what scrolls and the foot.
const ABOVE: f32 = 14.0;

/// What stands in the foot of a dialog.
#[derive(Default)]
pub(crate) struct DialogFoot {
    notes: Vec<FootNote>,
    buttons: Vec<FootButton>,
    /// Which button was pressed.
    pressed: Option<usize>,
}

/// A sentence, and its colour.
pub(super) type FootNote = (String, Color32);

struct FootButton {
    rank: Rank,
    words: String,
    /// What is to be done first where it cannot be pressed; none where it can be.
    off: Option<&'static str>,
}

/// What a button is to its dialog, from the left.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Other,
    Main,
    WayOut,
}

/// Buttons in one row, and how large they are together.
struct ButtonRow {
    buttons: Vec<usize>,
    size: Vec2,
}

impl DialogFoot {
    /// The same foot, once that button was pressed.
    pub fn pressed(button: usize) -> Self {
        Self { pressed: Some(button), ..Self::default() }
    }

    /// A sentence above the buttons.
    pub fn note(&mut self, words: impl Into<String>, color: Color32) {
        self.notes.push((words.into(), color));
    }

    /// Takes out its sentences, for want of room; but for those that say what is wrong.
    pub fn take_notes(&mut self) -> Vec<FootNote> {
        self.notes.extract_if(.., |(_, color)| *color != theme::WRONG).collect()
    }

    /// The button for what the dialog is there for. True where it was pressed.
    pub fn main(&mut self, words: impl Into<String>) -> bool {
        self.push(Rank::Main, words.into(), None)
    }

    /// The same; else it is off, and says what is to be done first.
    pub fn main_if(&mut self, on: bool, words: impl Into<String>, first: &'static str) -> bool {
        self.push(Rank::Main, words.into(), (!on).then_some(first))
    }

    /// Another button.
    pub fn other(&mut self, words: impl Into<String>) -> bool {
        self.push(Rank::Other, words.into(), None)
    }

    /// The same; else it is off.
    pub fn other_if(&mut self, on: bool, words: impl Into<String>, first: &'static str) -> bool {
        self.push(Rank::Other, words.into(), (!on).then_some(first))
    }

    /// What the main button says.
    #[cfg(test)]
    pub fn main_words(&self) -> Option<&str> {
        self.buttons.iter().find(|button| button.rank == Rank::Main).map(|button| button.words.as_str())
    }

    /// The button that puts the dialog away: 取消, 关闭.
    pub fn way_out(&mut self, words: impl Into<String>) -> bool {
        self.push(Rank::WayOut, words.into(), None)
    }

    /// The same; else it is off.
    pub fn way_out_if(&mut self, on: bool, words: impl Into<String>, first: &'static str) -> bool {
        self.push(Rank::WayOut, words.into(), (!on).then_some(first))
    }

    fn push(&mut self, rank: Rank, words: String, off: Option<&'static str>) -> bool {
        let pressed = off.is_none() && self.pressed == Some(self.buttons.len());
        self.buttons.push(FootButton { rank, words, off });
        pressed
    }

    /// How high it is, in what room there is.
    pub fn height(&self, ui: &Ui) -> f32 {
        let gap = ui.spacing().item_spacing.y;
        let note = |(words, _): &FootNote| set_sentence(ui, words).size().y + gap;
        let rows = self.rows(ui).into_iter().map(|row| row.size.y + gap);
        ABOVE + self.notes.iter().map(note).chain(rows).sum::<f32>() - gap
    }

    /// Shows it. Answers which button was pressed.
    pub fn ui(&self, ui: &mut Ui) -> Option<usize> {
        ui.add_space(ABOVE - ui.spacing().item_spacing.y);
        for (words, color) in &self.notes {
            sentence(ui, RichText::new(words).color(*color));
        }
        // Where there is nothing else to press, the way out is the main one.
        let main = self.buttons.iter().map(|button| button.rank).filter(|rank| *rank != Rank::Other).min();
        let mut pressed = None;
        for row in self.rows(ui) {
            let size = vec2(ui.available_width(), row.size.y);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(size.x - row.size.x);
                for n in row.buttons {
                    let clicked = self.buttons.get(n).is_some_and(|button| button.ui(ui, main == Some(button.rank)));
                    pressed = if clicked { Some(n) } else { pressed };
                }
            });
        }
        pressed
    }

    /// The buttons in rows, as many in one as it has room for.
    fn rows(&self, ui: &Ui) -> Vec<ButtonRow> {
        let (room, gap) = (ui.available_width(), ui.spacing().item_spacing.x);
        let mut order: Vec<(usize, &FootButton)> = self.buttons.iter().enumerate().collect();
        order.sort_by_key(|(_, button)| button.rank);
        let mut rows: Vec<ButtonRow> = Vec::new();
        for (n, button) in order {
            let size = button_size(ui, &button.words);
            match rows.last_mut() {
                Some(row) if row.size.x + gap + size.x <= room => {
                    row.buttons.push(n);
                    row.size = vec2(row.size.x + gap + size.x, row.size.y.max(size.y));
                }
                _ => rows.push(ButtonRow { buttons: vec![n], size }),
            }
        }
        rows
    }
}

impl FootButton {
    fn ui(&self, ui: &mut Ui, is_main: bool) -> bool {
        let shown = |ui: &mut Ui| if is_main { main_button(ui, &self.words) } else { other_button(ui, &self.words) };
        let response = ui.add_enabled_ui(self.off.is_none(), shown).inner;
        match self.off {
            Some(first) => response.on_disabled_hover_text(first).clicked(),
            None => response.clicked(),
        }
    }
}
