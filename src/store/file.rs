//! Format 5: head first, then the parts of the report, each under its name, then the form's own text. A report with
//! remarks is of format 6, which has them beside its marks.

use super::OpenFault;
use super::earlier::EarlierReport;
use super::forms::FormTable;
use crate::form::{self, Form, Name};
use crate::report::{Report, YEARS};
use crate::value::plain_line_ends;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// The format this program writes, of a report that has no need of a newer; it reads every earlier one.
pub const FORMAT: u32 = 5;
/// The format that has remarks (批注): what has none is a file that older programs open.
const WITH_REMARKS: u32 = 6;
/// The newest format this program knows: what is of a later one it neither reads nor saves over.
const NEWEST: u32 = WITH_REMARKS;
/// The first format that keeps a report in its parts.
const IN_PARTS: u32 = 4;

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
struct File<'t, R> {
    format: u32,
    form: Name,
    edition: u32,
    app: Cow<'t, str>,
    report: R,
    #[serde(borrow)]
    form_text: Cow<'t, str>,
}

/// A report as it came from disk, on its form.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The form it is written on.
    pub form: Arc<Form>,
    /// That form's own text, kept in the file.
    pub form_text: Arc<str>,
    /// What the clerk wrote.
    pub report: Report,
    /// The format of the file it came from.
    pub format: u32,
    /// The form's text in the file was damaged; this is the one that comes with the program.
    pub form_replaced: bool,
}

impl Opened {
    /// What must be said of it when it is opened.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let edition = self.form.edition;
        self.form_replaced.then(|| {
            format!("文件里的表样有损坏，已改用程序自带的同名表样（第{edition}版），请逐页核对以后另存为新文件；原文件没有改动。")
        })
    }
}

/// The head of a file of any format. Reports come behind theirs; what stands there need not be read for it.
fn head(text: &str) -> Option<Head> {
    let short = text.split_once("report:").and_then(|(head, _)| ron::from_str(&format!("{head})")).ok());
    short.or_else(|| ron::from_str(text).ok())
}

/// The version of the program that wrote a file of a newer format, if that is what this is.
pub(super) fn newer(text: &str) -> Option<String> {
    head(unmarked(text)).filter(|head| head.format > NEWEST).map(|head| head.app)
}

/// The text without the mark that some editors put before it.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The text as it was written: a file that came through mail or another system may end every line of it, within texts
/// too, with two characters. Ours end with one; where its first line does, what else stands in it is the clerk's own.
fn as_written(text: &str) -> Cow<'_, str> {
    let first = text.split('\n').next().unwrap_or_default();
    if first.contains('\r') { plain_line_ends(text) } else { text.into() }
}

/// Reads a report file; its form's text is not read again where the table knows it.
///
/// # Errors
/// When it is no report, damaged, or newer than the program.
pub fn read(text: &str, forms: &mut FormTable) -> Result<Opened, OpenFault> {
    let text = as_written(unmarked(text));
    let text = text.as_ref();
    let format = match head(text) {
        Some(Head { format, app }) if format > NEWEST => return Err(OpenFault::Newer(app)),
        head => head.map_or(FORMAT, |head| head.format),
    };
    let file = if format < IN_PARTS {
        ron::from_str(text).map(|file: File<'_, EarlierReport>| file.with(Report::from))
    } else {
        ron::from_str(text)
    };
    let File { form: id, report, form_text, .. } = file.map_err(|fault| {
        if text.contains("format:") { OpenFault::Broken(fault.span.start.line) } else { OpenFault::NotOurs }
    })?;
    let last = report.last.as_ref().map(|last| last.report.content.year);
    let approved = report.approved.as_ref().map(|approved| approved.report.content.year);
    let years = [Some(report.content.year), last, approved];
    if let Some(year) = years.into_iter().flatten().find(|year| !YEARS.contains(year)) {
        return Err(OpenFault::Year(year));
    }
    // The form the report was written on; if that text is damaged, the one that comes with the program.
    let own = forms.read(&form_text).ok();
    let form_replaced = own.is_none();
    let bundled = || form::bundled_text(&id).and_then(|text| forms.read(text).ok());
    let known = own.or_else(bundled).ok_or_else(|| OpenFault::Form(id.to_string()))?;
    Ok(Opened { form: known.form, form_text: known.text, report, format, form_replaced })
}

/// What a file is that is no text from that byte on: ours and damaged there, or something else.
pub(super) fn broken(bytes: &[u8], from: usize) -> OpenFault {
    let text = bytes.get(..from).map(String::from_utf8_lossy).unwrap_or_default();
    if text.contains("format:") { OpenFault::Broken(text.split('\n').count()) } else { OpenFault::NotOurs }
}

/// The format that a report is written in.
#[must_use]
pub fn format_of(report: &Report) -> u32 {
    if report.has_remarks() { WITH_REMARKS } else { FORMAT }
}

/// A report as the text of its file.
#[must_use]
pub fn write(form: &Form, form_text: &str, report: &Report) -> String {
    let file = File {
        format: format_of(report),
        form: form.id.clone(),
        edition: form.edition,
        app: env!("CARGO_PKG_VERSION").into(),
        report,
        form_text: form_text.into(),
    };
    // Long texts stay readable: raw strings keep their line ends.
    let pretty = PrettyConfig::new().escape_strings(false).new_line("\n").indentor("  ");
    ron::ser::to_string_pretty(&file, pretty).unwrap_or_default() + "\n"
}

impl<'t, R> File<'t, R> {
    fn with<S>(self, change: impl FnOnce(R) -> S) -> File<'t, S> {
        let Self { format, form, edition, app, report, form_text } = self;
        File { format, form, edition, app, report: change(report), form_text }
    }
}
