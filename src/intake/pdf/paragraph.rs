//! Lines joined to paragraphs as one reads them: a break that only came because the line was full is none.

use super::item::ListItem;
use super::letter::{Letter, NOT_FIRST, NOT_LAST};
use super::line::{TextLine, TextRoom};
use super::seam::{glue, in_figure, in_word};
use crate::intake::note::{begins_note, begins_notes};
use std::cmp::Ordering;

/// A line in the middle is not further off it, in sizes.
const CENTRED: f64 = 0.5;
/// Notes under tables are smaller than the text of a report, 小四.
const SMALL: f64 = 12.0;
/// The least size of a title, 三号.
const LARGE: f64 = 15.5;

/// A line and where its text may reach.
pub(super) type Roomed<'l> = (&'l TextLine, TextRoom);

/// The paragraphs of lines that follow each other; those of one note are one, with its line ends.
pub(super) fn paragraphs(lines: &[Roomed<'_>]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let (leading, first) = (usual_leading(lines), first_lines(lines));
    let mut note: Option<Roomed<'_>> = None;
    for (n, (line, room)) in lines.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| lines.get(n));
        match (before, paragraphs.last_mut()) {
            (Some(before), Some(paragraph))
                if !begins(*before, (line, *room), leading)
                    && !is_first((line, *room), first)
                    && !is_item(lines, n)
                    && !begins_notes(&line.text()) =>
            {
                glue(paragraph, before.0, line, *room);
            }
            (Some(before), Some(paragraph))
                if is_title(*before, (line, *room))
                    || note.is_some_and(|note| {
                        is_of_note(note, *before, (line, *room)) || is_head_in_note(note, lines, n)
                    }) =>
            {
                paragraph.push('\n');
                paragraph.push_str(&line.text());
            }
            _ => {
                note = (line.size < SMALL && begins_note(&line.text())).then_some((line, *room));
                paragraphs.push(line.text());
            }
        }
    }
    paragraphs
}

/// A line begins another paragraph of a note: right below it, as small, at its beginning or stepped in, and not what is
/// signed under it (填表人：), which is short and no sentence.
fn is_of_note((note, room): Roomed<'_>, before: Roomed<'_>, (line, own): Roomed<'_>) -> bool {
    /// So far into a line a label reaches.
    const LABEL: usize = 8;
    let step = (line.from - own.left - (note.from - room.left)) / note.size;
    let text = line.text();
    let is_labelled = text.chars().take(LABEL).any(|c| matches!(c, '：' | ':'));
    let is_sentence = text.ends_with(['。', '；', '！', '？']) || line.to - own.left > 0.7 * (own.right - own.left);
    let is_below = line.base - before.0.base < 2.1 * note.size || line.base < before.0.base;
    (note.size - line.size).abs() < 0.05 * note.size
        && ((-0.3..0.3).contains(&step) || (1.2..2.8).contains(&step))
        && is_below
        && !line.is_spread()
        && !begins_notes(&text)
        && (is_sentence || !is_labelled)
}

/// The n-th line is a head within a note, alone on its line (改进措施：): what follows is the note's.
fn is_head_in_note(note: Roomed<'_>, lines: &[Roomed<'_>], n: usize) -> bool {
    let Some([head, next]) = lines.get(n..n + 2) else { return false };
    head.0.text().ends_with(['：', ':']) && next.0.base > head.0.base && is_of_note(note, *head, *next)
}

/// Where a line ends, marks aside that may hang beyond the end of lines.
pub(super) fn end(line: &TextLine) -> f64 {
    let is_mark = |letter: &&Letter| NOT_FIRST.contains(letter.character);
    line.letters.iter().rev().find(|letter| !is_mark(letter)).map_or(line.to, |letter| letter.to)
}

/// Where a line begins, marks aside that may hang before the beginning of lines.
pub(super) fn begin(line: &TextLine) -> f64 {
    line.letters.iter().find(|letter| !NOT_LAST.contains(letter.character)).map_or(line.from, |letter| letter.from)
}

/// How near a line comes to the sides of its room. A mark at its end tells nothing: half of its width is blank, and may
/// reach beyond.
pub(super) fn gap(line: &TextLine, room: TextRoom) -> f64 {
    let opens = line.letters.first().is_some_and(|letter| NOT_LAST.contains(letter.character));
    let closes = line.letters.last().is_some_and(|letter| NOT_FIRST.contains(letter.character));
    let left = if opens { f64::INFINITY } else { line.from - room.left };
    let right = if closes { f64::INFINITY } else { room.right - line.to };
    left.min(right)
}

/// The usual distance from line to line.
fn usual_leading(lines: &[Roomed<'_>]) -> f64 {
    let mut steps: Vec<f64> =
        lines.windows(2).filter_map(|pair| Some(pair.last()?.0.base - pair.first()?.0.base)).collect();
    steps.retain(|step| *step > 0.0);
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 4).copied().unwrap_or_default()
}

/// Where first lines of paragraphs begin: further right than the others (greater), at their left as in lists whose other
/// lines begin further right (less), or nothing tells.
fn first_lines(lines: &[Roomed<'_>]) -> Ordering {
    let is_full = |(line, room): Roomed<'_>| room.right - end(line) < 1.5 * line.size;
    let is_at_left = |(line, room): Roomed<'_>| line.from - room.left < 0.5 * line.size;
    let full = || lines.windows(2).filter_map(|pair| pair.first_chunk()).filter(|[line, _]| is_full(*line));
    let right = full().filter(|[line, next]| is_stepped_in(*line) && is_at_left(*next)).count();
    let left = full().filter(|[line, next]| is_at_left(*line) && is_stepped_in(*next)).count();
    right.cmp(&left)
}

/// A line is the first of a paragraph by where it begins; where nothing tells, if it has a number too.
fn is_first(line: Roomed<'_>, first: Ordering) -> bool {
    let is_numbered = || first == Ordering::Equal && ListItem::of(&line.0.text()).is_some();
    is_stepped_in(line) && (first == Ordering::Greater || is_numbered())
}

/// A line begins two characters from the left, as first lines do.
fn is_stepped_in((line, room): Roomed<'_>) -> bool {
    (1.5..2.5).contains(&((line.from - room.left) / line.size)) && !is_centred(line, room, CENTRED)
}

/// The n-th line begins an item of a list whose items each begin a line; the one before happened to end where it is full.
/// So it is where a line above begins the item before it, and no item begins within a line of them.
fn is_item(lines: &[Roomed<'_>], n: usize) -> bool {
    let text = |n: usize| lines.get(n).map(|(line, _)| line.text()).unwrap_or_default();
    let Some(own) = ListItem::of(&text(n)) else { return false };
    // Headings follow each other: 六、…… and （一）…… below it.
    if own.is_han && n.checked_sub(1).is_some_and(|before| is_heading_below(lines, before)) {
        return true;
    }
    if !n.checked_sub(1).is_some_and(|before| text(before).ends_with(ITEM_ENDS)) {
        return false;
    }
    // （一） and 一、 begin a line where a sentence has ended.
    if own.number == 1 && own.is_han {
        return true;
    }
    let Some(first) = (0..n).rev().find(|above| ListItem::of(&text(*above)).is_some_and(|item| item.is_before(&own)))
    else {
        return false;
    };
    let within = |text: &String| {
        let ends = text.match_indices(ITEM_ENDS).filter_map(|(at, end)| text.get(at + end.len()..));
        ends.filter_map(ListItem::of).any(|item| item.is_alike(&own))
    };
    // What comes later may be another list.
    !(first..lines.len().min(n + 1 + n - first)).map(text).any(|text| within(&text))
}

/// The n-th line and the one after it begin at one place, the upper one with a number in Han characters.
fn is_heading_below(lines: &[Roomed<'_>], n: usize) -> bool {
    let Some([(upper, _), (lower, _)]) = lines.get(n..n + 2) else { return false };
    (upper.from - lower.from).abs() < 0.3 * upper.size && ListItem::of(&upper.text()).is_some_and(|item| item.is_han)
}

/// Marks that an item ends with.
const ITEM_ENDS: [char; 3] = ['。', '；', ';'];

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
    let resized = (before.size - line.size).abs() > 0.1 * size && !is_shrunk(before, line) && !is_shrunk(line, before);
    let apart = line.base - before.base > (leading * 1.5).max(2.1 * size);
    if turned || resized || apart || line.is_spread() {
        return true;
    }
    let left_over = if is_centred(before, room, CENTRED) {
        room.right - room.left - (before.to - before.from)
    } else {
        room.right - before.to
    };
    let stepped_in =
        line.from - own.left > 1.2 * size && line.from - before.from > 0.7 * size && !is_centred(line, own, CENTRED);
    stepped_in || left_over > first_piece(line, own) + slack(before, line, own, size)
}

/// A line is a figure alone, set a little smaller than the text it is in, to fit.
fn is_shrunk(line: &TextLine, other: &TextLine) -> bool {
    let of_figure =
        |letter: &Letter| !letter.is_wide() || NOT_FIRST.contains(letter.character) || "≥≤".contains(letter.character);
    (0.8..0.9).contains(&(line.size / other.size)) && line.letters.iter().all(of_figure)
}

/// How much more may be left over before a line that goes on. Programs keep figures by their units and by the mark before
/// them, and set them apart from Han characters: within a sentence that is no end. In narrow columns several short things
/// that are no sentences may stand below each other.
fn slack(before: &TextLine, line: &TextLine, own: TextRoom, size: f64) -> f64 {
    const UNITS: &str = "万亿千百元年月日人次个项家户件天场号";
    let (above, text) = (before.text(), line.text());
    let is_prose = [&above, &text].iter().any(|text| text.contains(['，', '。', '；']));
    let is_narrow = own.is_narrow(size);
    if is_narrow && !is_prose || above.ends_with(ENDS) || ListItem::of(&text).is_some() {
        return 0.1 * size;
    }
    let marks = |letter: &&Letter| NOT_FIRST.contains(letter.character);
    let is_unit = |letter: &&Letter| UNITS.contains(letter.character);
    let wide = |letter: &Letter| letter.to - letter.from;
    let figures = line.letters.iter().take_while(|letter| in_figure(letter)).count();
    let behind: f64 = if figures > 0 {
        line.letters.iter().skip(figures).take_while(is_unit).take(2).map(wide).sum()
    } else {
        line.letters.iter().skip(1).skip_while(marks).take_while(|letter| in_figure(letter)).map(wide).sum()
    };
    // A paragraph's last two characters may be kept together.
    let last = if behind == 0.0 && line.letters.len() == 2 { line.letters.last().map_or(0.0, wide) } else { 0.0 };
    0.6 * size + behind + last
}

/// Marks that a sentence ends with, or what is said before a list.
const ENDS: [char; 7] = ['。', '；', '：', '！', '？', ';', ':'];

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
    if letters.peek().is_some_and(|letter| in_word(letter)) {
        let mut last = None;
        while let Some(letter) = letters.next_if(|letter| in_word(letter)) {
            (end, last) = (letter.to, Some(letter.character));
        }
        // No line ends between 85% and what opens behind it.
        let opens = |letter: &&Letter| last == Some('%') && NOT_LAST.contains(letter.character);
        if letters.next_if(opens).is_some() {
            end = letters.next().map_or(end, |letter| letter.to);
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
