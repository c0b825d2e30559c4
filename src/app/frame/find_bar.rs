//! 查找、替换: the bar below the paper. It finds as one types, and the cell goes along; keys stay with the bar.

use crate::app::App;
use crate::app::action::{Action, FindAction};
use crate::app::theme;
use crate::app::widgets::{TextBox, other_button};
use crate::desk::{Desk, Replacement, Review, Sought};
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{Context, Key, Modifiers, Ui, vec2};
use std::collections::HashSet;
use std::sync::Arc;

/// How wide its boxes are.
const BOX: f32 = 150.0;

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
}

impl Default for FindBar {
    fn default() -> Self {
        Self {
            on: false,
            words: TextBox::new("查找内容", 1, "文字、数字、名称或拼音首字母"),
            by: TextBox::new("替换为", 1, "").quiet(),
            replacing: false,
            hits: Vec::new(),
            marked: HashSet::new(),
            of: None,
            from: None,
            says: String::new(),
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

    /// One of its boxes is written in, or is about to be.
    pub fn has_keys(&self, ctx: &Context) -> bool {
        self.on && (self.words.has_focus(ctx) || self.replacing && self.by.has_focus(ctx))
    }

    /// What an input method still delivers to a cell that was left for this bar is dropped.
    pub fn drop_late(&mut self) {
        self.words.drop_late();
    }

    /// Says what came of replacing; the boxes keep the keys.
    pub fn say(&mut self, replaced: &Replacement) {
        self.says = said(replaced);
    }

    /// Before any widget. True where the keys of this frame are its own.
    pub fn keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) -> bool {
        let composing = [&mut self.words, &mut self.by].map(|text| text.keeps_keys_while_written(ctx));
        if !self.has_keys(ctx) {
            return false;
        }
        if composing.contains(&true) {
            return true;
        }
        let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        let asked = if pressed(Modifiers::SHIFT, Key::Enter) {
            Some(FindAction::Next { back: true })
        } else if pressed(Modifiers::NONE, Key::Enter) {
            let in_words = self.words.has_focus(ctx);
            Some(if in_words { FindAction::Next { back: false } } else { FindAction::Replace { all: false } })
        } else if pressed(Modifiers::COMMAND, Key::Enter) {
            self.replacing.then_some(FindAction::Replace { all: true })
        } else if pressed(Modifiers::NONE, Key::Tab) || pressed(Modifiers::SHIFT, Key::Tab) {
            // From the one box to the other, and never into a cell.
            let other = if self.replacing && self.words.has_focus(ctx) { &mut self.by } else { &mut self.words };
            other.focus();
            None
        } else if pressed(Modifiers::NONE, Key::Escape) {
            Some(FindAction::Close)
        } else {
            None
        };
        actions.extend(asked.map(Action::Find));
        true
    }

    /// Shows it. What is typed is looked for at once.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        ui.horizontal_wrapped(|ui| {
            ui.label("查找");
            boxed(ui, &mut self.words);
            if self.look(desk) {
                let first = desk.next_hit(&self.hits, self.from.as_ref(), false);
                actions.extend(first.map(|at| Action::Goto(at.clone())));
            }
            ui.label(self.count(current));
            let ask =
                |ui: &mut Ui, words, action| if other_button(ui, words) { Some(Action::Find(action)) } else { None };
            actions.extend(ask(ui, "上一处", FindAction::Next { back: true }));
            actions.extend(ask(ui, "下一处", FindAction::Next { back: false }));
            if self.replacing {
                ui.label("替换为");
                boxed(ui, &mut self.by);
                actions.extend(ask(ui, "替换", FindAction::Replace { all: false }));
                actions.extend(ask(ui, "全部替换", FindAction::Replace { all: true }));
            }
            actions.extend(ask(ui, "关闭查找", FindAction::Close));
            if !self.says.is_empty() {
                ui.colored_label(theme::WEAK, &self.says);
            }
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
            return other_words && !(first && self.words.text().is_empty());
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

/// A box of its width, in the middle of the bar's height.
fn boxed(ui: &mut Ui, text: &mut TextBox) {
    ui.allocate_ui(vec2(BOX, theme::LINE_HEIGHT + 6.0), |ui| text.ui(ui));
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
    done + &not.collect::<String>() + "。"
}

impl App {
    /// 查找, 替换: opens the bar. A composition that was on in a cell ends there.
    pub(crate) fn open_find(&mut self, replacing: bool) {
        self.show_cells();
        let from = self.editor.current().cloned();
        self.find.open(replacing, from);
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
