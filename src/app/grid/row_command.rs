//! What is done with whole rows, and where the clerk stands then.

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::desk::RowDeed;
use crate::form::CellId;
use crate::report::{Edit, OwnRow};
use crate::sheet::Direction;
use crate::value::shortened;
use eframe::egui::Context;

impl App {
    /// Does it with the row of the current cell. A project that has texts goes only when said twice.
    pub(crate) fn row_command(&mut self, ctx: &Context, command: Command) {
        if command == Command::FillNone && self.editor.reach().is_some() {
            return self.fill_rows_with_none();
        }
        let asked = self.desk().zip(self.editor.current()).zip(command.row_deed());
        let Some(edit) = asked.and_then(|((desk, at), deed)| desk.row_edit(at, deed)) else { return };
        let project = if let Edit::RemoveProject(id) = &edit { self.project_in_words(id) } else { None };
        self.act(
            ctx,
            match project {
                Some(name) => sure_to_remove(&name, edit),
                None => Action::Edit(edit),
            },
        );
    }

    /// 本行填“无”, in all rows that are selected, as one step.
    fn fill_rows_with_none(&mut self) {
        let Some((desk, block)) = self.desk().zip(self.block()) else { return };
        let firsts = block.iter().filter_map(|row| row.iter().flatten().next());
        let edits = firsts.filter_map(|cell| desk.row_edit(&cell.at, RowDeed::FillNone)).collect();
        let edit = Edit::All(edits);
        match edit.writes().len() {
            0 => self.notice("所选的各行没有能填“无”的空格。", false),
            count if self.edit(&edit) => self.notice(format!("已在{count}格填“无”"), true),
            _ => {}
        }
    }

    fn project_in_words(&self, id: &str) -> Option<String> {
        let sheet = self.desk()?.sheet();
        sheet.project_number(id).map(|number| sheet.project_words(number))
    }

    /// Makes a change. Answers with where it leads: what is new wants to be filled in.
    pub(crate) fn edit_and_lead_on(&mut self, edit: &Edit) -> Option<Action> {
        let (beside, says) = (self.beside_removed(edit), self.says_of(edit));
        if !self.edit(edit) {
            return None;
        }
        if let Some(says) = says {
            self.notice(says, true);
        }
        self.lead_on(edit).or(beside).map(Action::Goto)
    }

    /// What is to be said of a change that is not asked about and hardly seen, and can be taken back: a removal that takes
    /// texts along, a remark.
    fn says_of(&self, edit: &Edit) -> Option<String> {
        if let Edit::All(edits) = edit {
            return edits.iter().find_map(|edit| match edit {
                Edit::Remark { text, .. } if text.is_empty() => Some("已删除批注".into()),
                Edit::Remark { .. } => Some("已写好批注".into()),
                _ => None,
            });
        }
        let Edit::RemoveRow { section, row } = edit else { return None };
        let desk = self.desk()?;
        desk.report().content.cells.row(section, row)?;
        let line = desk.sheet().part(section)?.lines.iter().find(|line| line.id == *row)?;
        let name = shortened(line.name(), 16);
        Some(if name.is_empty() { "已删除一行".into() } else { format!("已删除“{name}”这一行") })
    }

    /// Where a new row or project wants to be filled in first; to one that was moved the clerk goes along.
    fn lead_on(&self, edit: &Edit) -> Option<CellId> {
        let desk = &self.open.as_ref()?.desk;
        let content = &desk.report().content;
        let row = match edit {
            Edit::AddRow { section, under } => {
                let row = content.added(section, under).last()?.clone();
                OwnRow::Added { section: section.clone(), under: under.clone(), row }
            }
            Edit::AddProject => OwnRow::Project(content.projects.last()?.clone()),
            Edit::InsertRow { beside, side } => beside.neighbour(content, *side)?,
            Edit::DuplicateRow(row) => row.neighbour(content, crate::report::Side::Below)?,
            Edit::MoveRow { row, .. } => {
                let own = self.editor.current().filter(|at| row.holds(at)).cloned();
                return own.or_else(|| desk.first_of(row));
            }
            _ => return None,
        };
        desk.first_of(&row)
    }

    /// The cell beside the current one, where that goes with its row: below it in its table, or else above.
    fn beside_removed(&self, edit: &Edit) -> Option<CellId> {
        let Edit::RemoveRow { section, row } = edit else { return None };
        let at = self.editor.current().filter(|at| at.section == *section && at.row == *row)?;
        let geometry = self.geometry()?;
        let to = |direction| geometry.step(at, direction).cloned();
        let below = to(Direction::Down).filter(|below| below.section == *section);
        below.or_else(|| to(Direction::Up))
    }
}

/// Asks before a project goes with all its tables.
pub(crate) fn sure_to_remove(name: &str, removal: Edit) -> Action {
    let words = format!("要删除“{name}”和它的项目支出绩效自评表吗？删除后可以用撤销恢复。");
    Action::Sure(words, Box::new(Action::Edit(removal)))
}
