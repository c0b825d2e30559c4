//! How one cell is drawn: its fill, its text where it stands, the flag of its findings.

use crate::app::grid::sections::Sketch;
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use crate::check::Finding;
use crate::form::Holds;
use crate::sheet::{Cell, Origin};
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Color32, Id, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// The colour of a cell says where its text is from.
pub(crate) fn fill(cell: &Cell, current: bool, hovered: bool) -> Color32 {
    match cell.origin {
        _ if current => theme::PAPER,
        Origin::Blocked => theme::BLOCKED,
        Origin::Computed => theme::COMPUTED,
        _ if cell.unconfirmed => theme::UNCONFIRMED,
        Origin::Overridden => theme::OVERRIDDEN,
        _ if hovered => theme::HOVER,
        Origin::LastYear => theme::LAST_YEAR,
        Origin::Imported => theme::IMPORTED,
        Origin::Blank | Origin::Typed => theme::PAPER,
    }
}

/// Figures stand at the right, paragraphs begin at the top, all else is in the middle of its height.
pub(crate) fn alignment(holds: Holds, paragraphs: bool) -> Align2 {
    match (holds.is_figure(), paragraphs) {
        (true, _) => Align2::RIGHT_CENTER,
        (false, true) => Align2::LEFT_TOP,
        (false, false) => Align2::LEFT_CENTER,
    }
}

/// Draws a cell's text, and below it what goes with it (建议 14.54). Answers whether all of it had room.
pub(crate) fn text(ui: &Ui, rect: Rect, cell: &Cell, mut job: LayoutJob, below: Option<&str>, long: bool) -> bool {
    let inner = rect.shrink2(theme::PAD);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let room = if below.is_some() {
        Rect::from_min_max(inner.min, pos2(inner.right(), inner.bottom() - theme::LINE_HEIGHT * 0.8))
    } else {
        inner
    };
    job.wrap.max_width = room.width();
    let galley = typeset::galley(&painter, job, Texture::Written, room.height());
    let at = alignment(cell.holds, long).align_size_within_rect(galley.size(), room).min;
    let whole = !galley.elided;
    painter.galley(pos2(at.x, at.y.max(room.top())), galley, theme::INK);
    if let Some(below) = below {
        painter.text(inner.right_bottom(), Align2::RIGHT_BOTTOM, below, theme::plain(theme::SMALL), theme::ACCENT);
    }
    whole
}

/// Where in a text a click fell, in characters.
pub(crate) fn caret_at(ui: &Ui, rect: Rect, shown: &str, at: Pos2, align: Align2) -> usize {
    let inner = rect.shrink2(theme::PAD);
    let job = LayoutJob::simple(shown.to_string(), theme::plain(theme::BODY), theme::INK, inner.width());
    let galley = typeset::edited(ui.painter(), job);
    let top = align.align_size_within_rect(galley.size(), inner).min;
    galley.cursor_from_pos(at - pos2(top.x, top.y.max(inner.top()))).index.0
}

/// A small corner at the top right in the colour of the gravest open finding.
pub(crate) fn flag(ui: &Ui, rect: Rect, findings: &[&Finding]) {
    let Some(gravest) = findings.iter().filter(|f| f.explained.is_none()).map(|f| f.severity).min() else { return };
    let corner = rect.right_top();
    let points = vec![corner, corner - vec2(10.0, 0.0), corner + vec2(0.0, 10.0)];
    ui.painter().add(Shape::convex_polygon(points, theme::severity(gravest), Stroke::NONE));
}

/// A small corner at the top left where something is remarked.
pub(crate) fn remark_corner(ui: &Ui, rect: Rect) {
    let corner = rect.left_top();
    let points = vec![corner, corner + vec2(9.0, 0.0), corner + vec2(0.0, 9.0)];
    ui.painter().add(Shape::convex_polygon(points, theme::REMARK, Stroke::NONE));
}

/// What is told of a cell under the pointer.
pub(crate) fn tooltip(ui: &mut Ui, cell: &Cell, printed: Option<&str>, remark: Option<&str>, findings: &[&Finding]) {
    ui.set_max_width(420.0);
    if cell.unconfirmed {
        let from_elsewhere = matches!(cell.origin, Origin::LastYear | Origin::Imported);
        let what = if from_elsewhere { "这是带过来的内容，" } else { "" };
        ui.label(format!("待核实：{what}请核对后确认或改写。"));
    }
    if let Some(remark) = remark {
        ui.colored_label(theme::REMARK, format!("批注：{remark}"));
    }
    if let Some(printed) = printed {
        ui.label(printed);
    }
    for finding in findings {
        ui.horizontal_wrapped(|ui| {
            ui.colored_label(theme::severity(finding.severity), finding.severity.word());
            ui.label(&finding.says);
        });
        if let Some(explained) = &finding.explained {
            ui.weak(format!("已说明：{explained}"));
        }
    }
}

/// A cell that is only looked at, under these words.
pub(crate) fn still<'a>(ui: &Ui, rect: Rect, cell: &'a Cell, sketch: &Sketch<'a>, words: &str) {
    let response = ui.interact(rect, Id::unique(("still", &cell.at)), Sense::hover());
    let fill = match cell.origin {
        Origin::Blocked => theme::BLOCKED,
        Origin::Computed => theme::COMPUTED,
        _ => theme::PAST,
    };
    ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
    text(ui, rect, cell, sketch.job(cell), None, cell.holds == Holds::Long);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Cell, false, words);
        info.current_text_value = Some(sketch.shown(cell).into_owned());
        info
    });
}
