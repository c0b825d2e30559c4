//! Totals by level: weights, points, proposals, grade.

#![allow(clippy::indexing_slicing, reason = "the indexes are those of the parts themselves")]

use super::scores::scored;
use super::{Line, Part, Value};
use crate::form::{ColumnRole, Form, Kind, Role};
use crate::value::{MoneyUnit, Rate, Score, Text};

/// What an indicator grid comes to, 预算执行率 included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    /// What all weights should come to.
    pub full: Score,
    /// 分值合计 as written.
    pub weights: Score,
    /// 总分: the points written.
    pub points: Score,
    /// What the form's rules propose.
    pub proposed: Score,
    /// Some indicator has a weight.
    pub is_weighted: bool,
    /// How many indicators have points, and how many still want some. One of which nothing is written wants them where
    /// the form itself lists it.
    pub scored: usize,
    /// The others.
    pub unscored: usize,
    /// 等级 of the points written; none until all weights are given out and every indicator has its points: of some of
    /// them it would be another.
    pub grade: Option<Text>,
    /// 预算执行率
    pub execution_rate: Option<Rate>,
    /// Points for 预算执行率.
    pub execution: Option<Score>,
    /// By first level, in the form's order.
    pub groups: Vec<GroupPoints>,
}

impl Points {
    /// There are indicators, and all have their points: what they come to is the total. As long as weights are still to
    /// be given out it is not.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.scored > 0 && self.unscored == 0 && !self.lacks_weights()
    }

    /// Some of the points were not given out as weights.
    #[must_use]
    pub fn lacks_weights(&self) -> bool {
        self.is_weighted && self.weights < self.full && self.weights.differs(self.full)
    }
}

/// One first level (一级指标).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupPoints {
    /// What the form gives it, where it does.
    pub full: Option<Score>,
    /// Its indicators' weights together.
    pub weights: Score,
    /// Its indicators' points together.
    pub points: Score,
}

/// Fills in the points of every indicator grid and its closing row. Runs after all grids: the report's own fund block
/// and each project's hold the execution rate.
pub(super) fn fill_in(form: &Form, parts: &mut [Part]) {
    let grids: Vec<usize> = (0..parts.len()).filter(|&i| is_scores(form, &parts[i])).collect();
    for index in grids {
        let points = sum(form, parts, index);
        // A sum over blanks alone is blank, and 预算执行率 alone is no total.
        let stated = [ColumnRole::Weight, ColumnRole::Score].map(|role| is_stated(parts, index, role).then_some(role));
        let part = &mut parts[index];
        if let Some(total) = part.lines.iter_mut().find(|line| line.role == Some(Role::TotalPoints)) {
            for cell in &mut total.cells {
                let figure = if cell.role == Some(ColumnRole::Weight) { points.weights } else { points.points };
                let stated = cell.role.is_some_and(|role| stated.contains(&Some(role)));
                cell.origin = super::Origin::Blank;
                cell.take_computed(stated.then_some(Value::Score(figure)), MoneyUnit::Wan);
            }
        }
        part.points = Some(points);
    }
}

fn is_scores(form: &Form, part: &Part) -> bool {
    form.sections.get(part.section).is_some_and(|s| matches!(s.kind, Kind::Scores(_)))
}

/// The fund line whose execution is scored with a grid: the report's, or that of its project.
fn budget_line(parts: &[Part], index: usize) -> Option<&Line> {
    let project = parts[index].project;
    let role = if project.is_some() { Role::ProjectTotal } else { Role::Budget };
    // The parts of a project stand together.
    let from = parts.partition_point(|part| part.project < project);
    let own = parts[from..].iter().take_while(|part| part.project == project);
    own.flat_map(|part| &part.lines).find(|line| line.role == Some(role))
}

/// Some indicator has a figure in that column.
fn is_stated(parts: &[Part], index: usize, role: ColumnRole) -> bool {
    let indicators = parts[index].lines.iter().filter(|line| line.indicator.is_some());
    indicators.filter_map(|line| line.at(role)).any(|cell| cell.points().is_some())
}

fn sum(form: &Form, parts: &[Part], index: usize) -> Points {
    let part = &parts[index];
    let is_weighted = is_stated(parts, index, ColumnRole::Weight);
    let mut points = Points { full: form.scoring.full, is_weighted, ..Points::default() };
    if let Some(Kind::Scores(scores)) = form.sections.get(part.section).map(|s| &s.kind) {
        points.groups =
            scores.groups.iter().map(|g| GroupPoints { full: g.weight, ..GroupPoints::default() }).collect();
    }
    for line in &part.lines {
        let (Some((group, _)), Some(indicator)) = (line.kind, &line.indicator) else { continue };
        let weight = scored(line.at(ColumnRole::Weight));
        let written = line.at(ColumnRole::Score);
        if let Some(group) = points.groups.get_mut(group) {
            group.weights = group.weights + weight;
            group.points = group.points + scored(written);
        }
        points.proposed = points.proposed + indicator.proposal.as_ref().map_or(Score::ZERO, |p| p.points);
    }
    if let Some(line) = budget_line(parts, index) {
        points.weights = scored(line.at(ColumnRole::Weight));
        points.execution_rate = line.at(ColumnRole::Rate).and_then(super::Cell::rate);
        let score = line.at(ColumnRole::Score);
        points.execution = score.and_then(super::Cell::points);
        let computed = score.and_then(|c| c.computed.as_deref());
        points.proposed = points.proposed + if let Some(Value::Score(s)) = computed { *s } else { Score::ZERO };
    }
    points.weights = points.weights + points.groups.iter().map(|g| g.weights).sum();
    points.points = points.execution.unwrap_or_default() + points.groups.iter().map(|g| g.points).sum();
    let full = !points.weights.differs(points.full);
    for line in part.lines.iter().filter(|line| line.is_asked() && !line.has_no_points(full)) {
        let scored = line.at(ColumnRole::Score).is_some_and(|cell| !cell.is_blank());
        *(if scored { &mut points.scored } else { &mut points.unscored }) += 1;
    }
    points.grade = if points.is_whole() { form.scoring.grade(points.points).cloned() } else { None };
    points
}

impl Line {
    /// It is an indicator that is in use, or one that the form itself lists.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.indicator.as_ref().is_some_and(|indicator| indicator.used || self.added_under.is_none())
    }

    /// It has neither weight nor score and wants none: it is a part of the indicator above it (其中), or the others have
    /// all points among them, which is `full`.
    #[must_use]
    pub fn has_no_points(&self, full: bool) -> bool {
        let bare = [ColumnRole::Weight, ColumnRole::Score];
        let bare = bare.into_iter().all(|role| self.at(role).is_none_or(super::Cell::is_blank));
        bare && (full || self.name().trim_start_matches(['（', '(']).starts_with("其中"))
    }
}
