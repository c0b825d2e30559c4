//! What a workbook encloses, unseen: a sheet that no menu of Excel shows, one text in as many cells as it needs.

use super::cell::place;
use super::fault::BookFault;
use super::text;
use rust_xlsxwriter::{ProtectionOptions, Worksheet};

/// What the sheet is called, while no other is called so.
pub(super) const NAME: &str = "存档";

/// Writes it, by the name it has.
pub(super) fn write(to: &mut Worksheet, name: &str, text: &str) -> Result<(), BookFault> {
    to.set_name(name)?.set_very_hidden(true).protect_with_options(&ProtectionOptions::default());
    for (row, piece) in text::pieces(text).into_iter().enumerate() {
        let (row, column) = place(row, 0)?;
        to.write_string(row, column, piece)?;
    }
    Ok(())
}
