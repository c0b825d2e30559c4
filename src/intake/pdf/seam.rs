//! Where two lines of one text meet: whether a blank was between them, which is not drawn.

use super::letter::{Letter, NOT_FIRST};
use super::line::{TextLine, TextRoom};

/// What is written without blanks between: figures and words in letters.
const IN_WORDS: &str = ".,%+-/_:@#&*'\"<>=()";

/// Puts a line behind what stands before it, with a blank where one was.
pub(super) fn glue(paragraph: &mut String, before: &TextLine, line: &TextLine, room: TextRoom) {
    let text = line.text();
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let last = paragraph.chars().next_back();
    // No word begins with a mark.
    let first = text.chars().next().filter(|c| !NOT_FIRST.contains(*c));
    let word_ends = narrow(last) && narrow(first) && !last.is_some_and(|c| "-/_".contains(c));
    if word_ends && !is_cut(before, line, room) && !is_address(paragraph) && !is_rest_of_address(&text) {
        paragraph.push(' ');
    }
    paragraph.push_str(&text);
}

/// What stands at the end of a text is an address of the web or of mail: these are cut anywhere.
fn is_address(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
    last.contains("://") || last.contains('@') || last.starts_with("www.") || last.contains('.') && last.contains('/')
}

/// A line begins within an address of the web, before its slashes: s://www.
fn is_rest_of_address(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
    let scheme = word.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| !matches!(scheme, "http" | "https" | "ftp"))
}

/// A figure too wide for its room was cut in two; so was a word, where the line before it is full to the last letter.
fn is_cut(before: &TextLine, line: &TextLine, room: TextRoom) -> bool {
    let width = |letter: &Letter| letter.to - letter.from;
    let too_wide = |is_of: fn(&Letter) -> bool| {
        let end: f64 = before.letters.iter().rev().take_while(|letter| is_of(letter)).map(width).sum();
        let begin: f64 = line.letters.iter().take_while(|letter| is_of(letter)).map(width).sum();
        end > 0.0 && begin > 0.0 && end + begin > room.right - room.left - 1.0
    };
    let is_full = line.letters.first().is_some_and(|first| room.right - before.to < width(first) + 0.1 * line.size);
    !is_time_after_day(before, line)
        && (too_wide(in_figure) || is_full && too_wide(in_word) && !are_words(before, line))
}

/// Two words of letters alone: a capital behind a small letter begins another (Reading Club), and few words are so long.
fn are_words(before: &TextLine, line: &TextLine) -> bool {
    const LONGEST: usize = 12;
    let letters = |letter: &&Letter| letter.character.is_ascii_alphabetic();
    let (end, begin) =
        (before.letters.iter().rev().take_while(letters).count(), line.letters.iter().take_while(letters).count());
    let small = before.letters.last().is_some_and(|last| last.character.is_ascii_lowercase());
    let capital = line.letters.first().is_some_and(|first| first.character.is_ascii_uppercase());
    let is_word = |letters: usize| (1..=LONGEST).contains(&letters);
    is_word(end) && is_word(begin) && (small && capital || end + begin > LONGEST)
}

/// A line begins with a time of day behind a whole day, with a blank between: 2020-12-31 18:30.
fn is_time_after_day(before: &TextLine, line: &TextLine) -> bool {
    let (above, text) = (before.text(), line.text());
    let day = above.rsplit(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let hours = digits(&text);
    let minutes = text.get(hours..).and_then(|rest| rest.strip_prefix(':')).map_or(0, digits);
    (1..=2).contains(&hours) && minutes == 2 && day.matches(['-', '/', '.']).count() == 2
}

/// A letter of a word that no line ends within.
pub(super) fn in_word(letter: &Letter) -> bool {
    letter.character.is_ascii_alphanumeric() || IN_WORDS.contains(letter.character)
}

/// A letter of 12.5%.
pub(super) fn in_figure(letter: &Letter) -> bool {
    letter.character.is_ascii_digit() || ".,%".contains(letter.character)
}
