//! What can be done with a whole row: put one beside it, have it twice, move it, take it out, say 无 in all of it.

use super::Desk;
use crate::form::{CellId, ColumnRole, Holds, NAME_COLUMN, Role};
use crate::report::{Edit, OwnRow, Side};
use crate::sheet::{Cell, Line, Part, Recipe};

/// Something done with the row of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDeed {
    /// 在上方、下方插入行
    Insert(Side),
    /// 复制行
    Duplicate,
    /// 上移
    Up,
    /// 下移
    Down,
    /// 删除行
    Remove,
    /// 本行填“无”
    FillNone,
}

/// What stands where something is not, or did not happen.
const NONE: &str = "无";

impl Desk {
    /// What would do it with the row of a cell. None where it cannot be done there.
    #[must_use]
    pub fn row_edit(&self, at: &CellId, deed: RowDeed) -> Option<Edit> {
        if !self.is_writable() {
            return None;
        }
        match deed {
            RowDeed::FillNone => self.none_in(at),
            RowDeed::Insert(side) => match self.own_row(at) {
                Some(beside) => Some(Edit::InsertRow { beside, side }),
                None if side == Side::Below => self.first_below(at),
                None => None,
            },
            RowDeed::Duplicate => self.own_row(at).map(Edit::DuplicateRow),
            RowDeed::Up | RowDeed::Down => {
                let row = self.own_row(at)?;
                let from = row.position(&self.report.content)?;
                let to = if deed == RowDeed::Up { from.checked_sub(1)? } else { from + 1 };
                (to < row.among(&self.report.content).len()).then_some(Edit::MoveRow { row, to })
            }
            RowDeed::Remove => self.own_row(at).map(Edit::removing),
        }
    }

    /// The clerk's own row in which a cell stands: one she added, or at the name of a project the project.
    #[must_use]
    pub fn own_row(&self, at: &CellId) -> Option<OwnRow> {
        let (part, line) = self.line(at)?;
        if let Some(under) = &line.added_under {
            let (section, row) = (part.id.clone(), line.id.clone());
            return Some(OwnRow::Added { section, under: under.clone(), row });
        }
        let project = self.sheet.project_id(part.project?)?;
        (line.role == Some(Role::ProjectName)).then(|| OwnRow::Project(project.into()))
    }

    /// Where a row is filled in first.
    #[must_use]
    pub fn first_of(&self, row: &OwnRow) -> Option<CellId> {
        match row {
            OwnRow::Added { section, row, .. } => {
                let line = self.sheet.part(section)?.lines.iter().find(|line| line.id == *row)?;
                let named = line.cell(NAME_COLUMN).filter(|cell| cell.is_writable());
                Some(named.or_else(|| line.cells.iter().find(|cell| cell.is_writable()))?.at.clone())
            }
            OwnRow::Project(id) => {
                let number = self.sheet.project_number(id);
                Some(self.sheet.line_of(Some(number?), Role::ProjectName)?.only()?.at.clone())
            }
        }
    }

    /// Where a row is seen that an edit moves and writes nothing in.
    pub(super) fn moved_at(&self, edit: &Edit) -> Option<CellId> {
        if let Edit::MoveRow { row, .. } = edit { self.first_of(row) } else { None }
    }

    fn line(&self, at: &CellId) -> Option<(&Part, &Line)> {
        let part = self.sheet.part(&at.section)?;
        Some((part, part.lines.iter().find(|line| line.id == at.row)?))
    }

    /// 无 in every blank cell of a row that is the clerk's to fill in and can say so.
    fn none_in(&self, at: &CellId) -> Option<Edit> {
        let (_, line) = self.line(at)?;
        let cells = line.cells.iter().filter(|cell| self.may_say_none(cell));
        let edits: Vec<Edit> = cells.map(|cell| Edit::Write { at: cell.at.clone(), text: NONE.into() }).collect();
        (!edits.is_empty()).then_some(Edit::All(edits))
    }

    /// What is chosen from a list says what the list has, and sign and unit belong to a target that is there.
    fn may_say_none(&self, cell: &Cell) -> bool {
        let of_target = matches!(cell.role, Some(ColumnRole::Sense | ColumnRole::Unit | ColumnRole::Core));
        let is_chosen = || self.form.slot(&cell.at).is_none_or(|slot| !slot.choices.is_empty());
        let is_text = cell.holds != Holds::Degree && !of_target;
        // A sum too is made of what is filled in, be that still blank.
        let is_made = || Recipe::of(&self.form, &self.sheet, &cell.at).is_some();
        cell.is_blank() && cell.is_to_fill() && is_text && !is_chosen() && !is_made()
    }

    /// A first row below one of the form's, where that is the place for rows.
    fn first_below(&self, at: &CellId) -> Option<Edit> {
        let (part, line) = self.line(at)?;
        let mut below = part.lines.iter().skip_while(|other| other.id != line.id).skip(1);
        let next = below.next()?;
        let section = part.id.clone();
        match &next.added_under {
            // Of indicators the row above is of another kind.
            Some(under) if next.kind.is_none() => {
                let beside = OwnRow::Added { section, under: under.clone(), row: next.id.clone() };
                Some(Edit::InsertRow { beside, side: Side::Above })
            }
            None if next.takes_rows => Some(Edit::AddRow { section, under: next.id.clone() }),
            _ => None,
        }
    }
}
