//! Word files: whole packages, and the parts of one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::{import, package, parts};

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"PK") {
        return import(data);
    }
    import(&package(&parts(data, ["word/document.xml", "word/styles.xml", "word/numbering.xml"])));
});
