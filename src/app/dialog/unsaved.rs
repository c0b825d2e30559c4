//! What is asked before a report with unsaved changes goes.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, Modal};
use crate::app::widgets::{buttons, main_button, other_button};
use eframe::egui::Ui;

/// There are unsaved changes.
pub(crate) struct Unsaved;

impl Modal for Unsaved {
    fn title(&self) -> &'static str {
        "这份自评表有未保存的修改"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label("不保存的话，上次保存以后填写的内容会丢失。");
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        buttons(ui, |ui| {
            let answers = [
                (main_button(ui, "保存"), Leave::Save),
                (other_button(ui, "不保存"), Leave::Discard),
                (other_button(ui, "取消"), Leave::Stay),
            ];
            let given = answers.into_iter().find(|(clicked, _)| *clicked);
            given.map_or(Answer::Stay, |(_, leave)| Answer::Then(Action::Leave(leave)))
        })
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Then(Action::Leave(Leave::Save)))
    }

    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}
