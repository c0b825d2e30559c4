//! The same cell in another form or edition: by its name, by a name it had, by what the rules call it.

use crate::form::{
    CellId, Form, Grid, IndicatorKind, Indicators, Kind, NAME_COLUMN, Name, Role, Row, Section, TOTAL_ROW, added_number,
};

/// The cell of `new` that is the same as one of `old`; none where the new form has no such cell.
#[must_use]
pub fn counterpart(old: &Form, new: &Form, at: &CellId) -> Option<CellId> {
    let (project, id) = at.project_and_section();
    let from = old.section(id, project.is_some())?;
    let to = section_of(from, new)?;
    let row = match under(from, &at.row) {
        Some(under) => renamed(&at.row, under, &place_of(from, to, under)?),
        None => row_of(from, to, &at.row)?,
    };
    let column = column_of(from, to, &at.column)?;
    let section = project.map_or_else(|| to.id.clone(), |project| format!("{project}.{}", to.id).into());
    let at = CellId { section, row, column };
    new.slot(&at).is_some().then_some(at)
}

/// The section of the same name and kind; else the one of its kind with which it shares most of what the rules know.
pub(super) fn section_of<'f>(from: &Section, new: &'f Form) -> Option<&'f Section> {
    let alike = |to: &&Section| {
        to.each_project == from.each_project && std::mem::discriminant(&to.kind) == std::mem::discriminant(&from.kind)
    };
    let named = new.sections.iter().filter(alike).find(|to| to.id == from.id || to.was.contains(&from.id));
    let own = roles(from);
    let shared = |to: &&Section| roles(to).iter().filter(|role| own.contains(role)).count();
    named.or_else(|| new.sections.iter().filter(alike).filter(|to| shared(to) > 0).max_by_key(shared))
}

/// The row that is the same as one that the form itself has.
pub(super) fn row_of(from: &Section, to: &Section, row: &str) -> Option<Name> {
    match (&from.kind, &to.kind) {
        (Kind::Facts(from), Kind::Facts(to)) => {
            let own = from.iter().find(|fact| fact.id == row)?;
            same(to.iter(), |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role))
        }
        (Kind::Prose(from), Kind::Prose(to)) => {
            let own = from.iter().find(|heading| heading.id == row && heading.body)?;
            let to = to.iter().filter(|to| to.body);
            same(to, |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role))
        }
        (Kind::Grid(from), Kind::Grid(to)) => same_row(to, from.find(&|own| own.id == row && !own.takes_rows)?),
        (Kind::Scores(from), Kind::Scores(to)) => {
            let has = |scores: &Indicators| {
                fixed_rows(scores).any(|own| own == row) || row == TOTAL_ROW && scores.total.is_some()
            };
            (has(from) && has(to)).then(|| row.into())
        }
        _ => None,
    }
}

/// The place where rows can be added that is the same as one.
pub(super) fn place_of(from: &Section, to: &Section, under: &str) -> Option<Name> {
    match (&from.kind, &to.kind) {
        (Kind::Grid(from), Kind::Grid(to)) => same_row(to, from.find(&|own| own.takes_rows && own.id == under)?),
        (Kind::Scores(from), Kind::Scores(to)) => {
            let own = kinds(from).find(|kind| kind.id == under)?;
            same(kinds(to), |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role))
        }
        _ => None,
    }
}

/// The column that is the same as one; facts and texts have none, which is the same everywhere.
pub(super) fn column_of(from: &Section, to: &Section, id: &str) -> Option<Name> {
    let (from, to) = match (&from.kind, &to.kind) {
        (Kind::Facts(_), Kind::Facts(_)) | (Kind::Prose(_), Kind::Prose(_)) => return Some(id.into()),
        (Kind::Grid(from), Kind::Grid(to)) => (&from.columns, &to.columns),
        (Kind::Scores(from), Kind::Scores(to)) => (&from.columns, &to.columns),
        _ => return None,
    };
    match from.iter().find(|column| column.id == id) {
        Some(own) => same(to.iter(), |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role)),
        None => (id == NAME_COLUMN).then(|| id.into()),
    }
}

/// The added row of the same number under another name.
pub(super) fn renamed(row: &str, from: &str, to: &str) -> Name {
    row.strip_prefix(from).map_or_else(|| row.into(), |rest| format!("{to}{rest}").into())
}

/// The place an added row hangs under; none for a row of the form's own.
fn under<'f>(section: &'f Section, row: &str) -> Option<&'f Name> {
    match &section.kind {
        Kind::Grid(grid) if grid.find(&|own| own.id == *row && !own.takes_rows).is_none() => {
            grid.find(&|own| own.takes_rows && added_number(row, &own.id).is_some()).map(|own| &own.id)
        }
        Kind::Scores(scores) if fixed_rows(scores).all(|own| own != row) => {
            kinds(scores).find(|kind| added_number(row, &kind.id).is_some()).map(|kind| &kind.id)
        }
        _ => None,
    }
}

/// The same thing among others: of the same name, of a name it had or has now, or the only one the rules call so.
fn same<'t, T: 't, R: PartialEq + Copy>(
    among: impl Iterator<Item = &'t T> + Clone,
    known: impl Fn(&'t T) -> (&'t Name, &'t [Name], Option<R>),
    own: (&Name, &[Name], Option<R>),
) -> Option<Name> {
    let (id, was, role) = own;
    let named = among.clone().find(|other| known(other).0 == id);
    let once = || among.clone().find(|other| known(other).1.contains(id) || was.contains(known(other).0));
    if let Some(same) = named.or_else(once) {
        return Some(known(same).0.clone());
    }
    let mut called = among.filter(|other| role.is_some() && known(other).2 == role);
    called.next().filter(|_| called.next().is_none()).map(|same| known(same).0.clone())
}

fn same_row(to: &Grid, own: &Row) -> Option<Name> {
    let rows = rows(to);
    let among = rows.iter().copied().filter(|to| to.takes_rows == own.takes_rows);
    same(among, |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role))
}

fn kinds(scores: &Indicators) -> impl Iterator<Item = &IndicatorKind> + Clone {
    scores.kinds().map(|(_, kind)| kind)
}

fn fixed_rows(scores: &Indicators) -> impl Iterator<Item = &Name> {
    kinds(scores).flat_map(|kind| &kind.rows).map(|row| &row.id)
}

fn roles(section: &Section) -> Vec<Role> {
    match &section.kind {
        Kind::Facts(facts) => facts.iter().filter_map(|fact| fact.role).collect(),
        Kind::Prose(headings) => headings.iter().filter_map(|heading| heading.role).collect(),
        Kind::Grid(grid) => rows(grid).iter().filter_map(|row| row.role).collect(),
        Kind::Scores(scores) => kinds(scores).filter_map(|kind| kind.role).collect(),
    }
}

fn rows(grid: &Grid) -> Vec<&Row> {
    fn walk<'g>(rows: &'g [Row], into: &mut Vec<&'g Row>) {
        for row in rows {
            into.push(row);
            walk(&row.rows, into);
        }
    }
    let mut all = Vec::new();
    walk(&grid.rows, &mut all);
    all
}
