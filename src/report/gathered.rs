//! The sheets of a workbook from which offices gather by formula, and the table that sums up a unit's projects. They say
//! again what stands elsewhere: whoever reads a paper passes them over, and knows them by their heads.

/// The heads of 汇总, one row of a report's own figures.
pub const SUMMARY_HEADS: [&str; 14] = [
    "单位",
    "年度",
    "表样",
    "版次",
    "校验码",
    "金额单位",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "总分",
    "等级",
    "三公经费",
    "项目数",
];

/// The heads of 数据, a row a cell.
pub const CELL_HEADS: [&str; 4] = ["地址", "名称", "值", "原文"];

/// The heads of the table that sums up a unit's projects, a row a project.
pub const PROJECT_HEADS: [&str; 8] =
    ["序号", "项目名称", "年初预算数", "全年预算数", "全年执行数", "预算执行率", "自评得分", "自评等级"];

/// What stands under the figures of 表外数字, the sheet of what no printed table has.
pub const OUTSIDE_NOTE: &str = "打印的表里没有这些栏，表里的公式要用到这些数。没有锁住的可以在这里修改，各表随之重算。";

/// What begins with this row is one of them.
#[must_use]
pub fn is_gathered(row: &[&str]) -> bool {
    let is = |heads: &[&str]| {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        row.len() == heads.len() && row.iter().zip(heads).all(|(text, head)| bare(text) == *head)
    };
    is(&SUMMARY_HEADS) || is(&CELL_HEADS) || is(&PROJECT_HEADS)
}
