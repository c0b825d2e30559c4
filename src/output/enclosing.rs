//! What a file encloses, unseen, so that it comes back whole: the content, the form, and the texts of its parts in the order
//! in which they stand in it.

use super::manuscript::{Block, Enclosure, KeyedText, Manuscript, ManuscriptPart, Signed, Table, TableCell};
use crate::report::{Content, Enclosed, PrintedRow, PrintedText};
use std::sync::Arc;

/// How a sort of file has its rows, where that is not as the manuscript has them.
pub(super) struct Standing {
    /// The cells that begin in each row of a table.
    pub rows: fn(&Table) -> Vec<Vec<&TableCell>>,
}

impl Default for Standing {
    fn default() -> Self {
        Self { rows: |table| table.rows.iter().map(|row| row.cells.iter().collect()).collect() }
    }
}

impl Manuscript {
    /// The same, and its files enclose the report. Never for a copy that hides something of it.
    #[must_use]
    pub fn enclosing(self, form_text: &str, content: &Arc<Content>) -> Self {
        let enclosure = Enclosure { form_text: form_text.into(), content: Arc::clone(content) };
        Self { enclosure: Some(enclosure), ..self }
    }

    /// What a file of these parts encloses, if it is to.
    pub(super) fn enclosed<'p>(
        &self,
        parts: impl Iterator<Item = &'p ManuscriptPart>,
        standing: &Standing,
    ) -> Option<Enclosed> {
        let Enclosure { form_text, content } = self.enclosure.clone()?;
        let mut printed = PrintedRows::default();
        for part in parts {
            printed.part(part, standing);
        }
        Some(Enclosed { form_text, content, printed: printed.rows, ..Enclosed::default() })
    }
}

/// What has been printed so far.
#[derive(Default)]
struct PrintedRows {
    rows: Vec<PrintedRow>,
    tables: usize,
}

impl PrintedRows {
    fn part(&mut self, part: &ManuscriptPart, standing: &Standing) {
        self.words(&part.label);
        self.words(&part.title.join("\n"));
        for block in &part.blocks {
            match block {
                Block::Lines(lines) => self.rows.extend(lines.iter().map(|line| PrintedRow::Line(signed(0, line)))),
                Block::Heading(_, words) => self.words(words),
                Block::Words(written) => self.rows.push(PrintedRow::Paragraphs(text(written))),
                Block::Annexes(label, written) => {
                    let before = if written.text.trim().is_empty() { String::new() } else { label.to_string() };
                    self.rows.push(PrintedRow::Paragraphs(PrintedText { before, ..text(written) }));
                }
                Block::Table(table) => {
                    let rows = (standing.rows)(table).into_iter();
                    self.table(rows.map(|cells| cells.into_iter().map(cell).collect()));
                }
                Block::Notes(notes) => notes.iter().for_each(|note| self.words(note)),
                Block::Contents(lines) => lines.iter().for_each(|line| self.words(&line.name)),
                // A reader puts notes back into their cells.
                Block::CellNotes(_) | Block::Chart(_) => {}
                Block::Signatures(line) => {
                    self.table(
                        line.rows().map(|row| row.iter().enumerate().map(|(at, line)| signed(at, line)).collect()),
                    );
                }
            }
        }
    }

    /// Words of the form.
    fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.rows.push(PrintedRow::Line(PrintedText { before: words.into(), ..PrintedText::default() }));
        }
    }

    fn table(&mut self, rows: impl Iterator<Item = Vec<PrintedText>>) {
        self.rows.extend(rows.map(|cells| PrintedRow::Row(self.tables, cells)));
        self.tables += 1;
    }
}

fn text(written: &KeyedText) -> PrintedText {
    PrintedText { key: written.key.clone(), text: written.text.clone(), ..PrintedText::default() }
}

fn cell(cell: &TableCell) -> PrintedText {
    PrintedText { at: cell.at, before: cell.label.clone(), ..text(cell.whole()) }
}

fn signed(at: usize, line: &Signed) -> PrintedText {
    PrintedText { at, before: line.label.clone(), after: line.after.clone(), ..text(&line.written) }
}
