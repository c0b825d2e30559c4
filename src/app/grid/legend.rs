//! The line below the paper that says what its colours mean.

use crate::app::theme;
use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// The side of a patch of colour.
const PATCH: f32 = 14.0;
/// Between a patch and its words, and between words and the next patch.
const NEAR: f32 = 5.0;
const APART: f32 = 13.0;

/// Shows it. A patch and its words stay together when the line is short.
pub(crate) fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(APART, 3.0);
        for (color, words) in theme::ORIGINS {
            patch_ui(ui, color, words);
        }
    });
}

/// A patch of colour with what it means behind it, the two in one piece.
pub(crate) fn patch_ui(ui: &mut Ui, color: Color32, words: &str) {
    let galley = ui.painter().layout_no_wrap(words.into(), theme::plain(theme::SMALL), theme::WEAK);
    let size = vec2(PATCH + NEAR + galley.size().x, galley.size().y.max(PATCH));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("颜色：{words}")));
    let patch = Align2::LEFT_CENTER.align_size_within_rect(vec2(PATCH, PATCH), rect);
    ui.painter().rect(patch, 2.0, color, Stroke::new(1.0, theme::LINE), StrokeKind::Inside);
    if color == theme::UNCONFIRMED {
        theme::bar(ui.painter(), patch);
    }
    let text = Rect::from_min_max(rect.min + vec2(PATCH + NEAR, 0.0), rect.max);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), text).min;
    ui.painter().galley(at, galley, theme::WEAK);
}
