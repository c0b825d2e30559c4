//! Saving: the report as it is now, to a file, on a thread; and what is asked where that file is not what it was.

use crate::app::App;
use crate::app::action::Leave;
use crate::app::dialog::not_saved::NotSaved;
use crate::app::dialog::outdates::Outdates;
use crate::app::document::file_lock::FileLock;
use crate::app::document::files::Wanted;
use crate::app::document::intent::Overwrite;
use crate::app::document::opened::OpenReport;
use crate::form::Form;
use crate::report::Report;
use crate::store::{self, Elsewhere, FileState, FileUser, Locking, SaveFault, Saved};
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

/// A save: all it needs, and nothing of the window.
struct SaveOrder {
    /// Which report it is.
    serial: u64,
    path: PathBuf,
    form: Arc<Form>,
    form_text: Arc<str>,
    report: Arc<Report>,
    known: Option<FileState>,
    /// The lock there, where it is the report's own file.
    lock: Option<FileLock>,
    much: bool,
    /// What is there may be written over: that was asked.
    asked: bool,
}

/// A file that is being saved.
pub(crate) struct SaveInHand {
    file: PathBuf,
    /// Gone once it is saved, refused, or its thread has died.
    order: Weak<SaveOrder>,
    /// It was asked for once more meanwhile.
    again: bool,
}

/// Why it was not saved.
enum Refusal {
    /// The file is not what it was.
    Elsewhere(Elsewhere, FileState),
    /// Anything else, in a sentence.
    Fault(String),
}

impl SaveOrder {
    fn of(open: &OpenReport, path: &Path, over: Overwrite) -> Self {
        let own = open.path.as_deref() == Some(path);
        let known = match over {
            Overwrite::This(state) => Some(state),
            Overwrite::Known => own.then_some(open.state),
        };
        Self {
            serial: open.serial,
            path: path.into(),
            form: Arc::clone(open.desk.form()),
            form_text: Arc::clone(&open.form_text),
            report: Arc::clone(open.desk.report()),
            known,
            lock: open.lock.clone().filter(|_| own),
            // What is written over once asked is kept.
            much: open.desk.is_changed_at_once() || over != Overwrite::Known || !own,
            asked: over != Overwrite::Known,
        }
    }

    fn perform(&self) -> Result<(Saved, Option<FileLock>), Refusal> {
        let me = FileUser::here(crate::cli::now().naive_local(), true);
        let lock = match &self.lock {
            Some(lock) => match lock.taken_over() {
                Some(user) if !self.asked => {
                    return Err(Refusal::Elsewhere(Elsewhere::TakenOver(user), store::state_of(&self.path)));
                }
                Some(_) => FileLock::keep(store::take_over(&self.path, &me)),
                None => lock.clone(),
            },
            None => match store::lock(&self.path, &me) {
                Locking::Ours(lock) => FileLock::keep(lock),
                Locking::Theirs(user) => return Err(Refusal::Fault(occupied(&self.path, &user))),
            },
        };
        let known = self.known.unwrap_or_else(|| store::state_of(&self.path));
        let on = (self.form.as_ref(), self.form_text.as_ref());
        match store::save_kept(&self.path, on, &self.report, known, &me, self.much) {
            Ok(saved) => Ok((saved, Some(lock))),
            Err(SaveFault::Elsewhere(elsewhere, there, _)) => Err(Refusal::Elsewhere(elsewhere, there)),
            Err(fault) => Err(Refusal::Fault(fault.to_string())),
        }
    }
}

fn occupied(path: &Path, user: &FileUser) -> String {
    let (who, place) = (user.says(), path.display());
    format!("这个文件正在另一个窗口里打开（{who}），没有保存，请换一个文件名：{place}")
}

impl App {
    pub(crate) fn save(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        match open.path.clone().filter(|_| open.desk.read_only().is_none()) {
            Some(path) => self.save_over(ctx, &path),
            None => self.choose(ctx, Wanted::Save),
        }
    }

    /// Saves, unless that would take the file from older programs and nobody has been told: then it is asked about.
    pub(crate) fn save_over(&mut self, ctx: &Context, path: &Path) {
        if let Some(since) = self.open.as_ref().and_then(|open| open.outdates(path)) {
            self.show(Outdates { file: path.into(), since });
        } else {
            self.save_to(ctx, path, Overwrite::Known);
        }
    }

    pub(crate) fn save_to(&mut self, ctx: &Context, path: &Path, over: Overwrite) {
        let Some(open) = &self.open else { return };
        if open.spares(path) {
            self.then = None;
            return self.say("这个文件现在只能查看，不能存回原处。请换一个文件名再保存。");
        }
        if let Some(hand) = self.saving.as_mut().filter(|hand| hand.file == path && hand.order.strong_count() > 0) {
            // What was typed since is saved once that is done.
            hand.again = true;
            return;
        }
        let order = Arc::new(SaveOrder::of(open, path, over));
        self.saving = Some(SaveInHand { file: path.into(), order: Arc::downgrade(&order), again: false });
        self.errand(ctx, ("正在保存", false), move || {
            let outcome = order.perform();
            Box::new(move |app, ctx| app.saved(ctx, &order, outcome))
        });
    }

    fn saved(&mut self, ctx: &Context, order: &SaveOrder, outcome: Result<(Saved, Option<FileLock>), Refusal>) {
        let again = self.saving.take().is_some_and(|hand| hand.again);
        let open = self.open.as_mut().filter(|open| open.serial == order.serial);
        match (outcome, open) {
            (Ok((saved, lock)), Some(open)) => {
                open.desk.set_saved(&order.report);
                open.desk.set_read_only(None);
                (open.path, open.state) = (Some(order.path.clone()), saved.state);
                open.format = store::format_of(&order.report);
                open.lock = lock;
                let is_saved = open.desk.is_saved();
                self.recent.add(&order.path);
                if let Some(fault) = saved.unkept {
                    self.say(format!("已经保存，但没有能把改动以前的文件留作备份：{fault}"));
                }
                match self.then.take() {
                    Some(then) if is_saved => self.go_on(ctx, then),
                    Some(then) => {
                        self.then = Some(then);
                        self.save(ctx);
                    }
                    None if again && !is_saved => self.save(ctx),
                    None => {}
                }
            }
            // It was closed meanwhile.
            (Ok(_), None) => self.recent.add(&order.path),
            (Err(_), None) => {}
            (Err(Refusal::Elsewhere(elsewhere, there)), Some(_)) => {
                self.show(NotSaved::elsewhere(&order.path, &elsewhere, there));
            }
            (Err(Refusal::Fault(sentence)), Some(_)) => self.show(NotSaved::fault(sentence)),
        }
    }

    /// The file as it is now is opened again. What was typed here is not lost: it waits as what was found again.
    pub(crate) fn reopen(&mut self, ctx: &Context, file: &Path) {
        self.leave(ctx, Leave::Stay);
        self.leaves_behind = true;
        self.open_file(ctx, file);
    }
}
