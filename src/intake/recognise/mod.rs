//! Which part of the form each table of a document is, by its labels, never by its position.

mod amounts;
mod arrangement;
mod grid;
mod heads;
mod indicators;
mod inline;
mod lattice;
mod lines;
mod listed;
mod meaning;
mod names;
mod own;
mod owner;
mod parts;
mod placing;
mod prose;
mod reader;
mod reconcile;
mod rows;
mod tables;
mod vocabulary;
mod words;
mod year;

use super::document::{Document, DocumentBlock};
use super::plan::{ImportPlan, Place};
use crate::form::Form;
use reader::Reader;
use reconcile::reconcile;
use vocabulary::Vocabulary;
pub use year::stated_year;

/// Reads a document as a report on a form. The year is the document's own where it says so, else the one given. A paper of
/// ours comes back as what it encloses, and what was changed in it since.
#[must_use]
pub fn recognise(form: &Form, document: &Document, otherwise: i32) -> ImportPlan {
    let year = stated_year(document).unwrap_or(otherwise);
    let vocabulary = Vocabulary::new(form, year);
    let mut reader = Reader::new(form, &vocabulary, document);
    // What one sees comes first: a hidden sheet is often last year's, or a draft.
    let mut blocks: Vec<(usize, &DocumentBlock)> = document.blocks.iter().enumerate().collect();
    blocks.sort_by_key(|(_, block)| block.is_hidden());
    for (block, content) in blocks {
        match content {
            DocumentBlock::Line(line) => reader.line(Place { block, spot: None }, &line.text),
            DocumentBlock::Table(table) => reader.table(block, table),
        }
    }
    let mut plan = reader.placing.end(year, reader.parts.tables);
    plan.remarks = reader.parts.prose.remarks;
    reconcile(form, &mut plan);
    match &document.enclosed {
        None => plan,
        Some(Ok(enclosed)) => own::plan(form, document, enclosed, plan),
        Some(Err(fault)) => {
            plan.remarks.push(fault.to_string());
            plan
        }
    }
}
