//! 预览打印: the very pages that will be printed. They are laid out on a thread of its own, so that typing never waits;
//! only pages that are seen become pictures.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use crate::app::work::task::Task;
use crate::desk::Desk;
use crate::export::{Wish, stamp};
use crate::output::{Laid, Manuscript, Picture, lay_out};
use crate::sheet::Sheet;
use eframe::egui::{
    self, Color32, ColorImage, Context, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, vec2,
};
use std::collections::HashMap;
use std::sync::Arc;

/// The preview.
#[derive(Default)]
pub(crate) struct Preview {
    /// The sheet that was last laid out, or is being; another one is laid out anew.
    ordered: Option<Arc<Sheet>>,
    /// How often pages were laid out: pictures of earlier ones are stale.
    generation: u64,
    laid: Option<Laid>,
    fault: Option<String>,
    laying: Option<Task<Laid>>,
    drawing: Option<Task<Drawn>>,
    /// The pages that were seen in the last frame, and at which scale.
    seen: Vec<(usize, f32)>,
    shown: HashMap<usize, Shown>,
}

/// A page as it was drawn.
struct Drawn {
    generation: u64,
    page: usize,
    scale: f32,
    picture: Option<Picture>,
}

/// A page as it is shown.
struct Shown {
    texture: Option<TextureHandle>,
    generation: u64,
    scale: f32,
}

/// A4, in points.
const A4: egui::Vec2 = vec2(595.28, 841.89);

impl Preview {
    /// Lets go of every picture when another tab is shown.
    pub fn rest(&mut self) {
        self.shown.clear();
        self.seen.clear();
    }

    /// What goes on beside the painting: a changed report is laid out, pages that are seen are drawn. One thing at a
    /// time; of several changes meanwhile only the newest is laid out.
    pub fn work(&mut self, ctx: &Context, desk: &Desk) {
        match Task::finished(&mut self.laying) {
            Some(Ok(laid)) => {
                self.shown.retain(|page, _| *page < laid.pages());
                (self.laid, self.fault) = (Some(laid), None);
                self.generation += 1;
            }
            Some(Err(sentence)) => self.fault = Some(sentence),
            None => {}
        }
        match Task::finished(&mut self.drawing) {
            Some(Ok(drawn)) => self.take(ctx, drawn),
            Some(Err(sentence)) => self.fault = Some(sentence),
            None => {}
        }
        if self.laying.is_some() || self.drawing.is_some() {
            return;
        }
        if self.ordered.as_ref().is_none_or(|ordered| !Arc::ptr_eq(ordered, desk.sheet())) {
            self.lay_out(ctx, desk);
        } else if self.fault.is_none() {
            self.draw(ctx);
        }
    }

    fn lay_out(&mut self, ctx: &Context, desk: &Desk) {
        self.ordered = Some(Arc::clone(desk.sheet()));
        let stamp = stamp(desk.form(), desk.report(), &Wish::default());
        let manuscript = Manuscript::new(desk.form(), desk.sheet(), stamp);
        self.laying = Some(Task::start(ctx, move |_| lay_out(&manuscript).map_err(|fault| fault.to_string())));
    }

    /// Draws the first page that is seen and not shown as it is now.
    fn draw(&mut self, ctx: &Context) {
        let fresh = |(page, scale): &&(usize, f32)| {
            let shown = self.shown.get(page);
            shown.is_some_and(|s| s.generation == self.generation && (s.scale - scale).abs() < 0.01)
        };
        let wanted = self.seen.iter().find(|seen| !fresh(seen));
        let (Some((page, scale)), Some(laid), generation) = (wanted.copied(), self.laid.clone(), self.generation)
        else {
            return;
        };
        self.drawing = Some(Task::start(ctx, move |_| {
            let picture = laid.picture(page, f64::from(scale));
            Ok(Drawn { generation, page, scale, picture })
        }));
    }

    fn take(&mut self, ctx: &Context, drawn: Drawn) {
        let Drawn { generation, page, scale, picture } = drawn;
        let texture = picture.map(|picture| {
            let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
            ctx.load_texture(format!("page {page}"), image, TextureOptions::LINEAR)
        });
        self.shown.insert(page, Shown { texture, generation, scale });
    }

    /// Shows the pages of a report.
    pub fn ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            for command in [Command::Print, Command::Export, Command::Finish] {
                if ui.button(command.row().words).clicked() {
                    actions.push(Action::Do(command));
                }
            }
            match (&self.fault, &self.laid) {
                (Some(fault), _) => ui.label(RichText::new(fault).color(theme::WRONG)),
                (None, None) => ui.weak("正在排版…"),
                (None, Some(laid)) => ui.weak(format!("共{}页，与打印的一样。", laid.pages())),
            };
            for notice in self.laid.iter().flat_map(Laid::notices) {
                ui.label(RichText::new(notice).color(theme::DOUBT));
            }
        });
        ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| self.pages(ui));
    }

    fn pages(&mut self, ui: &mut Ui) {
        let width = (ui.available_width() - 60.0).clamp(300.0, 900.0);
        let zoom = width / A4.x;
        let scale = zoom * ui.ctx().pixels_per_point();
        let seen = std::mem::take(&mut self.seen);
        ui.vertical_centered(|ui| {
            ui.add_space(12.0);
            for page in 0..self.laid.as_ref().map_or(0, Laid::pages) {
                let (rect, response) = ui.allocate_exact_size(A4 * zoom, Sense::hover());
                response
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, format!("第{}页", page + 1)));
                if ui.clip_rect().expand(A4.y * zoom * 0.5).intersects(rect) {
                    self.page(ui, page, rect, scale);
                } else {
                    self.shown.remove(&page);
                }
                ui.add_space(14.0);
            }
        });
        if self.seen != seen {
            // What came into sight is drawn in the next frame.
            ui.ctx().request_repaint();
        }
    }

    fn page(&mut self, ui: &Ui, page: usize, rect: Rect, scale: f32) {
        self.seen.push((page, scale));
        ui.painter().rect(rect, 0.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        if let Some(texture) = self.shown.get(&page).and_then(|shown| shown.texture.as_ref()) {
            let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::opened::OpenReport;
    use crate::app::work::task::tests::{dying, until};
    use crate::report::Edit;

    #[test]
    fn pages_that_cannot_be_laid_out_are_said_and_the_next_change_tries_again() {
        let (ctx, mut open) = (Context::default(), OpenReport::sample().unwrap());
        let mut preview = Preview { ordered: Some(Arc::clone(open.desk.sheet())), ..Preview::default() };
        preview.laying = Some(dying(&ctx));
        until(|| {
            preview.work(&ctx, &open.desk);
            preview.fault.is_some()
        });
        assert!(preview.laid.is_none() && preview.laying.is_none(), "what has died is not tried for ever");
        let filler = open.desk.sheet().cells().find(|cell| cell.is_writable()).unwrap().at.clone();
        open.desk.apply(&Edit::Write { at: filler, text: "某局".into() }).unwrap();
        until(|| {
            preview.work(&ctx, &open.desk);
            preview.laid.is_some()
        });
        assert_eq!(preview.fault, None);
    }
}
