//! What targets and results say in words: results that say nothing, activities for effects, targets nobody can check.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::indicator::IndicatorRow;
use crate::check::indicators::units::unit_of_name;
use crate::check::reading::sentences::has_any;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::Cell;
use crate::value::{Aim, WordSet, family, is_digit, quantities};
use std::sync::LazyLock;

/// Results that only say that it was done.
const DONE: [&str; 9] =
    ["完成", "已完成", "全部完成", "已全部完成", "均已完成", "完成100%", "100%完成", "已完成100%", "完成率100%"];

pub static RESULT_SAYS_NOTHING: Rule = Rule {
    id: "result-says-nothing",
    number: "Q07",
    severity: Note,
    title: "完成值只写“已完成”",
    basis: "实际完成值应对照年度指标值写明结果",
    authority: Authority::Practice,
    run: result_says_nothing,
};

/// Q07. The target is a day, or words that say more than 完成, and the result only says 已完成.
///
/// Silent where the target itself only asks that something be finished. Words for a number are another rule's.
fn result_says_nothing(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let (Some((target_cell, target)), Some(cell)) = (row.target(ColumnRole::Target), row.cell(ColumnRole::Actual))
        else {
            continue;
        };
        let result: String = cell.text.chars().filter(|c| !c.is_whitespace() && *c != '。').collect();
        let what = match &target.aim {
            Aim::By(_) => "看不出是哪一天完成的，请写完成的日期",
            Aim::Quality(words) if !words.contains("完成") => "看不出达到了什么程度，请对照指标值写明结果",
            Aim::Quality(_) | Aim::Amount { .. } => continue,
        };
        if DONE.contains(&result.as_str()) {
            let aimed = target_cell.text.trim();
            let says = format!("“{}”的指标值是“{aimed}”，完成值只写“{result}”，{what}。", row.name());
            found.say(&cell.at, &[&target_cell.at], says);
        }
    }
}

/// Words of organising something.
static ACTING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["举办", "开展", "组织", "召开", "举行", "活动", "培训", "会议", "走访", "宣讲", "讲座", "检查"])
});
/// Words of an effect: with one of these a count may well measure it.
#[rustfmt::skip]
static EFFECTS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[
    "增长", "增加", "增收", "提升", "提高", "改善", "增强", "下降", "减少", "降低", "满意", "带动", "受益", "覆盖", "就业",
    "收入", "产值", "税收", "解决", "办结", "化解", "服务人", "惠及", "参与", "知晓", "成效", "效果", "获得", "获评", "达成",
    "报道", "节约", "保障",
]));

/// An effect is named, or a share of something.
fn tells_effect(text: &str) -> bool {
    text.contains('%') || EFFECTS.is_in(text)
}

pub static BENEFIT_COUNTS_ACTIVITIES: Rule = Rule {
    id: "benefit-counts-activities",
    number: "Q08",
    severity: Doubt,
    title: "效益指标写的是活动次数、人数",
    basis: "效益指标反映产生的效果，活动次数属于产出",
    authority: Authority::Practice,
    run: benefit_counts_activities,
};

/// Q08. A benefit is told as a number of activities held.
///
/// Silent as soon as an effect is named beside the number, and for counts of anything but times (人, 家, 万元).
fn benefit_counts_activities(context: &Context, found: &mut Found) {
    for row in context.indicators().filter(|row| row.group.role == Some(Role::Benefit)) {
        let (Some(cell), Some((_, actual))) = (row.cell(ColumnRole::Actual), row.target(ColumnRole::Actual)) else {
            continue;
        };
        let text = cell.text.as_str();
        let counted = match &actual.aim {
            Aim::Quality(_) => {
                let held = |m: &crate::value::Quantity| {
                    family(m.unit) == "次" && (ACTING.is_in(m.before) || ACTING.is_in(m.after))
                };
                quantities(text).any(|m| held(&m)) && !tells_effect(text)
            }
            Aim::Amount { unit, .. } => counts_times(&row, unit),
            Aim::By(_) => false,
        };
        if counted {
            let also: Vec<_> = row.cell(ColumnRole::Name).into_iter().map(|cell| &cell.at).collect();
            let says = format!(
                "{}“{}”的完成值“{}”是活动的次数或人数，属于产出，请写活动产生的效果，次数和人数可列作数量指标。",
                row.kind.label,
                row.name(),
                text.trim()
            );
            found.say(&cell.at, &also, says);
        }
    }
}

/// The indicator is named after holding something and counts how often, or how many were taught and called on.
fn counts_times(row: &IndicatorRow, unit: &str) -> bool {
    let unit = if unit.is_empty() { unit_of_name(row.name()) } else { unit };
    let held: &[&str] = match family(unit) {
        "次" | "期" => &["举办", "召开", "组织", "开展", "举行", "培训", "走访", "宣讲", "检查", "巡查"],
        "人" | "人次" => &["培训", "走访", "宣讲"],
        _ => return false,
    };
    has_any(row.name(), held) && !tells_effect(row.name())
}

/// Words that say how far, how well, how long or in which direction.
#[rustfmt::skip]
static DEGREES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&[
    "明显", "显著", "有效", "良好", "好", "优", "高", "强", "提升", "增", "改善", "健全", "完善", "建立", "及时", "按时",
    "按期", "准时", "持续", "长期", "稳", "保障", "确保", "保证", "保持", "降", "减", "达标", "合格", "完成", "满意", "充分",
    "充足", "全面", "全部", "全覆盖", "严格", "规范", "逐步", "不断", "进一步", "促进", "推动", "推进", "加快", "加大", "扩大",
    "符合", "遵守", "无", "不", "零", "未", "是", "否", "安全", "正常", "到位", "畅", "落实", "当年", "年内", "年底", "时间", "计划",
    "标准", "要求", "规定", "均衡", "协调", "和谐", "有序", "可持续", "深入", "普及", "消除", "节约", "低", "大", "较", "基本",
    "中", "快", "准确",
]));

pub static TARGET_NOT_VERIFIABLE: Rule = Rule {
    id: "target-not-verifiable",
    number: "Q09",
    severity: Doubt,
    title: "定性指标值没有写达到什么程度",
    basis: "绩效指标应细化量化，定性的也要能够核对",
    authority: Authority::Practice,
    run: target_not_verifiable,
};

/// Q09. Words that state neither a number, nor a degree, nor a direction: nobody can tell whether they came true.
///
/// Silent for short words (效果明显, 及时, 已完成) and wherever one word of degree, time, standard or direction stands.
fn target_not_verifiable(context: &Context, found: &mut Found) {
    for row in context.indicators() {
        let Some((cell, target)) = row.target(ColumnRole::Target) else { continue };
        let Aim::Quality(words) = &target.aim else { continue };
        let long = words.chars().filter(|c| c.is_alphanumeric()).count() >= 8;
        let number = words.chars().any(|c| is_digit(c) || c == '*' || c == '×');
        let banded = context.form.scoring.qualitative.iter().any(|band| words.contains(band.name.as_str()));
        if long && !number && !banded && !DEGREES.is_in(words) && is_words(cell) {
            let says = format!(
                "“{}”的指标值“{}”没有数，也没有写达到什么程度，请写成年底能够核对的，如“新增3家”“服务机制基本建立”。",
                row.name(),
                cell.text.trim()
            );
            found.say(&cell.at, &[], says);
        }
    }
}

/// Han characters, mostly: a code or a link is no wording.
fn is_words(cell: &Cell) -> bool {
    cell.text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 8
}

/// Qualities that say of nothing how it should be.
#[rustfmt::skip]
const EMPTY: [&str; 28] = [
    "好", "好坏", "优", "良", "良好", "较好", "高", "较高", "强", "大", "明显", "显著", "有效", "达成预期指标", "达成预期目标", "达到预期", "达到预期目标",
    "完成", "完成目标", "正常", "定性", "高中低", "好中差", "优良中差", "较明显", "效果明显", "效果显著", "效果较好",
];

pub static QUALITY_EMPTY: Rule = Rule {
    id: "quality-empty",
    number: "Q23",
    severity: Note,
    title: "定性指标值只有“好”“明显”一类的词",
    basis: "绩效指标应细化量化，定性的也要能够核对",
    authority: Authority::Practice,
    run: quality_empty,
};

/// Q23. Targets of one empty word. Said once for a grid.
fn quality_empty(context: &Context, found: &mut Found) {
    for grid in &context.grids {
        let empty = grid.used().filter_map(|row| {
            let (cell, target) = row.target(ColumnRole::Target)?;
            let Aim::Quality(words) = &target.aim else { return None };
            EMPTY.contains(&words.trim_end_matches('。')).then_some((row, cell))
        });
        let empty: Vec<(IndicatorRow, &Cell)> = empty.collect();
        let Some(((_, first), others)) = empty.split_first() else { continue };
        let told: Vec<String> =
            empty.iter().map(|(row, cell)| format!("“{}”的“{}”", row.name(), cell.text.trim())).collect();
        let also: Vec<_> = others.iter().map(|(_, cell)| &cell.at).collect();
        let says = format!("指标值{}看不出要达到什么程度，请写成年底能够核对的。", told.join("、"));
        found.say(&first.at, &also, says);
    }
}
