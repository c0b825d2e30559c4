//! The tables as an Excel workbook: one sheet a part, figures as numbers, sums as formulas.
//!
//! It stands on the same tables as the paper. What the clerk writes can be changed there, the rest is locked.

mod align;
mod asked;
mod cell;
mod columns;
mod day;
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
    let gathered = manuscript.gathered.as_ref();
    let again = gathered.into_iter().flat_map(|gathered| [&gathered.summary, &gathered.cells]);
    let again: Vec<String> = again.map(|part| part.name.clone()).chain([hidden::NAME.into()]).collect();
    let mut names = name::names(wanted.cloned().chain(again)).into_iter();
    let mut sheets: Vec<BookSheet> =
        manuscript.booked().map(|part| BookSheet::new(part, names.next().unwrap_or_default(), unit)).collect();
    if sheets.is_empty() {
        return Err(BookFault::NoTables);
    }
    if let Some(gathered) = gathered {
        sheets.push(BookSheet::new(&gathered.summary, names.next().unwrap_or_default(), unit));
        sheets.push(BookSheet::of_cells(&gathered.cells, names.next().unwrap_or_default()));
    }
    let unseen = names.next().unwrap_or_default();
    let homes = Homes::new(&sheets, unit);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(manuscript)?);
    for sheet in &sheets {
        Writer { sheet, homes: &homes, unit }.write(workbook.add_worksheet(), &manuscript.stamp)?;
    }
    for (name, at) in name::defined(&manuscript.names) {
        if let Some(place) = homes.fixed(at) {
            workbook.define_name(name, &format!("={place}"))?;
        }
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
