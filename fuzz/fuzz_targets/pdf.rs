//! PDF files: whole ones, and what is drawn on a page of one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::import;
use ziping_fuzz::made::pdf::pages;

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"%PDF") {
        return import(data);
    }
    if let Ok(drawn) = std::str::from_utf8(data) {
        import(&pages(&[drawn.into()], "/MediaBox [0 0 595 842]", false));
    }
});
