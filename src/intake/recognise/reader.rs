//! What is known while a document is read: where its texts go, which part they stand in, whose they are.

use super::inline::{is_idle, parted, written};
use super::names::Names;
use super::owner::{Owner, names_unit};
use super::parts::FormParts;
use super::placing::Placing;
use super::vocabulary::Vocabulary;
use super::words::{PartWords, Single};
use crate::form::{CellId, Form};
use crate::intake::document::Document;
use crate::intake::label::Likeness;
use crate::intake::plan::{Place, Placed};

/// A document being read on a form.
pub(super) struct Reader<'a> {
    pub form: &'a Form,
    pub placing: Placing<'a>,
    pub parts: FormParts<'a>,
    pub owner: Owner,
}

impl<'a> Reader<'a> {
    pub fn new(form: &'a Form, vocabulary: &'a Vocabulary, document: &'a Document) -> Self {
        Self {
            form,
            placing: Placing::new(form, document),
            parts: FormParts::new(form, vocabulary, document),
            owner: Owner::default(),
        }
    }

    /// A text goes to a cell.
    pub fn place(&mut self, from: Place, at: CellId, text: &str, sure: Likeness) {
        self.place_in(from, at, text, sure, None);
    }

    /// A text goes to a cell; an amount is in a unit, where its column says so.
    pub fn place_in(&mut self, from: Place, at: CellId, text: &str, sure: Likeness, unit: Option<&'static str>) {
        let doubt = self.owner.doubt().filter(|_| !names_unit(self.form, &at));
        let placed = Placed { at, text: text.into(), from, sure, ..Placed::default() };
        self.placing.place(placed, doubt.map(String::from), unit);
    }

    /// Labels with their values in one text.
    pub fn inline(
        &mut self,
        from: Place,
        part: Option<&PartWords>,
        text: &str,
        singles: &[Single],
        others: &[Names],
    ) -> bool {
        let whole = text;
        let found = self.parts.pairs(text, singles, others);
        for pair in &found {
            self.placing.label(from);
            let (value, behind) = if pair.single.is_none() { ("", pair.value) } else { parted(pair.value) };
            for text in [pair.before, behind].into_iter().filter(|text| !is_idle(text)) {
                self.placing.left_over(from, text, whole);
            }
            let Some(single) = pair.single else { continue };
            let value = written(value, single);
            if value.is_empty() {
                continue;
            }
            if names_unit(self.form, &single.at) {
                self.owner.name(Some(value.into()));
            }
            let at = part.map_or_else(|| single.at.clone(), |part| self.parts.cell(part, &single.at));
            self.place(from, at, value, pair.sure);
        }
        !found.is_empty()
    }
}
