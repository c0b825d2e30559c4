//! 上年对照: every amount and indicator of a tab beside what it was, and how far it has moved.
//!
//! Which cell stands beside which is the pairing's to say.

use super::pairing::{PairedPart, Pairing, Past};
use crate::form::{CellId, ColumnRole, Form, Holds, Kind, Section, Tab};
use crate::sheet::{Cell, Line, Origin, Part, Sheet, Value, bare, columns};
use crate::value::{MoneyUnit, Rate, Text};
use std::cmp::Ordering;
use std::collections::HashSet;

/// How a figure or a text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One of the years says nothing that can be compared.
    Unsaid,
    /// Nothing has changed.
    Same,
    /// It is another text.
    Other,
    /// 增加
    More(Shift),
    /// 减少
    Less(Shift),
}

/// How far a figure has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// By how much, without sign, in the unit of this year's form.
    pub by: String,
    /// As a share of last year's, without sign; none of nothing.
    pub rate: Option<Rate>,
}

/// One cell of this year's beside the same of last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it stands under: a section, or an indicator.
    pub heading: String,
    /// Its place below that.
    pub words: String,
    /// This year's cell; none where only last year's had it.
    pub at: Option<CellId>,
    /// What it said last year.
    pub before: Text,
    /// What it says now.
    pub now: Text,
    /// It holds a figure.
    pub figure: bool,
    /// What came of it.
    pub change: Change,
    /// It has changed by more than the form's limit, or from nothing to something: it wants to be looked at.
    pub large: bool,
}

/// What a tab comes to beside last year's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The lines in the order of the paper, what only last year's had below.
    pub lines: Vec<Compared>,
    /// Projects that only last year's had.
    pub gone: Vec<String>,
}

impl Change {
    fn is_large(&self, limit: Rate) -> bool {
        match self {
            Self::More(by) | Self::Less(by) => by.rate.is_none_or(|rate| rate > limit),
            Self::Unsaid | Self::Same | Self::Other => false,
        }
    }

    fn of(before: &Cell, now: &Cell, unit: MoneyUnit) -> Self {
        let (way, difference) = match (&before.value, &now.value) {
            (Value::Money(before), Value::Money(now)) => {
                let by = (*now - *before).abs();
                (now.cmp(before), Shift { by: by.plain(unit), rate: by.share_of(before.abs()) })
            }
            (Value::Count(before), Value::Count(now)) => {
                let by = (*now - *before).abs();
                (now.cmp(before), Shift { by: by.plain(), rate: by.share_of(before.abs()) })
            }
            _ if before.is_blank() || now.is_blank() => return Self::Unsaid,
            _ if before.text.trim() == now.text.trim() => return Self::Same,
            _ if now.value.is_figure() || before.value.is_figure() => return Self::Unsaid,
            _ => return Self::Other,
        };
        match way {
            Ordering::Greater => Self::More(difference),
            Ordering::Less => Self::Less(difference),
            Ordering::Equal => Self::Same,
        }
    }
}

impl Past {
    /// A tab of this year's, or all of it, beside this; of projects the one that is shown.
    #[must_use]
    pub fn compared(&self, form: &Form, sheet: &Sheet, tab: impl Into<Option<Tab>>, project: usize) -> Comparison {
        let tab = tab.into();
        let pairing = Pairing::new(self, form, sheet);
        let (lines, seen) = (Vec::new(), HashSet::new());
        let mut comparing = Comparing { past: self, form, sheet, lines, seen };
        let shown = |form: &Form, part: &Part| {
            form.sections.get(part.section).is_some_and(|s| tab.is_none_or(|tab| s.tab == tab))
        };
        let parts = sheet.parts.iter().filter(|part| shown(form, part));
        for part in parts.filter(|part| part.project.is_none_or(|p| p == project)) {
            comparing.part(part, pairing.part(part).as_ref());
        }
        let partner = sheet.project_id(project).and_then(|id| pairing.project(id));
        let own = |part: &&Part| part.id.split_once('.').is_none_or(|(id, _)| Some(id) == partner);
        for part in self.sheet.parts.iter().filter(|part| shown(&self.form, part)).filter(own) {
            comparing.gone(part);
        }
        let gone = if tab.is_none_or(|tab| tab == Tab::Projects) { pairing.gone_projects() } else { Vec::new() };
        Comparison { lines: comparing.lines, gone: gone.into_iter().map(String::from).collect() }
    }

    /// What a cell of it says, in the unit of another form.
    #[must_use]
    pub fn text_in(&self, cell: &Cell, unit: MoneyUnit) -> Text {
        match &cell.value {
            Value::Money(money) if self.form.money != unit => money.plain(unit).into(),
            _ => cell.text.clone(),
        }
    }

    /// What it and the later report are called beside each other.
    fn words(&self, sheet: &Sheet) -> (&'static str, &'static str) {
        if self.sheet.year == sheet.year { ("上一版", "这一版") } else { ("上年", "本年") }
    }
}

/// The lines as far as they are made.
struct Comparing<'a> {
    past: &'a Past,
    form: &'a Form,
    sheet: &'a Sheet,
    lines: Vec<Compared>,
    /// Cells of the earlier report that have found theirs.
    seen: HashSet<&'a CellId>,
}

impl<'a> Comparing<'a> {
    fn part(&mut self, part: &'a Part, paired: Option<&PairedPart<'a>>) {
        let Some(section) = self.form.sections.get(part.section) else { return };
        let unit = self.sheet.unit;
        for line in &part.lines {
            let before = |cell: &Cell| paired.and_then(|paired| paired.cell(line, &cell.at.column));
            let pairs: Vec<_> = compared_cells(line).into_iter().map(|cell| (cell, before(cell))).collect();
            self.seen.extend(pairs.iter().filter_map(|(_, before)| before.map(|before| &before.at)));
            let says =
                |(now, before): &(&Cell, Option<&Cell>)| !is_nothing(now) || before.is_some_and(|b| !is_nothing(b));
            let wanted = |pair: &&(&Cell, Option<&Cell>)| line.kind.is_some() || says(pair);
            if !pairs.iter().any(says) {
                continue;
            }
            let was = line.at(ColumnRole::Name).and_then(before);
            let heading = self.heading_beside(section, line, was);
            for (now, before) in pairs.iter().filter(wanted) {
                let change = before.map_or(Change::Unsaid, |before| Change::of(before, now, unit));
                self.lines.push(Compared {
                    heading: heading.clone(),
                    words: words(self.form, self.sheet.year, section, line, now),
                    at: Some(now.at.clone()),
                    before: before.map(|before| self.past.text_in(before, unit)).unwrap_or_default(),
                    now: now.text.clone(),
                    figure: now.holds.is_figure(),
                    large: change.is_large(self.form.limits.change),
                    change,
                });
            }
        }
    }

    /// What a part of the earlier report says and this one has no cell for.
    fn gone(&mut self, part: &'a Part) {
        let past = self.past;
        let Some(section) = past.form.sections.get(part.section) else { return };
        let (then, now) = past.words(self.sheet);
        for line in &part.lines {
            // What it said of the year before is not this report's to say.
            let own = compared_cells(line).into_iter().filter(|cell| cell.role != Some(ColumnRole::Last));
            for cell in own.filter(|cell| !is_nothing(cell) && !self.seen.contains(&cell.at)) {
                self.lines.push(Compared {
                    heading: format!("{then}有、{now}没有：{}", heading(section, line)),
                    words: words(&past.form, past.sheet.year, section, line, cell),
                    at: None,
                    before: past.text_in(cell, self.sheet.unit),
                    now: Text::default(),
                    figure: cell.holds.is_figure(),
                    change: Change::Unsaid,
                    large: false,
                });
            }
        }
    }

    /// The heading of a line, saying of an indicator that it was called otherwise, or was not there.
    fn heading_beside(&self, section: &Section, line: &Line, was: Option<&Cell>) -> String {
        let own = heading(section, line);
        let (then, _) = self.past.words(self.sheet);
        match was.map(|cell| cell.text.trim()) {
            _ if line.kind.is_none() => own,
            None => format!("{own}（{then}没有）"),
            Some(was) if was != line.name() && !was.is_empty() => format!("{own}（{then}：{was}）"),
            Some(_) => own,
        }
    }
}

/// What of a line is compared: amounts and counts; of an indicator its target and its result.
fn compared_cells(line: &Line) -> Vec<&Cell> {
    let of = |cell: &&Cell| match line.kind {
        Some(_) => matches!(cell.role, Some(ColumnRole::Target | ColumnRole::Actual)),
        None => matches!(cell.holds, Holds::Money | Holds::Count) && cell.origin != Origin::Blocked,
    };
    line.cells.iter().filter(of).collect()
}

/// Blank, 无 or ——.
fn is_nothing(cell: &Cell) -> bool {
    !cell.is_stated() || cell.origin == Origin::Blocked
}

/// The section; for an indicator its kind and name.
fn heading(section: &Section, line: &Line) -> String {
    let (Kind::Scores(scores), Some((group, kind))) = (&section.kind, line.kind) else {
        return section.short.to_string();
    };
    let kind = scores.groups.get(group).and_then(|group| group.kinds.get(kind)).map_or("", |kind| kind.label.as_str());
    match line.name() {
        "" => format!("{kind}（没有填名称）"),
        name => format!("{kind}：{name}"),
    }
}

fn words(form: &Form, year: i32, section: &Section, line: &Line, cell: &Cell) -> String {
    let column = columns(&section.kind).iter().find(|column| column.id == cell.at.column);
    let column = column.map(|column| form.words(&column.label, year));
    let row = match bare(&line.label) {
        "" => "新加的一行",
        label => label,
    };
    match column {
        Some(column) if line.kind.is_some() => column.into(),
        Some(column) => format!("{row}·{column}"),
        None => row.to_string(),
    }
}
