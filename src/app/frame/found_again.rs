//! The bar above the paper: what was typed and not saved before a program ended, and is found again.

use crate::app::action::Action;
use crate::app::document::intent::FileAction;
use crate::app::theme;
use crate::app::widgets::rows;
use crate::store::LeftJournal;
use chrono::NaiveDateTime;
use eframe::egui::{Button, Frame, Margin, Panel, RichText, ScrollArea, Ui};

/// So many are seen at once; more scroll.
const ROWS: usize = 3;
const SCROLLING: f32 = 120.0;

/// Shows it, where there is something to show.
pub(crate) fn found_again_ui(ui: &mut Ui, left: &[&LeftJournal], now: NaiveDateTime, actions: &mut Vec<Action>) {
    if left.is_empty() {
        return;
    }
    let frame = Frame::new().fill(theme::HOVER).inner_margin(Margin::symmetric(10, 5));
    Panel::top("found again").frame(frame).show(ui, |ui| {
        let mut rows = |ui: &mut Ui| {
            for (n, left) in left.iter().enumerate() {
                ui.push_id(n, |ui| row_ui(ui, left, now, actions));
            }
        };
        if left.len() <= ROWS {
            rows(ui);
        } else {
            ScrollArea::vertical().max_height(SCROLLING).auto_shrink([false, true]).show(ui, rows);
        }
    });
}

fn row_ui(ui: &mut Ui, left: &LeftJournal, now: NaiveDateTime, actions: &mut Vec<Action>) {
    rows(ui, |ui| {
        ui.label(RichText::new(says(left, now)).color(theme::INK));
        if ui.add(Button::new(RichText::new("恢复").color(theme::PAPER)).fill(theme::ACCENT)).clicked() {
            actions.push(Action::File(FileAction::Recover(left.clone())));
        }
        // Beside what, where it was never saved?
        if left.head.file.is_some() && ui.button("对照").clicked() {
            actions.push(Action::File(FileAction::Contrast(left.clone())));
        }
        if ui.button("丢弃").clicked() {
            let words = format!("{}丢弃以后找不回来，确定吗？", says(left, now));
            actions.push(Action::Sure(words, Box::new(Action::File(FileAction::Discard(left.clone())))));
        }
    });
}

/// What is found, in a sentence: 上次没有保存的内容已找回：某局2023年度，自评表.zpb（10:32，12格）。
fn says(left: &LeftJournal, now: NaiveDateTime) -> String {
    let head = &left.head;
    let unit = if head.unit.is_empty() { String::new() } else { head.unit.replace('\n', " ") };
    let file = head.file.as_deref().and_then(|file| file.file_name());
    let file = file.map_or_else(|| "还没有存成文件".into(), |file| file.to_string_lossy().into_owned());
    let at = if head.at.date() == now.date() { head.at.format("%H:%M") } else { head.at.format("%-m月%-d日%H:%M") };
    let cells = if head.cells == 0 { String::new() } else { format!("，{}格", head.cells) };
    format!("上次没有保存的内容已找回：{unit}{}年度，{file}（{at}{cells}）。", head.year)
}
