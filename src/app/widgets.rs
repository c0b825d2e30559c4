//! What dialogs are made of: sentences, buttons, the box a text is written in.

use crate::app::composition::Composition;
use crate::app::grid::typeset;
use crate::app::theme;
use eframe::egui::text::{CCursor, CCursorRange, LayoutJob};
use eframe::egui::text_edit::TextEditOutput;
use eframe::egui::{
    Align2, Button, Context, EventFilter, FontSelection, Galley, Id, Label, Margin, Response, RichText, TextBuffer,
    TextEdit, TextStyle, Ui, Vec2, WidgetText, vec2,
};
use std::sync::Arc;

/// A text being written in a dialog.
#[derive(Clone, Debug)]
pub(crate) struct TextBox {
    /// What its box is called.
    name: &'static str,
    rows: usize,
    hint: &'static str,
    /// What is shown: with the letters an input method has not finished.
    draft: String,
    /// What is written: only what is composed.
    written: String,
    composition: Composition,
    /// Its box takes the focus when it is shown next.
    fresh: bool,
    /// Tab is none of egui's: whoever owns the box takes it before the box sees it.
    takes_tab: bool,
}

impl TextBox {
    /// A box of that name, so many lines high, with what it says while it is empty.
    pub fn new(name: &'static str, rows: usize, hint: &'static str) -> Self {
        Self {
            name,
            rows,
            hint,
            draft: String::new(),
            written: String::new(),
            composition: Composition::default(),
            fresh: true,
            takes_tab: false,
        }
    }

    /// Begins with this text.
    pub fn with(mut self, text: impl Into<String>) -> Self {
        self.put(text);
        self
    }

    /// Leaves the focus where it is.
    pub fn quiet(mut self) -> Self {
        self.fresh = false;
        self
    }

    /// Leaves Tab to whoever owns it.
    pub fn with_tab(mut self) -> Self {
        self.takes_tab = true;
        self
    }

    /// Its box takes the focus when it is shown next, all of its text selected.
    pub fn focus(&mut self) {
        self.fresh = true;
    }

    /// Its box has the focus, or is about to take it.
    pub fn has_focus(&self, ctx: &Context) -> bool {
        self.fresh || ctx.memory(|memory| memory.has_focus(self.id()))
    }

    /// Its box gives the focus up.
    pub fn give_up_focus(&self, ctx: &Context) {
        ctx.memory_mut(|memory| memory.surrender_focus(self.id()));
    }

    fn id(&self) -> Id {
        Id::unique(("text box", self.name))
    }

    /// Puts this text in the place of what is written.
    pub fn put(&mut self, text: impl Into<String>) {
        self.written = text.into();
        self.draft.clone_from(&self.written);
    }

    /// What is written, without what it begins and ends with. Letters that an input method has not finished are none
    /// of it.
    pub fn text(&self) -> &str {
        self.written.trim()
    }

    /// All of what is written.
    pub fn whole(&self) -> &str {
        &self.written
    }

    /// Before any widget: whether an input method is at work in it, whose keys are then its own.
    pub fn keeps_keys(&mut self, ctx: &Context) -> bool {
        self.composition.drop_strays(ctx);
        self.composition.keeps_keys(ctx)
    }

    /// The same for a box that can be left: what an input method had not finished there is gone, and what it still
    /// delivers is dropped.
    pub fn keeps_keys_while_written(&mut self, ctx: &Context) -> bool {
        if !self.has_focus(ctx) && self.composition.cut_off() {
            self.draft.clone_from(&self.written);
        }
        self.composition.drop_strays(ctx);
        self.has_focus(ctx) && self.composition.keeps_keys(ctx)
    }

    /// Letters that are not chosen yet are in it.
    pub fn is_composing(&self) -> bool {
        self.composition.is_on()
    }

    /// What an input method still delivers was begun elsewhere.
    pub fn drop_late(&mut self) {
        self.composition = Composition::Stray;
    }

    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.show(ui, None);
    }

    /// Shows it so high, with what of its text has room there, in whole lines and with … behind them. All of it is told
    /// when one points there.
    pub fn folded_ui(&mut self, ui: &mut Ui, high: f32) {
        let output = self.show(ui, Some(high));
        if output.galley.elided {
            output.response.response.on_hover_text(self.whole());
        }
    }

    /// It has more lines than have room so high.
    pub fn is_longer(&self, ui: &Ui, high: f32) -> bool {
        let room = vec2(ui.available_width(), high) - MARGIN.sum();
        ui.fonts_mut(|fonts| fonts.layout_job(lines_of(&self.draft, room.x))).size().y > room.y + 1.0
    }

    fn show(&mut self, ui: &mut Ui, folded: Option<f32>) -> TextEditOutput {
        let id = self.id();
        let fresh = std::mem::take(&mut self.fresh);
        if fresh {
            self.take_focus(ui.ctx());
        }
        self.composition.begin(ui.ctx(), id);
        // Esc is asked for by whoever shows the box, which has the focus until then.
        let keys = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: self.takes_tab, escape: true };
        let edit = TextEdit::multiline(&mut self.draft).id(id).desired_width(f32::INFINITY).event_filter(keys);
        let edit = edit.desired_rows(self.rows).hint_text(self.hint).margin(MARGIN);
        let mut folding = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
            let row = ui.text_style_height(&TextStyle::Body);
            let fits = |high: f32| (1..=9).take_while(|rows| *rows as f32 * row <= high - MARGIN.sum().y + 1.0).count();
            let mut job = lines_of(text.as_str(), width);
            job.wrap.max_rows = folded.map_or(usize::MAX, fits).max(1);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let edit = match folded {
            Some(high) => edit.layouter(&mut folding).min_size(vec2(0.0, high)).align(Align2::LEFT_CENTER),
            None => edit,
        };
        let output = edit.show(ui);
        ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_label(self.name));
        if fresh {
            // A dialog lets nothing in it have the focus in the frame in which it comes.
            output.response.request_focus();
        }
        if output.response.changed() {
            self.composition.end(ui.ctx());
        }
        if !self.is_composing() && self.written != self.draft {
            self.written.clone_from(&self.draft);
        }
        output
    }

    /// Before it is shown: what is typed in the same frame is its own.
    fn take_focus(&self, ctx: &Context) {
        let id = self.id();
        ctx.memory_mut(|memory| memory.request_focus(id));
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(self.draft.chars().count()));
        let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
        state.cursor.set_char_range(Some(all));
        TextEdit::store_state(ctx, id, state);
    }
}

/// Between the border of a box and its text.
const MARGIN: Margin = Margin::symmetric(4, 2);

/// A text as its box lays it out.
fn lines_of(text: &str, width: f32) -> LayoutJob {
    LayoutJob::simple(text.into(), theme::plain(theme::BODY), theme::INK, width)
}

/// The size of a dialog's buttons, at least.
pub(crate) const BUTTON: [f32; 2] = [88.0, 30.0];

/// Words and controls in a row, all in the middle of its height.
pub(crate) fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.set_min_height(BUTTON[1]);
        add(ui)
    })
    .inner
}

/// The same, in several rows where one has no room for all of it.
pub(crate) fn rows<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(BUTTON[1]);
        add(ui)
    })
    .inner
}

/// A sentence, its lines ending as on paper.
pub(crate) fn sentence(ui: &mut Ui, words: impl Into<WidgetText>) -> Response {
    let galley = set_sentence(ui, words);
    ui.add(Label::new(galley))
}

/// A sentence as it will be shown, in what room there is.
pub(crate) fn set_sentence(ui: &Ui, words: impl Into<WidgetText>) -> Arc<Galley> {
    set_within(ui, words, ui.available_width())
}

/// The same, so wide at most.
pub(crate) fn set_within(ui: &Ui, words: impl Into<WidgetText>, width: f32) -> Arc<Galley> {
    let job = words.into().into_layout_job(ui.style(), FontSelection::Default, ui.text_valign());
    let mut job = Arc::unwrap_or_clone(job);
    job.wrap.max_width = width;
    typeset::edited(ui.painter(), job)
}

/// A tick with its sentence.
pub(crate) fn tick(ui: &mut Ui, ticked: &mut bool, words: impl Into<WidgetText>) -> Response {
    let mark = ui.spacing().icon_width + ui.spacing().icon_spacing;
    let words = set_within(ui, words, ui.max_rect().width() - mark);
    ui.checkbox(ticked, WidgetText::from(words))
}

/// The button for what a dialog or a page is there for. It has the keys that nothing else there has.
pub(crate) fn main_button(ui: &mut Ui, words: &str) -> Response {
    let response = button(ui, Button::new(RichText::new(words).color(theme::PAPER)).fill(theme::ACCENT));
    let (asked, nowhere) = ui.memory(|memory| {
        let above = memory.top_modal_layer();
        (above.is_none_or(|above| above == ui.layer_id()), memory.focused().is_none())
    });
    if asked && nowhere && ui.is_enabled() {
        response.request_focus();
    }
    response
}

/// Any other button.
pub(crate) fn other_button(ui: &mut Ui, words: &str) -> Response {
    button(ui, Button::new(words))
}

/// How large a button with these words is.
pub(crate) fn button_size(ui: &Ui, words: &str) -> Vec2 {
    let font = TextStyle::Button.resolve(ui.style());
    let words = ui.painter().layout_no_wrap(words.into(), font, theme::INK).size();
    (words + ui.spacing().button_padding * 2.0).max(BUTTON.into())
}

/// As wide as its words, and at least as wide as its neighbours.
fn button(ui: &mut Ui, button: Button<'_>) -> Response {
    let button = button.min_size(BUTTON.into());
    if ui.layout().is_horizontal() {
        return ui.add(button);
    }
    // In a row its words stand in its middle.
    ui.horizontal(|ui| ui.add(button)).inner
}
