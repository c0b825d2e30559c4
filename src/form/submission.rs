//! 报送: what the office wants of a report on this form.

use serde::{Deserialize, Serialize};

/// What the office wants. A form that does not say: the pages, the Word file, the workbook and the report itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Submission {
    /// The files.
    pub files: Vec<SubmittedFile>,
    /// Each annex is wanted on its own too.
    pub annexes_apart: bool,
}

/// A kind of file that offices want.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubmittedFile {
    /// The pages.
    Pdf,
    /// The pages in the national format for documents that are kept.
    Ofd,
    /// The report to be written on.
    Word,
    /// The tables as a workbook.
    Excel,
    /// 审核情况
    Findings,
    /// The report as this program has it.
    Report,
}

impl Default for Submission {
    fn default() -> Self {
        use SubmittedFile::{Excel, Pdf, Report, Word};
        Self { files: vec![Pdf, Word, Excel, Report], annexes_apart: false }
    }
}

impl Submission {
    /// What of it can be public: neither 审核情况 nor the report itself, which has all that was written.
    #[must_use]
    pub fn published(&self) -> Self {
        let files = self.files.iter().copied();
        let files = files.filter(|file| !matches!(file, SubmittedFile::Findings | SubmittedFile::Report)).collect();
        Self { files, ..self.clone() }
    }
}

impl SubmittedFile {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Pdf, Self::Ofd, Self::Word, Self::Excel, Self::Findings, Self::Report];

    /// An annex can be one on its own; a workbook has a sheet for each anyway.
    #[must_use]
    pub fn has_annexes_apart(self) -> bool {
        matches!(self, Self::Pdf | Self::Ofd | Self::Word)
    }
}
