//! What is done with whole rows, and where the clerk stands then.

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::form::CellId;
use crate::report::{Edit, OwnRow};
use crate::sheet::Direction;
use crate::value::shortened;
use eframe::egui::Context;

impl App {
    /// Does it with the row of the current cell. A project that has texts goes only when said twice.
    pub(crate) fn row_command(&mut self, ctx: &Context, command: Command) {
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

    fn project_in_words(&self, id: &str) -> Option<String> {
        let sheet = self.desk()?.sheet();
        sheet.project_number(id).map(|number| sheet.project_words(number))
    }

    /// Makes a change. Answers with where it leads: what is new wants to be filled in.
    pub(crate) fn edit_and_lead_on(&mut self, edit: &Edit) -> Option<Action> {
        let (beside, removed) = (self.beside_removed(edit), self.removed_texts(edit));
        if !self.edit(edit) {
            return None;
        }
        if let Some(says) = removed {
            self.notice(says, true);
        }
        self.lead_on(edit).or(beside).map(Action::Goto)
    }

    /// What is to be said of a removal that takes texts along: it is not asked about, and can be taken back.
    fn removed_texts(&self, edit: &Edit) -> Option<String> {
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
