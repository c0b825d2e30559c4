//! A file that is held open while a program lives: others see that it is, and nobody who died holds one.
//!
//! The system itself lets go of what a program held, however that ended. A mount that knows no such holding is said to
//! be unsure; there what is written in the file and how fresh it is must tell.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// A file that is held; let go of and removed when this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    file: File,
    /// What was written into it, by which it is known again.
    note: String,
    /// The system tells others that it is held.
    pub sure: bool,
}

impl Held {
    /// Takes hold of a file, which is made where there is none; what stands in it is left. None where another holds it.
    ///
    /// # Errors
    /// When the place takes no file.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let Some((file, sure)) = hold(path)? else { return Ok(None) };
            let held = Self { path: path.into(), file, note: String::new(), sure };
            // Between opening and holding whoever held it may have removed it: then it is not the file at that place.
            if held.is_there() {
                return Ok(Some(held));
            }
        }
    }

    /// What stands in it.
    pub fn read(&mut self) -> io::Result<String> {
        let mut text = String::new();
        self.file.seek(io::SeekFrom::Start(0))?;
        (&self.file).take(MOST).read_to_string(&mut text)?;
        Ok(text)
    }

    /// Writes it anew: also the sign that its holder lives.
    pub fn write(&mut self, note: &str) -> io::Result<()> {
        self.file.seek(io::SeekFrom::Start(0))?;
        self.file.write_all(note.as_bytes())?;
        self.file.set_len(note.len() as u64)?;
        note.clone_into(&mut self.note);
        Ok(())
    }

    /// Writes what stands in it again.
    pub fn beat(&mut self) -> io::Result<()> {
        let note = self.note.clone();
        self.write(&note)
    }

    /// Lets go of it without removing it: it is another's.
    pub fn leave(mut self) {
        self.path = PathBuf::new();
    }

    /// It still is what stands at its place: nobody has taken it over.
    #[cfg(unix)]
    pub fn is_there(&self) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let here = self.file.metadata().map(|m| (m.dev(), m.ino()));
        let there = std::fs::symlink_metadata(&self.path).map(|m| (m.dev(), m.ino()));
        matches!((here, there), (Ok(here), Ok(there)) if here == there)
    }

    /// The same, told by what was written into it.
    #[cfg(not(unix))]
    pub fn is_there(&self) -> bool {
        self.note.is_empty() || note(&self.path).is_some_and(|note| note == self.note)
    }
}

/// More than such a file ever says.
const MOST: u64 = 4096;

/// What stands in such a file, whoever holds it.
pub(super) fn note(path: &Path) -> Option<String> {
    String::from_utf8(super::read_bounded(path, MOST).ok()?).ok()
}

impl Drop for Held {
    fn drop(&mut self) {
        // What another has taken over is theirs. One that cannot be removed is seen as let go of all the same.
        if self.is_there() {
            std::fs::remove_file(&self.path).ok();
        }
    }
}

/// The file, held, and whether the system tells others so. None where another holds it.
#[cfg(unix)]
fn hold(path: &Path) -> io::Result<Option<(File, bool)>> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // Neither a link nor a pipe is followed: in a shared folder anybody may have laid one there.
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false).custom_flags(flags);
    let file = options.open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some((file, true))),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        // The mount knows no locks.
        Err(std::fs::TryLockError::Error(_)) => Ok(Some((file, false))),
    }
}

/// On Windows a lock would bar reading too; who opens a file shares it for reading and removing alone.
#[cfg(windows)]
fn hold(path: &Path) -> io::Result<Option<(File, bool)>> {
    use std::os::windows::fs::OpenOptionsExt as _;
    use windows_sys::Win32::Foundation::ERROR_SHARING_VIOLATION;
    use windows_sys::Win32::Storage::FileSystem::{FILE_ATTRIBUTE_HIDDEN, FILE_SHARE_DELETE, FILE_SHARE_READ};
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.share_mode(FILE_SHARE_READ | FILE_SHARE_DELETE).attributes(FILE_ATTRIBUTE_HIDDEN);
    match options.open(path) {
        Ok(file) => Ok(Some((file, true))),
        Err(fault) if fault.raw_os_error() == Some(ERROR_SHARING_VIOLATION.cast_signed()) => Ok(None),
        Err(fault) => Err(fault),
    }
}
