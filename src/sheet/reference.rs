//! The names by which texts quote cells: the one a new quotation gets, and the cell a name leads to.
//!
//! A name is a place in words: project, table, row, column, with 本年 and 上年 for the years. Projects and indicators go
//! by their own names where those are nobody else's, so that the name stays true whatever is added or taken out; else by
//! their positions: 项目2, 数量指标3. Both are read.

use super::{Line, Part, Sheet, bare, columns, kind_words, row_words};
use crate::form::{CellId, Form, Holds, Kind, NAME_COLUMN, Section};
use crate::value::Text;
use std::borrow::Cow;

/// What stands before the name of a cell that was taken out: no name that begins so leads anywhere.
const TAKEN_OUT: &str = "已删除·";

impl Sheet {
    /// The name by which a text quotes a cell: the form's own, or its place in words. None where no text could: long
    /// texts, and places whose words another has as well.
    #[must_use]
    pub fn reference(&self, form: &Form, at: &CellId) -> Option<Text> {
        let quotable = || self.cell(at).is_some_and(|cell| cell.holds != Holds::Long);
        own_figure(form, at).or_else(|| if quotable() { self.place_name(form, at) } else { None })
    }

    /// The name that leads to a cell by its place: own names before positions.
    pub(super) fn place_name(&self, form: &Form, at: &CellId) -> Option<Text> {
        let part = self.part(&at.section)?;
        let section = form.sections.get(part.section)?;
        let line = part.lines.iter().find(|line| line.id == at.row)?;
        let column = match columns(&section.kind).iter().find(|column| column.id == at.column) {
            Some(column) => format!("·{}", any_year(&column.label)),
            None if at.column.is_empty() => String::new(),
            None => "·名称".into(),
        };
        let projects = match part.project {
            Some(number) => vec![format!("{}·", flat(self.project_name(number))), format!("项目{}·", number + 1)],
            None => vec![String::new()],
        };
        let words = row_words(section, part, line);
        let mut rows = vec![own_name(line), flat(&words), position_words(part, line).into()];
        rows.retain(|row| !row.is_empty());
        let name = |project: &str, row: &str| Text::from(format!("{project}{}·{row}{column}", section.short));
        let names = projects.iter().flat_map(|project| rows.iter().map(|row| name(project, row)).collect::<Vec<_>>());
        let mut names = names.filter(|name| !name.contains(['【', '】', '\n']));
        names.find(|name| self.named(form, name).as_ref() == Some(at))
    }

    /// The cell at that place in words, looked for from left to right: project, section, row, column.
    pub(super) fn named(&self, form: &Form, name: &str) -> Option<CellId> {
        if name.starts_with(TAKEN_OUT) || !name.contains('·') {
            return None;
        }
        let numbered = name.strip_prefix("项目").and_then(|rest| rest.split_once('·'));
        let numbered =
            numbered.and_then(|(number, place)| Some((number.parse::<usize>().ok()?.checked_sub(1)?, place)));
        let by_number = numbered.and_then(|(number, place)| self.placed(form, Some(number), place));
        let by_name = || {
            (0..self.projects()).find_map(|number| {
                let own = flat(self.project_name(number));
                let place = name.strip_prefix(own.as_ref()).filter(|_| !own.is_empty())?.strip_prefix('·')?;
                let once = (0..self.projects()).filter(|other| flat(self.project_name(*other)) == own).count() == 1;
                if once { self.placed(form, Some(number), place) } else { None }
            })
        };
        by_number.or_else(|| self.placed(form, None, name)).or_else(by_name)
    }

    fn placed(&self, form: &Form, project: Option<usize>, place: &str) -> Option<CellId> {
        self.parts_of(project).find_map(|part| {
            let section = form.sections.get(part.section)?;
            let place = place.strip_prefix(section.short.as_str())?.strip_prefix('·')?;
            in_part(section, part, place)
        })
    }
}

/// The name that the form itself gives a cell.
pub(super) fn own_figure(form: &Form, at: &CellId) -> Option<Text> {
    let address = at.to_string();
    let own = form.figures.iter().find(|figure| figure.at.as_deref() == Some(&address));
    own.map(|figure| figure.name.clone())
}

/// A name is put as a place of this form, whether or not it leads to a cell.
#[must_use]
pub fn is_place_name(form: &Form, name: &str) -> bool {
    if !name.contains('·') {
        return false;
    }
    let of = |section: &Section| {
        let mut before =
            name.match_indices(section.short.as_str()).map(|(at, short)| (name.get(..at), at + short.len()));
        before.any(|(before, end)| {
            before.is_some_and(|before| before.is_empty() || before.ends_with('·'))
                && name.get(end..).is_some_and(|behind| behind.starts_with('·'))
        })
    };
    form.sections.iter().any(of)
}

/// The name of a cell that is no longer there.
pub(super) fn taken_out(name: &str) -> Text {
    format!("{TAKEN_OUT}{name}").into()
}

/// The cell of a part by its row and column in words.
fn in_part(section: &Section, part: &Part, place: &str) -> Option<CellId> {
    let columns = columns(&section.kind);
    if columns.is_empty() {
        let line = part.lines.iter().find(|line| flat(&row_words(section, part, line)) == place)?;
        return line.only().map(|cell| cell.at.clone());
    }
    let (row, words) = place.rsplit_once('·')?;
    let column = columns.iter().find(|known| any_year(&known.label) == words).map(|column| column.id.as_str());
    let column = column.or((words == "名称").then_some(NAME_COLUMN))?;
    row_named(section, part, row)?.cell(column).map(|cell| cell.at.clone())
}

/// A row by its words. Of indicators there may be a thousand, so they are counted and not each put into words.
fn row_named<'p>(section: &Section, part: &'p Part, row: &str) -> Option<&'p Line> {
    let Kind::Scores(scores) = &section.kind else {
        let own = part.lines.iter().find(|line| flat(&row_words(section, part, line)) == row);
        return own.or_else(|| part.lines.iter().find(|line| position_words(part, line) == row));
    };
    let kinds =
        scores.groups.iter().enumerate().flat_map(|(g, group)| {
            group.kinds.iter().enumerate().map(move |(k, kind)| ((g, k), kind_words(group, kind)))
        });
    let mut lines = kinds.filter_map(|(kind, words)| {
        let number = row.strip_prefix(words.as_str())?.parse::<usize>().ok()?.checked_sub(1)?;
        part.lines.iter().filter(|line| line.kind == Some(kind)).nth(number).filter(|line| line.added_under.is_some())
    });
    // The form's own indicators and the closing row are called by their labels.
    let own = || part.lines.iter().filter(|line| line.added_under.is_none());
    let labelled = || own().find(|line| flat(&row_words(section, part, line)) == row);
    let called = || {
        let mut alike = part.lines.iter().filter(|line| own_name(line) == row);
        alike.next().filter(|_| alike.next().is_none())
    };
    lines.next().or_else(labelled).or_else(called)
}

/// What the clerk calls a row she added; empty for the form's own.
fn own_name(line: &Line) -> Cow<'_, str> {
    if line.added_under.is_some() { flat(bare(line.name())) } else { Cow::default() }
}

/// What an added row of a table is called by where it stands, whatever its name; empty for other rows.
fn position_words(part: &Part, line: &Line) -> String {
    if line.added_under.is_none() || line.kind.is_some() {
        return String::new();
    }
    let before = part.lines.iter().take_while(|other| other.id != line.id);
    format!("新加第{}行", 1 + before.filter(|other| other.added_under == line.added_under).count())
}

/// Labels break where the paper has no room; names do not.
fn flat(label: &str) -> Cow<'_, str> {
    if label.contains('\n') { label.replace('\n', "").into() } else { label.into() }
}

/// A label that is true in any year: 本年 for its year, 上年 for the one before.
pub(super) fn any_year(label: &str) -> String {
    let label = flat(label);
    label.replace("{year}年", "本年").replace("{last}年", "上年").replace("{year}", "本年").replace("{last}", "上年")
}
