//! A question: what is asked is done only when said twice.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, Modal};
use crate::app::widgets::{buttons, main_button, other_button};
use eframe::egui::Ui;

/// A question, and what is done where the answer is yes.
pub(crate) struct Confirmation {
    /// The question.
    pub words: String,
    /// What is done then.
    pub then: Action,
}

impl Modal for Confirmation {
    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label(&self.words);
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        buttons(ui, |ui| {
            let yes = main_button(ui, "确定");
            let no = other_button(ui, "取消");
            match (yes, no) {
                (true, _) => Answer::Then(self.then.clone()),
                (_, true) => self.escape(),
                _ => Answer::Stay,
            }
        })
    }

    /// What was to follow a yes does not.
    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}
