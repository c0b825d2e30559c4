//! What becomes of what was asked for: after painting, one action at a time.

use crate::app::App;
use crate::app::action::{Action, LookAction};
use crate::app::command::Command;
use crate::app::dialog::about::About;
use crate::app::dialog::confirmation::Confirmation;
use crate::app::dialog::explain::Explain;
use crate::app::dialog::filling::filling;
use crate::app::dialog::go_to::GoTo;
use crate::app::dialog::manual::Manual;
use crate::app::dialog::message::Message;
use crate::app::dialog::phrases::{own_phrases, phrases_in, unit};
use crate::app::dialog::reasons::Reasons;
use crate::app::dialog::remark::Remark;
use crate::app::dialog::{Modal, proposals};
use crate::app::document::files::Wanted;
use crate::app::document::intent::Then;
use crate::app::frame::notice::Notice;
use crate::app::grid::clipboard::{CopiedRows, PastedBlock};
use crate::app::grid::editor::Editor;
use crate::app::grid::flash::Flash;
use crate::app::grid::spread::Spread;
use crate::app::look::WindowLook;
use crate::app::widgets::TextBox;
use crate::app::work::task::Task;
use crate::desk::{Desk, Reasoned, Taken};
use crate::form::CellId;
use crate::report::{Edit, Mark, Refused, too_long};
use crate::sheet::Extension;
use crate::value::{Splice, shortened};
use eframe::egui::Context;
use std::sync::Arc;

impl App {
    pub(crate) fn act(&mut self, ctx: &Context, action: Action) {
        let mut more = Vec::new();
        match action {
            Action::Do(command) => self.command(ctx, command),
            Action::Edit(edit) => more.extend(self.edit_and_lead_on(&edit)),
            Action::Sure(words, then) => self.show(Confirmation { words, then: *then }),
            Action::Away => self.put_away(),
            Action::Say(words) => self.say(words),
            Action::Choose(wanted) => self.choose(ctx, wanted),
            Action::Side(action) => self.side_action(action),
            Action::Look(action) => self.look_action(ctx, action),
            Action::Use(wanted, file) => self.use_file(ctx, wanted, &file),
            Action::Named(wanted, file) => self.named(ctx, wanted, file),
            Action::Paste(at, rows) => self.paste(&at, &rows),
            Action::Enter(at, caret) => self.enter(&at, caret, &mut more),
            Action::Cells(action) => self.cell_action(ctx, action, &mut more),
            Action::GiveBack(at, text, mark) => self.give_back(&at, &text, mark),
            Action::Explain(what) => self.ask_reason(ctx, what),
            Action::Explained(what, text) => {
                let refused = self.open.as_mut().and_then(|open| open.desk.reason(&what, &text).err());
                more.extend(refused.map(|refused| Action::Say(refused.to_string())));
            }
            Action::Mends(rule) => self.show_of(|desk| proposals::mends(desk, rule)),
            Action::Take(mends) => more.extend(self.taken(&mends)),
            Action::Import(accepted) => self.take_import(&accepted, &mut more),
            Action::EndImport => self.importing = None,
            Action::Printed(words) => self.printed(ctx, words),
            // Where the PC shows no folder, its path is still in the dialog.
            Action::ShowFolder(folder) => drop(opener::open(folder)),
            Action::Goto(at) => self.go_to(&at, None, &mut more),
            Action::Find(action) => more.extend(self.find_action(action)),
            Action::Show(view) => self.show_page(view, &mut more),
            Action::Project(project) => {
                more.extend(self.editor.leave());
                self.project = project;
            }
            Action::New(form, year) => self.ask_then(ctx, Then::New(form, year)),
            Action::Open(file) => self.ask_then(ctx, Then::Open(file)),
            Action::File(action) => self.file_action(ctx, action),
            Action::Insert(words) => more.extend(self.editor.insert(ctx, &words)),
            Action::Leave(leave) => self.leave(ctx, leave),
            Action::Finish => self.finish(),
            Action::Lift(why) => self.lift(&why),
            Action::Verify(code) => self.verify(ctx, &code),
            Action::KeepVersion(word) => self.keep_version(ctx, word),
            Action::BringBack(file, name) => self.read_version(ctx, file, name),
            Action::ReadOthers(files) => self.read_others(ctx, files),
            Action::Differ(other) => self.differ(other),
        }
        for action in more {
            self.act(ctx, action);
        }
    }

    /// What these mends write: it may be much.
    fn taken(&mut self, mends: &[Taken]) -> Option<Action> {
        let open = self.open.as_mut()?;
        Some(Action::Edit(open.desk.taken(mends)))
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
            Command::BackUp => self.ask_backup(),
            Command::KeepVersion => self.ask_version(),
            Command::Versions => self.ask_versions(ctx),
            Command::Export | Command::Submit => self.ask_export(command == Command::Submit),
            Command::Finish => self.ask_finish(),
            Command::Verify => self.ask_code(),
            Command::Points => self.show_of(proposals::points),
            Command::Mends => self.show_of(|desk| proposals::mends(desk, None)),
            Command::Filling => self.show_of(|desk| filling(desk, "")),
            Command::Disapprove => {
                let words = "批复的绩效目标不再放在这个自评表旁边，审核也不再对照，表里的内容不变。确定吗？可以撤销。";
                self.show(Confirmation { words: words.into(), then: Action::Edit(Edit::Approve(None)) });
            }
            Command::Reasons => self.show_of(|desk| Box::new(Reasons::of(desk))),
            Command::Print => self.ask_print(ctx),
            Command::NextFinding | Command::LastFinding => self.step_finding(ctx, command == Command::NextFinding),
            Command::CheckAll => self.check_all(),
            Command::Find | Command::Replace => self.open_find(command == Command::Replace),
            Command::GoTo => self.show_of(|desk| Box::new(GoTo::new(desk))),
            Command::Undo | Command::Redo => self.step(command == Command::Undo),
            Command::Remark => self.ask_remark(),
            Command::InsertAbove
            | Command::InsertBelow
            | Command::DuplicateRow
            | Command::RowUp
            | Command::RowDown
            | Command::RemoveRow
            | Command::FillNone => self.row_command(ctx, command),
            Command::CellLine => self.cell_line.focus(),
            Command::Manual => {
                let filling = self.open.is_some() && self.importing.is_none();
                self.show(Manual::at(if filling { self.view.chapter() } else { "开始" }));
            }
            Command::About => self.show(About::new(&self.start.forms)),
            Command::NextPage | Command::PreviousPage => self.turn_page(ctx, command == Command::NextPage),
            Command::Whole => self.toggle_whole(ctx),
            Command::Side | Command::Comparison | Command::Difference => self.side_command(ctx, command),
            Command::ZoomIn | Command::ZoomOut | Command::ZoomReset | Command::HighContrast => {
                self.look_action(ctx, WindowLook::asked(command));
            }
            of_cells => self.cells_command(ctx, of_cells),
        }
    }

    /// What stands beside the paper comes or goes: the current cell stays in sight.
    fn side_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Comparison => self.toggle_comparison(ctx),
            Command::Difference => self.toggle_difference(),
            // Where last year's report stands now, the list comes back.
            _ if self.comparison.on || self.difference.on => {
                (self.comparison.on, self.difference.on, self.side_wish) = (false, false, Some(true));
            }
            _ => self.side_wish = Some(!self.shows_side(ctx)),
        }
        self.editor.come_back_into_view();
    }

    /// Shows the window larger, or in other colours; the current cell stays in sight.
    fn look_action(&mut self, ctx: &Context, action: LookAction) {
        self.look.act(ctx, action);
        self.editor.come_back_into_view();
    }

    /// A dialog in the middle. A composition that was on in a cell ends there, not in the dialog's box.
    pub(crate) fn show(&mut self, modal: impl Modal + 'static) {
        self.show_boxed(Box::new(modal));
    }

    fn show_boxed(&mut self, mut modal: Box<dyn Modal>) {
        if self.cell_line.cut_off() {
            modal.text_box().into_iter().for_each(TextBox::drop_late);
        }
        if self.editor.is_composing() {
            self.editor.leave();
            modal.text_box().into_iter().for_each(TextBox::drop_late);
        }
        self.put_away();
        self.modal = Some(modal);
    }

    /// A dialog about the open report.
    pub(crate) fn show_of(&mut self, modal: impl FnOnce(&Desk) -> Box<dyn Modal>) {
        if let Some(modal) = self.desk().map(modal) {
            self.show_boxed(modal);
        }
    }

    /// A sentence in a dialog.
    pub(crate) fn say(&mut self, words: impl Into<String>) {
        self.show(Message::new(words));
    }

    /// A short line on what was done, which goes by itself; `undo` where that is the last step and can be taken back.
    pub(crate) fn notice(&mut self, words: impl Into<String>, undo: bool) {
        self.notice = Some(Notice::new(words, undo));
    }

    /// The dialog goes; what was chosen in it is offered the next time. What an input method still delivers to its box
    /// reaches no cell.
    fn put_away(&mut self) {
        let Some(mut modal) = self.modal.take() else { return };
        if let Some(habits) = modal.habits() {
            self.habits = habits.clone();
        }
        if modal.text_box().is_some_and(|text| text.is_composing()) {
            self.editor.drop_late();
        }
    }

    /// 批注 of the current cell.
    fn ask_remark(&mut self) {
        let refused = self.desk().and_then(Desk::read_only).map(ToString::to_string);
        match (refused, self.editor.current().cloned()) {
            (Some(why), _) => self.say(why),
            (None, Some(at)) => self.show_of(|desk| Box::new(Remark::new(desk, at))),
            (None, None) => self.say("请先点要写批注的格子，再选“批注”。"),
        }
    }

    /// 说明原因, with reasons written before in this unit's files. Those opened lately may lie on a slow drive.
    fn ask_reason(&mut self, ctx: &Context, what: Reasoned) {
        let Some(open) = &self.open else { return };
        let before = own_phrases(&open.desk);
        let others = self.recent.files.iter().filter(|file| Some(*file) != open.path.as_ref()).cloned();
        let (files, unit) = (others.collect::<Vec<_>>(), unit(open.desk.sheet()));
        let more = unit.filter(|_| !files.is_empty());
        let more = more.map(|unit| Task::start(ctx, move |_| Ok(phrases_in(&files, &unit))));
        let explain = Explain::new(&open.desk, what, before, more);
        self.show(explain);
    }

    /// Back or forward one step, and to the cell where it was made, or else the first that it changed: a change that is
    /// not seen is a change not known of.
    fn step(&mut self, back: bool) {
        let Some(open) = &mut self.open else { return };
        self.notice = None;
        let before = Arc::clone(open.desk.report());
        let made = if back { open.desk.undo_at() } else { open.desk.redo_at() }.cloned();
        let moved = if back { open.desk.undo() } else { open.desk.redo() };
        // Its row may have come with the step, and have gone with it.
        let made = made.filter(|at| open.desk.sheet().cell(at).is_some());
        let first = || open.desk.report().content.cells.first_difference(&before.content.cells);
        let changed = if moved { made.or_else(first) } else { None };
        let after = &open.desk.report().content.cells;
        self.flash = moved.then(|| Flash::of(&before.content.cells, after));
        self.follow();
        self.editor.settle();
        if let Some(at) = changed {
            self.show_cells();
            let caret = self.caret_of_change(&at, before.content.cells.text(&at));
            self.go_to(&at, caret, &mut Vec::new());
        }
    }

    /// In paragraphs, where the text of a cell differs from what it was, in characters: a page is not searched for it.
    fn caret_of_change(&self, at: &CellId, before: &str) -> Option<usize> {
        let desk = self.desk()?;
        let now = desk.report().content.cells.text(at);
        let end = Splice::between(before, now).end();
        desk.form().slot(at)?.is_paragraphs().then(|| now.get(..end).unwrap_or_default().chars().count())
    }

    /// Makes a change; where it is refused that is said. Answers whether it was made.
    pub(crate) fn edit(&mut self, edit: &Edit) -> bool {
        self.change(|desk| desk.apply(edit))
    }

    /// The same of any change.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Desk) -> Result<(), Refused>) -> bool {
        let Some(open) = &mut self.open else { return false };
        let refused = change(&mut open.desk).err();
        self.follow();
        let is_made = refused.is_none();
        if let Some(refused) = refused {
            self.say(match refused {
                Refused::TooLong(_, count) => too_long("这一格", count),
                refused => refused.to_string(),
            });
        }
        is_made
    }

    /// The editor shows what is written, also after undo, a mend or the removal of its row.
    pub(crate) fn follow(&mut self) {
        let (Some(open), Some(at)) = (&self.open, self.editor.current().cloned()) else { return };
        if open.desk.sheet().cell(&at).is_some() {
            self.editor.follow(open.desk.report().content.cells.text(&at), self.cell_line.is_focused());
        } else {
            self.editor = Editor::default();
        }
    }

    /// A block from a spreadsheet, as one step; it is selected then. One text alone goes into all cells that are selected.
    fn paste(&mut self, at: &CellId, rows: &CopiedRows) {
        if let (Some(_), [row]) = (self.editor.reach(), rows.as_slice())
            && let [text] = row.as_slice()
        {
            return self.spread(|_, block| Spread::all(block, text));
        }
        let first =
            self.block().and_then(|block| block.first()?.iter().find_map(|cell| *cell)).map(|cell| cell.at.clone());
        let at = first.as_ref().unwrap_or(at);
        let Some((geometry, desk)) = self.geometry().zip(self.desk()) else { return };
        let mut pasted = PastedBlock::new(&geometry, at, rows);
        pasted.leave_computed(desk);
        let (says, is_some) = (pasted.says(), !pasted.edits.is_empty());
        if self.edit(&Edit::All(pasted.edits)) {
            let mut left = Vec::new();
            self.enter(at, None, &mut left);
            self.editor.select(pasted.end.filter(|end| end != at).map(Extension::To));
            self.notice(says, is_some);
        }
    }

    /// Esc: what was typed since the cell was entered is given up, which is said and can be taken back.
    fn give_back(&mut self, at: &CellId, text: &str, mark: Mark) {
        let Some(open) = &mut self.open else { return };
        let given_up = open.desk.report().content.cells.text(at).to_string();
        match open.desk.give_back(at, text, mark) {
            Ok(()) => {
                self.follow();
                let words = if given_up.is_empty() { ("已恢复", text) } else { ("已放弃", given_up.as_str()) };
                self.notice(format!("{}“{}”", words.0, shortened(words.1, 16)), true);
            }
            Err(refused) => self.say(refused.to_string()),
        }
    }
}
