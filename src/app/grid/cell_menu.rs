//! The menu of a cell, by the right button: what the table of commands has for cells and their rows.

use crate::app::action::Action;
use crate::app::command::{Command, Situation};
use crate::app::frame::top::command_ui;
use crate::app::grid::board::{Board, Piece};
use crate::form::CellId;
use eframe::egui::{Popup, Response, SetOpenCommand, Ui, Vec2};

/// Its commands, group by group.
const GROUPS: [&[Command]; 6] = [
    &[Command::Cut, Command::Copy, Command::Paste, Command::Clear],
    &[Command::InsertAbove, Command::InsertBelow, Command::DuplicateRow],
    &[Command::RowUp, Command::RowDown],
    &[Command::RemoveRow],
    &[Command::FillNone],
    &[Command::Remark],
];

/// Opens it where the right button is pressed on a cell of a paper. One goes to the cell first, unless it is `held` by what
/// is selected.
pub(crate) fn cell_menu(
    paper: &Response,
    (board, origin): (&Board<'_>, Vec2),
    now: &Situation<'_>,
    held: impl Fn(&CellId) -> bool,
    actions: &mut Vec<Action>,
) {
    let pressed = paper.container_secondary_clicked();
    let pointer = paper.ctx.input(|input| input.pointer.interact_pos()).filter(|_| pressed);
    let at = pointer.and_then(|pointer| {
        board.placed.iter().find_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if placed.rect.translate(origin).contains(pointer) => Some(&cell.at),
            _ => None,
        })
    });
    let other = at.filter(|at| now.current != Some(*at) && !held(at));
    actions.extend(other.map(|at| Action::Enter(at.clone(), Some(0))));
    let open = if pressed { Some(at.is_some()) } else { paper.container_clicked().then_some(false) };
    let menu = Popup::menu(paper).open_memory(open.map(SetOpenCommand::Bool)).at_pointer_fixed();
    menu.show(|ui| groups_ui(ui, now, actions));
}

fn groups_ui(ui: &mut Ui, now: &Situation<'_>, actions: &mut Vec<Action>) {
    for (number, group) in GROUPS.iter().enumerate() {
        if number > 0 {
            ui.separator();
        }
        for command in *group {
            command_ui(ui, command.row(), now, actions);
        }
    }
}
