//! What is drawn on a page, as far as a reader is concerned: letters, ruled lines, and how much of it is pictures.

use super::letter::{Letter, Turn, is_wide, meant};
use super::rule::{self, RuledLine};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How much may be drawn in a document, and kept of it.
pub(super) struct Allowance {
    /// Steps of drawing.
    pub steps: usize,
    /// Letters and lines of one page.
    pub kept: usize,
    /// Nobody waits for it any more.
    pub stop: Arc<AtomicBool>,
}

/// Has no width and is no letter: a line may break there.
const MAY_BREAK: char = '\u{200b}';
/// What is cut out may be a drawing of its own within this one, unpacked and read each time it is drawn.
const FORM: usize = 100;

/// The drawing went on beyond what was allowed. It is thrown, since the library cannot be stopped otherwise.
pub(super) struct Exhausted;

/// A page while it is drawn. Places are in points from its upper left corner.
pub(super) struct Canvas<'c> {
    left: &'c mut Allowance,
    /// What can be seen, innermost last.
    clips: Vec<Rect>,
    pub letters: Vec<Letter>,
    pub rules: Vec<RuledLine>,
    /// How much of the page is covered by pictures.
    pub pictured: f64,
    /// Letters whose characters the file does not tell.
    pub unknown: usize,
}

impl<'c> Canvas<'c> {
    pub fn new(whole: Rect, left: &'c mut Allowance) -> Self {
        Self { left, clips: vec![whole], letters: Vec::new(), rules: Vec::new(), pictured: 0.0, unknown: 0 }
    }

    fn step(&mut self) {
        self.steps(1);
    }

    fn steps(&mut self, many: usize) {
        let kept = self.letters.len() + self.rules.len();
        match self.left.steps.checked_sub(many) {
            Some(left) if kept < self.left.kept && !self.left.stop.load(Ordering::Relaxed) => self.left.steps = left,
            _ => std::panic::resume_unwind(Box::new(Exhausted)),
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    /// Something can be seen there; a point of tolerance, since cells are cut off at their very edges.
    fn shows(&self, x: f64, y: f64) -> bool {
        self.clip().inflate(1.0, 1.0).contains(Point::new(x, y))
    }

    /// Keeps a glyph's letters side by side over its width.
    fn letters(&mut self, text: &str, glyph: Affine, advance: Option<f64>) {
        let origin = glyph * Point::ZERO;
        let across = glyph * Point::new(1000.0, 0.0) - origin;
        let size = (glyph * Point::new(0.0, 1000.0) - origin).hypot();
        let Some(turn) = Turn::of(across.x, across.y) else { return };
        if !(0.5..2_000.0).contains(&size) || !origin.is_finite() {
            return;
        }
        let (from, base) = turn.seen(origin.x, origin.y);
        let count = text.chars().count().max(1) as f64;
        let own = advance.filter(|advance| *advance > 0.0);
        let guess = || if text.chars().all(is_wide) { 1000.0 } else { 500.0 };
        let width = own.unwrap_or_else(guess) / 1000.0 * Vec2::hypot(across) / count;
        for (n, letter) in text.chars().enumerate() {
            let from = from + width * n as f64;
            let letter = Letter { character: meant(letter), turn, from, to: from + width, base, size };
            let (x, y) = letter.middle();
            if self.shows(x, y) && !letter.character.is_control() {
                self.letters.push(letter);
            }
        }
    }

    /// Keeps the lines of these as far as they can be seen.
    fn rule(&mut self, rules: Vec<RuledLine>) {
        let clip = self.clip().inflate(1.0, 1.0);
        for rule in rules {
            let (at, reach) = if rule.level {
                ((clip.y0, clip.y1), (clip.x0, clip.x1))
            } else {
                ((clip.x0, clip.x1), (clip.y0, clip.y1))
            };
            let (from, to) = (rule.from.max(reach.0), rule.to.min(reach.1));
            if (at.0..=at.1).contains(&rule.at) && from <= to {
                self.rules.push(RuledLine { from, to, ..rule });
            }
        }
    }
}

/// White on paper is nothing.
fn is_seen(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().components();
            alpha > 0.02 && red.min(green).min(blue) < 0.97
        }
        Paint::Pattern(_) => true,
    }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {
        self.step();
    }

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, to_page: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        self.step();
        if !is_seen(paint) {
            return;
        }
        let mut rules = Vec::new();
        match mode {
            PathDrawMode::Fill(_) => rule::filled(path, to_page, &mut rules),
            PathDrawMode::Stroke(_) => rule::stroked(path, to_page, &mut rules),
        }
        self.rule(rules);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.steps(FORM);
        let clip = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(clip);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph(&mut self, glyph: &Glyph<'a>, to_page: Affine, own: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        self.step();
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        match glyph.as_unicode() {
            Some(BfString::Char(MAY_BREAK)) => {}
            Some(BfString::Char('\u{fffd}' | '\0')) | None => {
                self.unknown += 1;
                self.letters("\u{fffd}", to_page * own, advance);
            }
            Some(BfString::Char(letter)) => self.letters(letter.encode_utf8(&mut [0; 4]), to_page * own, advance),
            Some(BfString::String(letters)) => self.letters(&letters.replace(MAY_BREAK, ""), to_page * own, advance),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, to_page: Affine) {
        self.step();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pictured += to_page.transform_rect_bbox(size).intersect(self.clip()).area();
    }

    fn pop_clip_path(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {}
}
