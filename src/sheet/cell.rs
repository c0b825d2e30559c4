//! One cell as it comes out: its text, what the text means, and where it is from.

use crate::form::{CellId, Column, ColumnRole, Form, Holds, Name};
use crate::report::{Report, Rows, Source};
use crate::value::{
    Count, Money, MoneyUnit, Rate, Reading, Score, Target, Text, When, read_count, read_money, read_points, read_rate,
    read_target, read_words,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One cell as it comes out. Every rule walks thousands of them: what few have lies elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub at: CellId,
    /// What it holds.
    pub holds: Holds,
    /// What rules call its column.
    pub role: Option<ColumnRole>,
    /// What is shown: the text as written, or the figure computed.
    pub text: Text,
    /// What that means.
    pub value: Value,
    /// What the program makes of the other cells, whether or not something else is written here.
    pub computed: Option<Box<Value>>,
    /// For a row with rows below it (合计 or 其中): what those that state something add up to, in the cell's own quantity.
    pub rows_sum: Option<Box<Value>>,
    /// Where the text is from.
    pub origin: Origin,
    /// Copied and not yet looked at (待核实).
    pub unconfirmed: bool,
    /// See [`Cell::is_writable`].
    pub(super) writable: bool,
    /// See [`Cell::is_to_fill`].
    pub(super) filled_by: FilledBy,
}

/// Who fills a cell in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FilledBy {
    /// The clerk.
    #[default]
    Clerk,
    /// The formula of its column.
    Formula,
    /// Nobody: its row has no need of it, as of 完成程度 beside a target in figures.
    Nobody,
}

/// Where a cell's text is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nothing is there.
    #[default]
    Blank,
    /// Typed.
    Typed,
    /// Computed.
    Computed,
    /// Typed over something that the program computes.
    Overridden,
    /// From last year's report.
    LastYear,
    /// From a document.
    Imported,
    /// By the form: it does not apply (——), or the form itself has filled it in.
    Blocked,
}

/// What a text means.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing is written.
    #[default]
    Blank,
    /// 无
    Nothing,
    /// ——
    Dash,
    /// 金额
    Money(Money),
    /// 数量
    Count(Count),
    /// 比率
    Rate(Rate),
    /// 分
    Score(Score),
    /// 日期
    Date(When),
    /// 指标值 or 完成值
    Target(Target),
    /// Words.
    Words,
    /// It should have been a figure or a date and cannot be read.
    Unreadable,
}

impl Value {
    /// What a text means in a cell that holds this.
    #[must_use]
    pub fn read(text: &str, holds: Holds, unit: MoneyUnit) -> Self {
        match holds {
            Holds::Money => Self::of(read_money(text, unit), Self::Money),
            Holds::Count => Self::of(read_count(text), Self::Count),
            Holds::Rate => Self::of(read_rate(text), Self::Rate),
            Holds::Points => Self::of(read_points(text), Self::Score),
            Holds::Date => Self::of(When::read(text), Self::Date),
            Holds::Target | Holds::Actual => Self::of(read_target(text), Self::Target),
            Holds::Degree | Holds::Phone | Holds::Text | Holds::Long => Self::of(read_words(text), |()| Self::Words),
        }
    }

    fn of<T>(reading: Reading<T>, make: impl FnOnce(T) -> Self) -> Self {
        match reading {
            Reading::Blank => Self::Blank,
            Reading::Nothing => Self::Nothing,
            Reading::Dash => Self::Dash,
            Reading::Is(value) => make(value),
            Reading::Unreadable => Self::Unreadable,
        }
    }

    /// It is an amount, a count, a rate or points.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Money(_) | Self::Count(_) | Self::Rate(_) | Self::Score(_))
    }

    /// As a form shows a computed figure.
    #[must_use]
    pub fn shown(&self, unit: MoneyUnit) -> Text {
        match self {
            Self::Money(money) => money.plain(unit).into(),
            Self::Count(count) => count.plain().into(),
            Self::Rate(rate) => rate.plain().into(),
            Self::Score(score) => score.plain().into(),
            _ => Text::default(),
        }
    }
}

macro_rules! as_quantity {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $type:ty) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<$type> {
            match &self.value {
                Value::$variant(value) => Some(*value),
                _ => None,
            }
        }
    };
}

impl Cell {
    as_quantity! {
        /// The amount, where it is one.
        money, Money, Money
    }
    as_quantity! {
        /// The count, where it is one.
        count, Count, Count
    }
    as_quantity! {
        /// The rate, where it is one.
        rate, Rate, Rate
    }
    as_quantity! {
        /// The points, where they are stated.
        points, Score, Score
    }

    /// The target or result, where it is one.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        match &self.value {
            Value::Target(target) => Some(target),
            _ => None,
        }
    }

    /// Nothing is written and nothing computed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Value::Blank)
    }

    /// Something is stated here, be it 0; blank, 无 and —— are not.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        !matches!(self.value, Value::Blank | Value::Nothing | Value::Dash)
    }

    /// The clerk can write here: it is neither crossed out by the form nor the closing row of the indicators.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// It is the clerk's to fill in: writable, and neither does the program compute something for it nor will it by the
    /// column's formula once its figures are there. 完成程度 is where the target is in words.
    #[must_use]
    pub fn is_to_fill(&self) -> bool {
        self.writable && self.filled_by == FilledBy::Clerk && self.computed.is_none()
    }

    /// The form has a formula for its column, whether or not anything comes of it yet. Typed over it can be, as anything
    /// computed; a block that is pasted passes over it.
    #[must_use]
    pub fn has_formula(&self) -> bool {
        self.filled_by == FilledBy::Formula
    }

    /// Takes what the program computes: it is shown where nothing is written, and kept beside what is.
    pub(super) fn take_computed(&mut self, computed: Option<Value>, unit: MoneyUnit) {
        match (&computed, self.origin) {
            (Some(value), Origin::Blank) => {
                self.text = value.shown(unit);
                self.value = value.clone();
                self.origin = Origin::Computed;
            }
            (Some(value), Origin::Typed) if self.value != *value => self.origin = Origin::Overridden,
            _ => {}
        }
        self.computed = computed.map(Box::new);
    }
}

/// What the clerk wrote in one section, ready to become cells.
pub(super) struct Writing<'r> {
    pub report: &'r Report,
    pub section: &'r Name,
    pub unit: MoneyUnit,
    rows: Option<&'r Rows>,
    /// Most reports have no marks: then no address needs to be looked up.
    marked: bool,
}

impl<'r> Writing<'r> {
    pub fn new(form: &Form, report: &'r Report, section: &'r Name) -> Self {
        Self {
            report,
            section,
            unit: form.money,
            rows: report.content.cells.section(section),
            marked: !report.notes.marks.is_empty(),
        }
    }

    /// The rows added under a row, in order.
    pub fn added(&self, under: &str) -> &'r [Name] {
        self.report.content.added(self.section, under)
    }

    /// What is written in one row.
    pub fn row<'w>(&'w self, row: &'w Name) -> WrittenRow<'w> {
        WrittenRow { writing: self, row, texts: self.rows.and_then(|rows| rows.get(row)).map(Arc::as_ref) }
    }

    /// The only cell of a fact or a text, as written.
    pub fn only(&self, row: &Name, holds: Holds) -> Cell {
        self.row(row).cell(Name::default(), holds)
    }
}

/// What the clerk wrote in one row, looked up once for all its cells.
pub(super) struct WrittenRow<'w> {
    writing: &'w Writing<'w>,
    row: &'w Name,
    texts: Option<&'w BTreeMap<Name, Text>>,
}

impl WrittenRow<'_> {
    /// The unit of its amounts.
    pub fn unit(&self) -> MoneyUnit {
        self.writing.unit
    }

    /// The cell as written.
    pub fn cell(&self, column: Name, holds: Holds) -> Cell {
        let writing = self.writing;
        let text = self.texts.and_then(|texts| texts.get(&column)).cloned().unwrap_or_default();
        let at = CellId { section: writing.section.clone(), row: self.row.clone(), column };
        let value = Value::read(&text, holds, writing.unit);
        let mark = writing.marked.then(|| writing.report.notes.marks.get(&at)).flatten();
        let origin = match mark.map(|m| m.source) {
            _ if text.is_empty() => Origin::Blank,
            None | Some(Source::Typed) => Origin::Typed,
            Some(Source::LastYear) => Origin::LastYear,
            Some(Source::Imported) => Origin::Imported,
        };
        let unconfirmed = mark.is_some_and(|m| m.unconfirmed);
        Cell {
            at,
            holds,
            role: None,
            text,
            value,
            computed: None,
            rows_sum: None,
            origin,
            unconfirmed,
            writable: true,
            filled_by: FilledBy::Clerk,
        }
    }

    /// The cell of a column as written.
    pub fn column(&self, column: &Column) -> Cell {
        let filled_by = if column.formula.is_some() { FilledBy::Formula } else { FilledBy::Clerk };
        Cell { role: column.role, filled_by, ..self.cell(column.id.clone(), column.holds) }
    }
}
