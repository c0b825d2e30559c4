//! What an input method is at in a box of text.
//!
//! egui writes letters that are not chosen yet into the text it edits. Whoever owns a box asks here whether such letters
//! are in it, and takes its text only when there are none. A composition belongs to the box it began in: what is
//! delivered after that was left is dropped.

use eframe::egui::{Context, Event, Id, ImeEvent, Key};

/// What an input method is at in one box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Composition {
    /// Nothing.
    #[default]
    Quiet,
    /// Composing: the box holds letters that are not chosen yet.
    Composing,
    /// It ended in the last frame: an Enter that comes now is still the one that ended it.
    Settling,
    /// It was cut off by leaving its box: what it still delivers is dropped.
    Stray,
}

impl Composition {
    /// Letters that are not chosen yet are in the box.
    pub fn is_on(self) -> bool {
        self == Self::Composing
    }

    /// Before any widget: the input method is at work.
    pub fn is_at_work(self, ctx: &Context) -> bool {
        let delivers = ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))));
        delivers || matches!(self, Self::Composing | Self::Settling)
    }

    /// Before any widget: whether the input method is at work. Then the keys are its own, also the Enter that picks a
    /// candidate and that some systems deliver a second time.
    pub fn keeps_keys(&mut self, ctx: &Context) -> bool {
        let at_work = self.is_at_work(ctx);
        if at_work {
            ctx.input_mut(|input| input.events.retain(|event| !is_key(event, &[Key::Enter, Key::Escape, Key::Tab])));
        }
        if *self == Self::Settling {
            *self = Self::Quiet;
        }
        at_work
    }

    /// Before the box is shown: a composition may begin. What is composed in another box is none of this one's.
    pub fn begin(&mut self, ctx: &Context, box_id: Id) {
        let begins = |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty());
        if ctx.memory(|memory| memory.has_focus(box_id)) && ctx.input(|input| input.events.iter().any(begins)) {
            *self = Self::Composing;
        }
    }

    /// Once the text of the box has changed: the composition ends where the input method's last word is that it is done.
    pub fn end(&mut self, ctx: &Context) {
        let done = ctx.input(|input| {
            let last = input.events.iter().rev().find_map(|e| if let Event::Ime(ime) = e { Some(ime) } else { None });
            match last {
                Some(ImeEvent::Commit(_)) => true,
                Some(ImeEvent::Preedit { text, .. }) => text.is_empty(),
                _ => false,
            }
        });
        if done {
            *self = Self::Settling;
        }
    }

    /// The box is left. Answers whether that cut a composition off.
    pub fn cut_off(&mut self) -> bool {
        let on = self.is_on();
        if on {
            *self = Self::Stray;
        }
        on
    }

    /// Drops what a cut-off composition still delivers, until a new one begins or something is typed.
    pub fn drop_strays(&mut self, ctx: &Context) {
        if *self != Self::Stray {
            return;
        }
        ctx.input_mut(|input| {
            let fresh = input.events.iter().position(begins_anew).unwrap_or(input.events.len());
            if fresh < input.events.len() {
                *self = Self::Quiet;
            }
            let mut index = 0;
            input.events.retain(|event| {
                index += 1;
                index > fresh || !matches!(event, Event::Ime(_))
            });
        });
    }
}

fn begins_anew(event: &Event) -> bool {
    match event {
        Event::Ime(ImeEvent::Preedit { text, .. }) => !text.is_empty(),
        Event::Text(_) | Event::Paste(_) => true,
        _ => false,
    }
}

fn is_key(event: &Event, keys: &[Key]) -> bool {
    matches!(event, Event::Key { key, .. } if keys.contains(key))
}
