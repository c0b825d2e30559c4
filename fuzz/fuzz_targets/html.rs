//! Web pages, and those packed as a mail.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::import;

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"MIME") {
        return import(data);
    }
    import(&[&b"<html>"[..], data].concat());
});
