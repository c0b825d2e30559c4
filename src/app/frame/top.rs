//! The top: menus, and the tabs with their state.

use crate::app::View;
use crate::app::action::{Action, Command};
use crate::app::theme;
use crate::desk::{Desk, Open};
use eframe::egui::{self, Align2, MenuBar, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// The menus.
pub(crate) fn menus_ui(ui: &mut Ui, desk: Option<&Desk>, actions: &mut Vec<Action>) {
    MenuBar::new().ui(ui, |ui| {
        let open = desk.is_some();
        let mut entry = |ui: &mut Ui, command: Command, enabled: bool| {
            let keys = command.keys().map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
            let button = egui::Button::new(command.words()).shortcut_text(keys);
            if ui.add_enabled(enabled, button).clicked() {
                actions.push(Action::Do(command));
                ui.close();
            }
        };
        ui.menu_button("文件", |ui| {
            for command in [Command::New, Command::Forward, Command::Import, Command::Open, Command::Sample] {
                entry(ui, command, true);
            }
            ui.separator();
            for command in [Command::Save, Command::SaveAs, Command::Close] {
                entry(ui, command, open);
            }
            ui.separator();
            for command in [Command::Print, Command::Export, Command::Finish, Command::Verify] {
                entry(ui, command, open);
            }
            ui.separator();
            entry(ui, Command::Quit, true);
        });
        ui.menu_button("编辑", |ui| {
            entry(ui, Command::Undo, desk.is_some_and(Desk::can_undo));
            entry(ui, Command::Redo, desk.is_some_and(Desk::can_redo));
            ui.separator();
            entry(ui, Command::Years, desk.is_some_and(|desk| desk.report().last.is_some()));
            ui.separator();
            for command in [Command::Points, Command::Mends, Command::Reasons] {
                entry(ui, command, open);
            }
        });
        ui.menu_button("查看", |ui| {
            entry(ui, Command::Beside, open);
            ui.separator();
            for command in [Command::Side, Command::ZoomIn, Command::ZoomOut, Command::ZoomReset] {
                entry(ui, command, true);
            }
        });
        ui.menu_button("帮助", |ui| {
            entry(ui, Command::Manual, true);
            entry(ui, Command::About, true);
        });
    });
}

/// The tabs with their counts.
pub(crate) fn tabs_ui(ui: &mut Ui, desk: &Desk, now: View, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        // A form without projects, or without a report, has no page for them.
        let has = |tab| desk.form().sections.iter().any(|section| section.tab == tab);
        for view in View::ALL.into_iter().filter(|view| view.tab().is_none_or(has)) {
            let open = view.tab().map(|tab| desk.review().open_in(tab)).unwrap_or_default();
            let waiting = view.tab().map(|tab| desk.unconfirmed(Some(tab)).len()).unwrap_or_default();
            if tab_ui(ui, view, (open, waiting), view == now) {
                actions.push(Action::Show(view));
            }
        }
    });
}

fn tab_ui(ui: &mut Ui, view: View, (open, waiting): (Open, usize), now: bool) -> bool {
    let font = if now { theme::bold(theme::BODY) } else { theme::plain(theme::BODY) };
    let words = ui.painter().layout_no_wrap(view.words().into(), font, if now { theme::ACCENT } else { theme::INK });
    let badges = [(open.wrong, theme::WRONG), (open.doubt, theme::DOUBT), (waiting, theme::WAITING)];
    let badges: Vec<(usize, egui::Color32)> = badges.into_iter().filter(|(n, _)| *n > 0).collect();
    let width = words.size().x + 30.0 + badges.len() as f32 * 26.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 34.0), Sense::click());
    let state = match (open.wrong, open.doubt, waiting) {
        (0, 0, 0) => view.words().to_string(),
        (wrong, doubt, waiting) => format!("{}（错误{wrong}，需说明{doubt}，待核实{waiting}）", view.words()),
    };
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
    x = next + 16.0;
    for (count, color) in badges {
        ui.painter().circle_filled(egui::pos2(x, y), 9.5, color);
        ui.painter().text(egui::pos2(x, y), Align2::CENTER_CENTER, count.min(99), theme::plain(11.0), theme::PAPER);
        x += 24.0;
    }
    let clicked = response.clicked();
    response.on_hover_text(state);
    clicked
}
