//! Kinds of file to tick, how PDF files are made below theirs.

use crate::store::Habits;
use eframe::egui::Ui;

/// The kinds, each with its words; those that are `chosen` are ticked. Answers whether one was ticked or unticked.
pub(super) fn file_choices<K: Copy + PartialEq>(
    ui: &mut Ui,
    kinds: impl Iterator<Item = (K, &'static str)>,
    pdf: K,
    chosen: &mut Vec<K>,
    habits: &mut Habits,
) -> bool {
    let before = chosen.len();
    for (kind, words) in kinds {
        let mut on = chosen.contains(&kind);
        if ui.checkbox(&mut on, words).changed() {
            chosen.retain(|other| *other != kind);
            chosen.extend(on.then_some(kind));
        }
        if kind == pdf {
            ui.indent("pdf", |ui| ui.add_enabled_ui(on, |ui| pdf_choices(ui, habits)));
        }
    }
    chosen.len() != before
}

fn pdf_choices(ui: &mut Ui, habits: &mut Habits) {
    ui.checkbox(&mut habits.archive, "按长期保存的格式（PDF/A）");
    ui.checkbox(&mut habits.official_faces, "用本机的公文字体（仿宋_GB2312等），没有的用自带字体");
}
