//! 转到: a cell by words of its name, or by the initials of their pinyin.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::theme;
use crate::app::widgets::TextBox;
use crate::desk::{Desk, cells_called};
use crate::form::{CellId, Form};
use crate::sheet::Sheet;
use eframe::egui::{Context, Key, Modifiers, Ui};
use std::sync::Arc;

/// More cells than anyone looks through.
const MOST: usize = 60;

/// Where to go.
pub(crate) struct GoTo {
    words: TextBox,
    form: Arc<Form>,
    sheet: Arc<Sheet>,
    /// The words for which these are listed.
    of: Option<String>,
    listed: Vec<(CellId, String)>,
    chosen: usize,
    /// What was chosen by key is to be seen.
    moved: bool,
}

impl GoTo {
    /// Among the cells of the open report.
    pub fn new(desk: &Desk) -> Self {
        Self {
            words: TextBox::new("单元格名称", 1, "如“公用经费 决算”，或拼音首字母 gyjf"),
            form: Arc::clone(desk.form()),
            sheet: Arc::clone(desk.sheet()),
            of: None,
            listed: Vec::new(),
            chosen: 0,
            moved: false,
        }
    }

    fn list(&mut self) {
        if self.of.as_deref() != Some(self.words.text()) {
            self.listed = cells_called(&self.form, &self.sheet, self.words.text()).take(MOST).collect();
            (self.of, self.chosen) = (Some(self.words.text().into()), 0);
        }
    }

    fn go(&self) -> Answer {
        let chosen = self.listed.get(self.chosen);
        chosen.map_or(Answer::Stay, |(at, _)| Answer::Then(Action::Goto(at.clone())))
    }
}

impl Modal for GoTo {
    fn title(&self) -> &'static str {
        "转到"
    }

    fn head(&mut self, ui: &mut Ui) {
        self.words.ui(ui);
        self.list();
        if self.listed.is_empty() {
            ui.colored_label(theme::WEAK, "没有这样的单元格，请换几个字。");
        }
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let mut answer = Answer::Stay;
        for (number, (at, words)) in self.listed.iter().enumerate() {
            let line = ui.selectable_label(number == self.chosen, words);
            if number == self.chosen && self.moved {
                line.scroll_to_me(None);
            }
            if line.clicked() {
                answer = Answer::Then(Action::Goto(at.clone()));
            }
        }
        self.moved = false;
        answer
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let go = foot.main_if(!self.listed.is_empty(), "转到", "先写出单元格名称里的几个字。");
        let away = foot.way_out("取消");
        match (go, away) {
            (true, _) => self.go(),
            (_, true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.words)
    }

    fn work(&mut self, ctx: &Context) -> Answer {
        if !self.words.is_composing() {
            let last = self.listed.len().saturating_sub(1);
            let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::ArrowDown) {
                (self.chosen, self.moved) = ((self.chosen + 1).min(last), true);
            }
            if pressed(Key::ArrowUp) {
                (self.chosen, self.moved) = (self.chosen.saturating_sub(1), true);
            }
        }
        Answer::Stay
    }

    fn enter(&self) -> Option<Answer> {
        Some(self.go())
    }
}
