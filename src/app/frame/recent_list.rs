//! 最近: the files opened lately, each with its unit, year and state, and whether it is open elsewhere. They are read on a
//! thread: they may lie on a slow drive.

use crate::app::action::Action;
use crate::app::dialog::phrases::unit;
use crate::app::document::intent::FileAction;
use crate::app::theme;
use crate::app::widgets::row;
use crate::app::work::task::Task;
use crate::sheet::derive;
use crate::store::{self, FileUser, Recent};
use chrono::{DateTime, Local, NaiveDateTime};
use eframe::egui::{Align, Button, Label, Layout, Link, RichText, Ui};
use std::path::{Path, PathBuf};

/// What the list knows of its files.
#[derive(Default)]
pub(crate) struct RecentList {
    /// The files that were looked at, or are being looked at.
    files: Vec<PathBuf>,
    looking: Option<Task<Vec<RecentState>>>,
    looks: Vec<RecentState>,
}

/// What a file looks like.
#[derive(Clone, Debug)]
enum RecentState {
    /// It cannot be found.
    Gone,
    /// It is there, but no report.
    Unread,
    /// A report: unit and year, whether it is finished, when it was last written, who else has it open.
    Report { words: String, finished: bool, at: Option<NaiveDateTime>, elsewhere: Option<FileUser> },
}

impl RecentList {
    /// The files are looked at again when they are next shown: they may have been written meanwhile.
    pub fn rest(&mut self) {
        self.files.clear();
    }

    /// Shows the files, newest first.
    pub fn ui(&mut self, ui: &mut Ui, recent: &Recent, now: NaiveDateTime, actions: &mut Vec<Action>) {
        if self.files != recent.files {
            self.files.clone_from(&recent.files);
            let files = recent.files.clone();
            self.looks.clear();
            self.looking = Some(Task::start(ui.ctx(), move |_| Ok(files.iter().map(|file| look(file)).collect())));
        }
        if let Some(Ok(looks)) = Task::finished(&mut self.looking) {
            self.looks = looks;
        }
        if recent.files.is_empty() {
            ui.weak("还没有打开过文件。可以先打开示例看一看。");
        }
        for (n, file) in recent.files.iter().enumerate() {
            if n > 0 {
                ui.separator();
            }
            ui.push_id(n, |ui| file_ui(ui, file, self.looks.get(n), now, actions));
        }
    }
}

/// One file in two lines: its name and state, what it is and where.
fn file_ui(ui: &mut Ui, file: &Path, look: Option<&RecentState>, now: NaiveDateTime, actions: &mut Vec<Action>) {
    let name = file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let (words, color) = match look {
        None => ("", theme::WEAK),
        Some(RecentState::Gone) => ("找不到", theme::DOUBT),
        Some(RecentState::Unread) => ("打不开", theme::DOUBT),
        Some(RecentState::Report { finished: true, .. }) => ("定稿", theme::WELL),
        Some(RecentState::Report { finished: false, .. }) => ("草稿", theme::WEAK),
    };
    row(ui, |ui| {
        let room = ui.available_width() - BESIDE;
        ui.scope(|ui| {
            ui.set_max_width(room);
            let link = ui.add(Link::new(name.as_str()));
            if link.clicked() {
                actions.push(Action::Open(file.into()));
            }
            link.on_hover_text(file.display().to_string());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if matches!(look, Some(RecentState::Gone | RecentState::Unread)) {
                let remove = ui.add(Button::new("从列表移除").small());
                ui.ctx().accesskit_node_builder(remove.id, |node| node.set_label(format!("从列表移除：{name}")));
                if remove.clicked() {
                    actions.push(Action::File(FileAction::Forget(file.into())));
                }
            }
            if let Some(RecentState::Report { at: Some(at), .. }) = look {
                ui.label(RichText::new(when(*at, now)).size(theme::SMALL).color(theme::WEAK));
            }
            ui.label(RichText::new(words).size(theme::SMALL).color(color));
            if let Some(RecentState::Report { elsewhere: Some(user), .. }) = look {
                let words = RichText::new("别处打开着").size(theme::SMALL).color(theme::DOUBT);
                ui.label(words).on_hover_text(format!("{}。在这里打开时可以选只读或者接手。", user.says()));
            }
        });
    });
    let folder = file.parent().map_or_else(String::new, |folder| folder.display().to_string());
    let about = match look {
        Some(RecentState::Report { words, .. }) => format!("{words}　{folder}"),
        _ => folder,
    };
    ui.add(Label::new(RichText::new(about).size(theme::SMALL).color(theme::WEAK)).truncate());
}

/// The width of what stands at the right of a name.
const BESIDE: f32 = 240.0;

/// What a file looks like. One that is there is read whole.
fn look(file: &Path) -> RecentState {
    if !file.exists() {
        return RecentState::Gone;
    }
    let Ok(opened) = store::open(file) else { return RecentState::Unread };
    let sheet = derive(&opened.form, &opened.report);
    let unit = unit(&sheet).map_or_else(|| "没有写单位名称".into(), |unit| unit.replace('\n', " "));
    let words = format!("{unit}　{}年度　{}", opened.report.content.year, opened.form.place);
    let at = std::fs::metadata(file).and_then(|about| about.modified()).ok();
    RecentState::Report {
        words,
        finished: opened.report.is_finished(),
        at: at.map(|at| DateTime::<Local>::from(at).naive_local()),
        elsewhere: store::open_elsewhere(file),
    }
}

/// When something was, no more exactly than one wants to know.
fn when(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let days = (now.date() - at.date()).num_days();
    let written = match days {
        0 => at.format("今天%H:%M"),
        1 => at.format("昨天%H:%M"),
        2..300 => at.format("%-m月%-d日"),
        _ => at.format("%Y年%-m月%-d日"),
    };
    written.to_string()
}
