//! Files in the making: from a report, or from its public copy, one after the other, before any is written.

use super::parting::Parting;
use super::{ExportFault, FileKind, Wish};
use crate::check;
use crate::form::Form;
use crate::output::{Laid, LayWish, Manuscript, OfdAbout, PageCount, PageNumbers, PdfWish};
use crate::output::{Stamp, book, lay_out_as, ofd, word};
use crate::report::Report;
use crate::sheet::{Sheet, derive};
use chrono::{DateTime, FixedOffset};
use std::path::{Path, PathBuf};

/// 150 dots an inch: sharp on a screen, and small.
const DOTS: f64 = 150.0;

/// The files as far as they are made.
pub(super) struct Making<'g> {
    pub files: Vec<MadeFile>,
    /// What should be known of their characters, each once.
    pub notices: Vec<String>,
    /// So many steps there are.
    pub steps: usize,
    done: usize,
    go_on: &'g dyn Fn(u32) -> bool,
}

/// A file that is made and not written yet.
pub(super) struct MadeFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Its pages, where it is made of pages.
    pub pages: Option<PageCount>,
}

/// Files as they will lie in a folder.
pub(super) fn placed(files: Vec<MadeFile>, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files.into_iter().map(|file| (folder.join(file.name), file.bytes)).collect()
}

/// What files are made from: a report or its public copy, all of it or a part.
pub(super) struct Papers<'s> {
    pub form: &'s Form,
    pub sheet: Sheet,
    pub manuscript: Manuscript,
    full: &'s Report,
    laid: Option<Laid>,
    wish: &'s Wish,
    parting: Option<&'s Parting>,
    now: DateTime<FixedOffset>,
}

impl<'s> Papers<'s> {
    /// Those of a report, or of its public copy where one is parted from it. All but a public copy encloses it.
    pub fn new(
        (form, form_text): (&'s Form, &str),
        full: &'s Report,
        wish: &'s Wish,
        parting: Option<&'s Parting>,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let report = parting.map_or(full, |parting| &parting.copy.report);
        let sheet = derive(form, report);
        let mut manuscript = Manuscript { made: Some(now), ..super::manuscript((form, &sheet), report, wish) };
        if parting.is_none() {
            let enclosing = manuscript.enclosing(form_text, &report.content);
            manuscript = enclosing.gathering(form, &sheet, &report.content);
        }
        Self { form, sheet, manuscript, full, laid: None, wish, parting, now }
    }

    /// Lays the pages out, for an OFD file too or not.
    pub fn lay_out(&mut self, for_ofd: bool, making: &mut Making) -> Result<(), ExportFault> {
        self.laid = Some(self.laid_out(&self.manuscript, for_ofd, making)?);
        Ok(())
    }

    /// The tags of an OFD file name the cells; a public copy tells nothing but what is read. What leads to cells takes
    /// time.
    fn laid_out(&self, manuscript: &Manuscript, for_ofd: bool, making: &mut Making) -> Result<Laid, ExportFault> {
        let keyed = for_ofd && self.parting.is_none();
        let laid = lay_out_as(manuscript, LayWish { keyed, ..self.wish.layout() })?;
        making.notice(&laid);
        Ok(laid)
    }

    /// The numbers of their pages, once they are laid out.
    pub fn numbers(&self) -> PageNumbers {
        self.laid.as_ref().map(Laid::numbers).unwrap_or_default()
    }

    /// Makes one kind of file.
    pub fn make(&self, kind: FileKind, name: &str, making: &mut Making) -> Result<(), ExportFault> {
        let file = |ending: &str| format!("{name}{ending}");
        match (kind, &self.laid) {
            (FileKind::Pdf, Some(laid)) => self.pdf(file(".pdf"), laid, making)?,
            (FileKind::Png, Some(laid)) => making.pictures(laid, &|page| file(&format!("-{:02}.png", page + 1)))?,
            (FileKind::Ofd, Some(laid)) => self.ofd(file(".ofd"), &self.manuscript, laid, making)?,
            (FileKind::Docx, _) => making.put(file(".docx"), word(&self.manuscript)?),
            // The library that writes workbooks dies of such a clock.
            (FileKind::Xlsx, _) if self.now.timestamp() < 0 => return Err(ExportFault::Clock),
            (FileKind::Xlsx, _) => making.put(file(".xlsx"), book(&self.manuscript, self.sheet.unit)?),
            (FileKind::Findings, _) => self.paged(file(" 审核情况.pdf"), &self.findings(), making)?,
            (FileKind::Charts, _) => {
                let charts = self.charts().ok_or(ExportFault::NoCharts)?;
                self.paged(file(" 一览.pdf"), &charts, making)?;
            }
            (FileKind::Pdf | FileKind::Png | FileKind::Ofd, None) => {}
        }
        Ok(())
    }

    /// Makes one kind of file of other pages.
    pub fn make_of(
        &self,
        manuscript: &Manuscript,
        kind: FileKind,
        name: &str,
        making: &mut Making,
    ) -> Result<(), ExportFault> {
        match kind {
            FileKind::Ofd => {
                let laid = self.laid_out(manuscript, true, making)?;
                self.ofd(format!("{name}.ofd"), manuscript, &laid, making)
            }
            FileKind::Docx => {
                making.put(format!("{name}.docx"), word(manuscript)?);
                Ok(())
            }
            _ => self.paged(format!("{name}.pdf"), manuscript, making),
        }
    }

    pub fn findings(&self) -> Manuscript {
        let Self { form, sheet, full, .. } = self;
        // What is wrong with the full report, in words fit for the copy.
        let full_sheet = self.parting.map(|_| derive(form, full));
        let checked = check::checked(form, full, full_sheet.as_ref().unwrap_or(sheet), self.now.date_naive());
        let checked = if let Some(parting) = self.parting { parting.checked(form, checked) } else { checked };
        let stamp = Stamp { watermark: String::new(), ..self.manuscript.stamp.clone() };
        Manuscript::of_findings(form, sheet, &checked, stamp)
    }

    fn charts(&self) -> Option<Manuscript> {
        let Self { form, sheet, full, .. } = self;
        // How far it is filled in is nobody's outside.
        let checked = self.parting.is_none().then(|| check::checked(form, full, sheet, self.now.date_naive()));
        let charts = checked.map_or_else(|| sheet.charts(form), |checked| checked.charts(form, sheet));
        Manuscript::of_charts(form, sheet, charts, self.manuscript.stamp.clone())
    }

    /// Other pages as a PDF.
    pub fn paged(&self, file: String, manuscript: &Manuscript, making: &mut Making) -> Result<(), ExportFault> {
        let laid = self.laid_out(manuscript, false, making)?;
        self.pdf(file, &laid, making)
    }

    fn pdf(&self, file: String, laid: &Laid, making: &mut Making) -> Result<(), ExportFault> {
        making.put_pages(file, laid.pdf_as(&self.wish.pdf(self.now))?, laid);
        Ok(())
    }

    fn ofd(&self, file: String, manuscript: &Manuscript, laid: &Laid, making: &mut Making) -> Result<(), ExportFault> {
        let (title, author) = (manuscript.title.clone(), manuscript.unit.to_string());
        making.put_pages(file, ofd(laid, &OfdAbout { title, author, made: Some(self.now.date_naive()) })?, laid);
        Ok(())
    }
}

impl<'g> Making<'g> {
    pub fn new(steps: usize, go_on: &'g dyn Fn(u32) -> bool) -> Self {
        Self { files: Vec::new(), notices: Vec::new(), steps, done: 0, go_on }
    }

    pub fn put(&mut self, name: String, bytes: Vec<u8>) {
        self.files.push(MadeFile { name, bytes, pages: None });
    }

    fn put_pages(&mut self, name: String, bytes: Vec<u8>, laid: &Laid) {
        let blank = (0..laid.pages()).filter(|page| laid.is_blank(*page)).count();
        self.files.push(MadeFile { name, bytes, pages: Some(PageCount { all: laid.pages(), blank }) });
    }

    fn notice(&mut self, laid: &Laid) {
        for notice in laid.notices() {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
    }

    pub fn step(&mut self) -> Result<(), ExportFault> {
        self.done += 1;
        self.tell(0, 1)
    }

    /// So many of the parts of the step in hand are done too.
    fn tell(&self, part: usize, parts: usize) -> Result<(), ExportFault> {
        let done = (self.done * parts + part) * 100 / (self.steps * parts).max(1);
        if (self.go_on)(done.try_into().unwrap_or(100)) { Ok(()) } else { Err(ExportFault::Stopped) }
    }

    fn pictures(&mut self, laid: &Laid, file: &dyn Fn(usize) -> String) -> Result<(), ExportFault> {
        for (n, page) in (0..laid.pages()).filter(|page| !laid.is_blank(*page)).enumerate() {
            self.put(file(n), laid.png(page, DOTS)?);
            self.tell(n, laid.pages())?;
        }
        Ok(())
    }
}

impl Wish {
    pub(super) fn layout(&self) -> LayWish {
        LayWish { official_faces: self.official_faces, keyed: false }
    }

    fn pdf(&self, now: DateTime<FixedOffset>) -> PdfWish {
        PdfWish { archive: self.archive.then_some(now), pages: Vec::new() }
    }
}
