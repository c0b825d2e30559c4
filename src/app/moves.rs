//! From cell to cell: what the keys and clicks that go, and those that select, lead to.

use crate::app::App;
use crate::app::action::{Action, CellAction};
use crate::app::command::Command;
use crate::app::copying::Copied;
use crate::app::grid::draft::caret_left;
use crate::app::grid::editor::Editor;
use crate::app::grid::entered_cell::EnteredCell;
use crate::app::grid::keys::{KeyMove, Way, take, take_strange};
use crate::app::grid::pick_list::choices_of;
use crate::app::grid::selection::Selection;
use crate::app::grid::spread::Spread;
use crate::app::pasting::ClipboardKey;
use crate::app::view::View;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::Edit;
use crate::sheet::{Cell, CellBlock, Direction, Extension, Geometry, Origin, Sheet};
use crate::value::shortened;
use eframe::egui::{self, Context, Key, Modifiers};

impl App {
    /// The keys that belong to the window or to the cells, before any widget sees them.
    pub(crate) fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.modal.is_none() {
            self.own_keys(ctx, actions);
        }
        take_strange(ctx);
    }

    fn own_keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.menu_keys.take(ctx) {
            return;
        }
        if self.importing.is_some() {
            // Its other keys are its own.
            let sizes = [Command::ZoomIn, Command::ZoomOut, Command::ZoomReset];
            let asked = |command: &Command| {
                command.row().keys.iter().any(|keys| ctx.input_mut(|input| input.consume_shortcut(keys)))
            };
            actions.extend(sizes.into_iter().find(asked).map(Action::Do));
            let leaves = !egui::Popup::is_any_open(ctx) && take(ctx, Modifiers::NONE, Key::Escape);
            actions.extend(leaves.then_some(Action::EndImport));
            return;
        }
        self.arrive(ctx, actions);
        self.cell_line.keys(ctx, self.editor.is_long());
        // Before commands: where something can be chosen Alt+↓ shows what, elsewhere it moves the row.
        if let Some(open) = &self.open
            && self.pick_list.keys(ctx, &open.desk, &mut self.editor, actions)
        {
            return;
        }
        if let Some(command) = Command::pressed(ctx, &self.situation()) {
            actions.push(Action::Do(command));
        }
        if self.find.keys(ctx, actions) || self.closes_find(ctx) {
            return;
        }
        match self.editor.keys(ctx, actions) {
            Some(KeyMove::Go(way)) => self.go(way, actions),
            Some(KeyMove::Extend(way)) => self.extend(way),
            None => self.refuse_typing(ctx, actions),
        }
    }

    /// Esc, where no text has it, puts the bar away that finds.
    fn closes_find(&mut self, ctx: &Context) -> bool {
        let rests = !self.cell_line.is_focused() && self.editor.has_keys(ctx) && self.editor.leaves_escape(ctx);
        let closes = self.find.on && rests && !egui::Popup::is_any_open(ctx) && take(ctx, Modifiers::NONE, Key::Escape);
        self.find.on &= !closes;
        closes
    }

    /// Keys that are typed where nothing can be written do not vanish: what can be done about it is said.
    fn refuse_typing(&self, ctx: &Context, actions: &mut Vec<Action>) {
        let Some(open) = self.open.as_ref().filter(|_| self.editor.current().is_some() && !self.editor.is_open())
        else {
            return;
        };
        let typed = |input: &egui::InputState| input.events.iter().any(|event| matches!(event, egui::Event::Text(_)));
        if ctx.memory(egui::Memory::focused).is_some() || !ctx.input(typed) {
            return;
        }
        if let Some(why) = open.desk.read_only() {
            actions.push(Action::Say(why.to_string()));
        } else if open.desk.report().is_finished() {
            actions.push(Action::Do(Command::Finish));
        } else if let Some(at) = self.editor.current() {
            actions.push(Action::Cells(CellAction::SayClosed(at.clone())));
        }
    }

    /// On a page some cell is always the current one: where one was, or else the first that is still blank.
    fn arrive(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        let Some(open) = self.open.as_ref().filter(|_| self.view.has_cells()) else { return };
        let tab = self.view.tab();
        if let Some(at) = self.editor.current() {
            // After 定稿, or once it is lifted, it is entered anew.
            if EnteredCell::is_open(&open.desk, at) == self.editor.is_open() {
                if self.editor.is_at_rest()
                    && let Some(cell) = EnteredCell::of(&open.desk, at)
                {
                    self.editor.stand_by(cell);
                }
                return;
            }
            self.editor = Editor::default();
        }
        let (form, sheet) = (open.desk.form(), open.desk.sheet());
        let project = self.shown_project(sheet);
        let visited = self.visited.get(&(tab, project)).filter(|at| sheet.cell(at).is_some());
        let is_here = |at: &&CellId| {
            tab.is_none_or(|tab| sheet.tab(form, at) == Some(tab))
                && sheet.part(&at.section).is_some_and(|part| part.project.is_none_or(|own| own == project))
        };
        let blank = || open.desk.blanks().iter().map(|blank| &blank.at).find(is_here);
        let geometry = Geometry::of(form, sheet, tab, project);
        let first = || geometry.cells().find(|cell| cell.is_to_fill()).or_else(|| geometry.cells().next());
        let to = visited.or_else(blank).or_else(|| first().map(|cell| &cell.at)).cloned();
        let remembered = visited.is_some();
        let is_long = |at: &CellId| form.slot(at).is_some_and(|slot| slot.is_paragraphs());
        if let Some(to) = to {
            // Of long texts one sees the beginning, or the caret where it was.
            let caret = if remembered { caret_left(ctx, &to) } else { Some(0) };
            let caret = caret.filter(|_| is_long(&to));
            self.enter(&to, caret, actions);
            self.editor.land(remembered);
            self.give_cells_the_keys(ctx);
        }
    }

    /// From the current cell to the one that lies there.
    fn go(&mut self, way: Way, actions: &mut Vec<Action>) {
        let Some((from, geometry)) = self.editor.current().zip(self.geometry()) else { return };
        let began = self.editor.tabbed_from.as_ref();
        let to = match way {
            Way::Page(direction) => geometry.paged(from, self.editor.page(), |at| geometry.step(at, direction)),
            Way::Step(direction @ (Direction::Onward | Direction::Return)) => {
                let from = began.and_then(|began| geometry.crossing(from, began)).unwrap_or(from);
                geometry.step(from, direction)
            }
            Way::Step(direction) => geometry.step(from, direction),
        };
        let tabs = matches!(way, Way::Step(Direction::Next | Direction::Back));
        let Some(to) = to.cloned() else {
            self.editor.select(None);
            actions.extend(self.editor.tidy());
            // What was written last on a page stays, and the next page goes on.
            let on = matches!(way, Way::Step(Direction::Next | Direction::Onward));
            actions.extend(self.page_after().filter(|_| on).map(Action::Show));
            return;
        };
        // Another table begins anew.
        let same = |at: &CellId| at.section == to.section;
        let began = began.or(Some(from)).filter(|at| tabs && same(at)).cloned().or_else(|| tabs.then(|| to.clone()));
        self.enter(&to, None, actions);
        self.editor.tabbed_from = began;
    }

    /// The page with cells that comes after the one that is shown.
    fn page_after(&self) -> Option<View> {
        let pages: Vec<View> = View::pages(self.desk()?.form()).collect();
        let here = pages.iter().position(|view| *view == self.view)?;
        pages.get(here + 1).copied().filter(|view| view.tab().is_some())
    }

    /// Selects as far as there.
    fn extend(&mut self, way: Way) {
        let Some((at, geometry)) = self.editor.current().zip(self.geometry()) else { return };
        let reach = self.editor.reach();
        let end = self.editor.looked_at().unwrap_or(at);
        let to = match way {
            Way::Page(direction) => geometry.paged(end, self.editor.page(), |at| geometry.reach(at, direction)),
            Way::Step(direction) => geometry.reach(end, direction),
        };
        let Some(to) = to.cloned() else { return };
        let reach = match reach {
            Some(Extension::Rows(_)) => Extension::Rows(to),
            Some(Extension::Columns(_)) => Extension::Columns(to),
            Some(Extension::To(_) | Extension::Table) | None => Extension::To(to),
        };
        self.editor.select(Some(reach));
    }

    /// What was asked for with cells.
    pub(crate) fn cell_action(&mut self, ctx: &Context, action: CellAction, actions: &mut Vec<Action>) {
        match action {
            CellAction::Copy { cut } => {
                self.copy(ctx);
                actions.extend(cut.then_some(Action::Do(Command::Clear)));
            }
            CellAction::Select(reach) => self.select(reach, actions),
            CellAction::Land(at) => {
                self.enter(&at, Some(0), actions);
                self.editor.land(true);
            }
            CellAction::EditText(at, caret) => {
                self.enter(&at, None, actions);
                self.editor.edit(Some(caret));
            }
            CellAction::Degree(at, number) => self.choose_degree(at, number),
            CellAction::SayChoices(at) => self.say_choices(&at),
            CellAction::SayClosed(at) => self.say_closed(&at),
        }
    }

    /// 完成程度 by its number; of one that is not there it is said which are.
    fn choose_degree(&mut self, at: CellId, number: usize) {
        let bands = self.desk().map(|desk| desk.form().scoring.qualitative.as_slice()).unwrap_or_default();
        match number.checked_sub(1).map(|number| bands.get(number).map(|band| band.name.clone())) {
            None => drop(self.edit(&Edit::Write { at, text: "".into() })),
            Some(Some(text)) => drop(self.edit(&Edit::Write { at, text })),
            Some(None) => self.say_choices(&at),
        }
    }

    fn say_choices(&mut self, at: &CellId) {
        let choices = self.desk().map(|desk| choices_of(desk, at)).unwrap_or_default();
        let each = choices.iter().enumerate().map(|(number, choice)| format!("{} {choice}", number + 1));
        let each = each.collect::<Vec<_>>().join("，");
        self.notice(format!("没有填写。这一格只能选：{each}。按数字，或者按Alt+↓列出来选。"), false);
    }

    /// Why nothing can be written in a cell.
    fn say_closed(&mut self, at: &CellId) {
        let Some(cell) = self.desk().and_then(|desk| desk.sheet().cell(at)) else { return };
        let why = match (cell.origin, cell.text.trim()) {
            (Origin::Blocked, "") => "表样没有要这一格，不用填。".into(),
            (Origin::Blocked, printed) => format!("这一格表样已经印好“{}”，不用填。", shortened(printed, 16)),
            _ => "这一格由程序计算，改了它所依据的格子，它就跟着变。".into(),
        };
        self.notice(format!("没有填写。{why}"), false);
    }

    /// A command for cells. What is cut, copied and pasted of a text is the text's own matter.
    pub(crate) fn cells_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Cut => self.pasting.wish(ctx, ClipboardKey::Cut),
            Command::Copy => self.pasting.wish(ctx, ClipboardKey::Copy),
            Command::Paste => self.pasting.wish(ctx, ClipboardKey::Paste),
            Command::SelectTable => self.editor.select(Some(Extension::Table)),
            Command::Clear => self.spread(|_, block| Spread::cleared(block)),
            Command::FillDown | Command::FillRight => self.spread(|app, block| {
                let table = app.reached(&Extension::Table).unwrap_or_default();
                if command == Command::FillDown { Spread::down(block, &table) } else { Spread::right(block, &table) }
            }),
            Command::FillAll => self.spread(|app, block| {
                let here = app.editor.current().and_then(|at| app.desk()?.sheet().cell(at));
                match here {
                    Some(cell) if !app.editor.is_at_rest() => Spread::typed(block, cell),
                    _ => Spread::all(block, here.map_or("", |cell| cell.text.as_str())),
                }
            }),
            _ => {}
        }
    }

    fn copy(&self, ctx: &Context) {
        let (Some(block), Some(desk)) = (self.block(), self.desk()) else { return };
        let (form, sheet) = (desk.form(), desk.sheet());
        let shown = |cell: &Cell| match cell.holds {
            holds if holds.is_figure() && cell.value.is_figure() => cell.value.shown(sheet.unit).to_string(),
            Holds::Long => sheet.quote(form, &cell.text),
            _ => cell.text.to_string(),
        };
        self.copying.put(ctx, Copied::of(&block, shown));
    }

    /// Writes into the cells that are selected, as one step, and says where it wrote into less than all.
    pub(crate) fn spread(&mut self, spread: impl FnOnce(&Self, &CellBlock<'_>) -> Spread) {
        let Some((mut spread, desk)) = self.block().map(|block| spread(self, &block)).zip(self.desk()) else { return };
        spread.leave_computed(desk);
        let (says, reach, is_some) = (spread.says(), self.editor.reach().cloned(), !spread.edits.is_empty());
        let typed_in = self.editor.current().cloned().filter(|_| !self.editor.is_at_rest());
        let edit = Edit::All(spread.edits);
        let write = |desk: &mut Desk| match &typed_in {
            Some(at) => desk.spread(at, &edit),
            None => desk.apply(&edit),
        };
        if is_some && !self.change(write) {
            return;
        }
        self.editor.select(reach);
        if let Some(says) = says {
            self.notice(says, is_some);
        }
    }

    /// The cells that are selected, be it the current one alone.
    pub(crate) fn block(&self) -> Option<CellBlock<'_>> {
        let alone = Extension::To(self.editor.current()?.clone());
        self.reached(self.editor.reach().unwrap_or(&alone))
    }

    /// The cells from the current one as far as there.
    fn reached(&self, reach: &Extension) -> Option<CellBlock<'_>> {
        self.geometry()?.selected(self.editor.current()?, reach)
    }

    /// Selects from the current cell as far as there; where that is another table, goes to the cell instead.
    fn select(&mut self, reach: Extension, actions: &mut Vec<Action>) {
        let fits = self.editor.current().zip(self.geometry()).is_some_and(|(at, geometry)| {
            // Of one cell alone there is nothing to select.
            geometry.selected(at, &reach).is_some() && reach != Extension::To(at.clone())
        });
        match reach {
            _ if fits => {
                self.editor.select(Some(reach));
                // It was seen where it was pointed at.
                self.editor.be_seen(false);
            }
            Extension::To(at) if self.editor.current() == Some(&at) => self.editor.select(None),
            Extension::To(at) => self.enter(&at, None, actions),
            _ => {}
        }
    }

    /// The cells that are selected; none where it is the current one alone.
    pub(crate) fn selection(&self) -> Option<Selection> {
        let (at, reach) = self.editor.current().zip(self.editor.reach())?;
        Some(Selection::new(&self.geometry()?.selected(at, reach)?, self.desk()?.sheet().unit))
    }

    /// How the cells of the tab that is shown stand to each other.
    pub(crate) fn geometry(&self) -> Option<Geometry<'_>> {
        let open = self.open.as_ref().filter(|_| self.view.has_cells())?;
        let sheet = open.desk.sheet();
        Some(Geometry::of(open.desk.form(), sheet, self.view.tab(), self.shown_project(sheet)))
    }

    pub(crate) fn shown_project(&self, sheet: &Sheet) -> usize {
        self.project.min(sheet.projects().saturating_sub(1))
    }

    /// To the next page or the one before; beyond the last there is none.
    pub(crate) fn turn_page(&mut self, ctx: &Context, ahead: bool) {
        let pages: Vec<View> = self.desk().map(|desk| View::pages(desk.form()).collect()).unwrap_or_default();
        let here = pages.iter().position(|view| *view == self.view).unwrap_or_default();
        let to = if ahead { here.checked_add(1) } else { here.checked_sub(1) };
        if let Some(view) = to.and_then(|to| pages.get(to)) {
            self.act(ctx, Action::Show(*view));
        }
    }

    /// Back to the cells, from a page that has none.
    pub(crate) fn show_cells(&mut self) {
        if let (false, Some(open)) = (self.view.has_cells(), &self.open) {
            self.view = View::opening(open.desk.form());
        }
    }

    /// 整表, or the tab of the cell one is on.
    pub(crate) fn toggle_whole(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        let form = open.desk.form();
        let tab = self.editor.current().and_then(|at| open.desk.sheet().tab(form, at));
        let back = tab.map_or_else(|| View::first(form), View::Fill);
        self.view = if self.view == View::Whole { back } else { View::Whole };
        self.editor.be_seen(true);
        self.give_cells_the_keys(ctx);
    }

    /// On another page the keys are the cells', whatever had them: on a menu or a tab they would be lost.
    fn give_cells_the_keys(&self, ctx: &Context) {
        if !self.editor.has_keys(ctx) {
            ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|focused| memory.surrender_focus(focused)));
        }
    }

    /// Shows a page.
    pub(crate) fn show_page(&mut self, view: View, actions: &mut Vec<Action>) {
        actions.extend(self.editor.leave());
        self.view = view;
    }

    /// Goes to a cell of the tab that is shown; `caret` is where a click put it.
    pub(crate) fn enter(&mut self, at: &CellId, caret: Option<usize>, actions: &mut Vec<Action>) {
        let entered = self.open.as_ref().and_then(|open| EnteredCell::of(&open.desk, at));
        actions.extend(entered.and_then(|cell| self.editor.enter(cell, caret)));
        if let (Some(open), Some(at)) = (&self.open, self.editor.current()) {
            self.visited.insert((self.view.tab(), self.shown_project(open.desk.sheet())), at.clone());
        }
    }

    /// Goes to a cell wherever it is; in paragraphs to where the `caret` is to stand, if anywhere.
    pub(crate) fn go_to(&mut self, at: &CellId, caret: Option<usize>, actions: &mut Vec<Action>) {
        let Some(open) = &self.open else { return };
        let sheet = open.desk.sheet();
        if let Some(tab) = sheet.tab(open.desk.form(), at).filter(|_| self.view != View::Whole) {
            self.view = View::Fill(tab);
        }
        if let Some(project) = sheet.part(&at.section).and_then(|part| part.project) {
            self.project = project;
        }
        self.enter(at, caret, actions);
    }
}
