//! 说明原因: why a finding stands, and reasons written before that may fit.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, LEAVING, Modal};
use crate::app::theme;
use crate::app::widgets::{TextBox, sentence};
use crate::app::work::task::Task;
use crate::desk::{Desk, Reasoned};
use crate::report::Phrase;
use crate::value::shortened;
use eframe::egui::{Context, RichText, Ui};

/// As many reasons are offered.
const OFFERED: usize = 6;

/// Why a finding stands.
pub(crate) struct Explain {
    what: Reasoned,
    /// What it says.
    says: String,
    reason: TextBox,
    /// Reasons written before.
    before: Vec<Phrase>,
    /// More of them, from files that are still being opened.
    more: Option<Task<Vec<Phrase>>>,
}

impl Explain {
    /// Begins with what was explained, and with reasons written before; more may come.
    pub fn new(desk: &Desk, what: Reasoned, before: Vec<Phrase>, more: Option<Task<Vec<Phrase>>>) -> Self {
        let reason = TextBox::new("原因", 4, "写明情况和原因。数字以后有变化时，这条说明自动失效。");
        let reason = reason.with(what.explained().unwrap_or_default().to_string());
        let mut explain = Self { says: what.says(desk), what, reason, before: Vec::new(), more };
        explain.offer(before);
        explain
    }

    /// What is written stands as the reason.
    fn explained(&self) -> Answer {
        Answer::Then(Action::Explained(self.what.clone(), self.reason.text().to_string()))
    }

    /// Offers these too: each once, those about the same rule first.
    fn offer(&mut self, phrases: Vec<Phrase>) {
        for phrase in phrases {
            if self.before.iter().all(|known| known.text != phrase.text) {
                self.before.push(phrase);
            }
        }
        self.before.sort_by_key(|phrase| phrase.rule.as_deref() != Some(self.what.rule()));
    }
}

impl Modal for Explain {
    fn title(&self) -> &'static str {
        "说明原因"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, &self.says);
        self.reason.ui(ui);
        ui.weak(LEAVING);
        if self.before.is_empty() {
            return Answer::Stay;
        }
        let words = "本单位以前写过的，点一下放进来，请按今年的情况改：";
        ui.label(RichText::new(words).size(theme::SMALL).color(theme::WEAK));
        for phrase in self.before.iter().take(OFFERED) {
            let words = format!("{}年 {}", phrase.year, shortened(&phrase.text, 36));
            if ui.button(words).on_hover_text(phrase.text.as_str()).clicked() {
                self.reason.put(phrase.text.as_str());
            }
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let explained = foot.main("确定");
        let away = foot.way_out("取消");
        match (explained, away) {
            (true, _) => self.explained(),
            (_, true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.reason)
    }

    fn confirm(&self) -> Option<Answer> {
        Some(self.explained())
    }

    /// What could not be opened offers nothing, and is no reason to trouble the clerk.
    fn work(&mut self, _: &Context) -> Answer {
        if let Some(Ok(phrases)) = Task::finished(&mut self.more) {
            self.offer(phrases);
        }
        Answer::Stay
    }

    /// As in paragraphs: what was written stays.
    fn escape(&self) -> Answer {
        let before = self.what.explained().unwrap_or_default();
        if self.reason.text() == before.trim() { Answer::Away } else { self.explained() }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
