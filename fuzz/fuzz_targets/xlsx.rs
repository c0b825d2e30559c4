//! Workbooks: whole packages, and the parts of one of two sheets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::{import, package, parts};

const NAMES: [&str; 6] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet2.xml",
];

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"PK") {
        return import(data);
    }
    import(&package(&parts(data, NAMES)));
});
