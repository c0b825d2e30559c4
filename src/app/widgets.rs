//! What dialogs are made of: buttons, rows of buttons, the box a text is written in.

use crate::app::theme;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{Button, RichText, TextEdit, Ui};

/// A text being written in a dialog.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub text: String,
    /// Its box takes the focus when it is first shown.
    fresh: bool,
}

impl Draft {
    /// Begins with this text.
    pub fn new(text: String) -> Self {
        Self { text, fresh: true }
    }

    /// Begins with this text, and leaves the focus where it is.
    pub fn quiet(text: String) -> Self {
        Self { text, fresh: false }
    }

    /// What is written, without what it begins and ends with.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// Shows its box, by this name.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, rows: usize, hint: &str) {
        let edit = TextEdit::multiline(&mut self.text).desired_width(f32::INFINITY).desired_rows(rows).hint_text(hint);
        let mut output = edit.show(ui);
        ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_label(name));
        if std::mem::take(&mut self.fresh) {
            output.response.request_focus();
            let all = CCursorRange::two(CCursor::new(0), CCursor::new(self.text.chars().count()));
            output.state.cursor.set_char_range(Some(all));
            output.state.store(ui.ctx(), output.response.id);
        }
    }
}

/// The size of a dialog's buttons.
const BUTTON: [f32; 2] = [88.0, 30.0];

/// Words and controls in a row, all in the middle of its height.
pub(crate) fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.set_min_height(BUTTON[1]);
        add(ui)
    })
    .inner
}

pub(crate) fn main_button(ui: &mut Ui, words: &str) -> bool {
    ui.add_sized(BUTTON, Button::new(RichText::new(words).color(theme::PAPER)).fill(theme::ACCENT)).clicked()
}

pub(crate) fn other_button(ui: &mut Ui, words: &str) -> bool {
    ui.add_sized(BUTTON, Button::new(words)).clicked()
}
