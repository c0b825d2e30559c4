//! Every change to a report, as one enum through one function.

use super::own_row::next_number;
use super::{Approved, Closing, Code, Content, Explanation, Mark, OwnRow, Report, Side, place};
use crate::form::{CellId, Form, Kind, Name, added_number, project_number};
use crate::value::{Text, plain_line_ends};
use chrono::NaiveDate;
use std::sync::Arc;

/// So many characters may be written into a cell. No one writes so much; what does is a slip, and costs everyone time. A
/// text that is there already, from an older file, stays.
pub const LONGEST: usize = 100_000;

/// A change to a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Writes one cell. A row or project named by the address that is not there yet is added.
    Write {
        /// Where.
        at: CellId,
        /// What; empty clears the cell.
        text: Text,
    },
    /// Writes one cell with a text from elsewhere; as [`Edit::Write`], and its mark says where from.
    Bring {
        /// Where.
        at: CellId,
        /// What.
        text: Text,
        /// Where it came from, and whether it is 待核实.
        mark: Mark,
    },
    /// Several changes as one step.
    All(Vec<Edit>),
    /// Adds a row below the others under `under`.
    AddRow {
        /// The section, with its project.
        section: Name,
        /// The row or indicator kind it hangs under.
        under: Name,
    },
    /// Takes an added row out, with its texts.
    RemoveRow {
        /// The section, with its project.
        section: Name,
        /// The added row.
        row: Name,
    },
    /// Adds a project.
    AddProject,
    /// Takes a project out, with its texts.
    RemoveProject(Name),
    /// Puts an empty row beside one of the clerk's own.
    InsertRow {
        /// The row that is there.
        beside: OwnRow,
        /// On which side of it.
        side: Side,
    },
    /// Puts a row with the same texts below one of the clerk's own. What is noted of these stays with the first.
    DuplicateRow(OwnRow),
    /// Moves one of the clerk's own rows to a place among its like, from 0.
    MoveRow {
        /// The row.
        row: OwnRow,
        /// Where it stands then; beyond the last it is the last.
        to: usize,
    },
    /// Explains a finding; empty text takes the explanation back.
    Explain {
        /// The finding's key.
        finding: String,
        /// The clerk's words and what they are about.
        explanation: Explanation,
    },
    /// Confirms a text that was 待核实.
    Confirm(CellId),
    /// Makes a text 待核实.
    Unconfirm(CellId),
    /// Remarks something about a cell (批注); an empty text takes the remark back.
    Remark {
        /// Where.
        at: CellId,
        /// The clerk's words.
        text: Text,
    },
    /// Puts the approved targets beside, or takes them away.
    Approve(Option<Arc<Approved>>),
    /// 定稿 on that day. Whether the findings allow it, the desk knows.
    Finish(NaiveDate),
    /// 取消定稿
    Lift {
        /// The day.
        on: NaiveDate,
        /// Why; it goes on record.
        why: Text,
    },
}

impl Edit {
    /// The cells it writes, in order.
    #[must_use]
    pub fn writes(&self) -> Vec<&CellId> {
        match self {
            Self::Write { at, .. } | Self::Bring { at, .. } => vec![at],
            Self::All(edits) => edits.iter().flat_map(Self::writes).collect(),
            _ => Vec::new(),
        }
    }
}

/// An edit the form has no place for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such cell.
    #[error("表里没有单元格 {0}，请用 ziping forms 查看全部单元格地址。")]
    NoSuchCell(String),
    /// The cell is computed or blocked.
    #[error("单元格 {0} 不能填写，它由程序计算或不适用。")]
    NotWritable(CellId),
    /// It is longer than anyone writes.
    #[error("{}", too_long(&format!("单元格 {_0} "), *_1))]
    TooLong(CellId, usize),
    /// No rows can be added there.
    #[error("{0} 下面不能加行。")]
    NoRowsHere(String),
    /// The row is not there.
    #[error("这一行已经不在表里，没有改动，请看一下现在的表，再选一行。")]
    NoSuchRow,
    /// The approved targets are of another year than the report.
    #[error("批复的绩效目标是{0}年度的，这个自评表是{1}年度的，没有放在旁边，请选{1}年度的绩效目标表。")]
    OtherYear(i32, i32),
    /// It is final.
    #[error("报告已经定稿，不能再改；确实要改的，请先取消定稿。")]
    Finished,
    /// It is open only to be looked at; the sentence says why, and what to do.
    #[error("{0}")]
    ReadOnly(Arc<str>),
    /// A version is on another form or edition than the report into which it would be brought back.
    #[error("这一版用的表样和现在的不一样，不能整份恢复，请用“对照”逐格采用。")]
    OtherForm,
    /// It is not final, so there is nothing to lift.
    #[error("报告没有定稿，不需要取消。")]
    NotFinal,
    /// No reason is given.
    #[error("取消定稿要写明原因，原因会记在文件里。")]
    NoReason,
}

/// Why a text of so many characters is not written at a place.
#[must_use]
pub fn too_long(place: &str, count: usize) -> String {
    format!("{place}的内容有{count}个字，一格最多写{LONGEST}个字，没有写入，请删短，或者另做成附件。")
}

/// How many characters a text has that is longer than may be written into a cell; none where it is not.
#[must_use]
pub fn longer_than_any(text: &str) -> Option<usize> {
    // Counted only where it may be: no character is less than a byte.
    let count = if text.len() > LONGEST { text.chars().count() } else { 0 };
    (count > LONGEST).then_some(count)
}

impl Edit {
    /// What takes one of the clerk's own rows out, with its texts.
    #[must_use]
    pub fn removing(row: OwnRow) -> Self {
        match row {
            OwnRow::Added { section, row, .. } => Self::RemoveRow { section, row },
            OwnRow::Project(project) => Self::RemoveProject(project),
        }
    }

    /// It writes nothing: it only notes something about what is written.
    fn is_note(&self) -> bool {
        match self {
            Self::Explain { .. } | Self::Confirm(_) | Self::Remark { .. } => true,
            Self::All(edits) => edits.iter().all(Self::is_note),
            _ => false,
        }
    }
}

/// Applies an edit, wholly or not at all: on refusal the report is as it was. To a final report only notes can be added.
///
/// # Errors
/// When the form has no such cell or place, or the report is final.
pub fn apply(form: &Form, report: &mut Report, edit: &Edit) -> Result<(), Refused> {
    if report.is_finished() && !edit.is_note() && !matches!(edit, Edit::Lift { .. }) {
        return Err(Refused::Finished);
    }
    match edit {
        Edit::Write { at, text } => {
            let text = plain_line_ends(text);
            fits(report, at, &text)?;
            write(form, report, at, &text)
        }
        Edit::Bring { at, text, mark } => {
            write(form, report, at, text)?;
            if *mark != Mark::default() && !text.is_empty() {
                Arc::make_mut(&mut report.notes).marks.insert(at.clone(), mark.clone());
            }
            Ok(())
        }
        Edit::All(edits) => {
            *report = applied_in_turn(form, report, edits)?;
            Ok(())
        }
        Edit::AddRow { section, under } => add_rows(form, report, section, under, 1),
        Edit::RemoveRow { section, row } => {
            Arc::make_mut(&mut report.content).remove_row(section, row);
            Arc::make_mut(&mut report.notes).drop_cells(|at| at.section == *section && at.row == *row);
            Ok(())
        }
        Edit::AddProject => {
            let content = Arc::make_mut(&mut report.content);
            let next = next_number(&content.projects, project_number);
            content.add_project(form, format!("p{next}").into());
            Ok(())
        }
        Edit::RemoveProject(project) => {
            let before = format!("{project}.");
            Arc::make_mut(&mut report.content).remove_project(project);
            Arc::make_mut(&mut report.notes).drop_cells(|at| at.section.starts_with(&before));
            Ok(())
        }
        Edit::InsertRow { .. } | Edit::DuplicateRow(_) | Edit::MoveRow { .. } => {
            change_row(form, Arc::make_mut(&mut report.content), edit).ok_or(Refused::NoSuchRow)
        }
        Edit::Explain { finding, explanation } => {
            Arc::make_mut(&mut report.notes).explain(finding, explanation);
            Ok(())
        }
        Edit::Confirm(at) => set_unconfirmed(form, report, at, false),
        Edit::Unconfirm(at) => set_unconfirmed(form, report, at, true),
        Edit::Remark { at, text } => remark(form, report, at, text),
        Edit::Approve(approved) => approve(report, approved.as_ref()),
        Edit::Finish(on) => {
            let code = Code::of(form, &report.content).to_string().into();
            Arc::make_mut(&mut report.record).push(Closing::Finished { on: on.to_string().into(), code });
            Ok(())
        }
        Edit::Lift { on, why } => lift(report, *on, why),
    }
}

/// A text was looked at, or is to be. Of a cell that is there no more nothing waits.
fn set_unconfirmed(form: &Form, report: &mut Report, at: &CellId, unconfirmed: bool) -> Result<(), Refused> {
    if unconfirmed && form.slot(at).is_none() {
        return Err(Refused::NoSuchCell(at.to_string()));
    }
    Arc::make_mut(&mut report.notes).set_unconfirmed(at, unconfirmed);
    Ok(())
}

fn remark(form: &Form, report: &mut Report, at: &CellId, text: &str) -> Result<(), Refused> {
    form.slot(at).ok_or_else(|| Refused::NoSuchCell(at.to_string()))?;
    if let Some(count) = longer_than_any(text) {
        return Err(Refused::TooLong(at.clone(), count));
    }
    Arc::make_mut(&mut report.notes).remark(at, &plain_line_ends(text.trim()));
    Ok(())
}

fn change_row(form: &Form, content: &mut Content, edit: &Edit) -> Option<()> {
    match edit {
        Edit::InsertRow { beside, side } => content.insert_beside(form, beside, *side),
        Edit::DuplicateRow(row) => content.duplicate(form, row),
        Edit::MoveRow { row, to } => content.move_to(row, *to),
        _ => None,
    }
}

fn approve(report: &mut Report, approved: Option<&Arc<Approved>>) -> Result<(), Refused> {
    let own = report.content.year;
    if let Some(other) = approved.map(|approved| approved.report.content.year).filter(|other| *other != own) {
        return Err(Refused::OtherYear(other, own));
    }
    report.approved = approved.cloned();
    Ok(())
}

fn lift(report: &mut Report, on: NaiveDate, why: &Text) -> Result<(), Refused> {
    if !report.is_finished() {
        return Err(Refused::NotFinal);
    }
    if why.trim().is_empty() {
        return Err(Refused::NoReason);
    }
    let lifted = Closing::Lifted { on: on.to_string().into(), why: why.trim().into() };
    Arc::make_mut(&mut report.record).push(lifted);
    Ok(())
}

/// Whether a text may be written: it is no longer than any, or than the one it takes the place of.
fn fits(report: &Report, at: &CellId, text: &str) -> Result<(), Refused> {
    let there = longer_than_any(report.content.cells.text(at));
    match longer_than_any(text) {
        Some(count) if there.is_none_or(|there| count > there) => Err(Refused::TooLong(at.clone(), count)),
        _ => Ok(()),
    }
}

fn write(form: &Form, report: &mut Report, at: &CellId, text: &str) -> Result<(), Refused> {
    let slot = form.slot(at).ok_or_else(|| Refused::NoSuchCell(at.to_string()))?;
    if slot.blocked {
        return Err(Refused::NotWritable(at.clone()));
    }
    let content = Arc::make_mut(&mut report.content);
    if let (Some(project), _) = at.project_and_section()
        && !content.projects.iter().any(|p| p == project)
    {
        content.add_project(form, project.into());
    }
    if let Some(under) = slot.added_under
        && !is_among(&at.row, under, content.added(&at.section, under))
    {
        content.add_row(&at.section, under, at.row.clone());
    }
    content.cells.write(at, text);
    // What is written here by hand is no longer last year's, and no longer awaits confirmation.
    if report.notes.marks.get(at).is_some() {
        Arc::make_mut(&mut report.notes).marks.remove(at);
    }
    Ok(())
}

/// The row is one of those added. Rows mostly stand where their numbers say, so a long block is written without searching
/// for each.
fn is_among(row: &Name, under: &str, rows: &[Name]) -> bool {
    let usual = added_number(row, under).and_then(|number| rows.get(number.checked_sub(1)? as usize));
    usual == Some(row) || rows.contains(row)
}

/// The report after one edit after another. Rows that are added to one place in a row get their numbers at once: the last
/// number there is looked for among all of them.
fn applied_in_turn(form: &Form, report: &Report, edits: &[Edit]) -> Result<Report, Refused> {
    let mut after = report.clone();
    for alike in edits.chunk_by(|one, next| matches!(one, Edit::AddRow { .. }) && one == next) {
        match alike {
            [Edit::AddRow { section, under }, ..] if !after.is_finished() => {
                add_rows(form, &mut after, section, under, alike.len())?;
            }
            _ => alike.iter().try_for_each(|edit| apply(form, &mut after, edit))?,
        }
    }
    Ok(after)
}

fn add_rows(form: &Form, report: &mut Report, section: &str, under: &str, count: usize) -> Result<(), Refused> {
    let project = section.split_once('.').map(|(project, _)| project);
    let is_there = project.is_none_or(|project| report.content.projects.iter().any(|known| known == project));
    if !is_there || !takes_rows(form, section, under) {
        return Err(Refused::NoRowsHere(place(section, under).into()));
    }
    let next = next_number(report.content.added(section, under), |row| added_number(row, under));
    let content = Arc::make_mut(&mut report.content);
    for number in (0..).take(count) {
        content.add_row(section, under, format!("{under}-{}", next.saturating_add(number)).into());
    }
    Ok(())
}

/// Rows can be added there, under a row of a section with its project.
pub(super) fn takes_rows(form: &Form, section: &str, under: &str) -> bool {
    let at = CellId::new(section, under, "");
    let (project, id) = at.project_and_section();
    match form.section(id, project.is_some()).map(|section| &section.kind) {
        Some(Kind::Grid(grid)) => grid.find(&|row| row.takes_rows && row.id == under).is_some(),
        Some(Kind::Scores(scores)) => scores.kinds().any(|(_, kind)| kind.id == under && kind.rows.is_empty()),
        Some(Kind::Facts(_) | Kind::Prose(_)) | None => false,
    }
}
