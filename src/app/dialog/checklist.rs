//! A list to tick: several changes are looked at first, and those that stay ticked become one step.

use crate::app::action::Action;
use crate::app::dialog::{Answer, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::{main_button, other_button};
use eframe::egui::{RichText, Ui};

/// A list to tick, of changes of one kind.
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

/// One change.
pub(crate) struct Tick<T> {
    /// It is done with the others.
    pub on: bool,
    /// Where, and what.
    pub words: String,
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
        ui.label(&self.intro);
        ui.add_space(4.0);
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        for (number, tick) in self.list.iter_mut().enumerate() {
            ui.push_id(number, |ui| {
                ui.checkbox(&mut tick.on, &tick.words);
                ui.indent("detail", |ui| {
                    ui.label(RichText::new(&tick.detail).size(theme::SMALL).color(theme::WEAK));
                });
            });
        }
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        for (words, warns) in &self.notes {
            ui.label(RichText::new(words).color(if *warns { theme::DOUBT } else { theme::INK }));
        }
        let count = self.list.iter().filter(|tick| tick.on).count();
        ui.horizontal(|ui| {
            let take = ui.add_enabled_ui(count > 0, |ui| main_button(ui, &format!("采用{count}条"))).inner;
            let away = other_button(ui, "取消");
            if self.list.len() > 1 && other_button(ui, if count > 0 { "全不选" } else { "全选" }) {
                self.list.iter_mut().for_each(|tick| tick.on = count == 0);
            }
            match (take, away) {
                (true, _) => Answer::Then((self.take)(self.taken())),
                (_, true) => Answer::Away,
                _ => Answer::Stay,
            }
        })
        .inner
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}

impl<T: Clone> Checklist<T> {
    fn taken(&self) -> Vec<T> {
        self.list.iter().filter(|tick| tick.on).map(|tick| tick.change.clone()).collect()
    }
}
