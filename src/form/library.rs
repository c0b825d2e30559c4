//! The forms that come with the program, and what others can be based on. Another place's form is one more file here, or
//! one given by hand.

use super::full::{BASE, FormEdition, FullText, OWN};
use super::merge::Merge;
use super::preset::scorings;
use super::tree::{self, Node};
use super::{Form, FormFault, lint};
use std::sync::{Arc, LazyLock};

/// The file of every bundled form, in the order they are offered, each after the one it is based on.
const SOURCES: &[&str] = &[
    include_str!("../../assets/forms/hunan-lusong-2023.ron"),
    include_str!("../../assets/forms/mof-project-2020.ron"),
    include_str!("../../assets/forms/mof-project-cost-2021.ron"),
    include_str!("../../assets/forms/hubei-project-2020.ron"),
    include_str!("../../assets/forms/sichuan-project-2023.ron"),
    include_str!("../../assets/forms/yunnan-project-2020.ron"),
    include_str!("../../assets/forms/chongqing-whole-2021.ron"),
    include_str!("../../assets/forms/hunan-hengshan-2020.ron"),
];

/// The bundled forms in full.
static BUNDLED: LazyLock<Library> = LazyLock::new(|| {
    let mut library = Library::default();
    for text in SOURCES {
        if let Ok(full) = library.full(text) {
            library.add(full);
        }
    }
    library
});

/// Forms that others can be based on.
#[derive(Clone, Debug, Default)]
pub struct Library {
    known: Vec<FullText>,
    /// Forms that cannot be used, each with what it is based on.
    refused: Vec<(FormEdition, Option<FormEdition>)>,
}

impl Library {
    /// The forms that come with the program.
    #[must_use]
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// A form's text in full: its own, or where it is based on another, that one's with the differences put in.
    ///
    /// # Errors
    /// What it is based on is not here, or its differences do not fit.
    pub fn full(&self, text: &str) -> Result<FullText, Vec<FormFault>> {
        let (start, mut root) = match tree::read(text, OWN) {
            Ok(read) => read,
            Err(fault) if text.contains("based_on:") => return Err(vec![fault]),
            // The reader of values says better what is wrong.
            Err(_) => return Ok(FullText::plain(text, None)),
        };
        let mut merge = Merge::default();
        let like = root.field_mut("scoring").filter(|scoring| scoring.field("like").is_some());
        let named = like.map(|scoring| merge.like(scoring, &scorings())).is_some();
        root.changed |= named;
        let base = match root.take("based_on") {
            Some(based_on) => Some(self.base(&root, &based_on).map_err(|fault| vec![fault])?),
            None if named => None,
            None => return Ok(FullText::plain(text, Some(&root))),
        };
        if let Some(base) = base {
            merge.each_once(&mut root);
            for name in ["id", "edition", "place"].into_iter().filter(|name| root.field(name).is_none()) {
                merge.fault(&root, format!("以别的表样为底的表样也要写自己的 {name}，请补上。"));
            }
            let (_, whole) = tree::read(&base.text, BASE).map_err(|fault| vec![fault])?;
            let own = std::mem::replace(&mut root, whole);
            merge.change(&mut root, own, "");
        }
        let Merge { faults, left_out } = merge;
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut full = FullText::written(text, start, &root, base);
        full.left_out = left_out;
        Ok(full)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &FullText> {
        self.known.iter()
    }

    /// Takes in one more form.
    pub fn add(&mut self, full: FullText) {
        self.known.push(full);
    }

    /// Keeps in mind a form that cannot be used, so that those based on it are told why they cannot.
    pub fn refuse(&mut self, text: &str) {
        if let Ok((_, root)) = tree::read(text, OWN) {
            self.refused.push((FormEdition::of(&root), root.field("based_on").map(FormEdition::of)));
        }
    }

    /// Every fault of a form's text; none when it can be used.
    #[must_use]
    pub fn lint(&self, text: &str) -> Vec<FormFault> {
        self.full(text).map_or_else(|faults| faults, |full| full.read().1)
    }

    /// The form that another is based on: of that edition and no other.
    fn base(&self, own: &Node, based_on: &Node) -> Result<&FullText, FormFault> {
        let base = FormEdition::of(based_on);
        let circle = self.circle(FormEdition::of(own), &base);
        let FormEdition { id, edition } = &base;
        let editions = || self.known.iter().filter(|full| full.edition.id == *id);
        let found = editions().find(|full| full.edition == base);
        if let (Some(full), None) = (found, &circle) {
            return Ok(full);
        }
        let says = if id.is_empty() || edition.is_empty() {
            "based_on 要写底表的 id 和 edition。".into()
        } else if let Some(circle) = circle {
            circle
        } else if self.refused.iter().any(|(refused, _)| *refused == base) {
            format!("底表 {id} 自己有错误，不能用，请先把它的文件改好。")
        } else if let Some(other) = editions().next() {
            format!(
                "底表 {id} 要的是第{edition}版，这里有的是第{}版。请把第{edition}版的文件放进 forms 文件夹，\
                 或者对照现有的一版核对过再改 edition。",
                other.edition.edition
            )
        } else {
            format!("没有可以作底表的表样 {id}，请核对名字，或者把它的文件放进 forms 文件夹。")
        };
        Err(FormFault { form: None, line: based_on.line, says })
    }

    /// That a form is based on itself, if it is: over however many others.
    fn circle(&self, own: FormEdition, base: &FormEdition) -> Option<String> {
        let mut round = vec![own];
        let mut next = base;
        while !round.contains(next) {
            round.push(next.clone());
            let (_, further) = self.refused.iter().find(|(refused, _)| refused == next)?;
            next = further.as_ref()?;
        }
        if round.first() != Some(next) {
            return None;
        }
        let each: Vec<String> = round
            .iter()
            .zip(round.iter().skip(1).chain([next]))
            .map(|(own, base)| format!("{} 以 {} 为底", own.id, base.id))
            .collect();
        Some(format!("底表绕成了一圈：{}。请改掉其中一处的 based_on。", each.join("，")))
    }
}

/// The texts of the bundled forms in full, in the order they are offered.
pub fn sources() -> impl Iterator<Item = &'static str> {
    BUNDLED.known.iter().map(|full| full.text.as_str())
}

/// A form's full text, read and linted.
///
/// # Errors
/// The first fault, with its line.
pub fn parse(text: &str) -> Result<Form, FormFault> {
    let (form, faults) = lint::read(text);
    match (form, faults.into_iter().next()) {
        (Some(form), None) => Ok(form),
        (_, Some(fault)) => Err(fault),
        (None, None) => Err(FormFault { form: None, line: 1, says: "表样文件是空的。".into() }),
    }
}

/// The bundled form of that name.
#[must_use]
pub fn bundled(id: &str) -> Option<Arc<Form>> {
    parse(bundled_text(id)?).ok().map(Arc::new)
}

/// The full text of the bundled form of that name.
#[must_use]
pub fn bundled_text(id: &str) -> Option<&'static str> {
    BUNDLED.known.iter().find(|full| full.edition.id == id).map(|full| full.text.as_str())
}
