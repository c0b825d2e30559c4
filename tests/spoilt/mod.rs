//! Faults put into the text of a form, one at a time, as data.
#![allow(dead_code, reason = "each test takes its part")]
#![allow(clippy::expect_used, reason = "a test may fail")]

use serde::Deserialize;
use ziping::form::FormFault;

/// One fault.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// In words, for whoever reads the failure.
    pub fault: String,
    replace: String,
    by: String,
    /// The fault is named on the last line that holds this; if nothing is said, where the replacement begins.
    #[serde(default)]
    line: Option<String>,
    /// The fault is named in this form's file, on the line that holds these words.
    #[serde(default)]
    pub base: Option<(String, String)>,
    says: Vec<String>,
}

impl Case {
    /// A form's text with the fault in it, and the line the fault is named on where it is not in its base.
    pub fn put_into(&self, good: &str) -> (String, usize) {
        let place = good.find(&self.replace);
        let place = place.unwrap_or_else(|| panic!("{}: there is no {}", self.fault, self.replace));
        let broken = good.replacen(&self.replace, &self.by, 1);
        let begins = |line: &String| Some(broken.rfind(line)? + line.len() - line.trim_start().len());
        let place = self.line.as_ref().map_or(Some(place), begins).expect("a line");
        let line = line_of(&broken, place);
        (broken, line)
    }

    /// Whether a fault says what it should.
    pub fn is_said_by(&self, fault: &FormFault) -> bool {
        self.says.iter().all(|word| fault.says.contains(word))
    }
}

/// The line of a text that a place is on, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
