//! One open report: report, sheet and findings kept in step, with undo.
//!
//! *Sheet and findings always belong to report.* Every change goes through [`Desk::apply`], [`Desk::give_back`],
//! [`Desk::undo`] or [`Desk::redo`]; no `&mut Report` leaves this module. Knows no screen, no disk, no clock.

mod attention;
mod bars;
mod contrast;
mod find;
mod history;
mod mending;
mod reasoned;
mod review;
mod row_deed;

pub use bars::{Barred, Bars, Outstanding};
pub use contrast::{Contrast, ContrastFinding};
pub use find::{Replacement, Sought, cells_called};
pub use history::ends_sentence;
pub use mending::Taken;
pub use reasoned::Reasoned;
pub use review::Review;
pub use row_deed::RowDeed;

use crate::carry::{Approval, FilledRow, Pairing, Past, Snapshot, approved_sheet, filled_rows};
use crate::check::{self, Blank, Finding};
use crate::form::{self, CellId, Form, Tab};
use crate::report::{Edit, Explanation, Mark, Refused, Report};
use crate::sheet::{Cell, Chart, Sheet, amended, derive};
use crate::value::plain_line_ends;
use attention::Attention;
use chrono::NaiveDate;
use history::{History, Stroke, on_the_way};
use std::sync::Arc;

/// One open report.
#[derive(Clone, Debug)]
pub struct Desk {
    form: Arc<Form>,
    report: Arc<Report>,
    sheet: Arc<Sheet>,
    review: Arc<Review>,
    /// Where one writes, and what of the review is shown meanwhile.
    attention: Attention,
    history: History,
    saved: Arc<Report>,
    /// Since it was saved it was changed by more than typing: a block, mends, a document, another version.
    changed_at_once: bool,
    /// Last year's report, where this one was carried from it or it was opened beside. No edit changes it.
    past: Option<Arc<Past>>,
    /// What the approved targets of the report come to, where it has some.
    approved: Option<Arc<Sheet>>,
    /// Why it is open only to be looked at, where it is.
    read_only: Option<Arc<str>>,
    today: NaiveDate,
}

impl Desk {
    /// Opens a report. `today` is what the dates in it are compared with.
    #[must_use]
    pub fn new(form: Arc<Form>, report: Report, today: NaiveDate) -> Self {
        let last_form = report.last.as_deref().and_then(|last| form::parse(&last.form_text).ok());
        Self::with_last_form(form, last_form.map(Arc::new), report, today)
    }

    /// The same, with last year's form read before; none where the report has none, or it cannot be read.
    #[must_use]
    pub fn with_last_form(form: Arc<Form>, last_form: Option<Arc<Form>>, report: Report, today: NaiveDate) -> Self {
        let report = Arc::new(report);
        let sheet = Arc::new(derive(&form, &report));
        let review = reviewed(&form, &report, &sheet, today);
        let approved = approved_sheet(&form, &report).map(Arc::new);
        let past = report.last.as_deref().zip(last_form).map(|(last, form)| Past::new(form, &last.report, true));
        Self {
            form,
            past: past.map(Arc::new),
            approved,
            saved: Arc::clone(&report),
            changed_at_once: false,
            report,
            attention: Attention::new(&review, &sheet),
            sheet,
            review,
            history: History::default(),
            read_only: None,
            today,
        }
    }

    /// The same, never saved yet: a report that was not typed must be asked about before it goes.
    #[must_use]
    pub fn unsaved(self) -> Self {
        Self { saved: Arc::new(Report::default()), changed_at_once: true, ..self }
    }

    /// Open only to be looked at, for this reason, a sentence that says what to do: whatever would change it is refused
    /// with that. None makes it one to be written in.
    pub fn set_read_only(&mut self, why: Option<Arc<str>>) {
        self.read_only = why;
    }

    /// Why it is open only to be looked at; none where it can be written in.
    #[must_use]
    pub fn read_only(&self) -> Option<&Arc<str>> {
        self.read_only.as_ref()
    }

    /// What is written can be changed: it is neither final nor open only to be looked at.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.read_only.is_none() && !self.report.is_finished()
    }

    /// The day is another than when it was last looked at: the dates in the report are compared with that one.
    pub fn turn_to(&mut self, today: NaiveDate) {
        if self.today != today {
            self.today = today;
            self.review = reviewed(&self.form, &self.report, &self.sheet, today);
            self.settle();
        }
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// What the clerk wrote.
    #[must_use]
    pub fn report(&self) -> &Arc<Report> {
        &self.report
    }

    /// What it comes to.
    #[must_use]
    pub fn sheet(&self) -> &Arc<Sheet> {
        &self.sheet
    }

    /// The report as it stands, to lay beside another.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let (form, report, sheet) = (&self.form, &self.report, &self.sheet);
        Snapshot { form: Arc::clone(form), report: Arc::clone(report), sheet: Arc::clone(sheet) }
    }

    /// What looks wrong, in the order of the rules.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.review.checked.findings
    }

    /// What is 还没填, in the order of the form.
    #[must_use]
    pub fn blanks(&self) -> &[Blank] {
        &self.review.checked.blanks
    }

    /// The findings, and what of them each cell and each tab has. Another one whenever the report has changed.
    #[must_use]
    pub fn review(&self) -> &Arc<Review> {
        &self.review
    }

    /// 一览 of it as it stands.
    #[must_use]
    pub fn charts(&self) -> Vec<Chart> {
        self.review.checked.charts(&self.form, &self.sheet)
    }

    /// The findings about one cell, families that it belongs to among them.
    pub fn findings_at(&self, at: &CellId) -> impl Iterator<Item = &Finding> {
        self.review.findings_at(at)
    }

    /// What was found in one cell, of a family what it says of that cell alone.
    pub fn found_at<'d>(&'d self, at: &'d CellId) -> impl Iterator<Item = &'d Finding> {
        self.findings_at(at).flat_map(Finding::members).filter(move |member| member.at == *at)
    }

    /// The cells that are 待核实, in the order of the form; of one tab or of all.
    #[must_use]
    pub fn unconfirmed(&self, tab: Option<Tab>) -> &[CellId] {
        self.review.unconfirmed(tab)
    }

    /// What is 待核实 as one, in the order of the form; of one tab or of all: a cell, or all the amounts of a table that
    /// were converted into the form's unit and are otherwise sure.
    #[must_use]
    pub fn waiting(&self, tab: Option<Tab>) -> &[Vec<CellId>] {
        self.review.waiting(tab)
    }

    /// The same cell in last year's report, where that is known.
    #[must_use]
    pub fn last_year(&self, at: &CellId) -> Option<&Cell> {
        let past = self.past.as_ref().filter(|past| past.is_last_year_of(&self.sheet))?;
        Pairing::new(past, &self.form, &self.sheet).cell(at)
    }

    /// What the approved targets come to, where they stand beside the report.
    #[must_use]
    pub fn approved(&self) -> Option<&Arc<Sheet>> {
        self.approved.as_ref()
    }

    /// What was approved of a cell.
    #[must_use]
    pub fn approved_cell(&self, at: &CellId) -> Option<&Cell> {
        Approval::new(&self.form, &self.sheet, self.approved.as_deref()?).cell(at)
    }

    /// What the approved targets would write into the report, row by row.
    #[must_use]
    pub fn filled_rows(&self) -> Vec<FilledRow> {
        let rows = |then: &Arc<Sheet>| filled_rows(&self.form, &self.report, &self.sheet, then);
        self.approved.as_ref().map(rows).unwrap_or_default()
    }

    /// The report of an earlier year that can be looked at beside this one.
    #[must_use]
    pub fn past(&self) -> Option<&Arc<Past>> {
        self.past.as_ref()
    }

    /// Looks at a report of an earlier year beside this one. It does not become part of this one, nor of its file.
    pub fn look_back(&mut self, past: Past) {
        self.past = Some(Arc::new(past));
    }

    /// The cells of one table that are 待核实.
    #[must_use]
    pub fn unconfirmed_in(&self, section: &str) -> &[CellId] {
        let mut tables = self.unconfirmed(None).chunk_by(|one, next| one.section == next.section);
        tables.find(|table| table.first().is_some_and(|at| at.section == section)).unwrap_or_default()
    }

    /// Changes the report, wholly or not at all.
    ///
    /// # Errors
    /// When the form has no such cell or place, or it is open only to be looked at; then nothing has changed.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Refused> {
        let sentences = self.sentences(edit);
        if !sentences.is_empty() {
            // Where the whole is refused nothing of it is written.
            amended(&self.form, &self.report, &self.sheet, edit)?;
        }
        for sentence in &sentences {
            self.change(sentence, true)?;
        }
        self.change(edit, matches!(edit, Edit::Write { .. }))
    }

    /// Writes into others what is being typed in a cell: one step with the typing.
    ///
    /// # Errors
    /// As [`Desk::apply`].
    pub fn spread(&mut self, typed_in: &CellId, edit: &Edit) -> Result<(), Refused> {
        let (typing, before) = (self.history.before_typing(typed_in).is_some(), Arc::clone(&self.report));
        self.apply(edit)?;
        if typing && !Arc::ptr_eq(&before, &self.report) {
            self.history.join();
        }
        Ok(())
    }

    /// Leaves out what would be written over figures that the program computes, or computes once all of it is written.
    /// Answers with how many these are. To empty such a cell is to have the figure there again.
    pub fn leave_computed(&self, edits: &mut Vec<Edit>) -> usize {
        // What is refused is refused when it is done.
        let Ok((_, sheet)) = amended(&self.form, &self.report, &self.sheet, &Edit::All(edits.clone())) else {
            return 0;
        };
        let is_computed = |at: &CellId| sheet.cell(at).is_some_and(|cell| cell.computed.is_some());
        let count = edits.len();
        edits.retain(|edit| !matches!(edit, Edit::Write { at, text } if !text.is_empty() && is_computed(at)));
        count - edits.len()
    }

    /// Gives a cell back the text and mark it had when it was entered (Esc): a step of its own, so that what was given up
    /// comes back by undo.
    ///
    /// # Errors
    /// When the form has no such cell; then nothing has changed.
    pub fn give_back(&mut self, at: &CellId, text: &str, mark: Mark) -> Result<(), Refused> {
        self.change(&Edit::Bring { at: at.clone(), text: text.into(), mark }, true)
    }

    /// `typed`: all the edit does is what was typed in one cell, or gives that up.
    ///
    /// Typing on replaces what was typed before, so that a name half typed leaves no trace in the texts that quote it; nor
    /// does one that is given up.
    fn change(&mut self, edit: &Edit, typed: bool) -> Result<(), Refused> {
        self.may_change()?;
        let stroke = if typed { self.stroke(edit) } else { None };
        let at = edit.writes().first().copied().cloned().or_else(|| self.moved_at(edit));
        let typing = at.as_ref().filter(|_| typed).and_then(|cell| self.history.before_typing(cell));
        let (report, sheet) = typing.unwrap_or((&self.report, &self.sheet));
        let (after, sheet) = amended(&self.form, report, sheet, edit)?;
        if after != *self.report {
            let typed = typed && matches!(edit, Edit::Write { .. });
            if !typed {
                self.history.end_step();
            }
            self.history.push((&self.report, &self.sheet), at, typed, &after);
            if let Some(stroke) = stroke {
                self.history.typed(stroke);
            }
            self.changed_at_once |= is_at_once(edit);
            // Whatever writes elsewhere is no typing on the way to something.
            let writes = edit.writes();
            let here = !writes.is_empty() && writes.iter().all(|at| Some(*at) == self.attention.at());
            self.show(Arc::new(after), sheet);
            if here {
                self.look();
            } else {
                self.settle();
            }
        }
        Ok(())
    }

    /// What is typed at once in paragraphs (an input method, dictation), as far as each of its sentences but the last.
    fn sentences(&self, edit: &Edit) -> Vec<Edit> {
        let Edit::Write { at, text } = edit else { return Vec::new() };
        if !self.form.slot(at).is_some_and(|slot| slot.is_paragraphs()) {
            return Vec::new();
        }
        let texts = on_the_way(self.report.content.cells.text(at), &plain_line_ends(text));
        texts.into_iter().map(|text| Edit::Write { at: at.clone(), text: text.into() }).collect()
    }

    /// Before something is typed: in paragraphs a step may end there. Answers with what is typed in them.
    fn stroke(&mut self, edit: &Edit) -> Option<Stroke> {
        let Edit::Write { at, text } = edit else { return None };
        let there = self.report.content.cells.text(at);
        let typed = self.form.slot(at)?.is_paragraphs() && text != there;
        typed.then(|| self.history.stroke(at, there, &plain_line_ends(text)))
    }

    fn may_change(&self) -> Result<(), Refused> {
        self.read_only.as_ref().map_or(Ok(()), |why| Err(Refused::ReadOnly(Arc::clone(why))))
    }

    /// Explains a finding as it stands now, a family cell by cell: what has a reason of its own keeps it while others
    /// wait for one. An empty text takes the explanations back.
    ///
    /// # Errors
    /// When it is open only to be looked at; explaining needs no cell of the form.
    pub fn explain(&mut self, finding: &Finding, text: &str) -> Result<(), Refused> {
        let about = |one: &Finding| (one.key(), one.about(&self.sheet));
        let asked = if text.is_empty() { finding.members().iter().collect() } else { finding.asks() };
        self.explain_each(asked.into_iter().map(about).collect(), text)
    }

    /// Says why these cells stay blank; an empty text takes that back.
    ///
    /// # Errors
    /// As with a finding.
    pub fn explain_blanks(&mut self, blanks: &[Blank], text: &str) -> Result<(), Refused> {
        self.explain_each(blanks.iter().map(|blank| (blank.key(), blank.about().to_string())).collect(), text)
    }

    fn explain_each(&mut self, each: Vec<(String, String)>, text: &str) -> Result<(), Refused> {
        let explain = |(finding, about): (String, String)| {
            let explanation = Explanation { text: text.into(), about: about.into() };
            Edit::Explain { finding, explanation }
        };
        self.apply(&Edit::All(each.into_iter().map(explain).collect()))
    }

    /// Puts another report on the same form in the place of this one: a version, or what was found again. One step, that
    /// undo takes back.
    ///
    /// # Errors
    /// When what is written cannot be changed.
    pub fn bring_back(&mut self, report: Report) -> Result<(), Refused> {
        self.may_change()?;
        if self.report.is_finished() {
            return Err(Refused::Finished);
        }
        if report != *self.report {
            let sheet = derive(&self.form, &report);
            self.history.push((&self.report, &self.sheet), None, false, &report);
            self.changed_at_once = true;
            self.show(Arc::new(report), sheet);
            self.settle();
        }
        Ok(())
    }

    /// Brings back another version of the report: what is written and noted there, and the approved targets. The record of
    /// 定稿 stays this one's, and so does last year's report.
    ///
    /// # Errors
    /// When what is written cannot be changed, or the version is on another form; then nothing has changed.
    pub fn restore(&mut self, version: &Snapshot) -> Result<(), Refused> {
        if *version.form != *self.form {
            return Err(Refused::OtherForm);
        }
        let (record, last) = (Arc::clone(&self.report.record), self.report.last.clone());
        self.bring_back(Report { record, last, ..Report::clone(&version.report) })
    }

    /// Back one step. False when there is none.
    pub fn undo(&mut self) -> bool {
        let before = if self.can_undo() { self.history.undo(&self.report) } else { None };
        self.step(before)
    }

    /// Forward again one step. False when there is none.
    pub fn redo(&mut self) -> bool {
        let after = if self.can_redo() { self.history.redo(&self.report) } else { None };
        self.step(after)
    }

    /// Where the next step back was made: of several cells written the first. None where it wrote none.
    #[must_use]
    pub fn undo_at(&self) -> Option<&CellId> {
        self.history.undo_at()
    }

    /// The same of the next step forward again.
    #[must_use]
    pub fn redo_at(&self) -> Option<&CellId> {
        self.history.redo_at()
    }

    /// Nothing is written yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.report.content.cells.iter().next().is_none()
    }

    /// There is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.read_only.is_none() && self.history.can_undo()
    }

    /// There is a step to take again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.read_only.is_none() && self.history.can_redo()
    }

    /// What is on disk is what is here. What both share is known to be equal without being read.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved == self.report
    }

    /// What is on disk, as far as is known here.
    #[must_use]
    pub fn saved(&self) -> &Arc<Report> {
        &self.saved
    }

    /// This very report has reached the disk.
    pub fn set_saved(&mut self, report: &Arc<Report>) {
        self.saved = Arc::clone(report);
        self.changed_at_once &= !self.is_saved();
    }

    /// Since it was saved it was changed by more than typing: what the file is may be wanted back.
    #[must_use]
    pub fn is_changed_at_once(&self) -> bool {
        self.changed_at_once
    }

    /// Nothing of it is on disk yet: it counts as unsaved until it is.
    pub fn set_unsaved(&mut self) {
        (self.saved, self.changed_at_once) = (Arc::default(), true);
    }

    fn step(&mut self, to: Option<Arc<Report>>) -> bool {
        let moved = to.is_some();
        if let Some(report) = to {
            let sheet = derive(&self.form, &report);
            self.show(report, sheet);
            self.settle();
        }
        moved
    }

    fn show(&mut self, report: Arc<Report>, sheet: Sheet) {
        if report.approved != self.report.approved {
            self.approved = approved_sheet(&self.form, &report).map(Arc::new);
        }
        self.report = report;
        self.sheet = Arc::new(sheet);
        self.review = reviewed(&self.form, &self.report, &self.sheet, self.today);
    }
}

/// It does more than write one text or explain what was found.
fn is_at_once(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(|edit| !matches!(edit, Edit::Explain { .. })),
        _ => matches!(edit, Edit::Approve(_)),
    }
}

fn reviewed(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Arc<Review> {
    Arc::new(Review::new(form, report, sheet, check::checked(form, report, sheet, today)))
}
