//! What becomes of what was asked for: after painting, one action at a time.

use super::action::{Action, Command};
use super::board;
use super::dialog::{Dialog, Draft};
use super::editor::Editor;
use super::files::Wanted;
use super::filing::Then;
use super::{App, TITLE};
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{self, Context};

impl App {
    pub(super) fn act(&mut self, ctx: &Context, action: Action) {
        let mut more = Vec::new();
        match action {
            Action::Do(command) => self.command(ctx, command),
            Action::Edit(edit) => self.edit(&edit),
            Action::Paste(at, block) => self.paste(&at, &block),
            Action::Explain(finding) => {
                self.dialog =
                    finding.map(|f| Dialog::Explain(Box::new(f.clone()), Draft::new(f.explained.unwrap_or_default())));
            }
            Action::Explained(finding, text) => {
                if let Some(open) = &mut self.open
                    && let Err(refused) = open.desk.explain(&finding, &text)
                {
                    self.dialog = Some(Dialog::Message(refused.to_string()));
                }
            }
            Action::Goto(at) => self.go_to(&at, &mut more),
            Action::Show(view) => {
                more.extend(self.editor.leave());
                self.view = view;
            }
            Action::Project(project) => {
                more.extend(self.editor.leave());
                self.project = project;
            }
            Action::New(form, year) => self.ask_then(ctx, Then::New(form, year)),
            Action::Open(file) => self.ask_then(ctx, Then::Open(file)),
            Action::Insert(words) => more.extend(self.editor.insert(ctx, &words)),
            Action::Leave(leave) => self.leave(ctx, leave),
        }
        for action in more {
            self.act(ctx, action);
        }
    }

    fn command(&mut self, ctx: &Context, command: Command) {
        match command {
            // The start page is where a new report begins.
            Command::New | Command::Close => self.ask_then(ctx, Then::Close),
            Command::Open => self.ask_then(ctx, Then::ChooseFile),
            Command::Sample => self.ask_then(ctx, Then::Sample),
            Command::Quit => self.ask_then(ctx, Then::Quit),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Wanted::Save),
            Command::Pdf => self.choose(ctx, Wanted::Pdf),
            Command::Print => self.print(),
            Command::Undo | Command::Redo => {
                if let Some(open) = &mut self.open {
                    if command == Command::Undo {
                        open.desk.undo()
                    } else {
                        open.desk.redo()
                    };
                    self.follow();
                }
            }
            Command::Manual => self.dialog = Some(Dialog::Manual),
            Command::About => {
                let about = format!(
                    "{TITLE} {}。按 GPL-3.0-or-later 许可发布，自带字体各按其许可，见 fonts 文件夹。不联网，所有内容只在本机。",
                    env!("CARGO_PKG_VERSION")
                );
                self.dialog = Some(Dialog::Message(about));
            }
            Command::Side => self.side_hidden = !self.side_hidden,
            Command::ZoomIn => egui::gui_zoom::zoom_in(ctx),
            Command::ZoomOut => egui::gui_zoom::zoom_out(ctx),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
        }
    }

    fn edit(&mut self, edit: &Edit) {
        let Some(open) = &mut self.open else { return };
        match open.desk.apply(edit) {
            Ok(()) => self.follow(),
            Err(refused) => self.dialog = Some(Dialog::Message(refused.to_string())),
        }
    }

    /// The editor shows what is written, also after undo, a mend or the removal of its row.
    fn follow(&mut self) {
        let (Some(open), Some(at)) = (&self.open, self.editor.current().cloned()) else { return };
        if open.desk.sheet().cell(&at).is_some() {
            self.editor.follow(open.desk.report().cells.text(&at));
        } else {
            self.editor = Editor::default();
        }
    }

    /// A block from a spreadsheet: row by row and column by column from the current cell, cells that are not typed in
    /// being passed over.
    fn paste(&mut self, at: &CellId, block: &str) {
        let mut edits = Vec::new();
        let mut passed = 0;
        let mut start = Some(at.clone());
        for row in block.trim_end_matches(['\r', '\n']).lines() {
            let Some(first) = start else {
                passed += row.split('\t').count();
                continue;
            };
            let mut here = Some(first.clone());
            for text in row.split('\t') {
                match &here {
                    Some(at) if self.places.0.iter().any(|(known, _, typed)| known == at && *typed) => {
                        edits.push(Edit::Write { at: at.clone(), text: text.trim().into() });
                    }
                    _ => passed += usize::from(!text.trim().is_empty()),
                }
                here = here.and_then(|at| self.places.step(&at, board::Step::Right).cloned());
            }
            start = self.places.step(&first, board::Step::Down).cloned();
        }
        self.edit(&Edit::All(edits));
        if passed > 0 {
            self.dialog = Some(Dialog::Message(format!("已粘贴，其中{passed}格落在不能填写的位置，没有写入。")));
        }
    }
}
