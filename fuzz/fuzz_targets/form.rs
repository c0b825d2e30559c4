//! Form files, short ones and whole ones.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::form;
use ziping::report::Report;
use ziping_fuzz::look_at;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let faults = form::lint(text);
    let Ok(form) = form::parse(text) else { return };
    if faults.is_empty() {
        look_at(&form, &Report::new(&form, form.from_year));
    }
});
