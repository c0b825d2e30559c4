//! Tables: cut where another part begins, and each run of rows read as the part its labels speak for.

use super::arrangement::Arrangement;
use super::lattice::{Lattice, filled};
use super::owner::{names_unit, unit_in, value_in};
use super::reader::Reader;
use super::rows::TableRows;
use super::words::PartWords;
use crate::intake::document::{DocumentTable, Spot};
use crate::intake::label::plain;
use crate::intake::plan::{FoundTable, Place};
use crate::value::Text;
use std::ops::Range;

fn is_filled((_, spot): &(usize, &Spot)) -> bool {
    !plain(&spot.text).is_empty()
}

/// The project that a heading of 表外数字 is of: 项目2·年度资金.
fn project_numbered(text: &str) -> Option<usize> {
    let (number, _) = text.trim().strip_prefix("项目")?.split_once('·')?;
    number.parse().ok()
}

impl Reader<'_> {
    /// A table, cut where the title of another part stands in it.
    pub fn table(&mut self, block: usize, table: &DocumentTable) {
        self.parts.prose.leave();
        let lattice = Lattice::new(table);
        let before = self.parts.titled.take();
        let mut runs: Vec<(usize, Option<usize>)> = vec![(0, before)];
        // A project has been named since the last title: another name begins another project.
        let mut project = false;
        // In a workbook the report's text may stand on the same sheet, a paragraph a row.
        let mut prose = false;
        for n in 0..lattice.rows() {
            let alone = filled(&lattice, n).next().filter(|_| lattice.row(n).filter(is_filled).count() == 1);
            let begins = alone.is_some_and(|(_, spot)| self.parts.prose.is_heading(&spot.text));
            if begins != prose && (begins || alone.is_none()) {
                prose = begins;
                runs.extend((n > 0).then_some((n, None)));
            }
            if let Some((index, _)) = alone.filter(|(_, spot)| project_numbered(&spot.text).is_some()) {
                self.placing.label(Place { block, spot: Some(index) });
                runs.extend((n > 0).then_some((n, None)));
            }
            let title = lattice.begun(n).find_map(|(spot, cell)| Some((spot, self.parts.title_cell(&cell.text)?)));
            let Some((spot, part)) = title else {
                let named = lattice.begun(n).any(|(_, cell)| self.parts.names_project(&cell.text));
                let again = named && std::mem::replace(&mut project, true);
                runs.extend(again.then_some((n, None)));
                continue;
            };
            project = false;
            self.placing.label(Place { block, spot: Some(spot) });
            match runs.last_mut() {
                Some(run) if run.0 == n || run.1 == Some(part) && !self.speaks(&lattice, run.0..n) => {
                    run.1 = Some(part);
                }
                _ => runs.push((n, Some(part))),
            }
        }
        let ends: Vec<usize> = runs.iter().skip(1).map(|(from, _)| *from).chain([lattice.rows()]).collect();
        for ((from, title), to) in runs.into_iter().zip(ends) {
            // A title begins anew; what was said between it and its table holds.
            if title.is_some() && (from > 0 || before.is_none()) {
                self.placing.forget_unit();
            }
            let numbered = filled(&lattice, from).next().and_then(|(_, spot)| project_numbered(&spot.text));
            let before = numbered.and_then(|number| self.parts.turn_to(number));
            if self.run(block, &lattice, from..to, title) {
                self.placing.formulas(block, table);
            }
            if let Some(before) = before {
                self.parts.turn_back(before);
            }
        }
    }

    /// Anything beside titles stands in these rows.
    fn speaks(&self, lattice: &Lattice, rows: Range<usize>) -> bool {
        let mut cells = rows.flat_map(|n| lattice.begun(n));
        cells.any(|(_, cell)| !plain(&cell.text).is_empty() && self.parts.title_cell(&cell.text).is_none())
    }

    /// Rows of one part; answers whether they were read as such.
    fn run(&mut self, block: usize, lattice: &Lattice, rows: Range<usize>, title: Option<usize>) -> bool {
        let only_lines = rows.clone().all(|n| filled(lattice, n).count() <= 1);
        let part = self.parts.of_table(lattice, rows.clone(), title).filter(|_| !only_lines);
        let row = lattice.begun(rows.start).next().map_or(0, |(_, spot)| spot.row);
        let found = FoundTable { block, row, part: Text::default(), project: None };
        let Some((part, words)) = part.and_then(|part| Some((part, self.parts.get(part)?))) else {
            self.parts.tables.push(found);
            if only_lines {
                self.parts.titled = title.or(self.parts.titled);
                self.lines(block, lattice, rows);
            }
            return false;
        };
        let found = FoundTable { part: words.label.clone(), ..found };
        if words.again {
            self.parts.tables.push(found);
            rows.flat_map(|n| lattice.begun(n))
                .for_each(|(spot, _)| self.placing.label(Place { block, spot: Some(spot) }));
            return false;
        }
        if self.is_foreign(part, words, title, lattice, rows.clone()) {
            self.parts.tables.push(found);
            self.parts.last = Some(part);
            self.refuse(block, lattice, rows);
            return false;
        }
        self.parts.prose.leave();
        let begins = self.parts.begins_project(words, lattice, rows.clone());
        let width = lattice.width();
        let (before, arrangement) = std::mem::take(&mut self.parts.goes_on);
        let same = title.is_none() && self.parts.last == Some(part) && !begins && before == width;
        let arrangement = if same { arrangement } else { Arrangement::default() };
        self.parts.tables.push(FoundTable { project: self.parts.project_of(words), ..found });
        self.parts.last = Some(part);
        let before = self.placing.count();
        let after = TableRows::new(self, words, block, lattice).read(rows, arrangement);
        if self.placing.count() == before {
            self.owner.said_nothing(part);
        }
        self.parts.goes_on = (width, after);
        true
    }

    /// The table is another unit's.
    fn is_foreign(
        &mut self,
        part: usize,
        words: &PartWords,
        title: Option<usize>,
        lattice: &Lattice,
        rows: Range<usize>,
    ) -> bool {
        if words.each_project {
            self.owner.project();
            return false;
        }
        let spots: Vec<&Spot> = rows.flat_map(|n| lattice.begun(n).map(|(_, spot)| spot).collect::<Vec<_>>()).collect();
        if let Some(name) = words.project_name() {
            // One report is one project.
            let named = value_in(&mut self.parts, words, name, &spots);
            let own = self.placing.first(|at| at.row == name.at.row && at.section == name.at.section);
            return self.owner.begins_project(named, own, title.is_some());
        }
        let named = unit_in(self.form, &mut self.parts, words, &spots);
        if title.is_none() && named.is_none() && self.parts.last == Some(part) {
            return self.owner.goes_on();
        }
        let own = self.placing.first(|at| names_unit(self.form, at));
        self.owner.begins(part, named, own)
    }

    /// A table of another unit, or of another project.
    fn refuse(&mut self, block: usize, lattice: &Lattice, rows: Range<usize>) {
        let why = self.owner.refusal();
        for (spot, cell) in rows.flat_map(|n| lattice.begun(n)) {
            let from = Place { block, spot: Some(spot) };
            if self.parts.is_known(&cell.text) {
                self.placing.label(from);
            } else if !plain(&cell.text).is_empty() && !self.placing.is_settled(from) {
                self.placing.homeless(from, why.clone());
            }
        }
    }
}
