//! What is asked before a file is opened that another window has open.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::intent::{Claim, FileAction};
use crate::app::widgets::sentence;
use crate::store::FileUser;
use eframe::egui::Ui;
use std::path::PathBuf;

/// Someone has this file open.
pub(crate) struct Occupied {
    pub file: PathBuf,
    pub user: FileUser,
}

impl Occupied {
    fn asked(&self, claim: Claim) -> Action {
        Action::File(FileAction::OpenAs(self.file.clone(), claim))
    }
}

impl Modal for Occupied {
    fn title(&self) -> &'static str {
        "这个文件正在另一个窗口里打开"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let who = self.user.says();
        sentence(ui, format!("{}（{who}）", self.file.display()));
        ui.add_space(4.0);
        sentence(ui, "可以只读打开，看和打印都行。确定那边不再用的，可以接手，由这里修改和保存；那边再保存时会先问。");
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let claims = [(foot.main("只读打开"), Claim::Look), (foot.other("接手"), Claim::TakeOver)];
        let away = foot.way_out("取消");
        match claims.into_iter().find(|(clicked, _)| *clicked) {
            Some((_, claim)) => Answer::Then(self.asked(claim)),
            None if away => Answer::Away,
            None => Answer::Stay,
        }
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Then(self.asked(Claim::Look)))
    }
}
