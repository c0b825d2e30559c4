//! A file that a person names, read whole and within bounds, or refused at once.

use super::OpenFault;
use std::fs::{File, OpenOptions};
use std::io::{Error, Read as _};
use std::path::Path;

/// The bytes of a file, at most so many.
///
/// # Errors
/// When there is none, it cannot be read, is larger, or is no file: a folder, a device, a pipe.
pub fn read_bounded(path: &Path, largest: u64) -> Result<Vec<u8>, OpenFault> {
    let fault = |fault: Error| OpenFault::from_io(&fault, path);
    let file = open_file(path, OpenOptions::new().read(true)).map_err(fault)?.ok_or(OpenFault::NoFile(path.into()))?;
    if file.metadata().is_ok_and(|known| known.len() > largest) {
        return Err(OpenFault::Large(path.into()));
    }
    let mut bytes = Vec::new();
    // Not by the size it is said to have: it may grow meanwhile.
    file.take(largest.saturating_add(1)).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > largest { Err(OpenFault::Large(path.into())) } else { Ok(bytes) }
}

/// Opens what is a file, without ever waiting; none where it is something else.
pub(super) fn open_file(path: &Path, options: &mut OpenOptions) -> Result<Option<File>, Error> {
    // Asked before it is opened: to some devices being opened means something.
    if !std::fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // And once it is open: a pipe that has taken the file's place meanwhile keeps nobody waiting.
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.open(path)?;
    Ok(file.metadata()?.is_file().then_some(file))
}
