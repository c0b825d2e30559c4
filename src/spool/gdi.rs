//! Windows' own printing: every page is drawn as a picture, at its true size, on whatever printer the PC has.
//!
//! The system has no safe calls for it. What is unsafe stays in this file; each handle has an owner that gives it back.
#![allow(unsafe_code, reason = "printers, device contexts and driver settings are the system's, behind raw handles")]

use super::{Job, PagePixels, Pages, Printer, Sides, SpoolFault};
use std::ptr::{null, null_mut};
use windows_sys::Win32::Graphics::Gdi::{
    BI_RGB, BITMAPINFO, BITMAPINFOHEADER, CreateDCW, DEVMODEW, DIB_RGB_COLORS, DM_COLLATE, DM_COPIES, DM_DUPLEX,
    DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER, DM_PAPERSIZE, DMCOLLATE_TRUE, DMDUP_HORIZONTAL, DMDUP_SIMPLEX,
    DMDUP_VERTICAL, DMORIENT_LANDSCAPE, DMORIENT_PORTRAIT, DMPAPER_A4, DeleteDC, GetDeviceCaps, HDC, LOGPIXELSX,
    LOGPIXELSY, PHYSICALOFFSETX, PHYSICALOFFSETY, RGBQUAD, ResetDCW, SRCCOPY, StretchDIBits,
};
use windows_sys::Win32::Graphics::Printing::{
    ClosePrinter, DocumentPropertiesW, EnumPrintersW, GetDefaultPrinterW, OpenPrinterW, PRINTER_ENUM_CONNECTIONS,
    PRINTER_ENUM_LOCAL, PRINTER_HANDLE, PRINTER_INFO_4W,
};
use windows_sys::Win32::Storage::Xps::{
    AbortDoc, DC_COPIES, DOCINFOW, DeviceCapabilitiesW, EndDoc, EndPage, StartDocW, StartPage,
};

/// As fine as office printers draw letters.
const DOTS_PER_INCH: u32 = 300;
/// A page goes to the driver in bands of so many rows; bands without ink are left out.
const BAND: usize = 200;

/// The printers of this PC and those it is connected to, the usual one first.
///
/// # Errors
/// When the system does not say.
pub(super) fn printers() -> Result<Vec<Printer>, SpoolFault> {
    let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
    let (mut needed, mut count) = (0, 0);
    // SAFETY: without a buffer the system only says how large one must be.
    unsafe { EnumPrintersW(flags, null(), 4, null_mut(), 0, &raw mut needed, &raw mut count) };
    if needed == 0 {
        return Ok(Vec::new());
    }
    // The entries begin with pointers: 8 bytes apart is apart enough.
    let mut buffer = vec![0_u64; (needed as usize).div_ceil(8)];
    // SAFETY: the buffer has the bytes asked for; the system writes `count` entries at its beginning.
    let well =
        unsafe { EnumPrintersW(flags, null(), 4, buffer.as_mut_ptr().cast(), needed, &raw mut needed, &raw mut count) };
    if well == 0 {
        return Err(refused());
    }
    let usual = usual();
    // SAFETY: the entries and the names they point to lie in the buffer, which lives until the end of this function.
    let entries = unsafe { std::slice::from_raw_parts(buffer.as_ptr().cast::<PRINTER_INFO_4W>(), count as usize) };
    let printer = |entry: &PRINTER_INFO_4W| {
        let name = text(entry.pPrinterName);
        Printer { is_default: name == usual, name }
    };
    let mut printers: Vec<Printer> = entries.iter().map(printer).filter(|printer| !printer.name.is_empty()).collect();
    printers.sort_by_key(|printer| !printer.is_default);
    Ok(printers)
}

fn usual() -> String {
    let mut length = 512;
    let mut name = vec![0_u16; length as usize];
    // SAFETY: the buffer has as many units as is said; the system ends the name with 0.
    let known = unsafe { GetDefaultPrinterW(name.as_mut_ptr(), &raw mut length) };
    if known == 0 { String::new() } else { text(name.as_ptr()) }
}

/// Prints pages. A driver that cannot make copies gets the job as many times.
///
/// # Errors
/// When the printer is gone or refuses; then nothing half-printed stays in its list.
pub(super) fn send(job: &Job, pages: &dyn Pages) -> Result<(), SpoolFault> {
    let name = wide(&job.printer);
    let printer = Handle::open(&name)?;
    // SAFETY: without buffers this only asks; -1 says that the driver does not know.
    let most = unsafe { DeviceCapabilitiesW(name.as_ptr(), null(), DC_COPIES, null_mut(), null()) };
    let copies = i32::from(job.copies.max(1));
    let (each, times) = if most >= copies { (job.copies.max(1), 1) } else { (1, copies) };
    for _ in 0..times {
        print(&printer, &name, job, each, pages)?;
    }
    Ok(())
}

fn print(printer: &Handle, name: &[u16], job: &Job, copies: u16, pages: &dyn Pages) -> Result<(), SpoolFault> {
    let mut across = None;
    let mut paper: Option<(Settings, PrintDocument)> = None;
    for page in 0..pages.count() {
        let picture = pages.picture(page, DOTS_PER_INCH).ok_or(SpoolFault::Silent)?;
        let turned = picture.width > picture.height;
        match &mut paper {
            None => {
                let settings = Settings::new(printer, name, job, copies, turned)?;
                let document = PrintDocument::begin(name, &settings, &job.title)?;
                paper = Some((settings, document));
            }
            Some((settings, document)) if across != Some(turned) => {
                *settings = Settings::new(printer, name, job, copies, turned)?;
                document.reset(settings)?;
            }
            Some(_) => {}
        }
        across = Some(turned);
        if let Some((_, document)) = &mut paper {
            document.page(&picture)?;
        }
    }
    paper.map_or(Ok(()), |(_, document)| document.end())
}

/// An open printer.
struct Handle(PRINTER_HANDLE);

impl Handle {
    fn open(name: &[u16]) -> Result<Self, SpoolFault> {
        let mut handle = PRINTER_HANDLE::default();
        // SAFETY: the name ends with 0 and outlives the call; the handle is written by the system.
        let opened = unsafe { OpenPrinterW(name.as_ptr(), &raw mut handle, null()) };
        if opened == 0 { Err(refused()) } else { Ok(Self(handle)) }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: it was opened by us and is closed once.
        unsafe { ClosePrinter(self.0) };
    }
}

/// What the driver is to do: its own settings, ours put in.
struct Settings(Vec<u64>);

impl Settings {
    fn new(printer: &Handle, name: &[u16], job: &Job, copies: u16, across: bool) -> Result<Self, SpoolFault> {
        let ask = |out: *mut DEVMODEW, given: *const DEVMODEW, mode| {
            // SAFETY: printer and name are alive; both buffers are null or as large as the driver said.
            unsafe { DocumentPropertiesW(null_mut(), printer.0, name.as_ptr(), out, given, mode) }
        };
        let size = usize::try_from(ask(null_mut(), null(), 0)).map_err(|_negative_is_a_fault| refused())?;
        // More than the driver asks for, since some write a little further.
        let mut buffer = vec![0_u64; size.max(size_of::<DEVMODEW>()).div_ceil(8) + 64];
        let mode: *mut DEVMODEW = buffer.as_mut_ptr().cast();
        if ask(mode, null(), DM_OUT_BUFFER) < 0 {
            return Err(refused());
        }
        // SAFETY: the driver has filled the buffer, which is large enough and aligned for it.
        let ours = unsafe { &mut *mode };
        ours.dmFields |= DM_ORIENTATION | DM_PAPERSIZE | DM_COPIES | DM_DUPLEX | DM_COLLATE;
        let turned = if across { DMORIENT_LANDSCAPE } else { DMORIENT_PORTRAIT };
        ours.Anonymous1.Anonymous1.dmOrientation = turned as i16;
        ours.Anonymous1.Anonymous1.dmPaperSize = DMPAPER_A4 as i16;
        ours.Anonymous1.Anonymous1.dmCopies = i16::try_from(copies).unwrap_or(1);
        ours.dmCollate = DMCOLLATE_TRUE;
        // Bound at the left of an upright page, at the top of a turned one.
        ours.dmDuplex = match (job.sides, across) {
            (Sides::One, _) => DMDUP_SIMPLEX,
            (Sides::Both, false) => DMDUP_VERTICAL,
            (Sides::Both, true) => DMDUP_HORIZONTAL,
        };
        // The driver looks over what it was given; where it does not, what was given stands.
        ask(mode, mode, DM_IN_BUFFER | DM_OUT_BUFFER);
        Ok(Self(buffer))
    }

    fn mode(&self) -> *const DEVMODEW {
        self.0.as_ptr().cast()
    }
}

/// A document on its way. Dropped before its end it is taken back.
struct PrintDocument {
    context: HDC,
    ended: bool,
}

impl PrintDocument {
    fn begin(name: &[u16], settings: &Settings, title: &str) -> Result<Self, SpoolFault> {
        let system = wide("WINSPOOL");
        // SAFETY: all texts end with 0 and outlive the call; the settings are the driver's.
        let context = unsafe { CreateDCW(system.as_ptr(), name.as_ptr(), null(), settings.mode()) };
        if context.is_null() {
            return Err(refused());
        }
        let document = Self { context, ended: false };
        let title = wide(title);
        let info = DOCINFOW {
            cbSize: i32::try_from(size_of::<DOCINFOW>()).unwrap_or_default(),
            lpszDocName: title.as_ptr(),
            ..DOCINFOW::default()
        };
        // SAFETY: the context is alive, the texts outlive the call.
        if unsafe { StartDocW(context, &raw const info) } <= 0 { Err(refused()) } else { Ok(document) }
    }

    /// From the next page on with other settings.
    fn reset(&mut self, settings: &Settings) -> Result<(), SpoolFault> {
        // SAFETY: the context is alive and between two pages.
        if unsafe { ResetDCW(self.context, settings.mode()) }.is_null() { Err(refused()) } else { Ok(()) }
    }

    fn page(&mut self, picture: &PagePixels) -> Result<(), SpoolFault> {
        // SAFETY: the context is alive and between two pages.
        if unsafe { StartPage(self.context) } <= 0 {
            return Err(refused());
        }
        for first in (0..picture.height).step_by(BAND) {
            self.band(picture, first, BAND.min(picture.height - first))?;
        }
        // SAFETY: a page was begun.
        if unsafe { EndPage(self.context) } <= 0 { Err(refused()) } else { Ok(()) }
    }

    /// Some rows of a page, at their place on the sheet: the printer's own margin is taken off.
    fn band(&self, picture: &PagePixels, first: usize, rows: usize) -> Result<(), SpoolFault> {
        let Some(bits) = bottom_up(picture, first, rows) else { return Ok(()) };
        // SAFETY: the context is alive; numbers go in and come out.
        let device = |index: u32| i64::from(unsafe { GetDeviceCaps(self.context, index.cast_signed()) });
        let dots = i64::from(DOTS_PER_INCH);
        let place = |pixel: usize, per_inch: i64| (pixel as i64 * per_inch + dots / 2) / dots;
        let (right, down) = (device(LOGPIXELSX), device(LOGPIXELSY));
        let top = place(first, down);
        let numbers = [
            -device(PHYSICALOFFSETX),
            top - device(PHYSICALOFFSETY),
            place(picture.width, right),
            place(first + rows, down) - top,
            picture.width as i64,
            rows as i64,
        ];
        let [x, y, width, height, columns, rows] = numbers.map(|number| i32::try_from(number).unwrap_or_default());
        let header = BITMAPINFOHEADER {
            biSize: size_of::<BITMAPINFOHEADER>() as u32,
            biWidth: columns,
            biHeight: rows,
            biPlanes: 1,
            biBitCount: 24,
            biCompression: BI_RGB,
            ..BITMAPINFOHEADER::default()
        };
        let info = BITMAPINFO { bmiHeader: header, bmiColors: [RGBQUAD::default()] };
        // SAFETY: `bits` holds `rows` rows of 24-bit pixels, each filled up to four bytes, as the header says.
        let drawn = unsafe {
            let (bits, info) = (bits.as_ptr().cast(), &raw const info);
            StretchDIBits(self.context, x, y, width, height, 0, 0, columns, rows, bits, info, DIB_RGB_COLORS, SRCCOPY)
        };
        if drawn <= 0 { Err(refused()) } else { Ok(()) }
    }

    fn end(mut self) -> Result<(), SpoolFault> {
        self.ended = true;
        // SAFETY: the document was begun, and all its pages are ended.
        if unsafe { EndDoc(self.context) } <= 0 { Err(refused()) } else { Ok(()) }
    }
}

impl Drop for PrintDocument {
    fn drop(&mut self) {
        // SAFETY: the context is ours and given back once; a document that never began is aborted harmlessly.
        unsafe {
            if !self.ended {
                AbortDoc(self.context);
            }
            DeleteDC(self.context);
        }
    }
}

/// Rows as Windows wants them: the last first, blue before red, each filled up to four bytes. None if all is white.
fn bottom_up(picture: &PagePixels, first: usize, rows: usize) -> Option<Vec<u8>> {
    let stride = (picture.width * 3).next_multiple_of(4);
    let mut bits = Vec::with_capacity(stride * rows);
    let mut white = true;
    for row in (first..first + rows).rev() {
        let from = row * picture.width * 4;
        let pixels = picture.rgba.get(from..from + picture.width * 4)?;
        white &= pixels.iter().all(|part| *part == 255);
        bits.extend(pixels.chunks_exact(4).flat_map(|pixel| match pixel {
            [red, green, blue, _] => [*blue, *green, *red],
            _ => [255; 3],
        }));
        bits.resize(bits.len().next_multiple_of(4), 255);
    }
    (!white).then_some(bits)
}

/// The system's last complaint, in its own words.
fn refused() -> SpoolFault {
    SpoolFault::Refused(std::io::Error::last_os_error().to_string())
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().filter(|unit| *unit != 0).chain([0]).collect()
}

/// A text of the system's that ends with 0; empty for none.
fn text(from: *const u16) -> String {
    if from.is_null() {
        return String::new();
    }
    // SAFETY: the system ends its texts with 0, within the buffer it wrote.
    let units = unsafe {
        let length = (0..).take_while(|n| *from.add(*n) != 0).count();
        std::slice::from_raw_parts(from, length)
    };
    String::from_utf16_lossy(units)
}
