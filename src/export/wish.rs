//! What is asked for.

use crate::report::Personal;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box to tick")]
pub struct Wish {
    /// The files.
    pub kinds: Vec<FileKind>,
    /// 公开版: without what belongs to persons.
    pub public: bool,
    /// What looked personal and is to stay all the same.
    pub keep: Vec<Personal>,
    /// 草稿 over every page even of a final report. A report that is not final has it anyway.
    pub draft: bool,
    /// With this PC's official faces, where it has them.
    pub official_faces: bool,
    /// PDF/A-2b, for keeping.
    pub archive: bool,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The pages.
    Pdf,
    /// The report to be written on in Word or WPS.
    Docx,
    /// The tables as a workbook.
    Xlsx,
    /// Each page as a picture.
    Png,
    /// 审核情况: what was found and what was said to it, as a PDF.
    Findings,
}

impl Wish {
    /// Some of it needs the pages.
    pub(super) fn lays_out(&self) -> bool {
        self.kinds.iter().any(|kind| matches!(kind, FileKind::Pdf | FileKind::Png))
    }
}
