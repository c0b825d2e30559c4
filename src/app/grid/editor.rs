//! The current cell, and the one live text editor on it.

use crate::app::action::Action;
use crate::app::grid::cell::alignment;
use crate::app::grid::draft::{CellDraft, DraftBox, Select};
use crate::app::grid::entered_cell::EnteredCell;
use crate::app::grid::keys::Mode;
use crate::app::side::cited::CitedWords;
use crate::app::theme;
use crate::form::CellId;
use crate::report::Edit;
use crate::sheet::Extension;
use crate::value::tidy_number;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, Align2, Context, Event, Rect, Response, Ui, Vec2, vec2};
use std::ops::Range;

/// Whether the cell is still to come into view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Coming {
    #[default]
    No,
    Wanted,
    /// The page is another size: once it is laid out so.
    Resized,
    /// Where it is not seen with the head of its page, another becomes the current one.
    Headed,
    /// It was asked for in the last frame: what is seen follows one frame later, and nothing is asked for twice.
    Asked,
}

impl Coming {
    fn wanted(wanted: bool) -> Self {
        if wanted { Self::Wanted } else { Self::No }
    }
}

/// Whether the cell became the current one of itself, when its page was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Landing {
    /// Someone went to it.
    #[default]
    No,
    /// The page is seen from its head.
    Anew,
    /// The page is seen where one was.
    Again,
}

/// The current cell, and the one live text editor on it.
#[derive(Default)]
pub(crate) struct Editor {
    /// The cell it is on, as it was when it was entered.
    pub(super) cell: Option<EnteredCell>,
    pub(super) draft: CellDraft,
    pub(super) mode: Mode,
    /// How far a selection reaches from the cell.
    pub(super) reach: Option<Extension>,
    /// Where the way by Tab began: Enter goes back to its column.
    pub tabbed_from: Option<CellId>,
    landing: Landing,
    coming: Coming,
    /// What can be chosen in the cell is asked for.
    pub asks_choices: bool,
    /// Where the cell was seen last.
    cell_place: Option<Rect>,
    /// How high its row was, since one types in it.
    row_height: Option<f32>,
    /// So many rows of cells were seen last.
    rows_seen: usize,
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

    /// Paragraphs are written in.
    pub fn is_in_paragraphs(&self) -> bool {
        self.is_long() && self.is_open() && self.mode != Mode::Arrived
    }

    /// Nothing is being done with the text of the current cell: a click selects it, and keys belong to the cells.
    pub fn is_at_rest(&self) -> bool {
        self.mode == Mode::Arrived
    }

    /// What is around the cell has changed its size: the cell is to come into view again.
    pub fn come_back_into_view(&mut self) {
        (self.coming, self.row_height) = (Coming::Resized, None);
    }

    /// It has no use for Esc.
    pub fn leaves_escape(&self, ctx: &Context) -> bool {
        self.is_at_rest() && self.reach.is_none() && !self.is_composed_in(ctx)
    }

    /// The current cell became it of itself, with its page: that shows its head first, and where one was before.
    pub fn land(&mut self, remembered: bool) {
        self.landing = if remembered { Landing::Again } else { Landing::Anew };
        // In paragraphs that are written in the caret comes into view.
        let wanted = Coming::wanted(remembered && !self.is_in_paragraphs());
        self.coming = if remembered { wanted } else { Coming::Headed };
    }

    /// It became the current cell with its page, and is not seen with its head: typed words would go where nobody looks.
    /// Asked once.
    pub fn is_out_of_sight(&mut self, view: Rect, rect: Rect) -> bool {
        let beginning = rect.with_max_y(rect.bottom().min(rect.top() + theme::LINE_HEIGHT * 2.0));
        let landed = self.coming == Coming::Headed && view.is_positive();
        if landed {
            self.coming = Coming::No;
        }
        landed && !(view.y_range().contains(beginning.top() + 1.0) && view.y_range().contains(beginning.bottom() - 1.0))
    }

    /// How high the row that is typed in was: it does not shrink under the hand.
    pub fn row_height(&self) -> Option<f32> {
        self.row_height.filter(|_| self.mode != Mode::Arrived && !self.is_long())
    }

    /// Someone went to the current cell.
    pub fn is_gone_to(&self) -> bool {
        self.landing == Landing::No
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
            self.mode = Mode::Arrived;
            self.draft.arrive(self.whole());
        }
        self.coming = Coming::wanted(reach.is_some());
        self.reach = reach;
    }

    /// The cell is to come into view.
    fn want(&mut self, wanted: bool) {
        if wanted {
            self.coming = Coming::Wanted;
        }
    }

    /// As on arrival.
    pub(super) fn rest(&mut self) {
        self.mode = if self.is_long() && self.is_open() { Mode::Inside } else { Mode::Arrived };
        self.draft.arrive(self.whole());
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
        self.landing = Landing::No;
        if self.current() == Some(&cell.at) {
            self.enter_again(caret);
            return None;
        }
        let left = self.leave();
        let (mode, select) = if cell.is_long() && cell.writable {
            (Mode::Inside, caret.map_or(Select::END, Select::Caret))
        } else {
            (Mode::Arrived, Select::All)
        };
        self.draft.enter(&cell.at, &cell.text, select);
        *self = Self {
            draft: std::mem::take(&mut self.draft),
            cell: Some(cell),
            mode,
            // What is clicked on is seen.
            coming: Coming::wanted(caret.is_none()),
            rows_seen: self.rows_seen,
            ..Self::default()
        };
        left
    }

    /// Goes to the cell it is on.
    fn enter_again(&mut self, caret: Option<usize>) {
        let was_selected = self.reach.take().is_some();
        match caret {
            Some(caret) if self.is_long() => self.edit(Some(caret)),
            _ if was_selected || self.mode == Mode::Arrived => self.rest(),
            _ => self.draft.arrive_else(caret.map_or_else(|| self.whole(), Select::Caret)),
        }
        self.want(caret.is_none());
    }

    /// Begins to edit the text, the caret there, or else at its end.
    pub fn edit(&mut self, caret: Option<usize>) {
        if self.is_open() {
            (self.mode, self.reach) = (Mode::Inside, None);
            self.draft.arrive(caret.map_or(Select::END, Select::Caret));
        }
    }

    /// Selects these words of the cell it is on, in bytes.
    pub fn select_words(&mut self, words: &Range<usize>) {
        if let Some(select) = self.draft.words(words) {
            self.mode = Mode::Inside;
            self.draft.arrive(select);
        }
    }

    /// Leaves the cell. A small sum in a number cell becomes its result.
    pub fn leave(&mut self) -> Option<Action> {
        let tidied = self.tidy();
        (self.cell, self.reach) = (None, None);
        if self.draft.cut_off() { None } else { tidied }
    }

    /// What the input method still delivers was begun elsewhere.
    pub fn drop_late(&mut self) {
        self.draft.drop_late();
    }

    /// Letters that are not chosen yet are in the draft.
    pub fn is_composing(&self) -> bool {
        self.draft.is_composing()
    }

    /// A small sum in a number cell becomes its result, which is a step of its own: taken back, the sum is there again.
    pub fn tidy(&self) -> Option<Action> {
        let cell = self.cell.as_ref().filter(|cell| cell.writable && cell.holds.is_figure())?;
        let result = Edit::Write { at: cell.at.clone(), text: tidy_number(self.draft.text())?.into() };
        Some(Action::Edit(Edit::All(vec![result])))
    }

    /// Whether it is to come into view where it is shown next.
    pub fn be_seen(&mut self, seen: bool) {
        self.coming = Coming::wanted(seen);
    }

    /// What is being typed in a cell of a table.
    pub fn typed(&self) -> Option<&str> {
        (self.mode == Mode::Typing).then(|| self.draft.text())
    }

    /// Brings the cell into view, of paragraphs the line with the caret; so much of the view is
    /// covered by the labels and the head of its table. Until it is there: on a tab's first showing the view does not
    /// know yet how far it can go.
    ///
    /// A page that is opened begins with a whole row: `row` is the first that begins no higher than this.
    pub fn come_into_view(&mut self, ui: &Ui, rect: Rect, covered: Vec2, row: impl FnOnce(f32) -> f32) {
        if matches!(self.coming, Coming::Asked | Coming::Resized) {
            self.coming = Coming::Wanted;
            return ui.ctx().request_repaint();
        }
        if self.coming != Coming::Wanted {
            return;
        }
        let clip = ui.clip_rect();
        let view = Rect::from_min_max(clip.min + covered, clip.max);
        let seen = rect.size().min(view.size() * 0.5);
        let is_figure = self.cell.as_ref().is_some_and(|cell| cell.holds.is_figure());
        // Where its text stands.
        let corner = match (self.is_long(), is_figure) {
            (true, _) => Align2::LEFT_BOTTOM,
            (false, true) => Align2::RIGHT_TOP,
            (false, false) => Align2::LEFT_TOP,
        };
        let corner = corner.align_size_within_rect(seen, rect);
        // Both were seen together, wherever that was.
        let seen_last = self.draft.caret_place().zip(self.cell_place);
        let caret = seen_last.map(|(caret, cell)| caret.translate(rect.min - cell.min));
        // In a cell larger than that it is seen where one writes.
        let writes = self.is_long() || self.mode != Mode::Arrived;
        let rect = match caret.filter(|caret| self.is_long() || writes && !corner.contains_rect(*caret)) {
            Some(caret) => caret.expand2(vec2(0.0, theme::LINE_HEIGHT)).intersect(rect),
            None => corner,
        };
        if !view.is_positive() || view.contains_rect(rect.shrink(1.0)) {
            self.coming = Coming::No;
            return;
        }
        self.coming = Coming::Asked;
        let whole = Rect::from_min_max(rect.min - covered, rect.max).expand2(vec2(0.0, 30.0));
        if self.landing != Landing::No && clip.left() <= whole.left() && whole.right() <= clip.right() {
            let top = row(whole.bottom() - view.height()) - covered.y;
            let rows = Rect::from_x_y_ranges(clip.x_range(), top..=top + clip.height());
            ui.scroll_to_rect(rows, Some(Align::Min));
        } else if self.is_long() {
            // At once: where the caret is in them is known only then, and the way there is not gone twice.
            ui.scroll_to_rect_animation(whole, None, ScrollAnimation::none());
        } else {
            ui.scroll_to_rect(whole, None);
        }
        ui.ctx().request_repaint();
    }

    /// The report changed under the editor (undo, a mend): show what is written now; of a table the cell is current, and
    /// not edited. Where it is typed `elsewhere`, the focus stays there.
    pub fn follow(&mut self, text: &str, elsewhere: bool) {
        if self.is_composing() || self.draft.text() == text {
            return;
        }
        self.draft.put(text);
        // In paragraphs the caret stays.
        if !self.is_long() {
            self.mode = if elsewhere { Mode::Typing } else { Mode::Arrived };
            if !elsewhere {
                self.draft.arrive(Select::All);
            }
        }
    }

    /// A step was taken back or taken again: a cell of a table is current, wherever it was being typed.
    pub fn settle(&mut self) {
        if !self.is_long() {
            self.mode = Mode::Arrived;
        }
    }

    /// As long as nothing is done with its text: what stands there now is what Esc gives back.
    pub fn stand_by(&mut self, cell: EnteredCell) {
        if self.is_at_rest() && self.current() == Some(&cell.at) {
            self.cell = Some(cell);
        }
    }

    /// Puts words in at the caret, which is a step of its own.
    pub fn insert(&mut self, ctx: &Context, words: &str) -> Option<Action> {
        let at = self.current().filter(|_| self.is_open() && !self.is_composing()).cloned()?;
        self.draft.insert(ctx, words);
        let write = Edit::Write { at, text: self.draft.text().into() };
        Some(Action::Edit(Edit::All(vec![write])))
    }

    /// Where before the caret a 【 is still open, in bytes, and what stands between them.
    pub fn naming(&self, ctx: &Context) -> Option<(usize, String)> {
        self.draft.naming(ctx)
    }

    /// Where on the screen its caret stands, or its cell.
    pub fn place(&self, caret: bool) -> Option<Rect> {
        if caret { self.draft.caret_place() } else { self.cell_place }
    }

    /// Its cell stands there.
    pub fn stand(&mut self, rect: Rect) {
        self.cell_place = Some(rect);
        self.row_height = Some(self.row_height().unwrap_or_default().max(rect.height()));
    }

    /// Before any widget: an input method is at work in it, whose keys are then its own.
    pub fn is_composed_in(&self, ctx: &Context) -> bool {
        self.draft.is_composed_in(ctx)
    }

    /// The keys belong to the current cell, as long as nothing else was gone to.
    pub fn has_keys(&self, ctx: &Context) -> bool {
        self.cell.is_some() && self.draft.has_keys(ctx)
    }

    /// Shows the editor on its cell and writes what was typed. Answers with the quoted name that the pointer is over.
    pub fn show(&mut self, ui: &mut Ui, view: &CellView<'_>, actions: &mut Vec<Action>) -> Option<(Response, String)> {
        let cell = self.cell.as_ref()?;
        let (at, paragraphs) = (cell.at.clone(), cell.is_long());
        let draft_box = DraftBox {
            rect: view.rect,
            words: view.words,
            hint: view.hint,
            live: view.live,
            cited: view.cited,
            align: alignment(cell.holds, paragraphs),
            figure: cell.holds.is_figure(),
            // That typing replaces the text is told by the cell's frame.
            caret: self.mode != Mode::Arrived,
        };
        let select = if self.mode == Mode::Arrived { self.whole() } else { Select::END };
        let shown = self.draft.show(ui, &draft_box, select);
        if let Some(place) = shown.arrived_at.filter(|_| paragraphs && self.landing != Landing::Anew) {
            ui.scroll_to_rect_animation(place.expand2(vec2(0.0, 60.0)), None, ScrollAnimation::none());
        }
        if self.mode == Mode::Typing && shown.clicked {
            self.mode = Mode::Inside;
        }
        if shown.changed {
            self.take(ui.ctx(), at, paragraphs, actions);
        }
        shown.pointed_at.filter(|_| paragraphs)
    }

    /// What became of the draft: nothing is written while something is being composed.
    fn take(&mut self, ctx: &Context, at: CellId, paragraphs: bool, actions: &mut Vec<Action>) {
        // What is typed in is seen whole; in paragraphs the caret is.
        self.want(!paragraphs);
        if self.mode == Mode::Arrived {
            self.mode = if paragraphs { Mode::Inside } else { Mode::Typing };
        }
        if !self.is_composing() {
            let write = Edit::Write { at, text: self.draft.text().into() };
            let pasted = ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_))));
            // What is pasted into paragraphs is a step of its own.
            actions.push(Action::Edit(if pasted && paragraphs { Edit::All(vec![write]) } else { write }));
        }
    }
}
