//! A list to tick: several changes are looked at first, and those that stay ticked become one step.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::side::difference_line::changed;
use crate::app::theme;
use crate::app::widgets::sentence;
use eframe::egui::{Checkbox, RichText, Ui};

/// A list to tick, of changes of one kind. Those of one group stand together.
pub(crate) struct Checklist<T> {
    /// What it is about.
    pub title: &'static str,
    /// What happens to what is ticked.
    pub intro: String,
    /// The changes.
    pub list: Vec<Tick<T>>,
    /// What should be known besides; warnings stand out.
    pub notes: Vec<(String, bool)>,
    /// What is asked for with those that are ticked.
    pub take: fn(Vec<T>) -> Action,
}

/// A text before and after.
pub(crate) struct TextChange {
    pub place: String,
    pub before: String,
    pub after: String,
}

/// One change.
pub(crate) struct Tick<T> {
    /// It is done with the others.
    pub on: bool,
    /// Where, and what.
    pub words: String,
    /// What it is listed under; nothing where the list has no groups.
    pub group: &'static str,
    /// What each text it writes is before and after, with its place where there are several.
    pub texts: Vec<TextChange>,
    /// Why.
    pub detail: String,
    /// The change.
    pub change: T,
}

impl<T: Clone> Modal for Checklist<T> {
    fn title(&self) -> &'static str {
        self.title
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn head(&mut self, ui: &mut Ui) {
        sentence(ui, &self.intro);
        ui.add_space(4.0);
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        for (number, group) in self.list.chunk_by_mut(|one, next| one.group == next.group).enumerate() {
            ui.push_id(number, |ui| group_ui(ui, group));
        }
        Answer::Stay
    }

    fn is_tall(&self) -> bool {
        self.list.len() > 1
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        for (words, warns) in &self.notes {
            foot.note(words, if *warns { theme::DOUBT } else { theme::INK });
        }
        let count = self.list.iter().filter(|tick| tick.on).count();
        let take = foot.main_if(count > 0, format!("采用{count}条"), "先在上面勾选。");
        let away = foot.way_out("取消");
        if self.list.len() > 1 && foot.other(if count > 0 { "全不选" } else { "全选" }) {
            self.list.iter_mut().for_each(|tick| tick.on = count == 0);
        }
        match (take, away) {
            (true, _) => Answer::Then((self.take)(self.taken())),
            (_, true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}

/// Those of one group, under what they have in common, which ticks all of them.
fn group_ui<T>(ui: &mut Ui, group: &mut [Tick<T>]) {
    if let Some(title) = group.first().map(|tick| tick.group).filter(|title| !title.is_empty()) {
        let ticked = group.iter().filter(|tick| tick.on).count();
        let mut all = ticked == group.len();
        let words = RichText::new(format!("{title}（{}处）", group.len())).font(theme::bold(theme::BODY));
        let head = Checkbox::new(&mut all, words).indeterminate(ticked > 0 && ticked < group.len());
        if ui.add(head).changed() {
            for tick in group.iter_mut() {
                tick.on = all;
            }
        }
    }
    for (number, tick) in group.iter_mut().enumerate() {
        ui.push_id(number, |ui| tick_ui(ui, tick));
    }
    ui.add_space(4.0);
}

fn tick_ui<T>(ui: &mut Ui, tick: &mut Tick<T>) {
    let indented = if tick.group.is_empty() { 0.0 } else { ui.spacing().indent };
    ui.horizontal_top(|ui| {
        ui.add_space(indented);
        ui.vertical(|ui| {
            ui.checkbox(&mut tick.on, &tick.words);
            ui.indent("detail", |ui| {
                for TextChange { place, before, after } in &tick.texts {
                    if tick.texts.len() > 1 {
                        ui.label(RichText::new(place).size(theme::SMALL).color(theme::WEAK));
                    }
                    ui.label(changed(before, after));
                }
                ui.label(RichText::new(&tick.detail).size(theme::SMALL).color(theme::WEAK));
            });
        });
    });
}

impl<T: Clone> Checklist<T> {
    fn taken(&self) -> Vec<T> {
        self.list.iter().filter(|tick| tick.on).map(|tick| tick.change.clone()).collect()
    }
}
