//! Word files of old Office programs: whole files, and the text stream and the table of one in one text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::made::compound;
use ziping_fuzz::{import, parts};

fuzz_target!(|data: &[u8]| {
    if data.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return import(data);
    }
    // Larger ones would need lists of their own.
    if data.len() < 3 << 20 {
        let streams = parts(data, ["WordDocument", "1Table", "Data"]);
        import(&compound(&streams));
    }
});
