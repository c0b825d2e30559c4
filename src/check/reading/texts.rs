//! The report's texts, each read once for all rules: its sentences and what they speak of, its quantities, its scores.

use crate::check::reading::sentences::{ReadSentence, sentences};
use crate::check::reading::told_points::{Told, grades, totals};
use crate::check::reading::told_rates::{ToldRate, rates};
use crate::form::{Form, Kind, Role};
use crate::sheet::{Cell, Line, Part, Sheet};
use crate::value::{NamedYear, Quantity, Score, Text, quantities, years};
use std::borrow::Cow;

/// A text of the report with the figures it quotes put in.
pub struct ReportText<'a> {
    line: &'a Line,
    cell: &'a Cell,
    text: Cow<'a, str>,
}

/// The report's texts in order: those under headings, and those that a table asks for.
pub fn report_texts<'a>(form: &Form, sheet: &'a Sheet) -> Vec<ReportText<'a>> {
    // A form without a report may ask for its texts in the table.
    let tells = |part: &Part, line: &Line| match form.sections.get(part.section).map(|section| &section.kind) {
        Some(Kind::Prose(_)) => true,
        Some(Kind::Facts(_)) => line.role.is_some_and(Role::tells),
        _ => false,
    };
    let lines = sheet.parts.iter().flat_map(|part| part.lines.iter().filter(move |line| tells(part, line)));
    let filled = |text: &'a str| {
        if text.contains('【') { Cow::Owned(sheet.quote(form, text)) } else { Cow::Borrowed(text) }
    };
    lines.filter_map(|line| line.only().map(|cell| ReportText { line, cell, text: filled(&cell.text) })).collect()
}

/// A text of the report, read.
pub struct ReadText<'a> {
    /// Its line.
    pub line: &'a Line,
    /// Its cell.
    pub cell: &'a Cell,
    /// The text with the figures it quotes put in.
    pub text: &'a str,
    /// Its sentences, in order.
    pub sentences: Vec<ReadSentence<'a>>,
    /// Its numbers with units, in order.
    pub quantities: Vec<Quantity<'a>>,
    /// The totals it tells.
    pub totals: Vec<Told<'a, Score>>,
    /// The grades it tells.
    pub grades: Vec<Told<'a, &'a Text>>,
    /// The execution rates it tells.
    pub rates: Vec<ToldRate<'a>>,
    /// The years it names, where they stand in the cell.
    pub years: Vec<NamedYear>,
    /// What is typed, where figures are quoted beside it.
    typed: Option<TypedNumbers<'a>>,
}

/// The numbers with units and the execution rates that stand in a cell as they are typed.
struct TypedNumbers<'a> {
    quantities: Vec<Quantity<'a>>,
    rates: Vec<ToldRate<'a>>,
}

impl<'a> ReadText<'a> {
    /// Read once, for all rules.
    pub fn of(form: &'a Form, year: i32, written: &'a ReportText<'a>) -> Self {
        let text: &'a str = &written.text;
        let typed =
            || TypedNumbers { quantities: quantities(&written.cell.text).collect(), rates: rates(&written.cell.text) };
        Self {
            line: written.line,
            cell: written.cell,
            text,
            sentences: sentences(text).collect(),
            quantities: quantities(text).collect(),
            totals: totals(text, year, form.scoring.full).collect(),
            grades: grades(text, &form.scoring.grades).collect(),
            rates: rates(text),
            years: years(&written.cell.text).collect(),
            typed: matches!(written.text, Cow::Owned(_)).then(typed),
        }
    }

    /// The numbers with units of one of its sentences.
    pub fn quantities_in(&self, sentence: &ReadSentence) -> &[Quantity<'a>] {
        let to = sentence.from + sentence.text.len();
        let from = self.quantities.partition_point(|quantity| quantity.range.start < sentence.from);
        let inside = self.quantities.get(from..).unwrap_or_default();
        inside.get(..inside.partition_point(|quantity| quantity.range.start < to)).unwrap_or_default()
    }

    /// The numbers with units as they stand in the cell.
    pub fn typed(&self) -> &[Quantity<'a>] {
        self.typed.as_ref().map_or(&self.quantities, |typed| &typed.quantities)
    }

    /// The execution rates as they stand in the cell.
    pub fn typed_rates(&self) -> &[ToldRate<'a>] {
        self.typed.as_ref().map_or(&self.rates, |typed| &typed.rates)
    }
}
