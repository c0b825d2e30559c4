//! The report that is open, and the file it belongs to.

use crate::app::document::file_lock::FileLock;
use crate::app::document::intent::Outdated;
use crate::carry::{Forwarded, Past, forward};
use crate::desk::Desk;
use crate::form;
use crate::report::{Edit, Report, apply, read_listing};
use crate::store::{self, FORMAT, FileState, FormTable, Forms, Known, LeftJournal, Opened};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The form and texts of the sample.
const SAMPLE: (&str, i32, &str) =
    ("hunan-lusong-2023", 2023, include_str!("../../../assets/sample/hunan-lusong-2023.tsv"));

/// Why a version is not written in.
const VERSION: &str = "这是留存的一个版本，只能查看。要恢复成这一版，请打开现在的文件，在“各版本”里选“恢复这一版”；\
     要接着这一版另外填写，请用“另存为”存成新文件。";

/// Why a report in a zip is not written in.
const PACKED: &str = "这是压缩包里的自评表，只能查看。要修改，请先解压，再打开里面的文件，或者用“另存为”存成新文件。";

/// The report that is open.
pub(crate) struct OpenReport {
    pub desk: Desk,
    pub path: Option<PathBuf>,
    pub form_text: Arc<str>,
    /// The format its file has.
    pub format: u32,
    /// What that was when it was opened or last saved.
    pub state: FileState,
    /// Says beside the file that it is open here.
    pub lock: Option<FileLock>,
    /// Tells it from every other that was open in this window.
    pub serial: u64,
}

/// Today on this PC. Asked here and in the commands, nowhere below.
pub(crate) fn today() -> NaiveDate {
    crate::cli::now().date_naive()
}

impl OpenReport {
    /// An empty one.
    pub fn fresh(known: &Known, year: i32) -> Self {
        Self::of(known, Report::new(&known.form, year))
    }

    /// A report that is in no file yet.
    pub fn of(known: &Known, report: Report) -> Self {
        Self::nameless(Desk::new(Arc::clone(&known.form), report, today()), Arc::clone(&known.text))
    }

    fn nameless(desk: Desk, form_text: Arc<str>) -> Self {
        static SERIAL: AtomicU64 = AtomicU64::new(0);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let state = FileState::Absent;
        Self { desk, path: None, form_text, format: FORMAT, state, lock: None, serial }
    }

    /// The sample, as if just opened.
    pub fn sample() -> Option<Self> {
        let (id, year, listing) = SAMPLE;
        let (form, form_text) = (form::bundled(id)?, form::bundled_text(id)?.into());
        let mut report = Report::new(&form, year);
        apply(&form, &mut report, &Edit::All(read_listing(listing).ok()?)).ok()?;
        Some(Self::nameless(Desk::new(form, report, today()), form_text))
    }

    /// From a file, and what should be said of it; or one sentence why not.
    pub fn read(path: &Path, read: &mut FormTable) -> Result<(Self, Option<String>), String> {
        if store::is_packed(path) {
            let opened = store::open_among(path, read).map_err(|fault| fault.to_string())?;
            let notice = opened.notice();
            let mut taken = Self::taken(opened, read);
            taken.desk.set_read_only(Some(PACKED.into()));
            return Ok((taken, notice));
        }
        let (opened, state) = store::open_noted(path, read).map_err(|fault| fault.to_string())?;
        let notice = opened.notice();
        let format = opened.format;
        let mut taken = Self::taken(opened, read);
        if store::version_of(path).is_some() {
            taken.desk.set_read_only(Some(VERSION.into()));
        }
        Ok((Self { path: Some(path.into()), format, state, ..taken }, notice))
    }

    fn taken(opened: Opened, read: &mut FormTable) -> Self {
        let Opened { form, form_text, report, .. } = opened;
        let last_form = report.last.as_deref().and_then(|last| read.form(&last.form_text));
        Self::nameless(Desk::with_last_form(form, last_form, report, today()), form_text)
    }

    /// What a program that died has left, on its file as that is now, where it is still there: then one step that undo
    /// takes back.
    pub fn found_again(left: &LeftJournal, read: &mut FormTable) -> Result<Self, String> {
        let opened = left.open(read).map_err(|fault| format!("上次没有保存的内容读不出来：{fault}"))?;
        let (file, state) = (left.head.file.clone(), left.head.state);
        let there = file.as_deref().and_then(|file| store::open_noted(file, read).ok());
        let mut found = match there {
            Some((there, _)) if there.form_text == opened.form_text => {
                let (format, mut on_file) = (there.format, Self::taken(there, read));
                // What is final, or was lifted since, takes nothing in: then it is what was found alone.
                match on_file.desk.bring_back(opened.report.clone()) {
                    Ok(()) => Self { format, ..on_file },
                    Err(_) => Self::unsaved(opened, read),
                }
            }
            _ => Self::unsaved(opened, read),
        };
        // What its file was then: where it has changed since, saving asks.
        (found.path, found.state) = (file, state);
        Ok(found)
    }

    fn unsaved(opened: Opened, read: &mut FormTable) -> Self {
        let taken = Self::taken(opened, read);
        Self { desk: taken.desk.unsaved(), ..taken }
    }

    /// Last year's report from a file, carried to the year after, and what should be said of it; or one sentence why
    /// not. It is written on the newest edition of its form that there is.
    pub fn carried(path: &Path, forms: &Forms, read: &mut FormTable) -> Result<(Self, String), String> {
        let opened = store::open_among(path, read).map_err(|fault| fault.to_string())?;
        let notice = opened.notice();
        let Opened { form: old, form_text: old_text, report: last, .. } = opened;
        let (form, form_text) = match forms.find(&old.id) {
            Some(known) => (Arc::clone(&known.form), Arc::clone(&known.text)),
            None => (Arc::clone(&old), Arc::clone(&old_text)),
        };
        let Forwarded { report, carried, blank, left } =
            forward(&old, &old_text, &last, &form, last.content.year.saturating_add(1));
        let mut says = format!(
            "已从{}年度结转到{}年度：结转{}格，都标为待核实；{}格今年重新填，留空。请先保存成新文件。",
            last.content.year,
            report.content.year,
            carried.len(),
            blank.len()
        );
        says.extend(left.iter().flat_map(|left| {
            ["\n今年的表样没有这一格，原文保留在文件里：", &left.words, "：", &left.text].map(String::from)
        }));
        says.extend(notice.map(|notice| format!("\n{notice}")));
        let desk = Desk::with_last_form(form, Some(old), report, today()).unsaved();
        Ok((Self::nameless(desk, form_text), says))
    }

    /// Looks at a report of an earlier year, or another of the same year, from a file beside this one. Answers with
    /// what should be said of it; or one sentence why not.
    pub fn compare_with(&mut self, path: &Path, opened: Opened) -> Result<Option<String>, String> {
        let Opened { form, report, form_replaced, .. } = opened;
        let year = self.desk.report().content.year;
        if report.content.year > year {
            let own = report.content.year;
            return Err(format!("这是{own}年度的自评表，请选{year}年度或更早的：{}", path.display()));
        }
        let edition = form.edition;
        self.desk.look_back(Past::new(form, &report, false));
        Ok(form_replaced.then(|| {
            format!(
                "对照的文件里表样有损坏，现在按程序自带的同名表样（第{edition}版）对照，请留意对应得对不对：{}",
                path.display()
            )
        }))
    }

    /// Saved there, it is a file that older programs no longer open, as they do now; since when. None where they open it,
    /// or do not open it now.
    pub fn outdates(&self, path: &Path) -> Option<Outdated> {
        let outdates = self.format < store::format_of(self.desk.report()) && self.path.as_deref() == Some(path);
        outdates.then_some(if self.format == store::FORMAT { Outdated::Remarked } else { Outdated::Earlier })
    }

    /// What keeps this version beside its file: under a word, or without one since it goes out on paper; none where it
    /// has no file.
    pub fn keeps_version(&self) -> Option<impl FnOnce(Option<&str>) -> Result<Option<PathBuf>, String> + Send + use<>> {
        let (path, form, form_text) = (self.path.clone()?, Arc::clone(self.desk.form()), Arc::clone(&self.form_text));
        let (report, now) = (Arc::clone(self.desk.report()), crate::cli::now().naive_local());
        Some(move |word: Option<&str>| {
            let kept = match word {
                Some(word) => store::keep_named(&path, (&form, &form_text), &report, word, now),
                None => store::keep(&path, &form, &form_text, &report, now),
            };
            kept.map_err(|fault| fault.to_string())
        })
    }

    /// A good name for a file, without ending: its own, or the unit and the year.
    pub fn stem(&self) -> String {
        if let Some(stem) = self.path.as_ref().and_then(|p| p.file_stem()) {
            return stem.to_string_lossy().into_owned();
        }
        let unit = self
            .desk
            .sheet()
            .only(form::Role::UnitName)
            .map(|c| c.text.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n'], ""))
            .unwrap_or_default();
        format!("{}年度{unit}绩效自评", self.desk.report().content.year)
    }

    /// The same as the name of a report's file; of one that is only looked at, another than its own.
    pub fn file_name(&self) -> String {
        let copy = if self.desk.read_only().is_some() { "（副本）" } else { "" };
        format!("{}{copy}.{}", self.stem(), store::ENDING)
    }

    /// Only looked at, it is not saved over the file that it was opened from.
    pub fn spares(&self, path: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or(path.into());
        self.desk.read_only().is_some() && self.path.as_deref().is_some_and(|own| real(own) == real(path))
    }

    /// The window's title.
    pub fn title(&self) -> String {
        let name = self.stem();
        let star = if self.desk.is_saved() { "" } else { "*" };
        let read_only = if self.desk.read_only().is_some() { "（只读）" } else { "" };
        format!("{star}{name}{read_only} — {}", crate::app::TITLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_only_looked_at_says_so_and_is_saved_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (folder.path().join("甲.zpb"), folder.path().join("乙.zpb"));
        let mut open = OpenReport::sample().unwrap();
        open.path = Some(own.clone());
        assert!(!open.spares(&own), "it can be written in");
        open.desk.set_read_only(Some("只能查看，请另存。".into()));
        assert!(open.title().starts_with("甲（只读）") && open.file_name() == "甲（副本）.zpb");
        assert!(open.spares(&own) && open.spares(&folder.path().join(".").join("甲.zpb")) && !open.spares(&other));
    }
}
