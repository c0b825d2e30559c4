//! The names between 【】 in the long texts that lead to no number, each name looked up once for all rules.

use crate::form::{CellId, Form};
use crate::sheet::{Cell, Sheet, is_place_name, names};
use std::collections::HashMap;

/// The names in one text that lead to no number for one reason: they are printed as they stand.
pub struct FaultyNames<'a> {
    /// The text they stand in.
    pub cell: &'a Cell,
    /// Why no number takes their place.
    pub fault: NameFault,
    /// The names without their brackets, each once.
    pub names: Vec<&'a str>,
    /// The cells they lead to.
    pub lead_to: Vec<CellId>,
}

/// Why no number takes the place of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// The figure has none yet.
    Blank,
    /// It is put as a place of this form, and no cell is there: the row or project was taken out.
    Gone,
    /// It names nothing here.
    Unknown,
}

/// What a name comes to that leads to no number.
type Fault = (NameFault, Option<CellId>);

/// All of them, text by text. A text may quote one figure thousands of times.
pub fn faulty_names<'a>(form: &Form, sheet: &Sheet, texts: &[&'a Cell]) -> Vec<FaultyNames<'a>> {
    // Of each name what it comes to, and the text it was met in last.
    let mut known: HashMap<&str, (Option<Fault>, usize)> = HashMap::new();
    let mut all = Vec::new();
    for (number, cell) in (1..).zip(texts.iter().copied().filter(|cell| cell.text.contains('【'))) {
        let mut own = [NameFault::Blank, NameFault::Gone, NameFault::Unknown].map(|fault| FaultyNames {
            cell,
            fault,
            names: Vec::new(),
            lead_to: Vec::new(),
        });
        for name in names(&cell.text) {
            let (fault, met) = known.entry(name).or_insert_with(|| (fault(form, sheet, name), 0));
            let Some((fault, at)) = fault.as_ref().filter(|_| *met < number) else { continue };
            *met = number;
            if let Some(faulty) = own.iter_mut().find(|faulty| faulty.fault == *fault) {
                faulty.names.push(name);
                faulty.lead_to.extend(at.clone());
            }
        }
        all.extend(own.into_iter().filter(|faulty| !faulty.names.is_empty()));
    }
    all
}

/// None where a number takes the name's place, and where nothing but figures or Latin letters stands between the
/// brackets: a document's number is written so.
fn fault(form: &Form, sheet: &Sheet, name: &str) -> Option<Fault> {
    let words = || name.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    match sheet.quoted(form, name) {
        Some(figure) => figure.text.is_empty().then_some((NameFault::Blank, figure.at)),
        None if is_place_name(form, name) => Some((NameFault::Gone, None)),
        None => words().then_some((NameFault::Unknown, None)),
    }
}
