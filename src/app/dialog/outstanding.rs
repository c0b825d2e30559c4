//! What still stands in the way of 定稿: how much of each sort, and the required cells that are blank, each to go to.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::check::Blank;
use crate::desk::{Barred, Bars, Desk};
use crate::form::CellId;
use eframe::egui::{RichText, Ui};

/// The list.
pub(crate) struct OutstandingList {
    title: &'static str,
    says: String,
    /// By table: its name, and the cells that are blank there, by name.
    blanks: Vec<(String, Vec<(CellId, String)>)>,
}

impl OutstandingList {
    /// What is outstanding now.
    pub fn of(desk: &Desk, title: &'static str) -> Self {
        let bars = desk.bars();
        let says = if bars == Bars::default() {
            let all = desk.review().required(None);
            format!("必填的{all}格都填了，没有待处理的问题，可以定稿。")
        } else {
            Barred::Outstanding(bars).to_string()
        };
        let open = desk.blanks().iter().filter(|blank| blank.explained.is_none());
        let mut blanks: Vec<(String, Vec<(CellId, String)>)> = Vec::new();
        for Blank { at, .. } in open {
            let words = desk.sheet().words(desk.form(), at);
            let table = desk.sheet().words(desk.form(), &CellId::new(at.section.clone(), "", ""));
            let name = words.strip_prefix(&format!("{table}·")).unwrap_or(&words).to_string();
            match blanks.last_mut().filter(|(last, _)| *last == table) {
                Some((_, cells)) => cells.push((at.clone(), name)),
                None => blanks.push((table, vec![(at.clone(), name)])),
            }
        }
        Self { title, says, blanks }
    }
}

impl Modal for OutstandingList {
    fn title(&self) -> &'static str {
        self.title
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn head(&mut self, ui: &mut Ui) {
        sentence(ui, &self.says);
        ui.add_space(4.0);
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let mut answer = Answer::Stay;
        for (table, cells) in &self.blanks {
            let words = format!("{table}，{}格还没填", cells.len());
            ui.label(RichText::new(words).font(theme::bold(theme::BODY)));
            ui.horizontal_wrapped(|ui| {
                for (at, name) in cells {
                    if ui.link(name).clicked() {
                        answer = Answer::Then(Action::Goto(at.clone()));
                    }
                }
            });
            ui.add_space(6.0);
        }
        answer
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if foot.way_out("关闭") { Answer::Away } else { Answer::Stay }
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Away)
    }
}
