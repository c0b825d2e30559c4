//! Format 3: head first, then what the clerk wrote as sorted maps, then the form's own text.

use super::OpenFault;
use crate::form::{self, Form, Name};
use crate::report::Report;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The format this program writes; it reads every earlier one.
pub const FORMAT: u32 = 3;

/// Read before anything else, from a file of any format.
#[derive(Deserialize)]
struct Head {
    format: u32,
    #[serde(default)]
    app: String,
}

/// A field not known here is a damaged one, and dropping it in silence would lose it at the next save; a format with
/// more fields gets a higher number.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    form: Name,
    edition: u32,
    app: String,
    report: Report,
    form_text: String,
}

/// A report as it came from disk, on its form.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The form it is written on.
    pub form: Arc<Form>,
    /// That form's own text, kept in the file.
    pub form_text: String,
    /// What the clerk wrote.
    pub report: Report,
}

/// The version of the program that wrote a file of a newer format, if that is what this is.
pub(super) fn newer(text: &str) -> Option<String> {
    ron::from_str::<Head>(unmarked(text)).ok().filter(|head| head.format > FORMAT).map(|head| head.app)
}

/// The text without the mark that some editors put before it.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads a report file.
///
/// # Errors
/// When it is no report, damaged, or newer than the program.
pub fn read(text: &str) -> Result<Opened, OpenFault> {
    if let Some(app) = newer(text) {
        return Err(OpenFault::Newer(app));
    }
    let text = unmarked(text);
    let File { form: id, report, form_text, .. } = ron::from_str(text).map_err(|fault| {
        if text.contains("format:") { OpenFault::Broken(fault.span.start.line) } else { OpenFault::NotOurs }
    })?;
    // The form the report was written on; if that text is damaged, the one that comes with the program.
    match form::parse(&form_text) {
        Ok(form) => Ok(Opened { form: Arc::new(on_paper(form)), form_text, report }),
        Err(_damaged) => match (form::bundled(&id), form::bundled_text(&id)) {
            (Some(form), Some(text)) => Ok(Opened { form, form_text: text.into(), report }),
            _ => Err(OpenFault::Form(id.to_string())),
        },
    }
}

/// The forms kept in files of format 1 do not say how they stand on paper; the one that comes with the program does.
fn on_paper(form: Form) -> Form {
    if !form.paper.parts.is_empty() {
        return form;
    }
    let paper = form::bundled(&form.id).map(|bundled| bundled.paper.clone()).unwrap_or_default();
    Form { paper, ..form }
}

/// A report as the text of its file.
#[must_use]
pub fn write(form: &Form, form_text: &str, report: &Report) -> String {
    let file = File {
        format: FORMAT,
        form: form.id.clone(),
        edition: form.edition,
        app: env!("CARGO_PKG_VERSION").into(),
        report: report.clone(),
        form_text: form_text.into(),
    };
    // Long texts stay readable: raw strings keep their line ends.
    let pretty = PrettyConfig::new().escape_strings(false).new_line("\n").indentor("  ");
    ron::ser::to_string_pretty(&file, pretty).unwrap_or_default() + "\n"
}
