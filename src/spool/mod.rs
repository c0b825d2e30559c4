//! Printers: which there are, and how pages get to one. Whoever calls falls back to the PDF where this fails.

#[cfg(not(windows))]
mod cups;
#[cfg(windows)]
mod gdi;

#[cfg(not(windows))]
pub use cups::Cups;

/// The printers, the usual one first; none where there is no printer.
///
/// # Errors
/// When there is no printing system, or it does not answer.
pub fn printers() -> Result<Vec<Printer>, SpoolFault> {
    #[cfg(windows)]
    return gdi::printers();
    #[cfg(not(windows))]
    Cups::default().printers()
}

/// Sends pages to a printer; ends when the system has them.
///
/// # Errors
/// When the system cannot print, does not answer, or refuses.
pub fn send(job: &Job, pages: &dyn Pages) -> Result<(), SpoolFault> {
    #[cfg(windows)]
    return gdi::send(job, pages);
    #[cfg(not(windows))]
    Cups::default().send(job, &pages.pdf().map_err(SpoolFault::Refused)?)
}

/// What is to be printed, in the form the system takes: CUPS a PDF, Windows pictures.
pub trait Pages {
    /// All of it as a PDF.
    ///
    /// # Errors
    /// When it cannot be made, in a sentence.
    fn pdf(&self) -> Result<Vec<u8>, String>;

    /// How many pages there are.
    fn count(&self) -> usize;

    /// One page, from 0, at so many dots an inch, edge to edge. None beyond the last.
    fn picture(&self, page: usize, dots_per_inch: u32) -> Option<PagePixels>;
}

/// A page as pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePixels {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Red, green, blue and an opaque fourth, row by row.
    pub rgba: Vec<u8>,
}

/// A printer of this PC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// Its name, as the system knows it.
    pub name: String,
    /// The system's usual one.
    pub is_default: bool,
}

/// Which sides of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// One side.
    #[default]
    One,
    /// Both, bound at the left.
    Both,
}

/// What is to be printed how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What the printer's list calls it.
    pub title: String,
    /// The printer's name.
    pub printer: String,
    /// How many copies, at least 1.
    pub copies: u16,
    /// Which sides.
    pub sides: Sides,
}

/// Why nothing was printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpoolFault {
    /// The system cannot print, or this program does not know how on it.
    #[error("这台电脑没有可用的打印系统，请用看PDF的程序打印。")]
    NoSystem,
    /// It does not answer.
    #[error("打印系统没有响应，请检查打印机和打印服务，或用看PDF的程序打印。")]
    Silent,
    /// It refuses, in its own words.
    #[error("打印机没有接受这份文件（{0}），请检查打印机，或用看PDF的程序打印。")]
    Refused(String),
}
