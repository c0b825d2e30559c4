//! Which keys lead from cell to cell, and while what is done with the text of the current one.

use crate::app::action::{Action, CellAction};
use crate::app::command::{COMMANDS, Command};
use crate::sheet::Direction;
use eframe::egui::{Context, Event, Key, Modifiers};

/// What is done with the text of the current cell. Each leaves fewer keys to the cells than the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    /// Nothing: what is typed replaces it, and every key belongs to the cells.
    #[default]
    Arrived,
    /// It is being typed: arrows go to other cells, what edits a text belongs to it.
    Typing,
    /// It is edited: the caret's keys move in it (F2, a double click, long texts).
    Inside,
}

/// A way from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the cell that lies there.
    Step(Direction),
    /// As many steps in that direction as rows are seen.
    Page(Direction),
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyMove {
    /// To go there.
    Go(Way),
    /// To select as far as there.
    Extend(Way),
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// The keys that go and, with Shift, select; and up to which mode they go.
const MOVES: [(Mode, Modifiers, Key, Way); 14] = [
    (Mode::Typing, Modifiers::NONE, Key::ArrowUp, Way::Step(Direction::Up)),
    (Mode::Typing, Modifiers::NONE, Key::ArrowDown, Way::Step(Direction::Down)),
    (Mode::Typing, Modifiers::NONE, Key::ArrowLeft, Way::Step(Direction::Left)),
    (Mode::Typing, Modifiers::NONE, Key::ArrowRight, Way::Step(Direction::Right)),
    (Mode::Typing, Modifiers::NONE, Key::PageUp, Way::Page(Direction::Up)),
    (Mode::Typing, Modifiers::NONE, Key::PageDown, Way::Page(Direction::Down)),
    (Mode::Arrived, Modifiers::NONE, Key::Home, Way::Step(Direction::RowStart)),
    (Mode::Arrived, Modifiers::NONE, Key::End, Way::Step(Direction::RowEnd)),
    (Mode::Arrived, CTRL, Key::Home, Way::Step(Direction::TableStart)),
    (Mode::Arrived, CTRL, Key::End, Way::Step(Direction::TableEnd)),
    (Mode::Typing, CTRL, Key::ArrowUp, Way::Step(Direction::EdgeUp)),
    (Mode::Typing, CTRL, Key::ArrowDown, Way::Step(Direction::EdgeDown)),
    (Mode::Typing, CTRL, Key::ArrowLeft, Way::Step(Direction::EdgeLeft)),
    (Mode::Typing, CTRL, Key::ArrowRight, Way::Step(Direction::EdgeRight)),
];

/// The keys that go on from what was typed. In paragraphs Enter begins a new one.
const TURNS: [(Modifiers, Key, Direction); 4] = [
    (Modifiers::NONE, Key::Tab, Direction::Next),
    (Modifiers::SHIFT, Key::Tab, Direction::Back),
    (Modifiers::NONE, Key::Enter, Direction::Onward),
    (Modifiers::SHIFT, Key::Enter, Direction::Return),
];

/// Takes the keys of a command for cells out of the input, while they do not belong to the text: cut and copy come as
/// what they mean. What was typed can be written into all cells also while it is edited.
pub(crate) fn take_command(ctx: &Context, mode: Mode) -> Option<Action> {
    let mut rows = COMMANDS.iter().filter(|row| row.command.is_of_cells());
    let ours = |command| command == Command::FillAll || mode == Mode::Arrived;
    let pressed =
        rows.find(|row| ours(row.command) && row.keys.iter().any(|keys| take(ctx, keys.modifiers, keys.logical_key)));
    if let Some(row) = pressed {
        return Some(Action::Do(row.command));
    }
    let copies = |event: &Event| matches!(event, Event::Cut | Event::Copy);
    let taken = ctx.input_mut(|input| {
        let found = input.events.iter().position(|event| mode == Mode::Arrived && copies(event))?;
        Some(input.events.remove(found))
    })?;
    Some(Action::Cells(CellAction::Copy { cut: taken == Event::Cut }))
}

/// Takes a key of the cells out of the input.
pub(crate) fn take_move(ctx: &Context, mode: Mode, paragraphs: bool) -> Option<KeyMove> {
    for (modifiers, key, direction) in TURNS {
        if !(paragraphs && key == Key::Enter) && take(ctx, modifiers, key) {
            return Some(KeyMove::Go(Way::Step(direction)));
        }
    }
    for (until, modifiers, key, way) in MOVES {
        if mode <= until && take(ctx, modifiers, key) {
            return Some(KeyMove::Go(way));
        }
        let with_shift = if modifiers == CTRL { CTRL_SHIFT } else { Modifiers::SHIFT };
        if mode == Mode::Arrived && take(ctx, with_shift, key) {
            return Some(KeyMove::Extend(way));
        }
    }
    None
}

/// Takes a key out of the input. With it goes what it was pressed with, no more and no less.
pub(crate) fn take(ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
    ctx.input_mut(|input| {
        let is_it = |event: &Event| {
            matches!(event, Event::Key { key: pressed, pressed: true, modifiers: with, .. }
                if *pressed == key && with.matches_exact(modifiers))
        };
        let found = input.events.iter().position(is_it);
        found.map(|index| input.events.remove(index)).is_some()
    })
}

/// Takes what egui's text boxes do with a key that no program in an office has: words that go at Ctrl+H, U, K or W.
/// Those of these keys that are commands were taken before.
pub(crate) fn take_strange(ctx: &Context) {
    let strange = |event: &Event| {
        matches!(event, Event::Key { key: Key::H | Key::K | Key::U | Key::W, pressed: true, modifiers, .. }
            if modifiers.ctrl || modifiers.command)
    };
    ctx.input_mut(|input| input.events.retain(|event| !strange(event)));
}
