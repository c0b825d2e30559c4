//! What the report tells, and what it leaves out: problems unsolved, years in a row, the total and the grade, the budget
//! under the heading of another.

use super::Severity::{Doubt, Note};
use super::mention::{Mention, family, mentions};
use super::sentences::{has_any, names_other_year, sentence_at};
use super::text::{says_none, years};
use super::{Found, Look, Rule, claim};
use crate::form::{ColumnRole, Grade, Role};
use crate::sheet::Cell;
use std::ops::Range;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 4] = [
    Rule {
        id: "problems-unsolved-and-none-told",
        number: "T11",
        severity: Note,
        title: "文字里有没解决的问题，“存在的问题”却写“无”",
        basis: "报告前后应一致，没有解决的问题应写明",
        run: problems_unsolved,
    },
    Rule {
        id: "years-in-a-row-differ",
        number: "T12",
        severity: Note,
        title: "“连续几年”与起始年份算不到一起",
        basis: "从起始年份数到评价年度，首尾都算",
        run: years_in_a_row,
    },
    Rule {
        id: "total-not-told",
        number: "T14",
        severity: Doubt,
        title: "报告没有写自评得分和等级",
        basis: "自评报告应写明自评得分和等级",
        run: total_not_told,
    },
    Rule {
        id: "whole-budget-under-basic",
        number: "T16",
        severity: Note,
        title: "年初预算总额写在基本支出下面",
        basis: "基本支出情况写基本支出，年初预算总额含项目支出",
        run: whole_budget_under_basic,
    },
];

/// Words of matters that were brought forward.
const MATTERS: [&str; 10] = ["问题", "诉求", "意见", "建议", "事项", "困难", "难题", "投诉", "信访", "线索"];
/// Words of taking them in.
const TAKEN: [&str; 14] =
    ["收集", "收到", "征集", "梳理", "受理", "排查", "反映", "接到", "查摆", "发现", "摸排", "汇总", "提出", "接收"];
/// Words of having dealt with them.
const SOLVED: [&str; 7] = ["解决", "办结", "整改", "化解", "办理", "回复", "销号"];

/// T11. So many matters were taken in and fewer solved, and the report knows of no problems.
///
/// Silent unless both numbers stand in one sentence, in the same unit, first taken in and then solved.
fn problems_unsolved(look: &Look, found: &mut Found) {
    let Some((problems, _)) = look.text(Role::Problems).filter(|(_, text)| says_none(text)) else { return };
    for (_, cell, text) in look.prose.iter().filter(|(line, ..)| line.role != Some(Role::Problems)) {
        let mut open: Option<Mention> = None;
        for mention in mentions(text).filter(|m| !m.rough && !m.bound && m.money().is_none()) {
            let Some(taken) = open.take_if(|_| has_any(mention.before, &SOLVED)) else {
                let is_taken = has_any(mention.before, &TAKEN)
                    && has_any(mention.before, &MATTERS)
                    && !has_any(mention.before, &SOLVED);
                open = is_taken.then_some(mention).or(open);
                continue;
            };
            let (start, _) = sentence_at(text, &mention.range);
            let one_sentence = taken.range.start >= start && !mention.before.contains('未');
            if one_sentence && family(taken.unit) == family(mention.unit) && mention.number < taken.number {
                let says = format!(
                    "{}里写着“{}”“{}”，还有没解决的，这里却写“无”，请写明没有解决的问题和下一步打算，或说明原因。",
                    look.words(cell),
                    taken.quoted(text),
                    mention.quoted(text)
                );
                found.say(&problems.at, &[&cell.at], says);
                return;
            }
        }
    }
}

/// T12. 自2012年起连续11年: by the report's year it is the 12th.
///
/// Silent where fewer years are said than would lead to last year (the matter may have ended), where another year stands
/// in the sentence, and where the years are said roughly.
fn years_in_a_row(look: &Look, found: &mut Found) {
    let year = look.report.year;
    for (_, cell, _) in &look.prose {
        let text = cell.text.as_str();
        for (at, word) in text.match_indices("连续") {
            let Some((place, said)) = number_of_years(text, at + word.len()) else { continue };
            let (start, sentence) = sentence_at(text, &place);
            let Some((first, of)) = beginning(sentence, year) else { continue };
            let Some(right) = year.checked_sub(first).and_then(|n| n.checked_add(1)).filter(|n| *n > 1) else {
                continue;
            };
            if said == right || said < right - 1 {
                continue;
            }
            let says = format!(
                "这里写的是自{first}年起连续{said}年，从{first}年数到{year}年是{right}年，请核对年数或起始年份。"
            );
            let finding = found.say(&cell.at, &[], says);
            finding.mend_by_replacing(cell, &[place], &right.to_string());
            let earlier = start + of.start..start + of.end;
            finding.mend_by_replacing(cell, &[earlier], &(year - said + 1).to_string());
            break;
        }
    }
}

/// The number right behind 连续, where 年 follows it.
fn number_of_years(text: &str, from: usize) -> Option<(Range<usize>, i32)> {
    let rest = text.get(from..)?;
    let length = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let behind = rest.get(length..)?.strip_prefix('年')?;
    let said = rest.get(..length)?.parse().ok().filter(|n| (2..100).contains(n))?;
    (!behind.starts_with(['度', '以', '多', '来'])).then_some((from..from + length, said))
}

/// The one year a sentence counts from (自2012年起), where it names no other but the report's own.
fn beginning(sentence: &str, year: i32) -> Option<(i32, Range<usize>)> {
    let mut named = years(sentence).filter(|(named, _)| *named != year);
    let (first, of) = named.next().filter(|_| named.next().is_none())?;
    let before = sentence.get(..of.start)?.ends_with(['自', '从']);
    let behind = sentence.get(of.end..)?.trim_start_matches('年');
    let since = ["起", "以来", "开始", "至今"].iter().any(|word| behind.starts_with(word));
    (before && since).then_some((first, of))
}

/// T14. The total stands in the table, and no text of the report says it, or says no grade.
///
/// Silent until every indicator has its points and the text on the budget as a whole is written.
fn total_not_told(look: &Look, found: &mut Found) {
    let Some(grid) = look.grids().find(|grid| grid.part.project.is_none()) else { return };
    let Some(total) = grid.total(ColumnRole::Score).filter(|_| grid.is_scored() && !grid.is_unfinished()) else {
        return;
    };
    let Some((cell, text)) = look.text(Role::OverallText).filter(|(_, text)| !text.trim().is_empty()) else { return };
    if says_none(text) {
        return;
    }
    let (year, scoring) = (look.report.year, &look.form.scoring);
    let points = grid.points.points.plain();
    let said = format!("{points}分");
    let told = look
        .prose
        .iter()
        .any(|(.., text)| text.contains(&said) || claim::totals(text, year, scoring.full).next().is_some());
    let graded = look
        .prose
        .iter()
        .any(|(.., text)| claim::grades(text, &scoring.grades).next().is_some() || is_graded(text, &scoring.grades));
    let grade = grid.points.grade.as_deref().filter(|_| !graded);
    let (what, sentence) = match (told, grade) {
        (false, Some(grade)) => (
            format!("自评总分是{points}分、等级是“{grade}”，报告的文字里都没有写"),
            format!("自评得分{}分，等级为“{grade}”。", quoted_total(look, total).unwrap_or(points)),
        ),
        (false, None) => (
            format!("自评总分是{points}分，报告的文字里没有写"),
            format!("自评得分{}分。", quoted_total(look, total).unwrap_or(points)),
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
    ["等级", "等次", "档次", "评级", "评定", "结果"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let behind: String = text.get(at..).unwrap_or_default().chars().skip(2).take(8).collect();
            let near = behind.split(['，', '。', '；']).next().unwrap_or_default();
            grades.iter().any(|grade| near.contains(grade.name.as_str()))
        })
    })
}

/// 【自评得分】, where the form lets sentences quote the total: then it stays right.
fn quoted_total(look: &Look, total: &Cell) -> Option<String> {
    let figure = look.form.figures.iter().find(|figure| figure.at.as_deref() == Some(total.at.to_string().as_str()))?;
    Some(format!("【{}】", figure.name))
}

/// T16. Under the heading of basic outlay stands the budget of the whole unit, projects included.
///
/// Silent where the words say so (总额, 部门预算, 项目), and where there is no budget for projects to tell them apart.
fn whole_budget_under_basic(look: &Look, found: &mut Found) {
    let Some((cell, text)) = look.text(Role::BasicText) else { return };
    let (Some((of, initial)), Some(basic)) =
        (look.money(Role::Budget, ColumnRole::Initial), look.sheet.facts.initial_basic)
    else {
        return;
    };
    if !look.differ(initial, basic, 2) {
        return;
    }
    let projects = initial - basic;
    for mention in mentions(text).filter(|m| !m.rough && m.money() == Some(initial)) {
        let (_, sentence) = sentence_at(text, &mention.range);
        let plain = sentence.contains("预算")
            && !has_any(sentence, &["总", "部门预算", "单位预算", "项目", "合计", "收入", "其中", "全年预算", "拨款"]);
        if !plain || names_other_year(sentence, look.sheet.year) {
            continue;
        }
        let (whole, part, rest) = (look.said(initial), look.said(basic), look.said(projects));
        let says = format!(
            "这里写的是基本支出，{whole}却是{}的总额，含项目支出{rest}；基本支出的年初预算是{part}，请改写或写明。",
            look.words(of)
        );
        let finding = found.say(&cell.at, &[&of.at], says);
        if cell.text == text {
            finding.mend_by_replacing(cell, std::slice::from_ref(&mention.range), &part);
            let told = format!("{}（含项目支出{rest}）", mention.said(text));
            finding.mend_by_replacing(cell, std::slice::from_ref(&mention.range), &told);
        }
        return;
    }
}
