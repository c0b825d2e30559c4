//! The screen: the only place that knows egui.
//!
//! Panels take the open report to look at and answer with the [`Action`]s asked for, which run after painting. No colour
//! or size stands outside `theme`, no command word outside `action`; one file, `editor`, owns the one live text editor.

mod action;
#[cfg(windows)]
mod association;
mod checking;
mod command;
mod composition;
mod contrast;
mod copying;
mod dialog;
mod divider;
mod document;
mod drawing;
mod frame;
mod glance;
mod grid;
mod icon;
mod look;
mod moves;
mod pasting;
mod side;
mod theme;
mod turns;
mod undrawn;
mod update;
mod view;
mod whole_lines;
mod widgets;
mod window;
mod work;

pub use command::{commands, is_of_a_command, listed_keys};
pub use window::{Renderer, open_window};

use crate::form::{CellId, Tab};
use crate::report::LONGEST;
use crate::store::{Appearance, FormTable, Habits, LeftJournal, Recent};
use action::{Action, Listed};
use command::Situation;
use copying::Copying;
use dialog::Modal;
use divider::divider;
use document::autosave::Autosave;
use document::files::{Choosing, Wanted};
use document::intent::Then;
use document::opened::OpenReport;
use document::other_report::OtherReport;
use document::saving::SaveInHand;
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, ViewportCommand};
use frame::cell_line::CellLine;
use frame::find_bar::FindBar;
use frame::menu_keys::MenuKeys;
use frame::notice::Notice;
use frame::start::Start;
use grid::editor::Editor;
use grid::flash::Flash;
use grid::pick_list::PickList;
use grid::selection::Selection;
use look::WindowLook;
use pasting::Pasting;
use side::SideMemory;
use side::comparison::{ComparisonPanel, CurrentTab};
use side::difference::DifferencePanel;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use turns::Turns;
use view::View;
use work::errand::{self, Errand};
use work::importing::Importing;
use work::preview::Preview;
use work::viewer_copy::{ViewerCopy, sweep_old};

/// The program's name, in the window's title.
pub const TITLE: &str = "绩效自评填报";

/// The window.
pub struct App {
    open: Option<OpenReport>,
    /// The forms of the files that were opened.
    forms_read: FormTable,
    start: Start,
    recent: Recent,
    view: View,
    /// Which project is shown.
    project: usize,
    editor: Editor,
    /// 编辑栏
    cell_line: CellLine,
    pick_list: PickList,
    preview: Preview,
    /// What is asked or said in the middle.
    modal: Option<Box<dyn Modal>>,
    /// What was just done, in a line that goes by itself.
    notice: Option<Notice>,
    /// What has just come back by undo.
    flash: Option<Flash>,
    choosing: Option<Choosing>,
    /// The page of an import.
    importing: Option<Importing>,
    habits: Habits,
    viewer_copy: ViewerCopy,
    pasting: Pasting,
    copying: Copying,
    /// Where one was on each page, and in each project.
    visited: BTreeMap<(Option<Tab>, usize), CellId>,
    turns: Turns,
    then: Option<Then>,
    title: String,
    /// 说明 and 审核 are wished for, or out of the way; none where the window's width decides.
    side_wish: Option<bool>,
    look: WindowLook,
    menu_keys: MenuKeys,
    /// What the list at the right shows.
    listed: Listed,
    side: SideMemory,
    comparison: ComparisonPanel,
    difference: DifferencePanel,
    find: FindBar,
    quitting: bool,
    /// What is done with files.
    errands: Vec<Errand>,
    /// So long a frame waits for one of them.
    patience: Duration,
    saving: Option<SaveInHand>,
    autosave: Autosave,
    /// The file that is opened next is opened again: what is not saved of it is left to be found.
    leaves_behind: bool,
    /// Laid beside the file that is opened next.
    lays_beside: Option<OtherReport>,
    /// Where what programs that died left behind is, and what is found there.
    journals: Option<PathBuf>,
    left: Vec<LeftJournal>,
}

impl App {
    /// The window, with a file already open where one was named; `autosave` keeps what is typed in the folder.
    #[must_use]
    pub(crate) fn new(ctx: &Context, file: Option<PathBuf>, journals: Option<PathBuf>, autosave: Autosave) -> Self {
        let mut app = Self::with_recent(ctx, Recent::load(Recent::usual_place()));
        app.habits = Habits::load(Habits::usual_place());
        app.look = WindowLook::new(ctx, Appearance::load(Appearance::usual_place()));
        if Pasting::has_its_keys() {
            app.copying = Copying::with_tables();
        }
        sweep_old();
        (app.patience, app.journals, app.autosave) = (errand::PATIENCE, journals, autosave);
        app.look_for_left(ctx);
        if let Some(file) = file {
            // Named where the command was given: it is found again, and its folder offered, from wherever.
            app.use_file(ctx, Wanted::Open, &std::path::absolute(&file).unwrap_or(file));
        }
        app
    }

    /// The same window, keeping what is typed in this folder, and finding there what was left: for tests.
    #[must_use]
    pub fn with_journals(mut self, ctx: &Context, folder: &Path) -> Self {
        self.autosave = Autosave::in_folder(Some(folder.into()));
        self.autosave.start(ctx);
        self.journals = Some(folder.into());
        self.look_for_left(ctx);
        self
    }

    /// The same window, which waits for no disk: for tests of slow ones.
    #[must_use]
    pub fn impatient(mut self) -> Self {
        self.patience = Duration::ZERO;
        self
    }

    /// The window, remembering recent files where it is told; tests remember nothing, and wait as long as a disk takes.
    #[must_use]
    pub fn with_recent(ctx: &Context, recent: Recent) -> Self {
        theme::apply(ctx);
        undrawn::begin(ctx);
        Self {
            open: None,
            forms_read: FormTable::default(),
            start: Start::new(chrono::Datelike::year(&document::opened::today())),
            recent,
            view: View::Fill(Tab::Unit),
            project: 0,
            editor: Editor::default(),
            cell_line: CellLine::default(),
            pick_list: PickList::default(),
            preview: Preview::default(),
            modal: None,
            notice: None,
            flash: None,
            choosing: None,
            importing: None,
            habits: Habits::default(),
            viewer_copy: ViewerCopy::default(),
            pasting: Pasting::default(),
            copying: Copying::default(),
            visited: BTreeMap::new(),
            turns: Turns::default(),
            then: None,
            title: String::new(),
            side_wish: None,
            look: WindowLook::default(),
            menu_keys: MenuKeys::default(),
            listed: Listed::default(),
            side: SideMemory::default(),
            comparison: ComparisonPanel::default(),
            difference: DifferencePanel::default(),
            find: FindBar::default(),
            quitting: false,
            errands: Vec::new(),
            patience: Duration::from_secs(20),
            saving: None,
            autosave: Autosave::default(),
            leaves_behind: false,
            lays_beside: None,
            journals: None,
            left: Vec::new(),
        }
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

    /// A page on which nothing is filled in.
    fn look_on(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let page = CentralPanel::default().frame(Frame::new().fill(theme::DESK));
        let live = self.modal.is_none();
        match (&self.open, self.view) {
            (Some(open), View::Glance) => {
                self.preview.rest();
                page.show(ui, |ui| glance::glance_ui(ui, &open.desk, actions));
            }
            _ => {
                page.show(ui, |ui| self.preview.ui(ui, live, actions));
            }
        }
    }

    fn paint(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let panel = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(10, 4));
        let mut keys = std::mem::take(&mut self.menu_keys);
        let head = Panel::top("menus").frame(panel(theme::PANEL));
        head.show(ui, |ui| frame::top::head_ui(ui, &self.situation(), &mut keys, actions));
        self.menu_keys = keys;
        let now = crate::cli::now().naive_local();
        frame::found_again::found_again_ui(ui, &self.offered_left(), now, actions);
        self.errands_ui(ui);
        if let Some(importing) = &mut self.importing {
            let page = CentralPanel::default().frame(panel(theme::PANEL));
            let answer = page.show(ui, |ui| importing.ui(ui)).inner;
            actions.extend(answer.actions(Action::EndImport));
            return;
        }
        let Some(open) = &self.open else {
            CentralPanel::default()
                .frame(panel(theme::DESK))
                .show(ui, |ui| self.start.ui(ui, &self.recent, now, actions));
            return;
        };
        self.start.rest();
        frame::hints::hints_ui(ui, &mut self.look);
        Panel::top("tabs")
            .frame(panel(theme::PANEL))
            .show(ui, |ui| frame::top::tabs_ui(ui, &open.desk, self.view, actions));
        let selection = self.selection();
        let tally = selection.as_ref().and_then(|selection| selection.tally.clone());
        let standing = frame::status::FileStanding { path: open.path.as_deref(), kept: &self.autosave.kept(), tally };
        Panel::bottom("status")
            .frame(panel(theme::PANEL))
            .show(ui, |ui| frame::status::status_ui(ui, &open.desk, &standing, &mut self.look, actions));
        if self.view.has_cells() { self.fill_in(ui, selection.as_ref(), actions) } else { self.look_on(ui, actions) }
    }

    /// A page on which cells are filled in, with what belongs beside it.
    fn fill_in(&mut self, ui: &mut egui::Ui, selection: Option<&Selection>, actions: &mut Vec<Action>) {
        let panel = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(10, 4));
        self.preview.rest();
        let Some(open) = &self.open else { return };
        Panel::top("cell line").frame(panel(theme::PAPER)).show(ui, |ui| {
            self.cell_line.ui(ui, &open.desk, self.editor.current(), actions);
        });
        self.page_ui(ui, selection, actions);
    }

    /// The form, and what stands around it on its page.
    fn page_ui(&mut self, ui: &mut egui::Ui, selection: Option<&Selection>, actions: &mut Vec<Action>) {
        self.beside_ui(ui, actions);
        let Some(open) = &self.open else { return };
        let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(10, 4));
        if self.find.on {
            Panel::bottom("find").frame(frame).show(ui, |ui| {
                self.find.ui(ui, &open.desk, self.editor.current(), actions);
            });
        }
        if let Some(notice) = &mut self.notice {
            Panel::bottom("notice").frame(frame.fill(theme::PAPER)).show(ui, |ui| {
                notice.ui(ui, ui.available_width(), actions);
            });
        } else if !theme::is_low(ui.ctx()) {
            Panel::bottom("legend").frame(frame).show(ui, grid::legend::legend_ui);
        }
        CentralPanel::default().frame(Frame::new().fill(theme::DESK)).show(ui, |ui| self.sheet(ui, selection, actions));
        if let (Some(open), None) = (&self.open, &self.modal) {
            self.pick_list.ui(ui.ctx(), &open.desk, &mut self.editor, actions);
        }
    }

    /// What stands at the right of the paper: another report, last year's, or 说明 and 审核.
    fn beside_ui(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let Some(open) = &self.open else { return };
        let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(10, 4));
        if self.difference.on {
            beside(ui, "difference", |ui| self.difference.ui(ui, &open.desk, self.editor.current(), actions));
        } else if self.comparison.on {
            let project = self.shown_project(open.desk.sheet());
            beside(ui, "comparison", |ui| {
                let here = CurrentTab { tab: self.view.tab(), project, current: self.editor.current() };
                self.comparison.ui(ui, &open.desk, &here, actions);
            });
        } else if self.shows_side(ui.ctx()) {
            let (current, long) = (self.editor.current(), self.editor.is_long());
            let here = side::CurrentCell { current, gone_to: self.editor.is_gone_to(), long };
            let size = self.look.side();
            let right = ui.max_rect().right();
            let (usual, range) = theme::side_width(ui.available_width());
            let width = size.width.map_or(usual, |width| width as f32).clamp(*range.start(), *range.end());
            let panel = Panel::right("side").frame(frame).exact_size(width).resizable(false);
            let shown = panel.show(ui, |ui| {
                side::side_ui(ui, &open.desk, self.view.tab(), &here, (self.listed, &mut self.side, size), actions);
            });
            let edge = shown.response.rect.left_top()..=shown.response.rect.left_bottom();
            if let Some(to) = divider(ui, "表格和右边的分界", edge) {
                size.width = Some((right - to).clamp(*range.start(), *range.end()).round() as i32);
            }
        }
    }

    fn sheet(&mut self, ui: &mut egui::Ui, selection: Option<&Selection>, actions: &mut Vec<Action>) {
        let Some(open) = &self.open else { return };
        let tab = self.view.tab();
        let desk = &open.desk;
        let (form, sheet) = (desk.form(), desk.sheet());
        let current = self.editor.current().filter(|_| self.editor.is_open()).cloned();
        let typed_in = self.editor.row_height();
        let typed_in = current.as_ref().zip(typed_in);
        let sketch = grid::sections::Sketch { form, sheet, current: current.as_ref(), typed_in };
        let project = self.shown_project(sheet);
        let live = self.modal.is_none() && !self.find.has_keys(ui.ctx());
        let paper = grid::paper::PaperView {
            desk,
            sketch,
            selection,
            found: self.find.marked(),
            editor: &mut self.editor,
            cited: &self.side.cited,
            live,
            actions,
            flash: self.flash.as_ref(),
            drawn_from: None,
        };
        theme::bars(ui);
        // What stays while a table is scrolled stands at the very edge.
        ui.spacing_mut().scroll.fade.strength = 0.0;
        let shown = tab.map(|tab| (tab, project));
        // At once: while it glides, what is asked for again until it is there goes too far.
        let scroll = egui::ScrollArea::both().id_salt(("sheet", shown)).auto_shrink([false, false]).animated(false);
        scroll.show(ui, |ui| paper.show(ui, tab, project));
    }

    /// 说明 and 审核 are seen: as it was wished, or else where the paper keeps what it needs.
    fn shows_side(&self, ctx: &Context) -> bool {
        self.side_wish.unwrap_or(ctx.content_rect().width() >= theme::FOLDS)
    }

    /// What commands are asked for in.
    fn situation(&self) -> Situation<'_> {
        let desk = self.desk().filter(|_| self.importing.is_none());
        let current = self.editor.current().filter(|_| desk.is_some() && self.view.has_cells());
        Situation { desk, current, several: self.editor.reach().is_some() }
    }

    /// What goes on beside the painting, for what is shown.
    fn work(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if let Some(importing) = &mut self.importing {
            actions.extend(importing.work(ctx).actions(Action::EndImport));
        } else if let (Some(open), View::Preview) = (&self.open, self.view) {
            self.preview.work(ctx, &open.desk, &self.habits.extras());
        }
    }

    /// A file pulled onto the window; not while something is asked in its middle.
    fn dropped(&self, ctx: &Context) -> Option<Action> {
        let file = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()))?;
        if self.modal.is_some() {
            return None;
        }
        Some(if document::files::is_document(&file) { Action::Use(Wanted::Document, file) } else { Action::Open(file) })
    }

    fn name_window(&mut self, ctx: &Context) {
        let title = self.open.as_ref().map_or_else(|| TITLE.to_string(), OpenReport::title);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// A report beside the one that is open. In a window of another width, or after zooming, it is as wide as at first: the
/// paper must not vanish.
fn beside(ui: &mut egui::Ui, name: &str, add: impl FnOnce(&mut egui::Ui)) {
    let room = ui.available_width();
    let (width, range) = theme::comparison_width(room);
    let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(10, 4));
    let side = Panel::right((name, room.round() as i32)).frame(frame).default_size(width).size_range(range);
    side.show(ui, |ui| {
        theme::bars(ui);
        add(ui);
    });
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut egui::RawInput) {
        let most = if self.modal.is_some() { LONGEST } else { pasting::MOST };
        self.pasting.keys(input, most);
        self.turns.take(ctx, input);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.look.leave();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut actions = Vec::new();
        if let Some(open) = &mut self.open {
            // A window that was left open over night.
            open.desk.turn_to(document::opened::today());
        }
        self.close_request(&ctx);
        if self.modal.is_none() {
            // What is being written in a dialog does not go for it.
            actions.extend(self.pasting.says().map(Action::Say));
        }
        actions.extend(self.dropped(&ctx));
        self.poll_choosing(&ctx);
        self.poll_errands(&ctx);
        self.flash.take_if(|flash| flash.is_over(&ctx));
        self.notice.take_if(|notice| notice.is_over(&ctx));
        self.look.watch(&ctx, &mut actions);
        self.keys(&ctx, &mut actions);
        self.work(&ctx, &mut actions);
        self.attend();
        self.paint(ui, &mut actions);
        let on_cells = self.open.is_some() && self.importing.is_none() && self.view.has_cells();
        if let Some(notice) = self.notice.as_mut().filter(|_| !on_cells) {
            notice.float(&ctx, &mut actions);
        }
        if let Some(modal) = &mut self.modal {
            dialog::show(modal.as_mut(), &ctx, &mut actions);
        }
        theme::ring(&ctx);
        if !actions.is_empty() {
            // What was painted shows the report as it was before.
            ctx.request_repaint();
        }
        for action in actions {
            self.act(&ctx, action);
        }
        self.autosave.note(self.open.as_ref());
        self.name_window(&ctx);
    }
}
