//! Reasons written before: explanations and 偏差原因 of a report, to be offered when another has to be written.

use super::Report;
use crate::form::{CellId, ColumnRole, Form};
use crate::value::Text;

/// A reason written before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: Text,
    /// The rule whose finding it explained; none for the reason of an indicator.
    pub rule: Option<String>,
    /// The report's year.
    pub year: i32,
}

/// The reasons of a report, each once.
#[must_use]
pub fn phrases(form: &Form, report: &Report) -> Vec<Phrase> {
    let year = report.content.year;
    let explained = report.notes.explanations.iter().map(|(key, explanation)| Phrase {
        text: explanation.text.clone(),
        rule: key.split_once('@').map(|(rule, _)| rule.to_string()),
        year,
    });
    let is_reason = |at: &CellId| form.slot(at).is_some_and(|slot| slot.column_role == Some(ColumnRole::Reason));
    let reasons = report.content.cells.iter().filter(|(at, _)| is_reason(at));
    let reasons = reasons.map(|(_, text)| Phrase { text: text.clone(), rule: None, year });
    let mut all: Vec<Phrase> = Vec::new();
    for phrase in explained.chain(reasons).filter(|phrase| phrase.text.trim().chars().count() > 1) {
        if all.iter().all(|known| known.text != phrase.text) {
            all.push(phrase);
        }
    }
    all
}
