//! Report files: whole ones, and what one says of the report alone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::store;
use ziping_fuzz::{look_at, report_file};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let whole = text.contains("form_text:");
    let file = if whole { text.into() } else { report_file(text) };
    let Ok(opened) = store::read(&file) else { return };
    look_at(&opened.form, &opened.report);
    let saved = store::text(&opened.form, &opened.form_text, &opened.report);
    let again = store::read(&saved).expect("what is saved opens");
    assert_eq!(again.report, opened.report);
});
