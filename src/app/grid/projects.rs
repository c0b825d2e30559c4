//! 项目支出: one line a project, and which of them is shown below.

use crate::app::action::Action;
use crate::app::grid::board::{Board, LabelStyle, Piece, height};
use crate::app::grid::figure::drawn;
use crate::app::grid::row_command::sure_to_remove;
use crate::app::grid::row_tools::RowTool;
use crate::app::grid::sections::{LEAST, Sketch};
use crate::app::grid::typeset::Texture;
use crate::form::{Name, ProjectList};
use crate::report::{Edit, OwnRow};
use crate::sheet::{Line, Part, columns};

/// How the width is shared out: names, all figures together, the button that deletes.
const NAMES: f32 = 0.26;
const FIGURES: f32 = 0.665;
const DELETE: f32 = 0.075;

/// The list, with a row to add one.
pub(crate) fn list<'a>(sketch: &Sketch<'a>, board: &mut Board<'a>, shown: usize) {
    board.words("项目一览", LabelStyle::Title);
    let listed = sketch.form.paper.project_list();
    let names = listed.map_or(&[][..], |listed| listed.columns);
    let (own, share) = if names.is_empty() { (NAMES + FIGURES, 0.0) } else { (NAMES, FIGURES / names.len() as f32) };
    let columns =
        board.columns([own].into_iter().chain(names.iter().map(|_| share)).chain((!board.still).then_some(DELETE)));
    let heads = heads(sketch, listed.as_ref()).into_iter().chain((!board.still).then(String::new));
    let heads: Vec<String> = heads.collect();
    let high =
        heads.iter().enumerate().map(|(n, head)| height(head, columns.width(n), Texture::Label)).fold(LEAST, f32::max);
    let top = board.row(high).top();
    for (number, head) in heads.into_iter().enumerate() {
        board.label(columns.place(number, top, high), head, LabelStyle::Head, 0);
    }
    for project in 0..sketch.sheet.projects() {
        let name = sketch.sheet.project_words(project);
        let words = if project == shown { format!("▶ {name}") } else { name.clone() };
        let high = height(&words, columns.width(0), Texture::Written).max(LEAST);
        let top = board.row(high).top();
        let rect = columns.place(0, top, high);
        board.label(rect, "", LabelStyle::Row, 0);
        let action = Box::new(Action::Project(project));
        let about = format!("显示{name}");
        board.put(rect, Piece::Button { words: words.into(), about, action, quiet: project != shown });
        let line = listed.and_then(|listed| line_of(sketch, project, &listed));
        for (number, column) in names.iter().enumerate() {
            let figure = line.and_then(|line| line.cell(column)).map_or("".into(), drawn);
            board.label(columns.place(number + 1, top, high), figure, LabelStyle::Figure, 0);
        }
        if let Some(id) = id_of(sketch, project).filter(|_| !board.still) {
            let within = columns.across(0, columns.last(), top, high);
            board.tools([RowTool::drag(within, &name, OwnRow::Project(id.clone()))]);
            let rect = columns.place(columns.last(), top, high);
            board.label(rect, "", LabelStyle::Row, 0);
            board.button(rect, "删除", format!("删除{name}"), sure_to_remove(&name, Edit::RemoveProject(id)));
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

/// What stands over the names and the figures, in the form's own words.
fn heads(sketch: &Sketch<'_>, listed: Option<&ProjectList<'_>>) -> Vec<String> {
    let Some(listed) = listed else { return vec!["项目".into()] };
    let section = sketch.form.section(listed.section, true);
    let columns = section.map_or(&[][..], |section| columns(&section.kind));
    let label = |id: &Name| columns.iter().find(|column| column.id == *id).map_or("", |column| column.label.as_str());
    let labels = listed.columns.iter().map(|id| sketch.words(label(id)));
    std::iter::once(listed.name.to_string()).chain(labels).collect()
}

/// The line of a project whose figures are listed.
fn line_of<'a>(sketch: &Sketch<'a>, project: usize, listed: &ProjectList<'_>) -> Option<&'a Line> {
    let section = |part: &&Part| part.id.split_once('.').is_some_and(|(_, id)| id == listed.section);
    sketch.sheet.parts_of(Some(project)).find(section)?.lines.iter().find(|line| line.id == listed.row)
}

fn id_of(sketch: &Sketch<'_>, project: usize) -> Option<Name> {
    let part = sketch.sheet.parts_of(Some(project)).next()?;
    part.id.split_once('.').map(|(id, _)| id.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Kind, parse, sources};
    use crate::report::Report;
    use crate::sheet::derive;

    /// What stands over the list and over the levels of indicators is the form's, and the screen has no word of its own.
    #[test]
    fn heads_are_the_forms() {
        let text = sources().find(|text| text.contains("Projects(")).unwrap_or_default();
        let text = text.replace("(\"项目名称\", \"合计\")", "(\"专项\", \"合计\")");
        let text = text
            .replace("label: \"年初预算数\"", "label: \"{last}年下达数\"")
            .replace("(\"一级指标\", \"二级指标\")", "(\"大类\", \"小类\")");
        let form = parse(&text).unwrap();
        let sheet = derive(&form, &Report::new(&form, 2023));
        let sketch = Sketch { form: &form, sheet: &sheet, current: None, typed_in: None };
        let mut board = Board::still(1000.0);
        list(&sketch, &mut board, 0);
        for part in &sheet.parts {
            sketch.part(&mut board, part);
        }
        let heads = board.placed.iter().filter_map(|placed| match &placed.piece {
            Piece::Label(label) if label.style == LabelStyle::Head => Some(label.text.as_ref()),
            _ => None,
        });
        let heads: Vec<&str> = heads.collect();
        let listed = ["专项", "2022年下达数", "上年结转", "调增调减", "全年预算数", "全年执行数", "结余", "执行率"];
        assert_eq!(heads.get(..8), Some(&listed[..]));
        let grids = form.sections.iter().filter(|section| matches!(section.kind, Kind::Scores(_))).count();
        assert_eq!(heads.iter().filter(|head| **head == "大类").count(), grids);
        assert!(!heads.contains(&"一级指标") && heads.contains(&"小类"));
    }
}
