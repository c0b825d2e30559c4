//! Grids: sums up the tree, then the columns' formulas, left to right.

#![allow(clippy::indexing_slicing, reason = "every index was handed out by `push` or asked for by `position`")]

use super::cell::Writing;
use super::{Cell, Line, Origin, Value, line};
use crate::form::{Column, Form, Formula, Grid, Holds, NAME_COLUMN, Name, Row, RowsBelow};
use crate::value::{Rate, Score};

pub(super) fn lines(form: &Form, grid: &Grid, writing: &Writing) -> Vec<Line> {
    let mut tree = Tree { form, grid, writing, lines: Vec::new(), below: Vec::new() };
    for row in &grid.rows {
        tree.row(row, 0, RowsBelow::Sum);
    }
    for (number, column) in grid.columns.iter().enumerate() {
        tree.fill_in(number, column);
    }
    tree.lines
}

struct Tree<'a> {
    form: &'a Form,
    grid: &'a Grid,
    writing: &'a Writing<'a>,
    lines: Vec<Line>,
    /// For each line the lines right below it in the tree, and what they are to it.
    below: Vec<(RowsBelow, Vec<usize>)>,
}

impl Tree<'_> {
    /// Adds a row with everything below it; answers with the lines that count towards the row above.
    fn row(&mut self, row: &Row, depth: u8, to_parent: RowsBelow) -> Vec<usize> {
        let among = to_parent == RowsBelow::Among;
        if row.takes_rows {
            let mut counted = Vec::new();
            for added in self.writing.added(&row.id) {
                let name = self.writing.row(added).cell(NAME_COLUMN.into(), Holds::Text);
                let label = name.text.clone();
                let mut cells = vec![name];
                cells.extend(self.cells(added, row));
                let added_under = Some(row.id.clone());
                let line = Line { added_under, among, ..line(added, &label, depth, row.role) };
                counted.push(self.push(line.with(cells)));
            }
            self.push(Line { takes_rows: true, among, ..line(&row.id, &row.label, depth, None) });
            return counted;
        }
        let cells = self.cells(&row.id, row).collect();
        let own = self.push(Line { among, ..line(&row.id, &row.label, depth, row.role) }.with(cells));
        let below = row.rows.iter().flat_map(|part| self.row(part, depth + 1, row.below)).collect();
        self.below[own] = (row.below, below);
        vec![own]
    }

    fn push(&mut self, line: Line) -> usize {
        self.lines.push(line);
        self.below.push((RowsBelow::Sum, Vec::new()));
        self.lines.len() - 1
    }

    fn cells<'s>(&'s self, id: &'s Name, row: &'s Row) -> impl Iterator<Item = Cell> + 's {
        let written = self.writing.row(id);
        self.grid.columns.iter().map(move |column| {
            let cell = written.column(column);
            if row.blocked.contains(&column.id) {
                Cell { text: "——".into(), value: Value::Dash, origin: Origin::Blocked, writable: false, ..cell }
            } else {
                cell
            }
        })
    }

    /// Fills one column: what is below before what is above, so lines from the bottom up.
    fn fill_in(&mut self, number: usize, column: &Column) {
        for index in (0..self.lines.len()).rev() {
            let Some(at) = self.position(index, number) else { continue };
            let sum = self.sum(index, number, column);
            let whole = self.below.get(index).is_some_and(|(rows, _)| *rows == RowsBelow::Sum);
            let line = &self.lines[index];
            let computed = sum.clone().filter(|_| whole).or_else(|| self.formula(line, column));
            let cell = &mut self.lines[index].cells[at];
            if cell.origin != Origin::Blocked {
                cell.rows_sum = sum.map(Box::new);
                cell.take_computed(computed, self.writing.unit);
            }
        }
    }

    /// Where a column's cell stands in a line: an added row has its name first, a place for added rows has no cells.
    fn position(&self, index: usize, number: usize) -> Option<usize> {
        let line = self.lines.get(index)?;
        let at = number + usize::from(line.added_under.is_some());
        (at < line.cells.len()).then_some(at)
    }

    /// What the rows right below a line state, added up; none when none states a figure. Shares do not add up.
    fn sum(&self, index: usize, number: usize, column: &Column) -> Option<Value> {
        let (_, below) = self.below.get(index)?;
        let values = below.iter().filter_map(|&part| Some(&self.lines[part].cells[self.position(part, number)?].value));
        match column.holds {
            Holds::Money => total(values, |v| if let Value::Money(m) = v { Some(*m) } else { None }).map(Value::Money),
            Holds::Count => total(values, |v| if let Value::Count(c) = v { Some(*c) } else { None }).map(Value::Count),
            _ => None,
        }
    }

    fn formula(&self, line: &Line, column: &Column) -> Option<Value> {
        let money = |id: &Name| line.cell(id).and_then(Cell::money);
        let count = |id: &Name| line.cell(id).and_then(Cell::count);
        match column.formula.as_ref()? {
            Formula::Share(part, whole) => match (money(part), money(whole)) {
                (Some(part), Some(whole)) => part.share_of(whole),
                _ => count(part)?.share_of(count(whole)?),
            }
            .map(Value::Rate),
            Formula::Sum(ids) => total(ids.iter(), money).map(Value::Money),
            Formula::Less(from, less) => Some(Value::Money(money(from)? - money(less)?)),
            Formula::ExecutionRate(initial, full, executed) => {
                let whole = self.form.scoring.execution.whole(initial, full);
                money(executed)?.share_of(money(whole)?).map(Value::Rate)
            }
            Formula::ExecutionPoints(rate, weight) => {
                let rate = line.cell(rate)?.rate()?;
                let weight = line.cell(weight)?.points()?;
                Some(Value::Score(execution_points(self.form, rate, weight)))
            }
            Formula::ExecutionWeight => Some(Value::Score(self.form.scoring.execution.weight)),
        }
    }
}

/// 预算执行率得分: the rate's share of the weight, between 0 and the weight where the form caps it.
pub(super) fn execution_points(form: &Form, rate: Rate, weight: Score) -> Score {
    let rate = if form.scoring.execution.cap { rate.min(Rate::ONE) } else { rate };
    rate.max(Rate::ZERO).of(weight)
}

fn total<I, T: std::iter::Sum<T> + Default>(items: impl Iterator<Item = I>, of: impl Fn(I) -> Option<T>) -> Option<T> {
    let mut any = false;
    let sum = items.filter_map(of).inspect(|_| any = true).sum();
    any.then_some(sum)
}
