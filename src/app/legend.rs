//! The line below the paper that says what its colours mean.

use super::theme;
use eframe::egui::{RichText, Sense, Stroke, StrokeKind, Ui, vec2};

/// Shows it.
pub(super) fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 3.0);
        for (color, words) in theme::ORIGINS {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            ui.painter().rect(rect, 2.0, color, Stroke::new(1.0, theme::LINE), StrokeKind::Inside);
            if color == theme::UNCONFIRMED {
                theme::bar(ui.painter(), rect);
            }
            ui.label(RichText::new(words).size(theme::SMALL).color(theme::WEAK));
            ui.add_space(8.0);
        }
    });
}
