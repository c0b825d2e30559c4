//! What is known of a text beside the text itself.

use crate::value::Text;
use serde::{Deserialize, Serialize};

/// Where a text came from, and whether it still awaits confirmation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Where it came from.
    #[serde(default)]
    pub source: Source,
    /// 待核实: copied, and not yet looked at.
    #[serde(default)]
    pub unconfirmed: bool,
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
    pub about: String,
}
