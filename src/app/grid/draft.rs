//! The text as it is being written in a cell: its box, its caret, and what an input method is at in it.
//!
//! *Only text that is not being composed reaches the report.* egui writes pinyin that is not chosen yet into the text it
//! edits; so a draft is edited here, and until the composition ends the report keeps the text from before it.
//! *A composition belongs to the cell it began in*: leaving the cell drops the draft, and what the input method delivers
//! late is dropped with it.

use crate::app::composition::Composition;
use crate::app::grid::typeset;
use crate::app::side::cited::CitedWords;
use crate::app::side::quoting::{highlighted, name_at};
use crate::app::theme;
use crate::form::CellId;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    self, Align2, Context, Event, EventFilter, Frame, Id, Margin, Rect, Response, TextEdit, Ui, UiBuilder, vec2,
};
use std::ops::Range;

/// What is selected on arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Select {
    /// Everything: typing replaces it.
    All,
    /// Nothing; the caret stands here, or at the end of a shorter text.
    Caret(usize),
    /// These characters.
    Words(usize, usize),
}

impl Select {
    /// Nothing; the caret stands at the end.
    pub const END: Self = Self::Caret(usize::MAX);
}

/// The text as it is being written in one cell.
pub(crate) struct CellDraft {
    /// Of its box.
    id: Id,
    text: String,
    composition: Composition,
    /// Its box takes the focus at the next showing, with the text selected so.
    arrive: Option<Select>,
    /// Where its caret was seen last.
    caret_place: Option<Rect>,
}

impl Default for CellDraft {
    fn default() -> Self {
        Self { id: Id::NULL, text: String::new(), composition: Composition::default(), arrive: None, caret_place: None }
    }
}

/// The box in which a draft is shown.
pub(crate) struct DraftBox<'a> {
    pub rect: Rect,
    /// The cell's place in words, for screen readers and tests.
    pub words: &'a str,
    /// A computed figure, shown while nothing is typed over it.
    pub hint: &'a str,
    /// Nothing is asked above it: what is typed is the cell's.
    pub live: bool,
    /// Words of its text that a finding is about.
    pub cited: &'a CitedWords,
    /// Where the text stands in its cell.
    pub align: Align2,
    /// It holds a figure: nothing in it is set off.
    pub figure: bool,
    /// The caret is seen.
    pub caret: bool,
}

/// What came of showing a draft.
pub(crate) struct ShownDraft {
    /// Something was typed in it, or taken out.
    pub changed: bool,
    pub clicked: bool,
    /// Where its caret is, if it has just taken the focus.
    pub arrived_at: Option<Rect>,
    /// The quoted name that the pointer is over.
    pub pointed_at: Option<(Response, String)>,
}

impl CellDraft {
    /// Goes to another cell, which holds this. What was composed before may still be delivered.
    pub fn enter(&mut self, at: &CellId, text: &str, select: Select) {
        let composition = std::mem::take(&mut self.composition);
        *self = Self { id: id(at), text: text.into(), composition, arrive: Some(select), caret_place: None };
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts this in the place of what is written.
    pub fn put(&mut self, text: &str) {
        self.text.replace_range(.., text);
    }

    /// Its box takes the focus when it is shown next, with this selected.
    pub fn arrive(&mut self, select: Select) {
        self.arrive = Some(select);
    }

    /// The same, unless it was to be otherwise already.
    pub fn arrive_else(&mut self, select: Select) {
        self.arrive.get_or_insert(select);
    }

    /// The same, the caret where it is.
    pub fn stay(&mut self, ctx: &Context) {
        let caret = self.text.get(..self.caret(ctx)).map_or(usize::MAX, |before| before.chars().count());
        self.arrive = Some(Select::Caret(caret));
    }

    /// These words of it, in bytes, as what is to be selected.
    pub fn words(&self, words: &Range<usize>) -> Option<Select> {
        let characters = |end: usize| self.text.get(..end).map(|text| text.chars().count());
        Some(Select::Words(characters(words.start)?, characters(words.end)?))
    }

    /// Letters that are not chosen yet are in it.
    pub fn is_composing(&self) -> bool {
        self.composition.is_on()
    }

    /// Before any widget: an input method is at work in it.
    pub fn is_composed_in(&self, ctx: &Context) -> bool {
        self.composition.is_at_work(ctx)
    }

    /// Before any widget: an input method is at work in it, and its keys are taken out of the input.
    pub fn keeps_keys(&mut self, ctx: &Context) -> bool {
        self.composition.keeps_keys(ctx)
    }

    /// What was cut off elsewhere and comes late goes.
    pub fn drop_strays(&mut self, ctx: &Context) {
        self.composition.drop_strays(ctx);
    }

    /// What the input method still delivers was begun elsewhere.
    pub fn drop_late(&mut self) {
        self.composition = Composition::Stray;
    }

    /// Its cell is left. Answers whether that cut a composition off.
    pub fn cut_off(&mut self) -> bool {
        self.composition.cut_off()
    }

    /// The keys are its own, as long as nothing else was gone to.
    pub fn has_keys(&self, ctx: &Context) -> bool {
        ctx.memory(egui::Memory::focused).is_none_or(|focused| focused == self.id)
    }

    /// Where its caret was seen last.
    pub fn caret_place(&self) -> Option<Rect> {
        self.caret_place
    }

    /// Where the caret stands, in bytes.
    fn caret(&self, ctx: &Context) -> usize {
        let state = TextEdit::load_state(ctx, self.id);
        let caret = state.and_then(|state| state.cursor.char_range()).map_or(usize::MAX, |range| range.primary.index.0);
        self.text.char_indices().nth(caret).map_or(self.text.len(), |(byte, _)| byte)
    }

    /// Where before the caret a 【 is still open, in bytes, and what stands between them.
    pub fn naming(&self, ctx: &Context) -> Option<(usize, String)> {
        let (before, name) = self.text.get(..self.caret(ctx))?.rsplit_once('【')?;
        (!name.contains(['】', '\n'])).then(|| (before.len(), name.to_string()))
    }

    /// Puts words in at the caret, in the place of a name that was begun with 【; the caret itself is the widget's, so
    /// they go to the end if it is not there.
    pub fn insert(&mut self, ctx: &Context, words: &str) {
        let byte = self.caret(ctx);
        let begun = self.naming(ctx).map(|(from, _)| from..byte);
        // A paragraph is one of its own: never within a word or a figure.
        let is_paragraph = begun.is_none() && !words.starts_with('【');
        let place = begun.unwrap_or_else(|| if is_paragraph { end_of_line(&self.text, byte) } else { byte..byte });
        let from = place.start;
        let goes_on =
            is_paragraph && !self.text.get(..from).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        let words = if goes_on { format!("\n{words}") } else { words.to_string() };
        self.text.replace_range(place, &words);
        let caret = self.text.get(..from + words.len()).unwrap_or_default().chars().count();
        self.arrive = Some(Select::Caret(caret));
    }

    /// Typing belongs to it also after a button, a dialog or the bare paper was clicked.
    fn come_back(&mut self, ctx: &Context, select: Select) {
        let nowhere = ctx.memory(|memory| memory.focused().is_none());
        let typed = ctx
            .input(|input| input.events.iter().any(|e| matches!(e, Event::Text(_) | Event::Ime(_) | Event::Paste(_))));
        if nowhere && typed {
            self.arrive_else(select);
        }
    }

    /// Takes the focus where it is to come here. Answers whether it did.
    fn focus(&mut self, ctx: &Context) -> bool {
        // A click that leads here would at once take the focus away again, being a click elsewhere.
        if ctx.input(|input| input.pointer.any_click()) {
            ctx.request_repaint();
            return false;
        }
        let Some(select) = self.arrive.take() else { return false };
        ctx.memory_mut(|memory| memory.request_focus(self.id));
        let length = self.text.chars().count();
        let range = match select {
            Select::All => CCursorRange::two(CCursor::new(0), CCursor::new(length)),
            Select::Caret(caret) => CCursorRange::one(CCursor::new(caret.min(length))),
            Select::Words(from, to) => CCursorRange::two(CCursor::new(from.min(length)), CCursor::new(to.min(length))),
        };
        let mut state = TextEdit::load_state(ctx, self.id).unwrap_or_default();
        state.cursor.set_char_range(Some(range));
        state.clear_undoer();
        TextEdit::store_state(ctx, self.id, state);
        true
    }

    /// Shows its box. Where typing comes back to it, this is selected.
    pub fn show(&mut self, ui: &mut Ui, view: &DraftBox<'_>, select: Select) -> ShownDraft {
        let mut arrived = false;
        if view.live {
            self.come_back(ui.ctx(), select);
            arrived = self.focus(ui.ctx());
        }
        self.composition.begin(ui.ctx(), self.id);

        let keys = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        let mut child = ui.new_child(UiBuilder::new().max_rect(view.rect));
        if !view.caret {
            theme::hide_caret(child.visuals_mut());
        }
        // What is quoted is set off while it is edited, so that nobody takes it for typed words.
        let mut highlighted = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            let line = ui.fonts_mut(|fonts| fonts.row_height(&theme::plain(theme::BODY)));
            let text = text.as_str();
            typeset::edited(ui.painter(), highlighted(text, &view.cited.within(text), width, line))
        };
        let edit = TextEdit::multiline(&mut self.text)
            .id(self.id)
            .frame(Frame::NONE.inner_margin(Margin::symmetric(theme::PAD.x as i8, theme::PAD.y as i8)))
            .font(theme::plain(theme::BODY))
            .text_color(theme::INK)
            .hint_text(view.hint.to_string())
            .desired_width(view.rect.width())
            .desired_rows(1)
            .min_size(vec2(view.rect.width(), view.rect.height()))
            .align(view.align)
            .interactive(view.live)
            .event_filter(keys);
        let edit = if view.figure { edit } else { edit.layouter(&mut highlighted) };
        let output = edit.show(&mut child);
        ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_label(view.words));
        let to_screen = output.galley_pos.to_vec2();
        let caret = output.cursor_range.map(|range| output.galley.pos_from_cursor(range.primary).translate(to_screen));
        self.caret_place = caret.or(self.caret_place);
        let changed = output.response.changed();
        if changed {
            self.composition.end(ui.ctx());
        }
        let clicked = output.response.clicked();
        let character = |pointer| output.galley.cursor_from_pos(pointer - output.galley_pos).index.0;
        let name = output.response.hover_pos().and_then(|pointer| name_at(&self.text, character(pointer)));
        let pointed_at = name.map(|name| (output.response.response.clone(), name.to_string()));
        ShownDraft { changed, clicked, arrived_at: caret.filter(|_| arrived), pointed_at }
    }
}

fn id(at: &CellId) -> Id {
    Id::unique(("cell editor", at))
}

/// Where the caret stood in a cell when it was left, in characters.
pub(crate) fn caret_left(ctx: &Context, at: &CellId) -> Option<usize> {
    TextEdit::load_state(ctx, id(at))?.cursor.char_range().map(|range| range.primary.index.0)
}

/// Where the line ends in which that byte stands.
fn end_of_line(text: &str, byte: usize) -> Range<usize> {
    let end = text.get(byte..).and_then(|rest| rest.find('\n')).map_or(text.len(), |more| byte + more);
    end..end
}
