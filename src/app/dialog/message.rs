//! A sentence, and that is all.

use crate::app::dialog::{Answer, Modal};
use crate::app::widgets::{buttons, main_button};
use eframe::egui::Ui;

/// A sentence.
pub(crate) struct Message(pub String);

impl Modal for Message {
    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label(&self.0);
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        if buttons(ui, |ui| main_button(ui, "知道了")) { Answer::Away } else { Answer::Stay }
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Away)
    }
}
