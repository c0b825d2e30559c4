//! What a workbook asks of what is written in it: lists to choose from, bounds, a colour. Nothing is refused.

use super::cell::{BookCell, place};
use super::fault::BookFault;
use super::write::Writer;
use crate::form::CellId;
use crate::output::manuscript::BookAsked;
use crate::value::{Score, Text};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Formula,
    Worksheet,
};

/// Characters of all words of a list together, in UTF-16 units.
const LONGEST: usize = 255;
/// The usual colours of a cell that is wrong.
const WRONG: (Color, Color) = (Color::RGB(0xFF_C7_CE), Color::RGB(0x9C_00_06));

impl Writer<'_> {
    /// Asks it of a cell that is at home here.
    pub fn ask(&self, to: &mut Worksheet, cell: &BookCell) -> Result<(), BookFault> {
        let (row, column) = place(cell.top, cell.left)?;
        let mut asks = |asked: DataValidation| to.add_data_validation(row, column, row, column, &asked).map(|_| ());
        match &cell.figure.map_or(&BookAsked::Anything, |figure| &figure.asked) {
            BookAsked::Choice(words) if is_list(words) => {
                asks(DataValidation::new().allow_list_strings(words)?.show_error_message(false))?;
            }
            BookAsked::Anything | BookAsked::Choice(_) => {}
            BookAsked::Amount => {
                let rule = DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0));
                asks(warned(rule, "请核对金额", "金额一般不小于0，单位见表头")?)?;
            }
            BookAsked::Points(weight) => {
                let rule = DataValidation::new().allow_decimal_number_formula(self.up_to(weight));
                asks(warned(rule, "请核对得分", "得分一般在0和本行的分值之间")?)?;
            }
            BookAsked::Sum(full) => colour(to, (row, column), *full)?,
        }
        Ok(())
    }

    fn up_to(&self, weight: &CellId) -> DataValidationRule<Formula> {
        match self.homes.place_of(weight, &self.sheet.name) {
            Some(weight) => DataValidationRule::Between(Formula::new("0"), Formula::new(format!("={weight}"))),
            None => DataValidationRule::GreaterThanOrEqualTo(Formula::new("0")),
        }
    }
}

/// Excel keeps the words of a list in one text, with commas between them.
fn is_list(words: &[Text]) -> bool {
    let long: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    long <= LONGEST && words.iter().all(|word| !word.contains([',', '"']) && !word.contains(char::is_control))
}

/// Asked whether it is meant so: 无 and —— are no numbers, yet can be right.
fn warned(asked: DataValidation, title: &str, says: &str) -> Result<DataValidation, BookFault> {
    let says = format!("{says}。写错了的请改正；没有的可以写“无”或“——”，确实如此的选“是”保留。");
    Ok(asked.set_error_style(DataValidationErrorStyle::Warning).set_error_title(title)?.set_error_message(says)?)
}

/// A sum that is another stands out.
fn colour(to: &mut Worksheet, (row, column): (u32, u16), full: Score) -> Result<(), BookFault> {
    let cell = rust_xlsxwriter::utility::row_col_to_cell_absolute(row, column);
    let (ground, ink) = WRONG;
    let wrong = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(ISNUMBER({cell}),ROUND({cell},2)<>{})", full.0.normalize()).as_str())
        .set_format(Format::new().set_background_color(ground).set_font_color(ink));
    to.add_conditional_format(row, column, row, column, &wrong)?;
    Ok(())
}
