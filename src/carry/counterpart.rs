//! The same cell in another form or edition: by its name, by a name it had, by what the rules call it.

use crate::form::{
    CellId, Column, ColumnRole, Form, Grid, IndicatorKind, Kind, NAME_COLUMN, Name, Role, Row, Section, added_number,
};

/// The cell of `new` that is the same as one of `old`; none where the new form has no such cell.
#[must_use]
pub fn counterpart(old: &Form, new: &Form, at: &CellId) -> Option<CellId> {
    let (project, id) = at.project_and_section();
    let from = old.section(id, project.is_some())?;
    let to = section(from, new)?;
    let (row, column) = match (&from.kind, &to.kind) {
        (Kind::Facts(from), Kind::Facts(to)) => {
            let fact = from.iter().find(|fact| fact.id == at.row)?;
            let to = same(to, |to| (&to.id, &to.was, to.role), (&fact.id, &fact.was, fact.role))?;
            (to.id.clone(), at.column.clone())
        }
        (Kind::Prose(from), Kind::Prose(to)) => {
            let heading = from.iter().find(|heading| heading.id == at.row && heading.body)?;
            let to: Vec<_> = to.iter().filter(|to| to.body).collect();
            let to = same(&to, |to| (&to.id, &to.was, to.role), (&heading.id, &heading.was, heading.role))?;
            (to.id.clone(), at.column.clone())
        }
        (Kind::Grid(from), Kind::Grid(to)) => (grid_row(from, to, &at.row)?, grid_column(from, to, &at.column)?),
        (Kind::Scores(from), Kind::Scores(to)) => {
            let kinds = |groups: &'_ [crate::form::IndicatorGroup]| -> Vec<IndicatorKind> {
                groups.iter().flat_map(|group| group.kinds.clone()).collect()
            };
            let (own, other) = (kinds(&from.groups), kinds(&to.groups));
            let column = column(&from.columns, &to.columns, &at.column)?;
            let row = if own.iter().flat_map(|kind| &kind.rows).any(|row| row.id == at.row) {
                at.row.clone()
            } else {
                let kind = own.iter().find(|kind| added_number(&at.row, &kind.id).is_some())?;
                let to_kind = same(&other, |to| (&to.id, &to.was, to.role), (&kind.id, &kind.was, kind.role))?;
                renamed(&at.row, &kind.id, &to_kind.id)
            };
            (row, column)
        }
        _ => return None,
    };
    let section = project.map_or_else(|| to.id.clone(), |project| format!("{project}.{}", to.id).into());
    let at = CellId { section, row, column };
    new.slot(&at).is_some().then_some(at)
}

/// The same thing among others: of the same name, of a name it had or has now, or the only one the rules call so.
fn same<'t, T, R: PartialEq + Copy>(
    among: &'t [T],
    known: impl Fn(&T) -> (&Name, &[Name], Option<R>),
    own: (&Name, &[Name], Option<R>),
) -> Option<&'t T>
where
    T: 't,
{
    let (id, was, role) = own;
    let named = among.iter().find(|other| known(other).0 == id);
    let once = || among.iter().find(|other| known(other).1.contains(id) || was.contains(known(other).0));
    let called = || {
        let mut alike = among.iter().filter(|other| role.is_some() && known(other).2 == role);
        alike.next().filter(|_| alike.next().is_none())
    };
    named.or_else(once).or_else(called)
}

/// The section of the same name and kind; else the one of its kind with which it shares most of what the rules know.
fn section<'f>(from: &Section, new: &'f Form) -> Option<&'f Section> {
    let alike = |to: &&Section| {
        to.each_project == from.each_project && std::mem::discriminant(&to.kind) == std::mem::discriminant(&from.kind)
    };
    let named = new.sections.iter().filter(alike).find(|to| to.id == from.id || to.was.contains(&from.id));
    let own = roles(from);
    let shared = |to: &&Section| roles(to).iter().filter(|role| own.contains(role)).count();
    named.or_else(|| new.sections.iter().filter(alike).filter(|to| shared(to) > 0).max_by_key(shared))
}

fn roles(section: &Section) -> Vec<Role> {
    match &section.kind {
        Kind::Facts(facts) => facts.iter().filter_map(|fact| fact.role).collect(),
        Kind::Prose(headings) => headings.iter().filter_map(|heading| heading.role).collect(),
        Kind::Grid(grid) => rows(grid).iter().filter_map(|row| row.role).collect(),
        Kind::Scores(scores) => scores.groups.iter().flat_map(|g| &g.kinds).filter_map(|kind| kind.role).collect(),
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

fn grid_row(from: &Grid, to: &Grid, row: &Name) -> Option<Name> {
    let own = from.find(&|own| own.id == *row && !own.open);
    let own = own.or_else(|| from.find(&|own| own.open && added_number(row, &own.id).is_some()))?;
    let among: Vec<&Row> = rows(to).into_iter().filter(|to| to.open == own.open).collect();
    let to = same(&among, |to| (&to.id, &to.was, to.role), (&own.id, &own.was, own.role))?;
    Some(if own.open { renamed(row, &own.id, &to.id) } else { to.id.clone() })
}

fn grid_column(from: &Grid, to: &Grid, id: &Name) -> Option<Name> {
    if id == NAME_COLUMN && from.columns.iter().all(|column| column.id != *id) {
        return Some(id.clone());
    }
    column(&from.columns, &to.columns, id)
}

fn column(from: &[Column], to: &[Column], id: &Name) -> Option<Name> {
    let own = from.iter().find(|column| column.id == *id)?;
    let known = |to: &Column| -> Option<ColumnRole> { to.role };
    same(to, |to| (&to.id, &to.was, known(to)), (&own.id, &own.was, own.role)).map(|to| to.id.clone())
}

/// The added row of the same number under another name.
fn renamed(row: &str, from: &str, to: &str) -> Name {
    row.strip_prefix(from).map_or_else(|| row.into(), |rest| format!("{to}{rest}").into())
}
