//! Which part of the form each table of a document is, by its labels, never by its position.

mod arrangement;
mod grid;
mod indicators;
mod inline;
mod lattice;
mod lines;
mod owner;
mod parts;
mod placing;
mod prose;
mod reader;
mod reconcile;
mod rows;
mod tables;
mod vocabulary;

use super::document::{Document, DocumentBlock};
use super::label::plain;
use super::plan::{ImportPlan, Place};
use crate::form::Form;
use crate::value::{NamedYear, years};
use reader::Reader;
use reconcile::reconcile;
use std::collections::BTreeMap;
use vocabulary::Vocabulary;

/// Reads a document as a report on a form. The year is the document's own where it says so, else the one given.
#[must_use]
pub fn recognise(form: &Form, document: &Document, otherwise: i32) -> ImportPlan {
    let year = year_of(document).unwrap_or(otherwise);
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
    let (placed, homeless, remarks) = reader.placing.end();
    let mut plan = ImportPlan { year, tables: reader.parts.tables, placed, agreed: Vec::new(), homeless, remarks };
    reconcile(form, &mut plan);
    plan
}

/// The year a document reports on: the one most of its titles and column labels name as 年度, 年预算数 or 年决算数.
fn year_of(document: &Document) -> Option<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    let mut vote = |text: &str| {
        if text.chars().take(81).count() > 80 {
            return;
        }
        let text = plain(text);
        for NamedYear { year, end, .. } in years(&text).filter(|named| named.with_word) {
            let rest = text.get(end..).unwrap_or_default();
            let weight = if rest.starts_with("预算数") { 2 } else { usize::from(rest.starts_with('度')) };
            if (1990..=2100).contains(&year) && weight > 0 {
                *votes.entry(year).or_default() += weight;
            }
        }
    };
    for block in document.blocks.iter().filter(|block| !block.is_hidden()) {
        match block {
            DocumentBlock::Line(line) => vote(&line.text),
            DocumentBlock::Table(table) => table.cells.iter().for_each(|spot| vote(&spot.text)),
        }
    }
    votes.into_iter().max_by_key(|(year, votes)| (*votes, *year)).map(|(year, _)| year)
}
