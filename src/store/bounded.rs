//! A file that a person names, read whole and within bounds, or refused at once.

use super::OpenFault;
use std::io::Read as _;
use std::path::Path;

/// The bytes of a file, at most so many.
///
/// # Errors
/// When there is none, it cannot be read, is larger, or is no file: a folder, a device, a pipe.
pub fn read_bounded(path: &Path, largest: u64) -> Result<Vec<u8>, OpenFault> {
    let fault = |fault: std::io::Error| OpenFault::from_io(&fault, path);
    // Asked before it is opened: a pipe keeps whoever opens it waiting, a device never ends.
    if !std::fs::metadata(path).map_err(fault)?.is_file() {
        return Err(OpenFault::NoFile(path.into()));
    }
    let mut bytes = Vec::new();
    // Not by the size it is said to have: it may grow meanwhile.
    std::fs::File::open(path).map_err(fault)?.take(largest.saturating_add(1)).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > largest { Err(OpenFault::Large(path.into())) } else { Ok(bytes) }
}
