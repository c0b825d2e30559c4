//! A sentence, and that is all.

use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::widgets::sentence;
use eframe::egui::Ui;

/// A sentence under a title.
pub(crate) struct Message {
    title: &'static str,
    words: String,
}

impl Message {
    /// What the clerk should know.
    pub fn new(words: impl Into<String>) -> Self {
        Self::titled("提醒", words)
    }

    /// The same, under a title of its own.
    pub fn titled(title: &'static str, words: impl Into<String>) -> Self {
        Self { title, words: words.into() }
    }
}

impl Modal for Message {
    fn title(&self) -> &'static str {
        self.title
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, &self.words);
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if foot.way_out("知道了") { Answer::Away } else { Answer::Stay }
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Away)
    }
}
