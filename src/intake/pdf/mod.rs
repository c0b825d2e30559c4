//! PDF files with a text layer: what is drawn on their pages, as lines and tables of merged cells.
//!
//! A PDF knows no tables and no paragraphs, only letters at places and ruled lines. Cells come from the lines, texts
//! from where the letters stand.

mod attached;
mod canvas;
mod frame;
mod item;
mod letter;
mod line;
mod margin;
mod order;
mod paragraph;
mod rule;
mod ruled;
mod sane;
mod seam;

use super::{Document, DocumentBlock, DocumentFault, DocumentLine};
use crate::report;
use canvas::{Allowance, Canvas, Exhausted};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};
use line::TextRoom;
use order::PageText;
use paragraph::paragraphs;
use ruled::RuledTable;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Pages of a document.
const PAGES: usize = 500;
/// Steps of drawing, all pages together.
const STEPS: usize = 10_000_000;
/// Letters and lines of one page.
const KEPT: usize = 400_000;
/// The stack of the thread that reads, in bytes: the library reads what stands in something else by calling itself.
const STACK: usize = 512 << 20;
/// A document that takes longer is none that a person made.
const LONGEST: Duration = Duration::from_secs(20);

/// It is a PDF: so it says near its beginning.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).is_some_and(|begin| begin.windows(4).any(|four| four == b"%PDF"))
}

/// Reads a PDF.
///
/// # Errors
/// When it is locked, damaged or larger than any report, when its pages are pictures, or when it does not tell which
/// characters its letters are.
pub(super) fn read_pdf(bytes: &[u8]) -> Result<Document, DocumentFault> {
    apart(bytes, |pdf, stop| {
        let (mut pages, mut drawn) = (Vec::new(), Vec::new());
        let (mut letters, mut unknown) = (0, 0);
        draw(pdf, stop, |canvas, width, height| {
            letters += canvas.letters.len();
            unknown += canvas.unknown;
            drawn.push(canvas.letters.iter().map(|letter| letter.character).collect());
            pages.push(PageText::new(canvas, width, height));
        })?;
        if letters == 0 && pages.iter().any(|page| page.is_picture) {
            return Err(DocumentFault::Picture);
        }
        // A letter here and there is a drawing of its own, as bullets are.
        if unknown > 4 && unknown * 20 > letters {
            return Err(DocumentFault::Unmapped);
        }
        margin::clear(&mut pages);
        let enclosed = attached::enclosed(pdf);
        let drawn = report::drawn(drawn.into_iter());
        let untouched = matches!(&enclosed, Some(Ok(enclosed)) if enclosed.drawn == drawn);
        Ok(Document { enclosed, untouched, ..document(&pages) })
    })
}

/// The letters on each page of a PDF, in the order they are drawn; what the file does not tell is U+FFFD.
///
/// # Errors
/// When it is locked, damaged or larger than any report.
pub fn letters_of_pdf(bytes: &[u8]) -> Result<Vec<String>, DocumentFault> {
    apart(bytes, |pdf, stop| {
        let mut pages = Vec::new();
        draw(pdf, stop, |canvas, _, _| pages.push(canvas.letters.iter().map(|letter| letter.character).collect()))?;
        Ok(pages)
    })
}

/// Opens a PDF and reads it on a thread of its own: its stack is large, a fault of the library ends it alone, and it is
/// not waited for without end.
fn apart<T: Send + 'static>(
    bytes: &[u8],
    read: impl FnOnce(&Pdf, &Arc<AtomicBool>) -> Result<T, DocumentFault> + Send + 'static,
) -> Result<T, DocumentFault> {
    // The library's colours carry a date, and of such a clock it never gets to one: that ends the program.
    if std::time::SystemTime::now() < std::time::UNIX_EPOCH {
        return Err(DocumentFault::Clock);
    }
    sane::look_over(bytes)?;
    let bytes = bytes.to_vec();
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let (send, answer) = channel();
    let work = move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let pdf = Pdf::new(bytes).map_err(|fault| match fault {
                LoadPdfError::Decryption(_) => DocumentFault::LockedPdf,
                LoadPdfError::Invalid => DocumentFault::BrokenPdf,
            })?;
            sane::look_into(&pdf)?;
            read(&pdf, &stopped)
        }));
        // Where nobody waits any more the answer is not wanted.
        send.send(outcome.unwrap_or_else(|cause| Err(died(&*cause)))).ok();
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).map_err(|_fault| DocumentFault::BrokenPdf)?;
    let outcome = answer.recv_timeout(LONGEST);
    stop.store(true, Ordering::Relaxed);
    outcome.unwrap_or(Err(DocumentFault::TooLarge))
}

fn died(cause: &(dyn Any + Send)) -> DocumentFault {
    if cause.is::<Exhausted>() { DocumentFault::TooLarge } else { DocumentFault::BrokenPdf }
}

/// Draws page by page, and hands over each with its width and height.
fn draw(pdf: &Pdf, stop: &Arc<AtomicBool>, mut each: impl FnMut(Canvas<'_>, f64, f64)) -> Result<(), DocumentFault> {
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(DocumentFault::TooLarge);
    }
    let mut allowance = Allowance { steps: STEPS, kept: KEPT, stop: Arc::clone(stop) };
    let cache = InterpreterCache::new();
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(upper_left(page), whole, &cache, pdf.xref(), settings);
        let mut canvas = Canvas::new(whole, &mut allowance);
        interpret_page(page, &mut context, &mut canvas);
        each(canvas, whole.width(), whole.height());
    }
    Ok(())
}

/// From the file's places to those from the upper left corner of the page as it is seen.
fn upper_left(page: &Page<'_>) -> Affine {
    Affine::new(page.initial_transform(true).as_coeffs())
}

/// Something on a page, in the order of reading.
enum DrawnPiece<'p> {
    Line(&'p line::TextLine),
    Table(&'p RuledTable),
}

/// All pages as one document: what goes on over pages is one.
fn document(pages: &[PageText]) -> Document {
    let mut reading = PdfReader::default();
    for (n, page) in pages.iter().enumerate() {
        if page.is_picture {
            reading.end();
            let text = format!("（第{}页是图片，上面的文字没有读入。）", n + 1);
            reading.blocks.push(DocumentBlock::Line(DocumentLine { text, heading: None }));
            continue;
        }
        let room = room(page);
        let lines = page.lines.iter().map(|line| (line.base - line.size, DrawnPiece::Line(line)));
        let tables = page.tables.iter().map(|(top, table)| (*top, DrawnPiece::Table(table)));
        let mut pieces: Vec<(f64, DrawnPiece)> = lines.chain(tables).collect();
        pieces.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (m, (_, piece)) in pieces.into_iter().enumerate() {
            match piece {
                DrawnPiece::Line(line) => reading.line(line, room),
                DrawnPiece::Table(table) => reading.table(table, m == 0),
            }
        }
    }
    reading.end();
    Document::of(reading.blocks)
}

/// Where the text of a page may reach: as far as several lines do; else as far at the right as it begins at the left.
fn room(page: &PageText) -> TextRoom {
    /// So many lines do not end at the same place by chance.
    const SEVERAL: usize = 4;
    let left = page.lines.iter().map(paragraph::begin).fold(page.width / 2.0, f64::min);
    let reach = page.lines.iter().map(paragraph::end).fold(left, f64::max);
    let full = page.lines.iter().filter(|line| reach - line.to < line.size).count();
    TextRoom { left, right: if full < SEVERAL { reach.max(page.width - left) } else { reach } }
}

/// What was read, and what may go on.
#[derive(Default)]
struct PdfReader<'p> {
    blocks: Vec<DocumentBlock>,
    lines: Vec<paragraph::Roomed<'p>>,
    table: Option<RuledTable>,
}

impl<'p> PdfReader<'p> {
    fn line(&mut self, line: &'p line::TextLine, room: TextRoom) {
        self.end_table();
        self.lines.push((line, room));
    }

    fn table(&mut self, table: &RuledTable, first: bool) {
        self.end_lines();
        let next = match self.table.as_mut().filter(|_| first) {
            Some(before) => before.take(table.clone()),
            None => Some(table.clone()),
        };
        if next.is_some() {
            self.end_table();
            self.table = next;
        }
    }

    fn end_lines(&mut self) {
        let texts = paragraphs(&std::mem::take(&mut self.lines)).into_iter();
        self.blocks.extend(texts.map(|text| DocumentBlock::Line(DocumentLine { text, heading: None })));
    }

    fn end_table(&mut self) {
        self.blocks.extend(self.table.take().map(|table| DocumentBlock::Table(table.document())));
    }

    fn end(&mut self) {
        self.end_table();
        self.end_lines();
    }
}
