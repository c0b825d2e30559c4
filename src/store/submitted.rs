//! The report in what was handed in: the only one in a folder, or in a zip. It is read there, never saved there.

use super::bounded::open_file;
use super::{ENDING, LARGEST, OpenFault};
use std::fs::OpenOptions;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// How zips begin.
const ZIP: &[u8] = b"PK\x03\x04";
/// How a zip says that another file is in it.
const ENTRY: &[u8] = b"PK\x01\x02";
/// No more files are in one.
const MOST: usize = 4_000;

/// A folder, or a file that begins as zips do: whatever is opened in it is not saved there.
#[must_use]
pub fn is_packed(path: &Path) -> bool {
    let mut begins = Vec::new();
    let file = open_file(path, OpenOptions::new().read(true)).ok().flatten();
    let read = file.map(|file| file.take(ZIP.len() as u64).read_to_end(&mut begins));
    path.is_dir() || (read.is_some_and(|read| read.is_ok()) && begins == ZIP)
}

/// The only report in a folder, by its name; what was named itself where it is no folder, or has no report.
///
/// # Errors
/// When it has several.
pub fn report_in_folder(path: &Path) -> Result<PathBuf, OpenFault> {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_ours = |file: &PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
    let mut reports = entries.filter(|file| is_ours(file) && file.is_file());
    match (reports.next(), reports.count()) {
        (Some(only), 0) => Ok(only),
        (Some(_), more) => Err(OpenFault::Several(more + 1, path.into())),
        (None, _) => Ok(path.into()),
    }
}

/// The only report in a file that begins as zips do; none where it is none, or has no report in it.
pub(super) fn unpacked(path: &Path, bytes: &[u8]) -> Result<Option<Vec<u8>>, OpenFault> {
    if !bytes.starts_with(ZIP) {
        return Ok(None);
    }
    // The library keeps all there is of each file in it: they are counted before.
    if bytes.windows(ENTRY.len()).filter(|four| *four == ENTRY).take(MOST + 1).count() > MOST {
        return Err(OpenFault::Large(path.into()));
    }
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Err(OpenFault::NotOurs) };
    let ending = format!(".{ENDING}");
    // Of the name no more is asked than its end: it may be in any code page.
    let mut ours = Vec::new();
    for number in 0..zip.len() {
        if zip.by_index_raw(number).is_ok_and(|file| file.name_raw().ends_with(ending.as_bytes())) {
            ours.push(number);
        }
    }
    match ours[..] {
        [] => Ok(None),
        [number] => {
            let file = zip.by_index(number).map_err(|_fault| OpenFault::Damaged(path.into()))?;
            // What a zip says of its sizes may be a lie: it is counted while unpacking.
            let mut report = Vec::new();
            let read = file.take(LARGEST + 1).read_to_end(&mut report);
            read.map_err(|_fault| OpenFault::Damaged(path.into()))?;
            if report.len() as u64 > LARGEST { Err(OpenFault::Large(path.into())) } else { Ok(Some(report)) }
        }
        _ => Err(OpenFault::Several(ours.len(), path.into())),
    }
}
