//! Words that stay whole when a line breaks, on paper as on the screen.

/// Labels break between these words, the longer ones first.
pub(super) const WORDS: &str = include_str!("../../assets/whole_words.txt");

/// So many characters between brackets stay together: （万元）.
pub(super) const BRACKETED: usize = 9;

/// The words of a text that stand in a list, from and to, in bytes; more of them beside those of labels.
pub(super) fn whole_words(text: &str, more: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let all = more.split_whitespace().chain(WORDS.split_whitespace());
        let word = all.filter(|word| rest.starts_with(word)).max_by_key(|word| word.len());
        let long = word.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), str::len);
        // A number behind a word is one with it: 目标1.
        let number = rest
            .get(long..)
            .map_or(0, |behind| behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let long = if word.is_some() { long + number } else { long };
        if word.is_some() {
            found.push((at, at + long));
        }
        at += long;
    }
    found
}
