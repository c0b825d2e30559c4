//! 定稿, 校验码, 打印 and 导出: what stands between the screen and the paper that leaves.

use crate::app::App;
use crate::app::action::Action;
use crate::app::dialog::confirmation::Confirmation;
use crate::app::dialog::lift::Lift;
use crate::app::dialog::outstanding::OutstandingList;
use crate::app::dialog::word_box::WordBox;
use crate::app::document::opened::{OpenReport, today};
use crate::app::grid::editor::Editor;
use crate::app::work::exporting::Exporting;
use crate::app::work::printing::Printing;
use crate::form::Form;
use crate::report::{Code, Report, public};
use crate::store::{CodeOwner, code_owner};
use eframe::egui::Context;
use std::path::Path;
use std::sync::Arc;

impl App {
    /// 导出文件, or 报送.
    pub(crate) fn ask_export(&mut self, submits: bool) {
        let Some(open) = &self.open else { return };
        let now = crate::cli::now().fixed_offset();
        let exporting = Exporting::new(open, self.habits.clone(), &self.usual_folder(), now);
        self.show(if submits { exporting.submitting() } else { exporting });
    }

    pub(crate) fn ask_print(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        let printing = Printing::new(ctx, open, self.habits.clone(), self.viewer_copy.clone());
        self.show(printing);
    }

    /// Pages have gone out: their version is kept, and this is said.
    pub(crate) fn printed(&mut self, ctx: &Context, words: String) {
        if let Some(keeps) = self.open.as_ref().and_then(OpenReport::keeps_version) {
            self.errand(ctx, ("正在留存这一版", false), move || {
                let kept = keeps(None);
                Box::new(move |app, _| {
                    app.say(match kept {
                        Ok(_) => words,
                        Err(fault) => format!("{words}\n没有能留存这一版：{fault}"),
                    });
                })
            });
        } else {
            self.say(words);
        }
    }

    /// 定稿 is asked for first; on a final report the question is whether to lift it.
    pub(crate) fn ask_finish(&mut self) {
        let Some(open) = &self.open else { return };
        let ready = open.desk.bars() == crate::desk::Bars::default();
        if let Some(why) = open.desk.read_only() {
            self.say(why.to_string());
        } else if open.desk.report().is_finished() {
            self.show(Lift::new());
        } else if ready {
            let words = "定稿以后不能再改，打印和导出不再带“草稿”字样。以后要改，可以取消定稿，取消会记在文件里。";
            self.show(Confirmation { words: words.into(), then: Action::Finish });
        } else {
            self.show_of(|desk| Box::new(OutstandingList::of(desk, "定稿")));
        }
    }

    pub(crate) fn finish(&mut self) {
        let Some(open) = &mut self.open else { return };
        let done = open.desk.finish(today());
        self.editor = Editor::default();
        let code = Code::of(open.desk.form(), &open.desk.report().content);
        let words = done.map_or_else(|barred| barred.to_string(), |()| format!("已定稿，校验码 {code}。请保存。"));
        self.say(words);
    }

    pub(crate) fn lift(&mut self, why: &str) {
        let Some(open) = &mut self.open else { return };
        if let Err(barred) = open.desk.lift(today(), why) {
            self.say(barred.to_string());
        }
    }

    pub(crate) fn ask_code(&mut self) {
        if self.open.is_some() {
            self.show(WordBox::code());
        }
    }

    /// What a 校验码 belongs to: what is on the screen, or of a version on the disk.
    pub(crate) fn verify(&mut self, ctx: &Context, text: &str) {
        let Some(open) = &self.open else { return };
        let (form, report) = (Arc::clone(open.desk.form()), Arc::clone(open.desk.report()));
        let (path, text) = (open.path.clone(), text.to_string());
        self.errand(ctx, ("正在核对校验码", true), move || {
            let owner = Code::parse(&text).map_err(|bad| bad.to_string());
            let owner = owner.and_then(|code| owner_of(code, &form, &report, path.as_deref()));
            let answer = owner.map_or_else(|sentence| sentence, |owner| owner.says());
            Box::new(move |app, _| app.show(WordBox::answered(&text, answer)))
        });
    }
}

/// Whose a code is: of the report that is open, or of what lies beside its file.
fn owner_of(code: Code, form: &Form, report: &Report, path: Option<&Path>) -> Result<CodeOwner, String> {
    if code == Code::of(form, &report.content) {
        return Ok(CodeOwner::Present { public: false });
    }
    if code == Code::of(form, &public(form, report, &[]).content) {
        return Ok(CodeOwner::Present { public: true });
    }
    path.map_or(Ok(CodeOwner::Nobody), |path| code_owner(path, code).map_err(|fault| fault.to_string()))
}
