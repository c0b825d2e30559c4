//! 项目支出: one line a project, and which of them is shown below.

use super::action::Action;
use super::board::{Board, Look, Piece, place};
use super::sections::Sketch;
use super::theme;
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::Cell;

const COLUMNS: [(&str, ColumnRole); 7] = [
    ("年初预算", ColumnRole::Initial),
    ("上年结转", ColumnRole::Carried),
    ("调增调减", ColumnRole::Adjusted),
    ("全年预算", ColumnRole::Full),
    ("执行", ColumnRole::Executed),
    ("结余", ColumnRole::Balance),
    ("执行率", ColumnRole::Rate),
];

/// The list, with a row to add one.
pub(super) fn list<'a>(sketch: &Sketch<'a>, board: &mut Board<'a>, shown: usize) {
    board.words("项目一览", Look::Title);
    let mut shares = vec![0.26];
    shares.extend([0.095; 7]);
    shares.push(0.075);
    let ends = board.columns(&shares);
    let high = theme::LINE_HEIGHT + 9.0;
    let top = board.row(high).top();
    let heads = std::iter::once("项目名称").chain(COLUMNS.map(|(head, _)| head)).chain(std::iter::once(""));
    for (head, ends) in heads.zip(&ends) {
        board.label(place(*ends, top, high), head, Look::Head, 0);
    }
    for project in 0..sketch.sheet.projects() {
        let top = board.row(high).top();
        let name = sketch
            .sheet
            .line_of(Some(project), Role::ProjectName)
            .and_then(|l| l.only())
            .map_or("", |c| c.text.as_str());
        let name = if name.is_empty() { format!("项目{}（未填名称）", project + 1) } else { name.to_string() };
        let words = if project == shown { format!("▶ {name}") } else { name.clone() };
        let row = place(ends[0], top, high);
        board.label(row, "", Look::Row, 0);
        board.put(
            row,
            Piece::Button {
                words: words.into(),
                about: format!("显示{name}"),
                action: Action::Project(project),
                quiet: project != shown,
            },
        );
        let total = sketch.sheet.line_of(Some(project), Role::ProjectTotal);
        for ((_, role), ends) in COLUMNS.iter().zip(&ends[1..]) {
            let figure = total.and_then(|line| line.at(*role)).map_or("", |cell: &Cell| cell.text.as_str());
            board.label(place(*ends, top, high), figure, Look::Figure, 0);
        }
        if let Some(id) = project_id(sketch, project) {
            let action = Action::Edit(Edit::RemoveProject(id));
            let rect = place(ends[8], top, high);
            board.label(rect, "", Look::Row, 0);
            board.put(rect, Piece::Button { words: "删除".into(), about: format!("删除{name}"), action, quiet: true });
        }
    }
    let rect = board.row(high);
    board.label(rect, "", Look::Row, 0);
    board.put(
        rect,
        Piece::Button {
            words: "＋ 加一个项目".into(),
            about: "加一个项目".into(),
            action: Action::Edit(Edit::AddProject),
            quiet: true,
        },
    );
    board.gap(18.0);
}

fn project_id(sketch: &Sketch<'_>, project: usize) -> Option<crate::form::Name> {
    let part = sketch.sheet.parts_of(Some(project)).next()?;
    part.id.split_once('.').map(|(id, _)| id.into())
}
