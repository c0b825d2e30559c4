//! What was typed and not saved: kept in the PC's own place, readable by this user alone, until it is saved or put away.
//!
//! A journal is the whole report as it last was, under a line that says what it is of. Whose program has died is told by
//! a file that each program holds while it lives: what such a one left behind is offered at the next start.

use super::held::Held;
use super::moment;
use super::{FileState, FormTable, LARGEST, OpenFault, Opened, SaveFault, file, read_bounded, settings, write_aside};
use crate::form::Form;
use crate::report::Report;
use chrono::{Days, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What nobody asked for is gone after so many days.
const KEPT: Days = Days::new(30);
/// A program that lives holds a file of this ending, its journals are named after it.
const LIVING: &str = "living";
const JOURNAL: &str = "journal";
/// The first line is no longer.
const LONGEST_HEAD: u64 = 64 << 10;

/// What a journal is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// Its file; none where it was never saved.
    pub file: Option<PathBuf>,
    /// What that was when it was opened or last saved.
    pub state: FileState,
    /// 单位
    pub unit: String,
    /// 年度
    pub year: i32,
    /// When it was written.
    #[serde(with = "moment")]
    pub at: NaiveDateTime,
    /// In how many cells it differs from its file.
    pub cells: usize,
}

/// The journals of this program.
#[derive(Debug)]
pub struct Journals {
    folder: PathBuf,
    /// Held as long as the program lives; none before the first journal.
    living: Option<(Held, String)>,
}

/// A journal that a program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftJournal {
    /// What it is of.
    pub head: JournalHead,
    path: PathBuf,
}

impl Journals {
    /// Those of this PC's own place for them; none where it has none.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::kept_aside("journals")
    }

    /// Those in a folder, which is made when the first is written.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, living: None }
    }

    /// Writes the journal of the report that is open, over the one before.
    ///
    /// # Errors
    /// When the place is full or takes no files.
    pub fn write(
        &mut self,
        head: &JournalHead,
        form: &Form,
        form_text: &str,
        report: &Report,
    ) -> Result<(), SaveFault> {
        let path = self.own()?;
        let head = ron::to_string(head).map_err(|fault| SaveFault::Other(fault.to_string(), path.clone()))?;
        write_aside(&path, format!("{head}\n{}", file::write(form, form_text, report)).as_bytes())?;
        make_private(&path, 0o600).map_err(|fault| SaveFault::from_io(&fault, &path))
    }

    /// It is saved or put away.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&mut self) -> Result<(), SaveFault> {
        let Some((_, name)) = &self.living else { return Ok(()) };
        remove(&self.folder.join(format!("{name}.{JOURNAL}")))
    }

    /// The journal stays, as one that a program which died has left; the next is another.
    pub fn leave_behind(&mut self) {
        self.living = None;
    }

    /// Where the journal of this program stands.
    fn own(&mut self) -> Result<PathBuf, SaveFault> {
        let fault = |fault: std::io::Error| SaveFault::from_io(&fault, &self.folder);
        let name = match &self.living {
            Some((held, name)) if held.is_there() => name.clone(),
            _ => {
                std::fs::create_dir_all(&self.folder)
                    .and_then(|()| make_private(&self.folder, 0o700))
                    .map_err(fault)?;
                let made = tempfile::Builder::new().prefix("").suffix(&format!(".{LIVING}")).tempfile_in(&self.folder);
                let (_, path) = made.map_err(fault)?.keep().map_err(|kept| fault(kept.error))?;
                let held = Held::take(&path).map_err(fault)?;
                let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                self.living = held.map(|held| (held, name.clone()));
                name
            }
        };
        Ok(self.folder.join(format!("{name}.{JOURNAL}")))
    }

    /// What programs that are gone have left behind, newest first. What is older than a month goes.
    #[must_use]
    pub fn left_behind(folder: &Path, now: NaiveDateTime) -> Vec<LeftJournal> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let (mut found, mut files): (Vec<LeftJournal>, Vec<PathBuf>) = (Vec::new(), entries.collect());
        // Of programs that died without a journal: held for a moment and let go of, such a file goes.
        for living in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == LIVING)) {
            drop(Held::take(living));
        }
        files.retain(|path| path.extension().is_some_and(|ending| ending == JOURNAL));
        for path in files {
            // Held while it is looked at: two windows that begin together do not both take it for left behind for long.
            if !matches!(Held::take(&path.with_extension(LIVING)), Ok(Some(_))) {
                continue;
            }
            let Some(head) = head(&path) else { continue };
            if head.at.checked_add_days(KEPT).is_some_and(|last| last < now) {
                // One that cannot be removed is passed over all the same.
                std::fs::remove_file(&path).ok();
            } else {
                found.push(LeftJournal { head, path });
            }
        }
        found.sort_by(|one, other| other.head.at.cmp(&one.head.at).then_with(|| one.path.cmp(&other.path)));
        found
    }
}

impl LeftJournal {
    /// The report in it.
    ///
    /// # Errors
    /// When it is gone or damaged.
    pub fn open(&self, forms: &mut FormTable) -> Result<Opened, OpenFault> {
        let bytes = read_bounded(&self.path, LARGEST)?;
        let text = String::from_utf8(bytes).map_err(|_not_text| OpenFault::NotOurs)?;
        let (_, report) = text.split_once('\n').ok_or(OpenFault::NotOurs)?;
        file::read(report, forms)
    }

    /// Nobody has dealt with it meanwhile.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.path.exists()
    }

    /// It is wanted no longer.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self) -> Result<(), SaveFault> {
        remove(&self.path)
    }
}

fn remove(path: &Path) -> Result<(), SaveFault> {
    match std::fs::remove_file(path) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(SaveFault::from_io(&fault, path)),
        _ => Ok(()),
    }
}

fn head(path: &Path) -> Option<JournalHead> {
    use std::io::{BufRead as _, Read as _};
    let mut line = String::new();
    std::io::BufReader::new(std::fs::File::open(path).ok()?.take(LONGEST_HEAD)).read_line(&mut line).ok()?;
    ron::from_str(&line).ok()
}

/// Nobody else may look into it.
#[cfg(unix)]
fn make_private(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// On Windows nobody else may look into a user's own folder.
#[cfg(not(unix))]
fn make_private(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}
