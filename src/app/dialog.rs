//! What is asked or said in the middle of the window. Drawn here: the PC's own message boxes are not everywhere.

use super::action::{Action, Leave};
use super::files::Wanted;
use super::theme;
use crate::check::Finding;
use eframe::egui::{self, Button, Context, Id, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};
use std::path::PathBuf;

/// What is asked or said.
#[derive(Clone, Debug)]
pub(super) enum Dialog {
    /// A sentence.
    Message(String),
    /// There are unsaved changes.
    Unsaved,
    /// Why a finding stands.
    Explain(Box<Finding>, String),
    /// Where a file is, on a PC without file dialogs.
    Path(Wanted, String),
    /// 使用说明
    Manual,
}

/// What came of a dialog in this frame.
pub(super) enum Came {
    /// It stays.
    Nothing,
    /// It goes.
    Away,
    /// It goes, and this is asked for.
    Action(Box<Action>),
    /// It goes, and this file was named.
    File(Wanted, PathBuf),
}

const MANUAL: &str = include_str!("../../assets/manual.txt");

impl Dialog {
    /// Shows it.
    pub fn ui(&mut self, ctx: &Context) -> Came {
        let mut came = Came::Nothing;
        let modal = Modal::new(Id::unique("dialog")).show(ctx, |ui| {
            ui.set_width(if matches!(self, Self::Manual) { 640.0 } else { 440.0 });
            came = match self {
                Self::Message(words) => message(ui, words),
                Self::Unsaved => unsaved(ui),
                Self::Explain(finding, text) => explain(ui, finding, text),
                Self::Path(wanted, text) => path(ui, *wanted, text),
                Self::Manual => manual(ui),
            };
        });
        let escaped = ctx.input(|input| input.key_pressed(egui::Key::Escape));
        match came {
            Came::Nothing if escaped || (modal.should_close() && !matches!(self, Self::Explain(..))) => match self {
                Self::Unsaved => Came::Action(Box::new(Action::Leave(Leave::Stay))),
                _ => Came::Away,
            },
            came => came,
        }
    }
}

fn main_button(words: &str) -> Button<'_> {
    Button::new(RichText::new(words).color(theme::PAPER)).fill(theme::ACCENT).min_size(vec2(88.0, 30.0))
}

fn other_button(words: &str) -> Button<'_> {
    Button::new(words).min_size(vec2(88.0, 30.0))
}

fn message(ui: &mut Ui, words: &str) -> Came {
    ui.label(words);
    ui.add_space(10.0);
    let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
    if ui.add(main_button("知道了")).clicked() || enter { Came::Away } else { Came::Nothing }
}

fn unsaved(ui: &mut Ui) -> Came {
    ui.label(RichText::new("这份自评表有未保存的修改").font(theme::bold(theme::BODY)));
    ui.label("不保存的话，上次保存以后填写的内容会丢失。");
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        let answers = [
            (main_button("保存"), Leave::Save),
            (other_button("不保存"), Leave::Discard),
            (other_button("取消"), Leave::Stay),
        ];
        for (button, leave) in answers {
            if ui.add(button).clicked() {
                came = Came::Action(Box::new(Action::Leave(leave)));
            }
        }
    });
    came
}

fn explain(ui: &mut Ui, finding: &Finding, text: &mut String) -> Came {
    ui.label(RichText::new("说明原因").font(theme::bold(theme::BODY)));
    ui.label(&finding.says);
    let edit = ui.add(
        TextEdit::multiline(text)
            .desired_width(f32::INFINITY)
            .desired_rows(4)
            .hint_text("写明情况和原因。数字以后有变化时，这条说明自动失效。"),
    );
    ui.ctx().accesskit_node_builder(edit.id, |node| node.set_label("原因"));
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if ui.add(main_button("确定")).clicked() {
            came = Came::Action(Box::new(Action::Explained(finding.clone(), text.trim().to_string())));
        }
        if ui.add(other_button("取消")).clicked() {
            came = Came::Away;
        }
    });
    came
}

#[expect(clippy::disallowed_methods, reason = "a box of this dialog's own, not a cell")]
fn path(ui: &mut Ui, wanted: Wanted, text: &mut String) -> Came {
    ui.label(RichText::new(wanted.title()).font(theme::bold(theme::BODY)));
    ui.label("这台电脑没有文件选择窗口，请写出文件的完整位置：");
    let edit = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY));
    ui.ctx().accesskit_node_builder(edit.id, |node| node.set_label("文件位置"));
    if !edit.has_focus() && text.is_empty() {
        edit.request_focus();
    }
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.horizontal(|ui| {
        if (ui.add(main_button("确定")).clicked() || enter) && !text.trim().is_empty() {
            came = Came::File(wanted, PathBuf::from(text.trim()));
        }
        if ui.add(other_button("取消")).clicked() {
            came = Came::Away;
        }
    });
    came
}

fn manual(ui: &mut Ui) -> Came {
    ui.label(RichText::new("使用说明").font(theme::bold(theme::TITLE)));
    ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
        for line in MANUAL.lines() {
            match line.strip_prefix("# ") {
                Some(heading) => {
                    ui.add_space(6.0);
                    ui.label(RichText::new(heading).font(theme::bold(theme::BODY)));
                }
                None => {
                    ui.label(line);
                }
            }
        }
    });
    ui.add_space(10.0);
    if ui.add(main_button("关闭")).clicked() { Came::Away } else { Came::Nothing }
}
