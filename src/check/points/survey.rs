//! 满意度, and whether the report says how it was found out.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Note;
use crate::check::indicator::ScoredGrid;
use crate::check::reading::matter::{Matter, Matters};
use crate::check::rule::{Found, Rule};
use crate::form::ColumnRole;

pub static SATISFACTION_WITHOUT_SURVEY: Rule = Rule {
    id: "satisfaction-without-survey",
    number: "S20",
    severity: Note,
    title: "有满意度结果，报告没有写是怎么调查的",
    basis: "满意度应来自问卷调查、回访等，并留存材料",
    authority: Authority::Practice,
    run: satisfaction_without_survey,
};

/// S20. A satisfaction is reported and nothing says how it was found out; said once, for the report's own indicators.
///
/// Silent while no result is written, where the form asks for no text, and once any text, reason or result tells of a survey. 走访 and the like count only
/// beside 满意, since calling on people is what many units do all year.
fn satisfaction_without_survey(context: &Context, found: &mut Found) {
    let grids = context.grids.iter().filter(|grid| grid.part.project.is_none());
    let mut satisfaction = grids.flat_map(ScoredGrid::used).filter(|row| row.group.is_satisfaction(row.kind));
    let result = satisfaction.find_map(|row| Some((row, row.target(ColumnRole::Actual)?.0)));
    let Some((row, cell)) = result.filter(|_| !context.texts.is_empty()) else { return };
    let told = |matters: Matters| {
        matters.has(Matter::Survey) || (matters.has(Matter::Satisfied) && matters.has(Matter::SurveyWay))
    };
    let beside = [ColumnRole::Name, ColumnRole::Actual, ColumnRole::Reason];
    let beside = beside.into_iter().filter_map(|column| row.cell(column));
    if context.tells(|sentence| told(sentence.matters)) || beside.map(|cell| Matters::of(&cell.text)).any(told) {
        return;
    }
    let says = format!(
        "“{}”的完成值是{}，报告里没有写是怎么得来的，请写明调查的方式和份数，并留存材料。",
        row.name(),
        cell.text.trim()
    );
    found.say(&cell.at, &[], says);
}
