//! A grid: a tree of rows by a few columns.

use super::{ColumnRole, Name, Role};
use crate::value::Text;
use serde::{Deserialize, Serialize};

/// A tree of rows by a few columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// What stands above the row labels.
    pub corner: Text,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
}

/// A column, of a grid or of the indicators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Stable name; the last part of an address.
    pub id: Name,
    /// As printed, with `{year}` and `{last}`.
    pub label: Text,
    /// What stands over it and over its neighbours that say the same (年度指标值 over 指标性质, 指标值, 度量单位), among
    /// indicators.
    #[serde(default)]
    pub over: Option<Text>,
    /// What its cells hold.
    pub holds: Holds,
    /// What rules call it.
    #[serde(default)]
    pub role: Option<ColumnRole>,
    /// The named formula that fills it.
    #[serde(default)]
    pub formula: Option<Formula>,
    /// The column of last year's report whose figure arrives here.
    #[serde(default)]
    pub from_last: Option<Name>,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// What its cells mostly hold, to choose from; anything else can be written too.
    #[serde(default)]
    pub choices: Vec<Text>,
    /// On screen only.
    #[serde(default)]
    pub screen_only: bool,
    /// Whether its cells must be filled in, in required rows and indicators in use, where that is not as usual for its role (see `form/required.rs`).
    #[serde(default)]
    pub required: Option<bool>,
    /// 说明
    #[serde(default)]
    pub help: Text,
}

/// What a cell holds, and so how its text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// 金额
    Money,
    /// 人数, 面积
    Count,
    /// 比率
    Rate,
    /// 分值, 得分
    Points,
    /// 日期
    Date,
    /// An indicator's target (年度指标值).
    Target,
    /// An indicator's result (实际完成值).
    Actual,
    /// How far a qualitative indicator was met: one of the form's bands.
    #[serde(rename = "Level")]
    Degree,
    /// 电话
    Phone,
    /// A line of text.
    Text,
    /// Paragraphs.
    Long,
}

impl Holds {
    /// Amounts, counts, rates and points stand at the right, as figures do.
    #[must_use]
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Money | Self::Count | Self::Rate | Self::Points)
    }
}

/// The formulas a column can choose, by name. What they do is code; which one a form uses is data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// `part` as a share of `whole`: of amounts or counts in a grid, of points among indicators (得分系数).
    Share(Name, Name),
    /// These columns added up.
    Sum(Vec<Name>),
    /// The first less the second.
    Less(Name, Name),
    /// 预算执行率, by the form's denominator: columns 年初, 全年, 执行.
    ExecutionRate(Name, Name, Name),
    /// 预算执行率得分: the rate column's share of the weight column, capped as the form says.
    ExecutionPoints(Name, Name),
    /// The form's weight for 预算执行率.
    ExecutionWeight,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable name; the middle part of an address.
    pub id: Name,
    /// As printed.
    pub label: Text,
    /// What rules call it.
    #[serde(default)]
    pub role: Option<Role>,
    /// What it was called in earlier editions and in other forms.
    #[serde(default)]
    pub was: Vec<Name>,
    /// What the rows below it are to it.
    #[serde(default, rename = "parts")]
    pub below: RowsBelow,
    /// The rows below it.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// The clerk may add rows here; this row itself is then only the place (……).
    #[serde(default, rename = "open")]
    pub takes_rows: bool,
    /// Columns that do not apply to this row; they print ——.
    #[serde(default)]
    pub blocked: Vec<Name>,
    /// Whether its cells must be filled in, in required columns, where that is not as usual for its role (see `form/required.rs`).
    #[serde(default)]
    pub required: Option<bool>,
    /// 说明
    #[serde(default)]
    pub help: Text,
}

/// What the rows below a row are to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowsBelow {
    /// They add up to it.
    #[default]
    Sum,
    /// 其中: they are among it, and need not be all of it.
    Among,
}
