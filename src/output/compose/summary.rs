//! 项目支出绩效自评汇总表: a row for each of the unit's projects, as the last annex.

use super::bands::label;
use super::gathered::{again, grade, row};
use super::heads::tell_heads;
use super::{TITLE, in_lines};
use crate::form::{ColumnRole, Form, PartKind, Role};
use crate::output::manuscript::{Block, BookFigure, KeyedText, Manuscript, ManuscriptPart, Table, TableCell, TableRow};
use crate::output::measure::{EM, MARGINS, figure_ems};
use crate::report::PROJECT_HEADS;
use crate::sheet::{Cell, Line, Recipe, Sheet, Value};
use crate::value::{Money, Text};

/// A PC's own face may draw figures so much wider.
const IN_OTHER_FACES: f64 = 1.08;
const TITLE_WORDS: &str = "年度项目支出绩效自评汇总表";
const FUNDS: [ColumnRole; 3] = [ColumnRole::Initial, ColumnRole::Full, ColumnRole::Executed];
/// Of number, name, the three funds, rate, points and grade, in tenths of a millimetre.
const WIDTHS: [u32; 8] = [95, 460, 205, 205, 205, 150, 120, 120];
/// So much the name gives up, at most, for each of the three, where their figures are long.
const GIVEN_UP: u32 = 75;

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
        let note = Text::from(format!("金额单位：{}", sheet.unit.word()));
        let part = ManuscriptPart {
            id: id.into(),
            kind: PartKind::Annex,
            name: format!("{label} {title}").trim().to_string(),
            label,
            title: in_lines(&title, TITLE, &form.paper.joints),
            year_line: false,
            landscape: false,
            blocks: vec![Block::Notes(vec![note]), Block::Table(self.project_rows(form, sheet))],
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
            let name = TableCell { left: true, ..label(sheet.project_name(project)) };
            let count = label(&(project + 1).to_string());
            row([count, name, initial, full, executed, rate, points, grade(form, sheet, Some(project))])
        };
        let lines: Vec<&Line> = (0..sheet.projects()).filter_map(funds).collect();
        let rows = (0..sheet.projects()).map(project);
        let rows: Vec<TableRow> =
            std::iter::once(row(PROJECT_HEADS.map(label))).chain(rows).chain([total(form, sheet, &lines)]).collect();
        let mut table = Table { widths: widths(&rows), heads: 1, spine: 0, rows };
        tell_heads(&mut table);
        table
    }
}

/// Wide enough for the longest sum as it is.
fn widths(rows: &[TableRow]) -> Vec<u32> {
    let [number, name, first, second, third, rest @ ..] = WIDTHS;
    let funds = rows.iter().skip(1).flat_map(|row| row.cells.iter().skip(2).take(FUNDS.len()));
    let longest = funds.map(|cell| figure_ems(&cell.written.text)).fold(0.0, f64::max);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width within a page")]
    let wanted = (longest * EM * IN_OTHER_FACES + MARGINS) as u32;
    let more = wanted.saturating_sub(first).min(GIVEN_UP);
    [vec![number, name - 3 * more, first + more, second + more, third + more], rest.to_vec()].concat()
}

/// The funds of all projects together, and their rate.
fn total(form: &Form, sheet: &Sheet, lines: &[&Line]) -> TableRow {
    let figure = |value: Value, recipe: Recipe| {
        let written = KeyedText { text: value.shown(sheet.unit).to_string(), ..KeyedText::default() };
        let figure = BookFigure { value, recipe: Some(recipe), numeric: true, ..BookFigure::default() };
        TableCell { written, figure, ..TableCell::default() }
    };
    let of = |column: ColumnRole| lines.iter().filter_map(move |line| line.at(column));
    let stated = |column| of(column).filter_map(Cell::money);
    let places = |column| of(column).map(|cell| cell.at.clone()).collect();
    let sum = |column| Some(stated(column).sum::<Money>()).filter(|_| stated(column).next().is_some());
    let [initial, full, executed] =
        FUNDS.map(|column| figure(sum(column).map_or(Value::Blank, Value::Money), Recipe::Sum(places(column))));
    // A project of which only one of the two is known would make it another rate.
    let whole = *form.scoring.execution.whole(&ColumnRole::Initial, &ColumnRole::Full);
    let both =
        |line: &&Line| [ColumnRole::Executed, whole].map(|column| line.at(column).and_then(Cell::money).is_some());
    let is_known = lines.iter().map(both).all(|[part, whole]| part == whole);
    let rate = sum(ColumnRole::Executed).zip(sum(whole)).and_then(|(part, whole)| part.share_of(whole));
    let rate = rate.filter(|_| is_known).map_or(Value::Blank, Value::Rate);
    let rate = figure(rate, Recipe::ShareOfSums(places(ColumnRole::Executed), places(whole)));
    let blank = TableCell::default;
    row([blank(), label("合计"), initial, full, executed, rate, blank(), blank()])
}

/// 附件4 as its words and its number.
fn number_of(label: &str) -> Option<(&str, u32)> {
    let words = label.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((words, label.strip_prefix(words)?.parse().ok()?))
}
