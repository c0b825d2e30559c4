//! The list at the caret or below a cell: figures, ready-made paragraphs and reasons written before behind a 【, and what
//! can be chosen in a cell.
//! Keys that are an input method's stay its own.

use crate::app::action::{Action, CellAction};
use crate::app::dialog::phrases::own_phrases;
use crate::app::grid::editor::Editor;
use crate::app::grid::keys::take;
use crate::app::side::quoting::{insertable, is_named, quotable};
use crate::app::theme;
use crate::desk::Desk;
use crate::form::{CellId, Holds};
use crate::report::Edit;
use crate::value::{fold, has_initials, shortened};
use eframe::egui::{
    Align, Area, Button, Context, Event, Frame, Id, Key, Modifiers, Order, Pos2, Rect, RichText, ScrollArea, Ui, pos2,
};

/// How wide the list is, and how high at most.
const SIZE: (f32, f32) = (480.0, 250.0);
/// About as high as one item.
const ITEM: f32 = 30.0;
/// A name that is begun is no longer, in characters.
const NAME: usize = 20;
/// So many characters of an item fit.
const FITS: usize = 28;

/// So many reasons written before are listed.
const PHRASES: usize = 6;
/// The keys that pick.
const PICKS: [Key; 2] = [Key::Enter, Key::Tab];

/// What the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum PickFor {
    #[default]
    Nothing,
    /// What can stand behind the 【 that is so many bytes from the text's beginning, of this name so far.
    Naming(CellId, usize, String),
    /// What can be chosen in a cell, where so much was typed of it.
    Choices(CellId, String),
}

/// Something that can be picked.
#[derive(Clone, Debug)]
struct PickItem {
    words: String,
    /// What stands beside it, and is told under the pointer.
    detail: String,
    put: Action,
}

/// The list. It takes what it shows as it is next shown, so that what a key picks is what was seen.
#[derive(Default)]
pub(crate) struct PickList {
    asked: PickFor,
    items: Vec<PickItem>,
    /// Which of them the keys are on; none where nothing is chosen yet: Enter then writes nothing.
    on: Option<usize>,
    /// Put away with Esc or a click elsewhere, until something else is asked.
    away: Option<PickFor>,
    /// The one the keys are on is to come into view.
    scroll: bool,
}

impl PickList {
    /// Before the cells see them: the keys that open it, move in it, pick and put it away. Answers whether there was one.
    pub fn keys(&mut self, ctx: &Context, desk: &Desk, editor: &mut Editor, actions: &mut Vec<Action>) -> bool {
        if editor.is_composed_in(ctx) || !editor.has_keys(ctx) {
            return false;
        }
        if self.asked == PickFor::Nothing {
            return opens(ctx, desk, editor) || chooses(desk, editor) && self.typed(ctx, desk, editor, actions);
        }
        if take(ctx, Modifiers::NONE, Key::Escape) {
            self.put_away();
            return true;
        }
        let last = self.items.len().saturating_sub(1);
        let (down, up) = (self.on.map_or(0, |on| (on + 1).min(last)), self.on.map_or(last, |on| on.saturating_sub(1)));
        let moves = [(Key::ArrowDown, down), (Key::ArrowUp, up)];
        if let Some((_, to)) =
            moves.into_iter().find(|(key, _)| !self.items.is_empty() && take(ctx, Modifiers::NONE, *key))
        {
            (self.on, self.scroll) = (Some(to), true);
            return true;
        }
        if self.items.is_empty() || !PICKS.into_iter().any(|key| ctx.input(|input| input.key_pressed(key))) {
            return chooses(desk, editor) && self.typed(ctx, desk, editor, actions);
        }
        // Behind what was typed the key goes on as it does from a text.
        let goes_on = matches!(&self.asked, PickFor::Choices(_, typed) if !typed.is_empty());
        let picks = goes_on || PICKS.into_iter().any(|key| take(ctx, Modifiers::NONE, key));
        if picks {
            actions.extend(self.on.and_then(|on| self.items.get(on)).map(|item| item.put.clone()));
            self.put_away();
        }
        picks && !goes_on
    }

    /// Letters typed where nothing can stand but a choice: the one is shown that they fit; where they fit none, nothing is
    /// written, and it is said what can be chosen. Answers whether there were any.
    fn typed(&mut self, ctx: &Context, desk: &Desk, editor: &Editor, actions: &mut Vec<Action>) -> bool {
        let Some(at) = editor.current().cloned() else { return false };
        let letters = |event: &Event| match event {
            Event::Text(text) if fold(text).parse::<usize>().is_err() => Some(text.clone()),
            _ => None,
        };
        let typed: String = ctx.input(|input| input.events.iter().filter_map(letters).collect());
        if typed.is_empty() {
            // A number picks by itself.
            if ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Text(_)))) {
                self.put_away();
            }
            return false;
        }
        let before = if let PickFor::Choices(_, before) = &self.asked { before.as_str() } else { "" };
        let choices = choices_of(desk, &at);
        let typed = format!("{before}{typed}");
        if fitting(&choices, &typed).is_some() {
            self.ask(desk, PickFor::Choices(at, typed));
        } else {
            self.put_away();
            actions.push(Action::Cells(CellAction::SayChoices(at)));
        }
        true
    }

    /// Lists what is asked for; the keys are on what was typed of it, or else on what the cell holds.
    fn ask(&mut self, desk: &Desk, asked: PickFor) {
        self.items = items(desk, &asked);
        self.on = match &asked {
            PickFor::Choices(at, typed) if typed.is_empty() => {
                let held = desk.report().content.cells.text(at);
                choices_of(desk, at).iter().position(|choice| choice == held)
            }
            PickFor::Choices(at, typed) => fitting(&choices_of(desk, at), typed),
            PickFor::Naming(..) | PickFor::Nothing => Some(0),
        };
        (self.asked, self.scroll) = (asked, true);
    }

    fn put_away(&mut self) {
        self.away = Some(without_name(&std::mem::take(&mut self.asked)));
        self.items.clear();
    }

    /// Shows it where something is asked of it.
    pub fn ui(&mut self, ctx: &Context, desk: &Desk, editor: &mut Editor, actions: &mut Vec<Action>) {
        let asked = if editor.is_composing() { self.asked.clone() } else { self.asked_now(ctx, desk, editor) };
        // The press that opened it does not put it away.
        let opened = asked != self.asked;
        if opened {
            self.ask(desk, asked);
        }
        let Some(place) = editor.place(matches!(self.asked, PickFor::Naming(..))) else { return };
        if self.asked == PickFor::Nothing {
            return;
        }
        // An area keeps the size it had; that of another height is another.
        let area = Area::new(Id::unique(("pick list", self.items.len().min(9))))
            .order(Order::Foreground)
            .fixed_pos(self.corner(ctx, place));
        let shown = area.show(ctx, |ui| Frame::popup(ui.style()).show(ui, |ui| self.list(ui, actions)).inner);
        let pressed = ctx.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        let beside = !opened && pressed.is_some_and(|at| !shown.response.rect.contains(at));
        if shown.inner || beside {
            self.put_away();
            ctx.request_repaint();
        }
    }

    /// What is asked of it: it stays asked for a cell until something is picked there.
    fn asked_now(&mut self, ctx: &Context, desk: &Desk, editor: &mut Editor) -> PickFor {
        let Some(at) = editor.current().filter(|_| editor.is_open()).cloned() else { return PickFor::Nothing };
        let choices = choices_of(desk, &at);
        if std::mem::take(&mut editor.asks_choices) && !choices.is_empty() {
            return PickFor::Choices(at, String::new());
        }
        if let (Some(typed), false) = (editor.typed().filter(|_| editor.has_keys(ctx)), choices.is_empty()) {
            let begins = fitting(&choices, typed).filter(|_| choices.iter().all(|choice| choice != typed));
            let asked = begins.map_or(PickFor::Nothing, |_| PickFor::Choices(at, typed.into()));
            return if self.away.as_ref() == Some(&without_name(&asked)) { PickFor::Nothing } else { asked };
        }
        if matches!(&self.asked, PickFor::Choices(own, _) if *own == at) {
            return self.asked.clone();
        }
        let naming = editor.naming(ctx).filter(|(_, name)| editor.is_long() && name.chars().count() <= NAME);
        let asked = naming.map_or(PickFor::Nothing, |(from, name)| PickFor::Naming(at, from, name));
        if self.away.as_ref() == Some(&without_name(&asked)) {
            return PickFor::Nothing;
        }
        self.away = None;
        asked
    }

    /// Below the place, or above it where there is no room.
    fn corner(&self, ctx: &Context, place: Rect) -> Pos2 {
        let high = self.high() + 16.0;
        let top = place.bottom() + 4.0;
        let room = ctx.content_rect();
        let top = if top + high > room.bottom() { (place.top() - high - 8.0).max(room.top()) } else { top };
        pos2(place.left().min(room.right() - SIZE.0 - 20.0), top)
    }

    fn high(&self) -> f32 {
        (self.items.len().max(1) as f32 * ITEM).min(SIZE.1)
    }

    /// Answers whether something was picked.
    fn list(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) -> bool {
        ui.set_width(SIZE.0);
        // So that an item is as high as is reckoned with.
        (ui.spacing_mut().item_spacing.y, ui.spacing_mut().button_padding.y) = (0.0, 3.0);
        if self.items.is_empty() {
            ui.weak("没有这样的数字、段落和写过的话。表里还没有填的数字不列出。");
            return false;
        }
        let high = self.high();
        let scroll = ScrollArea::vertical().max_height(high).min_scrolled_height(high).auto_shrink([false, true]);
        let picked = scroll.show(ui, |ui| {
            let mut picked = None;
            for (number, item) in self.items.iter().enumerate() {
                let (words, detail) = (shortened(&item.words, FITS), shortened(&item.detail.replace('\n', " "), FITS));
                let detail = RichText::new(detail).size(theme::SMALL).color(theme::WEAK);
                let button = Button::selectable(self.on == Some(number), words).right_text(detail);
                let size = [SIZE.0 - 12.0, ITEM];
                let response = ui.add_sized(size, button.truncate());
                let name = format!("选：{}", item.words);
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
                if self.on == Some(number) && self.scroll {
                    response.scroll_to_me(None::<Align>);
                }
                if response.clicked() {
                    picked = Some(item.put.clone());
                }
                response.on_hover_text(format!("{}：{}", item.words, item.detail).trim_end_matches('：'));
            }
            picked
        });
        self.scroll = false;
        actions.extend(picked.inner.clone());
        picked.inner.is_some()
    }
}

/// The same 【, whatever is typed behind it.
fn without_name(asked: &PickFor) -> PickFor {
    match asked {
        PickFor::Naming(at, from, _) => PickFor::Naming(at.clone(), *from, String::new()),
        PickFor::Choices(at, _) => PickFor::Choices(at.clone(), String::new()),
        PickFor::Nothing => PickFor::Nothing,
    }
}

/// The keys that ask for what can be chosen in the current cell: Alt+↓, and where nothing is typed F2.
fn opens(ctx: &Context, desk: &Desk, editor: &mut Editor) -> bool {
    let Some(at) = editor.current().filter(|_| editor.is_open() && editor.reach().is_none()) else { return false };
    if choices_of(desk, at).is_empty() {
        return false;
    }
    let asks =
        take(ctx, Modifiers::ALT, Key::ArrowDown) || chooses(desk, editor) && take(ctx, Modifiers::NONE, Key::F2);
    editor.asks_choices |= asks;
    asks
}

/// In the current cell nothing can stand but a choice.
fn chooses(desk: &Desk, editor: &Editor) -> bool {
    let alone = editor.current().filter(|_| editor.is_open() && editor.reach().is_none());
    alone.and_then(|at| desk.sheet().cell(at)).is_some_and(|cell| cell.holds == Holds::Degree)
}

/// The first choice that what was typed begins, as it is written or as one begins to say it.
fn fitting(choices: &[String], typed: &str) -> Option<usize> {
    let typed = typed.trim();
    let said = |choice: &String| -> String {
        choice.chars().filter(|c| c.is_alphanumeric()).take(typed.chars().count()).collect()
    };
    let begins = |choice: &String| choice.starts_with(typed) || has_initials(&said(choice), typed);
    choices.iter().position(begins).filter(|_| !typed.is_empty())
}

/// What can be chosen in a cell: 完成程度 by the form's bands, else what the form lists.
pub(crate) fn choices_of(desk: &Desk, at: &CellId) -> Vec<String> {
    let Some(slot) = desk.form().slot(at) else { return Vec::new() };
    if slot.holds == Holds::Degree {
        return desk.form().scoring.qualitative.iter().map(|band| band.name.clone().into()).collect();
    }
    slot.choices.iter().map(ToString::to_string).collect()
}

/// Reasons written before in this report and in last year's, of which so much was typed.
fn written_before(desk: &Desk, typed: &str) -> impl Iterator<Item = PickItem> {
    let phrases = own_phrases(desk).into_iter().filter(move |phrase| is_named(&phrase.text, typed));
    phrases.take(PHRASES).map(|phrase| PickItem {
        words: format!("写过的：{}", phrase.text),
        detail: format!("{}年", phrase.year),
        put: Action::Insert(phrase.text.to_string()),
    })
}

fn items(desk: &Desk, asked: &PickFor) -> Vec<PickItem> {
    match asked {
        PickFor::Nothing => Vec::new(),
        PickFor::Choices(at, _) => {
            let choices = choices_of(desk, at);
            let none = (!desk.report().content.cells.text(at).is_empty()).then(String::new);
            let item = |(number, text): (usize, String)| PickItem {
                words: if text.is_empty() { "（不选）".into() } else { text.clone() },
                detail: if text.is_empty() { String::new() } else { (number + 1).to_string() },
                put: Action::Edit(Edit::Write { at: at.clone(), text: text.into() }),
            };
            choices.into_iter().chain(none).enumerate().map(item).collect()
        }
        PickFor::Naming(at, _, name) => {
            let ready_made = insertable(desk, at).into_iter().filter(|(words, _)| is_named(words, name));
            let ready_made = ready_made.map(|(words, text)| PickItem {
                words: format!("标准段落：{words}"),
                detail: desk.sheet().quote(desk.form(), &text),
                put: Action::Insert(text),
            });
            let figures = quotable(desk, name).into_iter().map(|figure| PickItem {
                detail: format!("{}{}", figure.text, figure.unit),
                put: Action::Insert(format!("【{}】{}", figure.name, figure.unit)),
                words: figure.name.to_string(),
            });
            figures.chain(ready_made).chain(written_before(desk, name)).collect()
        }
    }
}
