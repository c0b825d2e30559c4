//! Totals against the rows below them. A total that the program adds up cannot be wrong: these look at written ones.

use crate::check::context::Context;
use crate::check::figure::{is_amount, is_sum, overridden};
use crate::check::finding::{Mend, Severity::Doubt};
use crate::check::indicator::is_among;
use crate::check::rule::Found;
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Part, Value};
use crate::value::Money;
use rust_decimal::Decimal;

/// A line that has rows below it, and the part it stands in.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    pub part: &'a Part,
    pub index: usize,
    pub line: &'a Line,
}

impl<'a> Whole<'a> {
    /// The lines of that role, one a project or one outside all.
    pub fn each(context: &Context<'a>, role: Role) -> impl Iterator<Item = Self> {
        context.sheet.parts.iter().flat_map(Self::all).filter(move |whole| whole.line.role == Some(role))
    }

    /// The line of that role outside projects.
    pub fn of(context: &Context<'a>, role: Role) -> Option<Self> {
        Self::each(context, role).find(|whole| whole.part.project.is_none())
    }

    /// Every line of a part.
    pub fn all(part: &'a Part) -> impl Iterator<Item = Self> {
        part.lines.iter().enumerate().map(move |(index, line)| Self { part, index, line })
    }

    /// Itself and everything below it in the tree.
    pub fn tree(self) -> impl Iterator<Item = Self> {
        let depth = self.line.depth;
        let below = Self::all(self.part).skip(self.index + 1).take_while(move |w| w.line.depth > depth);
        std::iter::once(self).chain(below)
    }

    /// The lines right below it, with what is below them.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let depth = self.line.depth.saturating_add(1);
        self.tree().skip(1).filter(move |whole| whole.line.depth == depth)
    }

    /// The lines right below it.
    pub fn below(self) -> impl Iterator<Item = &'a Line> {
        self.children().map(|whole| whole.line)
    }

    /// What added rows right below it tell again of the row above them: 其中：宣传费.
    fn told_again(self, column: &str) -> impl Iterator<Item = Money> {
        let added = self.below().filter(|line| line.added_under.is_some() && is_among(&line.label));
        added.filter_map(|line| line.cell(column)?.money())
    }

    /// The cells of that column right below it that state something.
    pub fn stated_below(self, column: &str) -> Vec<&'a Cell> {
        self.below().filter_map(|line| line.cell(column)).filter(|cell| cell.is_stated()).collect()
    }
}

/// What the rows below a cell add up to.
pub fn rows_sum(cell: &Cell) -> Option<Money> {
    match cell.rows_sum.as_deref() {
        Some(Value::Money(sum)) => Some(*sum),
        _ => None,
    }
}

/// Says where a total written in a line is not what its rows add up to, column by column.
/// A total of 0 over rows that are not 0 has a rule of its own, and so has 结余.
pub fn total_differs(context: &Context, found: &mut Found, whole: Whole) {
    for cell in whole.line.cells.iter().filter(|cell| cell.role != Some(ColumnRole::Balance)) {
        let (Some(written), Some(sum), true) = (cell.money(), rows_sum(cell), overridden(cell).is_some()) else {
            continue;
        };
        let rows = whole.stated_below(&cell.at.column);
        let among: Money = whole.told_again(&cell.at.column).sum();
        let fits = |sum: Money| !context.differ(written, sum, rows.len()) || is_sum(cell, sum, &rows);
        if written == Money::ZERO || fits(sum) || fits(sum - among) {
            continue;
        }
        let also: Vec<_> = rows.iter().map(|row| &row.at).collect();
        let (place, gap) = (context.place(cell), context.in_unit((written - sum).abs()));
        let says = format!(
            "{place}填的是{}，下面各行合计是{}，相差{gap}，请核对。",
            context.in_unit(written),
            context.in_unit(sum)
        );
        let finding = found.say(&cell.at, &also, says);
        finding.mends.push(by_rows(context, cell, sum));
        // What is missing may stand in a row left blank; a row that is all of it may have the others within it.
        let blank = || whole.below().filter_map(|line| line.cell(&cell.at.column)).any(Cell::is_blank);
        let all_of_it = || rows.iter().any(|row| row.money() == Some(written));
        // A total may have been rounded to whole 万元.
        let rounded = is_amount(&cell.text, written, sum, Decimal::ZERO);
        if rounded || (written > sum && blank()) || (written < sum && all_of_it()) {
            finding.severity = Doubt;
        }
    }
}

/// Clears a total, so that the program adds the rows up.
pub fn by_rows(context: &Context, cell: &Cell, sum: Money) -> Mend {
    let label = format!("按各行合计改为 {}", sum.plain(context.form.money));
    Mend { label, edit: Edit::Write { at: cell.at.clone(), text: "".into() } }
}
