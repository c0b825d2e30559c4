//! What is asked for.

use crate::form::Extra;
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
    /// What is printed more than the form asks for.
    pub extras: Vec<Extra>,
    /// With this PC's official faces, where it has them.
    pub official_faces: bool,
    /// PDF/A-3b, for keeping.
    pub archive: bool,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// The pages.
    Pdf,
    /// The pages in the national format for documents that are kept (GB/T 33190-2016).
    Ofd,
    /// The report to be written on in Word or WPS.
    Docx,
    /// The tables as a workbook.
    Xlsx,
    /// Each page as a picture.
    Png,
    /// 一览: the charts, as a PDF.
    Charts,
    /// 审核情况: what was found and what was said to it, as a PDF.
    Findings,
}

impl FileKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::Pdf, Self::Ofd, Self::Docx, Self::Xlsx, Self::Findings, Self::Charts, Self::Png];

    /// What commands call it; what it is in the clerk's words; whether it is wished for while nothing was chosen.
    fn row(self) -> (&'static str, &'static str, bool) {
        match self {
            Self::Pdf => ("pdf", "PDF，与打印的一样", true),
            Self::Ofd => ("ofd", "OFD版式文件，麒麟、统信电脑直接打开", false),
            Self::Docx => ("docx", "Word文档，可以接着修改", true),
            Self::Xlsx => ("xlsx", "Excel工作簿：附件各表和项目支出一览，带公式", true),
            Self::Findings => ("findings", "审核情况：发现的问题和说明", false),
            Self::Charts => ("charts", "一览：预算执行、失分和两年对比的图", false),
            Self::Png => ("png", "图片，每页一张", false),
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

    /// It is wished for while nothing was chosen.
    #[must_use]
    pub fn is_usual(self) -> bool {
        self.row().2
    }
}

impl Wish {
    /// Some of it needs the pages.
    pub(super) fn lays_out(&self) -> bool {
        self.kinds.iter().any(|kind| matches!(kind, FileKind::Pdf | FileKind::Ofd | FileKind::Png))
    }
}
