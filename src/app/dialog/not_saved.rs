//! What is asked where a report was not saved: the file was changed elsewhere, is gone, or takes nothing.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::document::intent::{FileAction, Overwrite};
use crate::app::widgets::sentence;
use crate::store::{Elsewhere, FileState};
use eframe::egui::Ui;
use std::path::Path;

/// Why it was not saved, and what can be done.
pub(crate) struct NotSaved {
    words: String,
    /// What the first of the ways out is.
    choices: Vec<(&'static str, Action)>,
}

impl NotSaved {
    /// The file is not what it was when it was opened, but this.
    pub fn elsewhere(file: &Path, elsewhere: &Elsewhere, there: FileState) -> Self {
        let over = Action::File(FileAction::SaveOver(file.into(), Overwrite::This(there)));
        let words =
            format!("{}没有保存，以免盖掉那边的内容；这里填写的内容都还在。\n{}", elsewhere.says(), file.display());
        let mut choices = vec![("另存为…", Action::Choose(Wanted::Save))];
        match elsewhere {
            Elsewhere::Gone => choices.insert(0, ("在原处再存一份", over)),
            Elsewhere::Changed(_) | Elsewhere::TakenOver(_) => {
                let beside = Action::ReadOthers(vec![(file.into(), "别处改过的".into())]);
                let again = Action::File(FileAction::Reopen(file.into()));
                choices.extend([("对照", beside), ("覆盖", over), ("重新打开", again)]);
            }
        }
        Self { words, choices }
    }

    /// Anything else: another place may take it.
    pub fn fault(sentence: String) -> Self {
        Self { words: sentence, choices: vec![("另存为…", Action::Choose(Wanted::Save))] }
    }
}

impl Modal for NotSaved {
    fn title(&self) -> &'static str {
        "没有保存"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, &self.words);
        for (words, says) in EXPLAINED {
            if self.choices.iter().any(|(choice, _)| *choice == words) {
                sentence(ui, format!("{words}：{says}"));
            }
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let mut answer = Answer::Stay;
        for (n, (words, action)) in self.choices.iter().enumerate() {
            let pressed = if n == 0 { foot.main(*words) } else { foot.other(*words) };
            if pressed {
                answer = Answer::Then(action.clone());
            }
        }
        if foot.way_out("取消") { self.escape() } else { answer }
    }

    fn escape(&self) -> Answer {
        Answer::Then(Action::Leave(Leave::Stay))
    }
}

/// What comes of the choices that want to be thought over.
const EXPLAINED: [(&str, &str); 2] = [
    ("覆盖", "用这里的内容替换，那边的内容留在“各版本”的“自动备份”里。"),
    ("重新打开", "打开那边的内容，这里没有保存的内容可以在窗口上方找回。"),
];
