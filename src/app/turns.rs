//! What was done within one frame, taken one thing after the other.
//!
//! A frame may take long, on a slow PC or one that is busy. Who types 85.22, Tab, 79.91 and clicks meanwhile has typed
//! into two cells and clicked a third; a frame that is told all of it at once knows of one cell only. So each frame is
//! told of what was typed, or of one thing that may lead elsewhere, and the next of what came after.

use crate::desk::ends_sentence;
use eframe::egui::{Context, Event, Key, RawInput};

/// What waits for its frame.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    events: Vec<Event>,
    /// The key that was pressed last was pressed with Alt: it asks for something, and its letter is not written.
    with_alt: bool,
}

/// What an event does, to the others of its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    /// Goes into the cell that is open.
    Typed,
    /// May lead elsewhere, or asks for something that what was typed must be there for.
    Leads,
    /// Belongs to what led.
    Follows,
    /// Goes with anything.
    Any,
}

impl Turns {
    /// Leaves a frame its turn, and keeps the rest for the next, which is asked for.
    pub fn take(&mut self, ctx: &Context, input: &mut RawInput) {
        for event in std::mem::take(&mut input.events) {
            if let Event::Key { pressed: true, modifiers, .. } = &event {
                // AltGr, which writes letters, is Ctrl and Alt.
                self.with_alt = cfg!(not(target_os = "macos")) && modifiers.alt && !modifiers.ctrl;
            }
            let letter_of_alt = self.with_alt && matches!(event, Event::Text(_));
            // A key that is held down does not run on once it is let go of.
            let runs_on = !self.events.is_empty() && is_repeated_lead(&event);
            if !letter_of_alt && !runs_on {
                self.events.push(event);
            }
        }
        let own = first_turn(&self.events);
        let rest = self.events.split_off(own);
        input.events = std::mem::replace(&mut self.events, rest);
        if !self.events.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// So many of these events are of one turn.
fn first_turn(events: &[Event]) -> usize {
    let (mut before, mut sentence) = (Deed::Any, false);
    let ends = |event: &Event| {
        let deed = deed(event);
        let ends = match deed {
            // Each sentence is a step that can be taken back.
            Deed::Typed => before == Deed::Leads || sentence && matches!(event, Event::Text(_)),
            Deed::Leads => before != Deed::Any,
            Deed::Follows => before == Deed::Typed,
            Deed::Any => before == Deed::Leads && matches!(event, Event::PointerMoved(_)),
        };
        match deed {
            Deed::Any => {}
            Deed::Follows => before = Deed::Leads,
            other => before = other,
        }
        sentence |= matches!(event, Event::Text(text) if ends_sentence(text));
        ends
    };
    events.iter().position(ends).unwrap_or(events.len())
}

fn deed(event: &Event) -> Deed {
    match event {
        Event::Text(_) | Event::Ime(_) => Deed::Typed,
        Event::Paste(_) | Event::Cut | Event::Copy => Deed::Leads,
        Event::PointerButton { pressed, .. } => {
            if *pressed {
                Deed::Leads
            } else {
                Deed::Follows
            }
        }
        Event::Key { key, pressed: true, modifiers, .. } => {
            let leads = modifiers.command || modifiers.ctrl || modifiers.alt || leads(*key);
            if leads { Deed::Leads } else { Deed::Typed }
        }
        _ => Deed::Any,
    }
}

/// Keys that lead from cell to cell, or are commands.
fn leads(key: Key) -> bool {
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Delete, End, Enter, Escape, Home, PageDown, PageUp, Tab};
    let moves = matches!(key, ArrowDown | ArrowLeft | ArrowRight | ArrowUp | Home | End | PageDown | PageUp | Tab);
    moves || matches!(key, Enter | Escape | Delete) || (Key::F1..=Key::F35).contains(&key)
}

fn is_repeated_lead(event: &Event) -> bool {
    matches!(event, Event::Key { repeat: true, .. }) && deed(event) == Deed::Leads
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Modifiers, PointerButton, pos2};

    fn key(key: Key, modifiers: Modifiers, repeat: bool) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat, modifiers }
    }

    /// One event a word: what is typed, a key in angle brackets, a press, a release, a move.
    fn event(word: &str) -> Event {
        let button = |pressed| Event::PointerButton {
            pos: pos2(1.0, 1.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match word {
            "press" => button(true),
            "release" => button(false),
            "move" => Event::PointerMoved(pos2(1.0, 1.0)),
            "save" => key(Key::S, Modifiers::COMMAND, false),
            "tab" => key(Key::Tab, Modifiers::NONE, false),
            "held" => key(Key::ArrowDown, Modifiers::NONE, true),
            "back" => key(Key::Backspace, Modifiers::NONE, false),
            "paste" => Event::Paste("1".into()),
            text => Event::Text(text.into()),
        }
    }

    fn events(words: &str) -> Vec<Event> {
        words.split_whitespace().map(event).collect()
    }

    #[test]
    fn each_frame_has_its_turn_and_nothing_is_lost() {
        for frames in [
            "8 5 back 6",
            "8 5 | tab | 7 9 | tab",
            "8 move | press release | 7",
            "press release | move press release",
            "move press | move move release | 3",
            "8 | save | 9",
            "8 。 | 9 back 。 back | 8",
            "8 | paste | 9",
            "tab | tab | tab",
            "8 | release | 9",
        ] {
            let frames: Vec<Vec<Event>> = frames.split('|').map(events).collect();
            let (ctx, mut turns) = (Context::default(), Turns::default());
            let mut input = RawInput { events: frames.concat(), ..RawInput::default() };
            for frame in &frames {
                turns.take(&ctx, &mut input);
                assert_eq!(&input.events, frame, "{frames:?}");
                input.events.clear();
            }
            turns.take(&ctx, &mut input);
            assert_eq!(input.events, []);
        }
    }

    #[test]
    fn the_letter_of_a_key_with_alt_is_not_written() {
        let (ctx, mut turns) = (Context::default(), Turns::default());
        let alt = key(Key::H, Modifiers::ALT, false);
        let mut input = RawInput { events: vec![alt.clone(), Event::Text("h".into())], ..RawInput::default() };
        turns.take(&ctx, &mut input);
        assert_eq!(input.events, [alt]);
        let plain = vec![key(Key::H, Modifiers::NONE, false), Event::Text("h".into())];
        input.events.clone_from(&plain);
        turns.take(&ctx, &mut input);
        assert_eq!(input.events, plain);
    }

    #[test]
    fn a_key_that_is_held_down_does_not_run_on() {
        let (ctx, mut turns) = (Context::default(), Turns::default());
        let mut input = RawInput { events: events("8 tab"), ..RawInput::default() };
        turns.take(&ctx, &mut input);
        for (come, seen) in [("held held", "tab"), ("held held", "held"), ("", "")] {
            input.events = events(come);
            turns.take(&ctx, &mut input);
            assert_eq!(input.events, events(seen), "{come}");
        }
    }
}
