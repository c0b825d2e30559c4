//! Who has a report open: a small file beside it, held while that lasts.
//!
//! It says who and since when, and is seen as left behind once its holder is gone: on one PC the system knows; of another
//! PC's, where the share tells nobody, what was not written anew for a while.

use super::held::{self, Held};
use super::user::FileUser;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lock is written anew so often.
pub const BEAT: Duration = Duration::from_secs(30);
/// One that was not for so long is left behind.
const LEFT: Duration = Duration::from_secs(150);

/// What came of locking a file.
#[derive(Debug)]
pub enum Locking {
    /// It is ours.
    Ours(Lock),
    /// Another has it open.
    Theirs(FileUser),
}

/// A file that is open here. Let go of when this is dropped.
#[derive(Debug)]
pub struct Lock {
    /// None where the folder takes no such file: then nothing can be saved there either.
    held: Option<Held>,
    beside: PathBuf,
}

/// Locks a file for this program.
#[must_use]
pub fn lock(file: &Path, me: &FileUser) -> Locking {
    let beside = beside(file);
    match Held::take(&beside) {
        Ok(Some(mut held)) => {
            let there = held.read().ok().and_then(|note| user(&note));
            match there.filter(|there| lives(there, &held, &beside)) {
                Some(there) => {
                    held.leave();
                    Locking::Theirs(there)
                }
                None => Locking::Ours(Lock::of(held, beside, me)),
            }
        }
        // Whoever holds it and has not written into it yet has only begun.
        Ok(None) => Locking::Theirs(who(&beside).unwrap_or_else(|| me.clone().unnamed())),
        Err(_) => Locking::Ours(Lock { held: None, beside }),
    }
}

/// Who else has a file open. It is only looked at: for that moment alone it is held, where nobody holds it.
#[must_use]
pub fn open_elsewhere(file: &Path) -> Option<FileUser> {
    let beside = beside(file);
    who(&beside).filter(|there| !there.is_this_program())?;
    match Held::take(&beside) {
        Ok(Some(mut held)) => {
            // Gone meanwhile: what was just made goes again with `held`.
            let there = held.read().ok().and_then(|note| user(&note))?;
            let lives = lives(&there, &held, &beside);
            held.leave();
            lives.then_some(there)
        }
        Ok(None) => who(&beside),
        Err(_) => None,
    }
}

/// Takes a file over from whoever has it open; they are told when they next save.
#[must_use]
pub fn take_over(file: &Path, me: &FileUser) -> Lock {
    let beside = beside(file);
    std::fs::remove_file(&beside).ok();
    match Held::take(&beside) {
        Ok(Some(held)) => Lock::of(held, beside, me),
        Ok(None) | Err(_) => Lock { held: None, beside },
    }
}

impl Lock {
    fn of(mut held: Held, beside: PathBuf, me: &FileUser) -> Self {
        let written = ron::to_string(me).is_ok_and(|note| held.write(&note).is_ok());
        Self { held: Some(held).filter(|_| written), beside }
    }

    /// Who has taken the file over meanwhile.
    #[must_use]
    pub fn taken_over(&self) -> Option<FileUser> {
        let held = self.held.as_ref()?;
        if held.is_there() { None } else { who(&self.beside) }
    }

    /// Says again that this program lives. Asked for every [`BEAT`].
    pub fn beat(&mut self) {
        if let Some(held) = self.held.as_mut().filter(|held| held.is_there()) {
            // Where it cannot be written the system still knows who holds it, or else it is seen as left behind.
            held.beat().ok();
        }
    }
}

/// `.~lock.NAME#` in the same folder, as office programs have it.
fn beside(file: &Path) -> PathBuf {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.into());
    let name = file.file_name().map_or_else(Default::default, |name| name.to_string_lossy().into_owned());
    file.with_file_name(format!(".~lock.{name}#"))
}

fn who(beside: &Path) -> Option<FileUser> {
    user(&held::note(beside)?)
}

fn user(note: &str) -> Option<FileUser> {
    ron::from_str(note).ok()
}

/// Whether who wrote that still has the file open, though the system let us hold it.
fn lives(there: &FileUser, held: &Held, beside: &Path) -> bool {
    if there.is_this_pc() && held.sure {
        return false;
    }
    // By the clock of wherever the file lies, which is not this PC's.
    let now =
        tempfile::tempfile_in(beside.parent().unwrap_or(Path::new("."))).and_then(|probe| probe.metadata()?.modified());
    let beaten = std::fs::metadata(beside).and_then(|there| there.modified());
    let age = now.and_then(|now| Ok(now.duration_since(beaten?).unwrap_or_default()));
    age.is_ok_and(|age| age < LEFT)
}
