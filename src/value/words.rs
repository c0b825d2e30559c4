//! Looking through texts quickly: for words, of which a set is looked for at once, and for what is no Han character.

/// Words that begin with Han characters.
///
/// Rules ask of every clause whether one of a dozen words is in it. Nearly every character begins none of them, and
/// that is seen at one look.
pub struct WordSet {
    /// The first character of each word, the word, and which it is as they were given; sorted.
    words: Vec<([u8; 3], &'static str, usize)>,
    /// By the twelve lower bits of a character: one more than the first of the words that may begin with it, or 0.
    heads: Box<[u8; 1 << 12]>,
}

impl WordSet {
    /// These words, fewer than 255. One that begins with no Han character is never found.
    #[must_use]
    pub fn new(words: &[&'static str]) -> Self {
        debug_assert!(words.iter().all(|word| word.as_bytes().first().is_some_and(|first| first >> 4 == HAN)));
        let headed = |(at, word): (usize, &&'static str)| Some((*word.as_bytes().first_chunk()?, *word, at));
        let mut words: Vec<_> = words.iter().enumerate().filter_map(headed).collect();
        // Those whose heads look alike stand together.
        words.sort_unstable_by_key(|(head, _, at)| (low(*head), *at));
        let mut heads = Box::new([0; 1 << 12]);
        for (n, (head, ..)) in (1..).zip(&words) {
            heads.iter_mut().skip(low(*head)).take(1).filter(|first| **first == 0).for_each(|first| *first = n);
        }
        Self { words, heads }
    }

    /// One of the words is in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let mut from = 0;
        while let Some((at, first)) = self.head(text.as_bytes(), from) {
            if self.begun(text, at, first).next().is_some() {
                return true;
            }
            from = at + 3;
        }
        false
    }

    /// Tells where each of the words begins in a text, and which of them it is, in the order of the text.
    pub fn each(&self, text: &str, mut tell: impl FnMut(usize, usize)) {
        let mut from = 0;
        while let Some((at, first)) = self.head(text.as_bytes(), from) {
            self.begun(text, at, first).for_each(|word| tell(at, word));
            from = at + 3;
        }
    }

    /// The words that begin at a place of a text; `first` is the first whose head looks like the character there.
    fn begun<'s>(&'s self, text: &'s str, at: usize, first: usize) -> impl Iterator<Item = usize> + 's {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let head = self.words.get(first).map(|(head, ..)| low(*head));
        let alike = self.words.iter().skip(first).take_while(move |(own, ..)| Some(low(*own)) == head);
        alike.filter(move |(_, word, _)| rest.starts_with(word.as_bytes())).map(|(.., which)| *which)
    }

    /// The next character that a word may begin with, and the first of those words. Only bytes are looked at.
    fn head(&self, bytes: &[u8], mut from: usize) -> Option<(usize, usize)> {
        loop {
            let head: [u8; 3] = *bytes.get(from..)?.first_chunk()?;
            if head[0] >> 4 != HAN {
                from += 1;
                continue;
            }
            match self.heads.get(low(head)) {
                None | Some(0) => from += head.len(),
                Some(first) => return Some((from, usize::from(*first) - 1)),
            }
        }
    }
}

/// The upper bits of the first byte of a character of three.
const HAN: u8 = 0b1110;

/// The twelve lower bits of a character of three bytes.
fn low([_, second, third]: [u8; 3]) -> usize {
    usize::from(second & 0b0011_1111) << 6 | usize::from(third & 0b0011_1111)
}

/// Where in a text the characters stand that are no Han characters, its digits, letters and marks, with the first byte of
/// each. They are few, so whatever begins with one is found by looking at these alone.
pub fn signs(text: &str) -> impl Iterator<Item = (usize, u8)> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from;
            let byte = *text.as_bytes().get(at)?;
            from += match byte {
                0..0xc0 => 1,
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            if !(0xe4..=0xe9).contains(&byte) {
                return Some((at, byte));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_whatever_is_no_han_character() {
        let text = "走访é企业１3家（次），😀end";
        let found: Vec<_> = signs(text).map(|(at, byte)| (at, byte, text[at..].chars().next())).collect();
        let expected: Vec<_> = text.char_indices().filter(|(_, c)| !('\u{4000}'..'\u{a000}').contains(c)).collect();
        assert_eq!(found.iter().map(|(at, _, c)| (*at, c.unwrap_or(' '))).collect::<Vec<_>>(), expected);
        assert!(found.iter().all(|(at, byte, _)| text.as_bytes().get(*at) == Some(byte)));
    }

    #[test]
    fn every_word_is_found_where_it_stands_and_nothing_else() {
        let set = WordSet::new(&["其中", "每", "上半年", "每月"]);
        let found = |text: &str| {
            let mut found = Vec::new();
            set.each(text, |at, word| found.push((at, word)));
            found
        };
        assert_eq!(found("其中：每月3次，上半年1次"), [(0, 0), (9, 1), (9, 3), (22, 2)]);
        assert!(set.is_in("a每") && !set.is_in("上年其他中间") && !set.is_in("上半") && !set.is_in(""));
    }
}
