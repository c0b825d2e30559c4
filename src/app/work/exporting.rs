//! 导出文件: what, where, how far it is, and what became of it. The work is done on a thread of its own.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::document::opened::OpenReport;
use crate::app::theme;
use crate::app::widgets::{TextBox, row, sentence};
use crate::app::work::hiding::Hiding;
use crate::app::work::task::{Progress, Task};
use crate::export::{Exported, FileKind, Wish, export};
use crate::form::Form;
use crate::report::Report;
use crate::sheet::Sheet;
use crate::store::{self, Habits};
use chrono::{DateTime, FixedOffset};
use eframe::egui::{Align, Context, ProgressBar, RichText, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked for in the dialog, and how far it is.
pub(crate) struct Exporting {
    source: ExportSource,
    habits: Habits,
    public: bool,
    /// What a public copy hides, once it was looked for.
    hiding: Option<Hiding>,
    looking: Option<Task<Hiding>>,
    /// It is to be brought where it is seen.
    fresh: bool,
    folder: TextBox,
    stage: ExportStage,
    task: Option<Task<Exported>>,
}

/// How far it is.
enum ExportStage {
    /// What is wished for is asked; after an attempt that failed, with the sentence why.
    Asking(Option<String>),
    /// It is to begin.
    Wished,
    /// Files are being made.
    Running,
    /// They are made.
    Done(Exported),
}

/// What is exported, as it stood when the dialog was opened.
#[derive(Clone)]
struct ExportSource {
    form: Arc<Form>,
    form_text: Arc<str>,
    report: Arc<Report>,
    sheet: Arc<Sheet>,
    path: Option<PathBuf>,
    name: String,
    now: DateTime<FixedOffset>,
}

impl ExportSource {
    /// Makes the files, and keeps the version that went out.
    fn make(&self, wish: &Wish, folder: &Path, progress: &Progress) -> Result<Exported, String> {
        let Self { form, form_text, report, path, name, now, .. } = self;
        let go_on = |percent| progress.tell(percent);
        let mut made =
            export((form, form_text), report, wish, (folder, name), *now, &go_on).map_err(|fault| fault.to_string())?;
        // What went out can be found again by its 校验码; that it cannot be kept is no reason to fail.
        let kept = path.as_ref().map_or(Ok(()), |path| {
            store::keep(path, form, form_text, report, now.naive_local())?;
            made.copy.as_ref().map_or(Ok(()), |copy| store::keep_public(path, form, report, copy))
        });
        made.notices.extend(kept.err().map(|fault| format!("文件已经生成，但没有在旁边留存这一版：{fault}")));
        Ok(made)
    }
}

impl Exporting {
    /// The dialog for an open report.
    pub fn new(open: &OpenReport, habits: Habits, folder: &Path, now: DateTime<FixedOffset>) -> Self {
        let (form, report) = (Arc::clone(open.desk.form()), Arc::clone(open.desk.report()));
        Self {
            hiding: None,
            looking: None,
            fresh: false,
            source: ExportSource {
                form,
                form_text: Arc::clone(&open.form_text),
                report,
                sheet: Arc::clone(open.desk.sheet()),
                path: open.path.clone(),
                name: open.stem(),
                now,
            },
            habits,
            public: false,
            folder: TextBox::new("文件夹", 1, "").with(folder.display().to_string()).quiet(),
            stage: ExportStage::Asking(None),
            task: None,
        }
    }

    fn ask(&mut self, ui: &mut Ui) -> Answer {
        self.kinds(ui);
        ui.add_space(6.0);
        self.copy(ui);
        ui.add_space(6.0);
        self.place(ui)
    }

    fn kinds(&mut self, ui: &mut Ui) {
        let mut wished = self.wished();
        for kind in FileKind::ALL {
            let mut on = wished.contains(&kind);
            if ui.checkbox(&mut on, kind.words()).changed() {
                wished =
                    FileKind::ALL.into_iter().filter(|k| if *k == kind { on } else { wished.contains(k) }).collect();
                self.habits.files = Some(wished.iter().map(|kind| kind.name().to_string()).collect());
            }
            if kind == FileKind::Pdf {
                ui.indent("pdf", |ui| ui.add_enabled_ui(on, |ui| pdf_choices(ui, &mut self.habits)));
            }
        }
    }

    /// The kinds that are wished for, in the order in which they are offered.
    fn wished(&self) -> Vec<FileKind> {
        let chosen = self.habits.files.as_ref();
        let is_wished = |kind: &FileKind| match chosen {
            Some(names) => names.iter().any(|name| name == kind.name()),
            None => kind.is_usual(),
        };
        FileKind::ALL.into_iter().filter(is_wished).collect()
    }

    fn copy(&mut self, ui: &mut Ui) {
        let words = "公开版：隐去姓名、电话等个人信息，放在单独的文件夹里";
        self.fresh |= ui.checkbox(&mut self.public, words).changed();
        if !self.public {
            return;
        }
        let list = ui.indent("hiding", |ui| match &mut self.hiding {
            Some(hiding) => hiding.ui(ui),
            None => {
                ui.weak("正在查找个人信息…");
            }
        });
        // In a low window too what is hidden is seen before it is.
        if std::mem::take(&mut self.fresh) {
            list.response.scroll_to_me(Some(Align::Max));
        }
        if self.hiding.is_none() && self.looking.is_none() {
            let ExportSource { form, report, sheet, .. } = self.source.clone();
            self.looking = Some(Task::start(ui.ctx(), move |_| Ok(Hiding::new(&form, &report, &sheet))));
        }
    }

    /// What was looked for was found, or why not: then nothing is made public.
    fn found(&mut self, found: Result<Hiding, String>) {
        match found {
            Ok(hiding) => (self.hiding, self.fresh) = (Some(hiding), true),
            Err(sentence) => (self.public, self.stage) = (false, ExportStage::Asking(Some(sentence))),
        }
    }

    fn place(&mut self, ui: &mut Ui) -> Answer {
        let choose = row(ui, |ui| {
            ui.label("存到");
            ui.button("选择文件夹…").clicked()
        });
        self.folder.ui(ui);
        ui.checkbox(&mut self.habits.open_folder, "完成后打开文件夹");
        if choose { Answer::Ask(Action::Choose(Wanted::Folder)) } else { Answer::Stay }
    }

    fn wish(&self) -> Wish {
        let habits = &self.habits;
        Wish {
            kinds: self.wished(),
            public: self.public,
            keep: self.hiding.as_ref().map(Hiding::kept).unwrap_or_default(),
            draft: false,
            official_faces: habits.official_faces,
            archive: habits.archive,
        }
    }

    /// The folder in which the files lie.
    fn made_in(&self) -> PathBuf {
        let made = if let ExportStage::Done(exported) = &self.stage { exported.files.first() } else { None };
        made.and_then(|file| file.parent()).map_or_else(|| self.folder.text().into(), Path::to_path_buf)
    }

    fn begin(&mut self, ctx: &Context) {
        self.habits.keep();
        let (source, wish, folder) = (self.source.clone(), self.wish(), PathBuf::from(self.folder.text()));
        self.task = Some(Task::start(ctx, move |progress| source.make(&wish, &folder, progress)));
        self.stage = ExportStage::Running;
    }

    fn ask_buttons(&mut self, foot: &mut DialogFoot) -> Answer {
        let looked = !self.public || self.hiding.is_some();
        let any = looked && !self.wished().is_empty() && !self.folder.text().is_empty();
        if foot.main_if(any, "导出", "先选好要哪些文件、存到哪个文件夹。") {
            self.stage = ExportStage::Wished;
        }
        if foot.way_out("取消") { Answer::Away } else { Answer::Stay }
    }
}

fn pdf_choices(ui: &mut Ui, habits: &mut Habits) {
    ui.checkbox(&mut habits.archive, "按长期保存的格式（PDF/A）");
    ui.checkbox(&mut habits.official_faces, "用本机的公文字体（仿宋_GB2312等），没有的用自带字体");
}

impl Modal for Exporting {
    fn title(&self) -> &'static str {
        "导出文件"
    }

    fn width(&self) -> f32 {
        520.0
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        match &self.stage {
            ExportStage::Asking(_) => self.ask(ui),
            ExportStage::Wished | ExportStage::Running => {
                running(ui, self.task.as_ref());
                Answer::Stay
            }
            ExportStage::Done(exported) => {
                finished(ui, exported);
                Answer::Stay
            }
        }
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        match &self.stage {
            ExportStage::Asking(failed) => {
                if !self.source.report.is_finished() {
                    foot.note("报告还没有定稿，每页会印上“草稿”。", theme::WEAK);
                }
                if let Some(sentence) = failed {
                    foot.note(sentence, theme::WRONG);
                }
                self.ask_buttons(foot)
            }
            ExportStage::Wished | ExportStage::Running => {
                if foot.other("取消")
                    && let Some(task) = &self.task
                {
                    task.stop();
                }
                Answer::Stay
            }
            ExportStage::Done(_) => {
                let close = foot.way_out("关闭");
                let show = foot.other("打开文件夹");
                match (close, show) {
                    (true, _) => Answer::Away,
                    (_, true) => Answer::Ask(Action::ShowFolder(self.made_in())),
                    _ => Answer::Stay,
                }
            }
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.folder)
    }

    fn work(&mut self, ctx: &Context) -> Answer {
        if let Some(found) = Task::finished(&mut self.looking) {
            self.found(found);
        }
        if matches!(self.stage, ExportStage::Wished) {
            self.begin(ctx);
        }
        match Task::finished(&mut self.task) {
            None => Answer::Stay,
            Some(Err(sentence)) => {
                self.stage = ExportStage::Asking(Some(sentence));
                Answer::Stay
            }
            Some(Ok(exported)) => {
                self.stage = ExportStage::Done(exported);
                let show = self.habits.open_folder;
                if show { Answer::Ask(Action::ShowFolder(self.made_in())) } else { Answer::Stay }
            }
        }
    }

    /// Work that runs is cancelled by its button.
    fn escape(&self) -> Answer {
        match self.stage {
            ExportStage::Wished | ExportStage::Running => Answer::Stay,
            ExportStage::Asking(_) | ExportStage::Done(_) => Answer::Away,
        }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }

    fn habits(&self) -> Option<&Habits> {
        Some(&self.habits)
    }

    fn take_folder(&mut self, folder: &Path) {
        self.folder.put(folder.display().to_string());
    }
}

/// How far it is.
fn running(ui: &mut Ui, task: Option<&Task<Exported>>) {
    let stopping = task.is_some_and(Task::is_stopping);
    ui.label(if stopping { "正在停下…" } else { "正在生成…" });
    ui.add(ProgressBar::new(task.map_or(0, Task::percent) as f32 / 100.0).show_percentage());
}

/// What was made.
fn finished(ui: &mut Ui, exported: &Exported) {
    let name = |file: &Path| file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let apart = exported.copy.as_ref().and_then(|_| exported.files.first()?.parent().map(name));
    let apart = apart.map_or_else(String::new, |folder| format!("，在“{folder}”文件夹里"));
    sentence(ui, format!("已生成{}个文件{apart}：", exported.files.len()));
    for file in &exported.files {
        ui.label(name(file));
    }
    for notice in &exported.notices {
        sentence(ui, RichText::new(notice).color(theme::DOUBT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::work::task::tests::{dying, until};

    #[test]
    fn work_that_dies_is_said_and_can_be_begun_again() {
        let (ctx, open) = (Context::default(), OpenReport::sample().unwrap());
        let now = crate::cli::now().fixed_offset();
        let mut exporting = Exporting::new(&open, Habits::default(), Path::new("/"), now);
        (exporting.task, exporting.stage) = (Some(dying(&ctx)), ExportStage::Running);
        until(|| {
            exporting.work(&ctx);
            exporting.task.is_none()
        });
        assert!(matches!(&exporting.stage, ExportStage::Asking(Some(says)) if says.contains("请再试一次")));
    }
}
