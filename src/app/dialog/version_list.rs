//! 各版本: the versions of a report with what each is, to look at, lay beside, or bring back.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::document::files::Wanted;
use crate::app::theme;
use crate::store::{Version, VersionKind};
use eframe::egui::{self, RichText, Ui};
use std::path::PathBuf;

/// The versions of a report.
pub(crate) struct VersionList {
    list: Vec<Version>,
    /// The report may be changed: a version can be brought back.
    writable: bool,
    /// What is open is itself a version of this file.
    version_of: Option<PathBuf>,
    /// Which of them are ticked.
    ticked: Vec<bool>,
}

impl VersionList {
    /// These; `version_of` is the file of which the open one is itself a version.
    pub fn new(list: Vec<Version>, writable: bool, version_of: Option<PathBuf>) -> Self {
        let ticked = vec![false; list.len()];
        Self { list, writable, version_of, ticked }
    }

    /// The two that are ticked, the earlier first.
    fn two(&self) -> Option<[(PathBuf, String); 2]> {
        let ticked = self.list.iter().zip(&self.ticked).filter(|(_, ticked)| **ticked);
        let mut two: Vec<&Version> = ticked.map(|(version, _)| version).collect();
        two.sort_by_key(|version| version.at);
        let two: Vec<_> = two.into_iter().map(|version| (version.path.clone(), words(version))).collect();
        two.try_into().ok()
    }

    fn version(ui: &mut Ui, version: &Version, writable: bool, ticked: &mut bool) -> Answer {
        let mut answer = Answer::Stay;
        ui.horizontal_wrapped(|ui| {
            if version.content.is_ok() {
                let tick = ui.checkbox(ticked, "");
                let about = format!("选中：{}", words(version));
                ui.ctx().accesskit_node_builder(tick.id, |node| node.set_label(about));
            }
            ui.label(RichText::new(words(version)).font(theme::bold(theme::BODY)));
            let Ok(content) = &version.content else { return };
            ui.weak(format!("校验码 {}", content.code));
            if content.finished {
                ui.colored_label(theme::WELL, "已定稿");
            }
            if version.printed {
                ui.colored_label(theme::FIGURE, "打印或导出过");
            }
        });
        if let Err(why) = &version.content {
            ui.colored_label(theme::DOUBT, format!("打不开：{why}"));
            return answer;
        }
        ui.horizontal(|ui| {
            let name = words(version);
            let asked = [
                (small(ui, "打开查看", &name, true), Action::Open(version.path.clone())),
                (small(ui, "对照", &name, true), Action::ReadOthers(vec![(version.path.clone(), name.clone())])),
                (small(ui, "恢复这一版", &name, writable), restore(version, &name)),
            ];
            if let Some((_, action)) = asked.into_iter().find(|(clicked, _)| *clicked) {
                answer = Answer::Then(action);
            }
        });
        answer
    }
}

impl Modal for VersionList {
    fn title(&self) -> &'static str {
        "各版本"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let list = &self.list;
        if list.is_empty() {
            ui.label("还没有留存过版本。用“保存一个版本”留一份，打印和导出时程序也会自动留一份。");
        }
        let mut answer = Answer::Stay;
        let mut backups = false;
        for (number, (version, ticked)) in list.iter().zip(&mut self.ticked).enumerate() {
            if version.kind == VersionKind::Backup && !std::mem::replace(&mut backups, true) {
                ui.add_space(10.0);
                ui.label(
                    RichText::new("自动备份（程序在修改以前留的）").font(theme::bold(theme::BODY)).color(theme::WEAK),
                );
            }
            ui.add_space(6.0);
            let asked = ui.push_id(number, |ui| Self::version(ui, version, self.writable, ticked)).inner;
            answer = answer.or(asked);
        }
        answer
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let close = foot.way_out("关闭");
        let own = self.version_of.clone();
        let own = own.filter(|_| foot.other("打开现在的文件"));
        let two = self.two();
        let compared = foot.other_if(two.is_some(), "对照选中的两版", "先在上面选中两个版本。");
        let two = two.filter(|_| compared);
        let file = foot.other("和别的文件对照…");
        match (close, own, two, file) {
            (true, ..) => Answer::Away,
            (_, Some(own), ..) => Answer::Then(Action::Open(own)),
            (_, _, Some(two), _) => Answer::Then(Action::ReadOthers(two.into())),
            (.., true) => Answer::Then(Action::Choose(Wanted::Beside)),
            _ => Answer::Stay,
        }
    }
}

/// What a version is called: its word and when it was kept.
fn words(version: &Version) -> String {
    let word = match &version.kind {
        VersionKind::Named(word) => word.as_str(),
        VersionKind::Printed => "打印或导出时留存",
        VersionKind::Backup => "自动备份",
    };
    match version.at {
        Some(at) => format!("{word}（{}）", at.format("%Y-%m-%d %H:%M")),
        None => word.into(),
    }
}

fn restore(version: &Version, name: &str) -> Action {
    let words = format!("恢复成这一版：{name}。现在的内容先留一份，名称是“恢复前”；恢复以后可以撤销。确定吗？");
    Action::Sure(words, Box::new(Action::BringBack(version.path.clone(), name.into())))
}

/// A small button of one version; readers of the screen hear of which.
fn small(ui: &mut Ui, words: &str, about: &str, enabled: bool) -> bool {
    let button = ui.add_enabled(enabled, egui::Button::new(words).small());
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{words}：{about}")));
    button.clicked()
}
