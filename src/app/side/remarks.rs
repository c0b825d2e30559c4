//! 批注: what is remarked about the current cell, and the list of all that is.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::desk::Desk;
use crate::form::CellId;
use crate::value::shortened;
use eframe::egui::{Button, RichText, ScrollArea, Ui, vec2};

/// So many characters of a remark fit in the list.
const FITS: usize = 40;
/// As high as the list of them is at most.
const MOST: f32 = 160.0;

/// What is remarked about the current cell.
pub(crate) fn own(ui: &mut Ui, desk: &Desk, at: &CellId, actions: &mut Vec<Action>) {
    let Some(remark) = desk.report().remark(at) else { return };
    sentence(ui, RichText::new(format!("批注：{remark}")).color(theme::REMARK));
    if ui.button("改批注…").clicked() {
        actions.push(Action::Do(Command::Remark));
    }
}

/// All cells about which something is remarked: a click goes there. Nothing where there is none.
pub(crate) fn list(ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
    let remarked = desk.review().remarked();
    if remarked.is_empty() {
        return;
    }
    let title = RichText::new(format!("批注{}条", remarked.len())).font(theme::bold(theme::BODY));
    let folded = ui.collapsing(title, |ui| {
        ScrollArea::vertical().id_salt("remarks").max_height(MOST).auto_shrink([false, true]).show(ui, |ui| {
            for at in remarked {
                line(ui, desk, at, current == Some(at), actions);
            }
        });
    });
    ui.ctx().accesskit_node_builder(folded.header_response.id, |node| node.set_label("批注的列表"));
    if !theme::is_low(ui.ctx()) {
        ui.separator();
    }
}

fn line(ui: &mut Ui, desk: &Desk, at: &CellId, current: bool, actions: &mut Vec<Action>) {
    let (words, remark) = (desk.sheet().words(desk.form(), at), desk.report().remark(at).unwrap_or_default());
    let text = RichText::new(format!("{words}\n{}", shortened(&remark.replace('\n', " "), FITS))).size(theme::SMALL);
    let button = Button::new(text).wrap().selected(current).min_size(vec2(ui.available_width(), 0.0));
    let response = ui.add(button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("到批注：{words}")));
    if response.clicked() {
        actions.push(Action::Goto(at.clone()));
    }
    response.on_hover_text(remark);
}
