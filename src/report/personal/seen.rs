//! A text as it is seen: the many signs for one thing as one sign, without what has no width, and where each stood.

use std::ops::Range;

/// A text as it is seen, small letters, with the place of every byte in the text as it is written.
pub(super) struct SeenText {
    /// As it is seen.
    pub text: String,
    /// For each of its bytes where the character begins and ends in what is written.
    written: Vec<(usize, usize)>,
}

impl SeenText {
    /// What one sees of a text.
    pub fn new(written: &str) -> Self {
        Self::read(written, |_, c| shown(c))
    }

    /// A text with each character, and where that stands, as it is read.
    pub fn read(written: &str, mut read: impl FnMut(usize, char) -> Option<char>) -> Self {
        let mut seen = Self { text: String::with_capacity(written.len()), written: Vec::with_capacity(written.len()) };
        for (at, c) in written.char_indices() {
            if let Some(shown) = read(at, c) {
                seen.text.push(shown);
                seen.written.resize(seen.text.len(), (at, at + c.len_utf8()));
            }
        }
        seen
    }

    /// Where in the text as it is written something seen stands.
    pub fn written(&self, seen: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.written.get(byte).copied().unwrap_or_default();
        at(seen.start).0..at(seen.end.saturating_sub(1)).1
    }
}

/// What one sees of a character; none of one without width.
fn shown(c: char) -> Option<char> {
    Some(match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '[' | '〔' => '(',
        ']' | '〕' => ')',
        '~'
        | '〜'
        | '～'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{fe58}'
        | '\u{fe63}'
        | 'ー' => '-',
        ' '..='}' | '\n' => c,
        // Soft hyphens, joiners, marks of direction and variation, the box around a digit.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20e3}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\r' => return None,
        '\u{ff01}'..='\u{ff5e}' => return shown(char::from_u32(u32::from(c) - 0xfee0)?),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((u32::from(c) - 0x1d7ce) % 10, 10)?,
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2028}' | '\u{2029}' => '\n',
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' => '·',
        '∶' => ':',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_leads_back_to_what_is_written() {
        let written = "电话：１３8\u{200b}-\u{feff}00ＡB。";
        let seen = SeenText::new(written);
        assert_eq!(seen.text, "电话:138-00ab。");
        let at = seen.text.find("138-00").unwrap_or_default();
        assert_eq!(&written[seen.written(&(at..at + 6))], "１３8\u{200b}-\u{feff}00");
    }
}
