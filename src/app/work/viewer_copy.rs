//! The copy of the pages that is handed to the PC's own viewer: in a folder of its own that no one else may look into,
//! called what nobody can guess, and gone with the next one or with the window.

use crate::store::write_aside;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

/// What such folders are called: this, and as many letters or digits.
const PREFIX: &str = "ziping-";
const LETTERS: usize = 10;
/// No window is printed from for so long that its copy would be missed.
const OLD: Duration = Duration::from_hours(24);

/// The copy that lies there now; shared with the thread that makes the next.
#[derive(Clone, Default)]
pub(crate) struct ViewerCopy(Arc<Mutex<Option<TempDir>>>);

impl ViewerCopy {
    /// Puts pages where the viewer can read them; the copy before them goes.
    pub fn put(&self, title: &str, pdf: &[u8]) -> Result<PathBuf, String> {
        let made = begin(&std::env::temp_dir()).map_err(|fault| {
            format!("临时文件夹不能写入（{fault}），没有交给看PDF的程序，请清理磁盘，或者改用“导出文件”。")
        })?;
        let path = made.path().join(format!("{title}.pdf"));
        write_aside(&path, pdf).map_err(|fault| fault.to_string())?;
        // Where the viewer holds on to the copy before, it goes another day.
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(made);
        drop(before);
        Ok(path)
    }
}

fn begin(shared: &Path) -> Result<TempDir, std::io::Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(shared)
}

/// Removes the copies of windows that ended before they could, or whose viewer held on to them. On a thread of its own:
/// a folder that all share may be large.
pub(crate) fn sweep_old() {
    std::thread::Builder::new().spawn(|| sweep(&std::env::temp_dir())).ok();
}

fn sweep(shared: &Path) {
    for entry in std::fs::read_dir(shared).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(is_named_so);
        // What a link leads to is not ours.
        let Some(known) = entry.metadata().ok().filter(|known| ours && known.is_dir()) else { continue };
        let age = known.modified().ok().and_then(|then| then.elapsed().ok());
        if age.is_some_and(|age| age > OLD) {
            std::fs::remove_dir_all(entry.path()).ok();
        }
    }
}

fn is_named_so(name: &str) -> bool {
    let letters = name.strip_prefix(PREFIX).unwrap_or_default();
    letters.len() == LETTERS && letters.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test makes what it begins with")]

    use super::*;

    #[test]
    fn a_copy_is_nobody_elses_and_goes_with_the_next_and_with_the_window() {
        let copy = ViewerCopy::default();
        let first = copy.put("某局自评", b"pages").unwrap();
        assert_eq!(std::fs::read(&first).unwrap(), b"pages");
        assert!(
            first.ends_with("某局自评.pdf")
                && is_named_so(first.parent().unwrap().file_name().unwrap().to_str().unwrap())
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(first.parent().unwrap()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
        let second = copy.clone().put("某局自评", b"more").unwrap();
        assert!(!first.parent().unwrap().exists() && second.exists() && first != second);
        drop(copy);
        assert!(!second.parent().unwrap().exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_an_earlier_window_left_goes_a_day_later_and_nothing_else() {
        let shared = tempfile::tempdir().unwrap();
        let place = |name: &str| shared.path().join(name);
        let dirs = ["ziping-aaaaaaaaaa", "ziping-bbbbbbbbbb", "ziping-other", "somebodys"];
        for name in dirs {
            std::fs::create_dir(place(name)).unwrap();
            std::fs::write(place(name).join("a.pdf"), "pages").unwrap();
        }
        std::os::unix::fs::symlink(place("somebodys"), place("ziping-cccccccccc")).unwrap();
        let long_ago = std::time::SystemTime::now() - OLD * 2;
        for name in ["ziping-aaaaaaaaaa", "ziping-other", "somebodys"] {
            std::fs::File::open(place(name)).unwrap().set_modified(long_ago).unwrap();
        }
        sweep(shared.path());
        assert_eq!(dirs.map(|name| place(name).join("a.pdf").exists()), [false, true, true, true]);
        assert!(place("ziping-cccccccccc").exists());
    }
}
