//! Pages as pictures, large and small: only those that are seen are drawn, one at a time, on a thread of their own.

use crate::app::theme;
use crate::app::work::task::Task;
use crate::output::{Laid, Picture};
use eframe::egui::{
    Color32, ColorImage, Context, Pos2, Rect, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, pos2,
};
use std::collections::HashMap;

/// Which picture of which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PictureOf {
    pub page: usize,
    /// The small one, in the list of pages.
    pub small: bool,
}

/// The pictures.
#[derive(Default)]
pub(crate) struct PagePictures {
    /// How often pages were laid out: pictures of earlier ones are stale.
    generation: u64,
    drawing: Option<Task<Drawn>>,
    /// The pictures that were seen in this frame, and at which scale.
    seen: Vec<(PictureOf, f32)>,
    /// Those of the frame before.
    seen_before: Vec<(PictureOf, f32)>,
    shown: HashMap<PictureOf, Shown>,
}

/// A page as it was drawn.
struct Drawn {
    of: PictureOf,
    generation: u64,
    scale: f32,
    picture: Option<Picture>,
}

/// A page as it is shown.
struct Shown {
    texture: Option<TextureHandle>,
    generation: u64,
    scale: f32,
}

impl PagePictures {
    /// Lets go of every picture.
    pub fn rest(&mut self) {
        self.shown.clear();
        self.seen.clear();
    }

    /// So many pages were laid out anew: the pictures there are stay until there are others.
    pub fn renew(&mut self, pages: usize) {
        self.shown.retain(|of, _| of.page < pages);
        self.generation += 1;
    }

    /// Draws the first picture that is seen and not shown as it is now. An answer is a sentence why none was drawn.
    pub fn work(&mut self, ctx: &Context, laid: Option<&Laid>) -> Option<String> {
        let fault = match Task::finished(&mut self.drawing) {
            Some(Ok(drawn)) => {
                self.take(ctx, drawn);
                None
            }
            Some(Err(sentence)) => Some(sentence),
            None => None,
        };
        if self.drawing.is_none() && fault.is_none() {
            self.drawing = laid.and_then(|laid| self.draw(ctx, laid));
        }
        fault
    }

    fn draw(&self, ctx: &Context, laid: &Laid) -> Option<Task<Drawn>> {
        let (of, scale) = *self.seen.iter().find(|(of, scale)| !self.is_fresh(*of, *scale))?;
        let (laid, generation) = (laid.clone(), self.generation);
        Some(Task::start(ctx, move |_| {
            let picture = laid.picture(of.page, f64::from(scale));
            Ok(Drawn { of, generation, scale, picture })
        }))
    }

    fn is_fresh(&self, of: PictureOf, scale: f32) -> bool {
        let shown = self.shown.get(&of);
        shown.is_some_and(|shown| shown.generation == self.generation && (shown.scale - scale).abs() < 0.01)
    }

    fn take(&mut self, ctx: &Context, drawn: Drawn) {
        let Drawn { of, generation, scale, picture } = drawn;
        let texture = picture.map(|picture| {
            let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
            ctx.load_texture(format!("page {}", of.page), image, TextureOptions::LINEAR)
        });
        self.shown.insert(of, Shown { texture, generation, scale });
    }

    /// A frame begins in which pictures are seen.
    pub fn begin(&mut self) {
        self.seen_before = std::mem::take(&mut self.seen);
    }

    /// It is over: what came into sight is drawn in the next frame.
    pub fn end(&self, ctx: &Context) {
        if self.seen != self.seen_before {
            ctx.request_repaint();
        }
    }

    /// Shows a page of the width of this place; lets go of its picture where the place is far out of sight.
    pub fn show(&mut self, ui: &Ui, of: PictureOf, rect: Rect, scale: f32) {
        if !ui.clip_rect().expand(rect.height() * 0.5).intersects(rect) {
            self.shown.remove(&of);
            return;
        }
        self.seen.push((of, scale));
        ui.painter().rect(rect, 0.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        if let Some(texture) = self.shown.get(&of).and_then(|shown| shown.texture.as_ref()) {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
        }
    }
}
