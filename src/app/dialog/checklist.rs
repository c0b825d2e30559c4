//! A list to tick: several changes are looked at first, and those that stay ticked become one step.

use crate::app::action::Action;
use crate::app::dialog::Came;
use crate::app::theme;
use crate::app::widgets::{main_button, other_button};
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{RichText, ScrollArea, Ui};

/// A list to tick.
#[derive(Clone, Debug)]
pub(crate) struct Ticks {
    /// What it is about.
    pub title: String,
    /// What happens to what is ticked.
    pub intro: String,
    /// The changes.
    pub list: Vec<Tick>,
    /// What should be known besides; warnings stand out.
    pub foot: Vec<(String, bool)>,
}

/// One change.
#[derive(Clone, Debug)]
pub(crate) struct Tick {
    /// It is done with the others.
    pub on: bool,
    /// Where, and what.
    pub words: String,
    /// Why.
    pub detail: String,
    /// The change.
    pub edit: Edit,
}

impl Ticks {
    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui) -> Came {
        ui.label(RichText::new(&self.title).font(theme::bold(theme::BODY)));
        ui.label(&self.intro);
        ui.add_space(4.0);
        ScrollArea::vertical().max_height(380.0).auto_shrink([false, true]).show(ui, |ui| {
            for (number, tick) in self.list.iter_mut().enumerate() {
                ui.push_id(number, |ui| {
                    ui.checkbox(&mut tick.on, &tick.words);
                    ui.indent("detail", |ui| {
                        ui.label(RichText::new(&tick.detail).size(theme::SMALL).color(theme::WEAK))
                    });
                });
            }
        });
        for (words, warns) in &self.foot {
            ui.label(RichText::new(words).color(if *warns { theme::DOUBT } else { theme::INK }));
        }
        ui.add_space(10.0);
        let count = self.list.iter().filter(|tick| tick.on).count();
        let mut came = Came::Nothing;
        ui.horizontal(|ui| {
            let some = ui.add_enabled_ui(count > 0, |ui| main_button(ui, &format!("采用{count}条"))).inner;
            if some {
                came = Came::Action(Box::new(Action::Edit(self.edit())));
            }
            if other_button(ui, "取消") {
                came = Came::Away;
            }
            if self.list.len() > 1 && other_button(ui, if count > 0 { "全不选" } else { "全选" }) {
                self.list.iter_mut().for_each(|tick| tick.on = count == 0);
            }
        });
        came
    }

    /// What is ticked, as one step. Of several changes to one cell only the first: the others are looked at again.
    fn edit(&self) -> Edit {
        let mut written: Vec<&CellId> = Vec::new();
        let mut edits = Vec::new();
        for tick in self.list.iter().filter(|tick| tick.on) {
            let writes = written_by(&tick.edit);
            if writes.iter().all(|at| !written.contains(at)) {
                written.extend(writes);
                edits.push(tick.edit.clone());
            }
        }
        Edit::All(edits)
    }
}

/// The cells a change writes.
fn written_by(edit: &Edit) -> Vec<&CellId> {
    match edit {
        Edit::Write { at, .. } | Edit::Bring { at, .. } => vec![at],
        Edit::All(edits) => edits.iter().flat_map(written_by).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_is_written_over_by_another() {
        let write = |row: &str, text: &str| Edit::Write { at: CellId::new("base", row, "final"), text: text.into() };
        let both = Edit::All(vec![write("office", "1.00"), write("public", "7.87")]);
        let edits = [write("office", "2"), both, write("meetings", "0"), write("meetings", "无")];
        let tick = |edit: Edit| Tick { on: true, words: String::new(), detail: String::new(), edit };
        let list = edits.clone().into_iter().map(tick).collect();
        let ticks = Ticks { title: String::new(), intro: String::new(), list, foot: Vec::new() };
        let [first, _, third, _] = edits;
        assert_eq!(ticks.edit(), Edit::All(vec![first, third]));
    }
}
