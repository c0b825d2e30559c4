//! What was typed is kept without being asked: a journal in the PC's own place, written on a thread of its own, so that
//! typing never waits for a disk. The clerk's own file is written by her saving alone.

use crate::app::document::file_lock::FileLock;
use crate::app::document::opened::OpenReport;
use crate::form::{Form, Role};
use crate::report::Report;
use crate::store::{FileState, JournalHead, Journals, LeftJournal, SaveFault};
use chrono::NaiveDateTime;
use eframe::egui::Context;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Once nothing has changed for so long, what was typed is kept.
const PAUSE: Duration = Duration::from_millis(800);
/// And so often, however one goes on typing.
const LONGEST: Duration = Duration::from_secs(5);

/// What became of it, for the status line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Autosaved {
    /// There was nothing to keep.
    #[default]
    Nothing,
    /// It was kept then.
    At(NaiveDateTime),
    /// It could not be kept, and why.
    Not(String),
}

/// Keeps the report that is open. Shared by the window, the thread that writes, and whoever outlives the window.
#[derive(Clone, Default)]
pub(crate) struct Autosave(Arc<Shared>);

#[derive(Default)]
struct Shared {
    orders: Mutex<Orders>,
    ordered: Condvar,
    /// None where this PC has no place for them: then nothing is kept.
    journals: Mutex<Option<Journals>>,
}

/// What is to be done.
#[derive(Default)]
struct Orders {
    /// The newest unsaved report.
    newest: Option<UnsavedReport>,
    /// When it was first and last changed since it was kept; none where it is kept.
    changed: Option<(Instant, Instant)>,
    /// It was saved or put away: what was kept of it is to go.
    forget: bool,
    /// Journals of programs that died, whose reports are open now: they go once those are kept here, or saved.
    adopted: Vec<LeftJournal>,
    kept: Autosaved,
    /// The lock of the file that is open.
    lock: Option<FileLock>,
    /// No more is kept: the window is going.
    ended: bool,
}

/// An unsaved report. Nothing of it is copied.
#[derive(Clone)]
pub(crate) struct UnsavedReport {
    pub form: Arc<Form>,
    pub form_text: Arc<str>,
    pub report: Arc<Report>,
    saved: Arc<Report>,
    /// Its file, where it has one, and the name of one.
    pub file: Option<PathBuf>,
    pub name: String,
    state: FileState,
    unit: String,
    /// Which of this window's it is.
    serial: u64,
}

impl UnsavedReport {
    pub fn of(open: &OpenReport) -> Self {
        let unit = open.desk.sheet().only(Role::UnitName).map(|cell| cell.text.to_string());
        Self {
            form: Arc::clone(open.desk.form()),
            form_text: Arc::clone(&open.form_text),
            report: Arc::clone(open.desk.report()),
            saved: Arc::clone(open.desk.saved()),
            file: open.path.clone(),
            name: open.file_name(),
            state: open.state,
            serial: open.serial,
            unit: unit.unwrap_or_default(),
        }
    }

    fn head(&self, at: NaiveDateTime) -> JournalHead {
        let (content, saved) = (&self.report.content, &self.saved.content);
        let (file, state, unit) = (self.file.clone(), self.state, self.unit.clone());
        JournalHead { file, state, unit, year: content.year, at, cells: content.cells.differences(&saved.cells) }
    }
}

impl Orders {
    /// How long until what was changed is to be kept; none where there is nothing to keep.
    fn due(&self) -> Option<Duration> {
        let (first, last) = self.changed?;
        Some((last + PAUSE).min(first + LONGEST).saturating_duration_since(Instant::now()))
    }
}

impl Autosave {
    /// One that keeps journals in a folder; none where this PC has no place for them.
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        let journals = Mutex::new(folder.map(Journals::new));
        Self(Arc::new(Shared { journals, ..Shared::default() }))
    }

    /// Begins to keep what is noted, until it is ended.
    pub fn start(&self, ctx: &Context) {
        let (shared, ctx) = (Arc::clone(&self.0), ctx.clone());
        // Where the system starts no thread, what is noted is still kept when the window goes.
        let started = std::thread::Builder::new().name("autosave".into()).spawn(move || shared.work(&ctx));
        if started.is_err() {
            self.0.orders().kept = Autosaved::Not("这台电脑现在太忙。".into());
        }
    }

    /// The report as it is after a frame: cheap where it is what it was.
    pub fn note(&self, open: Option<&OpenReport>) {
        let mut orders = self.0.orders();
        if orders.ended {
            return;
        }
        orders.lock = open.and_then(|open| open.lock.clone());
        // What was only undone is neither saved nor put away: it may be wanted again, and is kept.
        let undone = |open: &OpenReport| {
            let noted = orders.newest.as_ref().filter(|noted| noted.serial == open.serial);
            noted.is_some_and(|noted| Arc::ptr_eq(&noted.saved, open.desk.saved()))
        };
        if open.is_some_and(|open| open.desk.is_saved() && undone(open)) {
            return;
        }
        let Some(open) = open.filter(|open| !open.desk.is_saved()) else {
            if orders.newest.take().is_some() || !orders.adopted.is_empty() {
                (orders.changed, orders.forget, orders.kept) = (None, true, Autosaved::Nothing);
                self.0.ordered.notify_one();
            }
            return;
        };
        let same = |noted: &UnsavedReport| Arc::ptr_eq(&noted.report, open.desk.report()) && noted.file == open.path;
        if !orders.newest.as_ref().is_some_and(same) {
            let now = Instant::now();
            orders.newest = Some(UnsavedReport::of(open));
            orders.changed = Some((orders.changed.map_or(now, |(first, _)| first), now));
            self.0.ordered.notify_one();
        }
    }

    /// The report of this journal is open now.
    pub fn adopt(&self, journal: LeftJournal) {
        self.0.orders().adopted.push(journal);
    }

    /// What became of what was noted.
    pub fn kept(&self) -> Autosaved {
        self.0.orders().kept.clone()
    }

    /// Keeps what is not kept yet, at once, and answers what became of it.
    pub fn flush(&self) -> Autosaved {
        if self.0.orders().changed.is_some() {
            self.0.keep();
        }
        self.kept()
    }

    /// The newest unsaved report, for whoever cannot keep it here.
    pub fn newest(&self) -> Option<UnsavedReport> {
        self.0.orders().newest.clone()
    }

    /// What is kept stays as it is, as what a program that died left behind; the report is noted no longer.
    pub fn leave_behind(&self) -> Autosaved {
        let kept = self.flush();
        {
            // Let go of before the journals are asked for: whoever writes one holds those first.
            let mut orders = self.0.orders();
            (orders.newest, orders.changed) = (None, None);
        }
        if let Some(journals) = self.0.journals().as_mut() {
            journals.leave_behind();
        }
        kept
    }

    /// The program is ended from outside: what was typed is kept, what says that it lives goes.
    #[cfg(unix)]
    pub fn depart(&self) {
        self.flush();
        let lock = {
            let mut orders = self.0.orders();
            orders.ended = true;
            orders.lock.take()
        };
        drop(self.0.journals().take());
        if let Some(lock) = lock {
            lock.let_go();
        }
    }

    /// The window goes, and what is unsaved is not wanted.
    pub fn end(&self) {
        {
            let mut orders = self.0.orders();
            (orders.newest, orders.changed, orders.ended) = (None, None, true);
        }
        self.0.forget();
        self.0.ordered.notify_one();
    }
}

impl Shared {
    /// A thread that died while it held this left nothing half done.
    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn journals(&self) -> MutexGuard<'_, Option<Journals>> {
        self.journals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, ctx: &Context) {
        let mut orders = self.orders();
        while !orders.ended {
            if std::mem::take(&mut orders.forget) {
                drop(orders);
                self.forget();
                orders = self.orders();
                continue;
            }
            let due = orders.due();
            if due == Some(Duration::ZERO) {
                drop(orders);
                self.keep();
                ctx.request_repaint();
                orders = self.orders();
            } else {
                let wait = due.unwrap_or(Duration::from_hours(1));
                orders = self.ordered.wait_timeout(orders, wait).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    /// Writes the newest. The lock of the journals is taken first, so that none older is written after it.
    fn keep(&self) {
        let mut journals = self.journals();
        let (newest, adopted) = {
            let mut orders = self.orders();
            orders.changed = None;
            (orders.newest.clone(), std::mem::take(&mut orders.adopted))
        };
        let (Some(journals), Some(newest)) = (journals.as_mut(), newest) else {
            self.orders().adopted.extend(adopted);
            return;
        };
        let now = crate::cli::now().naive_local();
        let written = journals.write(&newest.head(now), &newest.form, &newest.form_text, &newest.report);
        let mut orders = self.orders();
        match written.and_then(|()| remove(&adopted)) {
            Ok(()) => orders.kept = Autosaved::At(now),
            Err(fault) => {
                orders.adopted.extend(adopted);
                orders.kept = Autosaved::Not(fault.to_string());
            }
        }
    }

    fn forget(&self) {
        let mut journals = self.journals();
        let adopted = std::mem::take(&mut self.orders().adopted);
        let removed = journals.as_mut().map_or(Ok(()), Journals::remove).and_then(|()| remove(&adopted));
        if let Err(fault) = removed {
            self.orders().kept = Autosaved::Not(fault.to_string());
        }
    }
}

fn remove(adopted: &[LeftJournal]) -> Result<(), SaveFault> {
    adopted.iter().try_for_each(LeftJournal::remove)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::work::task::tests::until;
    use crate::report::Edit;
    use std::path::Path;

    fn typed(open: &mut OpenReport, text: &str) {
        let at = crate::form::CellId::new("cover", "unit", "");
        open.desk.apply(&Edit::Write { at, text: text.into() }).unwrap();
    }

    fn started(folder: &Path) -> Autosave {
        let autosave = Autosave::in_folder(Some(folder.into()));
        autosave.start(&Context::default());
        autosave
    }

    fn found(folder: &Path) -> Vec<LeftJournal> {
        Journals::left_behind(folder, crate::cli::now().naive_local())
    }

    fn at_work(autosave: &Autosave) -> bool {
        let orders = autosave.0.orders();
        orders.changed.is_some() || orders.forget
    }

    #[test]
    fn what_is_typed_is_kept_within_two_seconds_of_a_pause_and_goes_when_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = started(folder.path());
        let mut open = OpenReport::sample().unwrap();
        autosave.note(Some(&open));
        assert!(!at_work(&autosave), "nothing is typed yet");
        typed(&mut open, "某局");
        autosave.note(Some(&open));
        let since = Instant::now();
        until(|| matches!(autosave.kept(), Autosaved::At(_)));
        assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
        assert!(found(folder.path()).is_empty(), "the program lives");
        let report = Arc::clone(open.desk.report());
        open.desk.set_saved(&report);
        autosave.note(Some(&open));
        until(|| !at_work(&autosave));
        until(|| std::fs::read_dir(folder.path()).unwrap().count() <= 1);
        assert_eq!(autosave.kept(), Autosaved::Nothing);
    }

    #[test]
    fn who_types_on_is_kept_all_the_same() {
        let orders = |first: u64, last: u64| {
            let ago = |seconds| Instant::now().checked_sub(Duration::from_millis(seconds)).unwrap();
            Orders { changed: Some((ago(first), ago(last))), ..Orders::default() }.due().unwrap()
        };
        assert!(orders(0, 0) > Duration::from_millis(500) && orders(0, 0) <= PAUSE);
        assert_eq!(orders(7000, 10), Duration::ZERO);
        assert_eq!(orders(1300, 1300), Duration::ZERO);
    }

    #[test]
    fn what_is_flushed_outlives_the_program_and_what_is_put_away_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut open = OpenReport::sample().unwrap();
        typed(&mut open, "某局");
        let autosave = started(folder.path());
        autosave.note(Some(&open));
        assert!(matches!(autosave.leave_behind(), Autosaved::At(_)));
        let left = found(folder.path());
        assert_eq!(
            left.iter().map(|left| (left.head.unit.as_str(), left.head.cells)).collect::<Vec<_>>(),
            [("某局", 1)]
        );
        // What was left behind goes once its report is kept here.
        typed(&mut open, "某某局");
        autosave.adopt(left[0].clone());
        autosave.note(Some(&open));
        assert!(matches!(autosave.flush(), Autosaved::At(_)));
        assert!(found(folder.path()).is_empty(), "what is left is of a program that lives");
        autosave.end();
        autosave.note(Some(&open));
        assert!(!at_work(&autosave), "nothing is noted any more");
        drop(autosave);
        until(|| std::fs::read_dir(folder.path()).unwrap().count() == 0);
    }

    #[test]
    fn what_was_only_undone_is_kept_until_it_is_saved_or_put_away() {
        let folder = tempfile::tempdir().unwrap();
        let journal = || {
            std::fs::read_dir(folder.path())
                .unwrap()
                .flatten()
                .any(|file| file.path().extension().is_some_and(|ending| ending == "journal"))
        };
        let autosave = started(folder.path());
        let mut open = OpenReport::sample().unwrap();
        typed(&mut open, "某局");
        autosave.note(Some(&open));
        autosave.flush();
        assert!(open.desk.undo() && open.desk.is_saved());
        autosave.note(Some(&open));
        assert!(!at_work(&autosave) && journal(), "it may be wanted again");
        autosave.note(None);
        until(|| !journal());
    }

    #[test]
    fn who_is_ended_from_outside_leaves_what_was_typed_and_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (file, journals) = (folder.path().join("甲.zpb"), folder.path().join("journals"));
        crate::store::write_aside(&file, b"1").unwrap();
        let me = crate::store::FileUser::here(crate::cli::now().naive_local(), true);
        let crate::store::Locking::Ours(lock) = crate::store::lock(&file, &me) else { panic!("it is free") };
        let mut open = OpenReport::sample().unwrap();
        open.lock = Some(FileLock::keep(lock));
        typed(&mut open, "某局");
        let autosave = started(&journals);
        autosave.note(Some(&open));
        autosave.depart();
        assert_eq!(found(&journals).len(), 1);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "the file and the journals");
    }

    #[test]
    fn a_place_that_takes_nothing_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a letter");
        crate::store::write_aside(&file, b"1").unwrap();
        let autosave = started(&file.join("journals"));
        let mut open = OpenReport::sample().unwrap();
        typed(&mut open, "某局");
        autosave.note(Some(&open));
        assert!(matches!(autosave.flush(), Autosaved::Not(_)));
    }
}
