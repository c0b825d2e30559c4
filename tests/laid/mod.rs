//! Documents written as text: a line is a paragraph, lines that begin with `|` are the rows of a table. In a table `<`
//! goes on with the cell at the left, `^` with the cell above, `\n` breaks a line; a blank line ends a table.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, reason = "a test may fail")]

use ziping::intake::{Document, DocumentBlock, DocumentLine, DocumentTable, Spot};

/// The document a text describes. Lines that begin with `#` say nothing.
pub fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().chain([""]) {
        if let Some(row) = line.trim().strip_prefix('|') {
            let row = row.strip_suffix('|').unwrap_or(row);
            rows.push(row.split('|').map(str::trim).collect());
            continue;
        }
        if !rows.is_empty() {
            blocks.push(DocumentBlock::Table(table(&std::mem::take(&mut rows))));
        }
        if !line.trim().is_empty() && !line.starts_with('#') {
            blocks.push(DocumentBlock::Line(DocumentLine { text: line.into(), heading: None }));
        }
    }
    Document::of(blocks)
}

fn table(rows: &[Vec<&str>]) -> DocumentTable {
    let mut cells: Vec<Spot> = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let covers = |spot: &&mut Spot, row: usize, column: usize| {
                (spot.row..spot.row + spot.down).contains(&row)
                    && (spot.column..spot.column + spot.across).contains(&column)
            };
            match *text {
                "<" => {
                    let left = cells.iter_mut().find(|spot| covers(spot, row, column - 1)).expect("a cell at the left");
                    left.across = left.across.max(column + 1 - left.column);
                }
                "^" => {
                    let above = cells.iter_mut().find(|spot| covers(spot, row - 1, column)).expect("a cell above");
                    above.down = above.down.max(row + 1 - above.row);
                }
                text => {
                    let text = text.replace("\\n", "\n");
                    cells.push(Spot { row, column, down: 1, across: 1, text, ..Spot::default() });
                }
            }
        }
    }
    DocumentTable { cells, ..DocumentTable::default() }
}
