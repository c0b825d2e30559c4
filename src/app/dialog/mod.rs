//! What is asked or said in the middle of the window. Drawn here: the PC's own message boxes are not everywhere.
//!
//! Each dialog is a [`Modal`] in a file of its own. Its frame, title, scrolling and the keys that put it away are the
//! same for all and stand here; what it asks for runs after painting, like whatever panels ask for.

pub(crate) mod about;
pub(crate) mod backup_folder;
pub(crate) mod checklist;
pub(crate) mod confirmation;
pub(crate) mod explain;
pub(crate) mod filling;
mod foot;
pub(crate) mod go_to;
pub(crate) mod lift;
pub(crate) mod manual;
pub(crate) mod message;
pub(crate) mod not_saved;
pub(crate) mod occupied;
pub(crate) mod outdates;
pub(crate) mod outstanding;
pub(crate) mod phrases;
pub(crate) mod proposals;
pub(crate) mod reasons;
pub(crate) mod remark;
pub(crate) mod unsaved;
pub(crate) mod version_list;
pub(crate) mod word_box;
pub(crate) mod years;

pub(crate) use foot::DialogFoot;
use foot::FootNote;

use crate::app::action::Action;
use crate::app::theme;
use crate::app::whole_lines::whole_lines;
use crate::app::widgets::{TextBox, sentence};
use crate::store::Habits;
use eframe::egui::{self, Context, Frame, Id, Key, Margin, Memory, Modifiers, RichText, ScrollArea, Ui, vec2};
use std::path::Path;

/// How wide a dialog is that asks one thing.
pub(crate) const NARROW: f32 = 460.0;
/// How wide a dialog is that is read through.
pub(crate) const WIDE: f32 = 640.0;
/// How a box is left in which a text is written: what is written stays.
const LEAVING: &str = "Ctrl+回车或Esc写好离开，“取消”不保存。";
/// So much of the window's height a dialog takes before it scrolls.
const SHARE: f32 = 0.92;
/// Around what is in a dialog.
const MARGIN: i8 = 22;
/// So much room is enough to see what scrolls.
const ENOUGH: f32 = 150.0;
/// A dialog scrolls within no less.
const LEAST: f32 = 60.0;

/// What a dialog, or the page of an import, answers in a frame.
#[derive(Debug, Default)]
pub(crate) enum Answer {
    /// It stays.
    #[default]
    Stay,
    /// It goes.
    Away,
    /// It goes, and this is asked for.
    Then(Action),
    /// It stays, and this is asked for.
    Ask(Action),
}

impl Answer {
    /// This answer, or the other where this one is none.
    pub fn or(self, other: Self) -> Self {
        if matches!(self, Self::Stay) { other } else { self }
    }

    /// What is to be done; `away` puts away what answered.
    pub fn actions(self, away: Action) -> impl Iterator<Item = Action> {
        let (first, then) = match self {
            Self::Stay => (None, None),
            Self::Away => (Some(away), None),
            Self::Then(action) => (Some(away), Some(action)),
            Self::Ask(action) => (None, Some(action)),
        };
        first.into_iter().chain(then)
    }
}

/// What is asked or said, above everything else. While it is there nothing else has keys or clicks.
pub(crate) trait Modal {
    /// Its title.
    fn title(&self) -> &'static str;

    /// How wide it is, where the window has the room.
    fn width(&self) -> f32 {
        NARROW
    }

    /// There may be much in it: it takes the window's full height where it needs it.
    fn is_tall(&self) -> bool {
        false
    }

    /// What stays in sight above.
    fn head(&mut self, _: &mut Ui) {}

    /// What scrolls where it is higher than the window allows.
    fn body(&mut self, ui: &mut Ui) -> Answer;

    /// The buttons, and what stays in sight above them. Nothing is pressed where it is only asked what they are.
    fn foot(&mut self, foot: &mut DialogFoot) -> Answer;

    /// The box it has a text written in.
    fn text_box(&mut self) -> Option<&mut TextBox> {
        None
    }

    /// What goes on beside the painting: work that was begun or is done.
    fn work(&mut self, _: &Context) -> Answer {
        Answer::Stay
    }

    /// What Enter does, where it does not begin a line.
    fn enter(&self) -> Option<Answer> {
        None
    }

    /// What Ctrl+Enter does, also where Enter begins a line.
    fn confirm(&self) -> Option<Answer> {
        self.enter()
    }

    /// What Esc does.
    fn escape(&self) -> Answer {
        Answer::Away
    }

    /// A click beside it does what Esc does: nothing that was written or chosen is lost by that.
    fn goes_by_a_click_beside(&self) -> bool {
        true
    }

    /// What was chosen in it, to be offered the next time.
    fn habits(&self) -> Option<&Habits> {
        None
    }

    /// A folder was chosen for it.
    fn take_folder(&mut self, _: &Path) {}
}

/// Shows a dialog. What it answers is asked for.
pub(crate) fn show(modal: &mut dyn Modal, ctx: &Context, actions: &mut Vec<Action>) {
    let mut answer = modal.work(ctx);
    // Before its box: there Enter would begin a line. The keys of an input method are its own.
    let composing = modal.text_box().is_some_and(|text| text.keeps_keys(ctx));
    let id = Id::unique(("dialog", modal.title()));
    let enter = modal.enter().filter(|_| !something_in_it_has_enter(modal, ctx, id));
    for (keys, entered) in [(Modifiers::COMMAND, modal.confirm()), (Modifiers::NONE, enter)] {
        if let (false, Some(entered)) = (composing, entered)
            && ctx.input_mut(|input| input.consume_key(keys, Key::Enter))
        {
            answer = answer.or(entered);
        }
    }
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(MARGIN));
    let shown = egui::Modal::new(id).frame(frame).show(ctx, |ui| inside(modal, ui));
    answer = answer.or(shown.inner);
    let escaped = !shown.any_popup_open && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let beside = shown.backdrop_response.clicked() && modal.goes_by_a_click_beside();
    if escaped || beside {
        answer = answer.or(modal.escape());
    }
    actions.extend(answer.actions(Action::Away));
}

/// A link, a button or a tick has the keys: Enter does what that says, and not what the dialog would.
fn something_in_it_has_enter(modal: &mut dyn Modal, ctx: &Context, id: Id) -> bool {
    let is_written = modal.text_box().is_some_and(|text| text.has_focus(ctx));
    let focused = ctx.memory(Memory::focused).and_then(|focused| ctx.read_response(focused));
    !is_written && focused.is_some_and(|response| response.layer_id == egui::Modal::default_area(id).layer())
}

/// Title, head, what scrolls, foot. How much of the height is left to scroll in is known before: the foot is asked for
/// first.
fn inside(modal: &mut dyn Modal, ui: &mut Ui) -> Answer {
    let window = ui.ctx().content_rect().size();
    ui.set_width(modal.width().min(window.x - 4.0 * f32::from(MARGIN)));
    ui.label(RichText::new(modal.title()).font(theme::bold(theme::TITLE)));
    ui.add_space(2.0);
    // In a low window what stays in sight is the foot alone.
    let low = theme::is_low(ui.ctx());
    if !low {
        modal.head(ui);
    }
    let mut foot = DialogFoot::default();
    modal.foot(&mut foot);
    let above = ui.min_rect().height() + ui.spacing().item_spacing.y;
    let share = if modal.is_tall() { 1.0 } else { SHARE };
    let room = |foot: &DialogFoot| window.y * share - above - foot.height(ui) - 2.0 * f32::from(MARGIN);
    // What the foot says scrolls along where it would leave no room for what it is about.
    let notes = if room(&foot) < ENOUGH { foot.take_notes() } else { Vec::new() };
    let most = room(&foot).max(LEAST);
    let answer = scrolling(modal, ui, (most, low), &notes);
    match foot.ui(ui) {
        Some(pressed) => {
            // What was begun with it is begun in the next frame.
            ui.ctx().request_repaint();
            answer.or(modal.foot(&mut DialogFoot::pressed(pressed)))
        }
        None => answer,
    }
}

/// What scrolls, no higher than that.
fn scrolling(modal: &mut dyn Modal, ui: &mut Ui, (most, low): (f32, bool), notes: &[FootNote]) -> Answer {
    theme::bars(ui);
    // Also the least: a dialog has the room it is given, wherever it stood in the last frame.
    let scroll = ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
    let page = (most * 0.9).round();
    let body = |ui: &mut Ui| {
        // The keys of a page turn it, also where the box beside it has the caret.
        for (key, way) in [(Key::PageDown, -page), (Key::PageUp, page)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                ui.scroll_with_delta(vec2(0.0, way));
            }
        }
        if low {
            modal.head(ui);
        }
        let answer = modal.body(ui);
        for (words, color) in notes {
            sentence(ui, RichText::new(words).color(*color));
        }
        answer
    };
    whole_lines(ui, theme::PAPER, |ui| scroll.show(ui, body))
}
