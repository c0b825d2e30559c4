//! 加印: what pages may have beside what the form prints anyway.

use serde::{Deserialize, Serialize};

/// What pages may have more, where the form or the clerk asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extra {
    /// 目录 behind the cover, with the numbers of pages as printed.
    Contents,
    /// 第几页 共几页 in place of the bare number.
    PageTotal,
    /// 二维码 beside the 校验码.
    QrCode,
    /// 项目支出绩效自评汇总表: a row a project, as the last annex.
    ProjectSummary,
    /// Long texts of cells stand under their table, as numbered notes.
    Notes,
}

impl Extra {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Contents, Self::ProjectSummary, Self::Notes, Self::PageTotal, Self::QrCode];

    /// What commands call it, and what was chosen last is kept by; what it is in the clerk's words.
    fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Contents => ("contents", "目录"),
            Self::ProjectSummary => ("summary", "项目支出汇总表，一个项目一行，放在最后"),
            Self::Notes => ("notes", "长说明排在表后，表里写“见注1”"),
            Self::PageTotal => ("total", "页码印成“第几页 共几页”"),
            Self::QrCode => ("qr", "校验码旁边的二维码，扫出单位、年度、总分和执行率"),
        }
    }

    /// What commands call it, and what was chosen last is kept by.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// What it is, in the clerk's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.row().1
    }
}
