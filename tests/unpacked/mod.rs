//! A PDF with what is packed in it.
#![allow(clippy::indexing_slicing, reason = "a test may fail")]

use std::io::Read as _;

/// Its bytes, and behind them what every stream of it holds.
pub fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let begin = b"\nstream\n";
    let mut all = pdf.to_vec();
    for at in pdf.windows(begin.len()).enumerate().filter(|(_, some)| some == begin).map(|(at, _)| at + begin.len()) {
        let mut content = Vec::new();
        // One that is not packed stands among the bytes.
        if flate2::read::ZlibDecoder::new(&pdf[at..]).read_to_end(&mut content).is_ok() {
            all.extend(content);
        }
    }
    all
}
