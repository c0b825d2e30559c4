//! Every change to a report, as one enum through one function.

use super::{Closing, Code, Explanation, Mark, Report, place};
use crate::form::{CellId, Form, Kind, Name, Section, added_number};
use crate::value::Text;
use chrono::NaiveDate;

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
    /// Explains a finding; empty text takes the explanation back.
    Explain {
        /// The finding's key.
        finding: String,
        /// The clerk's words and what they are about.
        explanation: Explanation,
    },
    /// Confirms a text that was 待核实.
    Confirm(CellId),
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

/// An edit the form has no place for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such cell.
    #[error("表里没有单元格 {0}，请用 ziping forms 查看全部单元格地址。")]
    NoSuchCell(String),
    /// The cell is computed or blocked.
    #[error("单元格 {0} 不能填写，它由程序计算或不适用。")]
    NotWritable(CellId),
    /// No rows can be added there.
    #[error("{0} 下面不能加行。")]
    NoRowsHere(String),
    /// It is final.
    #[error("报告已经定稿，不能再改；确实要改的，请先取消定稿。")]
    Final,
    /// It is not final, so there is nothing to lift.
    #[error("报告没有定稿，不需要取消。")]
    NotFinal,
    /// No reason is given.
    #[error("取消定稿要写明原因，原因会记在文件里。")]
    NoReason,
}

/// Applies an edit, wholly or not at all: on refusal the report is as it was.
///
/// # Errors
/// When the form has no such cell or place.
pub fn apply(form: &Form, report: &mut Report, edit: &Edit) -> Result<(), Refused> {
    if report.is_final() && !matches!(edit, Edit::Lift { .. }) {
        return Err(Refused::Final);
    }
    match edit {
        Edit::Write { at, text } => write(form, report, at, text),
        Edit::Bring { at, text, mark } => {
            write(form, report, at, text)?;
            if *mark != Mark::default() && !text.is_empty() {
                report.marks.insert(at.clone(), *mark);
            }
            Ok(())
        }
        Edit::All(edits) => {
            let mut after = report.clone();
            for edit in edits {
                apply(form, &mut after, edit)?;
            }
            *report = after;
            Ok(())
        }
        Edit::AddRow { section, under } => add_row(form, report, section, under),
        Edit::RemoveRow { section, row } => {
            remove_row(report, section, row);
            Ok(())
        }
        Edit::AddProject => {
            let next = next_number(&report.projects, |name| name.strip_prefix('p').and_then(|n| n.parse().ok()));
            report.add_project(form, format!("p{next}").into());
            Ok(())
        }
        Edit::RemoveProject(project) => {
            remove_project(report, project);
            Ok(())
        }
        Edit::Explain { finding, explanation } => {
            if explanation.text.is_empty() {
                report.explanations.remove(finding);
            } else {
                report.explanations.insert(finding.clone(), explanation.clone());
            }
            Ok(())
        }
        Edit::Confirm(at) => {
            if let Some(mark) = report.marks.get_mut(at) {
                mark.unconfirmed = false;
            }
            report.marks.retain(|_, mark| *mark != Mark::default());
            Ok(())
        }
        Edit::Finish(on) => {
            let code = Code::of(form, report).to_string().into();
            report.closings.push(Closing::Finished { on: on.to_string().into(), code });
            Ok(())
        }
        Edit::Lift { on, why } => lift(report, *on, why),
    }
}

fn lift(report: &mut Report, on: NaiveDate, why: &Text) -> Result<(), Refused> {
    if !report.is_final() {
        return Err(Refused::NotFinal);
    }
    if why.trim().is_empty() {
        return Err(Refused::NoReason);
    }
    report.closings.push(Closing::Lifted { on: on.to_string().into(), why: why.trim().into() });
    Ok(())
}

fn write(form: &Form, report: &mut Report, at: &CellId, text: &str) -> Result<(), Refused> {
    let slot = form.slot(at).ok_or_else(|| Refused::NoSuchCell(at.to_string()))?;
    if slot.blocked {
        return Err(Refused::NotWritable(at.clone()));
    }
    if let (Some(project), _) = at.project_and_section()
        && !report.projects.iter().any(|p| p == project)
    {
        report.add_project(form, project.into());
    }
    if let Some(under) = slot.added_under {
        let rows = report.rows.entry(place(&at.section, under)).or_default();
        // Rows mostly stand where their numbers say, so a long block is written without searching for each.
        let usual = added_number(&at.row, under).and_then(|number| rows.get(number.checked_sub(1)? as usize));
        if usual != Some(&at.row) && !rows.contains(&at.row) {
            rows.push(at.row.clone());
        }
    }
    report.cells.write(at, text);
    // What is written here by hand is no longer last year's, and no longer awaits confirmation.
    report.marks.remove(at);
    Ok(())
}

fn add_row(form: &Form, report: &mut Report, section: &str, under: &str) -> Result<(), Refused> {
    let at = CellId::new(section, under, "");
    let (project, id) = at.project_and_section();
    let open = form.section(id, project.is_some()).is_some_and(|s| is_open(s, under));
    if !open {
        return Err(Refused::NoRowsHere(place(section, under)));
    }
    let rows = report.rows.entry(place(section, under)).or_default();
    let next = next_number(rows, |row| added_number(row, under));
    rows.push(format!("{under}-{next}").into());
    Ok(())
}

fn is_open(section: &Section, under: &str) -> bool {
    match &section.kind {
        Kind::Grid(grid) => grid.find(&|row| row.open && row.id == under).is_some(),
        Kind::Scores(scores) => scores.kinds().any(|(_, kind)| kind.id == under && kind.rows.is_empty()),
        Kind::Facts(_) | Kind::Prose(_) => false,
    }
}

fn next_number(names: &[Name], number: impl Fn(&str) -> Option<u32>) -> u32 {
    names.iter().filter_map(|name| number(name)).max().unwrap_or(0).saturating_add(1)
}

fn remove_row(report: &mut Report, section: &str, row: &str) {
    let before = place(section, "");
    for (_, rows) in report.rows.iter_mut().filter(|(at, _)| at.starts_with(&before)) {
        rows.retain(|r| r != row);
    }
    report.cells.remove_row(section, row);
    report.marks.retain(|at, _| at.section != section || at.row != row);
}

fn remove_project(report: &mut Report, project: &str) {
    let before = format!("{project}.");
    report.projects.retain(|p| p != project);
    report.cells.remove_sections(|section| section.starts_with(&before));
    report.rows.retain(|at, _| !at.starts_with(&before));
    report.marks.retain(|at, _| !at.section.starts_with(&before));
}
