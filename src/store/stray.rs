//! Strays: what was being written aside when a program was cut off.
//!
//! Whoever writes aside holds a lock on that file as long as it lives, which the system lets go of however the program
//! ends. So what nobody holds is a stray, whichever program or PC left it.

use super::bounded::open_file;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Error;
use std::path::Path;
use std::time::Duration;

/// What such files are called: this, and as many letters or digits.
const PREFIX: &str = ".ziping-";
const LETTERS: usize = 6;
/// Where a disk knows no locks: no one writes for so long.
const LONG: Duration = Duration::from_hours(24);
/// How often a new file is begun, where others take it for a stray before it is held.
const TRIES: usize = 20;

/// A new file in a folder, held until it is let go of or has taken the place it is for.
pub(super) fn begin(folder: &Path) -> Result<tempfile::NamedTempFile, Error> {
    for _ in 0..TRIES {
        let file = builder().tempfile_in(folder)?;
        // Between its making and its being held another program may have taken it for a stray.
        let taken = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !taken && file.path().exists() {
            return Ok(file);
        }
    }
    Err(std::io::ErrorKind::ResourceBusy.into())
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any other program's file: readable for colleagues where the system says so.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Removes the strays of a folder. `newest` was begun there just now: its time is by the same clock as theirs.
pub(super) fn sweep(folder: &Path, newest: &File) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(is_named_so);
        // Not through a link: what it leads to is no stray.
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            remove_stray(&entry.path(), newest);
        }
    }
}

fn is_named_so(name: &str) -> bool {
    let letters = name.strip_prefix(PREFIX).unwrap_or_default();
    letters.len() == LETTERS && letters.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// Removes a file if it is a stray, and holds it until it is gone: whoever has just begun it then sees that.
fn remove_stray(path: &Path, newest: &File) {
    let Ok(Some(file)) = open_file(path, OpenOptions::new().read(true).write(true)) else { return };
    let is_stray = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => is_old(&file, newest).unwrap_or(false),
    };
    if is_stray {
        std::fs::remove_file(path).ok();
    }
}

fn is_old(file: &File, newest: &File) -> Result<bool, Error> {
    let (then, now) = (file.metadata()?.modified()?, newest.metadata()?.modified()?);
    Ok(now.duration_since(then).is_ok_and(|age| age > LONG))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_go_and_what_is_held_or_called_otherwise_stays() {
        let folder = tempfile::tempdir().unwrap();
        let others = [".ziping-a1B2c", ".ziping-a1B2c34", ".ziping-a1B2c·", "ziping-a1B2c3"];
        for name in [".ziping-a1B2c3"].iter().chain(&others) {
            File::create_new(folder.path().join(name)).unwrap();
        }
        std::fs::create_dir(folder.path().join(".ziping-folder")).unwrap();
        let held = begin(folder.path()).unwrap();
        let newest = begin(folder.path()).unwrap();
        sweep(folder.path(), newest.as_file());
        let left = |name: &str| folder.path().join(name).exists();
        assert!(!left(".ziping-a1B2c3"));
        assert!(others.into_iter().chain([".ziping-folder"]).all(left));
        assert!(held.path().exists() && newest.path().exists());
    }

    #[test]
    fn where_no_lock_is_known_only_what_is_a_day_old_is_a_stray() {
        let folder = tempfile::tempdir().unwrap();
        let (old, newest) = (begin(folder.path()).unwrap(), begin(folder.path()).unwrap());
        let now = newest.as_file().metadata().unwrap().modified().unwrap();
        for (age, is_stray) in [(0, false), (23, false), (25, true)] {
            old.as_file().set_modified(now - Duration::from_hours(age)).unwrap();
            assert_eq!(is_old(old.as_file(), newest.as_file()).unwrap(), is_stray, "{age}");
        }
        old.as_file().set_modified(now + Duration::from_hours(25)).unwrap();
        assert!(!is_old(old.as_file(), newest.as_file()).unwrap(), "of tomorrow");
    }

    /// Many write into one folder and sweep it meanwhile: nobody takes away what another writes.
    #[test]
    fn many_writers_take_nothing_from_each_other() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|all| {
            for writer in 0..8 {
                let folder = folder.path();
                all.spawn(move || {
                    for _ in 0..60 {
                        let path = folder.join(format!("{writer}.zpb"));
                        crate::store::write_aside(&path, b"1").unwrap();
                    }
                });
            }
        });
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 8);
    }
}
