//! Opening, saving and leaving: what asks about unsaved changes, and what goes on once that is settled.

use crate::app::App;
use crate::app::action::{Action, Leave};
use crate::app::dialog::confirmation::Confirmation;
use crate::app::dialog::filling::filling;
use crate::app::dialog::unsaved::Unsaved;
use crate::app::dialog::word_box::WordBox;
use crate::app::dialog::years::Years;
use crate::app::document::files::{self, Choosing, Chosen, Wanted};
use crate::app::document::intent::{FileAction, Overwrite, Then};
use crate::app::document::opened::OpenReport;
use crate::app::document::versions::file_words;
use crate::app::grid::editor::Editor;
use crate::app::work::accepted::Accepted;
use crate::app::work::importing::Importing;
use crate::desk::Desk;
use crate::store::{Known, is_named_so};
use eframe::egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// A document is read on the form that is open, else on the one that it encloses, else on the one chosen on the start page.
    fn import(&mut self, ctx: &Context, file: &Path) {
        let open = self.open.as_ref();
        let known = |open: &OpenReport| Known { form: Arc::clone(open.desk.form()), text: Arc::clone(&open.form_text) };
        let Some(known) = open.map(known).or_else(|| self.start.chosen().cloned()) else { return };
        let report = open.map(|open| Arc::clone(open.desk.report()));
        self.importing = Some(Importing::start(ctx, file, known, report, self.start.year));
        self.editor = Editor::default();
    }

    /// Carried texts that still speak of last year: what is ticked of them is moved on.
    pub(crate) fn ask_years(&mut self) {
        let Some(open) = &self.open else { return };
        match Years::of(&open.desk) {
            Some(years) => self.show(years),
            None => self.say("结转过来、还没有核实的文字里，没有写着旧年度的。"),
        }
    }

    /// 上年对照, on or off. A report that was not carried from last year's asks where that is.
    pub(crate) fn toggle_comparison(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        if open.desk.past().is_none() {
            return self.choose(ctx, Wanted::Past);
        }
        self.comparison.on = !self.comparison.on || !self.view.has_cells();
        self.difference.on = false;
        self.show_cells();
    }

    /// Puts what is wished for of a document into the open report, or else into a new one of its year.
    pub(crate) fn take_import(&mut self, accepted: &Accepted, more: &mut Vec<Action>) {
        if self.open.is_none() {
            let Accepted { known, plan, .. } = accepted;
            self.show_report(OpenReport::of(known, plan.blank(&known.form)));
        }
        let Some(open) = &mut self.open else { return };
        let edit = accepted.edit(open.desk.form(), open.desk.report());
        match open.desk.apply(&edit) {
            Ok(()) if accepted.approved => self.show_of(|desk| filling(desk, &approved_words(desk))),
            Ok(()) => {
                let first = Accepted::leads_to(&edit).filter(|at| open.desk.sheet().cell(at).is_some());
                self.notice(accepted.told(&edit), first.is_some());
                if let Some(at) = first {
                    self.go_to(at, None, more);
                }
            }
            Err(refused) => self.say(refused.to_string()),
        }
    }

    /// Where files of the open report usually go.
    pub(crate) fn usual_folder(&self) -> PathBuf {
        let own = self.open.as_ref().and_then(|open| open.path.as_ref()).and_then(|path| path.parent());
        let documents = || directories::UserDirs::new().and_then(|dirs| Some(dirs.document_dir()?.to_path_buf()));
        let folder = own.map(Path::to_path_buf).or_else(documents).or_else(|| std::env::current_dir().ok());
        folder.unwrap_or_default()
    }

    pub(crate) fn choose(&mut self, ctx: &Context, wanted: Wanted) {
        let always = matches!(wanted, Wanted::Open | Wanted::LastYear | Wanted::Document);
        if self.choosing.is_some() || (self.open.is_none() && !always) {
            return;
        }
        let path = self.open.as_ref().and_then(|open| open.path.clone());
        let folder =
            path.or_else(|| self.recent.files.first().cloned()).and_then(|p| p.parent().map(Path::to_path_buf));
        let name = self.open.as_ref().map(OpenReport::file_name).unwrap_or_default();
        self.choosing = Some(Choosing::start(ctx, wanted, folder.as_deref(), name));
    }

    pub(crate) fn poll_choosing(&mut self, ctx: &Context) {
        // A path that was asked for beside the dialog is written, or is not wanted: the dialog's answer comes too late.
        self.choosing.take_if(|choosing| choosing.is_asked_beside() && self.modal.is_none());
        let Some(choosing) = &mut self.choosing else { return };
        let (chosen, beside) = (choosing.poll(ctx), choosing.is_asked_beside());
        self.choosing.take_if(|choosing| choosing.is_over());
        let Some(chosen) = chosen else { return };
        match chosen {
            Chosen::File(wanted, file) => {
                self.modal.take_if(|_| beside);
                self.chosen(ctx, wanted, file);
            }
            Chosen::Nothing => self.then = None,
            // The folder can be written in its box.
            Chosen::NoDialog(Wanted::Folder, _) => {}
            Chosen::NoDialog(wanted, name) => {
                let folder = self.usual_folder();
                self.show(WordBox::place(wanted, &folder.join(name)));
            }
        }
    }

    pub(crate) fn chosen(&mut self, ctx: &Context, wanted: Wanted, file: PathBuf) {
        if wanted != Wanted::Save {
            self.use_file(ctx, wanted, &file);
        } else if is_named_so(&file) {
            self.save_over(ctx, &file);
        } else {
            // The PC's dialog has asked about a file of another name.
            self.named(ctx, wanted, file);
        }
    }

    /// A path written by hand: no dialog of the PC has asked whether the file there may go.
    pub(crate) fn named(&mut self, ctx: &Context, wanted: Wanted, file: PathBuf) {
        let file = files::with_ending(wanted, file);
        let own = self.open.as_ref().and_then(|open| open.path.as_ref()) == Some(&file);
        if wanted != Wanted::Save {
            self.use_file(ctx, wanted, &file);
        } else if own {
            self.save_over(ctx, &file);
        } else {
            self.errand(ctx, ("正在查看那个位置", true), move || {
                let there = file.exists();
                Box::new(move |app, ctx| app.named_new(ctx, file, there))
            });
        }
    }

    /// A place to save to, and whether something is there.
    fn named_new(&mut self, ctx: &Context, file: PathBuf, there: bool) {
        if there {
            let words = format!("这个文件已经存在，要覆盖它吗：{}", file.display());
            self.show(Confirmation { words, then: Action::Use(Wanted::Save, file) });
        } else {
            self.save_over(ctx, &file);
        }
    }

    pub(crate) fn use_file(&mut self, ctx: &Context, wanted: Wanted, file: &Path) {
        match wanted {
            // Whatever the PC opens with this program, or was named by hand, leads on.
            Wanted::Open if files::is_document(file) => self.import(ctx, file),
            Wanted::Open => self.open_file(ctx, file),
            Wanted::LastYear => self.forward(ctx, file),
            Wanted::Past => self.compare_with(ctx, file),
            Wanted::Beside => self.read_others(ctx, vec![(file.into(), file_words(file))]),
            Wanted::Document => self.import(ctx, file),
            Wanted::Save => self.save_to(ctx, file, Overwrite::Known),
            Wanted::Folder => {
                if let Some(modal) = &mut self.modal {
                    modal.take_folder(file);
                }
            }
        }
    }

    pub(crate) fn file_action(&mut self, ctx: &Context, action: FileAction) {
        match action {
            FileAction::OpenAs(file, claim) => self.open_as(ctx, &file, claim),
            FileAction::Reopen(file) => self.reopen(ctx, &file),
            FileAction::SaveOver(file, over) => self.save_to(ctx, &file, over),
            FileAction::Recover(left) => self.ask_recover(ctx, left),
            FileAction::Contrast(left) => self.contrast(ctx, left),
            FileAction::Discard(left) => self.discard(ctx, left),
            FileAction::Forget(file) => self.recent.forget(&file),
            FileAction::BackUp(folder) => self.back_up(ctx, &folder),
            FileAction::Close(then) => self.go_on_now(ctx, then),
        }
    }

    pub(crate) fn ask_then(&mut self, ctx: &Context, then: Then) {
        self.leaves_behind = false;
        if self.open.as_ref().is_some_and(|open| !open.desk.is_saved()) {
            self.then = Some(then);
            self.show(Unsaved);
        } else {
            self.go_on(ctx, then);
        }
    }

    pub(crate) fn leave(&mut self, ctx: &Context, leave: Leave) {
        match leave {
            Leave::Save => self.save(ctx),
            Leave::Discard => {
                if let Some(then) = self.then.take() {
                    self.go_on(ctx, then);
                }
            }
            Leave::Stay => self.then = None,
        }
    }

    pub(crate) fn go_on(&mut self, ctx: &Context, then: Then) {
        match then {
            Then::Quit | Then::Close => self.close(ctx, then),
            then => self.go_on_now(ctx, then),
        }
    }

    pub(crate) fn go_on_now(&mut self, ctx: &Context, then: Then) {
        match then {
            Then::Quit => {
                self.quitting = true;
                self.autosave.end();
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::Close => {
                (self.open, self.importing) = (None, None);
                self.editor = Editor::default();
            }
            Then::Open(file) => {
                self.lays_beside = None;
                self.open_file(ctx, &file);
            }
            Then::OpenBeside(file, other) => {
                self.lays_beside = Some(other);
                self.open_file(ctx, &file);
            }
            Then::Recover(left) => self.recover(ctx, left),
            Then::ChooseFile => self.choose(ctx, Wanted::Open),
            Then::ChooseLast => self.choose(ctx, Wanted::LastYear),
            Then::Sample => self.open_sample(),
            Then::New(form, year) => {
                if let Some(known) = self.start.forms.find(&form) {
                    self.show_report(OpenReport::fresh(known, year));
                }
            }
        }
    }

    /// Every way of closing asks when there are unsaved changes.
    pub(crate) fn close_request(&mut self, ctx: &Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if !asked || self.quitting {
            return;
        }
        let backs_up = self.habits.backup_to.is_some();
        if self.open.as_ref().is_some_and(|open| backs_up || !open.desk.is_saved()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ask_then(ctx, Then::Quit);
        } else {
            self.autosave.end();
        }
    }
}

/// What came of a document that was taken as the approved targets.
fn approved_words(desk: &Desk) -> String {
    let indicators = desk.approved().map(|then| then.indicators_in_use()).unwrap_or_default();
    format!("已放在旁边对照，共{indicators}个指标，与批复不一致的在审核里列出。")
}
