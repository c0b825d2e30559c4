//! The top: menus, and the tabs with their state.

use crate::app::action::Action;
use crate::app::command::{COMMANDS, CommandRow, Menu, Situation};
use crate::app::frame::menu_keys::MenuKeys;
use crate::app::frame::ring::{RADIUS, ring};
use crate::app::frame::toolbar::{self, toolbar_ui};
use crate::app::theme;
use crate::app::view::View;
use crate::desk::{Desk, Outstanding};
use crate::form::Tab;
use eframe::egui::{
    self, Align2, MenuBar, Role, ScrollArea, Sense, Stroke, TextWrapMode, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// Menus and tools; in a low window in one line.
pub(crate) fn head_ui(ui: &mut Ui, now: &Situation<'_>, keys: &mut MenuKeys, actions: &mut Vec<Action>) {
    let low = theme::is_low(ui.ctx());
    MenuBar::new().ui(ui, |ui| {
        if low {
            ui.spacing_mut().interact_size.y = toolbar::HEIGHT;
        }
        for (number, menu) in Menu::ALL.into_iter().enumerate() {
            let button = ui.menu_button(menu.word(), |ui| menu_ui(ui, menu, now, keys, actions)).response;
            keys.shown(number, &button);
        }
        if low && now.desk.is_some() {
            toolbar_ui(ui, now, actions);
        }
    });
    if !low && now.desk.is_some() {
        toolbar_ui(ui, now, actions);
    }
}

/// The commands of one menu, its groups set apart; they scroll where the window is low.
fn menu_ui(ui: &mut Ui, menu: Menu, now: &Situation<'_>, menu_keys: &mut MenuKeys, actions: &mut Vec<Action>) {
    let room = ui.ctx().content_rect().height() - BELOW_MENUS;
    theme::bars(ui);
    ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
    ui.set_min_width(MENU);
    ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .show(ui, |ui| commands_ui(ui, menu, now, menu_keys, actions));
}

fn commands_ui(ui: &mut Ui, menu: Menu, now: &Situation<'_>, menu_keys: &mut MenuKeys, actions: &mut Vec<Action>) {
    let (mut last, mut number) = (None, 0);
    for row in COMMANDS.iter().filter(|row| row.menu.0 == menu) {
        if last.is_some_and(|group| group != row.menu.1) {
            ui.separator();
        }
        last = Some(row.menu.1);
        let response = command_ui(ui, row, now, actions);
        if response.enabled() {
            menu_keys.command(number, &response);
            number += 1;
        }
    }
}

/// One command of a menu: its words and keys.
pub(crate) fn command_ui(
    ui: &mut Ui,
    row: &CommandRow,
    now: &Situation<'_>,
    actions: &mut Vec<Action>,
) -> egui::Response {
    let button = egui::Button::new(row.words).shortcut_text(row.first_keys());
    let response = ui.add_enabled((row.allowed)(now), button);
    if response.clicked() {
        actions.push(Action::Do(row.command));
        ui.close();
    }
    response
}

/// A menu is no narrower.
const MENU: f32 = 220.0;
/// So much of a window's height a menu does not take.
const BELOW_MENUS: f32 = 56.0;

/// The tabs with their counts. All are equally wide, whatever is counted on them.
pub(crate) fn tabs_ui(ui: &mut Ui, desk: &Desk, now: View, actions: &mut Vec<Action>) {
    let views: Vec<View> = View::pages(desk.form()).collect();
    let width = (ui.available_width() / views.len() as f32 - BETWEEN).min(TAB.x).floor();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        for view in views {
            let state = match (view, view.tab()) {
                (View::Whole, _) => TabState::of(desk, None),
                (_, Some(tab)) => TabState::of(desk, Some(tab)),
                _ => TabState::default(),
            };
            if tab_ui(ui, width, view, &state, view == now) {
                actions.push(Action::Show(view));
            }
        }
    });
}

/// What a tab tells of its page.
#[derive(Default)]
struct TabState {
    outstanding: Outstanding,
    required: usize,
    unconfirmed: usize,
}

impl TabState {
    fn of(desk: &Desk, tab: Option<Tab>) -> Self {
        let shown = desk.shown();
        Self {
            outstanding: tab.map_or(shown.outstanding(), |tab| shown.outstanding_in(tab)),
            required: shown.required(tab),
            unconfirmed: desk.unconfirmed(tab).len(),
        }
    }

    /// In words.
    fn says(&self, view: View) -> String {
        let Outstanding { wrong, doubt, blank } = self.outstanding;
        let counts = [("错误", wrong, "条"), ("需说明", doubt, "条"), ("待核实", self.unconfirmed, "格")];
        let counts = counts.iter().filter(|(_, count, _)| *count > 0);
        let mut words: Vec<String> = counts.map(|(word, count, of)| format!("{word}{count}{of}")).collect();
        if self.required > 0 {
            words.push(match blank {
                0 => format!("必填的{}格都填了", self.required),
                _ => format!("必填的{}格，还有{blank}格没填", self.required),
            });
        }
        if words.is_empty() { view.words().into() } else { format!("{}：{}", view.words(), words.join("，")) }
    }
}

/// A tab where there is room, and what sets two apart.
const TAB: Vec2 = vec2(156.0, 34.0);
const BETWEEN: f32 = 2.0;
/// So wide a tab has room for its counts behind its words; below them else, in a strip so high.
const ABREAST: f32 = 152.0;
const STRIP: f32 = 16.0;
/// From one count to the next, and half as wide as one is.
const BADGE: f32 = 20.0;
const HALF: f32 = 9.0;

fn tab_ui(ui: &mut Ui, width: f32, view: View, state: &TabState, now: bool) -> bool {
    let font = if now { theme::bold(theme::BODY) } else { theme::plain(theme::BODY) };
    let words = ui.painter().layout_no_wrap(view.words().into(), font, if now { theme::ACCENT } else { theme::INK });
    let badges = [
        (state.outstanding.wrong, theme::WRONG),
        (state.outstanding.doubt, theme::DOUBT),
        (state.unconfirmed, theme::UNCONFIRMED_INK),
    ];
    let stacked = width < ABREAST;
    let size = if stacked { vec2(width, words.size().y + STRIP + 4.0) } else { vec2(width, TAB.y) };
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, now, view.words()));
    if now || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, if now { theme::PAPER } else { theme::HOVER });
    }
    let spare = width - words.size().x - 3.0 * BADGE - 2.0 * RADIUS - 11.0;
    let pad = if stacked { 8.0 } else { (spare / 2.0).clamp(4.0, 14.0) };
    if now {
        // It begins where the words do.
        let ends = [rect.left_bottom() + vec2(pad, -1.0), rect.right_bottom() + vec2(-pad, -1.0)];
        ui.painter().line_segment(ends, Stroke::new(3.0, theme::ACCENT));
    }
    let shown = badges.iter().filter(|(count, _)| *count > 0).count();
    let long = if state.required > 0 { 2.0 * RADIUS + 6.0 } else { 0.0 } + shown as f32 * BADGE;
    let mut at = if stacked {
        let high = if long > 0.0 { rect.top() + 1.0 } else { rect.center().y - words.size().y / 2.0 };
        let top = pos2(rect.center().x - words.size().x / 2.0, high);
        let below = pos2(rect.center().x - long / 2.0, rect.bottom() - STRIP / 2.0 - 3.0);
        ui.painter().galley(top, words, theme::INK);
        below
    } else {
        let left = pos2(rect.left() + pad, rect.center().y);
        let behind = left.x + words.size().x + 5.0;
        ui.painter().galley(left - vec2(0.0, words.size().y / 2.0), words, theme::INK);
        pos2(behind, left.y)
    };
    if state.required > 0 {
        ring(ui.painter(), at + vec2(RADIUS + 1.0, 0.0), state.outstanding.blank, state.required);
        at.x += 2.0 * RADIUS + 6.0;
    }
    at.x += HALF;
    let half = if stacked { STRIP / 2.0 } else { HALF };
    for (count, color) in badges.into_iter().filter(|(count, _)| *count > 0) {
        ui.painter().circle_filled(at, half, color);
        ui.painter().text(at, Align2::CENTER_CENTER, count.min(99), theme::plain(half + 1.5), theme::PAPER);
        at.x += BADGE;
    }
    let clicked = response.clicked();
    response.on_hover_text(state.says(view));
    clicked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::opened::OpenReport;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    #[test]
    fn every_entry_of_a_menu_asks_for_its_command() {
        let open = OpenReport::sample().unwrap();
        for menu in Menu::ALL {
            let current = open.desk.sheet().cells().next().map(|cell| &cell.at);
            let now = Situation { desk: Some(&open.desk), current, several: false };
            let mut keys = MenuKeys::default();
            let mut harness = Harness::builder().with_size(vec2(400.0, 1600.0)).build_ui_state(
                |ui, asked: &mut Vec<Action>| {
                    theme::apply(ui.ctx());
                    commands_ui(ui, menu, &now, &mut keys, asked);
                },
                Vec::new(),
            );
            harness.run_ok();
            for row in COMMANDS.iter().filter(|row| row.menu.0 == menu) {
                harness.state_mut().clear();
                let shown = |node: &egui_kittest::Node<'_>| {
                    let label = egui_kittest::kittest::NodeT::accesskit_node(node).label().unwrap_or_default();
                    label == row.words || label == format!("{} {}", row.words, row.first_keys())
                };
                let entry = harness.query_all_by_label_contains(row.words).find(shown);
                entry.unwrap_or_else(|| panic!("{} is not there", row.words)).click();
                harness.run_ok();
                let meets = |action: &Action| matches!(action, Action::Do(command) if *command == row.command);
                assert_eq!(harness.state().iter().any(meets), (row.allowed)(&now), "{}", row.words);
            }
        }
    }
}
