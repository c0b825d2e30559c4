//! What scrolls ends with a whole line: of one that has room in part nothing is shown.

use eframe::egui::containers::scroll_area::ScrollAreaOutput;
use eframe::egui::{Color32, Context, LayerId, Rect, Shape, Ui};

/// What is no higher is a line, or a button around one.
const LINE: f32 = 48.0;

/// Shows something that scrolls, and covers what of its last line has no room with what is behind it.
pub(crate) fn whole_lines<R>(ui: &mut Ui, fill: Color32, add: impl FnOnce(&mut Ui) -> ScrollAreaOutput<R>) -> R {
    let (ctx, layer) = (ui.ctx().clone(), ui.layer_id());
    let before = ctx.graphics(|graphics| graphics.get(layer).map_or(0, |list| list.all_entries().len()));
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let ScrollAreaOutput { inner, inner_rect: view, .. } = add(ui);
    if let Some(top) = begun(&ctx, (layer, before), view.bottom()) {
        ui.painter().rect_filled(view.with_min_y(top), 0.0, fill);
    }
    inner
}

/// Where the line begins that goes on below that height, of what was painted there since.
fn begun(ctx: &Context, (layer, since): (LayerId, usize), height: f32) -> Option<f32> {
    let goes_on = |rect: &Rect| rect.top() < height - 0.5 && rect.bottom() > height + 0.5 && rect.height() <= LINE;
    ctx.graphics(|graphics| {
        let shapes = graphics.get(layer)?.all_entries().skip(since).map(|clipped| &clipped.shape);
        let lines = shapes.flat_map(|shape| match shape {
            Shape::Text(text) => {
                text.galley.rows.iter().map(|row| row.rect().translate(text.pos.to_vec2())).collect::<Vec<_>>()
            }
            Shape::Rect(rect) => vec![rect.rect],
            _ => Vec::new(),
        });
        lines.filter(goes_on).map(|line| line.top()).min_by(f32::total_cmp)
    })
}
