//! Whose table it is: one report is of one unit, and a document may hold several.

use super::Reader;
use crate::form::Role;
use crate::intake::document::Spot;
use crate::intake::inline::written;
use crate::intake::label::{Label, plain};
use crate::intake::lattice::Lattice;
use crate::intake::proposal::Place;
use crate::intake::term::{PartTerm, Single};
use crate::value::Text;

impl Reader<'_> {
    /// It names the unit of government.
    pub(super) fn is_owner(&self, single: &Single) -> bool {
        self.form.slot(&single.at).is_some_and(|slot| slot.role == Some(Role::UnitName))
    }

    /// The part has begun before, and this one is another unit's. The same part once more of the same unit is doubtful.
    pub(super) fn is_foreign(
        &mut self,
        part: Option<usize>,
        term: &PartTerm,
        title: Option<usize>,
        lattice: &Lattice,
        rows: std::ops::Range<usize>,
    ) -> bool {
        self.again = false;
        let named = rows.flat_map(|n| lattice.begun(n).collect::<Vec<_>>().into_iter()).collect::<Vec<_>>();
        let named = self.owner_in(term, &named);
        let owner = named.clone().or_else(|| self.owner.clone());
        if term.each_project || (title.is_none() && named.is_none()) {
            return false;
        }
        self.owner.clone_from(&owner);
        let Some(part) = part else { return false };
        if self.begun.insert(part) {
            return false;
        }
        self.again = true;
        let own = self
            .placed
            .iter()
            .find(|placed| self.form.slot(&placed.at).is_some_and(|slot| slot.role == Some(Role::UnitName)));
        own.zip(owner).is_some_and(|(own, owner)| plain(&own.text) != plain(&owner))
    }

    /// The unit of government that a table names.
    fn owner_in(&mut self, term: &PartTerm, spots: &[(usize, &Spot)]) -> Option<Text> {
        let single = term.singles.iter().find(|single| self.is_owner(single))?;
        let mut behind = false;
        for (_, spot) in spots.iter().filter(|(_, spot)| !plain(&spot.text).is_empty()) {
            if behind {
                return Some(written(&spot.text, single).into());
            }
            behind = single.names.like(&Label::new(&spot.text)).is_some();
            let inline = self.pairs(&spot.text, std::slice::from_ref(single), &term.others);
            let value = inline.into_iter().find(|pair| pair.single.is_some()).map(|pair| written(pair.value, single));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                return Some(value.into());
            }
        }
        None
    }

    /// A table of another unit.
    pub(super) fn refuse(&mut self, block: usize, lattice: &Lattice, rows: std::ops::Range<usize>) {
        let owner = self.owner.clone().unwrap_or_default();
        let why = format!(
            "这张表是“{owner}”的，与前面的单位不同，没有导入；要导入这一份，请只选它所在的工作表，或另存成单独的文件。"
        );
        for (spot, cell) in rows.flat_map(|n| lattice.begun(n)) {
            if !plain(&cell.text).is_empty() && !self.known.contains_key(Label::new(&cell.text).key()) {
                self.homeless(Place { block, spot: Some(spot) }, why.clone());
            }
        }
    }
}
