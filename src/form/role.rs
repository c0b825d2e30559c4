//! What rules call rows and columns. A form without the role silences the rule.

use serde::{Deserialize, Serialize};

/// What a row, a fact, a heading or an indicator kind is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    // cover and unit
    /// 部门（单位）名称
    UnitName,
    /// 封面日期
    CoverDate,
    /// 填表人
    Filler,
    /// 填报日期
    FilledOn,
    /// 联系电话
    Phone,

    // basic data
    /// 财政供养人员
    Staff,
    /// 三公经费
    ThreePublic,
    /// 公务用车购置和维护经费
    Vehicles,
    /// 公车购置
    VehiclePurchase,
    /// 公车运行维护
    VehicleRunning,
    /// 出国经费
    Abroad,
    /// 公务接待
    Reception,
    /// 项目支出, in the table of basic data
    ProjectFunds,
    /// 公用经费
    PublicFunds,
    /// 办公经费
    OfficeFunds,
    /// 水费、电费、差旅费
    Utilities,
    /// 会议费、培训费
    Meetings,
    /// 政府采购金额
    Procurement,
    /// 部门基本支出预算调整
    BasicAdjustment,
    /// 楼堂馆所
    Buildings,
    /// 厉行节约保障措施
    Thrift,

    // budget block
    /// 年度资金总额
    Budget,
    /// 按收入性质分, together
    Income,
    /// 一般公共预算
    GeneralIncome,
    /// 按支出性质分, together
    Outlay,
    /// 基本支出
    BasicOutlay,
    /// 项目支出, in the budget block
    ProjectOutlay,

    // goals and indicators
    /// 预期目标
    ExpectedGoals,
    /// 调整后的目标: in place of 预期目标 once it is filled in.
    AdjustedGoals,
    /// 实际完成情况
    AchievedGoals,
    /// 产出指标
    Output,
    /// 数量指标
    Quantity,
    /// 质量指标
    Quality,
    /// 时效指标
    Timeliness,
    /// 效益指标
    Benefit,
    /// 可持续影响指标
    Sustained,
    /// 满意度指标, the group or the kind
    Satisfaction,
    /// 成本指标, the group or the kind
    Cost,
    /// 经济成本指标
    EconomicCost,
    /// 总分
    TotalPoints,

    // projects
    /// 项目名称
    ProjectName,
    /// 主管部门
    Department,
    /// 实施单位
    Agency,
    /// 年度资金总额 of a project
    ProjectTotal,
    /// 当年财政拨款
    ProjectGrant,
    /// 上年结转资金
    #[serde(rename = "ProjectCarried")]
    ProjectCarryOver,
    /// 其他资金
    ProjectOther,

    // report
    /// 主要职能
    Duties,
    /// 机构设置和人员情况
    Setup,
    /// 基本支出情况
    BasicText,
    /// 项目支出情况
    ProjectText,
    /// 整体支出绩效情况
    OverallText,
    /// 项目资金使用
    UsageText,
    /// 项目绩效情况
    ResultsText,
    /// 存在的问题及原因分析
    Problems,
    /// 下一步改进措施
    Measures,
    /// 附件清单
    AnnexList,
    /// Any other text the report must have, or 无.
    OtherText,
}

impl Role {
    /// A text in which the report tells how the year went, be it under a heading or in a cell of a table.
    #[must_use]
    pub fn tells(self) -> bool {
        matches!(
            self,
            Self::OverallText
                | Self::ProjectText
                | Self::UsageText
                | Self::ResultsText
                | Self::Problems
                | Self::Measures
                | Self::OtherText
        )
    }
}

/// What a column is to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ColumnRole {
    /// 上年决算数
    Last,
    /// 本年预算数
    Budgeted,
    /// 本年决算数
    Final,
    /// 年初预算数
    Initial,
    /// 上年结转
    #[serde(rename = "Carried")]
    CarryOver,
    /// 调增调减
    Adjusted,
    /// 全年预算数
    Full,
    /// 全年执行数
    Executed,
    /// 结余
    Balance,
    /// 分值
    Weight,
    /// 执行率, 控制率
    Rate,
    /// 得分
    Score,
    /// 编制数, 批复规模
    Approved,
    /// 实际在职人数, 实际规模
    Present,
    /// The one amount of a list of amounts.
    Amount,
    /// 三级指标
    Name,
    /// 年度指标值; where the form splits it over columns, its number or words.
    Target,
    /// 指标性质: the sign of the target (≥, ≤, =) or 定性, in a column of its own.
    Sense,
    /// 度量单位 of target and result, in a column of its own.
    Unit,
    /// 调整指标值: in place of the target once it is filled in.
    AdjustedTarget,
    /// 是否核心指标
    Core,
    /// 实际完成值
    Actual,
    /// 完成程度
    #[serde(rename = "Level")]
    Degree,
    /// 偏差原因分析及改进措施
    Reason,
}

impl ColumnRole {
    /// How many there are: the last one's position, and one. Whoever adds one at the end names it here; a test counts them.
    pub const COUNT: usize = Self::Reason as usize + 1;

    /// It says of an indicator what is set when the year begins, and not what became of it.
    #[must_use]
    pub fn is_set_first(self) -> bool {
        matches!(self, Self::Name | Self::Target | Self::Sense | Self::Unit | Self::Weight | Self::Core)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_role_is_counted() {
        // What a form may write is listed by the reader of forms, from the enum itself.
        let fault = ron::from_str::<ColumnRole>("None").unwrap_err().code;
        let ron::Error::NoSuchEnumVariant { expected, .. } = fault else { panic!("{fault}") };
        assert_eq!(expected.len(), ColumnRole::COUNT);
    }
}
