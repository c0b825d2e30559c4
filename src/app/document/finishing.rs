//! 定稿, 校验码 and 导出: what stands between the screen and the paper that leaves.

use crate::app::App;
use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::document::files::Wanted;
use crate::app::document::opened::OpenReport;
use crate::app::grid::editor::Editor;
use crate::app::widgets::Draft;
use crate::app::work::exporting::{Came, Exporting};
use crate::app::work::printing::{self, Printing};
use crate::report::{Code, public};
use crate::store::{Whose, whose};
use eframe::egui::Context;

impl App {
    pub(crate) fn ask_export(&mut self) {
        let Some(open) = &self.open else { return };
        let now = chrono::Local::now().fixed_offset();
        self.exporting = Some(Exporting::new(open, self.habits.clone(), &self.usual_folder(), now));
    }

    pub(crate) fn show_export(&mut self, ctx: &Context) {
        match self.exporting.as_mut().map(|exporting| exporting.ui(ctx)) {
            Some(Came::Away(habits)) => (self.exporting, self.habits) = (None, habits),
            Some(Came::Folder) => self.choose(ctx, Wanted::Folder),
            Some(Came::Nothing) | None => {}
        }
    }

    pub(crate) fn ask_print(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        match Printing::new(ctx, open, self.habits.clone()) {
            Ok(printing) => self.printing = Some(printing),
            Err(sentence) => self.dialog = Some(Dialog::Message(sentence)),
        }
    }

    pub(crate) fn show_print(&mut self, ctx: &Context) {
        let (words, habits) = match self.printing.as_mut().map(|printing| printing.ui(ctx)) {
            Some(printing::Came::Away(words, habits)) => (words, habits),
            Some(printing::Came::Viewer(pdf, habits)) => {
                let view = |open: &OpenReport| open.view(&pdf).unwrap_or_else(|sentence| sentence);
                (self.open.as_ref().map(view), habits)
            }
            Some(printing::Came::Nothing) | None => return,
        };
        (self.printing, self.habits) = (None, habits);
        if let (Some(open), Some(_)) = (&self.open, &words) {
            open.keep_version();
        }
        self.dialog = words.map(Dialog::Message);
    }

    /// 定稿 is asked for first; on a final report the question is whether to lift it.
    pub(crate) fn ask_finish(&mut self) {
        let Some(open) = &self.open else { return };
        let bars = open.desk.bars();
        self.dialog = Some(if open.desk.report().is_final() {
            Dialog::Lift(Draft::new(String::new()))
        } else if bars == crate::desk::Bars::default() {
            let words = "定稿以后不能再改，打印和导出不再带“草稿”字样。以后要改，可以取消定稿，取消会记在文件里。";
            Dialog::Sure(words.into(), Box::new(Action::Finish))
        } else {
            Dialog::Message(crate::desk::Barred::Open(bars).to_string())
        });
    }

    pub(crate) fn finish(&mut self) {
        let Some(open) = &mut self.open else { return };
        let done = open.desk.finish();
        self.editor = Editor::default();
        let code = Code::of(open.desk.form(), open.desk.report());
        let words = done.map_or_else(|barred| barred.to_string(), |()| format!("已定稿，校验码 {code}。请保存。"));
        self.dialog = Some(Dialog::Message(words));
    }

    pub(crate) fn lift(&mut self, why: &str) {
        let Some(open) = &mut self.open else { return };
        if let Err(barred) = open.desk.lift(why) {
            self.dialog = Some(Dialog::Message(barred.to_string()));
        }
    }

    pub(crate) fn ask_code(&mut self) {
        self.dialog = self.open.is_some().then(|| Dialog::Verify(Draft::new(String::new()), None));
    }

    /// Whose a 校验码 is: of what is on the screen, or of a version on the disk.
    pub(crate) fn verify(&mut self, text: &str) {
        let Some(open) = &self.open else { return };
        let (form, report) = (open.desk.form(), open.desk.report());
        let answer = Code::parse(text).map_err(|bad| bad.to_string()).and_then(|code| {
            if code == Code::of(form, report) {
                return Ok(Whose::Present { public: false });
            }
            if code == Code::of(form, &public(form, report, &[])) {
                return Ok(Whose::Present { public: true });
            }
            match &open.path {
                Some(path) => whose(path, code).map_err(|fault| fault.to_string()),
                None => Ok(Whose::Nobody),
            }
        });
        let answer = answer.map_or_else(|sentence| sentence, |whose| whose.says());
        self.dialog = Some(Dialog::Verify(Draft::new(text.into()), Some(answer)));
    }
}
