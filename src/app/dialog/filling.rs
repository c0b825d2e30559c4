//! 按批复的绩效目标填写: what the approved targets would write, row by row, looked at first. What is blank is ticked; what
//! would be written over is not, nor what may be there under another name.

use crate::app::action::Action;
use crate::app::dialog::Modal;
use crate::app::dialog::checklist::{Checklist, Tick};
use crate::app::dialog::message::Message;
use crate::carry::{FilledCell, FilledRow};
use crate::desk::Desk;
use crate::form::ColumnRole;
use crate::report::Edit;
use crate::value::shortened;

/// As much of a text is shown.
const SHORT: usize = 30;
const TITLE: &str = "按批复的绩效目标填写";

/// What the approved targets of the open report would write; `said` stands before it.
pub(crate) fn filling(desk: &Desk, said: &str) -> Box<dyn Modal> {
    let rows = desk.filled_rows();
    let blank = rows.iter().filter_map(|row| blanks(desk, row));
    let over = rows.iter().flat_map(|row| row.cells.iter().filter(|cell| cell.is_over()).map(|cell| over(row, cell)));
    let list: Vec<Tick<Edit>> = blank.chain(over).collect();
    if list.is_empty() {
        return Box::new(Message::titled(TITLE, format!("{said}批复的绩效目标里有的，自评表里都已经填了。")));
    }
    let from = desk.report().approved.as_ref().map(|approved| approved.from.as_str()).unwrap_or_default();
    let intro = format!(
        "{said}批复的绩效目标读自“{from}”。空着的已经勾上，勾选的填进自评表；已有不同内容的没有勾，勾了才改成批复的。可以一步撤销。"
    );
    let take = |edits| Action::Edit(Edit::All(edits));
    Box::new(Checklist { title: TITLE, intro, list, notes: Vec::new(), take })
}

/// The cells of a row in which nothing stands, as one change.
fn blanks(desk: &Desk, row: &FilledRow) -> Option<Tick<Edit>> {
    let cells: Vec<&FilledCell> = row.cells.iter().filter(|cell| !cell.is_over()).collect();
    let is_name =
        |cell: &FilledCell| desk.form().slot(&cell.at).is_some_and(|slot| slot.column_role == Some(ColumnRole::Name));
    let said = |cell: &&FilledCell| match cell.column.as_str() {
        "" => shortened(&cell.text, SHORT),
        column => format!("{column} {}", shortened(&cell.text, SHORT)),
    };
    // Its name is said already.
    let texts: Vec<String> = cells.iter().copied().filter(|cell| !is_name(cell)).map(|cell| said(&cell)).collect();
    let change = Edit::All(cells.iter().map(|cell| cell.edit()).collect());
    let words = if texts.is_empty() { row.words.clone() } else { format!("{}：{}", row.words, texts.join("，")) };
    let others: Vec<String> = row.unapproved.iter().map(|name| format!("“{name}”")).collect();
    let detail = match (row.is_new, others.as_slice()) {
        (false, _) => format!("填进空着的{}格。", cells.len()),
        (true, []) => "在表里没有，加上。".into(),
        (true, others) => {
            format!("在表里没有。{}批复里没有，是同一个指标的，请只改名称，不要勾选。", others.join("、"))
        }
    };
    (!cells.is_empty()).then_some(Tick { on: others.is_empty(), group: "", words, texts: Vec::new(), detail, change })
}

/// A cell in which something else stands.
fn over(row: &FilledRow, cell: &FilledCell) -> Tick<Edit> {
    let column = if cell.column.is_empty() { String::new() } else { format!("·{}", cell.column) };
    let (there, text) = (shortened(&cell.there, SHORT), shortened(&cell.text, SHORT));
    Tick {
        on: false,
        group: "",
        texts: Vec::new(),
        words: format!("{}{column}：改成“{text}”", row.words),
        detail: format!("现在填的是“{there}”，不勾选就不动。"),
        change: cell.edit(),
    }
}
