//! 另存备份: a copy of the report in another folder, on a U-disk say; and again whenever it is closed, where that is wished
//! for.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::document::intent::FileAction;
use crate::app::widgets::{TextBox, row, sentence};
use crate::store::Habits;
use eframe::egui::Ui;
use std::path::{Path, PathBuf};

/// Where a backup goes.
pub(crate) struct Backup {
    folder: TextBox,
    always: bool,
    habits: Habits,
}

impl Backup {
    /// Where the last one went, else nowhere yet.
    pub fn new(habits: Habits) -> Self {
        let last = habits.backup_to.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default();
        let folder = TextBox::new("备份到哪个文件夹", 1, "比如U盘里的文件夹").with(last);
        Self { folder, always: habits.backup_to.is_some(), habits }
    }

    fn begin(&mut self) -> Answer {
        let folder = PathBuf::from(self.folder.text());
        self.habits.backup_to = self.always.then(|| folder.clone());
        self.habits.keep();
        Answer::Then(Action::File(FileAction::BackUp(folder)))
    }
}

impl Modal for Backup {
    fn title(&self) -> &'static str {
        "另存备份"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, "把这份自评表现在的内容另存一份，文件名带日期和时间；正在填的还是原来的文件。");
        let answer = row(ui, |ui| {
            ui.label("文件夹");
            if ui.button("浏览…").clicked() { Answer::Ask(Action::Choose(Wanted::Folder)) } else { Answer::Stay }
        });
        self.folder.ui(ui);
        ui.checkbox(&mut self.always, "以后关闭自评表时，也在这里存一份");
        answer
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let named = !self.folder.text().is_empty();
        if foot.main_if(named, "存一份", "先写出或者选好文件夹。") {
            return self.begin();
        }
        if foot.way_out("取消") { Answer::Away } else { Answer::Stay }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.folder)
    }

    fn take_folder(&mut self, folder: &Path) {
        self.folder.put(folder.display().to_string());
    }

    fn habits(&self) -> Option<&Habits> {
        Some(&self.habits)
    }
}
