//! Totals against the rows below them. A total that the program adds up cannot be wrong: these look at written ones.

use crate::check::context::Context;
use crate::check::figure::{is_amount, is_sum, overridden};
use crate::check::finding::{Mend, Severity::Doubt};
use crate::check::indicator::is_among;
use crate::check::rule::Found;
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Origin, Part, Value};
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

    /// A row below it is blank in that column, or added up from rows of which one is.
    fn is_open(self, column: &str) -> bool {
        self.children().any(|row| {
            let open = |cell: &Cell| cell.is_blank() || (cell.origin == Origin::Computed && row.is_open(column));
            row.line.cell(column).is_some_and(open)
        })
    }

    /// A total of the line that is not what its rows add up to.
    fn written_total(self, context: &Context, cell: &'a Cell) -> Option<WrittenTotal<'a>> {
        let (written, sum) = (cell.money()?, rows_sum(cell)?);
        let rows = self.stated_below(&cell.at.column);
        let among: Money = self.told_again(&cell.at.column).sum();
        let fits = |sum: Money| !context.differ(written, sum, rows.len()) || is_sum(cell, sum, &rows);
        let quiet = cell.role == Some(ColumnRole::Balance) || overridden(cell).is_none() || written == Money::ZERO;
        (!quiet && !fits(sum) && !fits(sum - among)).then_some(WrittenTotal { cell, written, sum, rows })
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

/// A total that is not what its rows add up to.
struct WrittenTotal<'a> {
    cell: &'a Cell,
    written: Money,
    sum: Money,
    rows: Vec<&'a Cell>,
}

/// Says where a total written in a line is not what its rows add up to, column by column; once of all columns in which
/// rows are blank that may hold what is missing.
/// A total of 0 over rows that are not 0 has a rule of its own, and so has 结余.
pub fn total_differs<'a>(context: &Context<'a>, found: &mut Found, whole: Whole<'a>) {
    let differing = whole.line.cells.iter().filter_map(|cell| whole.written_total(context, cell));
    let (unfilled, others): (Vec<_>, Vec<_>) =
        differing.partition(|total| total.written > total.sum && whole.is_open(&total.cell.at.column));
    for WrittenTotal { cell, written, sum, rows } in others {
        let also: Vec<_> = rows.iter().map(|row| &row.at).collect();
        let (place, gap) = (context.place(cell), context.in_unit((written - sum).abs()));
        let says = format!(
            "{place}填的是{}，下面各行合计是{}，相差{gap}，请核对。",
            context.in_unit(written),
            context.in_unit(sum)
        );
        let finding = found.say(&cell.at, &also, says);
        // While a row is blank a total that is right would be worse for it.
        if !whole.is_open(&cell.at.column) {
            finding.mends.push(by_rows(context, cell, sum));
        }
        // A row that is all of it may have the others within it; a total may have been rounded to whole 万元.
        let all_of_it = rows.iter().any(|row| row.money() == Some(written));
        if is_amount(&cell.text, written, sum, Decimal::ZERO) || (written < sum && all_of_it) {
            finding.severity = Doubt;
        }
    }
    say_unfilled(context, found, &unfilled);
}

/// Rows are blank that may hold what is missing: nobody knows which figure is wrong, if any.
fn say_unfilled(context: &Context, found: &mut Found, totals: &[WrittenTotal]) {
    let Some((first, others)) = totals.split_first() else { return };
    let [written, sum, gap] = [first.written, first.sum, first.written - first.sum].map(|m| context.in_unit(m));
    let place = context.place(first.cell);
    let also_told = others.iter().map(|WrittenTotal { cell, written, sum, .. }| {
        let column = context.place(cell);
        let column = column.rsplit('·').next().unwrap_or_default();
        format!("；{column}填的是{}，合计是{}", context.in_unit(*written), context.in_unit(*sum))
    });
    let also_told: String = also_told.collect();
    let says = format!(
        "{place}填的是{written}，下面填了的各行合计是{sum}，还差{gap}，另有空着的行{also_told}。请把空着的行填完整，没有的填0，或核对总额。"
    );
    let rows = totals.iter().flat_map(|total| &total.rows).map(|row| &row.at);
    let also: Vec<_> = others.iter().map(|total| &total.cell.at).chain(rows).collect();
    found.say(&first.cell.at, &also, says).severity = Doubt;
}

/// Clears a total, so that the program adds the rows up.
pub fn by_rows(context: &Context, cell: &Cell, sum: Money) -> Mend {
    let label = format!("按各行合计改为 {}", sum.plain(context.form.money));
    Mend { label, edit: Edit::Write { at: cell.at.clone(), text: "".into() } }
}
