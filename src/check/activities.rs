//! 会议费、培训费 beside the meetings and trainings that are reported.

use super::Severity::Note;
use super::mention::{family, mentions};
use super::sentences::has_any;
use super::{Found, Look, Rule};
use crate::form::{ColumnRole, Role};
use crate::value::Money;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 1] = [Rule {
    id: "activities-without-cost",
    number: "D22",
    severity: Note,
    title: "会议费、培训费是0，却报告办了会议、培训",
    basis: "办会议、培训一般有费用，没有的可能列在别处",
    run: activities_without_cost,
}];

/// Going to what others hold costs the unit nothing.
const ELSEWHERE: [&str; 6] = ["参加", "参与", "出席", "推荐", "列席", "选派"];

/// D22. Nothing was spent on meetings and trainings, and the results of the goals count some.
///
/// Silent while the amount is blank, and about what others held; the report's prose is left alone, since it tells of
/// every small meeting.
fn activities_without_cost(look: &Look, found: &mut Found) {
    let Some((cell, _)) = look.money(Role::Meetings, ColumnRole::Final).filter(|(_, money)| *money == Money::ZERO)
    else {
        return;
    };
    let Some(achieved) = look.sheet.only(Role::AchievedGoals) else { return };
    let held = mentions(&achieved.text).filter(|mention| {
        has_any(mention.before, &["会议", "培训"])
            && !has_any(mention.before, &ELSEWHERE)
            && matches!(family(mention.unit), "次" | "期" | "批次")
            && !mention.number.is_zero()
    });
    let held: Vec<String> = held.map(|mention| format!("“{}”", mention.quoted(&achieved.text))).collect();
    if !held.is_empty() {
        let says = format!(
            "{}是{}，{}却写着{}，请核对这些费用列在哪里。",
            look.words(cell),
            look.said(Money::ZERO),
            look.words(achieved),
            held.join("、")
        );
        found.say(&cell.at, &[&achieved.at], says);
    }
}
