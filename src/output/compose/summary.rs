//! 项目支出绩效自评汇总表: a row for each of the unit's projects, as the last annex.

use super::bands::label;
use super::gathered::{again, grade, row};
use super::{TITLE, in_lines};
use crate::form::{ColumnRole, Form, PartKind, Role};
use crate::output::manuscript::{Block, BookFigure, KeyedText, Manuscript, ManuscriptPart, Table, TableCell, TableRow};
use crate::report::PROJECT_HEADS;
use crate::sheet::{Cell, Line, Recipe, Sheet, Value};
use crate::value::Text;

const TITLE_WORDS: &str = "年度项目支出绩效自评汇总表";
const FUNDS: [ColumnRole; 3] = [ColumnRole::Initial, ColumnRole::Full, ColumnRole::Executed];
/// Of number, name, the three funds, rate, points and grade, in tenths of a millimetre.
const WIDTHS: [u32; 8] = [90, 350, 210, 210, 210, 150, 170, 170];

impl Manuscript {
    /// Puts in the table behind the annexes, and in the list of annexes where the program makes that, if the report has
    /// projects of its own.
    pub(in crate::output) fn put_project_summary(&mut self, id: &'static str, form: &Form, sheet: &Sheet) {
        if sheet.projects() == 0 {
            return;
        }
        let last = form.annexes.iter().rev().find_map(|annex| number_of(&annex.label));
        let title = format!("{}{TITLE_WORDS}", sheet.year);
        let label = last.map_or_else(String::new, |(words, last)| format!("{words}{}", last + 1));
        if let Some((_, last)) = last {
            self.list_annex(sheet, &format!("{}.{title}", last + 1));
        }
        let note = Text::from(format!("金额单位：{}。", sheet.unit.word()));
        let part = ManuscriptPart {
            id: id.into(),
            kind: PartKind::Annex,
            name: format!("{label} {title}").trim().to_string(),
            label,
            title: in_lines(&title, TITLE, &form.paper.joints),
            year_line: false,
            landscape: false,
            blocks: vec![Block::Table(self.project_rows(form, sheet)), Block::Notes(vec![note])],
        };
        let at = self.parts.iter().rposition(|part| part.kind != PartKind::Book).map_or(0, |last| last + 1);
        self.parts.insert(at, part);
    }

    /// One more annex, where the list of them is not the clerk's own.
    fn list_annex(&mut self, sheet: &Sheet, name: &str) {
        for block in self.parts.iter_mut().flat_map(|part| &mut part.blocks) {
            if let Block::Annexes(_, written) = block
                && sheet.only(Role::AnnexList).is_some_and(Cell::is_blank)
            {
                written.text = format!("{}\n{name}", written.text).trim().to_string();
            }
        }
    }

    fn project_rows(&self, form: &Form, sheet: &Sheet) -> Table {
        let shown = self.shown();
        // As it stands in the project's own table.
        let as_written = |cell: &Cell| TableCell {
            written: KeyedText { text: cell.text.trim().into(), ..KeyedText::default() },
            ..again(&shown, sheet, cell)
        };
        let figure = |cell: Option<&Cell>| cell.map_or_else(TableCell::default, as_written);
        let funds = |project| sheet.line_of(Some(project), Role::ProjectTotal);
        let project = |project: usize| {
            let [initial, full, executed] = FUNDS.map(|column| figure(funds(project).and_then(|line| line.at(column))));
            let rate = figure(funds(project).and_then(|line| line.at(ColumnRole::Rate)));
            let points = sheet.line_of(Some(project), Role::TotalPoints);
            let points = figure(points.and_then(|line| line.at(ColumnRole::Score)));
            let name = TableCell { left: true, ..label(&sheet.project_words(project)) };
            let count = label(&(project + 1).to_string());
            row([count, name, initial, full, executed, rate, points, grade(form, sheet, Some(project))])
        };
        let lines: Vec<&Line> = (0..sheet.projects()).filter_map(funds).collect();
        let rows = (0..sheet.projects()).map(project);
        let rows = std::iter::once(row(PROJECT_HEADS.map(label))).chain(rows).chain([total(sheet, &lines)]).collect();
        Table { widths: WIDTHS.to_vec(), heads: 1, spine: 0, rows }
    }
}

/// The funds of all projects together.
fn total(sheet: &Sheet, lines: &[&Line]) -> TableRow {
    let [initial, full, executed] = FUNDS.map(|column| {
        let cells: Vec<&Cell> = lines.iter().filter_map(|line| line.at(column)).collect();
        let stated: Vec<_> = cells.iter().filter_map(|cell| cell.money()).collect();
        let value = if stated.is_empty() { Value::Blank } else { Value::Money(stated.into_iter().sum()) };
        let text = value.shown(sheet.unit).to_string();
        let recipe = Some(Recipe::Sum(cells.into_iter().map(|cell| cell.at.clone()).collect()));
        let figure = BookFigure { value, recipe, numeric: true, ..BookFigure::default() };
        TableCell { written: KeyedText { text, ..KeyedText::default() }, figure, ..TableCell::default() }
    });
    let blank = TableCell::default;
    row([blank(), label("合计"), initial, full, executed, blank(), blank(), blank()])
}

/// 附件4 as its words and its number.
fn number_of(label: &str) -> Option<(&str, u32)> {
    let words = label.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((words, label.strip_prefix(words)?.parse().ok()?))
}
