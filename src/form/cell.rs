//! Cell addresses: the spine that findings, marks, notes, imports, printed keys, the command line and screen tests share.

use super::{Column, ColumnRole, Form, Formula, Grid, Holds, Kind, Name, Role, Row, Section};
use crate::value::Text;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// One cell: `base/public/final`, `cover/unit`, or `p1.funds/total/executed` inside a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId {
    /// The section, with the project before it where it is there once a project.
    pub section: Name,
    /// The row.
    pub row: Name,
    /// The column; empty for facts and prose, which have one value a row.
    pub column: Name,
}

impl CellId {
    /// The cell at these names.
    pub fn new(section: impl Into<Name>, row: impl Into<Name>, column: impl Into<Name>) -> Self {
        Self { section: section.into(), row: row.into(), column: column.into() }
    }

    /// The same row's cell in another column.
    #[must_use]
    pub fn in_column(&self, column: &str) -> Self {
        Self { column: column.into(), ..self.clone() }
    }

    /// Reads an address. None when it has not two or three parts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('/');
        let id = Self::new(parts.next()?, parts.next()?, parts.next().unwrap_or_default());
        (parts.next().is_none() && !id.section.is_empty() && !id.row.is_empty()).then_some(id)
    }

    /// The project whose cell this is, and the section's own name.
    #[must_use]
    pub fn project_and_section(&self) -> (Option<&str>, &str) {
        match self.section.split_once('.') {
            Some((project, section)) => (Some(project), section),
            None => (None, &self.section),
        }
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.section, self.row)?;
        if self.column.is_empty() { Ok(()) } else { write!(f, "/{}", self.column) }
    }
}

impl Serialize for CellId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(WrittenAddress)
    }
}

/// Reads an address from where it stands, without a copy of its own: a file has thousands.
struct WrittenAddress;

impl Visitor<'_> for WrittenAddress {
    type Value = CellId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<CellId, E> {
        CellId::parse(text).ok_or_else(|| E::custom(format!("“{text}”不是单元格地址")))
    }
}

/// What the form says of one address.
#[derive(Clone, Debug)]
pub struct Slot<'f> {
    /// Its section.
    pub section: &'f Section,
    /// What it holds.
    pub holds: Holds,
    /// What rules call its row.
    pub role: Option<Role>,
    /// What rules call its column.
    pub column_role: Option<ColumnRole>,
    /// The formula that fills it.
    pub formula: Option<&'f Formula>,
    /// It belongs to a row the clerk adds: the row under which it hangs, if not one of the form's own.
    pub added_under: Option<&'f Name>,
    /// Nothing can be written here: it does not apply (——), or the form itself has filled it in.
    pub blocked: bool,
    /// What can be chosen here; see [`Slot::is_ticked`].
    pub choices: &'f [Text],
    /// On paper that is numbered.
    pub numbered: bool,
}

/// The column of an added row's own label.
pub const NAME_COLUMN: &str = "name";
/// The closing row of an indicator grid.
pub const TOTAL_ROW: &str = "total";

impl Form {
    /// What the form says of an address; none when it has no such cell.
    ///
    /// Added rows are called after the row they hang under, with a number: `quantity-2` under `quantity`.
    #[must_use]
    pub fn slot(&self, at: &CellId) -> Option<Slot<'_>> {
        let (project, id) = at.project_and_section();
        if project.is_some_and(|p| !is_project(p)) {
            return None;
        }
        let section = self.section(id, project.is_some())?;
        match &section.kind {
            Kind::Facts(facts) => {
                let fact = facts.iter().find(|f| f.id == at.row && at.column.is_empty())?;
                let plain = Slot::plain(section, fact.holds, fact.role);
                Some(Slot { choices: &fact.choices, numbered: fact.numbered, ..plain })
            }
            Kind::Prose(headings) => {
                let heading = headings.iter().find(|h| h.id == at.row && h.body && at.column.is_empty())?;
                Some(Slot::plain(section, Holds::Long, heading.role))
            }
            Kind::Grid(grid) => grid_slot(section, grid, at),
            Kind::Scores(scores) => {
                let column = scores.columns.iter().find(|c| c.id == at.column)?;
                if at.row == TOTAL_ROW {
                    let totalled =
                        matches!(column.role, Some(ColumnRole::Weight | ColumnRole::Score)) && scores.total.is_some();
                    return totalled
                        .then(|| Slot { blocked: true, ..Slot::of(section, column, Some(Role::TotalPoints)) });
                }
                let mut kinds = scores.kinds().map(|(_, kind)| kind);
                let fixed = kinds.clone().find_map(|k| Some((k, k.rows.iter().find(|row| row.id == at.row)?)));
                if let Some((kind, row)) = fixed {
                    let blocked = row.given(&column.id).is_some();
                    return Some(Slot { blocked, ..Slot::of(section, column, kind.role) });
                }
                let kind = kinds.find(|k| k.rows.is_empty() && is_added(&at.row, &k.id))?;
                Some(Slot { added_under: Some(&kind.id), ..Slot::of(section, column, kind.role) })
            }
        }
    }
}

impl<'f> Slot<'f> {
    /// Paragraphs are written in the report's texts, in goals and measures; in grids Enter goes down.
    #[must_use]
    pub fn is_paragraphs(&self) -> bool {
        self.holds == Holds::Long && matches!(self.section.kind, Kind::Prose(_) | Kind::Facts(_))
    }

    /// On paper all that can be chosen stands there, the chosen one ticked; in a column only what is written does.
    #[must_use]
    pub fn is_ticked(&self) -> bool {
        !self.choices.is_empty() && matches!(self.section.kind, Kind::Facts(_))
    }

    /// It is a text of the report, under its heading.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        matches!(self.section.kind, Kind::Prose(_))
    }

    fn plain(section: &'f Section, holds: Holds, role: Option<Role>) -> Self {
        Self {
            section,
            holds,
            role,
            column_role: None,
            formula: None,
            added_under: None,
            blocked: false,
            choices: &[],
            numbered: false,
        }
    }

    fn of(section: &'f Section, column: &'f Column, role: Option<Role>) -> Self {
        Self {
            column_role: column.role,
            formula: column.formula.as_ref(),
            choices: &column.choices,
            ..Self::plain(section, column.holds, role)
        }
    }
}

fn grid_slot<'f>(section: &'f Section, grid: &'f Grid, at: &CellId) -> Option<Slot<'f>> {
    let column = grid.columns.iter().find(|c| c.id == at.column);
    if let Some(row) = grid.find(&|row| row.id == at.row && !row.takes_rows) {
        return Some(Slot { blocked: row.blocked.contains(&at.column), ..Slot::of(section, column?, row.role) });
    }
    let row = grid.find(&|row| row.takes_rows && is_added(&at.row, &row.id))?;
    let slot = match column {
        Some(column) => Slot::of(section, column, row.role),
        None if at.column == NAME_COLUMN => Slot::plain(section, Holds::Text, None),
        None => return None,
    };
    Some(Slot { added_under: Some(&row.id), blocked: row.blocked.contains(&at.column), ..slot })
}

impl Grid {
    /// The first row, the tree walked downwards, that fits.
    pub fn find<'g>(&'g self, fits: &dyn Fn(&Row) -> bool) -> Option<&'g Row> {
        fn walk<'g>(rows: &'g [Row], fits: &dyn Fn(&Row) -> bool) -> Option<&'g Row> {
            rows.iter().find_map(|row| if fits(row) { Some(row) } else { walk(&row.rows, fits) })
        }
        walk(&self.rows, fits)
    }
}

/// The number of an added row: 2 of `quantity-2` under `quantity`.
#[must_use]
pub fn added_number(row: &str, under: &str) -> Option<u32> {
    let number = row.strip_prefix(under)?.strip_prefix('-')?;
    (!number.starts_with('0')).then(|| number.parse().ok()).flatten()
}

fn is_added(row: &str, under: &str) -> bool {
    added_number(row, under).is_some()
}

/// The number of a project: 2 of `p2`.
#[must_use]
pub fn project_number(name: &str) -> Option<u32> {
    let number = name.strip_prefix('p')?;
    (!number.starts_with('0')).then(|| number.parse().ok()).flatten()
}

/// `p1`, `p2` …
#[must_use]
pub fn is_project(name: &str) -> bool {
    project_number(name).is_some()
}
