//! 批注: what the clerk remarks about a cell, for herself, and whether its text is 待核实.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, LEAVING, Modal};
use crate::app::widgets::{TextBox, sentence};
use crate::desk::Desk;
use crate::form::CellId;
use crate::report::Edit;
use crate::value::Text;
use eframe::egui::Ui;

/// What is remarked about a cell.
pub(crate) struct Remark {
    at: CellId,
    /// The cell's place in words.
    words: String,
    text: TextBox,
    /// What was remarked before.
    before: String,
    /// It is 待核实, and shall be; none where that is not hers to say.
    unconfirmed: Option<(bool, bool)>,
}

impl Remark {
    /// Begins with what is remarked about it.
    pub fn new(desk: &Desk, at: CellId) -> Self {
        let before = desk.report().remark(&at).unwrap_or_default().to_string();
        let cell = desk.sheet().cell(&at).filter(|cell| cell.is_writable() && desk.is_writable());
        Self {
            words: desk.sheet().words(desk.form(), &at),
            text: TextBox::new("批注", 4, "写给自己和同事看的，随文件保存，不打印，也不导出。").with(before.as_str()),
            before,
            unconfirmed: cell.map(|cell| (cell.unconfirmed, cell.unconfirmed)),
            at,
        }
    }

    /// What makes it so; nothing where it is so already.
    fn written(&self, text: &str) -> Answer {
        let at = || self.at.clone();
        let mut edits = Vec::new();
        if text != self.before {
            edits.push(Edit::Remark { at: at(), text: Text::from(text) });
        }
        edits.extend(self.unconfirmed.and_then(|(was, is)| match (was, is) {
            (false, true) => Some(Edit::Unconfirm(at())),
            (true, false) => Some(Edit::Confirm(at())),
            _ => None,
        }));
        if edits.is_empty() { Answer::Away } else { Answer::Then(Action::Edit(Edit::All(edits))) }
    }
}

impl Modal for Remark {
    fn title(&self) -> &'static str {
        "批注"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, &self.words);
        self.text.ui(ui);
        if let Some((_, unconfirmed)) = &mut self.unconfirmed {
            ui.checkbox(unconfirmed, "这一格待核实（核实以前不能定稿）");
        }
        ui.weak(LEAVING);
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let written = foot.main("确定");
        let taken_back = !self.before.is_empty() && foot.other("删除批注");
        let away = foot.way_out("取消");
        match (written, taken_back, away) {
            (true, ..) => self.written(self.text.text()),
            (_, true, _) => self.written(""),
            (.., true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.text)
    }

    fn confirm(&self) -> Option<Answer> {
        Some(self.written(self.text.text()))
    }

    /// As in a spreadsheet: what was written stays.
    fn escape(&self) -> Answer {
        self.written(self.text.text())
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
