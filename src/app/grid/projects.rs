//! 项目支出: one line a project, and which of them is shown below.

use crate::app::action::Action;
use crate::app::grid::board::{Board, LabelStyle, Piece, height};
use crate::app::grid::sections::{LEAST, Sketch};
use crate::form::{ColumnRole, Name, Role};
use crate::report::Edit;

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
pub(crate) fn list<'a>(sketch: &Sketch<'a>, board: &mut Board<'a>, shown: usize) {
    board.words("项目一览", LabelStyle::Title);
    let columns =
        board.columns([0.26].into_iter().chain([0.095; COLUMNS.len()]).chain((!board.still).then_some(0.075)));
    let heads = std::iter::once("项目名称").chain(COLUMNS.map(|(head, _)| head)).chain((!board.still).then_some(""));
    let high = heads.clone().enumerate().map(|(n, head)| height(head, columns.width(n))).fold(LEAST, f32::max);
    let top = board.row(high).top();
    for (number, head) in heads.enumerate() {
        board.label(columns.place(number, top, high), head, LabelStyle::Head, 0);
    }
    for project in 0..sketch.sheet.projects() {
        let top = board.row(LEAST).top();
        let name = name_of(sketch, project);
        let rect = columns.place(0, top, LEAST);
        board.label(rect, "", LabelStyle::Row, 0);
        let words = if project == shown { format!("▶ {name}") } else { name.clone() };
        let action = Box::new(Action::Project(project));
        let about = format!("显示{name}");
        board.put(rect, Piece::Button { words: words.into(), about, action, quiet: project != shown });
        let total = sketch.sheet.line_of(Some(project), Role::ProjectTotal);
        for (number, (_, role)) in COLUMNS.iter().enumerate() {
            let figure = total.and_then(|line| line.at(*role)).map_or("", |cell| cell.text.as_str());
            board.label(columns.place(number + 1, top, LEAST), figure, LabelStyle::Figure, 0);
        }
        if let Some(id) = id_of(sketch, project).filter(|_| !board.still) {
            let rect = columns.place(columns.last(), top, LEAST);
            board.label(rect, "", LabelStyle::Row, 0);
            let remove = Action::Edit(Edit::RemoveProject(id));
            let words = format!("要删除“{name}”和它的项目支出绩效自评表吗？删除后可以用撤销恢复。");
            board.button(rect, "删除", format!("删除{name}"), Action::Sure(words, Box::new(remove)));
        }
    }
    if board.still {
        return board.gap(18.0);
    }
    let rect = board.row(LEAST);
    board.label(rect, "", LabelStyle::Row, 0);
    board.button(rect, "＋ 加一个项目", "加一个项目".into(), Action::Edit(Edit::AddProject));
    board.gap(18.0);
}

fn name_of(sketch: &Sketch<'_>, project: usize) -> String {
    let name = sketch.sheet.line_of(Some(project), Role::ProjectName).and_then(|line| line.only());
    match name.map_or("", |cell| cell.text.as_str()) {
        "" => format!("项目{}（未填名称）", project + 1),
        name => name.into(),
    }
}

fn id_of(sketch: &Sketch<'_>, project: usize) -> Option<Name> {
    let part = sketch.sheet.parts_of(Some(project)).next()?;
    part.id.split_once('.').map(|(id, _)| id.into())
}
