//! The one way anything is written: aside, synced, renamed. An interruption at any point leaves the old file whole.

use super::SaveFault;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes a whole file, or leaves what was there.
///
/// # Errors
/// When the folder is gone, full or read-only.
pub fn write_aside(path: &Path, bytes: &[u8]) -> Result<(), SaveFault> {
    Aside::new(path, bytes)?.put()
}

/// Writes several whole files: none is touched before all of them are safely on the disk.
///
/// # Errors
/// As [`write_aside`]; a file that another program holds is named, and those before it have then been written.
pub fn write_together<B: AsRef<[u8]>>(files: &[(PathBuf, B)]) -> Result<(), SaveFault> {
    let asides: Vec<Aside> =
        files.iter().map(|(path, bytes)| Aside::new(path, bytes.as_ref())).collect::<Result<_, _>>()?;
    asides.into_iter().try_for_each(Aside::put)
}

/// A file on the disk, beside the one whose place it will take.
struct Aside<'p> {
    path: &'p Path,
    target: PathBuf,
    file: tempfile::NamedTempFile,
}

impl<'p> Aside<'p> {
    fn new(path: &'p Path, bytes: &[u8]) -> Result<Self, SaveFault> {
        // Through a link: what it points to is written, the link stays.
        let target = std::fs::read_link(path).and_then(|_| std::fs::canonicalize(path)).unwrap_or_else(|_| path.into());
        let fault = |fault: std::io::Error| SaveFault::from_io(&fault, path);
        let mut file = builder().tempfile_in(folder(&target)).map_err(fault)?;
        file.write_all(bytes).map_err(fault)?;
        file.as_file().sync_all().map_err(fault)?;
        if let Ok(there) = std::fs::metadata(&target) {
            if there.permissions().readonly() || !there.is_file() {
                return Err(SaveFault::Forbidden(path.into()));
            }
            file.as_file().set_permissions(there.permissions()).map_err(fault)?;
        }
        Ok(Self { path, target, file })
    }

    fn put(self) -> Result<(), SaveFault> {
        self.file.persist(&self.target).map_err(|kept| match SaveFault::from_io(&kept.error, self.path) {
            // The folder took the new file, so it is the old one that cannot be replaced: on Windows, since it is open.
            SaveFault::Forbidden(path) if cfg!(windows) => SaveFault::Busy(path),
            fault => fault,
        })?;
        sync_folder(folder(&self.target));
        Ok(())
    }
}

fn folder(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut builder = tempfile::Builder::new();
    // As any other program's file: readable for colleagues where the system says so.
    builder.prefix(".ziping-").permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ziping-");
    builder
}

/// The new name itself must survive a power cut. Where a folder cannot be synced the file is already safe.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = std::fs::File::open(folder)
    {
        folder.sync_all().ok();
    }
}
