//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// The size of words in tables (五号), in points.
pub(super) const WORDS: f64 = 10.5;

/// The sorts of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// 附件2
    Label,
    /// The title below it.
    Title,
    /// A cell of a table.
    Cell,
    /// A label that goes on in the cell behind it, and that cell.
    Before,
    /// See [`Sort::Before`].
    Behind,
    /// Notes, headings, the line to sign on.
    Line,
    /// A cell of a sheet that is not for reading: one line, cut off where it ends.
    Plain,
}

/// Where a text stands in its cell. Of what several cells of a column want, the last prevails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Across {
    Middle,
    Left,
    Right,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub sort: Sort,
    /// Where it stands.
    pub across: Across,
    /// How far it steps in, in characters.
    pub indent: u8,
    /// The clerk may change it.
    pub unlocked: bool,
}

impl Style {
    pub fn of(sort: Sort) -> Self {
        let across = if sort == Sort::Title { Across::Middle } else { Across::Left };
        Self { sort, across, indent: 0, unlocked: false }
    }

    /// How large it is, in points.
    pub fn size(self) -> f64 {
        match self.sort {
            Sort::Label => 16.0,
            Sort::Title => 18.0,
            Sort::Cell | Sort::Before | Sort::Behind | Sort::Line | Sort::Plain => WORDS,
        }
    }

    /// How high a line of it is, in points.
    pub fn line(self) -> f64 {
        self.size() * 1.5
    }

    /// The same for Excel, numbers shown as it says.
    pub fn format(self, number: &str) -> Format {
        let across = match self.across {
            Across::Left => FormatAlign::Left,
            Across::Middle => FormatAlign::Center,
            Across::Right => FormatAlign::Right,
        };
        let face = if self.sort == Sort::Label { "黑体" } else { "宋体" };
        let mut format = Format::new()
            .set_font_name(face)
            .set_font_size(self.size())
            .set_align(across)
            .set_align(FormatAlign::VerticalCenter)
            .set_num_format(number);
        if self.sort != Sort::Plain {
            format = format.set_text_wrap();
        }
        if self.sort == Sort::Title {
            format = format.set_bold();
        }
        // Figures at the right keep to the very side: LibreOffice lets some of a column step in and some not.
        if self.indent > 0 && self.across != Across::Right {
            // A step of Excel's is three spaces, some nine pixels.
            format = format.set_indent(self.indent.saturating_mul(3).div_ceil(2).min(15));
        }
        if self.unlocked {
            format = format.set_unlocked();
        }
        self.bordered(format)
    }

    fn bordered(self, format: Format) -> Format {
        let thin = FormatBorder::Thin;
        let without = FormatBorder::None;
        let (left, right) = match self.sort {
            Sort::Cell => (thin, thin),
            Sort::Before => (thin, without),
            Sort::Behind => (without, thin),
            Sort::Label | Sort::Title | Sort::Line | Sort::Plain => return format,
        };
        format.set_border_top(thin).set_border_bottom(thin).set_border_left(left).set_border_right(right)
    }
}
