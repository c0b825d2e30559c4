//! The approved targets beside the report's: which indicator is the same, by its name and never by its position, and
//! whether it still says the same.

use super::pairing::{PairedBy, Pairing};
use crate::form::{CellId, ColumnRole, Form};
use crate::report::Report;
use crate::sheet::{Cell, Line, Part, Sheet, derive, say_the_same};
use crate::value::{Reading, Text, fold, read_target};
use std::collections::HashSet;

/// What was approved beside what the report says.
pub struct Approval<'a> {
    pairing: Pairing<'a>,
    /// The indicator grids of the report that have something approved beside them.
    pub grids: Vec<ApprovedGrid<'a>>,
}

/// An indicator grid beside what was approved of it.
pub struct ApprovedGrid<'a> {
    /// The report's.
    pub part: &'a Part,
    /// Indicators in use that were approved.
    pub pairs: Vec<ApprovedPair<'a>>,
    /// What was approved and is not in use.
    pub missing: Vec<&'a Line>,
    /// What is in use and was not approved.
    pub added: Vec<&'a Line>,
    /// What was not approved under that name, and the one that was and is not in use: alike in all but the name.
    pub renamed: Vec<ApprovedPair<'a>>,
}

/// An indicator and what was approved of it.
#[derive(Clone, Copy)]
pub struct ApprovedPair<'a> {
    /// The report's.
    pub now: &'a Line,
    /// As approved.
    pub then: &'a Line,
}

/// What the approved targets of a report come to; none where it has none of its year.
#[must_use]
pub fn approved_sheet(form: &Form, report: &Report) -> Option<Sheet> {
    let approved = report.approved.as_deref().filter(|known| known.report.content.year == report.content.year)?;
    Some(derive(form, &approved.report))
}

impl<'a> Approval<'a> {
    /// Lays what was approved beside what the report comes to, both on its form.
    #[must_use]
    pub fn new(form: &'a Form, sheet: &'a Sheet, approved: &'a Sheet) -> Self {
        let pairing = Pairing::between((form, approved), (form, sheet), PairedBy::NameAnywhere);
        let grids = sheet.parts.iter().filter(|part| part.points.is_some());
        let grids = grids.filter_map(|part| ApprovedGrid::of(part, &pairing, sheet.year)).collect();
        Self { pairing, grids }
    }

    /// What was approved of a cell.
    #[must_use]
    pub fn cell(&self, at: &CellId) -> Option<&'a Cell> {
        self.pairing.cell(at)
    }

    /// The approved project that is the same as this one of the report.
    pub(super) fn project(&self, own: &str) -> Option<&'a str> {
        self.pairing.project(own)
    }

    /// The names of the projects that were approved and that the report does not have.
    #[must_use]
    pub fn missing_projects(&self) -> Vec<&'a str> {
        self.pairing.gone_projects()
    }

    /// The lines of a part that have one beside them, and where that stands.
    pub(super) fn lines(&self, part: &'a Part) -> Vec<(&'a Line, CellId)> {
        let Some(paired) = self.pairing.part(part) else { return Vec::new() };
        let beside = |now: &'a Line| {
            let then = paired.line(now)?;
            Some((now, CellId::new(paired.past().id.clone(), then.id.clone(), "")))
        };
        part.lines.iter().filter_map(beside).collect()
    }
}

impl<'a> ApprovedGrid<'a> {
    /// None where nothing was approved of it.
    fn of(part: &'a Part, pairing: &Pairing<'a>, year: i32) -> Option<Self> {
        let paired = pairing.part(part)?;
        let then: Vec<&Line> = paired.past().lines.iter().filter(|line| is_used(line)).collect();
        if then.is_empty() {
            return None;
        }
        let (mut pairs, mut added, mut known) = (Vec::new(), Vec::new(), HashSet::new());
        for now in part.lines.iter().filter(|line| is_used(line)) {
            match paired.line(now).filter(|then| is_used(then)) {
                Some(then) => {
                    known.insert(&then.id);
                    pairs.push(ApprovedPair { now, then });
                }
                None => added.push(now),
            }
        }
        let missing = then.into_iter().filter(|line| !known.contains(&line.id) && !line.name().is_empty()).collect();
        let mut grid = Self { part, pairs, missing, added, renamed: Vec::new() };
        grid.find_renamed(year);
        Some(grid)
    }

    /// Of one kind, with the same target and weight, and no other like either.
    fn find_renamed(&mut self, year: i32) {
        let alike = |now: &&'a Line, then: &&'a Line| {
            let pair = ApprovedPair { now, then };
            now.kind == then.kind && pair.targets().is_some() && pair.keeps_target(year) && pair.keeps_weight()
        };
        let only = |then: &&'a Line| {
            let mut like = self.added.iter().filter(|now| alike(now, then));
            let now = *like.next()?;
            let others = self.missing.iter().filter(|other| alike(&now, other)).count();
            (like.next().is_none() && others == 1).then_some(ApprovedPair { now, then })
        };
        let renamed: Vec<ApprovedPair<'a>> = self.missing.iter().filter_map(only).collect();
        self.missing.retain(|line| renamed.iter().all(|pair| pair.then.id != line.id));
        self.added.retain(|line| renamed.iter().all(|pair| pair.now.id != line.id));
        self.renamed = renamed;
    }
}

fn is_used(line: &Line) -> bool {
    line.indicator.as_ref().is_some_and(|indicator| indicator.used)
}

impl ApprovedPair<'_> {
    /// The target as it was approved and as it stands, where both say something.
    #[must_use]
    pub fn targets(&self) -> Option<(Text, Text)> {
        let stated = |line: &Line| line.at(ColumnRole::Target).is_some_and(|cell| !cell.is_blank());
        (stated(self.then) && stated(self.now)).then(|| (self.then.first_aimed(), self.now.first_aimed()))
    }

    /// The target still says what was approved, however it is written: ４次以上 is ≥4次.
    #[must_use]
    pub fn keeps_target(&self, year: i32) -> bool {
        let Some((then, now)) = self.targets() else { return true };
        if same_words(&then, &now) {
            return true;
        }
        let told = |line: &Line| line.indicator.as_ref().and_then(|indicator| indicator.sense);
        match (read_target(&then), read_target(&now)) {
            (Reading::Is(one), Reading::Is(other)) => {
                say_the_same((&one, told(self.then)), (&other, told(self.now)), year)
            }
            _ => false,
        }
    }

    /// The weight is the approved one, or one of them says none.
    #[must_use]
    pub fn keeps_weight(&self) -> bool {
        let weight = |line: &Line| line.at(ColumnRole::Weight).and_then(Cell::points);
        weight(self.then).zip(weight(self.now)).is_none_or(|(then, now)| then == now)
    }
}

/// Two texts are the same but for spaces, widths and marks at their ends.
#[must_use]
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> String {
        let text: String = fold(text).split_whitespace().collect();
        text.trim_end_matches(['.', ';', ',', '；', '，', '。']).into()
    };
    words(one) == words(other)
}
