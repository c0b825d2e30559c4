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
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub sort: Sort,
    /// Begins at the left.
    pub left: bool,
    /// How far it steps in, in characters.
    pub indent: u8,
    /// The clerk may change it.
    pub unlocked: bool,
}

impl Style {
    pub fn of(sort: Sort) -> Self {
        Self { sort, left: sort != Sort::Title, indent: 0, unlocked: false }
    }

    /// How large it is, in points.
    pub fn size(self) -> f64 {
        match self.sort {
            Sort::Label => 16.0,
            Sort::Title => 18.0,
            Sort::Cell | Sort::Before | Sort::Behind | Sort::Line => WORDS,
        }
    }

    /// How high a line of it is, in points.
    pub fn line(self) -> f64 {
        self.size() * 1.5
    }

    /// The same for Excel, numbers shown as it says.
    pub fn format(self, number: &str) -> Format {
        let across = if self.left { FormatAlign::Left } else { FormatAlign::Center };
        let face = if self.sort == Sort::Label { "黑体" } else { "宋体" };
        let mut format = Format::new()
            .set_font_name(face)
            .set_font_size(self.size())
            .set_align(across)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
            .set_num_format(number);
        if self.sort == Sort::Title {
            format = format.set_bold();
        }
        if self.indent > 0 {
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
            Sort::Label | Sort::Title | Sort::Line => return format,
        };
        format.set_border_top(thin).set_border_bottom(thin).set_border_left(left).set_border_right(right)
    }
}
