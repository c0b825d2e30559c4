//! The toolbar: the commands that are wanted most, as line icons with words; where room is short, icons alone.

use crate::app::action::Action;
use crate::app::command::{Command, CommandRow, Situation};
use crate::app::{icon, theme};
use eframe::egui::{Button, RichText, Ui, vec2};

/// A command on the toolbar.
struct Tool {
    command: Command,
    icon: char,
    /// Shorter than the menu's words.
    word: &'static str,
}

const fn tool(command: Command, icon: char, word: &'static str) -> Tool {
    Tool { command, icon, word }
}

/// What stands on it, from the left, group by group.
static TOOLS: &[&[Tool]] = &[
    &[
        tool(Command::Save, icon::SAVE, "保存"),
        tool(Command::Undo, icon::UNDO, "撤销"),
        tool(Command::Redo, icon::REDO, "重做"),
    ],
    &[
        tool(Command::InsertBelow, icon::ADD_ROW, "加行"),
        tool(Command::RowUp, icon::UP, "上移"),
        tool(Command::RowDown, icon::DOWN, "下移"),
        tool(Command::FillNone, icon::NONE, "填“无”"),
    ],
    &[tool(Command::Find, icon::SEARCH, "查找")],
    &[
        tool(Command::Comparison, icon::COLUMNS, "上年对照"),
        tool(Command::CheckAll, icon::CHECK, "核对"),
        tool(Command::Side, icon::PANEL, "审核栏"),
    ],
    &[tool(Command::Print, icon::PRINTER, "打印"), tool(Command::Export, icon::EXPORT, "导出")],
];

/// How high a tool is, and its icon.
pub(crate) const HEIGHT: f32 = 30.0;
const ICON: f32 = 17.0;
/// Before and behind what stands on a tool; between icon and word; what sets groups apart.
const PAD: f32 = 7.0;
const NEAR: f32 = 5.0;
const APART: f32 = 16.0;

/// Shows it.
pub(crate) fn toolbar_ui(ui: &mut Ui, now: &Situation<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(HEIGHT);
        let room = ui.available_width();
        let worded = width(true) <= room;
        ui.spacing_mut().button_padding = vec2(if width(false) <= room { PAD } else { NEAR / 2.0 }, 4.0);
        ui.spacing_mut().item_spacing.x = 0.0;
        for (n, group) in TOOLS.iter().enumerate() {
            if n > 0 {
                ui.spacing_mut().item_spacing.x = (APART - 6.0) / 2.0;
                ui.separator();
                ui.spacing_mut().item_spacing.x = 0.0;
            }
            for tool in *group {
                tool_ui(ui, tool, worded, now, actions);
            }
        }
    });
}

fn tool_ui(ui: &mut Ui, tool: &Tool, worded: bool, now: &Situation<'_>, actions: &mut Vec<Action>) {
    let row = tool.command.row();
    let sign = RichText::new(tool.icon).font(theme::icons(ICON));
    let button = if worded { Button::new((sign, tool.word)) } else { Button::new(sign) };
    ui.spacing_mut().icon_spacing = NEAR;
    let button = button.min_size(vec2(0.0, HEIGHT)).frame_when_inactive(false);
    let response = ui.add_enabled((row.allowed)(now), button);
    let words = says(row);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words.as_str()));
    if response.on_hover_text(&words).on_disabled_hover_text(words).clicked() {
        actions.push(Action::Do(tool.command));
    }
}

/// What a tool is called: 保存（Ctrl+S）.
fn says(row: &CommandRow) -> String {
    let words = row.words.trim_end_matches('…');
    let keys = row.keys_in_words();
    if keys.is_empty() { words.to_string() } else { format!("{words}（{keys}）") }
}

/// How wide it is, with its words or without.
pub(crate) fn width(worded: bool) -> f32 {
    let word = |tool: &Tool| if worded { NEAR + tool.word.chars().count() as f32 * theme::BODY } else { 0.0 };
    let tools = TOOLS.iter().flat_map(|group| group.iter()).map(|tool| PAD * 2.0 + ICON + word(tool));
    tools.sum::<f32>() + (TOOLS.len() - 1) as f32 * APART
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::opened::OpenReport;
    use eframe::egui::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    #[test]
    fn every_tool_asks_for_its_command() {
        let open = OpenReport::sample().unwrap();
        for tool in TOOLS.iter().flat_map(|group| group.iter()) {
            let now = Situation { desk: Some(&open.desk), current: None, several: false };
            let allowed = (tool.command.row().allowed)(&now);
            let mut asked = Vec::new();
            let mut harness = Harness::new_ui_state(
                |ui, asked: &mut Vec<Action>| {
                    theme::apply(ui.ctx());
                    toolbar_ui(ui, &now, asked);
                },
                std::mem::take(&mut asked),
            );
            harness.run_ok();
            harness.get_by_role_and_label(Role::Button, &says(tool.command.row())).click();
            harness.run_ok();
            let meets = |action: &Action| matches!(action, Action::Do(command) if *command == tool.command);
            assert_eq!(harness.state().iter().any(meets), allowed, "{}", tool.word);
        }
    }
}
