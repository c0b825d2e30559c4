//! What rules rest on: a document by its number, the form itself, or what everybody does. No article is named, since
//! wordings differ from print to print.

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// 项目支出绩效评价管理办法
    ProjectEvaluation,
    /// 中央部门项目支出核心绩效目标和指标设置及取值指引
    CoreIndicators,
    /// 预算绩效评价共性指标体系框架
    CommonIndicators,
    /// 党政机关公文格式
    OfficialWriting,
    /// The form says it, by its words or by how its columns and rows stand to each other.
    Form,
    /// Finance offices ask for it, and no document is known for certain.
    Practice,
}

impl Authority {
    /// Its number, or the clerk's word for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ProjectEvaluation => "财预〔2020〕10号",
            Self::CoreIndicators => "财预〔2021〕101号",
            Self::CommonIndicators => "财预〔2013〕53号",
            Self::OfficialWriting => "GB/T 9704",
            Self::Form => "表样",
            Self::Practice => "通行做法",
        }
    }
}
