//! What leaves the program: the files that were asked for, made one after the other and written all together.
//!
//! Used by window and commands alike. Knows every output and where the bytes go; asks no clock and no person.

mod fault;
mod parting;
mod wish;

pub use fault::ExportFault;
pub use wish::{FileKind, Wish};

use crate::check;
use crate::form::Form;
use crate::output::{Laid, LayWish, Manuscript, OfdAbout, PdfWish, Stamp, book, lay_out_as, ofd, word};
use crate::report::{Code, PublicCopy, Report};
use crate::sheet::derive;
use crate::store::{write_into, write_together};
use chrono::{DateTime, FixedOffset};
use parting::{Parting, beside};
use std::path::{Path, PathBuf};

/// 150 dots an inch: sharp on a screen, and small.
const DOTS: f64 = 150.0;

/// What has been made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, in the order they were asked for.
    pub files: Vec<PathBuf>,
    /// What should be known of characters that our faces lack, and of what lies beside a public copy, in sentences.
    pub notices: Vec<String>,
    /// Of a public copy what it is, to be noted.
    pub copy: Option<PublicCopy>,
}

/// Makes the files wished for and puts them into a folder, all or none. What shows the report encloses it too, a public
/// copy excepted, which lies in a folder of its own. `go_on` is told how much is done, in percent,
/// and stops it by answering no. `now` is when that is: a PDF/A states it, and dates are checked against it.
///
/// # Errors
/// When it was stopped, an output could not be made, or the files could not be written; then no file has changed.
pub fn export(
    (form, form_text): (&Form, &str),
    report: &Report,
    wish: &Wish,
    (folder, name): (&Path, &str),
    now: DateTime<FixedOffset>,
    go_on: &dyn Fn(u32) -> bool,
) -> Result<Exported, ExportFault> {
    if !folder.is_dir() {
        let fault = if folder.exists() { ExportFault::NotAFolder } else { ExportFault::NoFolder };
        return Err(fault(folder.into()));
    }
    let parting = wish.public.then(|| Parting::new(form, report, wish));
    let (full, report) = (report, parting.as_ref().map_or(report, |parting| &parting.copy.report));
    let sheet = derive(form, report);
    let manuscript = Manuscript::new(form, &sheet, stamp(form, report, wish));
    let whole = |manuscript: Manuscript| {
        manuscript.enclosing(form_text, &report.content).gathering(form, &sheet, &report.content)
    };
    let manuscript = if wish.public { manuscript } else { whole(manuscript) };
    let name = parting.as_ref().map_or_else(|| name.to_string(), |parting| parting.file_name(name));
    let folder = &if wish.public { folder.join(&name) } else { folder.to_path_buf() };
    let mut making = Making { files: Vec::new(), notices: Vec::new(), done: 0, steps: wish.kinds.len() + 1, go_on };
    let laid = if wish.lays_out() { Some(laid(&manuscript, wish)?) } else { None };
    if let Some(laid) = &laid {
        making.notice(laid);
    }
    making.step()?;
    for kind in &wish.kinds {
        let file = |ending: &str| folder.join(format!("{name}{ending}"));
        match (kind, &laid) {
            (FileKind::Pdf, Some(laid)) => making.put(file(".pdf"), laid.pdf_as(&wish.pdf(now))?),
            (FileKind::Png, Some(laid)) => making.pictures(laid, &|page| file(&format!("-{:02}.png", page + 1)))?,
            (FileKind::Ofd, _) => making.ofd(file(".ofd"), &manuscript, wish, now)?,
            (FileKind::Docx, _) => making.put(file(".docx"), word(&manuscript)?),
            // The library that writes workbooks dies of such a clock.
            (FileKind::Xlsx, _) if now.timestamp() < 0 => return Err(ExportFault::Clock),
            (FileKind::Xlsx, _) => making.put(file(".xlsx"), book(&manuscript, sheet.unit)?),
            (FileKind::Findings, _) => {
                // What is wrong with the full report, in words fit for the copy.
                let full_sheet = parting.as_ref().map(|_| derive(form, full));
                let checked = check::checked(form, full, full_sheet.as_ref().unwrap_or(&sheet), now.date_naive());
                let checked = if let Some(parting) = &parting { parting.checked(form, checked) } else { checked };
                let stamp = Stamp { watermark: String::new(), ..manuscript.stamp.clone() };
                let laid = self::laid(&Manuscript::of_findings(form, &sheet, &checked, stamp), wish)?;
                making.put(file(" 审核情况.pdf"), laid.pdf_as(&wish.pdf(now))?);
                making.notice(&laid);
            }
            (FileKind::Charts, _) => {
                // How far it is filled in is nobody's outside.
                let checked = parting.is_none().then(|| check::checked(form, full, &sheet, now.date_naive()));
                let charts = checked.map_or_else(|| sheet.charts(form), |checked| checked.charts(form, &sheet));
                let charts = Manuscript::of_charts(form, &sheet, charts, manuscript.stamp.clone());
                let laid = self::laid(&charts.ok_or(ExportFault::NoCharts)?, wish)?;
                making.put(file(" 一览.pdf"), laid.pdf_as(&wish.pdf(now))?);
                making.notice(&laid);
            }
            (FileKind::Pdf | FileKind::Png, None) => {}
        }
        making.step()?;
    }
    let Some(parting) = parting else {
        write_together(&making.files)?;
        return Ok(making.done(None));
    };
    write_into(folder, &making.files)?;
    making.notices.extend(beside(folder, &making.files));
    Ok(making.done(Some(parting.copy)))
}

/// What stands at the foot of every page of a report.
#[must_use]
pub fn stamp(form: &Form, report: &Report, wish: &Wish) -> Stamp {
    let draft = wish.draft || !report.is_finished();
    Stamp {
        code: Code::of(form, &report.content).to_string(),
        watermark: if draft { "草稿".into() } else { String::new() },
        copy: if wish.public { "公开版".into() } else { String::new() },
    }
}

/// The pages as wished.
///
/// # Errors
/// When they cannot be laid out.
pub fn laid(manuscript: &Manuscript, wish: &Wish) -> Result<Laid, ExportFault> {
    Ok(lay_out_as(manuscript, wish.layout())?)
}

/// The files as far as they are made.
struct Making<'g> {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// What should be known of their characters, each once.
    notices: Vec<String>,
    done: usize,
    steps: usize,
    go_on: &'g dyn Fn(u32) -> bool,
}

impl Making<'_> {
    fn done(self, copy: Option<PublicCopy>) -> Exported {
        Exported { files: self.files.into_iter().map(|(file, _)| file).collect(), notices: self.notices, copy }
    }

    fn put(&mut self, file: PathBuf, bytes: Vec<u8>) {
        self.files.push((file, bytes));
    }

    fn notice(&mut self, laid: &Laid) {
        for notice in laid.notices() {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
    }

    fn step(&mut self) -> Result<(), ExportFault> {
        self.done += 1;
        self.tell(0, 1)
    }

    /// So many of the parts of the step in hand are done too.
    fn tell(&self, part: usize, parts: usize) -> Result<(), ExportFault> {
        let done = (self.done * parts + part) * 100 / (self.steps * parts).max(1);
        if (self.go_on)(done.try_into().unwrap_or(100)) { Ok(()) } else { Err(ExportFault::Stopped) }
    }

    /// Its tags name the cells; a public copy tells nothing but what is read.
    fn ofd(
        &mut self,
        file: PathBuf,
        manuscript: &Manuscript,
        wish: &Wish,
        now: DateTime<FixedOffset>,
    ) -> Result<(), ExportFault> {
        let laid = lay_out_as(manuscript, LayWish { keyed: !wish.public, ..wish.layout() })?;
        let (title, author) = (manuscript.title.clone(), manuscript.unit.to_string());
        self.put(file, ofd(&laid, &OfdAbout { title, author, made: Some(now.date_naive()) })?);
        self.notice(&laid);
        Ok(())
    }

    fn pictures(&mut self, laid: &Laid, file: &dyn Fn(usize) -> PathBuf) -> Result<(), ExportFault> {
        for (n, page) in (0..laid.pages()).filter(|page| !laid.is_blank(*page)).enumerate() {
            self.put(file(n), laid.png(page, DOTS)?);
            self.tell(n, laid.pages())?;
        }
        Ok(())
    }
}

impl Wish {
    fn layout(&self) -> LayWish {
        LayWish { official_faces: self.official_faces, keyed: false }
    }

    fn pdf(&self, now: DateTime<FixedOffset>) -> PdfWish {
        PdfWish { archive: self.archive.then_some(now), pages: Vec::new() }
    }
}
