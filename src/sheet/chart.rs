//! 一览: what a report comes to at a glance, as charts that screen and paper draw alike. A chart is text and lengths;
//! nothing in it is rounded, and every bar says of which cell it is.

use super::{Cell, Line, Part, Sheet, bare, columns};
use crate::form::{CellId, ColumnRole, Form, Kind, Role};
use crate::value::Score;
use rust_decimal::Decimal;
use serde::Serialize;

/// More indicators with lost points than that are no glance.
const MOST: usize = 15;

/// Groups of bars of one measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// What it shows, with the unit: 各项目预算和执行（万元）.
    pub title: String,
    /// What the bars of a group are, in order; one bar a group needs no such words.
    pub series: Vec<Series>,
    /// From top to bottom.
    pub groups: Vec<BarGroup>,
    /// What stands below it: what was left out.
    pub note: String,
}

/// Bars of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// What they are.
    pub words: String,
    /// Their colour: red, green, blue.
    pub shade: [u8; 3],
}

/// Light to dark: told apart by colour-blind eyes and in print without colour too.
const SHADES: [[u8; 3]; 3] = [[0xc6, 0xdb, 0xee], [0x7c, 0xac, 0xd6], DARKEST];
const DARKEST: [u8; 3] = [0x1d, 0x4f, 0x86];

/// Bars that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarGroup {
    /// What they are of.
    pub label: String,
    /// In the order of the series, those that are stated.
    pub bars: Vec<Bar>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// Which series it is of, from 0.
    pub series: usize,
    /// The cell that states it.
    #[serde(skip)]
    pub at: CellId,
    /// As its cell shows it.
    pub text: String,
    /// Its length as a share of the longest bar of the chart, from 0 to 1. What is below 0 has none.
    pub share: Decimal,
}

/// A bar before it is known which is the longest.
struct MeasuredBar<'s> {
    series: usize,
    cell: &'s Cell,
    text: String,
    figure: Decimal,
}

/// A label and its bars.
type MeasuredGroup<'s> = (String, Vec<MeasuredBar<'s>>);

impl Sheet {
    /// The charts of what is filled in, those that have something to show: the unit's money, that of each project, points
    /// lost, this year beside last.
    #[must_use]
    pub fn charts(&self, form: &Form) -> Vec<Chart> {
        let charts = [self.unit_funds(form), self.project_funds(form), self.points_lost(), self.two_years(form)];
        charts.into_iter().filter(|chart| !chart.groups.is_empty()).collect()
    }

    fn unit_funds(&self, form: &Form) -> Chart {
        let rows = [Role::Budget, Role::BasicOutlay, Role::ProjectOutlay];
        let lines = rows.into_iter().filter_map(|role| self.part_and_line(None, role));
        let lines = lines.map(|(part, line)| (bare(&line.label).to_string(), part, line));
        self.funds(form, "预算和执行", &lines.collect::<Vec<_>>())
    }

    fn project_funds(&self, form: &Form) -> Chart {
        let lines = (0..self.projects()).filter_map(|project| {
            let (part, line) = self.part_and_line(Some(project), Role::ProjectTotal)?;
            Some((self.project_words(project), part, line))
        });
        self.funds(form, "各项目预算和执行", &lines.collect::<Vec<_>>())
    }

    /// 年初预算, 全年预算 and 全年执行 of these lines.
    fn funds(&self, form: &Form, title: &str, lines: &[(String, &Part, &Line)]) -> Chart {
        let roles = [ColumnRole::Initial, ColumnRole::Full, ColumnRole::Executed];
        let words = |role| lines.first().map_or_else(String::new, |(_, part, _)| self.head(form, part, role));
        let series = roles.map(words).to_vec();
        let groups = lines.iter().map(|(label, _, line)| (label.clone(), self.amounts(line, &roles))).collect();
        chart(format!("{title}（{}）", self.unit.word()), series, groups)
    }

    /// Points lost by indicator, most first.
    fn points_lost(&self) -> Chart {
        let mut lost: Vec<(Score, MeasuredGroup<'_>)> = Vec::new();
        for part in &self.parts {
            for line in &part.lines {
                let scored = line.indicator.is_some() || matches!(line.role, Some(Role::Budget | Role::ProjectTotal));
                let (Some(weight), Some(cell)) =
                    (line.at(ColumnRole::Weight).filter(|_| scored).and_then(Cell::points), line.at(ColumnRole::Score))
                else {
                    continue;
                };
                let Some(points) = cell.points().filter(|points| *points < weight) else { continue };
                let whose = part.project.map_or_else(String::new, |n| format!("{}·", self.project_words(n)));
                let name = if line.indicator.is_some() { line.name() } else { "预算执行率" };
                let lost_here = weight - points;
                let text = format!("{}（{}分得{}分）", lost_here.plain(), weight.plain(), points.plain());
                let bar = MeasuredBar { series: 0, cell, text, figure: lost_here.0 };
                lost.push((lost_here, (format!("{whose}{name}"), vec![bar])));
            }
        }
        lost.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let left_out = lost.len().saturating_sub(MOST);
        let groups = lost.into_iter().take(MOST).map(|(_, group)| group).collect();
        let note = if left_out > 0 {
            format!("另有{left_out}个失分更少的指标没有画出。")
        } else {
            String::new()
        };
        Chart { note, ..chart("失分的指标（分）".into(), vec!["失分".into()], groups) }
    }

    /// 上年决算数 beside 本年决算数, of rows that state both.
    fn two_years(&self, form: &Form) -> Chart {
        let roles = [ColumnRole::Last, ColumnRole::Final];
        let tables = self.parts.iter().filter(|part| {
            let kind = form.sections.get(part.section).map(|section| &section.kind);
            matches!(kind, Some(Kind::Grid(_)))
        });
        let mut series = Vec::new();
        let mut groups = Vec::new();
        for part in tables {
            for line in &part.lines {
                let bars = self.amounts(line, &roles);
                if bars.len() < roles.len() || bars.iter().all(|bar| bar.figure.is_zero()) {
                    continue;
                }
                if series.is_empty() {
                    series = roles.map(|role| self.head(form, part, role)).to_vec();
                }
                groups.push((bare(&line.label).to_string(), bars));
            }
        }
        chart(format!("上年和本年决算（{}）", self.unit.word()), series, groups)
    }

    /// The amounts of a line in these columns, those that are stated.
    fn amounts<'s>(&self, line: &'s Line, roles: &[ColumnRole]) -> Vec<MeasuredBar<'s>> {
        let bars = roles.iter().enumerate().filter_map(|(series, role)| {
            let cell = line.at(*role)?;
            let figure = cell.money()?.number(self.unit);
            Some(MeasuredBar { series, cell, text: cell.text.trim().to_string(), figure })
        });
        bars.collect()
    }

    fn part_and_line(&self, project: Option<usize>, role: Role) -> Option<(&Part, &Line)> {
        let mut lines = self.parts_of(project).flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        lines.find(|(_, line)| line.role == Some(role))
    }

    /// What stands over a column.
    fn head(&self, form: &Form, part: &Part, role: ColumnRole) -> String {
        let columns = form.sections.get(part.section).map_or(&[][..], |section| columns(&section.kind));
        let column = columns.iter().find(|column| column.role == Some(role));
        column.map_or_else(String::new, |column| form.words(&column.label, self.year).to_string())
    }
}

/// A chart of these groups but those without a bar.
fn chart(title: String, series: Vec<String>, mut groups: Vec<MeasuredGroup<'_>>) -> Chart {
    groups.retain(|(_, bars)| !bars.is_empty());
    let longest = groups.iter().flat_map(|(_, bars)| bars).map(|bar| bar.figure).max().unwrap_or_default();
    let share = |figure: Decimal| figure.max(Decimal::ZERO).checked_div(longest).unwrap_or_default();
    let bar = |bar: MeasuredBar<'_>| Bar {
        series: bar.series,
        at: bar.cell.at.clone(),
        share: share(bar.figure),
        text: bar.text,
    };
    let group = |(label, bars): MeasuredGroup<'_>| BarGroup { label, bars: bars.into_iter().map(bar).collect() };
    Chart { title, series: shaded(series), groups: groups.into_iter().map(group).collect(), note: String::new() }
}

/// Each in a shade of its own, the last in the darkest.
fn shaded(series: Vec<String>) -> Vec<Series> {
    let light = SHADES.len().saturating_sub(series.len());
    let shades = SHADES.into_iter().skip(light).chain(std::iter::repeat(DARKEST));
    series.into_iter().zip(shades).map(|(words, shade)| Series { words, shade }).collect()
}

impl Chart {
    /// How far something has got: so much of so much, each under its label, with the cell that is next.
    #[must_use]
    pub fn of_progress(title: &str, done: Vec<(String, CellId, usize, usize)>) -> Self {
        let group = |(label, at, done, of): (String, CellId, usize, usize)| {
            let share = Decimal::from(done).checked_div(Decimal::from(of)).unwrap_or_default();
            BarGroup { label, bars: vec![Bar { series: 0, at, text: format!("{done}/{of}"), share }] }
        };
        let groups = done.into_iter().map(group).collect();
        Self { title: title.into(), series: shaded(vec!["已填".into()]), groups, note: String::new() }
    }
}
