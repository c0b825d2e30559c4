//! A small ring: how much of what must be filled in is.

use crate::app::theme;
use eframe::egui::{Painter, Pos2, Shape, Stroke, vec2};
use std::f32::consts::TAU;

/// How far its line is from its middle.
pub(crate) const RADIUS: f32 = 6.0;
/// Of so many pieces its line is made.
const PIECES: u8 = 32;

/// Draws it: `blank` of so many that are `required`, begun at the top. A whole one is in the colour of what is well.
pub(crate) fn ring(painter: &Painter, middle: Pos2, blank: usize, required: usize) {
    painter.circle_stroke(middle, RADIUS, Stroke::new(2.5, theme::LINE));
    let filled = required.saturating_sub(blank) as f32 / required.max(1) as f32;
    let point = |piece: u8| {
        let (sin, cos) = (f32::from(piece) / f32::from(PIECES) * filled * TAU).sin_cos();
        middle + vec2(sin, -cos) * RADIUS
    };
    let points = (0..=PIECES).map(point).collect();
    let color = if blank == 0 { theme::WELL } else { theme::WEAK };
    painter.add(Shape::line(points, Stroke::new(2.5, color)));
}
