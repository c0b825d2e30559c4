//! What can go wrong with files, in words that say what to do, path last.

use super::state::{Elsewhere, FileState};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a file does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// It is not there.
    #[error("找不到文件，可能已移走或改名，请重新选择：{0}")]
    Missing(PathBuf),
    /// It may not be read.
    #[error("没有权限读取文件，请换一个位置，或请管理员开放权限：{0}")]
    Forbidden(PathBuf),
    /// Another program holds the file.
    #[error("文件正被别的程序打开（比如Word、Excel、WPS或杀毒软件），请先在那里关闭，再试一次：{0}")]
    Busy(PathBuf),
    /// Reading failed.
    #[error("文件读取失败（{0}），请把文件复制到本机硬盘后再打开：{1}")]
    Unreadable(String, PathBuf),
    /// A folder, a device, a pipe.
    #[error("这里不是一个文件，读不了，请重新选择：{0}")]
    NoFile(PathBuf),
    /// Larger than anything that is read.
    #[error("文件太大，超出了自评报告的合理范围，请确认选对了文件，或只留下需要的部分再试：{0}")]
    Large(PathBuf),
    /// Something else.
    #[error("这不是自评表文件，请选择扩展名为 .zpb 的文件。")]
    NotOurs,
    /// In a zip, where nothing is saved.
    #[error("这是压缩的文件，不能在里面改，请先解压，再打开里面的自评表文件（.zpb）：{0}")]
    Packed(PathBuf),
    /// A folder or zip with so many reports in it.
    #[error("里面有{0}个自评表文件，请打开其中的一个，压缩包要先解压：{1}")]
    Several(usize, PathBuf),
    /// A zip that cannot be unpacked: damaged, or with a password.
    #[error("压缩包打不开，可能有损坏或者设了密码，请先解压，再打开里面的自评表文件（.zpb）：{0}")]
    Damaged(PathBuf),
    /// Written by a later program.
    #[error("这个文件由更新的版本（{0}）保存，请先升级本程序再打开；文件没有改动。")]
    Newer(String),
    /// Ours, and damaged.
    #[error("文件第{0}行有损坏，无法打开，请使用备份文件；原文件没有改动。")]
    Broken(usize),
    /// It is of no year.
    #[error("文件里写的年度（{0}）不是年份，无法打开，请使用备份文件；原文件没有改动。")]
    Year(i32),
    /// The form inside is damaged, and none of that name comes with the program.
    #[error("文件里的表样（{0}）有损坏，无法打开，请使用备份文件；原文件没有改动。")]
    Form(String),
}

impl OpenFault {
    pub(super) fn from_io(fault: &Error, path: &Path) -> Self {
        match fault.kind() {
            _ if is_busy(fault) => Self::Busy(path.into()),
            ErrorKind::NotFound => Self::Missing(path.into()),
            ErrorKind::PermissionDenied => Self::Forbidden(path.into()),
            _ => Self::Unreadable(in_words(fault), path.into()),
        }
    }
}

/// Why a file cannot be written. Whatever was there before is still there, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum SaveFault {
    /// The folder is not there.
    #[error("文件夹不存在，可能U盘已拔出或网络盘已断开，请另存到别处：{0}")]
    FolderGone(PathBuf),
    /// Not allowed.
    #[error("这个位置不能写入，请另存到别处：{0}")]
    Forbidden(PathBuf),
    /// No room.
    #[error("磁盘已满，请清理空间或另存到别处，原文件没有改动：{0}")]
    Full(PathBuf),
    /// Another program holds the file.
    #[error("文件正被别的程序打开（比如Word、Excel、WPS或看PDF的程序），请先在那里关闭，再试一次：{0}")]
    Busy(PathBuf),
    /// The file there is a later program's.
    #[error("该位置的文件由更新的版本（{0}）保存，不能覆盖，请换一个文件名：{1}")]
    Newer(String, PathBuf),
    /// No file can be called so there.
    #[error("文件名不能用，可能太长，请换一个短些的文件名，或另存到别处：{0}")]
    Name(PathBuf),
    /// Two files that are written together are one by their names.
    #[error("有两个文件会写成同一个文件，都没有生成，请换一个文件夹，或先移走那里的快捷方式：{0}")]
    Twice(PathBuf),
    /// Of files that are written together so many are new, and could not be put back.
    #[error("写到一半出错，有{0}个文件已经换成新的，其余没有改动，请检查磁盘以后全部重新生成：{1}")]
    Partly(usize, PathBuf),
    /// It is not what it was when it was opened, and what it is.
    #[error("{}没有保存，以免把别处的修改盖掉，请重新打开它再做一遍，或另存为新文件：{}", .0.says(), .2.display())]
    Elsewhere(Elsewhere, FileState, PathBuf),
    /// What is there cannot be read, to be kept.
    #[error(transparent)]
    Unread(#[from] OpenFault),
    /// Anything else.
    #[error("保存失败（{0}），原文件没有改动，请另存到别处：{1}")]
    Other(String, PathBuf),
}

impl SaveFault {
    pub(super) fn from_io(fault: &Error, path: &Path) -> Self {
        match fault.kind() {
            _ if is_busy(fault) => Self::Busy(path.into()),
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderGone(path.into()),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::IsADirectory => {
                Self::Forbidden(path.into())
            }
            ErrorKind::InvalidFilename => Self::Name(path.into()),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => Self::Full(path.into()),
            _ => Self::Other(in_words(fault), path.into()),
        }
    }
}

/// A file is open elsewhere, and so that nobody else may have it.
fn is_busy(fault: &Error) -> bool {
    // What Windows says of it, for which the library has no name.
    let is_shared = cfg!(windows) && matches!(fault.raw_os_error(), Some(32 | 33));
    is_shared || matches!(fault.kind(), ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy)
}

/// What the system says in words of ours: its own are English on many a PC, and name files that nobody knows.
fn in_words(fault: &Error) -> String {
    // One that names a file has its code in words alone.
    let told = || fault.to_string().split_once("(os error ")?.1.split_once(')')?.0.parse().ok();
    let code = fault.raw_os_error().or_else(told);
    let is_disk = |code| if cfg!(windows) { matches!(code, 23 | 483 | 1117) } else { code == 5 };
    match code {
        _ if fault.kind() == ErrorKind::FileTooLarge => "这个磁盘放不下这么大的文件".into(),
        Some(code) if is_disk(code) => "磁盘读写出错".into(),
        Some(code) => format!("系统错误代码{code}"),
        None => "原因不明".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_open_elsewhere_is_busy_whoever_wants_it() {
        let fault = Error::from(ErrorKind::ResourceBusy);
        let path = Path::new("a.zpb");
        for said in [OpenFault::from_io(&fault, path).to_string(), SaveFault::from_io(&fault, path).to_string()] {
            assert!(said.starts_with("文件正被别的程序打开") && said.ends_with("a.zpb"), "{said}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_says_is_said_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let gone = tempfile::NamedTempFile::new_in(folder.path().join("gone")).unwrap_err();
        assert!(gone.raw_os_error().is_none(), "a file that is named");
        for (fault, says) in [
            (Error::from_raw_os_error(libc::EIO), "磁盘读写出错"),
            (Error::from_raw_os_error(libc::EFBIG), "这个磁盘放不下这么大的文件"),
            (Error::from_raw_os_error(libc::EINVAL), "系统错误代码22"),
            (gone, "系统错误代码2"),
            (ErrorKind::InvalidData.into(), "原因不明"),
        ] {
            assert_eq!(in_words(&fault), says);
        }
    }
}
