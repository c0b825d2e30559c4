//! 编辑栏, the line above the form: where the current cell stands, and all of its text, to be written in; of a computed figure
//! the cells it is made of. A click on where it stands asks for another cell.
//!
//! It is a second box for the text that the editor has in its cell. What is composed in it is its own; else it shows what
//! the cell holds, whoever wrote that. Enter, Tab and Esc lead back to the cell and are meant for it.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use crate::app::widgets::TextBox;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::Edit;
use crate::sheet::{Cell, Origin, Recipe, columns};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Area, Button, Color32, Context, Frame, Galley, Id, Key, Label, Layout, Link, Rect, ScrollArea, Stroke, Ui,
    UiBuilder, Vec2, vec2,
};
use std::sync::Arc;

/// As high as it is, whatever it holds: two lines, in a low window one.
const HIGH: f32 = 48.0;
const LOW: f32 = 27.0;
/// While a longer text is written in, it lies so far over the form.
const OPENED: f32 = 180.0;
/// As much of its width the words take that say where the cell stands.
const SHARE: f32 = 0.2;
/// The same in a low window, where they have one line.
const LOW_SHARE: f32 = 0.3;
/// Between the names of cells of which a figure is made.
const BETWEEN: f32 = 3.0;

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
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high(ui)), eframe::egui::Sense::hover());
        let (place, text) = rect.split_left_right_at_fraction(if theme::is_low(ui.ctx()) { LOW_SHARE } else { SHARE });
        let within = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
        let cell = current.and_then(|at| desk.sheet().cell(at));
        let words = cell.map_or_else(|| "转到".into(), |cell| desk.sheet().words(desk.form(), &cell.at));
        let here = place.shrink2(vec2(4.0, 0.0));
        ui.scope_builder(within(here), |ui| place_ui(ui, here, &words, actions));
        ui.scope_builder(within(text), |ui| self.content(ui, desk, cell, actions));
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
            return folded(ui, &cell.text, theme::BODY, theme::INK);
        };
        let before = self.text.whole().to_string();
        if self.text.has_focus(ui.ctx()) && self.text.is_longer(ui, high(ui)) {
            self.opened(ui);
        } else {
            self.text.folded_ui(ui, high(ui));
        }
        if !self.text.has_focus(ui.ctx()) {
            self.cut_off();
        }
        // Nothing but what is typed here is written.
        if self.text.whole() != before {
            actions.push(Action::Edit(Edit::Write { at: written.at.clone(), text: self.text.whole().into() }));
        }
    }

    /// All of a longer text, over the form.
    fn opened(&mut self, ui: &Ui) {
        let place = ui.max_rect();
        let room = (ui.ctx().content_rect().bottom() - place.top() - theme::LINE_HEIGHT).min(OPENED);
        Area::new(Id::unique("cell line")).fixed_pos(place.min).constrain(false).show(ui.ctx(), |ui| {
            ui.set_width(place.width());
            let frame = Frame::new().fill(theme::PAPER).stroke(Stroke::new(1.0, theme::LINE)).corner_radius(4.0);
            frame.show(ui, |ui| {
                theme::bars(ui);
                ScrollArea::vertical().max_height(room).show(ui, |ui| self.text.ui(ui));
            });
        });
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

/// How high it is.
fn high(ui: &Ui) -> f32 {
    if theme::is_low(ui.ctx()) { LOW } else { HIGH }
}

/// How many lines that is.
fn rows(ui: &Ui) -> usize {
    if theme::is_low(ui.ctx()) { 1 } else { 2 }
}

/// What of a text has room in whole lines, … behind it; all of it is told when one points there.
fn folded(ui: &mut Ui, text: &str, size: f32, color: Color32) {
    let job = LayoutJob::simple(text.into(), theme::plain(size), color, ui.available_width());
    let room = rows(ui) as f32 * theme::LINE_HEIGHT / theme::BODY * size;
    let galley = typeset::galley(ui.painter(), job, Texture::Written, room);
    ui.add_space(((high(ui) - galley.size().y) / 2.0).max(0.0));
    let elided = galley.elided;
    let response = ui.add(Label::new(galley));
    if elided {
        response.on_hover_text(text);
    }
}

/// How many of these words, with what stands between them, have room in its lines.
fn fitting<'w>(ui: &Ui, words: impl Iterator<Item = &'w str>) -> usize {
    let width = |words: &str| ui.painter().layout_no_wrap(words.into(), theme::plain(theme::BODY), theme::INK).size().x;
    // A name is not torn: a line may end that much earlier.
    let widths: Vec<f32> = words.map(|words| width(words) + width("＋") + 2.0 * BETWEEN).collect();
    let widest = widths.iter().copied().fold(0.0, f32::max);
    let lines = rows(ui) as f32;
    let mut room = lines * ui.available_width() - (lines - 1.0) * widest - width("00000.00＝等00格");
    let fits = widths.iter().take_while(|width| {
        room -= **width;
        room >= 0.0
    });
    fits.count().max(1)
}

/// Where the current cell stands; a click asks for another.
fn place_ui(ui: &mut Ui, rect: Rect, words: &str, actions: &mut Vec<Action>) {
    let row = Command::GoTo.row();
    let room = rect.size() - vec2(2.0 * ui.spacing().button_padding.x, 4.0);
    ui.spacing_mut().button_padding.y = 0.0;
    let response = ui.add(Button::new(place_words(ui, words, room)).min_size(rect.size()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("转到别的格子，现在在{words}")));
    if response.on_hover_text(format!("{words}\n转到别的格子（{}）", row.first_keys())).clicked() {
        actions.push(Action::Do(row.command));
    }
}

/// What of these words has room, from the end: row and column say more than the table.
fn place_words(ui: &Ui, words: &str, room: Vec2) -> Arc<Galley> {
    let set = |words: String| {
        let format = TextFormat { font_id: theme::plain(theme::SMALL), color: theme::ACCENT, ..TextFormat::default() };
        let mut job = LayoutJob::single_section(words, format);
        job.wrap.max_width = room.x;
        typeset::galley(ui.painter(), job, Texture::Written, room.y)
    };
    let whole = set(words.into());
    if !whole.elided {
        return whole;
    }
    let names = words.match_indices('·').map(|(at, name)| at + name.len());
    let last = names.clone().next_back().unwrap_or_default();
    let within = words.char_indices().map(|(at, _)| at).filter(|at| *at > last);
    let mut ends = names.chain(within).filter_map(|at| words.get(at..)).map(|end| set(format!("…{end}")));
    ends.find(|end| !end.elided).unwrap_or(whole)
}

/// Of which cells a figure is made, by name; a click goes there.
fn sources(ui: &mut Ui, desk: &Desk, cell: &Cell, recipe: &Recipe, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(BETWEEN, 2.0);
    let (cells, sign, end) = parts(desk, recipe);
    let names: Vec<String> = cells.iter().map(|at| short(desk, cell, at)).collect();
    let named = fitting(ui, names.iter().map(String::as_str));
    ui.horizontal_wrapped(|ui| {
        ui.label(format!("{}＝", cell.text));
        for (number, (at, name)) in cells.iter().zip(names).take(named).enumerate() {
            if number > 0 {
                ui.label(sign);
            }
            let words = desk.sheet().words(desk.form(), at);
            let response = ui.push_id(Id::unique(("source", at)), |ui| ui.add(Link::new(name))).inner;
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("到来源：{words}")));
            if response.clicked() {
                actions.push(Action::Goto((*at).clone()));
            }
            let text = desk.sheet().cell(at).map_or("", |cell| cell.text.as_str());
            response.on_hover_text(format!("{words}：{text}"));
        }
        if cells.len() > named {
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
        Recipe::Share(..) | Recipe::ShareOfSums(..) => (recipe.inputs(), "÷", ""),
        Recipe::Points { cap, .. } => (recipe.inputs(), "×", if *cap { "（不超过分值）" } else { "" }),
        Recipe::Given(_) => (Vec::new(), "", "表样规定的分值"),
        Recipe::Grade { .. } => (recipe.inputs(), "", ""),
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
