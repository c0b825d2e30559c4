//! A finding is a value: what, where, how grave, the sentence, the basis, and the edit that would mend it.

use crate::check::authority::Authority;
use crate::form::CellId;
use crate::report::{Edit, Report};
use crate::sheet::{Cell, Sheet};
use serde::Serialize;
use std::ops::Range;

/// Stands between the texts that an explanation remembers.
const BETWEEN: &str = "\u{1f}";

/// How grave a finding is, in the clerk's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 错误: must be mended, or explained.
    Wrong,
    /// 需说明: needs a reason.
    Doubt,
    /// 提示
    Note,
}

impl Severity {
    /// The clerk's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "错误",
            Self::Doubt => "需说明",
            Self::Note => "提示",
        }
    }
}

/// Something that looks wrong: in one cell as a rule finds it, or one fact in several cells joined to a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's stable id.
    pub rule: &'static str,
    /// The cell it is about.
    pub at: CellId,
    /// How grave.
    pub severity: Severity,
    /// A whole sentence with both numbers.
    pub says: String,
    /// What the rule rests on.
    pub basis: &'static str,
    /// Where that is from.
    pub authority: Authority,
    /// The other cells it rests on.
    pub also: Vec<CellId>,
    /// What would mend it. One alone is certain; of several the clerk chooses.
    pub mends: Vec<Mend>,
    /// The clerk's explanation, while the numbers it was written about stand; of a family once all its cells have one.
    pub explained: Option<String>,
    /// Of a family each cell's own finding; empty where it is about one.
    pub joined: Vec<Finding>,
    /// What it rests on that stands in no cell of the report: what was approved. An explanation remembers it too.
    pub against: String,
    /// A cell that is merely blank, where that is all there is to it: what is not filled in yet is not wrong.
    pub lacks: Option<CellId>,
    /// The words of its cell's text that it is about, where the rule knows them; none at all where it is about the text
    /// as a whole. Else they are told by mend and sentence.
    pub words: Option<Vec<String>>,
    /// Its mend is one way to settle it and a reason another: listed with others, it is ticked by hand alone.
    pub by_choice: bool,
}

/// A change that would mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// On the button: 填入 23.91.
    pub label: String,
    /// The change.
    pub edit: Edit,
}

impl Finding {
    /// The key of its explanation: rule and cell.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}@{}", self.rule, self.at)
    }

    /// What was found cell by cell: those that it joins, or it alone.
    #[must_use]
    pub fn members(&self) -> &[Self] {
        if self.joined.is_empty() { std::slice::from_ref(self) } else { &self.joined }
    }

    /// The cells a reason for it is written about: those that wait for one, or once none does all that have one.
    #[must_use]
    pub fn asks(&self) -> Vec<&Self> {
        let members = self.members().iter().filter(|member| member.severity != Severity::Note);
        let waiting: Vec<&Self> = members.clone().filter(|member| member.is_outstanding()).collect();
        if waiting.is_empty() { members.collect() } else { waiting }
    }

    /// It bars 定稿: 错误 or 需说明, and not explained.
    #[must_use]
    pub fn is_outstanding(&self) -> bool {
        self.severity != Severity::Note && self.explained.is_none()
    }

    /// The texts it rests on. An explanation remembers them and lapses when one changes.
    #[must_use]
    pub fn about(&self, sheet: &Sheet) -> String {
        let texts =
            std::iter::once(&self.at).chain(&self.also).map(|at| sheet.cell(at).map_or("", |c| c.text.as_str()));
        let against = Some(self.against.as_str()).filter(|against| !against.is_empty());
        texts.chain(against).collect::<Vec<_>>().join(BETWEEN)
    }

    /// The cell it was about was blank, by what an explanation remembers.
    pub(super) fn was_blank(about: &str) -> bool {
        about.is_empty() || about.starts_with(BETWEEN)
    }

    /// Takes the clerk's explanation, unless it has lapsed.
    pub(super) fn explain(&mut self, report: &Report, sheet: &Sheet) {
        if report.notes.explanations.is_empty() {
            return;
        }
        if let Some(explanation) = report.notes.explanations.get(self.key().as_str())
            && explanation.about == self.about(sheet)
        {
            self.explained = Some(explanation.text.to_string());
        }
    }
}

impl Finding {
    /// All there is to it is that this cell is blank, if it is: then it is 还没填, with this sentence.
    pub fn lacks(&mut self, cell: Option<&Cell>) -> &mut Self {
        self.lacks = cell.filter(|cell| cell.is_blank() && cell.is_writable()).map(|cell| cell.at.clone());
        self
    }

    /// It is about these words of its cell's text.
    pub fn about_words(&mut self, words: impl IntoIterator<Item = impl Into<String>>) -> &mut Self {
        self.words = Some(words.into_iter().map(Into::into).collect());
        self
    }

    /// It rests on what was approved; to put that back is her choice.
    pub fn against(&mut self, approved: &str) -> &mut Self {
        (self.against, self.by_choice) = (approved.into(), true);
        self
    }

    /// Offers to write `text` into a cell.
    pub fn mend_by_writing(&mut self, at: &CellId, text: &str) {
        let label = if text.is_empty() { "清空这一格".to_string() } else { format!("填入 {text}") };
        self.mend_by_rewriting(at, &label, text.into());
    }

    /// Offers to write these texts into several cells at once.
    pub fn mend_by_writing_all<'a>(&mut self, label: String, texts: impl IntoIterator<Item = (&'a CellId, String)>) {
        let writes = texts.into_iter().map(|(at, text)| Edit::Write { at: at.clone(), text: text.into() });
        self.mends.push(Mend { label, edit: Edit::All(writes.collect()) });
    }

    /// Offers to put other words at those places of a cell's text, first place first.
    pub fn mend_by_replacing(&mut self, cell: &Cell, places: &[Range<usize>], with: &str) {
        if places.iter().all(|place| cell.text.get(place.clone()).is_some()) {
            let changes = places.iter().map(|place| (place.clone(), with));
            self.mend_by_changing(&cell.at, &format!("改成 {with}"), &cell.text, changes);
        }
    }

    /// Offers to put other words at those places of a text, first place first, as one change.
    pub fn mend_by_changing<'w>(
        &mut self,
        at: &CellId,
        label: &str,
        text: &str,
        changes: impl Iterator<Item = (Range<usize>, &'w str)>,
    ) {
        let mut changed = String::with_capacity(text.len());
        let mut from = 0;
        for (place, with) in changes {
            changed.push_str(text.get(from..place.start).unwrap_or_default());
            changed.push_str(with);
            from = place.end;
        }
        changed.push_str(text.get(from..).unwrap_or_default());
        self.mend_by_rewriting(at, label, changed);
    }

    /// Offers to write a whole text anew.
    pub fn mend_by_rewriting(&mut self, at: &CellId, label: &str, text: String) {
        self.mends.push(Mend { label: label.into(), edit: Edit::Write { at: at.clone(), text: text.into() } });
    }
}
