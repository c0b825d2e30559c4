//! The screen: the only place that knows egui.
//!
//! Panels take the open report to look at and answer with the [`Action`]s asked for, which run after painting. No colour
//! or size stands outside `theme`, no command word outside `action`; one file, `editor`, owns the one live text editor.

mod action;
mod board;
mod dialog;
mod editor;
mod files;
mod opened;
mod paper;
mod preview;
mod projects;
mod rescue;
mod sections;
mod side;
mod start;
mod status;
mod theme;
mod top;
mod window;

pub use window::{Renderer, open_window};

use crate::form::{CellId, Tab};
use crate::report::Edit;
use crate::store::Recent;
use action::{Action, Command, Leave};
use board::Places;
use dialog::{Came, Dialog};
use editor::Editor;
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, ViewportCommand};
use files::{Choosing, Chosen, Wanted};
use opened::OpenReport;
use preview::Preview;
use rescue::Rescue;
use start::Start;
use std::path::{Path, PathBuf};

/// The program's name, in the window's title.
pub const TITLE: &str = "绩效自评填报";

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Fill(Tab),
    Preview,
}

impl View {
    const ALL: [Self; 6] = [
        Self::Fill(Tab::Unit),
        Self::Fill(Tab::Budget),
        Self::Fill(Tab::Projects),
        Self::Fill(Tab::Indicators),
        Self::Fill(Tab::Report),
        Self::Preview,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Fill(Tab::Unit) => "单位信息",
            Self::Fill(Tab::Budget) => "预算执行",
            Self::Fill(Tab::Projects) => "项目支出",
            Self::Fill(Tab::Indicators) => "绩效指标",
            Self::Fill(Tab::Report) => "自评报告",
            Self::Preview => "预览打印",
        }
    }

    fn tab(self) -> Option<Tab> {
        match self {
            Self::Fill(tab) => Some(tab),
            Self::Preview => None,
        }
    }
}

/// What is to be done once unsaved changes are dealt with.
#[derive(Clone, Debug)]
enum Then {
    Quit,
    Close,
    Open(PathBuf),
    ChooseFile,
    Sample,
    New(String, i32),
}

/// The window.
pub struct App {
    open: Option<OpenReport>,
    start: Start,
    recent: Recent,
    view: View,
    /// Which project is shown.
    project: usize,
    editor: Editor,
    places: Places,
    preview: Preview,
    dialog: Option<Dialog>,
    choosing: Option<Choosing>,
    then: Option<Then>,
    title: String,
    /// 说明 and 审核 are out of the way: at 200% the paper needs the room.
    side_hidden: bool,
    quitting: bool,
    rescue: Rescue,
}

impl App {
    /// The window, with a file already open where one was named.
    #[must_use]
    pub fn new(ctx: &Context, file: Option<PathBuf>) -> Self {
        let mut app = Self::with_recent(ctx, Recent::load(Recent::usual_place()));
        if let Some(file) = file {
            app.open_file(&file);
        }
        app
    }

    /// The window, remembering recent files where it is told; tests remember nothing.
    #[must_use]
    pub fn with_recent(ctx: &Context, recent: Recent) -> Self {
        theme::apply(ctx);
        Self {
            open: None,
            start: Start::new(chrono::Datelike::year(&opened::today())),
            recent,
            view: View::Fill(Tab::Unit),
            project: 0,
            editor: Editor::default(),
            places: Places::default(),
            preview: Preview::new(ctx),
            dialog: None,
            choosing: None,
            then: None,
            title: String::new(),
            side_hidden: false,
            quitting: false,
            rescue: Rescue::default(),
        }
    }

    /// The same, keeping what would be lost should the window die.
    fn with_rescue(mut self, rescue: Rescue) -> Self {
        self.rescue = rescue;
        self
    }

    /// What is open, to look at.
    #[must_use]
    pub fn desk(&self) -> Option<&crate::desk::Desk> {
        self.open.as_ref().map(|open| &open.desk)
    }

    /// Opens the sample.
    pub fn open_sample(&mut self) {
        if let Some(sample) = OpenReport::sample() {
            self.show_report(sample);
        }
    }

    fn open_file(&mut self, file: &Path) {
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

    fn show_report(&mut self, report: OpenReport) {
        self.editor = Editor::default();
        self.open = Some(report);
        self.view = View::Fill(Tab::Unit);
        self.project = 0;
    }

    fn paint(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let panel = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(10, 4));
        let desk = self.open.as_ref().map(|open| &open.desk);
        Panel::top("menus").frame(panel(theme::PANEL)).show(ui, |ui| top::menus_ui(ui, desk, actions));
        let Some(open) = &self.open else {
            CentralPanel::default().frame(panel(theme::DESK)).show(ui, |ui| self.start.ui(ui, &self.recent, actions));
            return;
        };
        Panel::top("tabs").frame(panel(theme::PANEL)).show(ui, |ui| top::tabs_ui(ui, &open.desk, self.view, actions));
        Panel::bottom("status")
            .frame(panel(theme::PANEL))
            .show(ui, |ui| status::status_ui(ui, &open.desk, open.path.as_deref()));
        if self.view == View::Preview {
            let frame = Frame::new().fill(theme::DESK);
            CentralPanel::default()
                .frame(frame)
                .show(ui, |ui| self.preview.ui(ui, open.desk.form(), open.desk.sheet(), actions));
            return;
        }
        self.preview.rest();
        if !self.side_hidden {
            let side =
                Panel::right("side").frame(panel(theme::PANEL)).exact_size(theme::side_width(ui.available_width()));
            side.show(ui, |ui| side::side_ui(ui, &open.desk, self.editor.current(), self.editor.is_long(), actions));
        }
        CentralPanel::default().frame(Frame::new().fill(theme::DESK)).show(ui, |ui| self.sheet(ui, actions));
    }

    fn sheet(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let (Some(open), View::Fill(tab)) = (&self.open, self.view) else { return };
        let desk = &open.desk;
        let (form, sheet) = (desk.form(), desk.sheet());
        let current = self.editor.current().cloned();
        let sketch = sections::Sketch { form, sheet, figures: sheet.figures(form), current: current.as_ref() };
        let paper = paper::Paper { desk, sketch, editor: &mut self.editor, places: &mut self.places, actions };
        let project = self.project.min(sheet.projects().saturating_sub(1));
        let scroll = egui::ScrollArea::both().id_salt(("sheet", tab, project)).auto_shrink([false, false]);
        scroll.show(ui, |ui| {
            paper.show(ui, |sketch, board| {
                if tab == Tab::Projects {
                    projects::list(sketch, board, project);
                }
                let shown =
                    sheet.parts.iter().filter(|part| form.sections.get(part.section).is_some_and(|s| s.tab == tab));
                for part in shown.filter(|part| part.project.is_none_or(|p| p == project)) {
                    sketch.part(board, part);
                }
            });
        });
    }

    /// The keys that belong to the window or to the cells, before any widget sees them.
    fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.dialog.is_some() {
            return;
        }
        if let Some(command) = Command::pressed(ctx) {
            actions.push(Action::Do(command));
        }
        let Some(step) = self.editor.keys(ctx, actions) else { return };
        match self.editor.current().and_then(|at| self.places.step(at, step)).cloned() {
            Some(to) => self.enter(&to, actions),
            None => actions.extend(self.editor.tidy()),
        }
    }

    /// Goes to a cell of the tab that is shown.
    fn enter(&mut self, at: &CellId, actions: &mut Vec<Action>) {
        let Some(open) = &self.open else { return };
        let Some(cell) = open.desk.sheet().cell(at).filter(|cell| cell.is_writable()) else { return };
        let text = open.desk.report().cells.text(at);
        let paragraphs = paper::is_paragraphs(&open.desk, at);
        actions.extend(self.editor.enter(at.clone(), cell.holds, paragraphs, text, None));
    }

    /// Goes to a cell wherever it is.
    fn go_to(&mut self, at: &CellId, actions: &mut Vec<Action>) {
        let Some(open) = &self.open else { return };
        let sheet = open.desk.sheet();
        if let Some(tab) = sheet.tab(open.desk.form(), at) {
            self.view = View::Fill(tab);
        }
        if let Some(project) = sheet.part(&at.section).and_then(|part| part.project) {
            self.project = project;
        }
        if self.editor.current() == Some(at) {
            self.editor.scroll = true;
        }
        self.enter(at, actions);
    }

    fn act(&mut self, ctx: &Context, action: Action) {
        let mut more = Vec::new();
        match action {
            Action::Do(command) => self.command(ctx, command),
            Action::Edit(edit) => self.edit(&edit),
            Action::Paste(at, block) => self.paste(&at, &block),
            Action::Explain(finding) => {
                self.dialog = finding.map(|f| Dialog::Explain(Box::new(f.clone()), f.explained.unwrap_or_default()));
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

    fn save(&mut self, ctx: &Context) {
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

    fn print(&mut self) {
        let Some(open) = &self.open else { return };
        if let Err(sentence) = open.print() {
            self.dialog = Some(Dialog::Message(sentence));
        }
    }

    fn choose(&mut self, ctx: &Context, wanted: Wanted) {
        if self.choosing.is_some() || (self.open.is_none() && wanted != Wanted::Open) {
            return;
        }
        let path = self.open.as_ref().and_then(|open| open.path.clone());
        let folder =
            path.or_else(|| self.recent.files.first().cloned()).and_then(|p| p.parent().map(Path::to_path_buf));
        let name = self.open.as_ref().map(|open| open.file_name(wanted)).unwrap_or_default();
        self.choosing = Some(Choosing::start(ctx, wanted, folder.as_deref(), name));
    }

    fn poll_choosing(&mut self, ctx: &Context) {
        let Some(chosen) = self.choosing.as_ref().and_then(Choosing::poll) else { return };
        self.choosing = None;
        match chosen {
            Chosen::File(wanted, file) => self.chosen(ctx, wanted, file),
            Chosen::Nothing => self.then = None,
            Chosen::NoDialog(wanted, name) => {
                let folder = directories::UserDirs::new().and_then(|dirs| Some(dirs.document_dir()?.to_path_buf()));
                let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
                self.dialog = Some(Dialog::Path(wanted, folder.join(name).display().to_string()));
            }
        }
    }

    fn chosen(&mut self, ctx: &Context, wanted: Wanted, file: PathBuf) {
        let file = files::with_ending(wanted, file);
        match wanted {
            Wanted::Open => self.open_file(&file),
            Wanted::Save => self.save_to(ctx, &file),
            Wanted::Pdf => {
                let done = self.open.as_ref().map(|open| open.pdf_to(&file));
                let words = match done {
                    Some(Err(sentence)) => sentence,
                    _ => format!("已存为PDF：{}", file.display()),
                };
                self.dialog = Some(Dialog::Message(words));
            }
        }
    }

    fn ask_then(&mut self, ctx: &Context, then: Then) {
        if self.open.as_ref().is_some_and(|open| !open.desk.is_saved()) {
            self.then = Some(then);
            self.dialog = Some(Dialog::Unsaved);
        } else {
            self.go_on(ctx, then);
        }
    }

    fn leave(&mut self, ctx: &Context, leave: Leave) {
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
    fn close_request(&mut self, ctx: &Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.quitting && self.open.as_ref().is_some_and(|open| !open.desk.is_saved()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ask_then(ctx, Then::Quit);
        }
    }

    fn show_dialog(&mut self, ctx: &Context) {
        let Some(dialog) = &mut self.dialog else { return };
        match dialog.ui(ctx) {
            Came::Nothing => {}
            Came::Away => {
                self.dialog = None;
            }
            Came::Action(action) => {
                self.dialog = None;
                self.act(ctx, *action);
            }
            Came::File(wanted, file) => {
                self.dialog = None;
                self.chosen(ctx, wanted, file);
            }
        }
    }

    fn name_window(&mut self, ctx: &Context) {
        let title = self.open.as_ref().map_or_else(|| TITLE.to_string(), OpenReport::title);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut actions = Vec::new();
        self.close_request(&ctx);
        if let Some(file) = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf())) {
            actions.push(Action::Open(file));
        }
        self.poll_choosing(&ctx);
        self.keys(&ctx, &mut actions);
        self.paint(ui, &mut actions);
        self.show_dialog(&ctx);
        if !actions.is_empty() {
            // What was painted shows the report as it was before.
            ctx.request_repaint();
        }
        for action in actions {
            self.act(&ctx, action);
        }
        self.rescue.keep(self.open.as_ref());
        self.name_window(&ctx);
    }
}
