//! Whose table it is: one report is of one unit, and a document may hold several.

use super::inline::written;
use super::meaning::MEANINGS;
use super::parts::FormParts;
use super::words::{PartWords, Single};
use crate::form::{CellId, Form, Role};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
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
    /// The project whose table it is, where the report is another one's.
    project: Option<Text>,
}

impl Owner {
    /// Why a table is refused.
    pub fn refusal(&self) -> String {
        if let Some(project) = &self.project {
            return format!(
                "这是项目“{project}”的，这个表样一份只填一个项目，没有导入；要填这个项目，请另建一份，只导入它的表。"
            );
        }
        let owner = self.named.clone().unwrap_or_default();
        format!(
            "这张表是“{owner}”的，与前面的单位不同，没有导入；要导入这一份，请只选它所在的工作表，或另存成单独的文件。"
        )
    }

    /// A table of a report of one project begins, which names one or none; `own` is the report's. What follows another
    /// project's table without a name of its own is that project's, until a title comes.
    pub fn begins_project(&mut self, named: Option<Text>, own: Option<&Text>, titled: bool) -> bool {
        let named = if titled { named } else { named.or(self.project.take()) };
        self.project = named.filter(|named| own.is_some_and(|own| plain(own) != plain(named)));
        self.project.is_some()
    }

    /// The document names a unit.
    pub fn name(&mut self, unit: Option<Text>) {
        self.named = unit;
    }

    /// Nothing in the table that was read went anywhere: its part has not begun with it.
    pub fn said_nothing(&mut self, part: usize) {
        if !self.again {
            self.begun.remove(&part);
        }
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
    value_in(parts, part, single, spots)
}

/// What a table says behind a label.
pub(super) fn value_in(parts: &mut FormParts, part: &PartWords, single: &Single, spots: &[&Spot]) -> Option<Text> {
    let mut behind = false;
    for spot in spots.iter().filter(|spot| !plain(&spot.text).is_empty()) {
        if behind && parts.is_known(&spot.text) {
            return None;
        }
        if behind {
            return Some(written(&spot.text, single).into());
        }
        let label = LabelText::new(&spot.text);
        behind = single.like(&label, MEANINGS.fact(&label)) >= Some(Likeness::Close);
        let inline = parts.pairs(&spot.text, std::slice::from_ref(single), &part.others);
        let value = inline.into_iter().find(|pair| pair.single.is_some()).map(|pair| written(pair.value, single));
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            return Some(value.into());
        }
    }
    None
}
