//! The indicator grids and their rows as the rules see them, of the report and of each project.

use crate::form::{ColumnRole, Form, IndicatorGroup, IndicatorKind, Indicators, Kind, Role};
use crate::sheet::{Cell, Indicator, Line, Part, Points, Proposal, Sheet};
use crate::value::{Score, Target, numbered};

/// One indicator grid.
pub struct ScoredGrid<'a> {
    /// Where it stands.
    pub part: &'a Part,
    /// What the form says of it.
    pub form: &'a Indicators,
    /// What it comes to.
    pub points: &'a Points,
    /// The fund line its execution rate comes from.
    pub budget: Option<&'a Line>,
    /// Its indicators.
    rows: Vec<IndicatorRow<'a>>,
    /// Those of them in use.
    used: Vec<IndicatorRow<'a>>,
}

/// One indicator.
#[derive(Clone, Copy)]
pub struct IndicatorRow<'a> {
    /// Its cells.
    pub line: &'a Line,
    /// What it comes to.
    pub indicator: &'a Indicator,
    /// 一级指标, as a position in the form.
    pub group_number: usize,
    /// 一级指标
    pub group: &'a IndicatorGroup,
    /// 二级指标
    pub kind: &'a IndicatorKind,
}

impl<'a> ScoredGrid<'a> {
    /// The indicator grids: the report's first, then the projects'.
    #[must_use]
    pub fn all(form: &'a Form, sheet: &'a Sheet) -> Vec<Self> {
        let grid = |part: &'a Part| {
            let Kind::Scores(scores) = &form.sections.get(part.section)?.kind else { return None };
            let role = if part.project.is_some() { Role::ProjectTotal } else { Role::Budget };
            let budget = sheet.line_of(part.project, role);
            let rows: Vec<_> = part.lines.iter().filter_map(|line| IndicatorRow::of(scores, line)).collect();
            let used = rows.iter().filter(|row| row.indicator.used).copied().collect();
            Some(Self { part, form: scores, points: part.points.as_ref()?, budget, rows, used })
        };
        sheet.parts.iter().filter_map(grid).collect()
    }

    /// Its indicators, those that say 无 and those still blank included.
    pub fn rows(&self) -> impl Iterator<Item = IndicatorRow<'a>> {
        self.rows.iter().copied()
    }

    /// Its indicators in use.
    pub fn used(&self) -> impl Iterator<Item = IndicatorRow<'a>> {
        self.used.iter().copied()
    }

    /// The closing row's cell in that column.
    #[must_use]
    pub fn total(&self, column: ColumnRole) -> Option<&'a Cell> {
        self.part.lines.iter().find(|line| line.role == Some(Role::TotalPoints))?.at(column)
    }

    /// There are indicators in use, and each has its points.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        let mut used = self.used().peekable();
        used.peek().is_some() && used.all(|row| row.points(ColumnRole::Score).is_some())
    }

    /// Its indicators whose targets are bare numbers, where every one of these is the row's own weight.
    #[must_use]
    pub fn weights_for_targets(&self) -> Vec<IndicatorRow<'a>> {
        let bare = |target: &Target| target.number().is_some() && matches!(target.unit(), "" | "分");
        let target = |row: &IndicatorRow<'a>| row.target(ColumnRole::Target).map(|(_, target)| target);
        let rows: Vec<_> = self.used().filter(|row| target(row).is_some_and(bare)).collect();
        let all = rows.iter().all(|row| target(row).is_some_and(|target| row.is_weight(target)));
        if rows.len() > 1 && all { rows } else { Vec::new() }
    }

    /// Something is still to be filled in: a row wholly blank, or one in use without a weight.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.rows().any(|row| row.is_unfinished())
    }
}

impl<'a> ScoredGrid<'a> {
    /// The first cell that is still to be filled in: the name of a row wholly blank, or the weight of one in use.
    #[must_use]
    pub fn unfinished(&self) -> Option<&'a Cell> {
        let full = !self.points.weights.differs(self.points.full);
        let row = self.rows().find(|row| row.is_unfinished() && !row.line.has_no_points(full && row.indicator.used))?;
        row.cell(if row.indicator.used { ColumnRole::Weight } else { ColumnRole::Name })
    }
}

impl<'a> IndicatorRow<'a> {
    /// The indicator of a line, if it is one.
    fn of(form: &'a Indicators, line: &'a Line) -> Option<Self> {
        let (group_number, kind) = line.kind?;
        let group = form.groups.get(group_number)?;
        let indicator = line.indicator.as_ref()?;
        Some(Self { line, indicator, group_number, group, kind: group.kinds.get(kind)? })
    }

    /// The cell of that column.
    #[must_use]
    pub fn cell(&self, column: ColumnRole) -> Option<&'a Cell> {
        if column == ColumnRole::Target { self.line.aim() } else { self.line.at(column) }
    }

    /// The target as one text, however many columns it is split over: ≥4次.
    #[must_use]
    pub fn aimed(&self) -> &'a str {
        self.indicator.aimed.trim()
    }

    /// The points written in that column.
    #[must_use]
    pub fn points(&self, column: ColumnRole) -> Option<Score> {
        self.cell(column)?.points()
    }

    /// The target or the result, and its cell.
    #[must_use]
    pub fn target(&self, column: ColumnRole) -> Option<(&'a Cell, &'a Target)> {
        self.line.target(column)
    }

    /// The form itself lists it.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.line.added_under.is_none()
    }

    /// Its name without the official form's number before it (指标1：), or what kind it is while it has none.
    #[must_use]
    pub fn name(&self) -> &'a str {
        let name = self.line.label.trim();
        let name = numbered(name).unwrap_or(name);
        if name.is_empty() { &self.kind.label } else { name }
    }

    /// It tells a part of the indicator above it (其中：水田), and has no points of its own.
    #[must_use]
    pub fn is_part(&self) -> bool {
        is_among(&self.line.label) && self.lacks(ColumnRole::Weight).is_some()
    }

    /// It is about cost: less is better.
    #[must_use]
    pub fn is_cost(&self) -> bool {
        self.group.is_cost(self.kind)
    }

    /// Its cell in that column, once something is wanted there: the form has the column, and neither words nor a figure
    /// are in it.
    #[must_use]
    pub fn lacks(&self, column: ColumnRole) -> Option<&'a Cell> {
        self.cell(column).filter(|cell| !cell.is_stated())
    }

    /// The cell where the reason belongs, while none stands in it: blank, or words that give none (0, 正常).
    #[must_use]
    pub fn lacks_reason(&self) -> Option<&'a Cell> {
        self.cell(ColumnRole::Reason).filter(|cell| !cell.is_stated() || says_no_reason(&cell.text))
    }

    /// A reason is given.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        self.cell(ColumnRole::Reason).is_some() && self.lacks_reason().is_none()
    }

    /// The rule's points, where they follow from target and result and are not the clerk's own judgement.
    #[must_use]
    pub fn proposal(&self) -> Option<&'a Proposal> {
        self.indicator.proposal.as_ref()
    }

    /// A bare number that is the row's own weight.
    #[must_use]
    pub fn is_weight(&self, target: &Target) -> bool {
        let weight = self.points(ColumnRole::Weight).map(|weight| weight.0);
        matches!(target.unit(), "" | "分") && weight.is_some() && target.number() == weight
    }

    /// It is neither filled in nor said to be unused.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        let blank = |column| self.cell(column).is_some_and(Cell::is_blank);
        if self.indicator.used { blank(ColumnRole::Weight) } else { blank(ColumnRole::Name) }
    }
}

/// A label by which a row tells a part of the one above it.
pub fn is_among(label: &str) -> bool {
    label.trim_start_matches(['　', ' ', '（', '(']).starts_with("其中")
}

/// Words that stand where a reason should and give none: that it was done or not, how well, and that one will try.
#[rustfmt::skip]
const NO_REASON: [&str; 66] = [
    "下一步", "进一步", "按计划", "按要求", "正常", "完成", "全部", "基本", "良好", "较好", "一般", "偏差", "达标", "达到", "达成", "预期", "年度", "指标",
    "目标", "任务", "加强", "加大", "加快", "管理", "监管", "监督", "继续", "努力", "改进", "提高", "完善", "力度", "工作", "今后", "以后", "其他", "其它",
    "客观", "主观", "原因", "没有", "按时", "按期", "及时", "计划", "要求", "情况", "存在", "未", "已", "无", "是", "否", "的", "了", "有", "将", "并", "和",
    "对", "不", "较", "好", "差", "值", "率",
];

/// The text is made of these alone, and of figures and marks: 已完成, 下一步加强管理, 100%.
#[must_use]
pub fn says_no_reason(text: &str) -> bool {
    // A reason has some words, and none is that long without other ones.
    if text.len() > 120 {
        return false;
    }
    let words: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let mut rest = words.as_str();
    while let Some(shorter) = NO_REASON.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
}
