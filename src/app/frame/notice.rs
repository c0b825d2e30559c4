//! What was done, in a short line at the bottom that goes by itself: nobody has to answer it. Where cells are filled in it
//! has a strip of its own, in the place of what the colours mean: what was just filled in stays in sight.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use crate::app::widgets::sentence;
use eframe::egui::{Align2, Area, Context, Event, Frame, Id, Rect, Ui, vec2};
use std::time::Duration;

/// So long it stands, where nobody does anything.
const STANDS: f64 = 10.0;

/// So much of the window's width its words take on one line.
const SHARE: f32 = 0.75;

/// So much room 撤销 takes beside them.
const UNDO: f32 = 50.0;

/// A short line on what was done.
#[derive(Debug)]
pub(crate) struct Notice {
    words: String,
    /// It offers to take the last step back.
    undo: bool,
    /// Where it stands, and from when on; none before it was first shown.
    shown: Option<(Rect, f64)>,
}

impl Notice {
    /// These words; `undo` where the last step can be taken back beside them.
    pub fn new(words: impl Into<String>, undo: bool) -> Self {
        Self { words: words.into(), undo, shown: None }
    }

    /// It is to go: with the next key or click elsewhere, or after a while.
    pub fn is_over(&self, ctx: &Context) -> bool {
        let now = ctx.input(|input| input.time);
        self.shown.is_some_and(|(rect, since)| now - since >= STANDS || is_past(ctx, rect))
    }

    /// Shows it above all else, on a page without cells.
    pub fn float(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        let area = Area::new(Id::unique("notice")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -76.0));
        area.show(ctx, |ui| {
            let frame = Frame::popup(ui.style()).fill(theme::PAPER).inner_margin(10);
            frame.show(ui, |ui| self.ui(ui, ctx.content_rect().width() * SHARE, actions));
        });
    }

    /// Shows it, so wide.
    pub fn ui(&mut self, ui: &mut Ui, room: f32, actions: &mut Vec<Action>) {
        let room = room - if self.undo { UNDO } else { 0.0 };
        let row = ui.horizontal(|ui| {
            ui.scope(|ui| {
                ui.set_max_width(room);
                sentence(ui, &self.words);
            });
            if self.undo && ui.link("撤销").clicked() {
                actions.push(Action::Do(Command::Undo));
            }
        });
        let now = ui.input(|input| input.time);
        let since = self.shown.map_or(now, |(_, since)| since);
        self.shown = Some((row.response.rect, since));
        ui.ctx().request_repaint_after(Duration::from_secs_f64((STANDS - (now - since)).max(0.0)));
    }
}

/// Something else is done: a key, or a press beside it.
fn is_past(ctx: &Context, rect: Rect) -> bool {
    ctx.input(|input| {
        input.events.iter().any(|event| match event {
            Event::Key { pressed, .. } => *pressed,
            Event::PointerButton { pos, pressed, .. } => *pressed && !rect.contains(*pos),
            Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Cut | Event::Copy => true,
            _ => false,
        })
    })
}
