//! Three hints above the paper, on the first visit alone.

use crate::app::look::WindowLook;
use crate::app::theme;
use crate::app::widgets::rows;
use eframe::egui::{Button, Frame, Margin, Panel, RichText, Ui};

/// What a newcomer wants to know first.
const HINTS: [&str; 3] = [
    "白色的格子由您填写，浅蓝色的由程序计算。",
    "右边的“审核”列出要改的和要说明的，点一条就到那一格。",
    "字太小按Ctrl+加号，不清楚的按F1看使用说明。",
];

/// Shows them until they were read.
pub(crate) fn hints_ui(ui: &mut Ui, look: &mut WindowLook) {
    if !look.is_new() {
        return;
    }
    let frame = Frame::new().fill(theme::HOVER).inner_margin(Margin::symmetric(10, 4));
    let shown = Panel::top("hints").frame(frame).show(ui, |ui| {
        rows(ui, |ui| {
            for (n, hint) in HINTS.iter().enumerate() {
                ui.label(RichText::new(format!("{}. {hint}", n + 1)).color(theme::INK));
            }
            ui.add(Button::new("知道了")).clicked()
        })
    });
    if shown.inner {
        look.hinted();
    }
}
