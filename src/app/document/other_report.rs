//! A report that is laid beside the one that is open.

use crate::carry::Snapshot;
use crate::form::Form;
use crate::report::Report;
use std::sync::Arc;

/// A report to lay beside the one that is open.
#[derive(Clone, Debug)]
pub(crate) struct OtherReport {
    /// What it is called there: 送审前（2026-11-26 10:30）, 10:32自动保存的.
    pub words: String,
    /// It, as it stands.
    pub snapshot: Snapshot,
}

impl OtherReport {
    /// A report that was opened, by what it is called.
    pub fn new(form: Arc<Form>, report: Report, words: impl Into<String>) -> Self {
        Self { words: words.into(), snapshot: Snapshot::new(form, Arc::new(report)) }
    }
}
