//! The four kinds of section: facts, grid, scores and prose.

use super::{Grid, Holds, Name, Role};
use crate::form::Column;
use crate::value::{Score, Text};
use serde::{Deserialize, Serialize};

/// A part of the form that belongs together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable name; the first part of every address in it.
    pub id: Name,
    /// As printed, with `{year}`.
    pub title: Text,
    /// A shorter name, for places in words (基础数据表·公用经费·2023年决算数).
    pub short: Text,
    /// Where the clerk fills it in.
    pub tab: Tab,
    /// It is there once for each project.
    #[serde(default)]
    pub each_project: bool,
    /// What it is made of.
    pub kind: Kind,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// 说明 printed below it.
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// The filling tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tab {
    /// 单位信息
    Unit,
    /// 预算执行
    Budget,
    /// 项目支出
    Projects,
    /// 绩效指标
    Indicators,
    /// 自评报告
    Report,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Unit, Self::Budget, Self::Projects, Self::Indicators, Self::Report];

    /// The clerk's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unit => "单位信息",
            Self::Budget => "预算执行",
            Self::Projects => "项目支出",
            Self::Indicators => "绩效指标",
            Self::Report => "自评报告",
        }
    }
}

/// The kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// Label and value.
    Facts(Vec<Fact>),
    /// A tree of rows by a few columns.
    Grid(Grid),
    /// The indicator grid (绩效指标).
    Scores(Indicators),
    /// Long texts under official headings.
    Prose(Vec<Heading>),
}

/// One label and its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Stable name.
    pub id: Name,
    /// As printed.
    pub label: Text,
    /// What the value is.
    pub holds: Holds,
    /// What rules call it.
    #[serde(default)]
    pub role: Option<Role>,
    /// 说明: what is asked for.
    #[serde(default)]
    pub help: Text,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// A person's name or telephone number: left out of the public copy.
    #[serde(default)]
    pub personal: bool,
    /// What can be chosen; on paper each has its box, the chosen one ticked.
    #[serde(default)]
    pub choices: Vec<Text>,
    /// On paper what can be chosen is numbered, each with its box behind it: 1、甲□　2、乙☑.
    #[serde(default)]
    pub numbered: bool,
    /// How many characters the form allows, where it says so.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Whether it must be filled in, where that is not as usual for its role (see `form/required.rs`).
    #[serde(default)]
    pub required: Option<bool>,
}

/// One heading of the report, and the text under it where it has one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Stable name.
    pub id: Name,
    /// As printed, number included.
    pub label: Text,
    /// 1 for 一、, 2 for （一）, 3 for 1.
    pub level: u8,
    /// A text is written under it.
    #[serde(default)]
    pub body: bool,
    /// What rules call the text.
    #[serde(default)]
    pub role: Option<Role>,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// 说明: what the text should hold.
    #[serde(default)]
    pub help: Text,
    /// Paragraphs that can be put in ready-made; their figures are quoted and stay true.
    #[serde(default)]
    pub wordings: Vec<Wording>,
    /// The most characters the form allows, where it says so (200字以内).
    #[serde(default)]
    pub limit: Option<usize>,
    /// Whether it must be filled in, where that is not as usual for its role (see `form/required.rs`).
    #[serde(default)]
    pub required: Option<bool>,
}

/// A paragraph that can be put into a text ready-made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What it is about, on its button.
    pub name: Text,
    /// The paragraph, with `{year}` and `{last}`, quoting figures as 【name】.
    pub text: Text,
}

/// The indicator grid: first level, second level, and the clerk's own indicators under each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// The columns of an indicator, the name included.
    pub columns: Vec<Column>,
    /// 一级指标
    pub groups: Vec<IndicatorGroup>,
    /// The label of the closing row, 总分; an indicator grid without points has none, and no group then has points.
    pub total: Option<Text>,
}

/// 一级指标, or above it a goal (年度绩效目标1) with first levels of its own: what points are given to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorGroup {
    /// Stable name.
    pub id: Name,
    /// 产出指标
    pub label: Text,
    /// Its points; none where the form leaves it to the clerk how they are shared out.
    #[serde(default)]
    pub weight: Option<Score>,
    /// What rules call it.
    #[serde(default)]
    pub role: Option<Role>,
    /// 二级指标
    pub kinds: Vec<IndicatorKind>,
}

/// 二级指标; the clerk's rows hang below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorKind {
    /// Stable name; rows are called `id-1`, `id-2` …
    pub id: Name,
    /// 数量指标
    pub label: Text,
    /// 一级指标, where the group is something above it.
    #[serde(default)]
    pub first: Option<Text>,
    /// The indicators, where the form itself lists them: the clerk then adds none.
    #[serde(default)]
    pub rows: Vec<FixedIndicator>,
    /// What rules call it.
    #[serde(default)]
    pub role: Option<Role>,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// 说明: what belongs here.
    #[serde(default)]
    pub help: Text,
}

/// An indicator that the form itself lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedIndicator {
    /// Stable name of its row.
    pub id: Name,
    /// What the form gives, by column: name, target, weight. The clerk writes the rest.
    pub given: Vec<(Name, Text)>,
}

impl FixedIndicator {
    /// What the form gives in a column.
    #[must_use]
    pub fn given(&self, column: &str) -> Option<&Text> {
        self.given.iter().find(|(id, _)| id == column).map(|(_, text)| text)
    }
}

impl Indicators {
    /// Every 二级指标 with its group.
    pub fn kinds(&self) -> impl Iterator<Item = (&IndicatorGroup, &IndicatorKind)> + Clone {
        self.groups.iter().flat_map(|group| group.kinds.iter().map(move |kind| (group, kind)))
    }
}

impl IndicatorGroup {
    /// 成本: the group is, or that kind of it.
    #[must_use]
    pub fn is_cost(&self, kind: &IndicatorKind) -> bool {
        self.is(kind, &[Role::Cost, Role::EconomicCost])
    }

    /// 满意度: the group is, or that kind of it.
    #[must_use]
    pub fn is_satisfaction(&self, kind: &IndicatorKind) -> bool {
        self.is(kind, &[Role::Satisfaction])
    }

    fn is(&self, kind: &IndicatorKind, roles: &[Role]) -> bool {
        [self.role, kind.role].into_iter().flatten().any(|role| roles.contains(&role))
    }
}
