//! Whose table it is: one report is of one unit, and a document may hold several.

use super::Reader;
use super::inline::written;
use super::lattice::Lattice;
use super::vocabulary::{PartWords, Single};
use crate::form::{CellId, Role};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, plain};
use crate::intake::proposal::Place;
use crate::value::Text;
use std::collections::HashSet;
use std::ops::Range;

/// What is known of whose tables they are.
#[derive(Default)]
pub(super) struct Owner {
    /// The unit of government that the document named last.
    pub owner: Option<Text>,
    /// Parts that have begun.
    begun: HashSet<usize>,
    /// The part being read has begun before: what it says is doubtful.
    pub again: bool,
    /// It is another unit's, and so are the projects that come after it.
    foreign: bool,
}

impl Reader<'_> {
    /// It names the unit of government.
    pub(super) fn is_owner(&self, single: &Single) -> bool {
        self.names_owner(&single.at)
    }

    pub(super) fn names_owner(&self, at: &CellId) -> bool {
        self.form.slot(at).is_some_and(|slot| slot.role == Some(Role::UnitName))
    }

    /// The table is another unit's: its part has begun before under another name. The same part once more of the same unit
    /// is doubtful, and so are projects that stand behind another unit's table.
    pub(super) fn is_foreign(
        &mut self,
        part: usize,
        term: &PartWords,
        title: Option<usize>,
        lattice: &Lattice,
        rows: Range<usize>,
    ) -> bool {
        if term.each_project {
            self.whose.again = self.whose.foreign;
            return false;
        }
        let spots: Vec<&Spot> = rows.flat_map(|n| lattice.begun(n).map(|(_, spot)| spot).collect::<Vec<_>>()).collect();
        let named = self.owner_in(term, &spots);
        if title.is_none() && named.is_none() && self.last == Some(part) {
            return self.whose.foreign;
        }
        self.whose.owner = named.or(self.whose.owner.take());
        self.whose.again = !self.whose.begun.insert(part);
        let own = self.placed.iter().find(|placed| self.names_owner(&placed.at));
        let other = own.zip(self.whose.owner.as_ref()).is_some_and(|(own, owner)| plain(&own.text) != plain(owner));
        self.whose.foreign = self.whose.again && other;
        self.whose.foreign
    }

    /// The unit of government that a table names.
    fn owner_in(&mut self, term: &PartWords, spots: &[&Spot]) -> Option<Text> {
        let single = term.singles.iter().find(|single| self.is_owner(single))?;
        let mut behind = false;
        for spot in spots.iter().filter(|spot| !plain(&spot.text).is_empty()) {
            if behind {
                return Some(written(&spot.text, single).into());
            }
            behind = single.names.like(&LabelText::new(&spot.text)).is_some();
            let inline = self.pairs(&spot.text, std::slice::from_ref(single), &term.others);
            let value = inline.into_iter().find(|pair| pair.single.is_some()).map(|pair| written(pair.value, single));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                return Some(value.into());
            }
        }
        None
    }

    /// A table of another unit.
    pub(super) fn refuse(&mut self, block: usize, lattice: &Lattice, rows: Range<usize>) {
        let owner = self.whose.owner.clone().unwrap_or_default();
        let why = format!(
            "这张表是“{owner}”的，与前面的单位不同，没有导入；要导入这一份，请只选它所在的工作表，或另存成单独的文件。"
        );
        for (spot, cell) in rows.flat_map(|n| lattice.begun(n)) {
            let from = Place { block, spot: Some(spot) };
            if self.known.contains_key(LabelText::new(&cell.text).key()) {
                self.label(from);
            } else if !plain(&cell.text).is_empty() && !self.fates.contains_key(&from) {
                self.homeless(from, why.clone());
            }
        }
    }
}
