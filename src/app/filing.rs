//! Opening, saving and leaving: what asks about unsaved changes, and what goes on once that is settled.

use super::action::{Action, Leave};
use super::dialog::{Dialog, Draft};
use super::editor::Editor;
use super::files::{self, Choosing, Chosen, Wanted};
use super::opened::OpenReport;
use super::{App, View};
use crate::form::Tab;
use eframe::egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};

/// What is to be done once unsaved changes are dealt with.
#[derive(Clone, Debug)]
pub(super) enum Then {
    Quit,
    Close,
    Open(PathBuf),
    ChooseFile,
    Sample,
    New(String, i32),
}

impl App {
    pub(super) fn open_file(&mut self, file: &Path) {
        match OpenReport::read(file) {
            Ok(report) => {
                self.recent.add(file);
                self.show_report(report);
            }
            Err(sentence) => {
                if !file.exists() {
                    self.recent.forget(file);
                }
                self.dialog = Some(Dialog::Message(sentence));
            }
        }
    }

    pub(super) fn show_report(&mut self, report: OpenReport) {
        self.editor = Editor::default();
        self.open = Some(report);
        self.view = View::Fill(Tab::Unit);
        self.project = 0;
    }

    pub(super) fn save(&mut self, ctx: &Context) {
        let Some(path) = self.open.as_ref().map(|open| open.path.clone()) else { return };
        match path {
            Some(path) => self.save_to(ctx, &path),
            None => self.choose(ctx, Wanted::Save),
        }
    }

    fn save_to(&mut self, ctx: &Context, path: &Path) {
        let Some(open) = &mut self.open else { return };
        match open.save(path) {
            Ok(()) => {
                self.recent.add(path);
                if let Some(then) = self.then.take() {
                    self.go_on(ctx, then);
                }
            }
            Err(sentence) => {
                self.then = None;
                self.dialog = Some(Dialog::Message(sentence));
            }
        }
    }

    /// Where files of the open report usually go.
    pub(super) fn usual_folder(&self) -> PathBuf {
        let own = self.open.as_ref().and_then(|open| open.path.as_ref()).and_then(|path| path.parent());
        let documents = || directories::UserDirs::new().and_then(|dirs| Some(dirs.document_dir()?.to_path_buf()));
        let folder = own.map(Path::to_path_buf).or_else(documents).or_else(|| std::env::current_dir().ok());
        folder.unwrap_or_default()
    }

    pub(super) fn choose(&mut self, ctx: &Context, wanted: Wanted) {
        if self.choosing.is_some() || (self.open.is_none() && wanted != Wanted::Open) {
            return;
        }
        let path = self.open.as_ref().and_then(|open| open.path.clone());
        let folder =
            path.or_else(|| self.recent.files.first().cloned()).and_then(|p| p.parent().map(Path::to_path_buf));
        let name = self.open.as_ref().map(OpenReport::file_name).unwrap_or_default();
        self.choosing = Some(Choosing::start(ctx, wanted, folder.as_deref(), name));
    }

    pub(super) fn poll_choosing(&mut self, ctx: &Context) {
        let Some(chosen) = self.choosing.as_ref().and_then(Choosing::poll) else { return };
        self.choosing = None;
        match chosen {
            Chosen::File(wanted, file) => self.chosen(ctx, wanted, file),
            Chosen::Nothing => self.then = None,
            // The folder can be written in its box.
            Chosen::NoDialog(Wanted::Folder, _) => {}
            Chosen::NoDialog(wanted, name) => {
                let folder = self.usual_folder();
                self.dialog = Some(Dialog::Path(wanted, Draft::new(folder.join(name).display().to_string())));
            }
        }
    }

    pub(super) fn chosen(&mut self, ctx: &Context, wanted: Wanted, file: PathBuf) {
        self.write(ctx, wanted, &files::with_ending(wanted, file));
    }

    /// A path written by hand: no dialog of the PC has asked whether the file there may go.
    pub(super) fn named(&mut self, ctx: &Context, wanted: Wanted, file: PathBuf) {
        let file = files::with_ending(wanted, file);
        let own = self.open.as_ref().and_then(|open| open.path.as_ref()) == Some(&file);
        if wanted == Wanted::Save && file.exists() && !own {
            let words = format!("这个文件已经存在，要覆盖它吗：{}", file.display());
            self.dialog = Some(Dialog::Sure(words, Box::new(Action::Write(wanted, file))));
        } else {
            self.write(ctx, wanted, &file);
        }
    }

    pub(super) fn write(&mut self, ctx: &Context, wanted: Wanted, file: &Path) {
        match wanted {
            Wanted::Open => self.open_file(file),
            Wanted::Save => self.save_to(ctx, file),
            Wanted::Folder => {
                if let Some(exporting) = &mut self.exporting {
                    exporting.folder = Draft::quiet(file.display().to_string());
                }
            }
        }
    }

    pub(super) fn ask_then(&mut self, ctx: &Context, then: Then) {
        if self.open.as_ref().is_some_and(|open| !open.desk.is_saved()) {
            self.then = Some(then);
            self.dialog = Some(Dialog::Unsaved);
        } else {
            self.go_on(ctx, then);
        }
    }

    pub(super) fn leave(&mut self, ctx: &Context, leave: Leave) {
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

    fn go_on(&mut self, ctx: &Context, then: Then) {
        match then {
            Then::Quit => {
                self.quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::Close => {
                self.open = None;
                self.editor = Editor::default();
            }
            Then::Open(file) => self.open_file(&file),
            Then::ChooseFile => self.choose(ctx, Wanted::Open),
            Then::Sample => self.open_sample(),
            Then::New(form, year) => {
                if let Some(report) = OpenReport::fresh(&form, year) {
                    self.show_report(report);
                }
            }
        }
    }

    /// Every way of closing asks when there are unsaved changes.
    pub(super) fn close_request(&mut self, ctx: &Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.quitting && self.open.as_ref().is_some_and(|open| !open.desk.is_saved()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ask_then(ctx, Then::Quit);
        }
    }
}
