//! The top: menus, and the tabs with their state.

use crate::app::View;
use crate::app::action::Action;
use crate::app::command::{COMMANDS, Menu, Situation};
use crate::app::frame::ring::{RADIUS, ring};
use crate::app::theme;
use crate::desk::{Desk, Outstanding};
use crate::form::Tab;
use eframe::egui::{self, Align2, MenuBar, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// The menus, as the table of commands has them.
pub(crate) fn menus_ui(ui: &mut Ui, now: &Situation<'_>, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.word(), |ui| menu_ui(ui, menu, now, actions));
        }
    });
}

/// The commands of one menu, its groups set apart.
fn menu_ui(ui: &mut Ui, menu: Menu, now: &Situation<'_>, actions: &mut Vec<Action>) {
    let mut last = None;
    for row in COMMANDS.iter().filter(|row| row.menu.0 == menu) {
        if last.is_some_and(|group| group != row.menu.1) {
            ui.separator();
        }
        last = Some(row.menu.1);
        let button = egui::Button::new(row.words).shortcut_text(row.first_keys());
        if ui.add_enabled((row.allowed)(now), button).clicked() {
            actions.push(Action::Do(row.command));
            ui.close();
        }
    }
}

/// The tabs with their counts.
pub(crate) fn tabs_ui(ui: &mut Ui, desk: &Desk, now: View, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for view in View::pages(desk.form()) {
            let state = match (view, view.tab()) {
                (View::Whole, _) => TabState::of(desk, None),
                (_, Some(tab)) => TabState::of(desk, Some(tab)),
                _ => TabState::default(),
            };
            if tab_ui(ui, view, &state, view == now) {
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

fn tab_ui(ui: &mut Ui, view: View, state: &TabState, now: bool) -> bool {
    let font = if now { theme::bold(theme::BODY) } else { theme::plain(theme::BODY) };
    let words = ui.painter().layout_no_wrap(view.words().into(), font, if now { theme::ACCENT } else { theme::INK });
    let badges = [
        (state.outstanding.wrong, theme::WRONG),
        (state.outstanding.doubt, theme::DOUBT),
        (state.unconfirmed, theme::UNCONFIRMED_INK),
    ];
    let badges: Vec<(usize, egui::Color32)> = badges.into_iter().filter(|(n, _)| *n > 0).collect();
    let ringed = if state.required > 0 { 2.0 * RADIUS + 10.0 } else { 0.0 };
    let width = words.size().x + 30.0 + ringed + badges.len() as f32 * 26.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 34.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, now, view.words()));
    if now || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, if now { theme::PAPER } else { theme::HOVER });
    }
    if now {
        ui.painter().line_segment(
            [rect.left_bottom() + vec2(8.0, -1.0), rect.right_bottom() + vec2(-8.0, -1.0)],
            Stroke::new(3.0, theme::ACCENT),
        );
    }
    let mut x = rect.left() + 15.0;
    let y = rect.center().y;
    let next = x + words.size().x;
    ui.painter().galley(egui::pos2(x, y - words.size().y / 2.0), words, theme::INK);
    if state.required > 0 {
        ring(ui.painter(), egui::pos2(next + 6.0 + RADIUS, y), state.outstanding.blank, state.required);
    }
    x = next + ringed + 16.0;
    for (count, color) in badges {
        ui.painter().circle_filled(egui::pos2(x, y), 9.5, color);
        ui.painter().text(egui::pos2(x, y), Align2::CENTER_CENTER, count.min(99), theme::plain(11.0), theme::PAPER);
        x += 24.0;
    }
    let clicked = response.clicked();
    response.on_hover_text(state.says(view));
    clicked
}
