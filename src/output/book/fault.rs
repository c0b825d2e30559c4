//! Why a workbook was not made.

use rust_xlsxwriter::XlsxError;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BookFault {
    /// No part of the form's paper has a table.
    #[error("这个表样的打印版式（paper）里没有表格，没有可以导出到Excel的内容，请改为导出PDF或Word。")]
    NoTables,
    /// The workbook could not be written.
    #[error("生成Excel工作簿没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Write(#[from] XlsxError),
    /// More rows or columns than a sheet has.
    #[error("表格的行数或列数超出了Excel的上限，请减少指标或附加的行后再导出。")]
    Large,
}
