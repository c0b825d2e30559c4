//! 导出文件 and 报送: what, where, how far it is, and what became of it. The work is done on a thread of its own.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::document::opened::OpenReport;
use crate::app::theme;
use crate::app::widgets::{TextBox, row, sentence};
use crate::app::work::extra_choice::choose_extras;
use crate::app::work::file_choice::file_choices;
use crate::app::work::hiding::PublicChoice;
use crate::app::work::submitting::SubmissionChoice;
use crate::app::work::task::{Progress, Task};
use crate::export::{Exported, FileKind, SubmissionWish, Wish, export, submit};
use crate::form::{Extra, Form};
use crate::output::possible_extras;
use crate::report::Report;
use crate::sheet::Sheet;
use crate::store::{self, Habits};
use chrono::{DateTime, FixedOffset};
use eframe::egui::{Context, ProgressBar, RichText, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked for in the dialog, and how far it is.
pub(crate) struct Exporting {
    source: ExportSource,
    /// What can be printed more.
    extras: Vec<Extra>,
    habits: Habits,
    /// 报送: what is wanted of it. Without it files are exported as they were wished for last.
    submission: Option<SubmissionChoice>,
    public: PublicChoice,
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

/// What is to be made.
enum ExportWish {
    Files(Wish),
    Submission(SubmissionWish),
}

impl ExportSource {
    /// Makes the files, and keeps the version that went out.
    fn make(&self, wish: &ExportWish, folder: &Path, progress: &Progress) -> Result<Exported, String> {
        let Self { form, form_text, report, path, name, now, .. } = self;
        let go_on = |percent| progress.tell(percent);
        let on = (&**form, &**form_text);
        let made = match wish {
            ExportWish::Files(wish) => export(on, report, wish, (folder, name), *now, &go_on),
            ExportWish::Submission(wish) => submit(on, report, wish, folder, *now, &go_on),
        };
        let mut made = made.map_err(|fault| fault.to_string())?;
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
            extras: possible_extras(&form, open.desk.sheet()),
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
            submission: None,
            public: PublicChoice::default(),
            folder: TextBox::new("文件夹", 1, "").with(folder.display().to_string()).quiet(),
            stage: ExportStage::Asking(None),
            task: None,
        }
    }

    /// 报送 instead: what the form's office wants.
    pub fn submitting(self) -> Self {
        let submission = Some(SubmissionChoice::new(&self.source.form, &self.source.sheet));
        Self { submission, ..self }
    }

    fn ask(&mut self, ui: &mut Ui) -> Answer {
        match &mut self.submission {
            Some(submission) => submission.ui(ui, &mut self.habits),
            None => self.kinds(ui),
        }
        ui.add_space(6.0);
        let words = match &self.submission {
            Some(_) => "同时生成公开版：隐去姓名、电话等个人信息，另放一份",
            None => "公开版：隐去姓名、电话等个人信息，放在单独的文件夹里",
        };
        let ExportSource { form, report, sheet, .. } = &self.source;
        self.public.ui(ui, words, (form, report, sheet));
        ui.add_space(6.0);
        let answer = self.place(ui);
        ui.add_space(6.0);
        // Last: in a low window where the files go is seen without scrolling.
        choose_extras(ui, &self.extras, &self.source.form, &mut self.habits);
        answer
    }

    fn kinds(&mut self, ui: &mut Ui) {
        let mut wished = self.wished();
        let kinds = FileKind::ALL.into_iter().map(|kind| (kind, kind.words()));
        if file_choices(ui, kinds, FileKind::Pdf, &mut wished, &mut self.habits) {
            let wished = FileKind::ALL.into_iter().filter(|kind| wished.contains(kind));
            self.habits.files = Some(wished.map(|kind| kind.name().to_string()).collect());
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

    fn place(&mut self, ui: &mut Ui) -> Answer {
        let choose = row(ui, |ui| {
            ui.label("存到");
            ui.button("选择文件夹…").clicked()
        });
        self.folder.ui(ui);
        ui.checkbox(&mut self.habits.open_folder, "完成后打开文件夹");
        if choose { Answer::Ask(Action::Choose(Wanted::Folder)) } else { Answer::Stay }
    }

    fn wish(&self) -> ExportWish {
        let habits = &self.habits;
        let wish = Wish {
            kinds: self.wished(),
            public: self.public.on,
            keep: self.public.kept(),
            draft: false,
            extras: habits.extras(),
            official_faces: habits.official_faces,
            archive: habits.archive,
        };
        match &self.submission {
            Some(submission) => ExportWish::Submission(submission.wish(habits, wish)),
            None => ExportWish::Files(wish),
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
        let (words, any) = match &self.submission {
            Some(submission) => ("生成报送包", submission.has_any(self.public.on)),
            None => ("导出", !self.wished().is_empty()),
        };
        let ready = any && self.public.is_seen() && !self.folder.text().is_empty();
        if foot.main_if(ready, words, "先选好要哪些文件、存到哪个文件夹。") {
            self.stage = ExportStage::Wished;
        }
        if foot.way_out("取消") { Answer::Away } else { Answer::Stay }
    }
}

impl Modal for Exporting {
    fn title(&self) -> &'static str {
        if self.submission.is_some() { "报送" } else { "导出文件" }
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
        if let Some(sentence) = self.public.work() {
            self.stage = ExportStage::Asking(Some(sentence));
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
    if exported.listed.is_empty() {
        let apart = exported.copy.as_ref().and_then(|_| exported.files.first()?.parent().map(name));
        let apart = apart.map_or_else(String::new, |folder| format!("，在“{folder}”文件夹里"));
        sentence(ui, format!("已生成{}个文件{apart}：", exported.files.len()));
        for file in &exported.files {
            ui.label(name(file));
        }
    } else {
        sentence(ui, "已生成报送包：");
        for place in exported.places() {
            sentence(ui, RichText::new(name(place)).strong());
        }
        sentence(ui, format!("里面共{}个文件：", exported.listed.len()));
        for file in &exported.listed {
            sentence(ui, RichText::new(file).weak());
        }
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
