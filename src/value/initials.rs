//! Words found by how one begins to say them: bgjf for 办公经费.

use pinyin::ToPinyinMulti;

/// Some characters of a text that follow one another begin, as they are said, with these letters; of one that is said in
/// several ways any will do. What is no Han character stands for itself, and blanks and marks are passed over.
#[must_use]
pub fn has_initials(text: &str, letters: &str) -> bool {
    let letters: Vec<char> = letters.chars().map(|c| c.to_ascii_lowercase()).collect();
    let said: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let fits = |run: &[char]| run.iter().zip(&letters).all(|(c, letter)| begins_with(*c, *letter));
    !letters.is_empty() && said.windows(letters.len()).any(fits)
}

fn begins_with(c: char, letter: char) -> bool {
    let said = c.to_pinyin_multi();
    c.to_ascii_lowercase() == letter
        || said.is_some_and(|all| all.into_iter().any(|one| one.plain().starts_with(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_initials() {
        for (text, letters, found) in [
            ("办公经费", "bgjf", true),
            ("办公经费", "GJ", true),
            ("预算执行率", "zxl", true),
            ("预算执行率", "zhl", true),
            ("（一）三公经费", "ysg", true),
            ("2023年决算数", "3njss", true),
            ("办公经费", "bj", false),
            ("办公经费", "", false),
            ("费", "feiyong", false),
        ] {
            assert_eq!(has_initials(text, letters), found, "{text} {letters}");
        }
    }
}
