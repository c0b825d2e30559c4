//! The one way anything is written: aside, synced, renamed. An interruption at any point leaves the old file whole.

use super::SaveFault;
use super::aside::{Aside, Disk, FilePlace, RealDisk};
use std::path::{Path, PathBuf};

/// Writes a whole file, or leaves what was there.
///
/// # Errors
/// When the folder is gone, full or read-only.
pub fn write_aside(path: &Path, bytes: &[u8]) -> Result<(), SaveFault> {
    write_together(&[(path.to_path_buf(), bytes)])
}

/// Writes several whole files, or leaves all of them as they were: none is touched before all are safely on the disk,
/// and where one cannot take its place those before it give theirs back.
///
/// # Errors
/// As [`write_aside`]; when two would come to the same place; when what was there could not be put back, which is then
/// said.
pub fn write_together<B: AsRef<[u8]>>(files: &[(PathBuf, B)]) -> Result<(), SaveFault> {
    write_on(&RealDisk, files)
}

fn write_on<B: AsRef<[u8]>>(disk: &dyn Disk, files: &[(PathBuf, B)]) -> Result<(), SaveFault> {
    let mut targets: Vec<FilePlace> = Vec::new();
    for (path, _) in files {
        let target = FilePlace::of(path)?;
        if targets.iter().any(|other| other.place == target.place) {
            return Err(SaveFault::Twice(target.named));
        }
        targets.push(target);
    }
    let mut asides: Vec<Aside<'_>> = Vec::new();
    for (target, (_, bytes)) in targets.iter().zip(files) {
        let sweeps = asides.last().is_none_or(|before| before.target.folder() != target.folder());
        asides.push(Aside::new(disk, target, bytes.as_ref(), sweeps)?);
    }
    put_all(disk, asides)
}

/// All take their places, or none.
fn put_all(disk: &dyn Disk, asides: Vec<Aside<'_>>) -> Result<(), SaveFault> {
    // Where the last one fails it has changed nothing.
    let given_up = asides.len().saturating_sub(1);
    let mut old: Vec<(&FilePlace, Option<Aside<'_>>)> = Vec::new();
    for aside in asides.iter().take(given_up) {
        old.push((aside.target, Aside::copy(disk, aside.target)?));
    }
    for (done, aside) in asides.into_iter().enumerate() {
        if let Err(fault) = aside.put(disk) {
            old.truncate(done);
            let stayed: Vec<&FilePlace> =
                old.into_iter().filter_map(|(target, old)| put_back(disk, target, old)).collect();
            let Some(first) = stayed.first() else { return Err(fault) };
            return Err(SaveFault::Partly(stayed.len(), first.named.clone()));
        }
    }
    Ok(())
}

/// A target as it was: what stood there, or nothing. Answers with it where that cannot be done.
fn put_back<'t>(disk: &dyn Disk, target: &'t FilePlace, old: Option<Aside<'_>>) -> Option<&'t FilePlace> {
    let back = match old {
        Some(old) => old.put(disk).is_ok(),
        None => std::fs::remove_file(&target.place).is_ok(),
    };
    (!back).then_some(target)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "a test makes what it begins with")]

    use super::*;
    use std::cell::Cell;
    use std::io::{Error, ErrorKind};

    /// A disk that answers some of what it is asked with a fault.
    #[derive(Default)]
    struct Faulty {
        /// What syncing answers.
        sync: Option<i32>,
        mode_and_owner: bool,
        /// So many files take their places, then none until so many have been refused.
        puts: Cell<usize>,
        refused: Cell<usize>,
    }

    impl Disk for Faulty {
        fn sync(&self, file: &std::fs::File) -> Result<(), Error> {
            self.sync.map_or_else(|| file.sync_all(), |code| Err(Error::from_raw_os_error(code)))
        }

        fn set_mode(&self, file: &std::fs::File, there: std::fs::Permissions) -> Result<(), Error> {
            if self.mode_and_owner { Err(ErrorKind::PermissionDenied.into()) } else { file.set_permissions(there) }
        }

        #[cfg(unix)]
        fn set_owner(&self, _: &std::fs::File, _: Option<u32>, _: Option<u32>) -> Result<(), Error> {
            Err(ErrorKind::PermissionDenied.into())
        }

        fn put(&self, file: tempfile::NamedTempFile, target: &Path) -> Result<(), Error> {
            if self.puts.get() == 0 && self.refused.get() > 0 {
                self.refused.set(self.refused.get() - 1);
                return Err(ErrorKind::ResourceBusy.into());
            }
            self.puts.set(self.puts.get().saturating_sub(1));
            RealDisk.put(file, target)
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn what_a_disk_does_not_know_is_no_reason_not_to_save() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zpb");
        let unknown = [libc::EPERM, libc::EINVAL, libc::EOPNOTSUPP, libc::ENOSYS];
        for (n, sync) in unknown.into_iter().enumerate() {
            let disk = Faulty { sync: Some(sync), mode_and_owner: true, ..Faulty::default() };
            write_on(&disk, &[(path.clone(), n.to_string())]).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), n.to_string());
        }
        let lost = [(libc::EIO, "保存失败"), (libc::ENOSPC, "磁盘已满"), (libc::EDQUOT, "磁盘已满")];
        for (sync, says) in lost {
            let refused = write_on(&Faulty { sync: Some(sync), ..Faulty::default() }, &[(path.clone(), "new")]);
            let refused = refused.unwrap_err().to_string();
            assert!(refused.starts_with(says) && refused.contains("原文件没有改动"), "{refused}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), "3");
        }
        assert_eq!(names(folder.path()), ["a.zpb"]);
    }

    /// Three files, the middle one new; one after the other cannot take its place.
    #[test]
    fn all_take_their_places_or_none() {
        for puts in 0..3 {
            let folder = tempfile::tempdir().unwrap();
            let place = |name: &str| folder.path().join(name);
            for name in ["a.pdf", "c.xlsx"] {
                std::fs::write(place(name), "old").unwrap();
            }
            let files = ["a.pdf", "b.docx", "c.xlsx"].map(|name| (place(name), "new"));
            let disk = Faulty { puts: Cell::new(puts), refused: Cell::new(1), ..Faulty::default() };
            assert!(matches!(write_on(&disk, &files), Err(SaveFault::Busy(path)) if path == files[puts].0));
            assert_eq!(names(folder.path()), ["a.pdf", "c.xlsx"], "{puts}");
            for name in ["a.pdf", "c.xlsx"] {
                assert_eq!(std::fs::read_to_string(place(name)).unwrap(), "old", "{puts}");
            }
            // Those before it are not to be put back either: that is said.
            let disk = Faulty { puts: Cell::new(puts), refused: Cell::new(9), ..Faulty::default() };
            let refused = write_on(&disk, &files).unwrap_err();
            let stayed = matches!(&refused, SaveFault::Partly(1, path) if *path == files[0].0);
            assert_eq!(stayed, puts > 0, "{refused}");
            write_together(&files).unwrap();
            assert_eq!(names(folder.path()), ["a.pdf", "b.docx", "c.xlsx"], "{puts}");
        }
    }

    #[test]
    fn names_that_cannot_be_are_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let long = format!("{}.pdf", "长".repeat(300));
        for (second, says) in [(&*long, "文件名"), ("a.pdf", "同一个文件")] {
            let refused = write_together(&[(place("a.pdf"), "1"), (place(second), "2")]).unwrap_err().to_string();
            assert!(refused.contains(says), "{refused}");
            assert!(names(folder.path()).is_empty());
        }
    }

    #[cfg(unix)]
    #[test]
    fn through_a_link_what_it_names_is_written() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let place = |name: &str| folder.path().join(name);
        symlink("middle.zpb", place("first.zpb")).unwrap();
        symlink(other.path().join("there.zpb"), place("middle.zpb")).unwrap();
        for text in ["made where there is none", "written over"] {
            write_aside(&place("first.zpb"), text.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(other.path().join("there.zpb")).unwrap(), text);
            assert_eq!(names(folder.path()), ["first.zpb", "middle.zpb"]);
            assert!(place("middle.zpb").is_symlink());
        }
        let both = [(place("first.zpb"), "1"), (other.path().join("there.zpb"), "2")];
        assert!(matches!(write_together(&both), Err(SaveFault::Twice(_))));
        symlink("round.zpb", place("round.zpb")).unwrap();
        assert!(matches!(write_aside(&place("round.zpb"), b"1"), Err(SaveFault::Forbidden(_))));
        assert_eq!(names(other.path()), ["there.zpb"]);
    }

    /// The mode of a file stays; where its group cannot, what the group alone might read is not told the new one.
    #[cfg(unix)]
    #[test]
    fn a_file_stays_whose_it_is() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zpb");
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o664)).unwrap();
        write_aside(&path, b"new").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o664);
        if chown(&path, Some(1), Some(1)).is_err() {
            return; // Only the administrator may give files away.
        }
        write_aside(&path, b"newer").unwrap();
        let there = std::fs::metadata(&path).unwrap();
        assert_eq!((there.uid(), there.gid(), there.mode() & 0o777), (1, 1, 0o664));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o660)).unwrap();
        write_on(&Faulty::default(), &[(path.clone(), "newest")]).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    }
}
