//! Rich text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::import;

fuzz_target!(|data: &[u8]| {
    import(&[&b"{\\rtf1"[..], data].concat());
});
