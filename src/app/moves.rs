//! From cell to cell: what the keys and clicks that go, and those that select, lead to.

use crate::app::action::{Action, CellAction};
use crate::app::command::Command;
use crate::app::grid::editor::EnteredCell;
use crate::app::grid::keys::{KeyMove, Way, take, take_strange};
use crate::app::grid::selection::Selection;
use crate::app::{App, View};
use crate::form::CellId;
use crate::sheet::{Direction, Extension, Geometry, Sheet};
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
            let leaves = !egui::Popup::is_any_open(ctx) && take(ctx, Modifiers::NONE, Key::Escape);
            actions.extend(leaves.then_some(Action::EndImport));
            return;
        }
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
        if self.find.keys(ctx, actions) {
            return;
        }
        match self.editor.keys(ctx, actions) {
            Some(KeyMove::Go(way)) => self.go(way, actions),
            Some(KeyMove::Extend(way)) => self.extend(way),
            None => {}
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
            return;
        };
        // Another table begins anew.
        let same = |at: &CellId| at.section == to.section;
        let began = began.or(Some(from)).filter(|at| tabs && same(at)).cloned().or_else(|| tabs.then(|| to.clone()));
        self.enter(&to, None, actions);
        self.editor.tabbed_from = began;
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
    pub(crate) fn cell_action(&mut self, action: CellAction, actions: &mut Vec<Action>) {
        match action {
            CellAction::Select(reach) => self.select(reach, actions),
            CellAction::EditText(at, caret) => {
                self.enter(&at, None, actions);
                self.editor.edit(Some(caret));
            }
        }
    }

    /// Selects from the current cell as far as there; where that is another table, goes to the cell instead.
    fn select(&mut self, reach: Extension, actions: &mut Vec<Action>) {
        let fits = self.editor.current().zip(self.geometry()).is_some_and(|(at, geometry)| {
            // Of one cell alone there is nothing to select.
            geometry.selected(at, &reach).is_some() && reach != Extension::To(at.clone())
        });
        match reach {
            _ if fits => self.editor.select(Some(reach)),
            Extension::To(at) if self.editor.current() == Some(&at) => self.editor.select(None),
            Extension::To(at) => self.enter(&at, None, actions),
            _ => {}
        }
    }

    /// The cells that are selected; none where it is the current one alone.
    pub(crate) fn selection(&self) -> Option<Selection<'_>> {
        let (at, reach) = self.editor.current().zip(self.editor.reach())?;
        Some(Selection::new(self.geometry()?.selected(at, reach)?))
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
    pub(crate) fn toggle_whole(&mut self) {
        let Some(open) = &self.open else { return };
        let form = open.desk.form();
        let tab = self.editor.current().and_then(|at| open.desk.sheet().tab(form, at));
        let back = tab.map_or_else(|| View::first(form), View::Fill);
        self.view = if self.view == View::Whole { back } else { View::Whole };
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
