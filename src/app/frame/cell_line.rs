//! 编辑栏, the line above the form: where the current cell stands, and all of its text, to be written in; of a computed figure
//! the cells it is made of.
//!
//! It is a second box for the text that the editor has in its cell. What is composed in it is its own; else it shows what
//! the cell holds, whoever wrote that. Enter, Tab and Esc lead back to the cell and are meant for it.

use crate::app::action::Action;
use crate::app::theme;
use crate::app::widgets::TextBox;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::Edit;
use crate::sheet::{Cell, Origin, Recipe, columns};
use eframe::egui::{Align, Context, Id, Key, Label, Layout, Link, RichText, ScrollArea, Ui, UiBuilder, Vec2, vec2};

/// As high as it is, whatever it holds: two lines.
const HIGH: f32 = 46.0;
/// As much of its width the words take that say where the cell stands.
const SHARE: f32 = 0.2;
/// So many cells are named of which a figure is made.
const NAMED: usize = 16;

/// The line above the form.
pub(crate) struct CellLine {
    /// The cell whose text it holds.
    at: Option<CellId>,
    text: TextBox,
    /// Its box had the focus when it was last shown.
    focused: bool,
}

impl Default for CellLine {
    fn default() -> Self {
        Self { at: None, text: TextBox::new("当前格的内容", 1, "").quiet().with_tab(), focused: false }
    }
}

impl CellLine {
    /// What is typed is typed in it.
    pub fn is_focused(&self) -> bool {
        self.focused
    }

    /// The box takes the focus.
    pub fn focus(&mut self) {
        self.text.focus();
    }

    /// It is left for something else. Answers whether that cut a composition off.
    pub fn cut_off(&mut self) -> bool {
        let on = self.text.is_composing();
        if on {
            // Without the letters that were not chosen.
            let written = self.text.whole().to_string();
            self.text.put(written);
            self.text.drop_late();
        }
        on
    }

    /// Before any widget: Enter, Tab and Esc lead back to the cell, where they do what they do; in paragraphs Enter
    /// begins a line.
    pub fn keys(&mut self, ctx: &Context, paragraphs: bool) {
        let composing = self.text.keeps_keys(ctx);
        self.focused = self.text.has_focus(ctx);
        let leads = |key: Key| ctx.input(|input| input.key_pressed(key));
        let back = leads(Key::Tab) || leads(Key::Escape) || leads(Key::Enter) && !paragraphs;
        if self.focused && back && !composing {
            self.text.give_up_focus(ctx);
        }
    }

    /// Shows it, always as high.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), eframe::egui::Sense::hover());
        let (place, text) = rect.split_left_right_at_fraction(SHARE);
        let within = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
        let cell = current.and_then(|at| desk.sheet().cell(at));
        let words = cell.map_or_else(String::new, |cell| desk.sheet().words(desk.form(), &cell.at));
        ui.scope_builder(within(place.shrink2(vec2(4.0, 0.0))), |ui| {
            // As high as the first line of what stands beside it.
            ui.add_space(8.0);
            let words = RichText::new(&words).size(theme::SMALL).color(theme::ACCENT);
            ui.add(Label::new(words).wrap());
        });
        ui.scope_builder(within(text), |ui| {
            let scroll = ScrollArea::vertical().id_salt("cell line").auto_shrink([false, false]);
            let scroll = scroll.max_height(HIGH).min_scrolled_height(HIGH);
            scroll.show(ui, |ui| self.content(ui, desk, cell, actions));
        });
    }

    fn content(&mut self, ui: &mut Ui, desk: &Desk, cell: Option<&Cell>, actions: &mut Vec<Action>) {
        // 完成程度 is chosen, not typed.
        let typed = |cell: &&Cell| cell.is_writable() && desk.is_writable() && cell.holds != Holds::Degree;
        let written = cell.filter(typed);
        self.follow(desk, written.map(|cell| &cell.at));
        let made = cell.filter(|cell| cell.origin == Origin::Computed && !self.focused);
        let Some(cell) = cell else {
            ui.weak("点一个格子，这里看得到它的全部内容。");
            return;
        };
        if let Some(recipe) = made.and_then(|cell| Recipe::of(desk.form(), desk.sheet(), &cell.at)) {
            return sources(ui, desk, cell, &recipe, actions);
        }
        let Some(written) = written else {
            ui.add(Label::new(cell.text.as_str()).wrap());
            return;
        };
        let before = self.text.whole().to_string();
        self.text.ui(ui);
        if !self.text.has_focus(ui.ctx()) {
            self.cut_off();
        }
        // Nothing but what is typed here is written.
        if self.text.whole() != before {
            actions.push(Action::Edit(Edit::Write { at: written.at.clone(), text: self.text.whole().into() }));
        }
    }

    /// Holds what is written in a cell; what is composed for another goes.
    fn follow(&mut self, desk: &Desk, at: Option<&CellId>) {
        if self.at.as_ref() != at {
            self.cut_off();
            self.at = at.cloned();
        }
        let there = at.map_or("", |at| desk.report().content.cells.text(at));
        if !self.text.is_composing() && self.text.whole() != there {
            self.text.put(there);
        }
    }
}

/// Of which cells a figure is made, by name; a click goes there.
fn sources(ui: &mut Ui, desk: &Desk, cell: &Cell, recipe: &Recipe, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = Vec2::new(3.0, 2.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(format!("{}＝", cell.text));
        let (cells, sign, end) = parts(desk, recipe);
        for (number, at) in cells.iter().take(NAMED).enumerate() {
            if number > 0 {
                ui.label(sign);
            }
            let words = desk.sheet().words(desk.form(), at);
            let response = ui.push_id(Id::unique(("source", at)), |ui| ui.add(Link::new(short(desk, cell, at)))).inner;
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("到来源：{words}")));
            if response.clicked() {
                actions.push(Action::Goto((*at).clone()));
            }
            let text = desk.sheet().cell(at).map_or("", |cell| cell.text.as_str());
            response.on_hover_text(format!("{words}：{text}"));
        }
        if cells.len() > NAMED {
            ui.label(format!("等{}格", cells.len()));
        }
        ui.label(end);
    });
}

/// The cells a figure is made of, what stands between them, and behind them.
fn parts<'r>(desk: &Desk, recipe: &'r Recipe) -> (Vec<&'r CellId>, &'static str, &'static str) {
    let stated = |at: &&CellId| desk.sheet().cell(at).is_some_and(Cell::is_stated);
    match recipe {
        Recipe::Sum(_) | Recipe::SumWith(..) => (recipe.inputs(), "＋", ""),
        Recipe::Less(..) => (recipe.inputs(), "－", ""),
        Recipe::Share(..) => (recipe.inputs(), "÷", ""),
        Recipe::Points { cap, .. } => (recipe.inputs(), "×", if *cap { "（不超过分值）" } else { "" }),
        Recipe::Given(_) => (Vec::new(), "", "表样规定的分值"),
        Recipe::Either(both) => {
            let [first, second] = both.as_ref();
            parts(desk, if first.inputs().iter().any(stated) { first } else { second })
        }
    }
}

/// What a cell is called beside another: by its row in the same column, by its column in the same row.
fn short(desk: &Desk, beside: &Cell, at: &CellId) -> String {
    let (form, sheet) = (desk.form(), desk.sheet());
    let part = sheet.part(&at.section).filter(|_| at.section == beside.at.section);
    let line = part.and_then(|part| part.lines.iter().find(|line| line.id == at.row));
    let section = part.and_then(|part| form.sections.get(part.section));
    let column = section.and_then(|section| columns(&section.kind).iter().find(|column| column.id == at.column));
    match (line, column) {
        (Some(line), _) if at.column == beside.at.column && !line.label.is_empty() => line.label.to_string(),
        (_, Some(column)) if at.row == beside.at.row => form.words(&column.label, sheet.year).replace('\n', ""),
        _ => sheet.words(form, at),
    }
}

/// The cells of which the figure in a cell is made, while that is shown.
pub(crate) fn made_of(desk: &Desk, at: &CellId) -> Vec<CellId> {
    let computed = desk.sheet().cell(at).is_some_and(|cell| cell.origin == Origin::Computed);
    let recipe = Recipe::of(desk.form(), desk.sheet(), at).filter(|_| computed);
    recipe.iter().flat_map(|recipe| parts(desk, recipe).0).cloned().collect()
}
