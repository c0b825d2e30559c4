//! Printers: which there are, and how pages get to one. Whoever calls falls back to the PDF where this fails.

mod cups;

pub use cups::Cups;

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
