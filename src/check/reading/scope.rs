//! Goals and indicators, and the numbers they state of things.

use crate::check::reading::topic::{Topic, items};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line, Sheet, Value};
use crate::value::{Aim, Quantity, WordSet, family, numbered, quantities, worded};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// Words that make a number part of a fact, or of another year's.
static PARTIAL: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["其中", "每", "人均", "上半年", "下半年", "季度", "首", "上年", "去年", "累计", "新增", "环比"])
});

/// The word by which a rate is one of satisfaction.
pub const SATISFIED: &str = "满意";

/// What a number is said of.
pub fn words_of(quantity: &Quantity) -> Topic {
    Topic::of(&[quantity.before, quantity.after])
}

/// A number of something whole, said exactly.
pub fn is_whole(quantity: &Quantity) -> bool {
    !quantity.rough && !quantity.is_money() && !PARTIAL.is_in(quantity.before)
}

/// The number in an indicator's cell and the family of its unit, taken from the name (次) or the target (≥4次) where the
/// cell has none.
pub fn number_of(line: &Line, column: ColumnRole) -> Option<(&Cell, Decimal, &str)> {
    let (cell, target) = line.target(column)?;
    let written = Some(line.unit(column)).filter(|unit| !unit.is_empty());
    let named = || name(line).strip_suffix(['）', ')'])?.rsplit(['（', '(']).next();
    let aimed = || Some(line.unit(ColumnRole::Target));
    let unit = written.or_else(named).or_else(aimed).unwrap_or_default();
    Some((cell, target.number()?, family(unit)))
}

/// What the report itself, or one of its projects, sets out to do and measures.
pub struct Scope<'a> {
    /// None for the report itself.
    pub project: Option<usize>,
    /// The goals, one text or several; adjusted ones in place of the first.
    pub expected: Vec<GoalText<'a>>,
    /// What came of them.
    pub achieved: Vec<GoalText<'a>>,
    /// The indicators that are used and have a name.
    pub indicators: Vec<Measured<'a>>,
}

/// A text of goals.
pub struct GoalText<'a> {
    /// Its cell.
    pub cell: &'a Cell,
    /// Its goals.
    pub goals: Vec<Goal<'a>>,
    /// The numbers with units of the whole text.
    pub quantities: Vec<Quantity<'a>>,
}

/// One goal.
pub struct Goal<'a> {
    /// Its words.
    pub text: &'a str,
    /// What it is about.
    pub topic: Topic,
    /// The numbers of something whole in it, in digits or in words.
    pub told: Vec<Quantity<'a>>,
}

/// An indicator that is used and has a name.
pub struct Measured<'a> {
    /// Its line.
    pub line: &'a Line,
    /// Its name.
    pub name: &'a str,
    /// What its name is about, read when a rule first asks.
    topic: OnceCell<Topic>,
    /// The same with the words of a target that is words.
    with_target: OnceCell<Topic>,
}

impl<'a> Scope<'a> {
    /// The report itself, then its projects.
    pub fn all(sheet: &'a Sheet) -> Vec<Self> {
        std::iter::once(None).chain((0..sheet.projects()).map(Some)).map(|project| Self::of(sheet, project)).collect()
    }

    fn of(sheet: &'a Sheet, project: Option<usize>) -> Self {
        let written = |role| {
            let lines = sheet.parts_of(project).flat_map(|part| &part.lines);
            let cells = lines.filter(move |line| line.role == Some(role)).filter_map(Line::only);
            cells.filter(|cell| matches!(cell.value, Value::Words)).map(GoalText::of).collect::<Vec<_>>()
        };
        let adjusted = written(Role::AdjustedGoals);
        let expected = if adjusted.is_empty() { written(Role::ExpectedGoals) } else { adjusted };
        let used = |line: &&Line| line.indicator.as_ref().is_some_and(|indicator| indicator.used);
        let indicators = sheet.indicators(project).filter(used).filter_map(Measured::of).collect();
        Self { project, expected, achieved: written(Role::AchievedGoals), indicators }
    }

    /// The goals, of one text or of several.
    pub fn goals(&self) -> impl Iterator<Item = &Goal<'a>> {
        self.expected.iter().flat_map(|text| &text.goals)
    }
}

impl<'a> GoalText<'a> {
    fn of(cell: &'a Cell) -> Self {
        let goals = items(&cell.text).into_iter().map(Goal::of).collect();
        Self { cell, goals, quantities: quantities(&cell.text).collect() }
    }
}

impl<'a> Goal<'a> {
    fn of(text: &'a str) -> Self {
        let told = quantities(text).chain(worded(text)).filter(is_whole).collect();
        Self { text, topic: Topic::of(&[text]), told }
    }

    /// It counts just so many of them.
    pub fn counts(&self, number: Decimal, unit: &str) -> bool {
        self.told.iter().any(|told| told.number == number && family(told.unit) == unit)
    }
}

impl<'a> Measured<'a> {
    fn of(line: &'a Line) -> Option<Self> {
        let name = name(line);
        (!name.is_empty()).then(|| Self { line, name, topic: OnceCell::new(), with_target: OnceCell::new() })
    }

    /// What its name is about.
    pub fn topic(&self) -> &Topic {
        self.topic.get_or_init(|| Topic::of(&[self.name]))
    }

    /// What it measures: its name, and the words of a target that is words.
    pub fn measures(&self) -> &Topic {
        match self.line.target(ColumnRole::Target).map(|(_, target)| &target.aim) {
            Some(Aim::Quality(words)) => self.with_target.get_or_init(|| Topic::of(&[self.name, words])),
            _ => self.topic(),
        }
    }
}

/// Its name, without the official form's number before it.
pub fn name(line: &Line) -> &str {
    let name = line.at(ColumnRole::Name).map_or("", |cell| cell.text.trim());
    numbered(name).unwrap_or(name)
}
