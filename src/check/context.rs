//! What a rule looks at: form, report and sheet, and what the texts say.

use crate::carry::Approval;
use crate::check::figure::is_written;
use crate::check::indicator::{IndicatorRow, ScoredGrid};
use crate::check::reading::quoting::{FaultyNames, faulty_names};
use crate::check::reading::scope::Scope;
use crate::check::reading::sentences::ReadSentence;
use crate::check::reading::texts::{ReadText, ReportText};
use crate::form::{ColumnRole, Form, Holds, Role, Section};
use crate::report::Report;
use crate::sheet::{Cell, Line, Part, Sheet, Value};
use crate::value::Money;
use chrono::NaiveDate;

/// What a rule looks at.
pub struct Context<'a> {
    /// The form.
    pub form: &'a Form,
    /// What the clerk wrote.
    pub report: &'a Report,
    /// What it comes to.
    pub sheet: &'a Sheet,
    /// Today, handed in.
    pub today: NaiveDate,
    /// The report's texts, in order.
    pub texts: Vec<ReadText<'a>>,
    /// The long texts wherever they stand, those of goals and reasons too, that are not empty.
    pub paragraphs: Vec<&'a Cell>,
    /// The names they quote that lead to no number: they are printed all the same, whoever wrote them and when.
    pub faulty_names: Vec<FaultyNames<'a>>,
    /// The cells that hold an amount.
    pub amounts: Vec<&'a Cell>,
    /// The report itself, then its projects: their goals and indicators.
    pub scopes: Vec<Scope<'a>>,
    /// The indicator grids: the report's first, then the projects'.
    pub grids: Vec<ScoredGrid<'a>>,
    /// What was approved at the beginning of the year, where that is known.
    pub approval: Option<Approval<'a>>,
}

impl<'a> Context<'a> {
    /// Everything a rule needs, made once for all rules.
    #[must_use]
    pub fn new(
        form: &'a Form,
        report: &'a Report,
        sheet: &'a Sheet,
        today: NaiveDate,
        texts: &'a [ReportText<'a>],
        approved: Option<&'a Sheet>,
    ) -> Self {
        let texts = texts.iter().map(|text| ReadText::of(form, sheet.year, text)).collect();
        let (mut paragraphs, mut amounts) = (Vec::new(), Vec::new());
        sheet.cells().for_each(|cell| match cell.value {
            Value::Money(_) => amounts.push(cell),
            _ if cell.holds == Holds::Long && !cell.text.is_empty() => paragraphs.push(cell),
            _ => {}
        });
        let (scopes, grids) = (Scope::all(sheet), ScoredGrid::all(form, sheet));
        let approval = approved.map(|approved| Approval::new(form, sheet, approved));
        let faulty_names = faulty_names(form, sheet, &paragraphs);
        Self { form, report, sheet, today, texts, paragraphs, faulty_names, amounts, scopes, grids, approval }
    }

    /// Every indicator in use, of the report and of the projects.
    pub fn indicators(&self) -> impl Iterator<Item = IndicatorRow<'a>> {
        self.grids.iter().flat_map(ScoredGrid::used)
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

    /// The goals and indicators of a project, or of the report itself.
    #[must_use]
    pub fn scope(&self, project: Option<usize>) -> Option<&Scope<'a>> {
        self.scopes.get(project.map_or(0, |project| project.saturating_add(1)))
    }

    /// The text of that role.
    #[must_use]
    pub fn text(&self, role: Role) -> Option<&ReadText<'a>> {
        self.texts.iter().find(|text| text.line.role == Some(role))
    }

    /// Some sentence of the report does.
    #[must_use]
    pub fn tells(&self, does: impl Fn(&ReadSentence) -> bool) -> bool {
        self.texts.iter().flat_map(|text| &text.sentences).any(does)
    }

    /// An amount as a sentence says it: 23.91万元.
    #[must_use]
    pub fn in_unit(&self, money: Money) -> String {
        money.said(self.form.money)
    }

    /// A cell's place in words.
    #[must_use]
    pub fn place(&self, cell: &Cell) -> String {
        self.sheet.words(self.form, &cell.at)
    }

    /// The words over a cell's column: 年度指标值.
    #[must_use]
    pub fn column_name(&self, cell: &Cell) -> String {
        self.place(cell).rsplit('·').next().unwrap_or_default().to_string()
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
