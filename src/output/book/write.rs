//! A sheet into the workbook.

use super::cell::{BookCell, is_written, place};
use super::fault::BookFault;
use super::formula::Homes;
use super::number::nearest;
use super::sheet::BookSheet;
use super::style::Style;
use super::text;
use crate::output::manuscript::{BookFigure, Stamp};
use crate::sheet::Recipe;
use crate::value::MoneyUnit;
use rust_xlsxwriter::{Formula, IgnoreError, ProtectionOptions, Worksheet};

/// A4, by Excel's number.
const A4: u8 = 9;
/// Heads that stand no lower than this stay in sight, in points: more would leave too little to scroll.
const FROZEN: f64 = 200.0;
/// The margins at the sides, above and below, of header and footer, in inches.
const MARGINS: [f64; 3] = [0.6, 0.8, 0.4];

/// Writes one sheet.
pub(super) struct Writer<'w> {
    pub sheet: &'w BookSheet<'w>,
    pub homes: &'w Homes<'w>,
    pub unit: MoneyUnit,
}

/// The corners of a cell: top left, bottom right.
type CellRange = ((u32, u16), (u32, u16));

impl Writer<'_> {
    #[allow(clippy::cast_sign_loss, reason = "no width is negative")]
    pub fn write(&self, to: &mut Worksheet, stamp: &Stamp) -> Result<(), BookFault> {
        // What comes to nothing yet is kept as an empty text, not as the library's 0.
        to.set_name(&self.sheet.name)?.set_formula_result_default("");
        for (column, width) in self.sheet.widths.iter().enumerate() {
            to.set_column_width_pixels(place(0, column)?.1, width.round() as u32)?;
        }
        if self.sheet.is_hidden {
            let last = place(0, self.sheet.widths.len().max(1) - 1)?.1;
            to.set_hidden(true).set_column_hidden(last)?;
        }
        for (row, height) in self.sheet.heights.iter().enumerate() {
            to.set_row_height(place(row, 0)?.0, *height)?;
        }
        for cell in &self.sheet.cells {
            self.cell(to, cell)?;
        }
        self.set_up(to, stamp)
    }

    fn cell(&self, to: &mut Worksheet, cell: &BookCell) -> Result<(), BookFault> {
        let pieces = text::pieces(&cell.text);
        let parts = pieces.len();
        let holds = if parts > 1 { CellContent::text() } else { self.holds(cell) };
        // A sheet of a line a cell has no room for the rest of a text that no cell can hold.
        for (n, piece) in pieces.into_iter().enumerate().take(if self.sheet.is_hidden { 1 } else { parts }) {
            let row = |n: usize| cell.top + cell.down * n / parts;
            let from = place(row(n), cell.left)?;
            let last = place((row(n + 1)).max(row(n) + 1) - 1, cell.right - 1)?;
            let style = Style { unlocked: cell.style.unlocked && !holds.again, ..cell.style };
            holds.write(to, (from, last), piece, style)?;
        }
        if holds.again { Ok(()) } else { self.ask(to, cell) }
    }

    /// What stands in a cell of one piece.
    fn holds(&self, cell: &BookCell) -> CellContent {
        let shown = cell.number(self.unit);
        let format = shown.as_ref().map_or_else(|| cell.figure.map_or("General", unknown).into(), |n| n.format.clone());
        let number = shown.and_then(|number| nearest(number.value));
        let made = cell.figure.filter(|figure| !is_written(figure)).and_then(|figure| figure.recipe.as_ref());
        let recipe = made.filter(|recipe| !matches!(recipe, Recipe::Given(_)));
        let words = || if cell.figure.is_some_and(|figure| figure.numeric) { String::new() } else { cell.text.clone() };
        let result = || number.map_or_else(words, |number| number.to_string());
        let formula = |formula: String| CellEntry::Formula(Formula::new(format!("={formula}")).set_result(result()));
        let home = self.again(cell, number);
        let again = home.is_some();
        let content = home
            .or_else(|| self.homes.formula(recipe?, &self.sheet.name).map(formula))
            .or_else(|| number.map(CellEntry::Number))
            .unwrap_or(CellEntry::Text);
        CellContent { content, format, again }
    }

    /// What stands elsewhere too is taken from where it stands first.
    fn again(&self, cell: &BookCell, number: Option<f64>) -> Option<CellEntry> {
        let home = self.homes.elsewhere(self.sheet, cell)?;
        let result = number.map_or_else(|| cell.text.clone(), |number| number.to_string());
        // The library would say of these texts that they are no texts.
        let seeming = number.is_none() && (result.parse::<f64>().is_ok() || result.starts_with('#'));
        if seeming || matches!(result.as_str(), "TRUE" | "FALSE") {
            return Some(CellEntry::Text);
        }
        Some(CellEntry::Formula(Formula::new(format!("=IF({home}=\"\",\"\",{home})")).set_result(result)))
    }

    fn set_up(&self, to: &mut Worksheet, stamp: &Stamp) -> Result<(), BookFault> {
        let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
        to.protect_with_options(&options);
        let (rows, columns) = (self.sheet.heights.len().max(1), self.sheet.widths.len().max(1));
        let (bottom, right) = place(rows - 1, columns - 1)?;
        to.ignore_error_range(0, 0, bottom, right, IgnoreError::NumberStoredAsText)?;
        if let Some(heads) = &self.sheet.heads {
            if self.sheet.heights.iter().take(heads.end).sum::<f64>() <= FROZEN {
                to.set_freeze_panes(place(heads.end, 0)?.0, 0)?;
            }
            if !self.sheet.is_hidden {
                to.set_repeat_rows(place(heads.start, 0)?.0, place(heads.end.max(1) - 1, 0)?.0)?;
            }
        }
        if !self.sheet.is_hidden {
            // LibreOffice prints what has an area to print, hidden or not.
            to.set_print_area(0, 0, bottom, right)?;
        }
        if self.sheet.landscape {
            to.set_landscape();
        }
        let [sides, ends, feet] = MARGINS;
        to.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        to.set_margins(sides, sides, ends, ends, feet, feet).set_footer(footer(stamp)).set_screen_gridlines(false);
        Ok(())
    }
}

/// 草稿 or 公开版 at the left, the page's number in the middle, 校验码 at the right.
fn footer(stamp: &Stamp) -> String {
    let plain = |text: &str| text.replace('&', "&&").replace(char::is_control, " ");
    let code = if stamp.code.is_empty() { String::new() } else { format!("&R校验码 {}", plain(&stamp.code)) };
    let notices = [stamp.watermark.as_str(), stamp.copy.as_str()].join(" ");
    let notices = if notices.trim().is_empty() { String::new() } else { format!("&L{}", plain(notices.trim())) };
    let total = if stamp.total { "　共 &N 页" } else { "" };
    format!("{notices}&C第 &P 页{total}{code}")
}

/// How a figure will be shown that there is none of yet.
fn unknown(figure: &BookFigure) -> &'static str {
    let share = |recipe: &Recipe| matches!(recipe, Recipe::Share(..) | Recipe::ShareOfSums(..));
    match &figure.recipe {
        Some(Recipe::Either(both)) if both.iter().any(share) => "0.00%",
        Some(recipe) if share(recipe) && !figure.typed => "0.00%",
        _ => "General",
    }
}

/// What a cell holds, how its numbers are shown, and whether it is at home elsewhere.
struct CellContent {
    content: CellEntry,
    format: String,
    again: bool,
}

enum CellEntry {
    /// Words, never anything else, whatever they look like.
    Text,
    Number(f64),
    Formula(Formula),
}

impl CellContent {
    fn text() -> Self {
        Self { content: CellEntry::Text, format: "General".into(), again: false }
    }

    fn write(&self, to: &mut Worksheet, reach: CellRange, text: &str, style: Style) -> Result<(), BookFault> {
        let mut format = style.format(&self.format);
        if style.unlocked && matches!(self.content, CellEntry::Text) && !text.is_empty() {
            // Words stay words also when she goes through them again.
            format = format.set_quote_prefix();
        }
        let ((top, left), (bottom, right)) = reach;
        if (top, left) != (bottom, right) {
            to.merge_range(top, left, bottom, right, "", &format)?;
        }
        match &self.content {
            CellEntry::Text => to.write_string_with_format(top, left, text, &format)?,
            CellEntry::Number(number) => to.write_number_with_format(top, left, *number, &format)?,
            CellEntry::Formula(formula) => to.write_formula_with_format(top, left, formula.clone(), &format)?,
        };
        Ok(())
    }
}
