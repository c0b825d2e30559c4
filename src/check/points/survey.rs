//! 满意度, and whether the report says how it was found out.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Note;
use crate::check::reading::sentences::has_any;
use crate::check::rule::{Found, Rule};
use crate::form::ColumnRole;

/// Words that by themselves tell of a survey.
const SURVEYS: [&str; 9] =
    ["问卷", "满意度调查", "满意度测评", "满意度评价", "民意调查", "民主测评", "回访", "抽样", "随机访问"];
/// Words that tell of one in a sentence about 满意.
const WAYS: [&str; 11] = ["调查", "走访", "测评", "评议", "访谈", "座谈", "电话", "样本", "征求", "反馈", "收回"];

pub static SATISFACTION_WITHOUT_SURVEY: Rule = Rule {
    id: "satisfaction-without-survey",
    number: "S20",
    severity: Note,
    title: "有满意度结果，报告没有写是怎么调查的",
    basis: "满意度应来自问卷调查、回访等，并留存材料",
    source: Authority::Practice,
    run: satisfaction_without_survey,
};

/// S20. A satisfaction is reported and nothing says how it was found out; said once, for the report's own indicators.
///
/// Silent while no result is written, where the form asks for no text, and once any text, reason or result tells of a survey. 走访 and the like count only
/// beside 满意, since calling on people is what many units do all year.
fn satisfaction_without_survey(context: &Context, found: &mut Found) {
    let grids = context.grids().filter(|grid| grid.part.project.is_none());
    let mut satisfaction = grids.flat_map(|grid| grid.used()).filter(|row| row.group.is_satisfaction(row.kind));
    let result = satisfaction.find_map(|row| Some((row, row.target(ColumnRole::Actual)?.0)));
    let Some((row, cell)) = result.filter(|_| !context.prose.is_empty()) else { return };
    let told = |text: &str| has_any(text, &SURVEYS) || (text.contains("满意") && has_any(text, &WAYS));
    let beside = [ColumnRole::Name, ColumnRole::Actual, ColumnRole::Reason];
    if context.tells(told) || beside.into_iter().filter_map(|column| row.cell(column)).any(|cell| told(&cell.text)) {
        return;
    }
    let says = format!(
        "“{}”的完成值是{}，报告里没有写是怎么得来的，请写明调查的方式和份数，并留存材料。",
        row.name(),
        cell.text.trim()
    );
    found.say(&cell.at, &[], says);
}
