//! Colours, sizes and faces: nowhere else is one named.

use crate::check::Severity;
use crate::output::bundled_face;
use eframe::egui::{self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, Vec2};
use std::sync::Arc;

/// Behind the paper.
pub(crate) const DESK: Color32 = Color32::from_rgb(0xe9, 0xed, 0xf2);
/// The paper, and a cell that is typed in.
pub(crate) const PAPER: Color32 = Color32::WHITE;
/// Panels.
pub(crate) const PANEL: Color32 = Color32::from_rgb(0xf7, 0xf8, 0xfa);
/// A label in a table.
pub(crate) const LABEL: Color32 = Color32::from_rgb(0xf4, 0xf6, 0xf8);
/// A computed cell.
pub(crate) const COMPUTED: Color32 = Color32::from_rgb(0xe9, 0xf1, 0xf8);
/// A cell where nothing can be written.
pub(crate) const BLOCKED: Color32 = Color32::from_rgb(0xf0, 0xf0, 0xf0);
/// Typed over a computed figure.
pub(crate) const OVERRIDDEN: Color32 = Color32::from_rgb(0xfd, 0xee, 0xdc);
/// From last year's report, and confirmed.
pub(crate) const LAST_YEAR: Color32 = Color32::from_rgb(0xe6, 0xf4, 0xe3);
/// From a document, and confirmed.
pub(crate) const IMPORTED: Color32 = Color32::from_rgb(0xf2, 0xec, 0xf8);
/// 待核实
pub(crate) const UNCONFIRMED: Color32 = Color32::from_rgb(0xff, 0xf3, 0xbf);
/// Last year's paper.
pub(crate) const PAST: Color32 = Color32::from_rgb(0xfa, 0xf8, 0xf2);
/// A line that has changed much since last year.
pub(crate) const CHANGED: Color32 = Color32::from_rgb(0xfd, 0xf0, 0xe2);
/// Behind words that only the other report has, or a document for which there is no place.
pub(crate) const TAKEN_OUT: Color32 = Color32::from_rgb(0xfb, 0xe7, 0xe4);
/// Behind words that only this report has.
pub(crate) const PUT_IN: Color32 = Color32::from_rgb(0xdf, 0xf2, 0xe5);
/// Over a cell in which was found what is looked for.
pub(crate) const FOUND: Color32 = Color32::from_rgba_premultiplied(0x4d, 0x3a, 0x08, 0x50);
/// Under the pointer.
pub(crate) const HOVER: Color32 = Color32::from_rgb(0xf0, 0xf6, 0xfc);
/// Writing.
pub(crate) const INK: Color32 = Color32::from_rgb(0x1c, 0x25, 0x30);
/// Lesser writing.
pub(crate) const WEAK: Color32 = Color32::from_rgb(0x66, 0x70, 0x7e);
/// A computed figure.
pub(crate) const FIGURE: Color32 = Color32::from_rgb(0x2b, 0x4f, 0x74);
/// Lines of tables.
pub(crate) const LINE: Color32 = Color32::from_rgb(0xb4, 0xbd, 0xc8);
/// The current cell, the current tab, the main button.
pub(crate) const ACCENT: Color32 = Color32::from_rgb(0x1d, 0x6a, 0xb0);
/// Behind selected text.
pub(crate) const SELECTED: Color32 = Color32::from_rgb(0xc4, 0xdd, 0xf5);
/// Over cells that are selected.
pub(crate) const CHOSEN: Color32 = Color32::from_rgba_premultiplied(4, 15, 25, 36);
/// Over cells that have just changed by undo.
pub(crate) const CAME_BACK: Color32 = Color32::from_rgba_premultiplied(80, 62, 0, 90);
/// 错误
pub(crate) const WRONG: Color32 = Color32::from_rgb(0xc6, 0x33, 0x2a);
/// 需说明
pub(crate) const DOUBT: Color32 = Color32::from_rgb(0xb8, 0x6c, 0x00);
/// Words and bars of what is 待核实.
pub(crate) const UNCONFIRMED_INK: Color32 = Color32::from_rgb(0x7c, 0x6c, 0x10);
/// 提示
pub(crate) const NOTE: Color32 = Color32::from_rgb(0x5a, 0x70, 0x85);
/// Corners and words of remarks (批注).
pub(crate) const REMARK: Color32 = Color32::from_rgb(0x6b, 0x4a, 0x9e);
/// All is well.
pub(crate) const WELL: Color32 = Color32::from_rgb(0x2a, 0x7d, 0x4d);

/// What the colours of cells mean.
pub(crate) const ORIGINS: [(Color32, &str); 6] = [
    (PAPER, "自己填写"),
    (COMPUTED, "程序计算"),
    (OVERRIDDEN, "改过计算结果"),
    (LAST_YEAR, "上年带来"),
    (IMPORTED, "文件导入"),
    (UNCONFIRMED, "待核实"),
];

/// Text in cells and lists, in points.
pub(crate) const BODY: f32 = 14.5;
/// Lesser text.
pub(crate) const SMALL: f32 = 12.5;
/// A section's title.
pub(crate) const TITLE: f32 = 17.0;
/// The start page's name.
pub(crate) const LARGE: f32 = 28.0;
/// From one line of a cell to the next.
pub(crate) const LINE_HEIGHT: f32 = 21.0;
/// Between a cell's border and its text.
pub(crate) const PAD: Vec2 = Vec2::new(7.0, 4.5);
/// The paper on the screen is no wider.
pub(crate) const PAPER_WIDTH: f32 = 1080.0;
/// A page without long texts may use a wide window so far.
pub(crate) const PAPER_WIDEST: f32 = 1520.0;
/// From here on two narrow tables stand side by side, and from there on a narrow and a wide one.
pub(crate) const SIDE_BY_SIDE: f32 = 880.0;
/// See [`SIDE_BY_SIDE`].
pub(crate) const WIDE_BESIDE: f32 = 1180.0;
/// The paper needs this much to be filled in without looking back and forth.
pub(crate) const PAPER_LEAST: f32 = 560.0;
/// A column of indicators that is no narrower shows a figure on one line.
pub(crate) const COLUMN_LEAST: f32 = 64.0;
/// Below this the window is narrow (large type on a small screen): lesser words give way.
pub(crate) const NARROW: f32 = 960.0;
/// In a window that is narrower 说明 and 审核 fold by themselves.
pub(crate) const FOLDS: f32 = NARROW;
/// A window that is lower gives the paper what else it can.
const LOW: f32 = 480.0;

/// The window is low: large type on a small screen.
pub(crate) fn is_low(ctx: &egui::Context) -> bool {
    ctx.content_rect().height() < LOW
}

/// From here on the words of a comparison stand beside its figures, else above them.
pub(crate) const COMPARISON_WIDE: f32 = 470.0;

/// 上年对照, in a window so wide: how wide it is until someone draws it wider, and may be. At first the paper keeps what
/// it needs.
pub(crate) fn comparison_width(window: f32) -> (f32, std::ops::RangeInclusive<f32>) {
    let (least, most) = (260.0, window * 0.65);
    (((window * 0.45).min(window - PAPER_LEAST - 40.0)).clamp(300.0, most.max(300.0)), least..=most.max(300.0))
}

/// Colours, and what they are where they are to stand far apart: writing and lines black or nearly so, what is behind
/// writing white or told well from it.
pub(crate) const FURTHER: [(Color32, Color32); 16] = [
    (DESK, Color32::from_rgb(0xd0, 0xd0, 0xd0)),
    (PANEL, Color32::WHITE),
    (LABEL, Color32::from_rgb(0xec, 0xec, 0xec)),
    (COMPUTED, Color32::from_rgb(0xcf, 0xe4, 0xf7)),
    (HOVER, Color32::from_rgb(0xd6, 0xe9, 0xfb)),
    (INK, Color32::BLACK),
    (WEAK, Color32::from_rgb(0x26, 0x26, 0x26)),
    (FIGURE, Color32::from_rgb(0x00, 0x22, 0x55)),
    (LINE, Color32::from_rgb(0x30, 0x30, 0x30)),
    (BARS[0], Color32::BLACK),
    (BARS[1], Color32::BLACK),
    (ACCENT, Color32::from_rgb(0x00, 0x3c, 0x8f)),
    (WRONG, Color32::from_rgb(0x9b, 0x00, 0x00)),
    (DOUBT, Color32::from_rgb(0x7a, 0x3e, 0x00)),
    (NOTE, Color32::from_rgb(0x30, 0x40, 0x50)),
    (WELL, Color32::from_rgb(0x00, 0x50, 0x20)),
];

/// What is 待核实 has a bar at its left, so that it is not told by its colour alone.
pub(crate) fn bar(painter: &egui::Painter, rect: egui::Rect) {
    let bar = egui::Rect::from_min_size(rect.min, Vec2::new(3.0, rect.height()));
    painter.rect_filled(bar.shrink2(Vec2::new(0.0, 1.0)), 0.0, UNCONFIRMED_INK);
}

/// 说明 and 审核 are no narrower where the window has the room.
pub(crate) const SIDE_LEAST: f32 = 280.0;

/// 说明 and 审核, in a window so wide: how wide they are until someone draws them wider, and may be. The paper keeps
/// what it needs.
pub(crate) fn side_width(window: f32) -> (f32, std::ops::RangeInclusive<f32>) {
    let most = (window - PAPER_LEAST).clamp(220.0, 520.0);
    ((window * 0.26).clamp(220.0, 340.0), SIDE_LEAST.min(most)..=most)
}

/// 说明, where it has so much room with 审核 below it: how high it is until someone draws it higher, and may be. What it
/// says is read by scrolling, and 审核 keeps room for some cards, below 待核实 where something `waits`; in a low window that goes before, and 说明 has no title
/// and whole lines, one at the least.
pub(crate) fn meaning_height(room: f32, (low, waits): (bool, bool)) -> (f32, std::ops::RangeInclusive<f32>) {
    let (title, cards) = (28.0, if waits && !low { 310.0 } else { 190.0 });
    let least = if low { LINE_HEIGHT } else { title + LINE_HEIGHT };
    let most = (room - cards).max(least);
    let usual = (room * 0.36).min(most);
    (if low { (usual / LINE_HEIGHT).floor() * LINE_HEIGHT } else { usual }, least..=most)
}

/// Around what has the keys, so that it is seen. A text has its caret.
pub(crate) fn ring(ctx: &egui::Context) {
    let Some(at) = ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id)) else { return };
    if ctx.output(|output| output.ime.is_some()) || !at.interact_rect.is_positive() {
        return;
    }
    let painter = ctx.layer_painter(at.layer_id).with_clip_rect(at.interact_rect.expand(4.0));
    painter.rect_stroke(at.rect.expand(1.5), 5.0, Stroke::new(2.0, ACCENT), egui::StrokeKind::Outside);
}

/// The colour that a chart says.
pub(crate) fn shade([red, green, blue]: [u8; 3]) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// The colour of a severity.
pub(crate) fn severity(severity: Severity) -> Color32 {
    match severity {
        Severity::Wrong => WRONG,
        Severity::Doubt => DOUBT,
        Severity::Note => NOTE,
    }
}

/// The bold face.
pub(crate) fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The usual face.
pub(crate) fn plain(size: f32) -> FontId {
    FontId::proportional(size)
}

/// How much of the ink a bar to scroll by has, and while it is pointed at or drawn.
const BAR_INK: (f32, f32) = (0.35, 0.6);
/// What that comes to, so that it can be told: of a bar at rest, and of one that is pointed at.
const BARS: [Color32; 2] =
    [Color32::from_rgba_premultiplied(10, 13, 17, 89), Color32::from_rgba_premultiplied(17, 22, 29, 153)];

/// Bars to scroll by that are always seen, grey and thin, with room of their own; pointed at they are wider and darker.
pub(crate) fn bars(ui: &mut egui::Ui) {
    let solid = egui::style::ScrollStyle::solid();
    ui.spacing_mut().scroll = egui::style::ScrollStyle {
        floating: true,
        foreground_color: true,
        bar_width: 9.0,
        floating_width: 6.0,
        bar_outer_margin: 1.0,
        floating_allocated_width: solid.allocated_width(),
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: BAR_INK.0,
        active_handle_opacity: BAR_INK.0,
        interact_handle_opacity: BAR_INK.1,
        ..solid
    };
}

/// The face of the line icons.
pub(crate) fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

/// Dresses the window.
pub(crate) fn apply(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_theme(egui::Theme::Light);
    ctx.all_styles_mut(|style| {
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(10.0, 5.0);
        style.spacing.menu_margin = egui::Margin::same(6);
        style.interaction.tooltip_delay = 0.25;
        // A click on a finding goes to its cell; it does not begin to select the sentence.
        style.interaction.selectable_labels = false;
        for (text, size) in [
            (egui::TextStyle::Body, BODY),
            (egui::TextStyle::Button, BODY),
            (egui::TextStyle::Small, SMALL),
            (egui::TextStyle::Heading, TITLE),
            (egui::TextStyle::Monospace, BODY),
        ] {
            style.text_styles.insert(text, plain(size));
        }
        colours(&mut style.visuals);
    });
    ctx.options_mut(|options| {
        options.theme_preference = egui::ThemePreference::Light;
        // Ctrl+Q asks like every other way of closing; see `App`.
        options.quit_shortcuts.clear();
        // Sizes are ours, and kept; see `Look`.
        options.zoom_with_keyboard = false;
    });
}

fn colours(visuals: &mut egui::Visuals) {
    visuals.panel_fill = PANEL;
    visuals.window_fill = PAPER;
    visuals.extreme_bg_color = PAPER;
    visuals.faint_bg_color = LABEL;
    visuals.hyperlink_color = ACCENT;
    visuals.selection.bg_fill = SELECTED;
    visuals.selection.stroke = Stroke::new(1.0, ACCENT);
    visuals.window_stroke = Stroke::new(1.0, LINE);
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(4);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.fg_stroke.color = INK;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    for (state, fill) in [
        (&mut widgets.inactive, PAPER),
        (&mut widgets.hovered, HOVER),
        (&mut widgets.active, SELECTED),
        (&mut widgets.open, HOVER),
    ] {
        state.fg_stroke = Stroke::new(1.0, INK);
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, LINE);
        state.corner_radius = CornerRadius::same(4);
        state.expansion = 0.0;
    }
}

/// A text box in which neither caret nor selected text is seen.
pub(crate) fn hide_caret(visuals: &mut egui::Visuals) {
    visuals.selection.bg_fill = Color32::TRANSPARENT;
    visuals.selection.stroke.color = INK;
    visuals.text_cursor.stroke = Stroke::NONE;
    visuals.text_cursor.blink = false;
}

/// Our own Simplified Chinese face first; the PC's own only for rare characters.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces = [("plain", "NotoSansSC-Regular"), ("bold", "NotoSansSC-Bold"), ("signs", "Symbols")];
    for (name, file) in faces {
        if let Some(bytes) = bundled_face(file) {
            fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(bytes)));
        }
    }
    let icons = include_bytes!("../../fonts/Icons.ttf");
    fonts.font_data.insert("icons".into(), Arc::new(FontData::from_static(icons)));
    let order = |first: &str| vec![first.to_string(), "plain".into(), "signs".into()];
    fonts.families.insert(FontFamily::Proportional, order("plain"));
    fonts.families.insert(FontFamily::Monospace, order("plain"));
    fonts.families.insert(FontFamily::Name("bold".into()), order("bold"));
    fonts.families.insert(FontFamily::Name("icons".into()), order("icons"));
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_to_scroll_by_are_told_by_their_colour() {
        assert_eq!([BAR_INK.0, BAR_INK.1].map(|share| INK.gamma_multiply(share)), BARS);
    }
}
