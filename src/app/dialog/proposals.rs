//! What the program proposes, looked at together before it is taken: points by the form's rules, and mends.

use crate::app::action::Action;
use crate::app::dialog::Modal;
use crate::app::dialog::checklist::{Checklist, TextChange, Tick};
use crate::app::dialog::message::Message;
use crate::check::{Finding, rules};
use crate::desk::{Desk, Taken};
use crate::form::{CellId, ColumnRole};
use crate::report::Edit;
use crate::sheet::{Line, Part};
use crate::value::Text;

/// What mends of points are listed under.
const POINTS: &str = "改动得分的";
/// What the two lists are called, as the commands that open them.
const POINTS_TITLE: &str = "采用建议得分";
const MENDS_TITLE: &str = "采用修改建议";

/// 采用建议得分: every indicator whose points are not those proposed.
pub(crate) fn points(desk: &Desk) -> Box<dyn Modal> {
    let (form, sheet) = (desk.form(), desk.sheet());
    let lines = sheet.parts.iter().flat_map(|part| &part.lines);
    let list: Vec<Tick<Edit>> = lines.filter_map(|line| proposal(desk, line)).collect();
    let proposed = |line: &Line| line.indicator.as_ref().is_some_and(|indicator| indicator.proposal.is_some());
    let scored = sheet.parts.iter().filter(|part| part.lines.iter().any(proposed));
    let notes: Vec<(String, bool)> = scored.flat_map(|part| outcomes(desk, part)).collect();
    if list.is_empty() {
        let notes: Vec<String> = notes.into_iter().map(|(words, _)| words).collect();
        let words = "各项得分与建议得分一致，或者还没有能算出建议得分的指标。";
        return Box::new(Message::titled(POINTS_TITLE, format!("{words}\n{}", notes.join("\n"))));
    }
    let intro = format!(
        "下面各项填的得分与{}的评分办法算出的不同。得分由填报人决定，勾选的改成建议得分，可以一步撤销。",
        form.place
    );
    let take = |edits| Action::Edit(Edit::All(edits));
    Box::new(Checklist { title: POINTS_TITLE, intro, list, notes, take })
}

fn proposal(desk: &Desk, line: &Line) -> Option<Tick<Edit>> {
    let indicator = line.indicator.as_ref()?;
    let proposal = indicator.proposal.as_ref()?;
    let cell = line.at(ColumnRole::Score)?;
    if cell.points() == Some(proposal.points) {
        return None;
    }
    let written =
        if cell.text.trim().is_empty() { "没有填".to_string() } else { format!("填了{}分", cell.text.trim()) };
    let others = indicator.others.iter().map(|other| format!("；{}：{}", other.rule.words(), line.reckoning(other)));
    let place = desk.sheet().words(desk.form(), &cell.at);
    let place = place.rsplit_once('·').map_or(place.as_str(), |(row, _)| row);
    Some(Tick {
        on: true,
        group: "",
        texts: Vec::new(),
        words: format!("{place} {}：{written}，建议{}分", line.label, proposal.points.plain()),
        detail: format!("{}：{}{}", proposal.rule.words(), line.reckoning(proposal), others.collect::<String>()),
        change: Edit::Write { at: cell.at.clone(), text: proposal.points.plain().into() },
    })
}

/// The total under the form's rules, and under others where the grade would be another.
fn outcomes(desk: &Desk, part: &Part) -> Vec<(String, bool)> {
    let outcomes = desk.sheet().outcomes(desk.form(), part);
    let Some((own, others)) = outcomes.split_first() else { return Vec::new() };
    let grade = |grade: &Option<Text>| grade.clone().unwrap_or_else(|| "没有等级".into());
    let project = part.project.map_or_else(String::new, |project| format!("项目{}：", project + 1));
    let first = format!("{project}全部采用后总分{}分，等级“{}”。", own.points.plain(), grade(&own.grade));
    let moved = others.iter().filter(|other| other.grade != own.grade).map(|other| {
        let words = format!(
            "换一种办法（{}），总分为{}分，等级变为“{}”。",
            other.words,
            other.points.plain(),
            grade(&other.grade)
        );
        (words, true)
    });
    std::iter::once((first, false)).chain(moved).collect()
}

/// 采用修改建议: what can be mended in one way only; of one rule or of all.
pub(crate) fn mends(desk: &Desk, rule: Option<&str>) -> Box<dyn Modal> {
    let findings = waiting(desk).filter(|finding| rule.is_none_or(|rule| finding.rule == rule));
    let mut list: Vec<Tick<Taken>> = findings.filter_map(|finding| certain(desk, finding)).collect();
    // Rule by rule, points apart.
    let place = |tick: &Tick<Taken>| rules().position(|rule| rule.title == tick.group).unwrap_or(usize::MAX);
    list.sort_by_key(place);
    if list.is_empty() {
        return Box::new(Message::titled(MENDS_TITLE, "没有可以直接采用的修改，请在审核栏逐条改正或说明。"));
    }
    let rule = rule.and_then(|rule| rules().find(|known| known.id == rule));
    let of = rule.map_or_else(String::new, |rule| format!("“{}”里", rule.title));
    let points = if list.iter().any(|tick| tick.group == POINTS) {
        "得分由填报人决定，没有勾，要改的自己勾上。"
    } else {
        ""
    };
    let intro = format!("下面是{of}可以直接改的，看过以后勾选的一起改，可以一步撤销。{points}");
    Box::new(Checklist { title: MENDS_TITLE, intro, list, notes: Vec::new(), take: Action::Take })
}

/// What was found cell by cell and is not said why.
fn waiting(desk: &Desk) -> impl Iterator<Item = &Finding> {
    desk.findings().iter().flat_map(Finding::members).filter(|finding| finding.explained.is_none())
}

/// A finding with one mend alone.
fn certain(desk: &Desk, finding: &Finding) -> Option<Tick<Taken>> {
    let (form, sheet) = (desk.form(), desk.sheet());
    let ([mend], Some(taken)) = (finding.mends.as_slice(), Taken::of(finding)) else { return None };
    let text = |(at, after): (&CellId, &str)| TextChange {
        place: sheet.words(form, at),
        before: desk.report().content.cells.text(at).to_string(),
        after: after.to_string(),
    };
    let texts = written(&mend.edit).into_iter().map(text).collect();
    let is_points = |at: &CellId| form.slot(at).is_some_and(|slot| slot.column_role == Some(ColumnRole::Score));
    let points = mend.edit.writes().into_iter().any(is_points);
    let title = rules().find(|rule| rule.id == finding.rule).map_or("", |rule| rule.title);
    Some(Tick {
        on: !finding.by_choice && !points,
        group: if points { POINTS } else { title },
        words: format!("{}：{}", sheet.words(form, &finding.at), taken.label),
        texts,
        detail: finding.says.clone(),
        change: taken,
    })
}

/// The texts that an edit writes.
fn written(edit: &Edit) -> Vec<(&CellId, &str)> {
    match edit {
        Edit::Write { at, text } => vec![(at, text.as_str())],
        Edit::All(edits) => edits.iter().flat_map(written).collect(),
        _ => Vec::new(),
    }
}

/// How many findings of that rule have one mend alone.
pub(crate) fn certain_of(desk: &Desk, rule: &str) -> usize {
    waiting(desk).filter(|finding| finding.rule == rule && finding.mends.len() == 1).count()
}
