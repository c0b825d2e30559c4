//! Workbooks of old Office programs: whole files, and the records of one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::import;
use ziping_fuzz::made::compound;

fuzz_target!(|data: &[u8]| {
    if data.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return import(data);
    }
    // Larger ones would need lists of their own.
    if data.len() < 6 << 20 {
        import(&compound(&[("Workbook", data)]));
    }
});
