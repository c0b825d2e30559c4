//! 查找、替换: the bar below the paper. It finds as one types, and the cell goes along; keys stay with the bar.

use crate::app::App;
use crate::app::action::{Action, FindAction};
use crate::app::theme;
use crate::app::widgets::{BUTTON, TextBox};
use crate::desk::{Desk, Replacement, Review, Sought};
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{
    Align, Button, Context, EventFilter, Id, Key, Label, Layout, Memory, Modifiers, Response, RichText, Ui, vec2,
};
use std::collections::HashSet;
use std::sync::Arc;

/// How wide its boxes are, each with its word.
const BOX: f32 = 210.0;

/// The bar.
pub(crate) struct FindBar {
    /// It is there.
    pub on: bool,
    words: TextBox,
    by: TextBox,
    /// 替换 stands beside 查找.
    replacing: bool,
    hits: Vec<CellId>,
    /// The same, to mark them.
    marked: HashSet<CellId>,
    /// Of what they are: the report as it stood, and the words.
    of: Option<(Arc<Review>, String)>,
    /// Where one stood when it was opened.
    from: Option<CellId>,
    /// What came of the last replacing.
    says: String,
    /// Something was replaced then.
    replaced: bool,
    /// Its buttons, from the left.
    buttons: Vec<Id>,
    /// How high it was shown.
    high: f32,
}

impl Default for FindBar {
    fn default() -> Self {
        Self {
            on: false,
            words: TextBox::new("查找内容", 1, "文字或拼音首字母").with_tab(),
            by: TextBox::new("替换为", 1, "").quiet().with_tab(),
            replacing: false,
            hits: Vec::new(),
            marked: HashSet::new(),
            of: None,
            from: None,
            says: String::new(),
            replaced: false,
            buttons: Vec::new(),
            high: 0.0,
        }
    }
}

impl FindBar {
    /// Opens it where one stands, with the words that were looked for last, or takes the keys back to it.
    pub fn open(&mut self, replacing: bool, from: Option<CellId>) {
        if !self.on {
            (self.on, self.replacing, self.from, self.of) = (true, replacing, from, None);
        }
        self.replacing |= replacing;
        self.words.focus();
    }

    /// What is looked for.
    pub fn words(&self) -> &str {
        self.words.text()
    }

    /// What is to be put in its place.
    pub fn by(&self) -> &str {
        self.by.text()
    }

    /// What is found, in the order of the screen.
    pub fn hits(&self) -> &[CellId] {
        &self.hits
    }

    /// The cells to mark; none while it is away.
    pub fn marked(&self) -> Option<&HashSet<CellId>> {
        self.on.then_some(&self.marked)
    }

    /// One of its boxes is written in, or is about to be, or one of its buttons has the keys.
    pub fn has_keys(&self, ctx: &Context) -> bool {
        self.on && self.place(ctx).is_some()
    }

    /// What of it has the keys: a box, or a button behind its boxes.
    fn place(&self, ctx: &Context) -> Option<usize> {
        if self.words.has_focus(ctx) {
            return Some(0);
        }
        if self.replacing && self.by.has_focus(ctx) {
            return Some(1);
        }
        let focused = ctx.memory(Memory::focused)?;
        self.buttons.iter().position(|id| *id == focused).map(|button| self.boxes() + button)
    }

    fn boxes(&self) -> usize {
        1 + usize::from(self.replacing)
    }

    /// Tab: from box to box, then to the buttons, round and round, and never into a cell.
    fn step(&mut self, ctx: &Context, from: usize, back: bool) {
        let (boxes, all) = (self.boxes(), self.boxes() + self.buttons.len());
        let to = if back { from + all - 1 } else { from + 1 } % all;
        match to.checked_sub(boxes) {
            None if to == 0 => self.words.focus(),
            None => self.by.focus(),
            Some(button) => {
                let id = self.buttons.get(button).copied();
                ctx.memory_mut(|memory| id.into_iter().for_each(|id| memory.request_focus(id)));
            }
        }
    }

    /// What an input method still delivers to a cell that was left for this bar is dropped.
    pub fn drop_late(&mut self) {
        self.words.drop_late();
    }

    /// Says what came of replacing; the boxes keep the keys.
    pub fn say(&mut self, replaced: &Replacement) {
        (self.says, self.replaced) = (said(replaced), !replaced.edits.is_empty());
    }

    /// Before any widget. True where the keys of this frame are its own.
    pub fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) -> bool {
        let composing = [&mut self.words, &mut self.by].map(|text| text.keeps_keys_while_written(ctx));
        let Some(place) = self.place(ctx).filter(|_| self.on) else { return false };
        if composing.contains(&true) {
            return true;
        }
        let in_boxes = place < self.boxes();
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        let asked = if in_boxes && pressed(Modifiers::SHIFT, Key::Enter) {
            Some(FindAction::Next { back: true })
        } else if in_boxes && pressed(Modifiers::NONE, Key::Enter) {
            Some(if place == 0 { FindAction::Next { back: false } } else { FindAction::Replace { all: false } })
        } else if pressed(Modifiers::COMMAND, Key::Enter) {
            self.replacing.then_some(FindAction::Replace { all: true })
        } else if pressed(Modifiers::NONE, Key::Escape) {
            Some(FindAction::Close)
        } else {
            if pressed(Modifiers::SHIFT, Key::Tab) {
                self.step(ctx, place, true);
            } else if pressed(Modifiers::NONE, Key::Tab) {
                self.step(ctx, place, false);
            }
            None
        };
        actions.extend(asked.map(Action::Find));
        true
    }

    /// Shows it. What is typed is looked for at once; the words it opens with lead nowhere before they are asked for.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        self.buttons.clear();
        let shown = ui.horizontal_wrapped(|ui| {
            field(ui, "查找", &mut self.words);
            if self.replacing {
                field(ui, "替换为", &mut self.by);
            }
            if self.look(desk) {
                let first = desk.next_hit(&self.hits, self.from.as_ref(), false);
                actions.extend(first.map(|at| Action::Goto(at.clone())));
            }
            let shown = ASKED.iter().filter(|(.., replaces)| self.replacing || !replaces);
            for (words, action, _) in shown {
                let button = ask(ui, words);
                self.buttons.push(button.id);
                actions.extend(button.clicked().then_some(Action::Find(*action)));
            }
            if !self.replacing {
                ui.add(Label::new(self.count(current)).extend());
            }
        });
        if self.replacing {
            self.told(ui, current);
        }
        // A bar that stands at the bottom has its place once its height is known.
        let high = shown.response.rect.height();
        if (high - self.high).abs() > 0.5 {
            self.high = high;
            ui.ctx().request_repaint();
        }
    }

    /// How many there are and what came of replacing, on a line that is always there: the bar is as high whatever it says.
    fn told(&self, ui: &mut Ui, current: Option<&CellId>) {
        // That none is left is then no failure.
        let all_done = self.hits.is_empty() && self.replaced && !self.says.is_empty();
        let says = match self.says.as_str() {
            "" => "",
            _ if all_done => "，没有别处了。",
            _ => "。",
        };
        ui.horizontal(|ui| {
            ui.set_min_height(theme::LINE_HEIGHT);
            if !all_done {
                ui.label(self.count(current));
            }
            ui.add(Label::new(RichText::new(format!("{}{says}", self.says)).color(theme::WEAK)).truncate());
        });
    }

    /// Looks again where words or report are others. True where the words are.
    fn look(&mut self, desk: &Desk) -> bool {
        let other_words = self.of.as_ref().is_none_or(|(_, words)| words != self.words.text());
        if other_words || self.of.as_ref().is_none_or(|(review, _)| !Arc::ptr_eq(review, desk.review())) {
            self.hits = desk.hits(&Sought::new(self.words.text()));
            self.marked = self.hits.iter().cloned().collect();
            let first = self.of.is_none();
            self.of = Some((Arc::clone(desk.review()), self.words.text().into()));
            if other_words {
                self.says.clear();
            }
            return other_words && !first;
        }
        false
    }

    /// The how-manieth of how many.
    fn count(&self, current: Option<&CellId>) -> String {
        let place = current.and_then(|current| self.hits.iter().position(|at| at == current));
        match (self.hits.len(), place) {
            _ if self.words.text().is_empty() => String::new(),
            (0, _) => "没有找到".into(),
            (all, Some(place)) => format!("第{}处，共{all}处", place + 1),
            (all, None) => format!("共{all}处"),
        }
    }
}

/// Its buttons, and which of them are there only while something is replaced.
const ASKED: [(&str, FindAction, bool); 5] = [
    ("上一处", FindAction::Next { back: true }, false),
    ("下一处", FindAction::Next { back: false }, false),
    ("替换", FindAction::Replace { all: false }, true),
    ("全部替换", FindAction::Replace { all: true }, true),
    ("关闭查找", FindAction::Close, false),
];

/// A box behind its word, the two in one piece.
fn field(ui: &mut Ui, word: &str, text: &mut TextBox) {
    ui.allocate_ui_with_layout(vec2(BOX, BUTTON[1]), Layout::left_to_right(Align::Center), |ui| {
        ui.label(word);
        text.ui(ui);
    });
}

/// A button that keeps the keys once it was pressed. Its arrows lead nowhere: egui's own way with them is into cells.
fn ask(ui: &mut Ui, words: &str) -> Response {
    let response = ui.add(Button::new(words).min_size(BUTTON.into()));
    if response.clicked() {
        response.request_focus();
    }
    let ours = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ours));
    response
}

/// What was replaced, and what was not and why.
fn said(replaced: &Replacement) -> String {
    let done = match (replaced.edits.len(), replaced.times) {
        (0, _) => "没有替换".to_string(),
        (cells, times) => format!("已替换{cells}格里的{times}处"),
    };
    let kept = (replaced.kept, "格不能替换（由程序计算、表样印好、只能选择或者太长）");
    let quoting = (replaced.quoting, "格只在引用的名称里有，没有替换");
    let not = [kept, quoting].into_iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("，{count}{why}"));
    done + &not.collect::<String>()
}

impl App {
    /// 查找, 替换: opens the bar. A composition that was on in a cell ends there.
    pub(crate) fn open_find(&mut self, replacing: bool) {
        self.show_cells();
        let from = self.editor.current().cloned();
        self.find.open(replacing, from);
        self.editor.come_back_into_view();
        if self.editor.is_composing() {
            self.editor.leave();
            self.find.drop_late();
        }
    }

    /// What is asked for in the bar.
    pub(crate) fn find_action(&mut self, action: FindAction) -> Option<Action> {
        match action {
            FindAction::Close => {
                self.find.on = false;
                None
            }
            FindAction::Next { back } => {
                self.find.open(false, None);
                self.next_hit(back)
            }
            FindAction::Replace { all } => {
                let only = self.editor.current().cloned().filter(|_| !all);
                if !all && only.as_ref().is_none_or(|at| !self.find.hits().contains(at)) {
                    self.find.open(true, None);
                    return self.next_hit(false);
                }
                let (sought, by) = (Sought::new(self.find.words()), self.find.by().to_string());
                let replaced = self.desk()?.replacement(&sought, &by, only.as_ref());
                if replaced.edits.is_empty() || self.edit(&Edit::All(replaced.edits.clone())) {
                    self.find.say(&replaced);
                }
                if all { None } else { self.next_hit(false) }
            }
        }
    }

    fn next_hit(&self, back: bool) -> Option<Action> {
        let next = self.desk()?.next_hit(self.find.hits(), self.editor.current(), back);
        next.map(|at| Action::Goto(at.clone()))
    }
}
