//! Why a document was not read.

/// Why a document was not read: each a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// Not a kind of file that is read.
    #[error(
        "不能读取这种文件，请选择 Word（docx、doc、wps、rtf）、Excel（xlsx、xls、et、ods、csv）、网页（html）或 PDF 文件。"
    )]
    OtherKind,
    /// A zip of other files.
    #[error(
        "这是压缩的文件，里面不是一份 Word 或 Excel，请先解压，再导入里面的文件；报送包里的自评表（.zpb）不用导入，请直接打开。"
    )]
    Packed,
    /// An OFD file: its pages say nothing of tables.
    #[error("OFD 文件不能导入，请导入同一份自评表的 PDF、Word 或 Excel 文件；有自评表文件（.zpb）的，请直接打开。")]
    Ofd,
    /// Of a word processor before Word 97.
    #[error("这是1997年以前格式的文字文档，请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”，再导入。")]
    OldText,
    /// In a compound file, and no Word file or workbook that is known.
    #[error(
        "这是读不了的旧格式文件，请用 Excel、Word 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”或“Word 文档（*.docx）”，再导入。"
    )]
    OldSheet,
    /// A password is needed.
    #[error("文件设了打开密码，请先用 Word、Excel 或 WPS 打开并取消密码，另存一份，再导入。")]
    Locked,
    /// A PDF that needs a password.
    #[error("PDF 文件设了打开密码，请先用能打开它的软件取消密码，另存一份，再导入。")]
    LockedPdf,
    /// A PDF that cannot be read.
    #[error("PDF 文件有损坏，无法读取，请向提供文件的单位另要一份，或者用浏览器打开、打印成新的 PDF，再导入。")]
    BrokenPdf,
    /// The PC's clock is before 1970: its battery is empty.
    #[error("电脑的日期在1970年以前，PDF 文件读不了，请先把电脑的日期改对，再导入。")]
    Clock,
    /// The pages of a PDF are pictures.
    #[error(
        "这个 PDF 是扫描的图片，里面没有文字，请找生成它的 Word、Excel 或直接导出的 PDF 来导入；找不到的，只能手工录入。"
    )]
    Picture,
    /// A PDF does not tell which characters its letters are.
    #[error(
        "这个 PDF 没有说明字形是哪些文字，读出来会是乱码，请找生成它的 Word 或 Excel 文件来导入；找不到的，只能手工录入。"
    )]
    Unmapped,
    /// It cannot be read.
    #[error("文件有损坏，无法读取，请用 Word、Excel 或 WPS 打开，另存一份，再导入。")]
    Broken,
    /// It is larger than any report, or pretends to be small.
    #[error("文件太大，超出了自评报告的合理范围，请只保留要导入的部分，另存一份，再导入。")]
    TooLarge,
    /// Nothing is in it.
    #[error("文件里没有文字和表格，请确认选对了文件；如果内容是图片（扫描件），只能手工录入。")]
    Empty,
}
