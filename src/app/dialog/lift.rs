//! 取消定稿: for a reason, which goes on record.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::widgets::{TextBox, sentence};
use eframe::egui::Ui;

/// Why 定稿 is lifted.
pub(crate) struct Lift(TextBox);

impl Lift {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self(TextBox::new("取消定稿的原因", 3, "为什么要改。"))
    }
}

impl Modal for Lift {
    fn title(&self) -> &'static str {
        "取消定稿"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, "取消以后可以修改，已经打印签字的要重新打印。取消的日期和原因会记在文件里。");
        self.0.ui(ui);
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let reasoned = !self.0.text().is_empty();
        let lift = foot.main_if(reasoned, "取消定稿", "先写出原因。");
        let keep = foot.way_out("保持定稿");
        match (lift, keep) {
            (true, _) => Answer::Then(Action::Lift(self.0.text().to_string())),
            (_, true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.0)
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
