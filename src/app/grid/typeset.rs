//! Lines on the screen as on paper: where one ends is said by [`line_breaks`], egui only draws it.
//!
//! So a row that is not seen is reckoned as high as it will be drawn, and no cell cuts its text.

use crate::app::theme;
use crate::output::line_breaks;
use eframe::egui::text::{ByteIndex, LayoutJob};
use eframe::egui::{Galley, Painter};
use std::sync::Arc;

pub(crate) use crate::output::Texture;

/// Where new lines begin, in bytes, beside those that follow a line end; `width` is what a line has room for.
fn breaks(text: &str, width: f32, size: f32, texture: Texture) -> Vec<usize> {
    line_breaks(text, f64::from(width / size), texture)
}

/// How many lines a text takes.
pub(crate) fn lines(text: &str, width: f32, size: f32, texture: Texture) -> usize {
    1 + text.matches('\n').count() + breaks(text, width, size, texture).len()
}

/// Lays a job out, its lines broken here. What has no room in this height is cut off and ends in ….
pub(crate) fn galley(painter: &Painter, job: LayoutJob, texture: Texture, height: f32) -> Arc<Galley> {
    let (size, width) = (size(&job), job.wrap.max_width);
    let breaks = breaks(&job.text, width, size, texture);
    let mut job = with_line_ends(job, &breaks);
    let (needed, high) = (1 + job.text.matches('\n').count(), theme::LINE_HEIGHT / theme::BODY * size);
    let most = (1..=needed).take_while(|count| *count as f32 * high <= height + 1.0).count().max(1);
    if most < needed {
        job.wrap.max_width = width;
        job.wrap.max_rows = most;
    }
    painter.layout_job(job)
}

/// The same for a text that is edited: the galley is of the text as it is, so that the caret finds its way.
pub(crate) fn edited(painter: &Painter, job: LayoutJob) -> Arc<Galley> {
    let breaks = breaks(&job.text, job.wrap.max_width, size(&job), Texture::Written);
    if breaks.is_empty() {
        return painter.layout_job(job);
    }
    let own = Arc::new(job.clone());
    let mut galley = Arc::unwrap_or_clone(painter.layout_job(with_line_ends(job, &breaks)));
    let mut soft = breaks.into_iter().peekable();
    let mut ends = own.text.char_indices();
    let mut behind = 0;
    for row in &mut galley.rows {
        for (at, c) in ends.by_ref().take(row.glyphs.len()) {
            behind = at + c.len_utf8();
        }
        if soft.next_if_eq(&behind).is_some() {
            row.ends_with_newline = false;
        } else if row.ends_with_newline {
            ends.next();
        }
    }
    galley.job = own;
    Arc::new(galley)
}

fn size(job: &LayoutJob) -> f32 {
    job.sections.first().map_or(theme::BODY, |section| section.format.font_id.size)
}

/// A job whose lines end where they break.
fn with_line_ends(mut job: LayoutJob, breaks: &[usize]) -> LayoutJob {
    job.wrap.max_width = f32::INFINITY;
    if breaks.is_empty() {
        return job;
    }
    let moved = |ByteIndex(at): ByteIndex| ByteIndex(at + breaks.partition_point(|place| *place <= at));
    for section in &mut job.sections {
        section.byte_range = moved(section.byte_range.start)..moved(section.byte_range.end);
    }
    for place in breaks.iter().rev() {
        job.text.insert(*place, '\n');
    }
    job
}
