//! The report's text beside the form: problems told where points were lost, the projects' own tables, years, the unit's name.

use super::Severity::{Doubt, Wrong};
use super::amounts::{MONEY_TALK, speaks_of_budget};
use super::{Found, Look, Rule};
use crate::form::{ColumnRole, Kind, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Money, Score};
use std::ops::Range;

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 4] = [
    Rule {
        id: "points-lost-without-problems",
        number: "T10",
        severity: Doubt,
        title: "有扣分，问题或改进措施却写“无”",
        basis: "未完成绩效目标的应分析原因，提出改进措施",
        run: points_lost_without_problems,
    },
    Rule {
        id: "project-without-indicators",
        number: "T15",
        severity: Doubt,
        title: "有项目支出，没有项目绩效自评表",
        basis: "有项目支出的，每个项目填一张项目支出绩效自评表",
        run: project_without_indicators,
    },
    Rule {
        id: "other-year-in-text",
        number: "T17",
        severity: Wrong,
        title: "文字里写着别的年度",
        basis: "报告各处的年度应一致",
        run: other_year_in_text,
    },
    Rule {
        id: "unit-name-differs",
        number: "T18",
        severity: Wrong,
        title: "单位名称与封面不一致",
        basis: "封面、正文和各表的单位名称应一致",
        run: unit_name_differs,
    },
];

/// T10. Points were lost, and the text says there are no problems, or nothing to be done.
fn points_lost_without_problems(look: &Look, found: &mut Found) {
    let lost: Vec<(&Cell, Score, Score)> = look.sheet.indicators(None).filter_map(lost_by).collect();
    let full: Score = lost.iter().map(|(_, weight, _)| *weight).sum();
    let given: Score = lost.iter().map(|(_, _, points)| *points).sum();
    if full <= given {
        return;
    }
    let also: Vec<_> = lost.iter().map(|(cell, ..)| &cell.at).collect();
    for role in [Role::Problems, Role::Measures] {
        let Some((cell, text)) = look.text(role).filter(|(_, text)| says_none(text)) else { continue };
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

/// T15. Money went into a project that has no indicators of its own.
fn project_without_indicators(look: &Look, found: &mut Found) {
    let forms_ask = look.form.sections.iter().any(|s| s.each_project && matches!(s.kind, Kind::Scores(_)));
    if !forms_ask {
        return;
    }
    let projects = look.sheet.projects();
    let spent = |project| {
        look.sheet.line_of(Some(project), Role::ProjectTotal).and_then(|line| over_zero(line.at(ColumnRole::Executed)?))
    };
    let filled =
        |project| look.sheet.indicators(Some(project)).any(|line| line.indicator.as_ref().is_some_and(|i| i.used));
    for project in (0..projects).filter(|&p| !filled(p)) {
        let Some((cell, money)) = spent(project) else { continue };
        let at = look.sheet.indicators(Some(project)).find_map(|line| line.at(ColumnRole::Name)).unwrap_or(cell);
        let says = format!(
            "项目{}{}支出{}，还没有填它自己的绩效指标，应填项目支出绩效自评表。",
            project + 1,
            named(look, project),
            look.said(money)
        );
        found.say(&at.at, &[&cell.at], says);
    }
    let outlay = look.at(Role::ProjectOutlay, ColumnRole::Amount).and_then(over_zero);
    let none_told = (0..projects).all(|project| spent(project).is_none() && !filled(project));
    if let Some((cell, money)) = outlay.filter(|_| none_told) {
        let says = format!(
            "项目支出是{}，却没有一个项目填了资金和绩效指标，应每个项目填一张项目支出绩效自评表。",
            look.said(money)
        );
        found.say(&cell.at, &[], says);
    }
}

/// T17. A year that is not the report's, where the text speaks of this year's budget or names an annex.
fn other_year_in_text(look: &Look, found: &mut Found) {
    let year = look.report.year;
    for (line, cell, _) in &look.prose {
        let stale: Vec<Stale> =
            years(&cell.text).filter_map(|named| stale(line.role, year, &cell.text, named)).collect();
        let Some(first) = stale.first() else { continue };
        let says =
            format!("这里写的是“{}年”，本报告是{year}年度。请改成{year}年，或说明为什么引用别的年度。", first.year);
        let sure = stale.iter().all(|stale| stale.sure);
        let finding = found.say(&cell.at, &[], says);
        if sure {
            let places: Vec<Range<usize>> = stale.into_iter().map(|stale| stale.range).collect();
            finding.mend_by_replacing(cell, &places, &year.to_string());
        } else {
            finding.severity = Doubt;
        }
    }
}

/// T18. The unit is called differently from the cover: at the beginning of its description, or as a project's unit.
fn unit_name_differs(look: &Look, found: &mut Found) {
    let Some(cover) = look.sheet.only(Role::UnitName).filter(|cell| cell.is_stated()) else { return };
    let unit = bare_name(&cover.text);
    if unit.chars().count() < 4 {
        return;
    }
    if let Some((cell, text)) = look.text(Role::Setup)
        && let Some(range) = other_name(text, unit)
    {
        let says =
            format!("这里的单位名称是“{}”，封面是“{unit}”，应完全一致。", text.get(range.clone()).unwrap_or_default());
        let finding = found.say(&cell.at, &[&cover.at], says);
        if cell.text == text {
            finding.mend_by_replacing(cell, &[range], unit);
        }
    }
    let cells = (0..look.sheet.projects())
        .flat_map(|p| [Role::Department, Role::Agency].map(|role| look.sheet.line_of(Some(p), role)));
    for cell in cells.flatten().filter_map(Line::only).filter(|cell| cell.is_stated()) {
        let name = bare_name(&cell.text);
        if name != unit && (name.ends_with(unit) || (unit.ends_with(name) && name.chars().count() >= 4)) {
            let says = format!("这里的单位名称是“{name}”，封面是“{unit}”，应完全一致。");
            found.say(&cell.at, &[&cover.at], says).mend_by_writing(&cell.at, cover.text.trim());
        }
    }
}

/// The points cell of an indicator that lost points, its weight and its points.
fn lost_by(line: &Line) -> Option<(&Cell, Score, Score)> {
    let used = line.indicator.as_ref().is_some_and(|indicator| indicator.used);
    let cell = line.at(ColumnRole::Score)?;
    let (weight, points) = (line.at(ColumnRole::Weight)?.points()?, cell.points()?);
    (used && points < weight).then_some((cell, weight, points))
}

pub(super) fn says_none(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['。', '.']);
    matches!(text, "无" | "暂无" | "没有" | "无问题" | "暂无问题" | "不存在问题" | "未发现问题" | "无存在问题")
}

fn over_zero(cell: &Cell) -> Option<(&Cell, Money)> {
    cell.money().filter(|money| *money > Money::ZERO).map(|money| (cell, money))
}

fn named(look: &Look, project: usize) -> String {
    let name =
        look.sheet.line_of(Some(project), Role::ProjectName).and_then(Line::only).filter(|cell| cell.is_stated());
    name.map_or_else(String::new, |cell| format!("“{}”", cell.text.trim()))
}

/// A year that does not belong.
struct Stale {
    year: i32,
    range: Range<usize>,
    /// There is no other reading than that it was left over.
    sure: bool,
}

/// The years a text names (2023年), and where their digits stand.
pub(super) fn years(text: &str) -> impl Iterator<Item = (i32, Range<usize>)> {
    text.match_indices('年').filter_map(|(end, _)| {
        let start = end.checked_sub(4)?;
        let digits = text.get(start..end).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let alone = !text.get(..start)?.ends_with(|c: char| c.is_ascii_digit());
        digits.parse().ok().filter(|year| alone && (2000..2100).contains(year)).map(|year| (year, start..end))
    })
}

fn stale(role: Option<Role>, year: i32, text: &str, (named, range): (i32, Range<usize>)) -> Option<Stale> {
    if named == year {
        return None;
    }
    let behind = text.get(range.end..)?.trim_start_matches('年');
    let (from, to) = sentence_around(text, &range);
    let sentence = text.get(from..to)?;
    let before = text.get(from..range.start)?;
    let spans = before.ends_with(['自', '从'])
        || ["起", "以来", "至", "开始", "-", "—"].iter().any(|word| behind.starts_with(word));
    let compares = ["比", "较", "同期", "上年", "结转", "去年"].iter().any(|word| sentence.contains(word));
    let both = sentence.contains(&format!("{year}年"));
    let as_of_year_end = behind.starts_with("12月31日") && before.contains('截');
    let talk = role.is_some_and(|role| MONEY_TALK.contains(&role)) && speaks_of_budget(sentence);
    let sure = match role? {
        Role::AnnexList => behind.starts_with('度'),
        _ if spans || compares || both || named > year => return None,
        _ if as_of_year_end => true,
        _ if talk => named < year - 1,
        _ => false,
    };
    let odd = sure || talk || (behind.starts_with('度') && named < year - 1);
    odd.then_some(Stale { year: named, range, sure })
}

fn sentence_around(text: &str, range: &Range<usize>) -> (usize, usize) {
    let ends = ['。', '；', '\n'];
    let from = text.get(..range.start).and_then(|before| before.rfind(ends)).unwrap_or(0);
    let to = text.get(range.end..).and_then(|behind| behind.find(ends)).map_or(text.len(), |to| range.end + to);
    (from, to)
}

/// A unit's name without what is only added to it: （盖章）.
fn bare_name(name: &str) -> &str {
    let name = name.trim();
    let end = name.rfind(['（', '(']).filter(|&at| at > 0 && name.ends_with(['）', ')']));
    end.and_then(|at| name.get(..at)).unwrap_or(name).trim()
}

/// The name a text begins with, when it is another name of a unit of the same kind (its last three characters).
fn other_name(text: &str, unit: &str) -> Option<Range<usize>> {
    let kind = unit.char_indices().rev().nth(2).and_then(|(at, _)| unit.get(at..))?;
    let start = text.len() - text.trim_start_matches([' ', '　', '\n']).len();
    let opening = text.get(start..)?.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).next()?;
    let name = opening.get(..opening.find(kind)? + kind.len())?;
    let other = !unit.ends_with(name) && name.chars().count() <= 30 && !opening.starts_with(unit);
    other.then(|| start..start + name.len())
}
