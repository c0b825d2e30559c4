//! 导出文件: what, where, how far it is, and what became of it. The work is done on a thread of its own.

use crate::app::document::opened::OpenReport;
use crate::app::theme;
use crate::app::widgets::{Draft, main_button, other_button, row};
use crate::export::{Exported, FileKind, Wish, export};
use crate::form::Form;
use crate::report::{Personal, PersonalKind, Report, personal};
use crate::store::{self, Habits};
use chrono::{DateTime, FixedOffset};
use eframe::egui::{self, Context, Id, Modal, ProgressBar, RichText, ScrollArea, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};

/// What is asked for in the dialog, and how far it is.
pub(crate) struct Exporting {
    subject: Subject,
    habits: Habits,
    public: bool,
    /// What looks personal, in its surroundings, and whether it is to be hidden.
    found: Vec<(Personal, String, bool)>,
    pub folder: Draft,
    running: Option<Running>,
    done: Option<Result<Exported, String>>,
}

/// What is exported, as it stood when the dialog was opened.
struct Subject {
    form: Arc<Form>,
    form_text: Arc<str>,
    report: Arc<Report>,
    path: Option<PathBuf>,
    name: String,
    now: DateTime<FixedOffset>,
}

struct Running {
    /// How much is done, in percent.
    done: Arc<AtomicU32>,
    stop: Arc<AtomicBool>,
    answer: Receiver<Result<Exported, String>>,
}

/// What came of it in this frame.
pub(crate) enum Came {
    /// It stays.
    Nothing,
    /// It goes; these were the choices.
    Away(Habits),
    /// A folder is to be chosen.
    Folder,
}

impl Exporting {
    /// The dialog for an open report.
    pub fn new(open: &OpenReport, habits: Habits, folder: &Path, now: DateTime<FixedOffset>) -> Self {
        let (form, report) = (Arc::clone(open.desk.form()), Arc::clone(open.desk.report()));
        let asked = personal(&form, &report).into_iter().filter(|place| place.kind != PersonalKind::Cell);
        let found = asked.map(|place| (place.surroundings(&report), place)).map(|(words, place)| (place, words, true));
        Self {
            found: found.collect(),
            subject: Subject {
                form,
                form_text: Arc::clone(&open.form_text),
                report,
                path: open.path.clone(),
                name: open.stem(),
                now,
            },
            habits,
            public: false,
            folder: Draft::quiet(folder.display().to_string()),
            running: None,
            done: None,
        }
    }

    /// Shows it.
    pub fn ui(&mut self, ctx: &Context) -> Came {
        self.poll();
        let mut came = Came::Nothing;
        Modal::new(Id::unique("export")).show(ctx, |ui| {
            ui.set_width(520.0);
            ui.label(RichText::new("导出文件").font(theme::bold(theme::TITLE)));
            ui.add_space(6.0);
            came = match (&self.running, &self.done) {
                (Some(running), _) => running.ui(ui),
                (None, Some(Ok(exported))) => finished(ui, exported, Path::new(self.folder.text())),
                (None, _) => self.ask(ctx, ui),
            };
        });
        let escaped = ctx.input(|input| input.key_pressed(egui::Key::Escape)) && self.running.is_none();
        match came {
            Came::Nothing if escaped => Came::Away(self.habits.clone()),
            Came::Away(_) => Came::Away(self.habits.clone()),
            came => came,
        }
    }

    fn poll(&mut self) {
        let Some(answer) = self.running.as_ref().and_then(|running| running.answer.try_recv().ok()) else { return };
        self.running = None;
        if answer.is_ok() && self.habits.open_folder {
            opener::open(self.folder.text()).ok();
        }
        self.done = Some(answer);
    }

    fn ask(&mut self, ctx: &Context, ui: &mut Ui) -> Came {
        self.kinds(ui);
        ui.add_space(6.0);
        self.copy(ui);
        ui.add_space(6.0);
        let came = self.place(ui);
        if !self.subject.report.is_final() {
            ui.weak("报告还没有定稿，每页会印上“草稿”。");
        }
        if let Some(Err(sentence)) = &self.done {
            ui.colored_label(theme::WRONG, sentence);
        }
        ui.add_space(10.0);
        let mut away = false;
        ui.horizontal(|ui| {
            let any = !self.wish().kinds.is_empty() && !self.folder.text().is_empty();
            if ui.add_enabled_ui(any, |ui| main_button(ui, "导出")).inner {
                self.start(ctx);
            }
            away = other_button(ui, "取消");
        });
        if away { Came::Away(self.habits.clone()) } else { came }
    }

    fn kinds(&mut self, ui: &mut Ui) {
        let habits = &mut self.habits;
        ui.checkbox(&mut habits.pdf, "PDF，与打印的一样");
        ui.indent("pdf", |ui| {
            ui.add_enabled_ui(habits.pdf, |ui| {
                ui.checkbox(&mut habits.archive, "按长期保存的格式（PDF/A）");
                ui.checkbox(&mut habits.official_faces, "用本机的公文字体（仿宋_GB2312等），没有的用自带字体");
            });
        });
        ui.checkbox(&mut habits.docx, "Word文档，可以接着修改");
        ui.checkbox(&mut habits.xlsx, "Excel工作簿：附件各表和项目支出一览，带公式");
        ui.checkbox(&mut habits.findings, "审核情况：发现的问题和说明");
        ui.checkbox(&mut habits.png, "图片，每页一张");
    }

    fn copy(&mut self, ui: &mut Ui) {
        ui.checkbox(&mut self.public, "公开版：隐去电话和姓名，另存一份，文件名带“公开版”");
        if !self.public || self.found.is_empty() {
            return;
        }
        ui.indent("found", |ui| {
            ui.label("这些地方像是个人信息，勾选的会隐去：");
            ScrollArea::vertical().max_height(130.0).show(ui, |ui| {
                for (place, words, hide) in &mut self.found {
                    ui.checkbox(hide, format!("{}：{words}", place.kind.word()));
                }
            });
        });
    }

    fn place(&mut self, ui: &mut Ui) -> Came {
        let mut came = Came::Nothing;
        row(ui, |ui| {
            ui.label("存到");
            if ui.button("选择文件夹…").clicked() {
                came = Came::Folder;
            }
        });
        self.folder.ui(ui, "文件夹", 1, "");
        ui.checkbox(&mut self.habits.open_folder, "完成后打开文件夹");
        came
    }

    fn wish(&self) -> Wish {
        let habits = &self.habits;
        let kinds = [
            (habits.pdf, FileKind::Pdf),
            (habits.docx, FileKind::Docx),
            (habits.xlsx, FileKind::Xlsx),
            (habits.findings, FileKind::Findings),
            (habits.png, FileKind::Png),
        ];
        Wish {
            kinds: kinds.into_iter().filter_map(|(wished, kind)| wished.then_some(kind)).collect(),
            public: self.public,
            keep: self.found.iter().filter(|(_, _, hide)| !hide).map(|(place, ..)| place.clone()).collect(),
            draft: false,
            official_faces: habits.official_faces,
            archive: habits.archive,
        }
    }

    fn start(&mut self, ctx: &Context) {
        self.habits.keep();
        let (send, answer) = channel();
        let (done, stop) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
        let running = Running { done: Arc::clone(&done), stop: Arc::clone(&stop), answer };
        let (wish, folder, ctx) = (self.wish(), PathBuf::from(self.folder.text()), ctx.clone());
        let Subject { form, form_text, report, path, name, now } = &self.subject;
        let (form, form_text, report) = (Arc::clone(form), Arc::clone(form_text), Arc::clone(report));
        let (path, name, now) = (path.clone(), name.clone(), *now);
        std::thread::spawn(move || {
            let go_on = |percent: u32| {
                done.store(percent, Ordering::Relaxed);
                ctx.request_repaint();
                !stop.load(Ordering::Relaxed)
            };
            let made = export(&form, &report, &wish, (&folder, &name), now, &go_on);
            if let (Ok(_), Some(path)) = (&made, &path) {
                // What went out can be found again by its 校验码; that it cannot be kept is no reason to fail.
                store::keep(path, &form, &form_text, &report, now.naive_local()).ok();
            }
            send.send(made.map_err(|fault| fault.to_string())).ok();
            ctx.request_repaint();
        });
        (self.running, self.done) = (Some(running), None);
    }
}

impl Running {
    fn ui(&self, ui: &mut Ui) -> Came {
        let share = self.done.load(Ordering::Relaxed) as f32 / 100.0;
        let stopping = self.stop.load(Ordering::Relaxed);
        ui.label(if stopping { "正在停下…" } else { "正在生成…" });
        ui.add(ProgressBar::new(share).show_percentage());
        ui.add_space(10.0);
        if other_button(ui, "取消") {
            self.stop.store(true, Ordering::Relaxed);
        }
        Came::Nothing
    }
}

fn finished(ui: &mut Ui, exported: &Exported, folder: &Path) -> Came {
    ui.label(format!("已生成{}个文件：", exported.files.len()));
    ScrollArea::vertical().max_height(160.0).show(ui, |ui| {
        for file in &exported.files {
            ui.label(file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()));
        }
    });
    for notice in &exported.notices {
        ui.colored_label(theme::DOUBT, notice);
    }
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if main_button(ui, "关闭") {
            came = Came::Away(Habits::default());
        }
        if ui.add_sized([110.0, 30.0], egui::Button::new("打开文件夹")).clicked() {
            opener::open(folder).ok();
        }
    });
    came
}
