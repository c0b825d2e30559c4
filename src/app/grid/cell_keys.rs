//! What keys do with the current cell and its text, before any widget sees them.

use crate::app::action::{Action, CellAction};
use crate::app::grid::clipboard::{PasteInto, take_block};
use crate::app::grid::editor::Editor;
use crate::app::grid::entered_cell::EnteredCell;
use crate::app::grid::keys::{KeyMove, Mode, take, take_command, take_move};
use crate::form::Holds;
use crate::value::fold;
use eframe::egui::{self, Context, Event, Key, Modifiers};

impl Editor {
    /// Reads the keys of this frame before any widget does. Answers with where to go.
    pub fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) -> Option<KeyMove> {
        self.draft.drop_strays(ctx);
        let cell = self.cell.as_ref()?;
        if self.draft.keeps_keys(ctx) || !self.draft.has_keys(ctx) {
            return None;
        }
        let (at, several) = (cell.at.clone(), self.reach.is_some());
        // Paragraphs that are written in take a block as the text it is.
        let into = if self.is_in_paragraphs() { PasteInto::Prose } else { cell.into };
        if let Some(block) = take_block(ctx, into, several) {
            actions.push(block.map_or_else(Action::Say, |block| Action::Paste(at, block)));
            return None;
        }
        // Those of an open menu or list are its own.
        if egui::Popup::is_any_open(ctx) {
            return None;
        }
        if cell.holds == Holds::Degree && !several {
            actions.extend(take_degree(ctx).map(|number| Action::Cells(CellAction::Degree(at.clone(), number))));
        }
        if take(ctx, Modifiers::NONE, Key::Escape) {
            actions.extend(self.escape(ctx));
            return None;
        }
        if take(ctx, Modifiers::NONE, Key::F2) {
            // Where there is a caret already it stays.
            if self.mode == Mode::Typing || self.is_long() && self.is_open() && !several {
                self.mode = Mode::Inside;
            } else {
                self.edit(None);
            }
            return None;
        }
        if take(ctx, Modifiers::ALT, Key::Enter) {
            self.break_line(ctx);
            return None;
        }
        // Paragraphs that were left keep what edits a text; the keys that go lead to other cells.
        let texts = if self.is_long() && self.is_open() && !several { Mode::Inside } else { self.mode };
        if let Some(action) = take_command(ctx, texts) {
            actions.push(action);
            return None;
        }
        take_move(ctx, self.mode, self.is_in_paragraphs())
    }

    /// Alt+Enter begins a new line where a cell holds words: the text box is handed the key without Alt.
    fn break_line(&mut self, ctx: &Context) {
        if !self.cell.as_ref().is_some_and(EnteredCell::holds_lines) {
            return;
        }
        if self.mode == Mode::Arrived {
            self.edit(None);
        }
        let (key, modifiers) = (Key::Enter, Modifiers::NONE);
        let enter = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        ctx.input_mut(|input| input.events.push(enter));
    }

    /// Esc: a selection goes; paragraphs are left, and keep what stands there; what was typed in a cell of a table is
    /// given up, and the mark it had is there again: one that was 待核实 is so again.
    fn escape(&mut self, ctx: &Context) -> Option<Action> {
        if self.reach.is_some() {
            self.select(None);
            return None;
        }
        if self.is_long() {
            self.mode = Mode::Arrived;
            self.draft.stay(ctx);
            return None;
        }
        let cell = self.cell.as_ref()?;
        let given_up = (self.mode != Mode::Arrived && self.draft.text() != cell.text)
            .then(|| Action::GiveBack(cell.at.clone(), cell.text.as_str().into(), cell.mark.clone()));
        if given_up.is_some() {
            self.draft.put(&cell.text);
        }
        self.rest();
        given_up
    }
}

/// A degree chosen by its number, or taken away with Delete: 完成程度 is a list, not a text.
fn take_degree(ctx: &Context) -> Option<usize> {
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Delete) || input.consume_key(Modifiers::NONE, Key::Backspace) {
            return Some(0);
        }
        // What is no number is none of them, which is said.
        let number = |e: &Event| match e {
            Event::Text(text) => Some(fold(text).parse().unwrap_or(usize::MAX)),
            _ => None,
        };
        input.events.iter().find_map(number)
    })
}
