//! The report that is open, and the file it belongs to.

use crate::carry::{Forwarded, Past, forward};
use crate::desk::Desk;
use crate::form;
use crate::report::{Edit, Report, apply, read_listing};
use crate::store::{self, FORMAT, FormTable, Forms, Known};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form and texts of the sample.
const SAMPLE: (&str, i32, &str) =
    ("hunan-lusong-2023", 2023, include_str!("../../../assets/sample/hunan-lusong-2023.tsv"));

/// The report that is open.
pub(crate) struct OpenReport {
    pub desk: Desk,
    pub path: Option<PathBuf>,
    pub form_text: Arc<str>,
    /// The format its file has.
    pub format: u32,
}

/// Today on this PC. Asked here and in the commands, nowhere below.
pub(crate) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

impl OpenReport {
    /// An empty one.
    pub fn fresh(known: &Known, year: i32) -> Self {
        Self::of(known, Report::new(&known.form, year))
    }

    /// A report that is in no file yet.
    pub fn of(known: &Known, report: Report) -> Self {
        Self {
            desk: Desk::new(Arc::clone(&known.form), report, today()),
            path: None,
            form_text: Arc::clone(&known.text),
            format: FORMAT,
        }
    }

    /// The sample, as if just opened.
    pub fn sample() -> Option<Self> {
        let (id, year, listing) = SAMPLE;
        let (form, form_text) = (form::bundled(id)?, form::bundled_text(id)?.into());
        let mut report = Report::new(&form, year);
        apply(&form, &mut report, &Edit::All(read_listing(listing).ok()?)).ok()?;
        Some(Self { desk: Desk::new(form, report, today()), path: None, form_text, format: FORMAT })
    }

    /// From a file, and what should be said of it; or one sentence why not.
    pub fn read(path: &Path, read: &mut FormTable) -> Result<(Self, Option<String>), String> {
        let opened = store::open_among(path, read).map_err(|fault| fault.to_string())?;
        let notice = opened.notice();
        let store::Opened { form, form_text, report, format, .. } = opened;
        let last_form = report.last.as_deref().and_then(|last| read.form(&last.form_text));
        let desk = Desk::with_last_form(form, last_form, report, today());
        Ok((Self { desk, path: Some(path.into()), form_text, format }, notice))
    }

    /// Last year's report from a file, carried to the year after, and what should be said of it; or one sentence why
    /// not. It is written on the newest edition of its form that there is.
    pub fn carried(path: &Path, forms: &Forms, read: &mut FormTable) -> Result<(Self, String), String> {
        let opened = store::open_among(path, read).map_err(|fault| fault.to_string())?;
        let notice = opened.notice();
        let store::Opened { form: old, form_text: old_text, report: last, .. } = opened;
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
        Ok((Self { desk, path: None, form_text, format: FORMAT }, says))
    }

    /// Looks at a report of an earlier year, or another of the same year, from a file beside this one. Answers with
    /// what should be said of it; or one sentence why not.
    pub fn compare_with(&mut self, path: &Path, read: &mut FormTable) -> Result<Option<String>, String> {
        let opened = store::open_among(path, read).map_err(|fault| fault.to_string())?;
        let store::Opened { form, report, form_replaced, .. } = opened;
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

    /// To a file, or one sentence why not; then nothing has changed.
    pub fn save(&mut self, path: &Path) -> Result<(), String> {
        let report = Arc::clone(self.desk.report());
        store::save(path, self.desk.form(), &self.form_text, &report).map_err(|fault| fault.to_string())?;
        self.desk.set_saved(&report);
        self.desk.set_read_only(None);
        (self.path, self.format) = (Some(path.into()), FORMAT);
        Ok(())
    }

    /// Saved there, it is a file that older programs no longer open, as they do now.
    pub fn outdates(&self, path: &Path) -> bool {
        self.format < FORMAT && self.path.as_deref() == Some(path)
    }

    /// Keeps this version beside its file: it goes out on paper.
    pub fn keep_version(&self) {
        let now = chrono::Local::now().naive_local();
        if let Some(path) = &self.path {
            // That it cannot be kept is no reason not to print.
            store::keep(path, self.desk.form(), &self.form_text, self.desk.report(), now).ok();
        }
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
        open.save(&own).unwrap();
        assert!(!open.spares(&own), "it can be written in");
        open.desk.set_read_only(Some("只能查看，请另存。".into()));
        assert!(open.title().starts_with("甲（只读）") && open.file_name() == "甲（副本）.zpb");
        assert!(open.spares(&own) && open.spares(&folder.path().join(".").join("甲.zpb")) && !open.spares(&other));
        open.save(&other).unwrap();
        assert!(open.desk.is_writable() && open.title().starts_with("乙 —"));
    }
}
