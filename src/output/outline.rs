//! Words as a shape: seen on a page, and in no text that is copied from it. 草稿 is drawn so.

use serde::Serialize;
use ttf_parser::{Face, OutlineBuilder};

/// Words as a shape. Lengths in sizes of their face, from the left end of the line they stand on, downwards.
#[derive(Serialize)]
pub(super) struct WordOutline {
    /// How wide all of them are.
    wide: f64,
    /// Where the pen goes: to the end of the last of the points, past the others.
    ways: Vec<(PenStep, Vec<[f64; 2]>)>,
}

/// How it goes there.
#[derive(Clone, Copy, Serialize)]
enum PenStep {
    Move,
    Line,
    Quad,
    Cubic,
    Close,
}

impl WordOutline {
    /// Words in a face, so far apart. None where it lacks one of their characters.
    pub fn of(words: &str, face: &Face, apart: f64) -> Option<Self> {
        let size = f64::from(face.units_per_em());
        let mut pen = Pen { size, x: 0.0, ways: Vec::new() };
        for character in words.chars() {
            let glyph = face.glyph_index(character)?;
            // A blank has no outline.
            face.outline_glyph(glyph, &mut pen);
            pen.x += f64::from(face.glyph_hor_advance(glyph)?) / size + apart;
        }
        Some(Self { wide: pen.x - apart, ways: pen.ways })
    }
}

struct Pen {
    size: f64,
    x: f64,
    ways: Vec<(PenStep, Vec<[f64; 2]>)>,
}

impl Pen {
    fn go<const N: usize>(&mut self, step: PenStep, points: [[f32; 2]; N]) {
        let place = |[x, y]: [f32; 2]| [self.x + f64::from(x) / self.size, -f64::from(y) / self.size];
        let points = points.map(place).to_vec();
        self.ways.push((step, points));
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.go(PenStep::Move, [[x, y]]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go(PenStep::Line, [[x, y]]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.go(PenStep::Quad, [[x1, y1], [x, y]]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.go(PenStep::Cubic, [[x1, y1], [x2, y2], [x, y]]);
    }

    fn close(&mut self) {
        self.go(PenStep::Close, []);
    }
}
