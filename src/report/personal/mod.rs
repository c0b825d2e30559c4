//! What belongs to persons in a report: found wherever it stands, so that a public copy can do without it.

mod again;
mod disguise;
mod kind;
mod names;
mod proof;
mod search;
mod seen;

pub use kind::PersonalKind;

use super::Report;
use crate::form::{self, CellId, Form, Holds, Kind};
use crate::value::{Text, leading_number, shortened};
use again::{Again, KnownWords};
use seen::SeenText;
use std::fmt;
use std::ops::Range;

/// What stands in place of what is hidden.
pub(super) const HIDDEN: &str = "***";
/// So many characters of a sentence before and after are shown when it is asked about.
const AROUND: usize = 12;
/// So many characters at most follow a figure as its unit.
const UNIT: usize = 6;

/// A place where something belongs to a person, or looks as if it did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Personal {
    /// The text it stands in.
    pub at: WrittenText,
    /// Where in that, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PersonalKind,
    /// The text itself.
    pub text: String,
}

/// A text that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WrittenText {
    /// Of a cell.
    Cell(CellId),
    /// Of the explanation of a finding, by rule and cell.
    Explanation(Text),
}

impl fmt::Display for WrittenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(at) => at.fmt(f),
            Self::Explanation(finding) => finding.fmt(f),
        }
    }
}

impl WrittenText {
    /// What is written there.
    #[must_use]
    pub fn text<'r>(&self, report: &'r Report) -> &'r str {
        match self {
            Self::Cell(at) => report.content.cells.text(at),
            Self::Explanation(finding) => report.notes.explanations.get(finding).map_or("", |said| said.text.as_str()),
        }
    }
}

impl Personal {
    /// The sentence it stands in, for asking.
    #[must_use]
    pub fn sentence(&self, report: &Report) -> String {
        let text = self.at.text(report);
        let ends = ['。', '！', '？', '；', '\n'];
        let before = text.get(..self.range.start).unwrap_or("").rsplit(ends).next().unwrap_or("");
        let after = text.get(self.range.end..).unwrap_or("").split(ends).next().unwrap_or("");
        let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let begins = if cut > 0 { "…" } else { "" };
        format!("{begins}{}{}{}", before.get(cut..).unwrap_or(""), self.text, shortened(after, AROUND))
            .replace('\n', " ")
    }
}

/// Every place that a public copy hides or asks about, text by text.
#[must_use]
pub fn personal(form: &Form, report: &Report) -> Vec<Personal> {
    let looked = looked(form, report);
    let finder = Finder::of(form, report, &looked);
    let cells = report.content.cells.iter().filter(|(at, _)| is_personal(form, at));
    let whole = |(at, text): (CellId, &Text)| Personal {
        at: WrittenText::Cell(at),
        range: 0..text.len(),
        kind: PersonalKind::Cell,
        text: text.to_string(),
    };
    let mut all: Vec<Personal> = cells.map(whole).collect();
    all.extend(looked.iter().flat_map(|text| finder.places(text)));
    all
}

/// A text, as it is seen, with the numbers that are found in it alone.
struct LookedText<'r> {
    at: WrittenText,
    written: &'r str,
    seen: SeenText,
    numbers: Vec<search::PersonalRange>,
}

/// Every text that is looked through: cells that are neither personal nor figures, and explanations.
fn looked<'r>(form: &Form, report: &'r Report) -> Vec<LookedText<'r>> {
    let look = |(at, written): (WrittenText, &'r str)| {
        let seen = SeenText::new(written);
        LookedText { at, written, numbers: disguise::numbers(&seen.text), seen }
    };
    let cells = report.content.cells.iter();
    let cells = cells.filter(|(at, text)| !is_personal(form, at) && !is_figure(form, at, text));
    let said = report.notes.explanations.iter();
    let said = said.map(|(finding, said)| (WrittenText::Explanation(finding.clone()), said.text.as_str()));
    cells.map(|(at, text)| (WrittenText::Cell(at), text.as_str())).chain(said).map(look).collect()
}

/// Finds what belongs to persons in any text about one report.
pub(super) struct Finder {
    own: Again,
    /// What some text says is a person's, to be found where nothing says so.
    elsewhere: Again,
}

impl Finder {
    /// With what stands in the report's personal cells, and stood in them last year.
    pub fn new(form: &Form, report: &Report) -> Self {
        Self::of(form, report, &looked(form, report))
    }

    fn of(form: &Form, report: &Report, looked: &[LookedText]) -> Self {
        let mut own = KnownWords::default();
        own_texts(form, report).for_each(|text| own.add_cell(text));
        if let Some(last) = &report.last {
            let then = form::parse(&last.form_text).ok();
            own_texts(then.as_ref().unwrap_or(form), &last.report).for_each(|text| own.add_cell(text));
        }
        let mut elsewhere = KnownWords::default();
        for text in looked {
            for (range, kind) in &text.numbers {
                let found = text.seen.text.get(range.clone()).unwrap_or_default();
                elsewhere.add_found(found, *kind);
                if let Some(number) = disguise::in_digits(found) {
                    elsewhere.add_found(&number, *kind);
                }
            }
        }
        Self { own: own.into(), elsewhere: elsewhere.into() }
    }

    /// Where in a text something stands that belongs to a person, in order, none within another.
    pub fn found(&self, text: &str) -> Vec<(Range<usize>, PersonalKind)> {
        let seen = SeenText::new(text);
        self.found_with(&seen, disguise::numbers(&seen.text))
    }

    fn found_with(&self, seen: &SeenText, numbers: Vec<search::PersonalRange>) -> Vec<(Range<usize>, PersonalKind)> {
        let of = |known: &Again, kind| known.found(&seen.text).into_iter().map(move |range| (range, kind));
        let mut found: Vec<_> = of(&self.own, PersonalKind::Again).collect();
        found.extend(numbers);
        found.extend(of(&self.elsewhere, PersonalKind::Elsewhere));
        search::merged(found).into_iter().map(|(range, kind)| (seen.written(&range), kind)).collect()
    }

    fn places(&self, text: &LookedText) -> Vec<Personal> {
        let place = |(range, kind): (Range<usize>, PersonalKind)| {
            let found = text.written.get(range.clone())?.to_string();
            Some(Personal { at: text.at.clone(), range, kind, text: found })
        };
        self.found_with(&text.seen, text.numbers.clone()).into_iter().filter_map(place).collect()
    }
}

fn own_texts<'r>(form: &'r Form, report: &'r Report) -> impl Iterator<Item = &'r str> {
    let own = report.content.cells.iter().filter(|(at, text)| is_personal(form, at) && *text != HIDDEN);
    own.map(|(_, text)| text.as_str())
}

/// The form says that the cell holds a person's name or number.
#[must_use]
pub fn is_personal(form: &Form, at: &CellId) -> bool {
    let (project, id) = at.project_and_section();
    let kind = form.section(id, project.is_some()).map(|section| &section.kind);
    matches!(kind, Some(Kind::Facts(facts)) if facts.iter().any(|fact| fact.id == at.row && fact.personal))
}

/// A figure, and nothing else, in a cell for figures.
fn is_figure(form: &Form, at: &CellId, text: &str) -> bool {
    let holds = form.slot(at).map(|slot| slot.holds);
    let may = holds.is_some_and(|holds| !matches!(holds, Holds::Text | Holds::Long | Holds::Phone | Holds::Degree));
    let text = crate::value::fold(text);
    let number = text.trim_start_matches(|c: char| "≥≤><=±约 ".contains(c));
    let (figure, end) = leading_number(number);
    let unit = number.get(end..).unwrap_or_default();
    may && figure.is_some() && unit.chars().count() <= UNIT && !unit.contains(|c: char| c.is_ascii_digit())
}
