//! The line between two parts of the window: dragged, or moved by the arrows while it has the keys.

use crate::app::theme;
use eframe::egui::{CursorIcon, EventFilter, Id, Key, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo};
use std::ops::RangeInclusive;

/// So far from the line it is still taken hold of.
const GRIP: f32 = 4.0;
/// An arrow moves it so far.
const STEP: f32 = 20.0;

/// Shows that a line can be dragged, under a name for screen readers and tests. Answers where it is dragged to, across
/// itself.
pub(crate) fn divider(ui: &Ui, name: &'static str, line: RangeInclusive<Pos2>) -> Option<f32> {
    let rect = Rect::from_two_pos(*line.start(), *line.end());
    let upright = rect.height() > rect.width();
    let response = ui.interact(rect.expand(GRIP), Id::unique(("divider", name)), Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(if upright { CursorIcon::ResizeHorizontal } else { CursorIcon::ResizeVertical });
        ui.painter().line_segment([*line.start(), *line.end()], Stroke::new(2.0, theme::ACCENT));
    }
    let across = |at: Pos2| if upright { at.x } else { at.y };
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: upright, vertical_arrows: !upright, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let (less, more) = if upright { (Key::ArrowLeft, Key::ArrowRight) } else { (Key::ArrowUp, Key::ArrowDown) };
        let pressed = |key| ui.input(|input| input.num_presses(key)) as f32;
        let steps = pressed(more) - pressed(less);
        return (steps != 0.0).then(|| across(*line.start()) + steps * STEP);
    }
    response.interact_pointer_pos().filter(|_| response.dragged()).map(across)
}
