//! One alignment a column: figures at the right, words in the middle unless some of them need more than a line.

use super::style::Across;
use crate::output::manuscript::{Table, TableCell};
use std::collections::HashMap;

/// Cells of one column that follow one another without a head between them.
struct Run {
    /// The row of its last cell so far.
    row: usize,
    across: Across,
}

/// How the cells of a table stand, row by row.
pub(super) fn aligned(table: &Table) -> Vec<Vec<Across>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: HashMap<(usize, usize), usize> = HashMap::new();
    let mut of: Vec<Vec<Option<usize>>> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let run = |cell: &TableCell| {
            let place = (cell.at, cell.span);
            if is_head(cell) {
                open.remove(&place);
                return None;
            }
            let goes_on = open.get(&place).copied().filter(|run| runs.get(*run).is_some_and(|run| run.row + 1 == row));
            let at = goes_on.unwrap_or_else(|| {
                runs.push(Run { row, across: Across::Middle });
                runs.len() - 1
            });
            open.insert(place, at);
            if let Some(run) = runs.get_mut(at) {
                run.row = row;
                run.across = run.across.max(wants(cell));
            }
            Some(at)
        };
        of.push(cells.cells.iter().map(run).collect());
    }
    let across = |(cell, run): (&TableCell, Option<usize>)| {
        let run = run.and_then(|run| runs.get(run));
        run.map_or(if cell.left { Across::Left } else { Across::Middle }, |run| run.across)
    };
    let rows = table.rows.iter().zip(of);
    rows.map(|(row, of)| row.cells.iter().zip(of).map(across).collect()).collect()
}

/// Words of the form, other than those that nothing stands there.
fn is_head(cell: &TableCell) -> bool {
    cell.written.key.is_empty() && !cell.figure.numeric && !matches!(cell.label.as_str(), "" | "——")
}

fn wants(cell: &TableCell) -> Across {
    match cell {
        _ if cell.figure.numeric => Across::Right,
        _ if cell.left && cell.label.is_empty() => Across::Left,
        _ => Across::Middle,
    }
}
