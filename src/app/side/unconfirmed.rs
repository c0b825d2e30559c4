//! 待核实: what was carried or doubtful and still waits to be looked at, and how one gets through it.

use crate::app::action::{Action, Listed, SideAction};
use crate::app::theme;
use crate::app::widgets;
use crate::app::widgets::sentence;
use crate::carry::stale_year;
use crate::desk::Desk;
use crate::form::{CellId, Tab};
use crate::report::Edit;
use crate::sheet::Cell;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align2, Button, CursorIcon, FontId, Painter, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// How much waits, what can be done about it, and what the list shows. Nothing where nothing waits.
pub(crate) fn head(
    ui: &mut Ui,
    desk: &Desk,
    (tab, current): (Option<Tab>, Option<&CellId>),
    listed: Listed,
    actions: &mut Vec<Action>,
) {
    let all = desk.unconfirmed(None);
    if all.is_empty() {
        return;
    }
    // Where the window is low the cards have the room, until these are asked for.
    if !theme::is_low(ui.ctx()) || listed == Listed::Unconfirmed {
        waiting_ui(ui, desk, (tab, current), actions);
        ui.add_space(6.0);
        ui.separator();
    }
    widgets::row(ui, |ui| {
        for (choice, words) in [(Listed::Findings, "全部问题"), (Listed::Unconfirmed, "待核实")] {
            if ui.selectable_label(listed == choice, words).clicked() {
                actions.push(Action::Side(SideAction::List(choice)));
            }
        }
    });
}

/// How much waits, and what can be done about it.
fn waiting_ui(ui: &mut Ui, desk: &Desk, (tab, current): (Option<Tab>, Option<&CellId>), actions: &mut Vec<Action>) {
    let (all, here) = (desk.unconfirmed(None), desk.unconfirmed(tab));
    if !theme::is_low(ui.ctx()) {
        ui.horizontal(|ui| {
            ui.label(RichText::new("待核实").font(theme::bold(theme::BODY)));
            let words = format!("本页{}格，共{}格", here.len(), all.len());
            ui.label(RichText::new(words).size(theme::SMALL).color(theme::UNCONFIRMED_INK));
        });
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button("下一格").clicked() {
            let after = current.and_then(|at| all.iter().position(|other| other == at)).map_or(0, |n| n + 1);
            actions.extend(all.get(after).or(all.first()).cloned().map(Action::Goto));
        }
        if !here.is_empty() && ui.button("本页都已核实…").clicked() {
            actions.push(all_of("本页", here.to_vec()));
        }
    });
}

/// What is asked before many cells are confirmed at once.
fn all_of(what: &str, cells: Vec<CellId>) -> Action {
    let words = format!("{what}{}格都已经逐格看过、可以用在今年吗？确认以后不再标为待核实，可以撤销。", cells.len());
    let edits = cells.into_iter().map(Edit::Confirm).collect();
    Action::Sure(words, Box::new(Action::Edit(Edit::All(edits))))
}

/// This cell was looked at, or all of its row or table; years that still speak of last year can be moved on.
pub(crate) fn confirm(ui: &mut Ui, desk: &Desk, cell: &Cell, actions: &mut Vec<Action>) {
    let table = desk.unconfirmed_in(&cell.at.section);
    let row = || table.iter().filter(|at| at.row == cell.at.row);
    let in_row = row().count();
    ui.horizontal_wrapped(|ui| {
        if ui.button("已核实").clicked() {
            actions.push(Action::Edit(Edit::Confirm(cell.at.clone())));
        }
        if in_row > 1 && ui.button("这一行都已核实").clicked() {
            actions.push(Action::Edit(Edit::All(row().cloned().map(Edit::Confirm).collect())));
        }
        if table.len() > in_row && ui.button("这张表都已核实…").clicked() {
            actions.push(all_of("这张表", table.to_vec()));
        }
    });
    if let Some(stale) = stale_year(desk.report(), &cell.at) {
        let years: Vec<String> = stale.years.iter().map(|year| format!("{year}年")).collect();
        ui.label(RichText::new(format!("文字里还写着{}。", years.join("、"))).color(theme::DOUBT));
        if ui.button("改成今年的年度").clicked() {
            actions.push(Action::Edit(stale.edit()));
        }
    }
}

/// The cells of this tab that wait, as cards: a click goes to the cell, its button confirms it.
pub(crate) fn cards(
    ui: &mut Ui,
    desk: &Desk,
    (tab, current): (Option<Tab>, Option<&CellId>),
    actions: &mut Vec<Action>,
) {
    let waiting = desk.waiting(tab);
    if waiting.is_empty() {
        sentence(ui, RichText::new("本页没有待核实的格子。").weak());
        return;
    }
    let scroll = ScrollArea::vertical().id_salt(("unconfirmed", tab)).auto_shrink([false, false]);
    scroll.show_rows(ui, CARD, waiting.len(), |ui, shown| {
        let first = shown.start;
        for together in waiting.iter().skip(first).take(shown.len()) {
            let current = current.is_some_and(|at| together.contains(at));
            if let Some(card) = WaitingCard::of(desk, together) {
                card.ui(ui, current, actions);
            }
        }
    });
}

/// What a card says, and the cells it confirms.
struct WaitingCard<'a> {
    words: String,
    text: String,
    /// All of it, under the pointer.
    whole: String,
    cells: &'a [CellId],
}

impl<'a> WaitingCard<'a> {
    fn of(desk: &Desk, cells: &'a [CellId]) -> Option<Self> {
        let (at, others) = cells.split_first()?;
        let (form, sheet) = (desk.form(), desk.sheet());
        let cell = sheet.cell(at)?;
        let Some(printed) = desk.report().printed(at) else {
            let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            return Some(Self { words: sheet.words(form, at), text, whole: cell.text.to_string(), cells });
        };
        let unit = sheet.unit.word();
        let converted = |at: &CellId| {
            let (cell, printed) = sheet.cell(at).zip(desk.report().printed(at))?;
            Some(format!("{}：{printed}换算成{}{unit}", sheet.words(form, at), cell.text))
        };
        let words = if others.is_empty() {
            sheet.words(form, at)
        } else {
            let table = sheet.words(form, &CellId::new(at.section.clone(), "", ""));
            format!("{table}：{}格金额换算成了{unit}", cells.len())
        };
        let text = format!("{printed}换算成{}{unit}", cell.text);
        let mut whole: Vec<String> = cells.iter().take(LISTED).filter_map(converted).collect();
        if cells.len() > LISTED {
            whole.push(format!("……共{}格", cells.len()));
        }
        Some(Self { words, text, whole: whole.join("\n"), cells })
    }
}

/// So many cells of a card are listed under the pointer.
const LISTED: usize = 20;

/// How high a card is.
const CARD: f32 = 58.0;

impl WaitingCard<'_> {
    fn ui(&self, ui: &mut Ui, current: bool, actions: &mut Vec<Action>) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CARD), Sense::click());
        let words = self.words.as_str();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("待核实：{words}")));
        let line = if current || response.hovered() { theme::ACCENT } else { theme::LINE };
        ui.painter().rect(rect, 4.0, theme::UNCONFIRMED, Stroke::new(1.0, line), StrokeKind::Inside);
        let inner = rect.shrink2(vec2(9.0, 7.0));
        let button = Rect::from_min_max(pos2(inner.right() - 64.0, inner.bottom() - 24.0), inner.max);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        one_line(&painter, inner, Align2::LEFT_TOP, words, theme::plain(theme::SMALL));
        let below = Rect::from_min_max(inner.min, pos2(button.left() - 8.0, inner.bottom()));
        one_line(&painter, below, Align2::LEFT_BOTTOM, &self.text, theme::plain(theme::BODY));
        let confirmed = ui.put(button, Button::new(RichText::new("已核实").size(theme::SMALL)).fill(theme::PAPER));
        ui.ctx().accesskit_node_builder(confirmed.id, |node| node.set_label(format!("已核实：{words}")));
        if confirmed.clicked() {
            actions.push(Action::Edit(self.confirm()));
        } else if response.clicked() {
            actions.extend(self.cells.first().cloned().map(Action::Goto));
        }
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        response.on_hover_text(self.whole.as_str());
    }

    fn confirm(&self) -> Edit {
        match self.cells {
            [at] => Edit::Confirm(at.clone()),
            cells => Edit::All(cells.iter().cloned().map(Edit::Confirm).collect()),
        }
    }
}

/// As much of a text as one line holds.
fn one_line(painter: &Painter, rect: Rect, align: Align2, text: &str, font: FontId) {
    let color = if align == Align2::LEFT_TOP { theme::WEAK } else { theme::INK };
    let mut job = LayoutJob::simple_singleline(text.to_string(), font, color);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = painter.layout_job(job);
    let at = align.align_size_within_rect(galley.size(), rect).min;
    painter.galley(at, galley, color);
}
