//! Problems: told where points were lost, and where some were not solved.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::reading::sentences::sentence_at;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Quantity, Score, WordSet, family};
use std::sync::LazyLock;

pub static POINTS_LOST_WITHOUT_PROBLEMS: Rule = Rule {
    id: "points-lost-without-problems",
    number: "T10",
    severity: Doubt,
    title: "有扣分，问题或改进措施却写“无”",
    basis: "未完成绩效目标的应分析原因，提出改进措施",
    authority: Authority::ProjectEvaluation,
    run: points_lost_without_problems,
};

/// T10. Points were lost, and the text says there are no problems, or nothing to be done.
fn points_lost_without_problems(context: &Context, found: &mut Found) {
    let lost: Vec<(&Cell, Score, Score)> = context.sheet.indicators(None).filter_map(lost_by).collect();
    let full: Score = lost.iter().map(|(_, weight, _)| *weight).sum();
    let given: Score = lost.iter().map(|(_, _, points)| *points).sum();
    if full <= given {
        return;
    }
    let also: Vec<_> = lost.iter().map(|(cell, ..)| &cell.at).collect();
    for role in [Role::Problems, Role::Measures] {
        let Some(ReadText { cell, text, .. }) = context.text(role).filter(|text| says_none(text.text)) else {
            continue;
        };
        let says = format!(
            "有{}项指标没有得满分（分值{}分，得{}分，共扣{}分），这里却写“{}”，请写明扣分反映的问题、原因和改进措施。",
            lost.len(),
            full.plain(),
            given.plain(),
            (full - given).plain(),
            text.trim().trim_end_matches('。')
        );
        found.say(&cell.at, &also, says);
    }
}

/// The points cell of an indicator that lost points, its weight and its points.
fn lost_by(line: &Line) -> Option<(&Cell, Score, Score)> {
    let used = line.indicator.as_ref().is_some_and(|indicator| indicator.used);
    let cell = line.at(ColumnRole::Score)?;
    let (weight, points) = (line.at(ColumnRole::Weight)?.points()?, cell.points()?);
    (used && points < weight).then_some((cell, weight, points))
}

pub fn says_none(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['。', '.']);
    matches!(text, "无" | "暂无" | "没有" | "无问题" | "暂无问题" | "不存在问题" | "未发现问题" | "无存在问题")
}

/// Words of matters that were brought forward.
static MATTERS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(&["问题", "诉求", "意见", "建议", "事项", "困难", "难题", "投诉", "信访", "线索"]));
/// Words of taking them in.
static TAKEN: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "收集", "收到", "征集", "梳理", "受理", "排查", "反映", "接到", "查摆", "发现", "摸排", "汇总", "提出", "接收",
    ])
});
/// Words of having dealt with them.
static SOLVED: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(&["解决", "办结", "整改", "化解", "办理", "回复", "销号"]));

pub static PROBLEMS_UNSOLVED_AND_NONE_TOLD: Rule = Rule {
    id: "problems-unsolved-and-none-told",
    number: "T11",
    severity: Note,
    title: "文字里有没解决的问题，“存在的问题”却写“无”",
    basis: "报告前后应一致，没有解决的问题应写明",
    authority: Authority::Practice,
    run: problems_unsolved,
};

/// T11. So many matters were taken in and fewer solved, and the report knows of no problems.
///
/// Silent unless both numbers stand in one sentence, in the same unit, first taken in and then solved.
fn problems_unsolved(context: &Context, found: &mut Found) {
    let Some(problems) = context.text(Role::Problems).filter(|text| says_none(text.text)) else { return };
    for ReadText { cell, text, quantities, .. } in
        context.texts.iter().filter(|text| text.line.role != Some(Role::Problems))
    {
        let mut open: Option<&Quantity> = None;
        for quantity in quantities.iter().filter(|m| !m.rough && !m.bound && m.money().is_none()) {
            let Some(taken) = open.take_if(|_| SOLVED.is_in(quantity.before)) else {
                let is_taken =
                    TAKEN.is_in(quantity.before) && MATTERS.is_in(quantity.before) && !SOLVED.is_in(quantity.before);
                open = is_taken.then_some(quantity).or(open);
                continue;
            };
            let (start, _) = sentence_at(text, &quantity.range);
            let one_sentence = taken.range.start >= start && !quantity.before.contains('未');
            if one_sentence && family(taken.unit) == family(quantity.unit) && quantity.number < taken.number {
                let says = format!(
                    "{}里写着“{}”“{}”，还有没解决的，这里却写“无”，请写明没有解决的问题和下一步打算，或说明原因。",
                    context.place(cell),
                    taken.clause(text),
                    quantity.clause(text)
                );
                found.say(&problems.cell.at, &[&cell.at], says);
                return;
            }
        }
    }
}
