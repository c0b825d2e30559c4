//! What was done, in a short line at the bottom that goes by itself: nobody has to answer it.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use eframe::egui::{Align2, Area, Context, Event, Frame, Id, Label, Rect, vec2};
use std::time::Duration;

/// So long it stands, where nobody does anything.
const STANDS: f64 = 10.0;

/// So much of the window's width its words take on one line.
const SHARE: f32 = 0.75;

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

    /// Shows it. False once it is to go: with the next key or click elsewhere, or after a while.
    pub fn show(&mut self, ctx: &Context, actions: &mut Vec<Action>) -> bool {
        let now = ctx.input(|input| input.time);
        let since = self.shown.map_or(now, |(_, since)| since);
        if self.shown.is_some_and(|(rect, since)| now - since >= STANDS || is_past(ctx, rect)) {
            return false;
        }
        let area = Area::new(Id::unique("notice")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -76.0));
        let response = area.show(ctx, |ui| {
            Frame::popup(ui.style()).fill(theme::PAPER).inner_margin(10).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let room = ctx.content_rect().width() * SHARE;
                    ui.scope(|ui| {
                        ui.set_max_width(room);
                        ui.add(Label::new(&self.words).wrap());
                    });
                    if self.undo && ui.link("撤销").clicked() {
                        actions.push(Action::Do(Command::Undo));
                    }
                });
            });
        });
        self.shown = Some((response.response.rect, since));
        ctx.request_repaint_after(Duration::from_secs_f64(STANDS - (now - since)));
        true
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
