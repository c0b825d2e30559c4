//! The one live text editor, and everything about keys and input methods in cells.
//!
//! *Only text that is not being composed reaches the report.* egui writes pinyin that is not chosen yet into the text it
//! edits; so a draft is edited here, and until the composition ends the report keeps the text from before it.
//! *A composition belongs to the cell it began in*: leaving the cell drops the draft, and what the input method delivers
//! late is dropped with it.

use crate::app::action::Action;
use crate::app::composition::Composition;
use crate::app::grid::cell::alignment;
use crate::app::grid::clipboard::{PasteInto, take_block};
use crate::app::grid::keys::{KeyMove, Mode, take, take_command, take_move};
use crate::app::grid::typeset;
use crate::app::side::cited::CitedWords;
use crate::app::side::quoting::{highlighted, name_at};
use crate::app::theme;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::{Edit, Mark};
use crate::sheet::{Cell, Extension};
use crate::value::{fold, tidy_number};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    self, Align, Align2, Context, Event, EventFilter, Frame, Id, Key, Margin, Modifiers, Rect, Response, TextEdit, Ui,
    UiBuilder, Vec2, vec2,
};
use std::ops::Range;

/// What is selected on arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Select {
    /// Everything: typing replaces it.
    All,
    /// Nothing; the caret stands here, or at the end of a shorter text.
    Caret(usize),
    /// These characters.
    Words(usize, usize),
}

impl Select {
    const END: Self = Self::Caret(usize::MAX);

    fn at(caret: Option<usize>) -> Self {
        caret.map_or(Self::All, Self::Caret)
    }
}

/// The one live text editor.
#[derive(Default)]
pub(crate) struct Editor {
    /// The cell it is on, as it was when it was entered.
    cell: Option<EnteredCell>,
    draft: String,
    composition: Composition,
    mode: Mode,
    /// How far a selection reaches from the cell.
    reach: Option<Extension>,
    /// Where the way by Tab began: Enter goes back to its column.
    pub tabbed_from: Option<CellId>,
    /// Take the focus at the next showing, with the text selected so.
    arrive: Option<Select>,
    /// It became the current one of itself, when its page was opened.
    landed: bool,
    /// The cell is still to come into view.
    scroll: bool,
    /// What can be chosen in the cell is asked for.
    pub asks_choices: bool,
    /// Where cell and caret were seen last.
    cell_place: Option<Rect>,
    caret_place: Option<Rect>,
    /// So many rows of cells were seen last.
    rows_seen: usize,
}

/// A cell as it is when it is entered. Esc goes back to its text and mark.
pub(crate) struct EnteredCell {
    at: CellId,
    holds: Holds,
    /// It can be typed in.
    writable: bool,
    /// What it is to what is pasted.
    into: PasteInto,
    text: String,
    mark: Mark,
}

impl EnteredCell {
    /// The cell at this address. None where there is none.
    pub fn of(desk: &Desk, at: &CellId) -> Option<Self> {
        let cell = desk.sheet().cell(at)?;
        Some(Self {
            at: at.clone(),
            holds: cell.holds,
            writable: Self::is_open(desk, at),
            into: PasteInto::of(&desk.form().slot(at)?),
            text: desk.report().content.cells.text(at).into(),
            mark: desk.report().notes.marks.get(at).cloned().unwrap_or_default(),
        })
    }

    /// The cell at this address can be typed in.
    pub fn is_open(desk: &Desk, at: &CellId) -> bool {
        desk.is_writable() && desk.sheet().cell(at).is_some_and(Cell::is_writable)
    }

    /// Paragraphs: Enter begins a new one.
    fn is_long(&self) -> bool {
        self.into != PasteInto::Line
    }
}

/// What the editor shows of the cell it is on.
pub(crate) struct CellView<'a> {
    pub rect: Rect,
    /// Its place in words, for screen readers and tests.
    pub words: &'a str,
    /// A computed figure, shown while nothing is typed over it.
    pub hint: &'a str,
    /// Nothing is asked above it: what is typed is the cell's.
    pub live: bool,
    /// Words of its text that a finding is about.
    pub cited: &'a CitedWords,
}

impl Editor {
    /// The current cell.
    pub fn current(&self) -> Option<&CellId> {
        self.cell.as_ref().map(|cell| &cell.at)
    }

    /// The current cell holds paragraphs.
    pub fn is_long(&self) -> bool {
        self.cell.as_ref().is_some_and(EnteredCell::is_long)
    }

    /// The current cell can be typed in.
    pub fn is_open(&self) -> bool {
        self.cell.as_ref().is_some_and(|cell| cell.writable)
    }

    /// Nothing is being done with the text of the current cell: a click selects it, and keys belong to the cells.
    pub fn is_at_rest(&self) -> bool {
        self.mode == Mode::Arrived
    }

    /// The current cell became it of itself, with its page: that shows its head first, and where one was before.
    pub fn land(&mut self, remembered: bool) {
        self.landed = true;
        self.scroll &= remembered;
    }

    /// Someone went to the current cell.
    pub fn is_gone_to(&self) -> bool {
        !self.landed
    }

    /// How far a selection reaches from the current cell; none where it alone is selected.
    pub fn reach(&self) -> Option<&Extension> {
        self.reach.as_ref()
    }

    /// Selects as far as there. Paragraphs are left first: a selection is of cells.
    pub fn select(&mut self, reach: Option<Extension>) {
        if reach.is_none() {
            self.rest();
        } else {
            (self.mode, self.arrive) = (Mode::Arrived, Some(self.whole()));
        }
        self.scroll = reach.is_some();
        self.reach = reach;
    }

    /// As on arrival.
    fn rest(&mut self) {
        self.mode = if self.is_long() && self.is_open() { Mode::Inside } else { Mode::Arrived };
        self.arrive = Some(self.whole());
    }

    /// What is selected of a text that is arrived at: nobody types over paragraphs without having asked for it.
    fn whole(&self) -> Select {
        if self.is_long() { Select::END } else { Select::All }
    }

    /// The cell that is to be seen: the current one, or the end to which the selection was drawn.
    pub fn looked_at(&self) -> Option<&CellId> {
        match &self.reach {
            Some(Extension::To(end) | Extension::Rows(end) | Extension::Columns(end)) => Some(end),
            Some(Extension::Table) | None => self.current(),
        }
    }

    /// How many rows a page is; of those seen one is seen again.
    pub fn page(&self) -> usize {
        self.rows_seen.saturating_sub(1).max(1)
    }

    /// So many rows of cells are seen.
    pub fn see(&mut self, rows: usize) {
        self.rows_seen = rows;
    }

    /// Goes to a cell; `caret` is where a click put it. Answers with what leaving the last one asks for.
    pub fn enter(&mut self, cell: EnteredCell, caret: Option<usize>) -> Option<Action> {
        self.landed = false;
        if self.current() == Some(&cell.at) {
            if self.reach.take().is_some() || self.mode == Mode::Arrived {
                self.rest();
            } else {
                self.arrive.get_or_insert(Select::at(caret));
            }
            self.scroll |= caret.is_none();
            return None;
        }
        let left = self.leave();
        let (mode, select) = if cell.is_long() && cell.writable {
            (Mode::Inside, caret.map_or(Select::END, Select::Caret))
        } else {
            (Mode::Arrived, Select::All)
        };
        *self = Self {
            draft: cell.text.clone(),
            cell: Some(cell),
            mode,
            arrive: Some(select),
            composition: std::mem::take(&mut self.composition),
            reach: None,
            tabbed_from: None,
            landed: false,
            // What is clicked on is seen.
            scroll: caret.is_none(),
            asks_choices: false,
            cell_place: None,
            caret_place: None,
            rows_seen: self.rows_seen,
        };
        left
    }

    /// Begins to edit the text, the caret there, or else at its end.
    pub fn edit(&mut self, caret: Option<usize>) {
        if self.is_open() {
            (self.mode, self.reach) = (Mode::Inside, None);
            self.arrive = Some(caret.map_or(Select::END, Select::Caret));
        }
    }

    /// Selects these words of the cell it is on, in bytes.
    pub fn select_words(&mut self, words: Range<usize>) {
        let characters = |end: usize| self.draft.get(..end).map(|text| text.chars().count());
        if let (Some(from), Some(to)) = (characters(words.start), characters(words.end)) {
            (self.mode, self.arrive) = (Mode::Inside, Some(Select::Words(from, to)));
        }
    }

    /// Leaves the cell. A small sum in a number cell becomes its result.
    pub fn leave(&mut self) -> Option<Action> {
        let tidied = self.tidy();
        (self.cell, self.reach) = (None, None);
        if self.composition.cut_off() { None } else { tidied }
    }

    /// What the input method still delivers was begun elsewhere.
    pub fn drop_late(&mut self) {
        self.composition = Composition::Stray;
    }

    /// Letters that are not chosen yet are in the draft.
    pub fn is_composing(&self) -> bool {
        self.composition.is_on()
    }

    /// A small sum in a number cell becomes its result, which is a step of its own: taken back, the sum is there again.
    pub fn tidy(&self) -> Option<Action> {
        let cell = self.cell.as_ref().filter(|cell| cell.writable && cell.holds.is_figure())?;
        let result = Edit::Write { at: cell.at.clone(), text: tidy_number(&self.draft)?.into() };
        Some(Action::Edit(Edit::All(vec![result])))
    }

    /// Brings the cell into view, or where that has no room for it, its end that holds the caret; so much of the view is
    /// covered by the labels and the head of its table. Until it is there: on a tab's first showing the view does not
    /// know yet how far it can go.
    ///
    /// A page that is opened begins with a whole row: `row` is the first that begins no higher than this.
    pub fn come_into_view(&mut self, ui: &Ui, rect: Rect, covered: Vec2, row: impl FnOnce(f32) -> f32) {
        let clip = ui.clip_rect();
        let view = Rect::from_min_max(clip.min + covered, clip.max);
        let seen = rect.size().min(view.size() * 0.5);
        let corner = if self.is_long() { Align2::LEFT_BOTTOM } else { Align2::LEFT_TOP };
        let rect = corner.align_size_within_rect(seen, rect);
        self.scroll &= view.is_positive() && !view.contains_rect(rect.shrink(1.0));
        if self.scroll {
            let whole = Rect::from_min_max(rect.min - covered, rect.max).expand2(vec2(0.0, 30.0));
            if self.landed {
                let top = row(whole.bottom() - view.height()) - covered.y;
                let rows = Rect::from_x_y_ranges(clip.x_range(), top..=top + clip.height());
                ui.scroll_to_rect(rows, Some(Align::Min));
            } else {
                ui.scroll_to_rect(whole, None);
            }
            ui.ctx().request_repaint();
        }
    }

    /// The report changed under the editor (undo, a mend): show what is written now. Where it is typed `elsewhere`, the
    /// focus stays there.
    pub fn follow(&mut self, text: &str, elsewhere: bool) {
        if !self.is_composing() && self.draft != text {
            self.draft = text.into();
            if self.mode != Mode::Inside {
                self.mode = Mode::Arrived;
                self.arrive = (!elsewhere).then_some(Select::All);
            }
        }
    }

    /// A step was taken back or taken again: what it has led to is what Esc gives back from now on.
    pub fn begin_again(&mut self, cell: EnteredCell) {
        if self.current() == Some(&cell.at) {
            self.cell = Some(cell);
        }
    }

    /// Puts words in at the caret, in the place of a name that was begun with 【; the caret itself is the widget's, so
    /// they go to the end if it is not there.
    pub fn insert(&mut self, ctx: &Context, words: &str) -> Option<Action> {
        let at = self.current().filter(|_| self.is_open()).cloned()?;
        if self.is_composing() {
            return None;
        }
        let byte = self.caret(ctx);
        let begun = self.naming(ctx).map(|(from, _)| from..byte);
        // A paragraph is one of its own: never within a word or a figure.
        let is_paragraph = begun.is_none() && !words.starts_with('【');
        let place = begun.unwrap_or_else(|| if is_paragraph { end_of_line(&self.draft, byte) } else { byte..byte });
        let from = place.start;
        let goes_on =
            is_paragraph && !self.draft.get(..from).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        let words = if goes_on { format!("\n{words}") } else { words.to_string() };
        self.draft.replace_range(place, &words);
        let caret = self.draft.get(..from + words.len()).unwrap_or_default().chars().count();
        self.arrive = Some(Select::Caret(caret));
        Some(Action::Edit(Edit::Write { at, text: self.draft.as_str().into() }))
    }

    /// Where before the caret a 【 is still open, in bytes, and what stands between them.
    pub fn naming(&self, ctx: &Context) -> Option<(usize, String)> {
        let (before, name) = self.draft.get(..self.caret(ctx))?.rsplit_once('【')?;
        (!name.contains(['】', '\n'])).then(|| (before.len(), name.to_string()))
    }

    /// Where on the screen its caret stands, or its cell.
    pub fn place(&self, caret: bool) -> Option<Rect> {
        if caret { self.caret_place } else { self.cell_place }
    }

    /// Its cell stands there.
    pub fn stand(&mut self, rect: Rect) {
        self.cell_place = Some(rect);
    }

    /// Before any widget: an input method is at work in it, whose keys are then its own.
    pub fn is_composed_in(&self, ctx: &Context) -> bool {
        self.composition.is_at_work(ctx)
    }

    /// The keys belong to the current cell, as long as nothing else was gone to.
    pub fn has_keys(&self, ctx: &Context) -> bool {
        self.current().is_some_and(|at| has_keys(ctx, at))
    }

    /// Where the caret stands in the draft, in bytes.
    fn caret(&self, ctx: &Context) -> usize {
        let state = self.current().and_then(|at| TextEdit::load_state(ctx, id(at)));
        let caret = state.and_then(|state| state.cursor.char_range()).map_or(usize::MAX, |range| range.primary.index.0);
        self.draft.char_indices().nth(caret).map_or(self.draft.len(), |(byte, _)| byte)
    }

    /// Reads the keys of this frame before any widget does. Answers with where to go.
    pub fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) -> Option<KeyMove> {
        self.composition.drop_strays(ctx);
        let cell = self.cell.as_ref()?;
        let (at, paragraphs) = (cell.at.clone(), cell.is_long() && cell.writable);
        if self.composition.keeps_keys(ctx) || !has_keys(ctx, &at) {
            return None;
        }
        let into = cell.into;
        if let Some(block) = take_block(ctx, into, self.reach.is_some()) {
            actions.push(block.map_or_else(Action::Say, |block| Action::Paste(at, block)));
            return None;
        }
        // Those of an open menu or list are its own.
        if egui::Popup::is_any_open(ctx) {
            return None;
        }
        if cell.holds == Holds::Degree && self.reach.is_none() {
            actions.extend(take_degree(ctx).map(|number| Action::Degree(at.clone(), number)));
        }
        if take(ctx, Modifiers::NONE, Key::Escape) {
            if self.reach.is_some() {
                self.select(None);
            } else {
                actions.extend(self.give_up());
            }
            return None;
        }
        if take(ctx, Modifiers::NONE, Key::F2) {
            if self.mode == Mode::Typing {
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
        if let Some(action) = take_command(ctx, self.mode) {
            actions.push(action);
            return None;
        }
        take_move(ctx, self.mode, paragraphs)
    }

    /// Alt+Enter begins a new line where a cell holds words: the text box is handed the key without Alt.
    fn break_line(&mut self, ctx: &Context) {
        let words = |cell: &EnteredCell| {
            cell.writable && matches!(cell.holds, Holds::Text | Holds::Long | Holds::Target | Holds::Actual)
        };
        if !self.cell.as_ref().is_some_and(words) {
            return;
        }
        if self.mode == Mode::Arrived {
            self.edit(None);
        }
        let (key, modifiers) = (Key::Enter, Modifiers::NONE);
        let enter = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        ctx.input_mut(|input| input.events.push(enter));
    }

    /// Shows the editor on its cell and writes what was typed. Answers with the quoted name that the pointer is over.
    pub fn show(&mut self, ui: &mut Ui, view: &CellView<'_>, actions: &mut Vec<Action>) -> Option<(Response, String)> {
        let cell = self.cell.as_ref()?;
        let (at, id) = (cell.at.clone(), id(&cell.at));
        let (figure, paragraphs) = (cell.holds.is_figure(), cell.is_long());
        let align = alignment(cell.holds, paragraphs);
        let mut arrived = false;
        if view.live {
            self.come_back(ui.ctx());
            arrived = self.focus(ui.ctx(), id);
        }
        self.composition.begin(ui.ctx(), id);

        let keys = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        let mut child = ui.new_child(UiBuilder::new().max_rect(view.rect));
        if self.mode == Mode::Arrived {
            // That typing replaces the text is told by the cell's frame.
            theme::hide_caret(child.visuals_mut());
        }
        // What is quoted is set off while it is edited, so that nobody takes it for typed words.
        let mut highlighted = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            let line = ui.fonts_mut(|fonts| fonts.row_height(&theme::plain(theme::BODY)));
            let text = text.as_str();
            typeset::edited(ui.painter(), highlighted(text, &view.cited.within(text), width, line))
        };
        let edit = TextEdit::multiline(&mut self.draft)
            .id(id)
            .frame(Frame::NONE.inner_margin(Margin::symmetric(theme::PAD.x as i8, theme::PAD.y as i8)))
            .font(theme::plain(theme::BODY))
            .text_color(theme::INK)
            .hint_text(view.hint.to_string())
            .desired_width(view.rect.width())
            .desired_rows(1)
            .min_size(vec2(view.rect.width(), view.rect.height()))
            .align(align)
            .interactive(view.live)
            .event_filter(keys);
        let edit = if figure { edit } else { edit.layouter(&mut highlighted) };
        let output = edit.show(&mut child);
        ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_label(view.words));
        let to_screen = output.galley_pos.to_vec2();
        let caret = output.cursor_range.map(|range| output.galley.pos_from_cursor(range.primary).translate(to_screen));
        self.caret_place = caret.or(self.caret_place);
        if let Some(place) = caret.filter(|_| arrived && paragraphs && !self.landed) {
            ui.scroll_to_rect(place.expand2(vec2(0.0, 60.0)), None);
        }
        if self.mode == Mode::Typing && output.response.clicked() {
            self.mode = Mode::Inside;
        }
        if output.response.changed() {
            self.take(ui.ctx(), at, paragraphs, actions);
        }
        let pointer = output.response.hover_pos().filter(|_| paragraphs)?;
        let character = output.galley.cursor_from_pos(pointer - output.galley_pos).index.0;
        let name = name_at(&self.draft, character)?.to_string();
        Some((output.response.response, name))
    }

    /// What became of the draft: nothing is written while something is being composed.
    fn take(&mut self, ctx: &Context, at: CellId, paragraphs: bool, actions: &mut Vec<Action>) {
        self.composition.end(ctx);
        // What is typed in is seen whole; in paragraphs the caret is.
        self.scroll |= !paragraphs;
        if self.mode == Mode::Arrived {
            self.mode = Mode::Typing;
        }
        if !self.is_composing() {
            let write = Edit::Write { at, text: self.draft.as_str().into() };
            let pasted = ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_))));
            // What is pasted into paragraphs is a step of its own.
            actions.push(Action::Edit(if pasted && paragraphs { Edit::All(vec![write]) } else { write }));
        }
    }

    /// Typing belongs to the current cell also after a button, a dialog or the bare paper was clicked.
    fn come_back(&mut self, ctx: &Context) {
        let nowhere = ctx.memory(|memory| memory.focused().is_none());
        let typed = ctx
            .input(|input| input.events.iter().any(|e| matches!(e, Event::Text(_) | Event::Ime(_) | Event::Paste(_))));
        if nowhere && typed {
            let select = if self.mode == Mode::Arrived { self.whole() } else { Select::END };
            self.arrive.get_or_insert(select);
        }
    }

    /// Takes the focus where it is to come here. Answers whether it did.
    fn focus(&mut self, ctx: &Context, id: Id) -> bool {
        // A click that leads here would at once take the focus away again, being a click elsewhere.
        if ctx.input(|input| input.pointer.any_click()) {
            ctx.request_repaint();
            return false;
        }
        let Some(select) = self.arrive.take() else { return false };
        ctx.memory_mut(|memory| memory.request_focus(id));
        let length = self.draft.chars().count();
        let range = match select {
            Select::All => CCursorRange::two(CCursor::new(0), CCursor::new(length)),
            Select::Caret(caret) => CCursorRange::one(CCursor::new(caret.min(length))),
            Select::Words(from, to) => CCursorRange::two(CCursor::new(from.min(length)), CCursor::new(to.min(length))),
        };
        let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
        state.cursor.set_char_range(Some(range));
        state.clear_undoer();
        TextEdit::store_state(ctx, id, state);
        true
    }

    /// Esc: the text from when the cell was entered, and its mark: one that was 待核实 is so again.
    fn give_up(&mut self) -> Option<Action> {
        let cell = self.cell.as_ref()?;
        let given_up = (self.draft != cell.text)
            .then(|| Action::GiveBack(cell.at.clone(), cell.text.as_str().into(), cell.mark.clone()));
        self.draft.clone_from(&cell.text);
        self.rest();
        given_up
    }
}

fn id(at: &CellId) -> Id {
    Id::unique(("cell editor", at))
}

/// Where the line ends in which that byte stands.
fn end_of_line(text: &str, byte: usize) -> std::ops::Range<usize> {
    let end = text.get(byte..).and_then(|rest| rest.find('\n')).map_or(text.len(), |more| byte + more);
    end..end
}

/// The keys belong to the current cell, as long as nothing else was gone to.
fn has_keys(ctx: &Context, at: &CellId) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_none_or(|focused| focused == id(at))
}

/// A degree chosen by its number, or taken away with Delete: 完成程度 is a list, not a text.
fn take_degree(ctx: &Context) -> Option<usize> {
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Delete) || input.consume_key(Modifiers::NONE, Key::Backspace) {
            return Some(0);
        }
        let number = |e: &Event| if let Event::Text(text) = e { fold(text).parse().ok() } else { None };
        input.events.iter().find_map(number)
    })
}
