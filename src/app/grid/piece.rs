//! How what is not a cell is drawn: the form's own words, and things to press.

use crate::app::grid::board::{Label, LabelStyle};
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Align2, CursorIcon, FontId, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Draws the form's own words.
pub(crate) fn label(ui: &Ui, rect: Rect, label: &Label<'_>) {
    let (face, color, fill, align): (fn(f32) -> FontId, _, _, _) = match label.style {
        LabelStyle::Title => (theme::bold, theme::INK, None, Align2::CENTER_CENTER),
        LabelStyle::Heading => (theme::bold, theme::INK, None, Align2::LEFT_CENTER),
        LabelStyle::Head => (theme::bold, theme::INK, Some(theme::LABEL), Align2::CENTER_CENTER),
        LabelStyle::Row => (theme::plain, theme::INK, Some(theme::LABEL), Align2::LEFT_CENTER),
        LabelStyle::Figure => (theme::plain, theme::FIGURE, Some(theme::COMPUTED), Align2::RIGHT_CENTER),
        LabelStyle::Plain => (theme::plain, theme::INK, None, Align2::LEFT_CENTER),
        LabelStyle::Note => (theme::plain, theme::WEAK, None, Align2::LEFT_CENTER),
        LabelStyle::Amiss => (theme::plain, theme::WRONG, None, Align2::CENTER_CENTER),
    };
    let font = face(label.style.size());
    if let Some(fill) = fill {
        ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
    }
    let indent = f32::from(label.depth) * theme::BODY;
    let pad = if fill.is_some() || label.style == LabelStyle::Plain { theme::PAD } else { vec2(0.0, theme::PAD.y) };
    let mut inner = rect.shrink2(pad);
    inner.min.x += indent;
    inner.max.y -= label.foot;
    let mut job = LayoutJob::simple(label.text.to_string(), font, color, inner.width());
    job.halign = align.x();
    let galley = typeset::galley(ui.painter(), job, label.style.texture(), inner.height());
    if galley.elided {
        ui.interact(rect, Id::unique(("cut off", &label.text, rect.min.x.to_bits())), Sense::hover())
            .on_hover_text(label.text.as_ref());
    }
    // A text laid out to the middle or the right hangs from there.
    let x = match align.x() {
        Align::Min => inner.left(),
        Align::Center => inner.center().x,
        Align::Max => inner.right(),
    };
    let at = pos2(x, align.align_size_within_rect(galley.size(), inner).top());
    ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(at, galley, color);
}

/// Draws something to press. True when it was.
pub(crate) fn button(ui: &Ui, rect: Rect, id: Id, words: &str, about: &str, quiet: bool) -> bool {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, about));
    let color = if response.hovered() || !quiet { theme::ACCENT } else { theme::WEAK };
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(1.0), 2.0, theme::HOVER);
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    let inner = rect.shrink2(vec2(3.0, 1.0));
    let mut job = LayoutJob::simple(words.into(), theme::plain(theme::SMALL), color, inner.width());
    job.halign = Align::Center;
    let galley = typeset::galley(ui.painter(), job, Texture::Written, inner.height());
    let top = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), inner).top();
    ui.painter().galley(pos2(inner.center().x, top), galley, color);
    let clicked = response.clicked();
    response.on_hover_text(about);
    clicked
}
