//! What is pasted: a text, or a block of cells as spreadsheets put it on the clipboard.

use crate::desk::Desk;
use crate::form::{CellId, Slot};
use crate::report::{Edit, longer_than_any, too_long};
use crate::sheet::{Cell, Geometry};
use crate::value::{Text, plain_line_ends, tidy_number};
use eframe::egui::{Context, Event};

/// The cells of a block, row by row, as they were copied.
pub(crate) type CopiedRows = Vec<Vec<String>>;

/// What is pasted into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasteInto {
    /// A line: a text of several lines is a block.
    Line,
    /// Paragraphs beside others (预期目标): only a text with tabs is a block.
    Paragraphs,
    /// A text of the report: nothing is a block, tabs are its own.
    Prose,
}

impl PasteInto {
    /// What a cell of the form is to a paste.
    pub fn of(slot: &Slot<'_>) -> Self {
        match (slot.is_prose(), slot.is_paragraphs()) {
            (true, _) => Self::Prose,
            (false, true) => Self::Paragraphs,
            (false, false) => Self::Line,
        }
    }
}

/// Takes a block out of the input: a text box would put it all into one cell. A text that is none stays there, as it is
/// to be inserted, unless several `cells` are pasted into; one that is longer than any cell may hold goes, and the
/// sentence why is the answer.
pub(crate) fn take_block(ctx: &Context, into: PasteInto, cells: bool) -> Option<Result<CopiedRows, String>> {
    ctx.input_mut(|input| {
        let index = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
        let Some(Event::Paste(text)) = input.events.get_mut(index) else { return None };
        let block = match block(text, into) {
            Ok(block) => Ok(block),
            Err(inserted) if cells && longer_than_any(&inserted).is_none() => Ok(vec![vec![inserted]]),
            Err(inserted) => {
                let Some(count) = longer_than_any(&inserted) else {
                    *text = inserted;
                    return None;
                };
                Err(too_long("这次粘贴", count))
            }
        };
        input.events.remove(index);
        Some(block)
    })
}

/// A pasted text as a block of cells, or else as the text to insert.
fn block(text: &str, into: PasteInto) -> Result<CopiedRows, String> {
    let text = plain_line_ends(text).into_owned();
    // Spreadsheets end each line, the last one too.
    let lines = text.trim_end_matches('\n');
    if let Some((cell, "")) = enclosed(lines) {
        return Err(cell);
    }
    let is_text = match into {
        PasteInto::Line => !lines.contains(['\t', '\n']),
        // What begins with a tab was indented by hand, in a word processor.
        PasteInto::Paragraphs => !lines.contains('\t') || lines.lines().any(|line| line.starts_with('\t')),
        PasteInto::Prose => true,
    };
    match into {
        PasteInto::Line if is_text => Err(lines.into()),
        _ if is_text => Err(text),
        _ => Ok(rows(lines)),
    }
}

/// The cells of a text: tabs between them, each row on a line.
pub(crate) fn rows(text: &str) -> CopiedRows {
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    loop {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        let (cell, after) = enclosed(rest).unwrap_or_else(|| {
            let (cell, after) = rest.split_at(end);
            (cell.into(), after)
        });
        row.push(cell);
        let mut left = after.chars();
        match left.next() {
            Some('\t') => {}
            Some(_) => rows.push(std::mem::take(&mut row)),
            None => break,
        }
        rest = left.as_str();
    }
    rows.push(row);
    rows
}

/// A cell in quotation marks at the beginning of a text, and what follows it. Spreadsheets put them round a cell that
/// holds a tab or a line end, and double those in it; round any other they are the cell's own (“三公”经费).
fn enclosed(text: &str) -> Option<(String, &str)> {
    let (mut cell, mut rest) = (String::new(), text.strip_prefix('"')?);
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            let ends = after.is_empty() || after.starts_with(['\t', '\n']);
            return (ends && cell.contains(['\t', '\n'])).then_some((cell, after));
        };
        cell.push('"');
        rest = more;
    }
}

/// What a pasted block comes to: one step, and what found no place.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PastedBlock {
    /// What is written.
    pub edits: Vec<Edit>,
    /// The last cell of the table that it came to.
    pub end: Option<CellId>,
    /// So many texts would have come where nothing is filled in.
    passed: usize,
    /// So many would have come beyond the edge of the table.
    beyond: usize,
}

impl PastedBlock {
    /// Puts a block at a cell, row by row and column by column, within the table. What is computed is passed over: what is
    /// pasted there would no longer follow the figures it comes from. A sum of rows is taken where the sum alone is known.
    pub fn new(geometry: &Geometry<'_>, at: &CellId, rows: &[Vec<String>]) -> Self {
        let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
        let place = geometry.from(at, rows.len(), widest);
        let end = place.last().and_then(|row| row.iter().rev().find_map(|cell| *cell)).map(|cell| cell.at.clone());
        let mut pasted = Self { end, ..Self::default() };
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.iter().enumerate() {
                match place.get(r).and_then(|row| row.get(c)) {
                    Some(Some(cell)) if cell.is_to_fill() => {
                        pasted.edits.push(Edit::Write { at: cell.at.clone(), text: as_typed(cell, text.trim()) });
                    }
                    _ if text.trim().is_empty() => {}
                    Some(_) => pasted.passed += 1,
                    None => pasted.beyond += 1,
                }
            }
        }
        pasted
    }

    /// What comes to be computed by what is pasted beside it is passed over too.
    pub fn leave_computed(&mut self, desk: &Desk) {
        self.passed += desk.leave_computed(&mut self.edits);
    }

    /// What was done, and what was not and why.
    pub fn says(&self) -> String {
        let written = match self.edits.len() {
            0 => "没有粘贴".into(),
            count => format!("已粘贴{count}格"),
        };
        let passed = (self.passed > 0).then(|| format!("{}格不能填", self.passed));
        let beyond = (self.beyond > 0).then(|| format!("{}格超出了这张表", self.beyond));
        let all: Vec<String> = std::iter::once(written).chain(passed).chain(beyond).collect();
        let hint = if self.beyond > 0 {
            "。行数不够的请先加行，属于另一张表的请到那张表里粘贴。"
        } else {
            ""
        };
        format!("{}{hint}", all.join("，"))
    }
}

/// A pasted text as it would stand had it been typed: a small sum in a figure's cell is its result.
pub(crate) fn as_typed(cell: &Cell, text: &str) -> Text {
    cell.holds.is_figure().then(|| tidy_number(text)).flatten().map_or_else(|| text.into(), Into::into)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

    use super::*;
    use crate::form::{self, Form, Tab};
    use crate::report::{self, Report};
    use crate::sheet::derive;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    fn form() -> Form {
        form::parse(form::sources().next().expect("a bundled form")).expect("without fault")
    }

    fn at(address: &str) -> CellId {
        CellId::parse(address).expect("an address")
    }

    /// What a text pasted at a cell writes, and what is said, where this stands in the cells that others come from.
    fn pasted_after(before: &str, tab: Tab, cell: &str, text: &str) -> (Vec<(String, String)>, String) {
        let (form, mut report) = (form(), Report::new(&form(), 2024));
        let write = |at: &str| Edit::Write { at: self::at(at), text: before.into() };
        let cells = ["staff/posts/approved", "staff/posts/present", "base/office/final"].map(write);
        report::apply(&form, &mut report, &Edit::All(cells.into())).expect("cells");
        pasted_into(&form, &report, tab, cell, text)
    }

    /// What a text pasted at a cell of a new report with two indicators writes, and what is said.
    fn pasted(tab: Tab, cell: &str, text: &str) -> (Vec<(String, String)>, String) {
        let (form, mut report) = (form(), Report::new(&form(), 2024));
        Arc::make_mut(&mut report.content)
            .rows
            .insert("scores/quantity".into(), Arc::new(vec!["quantity-1".into(), "quantity-2".into()]));
        pasted_into(&form, &report, tab, cell, text)
    }

    fn pasted_into(form: &Form, report: &Report, tab: Tab, cell: &str, text: &str) -> (Vec<(String, String)>, String) {
        let sheet = derive(form, report);
        let geometry = Geometry::of(form, &sheet, tab, 0);
        let into = PasteInto::of(&form.slot(&at(cell)).expect("a cell"));
        let rows = block(text, into).unwrap_or_else(|text| vec![vec![text]]);
        let pasted = PastedBlock::new(&geometry, &at(cell), &rows);
        let says = pasted.says();
        let edits = pasted.edits.into_iter().map(|edit| match edit {
            Edit::Write { at, text } => (at.to_string(), text.to_string()),
            other => (format!("{other:?}"), String::new()),
        });
        (edits.collect(), says)
    }

    fn written<const N: usize>(cells: [(&str, &str); N]) -> Vec<(String, String)> {
        cells.into_iter().map(|(at, text)| (at.to_string(), text.to_string())).collect()
    }

    #[test]
    fn a_cell_with_a_line_end_in_it_stays_one_cell() {
        let text = "走访\t\"≥5次\n（含\"\"线上\"\"）\"\t6\r\n培训\t≥3次\t4\r\n";
        let cells = written([
            ("scores/quantity-1/name", "走访"),
            ("scores/quantity-1/target", "≥5次\n（含\"线上\"）"),
            ("scores/quantity-1/actual", "6"),
            ("scores/quantity-2/name", "培训"),
            ("scores/quantity-2/target", "≥3次"),
            ("scores/quantity-2/actual", "4"),
        ]);
        assert_eq!(pasted(Tab::Indicators, "scores/quantity-1/name", text), (cells, "已粘贴6格".into()));
    }

    #[test]
    fn one_cell_is_a_text_without_what_the_spreadsheet_put_round_it() {
        for (text, into, inserted) in [
            ("\"≥5次\n（含线上）\"\r\n", PasteInto::Line, "≥5次\n（含线上）"),
            ("\"第一条\n第二条\"\n", PasteInto::Prose, "第一条\n第二条"),
            ("\"第一条\n第二条\"\n", PasteInto::Paragraphs, "第一条\n第二条"),
            ("7.87\r\n", PasteInto::Line, "7.87"),
            ("\"三公\"经费\n", PasteInto::Line, "\"三公\"经费"),
        ] {
            assert_eq!(block(text, into), Err(inserted.into()), "{text:?}");
        }
    }

    #[test]
    fn what_no_cell_may_hold_is_not_pasted_and_said() {
        let ctx = Context::default();
        let pasted = |text: &str, into| {
            ctx.input_mut(|input| input.events = vec![Event::Paste(text.into())]);
            let taken = take_block(&ctx, into, false);
            (taken, ctx.input(|input| input.events.len()))
        };
        let long = "字".repeat(report::LONGEST + 1);
        let says = "这次粘贴的内容有100001个字，一格最多写100000个字，没有写入，请删短，或者另做成附件。";
        for into in [PasteInto::Line, PasteInto::Paragraphs, PasteInto::Prose] {
            assert_eq!(pasted(&long, into), (Some(Err(says.into())), 0));
            assert_eq!(pasted(&long[3..], into), (None, 1));
        }
        assert!(
            matches!(pasted(&format!("{long}\t{long}"), PasteInto::Line), (Some(Ok(_)), 0)),
            "refused when written"
        );
    }

    #[test]
    fn quotation_marks_of_a_cells_own_are_kept() {
        let rows = rows("\"三公\"经费\t\"甲\"\t5\"\n\"\t\"\"\t");
        assert_eq!(rows, vec![vec!["\"三公\"经费", "\"甲\"", "5\""], vec!["\"", "\"\"", ""]]);
    }

    #[test]
    fn a_text_of_the_report_is_pasted_as_text_tabs_and_all() {
        let text = "\t一、基本情况\n\t二、绩效情况\n";
        assert_eq!(block(text, PasteInto::Prose), Err(text.into()));
        assert_eq!(block("甲\t乙\n丙\t丁", PasteInto::Prose), Err("甲\t乙\n丙\t丁".into()));
        assert_eq!(block(text, PasteInto::Paragraphs), Err(text.into()), "indented by hand");
        assert_eq!(block("第一条\n第二条\n", PasteInto::Paragraphs), Err("第一条\n第二条\n".into()));
    }

    #[test]
    fn a_block_stays_within_its_table() {
        let (edits, says) = pasted(Tab::Indicators, "goals/expected", "a\tb\nc\td");
        assert_eq!(edits, written([("goals/expected", "a"), ("goals/achieved", "b")]));
        assert!(says.starts_with("已粘贴2格，2格超出了这张表。") && says.ends_with('。'), "{says}");
        let (edits, says) = pasted(Tab::Indicators, "scores/quantity-2/reason", "a\tb\t");
        assert_eq!(edits, written([("scores/quantity-2/reason", "a")]));
        assert!(says.contains("1格超出了这张表"), "{says}");
    }

    #[test]
    fn what_is_not_filled_in_is_passed_over() {
        // Nothing is filled in for the last two rows: below the last indicator stands 总分, and then nothing.
        let text = "10\t=4+5.5\t无\r\n100\t98\r\n1\t2\t\r\n\r\n";
        let (edits, says) = pasted(Tab::Indicators, "scores/ecological-cost-1/weight", text);
        let cells = written([
            ("scores/ecological-cost-1/weight", "10"),
            ("scores/ecological-cost-1/score", "9.5"),
            ("scores/ecological-cost-1/reason", "无"),
        ]);
        assert_eq!(edits, cells);
        assert!(says.starts_with("已粘贴3格，2格不能填，2格超出了这张表。"), "{says}");
        // A blank cell of a block makes the cell blank it comes to, and is not missed where none stands.
        let (edits, says) = pasted(Tab::Unit, "staff/posts/present", "3\t\t\t");
        assert_eq!((edits, says), (written([("staff/posts/present", "3")]), "已粘贴1格".into()));
    }

    /// A computed column passes a figure over, whether or not something is computed there yet; a sum of rows takes it.
    #[test]
    fn what_is_computed_takes_a_pasted_figure_always_or_never() {
        for before in ["", "4"] {
            let (edits, says) = pasted_after(before, Tab::Unit, "staff/posts/approved", "5\t3\t60%");
            assert_eq!(edits, written([("staff/posts/approved", "5"), ("staff/posts/present", "3")]), "{before:?}");
            assert_eq!(says, "已粘贴2格，1格不能填", "{before:?}");
            let (edits, says) = pasted_after(before, Tab::Budget, "base/public/final", "7.87\n1\n2");
            let cells = [("base/public/final", "7.87"), ("base/office/final", "1")];
            assert_eq!((edits.get(..2), says.as_str()), (Some(&*written(cells)), "已粘贴3格"), "{before:?}");
        }
    }

    #[test]
    fn many_rows_take_their_time_and_no_more() {
        let form = form();
        let once = |count: usize| {
            let mut report = Report::new(&form, 2024);
            let names = (1..=count).map(|number| format!("quantity-{number}").into()).collect();
            Arc::make_mut(&mut report.content).rows.insert("scores/quantity".into(), Arc::new(names));
            let sheet = derive(&form, &report);
            let text = "走访户数（户）\t≥4次\t\"12\n次\"\t\t5\t5\t\n".repeat(count);
            let begun = Instant::now();
            let rows = block(&text, PasteInto::Line).expect("a block");
            let geometry = Geometry::of(&form, &sheet, Tab::Indicators, 0);
            let pasted = PastedBlock::new(&geometry, &at("scores/quantity-1/name"), &rows);
            assert_eq!((pasted.edits.len(), pasted.says()), (count * 7, format!("已粘贴{}格", count * 7)));
            report::apply(&form, &mut report, &Edit::All(pasted.edits)).expect("cells");
            let took = begun.elapsed();
            assert_eq!(report.content.cells.text(&at(&format!("scores/quantity-{count}/actual"))), "12\n次");
            took
        };
        let fastest = |count| (0..3).map(|_| once(count)).min().unwrap_or(Duration::MAX);
        let (eighth, whole) = (fastest(625), fastest(5000));
        // Linear is 8, square is 64.
        assert!(whole < eighth * 24, "{eighth:?} for an eighth of what takes {whole:?}");
    }
}
