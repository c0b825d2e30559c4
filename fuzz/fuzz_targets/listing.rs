//! Listings of cells, put into a report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::report::{Edit, Report, apply, read_listing};
use ziping_fuzz::{form, look_at};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(edits) = read_listing(text) else { return };
    let mut report = Report::new(form(), 2023);
    // One by one, so that a line which is refused is not the end.
    for edit in edits {
        let before = report.clone();
        if apply(form(), &mut report, &edit).is_err() {
            assert_eq!(report, before, "what is refused changes nothing");
        }
    }
    let mut together = Report::new(form(), 2023);
    apply(form(), &mut together, &Edit::All(read_listing(text).expect("as before"))).ok();
    look_at(form(), &report);
});
