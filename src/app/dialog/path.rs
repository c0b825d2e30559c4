//! Where a file is, on a PC without file dialogs.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, Modal};
use crate::app::document::files::Wanted;
use crate::app::widgets::{TextBox, main_button, other_button};
use eframe::egui::Ui;
use std::path::{Path, PathBuf};

/// Where a file is that is wanted.
pub(crate) struct PathBox {
    wanted: Wanted,
    path: TextBox,
}

impl PathBox {
    /// Begins with what is likely.
    pub fn new(wanted: Wanted, likely: &Path) -> Self {
        Self { wanted, path: TextBox::new("文件位置", 1, "").with(likely.display().to_string()) }
    }

    fn named(&self) -> Answer {
        match self.path.text() {
            "" => Answer::Stay,
            path => Answer::Then(Action::Named(self.wanted, PathBuf::from(path))),
        }
    }
}

impl Modal for PathBox {
    fn title(&self) -> &'static str {
        self.wanted.title()
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        ui.label("这台电脑没有文件选择窗口，请写出文件的完整位置：");
        self.path.ui(ui);
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        ui.horizontal(|ui| {
            let named = main_button(ui, "确定");
            let away = other_button(ui, "取消");
            match (named, away) {
                (true, _) => self.named(),
                (_, true) => self.escape(),
                _ => Answer::Stay,
            }
        })
        .inner
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.path)
    }

    fn enter(&self) -> Option<Answer> {
        Some(self.named())
    }

    /// What was to follow does not.
    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
