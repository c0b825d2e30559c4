//! Lines joined to paragraphs as one reads them: a break that only came because the line was full is none.

use super::letter::Letter;
use super::line::TextLine;
use crate::intake::note::begins_notes;

/// Marks that no line begins with: they move together with what is before them.
const NOT_FIRST: &str = "，。、；：！？）》〉】〕」』”’％%,.;:!?)]}…—";
/// Marks that no line ends with.
const NOT_LAST: &str = "（《〈【〔「『“‘([{";
/// What is written without blanks between: figures and words in letters.
const IN_WORDS: &str = ".,%+-/_:@#&*'\"<>=()";

/// A line in the middle is not further off it, in sizes.
const CENTRED: f64 = 0.5;
/// The least size of a title, 三号.
const LARGE: f64 = 15.5;

/// Where the lines of a text may reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRoom {
    pub left: f64,
    pub right: f64,
}

/// A line and where its text may reach.
pub(super) type Roomed<'l> = (&'l TextLine, TextRoom);

/// The paragraphs of lines that follow each other.
pub(super) fn paragraphs(lines: &[Roomed<'_>]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let leading = usual_leading(lines);
    for (n, (line, room)) in lines.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| lines.get(n));
        match (before, paragraphs.last_mut()) {
            (Some(before), Some(paragraph))
                if !begins(*before, (line, *room), leading) && !is_item(lines, n) && !begins_notes(&line.text()) =>
            {
                glue(paragraph, before.0, line, *room);
            }
            (Some(before), Some(paragraph)) if is_title(*before, (line, *room)) => {
                paragraph.push('\n');
                paragraph.push_str(&line.text());
            }
            _ => paragraphs.push(line.text()),
        }
    }
    paragraphs
}

/// Where a line ends, marks aside that may hang beyond the end of lines.
pub(super) fn end(line: &TextLine) -> f64 {
    let is_mark = |letter: &&Letter| NOT_FIRST.contains(letter.character);
    line.letters.iter().rev().find(|letter| !is_mark(letter)).map_or(line.to, |letter| letter.to)
}

/// Puts a line behind what stands before it.
fn glue(paragraph: &mut String, before: &TextLine, line: &TextLine, room: TextRoom) {
    let text = line.text();
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let last = paragraph.chars().next_back();
    let word_ends = narrow(last) && narrow(text.chars().next()) && !last.is_some_and(|c| "-/_".contains(c));
    if word_ends && !is_cut(before, line, room) {
        paragraph.push(' ');
    }
    paragraph.push_str(&text);
}

/// A figure too wide for its room was cut in two.
fn is_cut(before: &TextLine, line: &TextLine, room: TextRoom) -> bool {
    let in_figure = |letter: &&Letter| letter.character.is_ascii_digit() || ".,%".contains(letter.character);
    let width = |letter: &Letter| letter.to - letter.from;
    let end: f64 = before.letters.iter().rev().take_while(in_figure).map(width).sum();
    let begin: f64 = line.letters.iter().take_while(in_figure).map(width).sum();
    end > 0.0 && begin > 0.0 && end + begin > room.right - room.left - 1.0
}

/// The usual distance from line to line.
fn usual_leading(lines: &[Roomed<'_>]) -> f64 {
    let mut steps: Vec<f64> =
        lines.windows(2).filter_map(|pair| Some(pair.last()?.0.base - pair.first()?.0.base)).collect();
    steps.retain(|step| *step > 0.0);
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 4).copied().unwrap_or_default()
}

/// The n-th line begins an item of a list whose items each begin a line; the one before happened to end where it is full.
fn is_item(lines: &[Roomed<'_>], n: usize) -> bool {
    let texts: Vec<String> = lines.iter().map(|(line, _)| line.text()).collect();
    let ends = |text: &String| text.ends_with(['。', '；', ';']);
    let begins = |text: &String| item(text).is_some();
    let within =
        |text: &String| text.match_indices(['。', '；', ';']).any(|(at, end)| item(&text[at + end.len()..]).is_some());
    n.checked_sub(1).and_then(|n| texts.get(n)).is_some_and(ends)
        && texts.get(n).is_some_and(begins)
        && texts.first().is_some_and(begins)
        && !texts.iter().any(within)
}

/// What stands behind the number of an item: 1. 2、（三）④ 目标1：
fn item(text: &str) -> Option<&str> {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bare = text.trim_start().trim_start_matches(['（', '(']);
    let named = ["目标", "指标"].into_iter().find_map(|name| bare.strip_prefix(name)).unwrap_or(bare);
    let rest = named.trim_start_matches(is_number);
    let number = named.len() - rest.len();
    let rest = rest.strip_prefix(['.', '．', '、', '）', ')', ':', '：'])?;
    (0 < number && number < 7 && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}

/// Both are lines of one title: large, close together, in the middle.
fn is_title(before: Roomed<'_>, line: Roomed<'_>) -> bool {
    let [one, other] = [before, line].map(|(line, room)| is_centred(line, room, 1.0) && line.size >= LARGE);
    let step = line.0.base - before.0.base;
    one && other && (before.0.size - line.0.size).abs() < 0.5 && 0.0 < step && step < 2.0 * line.0.size
}

/// A line begins a new paragraph.
fn begins((before, room): Roomed<'_>, (line, own): Roomed<'_>, leading: f64) -> bool {
    let size = line.size.max(before.size);
    let turned = before.letters.first().map(|letter| letter.turn) != line.letters.first().map(|letter| letter.turn);
    let resized = (before.size - line.size).abs() > 0.15 * size;
    let apart = line.base - before.base > (leading * 1.5).max(2.1 * size);
    if turned || resized || apart {
        return true;
    }
    let left_over = if is_centred(before, room, CENTRED) {
        room.right - room.left - (before.to - before.from)
    } else {
        room.right - before.to
    };
    let stepped_in =
        line.from - own.left > 1.2 * size && line.from - before.from > 0.7 * size && !is_centred(line, own, CENTRED);
    stepped_in || left_over > first_piece(line, own) + 0.1 * size
}

/// A line goes on with the paragraph of the one before it, as far as their places tell.
pub(super) fn goes_on(before: Roomed<'_>, line: Roomed<'_>) -> bool {
    !begins(before, line, f64::INFINITY)
}

/// It stands in the middle of its room, as exactly as that, in sizes.
fn is_centred(line: &TextLine, room: TextRoom, exactly: f64) -> bool {
    let (left, right) = (line.from - room.left, room.right - line.to);
    left > 0.3 * line.size && (left - right).abs() < exactly * line.size
}

/// How wide that is which would have had to fit on the line before: a word, or a character with the marks that stay by
/// it. What is wider than the room is cut anywhere.
fn first_piece(line: &TextLine, room: TextRoom) -> f64 {
    let mut letters = line.letters.iter().peekable();
    let mut end = line.from;
    while let Some(letter) = letters.next_if(|letter| NOT_LAST.contains(letter.character)) {
        end = letter.to;
    }
    let word = |c: char| c.is_ascii_alphanumeric() || IN_WORDS.contains(c);
    if letters.peek().is_some_and(|letter| word(letter.character)) {
        while let Some(letter) = letters.next_if(|letter| word(letter.character)) {
            end = letter.to;
        }
    } else if let Some(letter) = letters.next() {
        end = letter.to;
    }
    while let Some(letter) = letters.next_if(|letter| NOT_FIRST.contains(letter.character)) {
        end = letter.to;
    }
    let first = line.letters.first().map_or(0.0, |first| first.to - first.from);
    if end - line.from > room.right - room.left { first } else { end - line.from }
}
