//! Totals against the rows below them. A total that the program adds up cannot be wrong: these look at written ones.

use super::{Found, Look, Mend, overridden};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Part, Value};
use crate::value::Money;

/// A line that has rows below it, and the part it stands in.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub part: &'a Part,
    pub index: usize,
    pub line: &'a Line,
}

impl<'a> Whole<'a> {
    /// The lines of that role, one a project or one outside all.
    pub fn each(look: &Look<'a>, role: Role) -> impl Iterator<Item = Self> {
        look.sheet.parts.iter().flat_map(Self::all).filter(move |whole| whole.line.role == Some(role))
    }

    /// The line of that role outside projects.
    pub fn of(look: &Look<'a>, role: Role) -> Option<Self> {
        Self::each(look, role).find(|whole| whole.part.project.is_none())
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

    /// The cells of that column right below it that state something.
    pub fn parts(self, column: &str) -> Vec<&'a Cell> {
        self.below().filter_map(|line| line.cell(column)).filter(|cell| cell.is_stated()).collect()
    }
}

/// What the rows below a cell add up to.
pub(super) fn parts(cell: &Cell) -> Option<Money> {
    match cell.parts {
        Some(Value::Money(sum)) => Some(sum),
        _ => None,
    }
}

/// Says where a total written in a line is not what its rows add up to, column by column.
/// A total of 0 over rows that are not 0 has a rule of its own, and so has 结余.
pub(super) fn total_differs(look: &Look, found: &mut Found, whole: Whole) {
    for cell in whole.line.cells.iter().filter(|cell| cell.role != Some(ColumnRole::Balance)) {
        let (Some(written), Some(sum), true) = (cell.money(), parts(cell), overridden(cell).is_some()) else {
            continue;
        };
        let rows = whole.parts(&cell.at.column);
        if written == Money::ZERO || !look.differ(written, sum, rows.len()) {
            continue;
        }
        let also: Vec<_> = rows.iter().map(|row| &row.at).collect();
        let (place, gap) = (look.words(cell), look.said((written - sum).abs()));
        let says =
            format!("{place}填的是{}，下面各行合计是{}，相差{gap}，请核对。", look.said(written), look.said(sum));
        found.say(&cell.at, &also, says).mends.push(by_rows(look, cell, sum));
    }
}

/// Clears a total, so that the program adds the rows up.
pub(super) fn by_rows(look: &Look, cell: &Cell, sum: Money) -> Mend {
    let label = format!("按各行合计改为 {}", sum.plain(look.form.money));
    Mend { label, edit: Edit::Write { at: cell.at.clone(), text: "".into() } }
}

/// B12. The rows hold something, their total is 0, 无 or, where it is not added up, blank.
pub(super) fn total_empty(look: &Look, found: &mut Found) {
    for whole in look.sheet.parts.iter().flat_map(Whole::all) {
        for cell in &whole.line.cells {
            let Some(sum) = parts(cell).filter(|sum| sum.abs() > look.tolerance(1)) else { continue };
            let state = match &cell.value {
                Value::Blank => "还空着".to_string(),
                Value::Nothing | Value::Dash => format!("填的是“{}”", cell.text.trim()),
                Value::Money(written) if *written == Money::ZERO => format!("填的是{}", look.said(*written)),
                _ => continue,
            };
            let also: Vec<_> = whole.parts(&cell.at.column).into_iter().map(|row| &row.at).collect();
            let says = format!("{}{state}，下面各行却共有{}，请核对。", look.words(cell), look.said(sum));
            let finding = found.say(&cell.at, &also, says);
            if overridden(cell).is_some() {
                finding.mends.push(by_rows(look, cell, sum));
            }
        }
    }
}
