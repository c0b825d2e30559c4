//! Whose table it is: one report is of one unit, and a document may hold several.

use super::inline::written;
use super::parts::FormParts;
use super::vocabulary::{PartWords, Single};
use crate::form::{CellId, Form, Role};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, plain};
use crate::value::Text;
use std::collections::HashSet;

/// What is known of whose tables they are.
#[derive(Default)]
pub(super) struct Owner {
    /// The unit of government that the document named last.
    named: Option<Text>,
    /// Parts that have begun.
    begun: HashSet<usize>,
    /// The part being read has begun before: what it says is doubtful.
    again: bool,
    /// It is another unit's, and so are the projects that come after it.
    foreign: bool,
}

impl Owner {
    /// The unit that was named last.
    pub fn named(&self) -> Option<&Text> {
        self.named.as_ref()
    }

    /// The document names a unit.
    pub fn name(&mut self, unit: Option<Text>) {
        self.named = unit;
    }

    /// What is doubtful about everything in the table that is being read, but the unit's name.
    pub fn doubt(&self) -> Option<&'static str> {
        self.again.then_some("文件里这张表不止一份，请核对用的是不是这一份。")
    }

    /// A project's table: it belongs to the unit before it.
    pub fn project(&mut self) {
        self.again = self.foreign;
    }

    /// A table that goes on with the last one is of the same unit.
    pub fn goes_on(&self) -> bool {
        self.foreign
    }

    /// A part begins, in a table that names a unit or none; `own` is the report's. It is another unit's where it has begun
    /// before under another name; the same part once more of the same unit is doubtful, and so are projects that stand
    /// behind another unit's table.
    pub fn begins(&mut self, part: usize, named: Option<Text>, own: Option<&Text>) -> bool {
        self.named = named.or(self.named.take());
        self.again = !self.begun.insert(part);
        let other = own.zip(self.named.as_ref()).is_some_and(|(own, named)| plain(own) != plain(named));
        self.foreign = self.again && other;
        self.foreign
    }
}

/// A cell that holds the name of the unit of government.
pub(super) fn names_unit(form: &Form, at: &CellId) -> bool {
    form.slot(at).is_some_and(|slot| slot.role == Some(Role::UnitName))
}

/// The unit of government that a table names.
pub(super) fn unit_in(form: &Form, parts: &mut FormParts, part: &PartWords, spots: &[&Spot]) -> Option<Text> {
    let single: &Single = part.singles.iter().find(|single| names_unit(form, &single.at))?;
    let mut behind = false;
    for spot in spots.iter().filter(|spot| !plain(&spot.text).is_empty()) {
        if behind {
            return Some(written(&spot.text, single).into());
        }
        behind = single.names.like(&LabelText::new(&spot.text)).is_some();
        let inline = parts.pairs(&spot.text, std::slice::from_ref(single), &part.others);
        let value = inline.into_iter().find(|pair| pair.single.is_some()).map(|pair| written(pair.value, single));
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            return Some(value.into());
        }
    }
    None
}
