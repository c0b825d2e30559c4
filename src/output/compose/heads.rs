//! What the form's own words in a table are the head of, for readers that speak.

use crate::output::manuscript::{HeadScope, Table, TableCell, TableRow};

/// Words in a row of nothing but words are the head of what stands below them; others of what stands at their right, and
/// so are those that reach down beside several rows.
pub(super) fn tell_heads(table: &mut Table) {
    for row in &mut table.rows {
        let is_head_row = is_head_row(row);
        for cell in row.cells.iter_mut().filter(|cell| is_words(cell)) {
            let scope = if is_head_row && cell.down < 2 { HeadScope::Column } else { HeadScope::Row };
            cell.scope = Some(scope);
        }
    }
}

fn is_words(cell: &TableCell) -> bool {
    cell.written.key.is_empty() && cell.written.text.is_empty()
}

/// What reaches down into it or out of it left aside.
fn is_head_row(row: &TableRow) -> bool {
    let flat = || row.cells.iter().filter(|cell| cell.down < 2);
    flat().all(is_words) && flat().count() > 1
}
