//! A finding is a value: what, where, how grave, the sentence, the basis, and the edit that would mend it.

use crate::form::CellId;
use crate::report::{Edit, Report};
use crate::sheet::Sheet;
use serde::Serialize;

/// How grave a finding is, in the clerk's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 错误: must be mended, or explained.
    Wrong,
    /// 需说明: needs a reason.
    Doubt,
    /// 提示
    Note,
}

impl Severity {
    /// The clerk's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "错误",
            Self::Doubt => "需说明",
            Self::Note => "提示",
        }
    }
}

/// Something that looks wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's stable id.
    pub rule: &'static str,
    /// The cell it is about.
    pub at: CellId,
    /// How grave.
    pub severity: Severity,
    /// A whole sentence with both numbers.
    pub says: String,
    /// What the rule rests on.
    pub basis: &'static str,
    /// The other cells it rests on.
    pub also: Vec<CellId>,
    /// What would mend it. One alone is certain; of several the clerk chooses.
    pub mends: Vec<Mend>,
    /// The clerk's explanation, while the numbers it was written about stand.
    pub explained: Option<String>,
}

/// A change that would mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// On the button: 填入 23.91.
    pub label: String,
    /// The change.
    pub edit: Edit,
}

impl Finding {
    /// The key of its explanation: rule and cell.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}@{}", self.rule, self.at)
    }

    /// It bars 定稿: 错误 or 需说明, and not explained.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.severity != Severity::Note && self.explained.is_none()
    }

    /// The texts it rests on. An explanation remembers them and lapses when one changes.
    #[must_use]
    pub fn about(&self, sheet: &Sheet) -> String {
        let texts =
            std::iter::once(&self.at).chain(&self.also).map(|at| sheet.cell(at).map_or("", |c| c.text.as_str()));
        texts.collect::<Vec<_>>().join("\u{1f}")
    }

    /// Takes the clerk's explanation, unless it has lapsed.
    pub(super) fn explain(&mut self, report: &Report, sheet: &Sheet) {
        if report.explanations.is_empty() {
            return;
        }
        if let Some(explanation) = report.explanations.get(&self.key())
            && explanation.about == self.about(sheet)
        {
            self.explained = Some(explanation.text.to_string());
        }
    }
}
