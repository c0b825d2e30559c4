//! 会议费、培训费 beside the meetings and trainings that are reported.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Note;
use crate::check::reading::scope::GoalText;
use crate::check::reading::sentences::has_any;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::value::{Money, WordSet, family};
use std::sync::LazyLock;

/// Going to what others hold costs the unit nothing.
static ELSEWHERE: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&["参加", "参与", "出席", "推荐", "列席", "选派"]));

pub static ACTIVITIES_WITHOUT_COST: Rule = Rule {
    id: "activities-without-cost",
    number: "D22",
    severity: Note,
    title: "会议费、培训费是0，却报告办了会议、培训",
    basis: "办会议、培训一般有费用，没有的可能列在别处",
    authority: Authority::Practice,
    run: activities_without_cost,
};

/// D22. Nothing was spent on meetings and trainings, and the results of the goals count some.
///
/// Silent while the amount is blank, and about what others held; the report's prose is left alone, since it tells of
/// every small meeting.
fn activities_without_cost(context: &Context, found: &mut Found) {
    let Some((cell, _)) = context.money(Role::Meetings, ColumnRole::Final).filter(|(_, money)| *money == Money::ZERO)
    else {
        return;
    };
    let (Some(achieved), Some(scope)) = (context.sheet.only(Role::AchievedGoals), context.scope(None)) else { return };
    let Some(GoalText { quantities, .. }) = scope.achieved.iter().find(|text| text.cell.at == achieved.at) else {
        return;
    };
    let held = quantities.iter().filter(|quantity| {
        has_any(quantity.before, &["会议", "培训"])
            && !ELSEWHERE.is_in(quantity.before)
            && matches!(family(quantity.unit), "次" | "期" | "批次")
            && !quantity.number.is_zero()
    });
    let held: Vec<String> = held.map(|quantity| format!("“{}”", quantity.clause(&achieved.text))).collect();
    if !held.is_empty() {
        let says = format!(
            "{}是{}，{}却写着{}，请核对这些费用列在哪里。",
            context.place(cell),
            context.in_unit(Money::ZERO),
            context.place(achieved),
            held.join("、")
        );
        found.say(&cell.at, &[&achieved.at], says);
    }
}
