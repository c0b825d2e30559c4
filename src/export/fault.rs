//! Why files were not made.

use crate::output::{BookFault, OfdFault, PrintFault, WordFault};
use crate::store::SaveFault;
use std::path::PathBuf;

/// Why files were not made. No file has changed then.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// The person stopped it.
    #[error("已取消，没有生成任何文件。")]
    Stopped,
    /// The folder is gone.
    #[error("文件夹不存在，请先建立，或另选一个：{}", .0.display())]
    NoFolder(PathBuf),
    /// A file or a device is in its place.
    #[error("这不是文件夹，放不进文件，请写一个文件夹：{}", .0.display())]
    NotAFolder(PathBuf),
    /// The PC's clock is before 1970: its battery is empty.
    #[error("电脑的日期在1970年以前，Excel工作簿生成不了，没有生成任何文件，请先把电脑的日期改对。")]
    Clock,
    /// Nothing is filled in that 一览 could show.
    #[error("还没有填写可以画图的金额和得分，没有生成任何文件，请先填写，或不选一览。")]
    NoCharts,
    /// Of what is wanted nothing can be public.
    #[error("要报送的文件里没有能公开的，没有生成任何文件，请加上PDF、OFD、Word或Excel，或不要公开版。")]
    NothingPublic,
    /// The files could not be put into one.
    #[error("报送包没有压缩成，没有生成任何文件，请改存成文件夹：{0}")]
    Packing(String),
    /// The pages could not be made.
    #[error(transparent)]
    Print(#[from] PrintFault),
    /// The OFD file could not be made.
    #[error(transparent)]
    Ofd(#[from] OfdFault),
    /// The Word file could not be made.
    #[error(transparent)]
    Word(#[from] WordFault),
    /// The workbook could not be made.
    #[error(transparent)]
    Book(#[from] BookFault),
    /// The files could not be written.
    #[error(transparent)]
    Save(#[from] SaveFault),
}
