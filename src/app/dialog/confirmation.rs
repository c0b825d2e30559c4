//! A question: what is asked is done only when said twice.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::widgets::sentence;
use eframe::egui::Ui;

/// A question, and what is done where the answer is yes.
pub(crate) struct Confirmation {
    /// The question.
    pub words: String,
    /// What is done then.
    pub then: Action,
}

impl Modal for Confirmation {
    fn title(&self) -> &'static str {
        "请确认"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, &self.words);
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let yes = foot.main("确定");
        let no = foot.way_out("取消");
        match (yes, no) {
            (true, _) => Answer::Then(self.then.clone()),
            (_, true) => self.escape(),
            _ => Answer::Stay,
        }
    }

    /// What was to follow a yes does not.
    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}
