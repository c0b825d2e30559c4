//! 核对校验码: whose the code at the foot of some paper is.

use crate::app::action::Action;
use crate::app::dialog::{Answer, Modal};
use crate::app::widgets::{TextBox, main_button, other_button};
use eframe::egui::Ui;

/// The 校验码 of some paper, and whose it is.
pub(crate) struct CheckCode {
    code: TextBox,
    answer: Option<String>,
}

impl CheckCode {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self { code: TextBox::new("校验码", 1, "ABCD-2345"), answer: None }
    }

    /// The answer about a code.
    pub fn answered(code: &str, answer: String) -> Self {
        Self { answer: Some(answer), code: Self::new().code.with(code) }
    }

    fn ask(&self) -> Answer {
        match self.code.text() {
            "" => Answer::Stay,
            code => Answer::Ask(Action::Verify(code.to_string())),
        }
    }
}

impl Modal for CheckCode {
    fn title(&self) -> &'static str {
        "核对校验码"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label("输入打印件页脚的校验码，看它与这份自评表是不是同一内容：");
        self.code.ui(ui);
        if let Some(answer) = &self.answer {
            ui.add_space(4.0);
            ui.label(answer);
        }
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        ui.horizontal(|ui| {
            let ask = main_button(ui, "核对");
            let close = other_button(ui, "关闭");
            match (ask, close) {
                (true, _) => self.ask(),
                (_, true) => Answer::Away,
                _ => Answer::Stay,
            }
        })
        .inner
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.code)
    }

    fn enter(&self) -> Option<Answer> {
        Some(self.ask())
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
