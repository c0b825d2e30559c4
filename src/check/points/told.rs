//! Totals and grades that the texts tell, or leave out.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::Printed;
use crate::check::finding::Severity::{Doubt, Note, Wrong};
use crate::check::finding::{Finding, Mend};
use crate::check::reading::texts::ReadText;
use crate::check::reading::told_points::Told;
use crate::check::rule::{Found, Rule};
use crate::check::text::problems::says_none;
use crate::form::{ColumnRole, Grade, Role};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::{Score, Text};

pub static STATED_TOTAL_DIFFERS: Rule = Rule {
    id: "stated-total-differs",
    number: "S06",
    severity: Wrong,
    title: "报告里写的自评得分与自评表不符",
    basis: "总分由各项得分汇总形成，报告与自评表应一致",
    authority: Authority::Practice,
    run: stated_total_differs,
};

/// S06. A text tells a total that is not the table's, nor a project's; the first of them in each text.
fn stated_total_differs(context: &Context, found: &mut Found) {
    let Some((total, cell)) = report_total(context) else { return };
    let known: Vec<Score> = context.grids.iter().map(|grid| grid.points.points).collect();
    for ReadText { cell: text_cell, totals, .. } in &context.texts {
        let differs = |told: &&Told<Score>| {
            let printed = Printed::points(told.told(), told.value);
            !known.iter().any(|points| printed.is_points(*points))
        };
        if let Some(told) = totals.iter().find(differs) {
            let says = format!(
                "报告里写的自评得分是{}分，自评表的总分是{}分，请改成一致。",
                told.value.plain(),
                total.plain()
            );
            let finding = found.say(&text_cell.at, &[&cell.at], says);
            finding.mend_told(text_cell, told, &format!("{}分", total.plain()));
            // Where the total is told too, another one is likely of something else.
            if !is_complete(context) || totals.iter().any(|told| !differs(&told)) {
                finding.severity = Doubt;
            }
        }
    }
}

pub static TOTAL_NOT_STATED: Rule = Rule {
    id: "total-not-stated",
    number: "S07",
    severity: Note,
    title: "报告没有写自评得分",
    basis: "自评报告应写明自评得分，并与自评表一致",
    authority: Authority::Practice,
    run: total_not_stated,
};

/// S07. No text tells the total. Silent until every indicator has its points and the text on the whole is written;
/// a project's total counts as well, and so does one that is wrong, which has a rule of its own. Once the indicators are
/// all filled in, T14 asks for total and grade.
fn total_not_stated(context: &Context, found: &mut Found) {
    let Some((total, cell)) = report_total(context) else { return };
    let Some(text) = context.text(Role::OverallText).filter(|text| text.cell.is_stated()) else { return };
    let unfinished = context.grids.iter().any(|grid| grid.part.project.is_none() && grid.is_unfinished());
    if unfinished && context.texts.iter().all(|text| text.totals.is_empty()) {
        let says = format!("自评表的总分是{}分，报告里没有写自评得分，请补写。", total.plain());
        found.say(&text.cell.at, &[&cell.at], says);
    }
}

pub static STATED_GRADE_DIFFERS: Rule = Rule {
    id: "stated-grade-differs",
    number: "S08",
    severity: Wrong,
    title: "报告里写的等级与总分不符",
    basis: "等级按总分和表样的等级标准确定",
    authority: Authority::Form,
    run: stated_grade_differs,
};

/// S08. A text tells a grade that is not the one the total has, nor a project's; the first of them in each text.
fn stated_grade_differs(context: &Context, found: &mut Found) {
    let Some((total, cell)) = report_total(context) else { return };
    let grades = &context.form.scoring.grades;
    let Some(right) = grades.iter().find(|grade| total >= grade.from) else { return };
    let of_projects = |name: &Text| {
        context.grids.iter().any(|grid| grid.part.project.is_some() && grid.points.grade.as_ref() == Some(name))
    };
    for ReadText { cell: text_cell, grades, .. } in &context.texts {
        if let Some(told) = grades.iter().find(|told| told.value != &right.name && !of_projects(told.value)) {
            let says = format!(
                "报告里写的等级是“{}”，自评表总分{}分，{}分以上为“{}”，请改成一致。",
                told.value,
                total.plain(),
                right.from.plain(),
                right.name
            );
            let finding = found.say(&text_cell.at, &[&cell.at], says);
            finding.mend_told(text_cell, told, &right.name);
            if !is_complete(context) || grades.iter().any(|told| told.value == &right.name) {
                finding.severity = Doubt;
            }
        }
    }
}

/// All weights are there: a table that is not yet whole has another total.
fn is_complete(context: &Context) -> bool {
    let mut own = context.grids.iter().filter(|grid| grid.part.project.is_none());
    own.all(|grid| !grid.points.weights.differs(grid.points.full))
}

/// The report's total and its cell, once every indicator has its points.
fn report_total<'a>(context: &Context<'a>) -> Option<(Score, &'a Cell)> {
    let grid = context.grids.iter().find(|grid| grid.part.project.is_none())?;
    grid.is_scored().then(|| grid.total(ColumnRole::Score)).flatten().map(|cell| (grid.points.points, cell))
}

impl Finding {
    /// Offers to put `right` in the place of a figure or word that a text tells, where it stands there by hand.
    fn mend_told<T>(&mut self, cell: &Cell, told: &Told<'_, T>, right: &str) {
        let fixed = cell.text.replacen(told.words, &format!("{}{right}", told.before()), 1);
        if fixed != cell.text.as_str() {
            let edit = Edit::Write { at: cell.at.clone(), text: fixed.into() };
            self.mends.push(Mend { label: format!("改为 {right}"), edit });
        }
    }
}

pub static TOTAL_NOT_TOLD: Rule = Rule {
    id: "total-not-told",
    number: "T14",
    severity: Doubt,
    title: "报告没有写自评得分和等级",
    basis: "自评报告应写明自评得分和等级",
    authority: Authority::Practice,
    run: total_not_told,
};

/// T14. The total stands in the table, and no text of the report says it, or says no grade.
///
/// Silent until every indicator has its points and the text on the budget as a whole is written.
fn total_not_told(context: &Context, found: &mut Found) {
    let Some(grid) = context.grids.iter().find(|grid| grid.part.project.is_none()) else { return };
    let Some(total) = grid.total(ColumnRole::Score).filter(|_| grid.is_scored() && !grid.is_unfinished()) else {
        return;
    };
    let written = |text: &&ReadText| !text.text.trim().is_empty() && !says_none(text.text);
    let Some(ReadText { cell, .. }) = context.text(Role::OverallText).filter(written) else { return };
    let points = grid.points.points.plain();
    let said = format!("{points}分");
    let told = context.texts.iter().any(|text| !text.totals.is_empty() || text.text.contains(&said));
    let grades = &context.form.scoring.grades;
    let graded = context.texts.iter().any(|text| !text.grades.is_empty() || is_graded(text.text, grades));
    let grade = grid.points.grade.as_deref().filter(|_| !graded);
    let (what, sentence) = match (told, grade) {
        (false, Some(grade)) => (
            format!("自评总分是{points}分、等级是“{grade}”，报告的文字里都没有写"),
            format!("自评得分{}分，等级为“{grade}”。", quoted_total(context, total).unwrap_or(points)),
        ),
        (false, None) => (
            format!("自评总分是{points}分，报告的文字里没有写"),
            format!("自评得分{}分。", quoted_total(context, total).unwrap_or(points)),
        ),
        (true, Some(grade)) => {
            (format!("自评总分{points}分，等级是“{grade}”，报告的文字里没有写等级"), format!("自评等级为“{grade}”。"))
        }
        (true, None) => return,
    };
    let finding = found.say(&cell.at, &[&total.at], format!("{what}，请写上。"));
    finding.mend_by_rewriting(
        &cell.at,
        &format!("在末尾写上“{sentence}”"),
        format!("{}\n{sentence}", cell.text.trim_end()),
    );
}

/// A grade's name stands close behind a word that speaks of grades, whatever joins the two: 等级良, 评定结果为：优.
fn is_graded(text: &str, grades: &[Grade]) -> bool {
    ["等级", "等次", "档次", "评级", "评定", "结果"].iter().filter(|word| text.contains(**word)).any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let behind: String = text.get(at..).unwrap_or_default().chars().skip(2).take(8).collect();
            let near = behind.split(['，', '。', '；']).next().unwrap_or_default();
            grades.iter().any(|grade| near.contains(grade.name.as_str()))
        })
    })
}

/// 【自评得分】, where the form lets sentences quote the total: then it stays right.
fn quoted_total(context: &Context, total: &Cell) -> Option<String> {
    let at = total.at.to_string();
    let figure = context.form.figures.iter().find(|figure| figure.at.as_deref() == Some(at.as_str()))?;
    Some(format!("【{}】", figure.name))
}
