//! The menus by keys: Alt alone or F10 opens them, arrows walk them, Enter does, Esc leaves.

use crate::app::command::Menu;
use eframe::egui::{Context, Event, EventFilter, Id, InputState, Key, Modifiers, Popup, Response};

/// Which menu is open, and which of its commands has the keys.
#[derive(Default)]
pub(crate) struct MenuKeys {
    /// Alt is down, and nothing else was pressed since.
    alt_alone: bool,
    /// The menu that is open, and what egui calls it.
    open: Option<(usize, Id)>,
    /// The menu that is to be opened.
    wished: Option<usize>,
    /// How many of its commands can be done.
    count: usize,
    /// Which of these has the keys; none where the mouse opened it.
    at: Option<usize>,
    /// It is to be given them.
    moved: bool,
    /// The menu that was open has closed: its button gives the keys back.
    closed: bool,
}

impl MenuKeys {
    /// Takes the keys that are the menus' before any widget sees them. Answers whether a menu is open: then all keys are.
    pub fn take(&mut self, ctx: &Context) -> bool {
        let before = self.open.is_some();
        self.open = self.open.filter(|(_, id)| Popup::is_id_open(ctx, *id));
        self.closed = before && self.open.is_none();
        let asked = ctx.input_mut(|input| self.alt_let_go(input) || input.consume_key(Modifiers::NONE, Key::F10));
        if asked {
            match self.open {
                Some(_) => Popup::close_all(ctx),
                None => self.wish(0),
            }
            ctx.request_repaint();
        } else if let Some((menu, _)) = self.open {
            self.walk(ctx, menu);
        }
        self.open.is_some() || self.wished.is_some()
    }

    /// Alt alone was pressed and let go.
    fn alt_let_go(&mut self, input: &InputState) -> bool {
        let mut let_go = false;
        for event in &input.events {
            match event {
                Event::ModifiersChanged(now) => {
                    let only = *now == Modifiers::ALT;
                    let_go |= self.alt_alone && now.is_none();
                    self.alt_alone = only;
                }
                // Its own key is told besides, before or after.
                Event::Key { key: Key::AltLeft | Key::AltRight, .. } => {}
                Event::Key { .. } | Event::Text(_) | Event::PointerButton { .. } | Event::WindowFocused(_) => {
                    self.alt_alone = false;
                }
                _ => {}
            }
        }
        let_go
    }

    fn walk(&mut self, ctx: &Context, menu: usize) {
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let menus = Menu::ALL.len();
        if pressed(Key::ArrowRight) {
            self.wish((menu + 1) % menus);
        } else if pressed(Key::ArrowLeft) {
            self.wish((menu + menus - 1) % menus);
        }
        let count = self.count.max(1);
        let next = self.at.map_or(0, |at| (at + 1) % count);
        let last = self.at.map_or(count, |at| at + count) - 1;
        for (key, to) in [(Key::ArrowDown, next), (Key::ArrowUp, last % count), (Key::Home, 0), (Key::End, count - 1)] {
            if pressed(key) {
                (self.at, self.moved) = (Some(to), true);
            }
        }
    }

    fn wish(&mut self, menu: usize) {
        (self.wished, self.at, self.moved) = (Some(menu), Some(0), true);
    }

    /// The button of a menu was shown: it is opened where that was wished for.
    pub fn shown(&mut self, menu: usize, button: &Response) {
        let id = Popup::default_response_id(button);
        if self.closed && button.has_focus() {
            // Else egui's own way with arrows begins here, and leads anywhere.
            button.surrender_focus();
        }
        if self.wished.take_if(|wished| *wished == menu).is_some() {
            Popup::open_id(&button.ctx, id);
            button.ctx.request_repaint();
        }
        if Popup::is_id_open(&button.ctx, id) && self.open.is_none_or(|(open, _)| open != menu) {
            self.at = self.at.filter(|_| self.moved);
            self.open = Some((menu, id));
        }
    }

    /// A command that can be done was shown, so many before it in its menu.
    pub fn command(&mut self, number: usize, response: &Response) {
        self.count = number + 1;
        // Its arrows are ours: egui's own way with them leads anywhere.
        let ours = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        response.ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ours));
        // Of the menu that goes nothing is taken.
        if self.moved && self.wished.is_none() && self.at == Some(number) {
            self.moved = false;
            response.request_focus();
            response.scroll_to_me(None);
        }
    }
}
