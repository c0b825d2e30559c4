//! The texts, by section, row and column. Snapshots share every row that was not written to.

use crate::form::{CellId, Name};
use crate::value::Text;
use imbl::OrdMap;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The texts of one section, by row and column.
pub type Rows = OrdMap<Name, Arc<BTreeMap<Name, Text>>>;

/// The texts the clerk wrote. A blank cell has no entry, so “typed and deleted” equals “never typed”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(OrdMap<Name, Rows>);

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
        self.0.get(section)
    }

    /// Writes a text; an empty one removes the entry.
    pub fn write(&mut self, at: &CellId, text: &str) {
        // What is there already is not copied to be written again.
        if self.text(at) != text {
            self.put(at, text.into());
        }
    }

    fn put(&mut self, at: &CellId, text: Text) {
        let rows = self.0.entry(at.section.clone()).or_default();
        let columns = Arc::make_mut(rows.entry(at.row.clone()).or_default());
        if text.is_empty() {
            columns.remove(&at.column);
        } else {
            columns.insert(at.column.clone(), text);
        }
        if columns.is_empty() {
            self.remove_row(&at.section, &at.row);
        }
    }

    /// Drops a row; a section left empty goes.
    pub fn remove_row(&mut self, section: &str, row: &str) {
        let Some(rows) = self.0.get_mut(section) else { return };
        rows.remove(row);
        if rows.is_empty() {
            self.0.remove(section);
        }
    }

    /// Writes into a row what another of its section has.
    pub(super) fn copy_row(&mut self, section: &str, from: &str, to: &Name) {
        let Some(rows) = self.0.get_mut(section) else { return };
        if let Some(texts) = rows.get(from).cloned() {
            rows.insert(to.clone(), texts);
        }
    }

    /// Has the sections once more under the names they are given; those that get none stay alone.
    pub(super) fn copy_sections(&mut self, named: impl Fn(&Name) -> Option<Name>) {
        let copies = self.0.iter().filter_map(|(section, rows)| Some((named(section)?, rows.clone())));
        for (section, rows) in copies.collect::<Vec<_>>() {
            self.0.insert(section, rows);
        }
    }

    /// Drops every section that fits.
    pub fn remove_sections(&mut self, fits: impl Fn(&str) -> bool) {
        drop_all(&mut self.0, |section| fits(section));
    }

    /// The first cell, in order of address, that is written otherwise in the other.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<CellId> {
        let differs = |(at, text): (CellId, &Text), texts: &Self| (texts.text(&at) != text.as_str()).then_some(at);
        let here = self.iter().find_map(|cell| differs(cell, other));
        let only_other = other.iter().find_map(|cell| differs(cell, self));
        here.into_iter().chain(only_other).min()
    }

    /// Every cell that is written otherwise in the other.
    pub fn all_differences<'c>(&'c self, other: &'c Self) -> impl Iterator<Item = CellId> + 'c {
        let here = self.iter().filter(move |(at, text)| other.text(at) != text.as_str());
        here.chain(other.iter().filter(move |(at, _)| self.text(at).is_empty())).map(|(at, _)| at)
    }

    /// In how many cells the two are written otherwise.
    #[must_use]
    pub fn differences(&self, other: &Self) -> usize {
        self.all_differences(other).count()
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

/// Takes out every entry whose key fits. What holds none of them stays shared.
pub(super) fn drop_all<K: Ord + Clone, V: Clone>(map: &mut OrdMap<K, V>, fits: impl Fn(&K) -> bool) {
    let gone: Vec<K> = map.keys().filter(|key| fits(key)).cloned().collect();
    for key in &gone {
        map.remove(key);
    }
}
