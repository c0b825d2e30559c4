//! A report file that a command changes: locked meanwhile, kept as it was, and saved over only while it is still that.

use super::Sentence;
use super::answer::{complain, sentence_of};
use crate::form::Form;
use crate::report::Report;
use crate::store::{self, FileState, FileUser, FormTable, Known, Lock, Locking, Opened, SaveFault};
use chrono::NaiveDateTime;
use std::path::Path;
use std::time::{Duration, Instant};

/// Commands wait for one another no longer than that.
const WAIT: Duration = Duration::from_mins(1);
/// And look again so often.
const AGAIN: Duration = Duration::from_millis(30);

/// A file that is open to be changed.
pub(super) struct Changing<'p> {
    path: &'p Path,
    state: FileState,
    /// The format it had.
    format: u32,
    /// Held as long as this lives.
    _lock: Lock,
}

impl<'p> Changing<'p> {
    /// Opens a file that will be saved over. One whose form gave way to another is not: its own form would be gone for
    /// ever.
    pub fn open(path: &'p Path) -> Result<(Self, Opened), Sentence> {
        let lock = locked(path)?;
        let read = store::open_noted(path, &mut FormTable::default());
        let (opened, state) = read.map_err(|fault| sentence_of(&fault, path))?;
        if opened.form_replaced {
            let place = path.display();
            return Err(format!(
                "文件里的表样有损坏，没有改动这个文件，请在窗口里打开、逐页核对以后另存为新文件：{place}"
            ));
        }
        Ok((Self { path, state, format: opened.format, _lock: lock }, opened))
    }

    /// Saves over it; what it was is kept among the backups, once a day or where `much` of it may have changed.
    pub fn save(&self, (form, form_text): (&Form, &str), report: &Report, much: bool) -> Result<(), Sentence> {
        let outdated = self.format < store::format_of(report);
        let much = much || outdated;
        let saved = store::save_kept(self.path, (form, form_text), report, self.state, &me(), much);
        if let Some(fault) = saved.map_err(|fault| fault.to_string())?.unkept {
            complain(&format!("文件已经保存，但没有能把改动以前的留作备份：{fault}"));
        }
        if outdated {
            complain("这个文件原来是旧版本保存的，现已按新格式保存，旧版本的程序不能再打开它。");
        }
        Ok(())
    }
}

/// Saves a report to a file that is not there yet.
pub(super) fn save_new(out: &Path, on: &Known, report: &Report) -> Result<(), Sentence> {
    let _lock = locked(out)?;
    match store::save_known(out, (&on.form, &on.text), report, FileState::Absent, &me()) {
        Ok(_) => Ok(()),
        Err(SaveFault::Elsewhere(..)) => Err(format!("文件已经存在，为免覆盖请换一个文件名：{}", out.display())),
        Err(fault) => Err(fault.to_string()),
    }
}

/// Waits for other commands to be done with it. A window keeps a file too long to be waited for.
fn locked(path: &Path) -> Result<Lock, Sentence> {
    let since = Instant::now();
    loop {
        let user = match store::lock(path, &me()) {
            Locking::Ours(lock) => return Ok(lock),
            Locking::Theirs(user) => user,
        };
        let (who, place) = (user.says(), path.display());
        if user.window {
            return Err(format!(
                "这个文件正在另一个窗口里打开（{who}），没有改动，请先在那里保存并关闭；那台电脑已经关机或死机的，过几分钟再试，或用窗口打开它选“接手”：{place}"
            ));
        }
        if since.elapsed() > WAIT {
            return Err(format!("这个文件一直被另一个命令占用（{who}），没有改动，请过一会再试：{place}"));
        }
        std::thread::sleep(AGAIN);
    }
}

fn me() -> FileUser {
    FileUser::here(this_moment(), false)
}

fn this_moment() -> NaiveDateTime {
    super::now().naive_local()
}
