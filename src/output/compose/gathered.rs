//! 汇总 and 数据: what offices gather of a workbook by formula.

use super::bands::label;
use crate::form::{ColumnRole, Form, Name, PartKind, Role};
use crate::output::manuscript::{
    Block, BookAsked, BookFigure, Gathered, KeyedText, Manuscript, ManuscriptPart, Table, TableCell, TableRow,
};
use crate::report::{CELL_HEADS, Content, SUMMARY_HEADS};
use crate::sheet::{Cell, Recipe, Sheet, Value};
use crate::value::Count;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const SUMMARY: &str = "汇总";
const CELLS: &str = "数据";
const NOTE: &str = "这一行随各表的数重新计算，可供汇总多个单位时引用。各格的地址、名称、数和原文在隐藏的工作表“数据”里：\
                    在工作表标签上按右键，选“取消隐藏”。";
/// How wide columns are, in tenths of a millimetre.
const SUMMARY_WIDTHS: [u32; 14] = [330, 120, 330, 100, 220, 140, 180, 180, 180, 160, 120, 100, 160, 120];
const CELL_WIDTHS: [u32; 4] = [500, 900, 400, 400];

impl Manuscript {
    /// The same, and its workbook has sheets to gather from. Never for a copy that hides something of the report.
    #[must_use]
    pub fn gathering(self, form: &Form, sheet: &Sheet, content: &Content) -> Self {
        let gathered = Gathered { summary: self.summary(form, sheet), cells: self.cells(form, sheet, content) };
        Self { gathered: Some(Box::new(gathered)), ..self }
    }

    /// The cells of the workbook's tables, by their addresses.
    pub(super) fn shown(&self) -> BTreeMap<&str, &TableCell> {
        let all = self.booked().flat_map(ManuscriptPart::cells).filter(|cell| !cell.written.key.is_empty());
        let mut shown = BTreeMap::new();
        all.for_each(|cell| {
            shown.entry(cell.written.key.as_str()).or_insert(cell);
        });
        shown
    }

    fn summary(&self, form: &Form, sheet: &Sheet) -> ManuscriptPart {
        let shown = self.shown();
        let figure =
            |row, column| sheet.at(row, column).map_or_else(TableCell::default, |cell| again(&shown, sheet, cell));
        let count = |count: usize| number(i64::try_from(count).unwrap_or_default());
        let projects = sheet.projects().max(usize::from(sheet.only(Role::ProjectName).is_some()));
        let unit = sheet.only(Role::UnitName).map(|cell| KeyedText::cell(&cell.at, cell.text.as_str()));
        let cells = [
            TableCell { written: unit.unwrap_or_default(), ..TableCell::default() },
            number(sheet.year.into()),
            label(&format!("{} {}", form.place, form.title)),
            number(form.edition.into()),
            label(&self.stamp.code),
            label(form.money.word()),
            figure(Role::Budget, ColumnRole::Initial),
            figure(Role::Budget, ColumnRole::Full),
            figure(Role::Budget, ColumnRole::Executed),
            figure(Role::Budget, ColumnRole::Rate),
            figure(Role::TotalPoints, ColumnRole::Score),
            grade(form, sheet, None),
            figure(Role::ThreePublic, ColumnRole::Final),
            count(projects),
        ];
        let rows = vec![row(SUMMARY_HEADS.map(label)), row(cells)];
        let table = Table { widths: SUMMARY_WIDTHS.to_vec(), heads: 1, spine: 0, rows };
        sheet_of(SUMMARY, vec![Block::Table(table), Block::Notes(vec![NOTE.into()])])
    }

    /// Every cell of the workbook's tables: its address, its place in words, what stands there, and what was written.
    fn cells(&self, form: &Form, sheet: &Sheet, content: &Content) -> ManuscriptPart {
        let shown = self.shown();
        let lines = sheet.cells_in_words(form).filter_map(|(cell, words)| {
            let there = shown.get(cell.at.to_string().as_str())?;
            let figure = BookFigure { asked: BookAsked::Anything, ..there.figure.clone() };
            let value = TableCell { written: there.written.clone(), figure, ..TableCell::default() };
            let words = words.replace('\n', "");
            Some(row([label(&there.written.key), label(&words), value, label(content.cells.text(&cell.at))]))
        });
        let rows = std::iter::once(row(CELL_HEADS.map(label))).chain(lines).collect();
        sheet_of(CELLS, vec![Block::Table(Table { widths: CELL_WIDTHS.to_vec(), heads: 1, spine: 0, rows })])
    }
}

/// A figure of a cell, brought to the form's unit; it follows the cell where that stands in the workbook.
pub(super) fn again(shown: &BTreeMap<&str, &TableCell>, sheet: &Sheet, cell: &Cell) -> TableCell {
    let follows = shown.contains_key(cell.at.to_string().as_str());
    let recipe = follows.then(|| Recipe::Sum(vec![cell.at.clone()]));
    let text = cell.value.shown(sheet.unit).to_string();
    let figure = BookFigure { value: cell.value.clone(), recipe, numeric: true, ..BookFigure::default() };
    TableCell { written: KeyedText { key: String::new(), text }, figure, ..TableCell::default() }
}

/// 等级 of a project or of the report by the form's steps; none while some points are still to be given.
pub(super) fn grade(form: &Form, sheet: &Sheet, project: Option<usize>) -> TableCell {
    let points = sheet.part_points(project).filter(|points| points.is_whole());
    let total = || sheet.line_of(project, Role::TotalPoints)?.at(ColumnRole::Score);
    let Some((grade, total)) = points.and_then(|points| points.grade.as_ref()).zip(total()) else {
        return TableCell::default();
    };
    let steps = form.scoring.grades.iter().map(|grade| (grade.from, grade.name.clone())).collect();
    let recipe = Some(Recipe::Grade { points: total.at.clone(), steps });
    let figure = BookFigure { value: Value::Words, recipe, ..BookFigure::default() };
    TableCell { written: KeyedText { key: String::new(), text: grade.to_string() }, figure, ..TableCell::default() }
}

fn number(number: i64) -> TableCell {
    let value = Value::Count(Count(Decimal::from(number)));
    let written = KeyedText { key: String::new(), text: number.to_string() };
    TableCell { written, figure: BookFigure { value, numeric: true, ..BookFigure::default() }, ..TableCell::default() }
}

pub(super) fn row<const N: usize>(cells: [TableCell; N]) -> TableRow {
    let put = |(at, cell): (usize, TableCell)| TableCell { at, span: 1, down: 1, ..cell };
    TableRow { cells: cells.into_iter().enumerate().map(put).collect(), ..TableRow::default() }
}

fn sheet_of(name: &'static str, blocks: Vec<Block>) -> ManuscriptPart {
    ManuscriptPart {
        id: Name::new_static(name),
        kind: PartKind::Book,
        name: name.into(),
        label: String::new(),
        title: Vec::new(),
        year_line: false,
        landscape: true,
        blocks,
    }
}
