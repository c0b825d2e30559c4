//! 一览: what is filled in, as charts. A click on a bar leads to its cell.

use crate::app::action::Action;
use crate::app::grid::figure::grouped;
use crate::app::grid::legend::patch_ui;
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use crate::desk::Desk;
use crate::sheet::{Bar, BarGroup, Chart, Series};
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Align2, Color32, CursorIcon, Frame, Id, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_decimal::prelude::ToPrimitive as _;

/// How high a bar is, and from one to the next.
const BAR: f32 = 14.0;
const STEP: f32 = 19.0;
/// Between groups.
const APART: f32 = 9.0;
/// Room for the words behind the longest bar.
const WORDS: f32 = 210.0;

/// Shows the charts of what is open.
pub(crate) fn glance_ui(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    let charts = desk.charts();
    theme::bars(ui);
    ScrollArea::vertical().id_salt("glance").auto_shrink([false, false]).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.set_max_width((ui.available_width() - 40.0).min(theme::PAPER_WIDTH));
            ui.add_space(18.0);
            if charts.is_empty() {
                ui.weak("填写预算、执行数和得分以后，这里有对比的图。");
            }
            for chart in &charts {
                chart_ui(ui, chart, actions);
                ui.add_space(14.0);
            }
        });
    });
}

fn chart_ui(ui: &mut Ui, chart: &Chart, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(theme::PAPER).stroke(Stroke::new(1.0, theme::LINE)).inner_margin(Margin::same(18));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.label(RichText::new(&chart.title).font(theme::bold(theme::TITLE)));
            if chart.series.len() > 1 {
                legend(ui, &chart.series);
            }
            ui.add_space(6.0);
            for group in &chart.groups {
                group_ui(ui, chart, group, actions);
            }
            if !chart.note.is_empty() {
                ui.weak(&chart.note);
            }
        });
    });
}

/// What the shades mean.
fn legend(ui: &mut Ui, series: &[Series]) {
    ui.horizontal_wrapped(|ui| {
        for series in series.iter().filter(|series| !series.words.is_empty()) {
            patch_ui(ui, shade(Some(series)), &series.words);
            ui.add_space(4.0);
        }
    });
}

fn shade(series: Option<&Series>) -> Color32 {
    series.map_or(theme::ACCENT, |series| theme::shade(series.shade))
}

fn group_ui(ui: &mut Ui, chart: &Chart, group: &BarGroup, actions: &mut Vec<Action>) {
    let width = ui.available_width();
    let labels = (width * 0.28).clamp(110.0, 300.0);
    let job = LayoutJob::simple(group.label.clone(), theme::plain(theme::BODY), theme::INK, labels - 12.0);
    let label = typeset::galley(ui.painter(), job, Texture::Label, f32::INFINITY);
    let high = label.size().y.max(group.bars.len() as f32 * STEP) + APART;
    let (rect, _) = ui.allocate_exact_size(vec2(width, high), Sense::hover());
    let left = Rect::from_min_max(rect.min, pos2(rect.left() + labels - 12.0, rect.bottom()));
    ui.painter().galley(Align2::RIGHT_CENTER.align_size_within_rect(label.size(), left).min, label, theme::INK);
    let room = (width - labels - WORDS).max(60.0);
    let top = rect.center().y - group.bars.len() as f32 * STEP / 2.0;
    for (number, bar) in group.bars.iter().enumerate() {
        let corner = pos2(rect.left() + labels, top + number as f32 * STEP);
        let place = Rect::from_min_size(corner, vec2(rect.right() - corner.x, STEP));
        let series = chart.series.get(bar.series);
        let of = series.map_or("", |series| series.words.as_str());
        let words = format!("{}·{of} {}", group.label, grouped(&bar.text));
        // A cell may have bars in several charts.
        let id = Id::unique(("bar", &chart.title, bar.series, &bar.at));
        bar_ui(ui, (id, place), room, (bar, shade(series)), &words, actions);
    }
}

fn bar_ui(
    ui: &Ui,
    (id, place): (Id, Rect),
    room: f32,
    (bar, color): (&Bar, Color32),
    words: &str,
    actions: &mut Vec<Action>,
) {
    let response = ui.interact(place, id, Sense::click());
    let long = (bar.share.to_f32().unwrap_or_default() * room).max(1.5);
    let drawn = Rect::from_min_size(place.left_center() - vec2(0.0, BAR / 2.0), vec2(long, BAR));
    ui.painter().rect(drawn, 0.0, color, Stroke::new(1.0, theme::LINE), StrokeKind::Inside);
    let behind = pos2(drawn.right() + 6.0, place.center().y);
    ui.painter().text(behind, Align2::LEFT_CENTER, grouped(&bar.text), theme::plain(theme::SMALL), theme::INK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    if response.has_focus() {
        ui.painter().rect_stroke(place, 0.0, Stroke::new(1.5, theme::ACCENT), StrokeKind::Inside);
    }
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        actions.push(Action::Goto(bar.at.clone()));
    }
    response.on_hover_text(format!("{words}\n单击到这一格去。"));
}
