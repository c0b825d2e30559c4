//! 保存一个版本: the word under which what is open is kept.

use crate::app::action::Action;
use crate::app::dialog::{Answer, Modal};
use crate::app::widgets::{TextBox, main_button, other_button};
use eframe::egui::Ui;

/// The word for a version.
pub(crate) struct KeepVersion {
    word: TextBox,
}

impl KeepVersion {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self { word: TextBox::new("版本名称", 1, "送审前") }
    }

    fn keep(&self) -> Answer {
        match self.word.text() {
            "" => Answer::Stay,
            word => Answer::Then(Action::KeepVersion(word.into())),
        }
    }
}

impl Modal for KeepVersion {
    fn title(&self) -> &'static str {
        "保存一个版本"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label("把现在的内容另留一份，以后可以查看、对照和恢复。给它起个名称：");
        self.word.ui(ui);
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        let named = !self.word.text().is_empty();
        ui.horizontal(|ui| {
            let keep = ui.add_enabled_ui(named, |ui| main_button(ui, "保存")).inner;
            let away = other_button(ui, "取消");
            match (keep, away) {
                (true, _) => self.keep(),
                (_, true) => Answer::Away,
                _ => Answer::Stay,
            }
        })
        .inner
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.word)
    }

    fn enter(&self) -> Option<Answer> {
        Some(self.keep())
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
