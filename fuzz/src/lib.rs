//! What the fuzz targets share: bytes become a document, and a document a proposal for the bundled form; a report is
//! looked at as the window does.

#[path = "../../tests/laid/mod.rs"]
pub mod laid;
#[path = "../../tests/made/mod.rs"]
pub mod made;

use std::io::{Cursor, Write as _};
use std::sync::{Arc, LazyLock};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use ziping::check;
use ziping::form::{self, Form};
use ziping::intake::{read, recognise};
use ziping::report::{Report, apply};
use ziping::sheet::derive;

static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let text = form::sources().next().expect("a bundled form");
    Arc::new(form::parse(text).expect("a form without fault"))
});

/// The bundled form.
pub fn form() -> &'static Arc<Form> {
    &FORM
}

/// Computes and checks a report, whatever is in it.
pub fn look_at(form: &Form, report: &Report) {
    let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day");
    let sheet = derive(form, report);
    drop(check::checked(form, report, &sheet, today));
}

/// What a report file says of the report, in a whole one on the bundled form.
pub fn report_file(report: &str) -> String {
    let form_text = form::sources().next().expect("a bundled form");
    let (id, edition) = (&FORM.id, FORM.edition);
    let format = ziping::store::FORMAT;
    format!(
        "(format:{format},form:\"{id}\",edition:{edition},app:\"\",report:{report}\n,form_text:r###\"{form_text}\"###)"
    )
}

/// Reads bytes as a document, as the program does, and puts into a report what was recognised.
pub fn import(bytes: &[u8]) {
    let Ok(document) = read(bytes) else { return };
    let proposal = recognise(&FORM, &document, 2023);
    let mut report = Report::new(&FORM, proposal.year);
    let edit = proposal.edit(&FORM, &report, |_| true);
    apply(&FORM, &mut report, &edit).expect("what is proposed can be done");
    for homeless in &proposal.homeless {
        assert!(!homeless.from.words(&document).is_empty());
    }
}

/// A package of these parts, not packed, so that nothing but their content is in the way.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

/// The parts of a package in one text, parted by a line of their own: what is changed by the fuzzer is XML, not the
/// sums of a zip.
pub fn parts<'d, const N: usize>(data: &'d [u8], names: [&'static str; N]) -> Vec<(&'static str, &'d [u8])> {
    const BETWEEN: &[u8] = b"\n=====\n";
    let mut rest = data;
    let mut parts = Vec::new();
    for name in names {
        let at = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN);
        let (part, left) = at.map_or((rest, &b""[..]), |at| (&rest[..at], &rest[at + BETWEEN.len()..]));
        if !part.is_empty() {
            parts.push((name, part));
        }
        rest = left;
    }
    parts
}
