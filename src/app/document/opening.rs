//! Opening: a report from its file, whoever else has that open; last year's to carry it forward, or to look at beside.

use crate::app::App;
use crate::app::dialog::occupied::Occupied;
use crate::app::document::file_lock::FileLock;
use crate::app::document::intent::Claim;
use crate::app::document::opened::OpenReport;
use crate::app::grid::editor::Editor;
use crate::app::side::comparison::ComparisonPanel;
use crate::app::side::difference::DifferencePanel;
use crate::app::view::View;
use crate::app::work::preview::Preview;
use crate::store::{self, FileUser, FormTable, Locking};
use eframe::egui::Context;
use std::path::{Path, PathBuf};

/// A file that was opened, or who has it open.
enum Entered {
    Opened(Box<OpenReport>, Option<String>),
    Occupied(FileUser),
}

/// Why a report can only be looked at.
const LOOKED_AT: &str =
    "这个文件正在另一个窗口里打开，这里只能查看。要修改的，请先在那里关闭，再重新打开，或者另存为新文件。";

/// Opens a file; `held` is its lock where this window has it open already.
fn enter(file: &Path, claim: Claim, held: Option<FileLock>, forms: &mut FormTable) -> Result<Entered, String> {
    let me = FileUser::here(crate::cli::now().naive_local(), true);
    let lock = match (claim, held) {
        (Claim::Look, _) => None,
        // A version is looked at, by as many as like, and so is what lies in a zip.
        _ if store::version_of(file).is_some() || store::is_packed(file) => None,
        (_, Some(held)) if held.taken_over().is_none() => Some(held),
        (Claim::TakeOver, _) => Some(FileLock::keep(store::take_over(file, &me))),
        (Claim::Ask, _) => match store::lock(file, &me) {
            Locking::Ours(lock) => Some(FileLock::keep(lock)),
            Locking::Theirs(user) => return Ok(Entered::Occupied(user)),
        },
    };
    let (mut report, notice) = OpenReport::read(file, forms)?;
    if claim == Claim::Look {
        report.desk.set_read_only(Some(LOOKED_AT.into()));
    }
    report.lock = lock;
    Ok(Entered::Opened(Box::new(report), notice))
}

impl App {
    pub(crate) fn open_file(&mut self, ctx: &Context, file: &Path) {
        self.open_as(ctx, file, Claim::Ask);
    }

    pub(crate) fn open_as(&mut self, ctx: &Context, file: &Path, claim: Claim) {
        let own = self.open.as_ref().filter(|open| open.path.as_deref() == Some(file));
        let (held, mut forms) = (own.and_then(|open| open.lock.clone()), self.forms_read.clone());
        let (file, words) = (file.to_path_buf(), format!("正在打开{}", name_of(file)));
        self.errand(ctx, (&words, true), move || {
            // Of a folder that was handed in it is the report in it.
            let inside = store::report_in_folder(&file).map_err(|fault| fault.to_string());
            let file = inside.as_ref().map_or(file, Clone::clone);
            let entered = inside.and_then(|file| enter(&file, claim, held, &mut forms));
            let gone = entered.is_err() && !file.exists();
            Box::new(move |app, ctx| {
                app.forms_read = forms;
                app.entered(ctx, file, entered, gone);
            })
        });
    }

    fn entered(&mut self, ctx: &Context, file: PathBuf, entered: Result<Entered, String>, gone: bool) {
        match entered {
            Ok(Entered::Opened(report, notice)) => {
                if store::version_of(&file).is_none() {
                    self.recent.add(&file);
                }
                let leaves_behind = std::mem::take(&mut self.leaves_behind);
                if leaves_behind {
                    self.autosave.leave_behind();
                }
                self.show_report(*report);
                if leaves_behind {
                    self.look_for_left(ctx);
                }
                if let Some(other) = self.lays_beside.take() {
                    self.differ(other);
                }
                if let Some(notice) = notice {
                    self.say(notice);
                }
            }
            Ok(Entered::Occupied(user)) if user.is_this_program() => {
                self.say("这个文件已经在这个窗口里打开了。");
            }
            Ok(Entered::Occupied(user)) => self.show(Occupied { file, user }),
            Err(sentence) => {
                if gone {
                    self.recent.forget(&file);
                }
                self.say(sentence);
            }
        }
    }

    pub(crate) fn show_report(&mut self, report: OpenReport) {
        self.editor = Editor::default();
        self.visited.clear();
        self.importing = None;
        self.comparison = ComparisonPanel::default();
        self.difference = DifferencePanel::default();
        self.preview = Preview::default();
        self.view = View::opening(report.desk.form());
        self.open = Some(report);
        self.project = 0;
    }

    /// Last year's report becomes this year's, which is then open and not saved yet.
    pub(crate) fn forward(&mut self, ctx: &Context, file: &Path) {
        let (file, offered, mut forms) = (file.to_path_buf(), self.start.forms.clone(), self.forms_read.clone());
        self.errand(ctx, ("正在读上年的自评表", true), move || {
            let carried = OpenReport::carried(&file, &offered, &mut forms);
            Box::new(move |app, _| {
                app.forms_read = forms;
                match carried {
                    Ok((report, says)) => {
                        app.show_report(report);
                        app.say(says);
                    }
                    Err(sentence) => app.say(sentence),
                }
            })
        });
    }

    /// Looks at a report of an earlier year beside the open one.
    pub(crate) fn compare_with(&mut self, ctx: &Context, file: &Path) {
        let (file, mut forms) = (file.to_path_buf(), self.forms_read.clone());
        self.errand(ctx, ("正在读对照的自评表", true), move || {
            let opened = store::open_among(&file, &mut forms).map_err(|fault| fault.to_string());
            Box::new(move |app, ctx| {
                app.forms_read = forms;
                let Some(open) = &mut app.open else { return };
                match opened.and_then(|opened| open.compare_with(&file, opened)) {
                    Ok(notice) => {
                        app.comparison = ComparisonPanel::with(&file);
                        app.toggle_comparison(ctx);
                        if let Some(notice) = notice {
                            app.say(notice);
                        }
                    }
                    Err(sentence) => app.say(sentence),
                }
            })
        });
    }
}

/// A file's name, as it is said.
fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| format!("“{}”", name.to_string_lossy()))
}
