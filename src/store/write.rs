//! The one way anything is written: aside, synced, renamed. An interruption at any point leaves the old file whole.

use super::SaveFault;
use std::io::Write as _;
use std::path::Path;

/// Writes a whole file, or leaves what was there.
///
/// # Errors
/// When the folder is gone, full or read-only.
pub fn write_aside(path: &Path, bytes: &[u8]) -> Result<(), SaveFault> {
    // Through a link: what it points to is written, the link stays.
    let target = std::fs::read_link(path).and_then(|_| std::fs::canonicalize(path)).unwrap_or_else(|_| path.into());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let fault = |fault: std::io::Error| SaveFault::from_io(&fault, path);
    let mut aside = builder().tempfile_in(folder).map_err(fault)?;
    aside.write_all(bytes).map_err(fault)?;
    aside.as_file().sync_all().map_err(fault)?;
    if let Ok(there) = std::fs::metadata(&target) {
        if there.permissions().readonly() || there.is_dir() {
            return Err(SaveFault::Forbidden(path.into()));
        }
        aside.as_file().set_permissions(there.permissions()).map_err(fault)?;
    }
    aside.persist(&target).map_err(|kept| fault(kept.error))?;
    sync_folder(folder);
    Ok(())
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
