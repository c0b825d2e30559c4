//! Bytes as letters: code pages by their number, and texts that say themselves, or show, how they are kept.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Of so many letters one may be wrong.
const WRONG: usize = 1_000;

/// A code page by its number.
pub(super) fn page(number: u16) -> &'static Encoding {
    match number {
        936 => GBK,
        950 => BIG5,
        54_936 => GB18030,
        65_001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// The text of a file: by its mark, as it says of itself near its beginning, as UTF-8 where it is that, else as the
/// Chinese code page. None where it is no text at all.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return sane(&encoding.decode_without_bom_handling(bytes.get(mark..)?).0);
    }
    // Latin letters of two bytes each without a mark.
    match bytes.get(..4) {
        Some([b'<' | b'"', 0, _, 0]) => return sane(&UTF_16LE.decode_without_bom_handling(bytes).0),
        Some([0, b'<' | b'"', 0, _]) => return sane(&UTF_16BE.decode_without_bom_handling(bytes).0),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sane(text);
    }
    // What it says of itself is believed where it fits: pages are copied without their heads being changed.
    [said(bytes), Some(GB18030), Some(UTF_8)].into_iter().flatten().find_map(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
        (wrong <= text.len() / WRONG).then(|| sane(&text))?
    })
}

/// How a text says that it is kept: `charset=gb2312`, `encoding="UTF-8"`.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(2_048))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head).into_owned();
    ["charset=", "encoding="].into_iter().find_map(|word| {
        let name = head.split(word).nth(1)?.trim_start_matches(['"', '\'', ' ']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(name.len());
        Encoding::for_label(name.get(..end)?.as_bytes())
    })
}

/// A text without what no text has.
fn sane(text: &str) -> Option<String> {
    let strange =
        |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}');
    (!text.chars().take(4_096).any(strange)).then(|| text.into())
}
