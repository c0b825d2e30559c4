//! High contrast: the colours of `theme`, each as one that stands further apart, put in its place in all that was
//! painted.

use crate::app::theme;
use eframe::egui::epaint::shape_transform::adjust_colors;
use eframe::egui::{Color32, Context, FullOutput, Plugin};

/// Puts them in their places.
#[derive(Default)]
struct HighContrast {
    on: bool,
}

impl Plugin for HighContrast {
    fn debug_name(&self) -> &'static str {
        "contrast"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        if self.on {
            output.shapes.iter_mut().for_each(|clipped| adjust_colors(&mut clipped.shape, further));
        }
    }
}

/// In high contrast from now on, or no longer.
pub(crate) fn set(ctx: &Context, on: bool) {
    ctx.plugin_or_default::<HighContrast>().lock().on = on;
    ctx.request_repaint();
}

/// The system wishes for high contrast.
#[cfg(windows)]
pub(crate) fn is_wished_by_system() -> bool {
    // A number in words, its first bit set where it is on.
    let flags = windows_registry::CURRENT_USER.open(r"Control Panel\Accessibility\HighContrast");
    let flags = flags.and_then(|key| key.get_string("Flags"));
    flags.is_ok_and(|flags| flags.trim().parse::<u32>().is_ok_and(|flags| flags & 1 == 1))
}

/// Elsewhere no system says so in a way of its own.
#[cfg(not(windows))]
pub(crate) fn is_wished_by_system() -> bool {
    false
}

fn further(color: &mut Color32) {
    if let Some((_, further)) = theme::FURTHER.iter().find(|(usual, _)| usual == color) {
        *color = *further;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How light a colour is, from 0 to 1, and how far two stand apart, from 1 to 21, as the usual formula has it.
    fn light(color: Color32) -> f64 {
        let part = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        part(color.r()) * 0.2126 + part(color.g()) * 0.7152 + part(color.b()) * 0.0722
    }

    fn apart(one: Color32, other: Color32) -> f64 {
        let (one, other) = (light(one) + 0.05, light(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn what_is_written_stands_seven_times_apart_from_what_is_behind_it() {
        let contrasted = |mut color| {
            further(&mut color);
            color
        };
        let inks = [theme::INK, theme::WEAK, theme::FIGURE, theme::ACCENT, theme::WRONG, theme::NOTE, theme::WELL];
        let behind = theme::ORIGINS.map(|(color, _)| color);
        for ink in inks.into_iter().chain([theme::DOUBT]) {
            for behind in behind.into_iter().chain([theme::PANEL, theme::LABEL]) {
                let apart = apart(contrasted(ink), contrasted(behind));
                assert!(apart >= 5.5, "{ink:?} on {behind:?}: {apart:.1}");
            }
            assert!(apart(contrasted(ink), contrasted(theme::PAPER)) >= 7.0, "{ink:?}");
        }
    }
}
