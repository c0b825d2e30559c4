//! Lists of several projects: what stands left of the indicators says whose they are; and indicators written line by line
//! in one row.

use super::arrangement::{FactColumn, SaidBeside, TableHead};
use super::heads::HeadCell;
use super::meaning::MEANINGS;
use super::rows::{RowValue, TableRows, best_single, columns_of, lines_of, text_of};
use crate::form::{ColumnRole, NAME_COLUMN, Role};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::value::Text;

impl<'a, 't> TableRows<'_, 'a, 't> {
    /// The cells of a head of indicators: those left of 一级指标 that say something of all of them, and the others.
    pub fn fact_columns(&self, cells: Vec<HeadCell<'t>>, n: usize) -> (Vec<FactColumn<'a>>, Vec<HeadCell<'t>>) {
        let first = cells.iter().find(|cell| cell.level == Some(0)).map_or(0, |cell| cell.columns.start);
        let says = |cell: &HeadCell| {
            let below = self.lattice.at(n + 1, cell.columns.start);
            let (_, below) = below.filter(|(_, spot)| self.lattice.begins(n + 1, spot))?;
            // What the form itself has left of its levels holds no fact: 年度绩效目标 over the goals.
            if cell.columns.end > first || plain(&below.text).is_empty() || self.is_over_groups(cell) {
                return None;
            }
            // Nor does what is called like a fact itself say one: 年度绩效目标1 tells whose the indicators beside it are.
            if best_single(self.part, &LabelText::new(&below.text)).is_some_and(|(_, sure)| sure > Likeness::Near) {
                return None;
            }
            let single = best_single(self.part, &cell.label).filter(|(_, sure)| *sure > Likeness::Near);
            let amount = || {
                let whole = MEANINGS.fund(&cell.label).is_some_and(|(fund, _)| fund == "total");
                let role = if whole { Some(ColumnRole::Full) } else { MEANINGS.amount(&cell.label)?.0 };
                let role = role.filter(|role| matches!(role, ColumnRole::Initial | ColumnRole::Full));
                Some(SaidBeside::Amount(role.filter(|_| self.is_amount(&below.text))?))
            };
            single.map(|(single, sure)| SaidBeside::Single(single, sure)).or_else(amount)
        };
        let mut facts = Vec::new();
        let mut others = Vec::new();
        for cell in cells {
            match says(&cell) {
                Some(says) => facts.push(FactColumn { columns: columns_of(cell.spot), says }),
                None => others.push(cell),
            }
        }
        (facts, others)
    }

    /// What stands left of an indicator goes to its cells; answers whether the row is of a project that the report takes.
    pub fn beside_indicators(&mut self, n: usize, head: &TableHead<'a>) -> bool {
        let facts: Vec<(usize, &'t Spot, &FactColumn<'a>)> = head
            .facts
            .iter()
            .filter_map(|fact| {
                let (index, spot) = self.written_at(n, fact.columns.start)?;
                Some((index, spot, fact))
            })
            .collect();
        for (_, spot, fact) in &facts {
            if let SaidBeside::Single(single, _) = &fact.says
                && single.role == Some(Role::ProjectName)
            {
                self.begin_listed(spot.text.trim());
            }
        }
        if self.refused {
            return false;
        }
        for (index, spot, fact) in facts {
            let from = self.from(index);
            match &fact.says {
                SaidBeside::Single(single, sure) => {
                    let at = self.reader.parts.cell(self.part, &single.at);
                    self.reader.place(from, at, &text_of(spot, single.holds), *sure);
                }
                SaidBeside::Amount(role) => {
                    // Where nothing was spent yet, a budget is what was approved.
                    let role = if self.is_executed() { *role } else { ColumnRole::Initial };
                    self.amount_alone(from, None, Some(role), &spot.text);
                }
            }
        }
        true
    }

    /// A list names a project: the one it goes on with, or another one.
    fn begin_listed(&mut self, name: &str) {
        let name: Text = plain(name).into();
        let before = self.listed.replace(name.clone());
        if self.part.each_project {
            if before.is_some_and(|before| before != name) {
                self.reader.parts.next_project();
            }
        } else {
            let part = self.part;
            let own = self.reader.placing.first(|at| part.project_name().is_some_and(|name| name.at == *at));
            self.refused = self.reader.owner.begins_project(Some(name), own, false);
        }
    }

    /// A row of another project than the report's.
    pub fn refuse_row(&mut self, n: usize) {
        let why = self.reader.owner.refusal();
        let cells: Vec<(usize, &Spot)> = self.lattice.begun(n).collect();
        for (index, spot) in cells {
            if !plain(&spot.text).is_empty() && !self.reader.placing.is_settled(self.from(index)) {
                self.reader.placing.homeless(self.from(index), why.clone());
            }
        }
    }
}

/// The indicators of a row, where one row has several, a line each: as many names as targets, and results if there are any.
pub(super) fn line_by_line<'c, 'a, 't>(values: &[RowValue<'c, 'a, 't>]) -> Vec<Vec<RowValue<'c, 'a, 't>>> {
    let is = |value: &RowValue, role: ColumnRole| value.column.words.role == Some(role);
    let lines = |value: &RowValue| lines_of(value.spot).count();
    let name = values.iter().find(|value| value.column.words.id == NAME_COLUMN);
    let target = values.iter().find(|value| is(value, ColumnRole::Target));
    let (Some(name), Some(target)) = (name, target) else { return vec![values.to_vec()] };
    let count = lines(name);
    let even = values.iter().filter(|value| is(value, ColumnRole::Actual)).all(|actual| lines(actual) == count);
    let stated = lines_of(target.spot).all(|line| line.contains(|c: char| c.is_ascii_digit()));
    let named = lines_of(name.spot).all(|line| line.chars().count() >= 2);
    if count < 2 || lines(target) != count || !even || !stated || !named {
        return vec![values.to_vec()];
    }
    let nth = |n: usize| {
        let own = values.iter().filter(|value| n == 0 || lines(value) == count);
        let one =
            |value: &RowValue<'c, 'a, 't>| RowValue { line: (lines(value) == count).then_some(n), ..value.clone() };
        own.map(one).collect()
    };
    (0..count).map(nth).collect()
}
