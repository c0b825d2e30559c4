//! What one thing is called: by the form, by the paper, by others of the field.

use crate::form::Form;
use crate::intake::label::{LabelText, Likeness};
use crate::value::Text;
use serde::Deserialize;
use std::sync::LazyLock;

/// The field's other words for its labels, whatever form they stand in.
static SYNONYMS: LazyLock<Vec<(Text, Vec<Text>)>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct SynonymFile(Vec<(Text, Vec<Text>)>);
    ron::from_str::<SynonymFile>(include_str!("../../../assets/intake/synonyms.ron"))
        .map(|all| all.0)
        .unwrap_or_default()
});

/// The names of one thing: the form's own, the paper's, other words of the field.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<LabelText>);

/// Other words for a label, as they are in a year.
pub(super) struct Synonyms(Vec<(LabelText, Vec<LabelText>)>);

impl Synonyms {
    pub fn new(form: &Form, year: i32) -> Self {
        let label = |words: &Text| LabelText::new(&form.words(words, year));
        Self(SYNONYMS.iter().map(|(one, others)| (label(one), others.iter().map(label).collect())).collect())
    }
}

impl Names {
    pub fn new(form: &Form, year: i32, synonyms: &Synonyms, words: &[&str]) -> Self {
        let mut all: Vec<LabelText> = Vec::new();
        for words in words {
            let own = LabelText::new(&form.words(words, year));
            let known = synonyms.0.iter().filter(|(one, _)| one.like(&own) >= Some(Likeness::Close));
            all.extend(known.flat_map(|(_, others)| others.iter().cloned()));
            all.insert(0, own);
        }
        all.retain(|label| !label.is_empty());
        Self(all)
    }

    /// As one looks it up.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(LabelText::key)
    }

    /// How surely a label in a document names this.
    pub fn like(&self, label: &LabelText) -> Option<Likeness> {
        self.0.iter().filter_map(|own| own.like(label)).max()
    }

    /// The form's own.
    pub fn own(&self) -> Option<&LabelText> {
        self.0.first()
    }
}
