//! The texts, by section, row and column. Sections are shared between snapshots until one is written to.

use crate::form::{CellId, Name};
use crate::value::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;

type Rows = BTreeMap<Name, BTreeMap<Name, Text>>;

/// The texts the clerk wrote. A blank cell has no entry, so “typed and deleted” equals “never typed”.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells(BTreeMap<Name, Arc<Rows>>);

impl Cells {
    /// The text of a cell, empty where nothing is written.
    #[must_use]
    pub fn text(&self, at: &CellId) -> &str {
        self.row(&at.section, &at.row).and_then(|row| row.get(&at.column)).map_or("", Text::as_str)
    }

    /// The texts of one row by column.
    #[must_use]
    pub fn row(&self, section: &str, row: &str) -> Option<&BTreeMap<Name, Text>> {
        self.0.get(section)?.get(row)
    }

    /// The texts of one section by row and column.
    #[must_use]
    pub fn section(&self, section: &str) -> Option<&BTreeMap<Name, BTreeMap<Name, Text>>> {
        self.0.get(section).map(Arc::as_ref)
    }

    /// Writes a text; an empty one removes the entry.
    pub fn write(&mut self, at: &CellId, text: &str) {
        if text.is_empty() {
            return self.clear(at);
        }
        let rows = Arc::make_mut(self.0.entry(at.section.clone()).or_default());
        rows.entry(at.row.clone()).or_default().insert(at.column.clone(), text.into());
    }

    fn clear(&mut self, at: &CellId) {
        if self.text(at).is_empty() {
            return;
        }
        let Some(shared) = self.0.get_mut(&at.section) else { return };
        let rows = Arc::make_mut(shared);
        if let Some(row) = rows.get_mut(&at.row) {
            row.remove(&at.column);
            if row.is_empty() {
                rows.remove(&at.row);
            }
        }
        if rows.is_empty() {
            self.0.remove(&at.section);
        }
    }

    /// Drops a row.
    pub fn remove_row(&mut self, section: &str, row: &str) {
        if let Some(shared) = self.0.get_mut(section) {
            Arc::make_mut(shared).remove(row);
        }
        self.0.retain(|_, rows| !rows.is_empty());
    }

    /// Drops every section that fits.
    pub fn remove_sections(&mut self, fits: impl Fn(&str) -> bool) {
        self.0.retain(|section, _| !fits(section));
    }

    /// The first cell, in order of address, that is written otherwise in the other.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<CellId> {
        let here = self.iter().find(|(at, text)| other.text(at) != text.as_str()).map(|(at, _)| at);
        let there = other.iter().find(|(at, text)| self.text(at) != text.as_str()).map(|(at, _)| at);
        here.into_iter().chain(there).min()
    }

    /// Every written cell, in order of address.
    pub fn iter(&self) -> impl Iterator<Item = (CellId, &Text)> {
        self.0.iter().flat_map(|(section, rows)| {
            rows.iter().flat_map(move |(row, columns)| {
                columns
                    .iter()
                    .map(move |(column, text)| (CellId::new(section.clone(), row.clone(), column.clone()), text))
            })
        })
    }
}

// In the file: one flat map, address to text, sorted; a difference of two years reads well.

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let flat = BTreeMap::<CellId, Text>::deserialize(from)?;
        let mut cells = Self::default();
        for (at, text) in &flat {
            cells.write(at, text);
        }
        Ok(cells)
    }
}
