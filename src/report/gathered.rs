//! The sheets of a workbook from which offices gather by formula. They say again what stands elsewhere in it: whoever reads
//! a workbook passes them over, and knows them by their heads.

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

/// A sheet that begins with this row is one of them.
#[must_use]
pub fn is_gathered(row: &[&str]) -> bool {
    row == SUMMARY_HEADS || row == CELL_HEADS
}
