//! What a reason is written for: a finding, or cells that stay blank.

use super::Desk;
use crate::check::{Blank, Finding};
use crate::report::Refused;

/// What a reason is written for.
#[derive(Clone, Debug)]
pub enum Reasoned {
    /// A finding.
    Finding(Box<Finding>),
    /// Required cells that are blank.
    Blanks(Vec<Blank>),
}

impl Reasoned {
    /// What it says.
    #[must_use]
    pub fn says(&self, desk: &Desk) -> String {
        match self {
            Self::Finding(finding) => finding.says.clone(),
            Self::Blanks(blanks) if blanks.iter().any(|blank| blank.asked.is_some()) => {
                blanks.iter().map(Blank::says).collect::<Vec<_>>().join("\n")
            }
            Self::Blanks(blanks) => {
                let places = blanks.iter().map(|blank| desk.sheet().words(desk.form(), &blank.at));
                format!("{}格还没填：{}。", blanks.len(), places.collect::<Vec<_>>().join("、"))
            }
        }
    }

    /// The clerk's word for it: 错误, 还没填.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Finding(finding) => finding.severity.word(),
            Self::Blanks(_) => Blank::WORD,
        }
    }

    /// The rule that found it, or what goes for one.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Finding(finding) => finding.rule,
            Self::Blanks(_) => Blank::RULE,
        }
    }

    /// The reason it has.
    #[must_use]
    pub fn explained(&self) -> Option<&str> {
        match self {
            Self::Finding(finding) => finding.explained.as_deref(),
            Self::Blanks(blanks) => blanks.iter().find_map(|blank| blank.explained.as_deref()),
        }
    }
}

impl Desk {
    /// Writes down the reason; an empty one takes it back.
    ///
    /// # Errors
    /// When it is open only to be looked at; explaining needs no cell of the form.
    pub fn reason(&mut self, what: &Reasoned, text: &str) -> Result<(), Refused> {
        match what {
            Reasoned::Finding(finding) => self.explain(finding, text),
            Reasoned::Blanks(blanks) => self.explain_blanks(blanks, text),
        }
    }
}
