//! The tables as an Excel workbook: one sheet a part, figures as numbers, sums as formulas.
//!
//! It stands on the same tables as the paper. What the clerk writes can be changed there, the rest is locked.

mod cell;
mod columns;
mod fault;
mod formula;
mod hidden;
mod name;
mod number;
mod sheet;
mod style;
mod text;
mod write;

pub use fault::BookFault;

use super::enclosing::Standing;
use super::manuscript::Manuscript;
use crate::value::MoneyUnit;
use formula::Homes;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::BookSheet;
use write::Writer;

/// The tables of a manuscript as a workbook (.xlsx), amounts in that unit. The same manuscript gives the same bytes.
///
/// # Errors
/// When there is no table, or a table is larger than a sheet can be.
pub fn book(manuscript: &Manuscript, unit: MoneyUnit) -> Result<Vec<u8>, BookFault> {
    let wanted = manuscript.booked().map(|part| if part.label.is_empty() { &part.name } else { &part.label });
    let mut names = name::names(wanted.cloned().chain([hidden::NAME.into()]));
    let unseen = names.pop().unwrap_or_default();
    let sheets: Vec<BookSheet> =
        manuscript.booked().zip(names).map(|(part, name)| BookSheet::new(part, name, unit)).collect();
    if sheets.is_empty() {
        return Err(BookFault::NoTables);
    }
    let homes = Homes::new(&sheets, &manuscript.unplaced, unit);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(manuscript)?);
    for sheet in &sheets {
        Writer { sheet, homes: &homes, unit }.write(workbook.add_worksheet(), &manuscript.stamp)?;
    }
    if let Some(enclosed) = manuscript.enclosed(manuscript.booked(), &Standing::default()) {
        hidden::write(workbook.add_worksheet(), &unseen, &enclosed.written())?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A day in place of the clock's, so that the same manuscript gives the same bytes.
fn properties(manuscript: &Manuscript) -> Result<DocProperties, XlsxError> {
    let plain = |text: &str| text.replace(char::is_control, " ");
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(plain(&manuscript.title))
        .set_author(plain(&manuscript.unit))
        .set_creation_datetime(&day))
}
