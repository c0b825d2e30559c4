//! What is noted about what is written: where a text came from, whether it still waits, why a finding stands, what the
//! clerk remarks for herself.

use super::cells::drop_all;
use crate::form::CellId;
use crate::value::Text;
use imbl::OrdMap;
use serde::{Deserialize, Serialize};

/// What is noted about a report. None of it is content: it can be added to a final report too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// Where texts came from, and what still awaits confirmation. Typed by hand is the default and has no entry.
    pub marks: OrdMap<CellId, Mark>,
    /// Explanations of findings, by rule and cell.
    pub explanations: OrdMap<Text, Explanation>,
    /// 批注: what the clerk remarks about cells, for herself. Nothing that leaves the program has them.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub remarks: OrdMap<CellId, Text>,
}

impl Notes {
    /// Remarks something about a cell; an empty text takes the remark back.
    pub(super) fn remark(&mut self, at: &CellId, text: &str) {
        if text.is_empty() {
            self.remarks.remove(at);
        } else {
            self.remarks.insert(at.clone(), text.into());
        }
    }

    /// The cells that fit are gone, and what is noted about them.
    pub(super) fn drop_cells(&mut self, gone: impl Fn(&CellId) -> bool) {
        drop_all(&mut self.marks, &gone);
        drop_all(&mut self.remarks, &gone);
    }

    /// Explains a finding; an empty text takes the explanation back.
    pub(super) fn explain(&mut self, finding: &str, explanation: &Explanation) {
        if explanation.text.is_empty() {
            self.explanations.remove(finding);
        } else {
            self.explanations.insert(finding.into(), explanation.clone());
        }
    }

    /// A text was looked at, or is to be: 待核实.
    pub(super) fn set_unconfirmed(&mut self, at: &CellId, unconfirmed: bool) {
        let mark = Mark { unconfirmed, ..self.marks.get(at).cloned().unwrap_or_default() };
        if mark == Mark::default() {
            self.marks.remove(at);
        } else {
            self.marks.insert(at.clone(), mark);
        }
    }
}

/// Where a text came from, whether it still awaits confirmation, and how it was printed there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Where it came from.
    #[serde(default)]
    pub source: Source,
    /// 待核实: copied, and not yet looked at.
    #[serde(default)]
    pub unconfirmed: bool,
    /// As it is printed in the document, with its unit, where that is another and it was converted; else empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub printed: Text,
    /// Something else about what was converted is doubtful: it is looked at by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
}

impl Mark {
    /// Of a text from there, as it stood there.
    #[must_use]
    pub fn new(source: Source, unconfirmed: bool) -> Self {
        Self { source, unconfirmed, ..Self::default() }
    }
}

/// Where a text came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Typed here.
    #[default]
    Typed,
    /// From last year's report.
    LastYear,
    /// From a document.
    Imported,
}

/// The clerk's reason why a finding stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Her words.
    pub text: Text,
    /// The texts it was written about; it lapses when they change.
    pub about: Text,
}
