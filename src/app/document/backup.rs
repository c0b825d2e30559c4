//! 另存备份: copies of the report in a folder that the clerk names.

use crate::app::App;
use crate::app::action::Action;
use crate::app::dialog::backup_folder::Backup;
use crate::app::dialog::confirmation::Confirmation;
use crate::app::document::intent::FileAction;
use crate::app::document::intent::Then;
use crate::app::document::opened::OpenReport;
use crate::report::Report;
use crate::store;
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What puts a copy of a report into a folder, and answers where.
fn copying(
    open: &OpenReport,
    report: &Arc<Report>,
    folder: PathBuf,
) -> impl FnOnce() -> Result<PathBuf, String> + use<> {
    let (form, form_text, report) = (Arc::clone(open.desk.form()), Arc::clone(&open.form_text), Arc::clone(report));
    let stem = open.stem();
    move || {
        let now = crate::cli::now().format("%Y-%m-%d %H%M%S");
        let copy = folder.join(format!("{stem} 备份 {now}.{}", store::ENDING));
        store::save(&copy, &form, &form_text, &report).map_err(|fault| fault.to_string())?;
        Ok(copy)
    }
}

impl App {
    pub(crate) fn ask_backup(&mut self) {
        if self.open.is_some() {
            self.show(Backup::new(self.habits.clone()));
        }
    }

    /// A copy of what is written now.
    pub(crate) fn back_up(&mut self, ctx: &Context, folder: &Path) {
        let Some(open) = &self.open else { return };
        let copy = copying(open, open.desk.report(), folder.into());
        self.errand(ctx, ("正在另存备份", false), move || {
            let copied = copy();
            Box::new(move |app, _| match copied {
                Ok(copy) => app.say(format!("已另存一份：{}", copy.display())),
                Err(sentence) => app.say(sentence),
            })
        });
    }

    /// A copy of what is saved, before the report is closed, where that is wished for; where it cannot be made it is asked
    /// whether to close all the same.
    pub(crate) fn close(&mut self, ctx: &Context, then: Then) {
        let wished = self.habits.backup_to.clone();
        let Some((open, folder)) = self.open.as_ref().filter(|open| open.path.is_some()).zip(wished) else {
            return self.go_on_now(ctx, then);
        };
        let copy = copying(open, open.desk.saved(), folder);
        self.errand(ctx, ("正在另存备份", false), move || {
            let copied = copy();
            Box::new(move |app, ctx| match copied {
                Ok(_) => app.go_on_now(ctx, then),
                Err(sentence) => {
                    let words = format!("没有能另存备份：{sentence}\n仍然关闭吗？");
                    app.show(Confirmation { words, then: Action::File(FileAction::Close(then)) });
                }
            })
        });
    }
}
