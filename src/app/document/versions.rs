//! The versions of the open report: kept under a word, looked at, laid beside, brought back.

use crate::app::App;
use crate::app::dialog::version_list::VersionList;
use crate::app::dialog::word_box::WordBox;
use crate::app::document::opened::OpenReport;
use crate::app::document::other_report::OtherReport;
use crate::form::Form;
use crate::report::{Refused, Report};
use crate::store::{self, Opened, version_of, versions};
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Under this word what is open is kept before a version comes back.
const BEFORE: &str = "恢复前";
const NEVER_SAVED: &str = "这个自评表还没有保存过，请先保存，各版本留在它的文件旁边。";

impl App {
    pub(crate) fn ask_version(&mut self) {
        match self.open.as_ref().map(|open| open.path.is_some()) {
            Some(true) => self.show(WordBox::version()),
            Some(false) => self.say(NEVER_SAVED),
            None => {}
        }
    }

    /// Keeps what is on the screen, saved or not.
    pub(crate) fn keep_version(&mut self, ctx: &Context, word: String) {
        let Some(keep) = self.open.as_ref().and_then(OpenReport::keeps_version) else { return };
        self.errand(ctx, ("正在保存版本", false), move || {
            let kept = keep(Some(&word));
            Box::new(move |app, _| {
                app.say(match kept {
                    Ok(Some(file)) => {
                        format!("已保存版本“{word}”，在“文件”菜单的“各版本”里可以查看、对照和恢复：{}", file.display())
                    }
                    Ok(None) => format!("内容相同的版本“{word}”已经有了，没有重复保存。"),
                    Err(sentence) => sentence,
                });
            })
        });
    }

    pub(crate) fn ask_versions(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        let Some(path) = open.path.clone() else { return self.say(NEVER_SAVED) };
        let writable = open.desk.is_writable();
        self.errand(ctx, ("正在查看各版本", true), move || {
            let list = VersionList::new(versions(&path, || true), writable, version_of(&path));
            Box::new(move |app, _| app.show(list))
        });
    }

    /// Reads a version that is to come back, and keeps what is open. Nothing is changed where either cannot be done.
    pub(crate) fn read_version(&mut self, ctx: &Context, file: PathBuf, name: String) {
        let Some(open) = &self.open else { return };
        let Some(keep) = open.keeps_version() else { return };
        let (form, report) = (Arc::clone(open.desk.form()), Arc::clone(open.desk.report()));
        self.errand(ctx, ("正在恢复", true), move || {
            let version = OtherReport::read(&file, name).and_then(|version| checked(version, &form, &report));
            let kept = version.and_then(|version| {
                let fault = |fault| format!("现在的内容没有能先留一份，所以没有恢复：{fault}");
                keep(Some(BEFORE)).map(|_| version).map_err(fault)
            });
            Box::new(move |app, _| match kept {
                Ok(version) => app.restore(&report, &version),
                Err(sentence) => app.say(sentence),
            })
        });
    }

    /// What is open was kept as it is in `kept`.
    fn restore(&mut self, kept: &Arc<Report>, version: &OtherReport) {
        let Some(open) = &mut self.open else { return };
        if !Arc::ptr_eq(kept, open.desk.report()) {
            return self.say("刚才又改了内容，没有恢复，请再选一次“恢复这一版”。");
        }
        let done = open.desk.restore(&version.snapshot);
        self.follow();
        self.say(match done {
            Ok(()) => format!("已恢复成“{}”，可以撤销。请看过以后保存。", version.words),
            Err(refused) => refused.to_string(),
        });
    }

    /// Reads a report, to lay it beside the one that is open, or two, to lay them beside each other.
    pub(crate) fn read_others(&mut self, ctx: &Context, files: Vec<(PathBuf, String)>) {
        self.errand(ctx, ("正在打开用来对照的自评表", true), move || {
            let read: Result<Vec<OtherReport>, String> =
                files.into_iter().map(|(file, words)| OtherReport::read(&file, words)).collect();
            Box::new(move |app, _| match read {
                Ok(mut read) => match (read.pop(), read.pop()) {
                    (Some(this), Some(other)) => app.differ_both(other, this),
                    (Some(other), None) => app.differ(other),
                    (None, _) => {}
                },
                Err(sentence) => app.say(sentence),
            })
        });
    }

    /// Lays a report beside the one that is open, cell by cell.
    pub(crate) fn differ(&mut self, other: OtherReport) {
        if self.open.is_none() {
            return self.say("请先打开自评表，再和别的对照。");
        }
        self.difference.lay(other);
        self.show_difference();
    }

    /// Lays two reports beside each other that are not open.
    fn differ_both(&mut self, other: OtherReport, this: OtherReport) {
        self.difference.lay_both(other, this);
        self.show_difference();
    }

    /// 逐格对照, on or off. What is laid beside stays there.
    pub(crate) fn toggle_difference(&mut self) {
        if self.difference.on && self.view.has_cells() {
            self.difference.on = false;
        } else {
            self.show_difference();
        }
    }

    fn show_difference(&mut self) {
        (self.difference.on, self.comparison.on) = (true, false);
        self.show_cells();
    }
}

/// A version that can come back in the place of this report.
fn checked(version: OtherReport, form: &Form, report: &Report) -> Result<OtherReport, String> {
    let snapshot = &version.snapshot;
    if *snapshot.form != *form {
        return Err(Refused::OtherForm.to_string());
    }
    let same = snapshot.report.content == report.content && snapshot.report.notes == report.notes;
    if same { Err("现在填写的内容就是这一版，不用恢复。".into()) } else { Ok(version) }
}

impl OtherReport {
    /// From a file, or one sentence why not.
    pub fn read(file: &Path, words: String) -> Result<Self, String> {
        let Opened { form, report, form_replaced, .. } = store::open(file).map_err(|fault| fault.to_string())?;
        let replaced = if form_replaced { "（文件里的表样有损坏，按程序自带的对照）" } else { "" };
        Ok(Self::new(form, report, words + replaced))
    }
}

/// What a file is called beside another.
pub(crate) fn file_words(file: &Path) -> String {
    file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
