//! What an event leads to is learnt before a picture is drawn of it.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, RequestRepaintInfo, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use window::{USUAL, Window, text};
use ziping::form::CellId;

/// Sooner than a caret blinks.
const SOON: Duration = Duration::from_millis(100);

/// What asks for a picture, as a window is told of it.
type Asked = Arc<Mutex<Vec<RequestRepaintInfo>>>;

/// One step; whether another picture is asked for at once. What was asked for in a pass that another followed is
/// learnt, and eframe does not heed it.
fn asks_for_more(window: &mut Window, asked: &Asked) -> bool {
    asked.lock().expect("nobody panicked").clear();
    window.step();
    let pass = window.ctx.cumulative_pass_nr();
    let heeded = |info: &RequestRepaintInfo| info.delay < SOON && pass <= info.current_cumulative_pass_nr + 1;
    asked.lock().expect("nobody panicked").iter().any(heeded)
}

/// The cell at that address, as it is shown.
fn shown(window: &Window, address: &str) -> String {
    let desk = window.state().desk().expect("a report is open");
    let at = CellId::parse(address).expect("an address");
    let words = desk.sheet().words(desk.form(), &at);
    let cell = window.get_by_role_and_label(Role::Cell, &words);
    cell.accesskit_node().value().expect("a value")
}

#[test]
fn one_picture_a_key() {
    let mut window = window::sample(USUAL);
    let desk = window.state().desk().expect("a report is open");
    let at = CellId::parse("staff/posts/approved").expect("an address");
    let words = desk.sheet().words(desk.form(), &at);
    window::cell(&mut window, &words);
    let asked = Asked::default();
    let hears = Arc::clone(&asked);
    window.ctx.set_request_repaint_callback(move |info| hears.lock().expect("nobody panicked").push(info));
    for (letter, rate) in [("6", "50%"), ("0", "5%")] {
        window.event(Event::Text(letter.into()));
        assert!(!asks_for_more(&mut window, &asked), "a second picture is asked for after “{letter}”");
        assert_eq!(shown(&window, "staff/posts/rate"), rate, "and what follows from it is in the first");
    }
    assert_eq!(text(&window, "staff/posts/approved"), "60");
}
