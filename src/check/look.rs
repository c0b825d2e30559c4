//! What a rule looks at, and where it puts what it finds.

use super::sentences::sentences;
use super::{Finding, Mend, Rule, Severity};
use crate::form::{CellId, ColumnRole, Form, Kind, Role, Section};
use crate::report::{Edit, Report};
use crate::sheet::{Cell, Line, Origin, Part, Sheet, Value};
use crate::value::{Money, Rate, Score};
use chrono::NaiveDate;
use std::ops::Range;

/// What a rule looks at.
pub struct Look<'a> {
    /// The form.
    pub form: &'a Form,
    /// What the clerk wrote.
    pub report: &'a Report,
    /// What it comes to.
    pub sheet: &'a Sheet,
    /// Today, handed in.
    pub today: NaiveDate,
    /// The report's texts with the figures they quote put in, by cell, in order: those under headings, and those that a
    /// table asks for.
    pub prose: Vec<(&'a Line, &'a Cell, String)>,
}

impl<'a> Look<'a> {
    /// Everything a rule needs, made once for all rules.
    #[must_use]
    pub fn new(form: &'a Form, report: &'a Report, sheet: &'a Sheet, today: NaiveDate) -> Self {
        // A form without a report may ask for its texts in the table.
        let tells = |part: &Part, line: &Line| match form.sections.get(part.section).map(|section| &section.kind) {
            Some(Kind::Prose(_)) => true,
            Some(Kind::Facts(_)) => line.role.is_some_and(Role::tells),
            _ => false,
        };
        let prose = sheet
            .parts
            .iter()
            .flat_map(|part| part.lines.iter().filter(move |line| tells(part, line)))
            .filter_map(|line| line.only().map(|cell| (line, cell, sheet.quote(form, &cell.text))))
            .collect();
        Self { form, report, sheet, today, prose }
    }

    /// The form's section of a part.
    #[must_use]
    pub fn section(&self, part: &Part) -> Option<&'a Section> {
        self.form.sections.get(part.section)
    }

    /// The cell where that row and that column meet, outside projects.
    #[must_use]
    pub fn at(&self, row: Role, column: ColumnRole) -> Option<&'a Cell> {
        self.sheet.at(row, column)
    }

    /// The amount there, and its cell.
    #[must_use]
    pub fn money(&self, row: Role, column: ColumnRole) -> Option<(&'a Cell, Money)> {
        let cell = self.at(row, column)?;
        Some((cell, cell.money()?))
    }

    /// The fund line of the report and of each project (年度资金总额), with the project it is of.
    pub fn budget_lines(&self) -> impl Iterator<Item = (&'a Line, Option<usize>)> {
        let of = |project: Option<usize>| if project.is_some() { Role::ProjectTotal } else { Role::Budget };
        let lines = self.sheet.parts.iter().flat_map(|part| part.lines.iter().map(|line| (line, part.project)));
        lines.filter(move |&(line, project)| line.role == Some(of(project)))
    }

    /// The text of that role with its figures put in.
    #[must_use]
    pub fn text(&self, role: Role) -> Option<(&'a Cell, &str)> {
        self.prose.iter().find(|(line, ..)| line.role == Some(role)).map(|(_, cell, text)| (*cell, text.as_str()))
    }

    /// Some sentence of the report does.
    #[must_use]
    pub fn tells(&self, does: impl Fn(&str) -> bool) -> bool {
        self.prose.iter().flat_map(|(_, _, text)| sentences(text)).any(does)
    }

    /// An amount as a sentence says it: 23.91万元.
    #[must_use]
    pub fn said(&self, money: Money) -> String {
        money.said(self.form.money)
    }

    /// A cell's place in words.
    #[must_use]
    pub fn words(&self, cell: &Cell) -> String {
        self.sheet.words(self.form, &cell.at)
    }

    /// The words over a cell's column: 年度指标值.
    #[must_use]
    pub fn column_words(&self, cell: &Cell) -> String {
        self.words(cell).rsplit('·').next().unwrap_or_default().to_string()
    }

    /// The difference that rounding of `addends` amounts to two decimals of the form's unit can explain.
    #[must_use]
    pub fn tolerance(&self, addends: usize) -> Money {
        let cent = Money::of(rust_decimal::Decimal::new(1, 2), self.form.money);
        Money(cent.0 * rust_decimal::Decimal::from(addends.max(1)) / rust_decimal::Decimal::TWO)
    }

    /// Two amounts differ by more than rounding of `addends` amounts explains.
    #[must_use]
    pub fn differ(&self, one: Money, other: Money, addends: usize) -> bool {
        (one - other).abs() > self.tolerance(addends)
    }

    /// The report is under way: what is required and still blank is now missing.
    #[must_use]
    pub fn begun(&self) -> bool {
        self.sheet.cells().filter(|cell| is_written(cell)).nth(self.form.limits.begun.saturating_sub(1)).is_some()
    }
}

/// Somebody wrote here for this year's report: typed or imported, not carried forward and not computed.
#[must_use]
pub fn is_written(cell: &Cell) -> bool {
    matches!(cell.origin, Origin::Typed | Origin::Overridden | Origin::Imported)
}

/// What the program computes, where something else is written: typed, imported or carried forward.
#[must_use]
pub fn overridden(cell: &Cell) -> Option<&Value> {
    let by_hand = is_written(cell) || cell.origin == Origin::LastYear;
    cell.computed.as_ref().filter(|computed| by_hand && **computed != cell.value)
}

/// Two scores are the same within 0.01 points.
#[must_use]
pub fn same_points(one: Score, other: Score) -> bool {
    (one - other).abs() <= Score(rust_decimal::Decimal::new(1, 2))
}

/// Two rates are the same within 0.01 percentage points.
#[must_use]
pub fn same_rate(one: Rate, other: Rate) -> bool {
    (Rate(one.percent()) - Rate(other.percent())).abs() <= Rate(rust_decimal::Decimal::new(1, 2))
}

/// Where a rule puts what it finds.
pub struct Found {
    rule: &'static str,
    severity: Severity,
    basis: &'static str,
    findings: Vec<Finding>,
}

impl Found {
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self { rule: rule.id, severity: rule.severity, basis: rule.basis, findings: Vec::new() }
    }

    /// Says that a cell looks wrong. `also` are the other cells the sentence rests on.
    pub fn say(&mut self, at: &CellId, also: &[&CellId], says: String) -> &mut Finding {
        let also = also.iter().map(|&id| id.clone()).collect();
        let (rule, severity, basis) = (self.rule, self.severity, self.basis);
        self.findings.push(Finding {
            rule,
            at: at.clone(),
            severity,
            says,
            basis,
            also,
            mends: Vec::new(),
            explained: None,
        });
        let last = self.findings.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.findings[last]
    }

    pub(super) fn into_findings(mut self, report: &Report, sheet: &Sheet) -> Vec<Finding> {
        for finding in &mut self.findings {
            finding.explain(report, sheet);
        }
        self.findings
    }
}

impl Finding {
    /// Offers to write `text` into a cell.
    pub fn mend_by_writing(&mut self, at: &CellId, text: &str) {
        let label = if text.is_empty() { "清空这一格".to_string() } else { format!("填入 {text}") };
        self.mend_by_rewriting(at, &label, text.into());
    }

    /// Offers to write these texts into several cells at once.
    pub fn mend_by_writing_all<'a>(&mut self, label: String, texts: impl IntoIterator<Item = (&'a CellId, String)>) {
        let writes = texts.into_iter().map(|(at, text)| Edit::Write { at: at.clone(), text: text.into() });
        self.mends.push(Mend { label, edit: Edit::All(writes.collect()) });
    }

    /// Offers to put other words at those places of a cell's text, first place first.
    pub fn mend_by_replacing(&mut self, cell: &Cell, places: &[Range<usize>], with: &str) {
        if places.iter().all(|place| cell.text.get(place.clone()).is_some()) {
            let changes = places.iter().map(|place| (place.clone(), with));
            self.mend_by_changing(&cell.at, &format!("改成 {with}"), &cell.text, changes);
        }
    }

    /// Offers to put other words at those places of a text, first place first, as one change.
    pub fn mend_by_changing<'w>(
        &mut self,
        at: &CellId,
        label: &str,
        text: &str,
        changes: impl Iterator<Item = (Range<usize>, &'w str)>,
    ) {
        let mut changed = String::with_capacity(text.len());
        let mut from = 0;
        for (place, with) in changes {
            changed.push_str(text.get(from..place.start).unwrap_or_default());
            changed.push_str(with);
            from = place.end;
        }
        changed.push_str(text.get(from..).unwrap_or_default());
        self.mend_by_rewriting(at, label, changed);
    }

    /// Offers to write a whole text anew.
    pub fn mend_by_rewriting(&mut self, at: &CellId, label: &str, text: String) {
        self.mends.push(Mend { label: label.into(), edit: Edit::Write { at: at.clone(), text: text.into() } });
    }
}
