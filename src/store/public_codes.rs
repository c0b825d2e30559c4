//! Which version a public copy was made of, kept beside the versions under its own 校验码: so it is answered exactly,
//! whatever a later program finds personal.

use super::{SaveFault, read_bounded, write_aside};
use crate::form::Form;
use crate::report::{Code, HiddenPlace, PublicCopy, Report, rebuilt};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// No record is larger.
const LARGEST: u64 = 64 << 20;

/// What is kept of a public copy. No text of the report is in it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PublicRecord {
    /// The 校验码 of the version it was made of.
    of: String,
    /// What was hidden.
    hidden: Vec<HiddenPlace>,
    /// What looked personal and stayed, as the clerk chose.
    kept: Vec<HiddenPlace>,
}

impl PublicRecord {
    /// Of a report and a copy of it.
    pub fn new(form: &Form, report: &Report, copy: &PublicCopy) -> Self {
        let of = Code::of(form, &report.content).to_string();
        Self { of, hidden: copy.hidden.clone(), kept: copy.kept.clone() }
    }

    /// Writes it under the 校验码 of the copy into the folder of the versions: one file a code, so that whoever else
    /// writes beside it, none is lost.
    pub fn write(&self, folder: &Path, code: Code) -> Result<(), SaveFault> {
        std::fs::create_dir_all(folder).map_err(|fault| SaveFault::from_io(&fault, folder))?;
        // A list of places and numbers can always be written as JSON.
        write_aside(&place(folder, code), &serde_json::to_vec(self).unwrap_or_default())
    }

    /// The record of a public 校验码 in a folder of versions, where there is one that can be read.
    pub fn find(folder: &Path, code: Code) -> Option<Self> {
        let bytes = read_bounded(&place(folder, code), LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// A report is the version whose public copy has this code.
    pub fn is_of(&self, form: &Form, report: &Report, code: Code) -> bool {
        Code::of(form, &report.content).to_string() == self.of
            && Code::of(form, &rebuilt(report, &self.hidden).content) == code
    }
}

fn place(folder: &Path, code: Code) -> PathBuf {
    folder.join(format!("公开版 {code}.json"))
}
