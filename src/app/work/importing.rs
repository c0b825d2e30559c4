//! 导入: what a Word file or a workbook holds beside the cells it would go to, before anything is written. Reading is
//! done on a thread of its own.

use crate::app::action::Action;
use crate::app::dialog::Answer;
use crate::app::widgets::other_button;
use crate::app::work::import_page::{AskedYear, DocumentReview};
use crate::app::work::task::Task;
use crate::intake::{Document, DocumentFault, ImportPlan, LARGEST, read, recognise, stated_year};
use crate::report::Report;
use crate::store::{FormTable, Known, read_bounded};
use eframe::egui::{Context, Ui};
use std::path::Path;
use std::sync::Arc;

/// A document being read, or read and shown.
pub(crate) struct Importing {
    name: String,
    /// The form it is read on.
    known: Known,
    /// The report that is open.
    report: Option<Arc<Report>>,
    /// The year that is asked about, where the document does not say its own.
    asked: AskedYear,
    /// All of the document, once it is read.
    whole: Option<Document>,
    /// The sheets of a workbook, and which of them are chosen: several units' may be in one.
    sheets: Vec<(String, bool)>,
    /// Those that were read last, as of which year.
    read: (Vec<(String, bool)>, i32),
    reading: Option<Task<(Document, Known, ImportPlan)>>,
    review: Option<DocumentReview>,
}

impl Importing {
    /// Begins to read a document. `report` is the one that is open; where none is, a paper of ours is read on the form that it
    /// encloses. `otherwise` is the year that is offered where neither says one.
    pub fn start(ctx: &Context, path: &Path, known: Known, report: Option<Arc<Report>>, otherwise: i32) -> Self {
        let file = path.to_path_buf();
        let otherwise = report.as_ref().map_or(otherwise, |report| report.content.year);
        let takes_its_own = report.is_none();
        let reading = recognising(ctx, &known, takes_its_own, otherwise, move || document(&file));
        Self {
            name: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            known,
            report,
            asked: AskedYear { year: otherwise, open: false },
            whole: None,
            sheets: Vec::new(),
            read: (Vec::new(), otherwise),
            reading: Some(reading),
            review: None,
        }
    }

    /// What goes on beside the painting: a document has been read, or other sheets of it are to be.
    pub fn work(&mut self, ctx: &Context) -> Answer {
        if self.sheets != self.read.0 || self.asked.year != self.read.1 {
            self.read_chosen(ctx);
        }
        match Task::finished(&mut self.reading) {
            None => Answer::Stay,
            Some(Err(sentence)) => Answer::Then(Action::Say(sentence)),
            Some(Ok((_, _, plan))) if plan.placed.is_empty() && self.sheets.is_empty() => {
                let words = format!("{}里没有认出这个表样的任何一格，请确认选对了文件和表样。", self.name);
                Answer::Then(Action::Say(words))
            }
            Some(Ok((document, known, plan))) => {
                self.known = known;
                if self.whole.is_none() {
                    self.whole = Some(document.clone());
                    self.sheets = document.sheets().into_iter().map(|name| (name, true)).collect();
                    self.asked.open = stated_year(&document).is_none();
                    self.read = (self.sheets.clone(), self.asked.year);
                }
                self.review = Some(DocumentReview::new(&self.known, self.report.as_ref(), document, plan));
                Answer::Stay
            }
        }
    }

    /// Reads the chosen sheets alone, as of the year that was asked for.
    fn read_chosen(&mut self, ctx: &Context) {
        self.read = (self.sheets.clone(), self.asked.year);
        let chosen: Vec<String> = self.sheets.iter().filter(|(_, on)| *on).map(|(name, _)| name.clone()).collect();
        let Some(whole) = self.whole.clone() else { return };
        self.review = None;
        self.reading = Some(recognising(ctx, &self.known, false, self.asked.year, move || {
            if chosen.is_empty() {
                return Ok(whole);
            }
            whole.only(&chosen).map_err(|_unknown| DocumentFault::Broken.to_string())
        }));
    }

    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui) -> Answer {
        let answer = match &mut self.review {
            Some(review) => review.ui(ui, &self.name, &mut self.asked, &mut self.sheets),
            None => reading(ui, &self.name),
        };
        if self.sheets != self.read.0 || self.asked.year != self.read.1 {
            ui.ctx().request_repaint();
        }
        answer
    }
}

/// Reads and recognises on a thread of its own, on the form that the document encloses, if that is to be.
fn recognising(
    ctx: &Context,
    known: &Known,
    takes_its_own: bool,
    otherwise: i32,
    read: impl FnOnce() -> Result<Document, String> + Send + 'static,
) -> Task<(Document, Known, ImportPlan)> {
    let known = known.clone();
    Task::start(ctx, move |_| {
        let document = read()?;
        let own = document.own().filter(|_| takes_its_own);
        let known = own.and_then(|own| FormTable::default().known(&own.form_text)).unwrap_or(known);
        let plan = recognise(&known.form, &document, otherwise);
        Ok((document, known, plan))
    })
}

/// A document from the disk, or one sentence why not.
fn document(path: &Path) -> Result<Document, String> {
    read(&read_bounded(path, LARGEST).map_err(|fault| fault.to_string())?).map_err(|fault| fault.to_string())
}

fn reading(ui: &mut Ui, name: &str) -> Answer {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.spinner();
        ui.label(format!("正在读取 {name}…"));
        ui.add_space(10.0);
        if other_button(ui, "取消").clicked() { Answer::Away } else { Answer::Stay }
    })
    .inner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::opened::OpenReport;
    use crate::app::work::task::tests::{dying, until};

    #[test]
    fn a_document_over_which_the_reader_dies_is_said() {
        let (ctx, open) = (Context::default(), OpenReport::sample().unwrap());
        let known = Known { form: Arc::clone(open.desk.form()), text: Arc::clone(&open.form_text) };
        let mut importing = Importing::start(&ctx, Path::new("没有.docx"), known, None, 1);
        importing.reading = Some(dying(&ctx));
        until(|| matches!(importing.work(&ctx), Answer::Then(Action::Say(says)) if says.contains("请再试一次")));
    }
}
