//! One text made of another in one place: how what is typed, deleted or taken back changes a text.

/// What makes one text of another: from there on so much is taken out, and something put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice<'t> {
    /// Where both begin to differ, in bytes.
    pub at: usize,
    /// So many bytes of the earlier text are taken out there.
    pub removed: usize,
    /// What of the later text stands there instead.
    pub added: &'t str,
}

impl<'t> Splice<'t> {
    /// The least that makes `now` of `before`; of several places where it may be, as in 哈哈, the last.
    #[must_use]
    pub fn between(before: &str, now: &'t str) -> Self {
        let same = |(one, other): &(char, char)| one == other;
        let length = |(c, _): (char, char)| c.len_utf8();
        let at: usize = before.chars().zip(now.chars()).take_while(same).map(length).sum();
        let (old, new) = (before.get(at..).unwrap_or_default(), now.get(at..).unwrap_or_default());
        let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(length).sum();
        let added = new.get(..new.len() - tail).unwrap_or_default();
        Self { at, removed: old.len() - tail, added }
    }

    /// Where the caret stands behind it, in bytes of the later text.
    #[must_use]
    pub fn end(&self) -> usize {
        self.at + self.added.len()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may fail")]

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_makes_the_one_of_the_other(before in "[甲乙。1a]{0,9}", now in "[甲乙。1a]{0,9}") {
            let Splice { at, removed, added } = Splice::between(&before, &now);
            let (head, tail) = (before.get(..at), before.get(at + removed..));
            prop_assert_eq!(format!("{}{added}{}", head.expect("a place"), tail.expect("a place")), now);
        }
    }
}
