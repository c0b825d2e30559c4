//! The clerk's own rows: those she adds to a table, and projects. They come beside each other, twice, in another order.

use super::Content;
use crate::form::{CellId, Form, Name, added_number, project_number};
use std::sync::Arc;

/// A row that is the clerk's own: she puts it in, moves it among its like and takes it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnRow {
    /// One of a table.
    Added {
        /// The section, with its project.
        section: Name,
        /// The row or indicator kind it hangs under.
        under: Name,
        /// Its own name.
        row: Name,
    },
    /// A project.
    Project(Name),
}

/// On which side of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above it.
    Above,
    /// Below it.
    Below,
}

impl OwnRow {
    /// It and its like, in order.
    #[must_use]
    pub fn among<'c>(&self, content: &'c Content) -> &'c [Name] {
        match self {
            Self::Added { section, under, .. } => content.added(section, under),
            Self::Project(_) => &content.projects,
        }
    }

    /// The other stands among its like.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Added { section, under, .. }, Self::Added { section: other, under: below, .. }) => {
                section == other && under == below
            }
            (Self::Project(_), Self::Project(_)) => true,
            _ => false,
        }
    }

    /// Where among its like it stands, from 0; none where it is not there.
    #[must_use]
    pub fn position(&self, content: &Content) -> Option<usize> {
        self.among(content).iter().position(|name| name == self.name())
    }

    /// The same place of another name.
    #[must_use]
    pub fn called(&self, name: Name) -> Self {
        match self {
            Self::Added { section, under, .. } => {
                Self::Added { section: section.clone(), under: under.clone(), row: name }
            }
            Self::Project(_) => Self::Project(name),
        }
    }

    /// The one beside it.
    #[must_use]
    pub fn neighbour(&self, content: &Content, side: Side) -> Option<Self> {
        let own = self.position(content)?;
        let place = if side == Side::Above { own.checked_sub(1)? } else { own + 1 };
        self.among(content).get(place).map(|name| self.called(name.clone()))
    }

    /// A cell is one of its own.
    #[must_use]
    pub fn holds(&self, at: &CellId) -> bool {
        match self {
            Self::Added { section, row, .. } => at.section == *section && at.row == *row,
            Self::Project(project) => at.project_and_section().0 == Some(project),
        }
    }

    fn name(&self) -> &Name {
        match self {
            Self::Added { row, .. } => row,
            Self::Project(project) => project,
        }
    }

    /// The name that one more of its like gets.
    fn next(&self, content: &Content) -> Self {
        let like = self.among(content);
        let name = match self {
            Self::Added { under, .. } => {
                format!("{under}-{}", next_number(like, |row| added_number(row, under)))
            }
            Self::Project(_) => format!("p{}", next_number(like, project_number)),
        };
        self.called(name.into())
    }
}

impl Content {
    /// Puts an empty row beside one. None where that is not there, here and below.
    pub(super) fn insert_beside(&mut self, form: &Form, row: &OwnRow, side: Side) -> Option<()> {
        let place = row.position(self)?;
        let new = row.next(self);
        if let OwnRow::Project(project) = &new {
            self.add_project(form, project.clone());
        } else if let OwnRow::Added { section, under, row } = &new {
            self.add_row(section, under, row.clone());
        }
        self.move_to(&new, place + usize::from(side == Side::Below))
    }

    /// Puts a row with the same texts below one.
    pub(super) fn duplicate(&mut self, form: &Form, row: &OwnRow) -> Option<()> {
        let new = row.next(self);
        self.insert_beside(form, row, Side::Below)?;
        match (row, &new) {
            (OwnRow::Added { section, row, .. }, OwnRow::Added { row: new, .. }) => {
                self.cells.copy_row(section, row, new);
            }
            (OwnRow::Project(from), OwnRow::Project(to)) => self.copy_project(from, to),
            _ => {}
        }
        Some(())
    }

    /// Moves a row to a place among its like, from 0; beyond the last it is the last.
    pub(super) fn move_to(&mut self, row: &OwnRow, to: usize) -> Option<()> {
        let from = row.position(self)?;
        let like = match row {
            OwnRow::Added { section, under, .. } => self.rows.entry(super::place(section, under)).or_default(),
            OwnRow::Project(_) => &mut self.projects,
        };
        let to = to.min(like.len().saturating_sub(1));
        if from != to {
            let like = Arc::make_mut(like);
            let name = like.remove(from);
            like.insert(to, name);
        }
        Some(())
    }

    /// Rows and texts of a project as another has them.
    fn copy_project(&mut self, from: &str, to: &str) {
        let own = format!("{from}.");
        let as_other = |section: &Name| Some(Name::from(format!("{to}.{}", section.strip_prefix(own.as_str())?)));
        let rows = self.rows.iter().filter_map(|(place, rows)| Some((as_other(place)?, Arc::clone(rows))));
        for (place, rows) in rows.collect::<Vec<_>>() {
            self.rows.insert(place, rows);
        }
        self.cells.copy_sections(as_other);
    }
}

/// The number after the last of these names.
pub(super) fn next_number(names: &[Name], number: impl Fn(&str) -> Option<u32>) -> u32 {
    names.iter().filter_map(|name| number(name)).max().unwrap_or(0).saturating_add(1)
}
