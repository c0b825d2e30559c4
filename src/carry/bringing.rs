//! What puts something of an earlier report into a later one, where that has a place for it.

use super::counterpart::{column_of, counterpart, place_of, renamed};
use super::difference::NotTaken;
use super::snapshot::Snapshot;
use crate::form::{CellId, Holds, Name, added_number, project_number};
use crate::report::{Edit, Mark, Source};
use crate::sheet::{Cell, Follow, Line, Origin, Part, Value};
use crate::value::Text;
use std::collections::HashMap;

/// What brings back what an earlier report has.
pub(super) struct Bringing<'a> {
    before: &'a Snapshot,
    now: &'a Snapshot,
    /// The later report's cell that is the same as one.
    same: HashMap<CellId, CellId>,
    /// The last number given to what is brought back, by what it hangs under.
    numbers: HashMap<String, u32>,
}

impl<'a> Bringing<'a> {
    /// Between two reports, of which it is known which cells are the same.
    pub fn new(before: &'a Snapshot, now: &'a Snapshot, same: HashMap<CellId, CellId>) -> Self {
        Self { before, now, same, numbers: HashMap::new() }
    }

    /// Which cells are the same.
    pub fn into_same(self) -> HashMap<CellId, CellId> {
        self.same
    }

    /// What a cell of the earlier report says in the later one's words: amounts in its unit, quoted cells by the names
    /// that they have there.
    pub fn text(&self, cell: &Cell) -> Text {
        match &cell.value {
            Value::Money(money) if self.before.form.money != self.now.form.money => {
                money.plain(self.now.form.money).into()
            }
            _ if cell.holds == Holds::Long && cell.text.contains('【') => {
                let to = |at: &CellId| self.same.get(at).cloned();
                let (before, after) = ((&*self.before.form, &*self.before.sheet), (&*self.now.form, &*self.now.sheet));
                Follow { before, after, to: &to }.text(&cell.text).unwrap_or_else(|| cell.text.clone())
            }
            _ => cell.text.clone(),
        }
    }

    /// What puts the earlier one's into the later report's cell.
    pub fn take(&self, before: &Cell, now: &Cell) -> Result<Edit, NotTaken> {
        match (is_typed(before), is_typed(now)) {
            _ if !now.is_writable() => Err(NotTaken::Computed),
            (true, _) => self.bring(before, now.at.clone()),
            // Cleared, it is blank again, or the program computes it.
            (false, true) => Ok(Edit::Write { at: now.at.clone(), text: Text::default() }),
            (false, false) => Err(NotTaken::Computed),
        }
    }

    /// What writes a cell of the earlier report to this place of the later one, with its mark. What is last year's, or
    /// stood on another form, waits to be looked at.
    fn bring(&self, before: &Cell, at: CellId) -> Result<Edit, NotTaken> {
        let (then, now) = (self.before, self.now);
        let converts = matches!(before.value, Value::Money(_) | Value::Blank | Value::Nothing | Value::Dash);
        if then.form.money != now.form.money && before.holds == Holds::Money && !converts {
            return Err(NotTaken::Unit);
        }
        let own = || then.report.notes.marks.get(&before.at).cloned().unwrap_or_default();
        let mark = match () {
            () if then.sheet.year < now.sheet.year => Mark::new(Source::LastYear, true),
            () if then.form.id != now.form.id => Mark::new(Source::Imported, true),
            () => own(),
        };
        Ok(Edit::Bring { at, text: self.text(before), mark })
    }

    /// What puts a row of the earlier report below the others of the later one's part.
    pub fn bring_row(&mut self, part: &Part, past: &Part, line: &Line) -> Result<Edit, NotTaken> {
        let sections = self.before.form.sections.get(past.section).zip(self.now.form.sections.get(part.section));
        let (from, to) = sections.ok_or(NotTaken::NoPlace)?;
        let under = line.added_under.as_ref().and_then(|under| place_of(from, to, under)).ok_or(NotTaken::NoPlace)?;
        let row = self.row((&part.id, &under), past, line);
        let bring = |cell: &Cell| {
            let column = column_of(from, to, &cell.at.column).ok_or(NotTaken::NoPlace)?;
            self.bring(cell, CellId { section: part.id.clone(), row: row.clone(), column })
        };
        Ok(Edit::All(whole(line).map(bring).collect::<Result<_, _>>()?))
    }

    /// The address for a row that is brought back: the one it had, or where that is another's now a new one.
    fn row(&mut self, (section, under): (&Name, &Name), past: &Part, line: &Line) -> Name {
        let was = line.added_under.as_deref().unwrap_or_default();
        let (had, rows) = (renamed(&line.id, was, under), self.now.report.content.added(section, under));
        if !rows.contains(&had) {
            return had;
        }
        let number = |rows: &[Name], under: &str| rows.iter().filter_map(|row| added_number(row, under)).max();
        let last = number(rows, under).max(number(self.before.report.content.added(&past.id, was), was));
        format!("{under}-{}", self.next(format!("{section}/{under}"), last)).into()
    }

    /// The same for a project.
    fn project(&mut self, had: &str) -> Name {
        let (projects, past) = (&self.now.report.content.projects, &self.before.report.content.projects);
        if !projects.iter().any(|known| known == had) {
            return had.into();
        }
        let last = projects.iter().chain(past.iter()).filter_map(|id| project_number(id)).max();
        format!("p{}", self.next(String::new(), last)).into()
    }

    /// The next number after the last that either report has.
    fn next(&mut self, place: String, last: Option<u32>) -> u32 {
        let number = self.numbers.entry(place).or_insert(last.unwrap_or(0));
        *number = number.saturating_add(1);
        *number
    }

    /// What puts a project of the earlier report behind the others of the later one.
    pub fn bring_project(&mut self, id: &str, lines: &[&Line]) -> Result<Edit, NotTaken> {
        let project = self.project(id);
        let bring = |cell: &Cell| {
            let at = counterpart(&self.before.form, &self.now.form, &cell.at).ok_or(NotTaken::NoPlace)?;
            let own = at.section.strip_prefix(id).ok_or(NotTaken::NoPlace)?;
            let section = format!("{project}{own}").into();
            self.bring(cell, CellId { section, ..at })
        };
        let edits = lines.iter().flat_map(|line| whole(line)).map(bring).collect::<Result<Vec<_>, _>>()?;
        Ok(if edits.is_empty() { Edit::AddProject } else { Edit::All(edits) })
    }
}

/// What writes a line anew: what is typed in it; of a row that people add its first cell too, and with it the row.
fn whole(line: &Line) -> impl Iterator<Item = &Cell> {
    let adds = line.added_under.is_some();
    line.cells.iter().enumerate().filter(move |(n, cell)| is_typed(cell) || adds && *n == 0).map(|(_, cell)| cell)
}

/// What somebody wrote in a line.
pub(super) fn typed(line: &Line) -> impl Iterator<Item = &Cell> {
    line.cells.iter().filter(|cell| is_typed(cell))
}

/// Somebody wrote it: it is neither blank nor computed nor the form's own.
fn is_typed(cell: &Cell) -> bool {
    !matches!(cell.origin, Origin::Blank | Origin::Computed | Origin::Blocked)
}
