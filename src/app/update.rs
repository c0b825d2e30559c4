//! What becomes of what was asked for: after painting, one action at a time.

use crate::app::action::{Action, Command};
use crate::app::dialog::Dialog;
use crate::app::document::files::Wanted;
use crate::app::document::filing::Then;
use crate::app::grid::clipboard::{CopiedRows, PastedBlock};
use crate::app::grid::editor::{Editor, EnteredCell};
use crate::app::widgets::Draft;
use crate::app::{App, TITLE, View};
use crate::form::{CellId, NAME_COLUMN, Role};
use crate::report::{Edit, Mark};
use eframe::egui::{self, Context};
use std::sync::Arc;

impl App {
    pub(crate) fn act(&mut self, ctx: &Context, action: Action) {
        let mut more = Vec::new();
        match action {
            Action::Do(command) => self.command(ctx, command),
            Action::Edit(edit) => {
                self.edit(&edit);
                more.extend(self.lead_on(&edit).map(Action::Goto));
            }
            Action::Level(at, number) => {
                let bands = self.desk().map(|desk| desk.form().scoring.qualitative.as_slice()).unwrap_or_default();
                let band = number.checked_sub(1).and_then(|n| bands.get(n)).map(|band| band.name.clone());
                if number == 0 || band.is_some() {
                    self.edit(&Edit::Write { at, text: band.unwrap_or_default() });
                }
            }
            Action::Sure(words, action) => self.dialog = Some(Dialog::Sure(words, action)),
            Action::Choose(wanted) => self.choose(ctx, wanted),
            Action::List(listed) => self.listed = listed,
            Action::Write(wanted, file) => self.write(ctx, wanted, &file),
            Action::Paste(at, rows) => self.paste(&at, &rows),
            Action::Enter(at, caret) => self.enter(&at, caret, &mut more),
            Action::GiveBack(at, text, mark) => self.give_back(&at, &text, mark),
            Action::Explain(finding) => {
                let phrases = finding.as_ref().map(|f| self.phrases(f.rule)).unwrap_or_default();
                self.dialog = finding.map(|f| {
                    let draft = Draft::new(f.explained.clone().unwrap_or_default());
                    Dialog::Explain(Box::new(f), draft, phrases)
                });
            }
            Action::Explained(finding, text) => {
                if let Some(open) = &mut self.open
                    && let Err(refused) = open.desk.explain(&finding, &text)
                {
                    self.dialog = Some(Dialog::Message(refused.to_string()));
                }
            }
            Action::Mends(rule) => self.ask_mends(rule),
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
            Action::Finish => self.finish(),
            Action::Lift(why) => self.lift(&why),
            Action::Verify(code) => self.verify(&code),
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
            Command::Import => self.choose(ctx, Wanted::Document),
            Command::Forward => self.ask_then(ctx, Then::ChooseLast),
            Command::Years => self.ask_years(),
            Command::Quit => self.ask_then(ctx, Then::Quit),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Wanted::Save),
            Command::Export => self.ask_export(),
            Command::Finish => self.ask_finish(),
            Command::Verify => self.ask_code(),
            Command::Points => self.ask_points(),
            Command::Mends => self.ask_mends(None),
            Command::Reasons => self.show_reasons(),
            Command::Print => self.ask_print(ctx),
            Command::Undo | Command::Redo => self.step(command == Command::Undo),
            Command::Manual => self.dialog = Some(Dialog::Manual),
            Command::About => {
                let about = format!(
                    "{TITLE} {}。按 GPL-3.0-or-later 许可发布，自带字体各按其许可，见 fonts 文件夹。不联网，所有内容只在本机。",
                    env!("CARGO_PKG_VERSION")
                );
                self.dialog = Some(Dialog::Message(about));
            }
            // Where last year's report stands now, the list comes back.
            Command::Side if self.beside.on => (self.beside.on, self.side_hidden) = (false, false),
            Command::Side => self.side_hidden = !self.side_hidden,
            Command::Beside => self.look_beside(ctx),
            Command::ZoomIn => egui::gui_zoom::zoom_in(ctx),
            Command::ZoomOut => egui::gui_zoom::zoom_out(ctx),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
        }
    }

    /// Back or forward one step, and to the cell that it changed: a change that is not seen is a change not known of.
    fn step(&mut self, back: bool) {
        let Some(open) = &mut self.open else { return };
        let before = Arc::clone(open.desk.report());
        let moved = if back { open.desk.undo() } else { open.desk.redo() };
        let changed = moved.then(|| open.desk.report().cells.first_difference(&before.cells)).flatten();
        self.follow();
        let entered = self.editor.current().and_then(|at| EnteredCell::of(&self.open.as_ref()?.desk, at));
        if let Some(cell) = entered {
            self.editor.begin_again(cell);
        }
        if let Some(at) = changed.filter(|_| self.view != View::Preview) {
            let mut left = Vec::new();
            self.go_to(&at, &mut left);
        }
    }

    /// Where a new row or project wants to be filled in first.
    fn lead_on(&self, edit: &Edit) -> Option<CellId> {
        let desk = &self.open.as_ref()?.desk;
        match edit {
            Edit::AddRow { section, under } => {
                let row = desk.report().added(section, under).last()?;
                Some(CellId::new(section.clone(), row.clone(), NAME_COLUMN))
            }
            Edit::AddProject => {
                let last = desk.sheet().projects().checked_sub(1)?;
                Some(desk.sheet().line_of(Some(last), Role::ProjectName)?.only()?.at.clone())
            }
            _ => None,
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

    /// A block from a spreadsheet, as one step.
    fn paste(&mut self, at: &CellId, rows: &CopiedRows) {
        let Some(geometry) = self.geometry() else { return };
        let pasted = PastedBlock::new(&geometry, at, rows);
        let says = pasted.says();
        self.edit(&Edit::All(pasted.edits));
        if let Some(says) = says {
            self.dialog = Some(Dialog::Message(says));
        }
    }

    /// Esc: what was typed since the cell was entered is given up.
    fn give_back(&mut self, at: &CellId, text: &str, mark: Mark) {
        let Some(open) = &mut self.open else { return };
        match open.desk.give_back(at, text, mark) {
            Ok(()) => self.follow(),
            Err(refused) => self.dialog = Some(Dialog::Message(refused.to_string())),
        }
    }
}
