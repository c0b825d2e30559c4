//! The pieces of a rich text: groups, control words, bytes.

/// A piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RtfToken<'b> {
    Open,
    Close,
    /// A control word, and its number where it has one.
    Word(&'b str, Option<i32>),
    /// A control of one sign.
    Sign(u8),
    /// A byte of text: as it stands, or written as two digits.
    Byte(u8),
}

/// The pieces of a file.
pub(super) struct RtfTokens<'b> {
    rest: &'b [u8],
}

impl<'b> RtfTokens<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<RtfToken<'b>> {
        let sign = *self.rest.first()?;
        if sign == b'\'' {
            let digit = |at: usize| self.rest.get(at).and_then(|c| char::from(*c).to_digit(16));
            let byte = digit(1).zip(digit(2)).map(|(high, low)| (high * 16 + low) as u8);
            self.rest = self.rest.get(3..).unwrap_or_default();
            return Some(byte.map_or(RtfToken::Sign(b'\''), RtfToken::Byte));
        }
        if !sign.is_ascii_alphabetic() {
            self.rest = self.rest.get(1..)?;
            return Some(RtfToken::Sign(sign));
        }
        let word = self.run(u8::is_ascii_alphabetic);
        let minus = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if minus {
            self.rest = self.rest.get(1..)?;
        }
        let digits = self.run(u8::is_ascii_digit);
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<i32>().ok());
        if self.rest.first() == Some(&b' ') {
            self.rest = self.rest.get(1..)?;
        }
        let word = std::str::from_utf8(word).ok()?;
        let number = number.map(|number| if minus { -number } else { number });
        if word == "bin" {
            // Bytes that are no text.
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(RtfToken::Word(word, number))
    }

    fn run(&mut self, belongs: impl Fn(&u8) -> bool) -> &'b [u8] {
        let end = self.rest.iter().position(|byte| !belongs(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }
}

impl<'b> Iterator for RtfTokens<'b> {
    type Item = RtfToken<'b>;

    fn next(&mut self) -> Option<RtfToken<'b>> {
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match byte {
                b'{' => RtfToken::Open,
                b'}' => RtfToken::Close,
                b'\\' => self.control()?,
                // Lines of the file are none of the text.
                b'\r' | b'\n' | 0 => continue,
                byte => RtfToken::Byte(*byte),
            });
        }
    }
}
