//! What is known while a document is read: where its texts go, which part they stand in, whose they are.

use super::inline::{Pair, declared_unit, is_idle, parted, written};
use super::names::Names;
use super::owner::{Owner, names_unit};
use super::parts::FormParts;
use super::placing::Placing;
use super::vocabulary::Vocabulary;
use super::words::{PartWords, Single};
use crate::form::{CellId, Form};
use crate::intake::document::Document;
use crate::intake::label::{Likeness, digits, plain};
use crate::intake::plan::{Place, Placed};

/// A document being read on a form.
pub(super) struct Reader<'a> {
    pub form: &'a Form,
    pub placing: Placing<'a>,
    pub parts: FormParts<'a>,
    pub owner: Owner,
    pub document: &'a Document,
    /// Up to which block the lines are those of a 目录.
    pub contents: usize,
}

impl<'a> Reader<'a> {
    pub fn new(form: &'a Form, vocabulary: &'a Vocabulary, document: &'a Document) -> Self {
        Self {
            form,
            placing: Placing::new(form, document),
            parts: FormParts::new(form, vocabulary, document),
            owner: Owner::default(),
            document,
            contents: 0,
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
            let pair = &self.unit_named(pair, singles);
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

    /// 单位：某县农业农村局 is the unit's name, where 单位：万元 would be that of the amounts.
    fn unit_named<'t, 's>(&self, pair: &Pair<'t, 's>, singles: &'s [Single]) -> Pair<'t, 's> {
        let (name, _) = parted(pair.value);
        let named =
            pair.single.is_none() && plain(pair.label) == "单位" && !is_idle(name) && declared_unit(name).is_none();
        let name = plain(name);
        let named =
            named && name.chars().count() >= 4 && !name.contains(['元', ':', ',', '、']) && digits(&name).is_empty();
        let single = singles.iter().find(|single| named && names_unit(self.form, &single.at));
        Pair { single: pair.single.or(single), ..*pair }
    }
}
