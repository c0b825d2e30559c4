//! One file beside the place it will take, whole and on the disk.

use super::bounded::open_file;
use super::{SaveFault, stray};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// So many links are followed, one to the next.
const LINKS: usize = 40;

/// What the disk is asked for; tests answer in its place.
pub(super) trait Disk {
    fn sync(&self, file: &File) -> Result<(), Error> {
        file.sync_all()
    }

    fn set_mode(&self, file: &File, there: std::fs::Permissions) -> Result<(), Error> {
        file.set_permissions(there)
    }

    #[cfg(unix)]
    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> Result<(), Error> {
        std::os::unix::fs::fchown(file, owner, group)
    }

    fn put(&self, file: tempfile::NamedTempFile, target: &Path) -> Result<(), Error> {
        file.persist(target).map(drop).map_err(|kept| kept.error)
    }
}

/// The disk itself.
pub(super) struct RealDisk;

impl Disk for RealDisk {}

/// Where a file is to go: the place a person named, and the one that is meant by it.
#[derive(Clone, Debug)]
pub(super) struct FilePlace {
    pub named: PathBuf,
    /// Through links: what they point to is written, be it there or not, and the links stay.
    pub place: PathBuf,
}

impl FilePlace {
    /// Asked before anything is written, whether a file can stand there by its name.
    pub fn of(named: &Path) -> Result<Self, SaveFault> {
        let mut place = named.to_path_buf();
        let mut links = 0;
        while let Ok(next) = std::fs::read_link(&place) {
            links += 1;
            if links > LINKS {
                return Err(SaveFault::Forbidden(named.into()));
            }
            place = folder(&place).join(next);
        }
        match std::fs::symlink_metadata(&place) {
            Err(fault) if fault.kind() == ErrorKind::InvalidFilename => Err(SaveFault::Name(named.into())),
            Ok(there) if there.permissions().readonly() || !there.is_file() => Err(SaveFault::Forbidden(named.into())),
            _ if is_too_long(&place) => Err(SaveFault::Name(named.into())),
            _ => Ok(Self { named: named.into(), place }),
        }
    }

    pub fn folder(&self) -> &Path {
        folder(&self.place)
    }

    pub fn fault(&self, fault: &Error) -> SaveFault {
        SaveFault::from_io(fault, &self.named)
    }
}

fn folder(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The program could write it, and Word and the like could not open it.
#[cfg(windows)]
fn is_too_long(place: &Path) -> bool {
    use std::os::windows::ffi::OsStrExt as _;
    const LONGEST: usize = 259;
    std::path::absolute(place).is_ok_and(|place| place.as_os_str().encode_wide().count() > LONGEST)
}

/// The disk knows how long a name may be, and has been asked.
#[cfg(not(windows))]
fn is_too_long(_: &Path) -> bool {
    false
}

/// A file on the disk, beside the place it will take.
pub(super) struct Aside<'t> {
    pub target: &'t FilePlace,
    file: tempfile::NamedTempFile,
}

impl<'t> Aside<'t> {
    /// Writes it, where `sweeps` after the strays of its folder are gone.
    pub fn new(disk: &dyn Disk, target: &'t FilePlace, bytes: &[u8], sweeps: bool) -> Result<Self, SaveFault> {
        let begun = || -> Result<_, Error> {
            let mut file = stray::begin(target.folder())?;
            if sweeps {
                stray::sweep(target.folder(), file.as_file());
            }
            if let Ok(there) = std::fs::metadata(&target.place) {
                take_after(disk, file.as_file(), &there);
            }
            file.write_all(bytes)?;
            sync(disk, file.as_file())?;
            Ok(file)
        };
        Ok(Self { target, file: begun().map_err(|fault| target.fault(&fault))? })
    }

    /// What stands at a target now, once more; none where nothing does.
    pub fn copy(disk: &dyn Disk, target: &'t FilePlace) -> Result<Option<Self>, SaveFault> {
        let copied = || -> Result<_, Error> {
            let mut from = match open_file(&target.place, OpenOptions::new().read(true)) {
                Ok(Some(from)) => from,
                Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
                Ok(None) => return Err(ErrorKind::PermissionDenied.into()),
                Err(fault) => return Err(fault),
            };
            let mut file = stray::begin(target.folder())?;
            let there = from.metadata()?;
            take_after(disk, file.as_file(), &there);
            std::io::copy(&mut from, file.as_file_mut())?;
            // When it was written is worth knowing, and no more.
            there.modified().and_then(|then| file.as_file().set_modified(then)).ok();
            sync(disk, file.as_file())?;
            Ok(Some(Self { target, file }))
        };
        copied().map_err(|fault| target.fault(&fault))
    }

    /// It takes its place.
    pub fn put(self, disk: &dyn Disk) -> Result<(), SaveFault> {
        disk.put(self.file, &self.target.place).map_err(|fault| match self.target.fault(&fault) {
            // The folder took the new file, so it is the old one that cannot be replaced: on Windows, since it is open.
            SaveFault::Forbidden(path) if cfg!(windows) => SaveFault::Busy(path),
            fault => fault,
        })?;
        sync_folder(disk, self.target.folder());
        Ok(())
    }
}

/// What is written must be on the disk. One that cannot be asked for that has taken it as well as it can; one that
/// answers that it failed has lost it.
fn sync(disk: &dyn Disk, file: &File) -> Result<(), Error> {
    disk.sync(file).or_else(|fault| {
        // On Windows “incorrect function” and “not supported”.
        let code = cfg!(windows) && matches!(fault.raw_os_error(), Some(1 | 50));
        match fault.kind() {
            ErrorKind::PermissionDenied | ErrorKind::InvalidInput | ErrorKind::Unsupported => Ok(()),
            _ if code => Ok(()),
            _ => Err(fault),
        }
    })
}

/// The new name itself must survive a power cut. Where a folder cannot be synced the file is already safe.
fn sync_folder(disk: &dyn Disk, folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        disk.sync(&folder).ok();
    }
}

/// Whose a file is and who may read it stays as it was. Many a network disk knows neither: no reason not to save.
#[cfg(unix)]
fn take_after(disk: &dyn Disk, file: &File, there: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let Ok(new) = file.metadata() else { return };
    let mut mode = there.mode() & 0o777;
    if new.gid() != there.gid() && disk.set_owner(file, None, Some(there.gid())).is_err() {
        // What was meant for the old group alone is not for the new one: it may what all others may.
        mode = mode & 0o707 | (mode & 0o007) << 3;
    }
    if new.uid() != there.uid() {
        disk.set_owner(file, Some(there.uid()), None).ok();
    }
    disk.set_mode(file, std::fs::Permissions::from_mode(mode)).ok();
}

#[cfg(not(unix))]
fn take_after(disk: &dyn Disk, file: &File, there: &Metadata) {
    disk.set_mode(file, there.permissions()).ok();
}
