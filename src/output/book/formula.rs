//! Recipes as formulas over the cells of a workbook.

use super::cell::{BookCell, place};
use super::number::{self, Number};
use super::sheet::BookSheet;
use super::text;
use crate::form::CellId;
use crate::sheet::Recipe;
use crate::value::{MoneyUnit, Score, Text};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Excel's limits: of a formula's characters, and of what a function adds up.
const LONGEST: usize = 8_000;
const MOST: usize = 200;

/// Where each cell stands first.
pub(super) struct Homes<'p> {
    cells: BTreeMap<&'p str, Home<'p>>,
}

/// The first place of a cell.
#[derive(Clone, Debug)]
pub(super) struct Home<'p> {
    sheet: &'p str,
    pub row: usize,
    pub column: usize,
    /// The row behind it.
    below: usize,
    /// What one of its number is; none where a figure stands there as text.
    scale: Option<Decimal>,
}

/// What a formula takes from a cell.
enum Term<'p> {
    /// The cell itself.
    At(Home<'p>),
    /// A formula, which may come to nothing.
    Formula(String),
    /// Nothing is there.
    Nothing,
}

impl<'p> Homes<'p> {
    pub fn new(sheets: &'p [BookSheet], unit: MoneyUnit) -> Self {
        let mut cells = BTreeMap::new();
        for sheet in sheets {
            // A text parted over several cells is at home in none.
            let whole = |cell: &&BookCell| !cell.key.is_empty() && text::pieces(&cell.text).len() == 1;
            for cell in sheet.cells.iter().filter(whole) {
                let home = || Home {
                    sheet: &sheet.name,
                    row: cell.top,
                    column: cell.left,
                    below: cell.top + cell.down,
                    scale: scale(cell, unit),
                };
                cells.entry(cell.key.as_str()).or_insert_with(home);
            }
        }
        Self { cells }
    }

    /// Where a text stands that is at home elsewhere.
    pub fn elsewhere(&self, sheet: &BookSheet, cell: &BookCell) -> Option<String> {
        let home = self.cells.get(cell.key.as_str())?;
        let here = home.sheet == sheet.name && (home.row, home.column) == (cell.top, cell.left);
        (!here).then(|| home.from(&sheet.name))
    }

    /// Where a cell stands, as seen from a sheet.
    pub fn place_of(&self, at: &CellId, sheet: &str) -> Option<String> {
        Some(self.cells.get(at.to_string().as_str())?.from(sheet))
    }

    /// Where a cell stands, as seen from anywhere.
    pub fn fixed(&self, at: &CellId) -> Option<String> {
        let home = self.cells.get(at.to_string().as_str())?;
        let (row, column) = place(home.row, home.column).ok()?;
        let cell = rust_xlsxwriter::utility::row_col_to_cell_absolute(row, column);
        Some(format!("'{}'!{cell}", home.sheet.replace('\'', "''")))
    }

    /// A recipe as a formula on that sheet; none where it rests on figures that the workbook has only as text.
    pub fn formula(&self, recipe: &Recipe, sheet: &str) -> Option<String> {
        self.of(recipe, sheet, "\"\"").filter(|formula| formula.len() < LONGEST)
    }

    /// A recipe as an expression that is `none` where it comes to nothing.
    fn of(&self, recipe: &Recipe, sheet: &str, none: &str) -> Option<String> {
        let term = |at: &CellId| self.term(at, sheet);
        let both = |first: &CellId, second: &CellId, say: &dyn Fn(&str, &str) -> String| {
            let (first, second) = (term(first)?, term(second)?);
            if matches!(first, Term::Nothing) || matches!(second, Term::Nothing) {
                return Some(none.to_string());
            }
            let count = format!("COUNT({},{})", first.counted(sheet), second.counted(sheet));
            let (first, second) = (first.scalar(sheet), second.scalar(sheet));
            Some(format!("IF({count}<2,{none},{})", say(&first, &second)))
        };
        match recipe {
            Recipe::Sum(cells) => {
                let terms: Option<Vec<Term>> = cells.iter().map(term).collect();
                let (count, sum) = sums(&terms?, sheet).unwrap_or_default();
                Some(if sum.is_empty() { none.into() } else { format!("IF({count}=0,{none},{sum})") })
            }
            Recipe::SumWith(cells, with) => {
                let terms = |cells: &[CellId]| cells.iter().map(term).collect::<Option<Vec<Term>>>();
                let (count, _) = sums(&terms(cells)?, sheet).unwrap_or_default();
                let (_, sum) = sums(&terms(&[std::slice::from_ref(with), cells].concat())?, sheet).unwrap_or_default();
                Some(if count.is_empty() { none.into() } else { format!("IF({count}=0,{none},{sum})") })
            }
            Recipe::Either(either) => {
                let [first, second] = either.as_ref();
                self.of(first, sheet, &self.of(second, sheet, none)?)
            }
            Recipe::Less(from, less) => both(from, less, &|from, less| format!("{from}-{less}")),
            Recipe::Share(part, whole) => {
                both(part, whole, &|part, whole| format!("IF({whole}=0,{none},{part}/{whole})"))
            }
            Recipe::ShareOfSums(part, whole) => {
                let sums = |cells: &[CellId]| Some(sums(&cells.iter().map(term).collect::<Option<Vec<_>>>()?, sheet));
                let Some(((count, part), (others, whole))) = sums(part)?.zip(sums(whole)?) else {
                    return Some(none.into());
                };
                Some(format!("IF({count}<>{others},{none},IF(({whole})=0,{none},({part})/({whole})))"))
            }
            Recipe::Points { rate, weight, cap } => both(rate, weight, &|rate, weight| {
                let rate = if *cap { format!("MIN(1,{rate})") } else { rate.into() };
                format!("ROUND(MAX(0,{rate})*{weight},2)")
            }),
            Recipe::Given(score) => Some(score.0.to_string()),
            Recipe::Grade { points, steps } => {
                let points = term(points)?;
                let (counted, points) = (points.counted(sheet), points.scalar(sheet));
                let step = |below: String, (from, name): &(Score, Text)| {
                    format!("IF(ROUND({points},2)>={},\"{}\",{below})", from.0.normalize(), name.replace('"', "\"\""))
                };
                let stepped = steps.iter().rev().fold(none.to_string(), step);
                Some(if counted.is_empty() { none.into() } else { format!("IF(COUNT({counted})=0,{none},{stepped})") })
            }
        }
    }

    fn term(&self, at: &CellId, sheet: &str) -> Option<Term<'p>> {
        let Some(home) = self.cells.get(at.to_string().as_str()) else { return Some(Term::Nothing) };
        let cell = home.from(sheet);
        Some(match Scale::of(home.scale?)? {
            Scale::One => Term::At(home.clone()),
            Scale::By(scale) => Term::Formula(format!("IF(ISNUMBER({cell}),{cell}{scale},\"\")")),
        })
    }
}

/// What one of a cell's number is.
fn scale(cell: &BookCell, unit: MoneyUnit) -> Option<Decimal> {
    let figure = cell.figure.filter(|figure| figure.typed && number::figure(&figure.value, unit).is_some());
    figure.map_or(Some(Decimal::ONE), |figure| Some(Number::written(&cell.text, &figure.value, unit)?.scale))
}

/// How a number is brought to the form's unit.
enum Scale {
    One,
    By(String),
}

impl Scale {
    fn of(scale: Decimal) -> Option<Self> {
        let scale = scale.normalize();
        if scale == Decimal::ONE {
            return Some(Self::One);
        }
        // Divided by a whole number a figure stays as exact as it can; times a fraction it does not.
        let divisor = Decimal::ONE.checked_div(scale)?.normalize();
        Some(Self::By(if divisor.scale() == 0 { format!("/{divisor}") } else { format!("*{scale}") }))
    }
}

impl Home<'_> {
    /// Its address as seen from a sheet.
    fn from(&self, sheet: &str) -> String {
        // A place outside a sheet is refused when it is written.
        let (row, column) = place(self.row, self.column).unwrap_or_default();
        let cell = rust_xlsxwriter::utility::row_col_to_cell(row, column);
        if self.sheet == sheet { cell } else { format!("'{}'!{cell}", self.sheet.replace('\'', "''")) }
    }

    /// It stands right below another.
    fn follows(&self, other: &Self) -> bool {
        (self.sheet, self.column, self.row) == (other.sheet, other.column, other.below)
    }
}

impl Term<'_> {
    fn counted(&self, sheet: &str) -> String {
        match self {
            Term::At(home) => home.from(sheet),
            Term::Formula(text) => text.clone(),
            Term::Nothing => String::new(),
        }
    }

    fn scalar(&self, sheet: &str) -> String {
        if let Term::Formula(text) = self { format!("({text})") } else { self.counted(sheet) }
    }
}

/// How many of the terms are figures, and what they come to; none where nothing is there.
fn sums(terms: &[Term], sheet: &str) -> Option<(String, String)> {
    let (mut counted, mut added) = (Vec::new(), Vec::new());
    let mut rest = terms.iter().filter(|term| !matches!(term, Term::Nothing)).peekable();
    while let Some(term) = rest.next() {
        let mut words = term.counted(sheet);
        if let Term::At(first) = term {
            let mut last = first;
            while let Some(Term::At(next)) = rest.next_if(|next| matches!(next, Term::At(next) if next.follows(last))) {
                last = next;
            }
            if last.row > first.row {
                words = format!("{words}:{}", Home { sheet, ..last.clone() }.from(sheet));
            }
        }
        // What comes to nothing counts as no figure and adds nothing.
        added.push(if let Term::Formula(formula) = term { format!("N({formula})") } else { words.clone() });
        counted.push(words);
    }
    let joined = |function: &str, words: &[String]| {
        let parts = words.chunks(MOST).map(|words| format!("{function}({})", words.join(",")));
        parts.collect::<Vec<_>>().join("+")
    };
    (!added.is_empty()).then(|| (joined("COUNT", &counted), joined("SUM", &added)))
}
