//! What an event leads to is learnt before a picture is drawn of it. egui answers each event with three pictures, so
//! that what one only learns the next can show; where the processor draws them, they are nearly all that a key costs.
//! Here the first two are passes that are not drawn: `one_picture_a_key` of `tests/undrawn.rs`.

use eframe::egui::{Context, Event, ImeEvent, Plugin, Ui};
use std::num::NonZeroUsize;

/// So many passes an event asks for beside its own: one learns from it, and one from that.
const MORE: usize = 2;

/// The passes that are still to come before one is drawn.
#[derive(Default)]
struct Undrawn {
    left: usize,
}

impl Plugin for Undrawn {
    fn debug_name(&self) -> &'static str {
        "undrawn passes"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (any, ends) = ui.input(|input| {
            let events = &input.raw.events;
            (!events.is_empty(), events.iter().any(ends_composition))
        });
        if any && !ends {
            self.left = MORE;
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if self.left > 0 {
            self.left -= 1;
            ui.ctx().request_discard("what an event leads to");
        }
    }
}

/// The frame after it counts (`composition.rs`): an Enter that comes in it is the input method's, and it comes at once.
fn ends_composition(event: &Event) -> bool {
    match event {
        Event::Ime(ImeEvent::Commit(_)) => true,
        Event::Ime(ImeEvent::Preedit { text, .. }) => text.is_empty(),
        _ => false,
    }
}

/// From now on.
pub(super) fn begin(ctx: &Context) {
    ctx.options_mut(|options| {
        options.max_passes = NonZeroUsize::MIN.saturating_add(MORE);
        // egui itself is built without its assertions, one of which complains of such passes.
        options.warn_on_id_clash = cfg!(debug_assertions);
    });
    ctx.add_plugin(Undrawn::default());
}
