//! What is said before a file becomes one that older programs do not open: it is of an earlier format, or has remarks
//! now.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::document::intent::Outdated;
use crate::app::widgets::sentence;
use eframe::egui::Ui;
use std::path::PathBuf;

/// Saved, this file is one that older programs no longer open.
pub(crate) struct Outdates {
    /// The file.
    pub file: PathBuf,
    pub since: Outdated,
}

impl Modal for Outdates {
    fn title(&self) -> &'static str {
        "旧版本的程序会打不开"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let since = match self.since {
            Outdated::Remarked => "这个文件有了批注",
            Outdated::Earlier => "这个文件是旧版本的程序保存的",
        };
        sentence(
            ui,
            format!(
                "{since}，再保存，旧版本的程序就打不开它了；还要在旧版本里打开的，请选“另存为”存成新文件，原来的文件不变。"
            ),
        );
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let answers = [
            (foot.main("保存"), Action::Use(Wanted::Save, self.file.clone())),
            (foot.other("另存为…"), Action::Choose(Wanted::Save)),
            (foot.way_out("取消"), Action::Leave(Leave::Stay)),
        ];
        let given = answers.into_iter().find(|(clicked, _)| *clicked);
        given.map_or(Answer::Stay, |(_, action)| Answer::Then(action))
    }

    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}
