//! What is asked before a report with unsaved changes goes.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::widgets::sentence;
use eframe::egui::Ui;

/// There are unsaved changes.
pub(crate) struct Unsaved;

impl Modal for Unsaved {
    fn title(&self) -> &'static str {
        "这份自评表有未保存的修改"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, "不保存的话，上次保存以后填写的内容会丢失。");
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let answers = [
            (foot.main("保存"), Leave::Save),
            (foot.other("不保存"), Leave::Discard),
            (foot.way_out("取消"), Leave::Stay),
        ];
        let given = answers.into_iter().find(|(clicked, _)| *clicked);
        given.map_or(Answer::Stay, |(_, leave)| Answer::Then(Action::Leave(leave)))
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Then(Action::Leave(Leave::Save)))
    }

    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}
