//! A PDF of laid-out pages. What leads to the cells is the program's own and left out; what goes along unseen is put in.

use super::layout::{Laid, PrintFault};
use super::pdf_objects::packed;
use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Arc;
use typst::foundations::{Bytes, Content, Datetime, Derived, NativeElement as _, PathOrStr, Smart};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Frame, FrameItem, PageRanges, Point};
use typst::model::{Destination, Document as _, LinkElem, LinkMarker, LinkTarget};
use typst::pdf::{AttachElem, AttachedFileRelationship};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What the file is called that a PDF encloses.
const ENCLOSED: &str = "ziping.json";

/// What a PDF should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfWish {
    /// For keeping: PDF/A-3b, which states when it was made, and may carry a file.
    pub archive: Option<DateTime<FixedOffset>>,
    /// Only these pages, from 0; all when none is named.
    pub pages: Vec<usize>,
}

impl PdfWish {
    fn options(&self) -> Result<PdfOptions, PrintFault> {
        let fault = |message: &dyn std::fmt::Display| PrintFault::Pdf(message.to_string());
        let made_by = format!("绩效自评填报 {}", env!("CARGO_PKG_VERSION"));
        let mut options = PdfOptions { creator: Smart::Custom(Some(made_by)), ..PdfOptions::default() };
        if let Some(made) = self.archive {
            options.standards = PdfStandards::new(&[PdfStandard::A_3b]).map_err(|f| fault(&f.message()))?;
            options.timestamp = stamp(made);
        }
        let number = |page: &usize| NonZeroUsize::new(page + 1);
        let ranges: Vec<_> = self.pages.iter().map(|page| number(page)..=number(page)).collect();
        // Tags speak of the whole document; some of its pages go to a printer, which needs none.
        options.tagged = ranges.is_empty();
        options.page_ranges = (!ranges.is_empty()).then(|| PageRanges::new(ranges));
        Ok(options)
    }
}

/// When it was made, on the clock of where that was.
fn stamp(made: DateTime<FixedOffset>) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let time = Datetime::from_ymd_hms(
        made.year(),
        part(made.month())?,
        part(made.day())?,
        part(made.hour())?,
        part(made.minute())?,
        part(made.second())?,
    );
    Timestamp::new_local(time?, made.offset().local_minus_utc() / 60)
}

impl Laid {
    /// The pages as one PDF, fonts embedded, text searchable, with bookmarks.
    ///
    /// # Errors
    /// When typst cannot write it.
    pub fn pdf(&self) -> Result<Vec<u8>, PrintFault> {
        self.pdf_as(&PdfWish::default())
    }

    /// The pages as a PDF as wished.
    ///
    /// # Errors
    /// As [`Laid::pdf`].
    pub fn pdf_as(&self, wish: &PdfWish) -> Result<Vec<u8>, PrintFault> {
        if wish.archive.is_some() && !self.blank.is_empty() {
            return Err(PrintFault::Faceless(self.blank.iter().collect()));
        }
        let pdf = typst_pdf::pdf(&self.for_pdf(), &wish.options()?).map_err(|faults| {
            PrintFault::Pdf(faults.first().map_or_else(String::new, |fault| fault.message.to_string()))
        })?;
        Ok(packed(pdf))
    }

    /// The pages as they go into a PDF.
    fn for_pdf(&self) -> PagedDocument {
        let document = self.document();
        let mut pages: Vec<_> = document.pages().to_vec();
        let mut links = CellLinks::default();
        for page in pages.iter_mut().filter(|_| self.keyed) {
            links.leave_out(&mut page.frame);
        }
        if let (Some(page), Some(enclosed)) = (pages.first_mut(), &self.enclosed) {
            let (start, end) = attached(Arc::clone(enclosed));
            page.frame.push_multiple([start, end].map(|tag| (Point::zero(), FrameItem::Tag(tag))));
        }
        PagedDocument::new(pages.into_iter().collect(), document.info().clone())
    }
}

/// What leads to cells on the pages.
#[derive(Default)]
struct CellLinks {
    /// A link to a cell begins: its mark for readers that speak comes next.
    begun: bool,
    /// Where such marks are.
    marks: BTreeSet<u128>,
}

impl CellLinks {
    fn leave_out(&mut self, frame: &mut Frame) {
        frame.retain(|item| match item {
            FrameItem::Group(group) => {
                self.leave_out(&mut group.frame);
                true
            }
            FrameItem::Link(to, _) => !matches!(to, Destination::Url(_)),
            FrameItem::Tag(Tag::Start(content, _)) => !self.begins(content),
            FrameItem::Tag(Tag::End(place, ..)) => !self.marks.contains(&place.hash()),
            _ => true,
        });
    }

    /// A link to a cell begins, or its mark.
    fn begins(&mut self, content: &Content) -> bool {
        let is_its = if let Some(link) = content.to_packed::<LinkElem>() {
            self.begun = matches!(link.dest, LinkTarget::Dest(Destination::Url(_)));
            self.begun
        } else {
            content.is::<LinkMarker>() && std::mem::take(&mut self.begun)
        };
        self.marks.extend(content.location().filter(|_| is_its).map(Location::hash));
        is_its
    }
}

/// What encloses a file, as typst finds it on a page.
fn attached(file: Arc<str>) -> (Tag, Tag) {
    let mut content =
        AttachElem::new(Derived::new(PathOrStr::Str(ENCLOSED.into()), ENCLOSED.into()), Bytes::from_string(file))
            .with_relationship(Some(AttachedFileRelationship::Source))
            .with_mime_type(Some("application/json".into()))
            .with_description(Some("绩效自评填报的内容，导入时用".into()))
            .pack();
    let place = Location::new(0);
    content.set_location(place);
    let flags = TagFlags { introspectable: true, tagged: false };
    (Tag::Start(content, flags), Tag::End(place, 0, flags))
}
