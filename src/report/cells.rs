//! The texts, by section, row and column. Snapshots share every row that was not written to.

use super::SharedMap;
use crate::form::{CellId, Name};
use crate::value::Text;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The texts of one section, by row and column.
pub type Rows = SharedMap<Name, Arc<BTreeMap<Name, Text>>>;

/// The texts the clerk wrote. A blank cell has no entry, so “typed and deleted” equals “never typed”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(SharedMap<Name, Arc<Rows>>);

impl Cells {
    /// The text of a cell, empty where nothing is written.
    #[must_use]
    pub fn text(&self, at: &CellId) -> &str {
        self.row(&at.section, &at.row).and_then(|row| row.get(&at.column)).map_or("", Text::as_str)
    }

    /// The texts of one row by column.
    #[must_use]
    pub fn row(&self, section: &str, row: &str) -> Option<&BTreeMap<Name, Text>> {
        self.section(section)?.get(row).map(Arc::as_ref)
    }

    /// The texts of one section by row and column.
    #[must_use]
    pub fn section(&self, section: &str) -> Option<&Rows> {
        self.0.get(section).map(Arc::as_ref)
    }

    /// Writes a text; an empty one removes the entry.
    pub fn write(&mut self, at: &CellId, text: &str) {
        // What is there already is not copied to be written again.
        if self.text(at) != text {
            self.put(at, text.into());
        }
    }

    fn put(&mut self, at: &CellId, text: Text) {
        self.in_section(&at.section, |rows| {
            rows.change(at.row.clone(), |row| {
                let mut columns = row.take().unwrap_or_default();
                if text.is_empty() {
                    Arc::make_mut(&mut columns).remove(&at.column);
                } else {
                    Arc::make_mut(&mut columns).insert(at.column.clone(), text);
                }
                *row = Some(columns).filter(|columns| !columns.is_empty());
            });
        });
    }

    /// Changes one section; left empty, it goes.
    fn in_section(&mut self, section: &Name, change: impl FnOnce(&mut Rows)) {
        self.0.change(section.clone(), |shared| {
            let mut rows = shared.take().unwrap_or_default();
            change(Arc::make_mut(&mut rows));
            *shared = Some(rows).filter(|rows| !rows.is_empty());
        });
    }

    /// Drops a row.
    pub fn remove_row(&mut self, section: &str, row: &str) {
        if self.row(section, row).is_some() {
            self.in_section(&section.into(), |rows| rows.remove(row));
        }
    }

    /// Drops every section that fits.
    pub fn remove_sections(&mut self, fits: impl Fn(&str) -> bool) {
        self.0.retain(|section, _| !fits(section));
    }

    /// The first cell, in order of address, that is written otherwise in the other.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<CellId> {
        let differs = |(at, text): (CellId, &Text), texts: &Self| (texts.text(&at) != text.as_str()).then_some(at);
        let here = self.iter().find_map(|cell| differs(cell, other));
        let only_other = other.iter().find_map(|cell| differs(cell, self));
        here.into_iter().chain(only_other).min()
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
        from.deserialize_map(Flat)
    }
}

/// Reads the flat map.
struct Flat;

impl<'de> Visitor<'de> for Flat {
    type Value = Cells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of texts by address")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Cells, A::Error> {
        let mut cells = Cells::default();
        while let Some((at, text)) = entries.next_entry::<CellId, Text>()? {
            cells.put(&at, text);
        }
        Ok(cells)
    }
}
