//! What programs that died left behind: looked for, opened again, put away.

use crate::app::App;
use crate::app::document::file_lock::FileLock;
use crate::app::document::intent::Then;
use crate::app::document::opened::OpenReport;
use crate::app::document::other_report::OtherReport;
use crate::app::grid::editor::Editor;
use crate::store::{self, FileUser, Journals, LeftJournal, Locking};
use chrono::NaiveDateTime;
use eframe::egui::Context;

fn now() -> NaiveDateTime {
    crate::cli::now().naive_local()
}

impl App {
    /// Looks for it, beside the window.
    pub(crate) fn look_for_left(&mut self, ctx: &Context) {
        let Some(folder) = self.journals.clone() else { return };
        self.errand(ctx, ("正在查找没有保存的内容", true), move || {
            let left = Journals::left_behind(&folder, now());
            Box::new(move |app, _| app.left = left)
        });
    }

    /// What is offered now: all on the start page, else what is of the file that is open.
    pub(crate) fn offered_left(&self) -> Vec<&LeftJournal> {
        let fits = |left: &&LeftJournal| match &self.open {
            None => true,
            Some(open) => open.path.is_some() && left.head.file == open.path,
        };
        self.left.iter().filter(fits).collect()
    }

    /// The same, once what is open and not saved is dealt with.
    pub(crate) fn ask_recover(&mut self, ctx: &Context, left: LeftJournal) {
        if self.open.as_ref().is_some_and(|open| open.path.is_some() && open.path == left.head.file) {
            self.recover(ctx, left);
        } else {
            self.ask_then(ctx, Then::Recover(left));
        }
    }

    /// Opens what was found again; into the report that is open, where it is of the same file, as a step that undo takes
    /// back.
    pub(crate) fn recover(&mut self, ctx: &Context, left: LeftJournal) {
        let own = self.open.as_ref().filter(|open| open.path.is_some() && open.path == left.head.file);
        let (held, mut forms) = (own.and_then(|open| open.lock.clone()), self.forms_read.clone());
        self.errand(ctx, ("正在打开找回的内容", true), move || {
            let found = OpenReport::found_again(&left, &mut forms)
                .map(|found| OpenReport { lock: held.or_else(|| lock_of(&found)), ..found });
            Box::new(move |app, _| {
                app.forms_read = forms;
                app.recovered(left, found);
            })
        });
    }

    fn recovered(&mut self, left: LeftJournal, found: Result<OpenReport, String>) {
        match found {
            Ok(found) => {
                let own = self.open.as_mut().filter(|open| open.path.is_some() && open.path == found.path);
                let brought = own.is_some_and(|open| {
                    let into = open.form_text == found.form_text;
                    into && open.desk.bring_back((**found.desk.report()).clone()).is_ok()
                });
                if brought {
                    self.editor = Editor::default();
                } else {
                    self.show_report(found);
                }
                self.left.retain(|other| *other != left);
                self.autosave.adopt(left);
            }
            Err(sentence) => self.not_found(&left, sentence),
        }
    }

    /// It cannot be read: it is offered no longer where another window has dealt with it.
    fn not_found(&mut self, left: &LeftJournal, sentence: String) {
        if left.is_there() {
            self.say(sentence);
        } else {
            self.left.retain(|other| other != left);
            self.say("这份内容已经在另一个窗口里恢复或丢弃了，这里不再列出。");
        }
    }

    /// Lays what was found again beside the report of its file, which is opened where it is not.
    pub(crate) fn contrast(&mut self, ctx: &Context, left: LeftJournal) {
        let mut forms = self.forms_read.clone();
        self.errand(ctx, ("正在打开找回的内容", true), move || {
            let opened = left.open(&mut forms);
            Box::new(move |app, ctx| {
                app.forms_read = forms;
                match opened {
                    Ok(opened) => {
                        let words = format!("{}自动保存的", left.head.at.format("%-m月%-d日%H:%M"));
                        app.beside_its_file(ctx, &left, OtherReport::new(opened.form, opened.report, words));
                    }
                    Err(fault) => app.not_found(&left, format!("上次没有保存的内容读不出来：{fault}")),
                }
            })
        });
    }

    fn beside_its_file(&mut self, ctx: &Context, left: &LeftJournal, other: OtherReport) {
        match &left.head.file {
            Some(file) if self.open.as_ref().is_none_or(|open| open.path.as_ref() != Some(file)) => {
                self.ask_then(ctx, Then::OpenBeside(file.clone(), other));
            }
            _ => self.differ(other),
        }
    }

    /// It is not wanted.
    pub(crate) fn discard(&mut self, ctx: &Context, left: LeftJournal) {
        self.errand(ctx, ("正在丢弃", true), move || {
            let removed = left.remove();
            Box::new(move |app, _| match removed {
                Ok(()) => app.left.retain(|other| *other != left),
                Err(fault) => app.say(fault.to_string()),
            })
        });
    }
}

/// The lock of its file, where nobody else has that open; else saving asks.
fn lock_of(found: &OpenReport) -> Option<FileLock> {
    match store::lock(found.path.as_deref()?, &FileUser::here(now(), true)) {
        Locking::Ours(lock) => Some(FileLock::keep(lock)),
        Locking::Theirs(_) => None,
    }
}
